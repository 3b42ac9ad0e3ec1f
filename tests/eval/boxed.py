# SPDX-License-Identifier: MIT
"""Boxes put into stories: lines of other pages that are no story's, as they follow one another there, before one of the last
paragraphs or amid the story. Scraped text has such where a site puts menus, titles of other stories, letters to subscribe to and
comments before the end of its stories; few labelled texts do. For trainlines.py."""
import corpus

LEAST, MOST = 5, 60  # lines of a box
LONGEST = .5         # of the parts of a box, so many are from the longest run of their page


def lines_of(text):
    return [x.strip() for x in text.split("\n") if x.strip()]


def chrome_of(texts):
    """Fold -> site -> runs of lines that are no story's, LEAST or more. What rules strike is taken for such."""
    chrome = {}
    for t in texts:
        kept, run = {x for x, v in zip(t.lines, t.label) if v != 0}, []
        runs = chrome.setdefault(t.fold, {}).setdefault(corpus.site_of(t.gold), [])
        for line in [*lines_of(t.path.read_text(encoding="utf8")), None]:
            if line is not None and line not in kept:
                run.append(line)
                continue
            if len(run) >= LEAST:
                runs.append(run)
            run = []
    return chrome


def make(sites, own, rng):
    """A box from runs of sites but the text's own; few lines are as likely as many by their ratio."""
    n, box, donors = round(LEAST * (MOST / LEAST) ** rng.random()), [], [s for s in sorted(sites) if s != own and sites[s]]
    while donors and len(box) < n:
        runs = sites[rng.choice(donors)]
        run = max(runs, key=len) if rng.random() < LONGEST else rng.choice(runs)
        at = rng.randrange(max(1, len(run) - n + 1))
        box += run[at:at + n - len(box)]
    return box


def put_into(lines, story, sites, own, rng):
    """lines with one or two boxes; story: places of its lines. And the lines that are put in."""
    before = [story[-1], story[-2], story[len(story) // 2], rng.choice(story[1:])]
    chosen, out, put = set(rng.sample(before, rng.choice((1, 1, 2)))), [], set()
    for i, line in enumerate(lines):
        if i in chosen:
            box = make(sites, own, rng)
            put.update(box)
            out += box
        out.append(line)
    return out, put
