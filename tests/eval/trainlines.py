# SPDX-License-Identifier: MIT
"""Trains the line model: traits from the C program, labels from the corpora's gold, LightGBM, a table of numbers out.

    trainlines.py --corpora DIR --lines PROGRAM --extract PROGRAM --work DIR [--table FILE --second-table FILE [--check] | --leave-out N]

Writes WORK/lines-K.model and WORK/second-K.model (trained on all sites but those of fold K), WORK/linefolds.json (text -> fold)
and, with --table, the models of all texts as C source. The same corpora, seed and LightGBM give the same tables.
--check trains nothing: it says whether the files are what training would write today, by the digests that stand in them.
--leave-out learns nothing from about one page in a hundred, others for each N: how far such trainings differ is chance.

Learned from are, each weighed by its kind:
  dirty  the text sets as they are
  bare   the same without what the rules strike: what is left must be judged by itself
  clean  the same without what the gold has not, and the gold bodies of the body sets: nothing is to be removed
  list   the text sets again, some paragraphs in a row cut into items without a stop: stories that are lists are rare in
         the corpora, and look like lists of teasers; their words are those of the story
  boxed  the text sets twice more, as they are and without what the gold has not, with boxes of other pages' lines put in
         (boxed.py): what stands behind a box is the story's still
  inject stories with labelled fragments, traps and artefacts put in
  html   the text of all blocks of the body sets' pages, one a line: another layout of the same sites
  traf   the same of pages that have no gold body: the body that html/ finds stands for it, snippets correct it

The second look (text/model/second.h) learns from the scores of those that SECOND_KINDS names, each text scored by the model that has not
seen its site."""
import argparse
import json
import os
import random
import re
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import lightgbm as lgb
import numpy as np

import boxed
import corpus
import digest
import train as blocks

FOLDS, SEED = blocks.FOLDS, blocks.SEED
FIRST, ROUNDS, BAGS, LEAVES, DEPTH = 40, 80, 4, 31, 8  # the first trees are those of all bags
TREES = FIRST + BAGS * (ROUNDS - FIRST)
COMPARED = ("M_", "V_")  # traits that the first trees do not ask of (DH_LINEMODEL_FIRST of text/model/linemodel.h)
PARAMETERS = dict(objective="binary", num_leaves=LEAVES, max_depth=DEPTH, learning_rate=.15, min_data_in_leaf=30, feature_fraction=.5,
                  lambda_l2=1.0, max_bin=63, use_missing=False, deterministic=True, force_row_wise=True, num_threads=1, verbose=-1)
SECOND_HOPELESS = -1.5  # lines that score less are not asked about (DH_SECOND_HOPELESS of text/model/second.h)
SECOND_ROUNDS, SECOND_KINDS = 96, ("dirty", "html", "traf", "list", "boxed", "inject")
SECOND = PARAMETERS | dict(num_leaves=20, min_data_in_leaf=60, lambda_l2=5.0)
WEIGHTS = dict(dirty=1, bare=.3, clean=1, list=.5, boxed=.5, inject=1, html=1, traf=1)
KEEP = 8           # a paragraph of the story weighs so much more than its words: none may be lost
MARGIN = .5        # so much further from its limit than anything that came to lie on its other side: no more trees are asked
BOXES = .3         # of a story with boxes what is no story's weighs so much: it is learned from in its own texts, too
LABELS = .3        # of lists that are made, so many tell something of each item
SMALL_TEXT = 30    # texts of a few words do not weigh in full
PSEUDO_WORDS = 60  # a body that html/ finds counts from so many words on
PROBE = ("T_WORDS", 8.5)  # the digest of what the second look sees is by a model whose trees ask this alone


class Text:
    """A text, its fragments that no rule strikes, their traits and labels."""

    def __init__(self, name, kind, gold, path, record):
        self.set, self.kind, self.gold, self.path = name, kind, gold, path
        self.lines = record.get("lines", [])
        self.limits = np.array(record.get("limits", []), float) / 1000
        self.fold = corpus.fold_of(corpus.site_of(gold), FOLDS, SEED)
        self.left_out = False

    def leave_out(self, draw):
        """Whether the page is of the hundredth that this draw leaves out, in whatever set it stands."""
        self.left_out = corpus.fold_of(self.gold.get("url") or self.gold["id"], 100, draw) == 0


