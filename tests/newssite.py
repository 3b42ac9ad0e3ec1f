#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A made news site on loopback: feed, sitemaps, robots.txt, validators, and pages with all their chrome.

newssite.py [--pages N] [--delay MS] [--host ADDRESS]... prints "PORT n" and serves until its standard input ends. Lines
on standard input change the site while it runs, each answered by "ok":
    change N       story N gets another paragraph, a new date and new validators
    add N          stories up to N - 1 more appear
    remove N       story N is gone (410), and no longer listed
    drop N         story N is gone (410), and still listed
    busy N S       the next N requests for stories are answered by 429 with Retry-After S
    down on|off    every answer is 503
    hits           answers {"path": count} of the requests so far as JSON, and starts counting anew
    bytes          answers how many bytes of bodies went out, and starts counting anew
    times          answers [[path, seconds]] of the requests so far, and starts anew

What is where: / names the feed, /feed.xml (RSS, the 30 newest), /feed.json, /atom.xml, /sitemap.xml (all, with dates),
/index.xml (an index of it and of /news.xml, the news sitemap), /story/N, /private/N (forbidden by robots.txt but
listed), /robots.txt. Everything has ETag and Last-Modified, and answers If-None-Match with 304. But for the date of a
change, story N is a function of N and of how often it was changed.
"""
import argparse
import email.utils
import hashlib
import http.server
import json
import os
import socketserver
import sys
import threading
import time

NAME = "Elm Valley Courier"
START = 1795600000  # 2026-11-25; a story an hour, going back

PLACES = ["the old bridge", "the reading room", "the ferry landing", "the weir", "the market hall", "the tram depot",
          "the north pier", "the orchard school", "the grain store", "the lido", "the observatory", "the ropewalk"]
DEEDS = ["will reopen on Monday after two years of repairs", "gets a new roof before the winter",
         "closes for a month while the drains are laid", "has been sold to a cooperative of its users",
         "is to be measured again by the county", "welcomed its ten thousandth visitor this week",
         "lost power twice within three days", "keeps its name, the council decided"]
PEOPLE = ["Mara Quill", "Tobin Ashgrove", "Ines Fallow", "Piet Vandersloot", "Oona Merrick", "Jasper Thwaite"]
REASONS = ["The work had been put off since the flood, when water stood as high as the window sills.",
           "Neighbours had asked for it in a letter that more than two hundred of them signed.",
           "The money comes from a fund that was set up for the purpose nine years ago.",
           "An engineer who looked at the beams in spring had warned that they would not last.",
           "Until then visitors have to use the side entrance by the mill, which is not lit at night.",
           "A second survey is due before the snow, and its outcome will be read out in public.",
           "The town had first planned to wait for the railway, which has now said it will not come."]
ADS = ["Advertisement", "Sign up for our newsletter and never miss a story.", "Follow us on all channels",
       "Share this story with a friend"]


def pick(words, *seed):
    return words[int(hashlib.sha256(repr(seed).encode()).hexdigest(), 16) % len(words)]


class Site:
    """The stories and their versions. All calls under its lock."""

    def __init__(self, pages):
        self.lock = threading.RLock()
        self.version = {n: 0 for n in range(pages)}
        self.gone, self.unlisted = set(), set()
        self.changed = {}  # when: story -> seconds since 1970
        self.busy = (0, 0)
        self.down = False
        self.hits, self.bytes, self.times = {}, 0, []
        self.begun = time.monotonic()

    def title(self, n):
        place, deed = pick(PLACES, "place", n), pick(DEEDS, "deed", n)
        return "%s %s (%d)" % (place[0].upper() + place[1:], deed, n)

    def stamp(self, n):
        """When the story was written or changed last."""
        return self.changed.get(n, START - 3600 * n)

    def paragraphs(self, n):
        who = pick(PEOPLE, "who", n)
        lines = ["%s %s, said %s on day %d of the hearing." % (self.title(n).split(" (")[0],
                                                                pick(["as expected", "to the surprise of many"], n), who,
                                                                n + 1)]
        lines += [pick(REASONS, "reason", n, i) + " That was item %d of case %d." % (i + 1, n) for i in range(5)]
        lines += ["Update %d: the council added a note of its own to case %d." % (v + 1, n)
                  for v in range(self.version[n])]
        return lines

    def listed(self):
        return [n for n in sorted(self.version) if n not in self.unlisted]

    # ---- Pages

    def story(self, n, base):
        others = [o for o in self.listed() if o != n][:6]
        menu = "".join('<li><a href="%s/#%s">%s</a></li>' % (base, w.lower(), w)
                       for w in ("Home", "Town", "Valley", "Sport", "Weather", "Letters"))
        related = "".join('<li><a href="%s/story/%d">%s</a></li>' % (base, o, self.title(o)) for o in others)
        body = "".join("<p>%s</p>\n%s" % (p, '<div class="ad">%s</div>' % ADS[0] if i == 2 else "")
                       for i, p in enumerate(self.paragraphs(n)))
        date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.stamp(n)))
        return """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>%(title)s - %(name)s</title>
