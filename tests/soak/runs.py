#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""kill -9 while dehusk run fetches from a news site and works on directories and rows: nothing half is left that
counts, and the next run ends with the texts, records and stories of one that nobody disturbed. runs.py DEHUSK
[--kills N] prints TAP."""
import json
import os
import random
import re
import subprocess
import sys

import kill

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import newssite  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")
CONFIG = """
[sources]
directory = in
jsonl = rows
sitemap = http://127.0.0.1:%d/sitemap.xml
[fetch]
contact = tests@dehusk.example
allow-private = yes
delay = 0
delay-factor = 0
revisit = 0
[clean]
jobs = 2
[output]
texts = out
records = rec/news
rotate-size = 64K
[state]
file = state
"""
SITE, PORT = newssite.serve(pages=40)
WORDS = ("anchor basket candle donkey engine ferry garden hammer island jacket kettle ladder meadow needle orchard "
         "pencil quarry ribbon saddle tunnel urchin valley window yard zinc bridge copper drawer falcon glacier").split()


def story(pick):
    return "\n\n".join(" ".join(pick.sample(WORDS, 20)).capitalize() + "." for _ in range(pick.randint(4, 12))) + "\n"


def prepare(where):
    """A state of an earlier run, and much that is new since: pages, changed pages, rows."""
    pick = random.Random(7)
    os.makedirs(where + "/in")
    with open(where + "/c.conf", "w", encoding="utf-8") as f:
        f.write(CONFIG % PORT)

    def pages(first, last):
        for n in range(first, last):
            with open("%s/in/%04d.txt" % (where, n), "w", encoding="utf-8") as f:
                f.write(story(pick))
        with open(where + "/rows", "a", encoding="utf-8") as f:
            for n in range(first, last):
                f.write(json.dumps({"id": "r%d" % n, "text": story(pick), "site": "s%d.example" % (n % 5)}) + "\n")
    pages(0, 60)
    code, _, err = kill.run(command(where), where)
    if code:
        raise kill.Wrong("the earlier run: exit %d, %s" % (code, err))
    pages(50, 400)
    for line in ("change 3", "change 4", "drop 5", "add 40"):
        SITE.command(line.split())


def command(_):
    return [PROGRAM, "run", "c.conf"]


def files(where, below):
    return {os.path.relpath(os.path.join(d, n), where): open(os.path.join(d, n), "rb").read()
            for d, _, names in os.walk(os.path.join(where, below)) for n in names}


def whole(where):
    for path, text in files(where, "out").items():
        if ".dehusk-part" not in path and not text.endswith(b".\n"):
            raise kill.Wrong("half a text: %s" % path)
    code, _, err = kill.run([PROGRAM, "state", "verify", "state"], where)
    if code:
        raise kill.Wrong("the state: %s" % err)


def outcome(where):
    """Texts byte for byte; records, of which those of the site come as it answers; what the state knows of stories."""
    found = files(where, "out")
    lines = sorted(line for text in files(where, "rec").values() for line in text.splitlines())
    if len(lines) != len(set(lines)):
        raise kill.Wrong("a record stands there twice")
    dump = subprocess.run([PROGRAM, "state", "dump", "state"], cwd=where, stdout=subprocess.PIPE, check=True).stdout
    known = sorted(line for line in dump.splitlines()[1:] if b'"visited"' not in line and b'"robots' not in line)
    return found, lines, [re.sub(rb'"day":\d+', b"", line) for line in known]


if __name__ == "__main__":
    sys.exit(kill.main("run", kill.Campaign(prepare, command, whole, outcome), kill.number("--kills", 4)))
