#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dehusk run over directories and files of rows that others fill: what is new, changed, gone or rotated, where texts and
records of it go, and what earlier runs left there. following.py DEHUSK prints TAP. A case is a function named case_*,
with an empty directory of its own.
"""
import gzip
import json
import os
import re
import sqlite3
import subprocess
import sys

from program import PAGE, Wrong, main, read, run, story, tree, write
from runhere import OK, go, only, records, row, setup, summary, texts, want


# ---- Sources and outputs

def case_quiet_when_all_is_well(d):
    setup(d, a_txt=story(1), b_html=PAGE)
    got = go(d)
    if got.out:
        raise Wrong(str(got))
    go(d, 0, "^dehusk: 0 pages: .*2 unchanged", args=["--verbose"])


def case_a_tree_by_site_and_date(d):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1, site="kelmouthcourier.example", published="2026-03-09T23:59:00+02:00") + row(2)
          + row(3, url="https://www.fennherald.example/2026/Zwei%20F%C3%A4hren.html?x=/y#z", published="soon")
          + row(4, site="../../../etc", published="2026-13-01") + row(5, site=".", published="9999-12-31")
          + row(6, site="A" * 500, id="/../\n" + "x" * 500))
    go(d)
    want_dirs = ["9999/12/31", "undated"]
    found = texts(d)
    shapes = [r"^kelmouthcourier\.example/2026/03/09/r1-[0-9a-f]{16}\.txt$", r"^no-site/undated/r2-[0-9a-f]{16}\.txt$",
              r"^fennherald\.example/undated/zwei-20f-c3-a4hren-[0-9a-f]{16}\.txt$", r"^etc-[0-9a-f]{16}/undated/r4-",
              r"^site-[0-9a-f]{16}/9999/12/31/r5-", r"^a{100}-[0-9a-f]{16}/undated/x{60}-[0-9a-f]{16}\.txt$"]
    for shape in shapes:
        if not any(re.search(shape, p) for p in found):
            raise Wrong("no %s in %s" % (shape, sorted(found)))
    if len(found) != 6 or not want_dirs or any(len(c) > 200 for p in found for c in p.split("/")):
        raise Wrong(str(sorted(found)))
    if sorted(found.values()) != sorted(story(n) for n in range(1, 7)):
        raise Wrong("texts")
    if tree(d)[0:1] != ["c.conf"] or any(not p.startswith(("c.conf", "out/", "rec/", "rows", "state")) for p in tree(d)):
        raise Wrong("tree: %s" % tree(d))


def case_names_differ_where_case_is_folded(d):
    """F27: ids that differ in case only."""
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1, id="Story") + row(2, id="story") + row(3, id="STORY"))
    go(d)
    names = [p.lower() for p in texts(d)]
    if len(set(names)) != 3:
        raise Wrong(str(names))


def case_only_what_is_new_or_changed(d):
    setup(d, a_txt=story(1), b_txt=story(2))
    if only(d, summary(d)) != {"pages": 2, "kept": 2}:
        raise Wrong("first run")
    if only(d, summary(d)) != {"unchanged": 2}:
        raise Wrong("second run")
    write(d + "/in/b.txt", story(3))
    write(d + "/in/c.txt", story(4))
    if only(d, summary(d)) != {"pages": 2, "kept": 2, "unchanged": 1}:
        raise Wrong("third run")
    found = texts(d)
    if sorted(found.values()) != sorted([story(1), story(3), story(4)]):
        raise Wrong(str(found))
    if [r["id"] for r in records(d)] != ["in/a.txt", "in/b.txt", "in/b.txt", "in/c.txt"]:
        raise Wrong(str(records(d)))


def case_a_touched_file_is_not_new(d):
    setup(d, a_txt=story(1))
    go(d)
    os.utime(d + "/in/a.txt")
    if only(d, summary(d)) != {"unchanged": 1}:
        raise Wrong("content is what counts")


def case_a_change_that_keeps_size_and_time(d):
    """A racy file system: what was written at the moment of the run is looked into again."""
    setup(d, a_txt="one" + story(1))
    st = os.stat(d + "/in/a.txt")
    go(d)
    with open(d + "/in/a.txt", "r+b") as f:
        f.write(b"two")
    os.utime(d + "/in/a.txt", ns=(st.st_atime_ns, st.st_mtime_ns))
    if only(d, summary(d)) != {"pages": 1, "kept": 1}:
        raise Wrong("the change was not seen")


def case_a_change_that_nobody_sees(d):
    """Many servers put a number of their own into each answer: its record is not appended again and again."""
    setup(d)
    for n, page in enumerate((PAGE, PAGE, PAGE.replace("Monday", "Tuesday"), PAGE)):
        write(d + "/in/a.html", page.replace("<body", "<body data-n=%d" % n))
        if only(d, summary(d)) != {"pages": 1, "kept": 1}:
            raise Wrong("it is worked on")
        os.remove(d + "/" + "out/" + tree(d + "/out")[0])
    if len(records(d)) != 3 or records(d)[0] != records(d)[2]:
        raise Wrong(str(records(d)))


def case_versions_are_kept_when_asked(d):
    setup(d, OK.replace("[state]", "changed = keep\n[state]"), a_txt=story(1))
    go(d)
    write(d + "/in/a.txt", story(2))
    go(d)
    if sorted(texts(d).values()) != sorted([story(1), story(2)]):
        raise Wrong(str(texts(d)))


def case_a_changed_page_keeps_its_place(d):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1, published="2026-01-01"))
    go(d)
    place = list(texts(d))
    write(d + "/rows", row(1, published="2026-01-01") + row(2, id="r1", published="2026-02-02"))
    go(d)
    if list(texts(d)) != place or list(texts(d).values()) != [story(2)]:
        raise Wrong(str(texts(d)))


def case_a_page_that_is_again_what_it_was(d):
    """What a page was before its last change is no reason to keep the text of that."""
    setup(d, a_txt=story(1), b_txt=story(2))
    go(d)
    for n, want_counts in ((3, {"pages": 1, "kept": 1, "unchanged": 1}), (1, {"pages": 1, "kept": 1, "unchanged": 1}),
                           (1, {"unchanged": 2})):
        write(d + "/in/a.txt", story(n))
        if only(d, summary(d)) != want_counts or sorted(texts(d).values()) != sorted([story(n), story(2)]):
            raise Wrong("%d: %s" % (n, texts(d)))


def case_a_page_that_lost_its_text_keeps_the_file(d):
    setup(d, a_txt=story(1))
    go(d)
    write(d + "/in/a.txt", "Advertisement\n")
    if only(d, summary(d)) != {"pages": 1, "empty": 1} or list(texts(d).values()) != [story(1)]:
        raise Wrong(str(texts(d)))


def case_a_removed_page_is_told_once(d):
    setup(d, a_txt=story(1), b_txt=story(2))
    go(d)
    os.remove(d + "/in/a.txt")
    if only(d, summary(d)) != {"gone": 1, "unchanged": 1} or len(texts(d)) != 2:
        raise Wrong("second run")
    last = records(d)[-1]
    if last["id"] != "in/a.txt" or last["verdict"] != "failed" or "gone" not in last["error"]:
        raise Wrong(str(last))
    if only(d, summary(d)) != {"unchanged": 1}:
        raise Wrong("told twice")
    write(d + "/in/a.txt", story(1))
    if only(d, summary(d))["unchanged"] != 2:
        raise Wrong("the same page again is no news")


def case_rows_are_read_on(d):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    go(d)  # not there yet
    write(d + "/rows", row(1) + row(2))
    if only(d, summary(d)) != {"pages": 2, "kept": 2}:
        raise Wrong("first rows")
    with open(d + "/rows", "a", encoding="utf-8") as f:
        f.write(row(3) + row(4)[:40])
    if only(d, summary(d)) != {"pages": 1, "kept": 1}:
        raise Wrong("the half line has to wait")
    with open(d + "/rows", "a", encoding="utf-8") as f:
        f.write(row(4)[40:] + row(5).rstrip("\n"))
    if only(d, summary(d)) != {"pages": 2, "kept": 2}:
        raise Wrong("a whole object without its line end is no half line")
    with open(d + "/rows", "a", encoding="utf-8") as f:
        f.write("\n" + row(6))
    if only(d, summary(d)) != {"pages": 1, "kept": 1}:
        raise Wrong("last row")
    if [r["id"] for r in records(d)] != ["r%d" % n for n in range(1, 7)]:
        raise Wrong(str([r["id"] for r in records(d)]))
    with open(d + "/rows", "a", encoding="utf-8") as f:
        f.write("\nBZh9 no packed data begin here\n" + row(7))
    if only(d, summary(d, 1, "rows: 1 failed: line 9: .*'BZh9 no packed")) != {"pages": 2, "kept": 1, "failed": 1}:
        raise Wrong("a row that begins as a packed file does")


def case_rows_that_are_rewritten(d):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1) + row(2) + row(3))
    go(d)
    write(d + "/rows", row(3) + row(4))  # truncated and begun anew
    if only(d, summary(d)) != {"pages": 1, "kept": 1, "unchanged": 1}:
        raise Wrong("truncated")
    write(d + "/rows", row(5) + row(4) + row(3) + row(1) + row(2))  # longer than before, and another
    if only(d, summary(d)) != {"pages": 1, "kept": 1, "unchanged": 4}:
        raise Wrong("rewritten")


def rotate(d, how):
    setup(d, OK.replace("directory = in", "jsonl = rows"))
    write(d + "/rows", row(1) + row(2))
    go(d)
    with open(d + "/rows", "a", encoding="utf-8") as f:
        f.write(row(3))
    how(d)
    if only(d, summary(d)) != {"pages": 3, "kept": 3}:
        raise Wrong("what the old file still had, and the new one's")
    if [r["id"] for r in records(d)] != ["r1", "r2", "r3", "r4", "r5"]:
        raise Wrong(str([r["id"] for r in records(d)]))
    if "pages" in only(d, summary(d)):
        raise Wrong("again")


def case_rows_rotated_by_renaming(d):
    def how(where):
        os.rename(where + "/rows", where + "/rows.1")
        write(where + "/rows", row(4) + row(5))
    rotate(d, how)


def case_rows_rotated_by_copying(d):
    def how(where):
        write(where + "/rows-20261128", read(where + "/rows"))
        with open(where + "/rows", "r+b") as f:
            f.truncate(0)
            f.write((row(4) + row(5)).encode())
    rotate(d, how)


def case_rows_rotated_and_packed(d):
    """As logrotate does with "compress"."""
    def how(where):
        with gzip.open(where + "/rows.1.gz", "wb") as f:
            f.write(read(where + "/rows"))
        write(where + "/rows", row(4) + row(5))
        write(where + "/rows.2.gz", "no gzip")
        os.utime(where + "/rows.2.gz", (1, 1))
    rotate(d, how)


def case_rows_rotated_more_than_once_between_two_runs(d):
    """What none of the runs saw under the name of the source; what is called otherwise is somebody's."""
    setup(d, OK.replace("directory = in", "jsonl = in/rows"), rows=row(1) + row(2))
    rows = d + "/in/rows"
    go(d)
    write(rows, read(rows) + row(3).encode())
    os.rename(rows, rows + ".3")
    with gzip.open(rows + "-20261129.gz", "wb") as f:
        f.write(row(4).encode())
    write(rows + ".1", row(5))
    write(rows + ".new", row(6))
    write(rows + "2", row(8))
    write(rows, row(7))
    for age, name in enumerate((".1", "-20261129.gz", ".3")):
        os.utime(rows + name, (1000 - age, 1000 - age))
    go(d)
    if [r["id"] for r in records(d)] != ["r%d" % n for n in (1, 2, 3, 4, 5, 7)]:
        raise Wrong(str([r["id"] for r in records(d)]))
    if summary(d)["pages"]:
        raise Wrong("again")


