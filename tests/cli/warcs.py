#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dehusk clean on WARC files as other tools write them, and as they should not be. warcs.py DEHUSK

A row makes a file; want: the verdicts of the records that come out of it, in order. Prints TAP.
"""
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import packing  # noqa: E402


def html(n):
    return ("<!DOCTYPE html><html><head><title>Weir %d</title></head><body><nav><a href=/>Home</a></nav><article><h1>Weir "
            "%d</h1>%s</article></body></html>" % (n, n, "".join(
                "<p>The gauge at weir %d stood at %d centimetres when the wardens read it on Sunday, a little more than the "
                "week before, and nobody expects it to fall before the frost.</p>" % (n, 10 * n + i) for i in range(4)))
            ).encode()


def http(body, status="HTTP/1.1 200 OK", **headers):
    headers.setdefault("Content_Type", "text/html")
    lines = [status] + ["%s: %s" % (k.replace("_", "-"), v) for k, v in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def record(n, block=None, kind="response", length=None, version="WARC/1.0", url=None, ident=None, eol=b"\r\n", extra=(),
           media="application/http; msgtype=response"):
    block = http(html(n)) if block is None else block
    head = [version, "WARC-Type: " + kind, "WARC-Record-ID: <urn:uuid:%s>" % (ident or "00000000-0000-0000-0000-%012d" % n),
            "WARC-Date: 2026-11-28T10:00:00Z", "WARC-Target-URI: " + (url or "http://weirs.example/%d" % n),
            "Content-Type: " + media, *extra]
    if length != "none":
        head.append("Content-Length: %s" % (len(block) if length is None else length))
    return eol.join(line.encode() for line in head) + eol + eol + block + eol + eol


def members(*records):
    return b"".join(gzip.compress(r) for r in records)


def chunked(body):
    return b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + 100]), body[i:i + 100]) for i in range(0, len(body), 100)) + b"0\r\n\r\n"


def damaged(data):
    return data[:200] + b"\xff" * 50 + data[250:]


def changed(member):
    """A gzip member whose checksum is that of other bytes."""
    return member[:-8] + bytes([member[-8] ^ 1]) + member[-7:]


BIG = record(2, b"x" * 70000, extra=("X-Long: " + "y" * (1 << 20),))
KK = ["kept", "kept"]

# name, the file's bytes, want
CASES = [
    ("W a file as it should be", members(record(1), record(2)), KK),
    ("W plain", record(1) + record(2), KK),
    ("W01 all in one gzip member", gzip.compress(record(1) + record(2)), KK),
    ("W02 the last record cut off", record(1) + record(2)[:-700], ["kept", "failed"]),
    ("W02 in a gzip member; the file's damage is told too", members(record(1)) + members(record(2))[:-40],
     ["kept", "failed", "failed"]),
    ("W02 a member that is damaged, and one behind", members(record(1)) + damaged(members(record(2))) + members(record(3)),
     ["kept", "failed", "kept", "failed"]),
    ("W02 a member whose checksum is of other bytes", members(record(1)) + changed(members(record(2))) + members(record(3)),
     ["kept", "failed", "kept", "failed"]),
    ("W02 the last one of them", members(record(1)) + changed(members(record(2))), ["kept", "failed", "failed"]),
    ("W02 whose checksum is cut off, and no more: it may be whole", members(record(1)) + members(record(2))[:-4], ["kept", "kept", "failed"]),
    ("W02 junk between two members and behind them", members(record(1)) + b"junk" + members(record(2)) + b"more", ["kept", "kept", "failed"]),
    ("W02 zeros between two members", members(record(1)) + bytes(100) + members(record(2)) + bytes(512), KK),
    ("W03 a length that is too small", record(1, length=300) + record(2), KK),
    ("W03 too large", record(1, length=99999) + record(2), KK),
    ("W03 negative", record(1, length=-4) + record(2), KK),
    ("W03 none", record(1, length="none") + record(2), KK),
    ("W03 2^64", record(1, length=1 << 64) + record(2), KK),
    ("W03 given twice", record(1, extra=("Content-Length: %d" % len(http(html(1))),)) + record(2), KK),
    ("W03 with letters", record(1, length="12abc") + record(2), KK),
    ("W04 a header line of a megabyte", record(1) + BIG + record(3), None),
    ("W05 LF only", record(1, eol=b"\n") + record(2, eol=b"\n"), KK),
    ("W05 blank lines before", b"\r\n\r\n\n" + record(1), ["kept"]),
    ("W06 versions", record(1, version="WARC/0.18") + record(2, version="WARC/1.1"), KK),
    ("W06 one that is to come", record(1, version="WARC/2.0") + record(2), ["kept"]),
    ("W06 a type nobody knows", record(1, kind="painting") + record(2), ["kept"]),
    ("W07 wget's brackets", record(1, url="<http://weirs.example/1>"), ["kept"]),
    ("W07 blanks", record(1, url="http://weirs.example/a b"), ["kept"]),
    ("W07 a path", record(1, url="../../../etc/passwd") + record(2), ["kept"]),
    ("W07 a file", record(1, url="file:///etc/passwd") + record(2), ["kept"]),
    ("W07 100 KB: told", record(1, url="http://weirs.example/" + "x" * 100000) + record(2), ["kept", "failed"]),
    ("W08 no status line", record(1, html(1)), ["kept"]),
    ("W08 HTTP/2", record(1, http(html(1), "HTTP/2 200")), ["kept"]),
    ("W08 binary", record(1, bytes(range(256)) * 20) + record(2), None),
    ("W08 an error page", record(1, http(html(1), "HTTP/1.1 404 Not Found")) + record(2), ["kept"]),
    ("W08 from a cache that changed it", record(1, http(html(1), "HTTP/1.1 203 Non-Authoritative Information")), ["kept"]),
    ("W08 a part of a page", record(1, http(html(1), "HTTP/1.1 206 Partial Content")) + record(2), ["kept"]),
    ("W08 a picture", record(1, http(b"\x89PNG", Content_Type="image/png")) + record(2), ["kept"]),
    ("W09 chunks", record(1, http(chunked(html(1)), Transfer_Encoding="chunked")), ["kept"]),
    ("W09 chunks that were joined already", record(1, http(html(1), Transfer_Encoding="chunked")), ["kept"]),
    ("W10 gzip", record(1, http(gzip.compress(html(1)), Content_Encoding="gzip")), ["kept"]),
    ("W10 gzip that was unpacked already", record(1, http(html(1), Content_Encoding="gzip")), ["kept"]),
    ("W10 br", record(1, http(packing.brotli(html(1)), Content_Encoding="br")), ["kept"]),
    ("W10 br, in chunks", record(1, http(chunked(packing.brotli(html(1))), Content_Encoding="br",
                                         Transfer_Encoding="chunked")), ["kept"]),
    ("W10 br, cut off", record(1, http(packing.brotli(html(1))[:-40], Content_Encoding="br")) + record(2), ["failed", "kept"]),
    ("W10 zstd", record(1, http(packing.zstd(html(1)), Content_Encoding="zstd")), ["kept"]),
    ("W10 gzip, then br", record(1, http(packing.brotli(gzip.compress(html(1))), Content_Encoding="gzip, br")), ["kept"]),
    ("W10 br, then gzip, in chunks", record(1, http(chunked(gzip.compress(packing.brotli(html(1)))), Transfer_Encoding="chunked",
                                                    Content_Encoding="br, gzip")), ["kept"]),
    ("W10 a list of codings that were all undone", record(1, http(html(1), Content_Encoding="gzip, br")), ["kept"]),
    ("W10 a thousand codings", record(1, http(gzip.compress(html(1)), Content_Encoding=", ".join(["gzip"] * 1000))), ["kept"]),
    ("W10 br that unpacks to too much", record(1, http(packing.brotli(bytes(70 << 20)), Content_Encoding="br")) + record(2),
     ["failed", "kept"]),
    ("W10 br that was unpacked already", record(1, http(html(1), Content_Encoding="br")), ["kept"]),
    ("W11 a wrong digest", record(1, extra=("WARC-Payload-Digest: sha1:AAAA",)), ["kept"]),
    ("W12 other types", record(1, b"x: y\r\n", "warcinfo") + record(2, b"GET / HTTP/1.1\r\n\r\n", "request") + record(
        3, b"", "revisit") + record(4, b"a: b", "metadata") + record(5), ["kept"]),
    ("W12 WET", record(1, b"The gauge at the weir stood high on Sunday, and nobody expects it to fall.", "conversion",
                        media="text/plain"), ["kept"]),
    ("W14 a continuation line", record(1, extra=("X-Note: one", "  two")), ["kept"]),
    ("W15 one ID twice", record(1, ident="a") + record(2, ident="a"), KK),
    ("W no WARC behind its first line", b"WARC/1.0\r\n" + b"\xff\x00junk" * 1000, None),
]


def clean(path, more=(), limit=None):
    def cap():
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    done = subprocess.run([PROGRAM, "clean", "--format", "jsonl", "--duplicates", "keep", "--quiet", *more, path],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, preexec_fn=cap, timeout=120)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def check(data, want):
    with tempfile.TemporaryDirectory(prefix="dehusk-warcs-") as d:
        path = d + "/a.warc"
        with open(path, "wb") as f:
            f.write(data)
        code, records, err = clean(path)
    got = [r["verdict"] for r in records]
    if code not in (0, 1):
        return "exit %d: %.300r" % (code, err)
    if want is not None and got != want:
        return "%r, not %r" % (got, want)
    if (code == 1) != ("failed" in got):
        return "exit %d with %r" % (code, got)
    return None


def check_names():
    """Below a directory the names of outputs come from the file's name and the ID, never from a URL."""
    with tempfile.TemporaryDirectory(prefix="dehusk-warcs-") as d:
        os.makedirs(d + "/in")
        with open(d + "/in/a.warc", "wb") as f:
            f.write(record(1, ident="../../../x") + record(2, url="http://weirs.example/../../y") + record(3, ident="z/z"))
        subprocess.run([PROGRAM, "clean", "--quiet", "-o", d + "/out", d + "/in"], check=False, stderr=subprocess.DEVNULL)
        outside = [n for n in os.listdir(d) if n not in ("in", "out")]
        files = [os.path.join(w, n) for w, _, names in os.walk(d + "/out") for n in names]
        if outside or len(files) != 3 or os.listdir(d + "/in") != ["a.warc"]:
            return "beside: %r, files: %r" % (outside, files)
    return None


