#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs test programs that speak TAP and counts their cases.

    tests/tap.py [-j N] [-v] COMMAND...

Each COMMAND is one argument, split as a shell would. It prints "ok N - name", "not ok N - name", lines
starting with "#" about the case before them, and a plan "1..N" first or last. "# SKIP why" marks a case
that was left out, "# TODO why" a known gap: it is reported apart, and fails when it unexpectedly passes.
A program that dies, hangs or leaves cases out of its plan counts as one more failed case.
The last line is "N passed, N failed"; the exit status is 1 when a case failed.
"""
import argparse
import concurrent.futures
import os
import re
import shlex
import subprocess
import sys

HANG = 1500  # seconds after which a program is taken for hung
CASE = re.compile(r"^(not )?ok\b *\d* *-? *(.*?) *(?:# *(SKIP|TODO)\b *(.*))?$")
PLAN = re.compile(r"^1\.\.(\d+)")


class Suite:
    """What one test program said."""

    def __init__(self, command):
        self.command = command
        self.passed = self.skipped = self.planned = 0
        self.failed = []  # (name, [diagnostics])
        self.gaps = []  # (name, why)

    def seen(self):
        return self.passed + self.skipped + len(self.failed) + len(self.gaps)

    def case(self, bad, name, mark, why):
        if mark == "SKIP":
            self.skipped += 1
        elif mark == "TODO" and bad:
            self.gaps.append((name, why))
        elif mark == "TODO":
            self.failed.append((name + ": a known gap passes now, remove its mark", []))
        elif bad:
            self.failed.append((name, []))
        else:
            self.passed += 1

    def read(self, output):
        last = None
        loose = []
        for line in output.splitlines():
            plan, case = PLAN.match(line), CASE.match(line)
            if plan:
                self.planned += int(plan.group(1))
            elif case:
                failures = len(self.failed)
                self.case(bool(case.group(1)), *case.group(2, 3, 4))
                last = self.failed[-1][1] if len(self.failed) > failures else None
            elif last is not None:
                last.append(line)
            else:
                loose.append(line)
        return loose

    def finish(self, status, loose):
        if status == "hung":
            self.failed.append(("hung for %d seconds" % HANG, loose[-40:]))
        elif self.seen() < self.planned or (self.planned == 0 and status != 0):
            what = "died with status %s after %d of %d cases" % (status, self.seen(), self.planned)
            self.failed.append((what, loose[-60:]))
        elif status != 0 and not self.failed:
            self.failed.append(("exit status %s though no case failed" % status, loose[-60:]))


def run(command):
    suite = Suite(command)
    env = dict(os.environ, CMOCKA_MESSAGE_OUTPUT="TAP")
    try:
        done = subprocess.run(shlex.split(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=HANG, env=env, check=False)
        status, output = done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        status, output = "hung", late.stdout or b""
    except OSError as error:
        status, output = str(error), b""
    loose = suite.read(output.decode("utf-8", "backslashreplace"))
    suite.finish(status, loose)
    return suite


def label(command):
    """The words of a command that tell it from the others: no interpreter, no options."""
    words = [w for w in shlex.split(command) if os.path.basename(w) not in ("env", "python3", "sh", "bash")]
    return " ".join(words)


def show(suite, verbose):
    head = "%5d ok" % suite.passed
    for n, word in ((len(suite.failed), "FAILED"), (len(suite.gaps), "known gaps"),
                    (suite.skipped, "left out")):
        if n:
            head += ", %d %s" % (n, word)
    print("%-40s %s" % (head, label(suite.command)))
    for name, lines in suite.failed:
        print("  FAILED %s" % name)
        for line in lines[:200]:
            print("    %s" % line)
    for name, why in suite.gaps if verbose else []:
        print("  gap %s: %s" % (name, why))
    sys.stdout.flush()


def main():
    args = argparse.ArgumentParser(description="run TAP programs and count their cases")
    args.add_argument("-j", type=int, default=2, metavar="N", help="programs at a time")
    args.add_argument("-v", action="store_true", help="list the known gaps too")
    args.add_argument("command", nargs="*")
    opts = args.parse_args()
    suites = []
    with concurrent.futures.ThreadPoolExecutor(opts.j) as pool:
        for done in concurrent.futures.as_completed([pool.submit(run, c) for c in opts.command]):
            suites.append(done.result())
            show(suites[-1], opts.v)
    gaps, skipped = sum(len(s.gaps) for s in suites), sum(s.skipped for s in suites)
    passed, failed = sum(s.passed for s in suites), sum(len(s.failed) for s in suites)
    if gaps or skipped:
        print("%d known gaps, %d left out" % (gaps, skipped))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
