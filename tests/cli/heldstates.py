#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""States that somebody holds, or held when it was killed. heldstates.py DEHUSK prints TAP.

Each case is a function named case_*, with an empty directory of its own.
"""
import fcntl
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

from madestates import rows, dehusk, clean, dump, scanned
from program import Wrong, main, read, run, start, story, tree, until, want, write


def case_a_held_state(d):
    scanned(d)
    with open(d + "/s", "r+b") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        for args in (["clean", "--state", "s", "--format", "jsonl", "s.jsonl"], ["scan", "--state", "s", "s.jsonl"],
                     ["state", "stat", "s"], ["merge", "-o", "m", "s"], ["scan", "--wait", "1", "--state", "s", "s.jsonl"]):
            want(run(args, where=d), 75, b"", "another run holds the state 's'")
        p = start(["scan", "--wait", "60", "--state", "s", "s.jsonl"], d)
        time.sleep(0.3)
        if p.poll() is not None:
            raise Wrong("it did not wait")
        fcntl.flock(f, fcntl.LOCK_UN)
        p.communicate(timeout=60)
        if p.returncode:
            raise Wrong("exit %d after waiting" % p.returncode)
        fcntl.flock(f, fcntl.LOCK_SH)
        dehusk(d, "state", "stat", "s")
        want(run(["scan", "--state", "s", "s.jsonl"], where=d), 75, b"", "another run")


def case_a_file_system_without_locks(d):
    """That is no other run, which would be gone by the next time."""
    scanned(d)
    write(d + "/none.c", "#include <errno.h>\nint flock(int fd, int how);\nint flock(int fd, int how)\n"
                         "{ (void)fd, (void)how; errno = ENOLCK; return -1; }\n")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", "none.so", "none.c"], cwd=d, check=True)
    env = {**os.environ, "LD_PRELOAD": d + "/none.so", "ASAN_OPTIONS": "verify_asan_link_order=0"}
    got = run(["scan", "--wait", "60", "--state", "s", "s.jsonl"], where=d, env=env)
    want(got, 74, b"", "cannot lock the state 's': No locks available")


def case_a_signal_ends_the_wait(d):
    """F22: who waits for a state that another run holds is not to be killed."""
    scanned(d)
    write(d + "/c.conf", "[sources]\njsonl = s.jsonl\n[output]\ntexts = out\n[state]\nfile = s\n")
    with open(d + "/s", "r+b") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        for args in (["clean", "--state", "s", "--format", "jsonl", "s.jsonl"], ["scan", "--state", "s", "s.jsonl"],
                     ["fetch", "--contact", "a@h.example", "--list", "--state", "s", "http://127.0.0.1:1/"], ["run", "c.conf"]):
            p = start([args[0], "--wait", "600", *args[1:]], d)
            time.sleep(0.5)
            p.send_signal(signal.SIGTERM)
            said = p.communicate(timeout=60)[1]
            if p.returncode not in (128 + signal.SIGTERM, -signal.SIGTERM):  # or before it listened
                raise Wrong("%s: exit %d, %r" % (args, p.returncode, said))


def case_merge_takes_the_place_of_a_state_alone(d):
    scanned(d)
    for old in ("no state\n", ""):
        write(d + "/m", old)
        want(run(["merge", "-o", "m", "s"], where=d), 65, b"", "the state 'm' is empty|'m' is no state")
        if read(d + "/m").decode() != old:
            raise Wrong("written over")
    os.remove(d + "/m")
    dehusk(d, "merge", "-o", "m", "s")
    before = read(d + "/m")
    with open(d + "/m", "r+b") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        want(run(["merge", "-o", "m", "s", "m"], where=d), 75, b"", "another run holds the state 'm'")
    if read(d + "/m") != before or tree(d) != ["m", "s", "s.jsonl"]:
        raise Wrong(str(tree(d)))


def has_begun(merge, output):
    """Whether the merge has its file open, which has no name any more."""
    folder = "/proc/%d/fd" % merge.pid
    files = [os.path.realpath(os.path.join(folder, fd)) for fd in os.listdir(folder)]
    return any(f.startswith(output + ".dehusk-") and f.endswith(" (deleted)") for f in files)


def case_merge_replaces_no_state_made_meanwhile(d):
    """It was not there when the merge began, and holds what another run learned."""
    scanned(d)
    scanned(d, "t", range(60, 80))
    with open(d + "/s", "r+b") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        merge = start(["merge", "--wait", "60", "-o", "m", "s"], where=d)
        until(lambda: has_begun(merge, d + "/m"))
        dehusk(d, "scan", "--state", "m", "t.jsonl")
    out, err = merge.communicate(timeout=100)
    if merge.returncode != 73 or b"'m' was made by another run meanwhile" not in err:
        raise Wrong("exit %d, %s%s" % (merge.returncode, out, err))
    if dump(d, "m") != dump(d, "t") or tree(d) != ["m", "s", "s.jsonl", "t", "t.jsonl"]:
        raise Wrong(str(tree(d)))


def case_a_killed_merge(d):
    """Nothing of it stays, and what is called as if it did is somebody's."""
    scanned(d)
    dehusk(d, "merge", "-o", "m", "s")
    write(d + "/m.merge", "mine")
    before = {name: read(d + "/" + name) for name in tree(d)}
    for sig in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        for output in ("m", "new"):
            with open(d + "/s", "r+b") as f:
                fcntl.flock(f, fcntl.LOCK_EX)
                merge = start(["merge", "--wait", "60", "-o", output, "s"], where=d)
                until(lambda at=d + "/" + output: has_begun(merge, at))
                merge.send_signal(sig)
                merge.communicate(timeout=60)
            if merge.returncode != -sig or {name: read(d + "/" + name) for name in tree(d)} != before:
                raise Wrong("exit %d, %s" % (merge.returncode, tree(d)))
    db = sqlite3.connect(d + "/m")
    db.execute("PRAGMA journal_mode = WAL")  # as a run has it that was killed before it wrote
    db.close()
    dehusk(d, "merge", "-o", "m", "m", "s")
    if {name: read(d + "/" + name) for name in tree(d)} != before:
        raise Wrong(str(tree(d)))