def case_a_source_that_is_called_as_a_rotated_one(d):
    """Its rows are its own, in their own turn."""
    setup(d, OK.replace("directory = in", "jsonl = in/rows\njsonl = in/rows.2"), rows=row(1))
    rows = d + "/in/rows"
    write(rows + ".2", row(2))
    go(d)
    os.rename(rows, rows + ".1")
    os.utime(rows + ".1", (1000, 1000))
    write(rows, row(3))
    write(rows + ".2", read(rows + ".2") + row(4).encode())
    if only(d, summary(d)) != {"pages": 2, "kept": 2}:
        raise Wrong("read under the name of another source")
    if [r["id"] for r in records(d)] != ["r1", "r2", "r3", "r4"]:
        raise Wrong(str([r["id"] for r in records(d)]))


def case_junk_that_is_called_as_a_rotated_one(d):
    """What can be read of it is. It is told once, and holds up neither later runs nor what else was rotated."""
    setup(d, OK.replace("directory = in", "jsonl = in/rows"), rows=row(1))
    rows = d + "/in/rows"
    go(d)
    os.rename(rows, rows + ".1")
    with open(rows + ".2.gz", "wb") as f:
        f.write(gzip.compress((row(2) + row(3)).encode())[:-9])
    write(rows + ".3", row(4))
    for n in (1, 3):
        os.utime(rows + ".%d" % n, (1000 + n, 1000 + n))
    os.utime(rows + ".2.gz", (1002, 1002))
    write(rows, row(5))
    go(d, 1, r"^dehusk: in/rows: 1 failed: line [0-9]+: cannot read '.*rows\.2\.gz': gzip data that are cut off$")
    go(d)
    write(rows, read(rows) + row(6).encode())
    go(d)
    ids = [r["id"] for r in records(d) if not r.get("error")]
    if [i for i in ids if i in ("r1", "r4", "r5", "r6")] != ["r1", "r4", "r5", "r6"]:
        raise Wrong(str(ids))


