#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Where results go: files, directories, standard output; what is never written over, full disks, readers that go away.
outputs.py DEHUSK prints TAP. A case is a function named case_*, with an empty directory of its own.
"""
import concurrent.futures
import json
import os
import resource
import select
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time

from program import (CLEAN, PAGE, PAGE_TEXT, PROGRAM, Result, STORY, Wrong, as_nobody, main, read, records, run,
                     start, story, tree, want, write)


def case_two_rows_of_one_id_are_told_with_their_places(d):
    rows = [json.dumps({"id": i, "text": "%s\n\n%s" % (i, STORY)}) + "\n" for i in "xyzx"]
    write(d + "/in/a.jsonl", rows[0])
    write(d + "/in/b.jsonl", "".join(rows[1:]))
    for more in ([], ["--duplicates", "keep"], ["--jobs", "2"]):
        want(run(["clean", *more, "-o", "out/", "in"], where=d), 73, b"",
             "have the id 'x'.*--format jsonl.*--field id=KEY.*; they are in line 1 of 'in/a.jsonl' and line 3 of 'in/b.jsonl'$")
        want(run(["clean", *more, "--type", "jsonl", "-o", "out/"], "".join(rows), where=d), 73, b"",
             "have the id 'x'.*; they are in line 1 and line 4 of standard input$")
    if tree(d + "/out"):
        raise Wrong(str(tree(d + "/out")))


def case_what_else_is_written_stands_below_the_directory_of_the_texts(d):
    """Records, clusters and a state are no texts: no text takes their place, by whatever name they are called."""
    write(d + "/s.txt", STORY)
    write(d + "/in/sub/s.txt", STORY)
    os.symlink("o", d + "/other")
    for option in ("--records", "--clusters", "--state"):
        for path in ("o/s.txt.txt", "./other/s.txt.txt", d + "/o/s.txt.txt"):
            shutil.rmtree(d + "/o", ignore_errors=True)
            os.mkdir(d + "/o")
            want(run(["clean", option, path, "-o", "o/", "s.txt"], where=d), 64, b"", "s.txt.txt.*" + option)
        want(run(["clean", option, "o/s.txt", "-o", "o/", "s.txt"], where=d), 0, b"")
        if not {"s.txt", "s.txt.txt"} <= set(tree(d + "/o")):
            raise Wrong(str(tree(d + "/o")))
    shutil.rmtree(d + "/o")
    os.makedirs(d + "/o/sub")
    want(run(["clean", "--state", "o/sub/s.txt.txt", "-o", "o/", "in"], where=d), 64, b"", "sub/s.txt.txt.*--state")


def case_an_input_is_never_written_over(d):
    write(d + "/a.txt", STORY)
    os.link(d + "/a.txt", d + "/b.txt")
    os.symlink("a.txt", d + "/c.txt")
    write(d + "/s.txt", story(1))
    want(run(["scan", "--state", "s.state", "s.txt"], where=d), 0, b"")
    before = {n: read(d + "/" + n) for n in tree(d)}
    for args, words in ((["clean", "-o", "a.txt", "a.txt"], "input 'a.txt'.*--output"),
                        (["clean", "-o", "b.txt", "a.txt"], "input 'a.txt'.*--output"),
                        (["clean", "-o", "c.txt", "a.txt"], "input 'a.txt'.*--output"),
                        (["clean", "--records", "./a.txt", "a.txt"], "input 'a.txt'.*--records"),
                        (["clean", "-o", "x/", "--clusters", "a.txt", "s.txt", "a.txt"], "input 'a.txt'.*--clusters"),
                        (["clean", "--state", "s.state", "--records", "s.state", "a.txt"], "--records and --state.*s.state"),
                        (["clean", "-o", "y", "--clusters", "y", "a.txt"], "--output and --clusters.*'y'"),
                        (["scan", "--state", "a.txt", "a.txt"], "input 'a.txt'.*--state"),
                        (["restore", "-o", "a.txt", "a.txt"], "input 'a.txt'.*--output")):
        want(run(args, where=d), 64, b"", words)
    if {n: read(d + "/" + n) for n in tree(d)} != before:
        raise Wrong("files changed: %s" % tree(d))
    want(run(["clean", "-o", "/dev/null", "--clusters", "/dev/null", "a.txt"], where=d), 0, b"")


def case_an_input_that_is_a_standard_stream(d):
    """As a shell opens it with >> or <: what is read would grow by what is written, and end never with --flush."""
    row = json.dumps({"id": "a", "text": STORY}) + "\n"
    write(d + "/in/a.jsonl", row)
    here = ["clean", "--format", "jsonl", "--flush"]
    with open(d + "/in/a.jsonl", "ab") as f:
        want(run([*here, "in/a.jsonl"], where=d, stdout=f), 64, None, "input 'in/a.jsonl'.*standard output is that file")
        want(run(["restore", "in/a.jsonl"], where=d, stdout=f), 64, None, "input 'in/a.jsonl'.*standard output is that file")
        clusters = ["clean", "-o", "out/", "--clusters", "-", "in/a.jsonl"]
        want(run(clusters, where=d, stdout=f), 64, None, "input 'in/a.jsonl'.*--clusters")
    for args in (["--records", "in/a.jsonl"], ["-o", "in/a.jsonl"]):
        with open(d + "/in/a.jsonl", "rb") as f:
            done = subprocess.run([PROGRAM, "clean", *args, "-"], cwd=d, stdin=f, capture_output=True, check=False)
        want(Result(done.returncode, done.stdout, done.stderr), 64, b"", "input '-'.*is that file")
    with open(d + "/in/a.jsonl", "rb") as f:  # no input is standard input
        done = subprocess.run([PROGRAM, "restore", "-o", "in/a.jsonl"], cwd=d, stdin=f, capture_output=True, check=False)
    want(Result(done.returncode, done.stdout, done.stderr), 64, b"", "input '-'.*is that file")
    if read(d + "/in/a.jsonl").decode() != row:
        raise Wrong("the input changed")
    for args in ([], ["-o", "-"]):  # below a directory it is passed over
        write(d + "/in/out.jsonl", "")
        with open(d + "/in/out.jsonl", "ab") as f:
            want(run([*here, *args, "in"], where=d, stdout=f), 0)
        if len(read(d + "/in/out.jsonl").splitlines()) != 1:
            raise Wrong("%s: read its own output: %.300r" % (args, read(d + "/in/out.jsonl")))
    os.rename(d + "/in/out.jsonl", d + "/in/a.jsonl")
    for _ in range(2):  # and so is what an earlier run restored
        want(run(["restore", "-o", "in/again", "in"], where=d), 0)
    write(d + "/in/a.jsonl", row)
    os.remove(d + "/in/again")
    with open(d + "/in/a.jsonl", "ab") as f:  # a scan writes nothing there
        want(run(["scan", "--state", "s", "in/a.jsonl"], where=d, stdout=f), 0)


def case_an_input_below_the_output_directory_is_never_written_over(d):
    write(d + "/a", STORY)
    write(d + "/a.txt", story(1))
    before = {n: read(d + "/" + n) for n in tree(d)}
    for inputs in (["a", "a.txt"], ["a.txt", "./a"]):
        want(run(["clean", "-o", ".", *inputs], where=d), 64, b"", r"input '(\./)?a\.txt' would be written over.*'(\./)?a'")
    if {n: read(d + "/" + n) for n in tree(d)} != before:
        raise Wrong("files changed: %s" % tree(d))
    os.remove(d + "/a.txt")
    for _ in range(2):  # what an earlier run wrote is no input
        want(run(["clean", "-o", ".", "a"], where=d), 0, b"")


def case_links_lead_to_the_file_that_is_replaced(d):
    write(d + "/a.txt", STORY)
    write(d + "/sub/real.txt", "old")
    os.symlink("sub/real.txt", d + "/latest")
    os.symlink("latest", d + "/twice")
    os.symlink("sub/new.txt", d + "/later")
    for link, real in (("latest", "real.txt"), ("twice", "real.txt"), ("later", "new.txt")):
        want(run(["clean", "-o", link, "a.txt"], where=d), 0, b"")
        if not os.path.islink(d + "/" + link) or read(d + "/sub/" + real).decode() != CLEAN:
            raise Wrong("%s: %s" % (link, tree(d)))
        write(d + "/sub/real.txt", "old")
    os.symlink("loop", d + "/loop")
    want(run(["clean", "-o", "loop", "a.txt"], where=d), 73, b"", "loop")
    if tree(d + "/sub") != ["new.txt", "real.txt"]:
        raise Wrong("tree: %s" % tree(d))


def case_standard_output_by_a_name_that_leads_there(d):
    write(d + "/a.txt", STORY)
    os.symlink("/proc/self/fd/1", d + "/out")  # as /dev/stdout is one
    with open(d + "/file", "wb") as f:
        f.write(b"before\n")
        f.flush()
        want(run(["clean", "-o", "out", "a.txt"], where=d, stdout=f), 0)
    if not os.path.islink(d + "/out") or read(d + "/file").decode() != "before\n" + CLEAN:
        raise Wrong("%s %r" % (tree(d), read(d + "/file")))
    want(run(["clean", "-o", "out", "a.txt"], where=d), 0, CLEAN)


def case_a_directory_is_no_file(d):
    """Told before the work, and before other outputs are replaced."""
    write(d + "/a.txt", STORY)
    write(d + "/r.jsonl", want(run(["clean", "--format", "jsonl", "a.txt"], where=d), 0).out)
    os.mkdir(d + "/dir")
    before = tree(d)
    for args, code in ((["clean", "--format", "jsonl", "-o", "dir", "a.txt"], 64),
                       (["clean", "--format", "jsonl", "-o", "new/", "a.txt"], 64),
                       (["clean", "-o", "x.txt", "--records", "dir", "a.txt"], 73),
                       (["clean", "-o", "y/", "--records", "dir", "a.txt"], 73),
                       (["restore", "--format", "jsonl", "-o", "dir", "r.jsonl"], 64)):
        want(run(args, where=d), code, b"", "'(dir|new/)'")
    if tree(d) != before:
        raise Wrong("tree: %s" % tree(d))


def case_clusters_are_written_or_refused(d):
    write(d + "/a.txt", STORY)
    write(d + "/c", "old")
    rows = "".join(json.dumps({"id": n, "text": story(1)}) + "\n" for n in "ab")
    want(run(["clean", "--clusters", "c", "a.txt"], where=d), 0, CLEAN)
    if read(d + "/c"):
        raise Wrong("one page has no clusters: %r" % read(d + "/c"))
    for more in (["--flush", "--clusters", "c"], ["--clusters", "-"], ["-o", "x", "--records", "-", "--clusters", "-"]):
        want(run(["clean", "--format", "jsonl", *more], stdin=rows, where=d), 64, b"", "clusters")
    want(run(["clean", "--format", "jsonl", "-o", "x", "--clusters", "-"], stdin=rows, where=d), 0, '{"cluster":["a","b"]}\n')
    write(d + "/c", "old")
    want(run(["clean", "-o", "x", "--clusters", "c", "gone.txt"], where=d), 66, b"", "gone.txt")
    if read(d + "/c") != b"old":
        raise Wrong("nothing was read, so what an earlier run wrote stands")


def case_unwritable_directory(d):
    write(d + "/a.txt", STORY)
    more = as_nobody(d)
    os.mkdir(d + "/out", 0o555)
    got = run(["clean", "-o", "out/x", "a.txt"], where=d, **more)
    if got.code not in (73, 77):
        raise Wrong(str(got))
    want(got, got.code, b"", "out/x")


def case_output_below_a_file(d):
    write(d + "/a.txt", STORY)
    write(d + "/f", "old")
    want(run(["clean", "-o", "f/x", "a.txt"], where=d), 73, b"", "f/x")


def case_output_directory(d):
    write(d + "/in/a.txt", STORY)
    write(d + "/in/b/c.html", PAGE)
    want(run(["clean", "-o", "out/", "--duplicates", "keep", "in"], where=d), 0, b"")
    if tree(d + "/out") != ["a.txt.txt", "b/c.html.txt"]:
        raise Wrong("tree: %s" % tree(d + "/out"))
    if read(d + "/out/a.txt.txt").decode() != CLEAN or read(d + "/out/b/c.html.txt").decode() != PAGE_TEXT:
        raise Wrong("content")


def case_output_is_never_input(d):
    write(d + "/a.txt", STORY)
    write(d + "/out/keep.txt", STORY)
    for _ in range(2):
        want(run(["clean", "-o", "out/", "--duplicates", "keep", "."], where=d), 0, b"")
        if tree(d) != ["a.txt", "out/a.txt.txt", "out/keep.txt"]:
            raise Wrong("tree: %s" % tree(d))


def case_collisions_are_refused_before_writing(d):
    write(d + "/x/a.txt", STORY)
    write(d + "/y/a.txt", STORY)
    write(d + "/z/b.txt", STORY)
    want(run(["clean", "-o", "out/", "z", "x", "y"], where=d), 73, b"", "a.txt.*paths of their own")
    write(d + "/two.jsonl", "".join(json.dumps({"id": "one", "text": story(n)}) + "\n" for n in (1, 2)))
    want(run(["clean", "-o", "out/", "two.jsonl"], where=d), 73, b"", "the id 'one'.*--format jsonl")
    if [r["id"] for r in records(want(run(["clean", "--format", "jsonl", "two.jsonl"], where=d), 0))] != ["one"] * 2:
        raise Wrong("two rows of one id")
    if os.path.exists(d + "/out") and tree(d + "/out"):
        raise Wrong("tree: %s" % tree(d + "/out"))


def case_output_file_is_replaced_whole(d):
    write(d + "/a.txt", STORY)
    write(d + "/out.txt", "old")
    want(run(["clean", "-o", "out.txt", "a.txt"], where=d), 0, b"")
    if read(d + "/out.txt").decode() != CLEAN or tree(d) != ["a.txt", "out.txt"]:
        raise Wrong("%s %r" % (tree(d), read(d + "/out.txt")))


def small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def case_full_disk_leaves_the_old_output(d):
    paragraph = "Sentence number %d of a story that is longer than the disk has room for.\n\n"
    write(d + "/a.txt", "".join(paragraph % i for i in range(400)))
    write(d + "/out.txt", "old")
    want(run(["clean", "-o", "out.txt", "a.txt"], where=d, preexec_fn=small_files), 74, b"", "out.txt|temporary")
    if read(d + "/out.txt") != b"old" or tree(d) != ["a.txt", "out.txt"]:
        raise Wrong("%s %r" % (tree(d), read(d + "/out.txt")[:50]))


def case_full_disk_names_the_file(d):
    """By its whole path, and a temporary one by what tells where it lies."""
    paragraph = "Sentence number %d of a story that is longer than the disk has room for.\n\n"
    write(d + "/in/x/a.txt", "".join(paragraph % i for i in range(40)))
    limit = [lambda n=n: resource.setrlimit(resource.RLIMIT_FSIZE, (n, n)) for n in (2048, 0)]
    want(run(["clean", "--flush", "-o", "out", "in"], where=d, preexec_fn=limit[0]), 74, b"", "cannot write 'out/x/a.txt.txt': File too large")
    write(d + "/in/x/b.txt", "".join(paragraph % i for i in range(20000)))  # more than is kept in memory
    want(run(["clean", "-o", "out", "in"], where=d, preexec_fn=limit[1]), 74, b"", "temporary file .*--tmp says where.*: File too large")


def case_full_disk_on_standard_output(d):
    write(d + "/a.txt", STORY)
    with open("/dev/full", "wb") as full:
        want(run(["clean", "a.txt"], where=d, stdout=full), 74, None, "No space left")
        want(run(["scan", "--state", "s", "a.txt"], where=d), 0)
        for action in ("stat", "dump"):
            want(run(["state", action, "s"], where=d, stdout=full), 74, None, "standard output: No space left")


def case_a_pipe_by_the_name_of_its_descriptor(d):
    """As the shell's >(...) names one, and /dev/stderr what stands behind it."""
    write(d + "/a.txt", STORY)
    reader, writer = os.pipe()
    try:
        want(run(["clean", "-o", "/dev/fd/%d" % writer, "a.txt"], where=d, pass_fds=[writer]), 0, b"")
        if os.read(reader, 4096).decode() != CLEAN:
            raise Wrong("the pipe")
    finally:
        os.close(reader)
        os.close(writer)
    got = run(["clean", "-o", "/dev/stderr", "a.txt"], where=d)
    if got.code or got.out or got.err.decode() != CLEAN:
        raise Wrong(str(got))


