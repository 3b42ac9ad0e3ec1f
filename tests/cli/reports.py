#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dehusk report: what is counted beside a count of our own, the page as a browser would read it, exit codes, and
hostile records. reports.py DEHUSK prints TAP; reports.py --update DEHUSK writes the wanted reports anew.

The records of report.jsonl are made by hand; report.html and report.txt are what is wanted of them.
"""
import collections
import gzip
import html.parser
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.abspath(sys.argv[-1] if len(sys.argv) > 1 else "build/dehusk")
PROSE = "The harbour board said on Monday that fares stay as they are."
VOID = {"meta", "br"}
OPTIONAL = {"tr", "td", "th", "li"}  # whose end tags are left out


class Wrong(Exception):
    pass


def run(args, stdin=b"", **more):
    return subprocess.run([PROGRAM, "report", *args], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=300, check=False, **more)


def want(got, code, err=None):
    lines = got.stderr.decode("utf-8", "replace").splitlines()
    if got.returncode != code or (not lines if err else lines) or err and not re.search(err, "\n".join(lines)):
        raise Wrong("exit %s and %r are wanted, not %s and %.500r" % (code, err, got.returncode, lines))
    return got.stdout.decode()


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)


def is_in(text, *parts):
    for p in parts:
        if p not in text:
            raise Wrong("%r is not in %.3000s" % (p, text))


# ---- Records of our own

def record(text, cuts=(), name="a", **more):
    """text with each cut (before which piece of text, kind, rule, what) put back where it stood."""
    removed, at, last = [], 0, 0
    for place, kind, rule, what in cuts:
        at += len(text[last:place].encode())
        removed.append({"kind": kind, "rule": rule, "at": at, "text": what})
        at += len(what.encode())
        last = place
    return {"id": name, "text": text, "verdict": "kept", "removed": removed, "repaired": [], **more}


def rows(records):
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records).encode()


def made(n, seed=1):
    """n records as a crawl might leave them."""
    pick = random.Random(seed)
    out = []
    for i in range(n):
        text = "%s\nStory %d goes on.\n%s" % (PROSE, i, PROSE)
        site = "s%d.example" % (pick.randrange(20) ** 2 // 20)
        cuts = [(len(PROSE) + 1, pick.choice(["ad", "promo"]), "ad.en.x%d" % pick.randrange(5), pick.choice(["Ad\n", "Sign up\n"]))
                for _ in range(pick.randrange(4))]
        r = record(text, cuts, "p%d" % i, url="https://%s/%d" % (site, i), site=site, title="Title %d" % i)
        kind = pick.randrange(12)
        if kind == 0:
            r.update(verdict="failed", text="", removed=[], error="line %d is no JSON" % i)
        elif kind == 1:
            r.update(verdict="empty", text="", removed=[{"kind": "other", "rule": "html.outside", "at": 0, "text": "Menu"}])
        elif kind == 2:
            r.update(verdict="duplicate", duplicate_of="p%d" % pick.randrange(10))
        elif kind == 3:
            r["repaired"] = [{"rule": "repair.stop", "at": 0, "was": " \u00ad", "now": ""}]
            for c in r["removed"]:
                c["at"] += 3
        out.append(r)
    return out


def count(records):
    """What the report has to say, counted another way."""
    c = collections.Counter()
    for r in records:
        c["verdict", r["verdict"]] += 1
        c["kept bytes"] += len(r["text"].encode())
        for x in r["removed"]:
            n = len(x["text"].encode())
            c["cuts"] += 1
            c["cut bytes"] += n
            c["kind", x["kind"]] += 1
            c["rule", x["kind"], x["rule"]] += 1
            c["text", x["kind"], x["rule"], x["text"].strip()] += 1
            c["site", r.get("site")] += 1
        for x in r["repaired"]:
            c["mends"] += 1
    return c


# ---- The page

class Page(html.parser.HTMLParser):
    """Reads a report: what is nested wrongly, or loads something, is an error."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.links, self.ids, self.tables = [], collections.Counter(), [], set(), [[]]
        self.feed(text)
        self.close()
        if self.open != []:
            raise Wrong("not closed: %s" % self.open)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        attrs = dict(attrs)
        if tag in ("script", "img", "iframe", "link", "object", "form", "base", "svg", "embed", "video", "audio") or any(
                k.startswith("on") or k in ("src", "action", "srcset") for k in attrs):
            raise Wrong("<%s %s>" % (tag, attrs))
        if "id" in attrs and attrs["id"] in self.ids:
            raise Wrong("id %s twice" % attrs["id"])
        self.ids.add(attrs.get("id"))
        if tag == "a":
            self.links.append(attrs["href"])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")
        if tag == "tr":
            self.tables[-1].append([])
        if tag == "table":
            self.tables.append([])
        if tag not in VOID | OPTIONAL:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in OPTIONAL or not self.open or self.open.pop() != tag:
            raise Wrong("</%s> at %s" % (tag, self.getpos()))

    def handle_data(self, data):
        if "table" in self.open:
            if self.tables[-1] and self.tables[-1][-1]:
                self.tables[-1][-1][-1] += data.strip()

    def rows(self, head):
        """The rows of the tables whose first cell is that."""
        found = [t[1:] for t in self.tables if t and t[0] and t[0][0] == head]
        return [row for t in found for row in t]


