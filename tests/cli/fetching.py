#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dehusk fetch against servers that are nice, slow, broken and hostile, one and many. fetching.py DEHUSK

Tables first: a row is a case, and its name begins with the number it has in the list of hostile servers (S). Prints
TAP; asserts no times but those that a server asked us to wait.
"""
import atexit
import gzip
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.dont_write_bytecode = True
import httpd  # noqa: E402
from fetchhost import (FAST, Host, PAGE, PROGRAM, QUICK, SHORT, command, fetch, fetch_table, holds, main, same,  # noqa: E402
                       tagged)


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
    ("S06 no brotli, unasked", "/no-brotli", "decode"),
    ("S06 gzip that says brotli", "/coding?is=br", "new"),
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
    ("S12 two lengths", "/two-lengths", "new"),
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

    def no_room():
        """Of the list that is asked for."""
        h = Host()
        with open("/dev/full", "wb") as full:
            done = subprocess.run(command([h.url("/ok")]), stdout=full, stderr=subprocess.PIPE, check=False, encoding="utf-8")
        same("exit, words", (done.returncode, done.stderr.splitlines()[-1:]),
             (74, ["dehusk: cannot write to standard output: No space left on device"]))
    yield "a full disk under the list of pages", no_room

    def few_files():
        hosts = [Host() for _ in range(24)]
        done = subprocess.run(["bash", "-c", 'ulimit -n 24; exec "$@"', "-", *command(
            [h.url("/delay/50?%d" % i) for h in hosts for i in range(2)])], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=False)
        same("exit, pages", (done.returncode, len(done.stdout.splitlines())), (0, 48))
    yield "F20 few file descriptors make it slower, and no host is blamed", few_files


PACKED = gzip.compress(b"<p>%s</p>" % b"".join(b"The ferry sails at %d. " % i for i in range(350000)))


if __name__ == "__main__":
    sys.exit(main(globals()))
