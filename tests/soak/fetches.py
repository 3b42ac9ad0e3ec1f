#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""kill -9 while dehusk fetch downloads the made news site: WARC files are whole or not there, the state is that of
before or of after, and the next run ends with the pages and the state of one that nobody disturbed.
fetches.py DEHUSK [--kills N] prints TAP."""
import gzip
import json
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import kill  # noqa: E402
import newssite  # noqa: E402

DEHUSK = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")
_, PORT = newssite.serve(pages=80, delay=.004)
BASE = "http://127.0.0.1:%d" % PORT


def prepare(_):
    """The site is the only input."""


def command(_):
    return [DEHUSK, "fetch", "--quiet", "-o", "warc", "--state", "state", "--contact", "soak@example.org", "--allow-private",
            "--delay", "0", "--delay-factor", "0", "--warc-size", "20K", "--sitemap", BASE + "/index.xml", "--feed",
            BASE + "/feed.xml"]


def warcs(where):
    d = os.path.join(where, "warc")
    return sorted(os.path.join(d, n) for n in os.listdir(d) if n.endswith(".warc.gz")) if os.path.isdir(d) else []


def whole(where):
    for path in warcs(where):
        try:
            with gzip.open(path) as f:
                data = f.read()
        except (EOFError, OSError) as error:
            raise kill.Wrong("%s: %s" % (path, error)) from error
        if not data.startswith(b"WARC/1.1\r\nWARC-Type: warcinfo"):
            raise kill.Wrong(path + " does not begin as it should")
    if os.path.exists(where + "/state") and os.path.getsize(where + "/state"):
        code, _, err = kill.run([DEHUSK, "state", "verify", "state"], where)
        if code:
            raise kill.Wrong("the state: exit %d, %s" % (code, err))


def pages(where):
    """{path: body} of all responses; the one page twice, from a file that a killed run had finished, is the same."""
    found = {}
    for path in warcs(where):
        with gzip.open(path) as f:
            for part in f.read().split(b"WARC/1.1\r\n"):
                if part.startswith(b"WARC-Type: response"):
                    url = re.search(rb"WARC-Target-URI: \S+?//[^/]+(\S*)", part).group(1).split(b"?")[0]
                    found[url] = part.split(b"\r\n\r\n", 2)[2].rstrip()
    return found


def outcome(where):
    dump = subprocess.run([DEHUSK, "state", "dump", "state"], cwd=where, check=True, stdout=subprocess.PIPE,
                          encoding="utf-8").stdout
    rows = [json.loads(line) for line in dump.splitlines()]
    known = sorted((r["key"], r["status"], r["hash"], r["etag"]) for r in rows if "key" in r)
    left = [n for n in os.listdir(where + "/warc") if not n.endswith(".warc.gz")]
    return pages(where), known, left


if __name__ == "__main__":
    sys.exit(kill.main("fetch", kill.Campaign(prepare, command, whole, outcome, kill.number("--seed", 1)),
                       kill.number("--kills", 50)))