def case_closed_pipe_is_silent(d):
    write(d + "/a.txt", STORY)
    for args in (["a.txt"], ["--format", "jsonl", "a.txt", "a.txt"]):
        reader, writer = os.pipe()
        os.close(reader)
        try:
            want(run(["clean", *args], where=d, stdout=writer), 74)
        finally:
            os.close(writer)


def case_head_takes_one_line(d):
    write(d + "/rows.jsonl", "".join(json.dumps({"id": str(i), "text": STORY * 20}) + "\n" for i in range(2000)))
    command = '"$0" clean --format jsonl rows.jsonl | head -n 1; echo ${PIPESTATUS[0]}'
    done = subprocess.run(["bash", "-c", command, PROGRAM], cwd=d, capture_output=True, timeout=120, check=False)
    lines = done.stdout.decode().splitlines()
    if len(lines) != 2 or json.loads(lines[0])["id"] != "0" or lines[1] != "74" or done.stderr:
        raise Wrong("%.300r %r" % (done.stdout, done.stderr))


def case_pipe_that_does_not_wait(d):
    """As who started us left it: what does not fit yet is waited for, by the program and not by its reader."""
    text = json.dumps({"id": "a", "text": STORY * 2000}) + "\n"
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    process = subprocess.Popen([PROGRAM, "clean", "--format", "jsonl", "--type", "jsonl"], cwd=d, stdin=subprocess.PIPE,
                               stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    process.stdin.write(text.encode())
    process.stdin.close()
    select.select([reader], [], [], 60)  # the pipe is full soon
    with open(reader, "rb") as f:
        got = f.read()
    if process.wait(60) or process.stderr.read() or json.loads(got)["id"] != "a" or len(got) < len(text):
        raise Wrong("exit %s, %d bytes" % (process.returncode, len(got)))


def closed(*fds):
    def close():
        for fd in fds:
            os.close(fd)
    return close


def case_duplicates(d):
    for name in ("in/a.txt", "in/b.txt"):
        write(d + "/" + name, STORY)
    write(d + "/in/c.txt", story(3))
    for choice, verdicts in ((None, "kept duplicate kept"), ("mark", "kept duplicate kept"), ("keep", "kept kept kept"),
                             ("drop", "kept kept")):
        more = ["--duplicates", choice] if choice else []
        got = records(want(run(["clean", "--format", "jsonl", *more, "in"], where=d), 0))
        if " ".join(r["verdict"] for r in got) != verdicts:
            raise Wrong("%s: %s" % (choice, [r["verdict"] for r in got]))
    got = records(run(["clean", "--format", "jsonl", "in"], where=d))[1]
    if got["duplicate_of"] != "in/a.txt":
        raise Wrong(repr(got))
    want(run(["clean", "-o", "out/", "in"], where=d), 0, b"")
    if tree(d + "/out") != ["a.txt.txt", "c.txt.txt"]:
        raise Wrong("tree: %s" % tree(d + "/out"))


def case_the_text_of_what_is_a_second_copy_now(d):
    """What an earlier run wrote of it goes, and nothing else does: not what changed, not what may be a survivor's."""
    write(d + "/in/x/b.txt", STORY)
    write(d + "/in/c.txt", story(3))
    want(run(["clean", "-o", "out/", "in"], where=d), 0, b"")
    write(d + "/in/a.txt", STORY)
    want(run(["clean", "-o", "out/", "--duplicates", "mark", "in"], where=d), 0, b"")
    if tree(d + "/out") != ["a.txt.txt", "c.txt.txt", "x/b.txt.txt"]:
        raise Wrong("marked: %s" % tree(d + "/out"))
    write(d + "/out/x/b.txt.txt", "mine")
    want(run(["clean", "-o", "out/", "in"], where=d), 0, b"")
    if read(d + "/out/x/b.txt.txt") != b"mine":
        raise Wrong("it was another text")
    write(d + "/out/x/b.txt.txt", CLEAN)
    want(run(["clean", "-o", "out/", "in"], where=d), 0, b"")
    if tree(d + "/out") != ["a.txt.txt", "c.txt.txt"] or read(d + "/out/a.txt.txt").decode() != CLEAN:
        raise Wrong("tree: %s" % tree(d + "/out"))
    # Another day's crawl: the survivor is known to the state alone, and its text stands under the copy's name.
    for day in ("1", "2"):
        write(d + "/day%s/s.txt" % day, STORY + "\n" + day * 3 + " seals came by.\n")
        got = want(run(["clean", "--state", "s", "-o", "days/", "--records", "r", "day" + day], where=d), 0, b"")
    if json.loads(read(d + "/r"))["verdict"] != "duplicate" or tree(d + "/days") != ["s.txt.txt"]:
        raise Wrong("%s %s" % (read(d + "/r"), tree(d + "/days")))


def case_closed_standard_streams(d):
    write(d + "/a.txt", STORY)
    args = [PROGRAM, "clean", "-o", "out.txt", "--records", "r.jsonl", "a.txt"]
    for fds in ((0,), (1,), (2,), (0, 1), (0, 1, 2)):
        done = subprocess.run(args, cwd=d, preexec_fn=closed(*fds), timeout=60, check=False)
        if done.returncode or read(d + "/out.txt").decode() != CLEAN:
            raise Wrong("closed %s: exit %d" % (fds, done.returncode))
        if json.loads(read(d + "/r.jsonl"))["id"] != "a.txt":
            raise Wrong("records")
    want(run(["clean"], where=d, preexec_fn=closed(0)), 1, err="^dehusk: cannot read 'standard input': Bad file descriptor")
    want(run(["restore"], where=d, preexec_fn=closed(0)), 74, b"", "cannot read 'standard input': Bad file descriptor")
    for args in (["clean", "a.txt"], ["clean", "--format", "jsonl", "a.txt"], ["--version"], ["state", "--help"]):
        want(run(args, where=d, preexec_fn=closed(1)), 74, b"", "cannot write .*standard output.*: Bad file descriptor")


def case_few_descriptors(d):
    for i in range(40):
        write("%s/in/%d.txt" % (d, i), story(i))

    def few():
        resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))
    want(run(["clean", "-o", "out/", "--jobs", "2", "in"], where=d, preexec_fn=few), 0, b"")
    if len(tree(d + "/out")) != 40:
        raise Wrong("tree: %s" % tree(d + "/out"))


