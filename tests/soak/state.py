#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""kill -9 at random moments of `clean --state`: state.py DEHUSK [--kills N] [--seed N] [--pages N] prints TAP.

A state of an earlier run is there already, and the killed run brings it up to date and writes records and text.
After each kill the state verifies and every output is the old one or none; running again gives the bytes, and
the state, of a run that nobody disturbed.
"""
import json
import os
import random
import re
import sys

import kill

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "build/dehusk")
PAGES = kill.number("--pages", 400)
NOUNS = ("anchor basket candle donkey engine ferry garden hammer island jacket kettle ladder meadow needle orchard "
         "pencil quarry ribbon saddle tunnel urchin valley window yard").split()
VERBS = "carries repairs sells finds paints forgets borrows measures moves keeps".split()


def sentence(pick):
    return "The %s %s the %s near the %s, and %d people watched the %s." % (
        pick.choice(NOUNS), pick.choice(VERBS), pick.choice(NOUNS), pick.choice(NOUNS), pick.randint(2, 900),
        pick.choice(NOUNS))


def row(n):
    """Page n of a site: a story, its site's chrome, and now and then a copy of the story before."""
    pick = random.Random(n - 1 if n % 7 == 0 else n)
    story = "\n\n".join(" ".join(sentence(pick) for _ in range(3)) for _ in range(5))
    site = "paper%d.example" % (n % 5)
    text = "Morning letter of the %s desk\n\n%s\n\nWrite to the %s desk by pigeon\n" % (site, story, site)
    return json.dumps({"id": "p%d" % n, "site": site, "text": text}) + "\n"


def prepare(where):
    for name, first, last in (("old.jsonl", 0, PAGES // 2), ("new.jsonl", PAGES // 3, PAGES)):
        with open(os.path.join(where, name), "w", encoding="utf-8") as f:
            f.writelines(row(n) for n in range(first, last))
    code, _, err = kill.run([PROGRAM, "clean", "--state", "s", "--format", "jsonl", "-o", "out.jsonl", "old.jsonl"], where)
    if code:
        raise kill.Wrong("the run before: exit %d, %s" % (code, err))
    with open(os.path.join(where, "out.jsonl"), "rb") as f, open(os.path.join(where, "before"), "wb") as g:
        g.write(f.read())


def command(_):
    return [PROGRAM, "clean", "--state", "s", "--jobs", "2", "--format", "jsonl", "-o", "out.jsonl",
            "--clusters", "clusters", "new.jsonl"]


def read(where, name):
    with open(os.path.join(where, name), "rb") as f:
        return f.read()


def whole(where):
    code, _, err = kill.run([PROGRAM, "state", "verify", "s"], where)
    if code:
        raise kill.Wrong("state verify: exit %d, %s" % (code, err))
    out = read(where, "out.jsonl")
    if out != read(where, "before") and len(out.splitlines()) != PAGES - PAGES // 3:
        raise kill.Wrong("half an output")


def outcome(where):
    """The first line of a dump holds the size of the file; the rest is what is known, and when it was seen."""
    code, dump, err = kill.run([PROGRAM, "state", "dump", "s"], where)
    if code:
        raise kill.Wrong("state dump: exit %d, %s" % (code, err))
    beside = [n for n in os.listdir(where) if n.startswith("s") and n != "s"]
    known = re.sub(rb'"day":\d+', b"", dump.partition(b"\n")[2])
    return read(where, "out.jsonl"), read(where, "clusters"), known, beside


if __name__ == "__main__":
    sys.exit(kill.main("clean --state", kill.Campaign(prepare, command, whole, outcome, kill.number("--seed", 1)),
                       kill.number("--kills", 50)))
