# SPDX-License-Identifier: MIT
"""Pages that never were, made of labelled ones, so that the model learns less about the templates it has seen.

The box of one page's story is put in the place of another's, in its box or in its own; paragraphs become text between br,
boxes are taken off or added, lists of teasers doubled, boxes of sentences from elsewhere put amid the story or behind
it, another story put behind; elements become div, class names others. Everything is drawn from a fixed seed by the number of
the page, and every page says what pages it was made of: none may be of a fold that is left out."""
import copy
import hashlib
import random
import re
from collections import Counter
from dataclasses import dataclass

import lxml.etree
import lxml.html

import corpus

SEED = 1
VERSION = ".".join(map(str, lxml.etree.LXML_VERSION[:3]))
BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th", "div", "pre", "dd", "dt", "figcaption", "section",
          "article", "main", "body"}
INLINE = {"a", "b", "i", "em", "strong", "span", "u", "font", "sup", "sub", "small", "q", "cite", "abbr", "mark", "code", "time", "br"}
NO_BOX = {"body", "html", "p", "span"}
BOX_SHARE, BOX_MIN = .92, 30    # of the story's runs of four words the box has so many; of fewer no box is told
JUNK_WORDS = range(8, 251)      # of a box that is put elsewhere
TELLING = ("id", "itemprop", "role", "itemtype", "itemscope")  # attributes that say what a box is for
STYLES = ("css-{}", "sc-{}", "c{}", "jsx-{}", "styles_{}")


@dataclass
class Source:
    """A labelled page: its tree, the path to the box of its story (None: none was found), its lines of text."""
    key: tuple
    page: object
    doc: object
    at: str
    lines: list

    def box(self, doc=None):
        return (self.doc if doc is None else doc).getroottree().xpath(self.at)[0]


def decode(raw):
    told = re.search(rb"charset=[\"']?([\w-]+)", raw[:4096], re.I)
    for name in ("utf-8", told and told.group(1).decode(), "cp1252"):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError, TypeError):
            pass
    return raw.decode("utf-8", "replace")


def parse(path):
    text = re.sub(r"<\?xml[^>]*>", "", decode(open(path, "rb").read()))
    try:
        doc = lxml.html.document_fromstring(text)
    except (lxml.etree.LxmlError, ValueError):
        return None
    return doc if doc.find("body") is not None else None


def text_of(doc):
    for m in list(doc.iter("meta")):
        if m.get("charset") or "charset" in (m.get("content") or "").lower():
            m.drop_tree()
    text, told = lxml.html.tostring(doc, encoding="unicode"), '<meta charset="utf-8">'
    return re.sub(r"(<head[^>]*>)", r"\1" + told, text, count=1) if "<head" in text else told + text


def elements(root, *tags):
    return [e for e in root.iter(*tags) if isinstance(e.tag, str)]


def own_text(e):
    parts = [e.text or ""]
    for c in e:
        parts += [c.text_content() if isinstance(c.tag, str) and c.tag in INLINE else "", c.tail or ""]
    return " ".join(parts)


def known_runs(score, lines):
    return {run for x in lines for run in corpus.grams(score.tokens(x))}


def find_box(score, doc, lines):
    """The innermost element that holds most of the story, or None."""
    known, hit, total = known_runs(score, lines), Counter(), 0
    for e in elements(doc.find("body")):
        runs = corpus.grams(score.tokens(own_text(e))) if e.tag in BLOCKS else []
        n = sum(run in known for run in runs)
        if len(runs) < 4 or n < .5 * len(runs):
            continue
        total += n
        while e is not None:
            hit[e] += n
            e = e.getparent()
    box = doc.find("body") if total >= BOX_MIN else None
    inner = box
    while inner is not None:
        box = inner
        inner = next((c for c in box if hit[c] >= BOX_SHARE * total), None)
    return None if box is None or box.tag in NO_BOX else box


def read_sources(score, pages):
    """Sources of pages of train.py, by set and id. The story of a page with snippets is what the hand rules take for it."""
    sources = {}
    for p in pages:
        key, doc = (p.set, p.id), parse(p.path)
        if doc is None:
            continue
        lines = p.gold.get("body", p.rules).split("\n")
        box = find_box(score, doc, lines)
        sources[key] = Source(key, p, doc, None if box is None else doc.getroottree().getpath(box), lines)
    return sources


