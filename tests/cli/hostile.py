#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Inputs too large to keep: made here, cleaned under a cap of memory. hostile.py DEHUSK prints TAP.

What must hold for each: exit 0 or 1, a record with a verdict (failed: with a reason), valid UTF-8 out, at most
256 MiB of memory, and the good page beside it cleaned as ever. Time is not asserted; the program's own budget
of work has to end each of these, and the runner's guard ends a hang.
"""
import json
import os
import random
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")
LIMIT = 256 << 20
GOOD = (b"<html><body><article><p>The night watchman of the fish market retired on Friday after forty-one years.</p>"
        b"<p>He will be replaced by a lamp with a sensor, on approval for a month.</p></article></body></html>")


def page(body):
    return b"<!doctype html><html><head><title>x</title></head><body>" + body + b"</body></html>"


def formatting_elements(n):
    """Formatting elements that stay open, and blocks that make the parser open them all again."""
    return b"".join(b"<b %d>" % i for i in range(n)) + b"".join(b"<i %d>x</b>" % i for i in range(n))


def numbered(n, what):
    """`what` n times, each with its number."""
    return b"".join(what % i for i in range(n))


FERRY = b"".join(b"<p>On day %d the ferryman carried %d hens, a clock and the postman over the lake, and nobody fell in.</p>"
                 % (i, 3 * i) for i in range(1, 9))
LINE = b"On day %d of the winter the ferry stayed in its shed, and the postman went around the lake on foot."
PARAGRAPH = (b"The harbour keeper counts the boats from the tower every night, and writes into a book who came late, who "
             b"came early and who did not come at all, as her mother did before her.\n\n")
TOLD = "carried 12 hens, a clock and the postman"

# Name, bytes, and what must hold beyond what holds for all: the verdict, words that the text holds ("" for none).
INPUTS = [
    ("H04 200,000 nested tags", lambda: page(b"<div>" * 200000 + b"deep")),
    ("H05 1,000,000 nested spans", lambda: page(b"<span>" * 1000000)),
    ("H07 100,000 attributes", lambda: page(b"<p " + b" ".join(b"a%d=1" % i for i in range(100000)) + b">x</p>")),
    ("H08 100,000 equal attributes", lambda: page(b"<p " + b"a=1 " * 100000 + b">x</p>")),
    ("H09 an attribute of 10 MB", lambda: page(b'<p title="' + b"x" * 10000000 + b'">short</p>')),
    ("H06 29 KB of formatting elements", lambda: page(formatting_elements(1500))),
    ("H10 200,000 unclosed <b>", lambda: page(b"<b>" * 200000)),
    ("50,000 unclosed <b id=N>", lambda: page(b"".join(b"<b id=%d>" % i for i in range(50000)))),
    ("H11 100,000 <dl><dd>", lambda: page(b"<dl><dd>" * 100000)),
    ("100,000 <ul><li>", lambda: page(b"<ul><li>" * 100000)),
    ("H12 50,000 foster-parented blocks", lambda: page(b"<table>" + b"<div>x</div>" * 50000)),
    ("50,000 nested tables", lambda: page(b"<table><tr><td>" * 50000)),
    ("H13 10,000 misnested anchors", lambda: page(b"<a><b><div></a>" * 10000)),
    ("H14 100,000 links", lambda: page(b"<a href=/x>one more link</a> " * 100000)),
    ("H15 1,000,000 <", lambda: page(b"<" * 1000000)),
    ("H16 1,000,000 &amp", lambda: page(b"&amp" * 1000000)),
    ("1,000,000 NULs in a page", lambda: page(b"<p>" + b"a\0" * 500000)),
    ("200,000 unclosed comments", lambda: page(b"<!-- " * 200000)),
    ("100,000 unclosed svg", lambda: page(b"<svg><g>" * 100000)),
    ("100,000 templates", lambda: page(b"<template>" * 100000)),
    ("100,000 unclosed noscript", lambda: page(b"<noscript>" * 100000)),
    ("100,000 unclosed scripts", lambda: page(b"<script>" * 100000)),
    ("H14 100,000 links that stay open", lambda: page(b"<a>" * 100000 + FERRY)),
    ("10,000 stories below a story", lambda: page(b"<h1>The ferry stays in its shed</h1>" + FERRY + numbered(
        10000, b"<h2><a href=/%d>A lamp retires on Friday</a></h2><p>By Ann Lee, 3 May 2024</p>" + FERRY)), "kept", TOLD),
    ("H17 20,000 end tags behind the text", lambda: page(FERRY + b"</body></html></table></div>" * 20000), "kept", TOLD),
    ("H23 200,000 <li>", lambda: page(FERRY + b"<ul>" + b"<li>x" * 200000 + b"</ul>"), "kept", TOLD),
    ("H23 200,000 <option>", lambda: page(b"<select>" + b"<option>x" * 200000 + b"</select>" + FERRY), "kept", TOLD),
    ("H27 5 MB of base64 in src", lambda: page(b"<img src='data:image/png;base64," + b"QUJD" * 1300000 + b"'>" + FERRY),
     "kept", TOLD),
    ("50,000 links in a line behind a story", lambda: page(FERRY + b"".join(
        b"<a href=/%d>more of it %d</a> " % (i, i) for i in range(50000))), "kept", TOLD),
    ("50,000 links in boxes behind a story", lambda: page(FERRY + b"<div>" + b"".join(
        b"<div><a href=/%d>more of it %d</a></div>" % (i, i) for i in range(50000)) + b"</div>"), "kept", TOLD),
    ("a dialog of 800,000 attributes around 20,000 paragraphs", lambda: page(
        b"<dialog open " + numbered(800000, b"a%d=1 ") + b">" + FERRY + numbered(20000, b"<p>" + LINE) + b"</dialog>"),
     "kept", TOLD),
    ("an element with a name of 2 MB around 20,000 paragraphs", lambda: page(
        b"<x-" + b"news-" * 400000 + b">" + FERRY + numbered(20000, b"<p>" + LINE)), "kept", TOLD),
    ("200,000 sign-up buttons in one box", lambda: page(
        FERRY + b"<div>" + numbered(200000, b"<p><a href=/%d>Subscribe</a>")), "kept", TOLD),
    ("100,000 headings of comments behind a story", lambda: page(
        FERRY + numbered(100000, b"<nav class=menu><h2><a href=/>Comments on x%d</a></h2></nav>")), "kept", TOLD),
    ("100,000 unknown elements behind a number of 1 MB", lambda: page(
        FERRY + b"<p>" + b"1" * 1000000 + b"." + b"<x-y></x-y>" * 100000), "kept", TOLD),
    ("100,000 lines of a paragraph, each with an unknown element", lambda: page(
        FERRY + b"<p>x" + (b"<br>" + b"the boats came over the lake at night, " * 5 + b"<x-y>so</x-y> late") * 100000),
     "kept", TOLD),
    ("200,000 different <li>", lambda: page(b"<ul>" + b"".join(
        b"<li class=c%d>item %d of the list of all things" % (i % 997, i) for i in range(200000)))),
    ("a page that is one paragraph of 50 MB", lambda: page(b"<p>" + b"A sentence of the very long report. " * 1388888)),
    ("JSON-LD of 200,000 brackets", lambda: page(b'<script type="application/ld+json">' + b"[" * 200000 + b"</script>")),
    ("a body of 5 MB", lambda: page(b"<article>" + b"<p>A sentence of the very long report, one of many.</p>" * 100000)),
    ("a line of 50 MB", lambda: b"word " * 10000000),
    ("a line of 50 MB without a space", lambda: b"x" * 50000000),
    ("50 MB of line ends", lambda: b"\n" * 50000000),
    ("400,000 lines of a few words", lambda: b"Kettle And Tide\nSlow boats\nA day out by the sea\nNo\n" * 100000),
    ("10 MB of markers", lambda: b"Advertisement\n\n" * 700000),
    ("10 MB of stops and quotes", lambda: b'." . " .' * 1250000),
    ("10 MB of upper case", lambda: b"SYRUP AND TAR " * 700000),
    ("10 MB of brackets", lambda: b"(" * 10000000),
    ("10 MB of one combining mark", lambda: "e".encode() + "\u0301".encode() * 5000000),
    ("10 MB of soft hyphens", lambda: "a\u00ad".encode() * 3300000),
    ("200,000 zero-width blanks in a row", lambda: PARAGRAPH + "\u200b".encode() * 200000 + PARAGRAPH, "kept",
     "counts the boats"),
    ("200,000 joiners in a row", lambda: PARAGRAPH + "\u200d".encode() * 200000 + PARAGRAPH, "kept",
     "counts the boats"),
    ("400,000 entities in a paragraph", lambda: PARAGRAPH.strip() + b" a&amp;b" * 400000 + b"\n\n" + PARAGRAPH,
     "kept", "a&b a&b"),
    ("400,000 blanks to mend in a paragraph", lambda: PARAGRAPH.strip() + b" a&nbsp;," * 400000 + b"\n\n" + PARAGRAPH,
     "kept", "a, a,"),
    ("65 MB, over the cap of one input", lambda: b"word " * 13631488),
    ("400,000 lines like headlines above a story", lambda: b"".join(
        b"Harbour Number%d Boats%d\n" % (i, i) for i in range(400000)) + b"\n" + PARAGRAPH * 20),
    ("100,000 second wordings of a caption, and buttons", lambda: b"Share\n" * 2 + b"".join(
        b"Share\nOld keeper lighthouse stands door %d\n" % i for i in range(100000)) +
        b"The old keeper of the lighthouse stands by the door. Photo: Orla Finch/AP\n" +
        numbered(20, LINE + b"\n"), "kept", "the postman went around the lake"),
    ("160,000 lines, half of which ask the reader", lambda: b"".join(
        b"The crew of boat %d said on Monday that the ferry will sail again after the storm of week %d.\n"
        b"Fancy a challenge %d? Play today's crossword\n" % (i, i % 50, i) for i in range(80000)),
     "kept", "The crew of boat 79999"),
    ("400,000 short lines, all different", lambda: b"".join(b"Line number %d of many.\n" % i for i in range(400000))),
    ("rows nested 200,000 deep", lambda: b'{"text":' + b"[" * 200000),
]


STORY = ("The night watchman of the fish market retired on Friday after forty-one years of service.\n\n"
         "He will be replaced by a lamp with a sensor, on approval for a month and no longer.")
OTHER = ("A lamp with a sensor began its first night at the fish market on Monday, and saw nobody.\n\n"
         "The man whom it replaces came by at six, out of habit, and wished it a good morning.")


def row(page, text, site="gazette.example"):
    return json.dumps({"id": page, "site": site, "text": text}).encode() + b"\n"


def one_survivor(rows):
    """Of copies one stays, and the others name it."""
    kept = [r for r in rows if r["verdict"] == "kept"]
    if len(kept) != 1:
        return "%d pages kept" % len(kept)
    return None if all(r.get("duplicate_of") == kept[0]["id"] for r in rows if r is not kept[0]) else "other survivors"


def whole(rows):
    """Every page is kept as it came."""
    return next((repr(r)[:300] for r in rows if r["verdict"] != "kept" or r["removed"]), None)


def line_and_story(rows):
    """A page's own short line stays, whatever became of the long one."""
    bad = [r["id"] for r in rows if r["verdict"] not in ("kept", "duplicate") or "watchman" not in r["text"]]
    return "lost its story: " + ", ".join(bad) if bad else None


