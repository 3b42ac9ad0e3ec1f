#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The program from outside: options, inputs, outputs, exit codes. cli.py DEHUSK prints TAP.

A case is a row of TABLE where a command and its answer say all, else a function named case_*. Every case has
an empty directory of its own. Words on standard error are held to one line that names the culprit.
"""
import concurrent.futures
import http.server
import gzip
import json
import os
import random
import re
import resource
import select
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
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


# name, files, arguments, standard input, exit code, standard output, standard error
TABLE = [
    ("no command", {}, [], "", 64, "", None),
    ("unknown command", {}, ["polish"], "", 64, "", "polish"),
    ("unknown option", {}, ["clean", "--sparkle"], "", 64, "", "--sparkle"),
    ("the beginning of several options", {}, ["clean", "--f", "x"], "", 64, "", "several options begin so: '--f'"),
    ("the beginning of one option", {"a.txt": STORY}, ["clean", "--kee=ad", "a.txt"], "", 0, STORY, None),
    ("a value for an option that takes none", {}, ["clean", "--title=yes"], "", 64, "", "no value is taken.*--title=yes"),
    ("letters that no option has", {}, ["clean", "-xo", "y"], "", 64, "", "no such option '-x'"),
    ("such letters of a command without the library's options", {}, ["merge", "-zo", "y"], "", 64, "", "no such option '-z'"),
    ("one file by two names", {"a.jsonl": "{}\n"}, ["clean", "--output", "o", "--state", "./o", "a.jsonl"], "", 64, "", "are one file"),
    ("one file below a directory", {"a.jsonl": "{}\n", "d/b": ""}, ["clean", "--format", "jsonl", "--output", "d/o", "--records", "d/../d/o", "a.jsonl"], "", 64, "", "are one file"),
    ("one name below two directories", {"a.txt": STORY, "d/b": ""}, ["clean", "--output", "o", "--records", "d/o", "a.txt"], "", 0, "", None),
    ("merge: a number that does not fit", {}, ["merge", "--wait", "1h", "-o", "m", "s"], "", 64, "", "wait.*999999.*1h"),
    ("state: an unknown option", {}, ["state", "expire", "--day=x", "-x", "s"], "", 64, "", "days.*999999.*x"),
    ("option without its value", {}, ["clean", "--captions"], "", 64, "", "--captions"),
    ("a value that does not fit", {}, ["clean", "--captions", "some"], "", 64, "", "captions.*drop.first.keep"),
    ("a number that does not fit", {}, ["clean", "--jobs", "0"], "", 64, "", "jobs.*1 to 256.*'0'"),
    *((f"{value!r} is no number of {name}", {}, [*command, f"--{name}={value}", *rest], "", 64, "", f"{name}.* takes a number from")
      for command, name, rest in ((["clean"], "memory", []), (["scan"], "jobs", []), (["fetch"], "tries", []),
                                  (["merge"], "wait", ["-o", "m", "s"]), (["state", "expire"], "days", ["s"]))
      for value in ("", "-1", " 5", "1e9", "9223372036854775808", "18446744073709551617")),
    ("a letter for the number of workers", {"a.txt": STORY}, ["clean", "-j", "2", "a.txt"], "", 0, CLEAN, None),
    ("with its value", {"a.txt": STORY}, ["scan", "--state", "s", "-j1", "a.txt"], "", 0, "", None),
    ("one that does not fit", {}, ["clean", "-j", "many"], "", 64, "", "jobs.*1 to 256.*'many'"),
    ("the letter of a command without workers", {}, ["restore", "-j", "2", "x"], "", 64, "", "no such option '-j'"),
    ("an unknown kind", {}, ["clean", "--keep", "ad,fluff"], "", 64, "", "keep.*'fluff'; there are share ad .* note$"),
    ("no kind", {}, ["clean", "--drop", ""], "", 64, "", "no such kind as ''; there are share"),
    ("kinds with blanks between", {"a.txt": STORY}, ["clean", "--keep", "share, ad", "a.txt"], "", 0, STORY, None),
    ("standard input by default", {}, ["clean"], STORY, 0, CLEAN, None),
    ("standard input by name", {}, ["clean", "-"], STORY, 0, CLEAN, None),
    ("one file", {"a.txt": STORY}, ["clean", "a.txt"], "", 0, CLEAN, None),
    ("a page", {"a.html": PAGE}, ["clean", "a.html"], "", 0, PAGE_TEXT, None),
    ("bytes tell, not the name", {"a.txt": PAGE}, ["clean", "a.txt"], "", 0, PAGE_TEXT, None),
    ("a type that is told wins", {"a": "<b>bold</b> words"}, ["clean", "--type", "text", "a"], "", 0,
     "<b>bold</b> words\n", None),
    ("rows in UTF-16", {"a": '\ufeff{"text":"x"}\n'.encode("utf-16-le")}, ["clean", "a"], "", 1, "", "JSON in UTF-16"),
    ("a line that sums up", {"d/a.txt": STORY, "d/b.txt": STORY}, ["clean", "-v", "-o", "o/", "d"], "", 0, "",
     "^dehusk: 2 pages: 1 kept, 1 duplicate, 0 empty, 0 failed; 2 fragments removed, 0 .*; %d bytes read, %d written$"
     % (2 * len(STORY), len(CLEAN))),
    ("of one page", {"a.html": b"<p>" + b"A page with little to say and nothing to sell. " * 9},
     ["clean", "-v", "a.html", "-o", "x"], "", 0, "", "^dehusk: 1 page: 1 kept, .*; 0 fragments removed, 0 places repaired; "),
    ("an input that is not counted", {"a": "{}\n"}, ["scan", "--state", "s", "a"], "", 1, "",
     "^dehusk: 1 input failed and was not counted; "),
    ("inputs that are not counted", {"a": "{}\n{}\n"}, ["scan", "--state", "s", "a"], "", 1, "",
     "^dehusk: 2 inputs failed and were not counted; "),
    ("no such line", {"d/a.txt": STORY, "d/b.txt": STORY}, ["clean", "-v", "--quiet", "-o", "o/", "d"], "", 0, "", None),
    ("an option as --name=value", {"a.txt": STORY}, ["clean", "--keep=ad", "a.txt"], "", 0, STORY, None),
    ("a title that is asked for", {"a.html": PAGE}, ["clean", "--title", "a.html"], "", 0,
     "Two more sailings\n\n" + PAGE_TEXT, None),
    ("a name behind --", {"-a.txt": STORY}, ["clean", "--", "-a.txt"], "", 0, CLEAN, None),
    ("a table", {"a.csv": "id,Text\r\n1,\"%s\"\r\n2,\"x\"y\r\n" % STORY}, ["clean", "--flush", "--format", "jsonl", "a.csv"], "", 1,
     None, "^dehusk: a.csv:8: '.*' failed: the row has text behind a closing quote$"),
    ("a table with a column named", {"a": "n;body\n1;\"%s\"\n" % STORY}, ["clean", "--field", "text=body", "a"], "", 0, CLEAN, None),
    ("a table without a column of text", {"a": "n,body\n1,x\n"}, ["clean", "--type", "csv", "a"], "", 1, "",
     "'a' failed: the table has no column 'text'.*--field text=COLUMN.*'n,body'"),
    ("a file named as a table that is read as a page", {"a.csv": "n,body\n1,x\n"}, ["clean", "a.csv"], "", 1, None,
     "'a.csv' is read as one page.*no column 'text'"),
    ("a table that is said to be text", {"a.csv": "text,n\nx,1\n"}, ["clean", "--type", "text", "a.csv"], "", 0, "text,n\nx,1\n", None),
    ("a PDF, which begins as a text might", {"a": "%PDF-1.4\n1 0 obj\nendobj\nSome words.\n"}, ["clean", "a"], "", 1, "", "'a' failed: no text: a PDF file"),
    ("a PDF as a page", {"a": "%PDF-1.4\n1 0 obj\nendobj\nSome words.\n"}, ["clean", "--type", "html", "a"], "", 1, "", "'a' failed: no text: a PDF file"),
    ("an archive", {"a": "PK\3\4\0\0\0\0\0\0\0\0\0"}, ["clean", "a"], "", 1, "", "'a' failed: no text: a zip archive"),
    ("text in UTF-16 without its mark", {"a": STORY.encode("utf-16-be")}, ["clean", "a"], "", 0, CLEAN, None),
    ("that has no zeros, and is said to be it", {"a": "Мост открыт.\n".encode("utf-16-le")}, ["clean", "--charset", "utf-16le", "a"], "", 0, "Мост открыт.\n", None),
    ("and is not", {"a": "Мост открыт.\n".encode("utf-16-le")}, ["clean", "a"], "", 1, "", "binary data"),
    ("a table in UTF-16", {"a.csv": ("id,text\n1,%s\n" % STORY.split("\n")[0]).encode("utf-16")}, ["clean", "--format", "jsonl", "-o", "/dev/null", "a.csv"], "", 1, "", "'a.csv' is read as one page: its first line is not in UTF-8"),
    ("zstd with a dictionary", {"a": b"\x50\x2a\x4d\x18\x01\0\0\0x\x28\xb5\x2f\xfd\x21\x07\x05\x29\0\0hello"}, ["clean", "a"], "", 1, "", "'a': zstd data packed with a dictionary, which are to be unpacked first"),
    ("bytes of no kind", {"a": "x\0\1\2\3\4\5\6\7"}, ["clean", "a"], "", 1, "", "'a' failed: no text: binary data"),
    ("a missing input", {}, ["clean", "gone.txt"], "", 66, "", "gone.txt"),
    ("two missing inputs", {}, ["clean", "--format", "jsonl", "gone.txt"], "", 66, "", "gone.txt"),
    ("several inputs without a place", {"a": STORY, "b": STORY}, ["clean", "a", "b"], "", 64, "", "-o|jsonl"),
    ("a directory without a place", {"d/a": STORY, "d/b": STORY}, ["clean", "d"], "", 64, "", "-o|jsonl"),
    ("an empty input is no error", {"a": ""}, ["clean", "a"], "", 0, None, None),
    ("restore: a missing input", {}, ["restore", "gone.jsonl"], "", 66, "", "gone.jsonl"),
    ("restore: no JSON", {"r": "this is no record\n"}, ["restore", "r"], "", 65, "", "'r', line 1: "),
    ("restore: no record", {"r": '{"a":1}\n'}, ["restore", "r"], "", 65, "", "record"),
    ("rules file that is missing", {"a": STORY}, ["clean", "--rules", "gone.rules", "a"], "", 78, "", "gone.rules"),
    ("rules file with an error: the line and what is wrong", {"a": STORY, "r": "# mine\n[ad en]\nwhole,never advert\n"},
     ["clean", "--rules", "r", "a"], "", 78, "", "rules 'r', line 3.*never"),
    ("rules file with a bracket that is not closed", {"a": STORY, "r": "[ad en]\nwhole (advert|notice\n"},
     ["clean", "--rules", "r", "a"], "", 78, "", "line 2.*not closed"),
    ("rules file that is no UTF-8", {"a": STORY, "r": b"[ad en]\nwhole \xff\xfe\n"},
     ["clean", "--rules", "r", "a"], "", 78, "", "line 2.*UTF-8"),
    ("rules file with a zero byte", {"a": STORY, "r": b"[ad en]\nwhole advert\0here\n"},
     ["clean", "--rules", "r", "a"], "", 78, "", "line 2.*UTF-8"),
]


def case_help(_):
    for args in (["--help"], ["-h"], ["help"], ["clean", "--help"], ["restore", "--help"]):
        got = want(run(args), 0)
        if b"usage: dehusk" not in got.out:
            raise Wrong(str(got))
    want(run(["help", "merge"]), 0, want(run(["merge", "--help"]), 0).out)
    want(run(["help", "polish"]), 64, b"", "polish")
    for args in (["--version"], ["--help"], ["clean", "--help"], ["run", "--help"], ["help", "state"]):
        with open("/dev/full", "wb") as full:
            want(run(args, stdout=full), 74, err="standard output: No space")
    got = run([])
    if b"usage: dehusk" not in got.err or got.out:
        raise Wrong(str(got))


def case_libcurl_is_for_who_fetches(d):
    """A libcurl that cannot be loaded is in the way of downloads alone."""
    for name in ("libcurl.so.4", "libcurl-gnutls.so.4"):
        write(d + "/" + name, "no library")
    env = dict(os.environ, LD_LIBRARY_PATH=d)
    page = PAGE.replace("<title>", '<link rel="canonical" href="../b?c=d"><title>')
    got = want(run(["clean", "--format", "jsonl", "--url", "http://h.example/x/y", "-"], stdin=page, env=env), 0)
    if records(got)[0].get("canonical") != "http://h.example/b?c=d":
        raise Wrong(str(got))
    reason = "downloads need libcurl: .*libcurl.so.4"
    want(run(["clean", "http://h.example/"], env=env), 1, b"", reason)
    fetch = ["fetch", "--contact", "a@h.example", "-o", d + "/w/", "http://h.example/"]
    want(run(fetch, env=env), 69, b"", reason)
    calls = re.findall(r"X\((\w\w+)\)", read("core/fetch/curl.h").decode())
    for version, without, words in ((0x075400, "", "libcurl 7.85.0 or later: this is 7.84.0"),
                                    (0x080000, "multi_poll", r"with curl_multi_poll\(\)")):
        write(d + "/curl.c", "".join("void curl_%s(void) {}\n" % c for c in calls if c not in (without, "version_info")) +
              "struct { int age; const char *version; unsigned number; } info = { 0, \"7.84.0\", %d };\n" % version +
              "void *curl_version_info(int age) { return age < 0 ? 0 : &info; }\n")
        for name in ("libcurl-gnutls.so.4", "libcurl.so.4"):  # the other flavour serves where the first cannot be had
            subprocess.run(["cc", "-shared", "-fPIC", "-o", d + "/" + name, d + "/curl.c"], check=True)
            want(run(fetch, env=env), 69, b"", words)
        write(d + "/libcurl.so.4", "no library")


def case_uchardet_is_for_who_tells_no_charset(d):
    """One that cannot be loaded is in the way of such bytes alone, and they fail, with words."""
    russian = ("Паром снова ходит с понедельника, сообщил порт. " * 4).encode("koi8-r")
    told = b"<meta charset=koi8-r>"
    page = b"<title>a</title><p>" + russian
    reason = "no charset is told, and a guess needs libuchardet: .*libuchardet.so.0"
    for type_, bytes_ in (("text", russian), ("html", page)):
        got = want(run(["clean", "--type", type_, "-"], stdin=bytes_), 0)
        if "Паром".encode() not in got.out:
            raise Wrong(str(got))
    write(d + "/libuchardet.so.0", "no library")
    env = dict(os.environ, LD_LIBRARY_PATH=d)
    want(run(["clean", "--type", "html", "-"], stdin=told + page, env=env), 0)
    want(run(["clean", "--type", "text", "-"], stdin=russian.decode("koi8-r").encode(), env=env), 0)
    for type_, bytes_ in (("text", russian), ("html", page)):
        want(run(["clean", "--type", type_, "-"], stdin=bytes_, env=env), 1, b"", reason)
    write(d + "/other.c", "void uchardet_new(void) {}\n")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", d + "/libuchardet.so.0", d + "/other.c"], check=True)
    want(run(["clean", "--type", "html", "-"], stdin=page, env=env), 1, b"", "a guess needs a libuchardet with uchardet_delete")


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


def case_flush_refuses_what_it_cannot_do(d):
    for more in (["--duplicates", "drop"], ["--duplicates", "mark"], ["--clusters", "c"]):
        want(run(["clean", "--flush", *more], stdin=STORY, where=d), 64, b"", "--flush.*" + " ".join(more[:1]))
    want(run(["clean", "--flush", "--duplicates", "keep"], stdin=STORY, where=d), 0, CLEAN)
    if tree(d):
        raise Wrong("tree: %s" % tree(d))


def case_rows_that_fail_need_no_names(d):
    rows = "{}\n{}\n" + '{"id":"long","text":"%s"}\n' % ("word " * 100) * 2 + json.dumps({"id": "a", "text": "One story."}) + "\n"
    write(d + "/a.jsonl", rows)
    got = run(["clean", "--max-size", "99", "-o", "out/", "--records", "r", "a.jsonl"], where=d)
    if got.code != 1 or len(tree(d + "/out")) != 1 or len(got.err.splitlines()) != 4:
        raise Wrong(str(got))
    if b"jsonl" in read(d + "/r") or read(d + "/r").count(b"larger than the limit of 99 bytes") != 2:
        raise Wrong("a record tells its place: %r" % read(d + "/r"))


def case_failed_rows_are_found(d):
    """The message names file and line, of several files and of standard input; a record never does."""
    good = json.dumps({"id": "g", "text": STORY})
    write(d + "/x/a.jsonl", good + "\n\n{broken\n")
    write(d + "/x/b.jsonl", good + "\n" + good + "\n{}\n")
    for more in ([], ["--jobs", "1"], ["--flush"]):
        got = run(["clean", "--format", "jsonl", *more, "x", "-"], stdin="\n" + good + "\n[1]\n", where=d)
        said = [line.split(": '")[0] for line in got.err.decode().splitlines()]
        if got.code != 1 or said != ["dehusk: x/a.jsonl:3", "dehusk: x/b.jsonl:3", "dehusk: standard input:3"] or b"jsonl" in got.out:
            raise Wrong(str(got))
    want(run(["clean"], stdin=BINARY), 1, b"", "standard input failed: no text")
    write(d + "/y/a.txt", STORY)
    os.symlink("nowhere", d + "/y/b.txt")
    want(run(["clean", "-o", "out/", "y"], where=d), 1, b"", "^dehusk: cannot open 'y/b.txt': No such file or directory$")


def case_of_many_failed_rows_ten_a_file_are_told(d):
    write(d + "/a", '{"body":"x"}\n' * 25)
    write(d + "/b", "{}\n" * 12)
    write(d + "/c", "{}\n")
    args = ["clean", "--format", "jsonl"]
    lines = want_lines(run([*args, "a", "b", "c"], where=d), 1, 10 + 1 + 10 + 1 + 1)
    for line, words in ((9, r"^dehusk: a:10: '.*' failed: .*under 'text' or 'html' \(--field text=KEY\)$"),
                        (10, r"^dehusk: a: 15 more rows failed \(--verbose tells each\), the last in line 25: the row has no"),
                        (11, "^dehusk: b:1: "), (21, r"^dehusk: b: 2 more rows"), (22, "^dehusk: c:1: ")):
        if not re.search(words, lines[line]):
            raise Wrong("%d: %s" % (line, lines[line]))
    write(d + "/e", "{}\n" * 11)
    if not want_lines(run([*args, "e"], where=d), 1, 11)[10].startswith("dehusk: e: 1 more row failed ("):
        raise Wrong("one more")
    want_lines(run([*args, "--verbose", "a"], where=d), 1, 26)
    want_lines(run([*args, "--quiet", "a"], where=d), 1, 0)
    if not want_lines(run([*args, "-"], stdin="{}\n" * 12), 1, 11)[10].startswith("dehusk: standard input: 2 more rows"):
        raise Wrong("standard input")


def case_a_failed_row_of_very_many_files_is_not_said_to_be_of_another(d):
    names = ["%05d.jsonl" % i for i in range(10002)]
    for name in names:
        write(d + "/" + name, '{"id":"a","text":"One."}\n')
    write(d + "/" + names[3], '{"id":"a","text":"One."}\n{broken\n')
    write(d + "/" + names[-1], '{"id":"a","text":"One."}\n{broken\n')
    got = run(["clean", "--format", "jsonl", *names], where=d)
    lines = got.err.decode().splitlines()
    if got.code != 1 or len(lines) != 2 or not lines[0].startswith("dehusk: 00003.jsonl:2: '") or ".jsonl" in lines[1]:
        raise Wrong(got.err.decode())


def case_one_of_two_is_missing(d):
    write(d + "/a.txt", STORY)
    got = want(run(["clean", "--format", "jsonl", "gone.txt", "a.txt"], where=d), 1, err="gone.txt")
    if [r["id"] for r in records(got)] != ["a.txt"]:
        raise Wrong(str(got))


def as_nobody(d):
    """Arguments for run() under which permissions count, also when root tests."""
    os.chmod(d, 0o777)
    return {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}


def case_unreadable_input(d):
    write(d + "/a.txt", STORY)
    os.chmod(d + "/a.txt", 0)
    want(run(["clean", "a.txt"], where=d, **as_nobody(d)), 66, b"", "a.txt")


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
    want(run(["clean", "-o", "out", "in"], where=d, preexec_fn=limit[1]), 74, b"", "temporary file .*--tmp says where.*: File too large")


def case_full_disk_on_standard_output(d):
    write(d + "/a.txt", STORY)
    with open("/dev/full", "wb") as full:
        want(run(["clean", "a.txt"], where=d, stdout=full), 74, None, "No space left")


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
    want(run(["clean"], where=d, preexec_fn=closed(0)), 1, err="cannot read 'standard input': Bad file descriptor")
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


def case_bad_page_is_a_failed_record(d):
    write(d + "/a.txt", STORY)
    write(d + "/b.bin", BINARY)
    write(d + "/c.txt", story(1))
    got = want(run(["clean", "--format", "jsonl", "a.txt", "b.bin", "c.txt"], where=d), 1, err="b.bin")
    if [(r["id"], r["verdict"]) for r in records(got)] != [("a.txt", "kept"), ("b.bin", "failed"), ("c.txt", "kept")]:
        raise Wrong(str(got))
    if not records(got)[1]["error"] or records(got)[1]["text"]:
        raise Wrong("no reason is told")


def case_strict(d):
    write(d + "/b.bin", BINARY)
    want(run(["clean", "--format", "jsonl", "--strict", "b.bin"], where=d), 65, err="b.bin")


def case_too_large(d):
    write(d + "/a.txt", STORY)
    write(d + "/b.txt", STORY * 10)
    got = want(run(["clean", "--format", "jsonl", "--max-size", "1K", "a.txt", "b.txt"], where=d), 1, err="b.txt")
    if [r["verdict"] for r in records(got)] != ["kept", "failed"]:
        raise Wrong(str(got))


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


def case_rows(d):
    rows = [{"id": "1", "text": STORY, "extra": [1, {"a": None}]}, {"url": "https://gazette.example/2", "html": PAGE},
            {"text": STORY}]
    write(d + "/r.jsonl", "".join(json.dumps(r) + "\n" for r in rows))
    got = records(want(run(["clean", "--format", "jsonl", "r.jsonl"], where=d), 0))
    if [r["text"] for r in got] != [CLEAN, PAGE_TEXT[:-1], CLEAN] or got[0]["extra"] != rows[0]["extra"]:
        raise Wrong(repr(got))
    if got[0]["id"] != "1" or got[1]["id"] != rows[1]["url"] or not got[2]["id"] or got[1]["site"] != "gazette.example":
        raise Wrong(repr(got))


def case_a_bad_row_costs_itself(d):
    good = json.dumps({"id": "x", "text": STORY})
    other = json.dumps({"id": "y", "text": story(2)})
    bad = ['{"id":"y","text":"cut', '[' * 100000, '{"id":"z","text":7}', '{"id":"w"}', b'{"id":"v","text":"\xff"}']
    for row in bad:
        row = row if isinstance(row, bytes) else row.encode()
        write(d + "/r.jsonl", good.encode() + b"\n" + row + b"\n" + other.encode() + b"\n")
        got = want(run(["clean", "--format", "jsonl", "--type", "jsonl", "r.jsonl"], where=d), 1, err=".")
        if [r["verdict"] for r in records(got)] != ["kept", "failed", "kept"]:
            raise Wrong("%.60r\n%s" % (row, got))


def case_fields(d):
    write(d + "/r.jsonl", json.dumps({"key": "k1", "body": STORY, "when": "2024-05-06"}) + "\n")
    args = ["clean", "--format", "jsonl", "--type", "jsonl", "--field", "id=key", "--field", "text=body",
            "--field", "published=when", "r.jsonl"]
    got = records(want(run(args, where=d), 0))[0]
    if (got["id"], got["text"], got["published"]) != ("k1", CLEAN, "2024-05-06"):
        raise Wrong(repr(got))
    want(run(["clean", "--field", "colour=body", "r.jsonl"], where=d), 64, b"", "colour")


def case_dates_of_rows_are_those_of_records(d):
    """As far as they can be read, so that the copy that was published first stays."""
    dates = {"a": ("Tue, 07 May 2024 10:00:00 GMT", "2024-05-07T10:00:00Z"), "b": ("2024-05-08", "2024-05-08"),
             "c": ("2024-05-09 10:00:00", "2024-05-09 10:00:00"), "d": ("soon", "soon"), "e": ("May 10, 2024", "2024-05-10")}
    rows = "".join(json.dumps({"id": k, "text": story(1), "published": dates[k][0]}) + "\n" for k in "ebadc")
    got = records(want(run(["clean", "--format", "jsonl", "--type", "jsonl"], stdin=rows), 0))
    if {r["id"]: r["published"] for r in got} != {k: v[1] for k, v in dates.items()}:
        raise Wrong(repr(got))
    if [r["id"] for r in got if r["verdict"] == "kept"] != ["a"]:
        raise Wrong(repr(got))


def case_restore_names_what_no_id_can_name(d):
    rows = "".join(json.dumps({"id": i, "text": story(1), "date": "2024-05-0%d" % n}) + "\n"
                   for n, i in enumerate(("a", "/", "..", "x\0y"), 1))
    write(d + "/r", want(run(["clean", "--format", "jsonl", "--type", "jsonl"], stdin=rows), 0).out)
    want(run(["restore", "-o", "out/", "r"], where=d), 0, b"")
    names = tree(d + "/out")
    if len(names) != 4 or {"a", "__"} - set(names) or any(read(d + "/out/" + n).decode() != story(1) for n in names):
        raise Wrong(repr(names))


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


def case_odd_names(d):
    names = [b"new\nline.txt", b"\xff\xfe.txt", b"\xff\xfd.txt", b"esc\x1b[2J.txt", " spaces .txt".encode(), "ünï.txt".encode()]
    for n in names:
        with open(d.encode() + b"/" + n, "wb") as f:
            f.write(STORY.encode())
    got = want(run(["clean", "--format", "jsonl", "."], where=d), 0)
    ids = {r["id"] for r in records(got)}
    if len(ids) != len(names) or not {"./\\xFF\\xFE.txt", "./\\xFF\\xFD.txt", "./ünï.txt"} <= ids:
        raise Wrong("%s\n%s" % (ids, got))
    got = run(["clean", "gone\x1b[2J\n.txt"], where=d)
    want(got, 66, b"", r"\\x1[bB]")


def case_symlink_loops(d):
    write(d + "/in/a.txt", STORY)
    os.symlink("..", d + "/in/up")
    os.symlink("self", d + "/in/self")
    os.symlink("gone", d + "/in/dangling")
    got = run(["clean", "--format", "jsonl", "in"], where=d)
    if sum(r["id"].endswith("a.txt") for r in records(got)) != 1 or got.code not in (0, 1):
        raise Wrong(str(got))


def case_fifo(d):
    os.mkfifo(d + "/f")
    feeder = threading.Thread(target=lambda: write(d + "/f", STORY))
    feeder.start()
    want(run(["clean", "f"], where=d), 0, CLEAN)
    feeder.join()


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
                            (["state", "stat", "in"], 73, "the state 'in' is a FIFO$"),
                            (["merge", "-o", "sum", "in"], 73, "the state 'in' is a FIFO$"),
                            (["clean", "--state", "/dev/null", "a.txt"], 73, "the state '/dev/null' is a device$"),
                            (["clean", "--state", "sock", "a.txt"], 73, "the state 'sock' is a socket$"),
                            (["clean", "-o", "sock", "a.txt"], 74, "cannot create 'sock': it is a socket$"),
                            (["clean", "sock"], 66, "cannot open 'sock': it is a socket$")):
        want(run(args, where=d), code, b"", err)
    reader = threading.Thread(target=lambda: read(d + "/out"))
    reader.start()
    want(run(["clean", "-o", "out", "a.txt"], where=d), 0, b"")
    reader.join()


def case_bytes_behind_packed_data(d):
    """Z03 Z04: members are one text, zeros are padding; junk is told, and costs neither page nor rows before it."""
    packed = gzip.compress(STORY.encode())
    told = "^dehusk: 'a.gz' goes on behind its gzip data: what stands there was not read$"
    for data, code, out, err in ((packed + bytes(512), 0, CLEAN, None), (packed + b"junk", 1, CLEAN, told),
                                 (packed + bytes(512) + b"\x1f\x8b\x09like a member", 1, CLEAN, told)):
        write(d + "/a.gz", data)
        want(run(["clean", "a.gz"], where=d), code, out, err)
    write(d + "/two.gz", gzip.compress(b"The ferry sails again on Monday, ") + gzip.compress(b"says the harbour.\n"))
    want(run(["clean", "two.gz"], where=d), 0, "The ferry sails again on Monday, says the harbour.\n")
    row = b'{"id": "1", "text": "The ferry sails again."}\n'
    write(d + "/rows.gz", gzip.compress(row) + row)  # appended without being packed
    got = run(["clean", "--format", "jsonl", "rows.gz"], where=d)
    if [r["verdict"] for r in records(got)] != ["kept", "failed"] or b"rows.gz:2: " not in got.err or got.code != 1:
        raise Wrong(str(got))


def case_own_rows_need_no_company(d):
    """A row of one's own strikes wherever it matches, also where one of the tables would wait for more."""
    lines = STORY.replace("Advertisement\n\n", "Careers\n\nGet the Courier in your letterbox\n\n“That is the Courier.”\n\n")
    write(d + "/a.txt", lines)
    write(d + "/r", "[newsletter en]\nwhole careers\nwhole get the courier <any>\nwhole that is the courier\n")
    want(run(["clean", "--rules", "r", "a.txt"], where=d), 0, CLEAN)
    more = "The board asked for a second boat in winter. It has the money for one.\n\nThe council will vote on it in the autumn of next year.\n\nNo date was given.\n"
    write(d + "/a.txt", CLEAN + "\nGet the Courier in your letterbox\n\n" + more)
    want(run(["clean", "--rules", "r", "a.txt"], where=d), 0, CLEAN + "\n" + more)
    write(d + "/r", "[newsletter en]\nwhole,company get the courier <any>\n")
    want(run(["clean", "--rules", "r", "a.txt"], where=d), 0, read(d + "/a.txt"))


