# SPDX-License-Identifier: MIT
"""States of a small made corpus, for the suites that look at states."""
import json

from program import run, story, want, write

CHROME = ("Morning letter of the %s", "More about the %s and its weather", "Set in Caslon at the %s")


def page(n, sites=3):
    """Page n of a small corpus: the chrome of its site around a story; some are copies, some of those cut."""
    site = "paper%d.example" % (n % sites)
    told = n - 5 if n % 8 == 7 else n
    paragraphs = story(told).strip().split("\n\n")
    if n % 16 == 15:
        paragraphs.pop()
    lines = [CHROME[0] % site, *paragraphs, *(c % site for c in CHROME[1:])]
    return {"id": "p%d" % n, "site": site, "date": "2025-03-%02d" % (n % 28 + 1), "text": "\n\n".join(lines)}


def rows(numbers):
    return "".join(json.dumps(page(n)) + "\n" for n in numbers)


def dehusk(d, *args, code=0, err=None, **more):
    return want(run(list(args), where=d, **more), code, err=err)


def clean(d, *args, **more):
    return dehusk(d, "clean", "--format", "jsonl", *args, **more).out


def dump(d, name, **more):
    """What a state knows, however its file came to be."""
    return dehusk(d, "state", "dump", name, **more).out


def scanned(d, name="s", numbers=range(60)):
    write(d + "/" + name + ".jsonl", rows(numbers))
    dehusk(d, "scan", "--state", name, name + ".jsonl")
