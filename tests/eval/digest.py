# SPDX-License-Identifier: MIT
"""What a table of a model was made from, and its rows, as two digests in the file: they tell a table that is no longer what
training would write (another rule shifts features, or labels, a hair) without training it."""
import hashlib
import io
import re
from pathlib import Path

LINES = " * Digests (docs/training.md): learned from @LEARNED@,\n * the rows below @ROWS@."
DIGITS = 32  # of a SHA-256


def of(settings, arrays):
    """Of all that training is a function of: settings (their repr) and arrays of numbers."""
    h = hashlib.sha256(repr(settings).encode())
    for a in arrays:
        h.update(f"{a.dtype.str} {a.shape}".encode())
        h.update(a.tobytes())
    return h.hexdigest()[:DIGITS]


def of_rows(text):
    """Of what stands behind the first comments: what the compiler sees."""
    return hashlib.sha256(text[text.index("#include"):].encode()).hexdigest()[:DIGITS]


class Table(io.StringIO):
    """A file to print a table to: written with its digests when all of it is there."""

    def __init__(self, path, learned):
        super().__init__()
        self.path, self.learned = Path(path), learned

    def __exit__(self, kind, *rest):
        if kind is None:
            text = self.getvalue()
            self.path.write_text(text.replace("@LEARNED@", self.learned).replace("@ROWS@", of_rows(text)))
        return super().__exit__(kind, *rest)


def told(text):
    """The digests that stand in a table; None: none."""
    found = re.search(r"learned from ([0-9a-f]+),\n \* the rows below ([0-9a-f]+)\.", text)
    return found and found.groups()


def has_own_rows(text):
    """Whether a table's rows are those that were written with it."""
    return bool(told(text)) and told(text)[1] == of_rows(text)


def compare(path, learned):
    """What is wrong with the table; None: nothing."""
    if not Path(path).is_file():
        return f"{path}: no such table"
    text = Path(path).read_text()
    if not has_own_rows(text):
        return f"{path}: not as it was written"
    if told(text)[0] != learned:
        return f"{path}: learned from {told(text)[0]}, and training would learn from {learned} (make eval-train)"
    print(f"{path}: as training writes it")
    return None
