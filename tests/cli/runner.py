#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The test runner's own test: what has to fail fails. Prints TAP."""
import os
import subprocess
import sys

TAP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tap.py")

# what a test program prints, its exit status; the runner's last line and exit status
CASES = [
    ("all pass", "1..2\nok 1 - a\nok 2 - b", 0, "2 passed, 0 failed", 0),
    ("one fails", "1..2\nok 1 - a\nnot ok 2 - b\n# why", 1, "1 passed, 1 failed", 1),
    ("one fails, exit 0", "1..2\nok 1 - a\nnot ok 2 - b", 0, "1 passed, 1 failed", 1),
    ("dies half way", "1..3\nok 1 - a", 139, "1 passed, 1 failed", 1),
    ("ends half way, exit 0", "1..3\nok 1 - a", 0, "1 passed, 1 failed", 1),
    ("dies at once", "Segmentation fault", 139, "0 passed, 1 failed", 1),
    ("a sanitizer's exit after the last case", "1..1\nok 1 - a\n==1==ERROR: leaks", 23, "1 passed, 1 failed", 1),
    ("plan at the end", "ok 1 - a\nok 2 - b\n1..2", 0, "2 passed, 0 failed", 0),
    ("two groups of cmocka", "1..1\nok 1 - a\n# ok - g\n1..1\nok 1 - b\n# ok - h", 0, "2 passed, 0 failed", 0),
    ("a known gap", "1..2\nok 1 - a\nnot ok 2 - b # TODO later", 0, "1 passed, 0 failed", 0),
    ("a known gap that passes", "1..1\nok 1 - b # TODO later", 0, "0 passed, 1 failed", 1),
    ("left out", "1..2\nok 1 - a\nok 2 - b # SKIP no network", 0, "1 passed, 0 failed", 0),
    ("left out, as cmocka says it", "1..1\nnot ok 1 # SKIP b", 0, "0 passed, 0 failed", 0),
]


def main():
    print("1..%d" % (len(CASES) + 1))
    failed = 0
    for n, (name, text, status, last, code) in enumerate(CASES, 1):
        command = "sh -c 'printf \"%%s\\\\n\" \"%s\"; exit %d'" % (text, status)
        done = subprocess.run([sys.executable, TAP, command], stdout=subprocess.PIPE, check=False, encoding="utf-8")
        good = done.stdout.splitlines()[-1] == last and done.returncode == code
        print("%sok %d - %s" % ("" if good else "not ", n, name))
        for line in [] if good else ["exit %d" % done.returncode, *done.stdout.splitlines()]:
            print("#   " + line)
        failed += not good
    done = subprocess.run([sys.executable, TAP, "./no/such/program"], stdout=subprocess.PIPE, check=False)
    good = done.returncode == 1
    print("%sok %d - no such program" % ("" if good else "not ", len(CASES) + 1))
    return 1 if failed or not good else 0


if __name__ == "__main__":
    sys.exit(main())
