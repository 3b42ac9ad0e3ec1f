# SPDX-License-Identifier: MIT
"""Trains the block model: features from the C program, labels from the corpora's gold, LightGBM, a table of numbers out.

    train.py --corpora DIR --extract PROGRAM --work DIR [--table FILE | --check FILE] [--chimeras N]

Writes WORK/fold-K.model (trained on all sites but those of fold K, for cross-validation by site), WORK/folds.json (page ->
fold) and, with --table, the model of all pages as C source. The same corpora, seed, LightGBM and lxml give the same table.
--check trains nothing: it says whether FILE is what training would write today, by the digests that stand in it.
It learns from every page once more with other class names. --chimeras: from so many pages made of the labelled ones as
well (chimera.py; the table in the tree does not, see docs/training.md). No part of such a page is of the fold left out."""
import argparse
import json
import os
import random
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import lightgbm as lgb
import numpy as np

import chimera
import corpus
import digest

FOLDS, SEED = 5, 1
TREES, LEAVES, DEPTH = 100, 31, 8
BAGS = 3             # models of other seeds whose mean is the model: with so few sites, chance is half of the error
PARAMETERS = dict(objective="binary", num_leaves=LEAVES, max_depth=DEPTH, learning_rate=.1, min_data_in_leaf=20, feature_fraction=.35,
                  lambda_l2=1.0, max_bin=127, use_missing=False, deterministic=True, force_col_wise=True,
                  num_threads=1, verbose=-1)
PAGE_WEIGHT = 100     # a body page weighs the same however long it is,
SMALL_PAGE = 30       # but pages of a few words do not weigh in full
SNIPPET_WEIGHT = 3
RENAMED_WEIGHT = .25 # of a page once more, with names that tell nothing: many sites have none that do
CHIMERA_WEIGHT = .1  # of a page made of those
CHROME_SHARE = .25   # of its blocks that are none of the story's, which stand for all
FAR = 30             # DH_FAR: no such box around


class Page:
    """Labelled blocks, whose features are rows of a set's matrix from at on; folds: of the sites that it is made of."""
    weight = chrome = 1

    def __init__(self, name, gold, blocks, at, label, words):
        self.set, self.id, self.gold, self.blocks, self.at = name, gold["id"], gold, blocks, at
        self.label, self.words = label, np.array(words, float)
        self.fold = corpus.fold_of(corpus.site_of(gold), FOLDS, SEED)
        self.folds = {self.fold}


def read_set(arguments, score, name):
    """Pages of one corpus with labels, and the matrix of their blocks' features."""
    files = corpus.page_files(arguments.corpora, name)
    gold = [g for g in corpus.load_gold(arguments.corpora, name) if g["id"] in files]
    if not gold:
        sys.exit(f"{arguments.corpora}/{name}: no labelled pages (CORPORA=DIR, docs/evaluation.md)")
    matrix = Path(arguments.work) / f"{name}.features"
    paths = [files[g["id"]] for g in gold]
    records = corpus.run_extract(arguments.extract, paths, "--rules", "--features", str(matrix))
    pages, at = [], 0
    for g, r in zip(gold, records):
        blocks = r.get("blocks", [])
        if "with" in g:
            label, words = corpus.label_snippets(score, blocks, g)
        else:
            label, words = corpus.label_blocks(score, blocks, g)
        pages.append(Page(name, g, blocks, at, label, words))
        pages[-1].path, pages[-1].rules = files[g["id"]], r["text"]
        at += len(blocks)
    return pages, np.fromfile(matrix, dtype=np.float32).reshape(at, -1)


