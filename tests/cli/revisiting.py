#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dehusk fetch with a memory: a news site that is visited again and again, stopped and killed; WARC files (W).
revisiting.py DEHUSK prints TAP.
"""
import gzip
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.dont_write_bytecode = True
import httpd  # noqa: E402
import newssite  # noqa: E402
from fetchhost import (Host, PAGE, PROGRAM, Tree, age_urls, command, fetch, holds, intervals, main, same,  # noqa: E402
                       tagged)


def test_newssite():
    def whole():
        site, port = newssite.serve(pages=200)
        base = "http://127.0.0.1:%d" % port
        lists = ["--revisit", "0", "--front", base + "/", "--sitemap", base + "/index.xml", "--feed", base + "/atom.xml"]
        with Tree() as t:
            got = t.run(*lists)
            same("first run", (got.visits(), got.code), ({"new": 200}, 0))
            hits = json.loads(site.command(["hits"]))
            same("each once", set(hits.values()), {1})
            holds("nothing private", not any(p.startswith("/private") for p in hits))
            same("clean reads them all", len(t.records()), 200)
            site.command(["bytes"])
            got = t.run(*lists)
            same("second run", (got.visits(), got.code), ({"unchanged": 200}, 0))
            same("no body", site.command(["bytes"]), "0")
            for line in ("change 5", "drop 7", "remove 8", "add 1", "busy 1 2"):
                same(line, site.command(line.split()), "ok")
            begun = time.monotonic()
            got = t.run(*lists)
            same("third run", got.visits(), {"unchanged": 197, "changed": 1, "gone": 1, "new": 1})
            holds("two seconds were waited for", time.monotonic() - begun >= 2)
            visits = {u.split("?")[0]: v for u, (v, _, _) in got.pages.items()}  # feeds add utm_source
            same("which", [visits[base + "/story/%d" % n] for n in (5, 7, 200)], ["changed", "gone", "new"])
            holds("the newer text", any("Update 1" in text for text in t.records().values()))
            got = t.run(*lists)
            same("fourth run: no failure, though a list goes on naming what is gone", ([p for p in got.problems if p[1] == "gone"], got.code), ([], 0))
            holds("told once", not any(u.split("?")[0] == base + "/story/7" for u in got.pages))
    yield "200 pages: once, not again, then changed, new and removed ones, 429", whole

    def schedule():
        site, port = newssite.serve(pages=40)
        base = "http://127.0.0.1:%d" % port
        with Tree() as t:
            args = ["--sitemap", base + "/sitemap.xml"]
            same("first", t.run(*args).visits(), {"new": 40})
            site.command(["hits"])
            got = t.run(*args)
            same("nothing is due", (got.visits(), got.code, site.command(["hits"])), ({}, 0, "{}"))
            time.sleep(1.1)
            site.command(["change", "3"])
            site.command(["hits"])
            same("only what the list says is newer", t.run(*args, "--revisit-lists", "0").visits(), {"changed": 1})
            hits = json.loads(site.command(["hits"]))
            same("requests", sorted(hits), ["/sitemap.xml", "/story/3"])
    yield "a page is asked for when its time has come, or the list says so", schedule

    def limits(path, *more):
        _, port = newssite.serve(pages=30)
        h = Host(pages={"/moved": lambda r: r.head("301 Moved", 0, Location="http://127.0.0.1:%d/sitemap.xml" % port)})
        base = h.url() if path == "/moved" else "http://127.0.0.1:%d" % port
        with Tree() as t:
            args = ["--sitemap", base + path, "--max-pages", "12", *more]
            counts = [t.run(*args).visits().get("new", 0) for _ in range(4)]
            same("twelve a run, the rest in the next ones", counts, [12, 12, 6, 0])
    for path in ("/sitemap.xml", "/index.xml", "/moved"):
        yield "--max-pages goes on in the next run, though %s is not due" % path, lambda path=path: limits(path)
        yield ("--max-pages goes on in the next run of %s, though all else is due, too" % path,
               lambda path=path: limits(path, "--revisit", "0", "--revisit-lists", "0"))

    def ended():
        _, port = newssite.serve(pages=30, delay=.2)
        with Tree() as t:
            args = ["--sitemap", "http://127.0.0.1:%d/sitemap.xml" % port]
            first = t.run(*args, "--max-runtime", "2")
            second = t.run(*args)
            same("exit codes", (first.code, second.code), (75, 0))
            same("the rest, at once", first.visits().get("new", 0) + second.visits()["new"], 30)
            same("all is done", t.run(*args).visits(), {})
    yield "--max-runtime goes on in the next run, though the list is not due", ended

    def forgotten():
        h = Host()

        def feed(first, last):
            h.pages["/f"] = ("<rss><channel>%s</channel></rss>" % "".join(
                "<item><link>/ok?%d</link></item>" % n for n in range(first, last))).encode()
        with Tree() as t:
            feed(0, 10)
            same("four", t.run("--max-pages", "4", "--feed", h.url("/f")).visits(), {"new": 4})
            feed(10, 12)
            got = t.run("--revisit-lists", "0", "--feed", h.url("/f"))
            same("the six others, though the feed has forgotten them, and two new ones", got.visits(), {"new": 8})
            feed(12, 13)
            same("and then", t.run("--revisit-lists", "0", "--feed", h.url("/f")).visits(), {"new": 1})
    yield "what limits kept back is not lost when the list moves on", forgotten

    def failed():
        """Asked for again for three days; what is not there yet after an hour, then ever later."""
        h = Host(pages={"/busy": lambda r: r.page(b"x", status="503 x"), "/early": lambda r: r.page(b"x", status="404 x"),
                        "/f": b"<rss><channel><item><link>/busy</link></item><item><link>/early</link></item></channel></rss>"})

        def seen_before(seconds):
            with sqlite3.connect(t.d + "/state") as db:
                db.execute("UPDATE url SET seen = seen - ? WHERE NOT is_list", (seconds,))
        with Tree() as t:
            args = ["--tries", "1", "--revisit-lists", "0", "--revisit", "3600", "--feed", h.url("/f")]
            same("nothing", t.run(*args).visits(), {})
            same("an hour", {i for u, i in intervals(t.d + "/state").items() if u == h.url("/early")}, {3600})
            h.pages["/f"] = b"<rss><channel><item><link>/ok</link></item></channel></rss>"
            seen_before(2 * 86400)
            same("the feed has forgotten it", t.run(*args).visits(), {"new": 1})
            same("asked", (h.count("/busy"), h.count("/early")), (2, 1))
            age_urls(t.d + "/state")
            same("and says that it is the same", t.run(*args).visits(), {"unchanged": 1})
            same("asked", (h.count("/busy"), h.count("/early")), (3, 2))
            seen_before(90000)
            age_urls(t.d + "/state")
            h.pages["/f"] = b"<rss><channel></channel></rss>"
            same("three days are enough", t.run(*args).visits(), {})
            same("asked", (h.count("/busy"), h.count("/early")), (3, 2))
    yield "what failed is not lost when the list moves on", failed

    def set_back():
        """What was seen by a clock that ran ahead is not taken for named by a list that has changed since."""
        h = Host(pages={"/f": b"<rss><channel><item><link>/ok?1</link></item></channel></rss>"})
        with Tree() as t:
            args = ["--revisit", "3600", "--revisit-lists", "300", "--feed", h.url("/f")]
            t.run(*args)
            with sqlite3.connect(t.d + "/state") as db:
                db.execute("UPDATE url SET seen = seen + 1000000")
            age_urls(t.d + "/state")
            same("unchanged, by the same clock", t.run(*args).visits(), {"unchanged": 1})
            h.pages["/f"] = b"<rss><channel><item><link>/ok?2</link></item></channel></rss>"
            age_urls(t.d + "/state")
            same("another page", sorted(t.run(*args).pages), [h.url("/ok?2")])
            age_urls(t.d + "/state")
            same("and that alone", sorted(t.run(*args).pages), [h.url("/ok?2")])
    yield "F17 a clock that was set back", set_back

    def named_since():
        """What a list named by a clock that ran ahead, and names by the right one, is asked for when it has not changed."""
        feed = b"<rss><channel>%s<item><link>/ok?1</link></item></channel></rss>"
        h = Host(pages={"/f": feed % b""})
        with Tree() as t:
            args = ["--revisit", "3600", "--revisit-lists", "300", "--feed", h.url("/f")]
            t.run(*args)
            with sqlite3.connect(t.d + "/state") as db:
                db.execute("UPDATE url SET seen = seen + 1000000")
            h.pages["/f"] = feed % b"<title>Of today</title>"
            for told in ("the list is another", "unchanged", "still unchanged"):
                age_urls(t.d + "/state")
                same(told, t.run(*args).visits(), {"unchanged": 1})
    yield "a clock that was set back, and a list that changed once", named_since

    def back():
        h = Host(pages={"/f": lambda r: r.page(b"x", status="403 x")})
        with Tree() as t:
            args = ["--revisit-lists", "300", "--feed", h.url("/f")]
            for _ in range(4):
                t.run(*args)
                age_urls(t.d + "/state")
            same("ever later", intervals(t.d + "/state")[h.url("/f")], 4800)
            h.pages["/f"] = b"<rss><channel><item><link>/ok</link></item></channel></rss>"
            same("it is back", t.run(*args).visits(), {"new": 1})
            same("as a new one", intervals(t.d + "/state")[h.url("/f")], 300)
    yield "a feed that failed and is back is polled as ever", back

    def moved():
        """What a redirect leads to tells when it is asked for again, not that it is one."""
        h, n, twice = Host(), [0], ["--revisit-lists", "1000", "--revisit", "1000"]

        def feed(r):
            n[0] += 1
            r.page(b"<rss><channel><item><link>/go</link></item><item><link>/ok?%d</link></item></channel></rss>" % n[0])
        h.pages.update({"/old": lambda r: r.head("301 Moved", 0, Location="/feed"), "/feed": feed,
                        "/go": lambda r: r.head("302 Found", 0, Location="/page"), "/page": PAGE})
        with Tree() as t:
            for _ in range(3):
                holds("news", t.run(*twice, "--feed", h.url("/old")).visits().get("new"))
                age_urls(t.d + "/state")
            rows = {u[len(h.url()):]: i for u, i in intervals(t.d + "/state").items()}
            same("a feed with news, however it was found", (rows["/old"], rows["/feed"]), (1000, 1000))
            same("a page that stays", (rows["/go"], rows["/page"]), (1960, 1960))
    yield "S17 a feed that moved is polled as often as one that did not", moved

    def moved_away():
        """--once: a page came once when what its address leads to has come."""
        h, there = Host(), Host(pages={"/page": lambda r: r.page(b"later", status="500 Not Now")})
        h.pages.update({"/f": b"<rss><channel><item><link>/go</link></item></channel></rss>",
                        "/go": lambda r: r.head("302 Found", 0, Location=there.url("/page"))})
        with Tree() as t:
            args = ["--once", "--tries", "1", "--revisit-lists", "0", "--feed", h.url("/f")]
            same("trouble", t.run(*args).visits(), {})
            there.pages["/page"] = PAGE
            h.pages["/f"] = h.pages["/f"].replace(b"<item>", b"<item><link>/ok</link></item><item>")
            same("then it comes", t.run(*args).visits(), {"new": 2})
            age_urls(t.d + "/state")
            same("and never again", (t.run(*args).visits(), h.count("/go")), ({}, 2))
    yield "S17 --once asks again for a redirect that led to nothing", moved_away

    def in_time():
        _, port = newssite.serve(pages=60, delay=.1)
        base = "http://127.0.0.1:%d" % port
        with Tree() as t:
            got = t.run("--sitemap", base + "/sitemap.xml", "--max-runtime", "3", "--revisit-lists", "0")
            same("exit", got.code, 75)
            first = got.visits()["new"]
            holds("some", 0 < first < 60, first)
            same("what came is kept", len(t.records()), first)
            got = t.run("--sitemap", base + "/sitemap.xml", "--revisit-lists", "0")
            same("the rest", got.visits(), {"new": 60 - first})
    yield "--max-runtime ends a run, and the next goes on", in_time

    def killed():
        _, port = newssite.serve(pages=60, delay=.05)
        base = "http://127.0.0.1:%d" % port
        with Tree() as t:
            args = ["-o", t.d + "/warc", "--state", t.d + "/state", "--sitemap", base + "/sitemap.xml"]
            for wait in (.3, .8):
                child = subprocess.Popen(command(args), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(wait)
                child.kill()
                child.wait()
            got = t.run("--sitemap", base + "/sitemap.xml")
            same("all, after two kills", got.visits(), {"new": 60})
            same("nothing is left over", len(t.files()), 1)
            same("records", len(t.records()), 60)
    yield "F05 killed twice, then the same as ever, and no leftovers", killed

    def stopped():
        site, port = newssite.serve(pages=60, delay=.05)
        with Tree() as t:
            child = subprocess.Popen(command(["-o", t.d + "/warc", "--state", t.d + "/state", "--sitemap",
                                              "http://127.0.0.1:%d/sitemap.xml" % port]), stdout=subprocess.PIPE,
                                     stderr=subprocess.DEVNULL)
            while len(site.times) < 8:
                time.sleep(.02)
            child.send_signal(signal.SIGTERM)
            pages = len(child.communicate()[0].splitlines())
            same("exit", child.returncode, 128 + signal.SIGTERM)
            holds("some", 0 < pages < 60, pages)
            same("what came is kept", len(t.records()), pages)
    yield "F22 SIGTERM ends it like its time", stopped

    def waiting():
        """For URLs that a pipe never brings: the end of standard input never comes either."""
        with Tree() as t:
            os.mkfifo(t.d + "/fifo")
            for name in ("-", "/dev/stdin", t.d + "/fifo"):
                child = subprocess.Popen(command(["-o", t.d + "/warc", "-i", name]), stdin=subprocess.PIPE,
                                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                time.sleep(.3)
                child.send_signal(signal.SIGTERM)
                try:
                    same("exit " + name, child.wait(20), 128 + signal.SIGTERM)
                finally:
                    child.kill()
                    child.stdin.close()
                same("last words", child.stderr.read().splitlines()[-1:], [b"dehusk: stopped"])
    yield "SIGTERM ends the wait for a list", waiting

    def limited():
        _, port = newssite.serve(pages=40)
        lists = ["--sitemap", "http://127.0.0.1:%d/sitemap.xml" % port]
        with Tree() as t:
            args = command(["-o", t.d + "/warc", "--state", t.d + "/state", *lists])
            done = subprocess.run(["bash", "-c", 'ulimit -f 48; exec "$@"', "-", *args], check=False,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            same("exit", done.returncode, 74)
            holds("the file is named", b"warc.gz': File too large" in done.stderr, done.stderr)
            same("nothing half is left", t.files(), [])
            same("and nothing was learned", t.run(*lists).visits(), {"new": 40})
    yield "F01 F03 no room for the WARC file", limited

    def full():
        _, port = newssite.serve(pages=3)
        got = fetch(["-o", "/dev/full/x", "http://127.0.0.1:%d/story/1" % port])
        same("exit", got.code, 73)
        with tempfile.TemporaryDirectory() as d:
            with open(d + "/s", "w", encoding="ascii") as f:
                f.write("no state at all, but a letter to a friend about the weather and the sea")
            got = fetch(["--state", d + "/s", "http://127.0.0.1:%d/story/1" % port])
            same("exit", got.code, 65)
    yield "F04 F11 outputs that cannot be, states that are none", full


# ---- WARC

def warcio_python():
    """A Python that has warcio; None: PyPI cannot be reached."""
    where = os.path.join(os.path.dirname(PROGRAM), "venv", "warcio")
    python = where + "/bin/python"
    if not os.path.exists(where + "/done"):
        made = subprocess.run("python3 -m venv %s && %s -m pip install -q warcio==1.8.1 && touch %s/done" % (
            where, python, where), shell=True, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if made.returncode:
            return None
    return python


READ = """
import sys
from warcio.archiveiterator import ArchiveIterator
for path in sys.argv[1:]:
    with open(path, "rb") as f:
        it = ArchiveIterator(f, check_digests=False)
        for r in it:
            h = r.http_headers
            print(r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), h.get_statuscode() if h and
                  r.rec_type in ("response", "revisit") else "-", len(r.content_stream().read()),
                  r.rec_headers.get_header("WARC-Concurrent-To") is not None, sep="\\t")
        assert not it.err_count, "warcio counts errors"
