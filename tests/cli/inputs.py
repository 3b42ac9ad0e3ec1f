#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What comes in: rows and the fields of them, what is damaged, too large or cannot be read, and how that is told.
inputs.py DEHUSK prints TAP. A case is a function named case_*, with an empty directory of its own.
"""
import gzip
import json
import os
import re
import subprocess
import sys
import threading
import time

from program import (BINARY, CLEAN, PAGE, PAGE_TEXT, PROGRAM, STORY, Wrong, as_nobody, main, read, records, run, story, tree,
                     want, want_lines, write)


def case_flush_refuses_what_it_cannot_do(d):
    for more in (["--duplicates", "drop"], ["--duplicates", "mark"], ["--clusters", "c"]):
        want(run(["clean", "--flush", *more], stdin=STORY, where=d), 64, b"", "--flush.*" + " ".join(more[:1]))
    want(run(["clean", "--flush", "--duplicates", "keep"], stdin=STORY, where=d), 0, CLEAN)
    if tree(d):
        raise Wrong("tree: %s" % tree(d))


def case_rows_that_fail_need_no_names(d):
    rows = "{}\n{}\n" + '{"id":"long","text":"%s"}\n' % ("word " * 100) * 2 + json.dumps({"id": "a", "text": "One story."}) + "\n"
    write(d + "/a.jsonl", rows)
    got = run(["clean", "--max-size", "99", "-o", "out/", "--records", "r", "a.jsonl"], where=d)
    if got.code != 1 or len(tree(d + "/out")) != 1 or len(got.err.splitlines()) != 4:
        raise Wrong(str(got))
    if b"jsonl" in read(d + "/r") or read(d + "/r").count(b"larger than the limit of 99 bytes") != 2:
        raise Wrong("a record tells its place: %r" % read(d + "/r"))


def case_rows_over_the_limit_are_told_from_each_other(d):
    """By their beginnings, as far as the limit, however they come."""
    rows = ['{"id":"%d","text":"%s"}\n' % (n, "word " * 1000) for n in range(3)]
    write(d + "/a.jsonl", "".join(rows))
    for size in ("99", "2K"):
        whole = [r["id"] for r in records(run(["clean", "--max-size", size, "--format", "jsonl", "a.jsonl"], where=d))]
        p = subprocess.Popen([PROGRAM, "clean", "--max-size", size, "--format", "jsonl", "--quiet"], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE)
        for row in rows:
            for part in (row[:150], row[150:]):
                p.stdin.write(part.encode())
                p.stdin.flush()
                time.sleep(.05)
        out = p.communicate(timeout=60)[0].decode()
        pieces = [json.loads(line)["id"] for line in out.splitlines()]
        if len(set(whole)) != 3 or pieces != whole:
            raise Wrong("--max-size %s: %s, %s" % (size, whole, pieces))


def case_failed_rows_are_found(d):
    """The message names file and line, of several files and of standard input; a record never does."""
    good = json.dumps({"id": "g", "text": STORY})
    write(d + "/x/a.jsonl", good + "\n\n{broken\n")
    write(d + "/x/b.jsonl", good + "\n" + good + "\n{}\n")
    for more in ([], ["--jobs", "1"], ["--flush"]):
        got = run(["clean", "--format", "jsonl", *more, "x", "-"], stdin="\n" + good + "\n[1]\n", where=d)
        said = [line.split(": '")[0] for line in got.err.decode().splitlines()]
        if got.code != 1 or said != ["dehusk: x/a.jsonl:3", "dehusk: x/b.jsonl:3", "dehusk: standard input:3"] or b"jsonl" in got.out:
            raise Wrong(str(got))
    want(run(["clean"], stdin=BINARY), 1, b"", "standard input failed: no text")
    write(d + "/y/a.txt", STORY)
    os.symlink("nowhere", d + "/y/b.txt")
    want(run(["clean", "-o", "out/", "y"], where=d), 1, b"", "^dehusk: cannot open 'y/b.txt': No such file or directory$")


def case_of_many_failed_rows_ten_a_file_are_told(d):
    write(d + "/a", '{"body":"x"}\n' * 25)
    write(d + "/b", "{}\n" * 12)
    write(d + "/c", "{}\n")
    args = ["clean", "--format", "jsonl"]
    lines = want_lines(run([*args, "a", "b", "c"], where=d), 1, 10 + 1 + 10 + 1 + 1)
    if want_lines(run(["scan", "--state", "s", "a", "b", "c"], where=d), 1, 23) != lines:
        raise Wrong("scan tells something else")
    summed = want_lines(run(["scan", "-v", "--state", "s", "a"], where=d), 1, 26)[25]
    if summed != "dehusk: 25 pages: 0 counted, 0 empty, 25 failed; 300 bytes read":
        raise Wrong(summed)
    for line, words in ((9, r"^dehusk: a:10: '.*' failed: .*under 'text' or 'html' \(--field text=KEY; it has .body.\)$"),
                        (10, r"^dehusk: a: 15 more rows failed \(--verbose tells each\), the last in line 25: the row has no"),
                        (11, "^dehusk: b:1: "), (21, r"^dehusk: b: 2 more rows"), (22, "^dehusk: c:1: ")):
        if not re.search(words, lines[line]):
            raise Wrong("%d: %s" % (line, lines[line]))
    write(d + "/e", "{}\n" * 11)
    if not want_lines(run([*args, "e"], where=d), 1, 11)[10].startswith("dehusk: e: 1 more row failed ("):
        raise Wrong("one more")
    want_lines(run([*args, "--verbose", "a"], where=d), 1, 26)
    want_lines(run([*args, "--quiet", "a"], where=d), 1, 0)
    if not want_lines(run([*args, "-"], stdin="{}\n" * 12), 1, 11)[10].startswith("dehusk: standard input: 2 more rows"):
        raise Wrong("standard input")


def case_a_failed_row_of_very_many_files_is_not_said_to_be_of_another(d):
    names = ["%05d.jsonl" % i for i in range(10002)]
    for name in names:
        write(d + "/" + name, '{"id":"a","text":"One."}\n')
    write(d + "/" + names[3], '{"id":"a","text":"One."}\n{broken\n')
    write(d + "/" + names[-1], '{"id":"a","text":"One."}\n{broken\n')
    got = run(["clean", "--format", "jsonl", *names], where=d)
    lines = got.err.decode().splitlines()
    if got.code != 1 or len(lines) != 2 or not lines[0].startswith("dehusk: 00003.jsonl:2: '") or ".jsonl" in lines[1]:
        raise Wrong(got.err.decode())


def case_one_of_two_is_missing(d):
    write(d + "/a.txt", STORY)
    got = want(run(["clean", "--format", "jsonl", "gone.txt", "a.txt"], where=d), 1, err="gone.txt")
    if [r["id"] for r in records(got)] != ["a.txt"]:
        raise Wrong(str(got))


def case_unreadable_input(d):
    write(d + "/a.txt", STORY)
    os.chmod(d + "/a.txt", 0)
    want(run(["clean", "a.txt"], where=d, **as_nobody(d)), 66, b"", "a.txt")


def case_bad_page_is_a_failed_record(d):
    write(d + "/a.txt", STORY)
    write(d + "/b.bin", BINARY)
    write(d + "/c.txt", story(1))
    got = want(run(["clean", "--format", "jsonl", "a.txt", "b.bin", "c.txt"], where=d), 1, err="b.bin")
    if [(r["id"], r["verdict"]) for r in records(got)] != [("a.txt", "kept"), ("b.bin", "failed"), ("c.txt", "kept")]:
        raise Wrong(str(got))
    if not records(got)[1]["error"] or records(got)[1]["text"]:
        raise Wrong("no reason is told")


def case_strict(d):
    write(d + "/b.bin", BINARY)
    want(run(["clean", "--format", "jsonl", "--strict", "b.bin"], where=d), 65, err="b.bin")


def case_too_large(d):
    write(d + "/a.txt", STORY)
    write(d + "/b.txt", STORY * 10)
    got = want(run(["clean", "--format", "jsonl", "--max-size", "1K", "a.txt", "b.txt"], where=d), 1, err="b.txt")
    if [r["verdict"] for r in records(got)] != ["kept", "failed"]:
        raise Wrong(str(got))


def case_rows(d):
    rows = [{"id": "1", "text": STORY, "extra": [1, {"a": None}]}, {"url": "https://gazette.example/2", "html": PAGE},
            {"text": STORY}]
    write(d + "/r.jsonl", "".join(json.dumps(r) + "\n" for r in rows))
    got = records(want(run(["clean", "--format", "jsonl", "r.jsonl"], where=d), 0))
    if [r["text"] for r in got] != [CLEAN, PAGE_TEXT[:-1], CLEAN] or got[0]["extra"] != rows[0]["extra"]:
        raise Wrong(repr(got))
    if got[0]["id"] != "1" or got[1]["id"] != rows[1]["url"] or not got[2]["id"] or got[1]["site"] != "gazette.example":
        raise Wrong(repr(got))


def case_a_bad_row_costs_itself(d):
    good = json.dumps({"id": "x", "text": STORY})
    other = json.dumps({"id": "y", "text": story(2)})
    bad = ['{"id":"y","text":"cut', '[' * 100000, '{"id":"z","text":7}', '{"id":"w"}', b'{"id":"v","text":"\xff"}']
    for row in bad:
        row = row if isinstance(row, bytes) else row.encode()
        write(d + "/r.jsonl", good.encode() + b"\n" + row + b"\n" + other.encode() + b"\n")
        got = want(run(["clean", "--format", "jsonl", "--type", "jsonl", "r.jsonl"], where=d), 1, err=".")
        if [r["verdict"] for r in records(got)] != ["kept", "failed", "kept"]:
            raise Wrong("%.60r\n%s" % (row, got))


def case_fields(d):
    write(d + "/r.jsonl", json.dumps({"key": "k1", "body": STORY, "when": "2024-05-06"}) + "\n")
    args = ["clean", "--format", "jsonl", "--type", "jsonl", "--field", "id=key", "--field", "text=body",
            "--field", "published=when", "r.jsonl"]
    got = records(want(run(args, where=d), 0))[0]
    if (got["id"], got["text"], got["published"]) != ("k1", CLEAN, "2024-05-06"):
        raise Wrong(repr(got))
    want(run(["clean", "--field", "colour=body", "r.jsonl"], where=d), 64, b"", "colour")


def case_fields_inside_objects(d):
    """Found by a path, the objects pass through, and the text comes back."""
    parts = STORY.split("\n\n")
    row = {"meta": {"id": "k1", "link": "http://elm.example/k1"}, "blocks": [{"kind": "p", "text": p} for p in parts]}
    write(d + "/r.jsonl", json.dumps(row) + "\n")
    fields = ["--field", "id=meta.id", "--field", "url=meta.link", "--field", "text=blocks.text"]
    got = want(run(["clean", "--format", "jsonl", *fields, "r.jsonl"], where=d), 0)
    record = records(got)[0]
    if (record["id"], record["text"], record["site"]) != ("k1", CLEAN, "elm.example"):
        raise Wrong(repr(record))
    if (record["meta"], record["blocks"]) != (row["meta"], row["blocks"]):
        raise Wrong(repr(record))
    want(run(["restore"], stdin=got.out, where=d), 0, "\n\n".join(parts))
    write(d + "/p.jsonl", json.dumps({"text": parts}) + "\n")
    want(run(["clean", "--type", "jsonl", "p.jsonl"], where=d), 0, CLEAN)
    want(run(["clean", "--type", "jsonl", "r.jsonl"], where=d), 1, b"", r'\(--field text=KEY; it has "meta", "blocks"\)')


def case_dates_of_rows_are_those_of_records(d):
    """As far as they can be read, so that the copy that was published first stays."""
    dates = {"a": ("Tue, 07 May 2024 10:00:00 GMT", "2024-05-07T10:00:00Z"), "b": ("2024-05-08", "2024-05-08"),
             "c": ("2024-05-09 10:00:00", "2024-05-09 10:00:00"), "d": ("soon", "soon"), "e": ("May 10, 2024", "2024-05-10")}
    rows = "".join(json.dumps({"id": k, "text": story(1), "published": dates[k][0]}) + "\n" for k in "ebadc")
    got = records(want(run(["clean", "--format", "jsonl", "--type", "jsonl"], stdin=rows), 0))
    if {r["id"]: r["published"] for r in got} != {k: v[1] for k, v in dates.items()}:
        raise Wrong(repr(got))
    if [r["id"] for r in got if r["verdict"] == "kept"] != ["a"]:
        raise Wrong(repr(got))


def case_symlink_loops(d):
    write(d + "/in/a.txt", STORY)
    os.symlink("..", d + "/in/up")
    os.symlink("self", d + "/in/self")
    os.symlink("gone", d + "/in/dangling")
    got = run(["clean", "--format", "jsonl", "in"], where=d)
    if sum(r["id"].endswith("a.txt") for r in records(got)) != 1 or got.code not in (0, 1):
        raise Wrong(str(got))


def case_fifo(d):
    os.mkfifo(d + "/f")
    feeder = threading.Thread(target=lambda: write(d + "/f", STORY))
    feeder.start()
    want(run(["clean", "f"], where=d), 0, CLEAN)
    feeder.join()


def case_bytes_behind_packed_data(d):
    """Z03 Z04: members are one text, zeros are padding; junk is told, and costs neither page nor rows before it."""
    packed = gzip.compress(STORY.encode())
    told = "^dehusk: 'a.gz' goes on behind its gzip data: what stands there was not read$"
    for data, code, out, err in ((packed + bytes(512), 0, CLEAN, None), (packed + b"junk", 1, CLEAN, told),
                                 (packed + bytes(512) + b"\x1f\x8b\x09like a member", 1, CLEAN, told)):
        write(d + "/a.gz", data)
        want(run(["clean", "a.gz"], where=d), code, out, err)
    write(d + "/two.gz", gzip.compress(b"The ferry sails again on Monday, ") + gzip.compress(b"says the harbour.\n"))
    want(run(["clean", "two.gz"], where=d), 0, "The ferry sails again on Monday, says the harbour.\n")
    row = b'{"id": "1", "text": "The ferry sails again."}\n'
    write(d + "/rows.gz", gzip.compress(row) + row)  # appended without being packed
    got = run(["clean", "--format", "jsonl", "rows.gz"], where=d)
    if [r["verdict"] for r in records(got)] != ["kept", "failed"] or b"rows.gz:2: " not in got.err or got.code != 1:
        raise Wrong(str(got))


def case_own_rows_keep(d):
    """A row of kind keep saves its words from all rows, in a page as in a text; not from what markup tells."""
    page = PAGE.replace("</body>", "<nav><p>Advertisement</p></nav></body>")
    write(d + "/a.txt", STORY)
    write(d + "/a.html", page)
    write(d + "/r", "[keep en]\nwhole advertisement\n")
    write(d + "/other", "[keep en]\nwhole advertising\n")
    for rules, text, body in (("r", STORY, STORY.replace("\n\n", "\n")), ("other", CLEAN, PAGE_TEXT)):
        want(run(["clean", "--rules", rules, "a.txt"], where=d), 0, text)
        want(run(["clean", "--rules", rules, "a.html"], where=d), 0, body)


def case_own_rows_need_no_company(d):
    """A row of one's own strikes wherever it matches, also where one of the tables would wait for more."""
    lines = STORY.replace("Advertisement\n\n", "Careers\n\nGet the Courier in your letterbox\n\n“That is the Courier.”\n\n")
    write(d + "/a.txt", lines)
    write(d + "/r", "[newsletter en]\nwhole careers\nwhole get the courier <any>\nwhole that is the courier\n")
    want(run(["clean", "--rules", "r", "a.txt"], where=d), 0, CLEAN)
    more = "The board asked for a second boat in winter. It has the money for one.\n\nThe council will vote on it in the autumn of next year.\n\nNo date was given.\n"
    write(d + "/a.txt", CLEAN + "\nGet the Courier in your letterbox\n\n" + more)
    want(run(["clean", "--rules", "r", "a.txt"], where=d), 0, CLEAN + "\n" + more)
    write(d + "/r", "[newsletter en]\nwhole,company get the courier <any>\n")
    want(run(["clean", "--rules", "r", "a.txt"], where=d), 0, read(d + "/a.txt"))


if __name__ == "__main__":
    sys.exit(main([], globals()))
