#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Calls of the tools of tests/eval that cannot work: each is told in words, none by a traceback. Prints TAP.

    tools.py [PYTHON]

PYTHON: one that has what the training needs (build/venv/bin/python); without it the calls of training are left out."""
import os
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
PYTHON = sys.argv[1] if len(sys.argv) > 1 else ROOT + "/build/venv/bin/python"
FOUR = ["--corpora", "none", "--lines", "none", "--extract", "none", "--work", "work"]
THREE = ["--corpora", "corpora", "--extract", "none", "--work", "work"]
# tool, arguments, what is said
CALLS = [
    ("trainlines.py", [], "the following arguments are required"),
    ("trainlines.py", FOUR + ["--check"], "--check needs the tables"),
    ("trainlines.py", FOUR + ["--check", "--table", "a"], "go together"),
    ("trainlines.py", FOUR + ["--second-table", "a"], "go together"),
    ("train.py", [], "the following arguments are required"),
    ("train.py", THREE + ["--table", "a", "--check", "a"], "not allowed with"),
    ("train.py", THREE + ["--chimeras", "many"], "invalid int value"),
    ("train.py", THREE, "none: no such program"),
    ("trainlines.py", FOUR, "none: no such program"),
    ("score.py", [], "the following arguments are required"),
    ("score.py", ["--corpora", "none/none", "--extract", "none"], "stands beside the corpora"),
    ("score.py", THREE, "work/folds.json is missing"),
    ("changed.py", THREE, "work/folds.json is missing"),
    ("scorelines.py", [], "the following arguments are required"),
    ("scorelines.py", ["--corpora", "corpora", "--lines", "none", "--work", "work"], "work/linefolds.json is missing"),
    ("eval.py", [], "eval.py"),
    ("eval.py", ["build", "none"], "'none' is no folder of corpora"),
    ("peers.py", [], "peers.py"),
    ("repetition.py", [], "repetition.py"),
    ("together.py", [], "together.py"),
    ("together.py", ["none", "corpora", "--changed"], "--changed needs a file"),
]
TRAINING = ("train.py", "trainlines.py", "changed.py")


def call(tool, arguments):
    """What it said; nothing: it ended well."""
    with tempfile.TemporaryDirectory() as where:
        os.makedirs(where + "/corpora")
        os.makedirs(where + "/eval")
        with open(where + "/eval/score.py", "w", encoding="utf-8"):
            pass
        done = subprocess.run([PYTHON if tool in TRAINING else sys.executable, f"{ROOT}/tests/eval/{tool}", *arguments], cwd=where,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True, check=False)
    return done.stdout if done.returncode else ""


def main():
    print("1..%d" % len(CALLS))
    failed = 0
    can_train = os.path.exists(PYTHON)
    for n, (tool, arguments, want) in enumerate(CALLS, 1):
        name = f"{n} - {tool} {' '.join(arguments)}"
        if tool in TRAINING and not can_train:
            print(f"ok {name} # SKIP no {PYTHON}")
            continue
        said = call(tool, arguments)
        good = bool(said) and "Traceback" not in said and want in said
        failed += not good
        print(("" if good else "not ") + f"ok {name}")
        for line in [] if good else (said or "it ended well, or said nothing").splitlines():
            print("# " + line)
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