def page_of(records, d):
    want(run(["-o", d + "/r.html"], rows(records)), 0)
    with open(d + "/r.html", encoding="utf-8") as f:
        text = f.read()
    page = Page(text)
    bad = [a for a in page.links if a.startswith("#") and a[1:] not in page.ids]
    if bad or "default-src 'none'" not in text:
        raise Wrong("links to nothing: %s" % bad)
    return page, text


def noun(n, one):
    return f"{n:,} {one}" + ("" if n == 1 else "s")


def number(text):
    return int(text.replace(",", ""))


def case_counts_agree(d):
    for n in (0, 1, 50, 3000):
        records = made(n, n)
        c = count(records)
        page, text = page_of(records, d)
        got = {row[0]: number(row[1]) for row in page.rows("Records")}
        names = {"kept": "kept", "second copies": "duplicate", "empty": "empty", "failed": "failed"}
        if got != {k: c["verdict", v] for k, v in names.items()}:
            raise Wrong("%s: %s" % (n, got))
        is_in(text, "<p>%s and %s in %s of " % (noun(c["cuts"], "cut"), noun(c["mends"], "mended place"), noun(n, "record")))
        size = {row[0]: number(row[1]) for row in page.rows("Bytes of text")}
        if (size["kept"], size["cut"]) != (c["kept bytes"], c["cut bytes"]):
            raise Wrong("%s bytes: %s" % (n, size))
        kinds = {row[0]: number(row[1]) for row in page.rows("Kind")}
        if kinds != {k[1]: v for k, v in c.items() if k[0] == "kind"}:
            raise Wrong("%s kinds: %s" % (n, kinds))
        rules = re.findall(r"<details id=r\d+><summary><code><bdi>([^<]*)</bdi></code> <b>([\d,]+)</b>", text)
        if sorted(number(v) for k, v in rules if "repair" not in k) != sorted(v for k, v in c.items() if k[0] == "rule"):
            raise Wrong("%s rules: %s" % (n, rules))
        texts = re.findall(r"<li>([\d,]+)&times; <bdi>(Ad|Sign up|Menu)</bdi>", text)
        if sorted((number(v), k) for v, k in texts) != sorted((v, k[3]) for k, v in c.items() if k[0] == "text"):
            raise Wrong("%s texts: %s" % (n, texts))


def case_any_order_and_any_memory_give_the_same(d):
    records = made(5000)
    wanted = []
    for i in range(3):
        random.Random(i).shuffle(records)
        with open(d + "/%d" % i, "wb") as f:
            f.write(rows(records))
        want(run(["-o", d + "/o", "--memory", "1M" if i % 2 else "64M", d + "/%d" % i]), 0)
        with open(d + "/o", "rb") as f:
            wanted.append(f.read() + run([d + "/%d" % i]).stdout)
    if wanted[0] != wanted[1] or wanted[0] != wanted[2]:
        raise Wrong("another order, another report")


