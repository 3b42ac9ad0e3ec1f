#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dehusk fetch against servers of our own on loopback: nice, slow, broken and hostile ones. fetching.py DEHUSK

A server has an address of its own (127.1.x.y), so that what one does leaves the others alone. Tables first: a row is a
case, and its name begins with the number it has in the list of hostile servers (S), robots.txt files (R), WARC files
(W) and XML (X). Prints TAP; asserts no times but those that a server asked us to wait.
"""
import atexit
import gzip
import json
import os
import re
import shutil
import signal
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
sys.path.insert(0, ROOT + "/tests")
sys.dont_write_bytecode = True
import httpd  # noqa: E402
import newssite  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")
PAGE = httpd.PAGE
QUICK = ["--contact", "crawl@example.org", "--allow-private", "--delay", "0", "--delay-factor", "0", "--verbose"]
FAST = ["--tries", "1", "--max-page", "100000", "--hosts", "200"]
SHORT = [*FAST, "--timeout", "2", "--slow", "1"]  # for what ends by time alone: a busy machine must not fail the others


# ---- Servers

class Host(httpd.Server):
    """A server that counts requests and may have a robots.txt: bytes, or a function of the request."""
    taken = 0

    def __init__(self, robots=None, address=None, pages=None):
        if not address:
            Host.taken += 1
            address = "127.1.%d.%d" % (Host.taken // 250, Host.taken % 250 + 1)
        self.robots, self.pages, self.seen, self.lock = robots, pages or {}, [], threading.Lock()
        super().__init__((address, 0), httpd.Handler)
        self.at = "%s:%d" % self.server_address[:2]
        threading.Thread(target=self.serve_forever, args=(.05,), daemon=True).start()

    def url(self, path=""):
        return "http://" + self.at + path

    def count(self, path):
        return sum(1 for p, _, _ in self.seen if p == path)


def serve(r):
    """What comes before httpd's routes: robots.txt, and the pages that a test gave to its server."""
    with r.server.lock:
        r.server.seen.append((r.path, time.monotonic(), r.headers))
    if r.path == "/robots.txt":
        if callable(r.server.robots):
            r.server.robots(r)
        elif r.server.robots is None:
            r.page(b"none", status="404 Not Found")
        else:
            r.page(r.server.robots, kind="text/plain")
        return True
    page = r.server.pages.get(r.path)
    if page is None:
        return False
    if callable(page):
        page(r)
    else:
        r.page(page)
    return True


httpd.BEFORE.append(serve)


# ---- Running

class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err
        self.pages = {}
        for line in out.splitlines():
            visit, status, size, url = line.split("\t")
            self.pages[url] = (visit, int(status), int(size))
        self.problems = [(m.group(1), m.group(3), m.group(2)) for m in
                         re.finditer(r"^dehusk: (http\S*): (.*) \(([a-z. ]+)\)$", err, re.M)]  # URL, cause, words

    def visits(self):
        found = {}
        for visit, _, _ in self.pages.values():
            found[visit] = found.get(visit, 0) + 1
        return found

    def outcome(self, at):
        """The visit or cause for the only URL asked of this server."""
        for url, (visit, _, _) in self.pages.items():
            if "//" + at + "/" in url or "//%s:" % at.split(":")[0] in url:
                return visit
        for url, cause, _ in self.problems:
            if "//" + at in url:
                return cause
        return "nothing"


def command(args, quick=None):
    return [PROGRAM, "fetch", "--list", *(QUICK if quick is None else quick), *args]


def fetch(args, quick=None, env=None, text=None):
    full = {**os.environ, "LC_ALL": "C", **(env or {})}
    done = subprocess.run(command(args, quick), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, env=full,
                          input=text, encoding="utf-8", timeout=120)
    return Result(done.returncode, done.stdout, done.stderr)


def same(what, got, want):
    if got != want:
        raise AssertionError("%s: %r, not %r" % (what, got, want))


def holds(what, good, shown=""):
    if not good:
        raise AssertionError("%s %s" % (what, shown))