def case_records_beside_text(d):
    write(d + "/a.txt", STORY)
    want(run(["clean", "--records", "r.jsonl", "a.txt"], where=d), 0, CLEAN)
    want(run(["restore", "r.jsonl"], where=d), 0, STORY)
    want(run(["restore", "-"], stdin=read(d + "/r.jsonl")), 0, STORY)


def case_restore_several(d):
    for name in ("a.txt", "b/c.txt"):
        write("%s/in/%s" % (d, name), STORY + name + "\n")
    rows = want(run(["clean", "--format", "jsonl", "in"], where=d), 0).out
    write(d + "/r.jsonl", rows)
    want(run(["restore", "r.jsonl"], where=d), 64, None, "-o|jsonl")
    got = want(run(["restore", "--format", "jsonl", "r.jsonl"], where=d), 0)
    if [r["text"] for r in records(got)] != [STORY + "a.txt\n", STORY + "b/c.txt\n"]:
        raise Wrong(str(got))
    want(run(["restore", "-o", "back/", "r.jsonl"], where=d), 0, b"")
    if sorted(read(d + "/back/" + n).decode() for n in tree(d + "/back")) != [STORY + "a.txt\n", STORY + "b/c.txt\n"]:
        raise Wrong("tree: %s" % tree(d + "/back"))


