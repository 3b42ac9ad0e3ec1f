# SPDX-License-Identifier: MIT
"""Scores the body extractor on the labelled pages as they are but for one change: what carries over to other templates.

    changed.py --corpora DIR --extract PROGRAM --work DIR [CHANGE...]

names: every class is another word, without ids, roles and data; bare: so, and all sectioning elements are div; head: without
metadata and scripts; chrome: the box of the story stands in a page of the snippet sets, of the same fold. Judged as score.py
does, by the tables that have seen neither page (make eval-train writes them). The gold stays what it was: what of the story
stands outside its box counts as missed under `chrome`, so that only differences tell there."""
import argparse
import copy
import random
from pathlib import Path
from types import SimpleNamespace

import chimera
import corpus
import score as scores

SECTIONS = ("article", "main", "section", "header", "footer", "aside", "nav")


def bare(doc, number):
    chimera.rename_all(doc, number)
    chimera.to_divs(doc, *SECTIONS)


def head(doc, _):
    for e in chimera.elements(doc.find("head") if doc.find("head") is not None else doc, "meta", "link", "script"):
        e.drop_tree()
    for e in chimera.elements(doc, "script"):
        if e.getparent() is not None:
            e.drop_tree()


def read(arguments, score, name):
    """Sources of a set's pages, by id."""
    files = corpus.page_files(arguments.corpora, name)
    gold = [g for g in corpus.load_gold(arguments.corpora, name) if g["id"] in files]
    records = corpus.run_extract(arguments.extract, [files[g["id"]] for g in gold], "--rules")
    pages = [SimpleNamespace(set=name, id=g["id"], gold=g, path=files[g["id"]], rules=r["text"]) for g, r in zip(gold, records)]
    return {key[1]: s for key, s in chimera.read_sources(score, pages).items()}


def chrome(source, number, others):
    """The source's story in one of the others."""
    rng = random.Random(f"chrome {number}")
    other = rng.choice(others)
    doc = copy.deepcopy(other.doc)
    chimera.graft(doc, other.at, source, rng)
    return doc


def write(source, change, number, others, path):
    """Whether there is such a page."""
    if change == "chrome":
        if not source.at or not others:
            return False
        doc = chrome(source, number, others)
    else:
        doc = copy.deepcopy(source.doc)
        {"names": chimera.rename_all, "bare": bare, "head": head}[change](doc, number)
    path.write_text(chimera.text_of(doc), encoding="utf8", errors="replace")
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--extract", required=True)
    parser.add_argument("--work", default="build/eval")
    parser.add_argument("changes", nargs="*")
    arguments = parser.parse_args()
    arguments.rules = arguments.trained = arguments.whole = False
    score, folds = corpus.scorer(arguments.corpora), corpus.load_folds(arguments.work, "folds.json", "")
    snippets = [s for name in corpus.SNIPPET_SETS for s in read(arguments, score, name).values() if s.at]
    for name in corpus.BODY_SETS:
        sources = read(arguments, score, name)
        for change in arguments.changes or ("names", "bare", "head", "chrome"):
            folder, files = Path(arguments.work) / "changed" / change / name, {}
            folder.mkdir(parents=True, exist_ok=True)
            for i, (page, s) in enumerate(sorted(sources.items())):
                fold = folds[f"{name}/{page}"]
                others = [o for o in snippets if folds["/".join(o.key)] == fold]
                if write(s, change, i, others, folder / f"{page}.html"):
                    files[page] = folder / f"{page}.html"
            print(f"{change:<7}", end="")
            scores.score_bodies(score, name, *scores.extract_all(arguments, name, files))


if __name__ == "__main__":
    main()