# ---- S: what one page may do. name, path, what comes of it

S = [
    ("S01 a slow body", "/slow", "timeout"),
    ("S02 slow headers", "/slow-headers", "timeout"),
    ("S03 no answer after accept", "/silent", "timeout"),
    ("S04 endless chunks", "/endless-chunks", "too large"),
    ("S05 an endless body", "/endless-body", "too large"),
    ("S06 a gzip bomb", "/bomb", "too large"),
    ("S06 brotli, unasked", "/br", "new"),
    ("S06 zstd, unasked", "/zst", "new"),
    ("S06 no brotli, unasked", "/coding?is=br", "decode"),
    ("S06 gzip that says zstd", "/coding?is=zstd", "new"),
    ("S06 a coding that nobody knows", "/coding?is=dcb", "decode"),
    ("S07 fifty codings", "/coding?is=" + ",".join(["gzip"] * 50), "decode"),
    ("S08 gzip cut off, the length right", "/gzip-cut", "partial"),
    ("S08 gzip cut off by the end", "/gzip-cut-close", "partial"),
    ("S09 a bad checksum, asked again without packing", "/gzip-damaged", "new"),
    ("S09 damaged for good", "/gzip-damaged-always", "decode"),
    ("S09 brotli, but not for who asks for no packing", "/brotli-unless-plain", "new"),
    ("S09 plain that says gzip", "/gzip-plain", "new"),
    ("S09 gzip that does not say so", "/gzip-unsaid", "new"),
    ("S09 gzip that does not say so, cut off", "/gzip-unsaid/cut", "partial"),
    ("S09 plain that names a charset for its coding", "/coding-plain?is=UTF-8", "new"),
    ("S09 plain that names none", "/coding-plain?is=none", "new"),
    ("S10 less than the length says", "/too-long", "partial"),
    ("S11 more than the length says", "/too-short", "new"),
    ("S12 a negative length", "/negative-length", "headers"),
    ("S12 a length and chunks", "/length-and-chunks", "new"),
    ("S13 a bad chunk", "/chunk-bad", "partial"),
    ("S13 a chunk size of 17 digits", "/chunk-long", "connect"),
    ("S13 no last chunk", "/chunk-cut", "partial"),
    ("S14 the end before headers", "/hang-up", "connect"),
    ("S14 reset before headers", "/reset-early", "connect"),
    ("S14 reset in the body", "/reset-late", "partial"),
    ("S15 HTTP/0.9", "/no-http", "headers"),
    ("S15 status 999999", "/odd-status", "headers"),
    ("S15 no words behind the status", "/bare-status", "new"),
    ("S15 NUL in a header", "/nul-header", "headers"),
    ("S16 headers without end", "/endless-headers", "headers"),
    ("S16 one header line without end", "/endless-line", "headers"),
    ("S16 a flood of 103", "/endless-hints", "headers"),
    ("S17 a redirect loop", "/loop", "redirect"),
    ("S17 a circle of two", "/circle/2", "redirect"),
    ("S17 a circle of three, entered from outside", "/circle/3/in", "redirect"),
    ("S17 five redirects", "/chain/5", "new"),
    ("S17 six redirects", "/chain/6", "redirect"),
    ("S17 to itself with a growing query", "/grow", "redirect"),
    ("S17 no Location", "/to", "redirect"),
    ("S17 an empty Location", "/to?url=", "redirect"),
    ("S17 a query alone", "/to?url=?url=/ok", "new"),
    ("S17 Location of 100 KB", "/to-long", "redirect"),
    ("S17 to a file", "/to?url=file:///etc/passwd", "redirect"),
    ("S17 to ftp", "/to?url=ftp://127.0.0.1/x", "redirect"),
    ("S17 to gopher", "/to?url=gopher://127.0.0.1/x", "redirect"),
    ("S17 to data", "/to?url=data:text/html,x", "redirect"),
    ("S17 to a script", "/to?url=javascript:alert(1)", "redirect"),
    ("S22 304 that nobody asked for", "/status-alone/304", "odd status"),
    ("S24 204", "/status-alone/204", "odd status"),
    ("S24 205", "/status/205", "odd status"),
    ("S24 206, unasked", "/status/206", "odd status"),
    ("S24 416", "/status/416", "refused"),
    ("S24 404", "/status/404", "gone"),
    ("S24 500", "/status/500", "server error"),
    ("S25 a picture", "/kind?is=Image/PNG", "no page"),
    ("S25 a PDF", "/kind?is=application/pdf", "no page"),
    ("S25 bytes of no kind", "/kind?is=application/octet-stream", "new"),
    ("S25 no content type", "/kind", "new"),
    ("S25 an odd charset", "/kind?is=text/html;charset=%22", "new"),
    ("S26 meta refresh is not followed", "/refresh", "new"),
    ("S30 cookies are off", "/cookie", "new"),
    ("S32 %00 in the path", "/ok%00", "gone"),
]


