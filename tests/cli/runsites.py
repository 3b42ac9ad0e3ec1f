#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dehusk run over the net: a news site of our own on loopback that changes, breaks, is gone or slow. runsites.py DEHUSK
prints TAP. A case is a function named case_*, with an empty directory of its own.
"""
import itertools
import json
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import newssite  # noqa: E402
from program import PAGE, PROGRAM, Wrong, children, main, read, run, story, tree, write  # noqa: E402
from runhere import OK, go, only, records, row, setup, summary, texts, want  # noqa: E402

SITE = """[sources]
feed = %s/feed.xml
sitemap = %s/sitemap.xml
[fetch]
contact = tests@dehusk.example
allow-private = yes
delay = 0
delay-factor = 0
revisit = 0
%s[output]
texts = out
records = rec/news
[state]
file = state
"""


def serve(d, more="", **options):
    """A site, and a configuration for it."""
    site, port = newssite.serve(**options)
    base = "http://127.0.0.1:%d" % port
    write(d + "/c.conf", SITE % (base, base, more))
    return site, base


def case_what_was_fetched_expires(d):
    """A crawl's state forgets like any other: pages of a year ago are gone from it, and the run ends well."""
    serve(d, pages=3, more="")
    write(d + "/c.conf", read(d + "/c.conf").decode().replace("file = state\n", "file = state\nexpire = 2d\n"))
    done = summary(d)
    stories = lambda: json.loads(run(["state", "stat", "state"], where=d).out)["stories"]  # noqa: E731
    if done["pages"] != 3 or done["failures"] or stories() != 3:
        raise Wrong(str(done))
    write(d + "/c.conf", re.sub(r"^(feed|sitemap) = .*", "directory = .", read(d + "/c.conf").decode(), flags=re.M, count=2)
          .replace("directory = .\ndirectory = .", "directory = in"))
    os.mkdir(d + "/in")
    done = subprocess.run(["faketime", "+9 days", PROGRAM, "run", "--json", "c.conf"], cwd=d, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode or stories() != 0:
        raise Wrong("%r, %d stories" % (done, stories()))


def case_news_site_of_200_pages(d):
    """Fetched once and cleaned; not again; then a changed, a new and a removed page, and a 429 that is waited for."""
    site, base = serve(d, pages=200)
    done = summary(d)
    if only(d, done) != {"pages": 200, "kept": 200} or done["hosts"] != 1 or done["failures"]:
        raise Wrong(str(done))
    hits = json.loads(site.command(["hits"]))
    if set(hits.values()) != {1} or any(p.startswith("/private") for p in hits) or done["forbidden"] != 2:
        raise Wrong("%s %s" % (hits, done))
    first = texts(d)
    days = {p.split("/")[1] for p in first}
    if len(first) != 200 or days != {"2026"} or any(w in t for t in first.values() for w in newssite.ADS):
        raise Wrong("%d texts, %s: %s" % (len(first), days, list(first.items())[0]))
    site.command(["bytes"])
    done = summary(d)
    if only(d, done) != {"unchanged": 200} or site.command(["bytes"]) != "0" or texts(d) != first:
        raise Wrong("second run: %s" % done)
    for line in ("change 5", "drop 7", "remove 8", "add 1", "busy 1 2"):
        site.command(line.split())
    begun = time.monotonic()
    done = summary(d)
    if only(d, done) != {"pages": 2, "kept": 2, "gone": 1, "unchanged": 197} or time.monotonic() - begun < 2:
        raise Wrong("third run: %s" % done)
    last = {p: t for p, t in texts(d).items() if first.get(p) != t}
    if len(texts(d)) != 201 or len(last) != 2 or sum("Update 1" in t for t in last.values()) != 1:
        raise Wrong("the changed page in its old place, the new one in its own: %s" % last)
    told = [r for r in records(d) if r["verdict"] == "failed"]
    if len(told) != 1 or "gone" not in told[0]["error"] or not told[0]["id"].endswith("/story/7"):
        raise Wrong(str(told))


def served(site, pages):
    """Lets a site answer these paths with texts, and with 404 where there is None."""
    usual = site.answer

    def answer(path, base):
        if path not in pages:
            return usual(path, base)
        return (200, "text/plain", pages[path], None) if pages[path] is not None else (404, "text/plain", "", None)
    site.answer = answer


def case_sources_that_bring_nothing_are_named(d):
    """By its own address: what robots.txt forbids, names other hosts or no pages at all, breaks off, is gone."""
    site, base = serve(d, pages=3)
    pages = {"/broken": "<rss><channel><item><link>/story/1</link></item><item>", "/forbidden": "", "/gone": None,
             "/nowhere": "<rss><channel><item><title>x</title></item></channel></rss>",
             "/elsewhere": "<urlset><url><loc>http://elsewhere.example/1</loc></url></urlset>"}
    served(site, {**pages, "/robots.txt": "User-agent: *\nDisallow: /forbidden\n"})
    conf = read(d + "/c.conf").decode()
    write(d + "/c.conf", re.sub(r"feed.*\nsitemap.*\n", "".join("sitemap = %s%s\n" % (base, p) for p in pages), conf))
    done = summary(d, 1, "/broken: 1 failed: the list breaks off", "/elsewhere: 1 failed: all that .* on another host",
                   "/forbidden: 1 failed: robots.txt forbids it", "/gone: 1 failed: HTTP status 404",
                   "/nowhere: 1 failed: none of the entries")
    if done["kept"] != 1 or sorted(f["where"] for f in done["failures_by"]) != sorted(base + p for p in pages):
        raise Wrong(str(done))


def case_errors_come_before_requests(d):
    """A bad configuration, an output that cannot be, and a state that is none: no request goes out."""
    site, _ = serve(d, pages=3)
    good = read(d + "/c.conf").decode()
    for conf, code in ((good + "[clean]\ncaptions = some\n", 78), (good.replace("texts = out", "texts = c.conf/out"), 73),
                       (good.replace("file = state", "file = gone/state"), 73), (good, 65)):
        write(d + "/c.conf", conf)
        write(d + "/state", "no state at all, but a letter about the weather")
        if run(["run", "c.conf"], where=d).code != code:
            raise Wrong("%d: %s" % (code, run(["run", "c.conf"], where=d)))
    if site.command(["hits"]) != "{}":
        raise Wrong("requests")


def case_a_directory_that_is_not_mounted(d):
    """No file at all: nothing is taken for gone."""
    setup(d, a_txt=story(1), b_txt=story(2))
    go(d)
    os.rename(d + "/in", d + "/elsewhere")
    os.mkdir(d + "/in")
    if only(d, summary(d)) != {}:
        raise Wrong("gone was told")
    os.rmdir(d + "/in")
    os.rename(d + "/elsewhere", d + "/in")
    if only(d, summary(d)) != {"unchanged": 2}:
        raise Wrong("it is back")


def case_a_source_that_is_missing_stops_no_other(d):
    """It is told and costs a 1; of what came from it nothing is taken for gone. --check calls it an error."""
    setup(d, OK.replace("directory = in", "directory = in\ndirectory = more\njsonl = later\nurls = list\n"
                        "[fetch]\ncontact = a@h.example"), a_txt=story(1))
    os.mkdir(d + "/more")
    write(d + "/more/b.txt", story(2))
    write(d + "/list", "# none yet\n")
    if only(d, summary(d)) != {"pages": 2, "kept": 2}:
        raise Wrong("both are there")
    os.rename(d + "/more", d + "/elsewhere")
    os.remove(d + "/list")
    write(d + "/in/c.txt", story(3))
    told = [r"^dehusk: list: 1 failed: cannot look into 'list': No such file",
            r"^dehusk: more: 1 failed: cannot look into 'more': No such file"]
    got = summary(d, 1, *told)
    if got["exit_code"] != 1 or only(d, got) != {"pages": 1, "kept": 1, "unchanged": 1, "missing": 2}:
        raise Wrong(str(got))
    go(d, 78, "c.conf:3: cannot look into 'more': No such file or directory; make it", "c.conf:5: .*'list'", args=["--check"])
    os.rename(d + "/elsewhere", d + "/more")
    write(d + "/list", "")
    if only(d, summary(d)) != {"unchanged": 3}:
        raise Wrong("it is back")


def case_a_list_that_cannot_be_read_after_all(d):
    """It is there and may be read, as far as its name tells: told, counted, and the others are worked on."""
    setup(d, OK.replace("directory = in", "directory = in\nurls = /proc/self/mem\n[fetch]\ncontact = a@h.example"), a_txt=story(1))
    got = summary(d, 1, "^dehusk: /proc/self/mem: 1 failed: cannot read '/proc/self/mem'")
    if only(d, got) != {"pages": 1, "kept": 1, "missing": 1}:
        raise Wrong(str(got))


def case_no_source_that_is_there(d):
    """66, so that whoever watches for runs that ended well hears of it."""
    setup(d, OK.replace("directory = in", "directory = gone\n[run]\nmetrics-file = x.prom"))
    got = summary(d, 66, "gone: 1 failed: cannot look into 'gone': No such file", "there is no source that can be looked into")
    if got["exit_code"] != 66 or "dehusk_last_success_timestamp_seconds 0\n" not in read(d + "/x.prom").decode():
        raise Wrong(str(got))


def case_news_site_that_is_down(d):
    """69, and it is told by host; what failed is fetched when the site is back."""
    site, _ = serve(d, more="tries = 1\n", pages=3)
    site.command(["down", "on"])
    got = run(["run", "--json", "c.conf"], where=d)
    if got.code != 69 or b"127.0.0.1" not in got.err:
        raise Wrong(str(got))
    if json.loads(got.out)["exit_code"] != 69 or not json.loads(got.out)["failures_by"]:
        raise Wrong(str(got))


def case_news_site_that_is_gone_from_the_network(d):
    """69 also where robots.txt is known from before, so that no host fails often enough to be given up."""
    server = newssite.Server("127.0.0.1", 0, newssite.Site(3), 0.0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = "http://127.0.0.1:%d" % server.server_address[1]
    write(d + "/c.conf", SITE % (base, base, "revisit-lists = 0s\ntimeout = 1m\ntries = 1\n"))
    go(d)
    server.shutdown()
    server.server_close()
    done = summary(d, 69, "/feed.xml: 1 failed: Failed to connect", "/sitemap.xml: 1 failed: Failed", "the host did not answer")
    if (done["hosts"], done["hosts_down"], done["exit_code"]) != (1, 1, 69):
        raise Wrong(str(done))


def case_news_site_that_is_busy(d):
    """It did answer, so the run is no failure of the network: 75, as fetch has it; till it may be asked again 69."""
    site = newssite.Site(3)
    server = newssite.Server("127.0.0.1", 0, site, 0.0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = "http://127.0.0.1:%d" % server.server_address[1]
    write(d + "/c.conf", SITE % (base, base, "tries = 1\n"))
    site.command(["busy", "9", "4000"])
    summary(d, 75, "4 failed: host down", "1 failed: busy", "the host is busy and is to be asked later$")
    summary(d, 69, "feed.xml: .* given up in an earlier run", "sitemap.xml: .* in an earlier run",
            "no host was asked: earlier runs gave up the only one for some hours$")
    server.shutdown()
    server.server_close()


def case_private_address(d):
    """Refused by our own rule: that is said, with the key that lifts it, and not that the host was silent."""
    write(d + "/c.conf", "[sources]\nfeed = http://127.0.0.1/feed.xml\n[output]\ntexts = out\n[state]\nfile = s\n"
                         "[fetch]\ncontact = you@example.org\n")
    want(run(["run", "c.conf"], where=d), 69, r"/feed.xml: 1 failed: a private address, .* \(allow-private lets it\)$",
         r"no host was asked: private addresses, .*; allow-private in \[fetch\] lets them$")


def case_news_site_killed(d):
    """Killed while it fetches and while it writes: the same texts as of a run that nobody disturbed."""
    serve(d + "/calm", pages=60)
    go(d + "/calm")
    serve(d + "/killed", pages=60, delay=.01)
    for wait in (.3, .6, .9, 1.2):
        child = subprocess.Popen([PROGRAM, "run", "c.conf"], cwd=d + "/killed", stderr=subprocess.DEVNULL)
        time.sleep(wait)
        child.kill()
        child.wait()
    go(d + "/killed")
    calm, killed = texts(d + "/calm"), texts(d + "/killed")
    # The names hold a hash of the URL, and the port in it differs.
    plain = lambda found: sorted((re.sub(r"-[0-9a-f]{16}\.txt$", "", p), t) for p, t in found.items())  # noqa: E731
    if plain(calm) != plain(killed) or len(records(d + "/killed")) != 60:
        raise Wrong("%d texts, %d records" % (len(killed), len(records(d + "/killed"))))


def holding(site, stories):
    """Lets a site give so many stories, and no more until the second event is set; the first tells that it is there."""
    usual, given, held, go_on = site.answer, itertools.count(), threading.Event(), threading.Event()

    def answer(path, base):
        if path.startswith("/story/") and next(given) >= stories:
            held.set()
            go_on.wait(300)
        return usual(path, base)
    site.answer = answer
    return held, go_on


def case_news_site_out_of_time(d):
    """A site that answers no more takes no more than its part of the grace: what came before is written, and of the
    rest each page comes next time. A machine too busy to write it in the other half may try again."""
    for attempt in range(4):
        site, _ = serve(d, pages=60)
        go_on = holding(site, 20)[1]
        got = run(["run", "--json", "--max-runtime", "1", "--grace", "8", "c.conf"], where=d)
        go_on.set()
        if b"grace is over" not in got.err:
            break
    done = json.loads(got.out)
    if got.code != 75 or not done["out_of_time"] or done["pages"] > 20 or len(texts(d)) != done["pages"]:
        raise Wrong(str(got))
    go(d)
    if len(texts(d)) != 60 or len(records(d)) != 60:
        raise Wrong("%d texts, %d records" % (len(texts(d)), len(records(d))))


def case_news_site_and_local_sources(d):
    """One state, one batch: a page of the site that another scraper has too is told as a second copy."""
    serve(d, pages=5, more="warc = pages\n")
    conf = read(d + "/c.conf").decode()
    setup(d, conf.replace("[fetch]", "directory = in\njsonl = rows\n[fetch]"), a_txt=story(1))
    write(d + "/rows", row(2))
    if only(d, summary(d)) != {"pages": 7, "kept": 7} or len(texts(d)) != 7:
        raise Wrong("first run")
    copy = [t for p, t in texts(d).items() if not p.startswith(("in/", "no-site/"))][0]
    write(d + "/in/copy.txt", copy)
    done = summary(d)
    if only(d, done)["duplicate"] != 1 or len(texts(d)) != 7 or not os.listdir(d + "/pages"):
        raise Wrong(str(done))


def case_news_site_stopped(d):
    """F22 while it fetches: what came is written, the rest comes next time, each page once."""
    site, _ = serve(d, pages=60)
    held, go_on = holding(site, 20)
    p = subprocess.Popen([PROGRAM, "run", "--json", "c.conf"], cwd=d, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    held.wait(100)
    p.send_signal(signal.SIGTERM)
    go_on.set()
    out, err = p.communicate(timeout=100)
    done = json.loads(out)
    if p.returncode != 143 or not 0 < done["pages"] or len(texts(d)) != done["pages"] or b"stopped" not in err:
        raise Wrong("exit %d %r %r" % (p.returncode, out, err))
    go(d)
    if len(texts(d)) != 60 or len(records(d)) != 60:
        raise Wrong("%d texts, %d records" % (len(texts(d)), len(records(d))))


def case_news_site_that_sends_no_dates(d):
    """Pages that tell neither title nor date have those of the feed."""
    class Plain(newssite.Site):
        def story(self, n, base):
            text = super().story(n, base)
            text = re.sub(r"<title>.*?</title>|<meta [^>]*(?:time|date|title)[^>]*>|<time.*?</time>|<script.*?</script>", "",
                          text, flags=re.S)
            return re.sub(r"</?h1[^>]*>", "", text)
    original, newssite.Site = newssite.Site, Plain
    try:
        serve(d, pages=3)
    finally:
        newssite.Site = original
    go(d)
    if not texts(d) or any("undated" in p for p in texts(d)):
        raise Wrong(str(sorted(texts(d))))


def still_workers(d, *args):
    """A run that fetches from a slow site and whose workers stand still. Its words go nowhere: they hold the pipe, too."""
    serve(d, pages=60, delay=.1)
    p = subprocess.Popen([PROGRAM, "run", *args, "c.conf"], cwd=d, stderr=subprocess.DEVNULL)
    time.sleep(0.7)
    for w in children(p.pid):
        os.kill(w, signal.SIGSTOP)
    return p


def case_grace_has_an_end(d):
    """Workers that stand still hold nobody for ever: the hard end, which changes nothing."""
    p = still_workers(d, "--max-runtime", "2", "--grace", "1")
    if p.wait(timeout=100) != 75 or texts(d) or records(d):
        raise Wrong("exit %d, %s" % (p.returncode, tree(d)))
    go(d)
    if len(texts(d)) != 60 or len(records(d)) != 60:
        raise Wrong("%d texts, %d records" % (len(texts(d)), len(records(d))))


def case_a_second_signal_ends_it_at_once(d):
    p = still_workers(d)
    p.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    p.send_signal(signal.SIGINT)
    if p.wait(timeout=100) != 130 or texts(d):
        raise Wrong("exit %d, %s" % (p.returncode, tree(d)))
    go(d)
    if len(texts(d)) != 60 or len(records(d)) != 60:
        raise Wrong("%d texts, %d records" % (len(texts(d)), len(records(d))))


def case_few_descriptors_and_little_memory(d):
    """F20: an error that says what is wrong, or the same result; never a crash."""
    setup(d, OK + "[clean]\njobs = 2\n", a_txt=story(1), b_html=PAGE)

    def limits(files, memory):
        def limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        return limit
    for files, memory in ((4, 1 << 32), (8, 1 << 32), (12, 1 << 32), (16, 1 << 32), (64, 60 << 20), (64, 100 << 20)):
        got = run(["run", "c.conf"], where=d, preexec_fn=limits(files, memory))
        if got.code not in (0, 1, 70, 73, 74) or got.code and not got.err:
            raise Wrong("%d files, %d bytes\n%s" % (files, memory, got))
    go(d)
    if len(texts(d)) != 2 or len(records(d)) < 2:
        raise Wrong(str(texts(d)))


def case_a_list_of_urls(d):
    site, base = serve(d, pages=5)
    conf = read(d + "/c.conf").decode()
    write(d + "/lists/a.txt", "# stories\n%s/story/1\n\n%s/story/2  \n%s/story/99\nno url at all\n" % (base, base, base))
    write(d + "/c.conf", re.sub(r"feed.*\nsitemap.*\n", "urls = lists/a.txt\n", conf))
    got = run(["run", "--json", "c.conf"], where=d)
    done = json.loads(got.out)
    where = {f["where"] for f in done["failures_by"]}
    if got.code != 1 or done["kept"] != 2 or done["failures"] != 2 or "lists/a.txt" not in where:
        raise Wrong(str(got))


if __name__ == "__main__":
    sys.exit(main([], globals()))
