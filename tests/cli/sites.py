#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whole made sites (madesite.py), cleaned together. sites.py DEHUSK [SEED...] prints TAP.

What must hold, whatever the language and the wording: of all chrome 97 % goes, of wording that no table knows 99 %
where it stands on three pages or more and 60 % where on two; of the story a line in a thousand is lost at most, of
lines that recur and belong to it 8 %, no headline; scanned in shards, merged and cleaned page by page the records
are the same; and what comes out, cleaned again with the same state, stays as it is. Sentences that the stories of a
small paper (smallpaper.py) share stay in all of them, and what stands under each goes; so with lines of a listing, with
the headings and items of its stars and recipes, with what a page that sums up the week has of its stories, and with
times in reports by the hour. Headlines of other pages go, however a list dresses them. An invitation stays that one page of a large site has, in words of its story. Of sites of
few pages and of many, built anew, in several languages and with sections (siteshapes.py), as text and as HTML, all
stories are whole, chrome goes, and order does not matter.
"""
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

import madesite
import siteshapes
import smallpaper

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")
SEEDS = sys.argv[2:] or ["1"]


def dehusk(*args):
    run = subprocess.run([PROGRAM, *args], capture_output=True, check=False)
    if run.returncode:
        raise SystemExit(f"Bail out! {' '.join(args)}: {run.stderr.decode()}")
    return [json.loads(line) for line in run.stdout.splitlines()] if "jsonl" in args else []


def clean(*args):
    return dehusk("clean", "--quiet", "--jobs", "1", "--duplicates", "mark", "--format", "jsonl", *args)


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8") as f:
        for r in rows:
            f.write(json.dumps(r, ensure_ascii=False) + "\n")


def score(pages, records):
    """Counts of (class, lines, lines that are wrong), and examples."""
    n, bad, examples = collections.Counter(), collections.Counter(), collections.defaultdict(list)
    for page, record in zip(pages, records):
        out = collections.Counter(line for line in record["text"].split("\n") if line)
        for line, label in zip(page.lines, page.label):
            if label == "free":
                continue
            there = out[line] > 0
            out[line] -= there
            classes = [label or "story"]
            if isinstance(label, tuple):
                classes = ["chrome", label[0]]
                if label[0] == "novel":
                    classes.append("novel on two" if label[1] == 2 else "novel on three")
            wrong = there == isinstance(label, tuple)
            for c in classes:
                n[c] += 1
                bad[c] += wrong
                if wrong and len(examples[c]) < 3:
                    examples[c].append(line)
    return n, bad, examples


LIMITS = [("chrome", .03), ("caption", 0), ("novel on three", .01), ("novel on two", .4), ("story", .001),
          ("keep", .08), ("headline", 0)]


def texts(pages, site):
    return [{"id": f"{site}/{i}", "site": site, "text": p.text()} for i, p in enumerate(pages)]


def check_state(rows, records, folder, name):
    """Shards scanned apart and merged, then each cleaned alone; then the outcome cleaned again."""
    part = [os.path.join(folder, f"{name}.{k}") for k in range(3)]
    for k, path in enumerate(part):
        write_rows(path + ".jsonl", rows[k::3] + [rows[(k + 1) % 3]])
        dehusk("scan", "--state", path, path + ".jsonl")
    merged = os.path.join(folder, name + ".state")
    dehusk("merge", "-o", merged, *reversed(part))
    again = {}
    for path in part:
        for r in clean("--state", merged, "--read-only", path + ".jsonl"):
            again[r["id"]] = r
    same = all(again[r["id"]] == r for r in records)
    changed = []
    for r in records:
        path = os.path.join(folder, "once.jsonl")
        write_rows(path, [{"id": r["id"], "site": r["site"], "text": r["text"]}])
        if r["text"] and clean("--state", merged, "--read-only", path)[0]["text"] != r["text"]:
            changed.append(r["id"])
    return same, changed


def check_first(pages, path):
    """With --captions first each page keeps its picture's caption, less the credit."""
    bad = []
    for page, record in zip(pages, clean("--captions", "first", path)):
        for line, label in zip(page.lines, page.label):
            if label == ("caption", 6) and (line.split(".")[0] not in record["text"] or page.credit in record["text"]):
                bad.append(line)
    return bad