def fetch_table(hosts):
    """All rows that end by time in one run, and all others in another."""
    return {late: fetch([*(SHORT if late else FAST), *(h.url(path) for _, want, h, path in hosts
                                                       if (want == "timeout") == late)]) for late in (False, True)}


def test_s_table():
    """All at once: each row is a host."""
    hosts = [(name, want, Host(), path) for name, path, want in S]
    got = fetch_table(hosts)
    for name, want, h, path in hosts:
        yield name, (lambda h=h, want=want: same("outcome", got[want == "timeout"].outcome(h.at), want))
        h.shutdown()
    cookie = next(h for _, _, h, path in hosts if path == "/cookie")
    yield "S30 no cookie goes out", lambda: holds("cookie", not any("cookie" in hd for _, _, hd in cookie.seen))
    yield "S exit 1: some failed", lambda: same("exit", got[False].code, 1)


# ---- S18, S19: where a socket may lead, without --allow-private

PRIVATE = ["http://127.0.0.1/", "http://127.0.0.1:8080/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
           "http://0x7f.1/", "http://2130706433/", "http://017700000001/", "http://169.254.169.254/latest/",
           "http://[fd00:ec2::254]/", "http://localhost/", "http://10.0.0.1/", "http://192.168.1.1/",
           "http://[64:ff9b::7f00:1]/", "http://[fe80::1]/", "http://8.8.8.8:25/", "http://127.0.0.1:22/"]


def test_private():
    for url in PRIVATE:
        def check(url=url):
            got = fetch(["--tries", "1", "--timeout", "2", url], ["--contact", "a@example.org", "--verbose"])
            same("causes", [c for _, c, _ in got.problems], ["private address"])
            same("exit", got.code, 69)
        yield "S18 " + url, check

    def redirect():
        inner = Host()
        got = fetch([*FAST, Host().url("/to?url=http://169.254.169.254/"), Host().url("/to?url=" + inner.url("/ok"))])
        same("with --allow-private it is followed", got.visits(), {"new": 1})
    yield "S18 a redirect goes through the same check", redirect


# ---- S20, S21: later

def busy(times, value, status="429 Too Many Requests"):
    """An answer that asks for patience some times, then a page."""
    left = [times]

    def page(r):
        with r.server.lock:
            left[0] -= 1
            later = left[0] >= 0
        if later:
            r.page(b"later", status=status, **({"Retry_After": value} if value is not None else {}))
        else:
            r.page()
    return page


def waits(h, path):
    at = [t for p, t, _ in h.seen if p == path]
    return [b - a for a, b in zip(at, at[1:])]