def case_restore_names_what_no_id_can_name(d):
    rows = "".join(json.dumps({"id": i, "text": story(1), "date": "2024-05-0%d" % n}) + "\n"
                   for n, i in enumerate(("a", "/", "..", "x\0y"), 1))
    write(d + "/r", want(run(["clean", "--format", "jsonl", "--type", "jsonl"], stdin=rows), 0).out)
    want(run(["restore", "-o", "out/", "r"], where=d), 0, b"")
    names = tree(d + "/out")
    if len(names) != 4 or {"a", "__"} - set(names) or any(read(d + "/out/" + n).decode() != story(1) for n in names):
        raise Wrong(repr(names))


def case_odd_names(d):
    names = [b"new\nline.txt", b"\xff\xfe.txt", b"\xff\xfd.txt", b"esc\x1b[2J.txt", " spaces .txt".encode(), "ünï.txt".encode()]
    for n in names:
        with open(d.encode() + b"/" + n, "wb") as f:
            f.write(STORY.encode())
    got = want(run(["clean", "--format", "jsonl", "."], where=d), 0)
    ids = {r["id"] for r in records(got)}
    if len(ids) != len(names) or not {"./\\xFF\\xFE.txt", "./\\xFF\\xFD.txt", "./ünï.txt"} <= ids:
        raise Wrong("%s\n%s" % (ids, got))
    alike = {b"a\xe9": "a\\xE9", b"a\\xE9": "a\\x5CxE9", b"a\\x5CxE9": "a\\x5Cx5CxE9", b"a\\\xe9": "a\\\\xE9", b"a\\x4C": "a\\x4C"}
    os.mkdir(d + "/alike")
    for n in alike:
        write(os.path.join(d.encode(), b"alike", n), STORY)
    ids = [r["id"][6:] for r in records(want(run(["clean", "--format", "jsonl", "alike"], where=d), 0))]
    if sorted(ids) != sorted(alike.values()):
        raise Wrong("names that read alike: %s" % ids)
    got = run(["clean", "gone\x1b[2J\n.txt"], where=d)
    want(got, 66, b"", r"\\x1[bB]")


