# SPDX-License-Identifier: MIT
"""Scores the body extractor on labelled pages, by the scorer that comes with the corpora, and counts errors by class.

    score.py --corpora DIR --extract PROGRAM --work DIR [--rules] [--trained] [--worst N] [--classes] [SET...]

The model is scored by cross-validation by site: each page with the table of WORK that was trained without its site
(make eval-train writes them). --trained scores the built-in table instead, which has seen these pages: only for a look.
--rules scores the hand rules."""
import argparse
import re
import statistics
import sys
from pathlib import Path

import corpus
import errors


def extract_all(arguments, name, files=None):
    """The gold and what extract prints of each page, by id. files: other pages than the corpus has, by id."""
    files = files or corpus.page_files(arguments.corpora, name)
    gold = [g for g in corpus.load_gold(arguments.corpora, name) if g["id"] in files]
    paths = [files[g["id"]] for g in gold]
    options = ["--all"] + (["--whole"] if arguments.whole else [])
    if arguments.rules or arguments.trained:
        out = corpus.run_extract(arguments.extract, paths, *options, *(["--rules"] if arguments.rules else []))
        return gold, dict(zip([g["id"] for g in gold], out))
    work = Path(arguments.work)
    folds, out = corpus.load_folds(work, "folds.json", "--rules"), {}
    for fold in sorted(set(folds.values())):
        part = [g["id"] for g in gold if folds.get(f"{name}/{g['id']}", 0) == fold]
        records = corpus.run_extract(arguments.extract, [files[i] for i in part], *options, "--model",
                                     str(work / f"fold-{fold}.model"))
        out |= dict(zip(part, records))
    return gold, out


def f1(p, r):
    return 2 * p * r / max(1e-9, p + r)


def score_bodies(score, name, gold, out):
    ps, rs, exact, lost, paragraphs, tps, fps, pages = [], [], 0, 0, 0, 0, 0, []
    for g in gold:
        tp, fp, fn, gone, n = score.body_page(g, out[g["id"]]["text"], name.startswith("aeb"))
        if tp + fp:
            ps.append(tp / (tp + fp))
        rs.append(tp / (tp + fn) if tp + fn else 1.0)
        exact += fp == 0 and fn == 0
        lost, paragraphs, tps, fps = lost + gone, paragraphs + n, tps + tp, fps + fp
        pages.append((2 * tp / max(1, 2 * tp + fp + fn), g["id"], f"extra {fp:5d}  missed {fn:5d}"))
    p, r = statistics.mean(ps or [0]), statistics.mean(rs)
    print(f"{name:<8} pages {len(gold):4d}  F1 {f1(p, r):.4f}  P {p:.4f}  R {r:.4f}  exact {exact / len(gold):.3f}  "
          f"lost {lost}/{paragraphs} ({lost / max(1, paragraphs):.4f})  extra {fps / max(1, tps + fps):.4f}")
    return pages


def score_snippets(score, name, gold, out):
    tp = fp = fn = 0
    pages = []
    for g in gold:
        text = score.squash(out[g["id"]]["text"])
        hit = sum(score.squash(w) in text for w in g["with"])
        bad = sum(score.squash(w) in text for w in g["without"])
        tp, fp, fn = tp + hit, fp + bad, fn + len(g["with"]) - hit
        pages.append((-(bad + len(g["with"]) - hit), g["id"], f"extra {bad}  missed {len(g['with']) - hit}"))
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    print(f"{name:<8} pages {len(gold):4d}  F1 {f1(p, r):.4f}  P {p:.4f}  R {r:.4f}")
    return pages


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--extract", required=True)
    parser.add_argument("--work", default="build/eval")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--trained", action="store_true")
    parser.add_argument("--whole", action="store_true", help="with the stages behind html/: cues, repetition in the page")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--classes", action="store_true")
    parser.add_argument("sets", nargs="*")
    arguments = parser.parse_args()
    score = corpus.scorer(arguments.corpora)
    for name in arguments.sets or corpus.BODY_SETS + corpus.SNIPPET_SETS:
        gold, out = extract_all(arguments, name)
        if not gold:
            print(f"{name:<8} no pages under {arguments.corpora}/{name}")
            continue
        scored = score_snippets if "with" in gold[0] else score_bodies
        pages = scored(score, name, gold, out)
        for value, page, text in sorted(pages)[:arguments.worst]:
            print(f"    {value:.3f}  {text}  {page}")
        if arguments.classes and "body" in gold[0]:
            errors.report(score, name, gold, out)


if __name__ == "__main__":
    main()