def check_coding():
    """W10: a coding that nothing here reads is named, and the file beside the record."""
    with tempfile.TemporaryDirectory(prefix="dehusk-warcs-") as d:
        with open(d + "/a.warc", "wb") as f:
            f.write(record(1, http(b"\x1b\x03\x10\x00\xf8" + bytes(range(256)), Content_Encoding="compress"), ident="one"))
        done = subprocess.run([PROGRAM, "clean", d + "/a.warc"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        said = done.stderr.decode()
        if done.returncode != 1 or not said.startswith("dehusk: %s/a.warc: '<urn:uuid:one>' failed: " % d):
            return "exit %d: %s" % (done.returncode, said)
        if "has content encoding 'compress', which is not read here" not in said:
            return said
    return None


def check_many():
    """W13: 10,000 records in constant memory."""
    with tempfile.TemporaryDirectory(prefix="dehusk-warcs-") as d:
        one = [gzip.compress(record(n)) for n in range(50)]
        with open(d + "/a.warc.gz", "wb") as f:
            for _ in range(200):
                f.write(b"".join(one))
        code, records, err = clean(d + "/a.warc.gz", ["--jobs", "1"], 400 << 20)
        if code or len(records) != 10000:
            return "exit %d, %d records: %.200r" % (code, len(records), err)
    return None


def main():
    cases = [(name, lambda data=data, want=want: check(data, want)) for name, data, want in CASES]
    cases += [("W07 names of outputs", check_names), ("W13 10,000 records", check_many),
              ("W10 br", check_coding)]
    print("1..%d" % len(cases))
    failed = 0
    for n, (name, run) in enumerate(cases, 1):
        bad = run()
        print("%sok %d - %s" % ("not " if bad else "", n, name), flush=True)
        if bad:
            print("# " + bad)
            failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