def write_late(path, text, seconds):
    """Opens a FIFO at once, but has nothing to say for a while."""
    with open(path, "w", encoding="utf-8") as f:
        time.sleep(seconds)
        f.write(text)


def case_a_file_that_holds_the_same(d):
    """It is left as it is, with its time; one byte else, and it is another. A link is replaced, whatever it leads to."""
    for name in "abc":
        write(d + "/in/%s.txt" % name, STORY)
    want(run(["clean", "-o", "out", "--duplicates", "mark", "in"], where=d), 0, b"")
    before = {name: os.stat(d + "/out/%s.txt.txt" % name) for name in "abc"}
    write(d + "/out/b.txt.txt", CLEAN[:-2] + "!\n")
    os.rename(d + "/out/c.txt.txt", d + "/elsewhere")
    os.symlink(d + "/elsewhere", d + "/out/c.txt.txt")
    want(run(["clean", "-o", "out", "--duplicates", "mark", "in"], where=d), 0, b"")
    for name in "abc":
        path = d + "/out/%s.txt.txt" % name
        now = os.lstat(path)
        same = (now.st_ino, now.st_mtime_ns) == (before[name].st_ino, before[name].st_mtime_ns)
        if read(path) != CLEAN.encode() or same != (name == "a") or not stat.S_ISREG(now.st_mode):
            raise Wrong("%s: %s, was %s" % (name, now, before[name]))
    if sorted(os.listdir(d + "/out")) != ["a.txt.txt", "b.txt.txt", "c.txt.txt"]:
        raise Wrong(os.listdir(d + "/out"))


