# SPDX-License-Identifier: MIT
"""Made sites of other shapes than madesite.py's: of few pages and of many, built anew, in several languages, with sections
that have chrome of their own. Wording and stories are those of madesite.py.

shapes(seed) gives (name, pages): each a Page with its lines, what they are (None: the story; "headline"; "keep": recurs and is
the story's; "chrome"; "bio": chrome that only some pages have), and where they stand, so that it can be had as text and as
HTML."""
import html
import random

import madesite

HEAD, BODY, FOOT = range(3)


class Page:
    def __init__(self, language, title, template):
        self.language, self.title, self.template = language, title, template
        self.lines = []  # (line, what, where, class of its box in HTML)

    def row(self, number, form):
        return {"id": str(number), "site": "made.example", form: self.html() if form == "html" else self.text()}

    def text(self):
        return "\n\n".join(line for line, *_ in self.lines) + "\n"

    def element(self, line, what, box):
        line = html.escape(line)
        if what == "headline":
            return f"<h1>{line}</h1>"
        if box == "link":
            return f'<li class="{self.template}-item"><a href="/x">{line}</a></li>'
        if box == "head":
            return f"<h2>{line}</h2>"
        return f'<div class="{self.template}-{box}">{line}</div>' if box else f"<p>{line}</p>"

    def html(self):
        head, body, foot = ("\n".join(self.element(line, what, box) for line, what, there, box in self.lines if there == where)
                            for where in (HEAD, BODY, FOOT))
        return (f'<!DOCTYPE html><html lang="{self.language}"><head><title>{html.escape(self.title)}</title></head><body>'
                f'<div class="{self.template}-top"><ul>{head}</ul></div><div class="{self.template}-story">{body}</div>'
                f'<div class="{self.template}-foot">{foot}</div></body></html>\n')


class Template:
    """The chrome of a site, or of a part of it, drawn once."""

    def __init__(self, language, seed, name):
        self.site = madesite.Site(language, seed)
        self.r, self.w, self.language, self.name = self.site.r, self.site.w, language, name
        draw = self.site.draw
        self.head = [draw("slogan") for _ in range(2)]
        self.inside = [(draw("sentence"), "promo"), (draw("slogan"), "promo")]
        self.foot = [draw("slogan"), draw("sentence"), draw("count"), draw("dated")]
        self.authors = {n: draw("bio").replace("{name}", n) for n in madesite.NAMES[:2]}

    def page(self, extra=()):
        """One page; extra are lines (line, what, where, box) that it has beside those of the site."""
        r, w = self.r, self.w
        title, paragraphs = self.site.body(r)
        p = Page(self.language, title, self.name)
        name = r.choice(sorted(self.authors))
        p.lines += [(line, "chrome", HEAD, "link") for line in w["nav"] + self.head]
        p.lines.append((title, "headline", BODY, ""))
        story = [(line, None, BODY, "") for line in paragraphs]
        inside = [(line, "chrome", BODY, box) for line, box in self.inside] + [x for x in extra if x[2] == BODY]
        for x in inside:
            story.insert(r.randint(1, len(story) - 1), x)
        p.lines += story
        p.lines += [(self.fill(line), "chrome", FOOT, "note") for line in self.foot]
        p.lines += [x for x in extra if x[2] == FOOT]
        p.lines += [(line, "chrome", FOOT, "link") for line in w["legal"]]
        p.lines.append((self.authors[name], "bio", FOOT, "author"))
        return p

    def fill(self, line):
        return self.site.fill(line, self.r, "")


def few(seed, n, language="en"):
    t = Template(language, f"few {n} {seed}", "site")
    return [t.page() for _ in range(n)]


def many(seed, n=300):
    """Lines of chrome on some pages, and lines of stories that recur on some."""
    t = Template("de", f"many {seed}", "site")
    r = random.Random(f"many {seed}")
    some = []
    for k in (150, 60, 20, 8, 6):
        some.append((t.site.draw("slogan"), "chrome", BODY, "promo", set(r.sample(range(n), k))))
        some.append((t.site.draw("sentence"), "chrome", FOOT, "note", set(r.sample(range(n), k))))
    some += [(line, "keep", BODY, "head", set(r.sample(range(n), n // 6))) for line in t.w["heads"]]
    quote = t.site.sentence(r)
    some.append((quote, "keep", BODY, "", set(r.sample(range(n), 2))))
    return [t.page([x[:4] for x in some if i in x[4]]) for i in range(n)]


def redesigned(seed, before, after):
    """The last pages have other boxes and other chrome."""
    pages = []
    for age, n in (("old", before), ("new", after)):
        t = Template("fr", f"{age} {seed}", age)
        pages += [t.page() for _ in range(n)]
    return pages


def tongues(seed, n=9):
    """So many pages each in three languages, each with chrome of its own."""
    all_of = [Template(language, f"tongues {seed}", language) for language in ("en", "es", "pl")]
    return [t.page() for t in all_of for _ in range(n)]


def sections(seed, n=8):
    """Four sections of so many pages: each has its own slogans beside those of the site."""
    r = random.Random(f"sections {seed}")
    site = Template("en", f"sections {seed}", "site")
    own = [[(site.site.draw("slogan"), "chrome", BODY, "promo"), (site.site.draw("sentence"), "chrome", FOOT, "note"),
            (site.site.draw("count"), "chrome", FOOT, "note")] for _ in range(4)]
    pages = [site.page([(site.fill(line), *rest) for line, *rest in part]) for part in own for _ in range(n)]
    r.shuffle(pages)
    return pages


def briefs(seed, n=5):
    """Stories shorter than what the site says of itself below each, in sentences as long as theirs."""
    t = Template("es", f"briefs {seed}", "site")
    notes = [(" ".join([t.site.sentence(t.r), t.site.sentence(t.r)]), "chrome", FOOT, "note") for _ in range(3)]
    pages = [t.page(notes) for _ in range(n)]
    for p in pages:
        story = [x for x in p.lines if x[1] is None]
        for x in story[2:]:
            p.lines.remove(x)
    return pages


def shapes(seed):
    for n in (3, 4, 6, 10):
        yield f"{n} pages", few(seed, n)
    for language in madesite.WORDS:
        if language != "en":
            yield f"3 pages, {language}", few(seed, 3, language)
            yield f"4 pages, {language}", few(seed, 4, language)
    yield "300 pages", many(seed)
    yield "built anew half way", redesigned(seed, 20, 20)
    yield "built anew six pages ago", redesigned(seed, 60, 6)
    yield "three languages", tongues(seed)
    yield "sections", sections(seed)
    yield "briefs under long notes", briefs(seed)