def junk_of(score, source):
    """Boxes of some words amid the story or right behind it that the gold has not."""
    box, known, found = source.box(), known_runs(score, source.lines), []
    for e in [*box, *box.itersiblings()]:
        if not isinstance(e.tag, str) or e.tag in ("script", "style", "iframe", "figure", "img"):
            continue
        tokens = score.tokens(e.text_content())
        runs = corpus.grams(tokens)
        if len(tokens) in JUNK_WORDS and sum(run in known for run in runs) < .1 * len(runs):
            found.append(e)
    return found


def titles(doc):
    found = [doc.findtext(".//title") or ""] + [h.text_content() for h in doc.iter("h1")]
    return [x.strip() for x in found if x.strip()]


def copy_of(e):
    e = copy.deepcopy(e)
    e.tail = None
    return e


def put(new, old):
    """new in the place of old."""
    new.tail = old.tail
    old.getparent().replace(old, new)


def retitle(doc, box, old, new):
    """Headings, crumbs and the like around the box that say the one title say the other."""
    inside = set(box.iter())
    for e in elements(doc.find("body"), "h1", "h2", "h3", "span", "div", "li", "a"):
        text = e.text_content().strip()
        if e in inside or e.getparent() is None or not 15 < len(text) < 300 or e.tag == "div" and len(e):
            continue
        if any(text in x for x in old):
            for child in list(e):
                e.remove(child)
            e.text = new


def graft(doc, at, story, rng):
    """Puts the box of the story's page in the place of doc's, and its head. Returns the box."""
    box, new = doc.getroottree().xpath(at)[0], copy_of(story.box())
    if rng.random() < .45:                  # what is in it goes into the box of that page
        new.tag = box.tag
        new.attrib.clear()
        new.attrib.update(dict(box.attrib))
        if rng.random() < .6:               # and takes the class of its paragraphs
            name = Counter(e.get("class", "") for e in box.iter("p")).most_common(1)
            for e in new.iter("p"):
                e.attrib.pop("class", None)
                if name and name[0][0]:
                    e.set("class", name[0][0])
    put(new, box)
    here, there = titles(story.doc), titles(doc)
    if here and there:
        retitle(doc, new, there, here[-1] if len(here[-1]) > 15 else here[0])
    head, old = story.doc.find("head"), doc.find("head")
    if head is not None and old is not None:
        put(copy_of(head), old)
    elif head is not None:
        doc.insert(0, copy_of(head))
    return new


def paragraphs_to_breaks(box):
    for around in elements(box):
        paragraphs = [c for c in around if c.tag == "p"]
        if len(paragraphs) < 4:
            continue
        for p in paragraphs:
            first, second = lxml.etree.Element("br"), lxml.etree.Element("br")
            at, second.tail, p.tail = around.index(p), p.tail, None
            around.insert(at + 1, first)
            around.insert(at + 2, second)
            p.drop_tag()


def take_boxes_off(box, rng):
    for e in elements(box, "div"):
        if e is not box and e.getparent() is not None and len(e) and rng.random() < .5 and not (e.text or "").strip():
            e.drop_tag()


def wrap(box, rng):
    for _ in range(rng.choice((1, 1, 2))):
        outer = lxml.etree.Element("div")
        if rng.random() < .5:
            outer.set("class", rng.choice(("row", "col", "wrap", "inner", "grid", "l-12", "x1")))
        put(outer, box)
        box.tail = None
        outer.append(box)
        box = outer
    return box


def double_teasers(doc, box, rng):
    inside = set(box.iter()) | set(box.iterancestors())
    lists = [e for e in elements(doc.find("body"), "ul", "div", "section", "aside") if e not in inside
             and 3 <= sum(1 for _ in e.iter("a")) <= 40 and len(e.text_content()) > 150]
    for e in rng.sample(lists, min(len(lists), 2)):
        (e if rng.random() < .5 else box).addnext(copy_of(e))