def case_no_file_where_one_must_stand(d):
    """A FIFO that nobody has open, a socket, a device: told within seconds, where a job would wait for ever.
    Who has the FIFO open, and writes after that, is read."""
    for name in ("in", "out", "rules", "config", "slow"):
        os.mkfifo(d + "/" + name)
    slow = threading.Thread(target=lambda: write_late(d + "/slow", "[ad en]\nwhole the landing\n", 6))
    slow.start()
    socket.socket(socket.AF_UNIX).bind(d + "/sock")
    write(d + "/a.txt", STORY)
    waits = ((["clean", "-o", "out", "a.txt"], 74, "cannot create 'out': a FIFO that nobody reads$"),
             (["clean", "--rules", "rules", "a.txt"], 78, "cannot open 'rules': a FIFO that nobody writes into$"),
             (["run", "config"], 78, "cannot open 'config': a FIFO that nobody writes into$"),
             (["clean", "--rules", "slow", "a.txt"], 0, None))
    with concurrent.futures.ThreadPoolExecutor(len(waits)) as pool:
        for got, (_, code, err) in zip(pool.map(lambda w: run(w[0], where=d), waits), waits):
            want(got, code, b"" if code else CLEAN, err)
    slow.join()
    for args, code, err in ((["clean", "--state", "in", "a.txt"], 73, "the state 'in' is a FIFO$"),
                            (["state", "stat", "in"], 65, "the state 'in' is a FIFO$"),
                            (["merge", "-o", "sum", "in"], 65, "the state 'in' is a FIFO$"),
                            (["clean", "--state", "/dev/null", "a.txt"], 73, "the state '/dev/null' is a device$"),
                            (["clean", "--state", "sock", "a.txt"], 73, "the state 'sock' is a socket$"),
                            (["clean", "-o", "sock", "a.txt"], 74, "cannot create 'sock': it is a socket$"),
                            (["clean", "sock"], 66, "cannot open 'sock': it is a socket$")):
        want(run(args, where=d), code, b"", err)
    reader = threading.Thread(target=lambda: read(d + "/out"))
    reader.start()
    want(run(["clean", "-o", "out", "a.txt"], where=d), 0, b"")
    reader.join()


