# SPDX-License-Identifier: MIT
"""Sorts what the extractor got wrong into classes: lines kept that the gold has not, gold lines that were dropped."""
import re
from collections import Counter

EXTRA = (  # the first that fits
    ("credit or caption", re.compile(r"^(photo|foto|bild|image|credit|fotos?:|©)|getty images|\(AP|/AFP|reuters\)$", re.I)),
    ("share or follow", re.compile(r"\b(share|tweet|follow (us|me|him|her)|facebook|whatsapp|instagram)\b", re.I)),
    ("sign-up", re.compile(r"newsletter|subscri|sign up|log ?in|register|abonn|anmeld|suscr", re.I)),
    ("related", re.compile(r"^\W*(read|see|also|related|more|watch|lire|lesen|mehr|lea|leer|leggi)\b", re.I)),
    ("comments", re.compile(r"\bcomments?\b|kommentar|commentaire|comentario", re.I)),
    ("legal", re.compile(r"copyright|all rights|reserved|©", re.I)),
    ("byline or date", re.compile(r"^\W*(by|von|par|por|di)\s|\b(19|20)\d\d\b.{0,20}$|\d{1,2}:\d\d", re.I)),
)


def extra_class(line, n_tokens, inside, title):
    if title:
        return "headline"
    for name, pattern in EXTRA:
        if n_tokens < 40 and pattern.search(line):
            return name
    if not inside:
        return "outside, text" if n_tokens >= 12 else "outside, short"
    return "inside, text" if n_tokens >= 12 else "inside, short"


def near_gold(lines, known, i, step):
    """Whether a line of the gold follows in that direction."""
    while 0 <= i + step < len(lines):
        i += step
        if known[i]:
            return True
    return False


def report(score, name, gold, out):
    """Page-units: wrong tokens over the page's gold tokens, summed, so that long pages do not drown the rest."""
    extra, missed, extra_units, missed_units = Counter(), Counter(), Counter(), Counter()
    plain = name.startswith("aeb")
    for g in gold:
        tokens = score.tokens(g["body"], plain)
        grams = set(score.shingles(tokens))
        lines = out[g["id"]]["text"].split("\n")
        split = [score.tokens(x, plain) for x in lines]
        known = [bool(t) and sum(k in grams for k in score.shingles(t)) >= .5 * len(score.shingles(t)) for t in split]
        total = max(1, len(tokens))
        for i, (line, t) in enumerate(zip(lines, split)):
            if known[i] or not t or len(t) < 4 and " ".join(t) in " ".join(tokens):
                continue
            inside = near_gold(lines, known, i, -1) and near_gold(lines, known, i, 1)
            kind = extra_class(line, len(t), inside, False)
            extra[kind] += 1
            extra_units[kind] += len(t) / total
        hay = " " + " ".join(score.tokens(out[g["id"]]["text"], plain)) + " "
        dropped = {}
        for kind, rule, text in out[g["id"]]["dropped"]:
            dropped.setdefault(" ".join(score.tokens(text, plain)), f"{rule}")
        for line in g["body"].split("\n"):
            t = score.tokens(line, plain)
            if t and " " + " ".join(t) + " " not in hay:
                kind = dropped.get(" ".join(t), "not a block of the container")
                missed[kind] += 1
                missed_units[kind] += len(t) / total
    for what, count, units in (("kept, not in gold", extra, extra_units), ("gold, not kept", missed, missed_units)):
        print(f"  {what}: {sum(count.values())} lines, {sum(units.values()):.2f} page-units")
        for kind, u in units.most_common(12):
            print(f"    {u:6.2f}  {count[kind]:5d}  {kind}")