def case_explain(d):
    write(d + "/a.txt", STORY)
    got = want(run(["clean", "--explain", "a.txt"], where=d), 0, CLEAN, r"a\.txt:88: ad \[.*\] Advertisement")
    if b"\033" in got.err:
        raise Wrong("colour without a terminal")


def case_explain_tells_what_became_of_a_page(d):
    write(d + "/d/a.html", PAGE)
    write(d + "/d/b.html", PAGE.replace("</article>", "<p>Printed on paper.</p></article>"))
    write(d + "/d/c.html", "<html><body><nav><a href=/>Home</a></nav></body></html>")
    write(d + "/d/d.txt", "Advertisement\n")
    write(d + "/d/no", b"\x00\x01\x02" * 99) # its name stands in the message's words
    got = run(["clean", "--explain", "--format", "jsonl", "d"], where=d)
    for line in (r"^d/b\.html: the body is from its elements, confidence [01]\.\d\d\d$", r"^d/a\.html: duplicate of d/b\.html$",
                 r"^d/c\.html: empty: no article was found$", r"^d/d\.txt: empty: nothing is left$",
                 r"^dehusk: 'd/no' failed: no text: binary data$"):
        if not re.search(line, got.err.decode(), re.M):
            raise Wrong("%s\n%s" % (line, got))
    want(run(["clean", "no"], where=d + "/d"), 1, b"", "^dehusk: 'no' failed: no text: binary data$")


