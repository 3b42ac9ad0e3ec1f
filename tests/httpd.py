#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A web server for tests, nice and hostile, on loopback.

httpd.py [--host ADDRESS] prints "PORT n" and serves until its standard input ends, so that it never
outlives the test that started it. Each page is a function of ROUTES, named by the first part of its path; it
gets the request and writes raw bytes, so that what a server must not do can be done.
"""
import argparse
import email.utils
import gzip
import os
import socket
import socketserver
import struct
import sys
import threading
import time
import urllib.parse
import zlib

import packing

PAGE = (b"<!DOCTYPE html><html><head><title>Bridge closed</title></head><body><article><h1>Bridge "
        b"closed</h1><p>The old bridge over the Elm was closed on Monday.</p></article></body></html>")


class Request:
    """One request: its path's parts, query and headers, and the socket to answer on."""

    def __init__(self, sock, line, headers, server):
        self.sock, self.line, self.headers, self.server = sock, line, headers, server
        url = urllib.parse.urlsplit(line.split(" ")[1] if line.count(" ") else "/")
        self.path = url.path
        self.parts = [urllib.parse.unquote(p) for p in url.path.split("/")[1:]]
        self.query = dict(urllib.parse.parse_qsl(url.query))
        self.close = headers.get("connection", "").lower() == "close"

    def raw(self, data):
        self.sock.sendall(data)

    def head(self, status="200 OK", length=None, kind="text/html; charset=utf-8", **more):
        lines = ["HTTP/1.1 " + status]
        if kind is not None:
            lines.append("Content-Type: " + kind)
        if length is not None:
            lines.append("Content-Length: %d" % length)
        else:
            self.close = True
        lines += ["%s: %s" % (k.replace("_", "-"), v) for k, v in more.items()]
        self.raw(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))

    def page(self, body=PAGE, status="200 OK", **more):
        self.head(status, len(body), **more)
        self.raw(body)

    def cut(self):
        """Ends the connection at once."""
        self.close = True


def reset(r):
    """Ends the connection with RST."""
    r.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    r.sock.close()
    r.cut()


def packed(r, body, coding="gzip", status="200 OK"):
    r.page(body, status=status, Content_Encoding=coding)


def endless(r, chunk):
    try:
        while True:
            r.raw(chunk)
    except OSError:
        r.cut()


def trickle(r, data, gap):
    """One byte at a time."""
    try:
        for i in range(len(data)):
            r.raw(data[i:i + 1])
            time.sleep(gap)
    except OSError:
        pass
    r.cut()


ROUTES = {}
BEFORE = []  # functions that answer a request before ROUTES do, or not (False): for who imports this


def date(when):
    return email.utils.formatdate(when, usegmt=True)


def route(f):
    ROUTES[f.__name__.replace("_", "-")] = f
    return f


@route
def ok(r):
    r.page()


@route
def empty(r):
    r.page(b"")


@route
def echo(r):
    """The request's header named by the second part, as it came."""
    r.page(r.headers.get(r.parts[1].lower(), "none").encode("latin-1"), kind="text/plain")


@route
def size(r):
    """A body of so many bytes."""
    r.page(b"x" * int(r.parts[1]), kind="text/plain")


@route
def kind(r):
    """A page with the content type of the query; none without."""
    r.page(kind=r.query.get("is"))


@route
def status(r):
    r.page(b"no such luck", status=r.parts[1] + " Something")


@route
def status_alone(r):
    """A status without a body, whatever it is."""
    r.head(r.parts[1] + " Something", 0)


@route
def cookie(r):
    """Sets a cookie and sends on to where it would be shown."""
    r.head("302 Found", 0, Location="/echo/cookie", Set_Cookie="id=7; Path=/")


# ---- Packed bodies

@route
def gzipped(r):
    packed(r, gzip.compress(PAGE))


@route
def gzip_unsaid(r):
    """gzip under no label, cut off when the second part says so."""
    body = gzip.compress(PAGE)
    r.page(body[:len(body) // 2] if r.parts[1:] else body)


@route
def gzip_members(r):
    packed(r, gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:]))