def case_rows_and_archives_in_a_directory(d):
    setup(d, r_jsonl=row(1) + row(2))
    subprocess.run(["gzip", "-k", d + "/in/r.jsonl"], check=True)
    if only(d, summary(d)) != {"pages": 2, "kept": 2, "unchanged": 2}:
        raise Wrong("the packed copy has the same rows")
    write(d + "/in/r.jsonl", row(1) + row(2) + row(3))
    if summary(d)["pages"] != 1:
        raise Wrong("the file has grown by one")


def case_a_table_in_a_directory(d):
    """Rows as those of JSON: what is new counts, also below rows that are there, and where a cell holds line ends."""
    rows = ['%d,"%s"\n' % (n, story(n)) for n in (1, 2, 3)]
    setup(d, t_csv="id,text\n" + rows[0] + rows[1])
    if only(d, summary(d)) != {"pages": 2, "kept": 2}:
        raise Wrong("two rows")
    write(d + "/in/t.csv", "id,text\n" + "".join(rows))
    if only(d, summary(d)) != {"pages": 1, "kept": 1, "unchanged": 2}:
        raise Wrong("one row more")
    if sorted(r["id"] for r in records(d)) != ["1", "2", "3"]:
        raise Wrong("ids")


def case_bytes_behind_packed_data(d):
    """Told, and the page counts."""
    setup(d)
    write(d + "/in/a.txt.gz", gzip.compress(story(1).encode()) + b"junk")
    if only(d, summary(d, 1, "^dehusk: in: 1 failed: '.*in/a.txt.gz' goes on behind its gzip data")) != {
            "pages": 1, "kept": 1, "missing": 1}:
        raise Wrong("it is read")