def trait_names(program, option="--features"):
    out = subprocess.run([program, option, "/dev/null"], input=b"", stdout=subprocess.PIPE, check=True)
    return out.stdout.decode().split("\n")[0].split(" ")


def content_words(score, text):
    return [w.lower() for w in score.tokens(text) if len(w) > 3 or ord(w[0]) > 0x2E80]


def open_headlines(score, lines, label, body):
    """Lines before the story whose words come back in it: the gold has no headlines, readers want them."""
    words = set(content_words(score, body))
    for i, line in enumerate(lines):
        if label[i] == 1:
            return
        own = content_words(score, line)
        if label[i] == 0 and 3 <= len(own) <= 25 and sum(w in words for w in own) >= .6 * len(own):
            label[i] = None


def items_of(line, rng, labels):
    """A paragraph as items of a list: its clauses, their first words; some with figures behind them. labels: what is told of
    each behind a colon."""
    items = []
    for clause in re.split(r"[.,;:!?]\s+", line)[:5]:
        words = clause.split()[:rng.randint(2, 9)]
        if len(words) < 2:
            continue
        item = " ".join(words).rstrip(".,;:!?")
        if labels and len(words) > 2:
            at = rng.randint(1, 3)
            item = " ".join(words[:at]).rstrip(".,;:!?") + ": " + " ".join(words[at:]).rstrip(".,;:!?")
        items.append(f"{item} {rng.randint(2, 99)} {rng.randint(1, 100)}%" if rng.random() < .2 else item)
    return items


def as_list(raw, text, rng):
    """raw with three to ten paragraphs of its story in a row cut into items, and the items."""
    story = [x for x, v in zip(text.lines, text.label) if v == 1 and len(x.split()) >= 12]
    if len(story) < 4:
        return raw, set()
    start, items, out, labels = rng.randrange(1, len(story) - 1), set(), [], rng.random() < LABELS
    chosen = set(story[start:start + rng.randint(3, 10)])
    for line in raw.split("\n"):
        if line.strip() in chosen:
            made = items_of(line, rng, labels)
            items.update(made)
            out += made
        else:
            out.append(line)
    return "\n".join(out), items


