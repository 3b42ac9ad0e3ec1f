#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dehusk run from outside: configurations, sources, outputs, locks, limits, summaries. running.py DEHUSK prints TAP.

A configuration with an error is a row of ERRORS: what it says, and what has to be said about it. Everything else is a
function named case_*, with an empty directory of its own. What is asked for on standard error is a list of patterns,
one a line.
"""
import fcntl
import gzip
import itertools
import json
import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import program  # noqa: E402
import newssite  # noqa: E402
from program import PAGE, PROGRAM, Wrong, as_nobody, read, run, story, tree, write  # noqa: E402

OK = "[sources]\ndirectory = in\n[output]\ntexts = out\nrecords = rec/news\n[state]\nfile = state\n"


def want(got, code, *err):
    """Exit code, and a pattern for each line on standard error, in order."""
    lines = got.err.decode("utf-8", "replace").splitlines()
    if got.code != code:
        raise Wrong("exit %d is wanted\n%s" % (code, got))
    if len(lines) != len(err) or not all(re.search(e, line) for e, line in zip(err, lines)):
        raise Wrong("stderr %r is wanted\n%s" % (list(err), got))
    return got


def setup(d, conf=OK, **pages):
    """A configuration, and pages below in/."""
    os.makedirs(d + "/in", exist_ok=True)
    write(d + "/c.conf", conf)
    for name, text in pages.items():
        write(d + "/in/" + name.replace("_", "."), text)


def go(d, code=0, *err, args=(), **more):
    return want(run(["run", *args, "c.conf"], where=d, **more), code, *err)


def summary(d, code=0, *err, args=(), **more):
    return json.loads(go(d, code, *err, args=["--json", *args], **more).out)


def records(d, name="rec/news"):
    """Records of all parts, in order."""
    found, where = [], os.path.dirname(os.path.join(d, name))
    for part in sorted(os.listdir(where)):
        if part.startswith(os.path.basename(name) + "-"):
            found += [json.loads(line) for line in read(where + "/" + part).decode().splitlines()]
    return found


def texts(d, out="out"):
    """{path below out: text}, nothing but what is finished."""
    return {p: read("%s/%s/%s" % (d, out, p)).decode() for p in tree(d + "/" + out)}


def only(d, source):
    """Counts of a run, less what is zero."""
    return {k: source[k] for k in ("pages", "kept", "duplicate", "empty", "failed", "gone", "unchanged", "missing")
            if source[k]}


def row(n, **more):
    return json.dumps(dict({"id": "r%d" % n, "text": story(n)}, **more)) + "\n"


# ---- Configurations with an error: name, the file, what is made of OK (old, new), exit code, patterns of stderr

ERRORS = [
    ("an unknown key", ("[state]", "colour = red\n[state]"), 78, [r"c\.conf:6: there is no key 'colour' in \[output\].*--keys"]),
    ("an unknown section", ("[state]", "[colours]\nred = 1\ngreen = 2\n[state]"), 78,
     [r"c\.conf:7: there is no section \[colours\].*dehusk\.conf"]),
    ("a key of another section", ("[state]", "delay = 2\n[state]"), 78, [r":6: 'delay' belongs in \[fetch\], not in \[output\]"]),
    ("a key before the first section", ("[sources]", "delay = 1\n[sources]"), 78, [r":1: a key before the first"]),
    ("a line that says nothing", ("[state]", "texts\n[state]"), 78, [r":6: neither '\[section\]' nor 'key = value'"]),
    ("a section without its end", ("[state]", "[clean\n[state]"), 78, [r":6: neither"]),
    ("a key given twice", ("[state]", "texts = other\n[state]"), 78, [r":6: 'texts' stands already in line 4"]),
    ("a source given twice", ("[output]", "directory = in\n[output]"), 78, [r":3: the source 'in' stands already in line 2"]),
    ("a bad number", ("[state]", "[fetch]\nhosts = many\n[state]"), 78, [r":7: option 'hosts' takes a number from 1 to 1024, not 'many'"]),
    ("a number out of range", ("[state]", "[fetch]\nhosts = 0\n[state]"), 78, [r":7: option 'hosts' takes a number from 1 to 1024, not '0'"]),
    ("a number too large for 64 bits", ("[state]", "rotate-size = 99999999999999999999G\n[state]"), 78, [r":6: 'rotate-size' takes N .*4096 to"]),
    ("a bad time", ("[state]", "[run]\nmax-runtime = 5 minutes\n[state]"), 78, [r":7: 'max-runtime' takes TIME .30s.*0 to .* seconds., not '5 minutes'"]),
    ("a time with a fraction", ("[state]", "[run]\nmax-runtime = 1.5h\n[state]"), 78, [r":7: 'max-runtime' takes TIME"]),
    ("a time of the crawl out of range", ("[state]", "[fetch]\nrevisit = 31d\n[state]"), 78, [r":7: option 'revisit' takes a number from 0 to 2592000, not '2678400'"]),
    ("a bad time of the crawl", ("[state]", "[fetch]\nrevisit = 1w\n[state]"), 78, [r":7: option 'revisit' takes a number from 0 to 2592000, not '1w'"]),
    ("a bad choice", ("[state]", "changed = maybe\n[state]"), 78, [r":6: 'changed' takes replace\|keep, not 'maybe'"]),
    ("a bad flag", ("[state]", "[fetch]\nsame-site = true\n[state]"), 78, [r":7: option 'same-site' takes yes or no"]),
    ("an empty value", ("texts = out", "texts ="), 78, [r":4: 'texts' takes DIR", "no output|rec"][:1]),
    ("an option of clean with a bad value", ("[state]", "[clean]\ncaptions = some\n[state]"), 78, [r":7: option 'captions' takes drop"]),
    ("an unknown kind", ("[state]", "[clean]\nkeep = fluff\n[state]"), 78, [r":7: option 'keep': no such kind as 'fluff'; there are share"]),
    ("an option of clean that is for the command line", ("[state]", "[clean]\nflush = yes\n[state]"), 78, [r":7: there is no key 'flush'"]),
    ("a URL that is none", ("[output]", "feed = fennherald.example/rss\n[output]"), 78, [r":3: 'fennherald.example/rss' is no http"]),
    ("a feed without a contact", ("[output]", "feed = https://fennherald.example/rss\n[output]"), 78, [r":3: no contact.*\[fetch\]"]),
    ("a line that is too long", ("[output]", "feed = https://fennherald.example/%s\n[output]" % ("a" * 200)), 78,
     [r":3: a line of 234 bytes, more than 198.*'urls'"]),
    ("a NUL byte", ("[state]", "\0\n[state]"), 78, [r":6: a NUL byte"]),
    ("no source", ("directory = in\n", ""), 78, [r"c\.conf: no source"]),
    ("no output", ("texts = out\nrecords = rec/news\n", ""), 78, [r"c\.conf: no output"]),
    ("no state", ("file = state\n", ""), 78, [r"c\.conf: no state"]),
    ("a source that is a file", ("directory = in", "directory = c.conf"), 78, [r":2: 'c.conf' is no directory"]),
    ("rows that are a directory", ("directory = in", "jsonl = in"), 78, [r":2: 'in' is a directory"]),
    ("rows that are a device", ("directory = in", "jsonl = /dev/null"), 78, [r":2: '/dev/null' is no file"]),
    ("a list of URLs that is a device", ("directory = in", "urls = /dev/null\n[fetch]\ncontact = a@h.example"), 78,
     [r":2: '/dev/null' is no file"]),
    ("texts below a source", ("texts = out", "texts = in/out"), 78, [r":4: 'in/out' and the source 'in' lie in each other"]),
    ("texts that hold a source", ("texts = out", "texts = ."), 78, [r":4: '.*' and the source 'in' lie in each other"]),
    ("records below a source", ("records = rec/news", "records = in/../in/x/news"), 78, [r":5: .* lie in each other"]),
    ("metrics over a source", ("directory = in", "jsonl = rows\n[run]\nmetrics-file = ./rows"), 78, [r":4: '.*' is the source 'rows' too"]),
    ("metrics over a list of URLs", ("directory = in", "urls = c.conf\n[fetch]\ncontact = a@h.example\n[run]\nmetrics-file = c.conf"), 78,
     [r":6: '.*' is the source 'c\.conf' too"]),
    ("a state below a source", ("file = state", "file = in/state"), 78, [r":7: .* lie in each other"]),
    ("a state in a missing directory", ("file = state", "file = gone/state"), 73, [r":7: cannot write the state in 'gone': No such file"]),
    ("a state that is a directory", ("file = state", "file = in/../in"), 73, [r":7: cannot write the state", "lie in each other"]),
    ("a state below a file", ("file = state", "file = c.conf/state"), 73, [r":7: cannot write the state in 'c\.conf': Not a directory"]),
    ("texts below a file", ("texts = out", "texts = c.conf/out"), 73, [r":4: cannot write texts in 'c\.conf': Not a directory|in 'c\.conf/out'"]),
    ("records below a file", ("records = rec/news", "records = c.conf/x/y"), 73, [r":5: cannot write records"]),
    ("metrics in a missing directory", ("[state]", "[run]\nmetrics-file = gone/x.prom\n[state]"), 73, [r":7: cannot write metrics in 'gone'"]),
    ("temporary files in a missing directory", ("[state]", "[clean]\ntmp = gone\n[state]"), 73, [r":7: cannot write temporary files in 'gone'"]),
    ("rules that are missing", ("[state]", "[clean]\nrules = gone.rules\n[state]"), 78, [r"gone\.rules"]),
    ("rules with an error", ("[state]", "[clean]\nrules = c.conf\n[state]"), 78, [r"rules .*c.conf., line 1"]),
]


def error_case(change, code, err):
    def case(d):
        conf = OK.replace(*change)
        if conf == OK:
            raise Wrong("the row changes nothing")
        setup(d, conf, a_txt=story(1))
        before = tree(d)
        for args in (["run", "--check", "c.conf"], ["run", "c.conf"]):
            want(run(args, where=d), code, *err)
            if tree(d) != before:
                raise Wrong("tree: %s" % tree(d))
    return case


def case_all_errors_are_told(d):
    setup(d, "[sources]\ndirectory in\nfeed = x\n[output]\ntexts = a\ntexts = b\nsize 4\n[fetch]\nhosts = -1\n[nothing]\na = 1\n")
    lines = run(["run", "--check", "c.conf"], where=d).err.decode().splitlines()
    places = sorted(int(n) for n in re.findall(r"c\.conf:(\d+):", "\n".join(lines)))
    if places != [2, 3, 6, 7, 9, 11] or len(lines) != 8:  # and no source, no state
        raise Wrong("\n".join(lines))


def case_usage(d):
    want(run(["run"], where=d), 64, "one configuration")
    want(run(["run", "a", "b"], where=d), 64, "one configuration")
    want(run(["run", "--sparkle", "a"], where=d), 64, "--sparkle")
    want(run(["run", "--wait"], where=d), 64, "--wait")
    want(run(["run", "gone.conf"], where=d), 78, "gone.conf.*No such file")
    setup(d)
    want(run(["run", "--wait", "soon", "c.conf"], where=d), 64, "--wait.*TIME.*soon")


def case_keys_are_a_configuration(d):
    keys = run(["run", "--keys"]).out.decode()
    setup(d, keys + "\n" + OK)
    got = run(["run", "--check", "c.conf"], where=d)
    if got.code or got.err:
        raise Wrong(str(got))
    if len(re.findall(r"^#?[a-z-]+ = ", keys, re.M)) < 45:
        raise Wrong(keys)


def case_check_changes_nothing(d):
    setup(d, a_txt=story(1))
    before = tree(d)
    go(d, args=["--check"])
    if tree(d) != before or os.path.exists(d + "/out"):
        raise Wrong("tree: %s" % tree(d))


def case_check_reads_lists_of_urls(d):
    """A run passes over a bad line of a list; --check tells of each, and of very many how many more."""
    setup(d, OK.replace("directory = in", "urls = list\n[fetch]\ncontact = a@h.example"))
    write(d + "/list", "# ours\n\n http://h.example/a \nh.example/b\nftp://h.example/c\n")
    go(d, 78, "c.conf:2: '.*list', line 4: no http or https URL", "line 5: no http", args=["--check"])
    write(d + "/list", "x\n" * 30)
    go(d, 78, *["line %d:" % n for n in range(1, 11)], "20 more lines that are no URL", args=["--check"])
    write(d + "/list", "# ours\nhttp://h.example/a\n")
    go(d, args=["--check"])


def case_errors_of_rights(d):
    """F04: no permission is 77, and the path is named."""
    for name, change in (("state", ("file = state", "file = locked/state")), ("texts", ("texts = out", "texts = locked/out")),
                         ("records", ("rec/news", "locked/news"))):
        setup(d + "/" + name, OK.replace(*change), a_txt=story(1))
        more = as_nobody(d + "/" + name)
        os.mkdir("%s/%s/locked" % (d, name), 0o555)
        go(d + "/" + name, 77, "locked.*Permission denied", **more)
    setup(d + "/in", a_txt=story(1))
    as_nobody(d)  # a state is opened by its whole path
    more = as_nobody(d + "/in")
    os.chmod(d + "/in/in", 0)
    go(d + "/in", 77, "in: 1 failed: cannot read 'in'", "no source", **more)
    go(d + "/in", 77, "c.conf:2: cannot read 'in': Permission denied; who runs", args=["--check"], **more)


# ---- Sources and outputs

def case_quiet_when_all_is_well(d):
    setup(d, a_txt=story(1), b_html=PAGE)
    got = go(d)
    if got.out:
        raise Wrong(str(got))
    go(d, 0, "^dehusk: 0 pages: .*2 unchanged", args=["--verbose"])


def case_a_tree_by_site_and_date(d):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1, site="kelmouthcourier.example", published="2026-03-09T23:59:00+02:00") + row(2)
          + row(3, url="https://www.fennherald.example/2026/Zwei%20F%C3%A4hren.html?x=/y#z", published="soon")
          + row(4, site="../../../etc", published="2026-13-01") + row(5, site=".", published="9999-12-31")
          + row(6, site="A" * 500, id="/../\n" + "x" * 500))
    go(d)
    want_dirs = ["9999/12/31", "undated"]
    found = texts(d)
    shapes = [r"^kelmouthcourier\.example/2026/03/09/r1-[0-9a-f]{16}\.txt$", r"^no-site/undated/r2-[0-9a-f]{16}\.txt$",
              r"^fennherald\.example/undated/zwei-20f-c3-a4hren-[0-9a-f]{16}\.txt$", r"^etc-[0-9a-f]{16}/undated/r4-",
              r"^site-[0-9a-f]{16}/9999/12/31/r5-", r"^a{100}-[0-9a-f]{16}/undated/x{60}-[0-9a-f]{16}\.txt$"]
    for shape in shapes:
        if not any(re.search(shape, p) for p in found):
            raise Wrong("no %s in %s" % (shape, sorted(found)))
    if len(found) != 6 or not want_dirs or any(len(c) > 200 for p in found for c in p.split("/")):
        raise Wrong(str(sorted(found)))
    if sorted(found.values()) != sorted(story(n) for n in range(1, 7)):
        raise Wrong("texts")
    if tree(d)[0:1] != ["c.conf"] or any(not p.startswith(("c.conf", "out/", "rec/", "rows", "state")) for p in tree(d)):
        raise Wrong("tree: %s" % tree(d))


def case_names_differ_where_case_is_folded(d):
    """F27: ids that differ in case only."""
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1, id="Story") + row(2, id="story") + row(3, id="STORY"))
    go(d)
    names = [p.lower() for p in texts(d)]
    if len(set(names)) != 3:
        raise Wrong(str(names))


def case_only_what_is_new_or_changed(d):
    setup(d, a_txt=story(1), b_txt=story(2))
    if only(d, summary(d)) != {"pages": 2, "kept": 2}:
        raise Wrong("first run")
    if only(d, summary(d)) != {"unchanged": 2}:
        raise Wrong("second run")
    write(d + "/in/b.txt", story(3))
    write(d + "/in/c.txt", story(4))
    if only(d, summary(d)) != {"pages": 2, "kept": 2, "unchanged": 1}:
        raise Wrong("third run")
    found = texts(d)
    if sorted(found.values()) != sorted([story(1), story(3), story(4)]):
        raise Wrong(str(found))
    if [r["id"] for r in records(d)] != ["in/a.txt", "in/b.txt", "in/b.txt", "in/c.txt"]:
        raise Wrong(str(records(d)))


def case_a_touched_file_is_not_new(d):
    setup(d, a_txt=story(1))
    go(d)
    os.utime(d + "/in/a.txt")
    if only(d, summary(d)) != {"unchanged": 1}:
        raise Wrong("content is what counts")


def case_a_change_that_keeps_size_and_time(d):
    """A racy file system: what was written at the moment of the run is looked into again."""
    setup(d, a_txt="one" + story(1))
    st = os.stat(d + "/in/a.txt")
    go(d)
    with open(d + "/in/a.txt", "r+b") as f:
        f.write(b"two")
    os.utime(d + "/in/a.txt", ns=(st.st_atime_ns, st.st_mtime_ns))
    if only(d, summary(d)) != {"pages": 1, "kept": 1}:
        raise Wrong("the change was not seen")


def case_a_change_that_nobody_sees(d):
    """Many servers put a number of their own into each answer: its record is not appended again and again."""
    setup(d)
    for n, page in enumerate((PAGE, PAGE, PAGE.replace("Monday", "Tuesday"), PAGE)):
        write(d + "/in/a.html", page.replace("<body", "<body data-n=%d" % n))
        if only(d, summary(d)) != {"pages": 1, "kept": 1}:
            raise Wrong("it is worked on")
        os.remove(d + "/" + "out/" + tree(d + "/out")[0])
    if len(records(d)) != 3 or records(d)[0] != records(d)[2]:
        raise Wrong(str(records(d)))


def case_versions_are_kept_when_asked(d):
    setup(d, OK.replace("[state]", "changed = keep\n[state]"), a_txt=story(1))
    go(d)
    write(d + "/in/a.txt", story(2))
    go(d)
    if sorted(texts(d).values()) != sorted([story(1), story(2)]):
        raise Wrong(str(texts(d)))


def case_a_changed_page_keeps_its_place(d):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1, published="2026-01-01"))
    go(d)
    place = list(texts(d))
    write(d + "/rows", row(1, published="2026-01-01") + row(2, id="r1", published="2026-02-02"))
    go(d)
    if list(texts(d)) != place or list(texts(d).values()) != [story(2)]:
        raise Wrong(str(texts(d)))


def case_a_page_that_is_again_what_it_was(d):
    """What a page was before its last change is no reason to keep the text of that."""
    setup(d, a_txt=story(1), b_txt=story(2))
    go(d)
    for n, want_counts in ((3, {"pages": 1, "kept": 1, "unchanged": 1}), (1, {"pages": 1, "kept": 1, "unchanged": 1}),
                           (1, {"unchanged": 2})):
        write(d + "/in/a.txt", story(n))
        if only(d, summary(d)) != want_counts or sorted(texts(d).values()) != sorted([story(n), story(2)]):
            raise Wrong("%d: %s" % (n, texts(d)))


def case_a_page_that_lost_its_text_keeps_the_file(d):
    setup(d, a_txt=story(1))
    go(d)
    write(d + "/in/a.txt", "Advertisement\n")
    if only(d, summary(d)) != {"pages": 1, "empty": 1} or list(texts(d).values()) != [story(1)]:
        raise Wrong(str(texts(d)))


def case_a_removed_page_is_told_once(d):
    setup(d, a_txt=story(1), b_txt=story(2))
    go(d)
    os.remove(d + "/in/a.txt")
    if only(d, summary(d)) != {"gone": 1, "unchanged": 1} or len(texts(d)) != 2:
        raise Wrong("second run")
    last = records(d)[-1]
    if last["id"] != "in/a.txt" or last["verdict"] != "failed" or "gone" not in last["error"]:
        raise Wrong(str(last))
    if only(d, summary(d)) != {"unchanged": 1}:
        raise Wrong("told twice")
    write(d + "/in/a.txt", story(1))
    if only(d, summary(d))["unchanged"] != 2:
        raise Wrong("the same page again is no news")


def case_rows_are_read_on(d):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    go(d)  # not there yet
    write(d + "/rows", row(1) + row(2))
    if only(d, summary(d)) != {"pages": 2, "kept": 2}:
        raise Wrong("first rows")
    with open(d + "/rows", "a", encoding="utf-8") as f:
        f.write(row(3) + row(4)[:40])
    if only(d, summary(d)) != {"pages": 1, "kept": 1}:
        raise Wrong("the half line has to wait")
    with open(d + "/rows", "a", encoding="utf-8") as f:
        f.write(row(4)[40:] + row(5).rstrip("\n"))
    if only(d, summary(d)) != {"pages": 2, "kept": 2}:
        raise Wrong("a whole object without its line end is no half line")
    with open(d + "/rows", "a", encoding="utf-8") as f:
        f.write("\n" + row(6))
    if only(d, summary(d)) != {"pages": 1, "kept": 1}:
        raise Wrong("last row")
    if [r["id"] for r in records(d)] != ["r%d" % n for n in range(1, 7)]:
        raise Wrong(str([r["id"] for r in records(d)]))


def case_rows_that_are_rewritten(d):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1) + row(2) + row(3))
    go(d)
    write(d + "/rows", row(3) + row(4))  # truncated and begun anew
    if only(d, summary(d)) != {"pages": 1, "kept": 1, "unchanged": 1}:
        raise Wrong("truncated")
    write(d + "/rows", row(5) + row(4) + row(3) + row(1) + row(2))  # longer than before, and another
    if only(d, summary(d)) != {"pages": 1, "kept": 1, "unchanged": 4}:
        raise Wrong("rewritten")


def rotate(d, how):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1) + row(2))
    go(d)
    with open(d + "/rows", "a", encoding="utf-8") as f:
        f.write(row(3))
    how(d)
    if only(d, summary(d)) != {"pages": 3, "kept": 3}:
        raise Wrong("what the old file still had, and the new one's")
    if [r["id"] for r in records(d)] != ["r1", "r2", "r3", "r4", "r5"]:
        raise Wrong(str([r["id"] for r in records(d)]))
    if "pages" in only(d, summary(d)):
        raise Wrong("again")


def case_rows_rotated_by_renaming(d):
    def how(where):
        os.rename(where + "/rows", where + "/rows.1")
        write(where + "/rows", row(4) + row(5))
    rotate(d, how)


def case_rows_rotated_by_copying(d):
    def how(where):
        write(where + "/rows-20261128", read(where + "/rows"))
        with open(where + "/rows", "r+b") as f:
            f.truncate(0)
            f.write((row(4) + row(5)).encode())
    rotate(d, how)


def case_rows_rotated_and_packed(d):
    """As logrotate does with "compress"."""
    def how(where):
        with gzip.open(where + "/rows.1.gz", "wb") as f:
            f.write(read(where + "/rows"))
        write(where + "/rows", row(4) + row(5))
        write(where + "/rows.2.gz", "no gzip")
    rotate(d, how)


def case_rows_and_archives_in_a_directory(d):
    setup(d, r_jsonl=row(1) + row(2))
    subprocess.run(["gzip", "-k", d + "/in/r.jsonl"], check=True)
    if only(d, summary(d)) != {"pages": 2, "kept": 2, "unchanged": 2}:
        raise Wrong("the packed copy has the same rows")
    write(d + "/in/r.jsonl", row(1) + row(2) + row(3))
    if summary(d)["pages"] != 1:
        raise Wrong("the file has grown by one")


def case_a_table_in_a_directory(d):
    """Rows as those of JSON: what is new counts, also below rows that are there, and where a cell holds line ends."""
    rows = ['%d,"%s"\n' % (n, story(n)) for n in (1, 2, 3)]
    setup(d, t_csv="id,text\n" + rows[0] + rows[1])
    if only(d, summary(d)) != {"pages": 2, "kept": 2}:
        raise Wrong("two rows")
    write(d + "/in/t.csv", "id,text\n" + "".join(rows))
    if only(d, summary(d)) != {"pages": 1, "kept": 1, "unchanged": 2}:
        raise Wrong("one row more")
    if sorted(r["id"] for r in records(d)) != ["1", "2", "3"]:
        raise Wrong("ids")


def case_bytes_behind_packed_data(d):
    """Told, and the page counts."""
    setup(d)
    write(d + "/in/a.txt.gz", gzip.compress(story(1).encode()) + b"junk")
    if only(d, summary(d, 1, "^dehusk: in: 1 failed: '.*in/a.txt.gz' goes on behind its gzip data")) != {
            "pages": 1, "kept": 1, "missing": 1}:
        raise Wrong("it is read")


def case_the_order_changes_nothing(d):
    """The same pages, whatever the order of names, rows and sources: the same texts, the same verdicts."""
    seen = []
    for n, order in enumerate(([1, 2, 3, 4], [4, 2, 3, 1])):
        where = "%s/%d" % (d, n)
        setup(where, OK.replace("directory = in", "jsonl = one\njsonl = two" if n else "jsonl = two\njsonl = one"))
        ad = "Buy the Kelmouth almanac at the harbour kiosk.\n\n"
        for name, rows in (("one", order[:2]), ("two", order[2:])):
            write(where + "/" + name, "".join(row(i, id="p%d" % i, site="s.example", text=ad + story(i)) for i in rows))
        go(where)
        seen.append({r["id"]: (r["text"], r["verdict"]) for r in records(where)})
    if seen[0] != seen[1] or len(seen[0]) != 4:
        raise Wrong(str(seen))


def case_odd_names_in_a_directory(d):
    """F29: names with line ends, dashes and bytes that are no UTF-8; O02: one line each when they are told."""
    setup(d)
    for n, name in enumerate((b"a\nb.txt", b"-rf", b"\xff\xfe.txt", b"\x1b]0;pwn\x07.txt", b".hidden")):
        with open(os.fsencode(d) + b"/in/" + name, "wb") as f:
            f.write(story(n).encode())
    os.mkfifo(d + "/in/fifo")
    os.symlink("gone", d + "/in/broken")
    if only(d, summary(d)) != {"pages": 5, "kept": 5} or len(texts(d)) != 5:
        raise Wrong(str(texts(d)))
    if any(re.search(r"[^\x20-\x7e]", p) for p in texts(d)):
        raise Wrong(str(sorted(texts(d))))


def case_a_planted_link_leads_nowhere(d):
    """F28: no link below the output is followed."""
    setup(d, a_txt=story(1))
    go(d)
    place = list(texts(d))[0]
    write(d + "/precious", "mine\n")
    os.remove(d + "/out/" + place)
    os.symlink(d + "/precious", d + "/out/" + place)
    write(d + "/in/a.txt", story(2))
    go(d)
    if read(d + "/precious") != b"mine\n" or os.path.islink(d + "/out/" + place):
        raise Wrong("the link was followed")
    os.symlink(d, d + "/out/elsewhere.example")
    write(d + "/in/elsewhere.example/x.txt", story(3))
    got = run(["run", "c.conf"], where=d)
    if got.code != 73 or "elsewhere.example" in " ".join(p for p in tree(d) if not p.startswith(("in/", "out/"))):
        raise Wrong(str(got))


# ---- Records

def case_records_rotate_by_size(d):
    setup(d, OK.replace("[state]", "rotate-size = 4096\n[state]"), **{"p%02d_txt" % n: story(n) for n in range(20)})
    go(d)
    parts = tree(d + "/rec")
    if len(parts) < 3 or parts[0] != "news-000001.jsonl" or any(os.path.getsize(d + "/rec/" + p) > 4096 for p in parts):
        raise Wrong(str(parts))
    write(d + "/in/q.txt", story(77))
    go(d)
    if len(records(d)) != 21 or len({r["id"] for r in records(d)}) != 21:
        raise Wrong("each record once")


def case_records_rotate_by_day(d):
    setup(d, OK.replace("[state]", "rotate = day\n[state]"), a_txt=story(1))
    go(d)
    write(d + "/in/b.txt", story(2))
    go(d)
    if tree(d + "/rec") != ["news-000001.jsonl"]:
        raise Wrong("one day, one file: %s" % tree(d + "/rec"))


def case_what_a_killed_run_left_is_cut_off(d):
    setup(d, a_txt=story(1))
    go(d)
    before = read(d + "/rec/news-000001.jsonl")
    with open(d + "/rec/news-000001.jsonl", "ab") as f:
        f.write(b'{"id":"half')
    write(d + "/rec/news-000002.jsonl", '{"id":"of a run that never ended"}\n')
    write(d + "/state.lock", "pid 1\nruns 1\nbegun 2-3\n")
    part = d + "/out/.dehusk-part"
    write("%s/%s/17" % (part, *os.listdir(part)), "left over")
    go(d)
    if read(d + "/rec/news-000001.jsonl") != before or tree(d + "/rec") != ["news-000001.jsonl"]:
        raise Wrong(str(tree(d)))
    if any("dehusk-part" in p for p in tree(d + "/out")):
        raise Wrong(str(tree(d)))


def case_two_configurations_share_the_outputs(d):
    """Neither takes what the other wrote for something that a killed run left."""
    for name in "ab":
        write("%s/%s.conf" % (d, name), OK.replace("directory = in", "jsonl = %s.rows" % name).replace("= state", "= %s.state" % name))
        write("%s/%s.rows" % (d, name), row(1) if name == "a" else row(5))

    def run_both(ids):
        for name in "ab":
            want(run(["run", name + ".conf"], where=d), 0)
        if sorted(r["id"] for r in records(d)) != ids or len(texts(d)) != len(ids):
            raise Wrong("%s in %s" % (records(d), tree(d)))
    run_both(["r1", "r5"])
    for name, n in (("a", 2), ("b", 6)):
        with open("%s/%s.rows" % (d, name), "a", encoding="ascii") as f:
            f.write(row(n))
    run_both(["r1", "r2", "r5", "r6"])
    run_both(["r1", "r2", "r5", "r6"])


def case_two_configurations_choose_one_place(d):
    """A run without pages chooses where its records go; by its first page somebody else is there."""
    for name in "ab":
        write("%s/%s.conf" % (d, name), OK.replace("directory = in", "jsonl = %s.rows" % name).replace("= state", "= %s.state" % name))
        want(run(["run", name + ".conf"], where=d), 0)
    for n, name in enumerate("ab"):
        write("%s/%s.rows" % (d, name), row(n))
        want(run(["run", name + ".conf"], where=d), 0)
    if [r["id"] for r in records(d)] != ["r0", "r1"]:
        raise Wrong(str(tree(d)))


def case_records_that_were_moved_away(d):
    setup(d, a_txt=story(1))
    go(d)
    os.rename(d + "/rec/news-000001.jsonl", d + "/old")
    write(d + "/in/b.txt", story(2))
    go(d)
    if [r["id"] for r in records(d)] != ["in/b.txt"] or tree(d + "/rec") != ["news-000002.jsonl"]:
        raise Wrong(str(tree(d)))


def case_old_outputs_that_are_removed(d):
    """As docs/cron.md has it: nothing is done again for it, numbers go on, and a page that changes has its text again."""
    setup(d, OK.replace("[state]", "rotate-size = 4096\n[state]"), **{"p%02d_txt" % n: story(n) for n in range(20)})
    go(d)
    parts, before = tree(d + "/rec"), texts(d)
    for part in parts[:-1]:
        os.remove(d + "/rec/" + part)
    for path in before:
        os.remove(d + "/out/" + path)
    if only(d, summary(d)) != {"unchanged": 20} or tree(d + "/rec") != parts[-1:]:
        raise Wrong("it was done again")
    write(d + "/in/p07.txt", story(77))
    write(d + "/in/q.txt", story(78))
    go(d)
    if set(texts(d)) - set(before) == set() or len(texts(d)) != 2 or len(set(texts(d)) & set(before)) != 1:
        raise Wrong(str(texts(d)))
    if [r["id"] for r in records(d)][-2:] != ["in/p07.txt", "in/q.txt"] or any(p in tree(d + "/rec") for p in parts[:-1]):
        raise Wrong(str(tree(d + "/rec")))


def case_another_way_to_clean(d):
    """Told once; --again cleans files and rows anew, in their places, and appends the records that differ."""
    conf = OK.replace("directory = in", "directory = in\njsonl = rows")
    marked = "The weir opens at noon.\n\nAdvertisement\n\nThe mill stays shut, the owner said on Monday.\n"
    setup(d, conf, a_txt=marked, b_txt=story(2), t_csv='id,text\n1,"%s"\n' % story(3))
    write(d + "/rows", row(4) + json.dumps({"id": "m", "text": marked.replace("noon", "ten")}) + "\n")
    go(d)
    was, n = texts(d), len(records(d))
    told = r"^dehusk: \[clean\] or its rules have changed: .*--again"
    write(d + "/c.conf", conf + "[clean]\njobs = 1\n")
    go(d)
    write(d + "/c.conf", conf + "[clean]\nkeep = ad\n")
    go(d, 0, told)
    go(d)
    if texts(d) != was or len(records(d)) != n:
        raise Wrong("nothing was asked for")
    got = summary(d, args=["--again"])
    now = texts(d)
    if got["pages"] != 5 or set(now) != set(was) or sum("Advertisement" in t for t in now.values()) != 2:
        raise Wrong("%s %s" % (got, now))
    if sorted(r["id"] for r in records(d)[n:]) != ["in/a.txt", "m"]:
        raise Wrong(str([r["id"] for r in records(d)[n:]]))
    if summary(d)["pages"]:
        raise Wrong("all is known")
    write(d + "/my.rules", "[promo en]\nwhole the weir opens at noon\n")
    write(d + "/c.conf", conf + "[clean]\nkeep = ad\nrules = my.rules\n")
    go(d, 0, told)
    write(d + "/my.rules", "[promo en]\nwhole the weir opens at ten\n")
    go(d, 0, told)


def case_a_source_that_is_taken_out(d):
    """Of the configuration: its texts stay, nothing of it is gone, and it may come back."""
    setup(d, OK.replace("directory = in", "directory = in\ndirectory = more"), a_txt=story(1))
    write(d + "/more/b.txt", story(2))
    go(d)
    was = texts(d)
    write(d + "/c.conf", OK)
    if only(d, summary(d)) != {"unchanged": 1} or texts(d) != was:
        raise Wrong("without it")
    write(d + "/c.conf", OK.replace("directory = in", "directory = more\ndirectory = in"))
    if only(d, summary(d)) != {"unchanged": 2} or texts(d) != was:
        raise Wrong("it is back")


def case_records_of_another_life_stay(d):
    """A new state in an old place: what stands there is not ours."""
    setup(d, a_txt=story(1))
    write(d + "/rec/news-000007.jsonl", '{"id":"old"}\n')
    go(d)
    if [r["id"] for r in records(d)] != ["old", "in/a.txt"]:
        raise Wrong(str(tree(d)))
    os.remove(d + "/state")  # and once more: all is new to it
    go(d)
    if [r["id"] for r in records(d)] != ["old", "in/a.txt", "in/a.txt"] or len(tree(d + "/rec")) != 3:
        raise Wrong(str(tree(d)))


def case_a_state_from_a_backup_is_refused(d):
    setup(d, a_txt=story(1))
    go(d)
    old = read(d + "/state")
    write(d + "/in/b.txt", story(2))
    go(d)
    write(d + "/state", old)
    go(d, 65, "older than the outputs")
    if len(records(d)) != 2:
        raise Wrong("records were cut off")


def case_a_state_of_another_suffix_list(d):
    """Refused, with words on what can be done; then nothing is worked on twice."""
    setup(d, a_txt=story(1))
    go(d)
    with sqlite3.connect(d + "/state") as base:
        base.execute("UPDATE meta SET value = '0123' WHERE name = 'suffix-list'")
    base.close()
    go(d, 65, "'.*state' was made with suffix-list 0123.*'dehusk state adopt' takes it over")
    want(run(["state", "adopt", "state"], where=d), 0)
    if only(d, summary(d)) != {"unchanged": 1} or len(records(d)) != 1:
        raise Wrong("all anew")


def case_a_state_with_places_that_are_none(d):
    """What no run put there: nothing is written outside of the texts, and no name is taken on trust."""
    setup(d, a_txt=story(1))
    go(d)
    for n, place in enumerate((b"../evil.txt", b"site/../../evil.txt", b"/evil.txt", b"x" * 5000 + b"/evil.txt", b"", b"a\0b")):
        with sqlite3.connect(d + "/state") as base:
            base.execute("UPDATE run_output SET path = ?", (place,))
        base.close()
        write(d + "/in/a.txt", story(2 + n))
        go(d, 65, "the state '.*state' is damaged: a text has a place that is none")
    if list(texts(d).values()) != [story(1)] or os.path.exists(d + "/evil.txt"):
        raise Wrong(str(tree(d)))


# ---- One at a time, and its end

def hold_lock(d):
    """The lock as a run that is under way holds it."""
    return subprocess.Popen(["flock", d + "/state.lock", "sh", "-c", "echo 'pid 4242' > %s/state.lock; echo; exec sleep 60" % d],
                            stdout=subprocess.PIPE)


def case_two_runs_at_once(d):
    """F14: the second ends at once with 75 and says who holds the lock; it waits when asked to."""
    setup(d, a_txt=story(1))
    holder = hold_lock(d)
    holder.stdout.readline()
    try:
        start = time.monotonic()
        go(d, 75, r"another run is under way.*state\.lock.*pid 4242")
        if time.monotonic() - start > 20:
            raise Wrong("not at once")
        go(d, 75, "another run", args=["--wait", "1"])
        if os.path.exists(d + "/out"):
            raise Wrong("something was written")
        waiting = subprocess.Popen([PROGRAM, "run", "--wait", "60", "c.conf"], cwd=d, stderr=subprocess.PIPE)
        time.sleep(0.3)
    finally:
        holder.kill()
        holder.wait()
    holder.stdout.close()
    if waiting.wait(timeout=100) != 0:
        raise Wrong("the one that waits: %s" % waiting.stderr.read())
    waiting.stderr.close()


def case_waiting_for_the_lock_is_no_time_of_the_run(d):
    """max-runtime is for the work: a run that waited longer than that does it all the same."""
    setup(d, OK + "[run]\nmax-runtime = 4\n", a_txt=story(1))
    with open(d + "/state.lock", "w", encoding="ascii") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        waiting = subprocess.Popen([PROGRAM, "run", "--wait", "60", "c.conf"], cwd=d, stderr=subprocess.PIPE)
        time.sleep(5)
    said = waiting.communicate(timeout=100)[1]
    if waiting.returncode or list(texts(d).values()) != [story(1)]:
        raise Wrong("exit %d, %s" % (waiting.returncode, said))


def case_a_stale_lock_is_no_lock(d):
    """F15: the file of a run that was killed."""
    setup(d, a_txt=story(1))
    write(d + "/state.lock", "pid 1\n")
    go(d)
    if b"pid" not in read(d + "/state.lock") or not os.path.exists(d + "/state.lock"):
        raise Wrong("the lock file stays")
    os.remove(d + "/state.lock")
    os.symlink("precious", d + "/state.lock")
    go(d, 73, "state.lock")


def case_out_of_time(d):
    setup(d, OK + "[run]\nmax-runtime = 1\n[clean]\njobs = 1\n", **{"p%d_txt" % n: story(n) for n in range(3)})
    os.mkdir(d + "/slow")
    write(d + "/c.conf", read(d + "/c.conf").decode().replace("directory = in", "directory = in\ndirectory = slow"))
    # So many files that a second does not do.
    for n in range(60):
        write(d + "/slow/%03d.txt" % n, "\n\n".join(story(n * 997 + k) for k in range(600)))
    got = run(["run", "--json", "c.conf"], where=d)
    done = json.loads(got.out)
    if got.code == 0:
        return  # a machine that is faster than that
    if got.code != 75 or not done["out_of_time"] or len(records(d)) != done["pages"] or b"max-runtime" not in got.err:
        raise Wrong(str(got))
    for _ in range(60):
        got = run(["run", "c.conf"], where=d)
        if got.code == 0:
            break
    ids = [r["id"] for r in records(d)]
    if got.code or len(ids) != 63 or len(set(ids)) != 63:
        raise Wrong("%d records of 63\n%s" % (len(ids), got))


def stopped_by(d, sig, whole_group):
    setup(d, OK + "[clean]\njobs = 2\n")
    for n in range(200):
        write(d + "/in/%03d.txt" % n, "\n\n".join(story(n * 991 + k) for k in range(120)))
    p = subprocess.Popen([PROGRAM, "run", "--json", "c.conf"], cwd=d, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         start_new_session=True)
    while p.poll() is None and not os.path.exists(d + "/rec"):
        time.sleep(0.01)
    time.sleep(0.2)
    (os.killpg if whole_group else os.kill)(p.pid, sig)
    out, err = p.communicate(timeout=100)
    if p.returncode == 0:
        return  # it was done before
    done = json.loads(out)
    if p.returncode != 128 + sig or done["failed"] or len(records(d)) != done["pages"] or b"stopped" not in err:
        raise Wrong("exit %d %r %r" % (p.returncode, out, err))
    go(d)
    ids = [r["id"] for r in records(d)]
    if len(ids) != 200 or len(set(ids)) != 200:
        raise Wrong("%d records" % len(ids))


def case_sigterm_writes_what_is_begun(d):
    """F22, also where the whole group gets the signal, as from timeout(1) or a service manager."""
    stopped_by(d + "/one", signal.SIGTERM, False)
    stopped_by(d + "/group", signal.SIGTERM, True)
    stopped_by(d + "/int", signal.SIGINT, True)


def still_workers(d, *args):
    """A run that fetches from a slow site and whose workers stand still. Its words go nowhere: they hold the pipe, too."""
    serve(d, pages=60, delay=.1)
    p = subprocess.Popen([PROGRAM, "run", *args, "c.conf"], cwd=d, stderr=subprocess.DEVNULL)
    time.sleep(0.7)
    for w in program.children(p.pid):
        os.kill(w, signal.SIGSTOP)
    return p


def case_grace_has_an_end(d):
    """Workers that stand still hold nobody for ever: the hard end, which changes nothing."""
    p = still_workers(d, "--max-runtime", "2", "--grace", "1")
    if p.wait(timeout=100) != 75 or texts(d) or records(d):
        raise Wrong("exit %d, %s" % (p.returncode, tree(d)))
    go(d)
    if len(texts(d)) != 60 or len(records(d)) != 60:
        raise Wrong("%d texts, %d records" % (len(texts(d)), len(records(d))))


def case_a_second_signal_ends_it_at_once(d):
    p = still_workers(d)
    p.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    p.send_signal(signal.SIGINT)
    if p.wait(timeout=100) != 130 or texts(d):
        raise Wrong("exit %d, %s" % (p.returncode, tree(d)))
    go(d)
    if len(texts(d)) != 60 or len(records(d)) != 60:
        raise Wrong("%d texts, %d records" % (len(texts(d)), len(records(d))))


def case_splay_can_be_stopped(d):
    setup(d, a_txt=story(1))
    p = subprocess.Popen([PROGRAM, "run", "--splay", "1000", "c.conf"], cwd=d, stderr=subprocess.PIPE)
    time.sleep(0.5)
    p.send_signal(signal.SIGTERM)
    err = p.communicate(timeout=60)[1]
    if p.returncode not in (0, 143) or p.returncode == 143 and b"stopped" not in err:
        raise Wrong("exit %d %r" % (p.returncode, err))


# ---- Failures, summaries, surroundings

def case_failures_are_grouped(d):
    """O01, O02: what comes from outside is escaped, one line a group."""
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1) + "".join("{%s %d\n" % (w, n) for n, w in enumerate(("so", "don't", "x", "NaN", "a 'b'"))) + '{"id":"x","url":"http://h.example/\\n\\u001b]0;pwn"}\n' + row(2))
    got = go(d, 1, "^dehusk: rows: 5 failed: not a valid JSON row: .* byte N: \\.\\.\\.; first: line 2: not a valid JSON row",
             "^dehusk: rows: 1 failed: line 7: the row has no text[^\x1b]*$", args=["--json"])
    done = json.loads(got.out)
    if done["failures"] != 6 or sum(f["count"] for f in done["failures_by"]) != 6 or done["exit_code"] != 1:
        raise Wrong(str(done))
    go(d)  # and not again


def case_an_unreadable_file_is_tried_again(d):
    setup(d, a_txt=story(1), b_txt=story(2))
    more = as_nobody(d)
    os.chmod(d + "/in/b.txt", 0)
    got = run(["run", "--json", "c.conf"], where=d, **more)
    if got.code != 1 or b"b.txt" not in got.err:
        raise Wrong(str(got))
    os.chmod(d + "/in/b.txt", 0o644)
    if only(d, summary(d, **more)) != {"pages": 1, "kept": 1, "unchanged": 1}:
        raise Wrong("second run")


def metrics(d):
    """The file as a scraper of metrics reads it: {name{labels}: value}."""
    found = {}
    for line in read(d + "/x.prom").decode().splitlines():
        if line.startswith("#"):
            if not re.match(r"# (HELP \w+ \S.*|TYPE \w+ gauge)$", line):
                raise Wrong(line)
            continue
        m = re.match(r'([a-z_]+(?:\{(?:\w+="(?:[^"\\]|\\["\\n])*",?)+\})?) (-?[0-9.]+)$', line)
        if not m or m.group(1) in found:
            raise Wrong(line)
        found[m.group(1)] = float(m.group(2))
    return found


def case_metrics(d):
    """O05: label values with quotes, backslashes and line ends."""
    setup(d, OK.replace("directory = in", 'jsonl = a"b\\c') + "[run]\nmetrics-file = x.prom\n")
    write(d + '/a"b\\c', row(1) + '{"id":"x"}\n')
    go(d, 1, "failed")
    seen = metrics(d)
    if seen["dehusk_exit_code"] != 1 or seen['dehusk_pages{result="kept"}'] != 1 or abs(
            seen["dehusk_last_success_timestamp_seconds"] - time.time()) > 100:
        raise Wrong(str(seen))
    if not any(k.startswith('dehusk_failures_by{where="a\\"b\\\\c",') for k in seen):
        raise Wrong(str(seen))
    write(d + "/state", "this is no state, it is something else\n" * 100)
    run(["run", "c.conf"], where=d)
    again = metrics(d)
    if again["dehusk_exit_code"] != 65 or again["dehusk_last_success_timestamp_seconds"] != seen[
            "dehusk_last_success_timestamp_seconds"]:
        raise Wrong(str(again))


def case_metrics_that_cannot_be_written(d):
    """F26: a full disk for metrics alone is a warning."""
    setup(d, OK + "[run]\nmetrics-file = m/x.prom\n", a_txt=story(1))
    more = as_nobody(d)
    os.mkdir(d + "/m")
    write(d + "/m/x.prom", "")
    os.chmod(d + "/m/x.prom", 0o666)
    os.chmod(d + "/m", 0o555)
    got = run(["run", "c.conf"], where=d, **more)
    if got.code not in (0, 77) or got.code == 0 and b"x.prom" not in got.err:
        raise Wrong(str(got))


def case_a_full_disk(d):
    """F01, F02, F03: a limit on the size of files stands for it. What stood stays, and the next run does it all."""
    setup(d, OK.replace("[state]", "rotate-size = 1G\n[state]"), a_txt=story(1))
    go(d)
    before = tree(d), read(d + "/rec/news-000001.jsonl")
    for n in range(40):
        write(d + "/in/b%02d.txt" % n, "\n\n".join(story(n * 31 + k) for k in range(50)))

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000))
    got = run(["run", "c.conf"], where=d, preexec_fn=limit)
    if got.code != 74:
        raise Wrong(str(got))
    if [p for p in tree(d) if p.startswith("rec")] != ["rec/news-000001.jsonl"] or read(
            d + "/rec/news-000001.jsonl") != before[1]:
        raise Wrong("records: %s" % tree(d))
    go(d)
    if len(records(d)) != 41 or len(texts(d)) != 41:
        raise Wrong("the next run")


def case_a_state_that_cannot_be_written(d):
    """The records are there by then: the next run takes them back, and each stands once."""
    hits = 0
    for room in range(20000, 300000, 20000):
        where = "%s/%d" % (d, room)
        setup(where, OK.replace("texts = out\n", ""), **{"p%02d_txt" % n: story(n) for n in range(30)})

        def limit(n=room):
            resource.setrlimit(resource.RLIMIT_FSIZE, (n, n))
        got = run(["run", "c.conf"], where=where, preexec_fn=limit)
        hits += got.code == 74 and b"the state" in got.err and bool(tree(where + "/rec"))
        go(where)
        if len(records(where)) != 30:
            raise Wrong("%d bytes: %d records\n%s" % (room, len(records(where)), got))
    if not hits:
        raise Wrong("no room was just too small for the state")


def case_closed_streams_and_bare_surroundings(d):
    """F18, F19: no locale, no HOME, no PATH, standard streams closed."""
    for n, (env, closed) in enumerate((({}, ()), ({"LC_ALL": "C"}, (0, 1, 2)), ({"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kolkata"}, (2,)))):
        where = "%s/%d" % (d, n)
        setup(where, OK.replace("directory = in", "jsonl = rows"))
        write(where + "/rows", row(1, site="İstanbul.example", published="2026-03-29") + row(2))

        def close(fds=closed):
            for fd in fds:
                os.close(fd)
        done = subprocess.run([PROGRAM, "run", "c.conf"], cwd=where, env=env, preexec_fn=close, check=False,
                              stdin=subprocess.DEVNULL)
        if done.returncode:
            raise Wrong("%d: exit %d" % (n, done.returncode))
    if not texts(d + "/0") == texts(d + "/1") == texts(d + "/2") or len(texts(d + "/0")) != 2:
        raise Wrong("they differ")


def case_standard_output_that_nobody_reads(d):
    setup(d, a_txt=story(1))
    with open("/dev/full", "wb") as full:
        want(run(["run", "--json", "c.conf"], where=d, stdout=full), 74, "standard output")
    if len(texts(d)) != 1:
        raise Wrong("the run itself was done")


def case_the_journal_gets_priorities(d):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", "{broken\n")
    with open(d + "/journal", "wb") as f:
        st = os.fstat(f.fileno())
        env = dict(os.environ, JOURNAL_STREAM="%d:%d" % (st.st_dev, st.st_ino))
        subprocess.run([PROGRAM, "run", "-v", "c.conf"], cwd=d, env=env, stderr=f, check=False)
        subprocess.run([PROGRAM, "run", "gone.conf"], cwd=d, env=env, stderr=f, check=False)
    lines = read(d + "/journal").decode().splitlines()
    if [line[:3] for line in lines] != ["<4>", "<6>", "<3>"]:
        raise Wrong(str(lines))


def case_a_clock_that_is_set(d):
    """F17: forwards by ten years, for two days, and back: nothing is forgotten at once, no age is negative."""
    setup(d, OK.replace("file = state\n", "file = state\nexpire = 100d\n"), a_txt=story(1))
    stat = lambda: json.loads(run(["state", "stat", "state"], where=d).out)["stories"]  # noqa: E731
    for when in ("2026-11-28", "2036-11-28", "2036-11-29", "1970-01-02", "2026-11-29"):
        done = subprocess.run(["faketime", when, PROGRAM, "run", "--json", "c.conf"], cwd=d, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode or json.loads(done.stdout)["seconds"] < 0 or stat() != 1:
            raise Wrong("%s: %r %r" % (when, done, stat()))


# ---- The news site

SITE = """[sources]
feed = %s/feed.xml
sitemap = %s/sitemap.xml
[fetch]
contact = tests@dehusk.example
allow-private = yes
delay = 0
delay-factor = 0
revisit = 0
%s[output]
texts = out
records = rec/news
[state]
file = state
"""


def serve(d, more="", **options):
    """A site, and a configuration for it."""
    site, port = newssite.serve(**options)
    base = "http://127.0.0.1:%d" % port
    write(d + "/c.conf", SITE % (base, base, more))
    return site, base


def case_news_site_of_200_pages(d):
    """Fetched once and cleaned; not again; then a changed, a new and a removed page, and a 429 that is waited for."""
    site, base = serve(d, pages=200)
    done = summary(d)
    if only(d, done) != {"pages": 200, "kept": 200} or done["hosts"] != 1 or done["failures"]:
        raise Wrong(str(done))
    hits = json.loads(site.command(["hits"]))
    if set(hits.values()) != {1} or any(p.startswith("/private") for p in hits) or done["forbidden"] != 2:
        raise Wrong("%s %s" % (hits, done))
    first = texts(d)
    days = {p.split("/")[1] for p in first}
    if len(first) != 200 or days != {"2026"} or any(w in t for t in first.values() for w in newssite.ADS):
        raise Wrong("%d texts, %s: %s" % (len(first), days, list(first.items())[0]))
    site.command(["bytes"])
    done = summary(d)
    if only(d, done) != {"unchanged": 200} or site.command(["bytes"]) != "0" or texts(d) != first:
        raise Wrong("second run: %s" % done)
    for line in ("change 5", "drop 7", "remove 8", "add 1", "busy 1 2"):
        site.command(line.split())
    begun = time.monotonic()
    done = summary(d)
    if only(d, done) != {"pages": 2, "kept": 2, "gone": 1, "unchanged": 197} or time.monotonic() - begun < 2:
        raise Wrong("third run: %s" % done)
    last = {p: t for p, t in texts(d).items() if first.get(p) != t}
    if len(texts(d)) != 201 or len(last) != 2 or sum("Update 1" in t for t in last.values()) != 1:
        raise Wrong("the changed page in its old place, the new one in its own: %s" % last)
    told = [r for r in records(d) if r["verdict"] == "failed"]
    if len(told) != 1 or "gone" not in told[0]["error"] or not told[0]["id"].endswith("/story/7"):
        raise Wrong(str(told))


def served(site, pages):
    """Lets a site answer these paths with texts, and with 404 where there is None."""
    usual = site.answer

    def answer(path, base):
        if path not in pages:
            return usual(path, base)
        return (200, "text/plain", pages[path], None) if pages[path] is not None else (404, "text/plain", "", None)
    site.answer = answer


def case_sources_that_bring_nothing_are_named(d):
    """By its own address: what robots.txt forbids, names other hosts or no pages at all, breaks off, is gone."""
    site, base = serve(d, pages=3)
    pages = {"/broken": "<rss><channel><item><link>/story/1</link></item><item>", "/forbidden": "", "/gone": None,
             "/nowhere": "<rss><channel><item><title>x</title></item></channel></rss>",
             "/elsewhere": "<urlset><url><loc>http://elsewhere.example/1</loc></url></urlset>"}
    served(site, {**pages, "/robots.txt": "User-agent: *\nDisallow: /forbidden\n"})
    conf = read(d + "/c.conf").decode()
    write(d + "/c.conf", re.sub(r"feed.*\nsitemap.*\n", "".join("sitemap = %s%s\n" % (base, p) for p in pages), conf))
    done = summary(d, 1, "/broken: 1 failed: the list breaks off", "/elsewhere: 1 failed: all that .* on another host",
                   "/forbidden: 1 failed: robots.txt forbids it", "/gone: 1 failed: HTTP status 404",
                   "/nowhere: 1 failed: none of the entries")
    if done["kept"] != 1 or sorted(f["where"] for f in done["failures_by"]) != sorted(base + p for p in pages):
        raise Wrong(str(done))


def case_errors_come_before_requests(d):
    """A bad configuration, an output that cannot be, and a state that is none: no request goes out."""
    site, _ = serve(d, pages=3)
    good = read(d + "/c.conf").decode()
    for conf, code in ((good + "[clean]\ncaptions = some\n", 78), (good.replace("texts = out", "texts = c.conf/out"), 73),
                       (good.replace("file = state", "file = gone/state"), 73), (good, 65)):
        write(d + "/c.conf", conf)
        write(d + "/state", "no state at all, but a letter about the weather")
        if run(["run", "c.conf"], where=d).code != code:
            raise Wrong("%d: %s" % (code, run(["run", "c.conf"], where=d)))
    if site.command(["hits"]) != "{}":
        raise Wrong("requests")


def case_a_directory_that_is_not_mounted(d):
    """No file at all: nothing is taken for gone."""
    setup(d, a_txt=story(1), b_txt=story(2))
    go(d)
    os.rename(d + "/in", d + "/elsewhere")
    os.mkdir(d + "/in")
    if only(d, summary(d)) != {}:
        raise Wrong("gone was told")
    os.rmdir(d + "/in")
    os.rename(d + "/elsewhere", d + "/in")
    if only(d, summary(d)) != {"unchanged": 2}:
        raise Wrong("it is back")


def case_a_source_that_is_missing_stops_no_other(d):
    """It is told and costs a 1; of what came from it nothing is taken for gone. --check calls it an error."""
    setup(d, OK.replace("directory = in", "directory = in\ndirectory = more\njsonl = later\nurls = list\n"
                        "[fetch]\ncontact = a@h.example"), a_txt=story(1))
    os.mkdir(d + "/more")
    write(d + "/more/b.txt", story(2))
    write(d + "/list", "# none yet\n")
    if only(d, summary(d)) != {"pages": 2, "kept": 2}:
        raise Wrong("both are there")
    os.rename(d + "/more", d + "/elsewhere")
    os.remove(d + "/list")
    write(d + "/in/c.txt", story(3))
    told = [r"^dehusk: list: 1 failed: cannot look into 'list': No such file",
            r"^dehusk: more: 1 failed: cannot look into 'more': No such file"]
    got = summary(d, 1, *told)
    if got["exit_code"] != 1 or only(d, got) != {"pages": 1, "kept": 1, "unchanged": 1, "missing": 2}:
        raise Wrong(str(got))
    go(d, 78, "c.conf:3: cannot look into 'more': No such file or directory; make it", "c.conf:5: .*'list'", args=["--check"])
    os.rename(d + "/elsewhere", d + "/more")
    write(d + "/list", "")
    if only(d, summary(d)) != {"unchanged": 3}:
        raise Wrong("it is back")


def case_a_list_that_cannot_be_read_after_all(d):
    """It is there and may be read, as far as its name tells: told, counted, and the others are worked on."""
    setup(d, OK.replace("directory = in", "directory = in\nurls = /proc/self/mem\n[fetch]\ncontact = a@h.example"), a_txt=story(1))
    got = summary(d, 1, "^dehusk: /proc/self/mem: 1 failed: cannot read '/proc/self/mem'")
    if only(d, got) != {"pages": 1, "kept": 1, "missing": 1}:
        raise Wrong(str(got))


def case_no_source_that_is_there(d):
    """66, so that whoever watches for runs that ended well hears of it."""
    setup(d, OK.replace("directory = in", "directory = gone\n[run]\nmetrics-file = x.prom"))
    got = summary(d, 66, "gone: 1 failed: cannot look into 'gone': No such file", "there is no source that can be looked into")
    if got["exit_code"] != 66 or "dehusk_last_success_timestamp_seconds 0\n" not in read(d + "/x.prom").decode():
        raise Wrong(str(got))


def case_news_site_that_is_down(d):
    """69, and it is told by host; what failed is fetched when the site is back."""
    site, _ = serve(d, more="tries = 1\n", pages=3)
    site.command(["down", "on"])
    got = run(["run", "--json", "c.conf"], where=d)
    if got.code != 69 or b"127.0.0.1" not in got.err:
        raise Wrong(str(got))
    if json.loads(got.out)["exit_code"] != 69 or not json.loads(got.out)["failures_by"]:
        raise Wrong(str(got))


def case_news_site_that_is_gone_from_the_network(d):
    """69 also where robots.txt is known from before, so that no host fails often enough to be given up."""
    server = newssite.Server("127.0.0.1", 0, newssite.Site(3), 0.0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = "http://127.0.0.1:%d" % server.server_address[1]
    write(d + "/c.conf", SITE % (base, base, "revisit-lists = 0s\ntimeout = 1m\ntries = 1\n"))
    go(d)
    server.shutdown()
    server.server_close()
    done = summary(d, 69, "/feed.xml: 1 failed: Failed to connect", "/sitemap.xml: 1 failed: Failed", "the host did not answer")
    if (done["hosts"], done["hosts_down"], done["exit_code"]) != (1, 1, 69):
        raise Wrong(str(done))


def case_news_site_that_is_busy(d):
    """It did answer, so the run is no failure of the network: 75, as fetch has it; till it may be asked again 69."""
    site = newssite.Site(3)
    server = newssite.Server("127.0.0.1", 0, site, 0.0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = "http://127.0.0.1:%d" % server.server_address[1]
    write(d + "/c.conf", SITE % (base, base, "tries = 1\n"))
    site.command(["busy", "9", "4000"])
    summary(d, 75, "4 failed: host down", "1 failed: busy", "the host is busy and is to be asked later$")
    summary(d, 69, "feed.xml: .* given up in an earlier run", "sitemap.xml: .* in an earlier run",
            "no host was asked: earlier runs gave up the only one for some hours$")
    server.shutdown()
    server.server_close()


def case_private_address(d):
    """Refused by our own rule: that is said, with the key that lifts it, and not that the host was silent."""
    write(d + "/c.conf", "[sources]\nfeed = http://127.0.0.1/feed.xml\n[output]\ntexts = out\n[state]\nfile = s\n"
                         "[fetch]\ncontact = you@example.org\n")
    want(run(["run", "c.conf"], where=d), 69, r"/feed.xml: 1 failed: a private address, .* \(allow-private lets it\)$",
         r"no host was asked: private addresses, .*; allow-private in \[fetch\] lets them$")


def case_news_site_killed(d):
    """Killed while it fetches and while it writes: the same texts as of a run that nobody disturbed."""
    serve(d + "/calm", pages=60)
    go(d + "/calm")
    serve(d + "/killed", pages=60, delay=.01)
    for wait in (.3, .6, .9, 1.2):
        child = subprocess.Popen([PROGRAM, "run", "c.conf"], cwd=d + "/killed", stderr=subprocess.DEVNULL)
        time.sleep(wait)
        child.kill()
        child.wait()
    go(d + "/killed")
    calm, killed = texts(d + "/calm"), texts(d + "/killed")
    # The names hold a hash of the URL, and the port in it differs.
    plain = lambda found: sorted((re.sub(r"-[0-9a-f]{16}\.txt$", "", p), t) for p, t in found.items())  # noqa: E731
    if plain(calm) != plain(killed) or len(records(d + "/killed")) != 60:
        raise Wrong("%d texts, %d records" % (len(killed), len(records(d + "/killed"))))


def holding(site, stories):
    """Lets a site give so many stories, and no more until the second event is set; the first tells that it is there."""
    usual, given, held, go_on = site.answer, itertools.count(), threading.Event(), threading.Event()

    def answer(path, base):
        if path.startswith("/story/") and next(given) >= stories:
            held.set()
            go_on.wait(300)
        return usual(path, base)
    site.answer = answer
    return held, go_on


def case_news_site_out_of_time(d):
    """A site that answers no more takes no more than its part of the grace: what came before is written, and of the
    rest each page comes next time. A machine too busy to write it in the other half may try again."""
    for attempt in range(4):
        site, _ = serve(d, pages=60)
        go_on = holding(site, 20)[1]
        got = run(["run", "--json", "--max-runtime", "1", "--grace", "8", "c.conf"], where=d)
        go_on.set()
        if b"grace is over" not in got.err:
            break
    done = json.loads(got.out)
    if got.code != 75 or not done["out_of_time"] or done["pages"] > 20 or len(texts(d)) != done["pages"]:
        raise Wrong(str(got))
    go(d)
    if len(texts(d)) != 60 or len(records(d)) != 60:
        raise Wrong("%d texts, %d records" % (len(texts(d)), len(records(d))))


def case_news_site_and_local_sources(d):
    """One state, one batch: a page of the site that another scraper has too is told as a second copy."""
    serve(d, pages=5, more="warc = pages\n")
    conf = read(d + "/c.conf").decode()
    setup(d, conf.replace("[fetch]", "directory = in\njsonl = rows\n[fetch]"), a_txt=story(1))
    write(d + "/rows", row(2))
    if only(d, summary(d)) != {"pages": 7, "kept": 7} or len(texts(d)) != 7:
        raise Wrong("first run")
    copy = [t for p, t in texts(d).items() if not p.startswith(("in/", "no-site/"))][0]
    write(d + "/in/copy.txt", copy)
    done = summary(d)
    if only(d, done)["duplicate"] != 1 or len(texts(d)) != 7 or not os.listdir(d + "/pages"):
        raise Wrong(str(done))


def case_news_site_stopped(d):
    """F22 while it fetches: what came is written, the rest comes next time, each page once."""
    site, _ = serve(d, pages=60)
    held, go_on = holding(site, 20)
    p = subprocess.Popen([PROGRAM, "run", "--json", "c.conf"], cwd=d, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    held.wait(100)
    p.send_signal(signal.SIGTERM)
    go_on.set()
    out, err = p.communicate(timeout=100)
    done = json.loads(out)
    if p.returncode != 143 or not 0 < done["pages"] or len(texts(d)) != done["pages"] or b"stopped" not in err:
        raise Wrong("exit %d %r %r" % (p.returncode, out, err))
    go(d)
    if len(texts(d)) != 60 or len(records(d)) != 60:
        raise Wrong("%d texts, %d records" % (len(texts(d)), len(records(d))))


def case_news_site_that_sends_no_dates(d):
    """Pages that tell neither title nor date have those of the feed."""
    class Plain(newssite.Site):
        def story(self, n, base):
            text = super().story(n, base)
            text = re.sub(r"<title>.*?</title>|<meta [^>]*(?:time|date|title)[^>]*>|<time.*?</time>|<script.*?</script>", "",
                          text, flags=re.S)
            return re.sub(r"</?h1[^>]*>", "", text)
    original, newssite.Site = newssite.Site, Plain
    try:
        serve(d, pages=3)
    finally:
        newssite.Site = original
    go(d)
    if not texts(d) or any("undated" in p for p in texts(d)):
        raise Wrong(str(sorted(texts(d))))


def case_few_descriptors_and_little_memory(d):
    """F20: an error that says what is wrong, or the same result; never a crash."""
    setup(d, OK + "[clean]\njobs = 2\n", a_txt=story(1), b_html=PAGE)

    def limits(files, memory):
        def limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        return limit
    for files, memory in ((4, 1 << 32), (8, 1 << 32), (12, 1 << 32), (16, 1 << 32), (64, 60 << 20), (64, 100 << 20)):
        got = run(["run", "c.conf"], where=d, preexec_fn=limits(files, memory))
        if got.code not in (0, 1, 70, 73, 74) or got.code and not got.err:
            raise Wrong("%d files, %d bytes\n%s" % (files, memory, got))
    go(d)
    if len(texts(d)) != 2 or len(records(d)) < 2:
        raise Wrong(str(texts(d)))


def case_a_list_of_urls(d):
    site, base = serve(d, pages=5)
    conf = read(d + "/c.conf").decode()
    write(d + "/lists/a.txt", "# stories\n%s/story/1\n\n%s/story/2  \n%s/story/99\nno url at all\n" % (base, base, base))
    write(d + "/c.conf", re.sub(r"feed.*\nsitemap.*\n", "urls = lists/a.txt\n", conf))
    got = run(["run", "--json", "c.conf"], where=d)
    done = json.loads(got.out)
    where = {f["where"] for f in done["failures_by"]}
    if got.code != 1 or done["kept"] != 2 or done["failures"] != 2 or "lists/a.txt" not in where:
        raise Wrong(str(got))


def main():
    rows = [(name, error_case(*rest)) for name, *rest in ERRORS]
    return program.main(rows, globals())


if __name__ == "__main__":
    sys.exit(main())