def case_the_order_changes_nothing(d):
    """The same pages, whatever the order of names, rows and sources: the same texts, the same verdicts."""
    seen = []
    for n, order in enumerate(([1, 2, 3, 4], [4, 2, 3, 1])):
        where = "%s/%d" % (d, n)
        setup(where, OK.replace("directory = in", "jsonl = one\njsonl = two" if n else "jsonl = two\njsonl = one"))
        ad = "Buy the Kelmouth almanac at the harbour kiosk.\n\n"
        for name, rows in (("one", order[:2]), ("two", order[2:])):
            write(where + "/" + name, "".join(row(i, id="p%d" % i, site="s.example", text=ad + story(i)) for i in rows))
        go(where)
        seen.append({r["id"]: (r["text"], r["verdict"]) for r in records(where)})
    if seen[0] != seen[1] or len(seen[0]) != 4:
        raise Wrong(str(seen))


def case_odd_names_in_a_directory(d):
    """F29: names with line ends, dashes and bytes that are no UTF-8; O02: one line each when they are told."""
    setup(d)
    for n, name in enumerate((b"a\nb.txt", b"-rf", b"\xff\xfe.txt", b"\x1b]0;pwn\x07.txt", b".hidden")):
        with open(os.fsencode(d) + b"/in/" + name, "wb") as f:
            f.write(story(n).encode())
    os.mkfifo(d + "/in/fifo")
    os.symlink("gone", d + "/in/broken")
    if only(d, summary(d)) != {"pages": 5, "kept": 5} or len(texts(d)) != 5:
        raise Wrong(str(texts(d)))
    if any(re.search(r"[^\x20-\x7e]", p) for p in texts(d)):
        raise Wrong(str(sorted(texts(d))))