def case_explain_tells_what_lies_outside(d):
    page = PAGE.replace("<article>", "<nav><a href=/>Home</a></nav><article>").replace(
        "</body>", "<footer><p>Imprint</p><p>Privacy</p></footer></body>")
    write(d + "/a.html", page)
    for options, told, listed in (([], True, False), (["--outside"], True, True)):
        got = run(["clean", "--explain", *options, "a.html"], where=d)
        lines = got.err.decode().splitlines()
        if ("a.html: outside the body: 3 blocks, 20 bytes" in lines, "a.html: outside Imprint" in lines) != (told, listed):
            raise Wrong("%r\n%s" % (options, got))
    row = json.loads(run(["clean", "--format", "jsonl", "a.html"], where=d).out)
    if (row["outside"], row["outside_blocks"]) != (20, 3) or "outside_text" in row:
        raise Wrong("%r" % row)


def case_locale_and_time_zone(d):
    text = "İstanbul ILIK ılık\n\nREKLAM\n\nPaylaş\n\nVapur iskeleye 12 dakika geç yanaştı, yolcular bekledi.\n"
    base = want(run(["clean", "--format", "jsonl", "-"], stdin=text), 0).out
    for env in ({"LC_ALL": "C"}, {"LC_ALL": "tr_TR.UTF-8"}, {"LC_ALL": "nonsense"}, {"TZ": "Asia/Tokyo"}, {}):
        want(run(["clean", "--format", "jsonl", "-"], stdin=text, env=env), 0, base)


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.split("?")[0]
        status = {"/gone": 404, "/old": 301, "/broken": 500}.get(path, 200)
        body = PAGE.encode()
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/page")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server:
    def __enter__(self):
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return "http://127.0.0.1:%d" % self.http.server_address[1]

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()