def case_versions_of_a_page_in_any_order(d):
    """Their names are the same: two runs over one page, say."""
    records = [record("%s\nVersion %d.\n%s" % (PROSE, i, PROSE), [(len(PROSE) + 1, "ad", "ad.en.x", PROSE + "\n")]) for i in range(9)]
    if page_of(records, d)[1] != page_of(records[::-1], d)[1]:
        raise Wrong("another order, another report")


def case_inputs_of_all_sorts(d):
    records = made(60)
    with gzip.open(d + "/a.gz", "wb") as f:
        f.write(rows(records[:20]))
    with open(d + "/b", "wb") as f:
        f.write(b"\xef\xbb\xbf" + rows(records[20:40]).replace(b"\n", b"\r\n\n"))
    several = want(run([d + "/a.gz", d + "/b", "-"], rows(records[40:])), 0)
    if several != want(run([], rows(records)), 0):
        raise Wrong("several inputs are not what they are together")


def case_where_it_goes(d):
    data = rows(made(30))
    text = want(run([], data), 0)
    is_in(text, "30 records of ")
    page = want(run(["--format", "html"], data), 0)
    Page(page)
    if want(run(["-o", d + "/a.html"], data), 0) != "" or want(run(["-o", "-"], data), 0) != text:
        raise Wrong("it does not go where it should")
    if want(run(["--summary", "-o", d + "/b.html"], data), 0) != text:
        raise Wrong("the summary is not the text")
    want(run(["--format", "text", "-o", d + "/c.txt"], data), 0)
    for name, wanted in (("a.html", page), ("b.html", page), ("c.txt", text)):
        with open(os.path.join(d, name), encoding="utf-8") as f:
            if f.read() != wanted:
                raise Wrong("%s is not what goes to standard output" % name)
    if sorted(os.listdir(d)) != ["a.html", "b.html", "c.txt"]:
        raise Wrong("left behind: %s" % os.listdir(d))


def case_an_old_report_below_the_input_is_no_input(d):
    with open(d + "/r.jsonl", "wb") as f:
        f.write(rows(made(3)))
    for _ in range(2):
        want(run(["-o", d + "/r.html", d]), 0)


def case_lines_that_are_no_records(d):
    good = rows(made(5))
    text = want(run([], good + b"no record\n{}\n"), 1, "'-', line 6: .*\n.*line 7: no record.*\n.*2 lines are no records")
    is_in(text, "5 records", "2  lines that are no records, such as: '-', line 6")
    want(run(["-o", d + "/o"], b"no record\n"), 65, "line 1: .*\n.*no line is a record")
    want(run(["-o", d + "/o"], b"{}\n" * 5000), 65, "no line is a record")
    if os.path.exists(d + "/o"):
        raise Wrong("it was written")
    lines = run([], good + b"{}\n" * 5000).stderr.splitlines()
    if len(lines) != 11:
        raise Wrong("%d lines are told" % len(lines))