def case_a_killed_run_s_state_was_moved_away(d):
    """What it left beside the state would be read into the one that is made in its place."""
    scanned(d)
    shutil.copy(d + "/s", d + "/moved")
    db = sqlite3.connect(d + "/moved")
    db.executescript("PRAGMA journal_mode = WAL; CREATE TABLE x(a); DROP TABLE x")
    wal = read(d + "/moved-wal")  # which goes when the file is closed
    db.close()
    os.remove(d + "/moved")
    for command in (["scan", "--state", "new", "s.jsonl"], ["merge", "-o", "new", "s"],
                    ["clean", "--state", "new", "--format", "jsonl", "s.jsonl"]):
        with open(d + "/new-wal", "wb") as f:
            f.write(wal)
        dehusk(d, *command)
        dehusk(d, "state", "verify", "new")
        if tree(d) != ["new", "s", "s.jsonl"]:
            raise Wrong(str(tree(d)))
        known = dump(d, "new")
        for again in (["state", "verify", "new"], ["scan", "--state", "new", "s.jsonl"]):
            with open(d + "/new-wal", "wb") as f:  # as one leaves it who was killed when the new one had its name
                f.write(wal)
            dehusk(d, *again)
            dehusk(d, "state", "verify", "new")
            if tree(d) != ["new", "s", "s.jsonl"] or dump(d, "new") != known:
                raise Wrong("%s: %s" % (again, tree(d)))
        os.remove(d + "/new")


def case_a_killed_run_holds_no_lock(d):
    scanned(d)
    p = start(["clean", "--type", "jsonl", "--wait", "10", "--state", "s", "--format", "jsonl", "-"], d)
    p.stdin.write(rows(range(3)).encode())
    p.stdin.flush()
    until(lambda: run(["state", "stat", "s"], where=d).code == 75)
    p.send_signal(signal.SIGKILL)
    p.communicate(timeout=60)
    dehusk(d, "scan", "--wait", "10", "--state", "s", "s.jsonl")


def case_a_reader_undoes_what_a_killed_run_began(d):
    """The file and its journal as they stand in the middle of a transaction."""
    scanned(d, "real")
    known = dump(d, "real")
    with sqlite3.connect(d + "/real", isolation_level=None) as base:
        base.execute("PRAGMA cache_size = 1")
        base.execute("BEGIN")
        base.execute("UPDATE story SET name = zeroblob(3000)")
        write(d + "/s", read(d + "/real"))
        write(d + "/s-journal", read(d + "/real-journal"))
        base.execute("ROLLBACK")
    base.close()
    if read(d + "/s") == read(d + "/real"):
        raise Wrong("nothing to undo")
    dehusk(d, "state", "verify", "s")
    if dump(d, "s") != known:
        raise Wrong("not undone")


def case_runs_at_once(d):
    write(d + "/rows.jsonl", rows(range(48)))
    running = []
    for i in range(6):
        write("%s/%d.jsonl" % (d, i), rows(range(8 * i, 8 * i + 8)))
        running.append(start(["scan", "--wait", "100", "--state", "s", "%d.jsonl" % i], d))
    for p in running:
        _, err = p.communicate(timeout=120)
        if p.returncode:
            raise Wrong("exit %d: %r" % (p.returncode, err))
    dehusk(d, "scan", "--state", "one", "rows.jsonl")
    if dump(d, "s") != dump(d, "one"):
        raise Wrong("six runs at once know something else than one")


if __name__ == "__main__":
    sys.exit(main([], globals()))
