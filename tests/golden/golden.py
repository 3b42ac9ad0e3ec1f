#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Cleans every fixture and compares. golden.py [--update] DEHUSK [NAME...] prints TAP.

A fixture is a folder of fixtures/: adding one adds its tests.
    in.html, in.txt, in.jsonl   the input
    want.txt                    what `dehusk clean ARGS in.*` prints: a person's judgement, not the program's
    want.struck                 optional: what was cut or mended, a line each: kind<TAB>text, or repair<TAB>was<TAB>now
    want.meta                   optional: fields of the record, name<TAB>value each; "-" stands for an absent one
    args                        optional: options, one line
    note                        what the case is about, and traps in it
    xfail                       known gaps, a line each, CHECK: reason, with CHECK one of those below
Checks of every fixture: text, struck and meta (where there is a want), restore (record and text give back the input),
again (cleaning the result changes nothing), tree (of a page: what the parser makes of the skeleton is what it makes
of the page), batch (the same record alone as in any order of all fixtures, with
1, 2 and 3 workers, and under other locales).
"""
import argparse
import base64
import difflib
import glob
import json
import os
import random
import shlex
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
INPUT_HINTS = ("--type", "--charset", "--url", "--content-type", "--field")
BATCHES = [  # (seed of the order, workers, locale)
    (None, 1, "C"), (1, 1, "C.UTF-8"), (2, 2, "C"), (3, 3, "tr_TR.UTF-8"),
]


class Fixture:
    def __init__(self, folder):
        self.folder, self.name = folder, os.path.basename(folder)
        self.input = os.path.relpath(glob.glob(folder + "/in.*")[0], ROOT)
        self.kind = self.input.rsplit(".", 1)[1]
        self.args = shlex.split(self.text("args") or "")
        self.gaps = dict(line.split(": ", 1) for line in (self.text("xfail") or "").splitlines() if line)

    def path(self, name):
        return os.path.join(self.folder, name)

    def bytes(self, name):
        if not os.path.exists(self.path(name)):
            return None
        with open(self.path(name), "rb") as f:
            return f.read()

    def text(self, name):
        data = self.bytes(name)
        return None if data is None else data.decode("utf-8")

    def again_args(self):
        """Options that still mean something when the result is cleaned as text."""
        kept, skip = [], False
        for a in self.args:
            if skip:
                skip = False
            elif a in INPUT_HINTS:
                skip = True
            elif not a.startswith(tuple(h + "=" for h in INPUT_HINTS)):
                kept.append(a)
        return kept


class Failure(Exception):
    pass


def dehusk(program, args, data=None, locale=None):
    env = dict(os.environ, LC_ALL=locale or "C.UTF-8")
    done = subprocess.run([program, *args], input=data, cwd=ROOT, env=env, timeout=300, check=False,
                          stdin=None if data is not None else subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1) or b"Sanitizer" in done.stderr:
        raise Failure("dehusk %s: exit %d\n%s" % (" ".join(args), done.returncode,
                                                  done.stderr.decode("utf-8", "replace")))
    return done.stdout


def lines_of(out):
    """Lines end in LF only: splitlines() would cut rows at U+2028 too."""
    return out.decode("utf-8").split("\n")[:-1]


def show(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def struck(record):
    """What a record cut or mended, readable: no offsets and no rule names, so that it stays true for long."""
    lines = []
    for c in record.get("removed", []):
        if c.get("text", "").strip() or "text_b64" in c:
            lines.append((c["at"], "%s\t%s" % (c["kind"], show(c.get("text", c.get("text_b64", "")).strip()))))
    for c in record.get("repaired", []):
        was = c.get("was", c.get("was_b64", ""))
        lines.append((c["at"], "repair\t%s\t%s" % (show(was), show(c["now"]))))
    return "".join(line + "\n" for _, line in sorted(lines))


def undo(record):
    """The input text, from a record, by its man page: written apart from the C code on purpose."""
    text, out, at_in, at_out = record["text"].encode(), b"", 0, 0
    changes = record.get("removed", []) + record.get("repaired", [])
    for c in sorted(changes, key=lambda c: c["at"]):
        was = c.get("was", c.get("text", "")).encode() + base64.b64decode(c.get("was_b64", c.get("text_b64", "")))
        now = c.get("now", "").encode()
        gap = c["at"] - at_in
        out += text[at_out:at_out + gap] + was
        at_out += gap
        if text[at_out:at_out + len(now)] != now:
            raise Failure("at %d: the text does not hold %r" % (c["at"], now))
        at_out += len(now)
        at_in = c["at"] + len(was)
    return out + text[at_out:]


def compare(want, got, what="want"):
    if want != got:
        diff = difflib.unified_diff(want.split("\n"), got.split("\n"), what, "got", n=1, lineterm="")
        raise Failure("\n".join(line if len(line) < 400 else line[:400] + " ..." for line in diff))


class Golden:
    def __init__(self, program, fixtures):
        self.program, self.fixtures = program, fixtures
        self.batches = None
        self.tree_equal = os.path.join(os.path.dirname(program), "tests/eval/tree_equal")
        told = dehusk(self.program, ["clean", "--help"])
        # What other fixtures of the batch say about a story is not this runner's business.
        self.apart = ["--duplicates", "keep"] if b"--duplicates" in told else []

    def records(self, f, args=(), locale=None):
        out = dehusk(self.program, ["clean", "--format", "jsonl", *f.args, *args, f.input], locale=locale)
        return lines_of(out)

    def text_of(self, f):
        return dehusk(self.program, ["clean", "--format", "text", *f.args, f.input]).decode("utf-8")

    def struck_of(self, f):
        return "".join(struck(json.loads(line)) for line in self.records(f))

    def meta_of(self, f, names):
        record = json.loads(self.records(f)[0])
        return "".join("%s\t%s\n" % (n, record.get(n, "-")) for n in names)

    def check_text(self, f):
        compare(f.text("want.txt"), self.text_of(f), f.name + "/want.txt")

    def check_struck(self, f):
        compare(f.text("want.struck"), self.struck_of(f), f.name + "/want.struck")

    def check_meta(self, f):
        want = f.text("want.meta")
        compare(want, self.meta_of(f, [line.split("\t")[0] for line in want.splitlines()]))

    def check_restore(self, f):
        lines = self.records(f)
        rows = json.loads("[%s]" % ",".join(lines))
        if any(r["verdict"] == "failed" for r in rows):
            return
        if f.kind == "jsonl":
            args = ["restore", "--format", "jsonl", "-"]
            got = [json.loads(r)["text"] for r in lines_of(dehusk(self.program, args, self.joined(lines)))]
            compare("\n".join(undo(r).decode() for r in rows), "\n".join(got))
            return
        got = dehusk(self.program, ["restore", "-"], self.joined(lines))
        raw = f.bytes(os.path.basename(f.input)) if rows[0].get("type") == "text" else undo(rows[0])
        if got != raw:
            compare(raw.decode("utf-8", "backslashreplace"), got.decode("utf-8", "backslashreplace"))
            raise Failure("restored bytes differ")

    @staticmethod
    def joined(lines):
        return "".join(line + "\n" for line in lines).encode()

    def check_again(self, f):
        if f.kind == "jsonl":
            return
        once = self.text_of(f)
        args = ["clean", "--type", "text", *f.again_args(), "-"]
        compare(once, dehusk(self.program, args, once.encode()).decode(), "once")

    def check_tree(self, f):
        done = subprocess.run([self.tree_equal, f.input], cwd=ROOT, stdout=subprocess.PIPE, check=False)
        if done.returncode:
            raise Failure(done.stdout.decode("utf-8", "replace").splitlines()[0])

    def run_batches(self):
        """Records by input of each batch; fixtures with the same options go together."""
        groups = {}
        for f in self.fixtures:
            groups.setdefault(tuple(f.args), []).append(f)
        self.batches = []
        for seed, jobs, locale in BATCHES:
            by_name = {}
            for args, group in groups.items():
                order = list(group)
                if seed is not None:
                    random.Random(seed).shuffle(order)
                out = dehusk(self.program, ["clean", "--format", "jsonl", *self.apart, *args,
                                            "--jobs", str(jobs), *[f.input for f in order]], locale=locale)
                lines = lines_of(out)
                for f in order:
                    n = len(self.records(f)) if f.kind == "jsonl" else 1
                    by_name[f.name], lines = lines[:n], lines[n:]
            self.batches.append(("order %s, %d jobs, %s" % (seed, jobs, locale), by_name))

    def check_batch(self, f):
        if self.batches is None:
            self.run_batches()
        alone = "\n".join(self.records(f, self.apart))
        for name, by_name in self.batches:
            compare(alone, "\n".join(by_name[f.name]), "alone")

    def cases(self):
        for f in self.fixtures:
            for check, want in (("text", "want.txt"), ("struck", "want.struck"), ("meta", "want.meta")):
                if os.path.exists(f.path(want)):
                    yield f, check
            for check in ("restore", "again", "batch"):
                yield f, check
            if f.kind == "html" and os.path.exists(self.tree_equal):
                yield f, "tree"


def test(golden):
    cases, failed = list(golden.cases()), 0
    print("1..%d" % len(cases))
    for n, (f, check) in enumerate(cases, 1):
        said = ""
        try:
            getattr(golden, "check_" + check)(f)
        except (Failure, OSError, ValueError, KeyError, IndexError, subprocess.TimeoutExpired) as error:
            said = str(error) if isinstance(error, Failure) else repr(error)
        gap = f.gaps.get(check)
        todo = " # TODO " + gap if gap else ""
        print("%sok %d - %s: %s%s" % ("not " if said else "", n, f.name, check, todo), flush=True)
        for line in said.split("\n") if said else []:
            print("#   " + line)
        failed += bool(said) != bool(gap)
    return 1 if failed else 0


def update(golden):
    """Writes the wants that are there (want.txt always) and shows what changed, for a person to judge."""
    for f in golden.fixtures:
        got = {"want.txt": golden.text_of(f)}
        if f.bytes("want.struck") is not None or f.kind == "txt":
            got["want.struck"] = golden.struck_of(f)
        if f.bytes("want.meta") is not None:
            got["want.meta"] = golden.meta_of(f, [x.split("\t")[0] for x in f.text("want.meta").splitlines()])
        for name, text in got.items():
            old = f.text(name) or ""
            if old == text and f.bytes(name) is not None:
                continue
            print("\n".join(difflib.unified_diff(old.split("\n"), text.split("\n"), "%s/%s" % (f.name, name),
                                                 "now", n=1, lineterm="")))
            with open(f.path(name), "w", encoding="utf-8", newline="") as out:
                out.write(text)
    return 0


def main():
    args = argparse.ArgumentParser(description="clean the fixtures and compare")
    args.add_argument("--update", action="store_true", help="write the wants anew and show the difference")
    args.add_argument("program")
    args.add_argument("name", nargs="*", help="fixtures; all by default")
    opts = args.parse_args()
    folders = sorted(glob.glob(os.path.join(ROOT, "fixtures/*/in.*")))
    fixtures = [Fixture(os.path.dirname(p)) for p in folders]
    if opts.name:
        fixtures = [f for f in fixtures if f.name in opts.name]
    if opts.update and not opts.name:
        args.error("--update needs the names of the fixtures to write")
    golden = Golden(os.path.abspath(opts.program), fixtures)
    return update(golden) if opts.update else test(golden)


if __name__ == "__main__":
    sys.exit(main())
