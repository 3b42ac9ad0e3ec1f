#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dehusk fetch, and what servers say of themselves: robots.txt (R), feeds and sitemaps (X). listing.py DEHUSK

Tables first: a row is a case. Prints TAP.
"""
import gzip
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.dont_write_bytecode = True
import httpd  # noqa: E402
from fetchhost import FAST, Host, PAGE, age_robots, fetch, fetch_table, holds, main, same  # noqa: E402


# ---- R: robots.txt. name, what the server says, path, what comes of it

def answer(status, body=b"x", **more):
    return lambda r: r.page(body, status=status, kind="text/plain", **more)


def to(path):
    return lambda r: r.head("301 Moved", 0, Location=path)


def rules(text):
    return text if isinstance(text, bytes) else text.encode()


BIG = b"User-agent: *\n" + b"Disallow: /a\n" * 40000


R = [
    ("R01 404", answer("404 x"), "/ok", "new"),
    ("R01 410", answer("410 x"), "/ok", "new"),
    ("R01 403", answer("403 x"), "/ok", "new"),
    ("R01 401", answer("401 x"), "/ok", "new"),
    ("R01 204", lambda r: r.head("204 No Content"), "/ok", "new"),
    ("R01 gzip that does not say so", gzip.compress(b"User-agent: *\nDisallow: /ok\n"), "/ok", "robots"),
    ("R02 206, unasked", answer("206 x"), "/ok", "no robots.txt"),
    ("R02 304, unasked", lambda r: r.head("304 x"), "/ok", "no robots.txt"),
    ("R02 500", answer("500 x"), "/ok", "no robots.txt"),
    ("R02 503", answer("503 x"), "/ok", "no robots.txt"),
    ("R02 429", answer("429 x"), "/ok", "no robots.txt"),
    ("R02 a timeout", httpd.silent, "/ok", "timeout"),
    ("R02 the end before headers", httpd.hang_up, "/ok", "connect"),
    ("R02 cut off", lambda r: (r.head(length=100), r.raw(b"User-agent: *\n"), r.cut()), "/ok", "partial"),
    ("R03 five redirects", to("/to?url=/to?url=/to?url=/to?url=/rules"), "/ok", "robots"),
    ("R03 six redirects", to("/chain/9"), "/ok", "new"),
    ("R03 a loop", to("/robots.txt"), "/ok", "new"),
    ("R03 to where nobody is", to("http://127.0.0.1:9/robots.txt"), "/ok", "no robots.txt"),
    ("R04 10 MB, the rule at its start", b"User-agent: *\nDisallow: /ok\n" + b"#" * 10000000, "/ok", "robots"),
    ("R04 10 MB, the rule behind 500 KiB", BIG + b"Disallow: /ok\n", "/ok", "new"),
    ("R06 a web page with 200", PAGE, "/ok", "new"),
    ("R07 a BOM", b"\xef\xbb\xbfUser-agent: *\nDisallow: /ok", "/ok", "robots"),
    ("R07 part of a BOM", b"\xef\xbbUser-agent: *\nDisallow: /ok", "/ok", "robots"),
    ("R07 UTF-16", "User-agent: *\nDisallow: /ok".encode("utf-16"), "/ok", "new"),
    ("R07 NULs", b"\0\0User-agent: *\nDisallow: /ok\0\n", "/ok", "new"),
    ("R07 CR only", b"User-agent: *\rDisallow: /ok\r", "/ok", "robots"),
    ("R07 a line of 17 KB before", b"X: " + b"x" * 17000 + b"\nUser-agent: *\nDisallow: /ok", "/ok", "robots"),
    ("R08 two agents share rules", "User-agent: other\nUser-agent: dehusk\nDisallow: /ok", "/ok", "robots"),
    ("R08 one agent in two groups", "User-agent: dehusk\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\n"
     "User-agent: DeHusk\nDisallow: /ok", "/ok", "robots"),
    ("R08 ours wins over all", "User-agent: *\nDisallow: /\n\nUser-agent: dehusk\nDisallow: /a", "/ok", "new"),
    ("R08 unknown lines part no groups", "User-agent: dehusk\nSitemap: /x\nDisallow: /ok", "/ok", "robots"),
    ("R09 an empty Disallow", "User-agent: *\nDisallow:", "/ok", "new"),
    ("R09 Allow wins a tie", "User-agent: *\nDisallow: /ok\nAllow: /ok", "/ok", "new"),
    ("R09 the longest wins", "User-agent: *\nAllow: /\nDisallow: /ok", "/ok", "robots"),
    ("R09 a star and an end", "User-agent: *\nDisallow: /*k$", "/ok", "robots"),
    ("R09 the end is the end", "User-agent: *\nDisallow: /o$", "/ok", "new"),
    ("R09 %7e is ~", "User-agent: *\nDisallow: /%7eok", "/~ok", "robots"),
    ("R09 %2F is no slash", "User-agent: *\nDisallow: /status%2F404", "/status/404", "gone"),
    ("R09 paths have case", "User-agent: *\nDisallow: /OK", "/ok", "new"),
    ("R09 keys have none", "USER-AGENT: *\ndisallow: /ok", "/ok", "robots"),
    ("R10 robots.txt may always be had", "User-agent: *\nDisallow: /", "/ok", "robots"),
    ("R11 a delay that is negative", "User-agent: *\nCrawl-delay: -1", "/ok", "new"),
    ("R11 a delay that is a word", "User-agent: *\nCrawl-delay: abc", "/ok", "new"),
    ("R12 two thousand stars", "User-agent: *\nDisallow: /" + "a*" * 2000 + "b", "/" + "a" * 3000, "gone"),
]


def test_r_table():
    hosts = [(name, want, Host(rules(r) if not callable(r) else r), path) for name, r, path, want in R]
    for _, _, h, _ in hosts:
        h.pages["/rules"] = b"User-agent: *\nDisallow: /ok"
    got = fetch_table(hosts)
    for name, want, h, path in hosts:
        yield name, (lambda h=h, want=want: same("outcome", got[want == "timeout"].outcome(h.at), want))
    first = [h.seen[0][0] for _, _, h, _ in hosts]
    yield "R10 it is asked for first, everywhere", lambda: same("first", set(first), {"/robots.txt"})
    page = next(h for name, _, h, _ in hosts if name.startswith("R06"))
    yield "R06 is told of", lambda: holds("warning", page.url("/robots.txt") + ": no robots.txt" in got[False].err)
    for _, _, h, _ in hosts:
        h.shutdown()


def test_robots():
    def cached():
        with tempfile.TemporaryDirectory() as d:
            h = Host(b"User-agent: *\nDisallow: /a")
            for path in ("/ok", "/ok?2", "/a"):
                fetch(["--state", d + "/s", h.url(path)])
            same("asked for once", h.count("/robots.txt"), 1)
            same("and obeyed", h.count("/a"), 0)
    yield "R13 a copy serves a day", cached

    def changed():
        with tempfile.TemporaryDirectory() as d:
            h = Host(b"User-agent: *\nDisallow: /a")
            same("before", fetch(["--state", d + "/s", h.url("/ok")]).visits(), {"new": 1})
            h.robots = b"User-agent: *\nDisallow: /ok"
            age_robots(d + "/s", 2 * 86400)
            got = fetch(["--state", d + "/s", h.url("/ok")])
            same("after", [c for _, c, _ in got.problems], ["robots"])
            h.robots = answer("503 x")
            age_robots(d + "/s", 2 * 86400)
            got = fetch(["--state", d + "/s", "--tries", "1", h.url("/ok")])
            same("R02 unreachable: the old copy counts", [c for _, c, _ in got.problems], ["robots"])
            age_robots(d + "/s", 31 * 86400)
            got = fetch(["--state", d + "/s", "--tries", "1", h.url("/ok")])
            same("R02 but not for ever", [c for _, c, _ in got.problems], ["no robots.txt"])
    yield "R13 rules that change are obeyed, and R02 an old copy", changed

    def slow():
        h, others = Host(httpd.silent), [Host() for _ in range(5)]
        got = fetch([*FAST, "--timeout", "5", h.url("/ok"), *(o.url("/ok") for o in others)])
        same("the others go on", got.visits(), {"new": 5})
    yield "R05 a slow robots.txt holds up nobody else", slow

    def hops():
        closed = Host(b"User-agent: *\nDisallow: /")
        h = Host()
        got = fetch([*FAST, h.url("/to?url=" + closed.url("/ok"))])
        same("cause", [c for _, c, _ in got.problems], ["robots"])
        same("asked", [p for p, _, _ in closed.seen], ["/robots.txt"])
    yield "R the target of a redirect has a robots.txt of its own", hops

    def one_slot():
        h = Host(to("/to?url=/to?url=/rules"), pages={"/rules": b"User-agent: *\nDisallow: /a"})
        same("visits", fetch(["--hosts", "1", h.url("/ok"), h.url("/to?url=/ok?2"), h.url("/a")]).visits(), {"new": 2})
    yield "R03 redirects with one host at a time", one_slot

    def delay():
        h = Host(b"User-agent: *\nCrawl-delay: 0.5")
        fetch([h.url("/ok?%d" % i) for i in range(3)])
        at = [t for p, t, _ in h.seen if p == "/ok"]
        holds("half a second between", all(b - a >= .45 for a, b in zip(at, at[1:])), at)
    yield "R11 Crawl-delay is kept", delay

    def token():
        h = Host(b"User-agent: courierbot\nDisallow: /ok\n\nUser-agent: dehusk\nDisallow: /\n\nUser-agent: *\nAllow: /")
        got = fetch([h.url("/ok"), h.url("/other")], ["--allow-private", "--verbose", "--user-agent",
                                                               "CourierBot/2.0 (+mailto:a@b.example)"])
        same("outcomes", sorted(c for _, c, _ in got.problems), ["gone", "robots"])
    yield "R08 with a name of our own, its groups count", token


# ---- X: lists

def xml(loc, index=False):
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    return ("<?xml version='1.0'?><%s xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>%s</%s>" % (
        outer, "".join("<%s><loc>%s</loc></%s>" % (inner, u, inner) for u in loc), outer)).encode()


def test_lists():
    def feeds():
        h = Host()
        rss = "<rss version='2.0'><channel>%s</channel></rss>"
        h.pages.update({
            "/rss": (rss % "<item><link>/ok?1</link></item><item><link>/ok?2</link></item>").encode(),
            "/atom": b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/ok?3'/></entry></feed>",
            "/json": json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [
                {"id": "4", "url": h.url("/ok?4")}]}).encode(),
            "/": b"<html><head><link rel=alternate type=application/rss+xml href=/rss></head></html>"})
        got = fetch(["--feed", h.url("/rss"), "--feed", h.url("/atom"), "--feed", h.url("/json"), "--front", h.url("/"),
                     h.url("/ok?1")])
        same("pages, each once", sorted(u[-1] for u in got.pages), ["1", "2", "3", "4"])
        same("exit", got.code, 0)
    yield "X feeds of each kind, a front page, duplicates", feeds

    def index():
        h = Host()
        h.pages.update({"/i": xml([h.url("/a.gz"), h.url("/i"), h.url("/b"), "http://elsewhere.example/c"], True),
                        "/a.gz": lambda r: r.page(gzip.compress(xml([h.url("/ok?1")])), kind="application/gzip"),
                        "/b": xml([h.url("/ok?2"), "http://elsewhere.example/x", "http://127.0.0.1:1/x"])})
        got = fetch(["--sitemap", h.url("/i")])
        same("X05 other hosts are refused", sorted(u[-1] for u in got.pages), ["1", "2"])
        same("off site", [c for _, c, _ in got.problems], ["off site"] * 3)
        same("X03 an index that names itself", h.count("/i"), 1)
        same("refusals are no failure", got.code, 0)
    yield "X03 X05 an index of sitemaps, gzip, itself, other hosts", index

    def nested():
        h = Host()
        for i in range(9):
            h.pages["/i%d" % i] = xml([h.url("/i%d" % (i + 1))], True)
        got = fetch(["--sitemap", h.url("/i0")])
        holds("bounded", h.count("/i4") == 0 and h.count("/i3") == 1, [p for p, _, _ in h.seen])
        same("told", [c for _, c, _ in got.problems], ["list"])
    yield "X03 indexes inside each other", nested

    def hostile():
        lol = "<!DOCTYPE x [<!ENTITY a 'lol'>%s]><rss><channel><item><link>&z;</link></item></channel></rss>" % "".join(
            "<!ENTITY %s '%s'>" % (chr(98 + i), ("&%s;" % chr(97 + i)) * 10) for i in range(25))
        xxe = ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><channel><item><link>/&a;</link></item>"
               "</channel></rss>")
        hosts = [Host(pages={"/f": t.encode()}) for t in (lol, xxe, "<a>" * 300000, "<html>no feed</html>", "")]
        got = fetch([a for h in hosts for a in ("--feed", h.url("/f"))])
        same("causes", sorted(c for _, c, _ in got.problems), ["list"] * 5)
        same("pages", got.visits(), {})
    yield "X01 X02 entities, external files, nesting, no feeds at all", hostile

    def latin():
        h = Host(pages={"/f": b"<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>caf\xe9 &nbsp; & co</title>"
                              b"<link>/ok?1</link></item></channel></rss>"})
        same("visits", fetch(["--feed", h.url("/f")]).visits(), {"new": 1})
    yield "X04 Latin-1 that says UTF-8, a bare &", latin

    def site():
        here, there = Host(), Host()
        here.pages["/f"] = ("<rss><channel><item><link>%s</link></item><item><link>%s</link></item></channel></rss>" % (
            here.url("/ok"), there.url("/ok"))).encode()
        same("feeds may", fetch(["--feed", here.url("/f")]).visits(), {"new": 2})
        same("unless told otherwise", fetch(["--same-site", "--feed", here.url("/f")]).visits(), {"new": 1})
    yield "X05 a feed that names another site", site


if __name__ == "__main__":
    sys.exit(main(globals()))
