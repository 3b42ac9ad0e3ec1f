# SPDX-License-Identifier: MIT
"""Scores text/ on the text sets and on clean stories, and counts what is lost by the rule that struck it.

    scorelines.py --corpora DIR --lines PROGRAM --work DIR [--trained] [--lost FILE]

The line model is scored by cross-validation by site: each text with the table of WORK that was trained without its site
(make eval-train writes them). --trained scores the built-in table, which has seen these texts. "beyond" counts gold
paragraphs that are lost though doing nothing would keep them; "clean" are the gold bodies of the body sets, from which
nothing should go; "again" are results that change when they are cleaned once more. --lost lists all of these."""
import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import corpus
import score as own

LIMIT = {"core": .005, "wide": .02}  # of the gold paragraphs, beyond what doing nothing loses


class Scorer:
    def __init__(self, arguments):
        self.a, self.score, self.work = arguments, corpus.scorer(arguments.corpora), Path(arguments.work)
        self.lost = open(arguments.lost, "w", encoding="utf8") if arguments.lost else None
        self.folds = {} if arguments.trained else corpus.load_folds(self.work, "linefolds.json", "--trained")

    def run(self, name, golds, paths):
        """The records of texts, by path, each with the model that has not seen its site."""
        if self.a.trained:
            return dict(zip(map(str, paths), corpus.run_extract(self.a.lines, paths)))
        out = {}
        for fold in sorted(set(self.folds.values())):
            part = [p for g, p in zip(golds, paths) if self.folds[f"{name}/{g['id']}"] == fold]
            records = corpus.run_extract(self.a.lines, part, "--model", str(self.work / f"lines-{fold}.model"),
                                         "--second", str(self.work / f"second-{fold}.model"))
            out |= dict(zip(map(str, part), records))
        return out

    def tell(self, *what):
        if self.lost:
            print(*what, sep="\t", file=self.lost)

    def words(self, text):
        return " " + " ".join(self.score.tokens(text)) + " "

    def count_lost(self, name, gold, record, raw):
        """Gold paragraphs that are lost, less those that doing nothing loses; by rule."""
        rules, text, dirty = Counter(), self.words(record["text"]), self.words(raw)
        gone = [(self.words(t), rule) for rule, t in record["removed"]]
        for line in gold["body"].split("\n"):
            w = self.words(line)
            if w.strip() and w not in text and w in dirty:
                rule = next((r for t, r in gone if w in t or t in w), "a repair or a cut")
                rules[rule] += 1
                self.tell("lost", name, gold["id"], rule, line)
        return rules

    def text_set(self, name):
        golds = corpus.load_gold(self.a.corpora, name)
        paths = [Path(self.a.corpora) / name / "pages" / f"{g['id']}.txt" for g in golds]
        out = self.run(name, golds, paths)
        records = {g["id"]: out[str(p)] for g, p in zip(golds, paths)}
        own.score_bodies(self.score, name, golds, records)
        rules, paragraphs = Counter(), 0
        for g, p in zip(golds, paths):
            rules += self.count_lost(name, g, records[g["id"]], p.read_text(encoding="utf8"))
            paragraphs += sum(bool(self.words(x).strip()) for x in g["body"].split("\n"))
        limit = LIMIT[name.rsplit("-", 1)[1]] * paragraphs
        print(f"  beyond {sum(rules.values())}, limit {limit:.0f}: " + ", ".join(f"{r} {n}" for r, n in rules.most_common(6)))
        self.again(name, golds, {g["id"]: records[g["id"]]["text"] for g in golds})

    def clean(self):
        rules, total, fragments = Counter(), 0, 0
        for name in corpus.BODY_SETS:
            golds = [g for g in corpus.load_gold(self.a.corpora, name) if g.get("body")]
            paths = self.write("clean-" + name, golds, [g["body"] for g in golds])
            for record in self.run(name, golds, paths).values():
                for rule, text in record["removed"]:
                    rules[rule] += 1
                    self.tell("clean", name, record["id"], rule, text)
            fragments += sum(bool(x.strip()) for g in golds for x in g["body"].split("\n"))
        total = sum(rules.values())
        print(f"clean    {total} of {fragments} fragments removed, {1000 * total / max(1, fragments):.2f} in 1,000 (limit 2): " +
              ", ".join(f"{r} {n}" for r, n in rules.most_common(8)))

    def all(self):
        for name in corpus.TEXT_SETS:
            if (Path(self.a.corpora) / name).is_dir():
                self.text_set(name)
        self.clean()
        self.injected("inject")

    def injected(self, name):
        """Stories with fragments, traps and artefacts put in, by the scorer that comes with them."""
        golds = corpus.load_gold(self.a.corpora, name)
        scorer = Path(self.a.corpora).resolve().parent / "eval" / "score_inject.py"
        if not golds or not scorer.exists():
            return
        paths = [Path(self.a.corpora) / name / "pages" / f"{g['id']}.txt" for g in golds]
        results = self.work / "inject.jsonl"
        with open(results, "w", encoding="utf8") as f:
            for path, record in self.run(name, golds, paths).items():
                print(json.dumps({"id": path, "text": record["text"]}), file=f)
        out = subprocess.run([sys.executable, scorer, Path(self.a.corpora) / name, results, "--misses", "999"],
                             stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")
        print("\n".join(x for x in out[:25] if x))
        for line in out:
            if line.startswith("   "):
                self.tell("inject", line.strip())

    def write(self, folder, golds, texts):
        paths = []
        for g, text in zip(golds, texts):
            path = self.work / "lines" / folder / f"{g['id']}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf8", newline="")
            paths.append(path)
        return paths

    def again(self, name, golds, texts):
        paths = self.write("again", golds, [texts[g["id"]] for g in golds])
        out = self.run(name, golds, paths)
        changed = 0
        for g, p in zip(golds, paths):
            r = out[str(p)]
            if r["text"] != texts[g["id"]]:
                changed += 1
                self.tell("again", name, g["id"], r["removed"][:5])
        print(f"  again {changed} of {len(golds)} results change")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--lines", required=True)
    parser.add_argument("--work", default="build/eval")
    parser.add_argument("--trained", action="store_true")
    parser.add_argument("--lost")
    Scorer(parser.parse_args()).all()


if __name__ == "__main__":
    main()