def case_a_planted_link_leads_nowhere(d):
    """F28: no link below the output is followed."""
    setup(d, a_txt=story(1))
    go(d)
    place = list(texts(d))[0]
    write(d + "/precious", "mine\n")
    os.remove(d + "/out/" + place)
    os.symlink(d + "/precious", d + "/out/" + place)
    write(d + "/in/a.txt", story(2))
    go(d)
    if read(d + "/precious") != b"mine\n" or os.path.islink(d + "/out/" + place):
        raise Wrong("the link was followed")
    os.symlink(d, d + "/out/elsewhere.example")
    write(d + "/in/elsewhere.example/x.txt", story(3))
    got = run(["run", "c.conf"], where=d)
    if got.code != 73 or "elsewhere.example" in " ".join(p for p in tree(d) if not p.startswith(("in/", "out/"))):
        raise Wrong(str(got))


# ---- Records

def case_records_rotate_by_size(d):
    setup(d, OK.replace("[state]", "rotate-size = 4096\n[state]"), **{"p%02d_txt" % n: story(n) for n in range(20)})
    go(d)
    parts = tree(d + "/rec")
    if len(parts) < 3 or parts[0] != "news-000001.jsonl" or any(os.path.getsize(d + "/rec/" + p) > 4096 for p in parts):
        raise Wrong(str(parts))
    write(d + "/in/q.txt", story(77))
    go(d)
    if len(records(d)) != 21 or len({r["id"] for r in records(d)}) != 21:
        raise Wrong("each record once")


def case_records_rotate_by_day(d):
    setup(d, OK.replace("[state]", "rotate = day\n[state]"), a_txt=story(1))
    go(d)
    write(d + "/in/b.txt", story(2))
    go(d)
    if tree(d + "/rec") != ["news-000001.jsonl"]:
        raise Wrong("one day, one file: %s" % tree(d + "/rec"))


def case_what_a_killed_run_left_is_cut_off(d):
    setup(d, a_txt=story(1))
    go(d)
    before = read(d + "/rec/news-000001.jsonl")
    with open(d + "/rec/news-000001.jsonl", "ab") as f:
        f.write(b'{"id":"half')
    write(d + "/rec/news-000002.jsonl", '{"id":"of a run that never ended"}\n')
    write(d + "/state.lock", "pid 1\nruns 1\nbegun 2-3\n")
    part = d + "/out/.dehusk-part"
    write("%s/%s/17" % (part, *os.listdir(part)), "left over")
    go(d)
    if read(d + "/rec/news-000001.jsonl") != before or tree(d + "/rec") != ["news-000001.jsonl"]:
        raise Wrong(str(tree(d)))
    if any("dehusk-part" in p for p in tree(d + "/out")):
        raise Wrong(str(tree(d)))


