#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The state from outside: damage, full disks, expiry, shards in any cut and order. states.py DEHUSK prints TAP.

A state that must be refused is a row of REFUSED; everything else is a function named case_*, with an empty directory
of its own.
"""
import fcntl
import json
import os
import random
import re
import resource
import select
import sqlite3
import struct
import subprocess
import sys
import time

from madestates import CHROME, page, rows, dehusk, clean, dump, scanned
from program import PROGRAM, Wrong, as_nobody, main, read, run, start, story, tree, want, write

# ---- States that are refused

def meta(name, value):
    """Sets a value as another version of the program would have written it."""
    def change(path):
        with sqlite3.connect(path) as base:
            base.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))
        base.close()
    return change


def fragments(change):
    """Changes the table of fragments as something that keeps no checksums would."""
    def act(path):
        with sqlite3.connect(path) as base:
            base.execute(change)
        base.close()
    return act


def bytes_changed(change):
    def act(path):
        write(path, change(read(path)))
    return act


def noise(n, seed=3):
    return random.Random(seed).randbytes(n)


def replaced(data, was, now):
    """One value inside the file, of the same length: the structure stays whole."""
    if was not in data:
        raise Wrong("%r does not stand in the state" % was)
    return data.replace(was, now, 1)


def other_program(path):
    os.remove(path)
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE recipe(name)")
    base.close()


ALL = ("verify", "stat", "clean", "read-only", "scan", "merge")
# name, what is done to the file, who has to notice, what has to be said
REFUSED = [
    ("empty", bytes_changed(lambda b: b""), ALL, "is empty"),
    ("text", bytes_changed(lambda b: b"Dear reader, this is no state but a letter." * 100), ALL, "no state"),
    ("of another program", other_program, ALL, "no state of dehusk"),
    ("cut to half a page", bytes_changed(lambda b: b[:2000]), ALL, "no state|damaged"),
    ("cut in half", bytes_changed(lambda b: b[:len(b) // 2]), ALL, "damaged"),
    ("cut by one byte", bytes_changed(lambda b: b[:-1]), ALL, "damaged"),
    ("first page zeroed", bytes_changed(lambda b: bytes(4096) + b[4096:]), ALL, "no state"),
    ("first page overwritten", bytes_changed(lambda b: noise(4096) + b[4096:]), ALL, "no state"),
    ("all overwritten but the first page", bytes_changed(lambda b: b[:4096] + noise(len(b) - 4096)), ALL, "damaged"),
    ("a value changed inside", bytes_changed(lambda b: replaced(b, b"p17", b"p71")),
     ("verify", "stat", "dump", "clean", "read-only", "merge"), "damaged: the table story"),
    ("a fragment on other pages", fragments("UPDATE fragment SET entries = zeroblob(8) WHERE key > 0"),
     ("verify", "stat", "dump", "merge"), "damaged: the table fragment"),
    ("fragments gone", fragments("DELETE FROM fragment WHERE key > 0"),
     ("verify", "stat", "dump", "merge"), "damaged: the table fragment"),
    ("a table gone", fragments("DROP TABLE url"), ALL, "damaged: the table sqlite_schema"),
    ("a table that all read gone", fragments("DROP TABLE fragment"), ALL, "damaged: no such table: fragment"),
    ("a column with another name", fragments("ALTER TABLE story RENAME COLUMN url TO link"), ALL, "damaged: the table sqlite_schema"),
    ("a trigger put in", fragments("CREATE TRIGGER t AFTER INSERT ON story BEGIN DELETE FROM fragment; END"),
     ALL, "damaged: the table sqlite_schema"),
    ("a version for writers that is none", bytes_changed(lambda b: b[:18] + b"\x03" + b[19:]), ("verify",), "damaged: its header"),
    ("a schema that SQLite cannot read", bytes_changed(lambda b: b[:47] + b"\x09" + b[48:]), ALL, "damaged: unsupported file format"),
    ("from the future", bytes_changed(lambda b: b[:60] + (99).to_bytes(4, "big") + b[64:]), ALL, "has format 99, .*: use the newer one that made it, or make it anew"),
    ("from the past", bytes_changed(lambda b: b[:60] + (6).to_bytes(4, "big") + b[64:]), ALL, "has format 6, this dehusk reads 7: make it anew"),
    ("another hash", meta("hash", "XXH9 1.0"), ALL, "made with hash XXH9 1.0.*make it anew"),
    ("another normaliser", meta("unicode", "3.0.0"), ALL, "made with unicode 3.0.0.*make it anew"),
    ("another suffix list", meta("suffix-list", "0123"), ALL, "made with suffix-list 0123.*make it anew"),
]


def refused_case(change, who, said):
    def case(d):
        scanned(d)
        change(d + "/s")
        before = read(d + "/s")
        write(d + "/out.jsonl", "old")
        commands = {
            "verify": ["state", "verify", "s"],
            "stat": ["state", "stat", "s"],
            "dump": ["state", "dump", "s"],
            "clean": ["clean", "--state", "s", "--format", "jsonl", "-o", "out.jsonl", "s.jsonl"],
            "read-only": ["clean", "--read-only", "--state", "s", "--format", "jsonl", "-o", "out.jsonl", "s.jsonl"],
            "scan": ["scan", "--state", "s", "s.jsonl"],
            "merge": ["merge", "-o", "m", "s"],
        }
        for name in who:
            want(run(commands[name], where=d), 65, b"", "'s'.*(%s)|(%s).*'s'" % (said, said))
            # A writer that opens it leaves its mark in the first hundred bytes, SQLite's header.
            if read(d + "/s")[100:] != before[100:] or read(d + "/out.jsonl") != b"old":
                raise Wrong("%s: the state or an output was written" % name)
        if tree(d) != ["out.jsonl", "s", "s.jsonl"]:
            raise Wrong("left behind: %s" % tree(d))
    return case


def case_damage_is_found_or_harms_nothing(d):
    """A byte changed anywhere but where nothing stands: verify says so, or all that the state knows is as it was."""
    scanned(d, numbers=range(30))
    whole, known = read(d + "/s"), dump(d, "s")
    chance = random.Random(5)
    found = 0
    for at in chance.sample([i for i, b in enumerate(whole) if b], 150):
        write(d + "/s", whole[:at] + bytes([whole[at] ^ chance.randrange(1, 256)]) + whole[at + 1:])
        if run(["state", "verify", "s"], where=d).code == 65:
            found += 1
        elif dump(d, "s") != known:
            raise Wrong("byte %d: verify finds nothing" % at)
    if found < 130:
        raise Wrong("of 150 only %d were found" % found)


def case_adopt(d):
    """After an upgrade of the suffix list or of Unicode what is there stays."""
    scanned(d)
    before = dump(d, "s")
    meta("suffix-list", "0123")(d + "/s")
    meta("unicode", "3.0.0")(d + "/s")
    dehusk(d, "state", "verify", "s", code=65, err="made with unicode 3.0.0.*'dehusk state adopt' takes it over")
    dehusk(d, "state", "adopt", "s", err=None)
    dehusk(d, "state", "verify", "s")
    if dump(d, "s") != before or tree(d) != ["s", "s.jsonl"]:
        raise Wrong("something was lost")
    dehusk(d, "state", "adopt", "s")
    meta("hash", "XXH9 1.0")(d + "/s")
    dehusk(d, "state", "adopt", "s", code=65, err="made with hash XXH9 1.0, this dehusk has [^:]*: make it anew by scan, that of dehusk run")
    dehusk(d, "state", "adopt", "gone", code=66, err="cannot open the state 'gone'")
    if tree(d) != ["s", "s.jsonl"]:
        raise Wrong("%s" % tree(d))


# ---- Files and places

def case_a_directory(d):
    os.mkdir(d + "/s")
    write(d + "/a.txt", story(1))
    for args, code in ((["clean", "--state", "s", "a.txt"], 73), (["scan", "--state", "s", "a.txt"], 73),
                       (["state", "verify", "s"], 65), (["merge", "-o", "m", "s"], 65)):
        want(run(args, where=d), code, b"", "'s' is a directory")


def case_no_such_directory(d):
    write(d + "/a.txt", story(1))
    want(run(["clean", "--state", "gone/s", "a.txt"], where=d), 73, b"", "gone/s")
    want(run(["clean", "--read-only", "--state", "gone", "a.txt"], where=d), 66, b"", "'gone'")


def case_links(d):
    write(d + "/a.txt", story(1))
    os.makedirs(d + "/real")
    dehusk(d, "scan", "--state", "real/s", "a.txt")
    os.symlink("real/s", d + "/link")
    os.symlink("real/new", d + "/later")
    os.symlink("gone/s", d + "/nowhere")
    write(d + "/b.txt", story(2))
    dehusk(d, "scan", "--state", "link", "b.txt")
    if not os.path.islink(d + "/link") or dump(d, "link").count(b'"story"') != 2:
        raise Wrong("the state behind a link")
    want(run(["scan", "--state", "nowhere", "a.txt"], where=d), 73, b"", "'nowhere'")
    dehusk(d, "scan", "--state", "later", "a.txt")
    for output in ("later", "link"):
        dehusk(d, "merge", "-o", output, "later", "link")
    if read(d + "/real/new") != read(d + "/real/s") or dump(d, "later").count(b'"story"') != 2:
        raise Wrong("the merged state behind a link")
    if tree(d + "/real") != ["new", "s"] or not os.path.islink(d + "/later") or not os.path.islink(d + "/link"):
        raise Wrong("real: %s" % tree(d))


def case_read_only(d):
    scanned(d)
    before = clean(d, "--read-only", "--state", "s", "s.jsonl")
    more = as_nobody(d)
    os.chmod(d + "/s", 0o444)
    os.chmod(d, 0o555)
    got = run(["clean", "--state", "s", "--format", "jsonl", "s.jsonl"], where=d, **more)
    want(got, 77, b"", "'s'")
    got = run(["clean", "--read-only", "--state", "s", "--format", "jsonl", "s.jsonl"], where=d, **more)
    os.chmod(d, 0o755)
    want(got, 0, before)


def case_no_right_to_the_directory(d):
    """A writer needs to make files beside the state, and so does a reader where a killed run left some."""
    scanned(d)
    write(d + "/left/s", read(d + "/s"))
    base = sqlite3.connect(d + "/left/s", isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    write(d + "/right/s", read(d + "/left/s"))  # as a killed run leaves it
    write(d + "/right/s-wal", "")
    base.close()
    write(d + "/whole/s", read(d + "/s"))
    said = r"cannot write into the directory of the state '[a-z]+/s', where its -wal file stands: Permission denied$"
    more = as_nobody(d)
    for name in ("right", "whole"):
        os.chmod(d + "/" + name + "/s", 0o666)
        os.chmod(d + "/" + name, 0o555)
    dehusk(d, "state", "stat", "right/s", code=77, err=said, **more)
    dehusk(d, "state", "verify", "whole/s", **more)
    dehusk(d, "state", "expire", "--days", "3", "whole/s", code=77, err=said, **more)
    dehusk(d, "scan", "--state", "whole/s", "s.jsonl", code=77, err=said, **more)


def case_flush_answers_by_the_state(d):
    """Each row at once, as a read-only run over it alone would answer; new pages and known ones; nothing is learned."""
    scanned(d, numbers=range(40))
    before = read(d + "/s")
    for jobs in ("1", "2"):
        p = start(["clean", "--type", "jsonl", "--format", "jsonl", "--flush", "--state", "s", "--jobs", jobs, "-"], d)
        for n in (3, 40, 41, 7, 47, 58):
            row = rows([n])
            p.stdin.write(row.encode())
            p.stdin.flush()
            if not select.select([p.stdout], [], [], 20)[0]:
                p.kill()
                raise Wrong("--jobs %s: no answer to row %d" % (jobs, n))
            got = p.stdout.readline()
            text = json.loads(got)["text"]
            if any(c.split("%")[0] in text for c in CHROME) or story(n if n % 8 != 7 else n - 5)[:40] not in text:
                raise Wrong("row %d: %r" % (n, text))
            if got != clean(d, "--type", "jsonl", "--read-only", "--state", "s", "--duplicates", "keep", "-", stdin=row):
                raise Wrong("row %d is answered in another way than alone" % n)
        p.stdin.close()
        if p.stdout.read() or p.wait(60):
            raise Wrong("--jobs %s: exit %d" % (jobs, p.returncode))
    if read(d + "/s") != before or tree(d) != ["s", "s.jsonl"]:
        raise Wrong("the state was written, or something left behind: %s" % tree(d))


def answer(p, row):
    p.stdin.write(row.encode())
    p.stdin.flush()
    if not select.select([p.stdout], [], [], 60)[0]:
        p.kill()
        raise Wrong("no answer")
    return p.stdout.readline()


def wait_until_held(d):
    """By a reader that has no input yet."""
    with open(d + "/s") as f:
        for _ in range(600):
            try:
                fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return None
            fcntl.flock(f, fcntl.LOCK_UN)
            time.sleep(.1)
    raise Wrong("it does not hold the state")


def case_flush_lets_others_write(d):
    """One that runs on goes on with a copy: others may write, and it answers as at its beginning."""
    scanned(d, numbers=range(20))
    os.mkdir(d + "/tmp")
    write(d + "/more.jsonl", rows(range(20, 40)))
    args = ["clean", "--type", "jsonl", "--format", "jsonl", "--flush", "--state", "s", "--wait", "60", "--tmp", "tmp", "-"]
    for first in (True, False):
        p = start(args, d)
        before = answer(p, rows([3])) if first else wait_until_held(d)
        dehusk(d, "scan", "--state", "s", "--wait", "60", "more.jsonl")
        after = answer(p, rows([3]))
        if p.poll() is not None or b'"site":"paper0.example"' not in after or (before or after) != after:
            raise Wrong("%r, then %r" % (before, after))
        p.stdin.close()
        if p.stdout.read() or p.wait(60):
            raise Wrong("exit %d" % p.returncode)
    if tree(d) != ["more.jsonl", "s", "s.jsonl"] or json.loads(dehusk(d, "state", "stat", "s").out)["stories"] != 40:
        raise Wrong("%s" % tree(d))


def case_flush_keeps_the_state_where_there_is_no_room(d):
    scanned(d)
    p = start(["clean", "--type", "jsonl", "--format", "jsonl", "--flush", "--state", "s", "-"], d,
              preexec_fn=limited(os.path.getsize(d + "/s") - 4096))
    answer(p, rows([3]))
    dehusk(d, "scan", "--state", "s", "--wait", "4", "s.jsonl", code=75, err="another run holds the state 's'")
    answer(p, rows([4]))
    p.stdin.close()
    if p.wait(60):
        raise Wrong("exit %d" % p.returncode)


def case_flush_needs_a_state_that_is_there(d):
    for flags in ([], ["--read-only"]):
        want(run(["clean", "--flush", *flags, "--state", "s"], where=d, stdin=story(1)), 66, b"", "'s'")
    scanned(d)
    with open(d + "/s") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        want(run(["clean", "--flush", "--state", "s"], where=d, stdin=story(1)), 75, b"", "'s'")
        fcntl.flock(f, fcntl.LOCK_SH)
        want(run(["clean", "--flush", "--state", "s"], where=d, stdin=story(1)), 0, story(1))


def case_flush_ends_where_the_state_is_damaged(d):
    """The counts are read page by page: what was answered before stands."""
    scanned(d)
    with sqlite3.connect(d + "/s") as base:
        (root,) = base.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'fragment'").fetchone()
    base.close()
    data = read(d + "/s")
    top = data[4096 * (root - 1):4096 * root]
    cell = int.from_bytes(top[12:14], "big")  # of the first page below it, which is read for its keys alone
    leaf = int.from_bytes(top[cell:cell + 4], "big")
    write(d + "/s", data[:4096 * (leaf - 1)] + noise(4096) + data[4096 * leaf:])
    want(run(["clean", "--flush", "--state", "s", "--format", "jsonl", "s.jsonl"], where=d), 74, b"", "'s'.*damaged|damaged.*'s'")


def case_one_file_after_close(d):
    scanned(d)
    clean(d, "--state", "s", "s.jsonl")
    dehusk(d, "merge", "-o", "m", "s", "s")
    dehusk(d, "state", "expire", "--days", "0", "m", err="0 stories")
    dehusk(d, "state", "expire", "--days", "0", "-q", "m")
    if tree(d) != ["m", "s", "s.jsonl"]:
        raise Wrong("left behind: %s" % tree(d))


def case_new_stories_lie_close_together(d):
    """One run puts the stories of many pages in their order: as small a file as merge writes."""
    write(d + "/in.jsonl", "".join(json.dumps({"id": str(n), "url": "http://h%d.example/" % n, "text": story(n)}) + "\n"
                                   for n in range(1500)))
    for command in (["scan"], ["clean", "--quiet", "--format", "jsonl", "-o", "o"]):
        dehusk(d, *command, "--state", command[0], "in.jsonl")
        dehusk(d, "merge", "-o", "m", command[0])
        made, merged = (os.path.getsize(os.path.join(d, name)) for name in (command[0], "m"))
        if made > merged * 1.02:
            raise Wrong("%s made a state of %d bytes, merge one of %d" % (command[0], made, merged))


def case_a_foreign_wal_beside_it(d):
    scanned(d)
    known = dump(d, "s")
    write(d + "/s-wal", noise(40000))
    clean(d, "--state", "s", "s.jsonl")
    dehusk(d, "state", "verify", "s")
    if re.sub(rb'"written":[0-9]+', b'"written":0', dump(d, "s")) != known or tree(d) != ["s", "s.jsonl"]:
        raise Wrong("%s" % tree(d))


def limited(most):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def case_a_full_disk(d):
    """The limit lies above the temporary files and below the state as it would be."""
    scanned(d, numbers=range(100))
    known = dump(d, "s")
    write(d + "/more.jsonl", rows(range(100, 130)))
    args = ["scan", "--state", "s", "more.jsonl"]
    want(run(args, where=d, preexec_fn=limited(os.path.getsize(d + "/s"))), 74, b"", "'s'")
    dehusk(d, "state", "verify", "s")
    if dump(d, "s") != known:
        raise Wrong("half of a run is in the state")
    dehusk(d, *args)
    scanned(d, "all", range(130))
    if dump(d, "s") != dump(d, "all"):
        raise Wrong("the run after it")


def case_a_full_disk_at_the_beginning(d):
    write(d + "/a.txt", story(1))
    want(run(["scan", "--state", "s", "a.txt"], where=d, preexec_fn=limited(4096)), 74, b"", "'s'")
    if tree(d) != ["a.txt"]:
        raise Wrong("left behind: %s" % tree(d))


def case_closed_standard_streams(d):
    """No descriptor of the state may become the place where messages go."""
    scanned(d)
    for closed in ([0], [1], [2], [0, 1, 2]):
        subprocess.run([PROGRAM, "clean", "--state", "s", "--format", "jsonl", "-o", "out", "gone.txt", "s.jsonl"],
                       cwd=d, preexec_fn=lambda: [os.close(fd) for fd in closed], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        dehusk(d, "state", "verify", "s")


# ---- Expiry

def case_expiry_reaches_the_ledger(d):
    """What a run worked on is forgotten with the rest: the rows come again."""
    write(d + "/r/rows.jsonl", "".join(json.dumps({"id": "r%d" % i, "text": story(i)}) + "\n" for i in range(3)))
    write(d + "/c", "[sources]\njsonl = r/rows.jsonl\n[output]\nrecords = out.jsonl\n[state]\nfile = s\n")
    count = lambda: json.loads(want(run(["run", "--json", "c"], where=d), 0).out)  # noqa: E731
    if count()["pages"] != 3:
        raise Wrong("3 pages are wanted")
    os.rename(d + "/r/rows.jsonl", d + "/r/old")
    write(d + "/r/rows.jsonl", "\n" + read(d + "/r/old").decode())
    again = count()
    if again["pages"] != 0:
        raise Wrong("known rows came again: %s" % again)
    subprocess.run(["faketime", "2099-01-01", PROGRAM, "state", "expire", "--days", "1", "s"], cwd=d, check=True,
                   stderr=subprocess.DEVNULL)
    os.rename(d + "/r/rows.jsonl", d + "/r/old")
    write(d + "/r/rows.jsonl", "\n\n" + read(d + "/r/old").decode())
    again = count()
    if again["pages"] != 3:
        raise Wrong("they are forgotten, and come again: %s" % again)


def case_shares_hold_after_expiry(d):
    """A counter that all pages have among their paragraphs is known by its share of the site: it goes on the next page, too,
    when most of what was counted is forgotten."""
    def pages(first, last):
        paragraphs = [story(n).strip().split("\n\n") for n in range(first, last)]
        lines = [[*p[:2], "%d gulls over the quay, %d oars" % (1201 + 7 * n, 340 + 3 * n), *p[2:]]
                 for n, p in enumerate(paragraphs, first)]
        write(d + "/r.jsonl", "".join(json.dumps({"id": "p%d" % n, "site": "a.example", "text": "\n\n".join(page)}) + "\n"
                                      for n, page in enumerate(lines, first)))

    def on(day, *args):
        p = subprocess.run(["faketime", day, PROGRAM, *args], cwd=d, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return p.stdout

    pages(0, 600)
    on("2024-01-01", "scan", "--state", "s", "r.jsonl")
    pages(600, 900)
    on("2024-03-01", "scan", "--state", "s", "r.jsonl")
    size = os.path.getsize(d + "/s")
    on("2024-03-01", "state", "expire", "--days", "9", "s")
    if not os.path.getsize(d + "/s") < size / 2:
        raise Wrong("what two thirds took stays in the file: %d of %d bytes" % (os.path.getsize(d + "/s"), size))
    on("2024-03-01", "state", "verify", "s")
    pages(900, 903)
    left = on("2024-03-02", "clean", "--state", "s", "--duplicates", "keep", "--format", "jsonl", "r.jsonl")
    for record in map(json.loads, left.splitlines()):
        if "gulls" in record["text"]:
            raise Wrong("it stays: %s" % record["text"])


# ---- A function of the set of pages

def case_any_cut_and_order(d):
    """Scan overlapping shards, merge them in any order, clean: what one clean over all gives."""
    pick, numbers = random.Random(11), list(range(96))
    write(d + "/all.jsonl", rows(numbers))
    one = clean(d, "--jobs", "1", "all.jsonl")
    removed = {c["kind"] for line in one.splitlines() for c in json.loads(line)["removed"]}
    verdicts = {json.loads(line)["verdict"] for line in one.splitlines()}
    if "site" not in removed or "duplicate" not in verdicts:
        raise Wrong("nothing to tell apart: %s %s" % (removed, verdicts))
    dehusk(d, "scan", "--state", "whole", "all.jsonl")
    whole = dump(d, "whole")
    for cut in range(4):
        pick.shuffle(numbers)
        shards = []
        for k in range(cut + 2):
            part = numbers[k::cut + 2] + pick.sample(numbers, 10)  # some pages are in several shards
            name = "%d-%d" % (cut, k)
            write(d + "/%s.jsonl" % name, rows(part))
            dehusk(d, "scan", "--state", name, "--jobs", str(1 + k), name + ".jsonl")
            shards.append(name)
        while len(shards) > 1:  # a tree of any shape
            pick.shuffle(shards)
            name = "+".join(shards[:2]).replace("/", "")
            dehusk(d, "merge", "-o", name, *shards[:2])
            shards = shards[2:] + [name]
        if dump(d, shards[0]) != whole:
            raise Wrong("cut %d: the merged state is another" % cut)
        if clean(d, "--state", shards[0], "all.jsonl") != one:
            raise Wrong("cut %d: other records" % cut)


def case_stat_counts_sites(d):
    """What is counted over all sites, such as captions, is of none."""
    caption = "The old ferry Marigold lies in the dry dock of Kelmouth. Photo: Orla Finch"
    write(d + "/a.jsonl", "".join(json.dumps({"id": str(n), "site": site, "text": story(n) + "\n" + caption + "\n"}) + "\n"
                                  for n, site in enumerate(("a.example", "b.example", "a.example"))))
    dehusk(d, "scan", "--state", "s", "a.jsonl")
    if b'"site":"0000000000000000"' not in dump(d, "s") or json.loads(dehusk(d, "state", "stat", "s").out)["sites"] != 2:
        raise Wrong(dump(d, "s"))


def case_merge_is_a_union(d):
    """Also byte for byte: whatever the order and the steps."""
    for name, numbers in (("a", range(0, 30)), ("b", range(20, 50)), ("c", range(10, 25))):
        scanned(d, name, numbers)
    merged = {}
    for name, parts in (("ab", "a b"), ("ba", "b a"), ("bc", "b c"), ("ab-c", "ab c"), ("a-bc", "a bc"),
                        ("abc", "a b c"), ("again", "abc abc a c")):
        dehusk(d, "merge", "-o", name, *parts.split())
        merged[name] = read(d + "/" + name)
    if merged["ab"] != merged["ba"]:
        raise Wrong("not commutative")
    if not merged["ab-c"] == merged["a-bc"] == merged["abc"]:
        raise Wrong("not associative")
    if merged["again"] != merged["abc"]:
        raise Wrong("not idempotent")


def case_the_same_pages_again(d):
    scanned(d)
    known = dump(d, "s")
    records = clean(d, "s.jsonl")
    dehusk(d, "scan", "--state", "s", "s.jsonl")
    if dump(d, "s") != known or clean(d, "--state", "s", "s.jsonl") != records:
        raise Wrong("pages were counted twice")


def case_workers(d):
    write(d + "/all.jsonl", rows(range(64)))
    if len({clean(d, "--jobs", jobs, "all.jsonl") for jobs in "128"}) != 1:
        raise Wrong("the number of workers changes records")


def case_the_manual_reads_a_state(d):
    """Who reads the file by dehusk-state(5) finds what dump tells."""
    scanned(d)
    with sqlite3.connect(d + "/s") as base:
        found = [{"fragment": its_hash(key), "site": its_hash(site), "entries": re.findall("." * 16, entries.hex())}
                 for key, site, entries in base.execute("SELECT key, site, entries FROM fragment")]
        for name, page_id, label, site, url, published, length, sketch, day, written in base.execute(
                "SELECT name, page, label, site, url, published, length, sketch, day, written FROM story JOIN sighting USING (id)"):
            line = {"story": name.decode(), "page": page_id.hex(), "label": its_hash(label), "site": its_hash(site),
                    "url": its_hash(url), "published": published, "length": length, "sketch_bytes": len(sketch), "day": day,
                    "written": written}
            found.append({k: v for k, v in line.items() if v not in (None, its_hash(-2**63))})
            shingles, words, figures = struct.unpack(">12x3H2x", sketch[:20])
            if len(sketch) != 20 + 8 * shingles + 4 * (words + figures):
                raise Wrong("a sketch of %d bytes" % len(sketch))
    told = [json.loads(line) for line in dump(d, "s").splitlines()[1:]]
    different = [x for x in found if x not in told][:2] + [x for x in told if x not in found][:2]
    if different or len(told) != len(found):
        raise Wrong("%s" % different)


def its_hash(stored):
    return "%016x" % (stored % 2**64 ^ 1 << 63)


def case_little_memory(d):
    """What does not fit goes to temporary files, and the bytes are the same."""
    write(d + "/all.jsonl", rows(range(3000)))
    os.mkdir(d + "/tmp")
    if len({clean(d, "--memory", m, "--tmp", "tmp", "all.jsonl") for m in ("1M", "3M", "64M", "1G")}) != 1:
        raise Wrong("--memory changes records")
    if tree(d + "/tmp"):
        raise Wrong("left behind: %s" % tree(d + "/tmp"))


if __name__ == "__main__":
    sys.exit(main([(name, refused_case(*rest)) for name, *rest in REFUSED], globals()))
