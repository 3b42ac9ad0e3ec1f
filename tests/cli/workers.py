#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Workers, and whoever lets a job wait: any number of them give the same, one that is killed costs no page but a very large
one, a pipe that stays open holds nothing back. workers.py DEHUSK prints TAP. A case is a function named case_*, with an
empty directory of its own.
"""
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time

from program import PROGRAM, Result, STORY, Wrong, children, main, read, records, run, start, until, want, write


def case_a_signal_ends_the_wait_for_input(d):
    """Whoever writes may never write again."""
    for args in (["--flush", "--type", "jsonl", "--format", "jsonl"], []):
        p = subprocess.Popen([PROGRAM, "clean", *args, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=d)
        if args:
            p.stdin.write(b'{"text": "The old bridge was closed on Monday."}\n')
            p.stdin.flush()
            p.stdout.readline()
        else:
            time.sleep(.5)
        p.send_signal(signal.SIGTERM)
        try:
            code = p.wait(60)
        finally:
            p.kill()
        if code != 143 or p.stderr.read() != b"dehusk: stopped\n":
            raise Wrong("exit %d" % code)


def case_order_and_workers(d):
    for i in range(60):
        write("%s/in/%02d.txt" % (d, i), STORY + "Paragraph %d ends the story.\n" % i)
    one = want(run(["clean", "--format", "jsonl", "--jobs", "1", "in"], where=d), 0).out
    if [r["id"] for r in records(Result(0, one, b""))] != ["in/%02d.txt" % i for i in range(60)]:
        raise Wrong("order")
    for jobs in ("2", "3", "7"):
        want(run(["clean", "--format", "jsonl", "--jobs", jobs, "in"], where=d), 0, one)


def case_workers_of_the_second_pass(d):
    """More pages than memory holds between the passes: both are shared among workers, whatever is written."""
    rows = [{"id": "p%d" % i, "url": "https://bay.example/%d" % i,
             "text": "".join("%s %d of %d.\n" % (" ".join("%s%d" % (w, i * k % 89) for w in STORY.split()[:30]), k, i)
                             for k in range(16)) + "Sail with the Herald\n"} for i in range(700)]
    rows[40]["text"] = rows[41]["text"]
    write(d + "/in.jsonl", "".join(json.dumps(r) + "\n" for r in rows))
    if os.path.getsize(d + "/in.jsonl") < 2 << 20:
        raise Wrong("too few pages")
    seen = {}
    for jobs in ("1", "2", "8"):
        args = ["--jobs", jobs, "--state", jobs + ".state", "in.jsonl"]
        got = want(run(["clean", "--format", "jsonl", "--clusters", jobs + ".clusters"] + args, where=d), 0)
        want(run(["clean", "-o", jobs + "/", "--records", jobs + ".jsonl"] + args, where=d), 0, b"")
        names = sorted(os.listdir("%s/%s" % (d, jobs)))
        seen[jobs] = [got.out, names, [read("%s/%s/%s" % (d, jobs, n)) for n in names], read("%s/%s.jsonl" % (d, jobs)),
                      read("%s/%s.clusters" % (d, jobs)), run(["state", "dump", jobs + ".state"], where=d).out]
    if not seen["1"] == seen["2"] == seen["8"]:
        raise Wrong("--jobs shows")
    if b'"verdict":"duplicate"' not in seen["1"][0] or b'"kind":"site"' not in seen["1"][0]:
        raise Wrong("nothing that pages have in common")


def feed_slowly(p, first, then, text=STORY):
    """Sends the first rows, waits for the workers, calls then(workers), sends as many rows again."""
    row = lambda i: (json.dumps({"id": str(i), "text": "Row %d. " % i + text}) + "\n").encode()
    p.stdin.write(b"".join(row(i) for i in range(first)))
    p.stdin.flush()
    until(lambda: len(children(p.pid)) >= 2)
    time.sleep(0.2)
    then(children(p.pid))
    p.stdin.write(b"".join(row(i) for i in range(first, 2 * first)))
    p.stdin.close()
    out, err = p.stdout.read(), p.stderr.read()
    return Result(p.wait(60), out, err)


def kill_a_worker(d, text, n=50):
    """Kills one of two workers over rows of text, of which 2 * n come; answers what the program said and the rows that failed."""
    def kill(workers):
        for w in workers:
            os.kill(w, signal.SIGSTOP)
        threading.Timer(0.5, finish, (workers,)).start()

    def finish(workers):
        os.kill(workers[0], signal.SIGKILL)
        for w in workers[1:]:
            os.kill(w, signal.SIGCONT)
    p = start(["clean", "--type", "jsonl", "--format", "jsonl", "--jobs", "2", "-"], d)
    got = feed_slowly(p, n, kill, text)
    rows = records(got)
    if len(rows) != 2 * n or any(r["id"] != str(i) for i, r in enumerate(rows) if r["verdict"] != "failed"):
        raise Wrong("order or number of records\n%s" % got)
    return got, [r for r in rows if r["verdict"] == "failed"]


def case_a_worker_killed_over_a_page_costs_nothing(d):
    """It is too long to share a message with others, and another worker gets it."""
    got, failed = kill_a_worker(d, STORY * 100)
    if failed or got.code:
        raise Wrong("%d failed\n%s" % (len(failed), got))


def case_a_worker_killed_over_a_large_page_costs_nothing(d):
    got, failed = kill_a_worker(d, STORY * 6500, 10)  # more than a megabyte
    if failed or got.code:
        raise Wrong("%d failed\n%s" % (len(failed), got))


def case_a_worker_killed_over_a_page_too_large_to_copy_costs_it(d):
    got, failed = kill_a_worker(d, STORY * 60000, 2)  # more than eight megabytes
    if len(failed) != 1 or got.code != 1 or "worker" not in failed[0]["error"]:
        raise Wrong("%d failed\n%s" % (len(failed), got))


def case_a_worker_killed_over_short_rows_costs_nothing(d):
    """They go many to a message, and one by one again when a worker died over them."""
    got, failed = kill_a_worker(d, STORY)
    if failed or got.code:
        raise Wrong("%d failed\n%s" % (len(failed), got))


def case_a_worker_started_again_lets_go_of_the_state(d):
    """Or who comes after a run that was killed may find the state held by what is left of it."""
    def opened(pid):
        names = [os.path.realpath("/proc/%d/fd/%s" % (pid, n)) for n in os.listdir("/proc/%d/fd" % pid)]
        return names.count(os.path.realpath(d + "/s"))

    def kill(workers):
        for w in workers:
            os.kill(w, signal.SIGKILL)

    want(run(["scan", "--type", "text", "--state", "s"], where=d, stdin=STORY), 0)
    p = start(["clean", "--type", "jsonl", "--format", "jsonl", "--jobs", "2", "--state", "s", "-"], d)
    rows = b"".join(json.dumps({"id": str(i), "text": STORY}).encode() + b"\n" for i in range(300))
    p.stdin.write(rows)
    p.stdin.flush()
    until(lambda: len(children(p.pid)) == 2 and os.path.exists(d + "/s") and opened(p.pid) > 1)
    first = children(p.pid)
    kill(first)
    p.stdin.write(4 * rows)  # more than lies with workers: who is dead is noticed when nobody takes any more
    p.stdin.flush()
    until(lambda: set(children(p.pid)) - set(first))
    again = (set(children(p.pid)) - set(first)).pop()
    try:
        until(lambda: opened(again) < opened(p.pid), 5)
    finally:
        p.stdin.close()
        p.stdout.read()
        p.stderr.read()
        p.wait(60)


def case_a_signal_while_nobody_writes_into_a_pipe(d):
    """It ends the run with one line, whether the writer never came or waits."""
    def opened(pid):
        return any(os.path.realpath("/proc/%d/fd/%s" % (pid, n)) == os.path.realpath(d + "/pipe") for n in os.listdir("/proc/%d/fd" % pid))

    os.mkfifo(d + "/pipe")
    for args in (["clean"], ["clean", "--format", "jsonl"], ["clean", "-o", "out.txt"], ["scan", "--state", "s"]):
        for sign in (signal.SIGTERM, signal.SIGINT):
            p = start([*args, "pipe"], d)
            try:
                until(lambda: opened(p.pid))
            finally:
                p.send_signal(sign)
                out, err = p.communicate(timeout=60)
            if (p.returncode, out, err) != (128 + sign, b"", b"dehusk: stopped\n"):
                raise Wrong("%s: exit %d, %r, %r" % (args, p.returncode, out, err))
    if os.path.exists(d + "/out.txt"):
        raise Wrong("an output of nothing")


def case_flush_answers_each_row_at_once(d):
    """Over a pipe that stays open: the second row is written when the answer to the first is there."""
    for jobs, more in (("1", ["--type", "jsonl"]), ("2", ["--type", "jsonl"]), ("1", []), ("2", [])):
        p = start(["clean", *more, "--format", "jsonl", "--flush", "--jobs", jobs, "-"], d)
        for i in range(5):
            p.stdin.write((json.dumps({"id": str(i), "text": STORY}) + "\n").encode())
            p.stdin.flush()
            if not select.select([p.stdout], [], [], 20)[0]:
                p.kill()
                raise Wrong("--jobs %s: no answer to row %d" % (jobs, i))
            if json.loads(p.stdout.readline())["id"] != str(i):
                raise Wrong("--jobs %s: row %d" % (jobs, i))
        p.stdin.close()
        if p.stdout.read() or p.wait(60):
            raise Wrong("--jobs %s: exit %d" % (jobs, p.returncode))


def case_flush_answers_also_before_what_makes_no_row(d):
    """A blank line behind a row, and a row over the limit, which comes in many parts, hold no answer back."""
    for row, more in (('{"text":"A"}', "\n"), ('{"text":"A"}', " \n\n\n"), ('{"text":"%s"}' % ("A" * 1000000), "")):
        p = start(["clean", "--type", "jsonl", "--format", "jsonl", "--flush", "--jobs", "2", "--max-size", "99", "-"], d)
        for i in range(3):
            p.stdin.write((row + "\n" + more).encode())
            p.stdin.flush()
            if not select.select([p.stdout], [], [], 20)[0]:
                p.kill()
                raise Wrong("%.20s, %r behind it: no answer to row %d" % (row, more, i))
            p.stdout.readline()
        p.stdin.close()
        if p.stdout.read() or p.wait(60) != (1 if len(row) > 99 else 0):
            raise Wrong("%.20s: exit %d" % (row, p.returncode))


if __name__ == "__main__":
    sys.exit(main([], globals()))
