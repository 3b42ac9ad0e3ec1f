#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Calls of the system that fail, or do less than they were asked for: faults.py DEHUSK [--kills N] [--seed N] prints TAP.

A case is a command in a directory of its own with inputs, and with what an earlier run left. failio.c lets one call go
wrong, or all from one on: five times N are drawn of those that the command makes. Then
    the command ends, with one of its exit codes and, but for 0, with words;
    0 means that all is as if nothing had happened, and so does a call that only was interrupted or did less;
    every file is the old one or the new one, and nothing unfinished stands beside it;
    the states verify, and running again ends as if nothing had happened.
"""
import errno
import gzip
import json
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile

import kill
from state import row

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "build/dehusk")
HERE = os.path.dirname(os.path.abspath(__file__))
SHORT = 0  # half of the bytes
STATES = ("s", "s2", "new", "merged", "state")
PAGES = 30

CONFIG = b"""[sources]
directory = in
jsonl = new.jsonl
[output]
texts = texts
records = rec/news
[state]
file = state
"""

# What can be wrong with a call; failio.c knows their names. What is not here fails with EIO.
ERRORS = {
    "read": (errno.EIO, errno.EINTR, SHORT), "pread": (errno.EIO, errno.EINTR, SHORT),
    "write": (errno.ENOSPC, errno.EINTR, SHORT), "pwrite": (errno.ENOSPC, SHORT), "open": (errno.EMFILE, errno.EACCES, errno.EINTR),
    "openat": (errno.ENFILE, errno.EINTR), "opendir": (errno.EIO, errno.EINTR), "mkdir": (errno.ENOSPC,), "link": (errno.ENOSPC, errno.EXDEV), "rename": (errno.ENOSPC,),
    "fork": (errno.EAGAIN,), "socketpair": (errno.ENFILE,), "send": (errno.ENOBUFS, errno.EINTR, SHORT),
    "sendmsg": (errno.ENOBUFS, errno.EINTR), "recv": (errno.EIO, errno.EINTR, SHORT), "poll": (errno.EINTR,),
    "mmap": (errno.ENOMEM,), "alloc": (errno.ENOMEM,), "flock": (errno.ENOLCK,),
}
HARMLESS = (errno.EINTR, SHORT)
UNFINISHED = r"\.dehusk-"
EXITS = (0, 1, 64, 65, 66, 70, 73, 74, 75, 77, 78)

COMMANDS = [  # name, arguments
    ("texts and records", ["clean", "--jobs", "1", "--records", "r.jsonl", "-o", "out/", "in"]),
    ("texts and records by two workers", ["clean", "--jobs", "2", "--records", "r.jsonl", "-o", "out/", "in"]),
    ("records with a state", ["clean", "--jobs", "2", "--state", "s", "--format", "jsonl", "-o", "out.jsonl", "--clusters", "cl",
                              "new.jsonl"]),
    ("each page at once", ["clean", "--jobs", "1", "--flush", "--format", "jsonl", "-o", "out.jsonl", "new.jsonl"]),
    ("a new state", ["scan", "--jobs", "1", "--state", "new", "new.jsonl"]),
    ("states together", ["merge", "-o", "merged", "s", "s2"]),
    ("states into one of them", ["merge", "-o", "s", "s", "s2"]),
    ("a state forgets", ["state", "expire", "--days", "0", "s"]),
    ("a report", ["report", "-o", "report.html", "r.jsonl"]),
    ("a run", ["run", "c.conf"]),
    ("texts restored", ["restore", "-o", "back/", "r.jsonl"]),
]


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


def read(path):
    with open(path, "rb") as f:
        return f.read()


def text(n):
    return json.loads(row(n))["text"]


def page(n):
    paragraphs = "".join("<p>%s</p>" % p for p in text(n).split("\n\n"))
    return "<html><head><title>Page %d</title></head><body><article>%s</article></body></html>" % (n, paragraphs)


def prepare(where):
    for n in range(5):
        write(where + "/in/%d.html" % n, page(n).encode())
    write(where + "/in/sub/a.txt", text(50).encode())
    write(where + "/in/sub/b.txt.gz", gzip.compress(text(51).encode(), mtime=0))
    write(where + "/old.jsonl", "".join(row(n) for n in range(PAGES)).encode())
    write(where + "/new.jsonl", "".join(row(n) for n in range(PAGES // 2, 2 * PAGES)).encode())
    write(where + "/c.conf", CONFIG)
    for args in (["clean", "--state", "s", "--format", "jsonl", "-o", "out.jsonl", "old.jsonl"],
                 ["scan", "--state", "s2", "new.jsonl"], ["clean", "--records", "r.jsonl", "-o", "out/", "in"]):
        code, _, err = kill.run([PROGRAM, *args], where)
        if code:
            raise kill.Wrong("the run before: exit %d, %s" % (code, err))
    write(where + "/in/0.html", page(60).encode())


def content(where, name):
    """Of a state what it knows, less when that was seen."""
    if name not in STATES:
        return read(os.path.join(where, name))
    for args in (["state", "verify", name], ["state", "dump", name]):
        code, out, err = kill.run([PROGRAM, *args], where)
        if code:
            raise kill.Wrong("%s: exit %d, %s" % (" ".join(args), code, err))
    return re.sub(rb'"day":\d+', b"", out.partition(b"\n")[2])


def outcome(where):
    """{file: what it holds}; what SQLite leaves beside a state is the next one's to bring in order."""
    names = [os.path.relpath(os.path.join(at, name), where) for at, _, files in os.walk(where) for name in files]
    return {name: content(where, name) for name in names if not re.search("-(journal|wal|shm)$|[.]lock$", name)}