def case_url(_):
    with Server() as at:
        want(run(["clean", "--allow-private", at + "/page"]), 0, PAGE_TEXT)
        got = records(want(run(["clean", "--allow-private", "--format", "jsonl", at + "/old?x=1"]), 0))[0]
        if got["text"] + "\n" != PAGE_TEXT or got["url"] != at + "/page":
            raise Wrong(repr(got))


def case_url_to_a_private_address(_):
    with Server() as at:
        got = run(["clean", at + "/page"])
        if got.code not in (1, 66, 69) or got.out.strip() or len(got.err.splitlines()) != 1 or at.encode() not in got.err:
            raise Wrong(str(got))


def case_url_that_fails(_):
    with Server() as at:
        for path in ("/gone", "/broken"):
            got = run(["clean", "--allow-private", "--format", "jsonl", at + path, at + "/page"])
            if got.code != 1 or [r["verdict"] for r in records(got)][-1] != "kept" or path.encode() not in got.err:
                raise Wrong(str(got))


def case_state(d):
    for i in range(8):
        write("%s/in/%d.txt" % (d, i), story(i))
    want(run(["scan", "--state", "s", "in"], where=d), 0, b"")
    want(run(["state", "verify", "s"], where=d), 0, b"")
    if len(records(want(run(["state", "stat", "s"], where=d), 0))) != 1:
        raise Wrong("stat is one line")
    before = read(d + "/s")
    want(run(["clean", "--state", "s", "--read-only", "--format", "jsonl", "in"], where=d), 0)
    if read(d + "/s") != before:
        raise Wrong("--read-only wrote")