def case_exit_codes(d):
    with open(d + "/r", "wb") as f:
        f.write(rows(made(3)))
    want(run([d + "/gone"]), 66, "gone")
    is_in(want(run([d + "/gone", d + "/r"]), 1, "gone"), "3 records")
    want(run(["--format", "jsonl", d + "/r"]), 64, "format.*html.text.*jsonl")
    want(run(["-o", d + "/r", d + "/r"]), 64, "input '.*/r'.*the report is that file")
    with open(d + "/r", "rb") as f:
        got = subprocess.run([PROGRAM, "report", "-o", d + "/r"], stdin=f, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    want(got, 64, "input '-'.*the report is that file")
    with open(d + "/r", "ab") as f:
        got = subprocess.run([PROGRAM, "report", d + "/r"], stdout=f, stderr=subprocess.PIPE, check=False)
    want(subprocess.CompletedProcess([], got.returncode, b"", got.stderr), 64, "input '.*/r'.*the report as text is that file")
    want(run(["-o", d + "/no/such", d + "/r"]), 73, "no/such")
    want(run(["-o", d, d + "/r"]), 73, "directory")
    want(run(["--tmp", d + "/none", "--memory", "1M", d + "/r"]), 0)  # nothing has to go there
    with open("/dev/full", "wb") as full:
        got = subprocess.run([PROGRAM, "report", d + "/r"], stdout=full, stderr=subprocess.PIPE, check=False)
    want(subprocess.CompletedProcess([], got.returncode, b"", got.stderr), 74, "No space")


def case_an_old_report_stays(d):
    with open(d + "/o", "w", encoding="utf-8") as f:
        f.write("old")
    want(run(["-o", d + "/o"], b"{}\n"), 65, "no line is a record")
    with open(d + "/r.gz", "wb") as f:
        f.write(gzip.compress(rows(made(3000)))[:9000])
    got = run(["-o", d + "/o", d + "/r.gz"])
    with open(d + "/o", encoding="utf-8") as f:
        text = f.read()
    if got.returncode == 0 or got.returncode == 1 and "What went wrong" not in text or got.returncode > 1 and text != "old":
        raise Wrong("exit %d: %.300s" % (got.returncode, text))


# ---- What it shows

def shown(records, d):
    return re.sub(r"</?bdi>", "", page_of(records, d)[1])


def case_a_cut_between_its_lines(d):
    text = "One ferry sails.\nTwo more follow."
    is_in(shown([record(text, [(17, "ad", "ad.en.x", "Ad & more\n")], site="s.example")], d),
          "One ferry sails.\n<del>Ad &#38; more</del>\nTwo more follow.",
          "<code>--without ad.en.x</code>", "<code>--keep ad</code>", "1 cut on 1 page, 1 site; 10 bytes, 1 text")
    is_in(shown([record("One ferry sails.", [(16, "credit", "grammar.credit.slash", " Photo: X/Y")])], d),
          "One ferry sails.<del> Photo: X/Y</del></p>")


def case_mended_places(d):
    r = record("“Yes.” A")
    r["repaired"] = [{"rule": "repair.stop", "at": 7, "was": " ", "now": ""}, {"rule": "utf8", "at": 12, "was_b64": "/w==", "now": ""}]
    is_in(shown([r], d), "“Yes.<del> </del>”", "1&times; &blank; &rarr;", "<code>--without repair.stop</code>", "<del>\ufffd</del>")


def case_names_for_a_command_line(d):
    """A switch is told for what is a rule's name, in quotes where a shell would read more in it."""
    def cut(rule):
        return [record(PROSE, [(0, "ad", rule, "Ad 1\n")], url="https://a.example/1")]
    is_in(shown(cut("ad.ja.\u5e83\u544a-pr"), d), "<code>--without ad.ja.\u5e83\u544a-pr</code>")
    is_in(shown(cut("ad.en.what?;$x"), d), "<code>--without 'ad.en.what?;$x'</code>")
    for rule in ("ad.en.x; rm -rf ~", "ad.en.a'b", "ad.en.a,b", "ad.en.x\ny", "--x.y"):
        is_in(shown(cut(rule), d), "This rule has no switch of its own")


def case_days_that_are_none(d):
    records = [record(PROSE, name=str(i), published=day) for i, day in enumerate(
        ("2024-99-99", "2024-02-30", "2023-02-29", "2024-00-10", "2024-03-01T10:00:00Z", "2024-02-29", "2024-04-31"))]
    write(d + "/r", rows(records))
    is_in(want(run(["r"], cwd=d), 0), "2024-02-29", "2024-03-01")
    if "99" in want(run(["r"], cwd=d), 0):
        raise Wrong("a day that is none")


def case_rules_that_cut_most_come_first(d):
    """In the text, and of each kind in the page."""
    counts = {"ad.en.a": 1, "share.en.m": 2, "ad.en.z": 4, "ad.en.b": 3}
    cuts = [rule for rule, n in counts.items() for _ in range(n)]
    write(d + "/r", rows([{"id": "p%d" % i, "text": "The ferry sails.", "verdict": "kept", "repaired": [],
                           "removed": [{"kind": rule.split(".")[0], "rule": rule, "at": 0, "text": "ab\n"}]}
                          for i, rule in enumerate(cuts)]))
    text = want(run(["--summary", "-o", "r.html", "r"], cwd=d), 0)
    with open(d + "/r.html", encoding="utf-8") as f:
        page = f.read()
    told = (re.findall(r"^ +\d+  (\w+\.en\.\w)", text, re.M), re.findall(r"<code><bdi>(\w+\.en\.\w)</bdi></code> <b>", page))
    if told != (["ad.en.z", "ad.en.b", "share.en.m", "ad.en.a"], ["ad.en.z", "ad.en.b", "ad.en.a", "share.en.m"]):
        raise Wrong(str(told))


def case_a_summary_beside_the_page(d):
    write(d + "/r", rows(made(3)))
    text = want(run(["r"], cwd=d), 0)
    same = [want(run(["--summary", *args, "r"], cwd=d), 0) for args in ([], ["-o", "r.html"])]
    if same != [text, text]:
        raise Wrong(repr(same))
    want(run(["--summary", "--format", "html", "r"], cwd=d), 64, "--output FILE is needed")


def case_changes_without_a_name(d):
    removed = [{"kind": kind, "at": 2 * i, "text": "Ad"} for i, kind in enumerate(["story", "new", "ad"])]
    r = dict(record(PROSE), removed=removed, repaired=[{"at": len(PROSE) + 6, "was": "\t", "now": ""}])
    page, text = page_of([r, record("", verdict="failed")], d)
    kinds = {row[0]: (row[1], row[-1]) for row in page.rows("Kind")}
    if kinds != {"unknown": ("2", ""), "ad": ("1", "--keep ad")} or "--keep unknown" in text or "--keep story" in text:
        raise Wrong(kinds)
    is_in(text, "<bdi><i class=u>U+0009</i></bdi> &rarr;")
    got = want(run([], rows([r, record("", verdict="failed")])), 0)
    is_in(got, "3 cuts, 1 mended place\n", "2  (further rules) *", "1  (no word of it)")


def case_cuts_to_look_at_first(d):
    often = [record("%s\nStory %d.\n%s" % (PROSE, i, PROSE), [(len(PROSE) + 1, "promo", "context.reader", PROSE + " " + PROSE + "\n")], str(i))
             for i in range(200)]
    once = record(PROSE + "\n" + PROSE, [(len(PROSE) + 1, "related", "grammar.teaser", "The mayor said that the bridge is to open in May.\n")], "once")
    label = record(PROSE + "\n" + PROSE, [(len(PROSE) + 1, "share", "share.en.x", "Share\n")], "label")
    text = shown([*often, once, label], d)
    review = text[text.index("Cuts that read like"):text.index("Rules that cut rarely")]
    if not review.index("grammar.teaser") < review.index("context.reader") or "share.en.x" in review:
        raise Wrong(review)
    is_in(review, "cut 200 times")
    is_in(text[text.index("Rules that cut rarely"):text.index("id=kinds")], "grammar.teaser", "share.en.x")


def case_pages_that_lost_most(d):
    long = PROSE + "\n"
    page = record(long, [(0, "other", "html.outside", long * 20)], "lost", title="Lost & found")
    few = record("Yes.", [(0, "ad", "ad.en.x", "Advertisement\n")], "few")
    empty = record("", [(0, "other", "html.outside", "Menu")], "none", verdict="empty", outside=5000)
    text = shown([page, few, empty], d)
    lost = text[text.index("Pages that lost most"):text.index("Pages of which nothing is left")]
    is_in(lost, "<td class=n>95.2%", "Lost &#38; found")
    if "few" in lost:
        raise Wrong("a short text is told")
    is_in(text[text.index("Pages of which nothing is left"):], "<td class=n>5,004<td>none")


def case_sites_that_stand_out(d):
    def site(n, cut):
        return [record(PROSE, [(0, "ad", "ad.en.x", "x" * cut)] if cut else [], "%d-%d" % (n, i), site="s%02d.example" % n)
                for i in range(6)]
    records = [r for n in range(12) for r in site(n, 6 + n % 3)] + site(20, 200) + site(21, 0)
    records += [record(PROSE, [(0, "ad", "ad.en.x", "x" * 300)], "few", site="few.example")]
    text = shown(records, d)
    most = text[text.index("unusual share is cut"):text.index("Sites of which nothing is cut")]
    is_in(most, "s20.example")
    if len(re.findall(r"\w+\.example", most)) != 1:
        raise Wrong(most)
    is_in(text[text.index("Sites of which nothing is cut"):text.index("Sites with the most")], "s21.example")


def case_sites_without_text(d):
    bad = [record("", name="f%d" % i, verdict=v, error="timeout", site="s.example") for i, v in enumerate(["failed", "empty", "kept"])]
    page = page_of(bad, d)[0]
    row = page.rows("Site")[-1]
    if row[:3] != ["s.example", "3", "2"]:
        raise Wrong(row)


def case_records_of_no_site(d):
    records = [*(record(PROSE, name=n) for n in "ab"), record(PROSE, name="c", site="s.example"),
               record("", name="d", verdict="failed", error="x")]
    is_in(shown(records, d), ">2 of no site: what recurs there was not counted")
    if "of no site" in shown(records[2:], d):
        raise Wrong("a page that failed counts")


def case_copies(d):
    first = record(PROSE, name="first", title="First & best", site="s.example")
    copies = [record(PROSE, name="c%d" % i, verdict="duplicate", duplicate_of="first") for i in range(7)]
    other = record(PROSE, name="x", verdict="duplicate", duplicate_of="of an earlier run")
    text = shown([*copies, first, other], d)
    is_in(text, "8 copies of 2 stories", "7 copies of First &#38; best <span class=soft>first</span>", "and 2 more",
          "1 copy of of an earlier run <span class=soft>(not among these records)")


def case_errors_by_kind(d):
    bad = [record("", name="f%d" % i, verdict="failed", error="'f%d': the row has %d bytes" % (i, i * 7)) for i in range(40)]
    bad.append(record("", name="z", verdict="failed", error="timeout"))
    text = shown(bad, d)
    is_in(text, "<td class=n>40<td>&#39;f", "<td class=n>1<td>timeout<td>z")


# ---- Hostile records

EVIL = "</bdi></p></style><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\u2066&lt;\x00\x1b]0;x\x07\"'"


def case_markup_in_every_member(d):
    r = record("%s\n%s" % (PROSE, EVIL), [(len(PROSE) + 1, EVIL, EVIL, EVIL + "\n")], EVIL, url="https://a.example/" + EVIL, site=EVIL,
               title=EVIL, published=EVIL, lang=EVIL)
    dup = dict(r, id="d", verdict="duplicate", duplicate_of=EVIL + "2")
    failed = record("", name=EVIL, verdict="failed", error=EVIL)
    empty = record("", name=EVIL, verdict="empty")
    page, text = page_of([r, dup, failed, empty] + [dict(r, id=EVIL + str(i)) for i in range(9)], d)
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) or page.tags["script"] or page.tags["img"]:
        raise Wrong("something got through")
    got = run([], rows([r, dup, failed, empty])).stdout.decode()
    if re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", got):
        raise Wrong("something got through to the terminal: %r" % got)


