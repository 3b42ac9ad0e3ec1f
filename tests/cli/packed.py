#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Inputs that are packed, by each packer: whole, in parts, cut off, damaged, too large; archives with a dictionary; what
happens without a packer's library. packed.py DEHUSK prints TAP."""
import bz2
import gzip
import json
import lzma
import os
import re
import resource
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import packing  # noqa: E402

STORY = "Share\n\nThe ferry sails again on Monday, the harbour office of Elm Quay says.\n\nAdvertisement\n"
CLEAN = b"The ferry sails again on Monday, the harbour office of Elm Quay says.\n"
PACKERS = {"gz": gzip.compress, "zst": packing.zstd, "xz": lzma.compress, "bz2": bz2.compress, "br": packing.brotli}
NAMES = {"gz": "gzip", "zst": "zstd", "xz": "xz", "bz2": "bzip2", "br": "brotli"}
LIBRARIES = {"xz": "liblzma.so.5", "bz2": "libbz2.so.1.0", "br": "libbrotlidec.so.1"}


class Wrong(Exception):
    pass


def run(args, d, stdin=b"", memory=0, **env):
    def limit():
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    return subprocess.run([PROGRAM, *args], cwd=d, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=100,
                          check=False, env=dict(os.environ, **env), preexec_fn=limit)


def want(got, code, out=None, err=None):
    said = got.stderr.decode("utf-8", "replace")
    if got.returncode != code or (out is not None and got.stdout != out) or (said if err is None else
                                                                           not re.search(err, said, re.M)):
        raise Wrong("exit %s, %r and %r are wanted, not %s, %.300r and %.500r" % (code, out, err, got.returncode, got.stdout, said))
    return got


def write(d, name, data):
    with open(os.path.join(d, name), "wb") as f:
        f.write(data)
    return name


def rows(n):
    return b"".join(json.dumps({"id": str(i), "text": "Story %d. %s" % (i, STORY)}).encode() + b"\n" for i in range(n))


def verdicts(got):
    return [json.loads(line)["verdict"] for line in got.stdout.splitlines()]


# ---- Every packer

def whole(d, end):
    """A text, and the same by another name where the bytes tell."""
    pack = PACKERS[end]
    want(run(["clean", write(d, "a.txt." + end, pack(STORY.encode()))], d), 0, CLEAN)
    if end != "br":
        want(run(["clean", write(d, "b", pack(STORY.encode()))], d), 0, CLEAN)
        want(run(["clean"], d, pack(STORY.encode())), 0, CLEAN)
    os.mkdir(d + "/in")
    write(d, "in/c.txt." + end, pack(STORY.encode()))
    want(run(["clean", "-o", "out", "in"], d), 0, b"")
    with open(d + "/out/c.txt." + end + ".txt", "rb") as f:
        if f.read() != CLEAN:
            raise Wrong("below a directory")
    want(run(["clean", write(d, "empty." + end, pack(b""))], d), 0, b"")


