# SPDX-License-Identifier: MIT
"""dehusk run in a directory: a configuration, a run, and what it left. For the suites of it.

What is asked for on standard error is a list of patterns, one a line.
"""
import json
import os
import re

from program import Wrong, read, run, story, tree, write

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