def case_damaged_records(d):
    pick = random.Random(4)
    lines = rows(made(400, 9) + [record(PROSE + "\n" + EVIL, [(len(PROSE) + 1, "ad", EVIL, EVIL)], EVIL, title=EVIL)] * 50).split(b"\n")
    for i, line in enumerate(lines):
        line = bytearray(line)
        for _ in range(pick.randrange(3) if line else 0):
            at = pick.randrange(len(line))
            line[at:at + pick.randrange(3)] = pick.choice([b"", b"9", b'"', b"\\", b"\xff", b"\\u0000", b"-1", b"]", b"{"])
        lines[i] = bytes(line)
    got = run(["--format", "html"], b"\n".join(lines))
    page = got.stdout.decode()
    Page(page)
    if got.returncode != 1 or not re.search(r"\d lines are no records", got.stderr.decode()):
        raise Wrong("exit %d %.300r" % (got.returncode, got.stderr))
    is_in(page, "Lines that are no records")


def capped():
    resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))


def case_long_texts_and_many_changes(d):
    line = "word " * 2000000
    cuts = [(i * 100, "ad", "ad.en.x%d" % (i % 7), "x%d " % i) for i in range(60000)]
    one = record(line, cuts)
    huge = record(PROSE, [(0, "ad", "ad.en.y", "Sentence of six words or more. " * 350000)], "b" * 10000000, title="t" * 1000000)
    got = want(run(["--format", "html"], rows([one, huge]), preexec_fn=capped), 0)
    Page(got)
    if len(got) > 200000:
        raise Wrong("%d bytes" % len(got))


