#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How fast dehusk fetch asks many hosts at once, and how much memory it takes. bench_fetch.py DEHUSK

64 servers on loopback, each of which takes 200 ms for a page of 30 KB, ten pages a host, with and without WARC files. A
host is asked for one page at a time, so the best that can be is 64 pages every 200 ms.
"""
import os
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")
HOSTS, PAGES, DELAY = 64, 10, .2
BODY = b"<html><body>" + b"<p>The ferry sails again on Monday, the harbour office said.</p>\n" * 460 + b"</body></html>"


def answer(sock):
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    rest = b""
    while True:
        while b"\r\n\r\n" not in rest:
            got = sock.recv(65536)
            if not got:
                return
            rest += got
        head, rest = rest.split(b"\r\n\r\n", 1)
        if head.startswith(b"GET /robots.txt"):
            sock.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            continue
        time.sleep(DELAY)
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY)


def serve(server):
    while True:
        threading.Thread(target=answer, args=(server.accept()[0],), daemon=True).start()


def run(urls, *more):
    args = [PROGRAM, "fetch", "--list", "--contact", "bench@example.org", "--allow-private", "--delay", "0",
            "--delay-factor", "0", *more, "-i", "-"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    done = subprocess.run(args, input="\n".join(urls), stdout=subprocess.PIPE, check=True, encoding="utf-8")
    took = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    pages = len(done.stdout.splitlines())
    best = PAGES * DELAY
    print("fetch %-12s %4d pages of %d hosts in %.2f s (best: %.2f), %.0f a second, %.2f s of CPU, peak %.1f MiB"
          % (" ".join(more[:1]) or "-", pages, HOSTS, took, best, pages / took,
             after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024))


def main():
    urls = []
    for i in range(HOSTS):
        server = socket.create_server(("127.2.0.%d" % (i + 1), 0), backlog=64)
        threading.Thread(target=serve, args=(server,), daemon=True).start()
        urls += ["http://%s:%d/%d" % (*server.getsockname(), n) for n in range(PAGES)]
    run(urls)
    with tempfile.TemporaryDirectory() as d:
        run(urls, "-o", d + "/warc", "--state", d + "/state")


if __name__ == "__main__":
    main()
