# SPDX-License-Identifier: MIT
"""eval.py BUILD CORPORA: all scores in one table. docs/evaluation.md tells what they mean.

Rows: "model" is html/ with the learned model, each page judged by a table trained without its site (make eval-train);
"rules" html/ with the hand rules; "whole" the model with the stages behind it, by cross-validation too; "dehusk" the program
as built, whose tables have seen these pages: only for a look. Scraped text is scored below, as scorelines.py does."""
import argparse
import json
import subprocess
import sys
from pathlib import Path

import corpus
import errors
import score as own
import scorelines


def rows_of_dehusk(dehusk, folder):
    out = subprocess.run([dehusk, "clean", "--format", "jsonl", "--site", "none", folder], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL)
    records = [json.loads(line) for line in out.stdout.decode("utf8").split("\n") if line]
    return {Path(r["id"]).name.rsplit(".", 1)[0]: r for r in records}


def show(score, name, what, gold, out):
    for g in gold:
        out.setdefault(g["id"], {"text": "", "dropped": []})
        out[g["id"]]["text"] = out[g["id"]].get("text") or ""
    print(f"{what:<7}", end="")
    scored = own.score_snippets if "with" in gold[0] else own.score_bodies
    return scored(score, name, gold, out)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build, corpora = Path(sys.argv[1]), Path(sys.argv[2])
    if not corpora.is_dir():
        sys.exit(f"'{corpora}' is no folder of corpora (make eval CORPORA=DIR, docs/evaluation.md)")
    score, work = corpus.scorer(corpora), build / "eval"
    trained = (work / "folds.json").exists() and (work / "linefolds.json").exists()
    if not trained:
        print(f"no {work}/folds.json: run `make eval-train CORPORA={corpora}` for the cross-validated rows")
    ways = [("model", {})] if trained else []
    ways += [("whole", {"whole": True})] if trained else []
    ways += [("rules", {"rules": True})]
    for name in corpus.BODY_SETS + corpus.SNIPPET_SETS:
        worst = []
        for what, how in ways:
            arguments = argparse.Namespace(corpora=corpora, extract=str(build / "tests/eval/extract"), work=work,
                                           rules=False, trained=False, whole=False)
            vars(arguments).update(how)
            gold, out = own.extract_all(arguments, name)
            if not gold:
                print(f"{name}: no pages")
                break
            pages = show(score, name, what, gold, out)
            if what == ways[0][0]:
                worst, first = sorted(pages)[:5], out
        if not worst:
            continue
        show(score, name, "dehusk", gold, rows_of_dehusk(build / "dehusk", str(corpora / name / "pages")))
        for value, page, text in worst:
            print(f"    {value:.3f}  {text}  {page}")
        if "body" in gold[0]:
            errors.report(score, name, gold, first)
    for name in corpus.TEXT_SETS:
        gold = corpus.load_gold(corpora, name)
        if gold:
            show(score, name, "dehusk", gold, rows_of_dehusk(build / "dehusk", str(corpora / name / "pages")))
    print("text/, " + ("each text judged by a line model trained without its site:" if trained else "as built:"))
    lines = scorelines.Scorer(argparse.Namespace(corpora=corpora, lines=str(build / "tests/eval/fragments"), work=work,
                                                 trained=not trained, lost=str(work / "lost.tsv")))
    lines.all()
    print(f"what was lost, with the rule that struck: {work}/lost.tsv")


if __name__ == "__main__":
    main()
