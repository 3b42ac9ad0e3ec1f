#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""together.py DEHUSK CORPORA [--changed FILE] [NAME...]: what sister pages tell of scraped text, and what they cost.

Every page is made text as a simple scraper does it, a line a block, and cleaned twice: in a run of its own, and with all
pages of its site that the corpus has. Text corpora are taken as they are. Only sites of two pages or more are in it. As
nobody can say of a headline that it is wrong, lines that stand in the page's title or its h1 are left out before F1 is
taken, and counted: a page "with its headline" has one among its first lines.
--changed lists the lines that came or went by their pages coming together, each with what the gold says of it."""
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import corpus
import repetition

NAMES = ("sites", "fundus", "aeb", *corpus.TEXT_SETS)
BLOCKS = set("""address article aside blockquote body br button caption dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html label legend li main nav ol option p pre section select summary table td th tr ul""".split())
SKIPPED = {"head", "iframe", "noscript", "script", "style", "svg", "template", "textarea"}
HEAD_LINES, HEAD_WORDS = 8, 3  # where a page's headline is looked for, and words that a line of a headline has


class Lines(HTMLParser):
    """The text of a page, a line a block; titles: its title and its headlines."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.titles, self.text, self.title, self.skipped = [], [], "", None, 0

    def end_line(self):
        line = " ".join(self.text.split())
        if line:
            self.lines.append(line)
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.skipped += tag in SKIPPED
        if tag in ("title", "h1"):
            self.title = ""
        if tag in BLOCKS:
            self.end_line()

    def handle_endtag(self, tag):
        if tag in SKIPPED and self.skipped:
            self.skipped -= 1
        if tag in ("title", "h1") and self.title is not None:
            self.titles.append(self.title)
            self.title = None
        if tag in BLOCKS:
            self.end_line()

    def handle_data(self, data):
        if self.title is not None:
            self.title += data
        if not self.skipped:
            self.text += data


def read(path):
    page = Lines()
    page.feed(path.read_text(encoding="utf8", errors="replace"))
    page.close()
    page.end_line()
    return page


class Set:
    """A corpus: gold, texts and sites of pages by their id; what stands in the way of a fair measure."""

    def __init__(self, corpora, name):
        self.score = corpus.scorer(corpora)
        self.gold = {g["id"]: g for g in corpus.load_gold(corpora, name)}
        html = name.split("-")[1] if name in corpus.TEXT_SETS else name
        pages = {i: read(path) for i, path in corpus.page_files(corpora, html).items() if i in self.gold}
        if name == html:
            texts = {i: "\n".join(page.lines) for i, page in pages.items()}
        else:
            texts = {p.stem: p.read_text(encoding="utf8") for p in sorted((corpora / name / "pages").glob("*.txt"))}
        self.site = {i: corpus.site_of(self.gold[i]) for i in texts}
        many = Counter(self.site.values())
        self.texts = {i: text for i, text in sorted(texts.items()) if many[self.site[i]] > 1}
        self.body = {i: self.words(self.gold[i]["body"]) for i in self.texts}
        self.heads = {i: [self.words(t) for t in [*self.gold[i].get("free", []), *pages[i].titles]]
                      for i in self.texts}

    def words(self, text):
        return " " + " ".join(self.score.tokens(text)) + " "

    def what(self, page, line):
        words = self.words(line)
        if words in self.body[page]:
            return "gold"
        long = len(words.split()) >= HEAD_WORDS
        return "headline" if long and any(words in head for head in self.heads[page]) else "junk"

    def tell(self, texts):
        bare = {i: "\n".join(line for line in text.split("\n") if self.what(i, line) != "headline")
                for i, text in texts.items()}
        heads = sum(any(self.what(i, line) == "headline" for line in text.split("\n")[:HEAD_LINES])
                    for i, text in texts.items())
        return f"{repetition.f1(self.score, self.gold, bare)}  with their headline {heads}"


def clean(dehusk, rows):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as f:
        f.write("".join(json.dumps(row) + "\n" for row in rows))
        f.flush()
        out = subprocess.run([dehusk, "clean", "--quiet", "--format", "jsonl", "--duplicates", "keep", f.name],
                             stdout=subprocess.PIPE, check=False).stdout.decode("utf8")
    return {r["id"]: r["text"] for r in map(json.loads, out.splitlines())}


def list_changed(pages, name, alone, together, out):
    for i in pages.texts:
        one, other = (Counter(texts[i].split("\n")) for texts in (alone, together))
        for sign, lines in (("-", one - other), ("+", other - one)):
            for line in lines:
                print(sign, pages.what(i, line), name, i, line, sep="\t", file=out)


def main():
    arguments = sys.argv[1:]
    out = None
    if arguments[-1:] == ["--changed"]:
        sys.exit("--changed needs a file")
    if "--changed" in arguments:
        at = arguments.index("--changed")
        out = open(arguments[at + 1], "w", encoding="utf8")
        del arguments[at:at + 2]
    if len(arguments) < 2 or re.match("-", arguments[0]):
        sys.exit(__doc__)
    for name in arguments[2:] or NAMES:
        pages = Set(Path(arguments[1]), name)
        rows = [{"id": i, "site": pages.site[i], "text": text} for i, text in pages.texts.items()]
        alone = {}
        for row in rows:
            alone |= clean(arguments[0], [row])
        together = clean(arguments[0], rows)
        print(f"-- {name} as text, {len(rows)} pages of {len(set(pages.site[i] for i in pages.texts))} sites")
        for what, texts in (("as it is", pages.texts), ("alone", alone), ("together", together)):
            print(f"{what + ':':10}{pages.tell(texts)}", flush=True)
        if out:
            list_changed(pages, name, alone, together, out)


if __name__ == "__main__":
    main()