def label_chimera(score, blocks, story, chrome):
    """Labels by the story's gold. What is of the story that the chrome had is left open: bits of it stand outside its box."""
    gold = story.page.gold
    if "with" in gold:
        more = chrome.page.gold.get("without", []) if chrome else []
        return corpus.label_snippets(score, blocks, gold | {"without": gold["without"] + more})
    label, words = corpus.label_blocks(score, blocks, gold)
    known = chimera.known_runs(score, chrome.lines + chrome.page.gold.get("with", [])) if chrome else set()
    for i, text in enumerate(blocks):
        runs = corpus.grams(score.tokens(text)) if known and label[i] == 0 else []
        if sum(run in known for run in runs) > .5 * len(runs):
            label[i] = None
    return label, words


def renamed(pages):
    """The same pages with names that tell nothing, and themselves."""
    for i, p in enumerate(pages):
        doc = chimera.parse(p.path)
        if doc is not None:
            chimera.rename_all(doc, i)
            yield chimera.text_of(doc), p


def read_made(arguments, name, drawn, label):
    """As read_set, of made pages. drawn: texts and what each is made of; label: labels and words of blocks by that."""
    folder, files, origins, at = Path(arguments.work) / name, [], [], 0
    folder.mkdir(exist_ok=True)
    for i, (text, origin) in enumerate(drawn):
        files.append(folder / f"{i}.html")
        files[-1].write_text(text, encoding="utf8", errors="replace")
        origins.append(origin)
    matrix = Path(arguments.work) / f"{name}.features"
    pages = []
    for origin, r in zip(origins, corpus.run_extract(arguments.extract, files, "--rules", "--features", str(matrix))):
        blocks = r.get("blocks", [])
        pages.append(label(name, blocks, at, origin))
        at += len(blocks)
    return pages, np.fromfile(matrix, dtype=np.float32).reshape(at, -1)


def read_renamed(arguments, score, pages):
    def label(name, blocks, at, page):
        labels = (corpus.label_snippets if "with" in page.gold else corpus.label_blocks)(score, blocks, page.gold)
        p = Page(name, page.gold, blocks, at, *labels)
        p.weight = RENAMED_WEIGHT
        return p

    return read_made(arguments, "renamed", renamed(pages), label)


def read_chimeras(arguments, score, pages):
    def label(name, blocks, at, parts):
        labels, words = label_chimera(score, blocks, *parts[:2])
        rng = random.Random(f"{SEED}/{at}")
        labels = [None if v == 0 and rng.random() > CHROME_SHARE else v for v in labels]
        p = Page(name, parts[0].page.gold, blocks, at, labels, words)
        p.folds = {s.page.fold for s in parts if s}
        p.weight, p.chrome = CHIMERA_WEIGHT, 1 / CHROME_SHARE
        return p

    drawn = chimera.draw(score, chimera.read_sources(score, pages), arguments.chimeras)
    return read_made(arguments, "chimeras", drawn, label)


def feature_names(arguments):
    out = subprocess.run([arguments.extract, "--features", "/dev/null"], input=b"", stdout=subprocess.PIPE, check=True)
    return out.stdout.decode().split("\n")[0].split(" ")


def leave_out_menus(pages, matrix, names):
    """Takes the labels from blocks that the model is never asked about: is_menu in html/body.c, half of all blocks."""
    column = {n: i for i, n in enumerate(names)}
    near = [column[n] for n in ("C_NAV", "C_FOOTER", "C_TAG_NAV", "C_TAG_FOOTER")]
    for p in pages:
        rows = matrix[p.set][p.at:p.at + len(p.label)]
        menu = (rows[:, column["T_LINK"]] > .9) & (rows[:, near] < FAR).any(axis=1)
        p.label = [None if m else v for m, v in zip(menu, p.label)]


