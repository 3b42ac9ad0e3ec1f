#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dehusk fetch where names lead to other addresses than before. naming.py DEHUSK

Runs itself again in a network and a mount namespace of its own (as root; elsewhere all cases are left out): there the
loopback interface also has a public address, and /etc/hosts is a file of ours. Nothing leaves the machine. Case names
begin with their number in the list of hostile servers. Prints TAP.
"""
import fcntl
import http.server
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
sys.path.insert(0, ROOT + "/tests")
sys.dont_write_bytecode = True
import httpd  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")
PUBLIC, PRIVATE, NAME = "93.184.215.14", "127.0.0.1", "news.example"
SIX = "2606:2800:21f::1"  # no route leads there
SIOCSIFFLAGS, SIOCSIFADDR, UP = 0x8914, 0x8916, 1 | 64


def raise_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        address = struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton(PUBLIC))
        fcntl.ioctl(s, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", UP))
        fcntl.ioctl(s, SIOCSIFADDR, struct.pack("16s16s8x", b"lo:1", address))


class Server(http.server.ThreadingHTTPServer):
    """Counts who asks, on the port that pages are served on."""

    def __init__(self, address):
        self.asked = []
        super().__init__((address, 80), Page)
        threading.Thread(target=self.serve_forever, args=(.05,), daemon=True).start()


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):  # noqa: N802
        self.server.asked.append(self.path)
        body = b"" if self.path == "/robots.txt" else httpd.PAGE
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Names:
    """A case's name service, and its state over runs."""

    def __init__(self, where):
        self.where, self.hosts = tempfile.mkdtemp(dir=where), where + "/hosts"

    def lead_to(self, *addresses):
        with open(self.hosts, "w", encoding="ascii") as f:
            f.write("".join("%s %s\n" % (a, NAME) for a in addresses))

    def fetch(self):
        """(exit code, how often the page came, what was said)"""
        quick = ["--delay", "0", "--delay-factor", "0", "--tries", "1", "--timeout", "5", "--revisit", "0"]
        done = subprocess.run([PROGRAM, "fetch", "--list", "--verbose", "--contact", "crawl@example.org", *quick,
                               "--state", self.where + "/s.state", "-o", self.where + "/warc",
                               "http://%s/story" % NAME],
                              capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, len(done.stdout.splitlines()), done.stderr


def rebinding(names, public, private):
    names.lead_to(PUBLIC)
    first = names.fetch()
    names.lead_to(PRIVATE)
    second = names.fetch()
    return first[:2] == (0, 1) and second[0] and "private address" in second[2] and not private.asked, (first, second)


def both(names, public, private):
    names.lead_to(PRIVATE, PUBLIC)
    got = names.fetch()
    return not private.asked, got


def no_route(names, public, private):
    names.lead_to(SIX)
    got = names.fetch()
    return got[0] == 69 and "private" not in got[2], got


def either(names, public, private):
    names.lead_to(SIX, PUBLIC)
    got = names.fetch()
    return got[:2] == (0, 1), got


CASES = [
    ("S19 a name that leads to a private address the second time", rebinding),
    ("S18 a name with a private and a public address: the private one is not asked", both),
    ("S28 IPv6 without a route: the host is down, and that is told", no_route),
    ("S28 IPv6 without a route, and IPv4: the page comes", either),
]


def inside(where):
    raise_loopback()
    with open(where + "/hosts", "w", encoding="ascii"):
        pass
    subprocess.run(["mount", "--bind", where + "/hosts", "/etc/hosts"], check=True)
    public, private = Server(PUBLIC), Server(PRIVATE)
    failed = 0
    print("1..%d" % len(CASES))
    for n, (name, case) in enumerate(CASES, 1):
        del private.asked[:]
        good, got = case(Names(where), public, private)
        print("%sok %d - %s" % ("" if good else "not ", n, name), flush=True)
        if not good:
            print("# %r" % (got,))
            failed += 1
    return 1 if failed else 0


def main():
    if len(sys.argv) > 2:
        return inside(sys.argv[2])
    space = ["unshare", "--net", "--mount", "--propagation", "private"]
    if not shutil.which("unshare") or subprocess.run([*space, "true"], stderr=subprocess.DEVNULL, check=False).returncode:
        print("1..%d" % len(CASES))
        for n, (name, _) in enumerate(CASES, 1):
            print("ok %d - %s # SKIP namespaces need root" % (n, name))
        return 0
    where = tempfile.mkdtemp(prefix="dehusk-names-")
    try:
        return subprocess.run([*space, sys.executable, os.path.abspath(__file__), PROGRAM, where], check=False).returncode
    finally:
        shutil.rmtree(where)


if __name__ == "__main__":
    sys.exit(main())