def check_small_paper(path):
    for form in smallpaper.FORMS:
        write_rows(path, smallpaper.rows(form))
        texts_of = [r["text"] for r in clean(path)]
        lost = [f"{line} ({text[:20]})" for text, (_, *lines) in zip(texts_of, smallpaper.STORIES)
                for line in lines if line not in text]
        left = [line for line in [*smallpaper.CHROME, smallpaper.BOXED, smallpaper.DATE] for text in texts_of if line in text]
        yield not lost, f"a small paper as {form}: no sentence is lost", lost
        yield not left, f"a small paper as {form}: chrome goes", left


def check_listing(path):
    """Copies of a listing that chrome keeps from being seen as copies: lines that come with the other copy stay, those that
    come with other stories go."""
    write_rows(path, smallpaper.listing())
    texts_of = [r["text"].split("\n") for r in clean(path)]
    lost = [line for text in texts_of[-2:] for line in smallpaper.LISTING if line not in text]
    left = [line for text in texts_of[-2:] for line in text if line in smallpaper.SLOGANS]
    yield not lost, "a listing that stands there twice: no line is lost", lost
    yield not left, "a listing that stands there twice: chrome between its lines goes", left
    left = [line for text in texts_of for line in text if "lamps lit" in line]
    yield not left, "a counter on every page goes, also from between lines with figures", left


def check_kinds(path):
    """Headings and items that recur with a kind of text."""
    for html in (False, True):
        rows, stay = smallpaper.kinds(html)
        write_rows(path, rows)
        texts_of = {r["id"]: r["text"].split("\n") for r in clean(path)}
        lost = [f"{line} ({name})" for name, lines in stay.items() for line in lines if line not in texts_of[name]]
        left = [line for name in stay for line in texts_of[name] if line in smallpaper.CHROME]
        form = "pages" if html else "lines"
        yield not lost, f"stars and recipes as {form}: nothing is lost", lost
        yield not left, f"stars and recipes as {form}: chrome goes", left


def check_rolling(path):
    """What versions of one URL have in common is on one story."""
    rows, stay = smallpaper.rolling()
    for named in (True, False):
        write_rows(path, rows if named else [{k: v for k, v in r.items() if k != "url"} for r in rows])
        texts_of = {r["id"]: r["text"].split("\n") for r in clean(path)}
        lost = [f"{line} ({name})" for name, lines in stay.items() for line in lines if line not in texts_of[name]]
        left = [line for name in stay for line in texts_of[name] if line in smallpaper.CHROME]
        if named:
            yield not lost, "versions of one URL: what they have in common stays", lost
            yield not left, "versions of one URL: chrome goes", left
        else:
            yield bool(lost), "the same with URLs unknown: headings go, or the case above tells nothing", []


def check_beside(path):
    """What recurs and is the story's for what stands beside it: of stories that a page sums up, and times of the day."""
    for name, (rows, stay) in (("a week summed up", smallpaper.digest()), ("reports by the hour", smallpaper.hours())):
        write_rows(path, rows)
        texts_of = {r["id"]: r["text"].split("\n") for r in clean(path)}
        lost = [f"{line} ({page})" for page, lines in stay.items() for line in lines if line not in texts_of[page]]
        left = [line for page in stay for line in texts_of[page] if line in smallpaper.CHROME]
        yield not lost, f"{name}: no line is lost", lost
        yield not left, f"{name}: chrome goes, also from between its lines", left