class Reader:
    def __init__(self, arguments):
        self.a, self.score = arguments, corpus.scorer(arguments.corpora)
        self.names = trait_names(arguments.lines)
        self.work = Path(arguments.work) / "lines"

    def read(self, name, kind, golds, paths):
        """Texts of that kind, labelled."""
        self.work.mkdir(parents=True, exist_ok=True)
        matrix = self.work / "traits"
        records = corpus.run_extract(self.a.lines, paths, "--features", str(matrix))
        x = np.fromfile(matrix, dtype=np.float32).reshape(-1, len(self.names))
        texts, at = [], 0
        for gold, path, record in zip(golds, paths, records):
            t = Text(name, kind, gold, path, record)
            t.x = x[at:at + len(t.lines)]
            at += len(t.lines)
            self.label(t)
            texts.append(t)
        return texts

    def read_second(self, texts, model):
        """What the second look sees in texts by the scores of that model."""
        matrix, names = self.work / "second", trait_names(self.a.lines, "--second-features")
        records = corpus.run_extract(self.a.lines, [t.path for t in texts], "--model", str(model), "--second-features", str(matrix))
        x, at = np.fromfile(matrix, dtype=np.float32).reshape(-1, len(names)), 0
        for t, record in zip(texts, records):
            t.second, t.second_limits = x[at:at + len(t.lines)], np.array(record.get("limits", []), float) / 1000
            at += len(t.lines)
        assert at == len(x)

    def label(self, t):
        if t.kind == "inject":
            put_in = {self.score.squash(x["text"]) for x in t.gold["injected"]}
            t.label, t.words = [int(self.score.squash(x) not in put_in) for x in t.lines], \
                [len(self.score.tokens(x)) for x in t.lines]
        elif t.kind == "boxed":
            t.label = [0 if x in t.gold["box"] else t.gold["label"].get(x, 0) for x in t.lines]
            t.words = [len(self.score.tokens(x)) for x in t.lines]
        elif t.kind == "clean":
            t.label, t.words = [1] * len(t.lines), [len(self.score.tokens(x)) for x in t.lines]
        else:
            t.label, t.words = corpus.label_blocks(self.score, t.lines, t.gold)
            open_headlines(self.score, t.lines, t.label, t.gold["body"])
        if t.kind == "list":
            t.label = [1 if x in t.gold["items"] else v for x, v in zip(t.lines, t.label)]
        if t.kind == "traf":
            snippets, _ = corpus.label_snippets(self.score, t.lines, t.gold)
            t.label = [a if b is None else b for a, b in zip(t.label, snippets)]
        t.words = np.array(t.words, float)

    def write(self, folder, golds, texts):
        paths = []
        for gold, text in zip(golds, texts):
            path = self.work / folder / f"{gold['id']}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf8")
            paths.append(path)
        return paths

    def text_set(self, name):
        golds = corpus.load_gold(self.a.corpora, name)
        dirty = self.read(name, "dirty", golds, [Path(self.a.corpora) / name / "pages" / f"{g['id']}.txt" for g in golds])
        bare = self.write(name + "-bare", golds, ["\n".join(t.lines) for t in dirty])
        ideal = self.write(name + "-clean", golds, ["\n".join(x for x, v in zip(t.lines, t.label) if v != 0) for t in dirty])
        return dirty + self.read(name, "bare", golds, bare) + self.read(name, "clean", golds, ideal) + \
            self.lists(name, dirty) + self.boxed(name, dirty)

    def lists(self, name, dirty):
        golds, texts = [], []
        for t in dirty:
            raw, items = as_list(t.path.read_text(encoding="utf8"), t, random.Random(f"{SEED}/{t.gold['id']}"))
            golds.append(dict(t.gold, items=items))
            texts.append(raw)
        return self.read(name, "list", golds, self.write(name + "-list", golds, texts))

    def boxed(self, name, dirty):
        golds, texts, chrome = [], [], boxed.chrome_of(dirty)
        for t in dirty:
            label = dict(zip(t.lines, t.label))
            for kind in ("dirty", "clean"):
                rng = random.Random(f"{SEED}/{kind}/{t.gold['id']}")
                lines = boxed.lines_of(t.path.read_text(encoding="utf8"))
                lines = [x for x in lines if kind == "dirty" or label.get(x) == 1]
                story = [i for i, x in enumerate(lines) if label.get(x) == 1]
                if len(story) < 3:
                    continue
                lines, box = boxed.put_into(lines, story, chrome[t.fold], corpus.site_of(t.gold), rng)
                golds.append(dict(t.gold, id=f"{t.gold['id']}-{kind}", label=label, box={x for x in box if not label.get(x)}))
                texts.append("\n".join(lines))
        return self.read(name, "boxed", golds, self.write(name + "-boxed", golds, texts))

    def body_set(self, name):
        golds = [g for g in corpus.load_gold(self.a.corpora, name) if g.get("body")]
        paths = self.write(name + "-gold", golds, [g["body"] for g in golds])
        return self.read(name, "clean", golds, paths) + self.pages(name, "html", golds)

    def pages(self, name, kind, golds):
        """The text of all blocks of pages, one a line."""
        files = corpus.page_files(self.a.corpora, name)
        golds = [g for g in golds if g["id"] in files]
        records = corpus.run_extract(self.a.extract, [files[g["id"]] for g in golds], "--features", "/dev/null")
        pairs = [(g, r["blocks"]) for g, r in zip(golds, records) if r.get("blocks")]
        golds = [g for g, _ in pairs]
        return self.read(name, kind, golds, self.write(
            f"{name}-{kind}", golds, ["\n".join(b.replace("\n", " ") for b in all_blocks) for _, all_blocks in pairs]))

    def injected(self, name):
        """Stories of the body sets with fragments put in: they are of their story's site."""
        urls = {f"{s}/{g['id']}": g.get("url") for s in corpus.BODY_SETS for g in corpus.load_gold(self.a.corpora, s)}
        golds = [dict(g, url=urls.get(g["source"].split("#")[0])) for g in corpus.load_gold(self.a.corpora, name)]
        return self.read(name, "inject", golds, [Path(self.a.corpora) / name / "pages" / f"{g['id']}.txt" for g in golds])

    def snippet_set(self, name):
        files = corpus.page_files(self.a.corpora, name)
        golds = [g for g in corpus.load_gold(self.a.corpora, name) if g["id"] in files]
        records = corpus.run_extract(self.a.extract, [files[g["id"]] for g in golds])
        return self.pages(name, "traf", [dict(g, body=r["text"]) for g, r in zip(golds, records)
                                         if len(r["text"].split()) >= PSEUDO_WORDS])