def examples(pages, matrix):
    """Rows, labels and weights of the labelled blocks of pages."""
    rows, labels, weights = [], [], []
    for p in pages:
        index = [i for i, v in enumerate(p.label) if v is not None]
        if not index:
            continue
        y = np.array([p.label[i] for i in index], float)
        if "with" in p.gold:
            w = np.full(len(index), float(SNIPPET_WEIGHT))
        else:
            w = np.sqrt(np.maximum(1, p.words[index]))
            w = w / max(SMALL_PAGE ** .5, (w * y).sum()) * PAGE_WEIGHT
        rows.append(matrix[p.set][p.at + np.array(index)])
        labels.append(y)
        weights.append(w * np.where(y, 1, p.chrome) * p.weight)
    return np.concatenate(rows), np.concatenate(labels), np.concatenate(weights)


def train(pages, matrix, seed=SEED):
    x, y, w = examples(pages, matrix)
    data = lgb.Dataset(x, y, weight=w / w.mean(), params=PARAMETERS, free_raw_data=False).construct()
    return [lgb.train(PARAMETERS | {"seed": seed + 7 * bag}, data, num_boost_round=TREES) for bag in range(BAGS)]


shared = {}  # what a process that trains has from its parent


def share(pages, matrix):
    shared.update(pages=pages, matrix=matrix)


def train_without(fold):
    """The models of all pages outside the fold; None: of all pages."""
    return train([p for p in shared["pages"] if fold not in p.folds], shared["matrix"])


def as_float(threshold):
    """The largest float that is not above a split's threshold: features are floats, so the split stays as it is."""
    f = np.float32(threshold)
    return np.nextafter(f, np.float32(-np.inf)) if float(f) > threshold else f


def flatten(node, nodes, share=1):
    """Appends a tree's nodes, parent before children, leaves in that share; answers (number, depth). Children are told
    by steps from their parent (at most 255: trees of 128 leaves)."""
    at = len(nodes)
    if "leaf_value" in node:
        nodes.append((None, np.float32(node["leaf_value"] * share), 0, 0))
        return at, 0
    nodes.append(None)
    low, a = flatten(node["left_child"], nodes, share)
    high, b = flatten(node["right_child"], nodes, share)
    nodes[at] = (node["split_feature"], as_float(node["threshold"]), low - at, high - at)
    return at, max(a, b) + 1


def tables(boosters, shared=0):
    """One table of all the models' trees, by rounds: the first tree of each, the second of each. shared: so many first
    trees are the same in all of them, and stand there once."""
    infos = [b.dump_model()["tree_info"] for b in boosters]
    nodes, trees = [], []
    for tree in infos[0][:shared]:
        trees.append(flatten(tree["tree_structure"], nodes))
    for rounds in zip(*(info[shared:] for info in infos)):
        trees += [flatten(t["tree_structure"], nodes, 1 / len(boosters)) for t in rounds]
    return nodes, [root for root, _ in trees], max(depth for _, depth in trees)


def write_text(boosters, path, shared=0):
    nodes, roots, depth = tables(boosters, shared)
    with open(path, "w") as f:
        print("dehusk-model", len(nodes), len(roots), depth, file=f)
        for feature, value, low, high in nodes:
            print(feature or 0, f"{value:.9g}", low, high, file=f)
        print(*roots, sep="\n", file=f)


def c_float(v):
    text = f"{v:.9g}"
    return text + ("f" if any(c in text for c in ".e") else ".0f")