def test_busy():
    def seconds():
        h = Host(pages={"/x": busy(1, "2")})
        got = fetch([h.url("/x"), h.url("/ok")])
        same("visits", got.visits(), {"new": 2})
        holds("two seconds between", waits(h, "/x")[0] >= 1.95, waits(h, "/x"))
    yield "S20 Retry-After 2 is waited for", seconds

    def dates():
        soon = httpd.date(time.time() + 5)  # a busy machine is slow to begin
        h, past = Host(pages={"/x": busy(1, soon, "503 Busy")}), Host(pages={"/x": busy(1, httpd.date(0))})
        got = fetch([h.url("/x"), past.url("/x")])
        same("visits", got.visits(), {"new": 2})
        holds("until the date", waits(h, "/x")[0] >= .9, waits(h, "/x"))
    yield "S20 a date, and one of the past", dates

    def odd():
        hosts = [Host(pages={"/x": busy(1, v)}) for v in ("soon", "-5", "1e3", "99999999999999999999999x", None)]
        same("visits", fetch([h.url("/x") for h in hosts]).visits(), {"new": 5})
    yield "S20 garbage and none", odd

    def years():
        h, other = Host(pages={"/x": busy(9, "315360000")}), Host()
        got = fetch([h.url("/x"), h.url("/y"), other.url("/ok")])
        same("other hosts go on", got.visits(), {"new": 1})
        same("asked once", h.count("/x") + h.count("/y"), 1)
        same("exit", got.code, 1)
    yield "S20 ten years are not waited for", years

    def forever():
        h = Host(pages={"/%d" % i: busy(99, None) for i in range(9)})
        got = fetch([h.url("/%d" % i) for i in range(9)])
        same("exit: try later", got.code, 75)
        same("given up after five", len(h.seen) - h.count("/robots.txt"), 5)
    yield "S21 429 for ever", forever

    def forever_beside():
        h, other = Host(pages={"/x": busy(99, None)}), Host()
        got = fetch([h.url("/x"), other.url("/ok")])
        same("exit", got.code, 1)
        same("tries", h.count("/x"), 3)
    yield "S21 beside a host that answers", forever_beside

    def remembered():
        with tempfile.TemporaryDirectory() as d:
            h = Host(pages={"/%d" % i: busy(99, None) for i in range(9)})
            urls = [h.url("/%d" % i) for i in range(9)]
            fetch(["--state", d + "/s", *urls])
            before = len(h.seen)
            got = fetch(["--state", d + "/s", *urls])
            same("no request", len(h.seen), before)
            same("exit", got.code, 69)
            same("causes", {c for _, c, _ in got.problems}, {"host down"})
    yield "S21 a host that was given up is left alone in the next run", remembered

    def outage():
        with tempfile.TemporaryDirectory() as d:
            alone, hosts = Host(robots=lambda r: r.cut()), [Host(robots=lambda r: r.cut()) for _ in range(3)]
            same("nobody is there", fetch(["--state", d + "/s", *(h.url("/ok") for h in hosts)]).code, 69)
            for h in hosts:
                h.robots = None
            same("it was the network", fetch(["--state", d + "/s", *(h.url("/ok") for h in hosts)]).visits(), {"new": 3})
            fetch(["--state", d + "/s", alone.url("/ok"), hosts[0].url("/ok?2")])
            before = len(alone.seen)
            got = fetch(["--state", d + "/s", alone.url("/ok"), hosts[0].url("/ok?3")])
            same("one of several", ([c for _, c, _ in got.problems], len(alone.seen)), (["host down"], before))
    yield "S14 a network that is down is no fault of the hosts", outage


# ---- S22, S23: validators

def tagged(etag):
    def page(r):
        if etag is not None and r.headers.get("if-none-match") == etag:
            r.head("304 Not Modified", 0, kind=None, ETag=etag)
        else:
            r.page(**({"ETag": etag} if etag is not None else {}))
    return page