def case_interrupt(d):
    write(d + "/out.txt", "old")
    p = start(["clean", "--type", "text", "-o", "out.txt", "-"], d)
    p.stdin.write(b"The beginning of a story")
    p.stdin.flush()
    time.sleep(0.3)
    p.send_signal(signal.SIGTERM)
    time.sleep(0.1)
    p.stdin.close()
    p.stdout.read()
    if p.wait(60) != 128 + signal.SIGTERM or read(d + "/out.txt") != b"old" or tree(d) != ["out.txt"]:
        raise Wrong("exit %d, %s" % (p.returncode, tree(d)))


def case_a_signal_that_was_ignored_stays_so(d):
    """nohup ignores SIGHUP, and a script SIGINT for what it starts with &."""
    for sign in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        p = start(["clean", "--type", "text", "-o", "out.txt", "-"], d, preexec_fn=lambda s=sign: signal.signal(s, signal.SIG_IGN))
        p.stdin.write(STORY.encode())
        p.stdin.flush()
        time.sleep(0.3)
        p.send_signal(sign)
        if p.communicate(timeout=60) != (b"", b"") or p.returncode or read(d + "/out.txt") != CLEAN.encode():
            raise Wrong("%s: exit %d" % (sign.name, p.returncode))


def case_no_temporary_files_stay(d):
    os.mkdir(d + "/tmp")
    write(d + "/a.txt", STORY)
    want(run(["clean", "--tmp", "tmp", "--format", "jsonl", "a.txt", "a.txt"], where=d), 0)
    if tree(d + "/tmp"):
        raise Wrong("tree: %s" % tree(d + "/tmp"))
    want(run(["clean", "--tmp", "gone", "--format", "jsonl", "a.txt", "a.txt"], where=d), 73, b"", "gone")


if __name__ == "__main__":
    sys.exit(main([], globals()))
