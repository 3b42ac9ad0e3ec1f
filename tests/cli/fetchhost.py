# SPDX-License-Identifier: MIT
"""Servers of our own on loopback, and dehusk fetch against them: for the suites of it.

A server has an address of its own (127.1.x.y), so that what one does leaves the others alone.
"""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
sys.path.insert(0, ROOT + "/tests")
sys.dont_write_bytecode = True
import httpd  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")
PAGE = httpd.PAGE
QUICK = ["--contact", "crawl@example.org", "--allow-private", "--delay", "0", "--delay-factor", "0", "--verbose"]
FAST = ["--tries", "1", "--max-page", "100000", "--hosts", "200"]
SHORT = [*FAST, "--timeout", "2", "--slow", "1"]  # for what ends by time alone: a busy machine must not fail the others


# ---- Servers

class Host(httpd.Server):
    """A server that counts requests and may have a robots.txt: bytes, or a function of the request."""
    taken = 0

    def __init__(self, robots=None, address=None, pages=None):
        if not address:
            Host.taken += 1
            address = "127.1.%d.%d" % (Host.taken // 250, Host.taken % 250 + 1)
        self.robots, self.pages, self.seen, self.lock = robots, pages or {}, [], threading.Lock()
        super().__init__((address, 0), httpd.Handler)
        self.at = "%s:%d" % self.server_address[:2]
        threading.Thread(target=self.serve_forever, args=(.05,), daemon=True).start()

    def url(self, path=""):
        return "http://" + self.at + path

    def count(self, path):
        return sum(1 for p, _, _ in self.seen if p == path)


def serve(r):
    """What comes before httpd's routes: robots.txt, and the pages that a test gave to its server."""
    with r.server.lock:
        r.server.seen.append((r.path, time.monotonic(), r.headers))
    if r.path == "/robots.txt":
        if callable(r.server.robots):
            r.server.robots(r)
        elif r.server.robots is None:
            r.page(b"none", status="404 Not Found")
        else:
            r.page(r.server.robots, kind="text/plain")
        return True
    page = r.server.pages.get(r.path)
    if page is None:
        return False
    if callable(page):
        page(r)
    else:
        r.page(page)
    return True


httpd.BEFORE.append(serve)


def tagged(etag):
    def page(r):
        if etag is not None and r.headers.get("if-none-match") == etag:
            r.head("304 Not Modified", 0, kind=None, ETag=etag)
        else:
            r.page(**({"ETag": etag} if etag is not None else {}))
    return page


# ---- Running

class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err
        self.pages = {}
        for line in out.splitlines():
            visit, status, size, url = line.split("\t")
            self.pages[url] = (visit, int(status), int(size))
        self.problems = [(m.group(1), m.group(3), m.group(2)) for m in
                         re.finditer(r"^dehusk: (http\S*): (?!\d+ (?:failed|refused): )(.*) \(([a-z. ]+)\)$", err, re.M)]  # URL, cause, words

    def visits(self):
        found = {}
        for visit, _, _ in self.pages.values():
            found[visit] = found.get(visit, 0) + 1
        return found

    def outcome(self, at):
        """The visit or cause for the only URL asked of this server."""
        for url, (visit, _, _) in self.pages.items():
            if "//" + at + "/" in url or "//%s:" % at.split(":")[0] in url:
                return visit
        for url, cause, _ in self.problems:
            if "//" + at in url:
                return cause
        return "nothing"


def command(args, quick=None):
    return [PROGRAM, "fetch", "--list", *(QUICK if quick is None else quick), *args]


def fetch(args, quick=None, env=None, text=None):
    full = {**os.environ, "LC_ALL": "C", **(env or {})}
    done = subprocess.run(command(args, quick), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, env=full,
                          input=text, encoding="utf-8", timeout=120)
    return Result(done.returncode, done.stdout, done.stderr)


def same(what, got, want):
    if got != want:
        raise AssertionError("%s: %r, not %r" % (what, got, want))


def holds(what, good, shown=""):
    if not good:
        raise AssertionError("%s %s" % (what, shown))


def fetch_table(hosts):
    """All rows that end by time in one run, and all others in another."""
    return {late: fetch([*(SHORT if late else FAST), *(h.url(path) for _, want, h, path in hosts
                                                       if (want == "timeout") == late)]) for late in (False, True)}


# ---- With a memory

def age_robots(state, seconds):
    """Makes what the state has of hosts older."""
    with sqlite3.connect(state) as db:
        db.execute("UPDATE host SET robots_at = max(1, robots_at - ?), down_until = 0, downs = 0", (seconds,))
    db.close()


def age_urls(state):
    """Lets the time of all URLs come."""
    with sqlite3.connect(state) as db:
        db.execute("UPDATE url SET due = 1, visited = min(visited, 1)")
    db.close()


def intervals(state):
    with sqlite3.connect(state) as db:
        rows = {url.decode(): n for url, n in db.execute("SELECT key, interval FROM url")}
    db.close()
    return rows


class Tree:
    """A state and a WARC directory, thrown away at the end."""

    def __enter__(self):
        self.d = tempfile.mkdtemp(prefix="dehusk-fetch-")
        return self

    def __exit__(self, *unused):
        shutil.rmtree(self.d)

    def run(self, *args):
        return fetch(["-o", self.d + "/warc", "--state", self.d + "/state", *args])

    def records(self):
        """The pages that clean reads from the WARC files: {url: text}."""
        done = subprocess.run([PROGRAM, "clean", "--format", "jsonl", "--duplicates", "keep", self.d + "/warc"], check=True,
                              stdout=subprocess.PIPE, encoding="utf-8")
        return {r["url"]: r["text"] for r in map(json.loads, done.stdout.splitlines())}

    def files(self):
        return sorted(os.listdir(self.d + "/warc"))


# ---- Cases

def run_case(check):
    """(what is wrong or None, why it was left out or None)"""
    try:
        return None, check()
    except (AssertionError, KeyError, IndexError, OSError, subprocess.SubprocessError) as error:
        return "%s: %s" % (type(error).__name__, error), None


def main(names):
    """Runs what names holds as test_*, each of which yields cases (name, function); answers the exit status."""
    groups = [f for n, f in sorted(names.items()) if n.startswith("test_")]
    cases = [case for group in groups for case in group()]
    print("1..%d" % len(cases))
    failed = 0
    with ThreadPoolExecutor(6) as pool:
        for n, ((name, _), (bad, skip)) in enumerate(zip(cases, pool.map(run_case, (c for _, c in cases))), 1):
            print("%sok %d - %s%s" % ("not " if bad else "", n, name, " # SKIP " + skip if skip else ""), flush=True)
            if bad:
                print("# " + bad.replace("\n", "\n# ")[:1500])
            failed += bool(bad)
    return 1 if failed else 0