def test_validators():
    def twice(etag, sent, visit):
        with tempfile.TemporaryDirectory() as d:
            h = Host(pages={"/x": tagged(etag)})
            args = ["--state", d + "/s", "--revisit", "0", h.url("/x")]
            same("first", fetch(args).visits(), {"new": 1})
            got = fetch(args)
            same("second", got.pages[h.url("/x")][:2], visit)
            same("sent", [hd.get("if-none-match") for p, _, hd in h.seen if p == "/x"], [None, sent])
    yield "S23 an ETag goes back", lambda: twice('"v1"', '"v1"', ("unchanged", 304))
    yield "S23 a weak one", lambda: twice('W/"v1"', 'W/"v1"', ("unchanged", 304))
    yield "S23 none: the hash tells", lambda: twice(None, None, ("unchanged", 200))
    yield "S23 one of 10 KB is not kept", lambda: twice('"%s"' % ("x" * 10000), None, ("unchanged", 200))
    yield "S23 one with a control character is not kept", lambda: twice('"a\x01b"', None, ("unchanged", 200))

    def vanished():
        with tempfile.TemporaryDirectory() as d:
            h = Host(pages={"/x": tagged('"v1"')})
            same("first", fetch(["--state", d + "/s", h.url("/x")]).visits(), {"new": 1})
            os.unlink(d + "/s")
            same("again", fetch(["--state", d + "/s", h.url("/x")]).visits(), {"new": 1})
    yield "S22 without the earlier answer no validators go out", vanished

    def changing():
        n = [0]

        def page(r):
            n[0] += 1
            r.page(PAGE + b"%d" % n[0], ETag='"same"')
        with tempfile.TemporaryDirectory() as d:
            h = Host(pages={"/x": page})
            args = ["--state", d + "/s", "--revisit", "0", h.url("/x")]
            got = [fetch(args).visits() for _ in range(3)]
            same("visits", got, [{"new": 1}, {"changed": 1}, {"changed": 1}])
    yield "S33 another page at every reading", changing

    def gone():
        with tempfile.TemporaryDirectory() as d:
            h = Host(pages={"/x": tagged('"v1"')})
            args = ["--state", d + "/s", "--revisit", "0", h.url("/x")]
            same("first", fetch(args).visits(), {"new": 1})
            h.pages["/x"] = lambda r: r.page(b"gone", status="410 Gone")
            got = fetch(args)
            same("told once", (got.visits(), got.code), ({"gone": 1}, 0))
            same("then it is an error", fetch(args).visits(), {})
            h.pages["/x"] = tagged('"v2"')
            same("and comes back", fetch(args).visits(), {"new": 1})
    yield "S24 a page that was there goes, and comes back", gone


# ---- S27: TLS

def openssl(*args):
    subprocess.run(["openssl", *args], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def certificates(where):
    """An authority, and what it signed: good, expired, and for another host."""
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", where + "/ca.key", "-out", where + "/ca.pem",
            "-days", "2", "-subj", "/CN=authority of the tests")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", where + "/key.pem", "-out", where + "/request.pem",
            "-subj", "/CN=server of the tests")
    for name, address, days in (("good", "127.0.0.1", "2"), ("expired", "127.0.0.1", "-1"), ("other", "127.0.0.2", "2")):
        with open(where + "/names", "w", encoding="ascii") as f:
            f.write("subjectAltName=IP:%s\n" % address)
        openssl("x509", "-req", "-in", where + "/request.pem", "-CA", where + "/ca.pem", "-CAkey", where + "/ca.key",
                "-CAcreateserial", "-days", days, "-extfile", where + "/names", "-out", where + "/%s.pem" % name)


class Secure(Host):
    """A server that speaks TLS; how: a certificate's name, or what it does instead."""

    def __init__(self, where, how):
        super().__init__(address="127.0.0.1")
        self.how = how
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(where + "/%s.pem" % (how if how in ("expired", "other") else "good"), where + "/key.pem")
        if how == "old":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.context.maximum_version = ssl.TLSVersion.TLSv1_1

    def finish_request(self, request, client_address):
        if self.how == "stall":
            time.sleep(4)
            return
        if self.how == "plain":
            request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
            return
        secure = self.context.wrap_socket(request, server_side=True)
        if self.how == "reset":
            secure.recv(4096)
            httpd.reset(httpd.Request(secure, "GET / HTTP/1.1", {}, self))
            return
        super().finish_request(secure, client_address)