def packed_rows(d, end):
    """JSONL, in two members where the packer has such, and records for restore and report."""
    pack, data = PACKERS[end], rows(40)
    cut = data.index(b"\n", len(data) // 2) + 1
    parts = pack(data) if end == "br" else pack(data[:cut]) + pack(data[cut:])
    got = want(run(["clean", "--format", "jsonl", write(d, "rows.jsonl." + end, parts)], d), 0)
    if len(verdicts(got)) != 40:
        raise Wrong("%d records" % len(verdicts(got)))
    write(d, "records.jsonl." + end, pack(got.stdout))
    again = want(run(["restore", "--format", "jsonl", "records.jsonl." + end], d), 0)
    if [json.loads(line) for line in again.stdout.splitlines()] != [json.loads(line) for line in data.splitlines()]:
        raise Wrong("restored: %.300r" % again.stdout)
    want(run(["report", "--summary", "records.jsonl." + end], d), 0)


def spoiled(d, end):
    """Cut off and damaged: what came before is used row by row, a page as a whole fails, and both are told."""
    pack, name = PACKERS[end], NAMES[end]
    page = pack(STORY.encode())
    want(run(["clean", write(d, "cut." + end, page[:-5])], d), 1, b"", "^dehusk: cannot read 'cut.%s': %s data that are cut off$" % (
        end, name))
    data = pack(os.urandom(3000).hex().encode())
    broken = data[:200] + bytes(b ^ 0xFF for b in data[200:]) if end != "zst" else data[:6] + b"\xff" * 50
    want(run(["clean", write(d, "bad." + end, broken)], d), 1, b"", "^dehusk: cannot read 'bad.%s': damaged %s data$" % (end, name))
    many = b"".join(json.dumps({"id": str(i), "text": "Story of %s.\n" % os.urandom(300).hex()}).encode() + b"\n" for i in range(4000))
    part = pack(many)
    got = want(run(["clean", "--format", "jsonl", write(d, "rows." + end, part[:len(part) * 3 // 4])], d), 1, None, "cut off")
    if len(verdicts(got)) < 1500 or verdicts(got)[-1] != "failed" or "failed" in verdicts(got)[:-1]:
        raise Wrong("%d records" % len(verdicts(got)))


def behind(d, end):
    """What follows packed data is told, and not read."""
    write(d, "a." + end, PACKERS[end](STORY.encode()) + b"junk")
    want(run(["clean", "a." + end], d), 1, CLEAN, "^dehusk: 'a.%s' goes on behind its %s data: what stands there was not read$" % (
        end, NAMES[end]))


def bomb(d, end):
    """A gigabyte of blanks, in little memory: as a page and as rows."""
    if end == "br":
        data = packing.brotli(b" " * (80 << 20), quality=5)
    else:
        data = PACKERS[end](b" " * (16 << 20)) * (5 if end == "gz" else 64)
    for args in ([], ["--type", "jsonl"]):
        want(run(["clean", "--jobs", "1", *args, write(d, "a." + end, data)], d, memory=700 << 20), 1, b"",
             "unpack to more than the limit|larger than the limit")


def library(d, end):
    """Without its library one kind of file cannot be read, and no other is in its way."""
    write(d, LIBRARIES[end], b"no library")
    write(d, "libbz2.so.1", b"no library")
    for name in PACKERS:
        write(d, "a." + name, PACKERS[name](STORY.encode()))
    want(run(["clean", "a." + end], d, LD_LIBRARY_PATH=d), 1, b"",
         "^dehusk: cannot read 'a.%s': unpacking %s data needs lib[a-z0-9]+: .*%s" % (end, NAMES[end], LIBRARIES[end]))
    others = sorted("a." + name for name in PACKERS if name != end and (name, end) != ("bz2", "xz"))
    if end == "xz":
        os.unlink(d + "/libbz2.so.1")
    got = want(run(["clean", "--format", "jsonl", "--duplicates", "keep", *others], d, LD_LIBRARY_PATH=d), 0)
    if len(verdicts(got)) != len(others):
        raise Wrong(str(got))


# ---- Some

def large_window(d):
    """Data that ask for a window of 256 MiB are refused, with the reason; of 64 MiB, as the strongest of each makes, read."""
    for size, code, err in ((26, 0, None), (28, 1, "'a.xz': xz data that need a window of more than 128 MiB")):
        filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << size}]
        write(d, "a.xz", lzma.compress(STORY.encode(), filters=filters))
        want(run(["clean", "a.xz"], d), code, None, err)
    write(d, "a.zst", b"\x28\xb5\x2f\xfd\x00\x90" + b"\0" * 20)  # 2^(10 + 18)
    want(run(["clean", "a.zst"], d), 1, b"", "'a.zst': zstd data that need a window of more than 128 MiB")


def named_brotli(d):
    """A name is no proof: text stays text, and other data are what their bytes say."""
    want(run(["clean", write(d, "a.br", STORY.encode())], d), 0, CLEAN)
    want(run(["clean", write(d, "b.br", gzip.compress(STORY.encode()))], d), 0, CLEAN)
    page = "<!doctype html><title>\xc9</title><article>" + "<p>Le bac reprend lundi, dit le port d'\xc9vian.</p>" * 3
    got = want(run(["clean", write(d, "c.br", page.encode("latin-1"))], d), 0)
    if "d'\xc9vian".encode() not in got.stdout:
        raise Wrong(str(got))
    want(run(["clean", write(d, "d.br", b"\0" * 2000)], d), 1, b"", "damaged brotli data|goes on behind")


def slow_pipe(d):
    """Plain rows are answered as they come, however short, where a packer's first byte may be one of theirs."""
    with subprocess.Popen([PROGRAM, "clean", "--flush", "--type", "jsonl", "--format", "jsonl", "-"], cwd=d,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as p:
        for piece in (b"{", b'"text"', b':"A"}\n'):
            p.stdin.write(piece)
            p.stdin.flush()
        if json.loads(p.stdout.readline())["text"] != "A":
            raise Wrong("no answer")
        p.stdin.close()
    for text in (b"B", b"BZh9", b"\xfd7zX", b"P"):
        want(run(["clean"], d, text), 0)


def packed_twice(d):
    """What is packed once more, or otherwise, is named."""
    for data, err in ((bz2.compress(bz2.compress(STORY.encode())), "no text: bzip2 data inside what they were unpacked from"),
                      (gzip.compress(lzma.compress(STORY.encode())), "no text: xz data inside what they were unpacked from"),
                      (b"\x04\x22\x4d\x18\x64\x40\xa7" + bytes(60), "no text: lz4 data, which are to be unpacked first")):
        want(run(["clean", write(d, "a", data)], d), 1, b"", err)


# ---- Archives

def page(n):
    return ("<!doctype html><title>Weir %d</title><article><h1>Weir %d</h1>%s</article>" % (n, n, "".join(
        "<p>The gauge at weir %d stood at %d centimetres when the wardens read it on Sunday, a little more than the week before."
        "</p>" % (n, 10 * n + i) for i in range(5)))).encode()


def record(n):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(n)
    return ("WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%d>\r\nWARC-Date: 2026-11-28T10:00:00Z\r\n"
            "WARC-Target-URI: http://weirs.example/%d\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % (
                n, n, len(block))).encode() + block + b"\r\n\r\n"


def archive(d, front, frames, code, want_verdicts, err=None):
    write(d, "a.warc.zst", front + b"".join(frames))
    got = want(run(["clean", "--format", "jsonl", "a.warc.zst"], d), code, None, err)
    if verdicts(got) != want_verdicts:
        raise Wrong("%r are wanted, not %r" % (want_verdicts, verdicts(got)))


def with_dictionary(d):
    """As the WARC specification's annex on Zstandard has it: a dictionary in front, plain or packed, and a frame a record."""
    words = packing.dictionary([record(n) for n in range(20, 30)])
    frames = [packing.zstd(record(n), words) for n in range(5)]
    if sum(map(len, frames)) * 2 > sum(len(packing.zstd(record(n))) for n in range(5)):
        raise Wrong("the dictionary is of no use")
    kept = ["kept"] * 5
    for front in (packing.skippable(words), packing.skippable(packing.zstd(words))):
        archive(d, front, frames, 0, kept)
        spoiled_one = frames[2][:8] + b"\xff" * (len(frames[2]) - 8)
        archive(d, front, frames[:2] + [spoiled_one] + frames[3:], 1, ["kept"] * 4 + ["failed"], "damaged in 1 place")
        archive(d, front, [f[:-9] if f is frames[4] else f for f in frames], 1, ["kept"] * 4 + ["failed"], "damaged in 1 place")
        archive(d, front, [packing.skippable(b"a note", 0x50), *frames, packing.skippable(b"an index", 0x5E)], 0, kept)
        archive(d, front, [], 0, ["empty"])  # as any file without a byte
    without = "packed with a dictionary, which are to be unpacked first"
    archive(d, b"", frames, 1, ["failed"], without)
    archive(d, packing.skippable(words, 0x5C), frames, 1, ["failed"], without)
    other = packing.dictionary([record(n) for n in range(40, 50)], number=8)
    archive(d, packing.skippable(other), frames, 1, ["failed"], without)
    archive(d, packing.skippable(words[:60]), frames, 1, ["failed"], "zstd data whose dictionary is damaged")
    archive(d, packing.skippable(packing.zstd(words)[:60]), frames, 1, ["failed"], "zstd data whose dictionary is damaged")
    archive(d, packing.skippable(packing.zstd(words + bytes(17 << 20))), frames, 1, ["failed"], "whose dictionary is damaged")
    archive(d, b"", [packing.zstd(record(n)) for n in range(5)], 0, kept)


def other_archives(d):
    for end in ("xz", "bz2", "br"):
        write(d, "a.warc." + end, PACKERS[end](b"".join(record(n) for n in range(5))))
        got = want(run(["clean", "--format", "jsonl", "a.warc." + end], d), 0)
        if verdicts(got) != ["kept"] * 5:
            raise Wrong(end + ": " + str(got))
    write(d, "b.warc.bz2", bz2.compress(record(1)) + b"junk" + bz2.compress(record(2)))
    got = want(run(["clean", "--format", "jsonl", "b.warc.bz2"], d), 1, None, "damaged in 1 place")
    if verdicts(got) != ["kept", "kept", "failed"]:
        raise Wrong(str(got))


CASES = [(f, end) for f in (whole, packed_rows, spoiled, behind, bomb) for end in PACKERS]
CASES += [(library, end) for end in LIBRARIES]
CASES += [(f,) for f in (large_window, named_brotli, slow_pipe, packed_twice, with_dictionary, other_archives)]


def main():
    print("1..%d" % len(CASES))
    failed = 0
    for n, (f, *args) in enumerate(CASES, 1):
        name = " ".join([f.__name__.replace("_", " "), *args])
        with tempfile.TemporaryDirectory(prefix="dehusk-packed-") as d:
            try:
                f(d, *args)
                print("ok %d - %s" % (n, name))
            except (Wrong, subprocess.TimeoutExpired) as e:
                failed += 1
                print("not ok %d - %s" % (n, name))
                print("# %s" % e)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