def case_merge_is_one_scan(d):
    for i in range(8):
        write("%s/%s/%d.txt" % (d, "a" if i < 4 else "b", i), story(i))
    for name, inputs in (("a.state", ["a"]), ("b.state", ["b"]), ("all.state", ["b", "a"])):
        want(run(["scan", "--site", "gazette.example", "--state", name, *inputs], where=d), 0, b"")
    dumps = []
    for order in (["a.state", "b.state"], ["b.state", "a.state", "b.state"]):
        want(run(["merge", "-o", "m.state", *order], where=d), 0, b"")
        dumps.append(want(run(["state", "dump", "m.state"], where=d), 0).out)
    dumps.append(want(run(["state", "dump", "all.state"], where=d), 0).out)
    # The first line holds sizes of the file; the rest is what is known.
    if len({dump.partition(b"\n")[2] for dump in dumps}) != 1:
        raise Wrong("dumps differ\n%r" % [x[:300] for x in dumps])


def case_state_that_is_none(d):
    write(d + "/s", "this is no state, whatever it is")
    for args in (["state", "verify", "s"], ["clean", "--state", "s", "a.txt"], ["merge", "-o", "m", "s"]):
        write(d + "/a.txt", STORY)
        want(run(args, where=d), 65, b"", "'s'")
    want(run(["state", "stat", "gone"], where=d), 66, b"", "gone")


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