TLS = [
    ("S27 a good certificate", "good", True, "new"),
    ("S27 an authority that nobody knows", "good", False, "tls"),
    ("S27 an expired certificate", "expired", True, "tls"),
    ("S27 one for another host", "other", True, "tls"),
    ("S27 TLS 1.1 only", "old", True, "tls"),
    ("S27 a handshake that stalls", "stall", True, "timeout"),
    ("S27 no TLS at all", "plain", True, "tls"),
    ("S14 reset inside TLS", "reset", True, "connect"),
]


def test_tls():
    where = tempfile.mkdtemp(prefix="dehusk-tls-")
    atexit.register(shutil.rmtree, where)
    certificates(where)
    for name, how, trusted, want in TLS:
        def check(how=how, trusted=trusted, want=want):
            h = Secure(where, how)
            got = fetch([*(SHORT if want == "timeout" else FAST),
                         *(["--ca-file", where + "/ca.pem"] if trusted else []), "https://" + h.at + "/ok"])
            same("outcome", got.outcome(h.at), want)
            holds("nothing was asked for before that", want == "new" or not h.seen, h.seen)
        yield name, check

    def missing():
        same("exit", fetch(["--ca-file", where + "/none.pem", "https://127.0.0.1:1/"]).code, 66)
    yield "S27 a file of authorities that is not there", missing


# ---- S28, S31, S32, S34, S14: addresses and names