def case_more_rules_and_sites_than_are_kept(d):
    records = [record(PROSE, [(0, "ad", "r.%d" % (i * 40 + k), "x%d" % k) for k in range(40)], str(i), site="s%d" % i) for i in range(500)]
    got = want(run(["--format", "html"], rows(records), preexec_fn=capped), 0)
    Page(got)
    is_in(got, "further rules with fewer changes are not shown", "20,000 cuts", "of 500 sites", "(further rules)")
    shown = got.count("<div class=ex>")
    if not 2000 <= shown <= 200 * 16 + 2000 or len(got) > 8000000:
        raise Wrong("%d examples, %d bytes" % (shown, len(got)))


def case_memory_does_not_grow(d):
    """Ten times the records, about the same peak."""
    peaks = []
    for n in (2000, 20000):
        with open(d + "/r", "wb") as f:
            f.write(rows(made(n)))
        code = ("import resource,subprocess,sys; subprocess.run(sys.argv[1:],check=True);"
                "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        out = subprocess.run([sys.executable, "-c", code, PROGRAM, "report", "--memory", "1M", "-o", d + "/o", d + "/r"],
                             stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
        peaks.append(int(out))
    if peaks[1] > peaks[0] + 6000:
        raise Wrong("%s KiB" % peaks)


# ---- Wanted reports

def wanted(update=False):
    bad = []
    for name, args in (("report.html", ["--format", "html"]), ("report.txt", [])):
        got = run([*args, os.path.join(HERE, "report.jsonl")]).stdout.decode()
        path = os.path.join(HERE, name)
        if update:
            with open(path, "w", encoding="utf-8") as f:
                f.write(got)
        with open(path, encoding="utf-8") as f:
            if f.read() != got:
                bad.append(name)
    return bad


def case_the_wanted_reports(_):
    bad = wanted()
    if bad:
        raise Wrong("other than %s: reports.py --update DEHUSK, and look at the difference" % " and ".join(bad))


def main():
    if "--update" in sys.argv:
        wanted(True)
        return 0
    cases = [(n[5:].replace("_", " "), f) for n, f in globals().items() if n.startswith("case_")]
    print("1..%d" % len(cases))
    failed = 0
    for n, (name, case) in enumerate(cases, 1):
        with tempfile.TemporaryDirectory(prefix="dehusk-report-") as d:
            try:
                case(d)
                print("ok %d - %s" % (n, name), flush=True)
            except (Wrong, ValueError, subprocess.SubprocessError) as error:
                print("not ok %d - %s" % (n, name), flush=True)
                print("\n".join("#   " + line for line in str(error)[:4000].splitlines()))
                failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