def kill_a_worker(d, text):
    """Kills one of two workers over rows of text; answers what the program said and the rows that failed."""
    def kill(workers):
        for w in workers:
            os.kill(w, signal.SIGSTOP)
        threading.Timer(0.5, finish, (workers,)).start()

    def finish(workers):
        os.kill(workers[0], signal.SIGKILL)
        for w in workers[1:]:
            os.kill(w, signal.SIGCONT)
    p = start(["clean", "--type", "jsonl", "--format", "jsonl", "--jobs", "2", "-"], d)
    got = feed_slowly(p, 50, kill, text)
    rows = records(got)
    if [r["id"] for r in rows] != [str(i) for i in range(100)]:
        raise Wrong("order or number of records\n%s" % got)
    return got, [r for r in rows if r["verdict"] == "failed"]


def case_a_killed_worker_costs_its_page(d):
    got, failed = kill_a_worker(d, STORY * 100)  # too long to share a message with others
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

    p = start(["clean", "--type", "jsonl", "--format", "jsonl", "--jobs", "2", "--state", "s", "-"], d)
    rows = b"".join(json.dumps({"id": str(i), "text": STORY}).encode() + b"\n" for i in range(300))
    p.stdin.write(rows)
    p.stdin.flush()
    until(lambda: len(children(p.pid)) == 2 and os.path.exists(d + "/s") and opened(p.pid) > 1)
    first = children(p.pid)
    kill(first)
    p.stdin.write(rows)
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