def test_names():
    def six():
        try:
            h = type("Six", (Host,), {"address_family": httpd.socket.AF_INET6})(address="::1")
        except OSError:
            return "no IPv6 here"
        same("visits", fetch(["http://[::1]:%d/ok" % h.server_address[1]]).visits(), {"new": 1})
        return None
    yield "S28 IPv6", six

    def idn():
        h = Host(address="127.0.0.1")
        got = fetch(["http://b\u00fccher.localhost:%d/ok" % h.server_address[1]])
        same("host", [hd["host"].split(":")[0] for p, _, hd in h.seen if p == "/ok"], ["xn--bcher-kva.localhost"])
        same("visits", got.visits(), {"new": 1})
    yield "S31 a host with letters outside ASCII under LC_ALL=C", idn

    def odd():
        h = Host()
        lines = ["http://user:secret@%s/ok" % h.at, "http://good.example\\@%s/ok" % h.at, "http://%s/o\tk" % h.at,
                 "http://127.0.0.1:99999/", "http://127.0.0.1:-1/", "http:///x", "//" + h.at, "ftp://" + h.at,
                 "http://%s/%s" % (h.at, "x" * 100000), "", "# a comment", h.at]
        got = fetch(["-i", "-"], text="\n".join(lines))
        same("exit", got.code, 1)
        same("lines", re.findall(r"line (\d+): no http or https URL", got.err), [str(n) for n in (*range(2, 10), 12)])
        same("what is good is fetched", sorted(got.pages), [h.url("/ok")])
        got = fetch(["-i", "-"], text="\n".join([lines[0], "", "# a comment", h.url("/ok#part"), h.url("/ok?utm_source=x")]))
        same("once, without the password", sorted(got.pages), [h.url("/ok")])
        got = fetch(["-i", "-"], text="\ufeff%s\r\n%s\r\n" % (h.url("/ok?1"), h.url("/ok?2")))
        same("as some editors write it", (got.visits(), got.code), ({"new": 2}, 0))
        holds("no password goes out", not any("authorization" in hd for _, _, hd in h.seen))
    yield "S32 odd URLs of a list are told by their line, the others fetched", odd

    def proxy():
        h = Host()
        env = {k: "http://127.0.0.1:1/" for k in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")}
        same("visits", fetch([h.url("/ok")], env=env).visits(), {"new": 1})
    yield "S34 the environment's proxy is none of ours", proxy

    def private_first():
        h = Host()
        with tempfile.TemporaryDirectory() as d:
            keep = ["-o", d, "--state", d + "/s.state"]
            got = fetch([*keep, h.url("/ok")], quick=[q for q in QUICK if q != "--allow-private"])
            same("refused", (got.code, got.outcome(h.at)), (69, "private address"))
            same("then allowed", fetch([*keep, h.url("/ok")]).visits(), {"new": 1})
    yield "S18 a refused address is no host that is down", private_first

    def own_proxy():
        page = "http://news.example/story"
        p = Host(pages={"/story": PAGE})
        with tempfile.TemporaryDirectory() as d:
            got = fetch(["--proxy", "http://me:secret@" + p.at, "-o", d, page, "http://10.9.8.7/in", "http://localhost/in"],
                        quick=[q for q in QUICK if q != "--allow-private"], env={"no_proxy": "*", "http_proxy": "http://127.0.0.1:1/"})
            kept = b"".join(gzip.open(os.path.join(d, f)).read() for f in os.listdir(d))
        same("visits", got.pages.get(page, ("none",))[0], "new")
        same("asked through it", sorted((u, h["host"]) for u, _, h in p.seen),
             [("/robots.txt", "news.example"), ("/story", "news.example")])
        holds("it is told who asks", all("proxy-authorization" in h for _, _, h in p.seen))
        holds("its password is in no archive", b"Authorization" not in kept and b"Host: news.example" in kept, kept)
        same("private ones", sorted(c for _, c, _ in got.problems), ["private address", "private address"])
        same("no such proxy", fetch(["--proxy", "ftp://127.0.0.1/", page]).code, 64)
    yield "S34 a proxy that is asked for", own_proxy

    def agent():
        h = Host()
        fetch([h.url("/ok")])
        same("agent", h.seen[-1][2]["user-agent"].split("/")[0], "dehusk")
        holds("contact", "(+crawl@example.org)" in h.seen[-1][2]["user-agent"])
        same("without a contact: usage", fetch([h.url("/ok")], ["--allow-private"]).code, 64)
        same("a bad one", fetch([h.url("/ok")], ["--allow-private", "--contact", "a\r\nX: y"]).code, 64)
        done = subprocess.run([PROGRAM, "fetch", *QUICK, h.url("/ok")], check=False, stderr=subprocess.PIPE)
        same("neither -o nor --list", (done.returncode, b"would be lost" in done.stderr), (64, True))
        same("in the agent", fetch([h.url("/ok")], ["--allow-private", "--user-agent", "b/1 (+mailto:x@y.z)"]).code, 0)
    yield "S agent and contact", agent


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


def age_robots(state, seconds):
    """Makes what the state has of hosts older."""
    with sqlite3.connect(state) as db:
        db.execute("UPDATE host SET robots_at = max(1, robots_at - ?), down_until = 0, downs = 0", (seconds,))
    db.close()


def age_urls(state):
    """Lets the time of all URLs come."""
    with sqlite3.connect(state) as db:
        db.execute("UPDATE url SET due = 1, visited = min(visited, 1)")
    db.close()


def intervals(state):
    with sqlite3.connect(state) as db:
        rows = {url.decode(): n for url, n in db.execute("SELECT key, interval FROM url")}
    db.close()
    return rows


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


# ---- The made news site

class Tree:
    """A state and a WARC directory, thrown away at the end."""

    def __enter__(self):
        self.d = tempfile.mkdtemp(prefix="dehusk-fetch-")
        return self

    def __exit__(self, *unused):
        shutil.rmtree(self.d)

    def run(self, *args):
        return fetch(["-o", self.d + "/warc", "--state", self.d + "/state", *args])

    def records(self):
        """The pages that clean reads from the WARC files: {url: text}."""
        done = subprocess.run([PROGRAM, "clean", "--format", "jsonl", "--duplicates", "keep", self.d + "/warc"], check=True,
                              stdout=subprocess.PIPE, encoding="utf-8")
        return {r["url"]: r["text"] for r in map(json.loads, done.stdout.splitlines())}

    def files(self):
        return sorted(os.listdir(self.d + "/warc"))


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


# ---- Many hosts

def test_hosts():
    def many():
        lock, busy = threading.Lock(), {}
        most, twice = [0], []

        def page(r):
            with lock:
                busy[r.server.at] = busy.get(r.server.at, 0) + 1
                most[0] = max(most[0], sum(busy.values()))
                twice.extend([r.server.at] * (busy[r.server.at] > 1))
            time.sleep(.2)
            with lock:
                busy[r.server.at] -= 1
            r.page()
        hosts = [Host(pages={"/%d" % i: page for i in range(3)}) for _ in range(64)]
        same("visits", fetch([h.url("/%d" % i) for h in hosts for i in range(3)]).visits(), {"new": 192})
        holds("side by side: half of them at once at least", most[0] >= 32, most[0])
        same("more than one page of a host at once", twice, [])
    yield "64 hosts at once, each one page at a time", many

    def slow():
        slow, fast = Host(), [Host() for _ in range(5)]
        done = threading.Event()
        for h in fast:
            h.pages["/last"] = lambda r: (r.page(), done.set())

        def page(r):
            """Answers once another host has come to its end: if that waited for us, nobody would."""
            r.page(PAGE if done.wait(30) else b"nobody else was asked")
        slow.pages["/first"] = page
        got = fetch([slow.url("/first"), *(h.url("/ok?%d" % i) for h in fast for i in range(5)),
                     *(h.url("/last") for h in fast)])
        same("visits", got.visits(), {"new": 31})
        same("the others came to their end first", got.pages[slow.url("/first")][2], len(PAGE))
    yield "a slow host does not hold up the others", slow

    def large():
        hosts = [Host() for _ in range(24)]
        for h in hosts:
            h.pages["/plain"] = httpd.PAGE * 25000
            h.pages["/packed"] = lambda r: httpd.packed(r, PACKED)
        # A small process in between: what the kernel counts for a child begins with what its parent has.
        between = ("import resource, subprocess, sys\ncode = subprocess.call(sys.argv[1:])\n"
                   "sys.exit('%d %d' % (code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))")
        done = subprocess.run([sys.executable, "-c", between, *command(
            [h.url(p) for h in hosts for p in ("/plain", "/packed")])], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False, encoding="utf-8")
        code, peak = done.stderr.splitlines()[-1].split()
        same("exit", code, "0")
        sizes = sorted(int(line.split("\t")[2]) for line in done.stdout.splitlines())
        same("whole", sizes, [len(httpd.PAGE * 25000)] * 24 + [len(gzip.decompress(PACKED))] * 24)
        holds("24 pages of 9 MB at once, in 90 MiB", int(peak) < 90 << 10, peak)
    yield "large pages of many hosts share one budget of memory", large

    def kept():
        h = Host()
        fetch([h.url("/ok?%d" % i) for i in range(5)])
        same("connections", h.connections, 1)
    yield "connections are kept alive", kept

    def few_files():
        hosts = [Host() for _ in range(24)]
        done = subprocess.run(["bash", "-c", 'ulimit -n 24; exec "$@"', "-", *command(
            [h.url("/delay/50?%d" % i) for h in hosts for i in range(2)])], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=False)
        same("exit, pages", (done.returncode, len(done.stdout.splitlines())), (0, 48))
    yield "F20 few file descriptors make it slower, and no host is blamed", few_files


PACKED = gzip.compress(b"<p>%s</p>" % b"".join(b"The ferry sails at %d. " % i for i in range(350000)))


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


# ---- All

def run_case(check):
    """(what is wrong or None, why it was left out or None)"""
    try:
        return None, check()
    except (AssertionError, KeyError, IndexError, OSError, subprocess.SubprocessError) as error:
        return "%s: %s" % (type(error).__name__, error), None


def main():
    groups = [f for n, f in sorted(globals().items()) if n.startswith("test_")]
    cases = [case for group in groups for case in group()]
    print("1..%d" % len(cases))
    failed = 0
    with ThreadPoolExecutor(6) as pool:
        for n, ((name, _), (bad, skip)) in enumerate(zip(cases, pool.map(run_case, (c for _, c in cases))), 1):
            print("%sok %d - %s%s" % ("not " if bad else "", n, name, " # SKIP " + skip if skip else ""), flush=True)
            if bad:
                print("# " + bad.replace("\n", "\n# ")[:1500])
            failed += bool(bad)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