def examples(texts, row=lambda t: t.x):
    """Rows, labels (1: chrome) and weights."""
    rows, labels, weights = [], [], []
    for t in texts:
        index = [i for i, v in enumerate(t.label) if v is not None]
        if not index:
            continue
        keep = np.array([t.label[i] for i in index], float)
        size = np.sqrt(np.maximum(1, t.words[index]))
        w = np.where(keep == 1, size + KEEP, size * (BOXES if t.kind == "boxed" else 1))
        w = w / max(SMALL_TEXT ** .5, (size * keep).sum()) ** .5 * WEIGHTS[t.kind]
        rows.append(row(t)[index])
        labels.append(1 - keep)
        weights.append(w)
    return np.concatenate(rows), np.concatenate(labels), np.concatenate(weights)


def train(texts, names):
    """Models that begin with the same trees, which know only what is at hand of each line (dh_traits_at_hand), and go on by
    seeds of their own."""
    x, y, w = examples(texts)
    at_hand = x.copy()
    at_hand[:, [i for i, name in enumerate(names) if name.startswith(COMPARED)]] = 0
    seen, all_seen = (lgb.Dataset(m, y, weight=w / w.mean(), free_raw_data=False) for m in (at_hand, x))
    first = lgb.train(PARAMETERS | {"seed": SEED}, seen, num_boost_round=FIRST)
    return [lgb.train(PARAMETERS | {"seed": SEED + 7 * bag}, all_seen, num_boost_round=ROUNDS - FIRST, init_model=first)
            for bag in range(BAGS)]


shared = {}  # what a process that trains has from its parent


def train_without(fold):
    """The models of all texts outside the fold that are not left out; None: of whatever fold."""
    return shared["how"]([t for t in shared["texts"] if t.fold != fold and not t.left_out], shared["names"])


def train_folds(how, texts, names, all_too):
    """Models by fold, trained side by side; all_too: and those of all texts, by None."""
    folds = [*range(FOLDS), None] if all_too else [*range(FOLDS)]
    shared.update(how=how, texts=texts, names=names)
    with get_context("fork").Pool(min(os.cpu_count(), len(folds))) as pool:
        return dict(zip(folds, pool.map(train_without, folds, 1)))


def train_second(texts, _):
    x, y, w = examples([t for t in texts if t.kind in SECOND_KINDS], lambda t: t.second)
    data = lgb.Dataset(x, y, weight=w / w.mean(), free_raw_data=False)
    return [lgb.train(SECOND | {"seed": SEED + 7 * bag}, data, num_boost_round=SECOND_ROUNDS) for bag in range(BAGS)]