def check_lists(path):
    """Headlines of other pages, as lists of most read have them."""
    for form in smallpaper.LISTS:
        rows, post = smallpaper.lists(form)
        write_rows(path, rows)
        texts_of = {r["id"]: r["text"].split("\n") for r in clean(path)}
        left = [line for title, *_ in smallpaper.STORIES for line in texts_of[title]
                if line != title and any(other in line for other, *_ in smallpaper.STORIES)]
        lost = [title for title, *_ in smallpaper.STORIES if title not in texts_of[title]]
        if not form.startswith("{n}"):  # else many pages have it with other figures
            lost += [post] if post not in texts_of["report"] else []
        yield not left, f"headlines of other pages as '{form}' go", left[:3]
        yield not lost, f"headlines of other pages as '{form}': those of the pages and of a post stay", lost


def check_dates(path):
    """Dates in any language and figures go, and head the parts of a chronicle."""
    for form in smallpaper.DATES:
        for figures in smallpaper.FIGURES:
            rows, stay, days = smallpaper.dates(form, figures)
            write_rows(path, rows)
            texts_of = {r["id"]: r["text"].split("\n") for r in clean(path)}
            left = [line for page in stay for line in texts_of[page][:3] if line in days]
            lost = [f"{line} ({page})" for page, lines in stay.items() for line in lines if line not in texts_of[page]]
            yield not left, f"dates as '{form}' in figures like {figures[1]} go", left[:3]
            yield not lost, f"dates as '{form}' in figures like {figures[1]}: all stories are whole", lost[:3]


def check_films(path):
    """A number, a word and a year are no date where the words are others on each page, though a date stands above."""
    for form in smallpaper.FILMS:
        for last, where in (False, "under the headline"), (True, "at the end"):
            rows, names, days = smallpaper.films(form, last)
            write_rows(path, rows)
            texts_of = {r["id"]: r["text"].split("\n") for r in clean(path)}
            lost = [name for page, name in names.items() if name not in texts_of[page]]
            left = [day for page, day in days.items() if day in texts_of[page]]
            yield not lost, f"films as '{form}' {where} stay", lost
            yield not left, f"dates above films as '{form}' {where} go", left


def check_teasers(path, state):
    """Headlines and first paragraphs of other stories go, and stay on their own pages, also when cleaned again."""
    rows, teased = smallpaper.teasers()
    write_rows(path, rows)
    records = clean(path)
    texts_of = {r["id"]: r["text"].split("\n") for r in records}
    left = [line for title, lines in teased.items() for line in lines if line in texts_of[title]]
    lost = [line for title, *lines in smallpaper.STORIES for line in (title, *lines) if line not in texts_of[title]]
    yield not left, "teasers of other stories go", left
    yield not lost, "teasers of other stories: no page loses what they tell of it", lost
    dehusk("scan", "--state", state, path)
    changed = []
    for r in records:
        write_rows(path, [{"id": r["id"], "site": "ostrup.example", "text": r["text"]}])
        if clean("--state", state, "--read-only", path)[0]["text"] != r["text"]:
            changed.append(r["id"])
    yield not changed, "teasers of other stories: cleaned again all texts stay", changed


def check_invitations(path, state):
    """What a cue takes for the site's stays where no other page of many has it and it speaks of the story."""
    harbour = "Download our free app and follow us so that no news of the harbour and its passengers passes you by."
    bargain = "Download our free app and follow us so that no bargain of the week passes you by again."
    cases = [("one page of sixteen", 15, [harbour], 1), ("one page of fifteen", 14, [harbour], 0),
             ("two pages", 15, [harbour, harbour], 0), ("not of its story", 15, [bargain], 0)]
    for name, others, lines, stay in cases:
        rows = [p.row(i, "text") for i, p in enumerate(siteshapes.few("invitations", others))]
        for story, line in zip((smallpaper.STORIES[0], smallpaper.STORIES[6]), lines):
            rows.append({"id": story[0], "site": "made.example", "text": "\n\n".join([*story, line])})
        write_rows(path, rows)
        records = clean(path)
        n = sum(r["text"].count("Download our free app") for r in records)
        yield n == stay, f"an invitation, {name}: it {'stays' if stay else 'goes'}", [f"{n} are left"]
        if stay:
            dehusk("scan", "--state", state, path)
            write_rows(path, [{"id": r["id"], "site": "made.example", "text": r["text"]} for r in records])
            again = clean("--state", state, "--read-only", path)
            yield (all(a["text"] == b["text"] for a, b in zip(records, again)),
                   f"an invitation, {name}: cleaned again it stays", ["records differ"])