@route
def gzip_cut(r):
    body = gzip.compress(PAGE)
    packed(r, body[:len(body) // 2])


@route
def gzip_cut_close(r):
    body = gzip.compress(PAGE)
    r.head(Content_Encoding="gzip")
    r.raw(body[:len(body) // 2])


@route
def gzip_damaged(r):
    """A wrong checksum, but only for who asks for gzip."""
    if "gzip" not in r.headers.get("accept-encoding", ""):
        return r.page()
    body = bytearray(gzip.compress(PAGE))
    body[-8] ^= 1
    packed(r, bytes(body))


@route
def gzip_damaged_always(r):
    body = bytearray(gzip.compress(PAGE))
    body[20] ^= 0xFF
    packed(r, bytes(body))


@route
def gzip_plain(r):
    packed(r, PAGE)


@route
def gzip_empty(r):
    packed(r, b"")


@route
def deflated(r):
    packed(r, zlib.compress(PAGE), "deflate")


@route
def deflated_bare(r):
    c = zlib.compressobj(wbits=-15)
    packed(r, c.compress(PAGE) + c.flush(), "deflate")


@route
def brotli_unless_plain(r):
    """What is no gzip, but for who asks for none at all."""
    if r.headers.get("accept-encoding", "") == "identity":
        return r.page()
    packed(r, gzip.compress(PAGE), "br")


@route
def br(r):
    data = packing.brotli(PAGE)
    packed(r, data[:-20] if len(r.parts) > 1 else data, "br")


@route
def no_brotli(r):
    packed(r, bytes(i * 37 % 256 for i in range(4000)), "br")


@route
def zst(r):
    packed(r, packing.zstd(PAGE), "zstd")


@route
def coding(r):
    packed(r, gzip.compress(PAGE), r.query["is"])


@route
def coding_plain(r):
    """A page as it is, under any label."""
    packed(r, PAGE, r.query["is"])


@route
def bomb(r):
    """A gigabyte of zeros in a megabyte."""
    c = zlib.compressobj(9, wbits=31)
    r.head(Content_Encoding="gzip")
    block = b"\0" * (1 << 20)
    try:
        for _ in range(1024):
            r.raw(c.compress(block))
        r.raw(c.flush())
    except OSError:
        pass


# ---- Slow, endless, broken

@route
def slow(r):
    r.head(length=len(PAGE))
    trickle(r, PAGE, .2)


@route
def slow_headers(r):
    trickle(r, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Pad: " + b"x" * 1000, .2)


@route
def silent(r):
    time.sleep(20)
    r.cut()


@route
def delay(r):
    """A page after so many milliseconds."""
    time.sleep(int(r.parts[1]) / 1000)
    r.page()


@route
def endless_body(r):
    r.head()
    endless(r, b"<p>more and more</p>" * 1000)


@route
def endless_chunks(r):
    r.head(Transfer_Encoding="chunked")
    data = b"<p>more</p>" * 100
    endless(r, b"%x\r\n%s\r\n" % (len(data), data))


@route
def endless_headers(r):
    r.raw(b"HTTP/1.1 200 OK\r\n")
    endless(r, b"X-Pad: " + b"x" * 500 + b"\r\n")


@route
def endless_line(r):
    r.raw(b"HTTP/1.1 200 OK\r\nX-Pad: ")
    endless(r, b"x" * 10000)


@route
def endless_hints(r):
    endless(r, b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n")


@route
def hints(r):
    """An interim response whose headers do not count."""
    r.raw(b"HTTP/1.1 103 Early Hints\r\nLocation: /404\r\nContent-Type: image/png\r\n\r\n")
    r.page()


@route
def too_long(r):
    """The length says more than what comes."""
    r.head(length=len(PAGE) + 100)
    r.raw(PAGE)
    r.cut()


@route
def too_short(r):
    r.head(length=20)
    r.raw(PAGE)
    r.cut()


@route
def two_lengths(r):
    r.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\n" + PAGE)
    r.cut()


@route
def length_and_chunks(r):
    r.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
          b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE))
    r.cut()


@route
def negative_length(r):
    r.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: -5\r\n\r\n" + PAGE)
    r.cut()


@route
def chunked(r):
    r.head(Transfer_Encoding="chunked")
    r.raw(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE))


@route
def chunk_bad(r):
    r.head(Transfer_Encoding="chunked")
    r.raw(b"5\r\nhello\r\nzz\r\nbroken\r\n0\r\n\r\n")


@route
def chunk_long(r):
    r.head(Transfer_Encoding="chunked")
    r.raw(b"11111111111111111\r\nhello\r\n0\r\n\r\n")


@route
def chunk_cut(r):
    r.head(Transfer_Encoding="chunked")
    r.raw(b"5\r\nhello\r\n")


@route
def hang_up(r):
    r.cut()


@route
def reset_early(r):
    reset(r)


@route
def reset_late(r):
    r.head(length=len(PAGE) + 100)
    r.raw(PAGE)
    time.sleep(.1)
    reset(r)


@route
def no_http(r):
    r.raw(PAGE)
    r.cut()


@route
def odd_status(r):
    r.raw(b"HTTP/1.1 999999 What\r\nContent-Length: 0\r\n\r\n")
    r.cut()


@route
def bare_status(r):
    r.raw(b"HTTP/1.1 200\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE))


@route
def refresh(r):
    r.page(b"<meta http-equiv=refresh content='0;url=/refresh'>" + PAGE)


@route
def nul_header(r):
    r.raw(b"HTTP/1.1 200 OK\r\nX-\0: \0\r\nContent-Length: 2\r\n\r\nok")


# ---- Redirects

@route
def to(r):
    """A redirect to what the query says, byte for byte; nowhere without."""
    where = {"Location": r.query["url"]} if "url" in r.query else {}
    r.head(r.query.get("status", "302") + " Go", 0, **where)


@route
def to_long(r):
    r.head("302 Go", 0, Location="/" + "x" * 100000)


@route
def chain(r):
    n = int(r.parts[1])
    if n == 0:
        return r.page()
    r.head("301 Moved", 0, Location="/chain/%d" % (n - 1))


@route
def loop(r):
    r.head("302 Found", 0, Location="/loop")


@route
def circle(r):
    """/circle/N/I leads to the next of N pages, the last to the first."""
    at = r.parts[2] if len(r.parts) > 2 else "0"
    at = 0 if at == "in" else (int(at) + 1) % int(r.parts[1])
    r.head("302 Found", 0, Location="/circle/%s/%d" % (r.parts[1], at))


@route
def grow(r):
    r.head("302 Found", 0, Location=r.path + "?" + "x" * (10 * len(r.line)))


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.server.connections += 1
        rest = b""
        while True:
            while b"\r\n\r\n" not in rest:
                got = self.request.recv(65536)
                if not got or len(rest) > 1 << 20:
                    return
                rest += got
            head, rest = rest.split(b"\r\n\r\n", 1)
            lines = head.decode("latin-1").split("\r\n")
            headers = dict((k.strip().lower(), v.strip()) for k, v in
                           (line.split(":", 1) for line in lines[1:] if ":" in line))
            r = Request(self.request, lines[0], headers, self.server)
            page = ROUTES.get(r.parts[0])
            if any(f(r) for f in BEFORE):
                pass
            elif page:
                page(r)
            else:
                r.page(b"not here", status="404 Not Found")
            if r.close:
                return


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    connections = 0

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):  # who hangs up on an endless page is right
            super().handle_error(request, client_address)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--host", default="127.0.0.1")
    args = a.parse_args()
    with Server((args.host, 0), Handler) as server:
        print("PORT %d" % server.server_address[1], flush=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        while os.read(0, 4096):
            pass


if __name__ == "__main__":
    main()