HEAD = """/* SPDX-License-Identifier: MIT */
/* clang-format off */
/* {what} as numbers. Written by tests/eval/trainlines.py (make eval-train): do not edit.
 * {trees} trees of at most {leaves} leaves by LightGBM {version}, seed {seed}, {features} traits
 * ({header}), trained on the fragments of {texts} texts made of
 * {told}.
 * Where they are from: html/model/model_table.c.
{digests} */
#include "{header}"

{gaps}/* feature, {{ step of <=, step of > }}, value: see struct dh_forest_node. */
#define LEAF(value) {{ 0, {{ 0, 0 }}, value }}
static const struct dh_forest_node nodes[] = {{"""


SETTLED = "DH_LINEMODEL_FIRST, DH_LINEMODEL_HOPELESS,\n" + " " * 44 + "DH_LINEMODEL_SURELY, gaps"


def sums(boosters, x, first, last, step=8):
    """What the table's trees add to the score, by steps of so many: rounds up to `first` are those of all boosters."""
    rounds = step // BAGS
    for k in range(0, first, step):
        yield boosters[0].predict(x, raw_score=True, start_iteration=k, num_iteration=step)
    for k in range(first, last, rounds):
        yield np.mean([b.predict(x, raw_score=True, start_iteration=k, num_iteration=rounds) for b in boosters], axis=0)


def gaps(all_added, limits):
    """For every eight trees: how far below its limit a fragment was after them that came above it in the end, and how far
    above it one that did not."""
    rows, below = [], limits
    for added in all_added:
        below = below - added
        rows.append(below)
    above, most = rows[-1] < 0, np.zeros((len(rows), 2))
    for k, row in enumerate(rows):
        most[k] = row[above].max(initial=0), (-row)[~above].max(initial=0)
    return most + MARGIN


def told_gaps(values):
    rows = [f"{{ {blocks.c_float(round(float(a), 3))}, {blocks.c_float(round(float(b), 3))} }}," for a, b in values]
    rows = [" ".join(rows[i:i + 4]) for i in range(0, len(rows), 4)]
    return "/* See struct dh_forest. */\nstatic const struct dh_forest_gap gaps[] = {\n    " + "\n    ".join(rows) + "\n};\n\n"


def write_head(f, what, header, leaves, trees, seed, names, texts, gaps_told=""):
    count = {}
    for t in texts:
        count[t.kind] = count.get(t.kind, 0) + 1
    told = ", ".join(f"{c} {k}" for k, c in sorted(count.items()))
    print(HEAD.format(what=what, header=header, trees=trees, leaves=leaves, version=lgb.__version__, seed=seed,
                      features=len(names), texts=len(texts), told=told, gaps=gaps_told, digests=digest.LINES),
          file=f)


def write_table(boosters, names, texts, path, learned):
    with digest.Table(path, learned) as f:
        seen = [t for t in texts if len(t.lines)]
        x, limits = np.concatenate([t.x for t in seen]), np.concatenate([t.limits for t in seen])
        told = told_gaps(gaps(sums(boosters, x, FIRST, ROUNDS), limits))
        write_head(f, "The line model", "text/model/linemodel.h", LEAVES, TREES, SEED, names, texts, told)
        blocks.write_nodes(boosters, "DH_X_", names, "dh_linemodel_builtin", SETTLED, f, FIRST)


def asked_second(texts):
    """What the second look sees of the lines that it is asked about, and what it is to say of them."""
    texts = [t for t in texts if len(t.lines)]
    x, limits = np.concatenate([t.second for t in texts]), np.concatenate([t.second_limits for t in texts])
    asked = x[:, 0] >= SECOND_HOPELESS
    return x[asked], limits[asked]


def write_second(boosters, names, texts, path, learned):
    texts = [t for t in texts if t.kind in SECOND_KINDS]
    x, limits = asked_second(texts)
    with digest.Table(path, learned) as f:
        told = told_gaps(gaps(sums(boosters, x, 0, SECOND_ROUNDS), limits))
        write_head(f, "The second look", "text/model/second.h", SECOND["num_leaves"], BAGS * SECOND_ROUNDS, SEED, names, texts, told)
        blocks.write_nodes(boosters, "DH_Y_", names, "dh_second_builtin", "0, 0, 0, gaps", f)