def check_shapes(seed, path):
    """Each shape as text and as HTML; shuffled, and with two jobs, the records are the same."""
    for name, pages in siteshapes.shapes(seed):
        for form in ("text", "html"):
            rows = [p.row(i, form) for i, p in enumerate(pages)]
            write_rows(path, rows)
            records = clean(path)
            lost, left, n_chrome = [], [], 0
            for page, record in zip(pages, records):
                out = collections.Counter(record["text"].split("\n"))
                for line, what, _, _ in page.lines:
                    there = out[line] > 0
                    out[line] -= there
                    n_chrome += what == "chrome"
                    if what == "chrome" and there:
                        left.append(line)
                    if what in (None, "keep", "headline" if form == "text" else None) and not there:
                        lost.append(f"{line} ({record['id']})")
            of = f"a site of {name}, seed {seed}, as {form}"
            yield not lost, f"{of}: no story loses a line", lost[:5]
            yield len(left) <= .05 * n_chrome, f"{of}: chrome goes, all but {len(left)} of {n_chrome}", left[:5]
            random.Random(seed).shuffle(rows)
            write_rows(path, rows)
            again = {r["id"]: r for r in clean("--jobs", "2", path)}
            yield all(again[r["id"]] == r for r in records), f"{of}: order and jobs do not matter", ["records differ"]


def main():
    cases = []
    with tempfile.TemporaryDirectory() as folder:
        cases += check_small_paper(os.path.join(folder, "paper.jsonl"))
        cases += check_listing(os.path.join(folder, "listing.jsonl"))
        cases += check_kinds(os.path.join(folder, "kinds.jsonl"))
        cases += check_rolling(os.path.join(folder, "rolling.jsonl"))
        cases += check_beside(os.path.join(folder, "beside.jsonl"))
        cases += check_lists(os.path.join(folder, "lists.jsonl"))
        cases += check_dates(os.path.join(folder, "dates.jsonl"))
        cases += check_films(os.path.join(folder, "films.jsonl"))
        cases += check_teasers(os.path.join(folder, "teasers.jsonl"), os.path.join(folder, "teasers"))
        cases += check_invitations(os.path.join(folder, "invitations.jsonl"), os.path.join(folder, "invitations"))
        for seed in SEEDS:
            cases += check_shapes(seed, os.path.join(folder, "shapes.jsonl"))
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            for language in madesite.WORDS:
                name = f"{language}-{seed}"
                pages = madesite.site(language, seed)
                rows = texts(pages, name)
                write_rows(os.path.join(folder, "in.jsonl"), rows)
                records = clean(os.path.join(folder, "in.jsonl"))
                n, bad, examples = score(pages, records)
                for what, limit in LIMITS:
                    cases.append((bad[what] <= limit * n[what], f"{name}: {what}, {bad[what]} of {n[what]} wrong",
                                  examples[what]))
                copies = [r["verdict"] for r in records].count("duplicate")
                cases.append((copies == 1, f"{name}: the story that stands there twice", [f"{copies} duplicates"]))
                bad = check_first(pages, os.path.join(folder, "in.jsonl"))
                cases.append((not bad, f"{name}: the first caption of a page stays when asked for", bad))
                same, changed = check_state(rows, records, folder, name)
                cases.append((same, f"{name}: scanned in shards, merged, cleaned apart", ["records differ"]))
                cases.append((not changed, f"{name}: cleaned again with the same state", changed))
    print(f"1..{len(cases)}")
    for i, (good, what, why) in enumerate(cases, 1):
        print(f"{'ok' if good else 'not ok'} {i} - {what}")
        for line in [] if good else why:
            print("#   " + line)
    return 0 if all(c[0] for c in cases) else 1


if __name__ == "__main__":
    sys.exit(main())
