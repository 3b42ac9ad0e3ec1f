#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Options and what they do, words and exit codes. cli.py DEHUSK prints TAP.

A case is a row of TABLE where a command and its answer say all, else a function named case_*. Every case has
an empty directory of its own. Words on standard error are held to one line that names the culprit.
"""
import fcntl
import http.server
import json
import os
import re
import struct
import subprocess
import sys
import termios
import threading
import time

from program import CLEAN, PAGE, PAGE_TEXT, PROGRAM, STORY, Wrong, main, read, records, run, story, want, write


# name, files, arguments, standard input, exit code, standard output, standard error
TABLE = [
    ("no command", {}, [], "", 64, "", None),
    ("unknown command", {}, ["polish"], "", 64, "", "polish"),
    ("unknown option", {}, ["clean", "--sparkle"], "", 64, "", "--sparkle"),
    ("the beginning of several options", {}, ["clean", "--f", "x"], "", 64, "", "several options begin so: '--f'"),
    ("the beginning of one option", {"a.txt": STORY}, ["clean", "--kee=ad", "a.txt"], "", 0, STORY, None),
    ("a value for an option that takes none", {}, ["clean", "--title=yes"], "", 64, "", "no value is taken.*--title=yes"),
    ("a slip in an option", {}, ["clean", "--titel"], "", 64, "", r"no such option '--titel' \(is --title meant\?\); dehusk clean"),
    ("a slip in one with a value", {}, ["clean", "--ouput=x"], "", 64, "", r"'--ouput=x' \(is --output meant\?\)"),
    ("an option like no other", {}, ["clean", "--colour"], "", 64, "", "^dehusk: no such option '--colour'; dehusk clean --help"),
    ("a slip in a command", {}, ["clena"], "", 64, "", r"no such command 'clena' \(is clean meant\?\); dehusk --help"),
    ("a file for a command", {}, ["a.html"], "", 64, "", "^dehusk: no such command 'a.html'; dehusk --help"),
    ("a slip in an option without a command", {}, ["--verison"], "", 64, "", r"no such option '--verison' \(is --version meant\?\); dehusk --help"),
    ("an option before the command", {}, ["--title", "clean", "a"], "", 64, "", "'--title' before a command: options stand behind it; dehusk --help"),
    ("a command with dashes", {}, ["--clean", "a"], "", 64, "", r"'--clean' \(is the command clean meant\?\)"),
    ("a command in capitals", {}, ["CLEAN"], "", 64, "", r"'CLEAN' \(is clean meant\?\)"),
    ("a file that is there for a command", {"a.html": PAGE}, ["a.html"], "", 64, "", r"'a.html' \(is dehusk clean a.html meant\?\); dehusk --help"),
    ("an address for a command", {}, ["https://h.example/"], "", 64, "", r"\(is dehusk clean https://h.example/ meant\?\)"),
    *((f"no path for --{name}", {"a.txt": STORY}, [*command, f"--{name}", "", "a.txt"], "", 64, "", f"option '{name}' takes [A-Z]+, not ''$")
      for command, name in ((["clean"], "output"), (["clean"], "records"), (["clean"], "state"), (["clean"], "clusters"),
                            (["clean"], "rules"), (["clean"], "tmp"), (["restore"], "output"), (["report"], "output"))),
    ("no path for a merged state", {}, ["merge", "-o", "", "s"], "", 64, "", "no file is named for the merged state"),
    ("an address that is none", {"a.txt": STORY}, ["clean", "--url", "h.example/a", "a.txt"], "", 64, "", "'url' takes an http or https URL, not 'h.example/a'"),
    ("an empty address is none", {"a.txt": STORY}, ["clean", "--url", "", "a.txt"], "", 0, CLEAN, None),
    ("the address of two pages", {"a": STORY, "b": STORY}, ["clean", "--url", "http://h.example/a", "-o", "o/", "a", "b"], "", 64, "", "--url is of one page.*--site"),
    ("and of a directory", {"d/a": STORY}, ["clean", "--url", "http://h.example/a", "-o", "o/", "d"], "", 64, "", "--url is of one page"),
    ("an address of another scheme", {}, ["clean", "ftp://h.example/a"], "", 66, "", "'ftp://h.example/a': no such file, and no address that begins with http://"),
    ("fetch: what a host is told of", {}, ["fetch", "--contact", "a@h.example", "-o", "w/", "http://127.0.0.1/"], "", 69, "",
     r"^dehusk: http://127.0.0.1: 1 failed: private address \(--allow-private lets it\)$"),
    *((f"nobody who fetches: {options}", {}, ["fetch", "-o", "w/", *options, "http://h.example/"], "", 64, "", r"^dehusk: no contact: .*\(--contact\)")
      for options in ([], ["--contact", " "], ["--user-agent", ""], ["--contact", "", "--user-agent", " "])),
    *((f"a state that is a stream: {args[0]}", {"a": STORY, "s": ""}, args, "", 64, "", "a state is a file, and no stream")
      for args in (["clean", "--state", "-", "a"], ["scan", "--state", "-", "a"], ["state", "stat", "-"], ["merge", "-o", "-", "s"])),
    ("a text that is said to be a WARC file", {"a": STORY}, ["clean", "--type", "warc", "a"], "", 1, "", "^dehusk: 'a' holds no WARC record$"),
    ("a row that ends too early", {"a": '{"text":\n'}, ["clean", "--type", "jsonl", "--format", "jsonl", "-o", "o", "a"], "", 1, "",
     r"it ends too early; a row is one line \(jq -c \. makes such\)$"),
    *(("an option of a state without one: " + args[1], {"a": STORY}, [*args, "a"], "", 64, "",
       "^dehusk: %s is of a state: --state FILE is needed$" % args[1])
      for args in (["clean", "--read-only"], ["clean", "--wait", "3"], ["fetch", "--once", "-o", "o"], ["fetch", "--wait", "3", "-o", "o"])),
    ("scan without a state", {"a": STORY}, ["scan", "a"], "", 64, "", r"scan needs a state to count into \(--state FILE\)$"),
    ("merge without a place", {}, ["merge", "s"], "", 64, "", "merge needs -o FILE for the merged state; "),
    ("merge without a state", {}, ["merge", "-o", "m"], "", 64, "", "merge needs at least one state; "),
    ("a place that is not there", {"s": ""}, ["merge", "-o", "gone/m", "s"], "", 73, "", "cannot create the state 'gone/m': No such file or directory$"),
    ("state: a slip in an action", {}, ["state", "dumb", "s"], "", 64, "", r"no such action 'dumb' \(is dump meant\?\); dehusk state --help"),
    ("state: no such action", {}, ["state", "s", "stat"], "", 64, "", "no such action 's'; dehusk state --help"),
    ("state: no file", {}, ["state", "stat"], "", 64, "", "state stat takes one state, not 0; "),
    ("state: two files", {}, ["state", "verify", "s", "t"], "", 64, "", "state verify takes one state, not 2; "),
    ("state: days that say nothing", {}, ["state", "stat", "--days", "3", "s"], "", 64, "", "state stat takes no --days: it is for expire"),
    ("state: no days", {}, ["state", "expire", "s"], "", 64, "", "state expire needs --days DAYS; "),
    ("letters that no option has", {}, ["clean", "-xo", "y"], "", 64, "", "no such option '-x'"),
    ("such letters of a command without the library's options", {}, ["merge", "-zo", "y"], "", 64, "", "no such option '-z'"),
    ("one file by two names", {"a.jsonl": "{}\n"}, ["clean", "--output", "o", "--state", "./o", "a.jsonl"], "", 64, "", "are one file"),
    ("one file below a directory", {"a.jsonl": "{}\n", "d/b": ""}, ["clean", "--format", "jsonl", "--output", "d/o", "--records", "d/../d/o", "a.jsonl"], "", 64, "", "are one file"),
    *((f"rules that would be written over: {what}", {"a.txt": STORY, "r": "[ad en]\nwhole anchors for all\n"},
       ["clean", "--rules", "./r", *args, "a.txt"], "", 64, "", f"the input './r' would be written over: {what} is that file, too$")
      for what, args in (("--output", ["-o", "r"]), ("--records", ["--records", "r", "-o", "o"]), ("--state", ["--state", "r"]))),
    ("one name below two directories", {"a.txt": STORY, "d/b": ""}, ["clean", "--output", "o", "--records", "d/o", "a.txt"], "", 0, "", None),
    ("merge: a number that does not fit", {}, ["merge", "--wait", "1h", "-o", "m", "s"], "", 64, "", "wait.*999999.*1h"),
    ("state: an unknown option", {}, ["state", "expire", "--day=x", "-x", "s"], "", 64, "", "days.*999999.*x"),
    ("option without its value", {}, ["clean", "--captions"], "", 64, "", "--captions"),
    ("a value that does not fit", {}, ["clean", "--captions", "some"], "", 64, "", "captions.*drop.first.keep"),
    ("a number that does not fit", {}, ["clean", "--jobs", "0"], "", 64, "", "jobs.*1 to 256, not '0'"),
    ("a time that is told in minutes", {}, ["clean", "--wait", "5m"], "", 64, "", r"'wait' takes a number from 0 to 86400 \(seconds\), not '5m'$"),
    ("milliseconds that are told as seconds", {}, ["fetch", "--delay", "1s"], "", 64, "", r"'delay' takes .* \(milliseconds\), not '1s'$"),
    ("days that are told as such", {}, ["state", "expire", "--days", "30d", "s"], "", 64, "", r"'days' takes .* \(days\), not '30d'$"),
    ("a size that does not fit", {}, ["clean", "--max-size", "10MB"], "", 64, "",
     "max-size.* to [0-9]+, which is below 2G, also with K, M or G behind it, not '10MB'"),
    ("a size that is just not to be had", {}, ["clean", "--max-size", "2G"], "", 64, "",
     "'max-size' takes a number from 1 to 2147483647, which is below 2G, also with K, M or G behind it, not '2G'$"),
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
    ("and in the other order of bytes", {"a": '\ufeff{"text":"x"}\n'.encode("utf-16-be")}, ["clean", "a"], "", 1, "", "JSON in UTF-16"),
    ("the name of a row that has none is not cut inside a character",
     {"a": "Hallo.\n\n请关注我们的微信公众号获取更多精彩内容\n", "r": "[ad zh]\nwhole 请关注我们的微信公众号获取更多精彩内容\n"},
     ["clean", "--explain", "--rules", "r", "a"], "", 0, "Hallo.\n", r"ad \[ad\.zh\.请关注我们的微信公众号获取\] 请"),
    ("a line that sums up", {"d/a.txt": STORY, "d/b.txt": STORY}, ["clean", "-v", "-o", "o/", "d"], "", 0, "",
     "^dehusk: 2 pages: 1 kept, 1 duplicate, 0 empty, 0 failed; 2 fragments removed, 0 .*; %d bytes read, %d written$"
     % (2 * len(STORY), len(CLEAN))),
    ("of one page", {"a.html": b"<p>" + b"A page with little to say and nothing to sell. " * 9},
     ["clean", "-v", "a.html", "-o", "x"], "", 0, "", "^dehusk: 1 page: 1 kept, .*; 0 fragments removed, 0 places repaired; "),
    ("no sum of a scan", {"a": "{}\n" * 12}, ["scan", "-vq", "--state", "s", "a"], "", 1, "", None),
    ("a record without its text, and no words", {"a": '{"id":"x","text":"","verdict":"failed","error":"x","removed":[],"repaired":[]}\n'},
     ["restore", "-q", "--format", "jsonl", "a"], "", 1, "", None),
    ("a line that is none", {"a": '{"id":"x","text":"Y.","verdict":"kept","removed":[],"repaired":[]}\nx\n'},
     ["report", "--quiet", "-o", "b", "a"], "", 1, "", None),
    ("no such line", {"d/a.txt": STORY, "d/b.txt": STORY}, ["clean", "-v", "--quiet", "-o", "o/", "d"], "", 0, "", None),
    ("an option as --name=value", {"a.txt": STORY}, ["clean", "--keep=ad", "a.txt"], "", 0, STORY, None),
    ("a title that is asked for", {"a.html": PAGE}, ["clean", "--title", "a.html"], "", 0,
     "Two more sailings\n\n" + PAGE_TEXT, None),
    ("a name behind --", {"-a.txt": STORY}, ["clean", "--", "-a.txt"], "", 0, CLEAN, None),
    ("a table", {"a.csv": "id,Text\r\n1,\"%s\"\r\n2,\"x\"y\r\n" % STORY}, ["clean", "--flush", "--format", "jsonl", "a.csv"], "", 1,
     None, "^dehusk: a.csv:8: '.*' failed: the row has text behind a closing quote$"),
    ("a table in another charset", {"a.csv": b"id,text\n1,F\xe4hre\n"}, ["clean", "--format", "jsonl", "-o", "/dev/null", "a.csv"], "", 1, None,
     r"a.csv:2: .* not in UTF-8 at its byte 3 \(iconv"),
    ("rows in another charset", {"a": b'{"text":"F\xe4hre"}\n'}, ["clean", "a"], "", 1, None, r"a:1: .* not in UTF-8 at its byte 10 \(iconv"),
    ("a table with a column named", {"a": "n;body\n1;\"%s\"\n" % STORY}, ["clean", "--field", "text=body", "a"], "", 0, CLEAN, None),
    ("a table without a column of text", {"a": "n,body\n1,x\n"}, ["clean", "--type", "csv", "a"], "", 1, "",
     "'a' failed: the table has no column 'text'.*--field text=COLUMN.*'n,body'"),
    ("a file named as a table that is read as a page", {"a.csv": "n,body\n1,x\n"}, ["clean", "a.csv"], "", 1, None,
     "'a.csv' is read as one page.*no column 'text'"),
    ("a table that is said to be text", {"a.csv": "text,n\nx,1\n"}, ["clean", "--type", "text", "a.csv"], "", 0, "text,n\nx,1\n", None),
    ("a PDF, which begins as a text might", {"a": "%PDF-1.4\n1 0 obj\nendobj\nSome words.\n"}, ["clean", "a"], "", 1, "", "'a' failed: no text: a PDF file"),
    ("a PDF as a page", {"a": "%PDF-1.4\n1 0 obj\nendobj\nSome words.\n"}, ["clean", "--type", "html", "a"], "", 1, "", "'a' failed: no text: a PDF file"),
    ("an archive", {"a": "PK\3\4\0\0\0\0\0\0\0\0\0"}, ["clean", "a"], "", 1, "", "'a' failed: no text: a zip archive"),
    *(("%s in UTF-32%s" % (what, order), {"a": ("\ufeff" + text).encode("utf-32-" + order)}, ["clean", "a"], "", code, out, err)
      for order in ("le", "be")
      for what, text, code, out, err in (("text", STORY, 0, CLEAN, None), ("a page", PAGE, 0, PAGE_TEXT, None),
                                         ("rows", '{"text":"x"}\n', 1, "", "JSON in UTF-32"))),
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
    ("several inputs without a row", {"a.jsonl": "\n", "b.jsonl": "\n"},
     ["clean", "--type", "jsonl", "--format", "jsonl", "a.jsonl", "b.jsonl"], "", 0, "", "no file, row or page was found in the inputs$"),
    ("standard input without a row", {}, ["clean", "--type", "jsonl", "-"], "", 0, "", None),
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
    for args in (["--version"], ["--help"], ["clean", "--help"], ["run", "--help"], ["run", "--keys"], ["help", "state"]):
        with open("/dev/full", "wb") as full:
            want(run(args, stdout=full), 74, err="standard output: No space")
    got = run([])
    if b"usage: dehusk" not in got.err or got.out:
        raise Wrong(str(got))


def case_a_directory_without_a_file_is_told(d):
    os.makedirs(d + "/in/deep")
    says = "^dehusk: no file, row or page was found in 'in'$"
    for args in (["clean", "in"], ["clean", "-o", "out", "in"], ["scan", "--state", "s", "in"]):
        want(run(args, where=d), 0, b"", says)
    got = want(run(["clean", "--quiet", "in"], where=d), 0, b"")
    if got.err:
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
    for name, like in (("grammar.credits", "grammar.credit."), ("ad.enn", r"\(is ad\.en, ad\... or ad\... meant\?\)"), ("newsleter", r"\(is newsletter meant\?\)"), ("xyz", "xyz"), ("repeat.copy", "'repeat.copy' has no switch"), ("corpus.caption", "'corpus.caption' has no switch"),
                       ("html.share", "'html.share' has no switch.*--keep"), ("sites", "no such rule as 'sites'; --explain names")):
        got = run(["clean", "--without", "cover.ad," + name, "a.txt"], where=d)
        if got.code != 64 or not re.search(like, got.err.decode()) or got.out:
            raise Wrong("--without %s: %s" % (name, got))


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


def case_colour_is_for_terminals_that_want_it(d):
    """https://no-color.org: set, and not empty, whatever it says."""
    write(d + "/a", STORY)
    for more, coloured in (({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "0"}, False), ({"TERM": "dumb"}, False)):
        ours, its = os.openpty()
        env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"} | more
        subprocess.run([PROGRAM, "clean", "--explain", "a"], cwd=d, env=env, stdout=subprocess.PIPE, stderr=its, check=True)
        got = os.read(ours, 4096)
        os.close(ours)
        os.close(its)
        if (b"\033[31mad\033[0m [" in got) != coloured or (b": ad [" in got) == coloured:
            raise Wrong("%s: %r" % (more, got))


def case_the_progress_line_of_a_narrow_terminal(_):
    """It ends before the edge: what goes over it stays there, line by line. And it tells no rate before there is one."""
    for width, longest in ((20, 19), (40, 39), (0, 79)):
        ours, its = os.openpty()
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        p = subprocess.Popen([PROGRAM, "clean", "--format", "jsonl", "--flush"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                             stderr=its)
        for _ in range(3):
            p.stdin.write(b'{"text":"The ferry sails."}\n' * 12345)
            p.stdin.flush()
            time.sleep(.3)
        p.stdin.close()
        os.write(its, b"." if p.wait(60) == 0 else b"failed")
        shown = re.findall(rb"\r\033\[K((?!dehusk: )[^\r\n]*)", os.read(ours, 4096))
        os.close(ours)
        os.close(its)
        if not shown or any(len(line) > longest for line in shown) or not re.match(rb"\d+ pages read", shown[0]):
            raise Wrong("%d columns: %r" % (width, shown))


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


if __name__ == "__main__":
    sys.exit(main([(row[0], table_case(row)) for row in TABLE], globals()))
