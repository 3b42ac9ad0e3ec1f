#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dehusk run from outside: configurations, locks, limits, summaries, surroundings. running.py DEHUSK prints TAP.

A configuration with an error is a row of ERRORS: what it says, and what has to be said about it. Everything else is a
function named case_*, with an empty directory of its own.
"""
import fcntl
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time

from program import PROGRAM, Wrong, as_nobody, main, read, run, story, tree, write
from runhere import OK, go, only, records, row, setup, summary, texts, want


# ---- Configurations with an error: name, the file, what is made of OK (old, new), exit code, patterns of stderr

ERRORS = [
    ("an unknown key", ("[state]", "colour = red\n[state]"), 78, [r"c\.conf:6: there is no key 'colour' in \[output\].*--keys"]),
    ("a contact that is left empty", ("[state]", "[fetch]\ncontact =\n[sources]\nfeed = http://h.example/f\n[state]"), 78, [r"no contact; those"]),
    ("an unknown section", ("[state]", "[colours]\nred = 1\ngreen = 2\n[state]"), 78,
     [r"c\.conf:7: there is no section \[colours\]; there are \[sources\], .* and \[run\]$"]),
    ("a key of another section", ("[state]", "delay = 2\n[state]"), 78, [r":6: 'delay' belongs in \[fetch\], not in \[output\]"]),
    ("a key before the first section", ("[sources]", "delay = 1\n[sources]"), 78, [r":1: a key before the first"]),
    ("a line that says nothing", ("[state]", "texts\n[state]"), 78, [r":6: neither '\[section\]' nor 'key = value'"]),
    ("a section without its end", ("[state]", "[clean\n[state]"), 78, [r":6: neither"]),
    ("a key given twice", ("[state]", "texts = other\n[state]"), 78, [r":6: 'texts' stands already in line 4"]),
    ("a source given twice", ("[output]", "directory = in\n[output]"), 78, [r":3: the source 'in' stands already in line 2"]),
    ("a bad number", ("[state]", "[fetch]\nhosts = many\n[state]"), 78, [r":7: option 'hosts' takes a number from 1 to 1024, not 'many'"]),
    ("a number out of range", ("[state]", "[fetch]\nhosts = 0\n[state]"), 78, [r":7: option 'hosts' takes a number from 1 to 1024, not '0'"]),
    ("a number too large for 64 bits", ("[state]", "rotate-size = 99999999999999999999G\n[state]"), 78, [r":6: 'rotate-size' takes N .*4096 to"]),
    ("a bad time", ("[state]", "[run]\nmax-runtime = 5 minutes\n[state]"), 78, [r":7: 'max-runtime' takes TIME .30s.*0 to .* seconds., not '5 minutes'"]),
    ("a time with a fraction", ("[state]", "[run]\nmax-runtime = 1.5h\n[state]"), 78, [r":7: 'max-runtime' takes TIME"]),
    ("a time of the crawl out of range", ("[state]", "[fetch]\nrevisit = 31d\n[state]"), 78, [r":7: option 'revisit' takes a number from 0 to 2592000 \(seconds\), not '2678400'"]),
    ("a bad time of the crawl", ("[state]", "[fetch]\nrevisit = 1w\n[state]"), 78, [r":7: option 'revisit' takes a number from 0 to 2592000 \(seconds\), not '1w'"]),
    ("a bad choice", ("[state]", "changed = maybe\n[state]"), 78, [r":6: 'changed' takes replace\|keep, not 'maybe'"]),
    ("a bad flag", ("[state]", "[fetch]\nsame-site = true\n[state]"), 78, [r":7: option 'same-site' takes yes or no"]),
    ("an empty value", ("texts = out", "texts ="), 78, [r":4: 'texts' takes DIR", "no output|rec"][:1]),
    ("an option of clean with a bad value", ("[state]", "[clean]\ncaptions = some\n[state]"), 78, [r":7: option 'captions' takes drop"]),
    ("an unknown kind", ("[state]", "[clean]\nkeep = fluff\n[state]"), 78, [r":7: option 'keep': no such kind as 'fluff'; there are share"]),
    ("an option of clean that is for the command line", ("[state]", "[clean]\nflush = yes\n[state]"), 78, [r":7: there is no key 'flush'"]),
    ("a URL that is none", ("[output]", "feed = fennherald.example/rss\n[output]"), 78, [r":3: 'fennherald.example/rss' is no http"]),
    ("a feed without a contact", ("[output]", "feed = https://fennherald.example/rss\n[output]"), 78, [r":3: no contact.*\[fetch\]"]),
    ("a line that is too long", ("[output]", "feed = https://fennherald.example/%s\n[output]" % ("a" * 200)), 78,
     [r":3: a line of 234 bytes, more than 198.*'urls'"]),
    ("a NUL byte", ("[state]", "\0\n[state]"), 78, [r":6: a NUL byte"]),
    ("no source", ("directory = in\n", ""), 78, [r"c\.conf: no source"]),
    ("no output", ("texts = out\nrecords = rec/news\n", ""), 78, [r"c\.conf: no output"]),
    ("no state", ("file = state\n", ""), 78, [r"c\.conf: no state"]),
    ("a source that is a file", ("directory = in", "directory = c.conf"), 78, [r":2: 'c.conf' is no directory"]),
    ("rows that are a directory", ("directory = in", "jsonl = in"), 78, [r":2: 'in' is a directory"]),
    ("rows that are a device", ("directory = in", "jsonl = /dev/null"), 78, [r":2: '/dev/null' is no file"]),
    ("a list of URLs that is a device", ("directory = in", "urls = /dev/null\n[fetch]\ncontact = a@h.example"), 78,
     [r":2: '/dev/null' is no file"]),
    ("texts below a source", ("texts = out", "texts = in/out"), 78, [r":4: 'in/out' and the source 'in' lie in each other"]),
    ("texts that hold a source", ("texts = out", "texts = ."), 78, [r":4: '.*' and the source 'in' lie in each other"]),
    ("records below a source", ("records = rec/news", "records = in/../in/x/news"), 78, [r":5: .* lie in each other"]),
    ("metrics over a source", ("directory = in", "jsonl = rows\n[run]\nmetrics-file = ./rows"), 78, [r":4: '.*' is the source 'rows' too"]),
    ("metrics over a list of URLs", ("directory = in", "urls = c.conf\n[fetch]\ncontact = a@h.example\n[run]\nmetrics-file = c.conf"), 78,
     [r":6: '.*' is the source 'c\.conf' too"]),
    ("metrics over the configuration", ("[state]", "[run]\nmetrics-file = ./c.conf\n[state]"), 78,
     [r":7: '\./c\.conf' is there and holds no metrics: it would be written over$"]),
    ("metrics below a source", ("[state]", "[run]\nmetrics-file = in/m.prom\n[state]"), 78, [r":7: 'in/m\.prom' and the source 'in' lie in each other"]),
    ("a state below a source", ("file = state", "file = in/state"), 78, [r":7: .* lie in each other"]),
    ("a state in a missing directory", ("file = state", "file = gone/state"), 73, [r":7: cannot write the state in 'gone': No such file"]),
    ("a state that is a directory", ("file = state", "file = in/../in"), 73, [r":7: cannot write the state", "lie in each other"]),
    ("a state below a file", ("file = state", "file = c.conf/state"), 73, [r":7: cannot write the state in 'c\.conf': Not a directory"]),
    ("texts below a file", ("texts = out", "texts = c.conf/out"), 73, [r":4: cannot write texts in 'c\.conf': Not a directory|in 'c\.conf/out'"]),
    ("records below a file", ("records = rec/news", "records = c.conf/x/y"), 73, [r":5: cannot write records"]),
    ("metrics in a missing directory", ("[state]", "[run]\nmetrics-file = gone/x.prom\n[state]"), 73, [r":7: cannot write metrics in 'gone'"]),
    ("temporary files in a missing directory", ("[state]", "[clean]\ntmp = gone\n[state]"), 73, [r":7: cannot write temporary files in 'gone'"]),
    ("rules that are missing", ("[state]", "[clean]\nrules = gone.rules\n[state]"), 78, [r"c\.conf:7: .*gone\.rules"]),
    ("a rule that there is not", ("[state]", "[clean]\nwithout = ad.enn\n[state]\nfil = x"), 78,
     [r":9: there is no key 'fil'", r":7: .*no such rule as 'ad\.enn'"]),
    ("rules with an error", ("[state]", "[clean]\nrules = c.conf\n[state]"), 78, [r"c\.conf:7: rules .*c.conf., line 1"]),
]


def error_case(change, code, err):
    def case(d):
        conf = OK.replace(*change)
        if conf == OK:
            raise Wrong("the row changes nothing")
        setup(d, conf, a_txt=story(1))
        before = tree(d)
        for args in (["run", "--check", "c.conf"], ["run", "c.conf"]):
            want(run(args, where=d), code, *err)
            if tree(d) != before:
                raise Wrong("tree: %s" % tree(d))
    return case


def case_all_errors_are_told(d):
    setup(d, "[sources]\ndirectory in\nfeed = x\n[output]\ntexts = a\ntexts = b\nsize 4\n[fetch]\nhosts = -1\n[nothing]\na = 1\n")
    lines = run(["run", "--check", "c.conf"], where=d).err.decode().splitlines()
    places = sorted(int(n) for n in re.findall(r"c\.conf:(\d+):", "\n".join(lines)))
    if places != [2, 3, 6, 7, 9, 11] or len(lines) != 8:  # and no source, no state
        raise Wrong("\n".join(lines))


def case_errors_of_every_kind_are_told(d):
    """Who mends what the file says, and runs the check again, is not to learn only then what is not there."""
    setup(d, "[sources]\ndirectory = gone\nurls = list\nsize 4\n[fetch]\ncontact = a@h.example\n[output]\ntexts = c.conf/x\n"
             "[state]\nfile = lost/state\n")
    write(d + "/list", "https://h.example/\nnone\n")
    want(run(["run", "--check", "c.conf"], where=d), 78, "c.conf:4: neither", ":8: .*texts.*Not a directory", ":10: .*'lost': No such",
         ":2: cannot look into 'gone'", ":3: 'list', line 2: no http")
    write(d + "/c.conf", read(d + "/c.conf").replace(b"size 4\n", b""))
    want(run(["run", "--check", "c.conf"], where=d), 73, ":7: .*texts.*Not a directory", ":9: .*'lost': No such",
         ":2: cannot look into 'gone'", ":3: 'list', line 2: no http")


def case_usage(d):
    want(run(["run"], where=d), 64, "one configuration")
    want(run(["run", "a", "b"], where=d), 64, "one configuration")
    want(run(["run", "--sparkle", "a"], where=d), 64, "--sparkle")
    want(run(["run", "--wait"], where=d), 64, "--wait")
    want(run(["run", "gone.conf"], where=d), 78, "gone.conf.*No such file")
    setup(d)
    want(run(["run", "--wait", "soon", "c.conf"], where=d), 64, "^dehusk: option 'wait' takes TIME .*, not 'soon'$")
    want(run(["run", "--metrics-file", "", "c.conf"], where=d), 64, "^dehusk: option 'metrics-file' takes FILE, not ''$")


def case_keys_are_a_configuration(d):
    keys = run(["run", "--keys"]).out.decode()
    setup(d, keys + "\n" + OK)
    got = run(["run", "--check", "c.conf"], where=d)
    if got.code or got.err:
        raise Wrong(str(got))
    if len(re.findall(r"^#?[a-z-]+ = ", keys, re.M)) < 45:
        raise Wrong(keys)


def case_check_changes_nothing(d):
    setup(d, a_txt=story(1))
    before = tree(d)
    go(d, args=["--check"])
    if tree(d) != before or os.path.exists(d + "/out"):
        raise Wrong("tree: %s" % tree(d))


def case_check_looks_into_the_state(d):
    setup(d, OK.replace("file = state", "file = c.conf"), a_txt=story(1))
    go(d, 65, "c.conf:7: 'c.conf' is no state", args=["--check"])
    setup(d, a_txt=story(1))
    go(d)
    go(d, args=["--check"])


def case_check_reads_lists_of_urls(d):
    """A run passes over a bad line of a list; --check tells of each, and of very many how many more."""
    setup(d, OK.replace("directory = in", "urls = list\n[fetch]\ncontact = a@h.example"))
    write(d + "/list", "# ours\n\n http://h.example/a \nh.example/b\nftp://h.example/c\n")
    go(d, 78, "c.conf:2: '.*list', line 4: no http or https URL", "line 5: no http", args=["--check"])
    write(d + "/list", "x\n" * 30)
    go(d, 78, *["line %d:" % n for n in range(1, 11)], "20 more lines that are no URL", args=["--check"])
    write(d + "/list", "# ours\nhttp://h.example/a\n")
    go(d, args=["--check"])


def case_errors_of_rights(d):
    """F04: no permission is 77, and the path is named."""
    for name, change in (("state", ("file = state", "file = locked/state")), ("texts", ("texts = out", "texts = locked/out")),
                         ("records", ("rec/news", "locked/news"))):
        setup(d + "/" + name, OK.replace(*change), a_txt=story(1))
        more = as_nobody(d + "/" + name)
        os.mkdir("%s/%s/locked" % (d, name), 0o555)
        go(d + "/" + name, 77, "locked.*Permission denied", **more)
    setup(d + "/in", a_txt=story(1))
    as_nobody(d)  # a state is opened by its whole path
    more = as_nobody(d + "/in")
    os.chmod(d + "/in/in", 0)
    go(d + "/in", 77, "in: 1 failed: cannot read 'in'", "no source", **more)
    go(d + "/in", 77, "c.conf:2: cannot read 'in': Permission denied; who runs", args=["--check"], **more)


# ---- One at a time, and its end

def hold_lock(d):
    """The lock as a run that is under way holds it."""
    return subprocess.Popen(["flock", d + "/state.lock", "sh", "-c", "echo 'pid 4242' > %s/state.lock; echo; exec sleep 60" % d],
                            stdout=subprocess.PIPE)


def case_two_runs_at_once(d):
    """F14: the second ends at once with 75 and says who holds the lock; it waits when asked to."""
    setup(d, a_txt=story(1))
    holder = hold_lock(d)
    holder.stdout.readline()
    try:
        start = time.monotonic()
        go(d, 75, r"another run is under way.*state\.lock.*pid 4242")
        if time.monotonic() - start > 20:
            raise Wrong("not at once")
        go(d, 75, "another run", args=["--wait", "1"])
        if os.path.exists(d + "/out"):
            raise Wrong("something was written")
        waiting = subprocess.Popen([PROGRAM, "run", "--wait", "60", "c.conf"], cwd=d, stderr=subprocess.PIPE)
        time.sleep(0.3)
    finally:
        holder.kill()
        holder.wait()
    holder.stdout.close()
    if waiting.wait(timeout=100) != 0:
        raise Wrong("the one that waits: %s" % waiting.stderr.read())
    waiting.stderr.close()


def case_waiting_for_the_lock_is_no_time_of_the_run(d):
    """max-runtime is for the work: a run that waited longer than that does it all the same."""
    setup(d, OK + "[run]\nmax-runtime = 4\n", a_txt=story(1))
    with open(d + "/state.lock", "w", encoding="ascii") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        waiting = subprocess.Popen([PROGRAM, "run", "--wait", "60", "c.conf"], cwd=d, stderr=subprocess.PIPE)
        time.sleep(5)
    said = waiting.communicate(timeout=100)[1]
    if waiting.returncode or list(texts(d).values()) != [story(1)]:
        raise Wrong("exit %d, %s" % (waiting.returncode, said))


def case_a_stale_lock_is_no_lock(d):
    """F15: the file of a run that was killed."""
    setup(d, a_txt=story(1))
    write(d + "/state.lock", "pid 1\n")
    go(d)
    if b"pid" not in read(d + "/state.lock") or not os.path.exists(d + "/state.lock"):
        raise Wrong("the lock file stays")
    os.remove(d + "/state.lock")
    os.symlink("precious", d + "/state.lock")
    go(d, 73, "state.lock")


def case_out_of_time(d):
    setup(d, OK + "[run]\nmax-runtime = 1\n[clean]\njobs = 1\n", **{"p%d_txt" % n: story(n) for n in range(3)})
    os.mkdir(d + "/slow")
    write(d + "/c.conf", read(d + "/c.conf").decode().replace("directory = in", "directory = in\ndirectory = slow"))
    # So many files that a second does not do.
    for n in range(60):
        write(d + "/slow/%03d.txt" % n, "\n\n".join(story(n * 997 + k) for k in range(600)))
    got = run(["run", "--json", "c.conf"], where=d)
    done = json.loads(got.out)
    if got.code == 0:
        return  # a machine that is faster than that
    if got.code != 75 or not done["out_of_time"] or len(records(d)) != done["pages"] or b"max-runtime" not in got.err:
        raise Wrong(str(got))
    for _ in range(60):
        got = run(["run", "c.conf"], where=d)
        if got.code == 0:
            break
    ids = [r["id"] for r in records(d)]
    if got.code or len(ids) != 63 or len(set(ids)) != 63:
        raise Wrong("%d records of 63\n%s" % (len(ids), got))


def stopped_by(d, sig, whole_group):
    setup(d, OK + "[clean]\njobs = 2\n")
    for n in range(200):
        write(d + "/in/%03d.txt" % n, "\n\n".join(story(n * 991 + k) for k in range(120)))
    p = subprocess.Popen([PROGRAM, "run", "--json", "c.conf"], cwd=d, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         start_new_session=True)
    while p.poll() is None and not os.path.exists(d + "/rec"):
        time.sleep(0.01)
    time.sleep(0.2)
    (os.killpg if whole_group else os.kill)(p.pid, sig)
    out, err = p.communicate(timeout=100)
    if p.returncode == 0:
        return  # it was done before
    done = json.loads(out)
    if p.returncode != 128 + sig or done["failed"] or len(records(d)) != done["pages"] or b"stopped" not in err:
        raise Wrong("exit %d %r %r" % (p.returncode, out, err))
    go(d)
    ids = [r["id"] for r in records(d)]
    if len(ids) != 200 or len(set(ids)) != 200:
        raise Wrong("%d records" % len(ids))


def case_sigterm_writes_what_is_begun(d):
    """F22, also where the whole group gets the signal, as from timeout(1) or a service manager."""
    stopped_by(d + "/one", signal.SIGTERM, False)
    stopped_by(d + "/group", signal.SIGTERM, True)
    stopped_by(d + "/int", signal.SIGINT, True)


def case_splay_can_be_stopped(d):
    setup(d, a_txt=story(1))
    p = subprocess.Popen([PROGRAM, "run", "--splay", "1000", "c.conf"], cwd=d, stderr=subprocess.PIPE)
    time.sleep(0.5)
    p.send_signal(signal.SIGTERM)
    err = p.communicate(timeout=60)[1]
    if p.returncode not in (0, 143) or p.returncode == 143 and b"stopped" not in err:
        raise Wrong("exit %d %r" % (p.returncode, err))


# ---- Failures, summaries, surroundings

def case_failures_are_grouped(d):
    """O01, O02: what comes from outside is escaped, one line a group."""
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1) + "".join("{%s %d\n" % (w, n) for n, w in enumerate(("so", "don't", "x", "NaN", "a 'b'"))) + '{"id":"x","url":"http://h.example/\\n\\u001b]0;pwn"}\n' + row(2))
    got = go(d, 1, "^dehusk: rows: 5 failed: not a valid JSON row: .* byte N: \\.\\.\\.; first: line 2: not a valid JSON row",
             "^dehusk: rows: 1 failed: line 7: the row has no text[^\x1b]*$", args=["--json"])
    done = json.loads(got.out)
    if done["failures"] != 6 or sum(f["count"] for f in done["failures_by"]) != 6 or done["exit_code"] != 1:
        raise Wrong(str(done))
    go(d)  # and not again


def case_an_unreadable_file_is_tried_again(d):
    setup(d, a_txt=story(1), b_txt=story(2))
    more = as_nobody(d)
    os.chmod(d + "/in/b.txt", 0)
    got = run(["run", "--json", "c.conf"], where=d, **more)
    if got.code != 1 or b"b.txt" not in got.err:
        raise Wrong(str(got))
    os.chmod(d + "/in/b.txt", 0o644)
    if only(d, summary(d, **more)) != {"pages": 1, "kept": 1, "unchanged": 1}:
        raise Wrong("second run")


def metrics(d):
    """The file as a scraper of metrics reads it: {name{labels}: value}."""
    found = {}
    for line in read(d + "/x.prom").decode().splitlines():
        if line.startswith("#"):
            if not re.match(r"# (HELP \w+ \S.*|TYPE \w+ gauge)$", line):
                raise Wrong(line)
            continue
        m = re.match(r'([a-z_]+(?:\{(?:\w+="(?:[^"\\]|\\["\\n])*",?)+\})?) (-?[0-9.]+)$', line)
        if not m or m.group(1) in found:
            raise Wrong(line)
        found[m.group(1)] = float(m.group(2))
    return found


def case_metrics(d):
    """O05: label values with quotes, backslashes and line ends."""
    setup(d, OK.replace("directory = in", 'jsonl = a"b\\c') + "[run]\nmetrics-file = x.prom\n")
    write(d + '/a"b\\c', row(1) + '{"id":"x"}\n')
    go(d, 1, "failed")
    seen = metrics(d)
    if seen["dehusk_exit_code"] != 1 or seen['dehusk_pages{result="kept"}'] != 1 or abs(
            seen["dehusk_last_success_timestamp_seconds"] - time.time()) > 100:
        raise Wrong(str(seen))
    if not any(k.startswith('dehusk_failures_by{where="a\\"b\\\\c",') for k in seen):
        raise Wrong(str(seen))
    write(d + "/state", "this is no state, it is something else\n" * 100)
    run(["run", "c.conf"], where=d)
    again = metrics(d)
    if again["dehusk_exit_code"] != 65 or again["dehusk_last_success_timestamp_seconds"] != seen[
            "dehusk_last_success_timestamp_seconds"]:
        raise Wrong(str(again))


def case_metrics_replace_nothing_but_metrics(d):
    """Neither state, records, rules, configuration nor a source is written over, wherever the place is named."""
    conf = OK + "[clean]\nrules = my.rules\n"
    setup(d, conf, a_txt=story(1))
    write(d + "/my.rules", "[promo en]\nwhole anchors for everybody\n")
    go(d)
    before = {name: read(os.path.join(d, name)) for name in ("state", "rec/news-000001.jsonl", "my.rules", "c.conf", "in/a.txt")}
    write(d + "/in/b.txt", story(2))
    for name, was in before.items():
        want(run(["run", "--metrics-file", name, "c.conf"], where=d), 64, "^dehusk: option 'metrics-file': '%s' " % re.escape(name))
        write(d + "/m.conf", conf + "[run]\nmetrics-file = %s\n" % name)
        want(run(["run", "m.conf"], where=d), 78, "'%s' (is there and|and the source)" % re.escape(name))
        if read(os.path.join(d, name)) != was:
            raise Wrong("%s was written over" % name)
    write(d + "/m.conf", conf.replace("= state", "= new") + "[run]\nmetrics-file = new\n")  # not there before the run
    want(run(["run", "m.conf"], where=d), 0, "'new' is there and holds no metrics")
    want(run(["state", "verify", "new"], where=d), 0)
    want(run(["run", "--metrics-file", "x.prom", "c.conf"], where=d), 0)
    want(run(["run", "--metrics-file", "x.prom", "c.conf"], where=d), 0)


def case_metrics_that_cannot_be_written(d):
    """F26: a full disk for metrics alone is a warning."""
    setup(d, OK + "[run]\nmetrics-file = m/x.prom\n", a_txt=story(1))
    more = as_nobody(d)
    os.mkdir(d + "/m")
    write(d + "/m/x.prom", "")
    os.chmod(d + "/m/x.prom", 0o666)
    os.chmod(d + "/m", 0o555)
    got = run(["run", "c.conf"], where=d, **more)
    if got.code not in (0, 77) or got.code == 0 and b"x.prom" not in got.err:
        raise Wrong(str(got))


def case_a_full_disk(d):
    """F01, F02, F03: a limit on the size of files stands for it. What stood stays, and the next run does it all."""
    setup(d, OK.replace("[state]", "rotate-size = 1G\n[state]"), a_txt=story(1))
    go(d)
    before = tree(d), read(d + "/rec/news-000001.jsonl")
    for n in range(40):
        write(d + "/in/b%02d.txt" % n, "\n\n".join(story(n * 31 + k) for k in range(50)))

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000))
    got = run(["run", "c.conf"], where=d, preexec_fn=limit)
    if got.code != 74:
        raise Wrong(str(got))
    if [p for p in tree(d) if p.startswith("rec")] != ["rec/news-000001.jsonl"] or read(
            d + "/rec/news-000001.jsonl") != before[1]:
        raise Wrong("records: %s" % tree(d))
    go(d)
    if len(records(d)) != 41 or len(texts(d)) != 41:
        raise Wrong("the next run")


def case_a_state_that_cannot_be_written(d):
    """The records are there by then: the next run takes them back, and each stands once."""
    hits = 0
    for room in range(20000, 300000, 20000):
        where = "%s/%d" % (d, room)
        setup(where, OK.replace("texts = out\n", ""), **{"p%02d_txt" % n: story(n) for n in range(30)})

        def limit(n=room):
            resource.setrlimit(resource.RLIMIT_FSIZE, (n, n))
        got = run(["run", "c.conf"], where=where, preexec_fn=limit)
        hits += got.code == 74 and b"the state" in got.err and bool(tree(where + "/rec"))
        go(where)
        if len(records(where)) != 30:
            raise Wrong("%d bytes: %d records\n%s" % (room, len(records(where)), got))
    if not hits:
        raise Wrong("no room was just too small for the state")


def case_closed_streams_and_bare_surroundings(d):
    """F18, F19: no locale, no HOME, no PATH, standard streams closed."""
    for n, (env, closed) in enumerate((({}, ()), ({"LC_ALL": "C"}, (0, 1, 2)), ({"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kolkata"}, (2,)))):
        where = "%s/%d" % (d, n)
        setup(where, OK.replace("directory = in", "jsonl = rows"))
        write(where + "/rows", row(1, site="İstanbul.example", published="2026-03-29") + row(2))

        def close(fds=closed):
            for fd in fds:
                os.close(fd)
        done = subprocess.run([PROGRAM, "run", "c.conf"], cwd=where, env=env, preexec_fn=close, check=False,
                              stdin=subprocess.DEVNULL)
        if done.returncode:
            raise Wrong("%d: exit %d" % (n, done.returncode))
    if not texts(d + "/0") == texts(d + "/1") == texts(d + "/2") or len(texts(d + "/0")) != 2:
        raise Wrong("they differ")


def case_standard_output_that_nobody_reads(d):
    setup(d, a_txt=story(1))
    with open("/dev/full", "wb") as full:
        want(run(["run", "--json", "c.conf"], where=d, stdout=full), 74, "standard output")
    if len(texts(d)) != 1:
        raise Wrong("the run itself was done")


def case_the_journal_gets_priorities(d):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", "{broken\n")
    with open(d + "/journal", "wb") as f:
        st = os.fstat(f.fileno())
        env = dict(os.environ, JOURNAL_STREAM="%d:%d" % (st.st_dev, st.st_ino))
        subprocess.run([PROGRAM, "run", "-v", "c.conf"], cwd=d, env=env, stderr=f, check=False)
        subprocess.run([PROGRAM, "run", "gone.conf"], cwd=d, env=env, stderr=f, check=False)
    lines = read(d + "/journal").decode().splitlines()
    if [line[:3] for line in lines] != ["<4>", "<6>", "<3>"]:
        raise Wrong(str(lines))


def case_a_clock_that_is_set(d):
    """F17: forwards by ten years, for two days, and back: nothing is forgotten at once, no age is negative."""
    setup(d, OK.replace("file = state\n", "file = state\nexpire = 100d\n"), a_txt=story(1))
    stat = lambda: json.loads(run(["state", "stat", "state"], where=d).out)["stories"]  # noqa: E731
    for when in ("2026-11-28", "2036-11-28", "2036-11-29", "1970-01-02", "2026-11-29"):
        done = subprocess.run(["faketime", when, PROGRAM, "run", "--json", "c.conf"], cwd=d, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode or json.loads(done.stdout)["seconds"] < 0 or stat() != 1:
            raise Wrong("%s: %r %r" % (when, done, stat()))


def case_quiet_tells_what_ends_the_run_alone(d):
    setup(d, OK.replace("directory = in\n", "directory = in\ndirectory = gone\n"), a_txt=story(1))
    if not run(["run", "c.conf"], where=d).err:
        raise Wrong("a source that is not there has to be told")
    for options in (["-q"], ["--quiet", "-v"]):
        want(run(["run", *options, "c.conf"], where=d), 1)
    os.rename(d + "/in", d + "/away")
    want(run(["run", "-q", "c.conf"], where=d), 66, "no source")


if __name__ == "__main__":
    sys.exit(main([(name, error_case(*rest)) for name, *rest in ERRORS], globals()))