class Case:
    def __init__(self, root, args):
        self.root, self.args, self.made = root, args, 0
        self.is_run = args[0] == "run"
        where = self.place()
        self.before = outcome(where)
        code, self.said, err = self.go(where, "read:0:0")
        if code:
            raise kill.Wrong("undisturbed: exit %d, %s" % (code, err))
        calls = re.findall(r"^ +X\((\w+)\)", read(HERE + "/failio.c").decode(), re.M)
        counts = struct.unpack("%dQ" % len(calls), read(self.root + "/counts")[:8 * len(calls)])
        self.calls = {name: n for name, n in zip(calls, counts) if n}
        self.after = outcome(where)
        shutil.rmtree(where)

    def place(self):
        self.made += 1
        where = "%s/%d" % (self.root, self.made)
        shutil.copytree(self.root + "/inputs", where)
        return where

    def go(self, where, spec):
        write(self.root + "/counts", bytes(512))
        env = dict(os.environ, LD_PRELOAD=self.root + "/failio.so", FAILIO=spec, FAILIO_COUNTS=self.root + "/counts")
        done = subprocess.run([PROGRAM, *self.args], cwd=where, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False, timeout=100)
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")

    def draw(self, pick):
        """A call, which one, what is wrong with it, and whether that stays."""
        call = pick.choice(sorted(self.calls))
        wrong = pick.choice(ERRORS.get(call, (errno.EIO,)))
        return call, pick.randint(1, self.calls[call]), wrong, wrong not in HARMLESS and pick.random() < 0.4

    def check_files(self, after, code, call):
        for name, what in after.items():
            if what in (self.before.get(name), self.after.get(name)) or name in STATES and not what:
                continue  # a new state may stay empty
            if call == "unlink" and re.search(UNFINISHED, name):
                continue  # it could not be removed
            if code == 1 and (name in self.after or self.is_run):
                continue  # pages that failed are told there, and copies of them are no copies any more
            raise kill.Wrong("%s is neither old nor new (%d bytes)" % (name, len(what)))

    def check(self, where, call, wrong, code, said, err):
        if code not in EXITS or code == 70 and call not in ("mmap", "alloc", "fork", "socketpair"):
            raise kill.Wrong("exit %d, %s" % (code, err))
        if code and not err:
            raise kill.Wrong("exit %d without a word" % code)
        after = outcome(where)
        if code == 0 and (after, said) != (self.after, self.said):
            names = [n for n in sorted({*after, *self.after}) if after.get(n) != self.after.get(n)]
            raise kill.Wrong("exit 0, and not as if nothing had happened: %s" % names)
        if code and wrong in HARMLESS:
            raise kill.Wrong("exit %d, %s" % (code, err))
        self.check_files(after, code, call)
        if code == 1 and self.is_run:
            return  # records of the next run stand behind those of pages that failed
        code, _, err = kill.run([PROGRAM, *self.args], where)
        again = {name: what for name, what in outcome(where).items() if not re.search(UNFINISHED, name)}
        if code or again != self.after:
            raise kill.Wrong("again: exit %d, %s" % (code, err or "and not as if nothing had happened"))

    def trials(self, pick, n):
        """What goes wrong; of a run also memory, while all that it did is committed."""
        for _ in range(n):
            yield self.draw(pick)
        for back in range(0, 240, 12) if self.is_run else ():
            yield "alloc", self.calls["alloc"] - back, errno.ENOMEM, False

    def trial(self, call, at, wrong, stays):
        spec = "%s:%d:%d%s" % (call, at, wrong, "+" if stays else "")
        where = self.place()
        try:
            self.check(where, call, wrong, *self.go(where, spec))
        except (kill.Wrong, subprocess.TimeoutExpired) as error:
            return "%s %s (%s): %s" % (" ".join(self.args), spec, errno.errorcode.get(wrong, "short"), error)
        finally:
            shutil.rmtree(where)
        return None


def main():
    trials, seed = 5 * kill.number("--kills", 50), kill.number("--seed", 1)
    memory = kill.MEMORY if os.access(kill.MEMORY, os.W_OK | os.X_OK) else None
    print("1..%d" % len(COMMANDS))
    failed = 0
    with tempfile.TemporaryDirectory(prefix="dehusk-faults-", dir=memory) as root:
        subprocess.run(["cc", "-std=c11", "-D_GNU_SOURCE", "-U_FORTIFY_SOURCE", "-O1", "-shared", "-fPIC", "-o",
                        root + "/failio.so", HERE + "/failio.c", "-ldl"], check=True)
        os.mkdir(root + "/inputs")
        prepare(root + "/inputs")
        for n, (name, args) in enumerate(COMMANDS, 1):
            pick = random.Random(seed)
            case = Case(root, args)
            said = [s for s in (case.trial(*t) for t in case.trials(pick, trials)) if s]
            print("%sok %d - calls that go wrong: %s" % ("not " if said else "", n, name))
            for line in said[:20]:
                print("#   " + line.replace("\n", " "), flush=True)
            failed += bool(said)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