def case_two_configurations_share_the_outputs(d):
    """Neither takes what the other wrote for something that a killed run left."""
    for name in "ab":
        write("%s/%s.conf" % (d, name), OK.replace("directory = in", "jsonl = %s.rows" % name).replace("= state", "= %s.state" % name))
        write("%s/%s.rows" % (d, name), row(1) if name == "a" else row(5))

    def run_both(ids):
        for name in "ab":
            want(run(["run", name + ".conf"], where=d), 0)
        if sorted(r["id"] for r in records(d)) != ids or len(texts(d)) != len(ids):
            raise Wrong("%s in %s" % (records(d), tree(d)))
    run_both(["r1", "r5"])
    for name, n in (("a", 2), ("b", 6)):
        with open("%s/%s.rows" % (d, name), "a", encoding="ascii") as f:
            f.write(row(n))
    run_both(["r1", "r2", "r5", "r6"])
    run_both(["r1", "r2", "r5", "r6"])


def case_two_configurations_choose_one_place(d):
    """A run without pages chooses where its records go; by its first page somebody else is there."""
    for name in "ab":
        write("%s/%s.conf" % (d, name), OK.replace("directory = in", "jsonl = %s.rows" % name).replace("= state", "= %s.state" % name))
        want(run(["run", name + ".conf"], where=d), 0)
    for n, name in enumerate("ab"):
        write("%s/%s.rows" % (d, name), row(n))
        want(run(["run", name + ".conf"], where=d), 0)
    if [r["id"] for r in records(d)] != ["r0", "r1"]:
        raise Wrong(str(tree(d)))


def case_records_that_were_moved_away(d):
    setup(d, a_txt=story(1))
    go(d)
    os.rename(d + "/rec/news-000001.jsonl", d + "/old")
    write(d + "/in/b.txt", story(2))
    go(d)
    if [r["id"] for r in records(d)] != ["in/b.txt"] or tree(d + "/rec") != ["news-000002.jsonl"]:
        raise Wrong(str(tree(d)))


def case_old_outputs_that_are_removed(d):
    """As docs/cron.md has it: nothing is done again for it, numbers go on, and a page that changes has its text again."""
    setup(d, OK.replace("[state]", "rotate-size = 4096\n[state]"), **{"p%02d_txt" % n: story(n) for n in range(20)})
    go(d)
    parts, before = tree(d + "/rec"), texts(d)
    for part in parts[:-1]:
        os.remove(d + "/rec/" + part)
    for path in before:
        os.remove(d + "/out/" + path)
    if only(d, summary(d)) != {"unchanged": 20} or tree(d + "/rec") != parts[-1:]:
        raise Wrong("it was done again")
    write(d + "/in/p07.txt", story(77))
    write(d + "/in/q.txt", story(78))
    go(d)
    if set(texts(d)) - set(before) == set() or len(texts(d)) != 2 or len(set(texts(d)) & set(before)) != 1:
        raise Wrong(str(texts(d)))
    if [r["id"] for r in records(d)][-2:] != ["in/p07.txt", "in/q.txt"] or any(p in tree(d + "/rec") for p in parts[:-1]):
        raise Wrong(str(tree(d + "/rec")))


