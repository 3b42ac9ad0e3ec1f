#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tests/setup.sh with a dpkg, an apt-get and a user of our own making. Prints TAP."""
import os
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))

# name, arguments, packages that dpkg misses, user id, how often apt-get install fails first;
# exit status, what apt-get is asked for, what must be said
CASES = [
    ("all is there", ["test"], "", 1000, 0, 0, "", ""),
    ("missing, no root: one line to run", ["build"], "libgumbo-dev", 1000, 0, 1, "",
     "sudo apt-get install -y libgumbo-dev"),
    ("missing, root: installed, no update", ["build"], "libgumbo-dev libpsl-dev", 0, 0, 0,
     "install libgumbo-dev libpsl-dev", "installing libgumbo-dev libpsl-dev"),
    ("package lists are old: updated once", ["build"], "libpsl-dev", 0, 1, 0,
     "install libpsl-dev;update;install libpsl-dev", ""),
    ("what only tests need is not asked for by a build", ["build"], "cppcheck", 1000, 0, 0, "", ""),
    ("but by the tests", ["test"], "cppcheck", 1000, 0, 1, "", "apt-get install -y cppcheck"),
    ("cannot be installed", ["build"], "libpsl-dev", 0, 9, 1, "install libpsl-dev;update;install libpsl-dev", ""),
    ("unknown word", ["everything"], "", 0, 0, 64, "", "usage"),
]

TOOLS = {
    "dpkg-query": 'for p in $MISSING; do [ "$p" = "$4" ] && exit 1; done\nprintf installed\n',
    "id": "echo $FAKE_ID\n",
    "apt-get": 'case $1 in\nupdate) echo update >>"$LOG" ;;\n'
               'install) shift; while [ "${1#-}" != "$1" ]; do shift; done; echo "install $*" >>"$LOG"\n'
               '    n=$(cat "$LOG.n" 2>/dev/null || echo 0); echo $((n + 1)) >"$LOG.n"; [ "$n" -ge "$FAILS" ] ;;\nesac\n',
}


def run(args, missing, user, fails):
    with tempfile.TemporaryDirectory(prefix="dehusk-setup-") as where:
        for name, text in TOOLS.items():
            with open(os.path.join(where, name), "w", encoding="ascii") as f:
                f.write("#!/bin/sh\n" + text)
            os.chmod(os.path.join(where, name), 0o755)
        env = dict(os.environ, PATH=where + ":" + os.environ["PATH"], MISSING=missing, FAKE_ID=str(user),
                   FAILS=str(fails), LOG=os.path.join(where, "log"))
        done = subprocess.run(["sh", ROOT + "/tests/setup.sh", *args], env=env, check=False, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        asked = ""
        if os.path.exists(env["LOG"]):
            with open(env["LOG"], encoding="utf-8") as f:
                asked = ";".join(f.read().splitlines())
        return done.returncode, asked, done.stdout


def main():
    print("1..%d" % len(CASES))
    failed = 0
    for n, (name, args, missing, user, fails, code, apt, said) in enumerate(CASES, 1):
        got = run(args, missing, user, fails)
        good = (got[0] != 0) == (code != 0) and (code != 64 or got[0] == 64) and got[1] == apt and said in got[2]
        good = good and (said or code or missing or not got[2])
        print("%sok %d - %s" % ("" if good else "not ", n, name))
        if not good:
            print("#   exit %d, apt-get: %r, said: %r" % got)
            failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
