#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Boxes that training puts into stories (tests/eval/boxed.py), on made texts. Prints TAP."""
import os
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../eval"))
import boxed  # noqa: E402

STORY = [f"Sentence {k} of the story." for k in range(9)]
SEEDS = range(40)


class Text:
    """What trainlines.py has of a text: its gold, its fold, its file, the lines that no rule strikes and their labels."""

    def __init__(self, folder, site, fold, lines, struck=()):
        self.gold, self.fold, self.path = {"url": f"https://{site}/1", "id": site}, fold, Path(folder) / site
        self.path.write_text("\n".join([*lines, *struck]), encoding="utf8")
        self.lines, self.label = lines, [int(x.startswith("Sentence")) for x in lines]


def chrome(folder):
    menus = {site: [f"{site} menu {k}" for k in range(8)] for site in ("elm.example", "oak.example", "ash.example")}
    texts = [Text(folder, "elm.example", 0, STORY + menus["elm.example"]), Text(folder, "oak.example", 0, STORY + menus["oak.example"]),
             Text(folder, "ash.example", 1, menus["ash.example"] + STORY + ["Too short", "a run"]),
             Text(folder, "fir.example", 1, STORY + ["Share", "Print"], ["Terms", "Privacy", "Contact"])]
    return boxed.chrome_of(texts), menus


def cases(found, menus):
    """Name and whether it holds."""
    lines, place = ["Headline", *STORY, "Last"], list(range(1, 10))
    made = [boxed.put_into(lines, place, found[0], "elm.example", random.Random(seed)) for seed in SEEDS]
    at = [[out.index(x) for x in STORY] for out, _ in made]
    yield "runs of five lines or more, by fold and site", found == {
        0: {"elm.example": [menus["elm.example"]], "oak.example": [menus["oak.example"]]},
        1: {"ash.example": [menus["ash.example"]], "fir.example": [["Share", "Print", "Terms", "Privacy", "Contact"]]}}
    yield "the text is there in its order", all([x for x in out if x not in put] == lines for out, put in made)
    yield "lines are of other sites of the fold", all(put and put <= set(menus["oak.example"]) for _, put in made)
    yield "one box or two, before lines of the story", {sum(b - a > 1 for a, b in zip(x, x[1:])) for x in at} == {1, 2}
    yield "five lines to sixty", {len(out) - len(lines) for out, _ in made} <= set(range(5, 121))
    yield "before the last one, too", any(x[-1] - x[-2] > 1 for x in at)
    yield "the same seed makes the same", made[0] == boxed.put_into(lines, place, found[0], "elm.example", random.Random(SEEDS[0]))
    yield "without other sites nothing is put in", boxed.put_into(
        lines, place, {"elm.example": found[0]["elm.example"]}, "elm.example", random.Random(1)) == (lines, set())


def main():
    with tempfile.TemporaryDirectory() as folder:
        results = list(cases(*chrome(folder)))
    print(f"1..{len(results)}")
    for n, (name, good) in enumerate(results, 1):
        print(("" if good else "not ") + f"ok {n} - {name}")
    return not all(good for _, good in results)


if __name__ == "__main__":
    sys.exit(main())