def case_without_switches_off_families(d):
    write(d + "/a.txt", "Advertisement\n\n" + STORY)
    for names in ("ad,cover", "ad.,cover.", "cover.ad,ad."):
        if b"Advertisement" not in run(["clean", "--without", names, "a.txt"], where=d).out:
            raise Wrong("--without %s" % names)
    if run(["clean", "--without", "a.", "a.txt"], where=d).code != 64:
        raise Wrong("a part of a name is taken for one")


def case_without_adds_up_and_knows_its_names(d):
    write(d + "/a.txt", "Advertisement\n\n" + STORY)
    if b"Advertisement" not in run(["clean", "--without", "ad", "--without", "cover", "a.txt"], where=d).out:
        raise Wrong("the second --without takes the place of the first")
    for name, like in (("grammar.credits", "grammar.credit."), ("ad.enn", "ad.en."), ("xyz", "xyz"), ("repeat.copy", "'repeat.copy' has no switch"), ("corpus.caption", "'corpus.caption' has no switch"),
                       ("html.share", "'html.share' has no switch.*--keep"), ("sites", "no such rule as 'sites'; --explain names")):
        got = run(["clean", "--without", "cover.ad," + name, "a.txt"], where=d)
        if got.code != 64 or not re.search(like, got.err.decode()) or got.out:
            raise Wrong("--without %s: %s" % (name, got))


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