def learned_lines(names, texts):
    """The digest of all that the line model is a function of."""
    seen = [t for t in texts if len(t.lines)]
    settings = [names, PARAMETERS, FIRST, ROUNDS, BAGS, SEED, FOLDS, COMPARED, MARGIN, lgb.__version__]
    return digest.of(settings, [np.concatenate([t.x for t in seen]), np.concatenate([t.limits for t in seen]), *examples(texts)[1:]])


def learned_second(reader, texts, lines):
    """The same of the second look, which is a function of the line model's (lines: its digest) and of what it sees by a
    model."""
    texts, probe = [t for t in texts if t.kind in SECOND_KINDS and len(t.lines)], reader.work / "probe.model"
    asked, value = PROBE
    tree = f"{reader.names.index(asked)} {value} 1 2\n0 .02 0 0\n0 -.02 0 0\n"
    probe.write_text(f"dehusk-model {3 * FIRST} {FIRST} 1\n" + FIRST * tree + "".join(f"{3 * k}\n" for k in range(FIRST)))
    reader.read_second(texts, probe)
    settings = [lines, trait_names(reader.a.lines, "--second-features"), SECOND, SECOND_ROUNDS, SECOND_KINDS, SECOND_HOPELESS]
    return digest.of(settings, [np.concatenate([t.second for t in texts]), np.concatenate([t.second_limits for t in texts])])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--lines", required=True)
    parser.add_argument("--extract", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--table")
    parser.add_argument("--second-table")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--leave-out", type=int)
    arguments = parser.parse_args()
    if bool(arguments.table) != bool(arguments.second_table):
        parser.error("--table and --second-table go together")
    if arguments.check and not arguments.table:
        parser.error("--check needs the tables that it is to check: --table and --second-table")
    if arguments.table and arguments.leave_out is not None:
        parser.error("a table is of all pages: --table without --leave-out")
    corpus.need_programs(arguments.lines, arguments.extract)
    reader, texts = Reader(arguments), []
    for name in corpus.TEXT_SETS:
        texts += reader.text_set(name)
    for name in corpus.BODY_SETS:
        texts += reader.body_set(name)
    texts += reader.injected("inject")
    for name in corpus.SNIPPET_SETS:
        texts += reader.snippet_set(name)
    if not texts:
        sys.exit(f"{arguments.corpora}: no labelled texts (CORPORA=DIR, docs/evaluation.md)")
    for t in texts if arguments.leave_out is not None else []:
        t.leave_out(arguments.leave_out)
    work = Path(arguments.work)
    of_lines = learned_lines(reader.names, texts)
    of_second = learned_second(reader, texts, of_lines)
    if arguments.check:
        wrong = [digest.compare(arguments.table, of_lines), digest.compare(arguments.second_table, of_second)]
        sys.exit("\n".join(filter(None, wrong)) or None)
    models = train_folds(train, texts, reader.names, arguments.table)
    for fold in range(FOLDS):
        blocks.write_text(models[fold], work / f"lines-{fold}.model", FIRST)
        reader.read_second([t for t in texts if t.fold == fold and t.kind in SECOND_KINDS], work / f"lines-{fold}.model")
    seconds = train_folds(train_second, texts, None, arguments.second_table)
    for fold in range(FOLDS):
        blocks.write_text(seconds[fold], work / f"second-{fold}.model")
    folds = {f"{t.set}/{t.gold['id']}": t.fold for t in texts}
    json.dump(folds, open(Path(arguments.work) / "linefolds.json", "w"), indent=0, sort_keys=True)
    if arguments.table:
        write_table(models[None], reader.names, texts, arguments.table, of_lines)
    if arguments.second_table:
        write_second(seconds[None], trait_names(arguments.lines, "--second-features"), texts, arguments.second_table,
                     of_second)
    print(f"{len(texts)} texts, {sum(len(t.lines) for t in texts)} fragments, {FOLDS} folds, {len(reader.names)} traits")


if __name__ == "__main__":
    main()
