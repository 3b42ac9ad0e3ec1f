# SPDX-License-Identifier: MIT
"""The program from outside: running it in a directory, and what tests say of what came. For the suites in this folder."""
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")
STORY = ("The ferry will sail twice more on weekdays from May, the harbour board said on Monday.\n\n"
         "Advertisement\n\nFares stay as they are until the end of the year, and bicycles travel free.\n")
CLEAN = STORY.replace("Advertisement\n\n", "")
PAGE = ("<html><head><title>Two more sailings</title></head><body><article><h1>Two more sailings</h1>"
        + "".join("<p>%s</p>" % p for p in STORY.strip().split("\n\n")) + "</article></body></html>\n")
PAGE_TEXT = CLEAN.replace("\n\n", "\n")
BINARY = bytes((i * 37 + 11) % 256 for i in range(4096))
WORDS = ("anchor basket candle donkey engine ferry garden hammer island jacket kettle ladder meadow needle orchard "
         "pencil quarry ribbon saddle tunnel urchin valley window yard zinc bridge copper drawer falcon glacier").split()


def story(n):
    """A story that shares no passage with the others."""
    pick = random.Random(n)
    return "\n\n".join(" ".join(pick.sample(WORDS, 20)).capitalize() + "." for _ in range(4)) + "\n"


class Wrong(Exception):
    pass


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def __str__(self):
        return "exit %s\nstdout: %.600r\nstderr: %.600r" % (self.code, self.out, self.err)


def run(args, stdin=b"", where=None, **more):
    if isinstance(stdin, str):
        stdin = stdin.encode()
    if "stdin" not in more and "input" not in more:
        more["input"] = stdin
    more.setdefault("stdout", subprocess.PIPE)
    done = subprocess.run([PROGRAM, *args], cwd=where, stderr=subprocess.PIPE, timeout=120, check=False, **more)
    return Result(done.returncode, done.stdout, done.stderr)


def want(got, code, out=None, err=None):
    """err: None = nothing may be said; a pattern = one line that holds it."""
    lines = got.err.decode("utf-8", "replace").splitlines()
    if got.code != code:
        raise Wrong("exit %d is wanted\n%s" % (code, got))
    if out is not None and got.out != (out if isinstance(out, bytes) else out.encode()):
        raise Wrong("stdout %.600r is wanted\n%s" % (out, got))
    if err is None and lines or err is not None and not (len(lines) == 1 and re.search(err, lines[0])):
        raise Wrong("stderr %r is wanted\n%s" % (err, got))
    return got


def want_lines(got, code, n):
    """The n lines of standard error."""
    lines = got.err.decode().splitlines()
    if got.code != code or len(lines) != n:
        raise Wrong("exit %d and %d lines are wanted\n%s" % (code, n, got))
    return lines


def write(path, data):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def read(path):
    with open(path, "rb") as f:
        return f.read()


def tree(where):
    return sorted(os.path.relpath(os.path.join(d, n), where) for d, _, names in os.walk(where) for n in names)


def records(got):
    return [json.loads(line) for line in got.out.decode().split("\n")[:-1]]


def as_nobody(d):
    """Arguments for run() under which permissions count, also when root tests."""
    os.chmod(d, 0o777)
    return {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}


def start(args, where, **more):
    return subprocess.Popen([PROGRAM, *args], cwd=where, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, **more)


def children(pid):
    with open("/proc/%d/task/%d/children" % (pid, pid), encoding="ascii") as f:
        return [int(c) for c in f.read().split()]


def until(what, seconds=20):
    """Waits for what() to become true; the wait is a guard against hanging, not a claim about speed."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise Wrong("waited in vain")
        time.sleep(0.02)


def main(cases, names):
    """Runs cases [(name, function)] and what names holds as case_*; answers the exit status."""
    for sign in (signal.SIGINT, signal.SIGHUP):  # where who runs the tests ignores them, the program would, too
        signal.signal(sign, signal.SIG_DFL)
    cases = cases + [(n[5:].replace("_", " "), f) for n, f in sorted(names.items()) if n.startswith("case_")]
    print("1..%d" % len(cases))
    failed = 0
    for n, (name, case) in enumerate(cases, 1):
        where, said = tempfile.mkdtemp(prefix="dehusk-cli-"), None
        try:
            case(where)
        except Exception as error:  # whatever goes wrong in a case is that case's failure
            said = str(error) if isinstance(error, Wrong) else "%s: %s" % (type(error).__name__, error)
        finally:
            shutil.rmtree(where, ignore_errors=True)
        print("%sok %d - %s" % ("not " if said is not None else "", n, name), flush=True)
        for line in (said or "").splitlines():
            print("#   " + line)
        failed += said is not None
    return 1 if failed else 0