<link rel="canonical" href="%(base)s/story/%(n)d"><link rel="alternate" type="application/rss+xml" href="/feed.xml">
<meta property="article:published_time" content="%(date)s"><script>var page = %(n)d;</script></head>
<body><header><a href="%(base)s/">%(name)s</a><nav><ul>%(menu)s</ul></nav></header>
<main><article><h1>%(title)s</h1><p class="byline">By %(who)s</p>
<div class="share"><span>%(share)s</span> <a href="#">Facebook</a> <a href="#">Mail</a></div>
%(body)s
<p class="tags">Tags: <a href="#">Elm Valley</a></p></article>
<aside class="related"><h2>More stories</h2><ul>%(related)s</ul></aside></main>
<footer><p>%(news)s</p><p>%(follow)s</p><p>&copy; %(name)s. All rights reserved.</p></footer></body></html>
""" % dict(title=self.title(n), name=NAME, base=base, n=n, date=date, menu=menu, who=pick(PEOPLE, "by", n),
           share=ADS[3], body=body, related=related, news=ADS[1], follow=ADS[2])

    def front(self, base):
        links = "".join('<li><a href="%s/story/%d">%s</a></li>' % (base, n, self.title(n)) for n in self.listed()[:20])
        return ('<!DOCTYPE html><html><head><title>%s</title><link rel="alternate" type="application/rss+xml" '
                'title="All stories" href="/feed.xml"></head><body><h1>%s</h1><ul>%s</ul></body></html>'
                % (NAME, NAME, links))

    # ---- Lists

    def rss(self, base):
        items = "".join(
            "<item><title>%s</title><link>%s/story/%d?utm_source=rss&amp;utm_medium=feed</link><guid>%s/story/%d</guid>"
            "<pubDate>%s</pubDate></item>" % (self.title(n), base, n, base, n,
                                              email.utils.formatdate(self.stamp(n), usegmt=True))
            for n in self.listed()[:30])
        return ('<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>%s</title><link>%s/</link>%s'
                '<item><title>Members</title><link>%s/private/1</link></item></channel></rss>' % (NAME, base, items, base))

    def atom(self, base):
        items = "".join(
            "<entry><title>%s</title><id>%s/story/%d</id><link href='%s/story/%d'/><updated>%s</updated></entry>"
            % (self.title(n), base, n, base, n, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.stamp(n))))
            for n in self.listed()[:30])
        return '<feed xmlns="http://www.w3.org/2005/Atom"><title>%s</title>%s</feed>' % (NAME, items)

    def json(self, base):
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": NAME, "items": [
            {"id": str(n), "url": "%s/story/%d" % (base, n), "title": self.title(n)} for n in self.listed()[:30]]})

    def sitemap(self, base, news=False):
        rows = "".join(
            "<url><loc>%s/story/%d</loc>%s</url>"
            % (base, n, "<news:news><news:publication_date>%s</news:publication_date><news:title>%s</news:title>"
               "</news:news>" % (self.date(n), self.title(n)) if news else "<lastmod>%s</lastmod>" % self.date(n))
            for n in (self.listed()[:20] if news else self.listed()))
        private = "" if news else "<url><loc>%s/private/2</loc></url><url><loc>http://elsewhere.example/x</loc></url>" % base
        return ('<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
                'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">%s%s</urlset>' % (rows, private))

    def date(self, n):
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.stamp(n)))

    @staticmethod
    def index(base):
        return ('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>%s/sitemap.xml</loc>'
                '</sitemap><sitemap><loc>%s/news.xml</loc></sitemap></sitemapindex>' % (base, base))

    def answer(self, path, base):
        """(status, type, body, Retry-After or None)"""
        with self.lock:
            self.hits[path] = self.hits.get(path, 0) + 1
            self.times.append([path, round(time.monotonic() - self.begun, 3)])
            if self.down:
                return 503, "text/plain", "down", None
            lists = {"/": ("text/html; charset=utf-8", self.front), "/feed.xml": ("application/rss+xml", self.rss),
                     "/atom.xml": ("application/atom+xml", self.atom), "/feed.json": ("application/feed+json", self.json),
                     "/sitemap.xml": ("application/xml", self.sitemap), "/index.xml": ("application/xml", self.index),
                     "/news.xml": ("application/xml", lambda b: self.sitemap(b, True))}
            if path == "/robots.txt":
                return 200, "text/plain", ("User-agent: *\nDisallow: /private/\nSitemap: %s/index.xml\n" % base), None
            if path in lists:
                return 200, lists[path][0], lists[path][1](base), None
            if path.startswith("/story/") and path[7:].isdigit():
                n = int(path[7:])
                if self.busy[0]:
                    self.busy = (self.busy[0] - 1, self.busy[1])
                    return 429, "text/plain", "later", self.busy[1]
                if n in self.gone:
                    return 410, "text/html", "gone", None
                if n in self.version:
                    return 200, "text/html; charset=utf-8", self.story(n, base), None
            return 404, "text/html", "<h1>not here</h1>", None

    # ---- Changes

    def command(self, words):
        with self.lock:
            verb, args = words[0], words[1:]
            if verb == "change":
                self.version[int(args[0])] += 1
                self.changed[int(args[0])] = int(time.time())
            elif verb == "add":
                more = len(self.version) + int(args[0])
                for n in range(len(self.version), more):
                    self.version[n] = 0
            elif verb in ("remove", "drop"):
                self.gone.add(int(args[0]))
                if verb == "remove":
                    self.unlisted.add(int(args[0]))
            elif verb == "busy":
                self.busy = (int(args[0]), int(args[1]))
            elif verb == "down":
                self.down = args[0] == "on"
            elif verb in ("hits", "bytes", "times"):
                out = json.dumps(getattr(self, verb), sort_keys=True)
                setattr(self, verb, {"hits": {}, "bytes": 0, "times": []}[verb])
                return out
            else:
                return "what?"
            return "ok"


BEGUN = time.time()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "newssite"
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet an answer

    def do_GET(self):
        site, base = self.server.site, "http://" + self.headers.get("Host", "localhost")
        time.sleep(self.server.delay)
        status, kind, body, later = site.answer(self.path.split("?")[0], base)
        body = body.encode("utf-8")
        etag = '"%s"' % hashlib.sha256(body).hexdigest()[:16]
        if status == 200 and self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.send_response(status)
        if status == 200:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", email.utils.formatdate(BEGUN, usegmt=True))
        if later is not None:
            self.send_header("Retry-After", str(later))
        if status != 304:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        with site.lock:
            site.bytes += len(body) if status == 200 else 0

    def log_message(self, *args):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):  # clients that were killed are part of the tests
            super().handle_error(request, client_address)

    def __init__(self, host, port, site, delay=0.0):
        self.site, self.delay = site, delay
        super().__init__((host, port), Handler)


def serve(pages=200, delay=0.0, hosts=("127.0.0.1",), port=0):
    """Starts servers of one site, on one port of several addresses, in threads of this process: (site, port)."""
    site = Site(pages)
    for host in hosts:
        server = Server(host, port, site, delay)
        port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return site, port


def main():
    a = argparse.ArgumentParser(description="A made news site on loopback.")
    a.add_argument("--pages", type=int, default=200)
    a.add_argument("--delay", type=int, default=0, help="milliseconds before each answer")
    a.add_argument("--host", action="append")
    a.add_argument("--port", type=int, default=0)
    args = a.parse_args()
    site, port = serve(args.pages, args.delay / 1000, args.host or ["127.0.0.1"], args.port)
    print("PORT %d" % port, flush=True)
    for line in sys.stdin:
        if line.split():
            print(site.command(line.split()), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
