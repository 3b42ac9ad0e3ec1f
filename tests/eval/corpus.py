# SPDX-License-Identifier: MIT
"""Labelled pages and what extract prints of them: shared by train.py, score.py and errors.py."""
import hashlib
import importlib.util
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlparse

BODY_SETS = ("aeb", "fundus", "sites")
SNIPPET_SETS = ("traf",)
WHOLE_BODY, WHOLE_BODY_MIN = 2, 40  # a block longer than so many of the gold's longest lines, and words, holds several
TEXT_SETS = ("text-aeb-core", "text-aeb-wide", "text-fundus-core", "text-fundus-wide")


def scorer(corpora):
    """The scorer that comes with the corpora: measures must be those of its other users."""
    path = Path(corpora).resolve().parent / "eval" / "score.py"
    if not path.exists():
        sys.exit(f"{path} is missing: the scorer stands beside the corpora (docs/evaluation.md)")
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def need_programs(*programs):
    """Ends with a word where one is not there."""
    for program in programs:
        if not Path(program).is_file():
            sys.exit(f"{program}: no such program (make {program})")


def load_folds(work, file, without):
    """What training wrote into WORK, or the end with a word on how to come by it; without: the option that needs none."""
    path = Path(work) / file
    if not path.exists():
        sys.exit(f"{path} is missing: run `make eval-train` first{without and f' (or score {without})'}")
    return json.loads(path.read_text())


def load_gold(corpora, name):
    path = Path(corpora) / name / "gold.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in open(path, encoding="utf8")]


def page_files(corpora, name):
    """id -> path of the page."""
    return {p.stem: p for p in sorted((Path(corpora) / name / "pages").rglob("*.html"))}


def site_of(gold):
    host = urlparse(gold.get("url") or "").netloc.lower().split(":")[0]
    parts = host.split(".")
    n = 3 if re.search(r"\.(co|com|org|net|gov|ac)\.[a-z]{2}$", host) else 2
    return ".".join(parts[-n:]) or gold["id"]


def fold_of(site, folds, seed):
    """The fold of a site: the same whatever the corpus, so that no site is trained and tested on."""
    return int(hashlib.sha256(f"{seed}/{site}".encode()).hexdigest(), 16) % folds


def run_extract(program, paths, *options):
    """extract's records, by path, in the order of paths."""
    names = "".join(f"{p}\n" for p in paths)
    out = subprocess.run([program, *options], input=names.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in out.stdout.decode("utf8").split("\n") if line.startswith("{")]


def grams(tokens, n=4):
    return [tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1)]


def label_blocks(score, blocks, gold):
    """Which blocks are in the gold body: 1, 0, or None where the gold leaves it open.

    Long blocks by their 4-grams, each gold 4-gram used once, blocks in the densest surroundings first: of a
    body that stands twice on the page, one copy is labelled, and not the one that stands in a single block.
    Short blocks by the 4-grams they make with kept neighbours, as a whole gold line between kept blocks, or
    by those they make with other short ones, as cells of a table do. Words are those of the scorer with
    characters of scripts without spaces counted one by one, for all corpora."""
    tokens = [score.tokens(b) for b in blocks]
    lines = [score.tokens(x) for x in gold["body"].split("\n")]
    left = Counter(score.shingles(score.tokens(gold["body"])))
    known = set(left)
    runs = [grams(t) for t in tokens]
    hit = [sum(g in known for g in r) / len(r) if r else 0.0 for r in runs]
    whole = [len(r) > WHOLE_BODY * max(map(len, lines)) + WHOLE_BODY_MIN for r in runs]
    n = len(blocks)
    sums = [0.0]
    for i in range(n):
        sums.append(sums[-1] + (hit[i] * len(runs[i]) if hit[i] >= .5 and not whole[i] else 0.0))
    near = [sums[min(n, i + 9)] - sums[max(0, i - 8)] for i in range(n)]
    label = [0] * n
    total = max(1.0, sums[-1])
    for i in sorted(range(n), key=lambda i: (whole[i], -round(near[i] / total, 2), i)):
        if hit[i] == 0:
            continue
        count = Counter(runs[i])
        if sum(min(c, left[g]) for g, c in count.items()) >= .5 * len(runs[i]):
            label[i] = 1
            for g, c in count.items():
                left[g] -= min(c, left[g])
    label_short(tokens, runs, known, Counter(" ".join(x) for x in lines), label)
    free = set()
    for text in gold.get("free", []):
        free |= set(score.shingles(score.tokens(text)))
    for i in range(n):
        if label[i] == 0 and tokens[i] and free:
            shingles = score.shingles(tokens[i])
            if sum(g in free for g in shingles) > .6 * len(shingles):
                label[i] = None
    return label, [len(t) for t in tokens]


def label_short(tokens, runs, known, lines, label):
    """Labels blocks that are too short for a 4-gram of their own. known: the gold's; lines: its lines, joined."""
    n = len(tokens)
    for i in range(n):
        if runs[i] or not tokens[i]:
            continue
        before = next((j for j in range(i - 1, max(-1, i - 6), -1) if label[j] == 1), None)
        after = next((j for j in range(i + 1, min(n, i + 6)) if label[j] == 1), None)
        joined = (tokens[before][-3:] if before is not None else []) + tokens[i]
        ahead = tokens[i] + (tokens[after][:3] if after is not None else [])
        key = " ".join(tokens[i])
        if (before is not None and len(joined) >= 4 and tuple(joined[-4:]) in known) or \
                (after is not None and len(ahead) >= 4 and tuple(ahead[:4]) in known):
            label[i] = 1
        elif before is not None and after is not None and lines[key] > 0:
            label[i] = 1
            lines[key] -= 1
    stream = [(t, i) for i in range(n) for t in tokens[i]]
    seen, good = Counter(), Counter()
    for k in range(len(stream) - 3):
        is_gold = tuple(t for t, _ in stream[k:k + 4]) in known
        for i in {i for _, i in stream[k:k + 4]}:
            seen[i] += 1
            good[i] += is_gold
    for i in range(n):
        if label[i] == 0 and not runs[i] and good[i] and good[i] >= .5 * seen[i]:
            label[i] = 1


def label_snippets(score, blocks, gold):
    """The same from snippets that must be in or must not be: most blocks stay open."""
    squashed = [score.squash(b) for b in blocks]
    label = [None] * len(blocks)
    for value, snippets in ((0, gold["without"]), (1, gold["with"])):
        for s in filter(None, map(score.squash, snippets)):
            for i, text in enumerate(squashed):
                if s in text:
                    label[i] = value
    return label, [len(score.tokens(b)) for b in blocks]