def add_junk(box, outer, junk, rng):
    for e in map(copy_of, rng.sample(junk, min(len(junk), rng.choice((1, 1, 2))))):
        paragraphs = elements(box, "p")
        if rng.random() < .5 and len(paragraphs) > 3:
            rng.choice(paragraphs[1:]).addnext(e)
        elif rng.random() < .5:
            box.append(e)
        else:
            outer.addnext(e)


def add_story(box, outer, source, rng):
    e, title = copy_of(source.box()), titles(source.doc)
    if title and e.find(".//h1") is None:
        heading = lxml.etree.Element(rng.choice(("h1", "h2")))
        heading.text = title[-1]
        e.insert(0, heading)
    if rng.random() < .5:
        e.tag = box.tag
        e.attrib.update(dict(box.attrib))
    outer.addnext(e)


def to_divs(doc, *tags):
    for e in elements(doc.find("body"), *tags):
        e.tag = "div"


def digest(salt, name):
    """A number of nine digits: letters would make words by chance, as "ad" in ad4f21."""
    return int(hashlib.md5(f"{salt}{name}".encode()).hexdigest(), 16) % 10 ** 9


def rename_all(doc, salt):
    """All class names become numbers, ids, roles and data go."""
    for e in elements(doc):
        if e.get("class"):
            e.set("class", " ".join(f"css-{digest(salt, x)}" for x in e.get("class").split()))
        for name in list(e.attrib):
            if name in TELLING or name.startswith(("data-", "aria-")):
                del e.attrib[name]


def other_names(doc, rng):
    """Class names become others: all, or some of them, which may keep the word; the same name the same throughout."""
    draw = rng.random()
    if draw < .25:
        return
    salt, style, share = rng.random(), rng.choice(STYLES), 1 if draw < .5 else rng.choice((.3, .5, .7))

    def other(name):
        x = digest(salt, name)
        if share < 1 and x % 1000 >= 1000 * share:
            return name
        return f"{name}__{x // 10000}" if share < 1 and x // 1000 % 2 else style.format(x // 1000)

    without_ids = rng.random() < .5
    for e in elements(doc):
        if e.get("class"):
            e.set("class", " ".join(map(other, e.get("class").split())))
        if e.get("id"):
            e.set("id", other(e.get("id")))
        for name in list(e.attrib):
            if name.startswith("data-") or without_ids and name in ("id", "itemprop", "role", "itemtype", "aria-label"):
                del e.attrib[name]


def make(rng, story, chrome, behind, junk):
    """The text of one page. chrome: a source, or None for the story's own; behind: one whose story follows, or None."""
    doc = copy.deepcopy((chrome or story).doc)
    box = graft(doc, chrome.at, story, rng) if chrome else story.box(doc)
    if rng.random() < .15:
        paragraphs_to_breaks(box)
    if rng.random() < .25:
        take_boxes_off(box, rng)
    outer = wrap(box, rng) if rng.random() < .3 else box
    if rng.random() < .25:
        double_teasers(doc, outer, rng)
    if rng.random() < .3:
        add_junk(box, outer, junk, rng)
    if behind:
        add_story(box, outer, behind, rng)
    for share, tags in ((.35, ("article", "main", "section")), (.2, ("header", "footer", "aside")), (.1, ("nav",))):
        if rng.random() < share:
            to_divs(doc, *tags)
    other_names(doc, rng)
    return text_of(doc)


def draw(score, sources, count):
    """Yields (text, sources of story, chrome, story behind, junk) of so many pages."""
    usable = [s for key, s in sorted(sources.items()) if s.at]
    bodies, snippets = [s for s in usable if "body" in s.page.gold], [s for s in usable if "with" in s.page.gold]
    junk = {s.key: junk_of(score, s) for s in bodies}
    for i in range(count):
        rng = random.Random(f"{SEED}/{i}")
        story = bodies[i % len(bodies)] if rng.random() < .8 else rng.choice(snippets)
        x = rng.random()
        chrome = None if x < .25 else rng.choice(bodies if x < .6 else snippets)
        behind = rng.choice(bodies) if rng.random() < .08 else None
        other = rng.choice(bodies)
        parts = (story, chrome if chrome is not story else None, behind if behind is not story else None, other)
        yield make(rng, *parts[:3], junk[other.key]), parts