def case_another_way_to_clean(d):
    """Told once; --again cleans files and rows anew, in their places, and appends the records that differ."""
    conf = OK.replace("directory = in", "directory = in\njsonl = rows")
    marked = "The weir opens at noon.\n\nAdvertisement\n\nThe mill stays shut, the owner said on Monday.\n"
    setup(d, conf, a_txt=marked, b_txt=story(2), t_csv='id,text\n1,"%s"\n' % story(3))
    write(d + "/rows", row(4) + json.dumps({"id": "m", "text": marked.replace("noon", "ten")}) + "\n")
    go(d)
    was, n = texts(d), len(records(d))
    told = r"^dehusk: \[clean\] or its rules have changed: .*--again"
    write(d + "/c.conf", conf + "[clean]\njobs = 1\n")
    go(d)
    write(d + "/c.conf", conf + "[clean]\nkeep = ad\n")
    go(d, 0, told)
    go(d)
    if texts(d) != was or len(records(d)) != n:
        raise Wrong("nothing was asked for")
    got = summary(d, args=["--again"])
    now = texts(d)
    if got["pages"] != 5 or set(now) != set(was) or sum("Advertisement" in t for t in now.values()) != 2:
        raise Wrong("%s %s" % (got, now))
    if sorted(r["id"] for r in records(d)[n:]) != ["in/a.txt", "m"]:
        raise Wrong(str([r["id"] for r in records(d)[n:]]))
    if summary(d)["pages"]:
        raise Wrong("all is known")
    write(d + "/my.rules", "[promo en]\nwhole the weir opens at noon\n")
    write(d + "/c.conf", conf + "[clean]\nkeep = ad\nrules = my.rules\n")
    go(d, 0, told)
    write(d + "/my.rules", "[promo en]\nwhole the weir opens at ten\n")
    go(d, 0, told)


def case_a_source_that_is_taken_out(d):
    """Of the configuration: its texts stay, nothing of it is gone, and it may come back."""
    setup(d, OK.replace("directory = in", "directory = in\ndirectory = more"), a_txt=story(1))
    write(d + "/more/b.txt", story(2))
    go(d)
    was = texts(d)
    write(d + "/c.conf", OK)
    if only(d, summary(d)) != {"unchanged": 1} or texts(d) != was:
        raise Wrong("without it")
    write(d + "/c.conf", OK.replace("directory = in", "directory = more\ndirectory = in"))
    if only(d, summary(d)) != {"unchanged": 2} or texts(d) != was:
        raise Wrong("it is back")


def case_records_of_another_life_stay(d):
    """A new state in an old place: what stands there is not ours."""
    setup(d, a_txt=story(1))
    write(d + "/rec/news-000007.jsonl", '{"id":"old"}\n')
    go(d)
    if [r["id"] for r in records(d)] != ["old", "in/a.txt"]:
        raise Wrong(str(tree(d)))
    os.remove(d + "/state")  # and once more: all is new to it
    go(d)
    if [r["id"] for r in records(d)] != ["old", "in/a.txt", "in/a.txt"] or len(tree(d + "/rec")) != 3:
        raise Wrong(str(tree(d)))


def case_a_state_from_a_backup_is_refused(d):
    setup(d, a_txt=story(1))
    go(d)
    old = read(d + "/state")
    write(d + "/in/b.txt", story(2))
    go(d)
    write(d + "/state", old)
    go(d, 65, "older than the outputs")
    if len(records(d)) != 2:
        raise Wrong("records were cut off")


def case_a_state_of_another_suffix_list(d):
    """Refused, with words on what can be done; then nothing is worked on twice."""
    setup(d, a_txt=story(1))
    go(d)
    with sqlite3.connect(d + "/state") as base:
        base.execute("UPDATE meta SET value = '0123' WHERE name = 'suffix-list'")
    base.close()
    go(d, 65, "'.*state' was made with suffix-list 0123.*'dehusk state adopt' takes it over")
    want(run(["state", "adopt", "state"], where=d), 0)
    if only(d, summary(d)) != {"unchanged": 1} or len(records(d)) != 1:
        raise Wrong("all anew")


def case_a_state_with_places_that_are_none(d):
    """What no run put there: nothing is written outside of the texts, and no name is taken on trust."""
    setup(d, a_txt=story(1))
    go(d)
    for n, place in enumerate((b"../evil.txt", b"site/../../evil.txt", b"/evil.txt", b"x" * 5000 + b"/evil.txt", b"", b"a\0b")):
        with sqlite3.connect(d + "/state") as base:
            base.execute("UPDATE run_output SET path = ?", (place,))
        base.close()
        write(d + "/in/a.txt", story(2 + n))
        go(d, 65, "the state '.*state' is damaged: a text has a place that is none")
    if list(texts(d).values()) != [story(1)] or os.path.exists(d + "/evil.txt"):
        raise Wrong(str(tree(d)))


if __name__ == "__main__":
    sys.exit(main([], globals()))