def prose(k):
    """A paragraph in words that the k-th one alone has in this order."""
    words = "harbour crew night channel silt stones pilot morning vessel quay bridge tide rope engine captain market".split()
    pick = random.Random(k)
    return " ".join(" ".join(pick.choices(words, k=14)).capitalize() + "." for _ in range(4))


def two_paragraphs(rows):
    """What counts strike between them is the site's, and the paragraphs stay."""
    return next((repr(r)[:300] for r in rows if r["verdict"] != "kept" or r["text"].count(".") != 8), None)


BATCHES = [  # name, rows of JSONL, what must hold of the records
    ("one page 100,000 times", lambda: row("p", STORY) * 100000, one_survivor),
    ("one text under 20,000 ids", lambda: b"".join(row("p%d" % i, STORY) for i in range(20000)), one_survivor),
    ("two pages with one id", lambda: row("p", STORY) + row("p", OTHER), whole),
    ("one page twice with one id", lambda: row("p", STORY) * 2, one_survivor),
    ("a site of one page", lambda: row("p", "Mossy hours\n\n" + STORY + "\n\nMossy hours with Vale") +
     row("q", "Amber hours\n\n" + OTHER, "courier.example"), whole),
    ("a row behind 50 MB of blanks", lambda: b" " * 50000000 + row("p", STORY) + row("q", OTHER), whole),
    ("a line of 10 MB on two pages", lambda: b"".join(
        row("p%d" % i, "word and again " * 700000 + "\n\nNumber %d.\n\n" % i + STORY) for i in range(2)), line_and_story),
    ("a line of 100 KB on 50 pages", lambda: b"".join(
        row("p%d" % i, STORY + "\n\n" + "caf\u00e9 au lait " * 7000 + "\n\nThe %d. of its kind.\n\n" % i + OTHER)
        for i in range(50)), line_and_story),
    ("40,000 counters amid a story, on 12 pages", lambda: b"".join(
        row("p%d" % i, "%s\n\n%s\n%s" % (prose(i), "".join("Lamp %d of harbour\n" % (i * 40000 + k) for k in range(40000)),
                                        prose(i + 12))) for i in range(12)), two_paragraphs),
    ("a page of 100,000 lines, on 3 pages", lambda: b"".join(
        row("p%d" % i, STORY + "\n" + "".join("Row %d of the list\n" % k for k in range(100000)))
        for i in range(3)), line_and_story),
]


