#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""repetition.py DEHUSK CORPORA: what counting over pages finds and what it costs (docs/repetition.md).

site-pages  made sites, as text and as HTML, all together: chrome removed, by wording and number of pages; what was lost.
again       the same texts, cleaned once more with the state of the first run: what changes.
shared      labelled bodies, each cut into two stories of one small site that share two of its sentences: from how many of
            the two a count takes them.
neardup     stories and their edited copies: pairs found, with and without the texts in which every fifth word differs.
sites       five real pages a site: each in a run of its own, together, and what oracles would gain: one takes every line
            away that stands on two pages of a site and is not gold, one puts back what was cut of the gold, without and
            with bylines.
The measures are those of the scorers beside the corpora (CORPORA/../eval)."""
import importlib.util
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import corpus


def load(corpora, name):
    path = Path(corpora).resolve().parent / "eval" / (name + ".py")
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Runs:
    """The program, and the records of its runs in a folder of their own."""

    def __init__(self, dehusk, folder):
        self.dehusk, self.folder, self.n = dehusk, Path(folder), 0

    def clean(self, *arguments):
        self.n += 1
        path = self.folder / f"{self.n}.jsonl"
        with open(path, "wb") as out:
            subprocess.run([self.dehusk, "clean", "--quiet", "--format", "jsonl", *map(str, arguments)], stdout=out,
                           check=False)
        return str(path)


def rows(path):
    return [json.loads(line) for line in open(path, encoding="utf8")]


def site_pages(runs, corpora):
    scorer = load(corpora, "score_sites")
    for kind in ("text", "html"):
        found, _, _ = scorer.score(str(corpora / "site-pages"), runs.clean("--duplicates", "mark", corpora / "site-pages" / kind))
        print(f"-- site-pages, {kind}")
        scorer.show(found)
        for what in ("novel-fixed", "novel"):
            of = [v for k, v in found["boiler"].items() if k.startswith(what + "|") and int(k.split("|")[1]) >= 3]
            gone, all_of = sum(v[0] for v in of), sum(v[1] for v in of)
            print(f"{what} on three pages or more: {100 * gone / max(1, all_of):.2f}% ({gone}/{all_of})")


def again(runs, corpora):
    state = runs.folder / "state"
    first = rows(runs.clean("--state", state, "--duplicates", "mark", corpora / "site-pages" / "text"))
    once = runs.folder / "once.jsonl"
    with open(once, "w", encoding="utf8") as f:
        for r in first:
            f.write(json.dumps({"id": r["id"], "site": r.get("site"), "text": r["text"]}, ensure_ascii=False) + "\n")
    second = rows(runs.clean("--state", state, "--read-only", "--duplicates", "mark", once))
    changed = [(a, b) for a, b in zip(first, second) if a["text"] != b["text"]]
    rules = defaultdict(int)
    for _, b in changed:
        for x in b["removed"]:
            rules[x["rule"]] += 1
    print(f"-- cleaned again: {len(changed)} of {len(first)} change  {dict(rules)}")


def shared(runs, corpora):
    draw, rows_of, sentences = random.Random(1), [], []
    bodies = [list(dict.fromkeys(line for line in (g.get("body") or "").split("\n") if line.strip()))
              for name in corpus.BODY_SETS + corpus.SNIPPET_SETS for g in corpus.load_gold(corpora, name)]
    for number, lines in enumerate(b for b in bodies if 12 <= len(b) <= 60):
        may = [x for x in lines if re.search("[.!?…][\"”’»]?$", x.strip()) and 4 <= len(x.split()) <= 40]
        both = draw.sample(may, 2) if len(may) > 1 else []
        for half in (0, 1):
            text = "\n".join(x for i, x in enumerate(lines) if x in both or i % 2 == half)
            rows_of.append({"id": f"{number}/{half}", "site": f"site{number // 12}", "text": text})
        sentences += [(number, x) for x in both]
    path = runs.folder / "shared.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows_of), encoding="utf8")
    removed = {r["id"]: [x["text"] for x in r["removed"] if x["rule"].startswith("site.")]
               for r in rows(runs.clean("--duplicates", "keep", path))}
    lost = [sum(any(x in text for text in removed[f"{number}/{half}"]) for half in (0, 1)) for number, x in sentences]
    print(f"-- shared: of {len(lost)} sentences of two stories each a count took {lost.count(1)} from one, "
          f"{lost.count(2)} from both")


def neardup(runs, corpora):
    scorer = load(corpora, "score_neardup")
    path = runs.clean("--duplicates", "mark", corpora / "neardup" / "docs.jsonl")
    for what, without in (("all levels", ()), ("without sub20, sub30", ("sub20", "sub30"))):
        print(f"-- neardup, {what}")
        scorer.show(scorer.score(str(corpora / "neardup"), path, False, set(without)))


def f1(score, gold, texts):
    precision, recall, lost = [], [], 0
    for page, text in texts.items():
        tp, fp, fn, gone, _ = score.body_page(gold[page], text, False)
        precision += [tp / (tp + fp)] if tp + fp else []
        recall.append(tp / (tp + fn) if tp + fn else 1.0)
        lost += gone
    p, r = statistics.mean(precision), statistics.mean(recall)
    return f"F1 {2 * p * r / (p + r):.4f}  P {p:.4f}  R {r:.4f}  lost {lost}"


def sites(runs, corpora):
    score = corpus.scorer(corpora)
    gold = {g["id"]: g for g in corpus.load_gold(corpora, "sites")}
    texts, cut = {}, {}
    pages = corpora / "sites" / "pages"
    for what, inputs in (("alone", sorted(pages.rglob("*.html"))), ("together", [pages])):
        found = [r for path in inputs for r in rows(runs.clean("--duplicates", "keep", path))]
        texts[what] = {re.sub(r"\.html?$", "", Path(r["id"]).name): r["text"] for r in found}
        cut = {re.sub(r"\.html?$", "", Path(r["id"]).name): r["removed"] for r in found}
        print(f"-- sites, {what}: {f1(score, gold, texts[what])}")

    def key(line):
        return " ".join(score.tokens(line))

    where = defaultdict(set)
    for page, text in texts["alone"].items():
        for line in text.split("\n"):
            where[page.rsplit("_", 1)[0], key(line)].add(page)
    best = {}
    for page, text in texts["alone"].items():
        body = " " + key(gold[page]["body"]) + " "
        best[page] = "\n".join(line for line in text.split("\n") if f" {key(line)} " in body or
                               len(where[page.rsplit("_", 1)[0], key(line)]) < 2)
    print(f"-- sites, oracle over lines that recur: {f1(score, gold, best)}")
    for what, left in (("but bylines", "byline"), ("", None)):
        for page, removed in cut.items():
            body = " " + key(gold[page]["body"]) + " "
            back = [x["text"] for x in removed if x["kind"] != left and f" {key(x['text'])} " in body]
            best[page] = "\n".join([texts["together"][page], *back])
        print(f"-- sites, oracle over gold lines that were cut {what}: {f1(score, gold, best)}")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    corpora = Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(sys.argv[1], folder)
        for name, measure in (("site-pages", site_pages), ("site-pages", again), ("aeb", shared), ("neardup", neardup),
                              ("sites", sites)):
            if (corpora / name).is_dir():
                measure(runs, corpora)
            else:
                print(f"-- {name}: not there")


if __name__ == "__main__":
    main()