def case_a_terminal_is_told_the_sum(d):
    """What was left out is seen by who looks, and by nobody else."""
    write(d + "/d/a", STORY)
    write(d + "/d/b", STORY)
    for args, said in ((["-o", "o/", "d"], b"dehusk: 2 pages: 1 kept, 1 duplicate"), (["d/a"], b""), (["--type", "html", "d/b"], b"")):
        ours, its = os.openpty()
        code = subprocess.run([PROGRAM, "clean", *args], cwd=d, stdout=subprocess.PIPE, stderr=its, check=False).returncode
        os.write(its, b".")
        got = os.read(ours, 4096)
        os.close(ours)
        os.close(its)
        if code or not got.startswith(said) or (not said and got != b"."):
            raise Wrong("%s: %r" % (args, got))


def case_words_and_the_progress_line(_):
    """A message takes the place of the line on a terminal, it does not go on behind it."""
    ours, its = os.openpty()
    p = subprocess.Popen([PROGRAM, "clean", "--flush", "--format", "jsonl", "-"], stdin=subprocess.PIPE,
                         stdout=subprocess.DEVNULL, stderr=its)
    for row in (b'{"text":"The ferry sails."}\n',) * 3 + (b"{}\n",):
        p.stdin.write(row)
        p.stdin.flush()
        time.sleep(.3)
    p.stdin.close()
    code = p.wait(60)
    got = os.read(ours, 4096)
    os.close(ours)
    os.close(its)
    if code != 1 or not re.search(rb"\d pages read, [^\r\n]*\r\033\[Kdehusk: standard input:4: ", got):
        raise Wrong("exit %d: %r" % (code, got))


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


def case_no_temporary_files_stay(d):
    os.mkdir(d + "/tmp")
    write(d + "/a.txt", STORY)
    want(run(["clean", "--tmp", "tmp", "--format", "jsonl", "a.txt", "a.txt"], where=d), 0)
    if tree(d + "/tmp"):
        raise Wrong("tree: %s" % tree(d + "/tmp"))
    want(run(["clean", "--tmp", "gone", "--format", "jsonl", "a.txt", "a.txt"], where=d), 73, b"", "gone")


def table_case(row):
    def case(d):
        _, files, args, stdin, code, out, err = row
        for path, data in files.items():
            write(os.path.join(d, path), data)
        got = run(args, stdin=stdin, where=d)
        if not args:
            got.err = b""  # the usage text has a case of its own
        want(got, code, out, err)
    return case


def main(cases, names):
    """Runs cases [(name, function)] and what names holds as case_*; answers the exit status."""
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


if __name__ == "__main__":
    sys.exit(main([(row[0], table_case(row)) for row in TABLE], globals()))