def measure(args):
    """Runs a command with the streams of this process; prints its exit code and peak resident bytes, workers
    included, to descriptor 3."""
    pid = os.posix_spawn(args[0], args, os.environ)
    _, status, usage = os.wait4(pid, 0)
    os.write(3, b"%d %d" % (os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024))


def run(args):
    """Exit code, stdout, stderr and peak memory. A process starts with the peak of the one it was forked from:
    so a small one stands between this and the program."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as said:
        helper = 'exec "$@" 3>&%d' % said.fileno()
        command = [sys.executable, os.path.abspath(__file__), "--measure", PROGRAM, *args]
        subprocess.run(["sh", "-c", helper, "sh", *command], stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                       pass_fds=[said.fileno()], check=True)
        for f in (out, err, said):
            f.seek(0)
        code, peak = said.read().split()
        return int(code), out.read(), err.read(), int(peak)


def judge(bad, good, verdict=None, words=None):
    code, out, err, peak = run(["clean", "--format", "jsonl", "--jobs", "2", bad, good])
    if code not in (0, 1):
        return "exit %d: %.300r" % (code, err)
    rows = [json.loads(line) for line in out.decode("utf-8").split("\n")[:-1]]
    if len(rows) != 2 or rows[1]["verdict"] != "kept" or "night watchman" not in rows[1]["text"]:
        return "the good page beside it: %.300r" % rows
    if rows[0]["verdict"] == "failed" and not rows[0].get("error"):
        return "failed without a reason"
    if verdict and rows[0]["verdict"] != verdict:
        return "%s, not %s: %.300r" % (rows[0]["verdict"], verdict, rows[0].get("error"))
    if words and words not in rows[0]["text"]:
        return "not in the text: %s" % words
    if peak > LIMIT and "asan" not in PROGRAM:
        return "%d MiB of memory" % (peak >> 20)
    return None


def judge_batch(path, check):
    code, out, err, peak = run(["clean", "--format", "jsonl", "--type", "jsonl", "--jobs", "1", path])
    if code != 0:
        return "exit %d: %.300r" % (code, err)
    rows = [json.loads(line) for line in out.decode("utf-8").split("\n")[:-1]]
    with open(path, "rb") as f:
        if len(rows) != f.read().count(b"\n"):
            return "%d records" % len(rows)
    if peak > LIMIT and "asan" not in PROGRAM:
        return "%d MiB of memory" % (peak >> 20)
    return check(rows)


def make_input(n, path):
    """In a process of its own: a child starts with the peak memory of the one it was forked from."""
    subprocess.run([sys.executable, os.path.abspath(__file__), "--make", str(n), path], check=True)


def main():
    if "--make" in sys.argv:
        with open(sys.argv[3], "wb") as f:
            f.write((INPUTS + BATCHES)[int(sys.argv[2])][1]())
        return 0
    if "--measure" in sys.argv:
        return measure(sys.argv[2:])
    print("1..%d" % len(INPUTS + BATCHES))
    failed = 0
    with tempfile.TemporaryDirectory(prefix="dehusk-hostile-") as where:
        bad, good = os.path.join(where, "bad"), os.path.join(where, "good.html")
        with open(good, "wb") as f:
            f.write(GOOD)
        for n, (name, _, *check) in enumerate(INPUTS + BATCHES, 1):
            try:
                make_input(n - 1, bad)
                said = judge_batch(bad, *check) if n > len(INPUTS) else judge(bad, good, *check)
            except (ValueError, OSError, subprocess.SubprocessError) as error:
                said = repr(error)
            print("%sok %d - %s" % ("not " if said else "", n, name), flush=True)
            if said:
                print("#   " + said)
                failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