"""


def test_warc():
    def read():
        python = warcio_python()
        if not python:
            return "warcio cannot be had: PyPI is out of reach"
        h = Host(pages={"/tagged": tagged('"v1"'), "/packed": httpd.gzipped, "/same": PAGE, "/chunks": httpd.chunked})
        with Tree() as t:
            urls = [h.url(p) for p in sorted(h.pages)]
            t.run("--revisit", "0", *urls)
            t.run("--revisit", "0", *urls)
            done = subprocess.run([python, "-c", READ, *(t.d + "/warc/" + f for f in t.files())], check=False,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
            same("warcio", (done.returncode, done.stdout if done.returncode else ""), (0, ""))
            rows = [line.split("\t") for line in done.stdout.splitlines()]
            same("types", sorted({r[0] for r in rows}), ["request", "response", "revisit", "warcinfo"])
            same("responses", sorted((r[1], r[2], r[3]) for r in rows if r[0] == "response"),
                 sorted((u, "200", str(len(PAGE))) for u in urls))
            same("revisits", sorted((r[1], r[2]) for r in rows if r[0] == "revisit"),
                 sorted((u, "304" if u.endswith("tagged") else "200") for u in urls))
            same("requests go with responses", {r[4] for r in rows if r[0] == "request"}, {"True"})
            same("and clean reads it", sorted(t.records()), sorted(urls))
        return None
    yield "W warcio reads what we write", read

    def sizes():
        h = Host(pages={"/%d" % i: os.urandom(20000).hex().encode() for i in range(6)})
        with Tree() as t:
            t.run("--warc-size", "30K", *(h.url("/%d" % i) for i in range(6)))
            same("files", [len(t.files()) > 2, all(re.fullmatch(r"dehusk-\d{8}T\d{6}Z-[0-9a-f]{16}-\d{5}\.warc\.gz", f)
                                                   for f in t.files())], [True, True])
            for f in t.files():
                with gzip.open(t.d + "/warc/" + f) as z:
                    same("begins", z.read(8), b"WARC/1.1")
    yield "W files are closed at their size, and named by time", sizes


if __name__ == "__main__":
    sys.exit(main(globals()))