def write_table(boosters, names, pages, path, learned, chimeras=0):
    _, roots, _ = tables(boosters)
    count = {}
    for p in pages:
        count[p.set] = count.get(p.set, 0) + 1
    told = ", ".join(f"{n} {c}" for n, c in sorted(count.items()))
    told += f";\n * once more with other class names, at {RENAMED_WEIGHT} of the weight (tests/eval/chimera.py, lxml {chimera.VERSION})"
    if chimeras:
        told += f";\n * and of {chimeras} pages made of them"
    with digest.Table(path, learned) as f:
        print(f"""/* SPDX-License-Identifier: MIT */
/* clang-format off */
/* The block model as numbers. Written by tests/eval/train.py (make eval-train): do not edit.
 * {len(roots)} trees of at most {LEAVES} leaves by LightGBM {lgb.__version__}, seed {SEED}, {len(names)} features
 * (html/model/features.h), trained on the labelled blocks of {len(pages)} pages:
 * {told}.
 * aeb: github.com/scrapinghub/article-extraction-benchmark; traf: the evaluation set of
 * github.com/adbar/trafilatura; fundus: test pages of github.com/flairNLP/fundus; sites:
 * github.com/dobbersc/fundus-evaluation.
{digest.LINES} */
#include "html/model/model.h"

#include "html/model/features.h"

/* feature, {{ step of <=, step of > }}, value: see struct dh_forest_node. */
#define LEAF(value) {{ 0, {{ 0, 0 }}, value }}
static const struct dh_forest_node nodes[] = {{""", file=f)
        write_nodes(boosters, "DH_F_", names, "dh_model_builtin", "DH_MODEL_FIRST, DH_MODEL_HOPELESS, DH_MODEL_SURELY,\n" + " " * 44 + "NULL", f)


def write_nodes(boosters, prefix, names, table, settled, f, shared=0):
    """The rows of a table and what ends it: for trainlines.py, too."""
    nodes, roots, depth = tables(boosters, shared)
    for feature, value, low, high in nodes:
        if feature is None:
            print(f"    LEAF({c_float(value)}),", file=f)
        else:
            print(f"    {{ {prefix}{names[feature]}, {{ {low}, {high} }}, {c_float(value)} }},", file=f)
    print("};\n\nstatic const uint16_t roots[] = {", file=f)
    for i in range(0, len(roots), 12):
        print("   ", " ".join(f"{r}," for r in roots[i:i + 12]), file=f)
    print(f"""}};

const struct dh_forest {table} = {{ nodes, roots, {len(nodes)}, {len(roots)}, {depth},
                                            {settled} }};""", file=f)


def read_all(arguments):
    """Labelled pages, those made of them, matrices by set, the features' names."""
    score = corpus.scorer(arguments.corpora)
    pages, matrix = [], {}
    for name in corpus.BODY_SETS + corpus.SNIPPET_SETS:
        more, matrix[name] = read_set(arguments, score, name)
        pages += more
    made, matrix["renamed"] = read_renamed(arguments, score, pages)
    if arguments.chimeras:
        more, matrix["chimeras"] = read_chimeras(arguments, score, pages)
        made += more
    names = feature_names(arguments)
    leave_out_menus(pages + made, matrix, names)
    return pages, made, matrix, names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--extract", required=True)
    parser.add_argument("--work", required=True)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--table")
    what.add_argument("--check")
    parser.add_argument("--chimeras", type=int, default=0)
    arguments = parser.parse_args()
    corpus.need_programs(arguments.extract)
    Path(arguments.work).mkdir(parents=True, exist_ok=True)
    pages, made, matrix, names = read_all(arguments)
    learned = digest.of([names, PARAMETERS, TREES, BAGS, SEED, lgb.__version__], examples(pages + made, matrix))
    if arguments.check:
        sys.exit(digest.compare(arguments.check, learned))

    folds = [*range(FOLDS), None] if arguments.table else [*range(FOLDS)]
    with get_context("fork").Pool(min(os.cpu_count(), len(folds)), share, (pages + made, matrix)) as pool:
        models = dict(zip(folds, pool.map(train_without, folds, 1)))
    for fold in range(FOLDS):
        write_text(models[fold], Path(arguments.work) / f"fold-{fold}.model")
    of_pages = {f"{p.set}/{p.id}": p.fold for p in pages}
    json.dump(of_pages, open(Path(arguments.work) / "folds.json", "w"), indent=0, sort_keys=True)
    if arguments.table:
        write_table(models[None], names, pages, arguments.table, learned, arguments.chimeras)
    print(f"{len(pages)} pages, {FOLDS} folds, {matrix['aeb'].shape[1]} features")


if __name__ == "__main__":
    main()
