# SPDX-License-Identifier: MIT
"""peers.py CORPORA WORK LIBRARY: other extractors on the same pages, by the same scorer, and how long each takes. Needs
trafilatura, resiliparse, readability-lxml and jusText (make eval-peers puts them into a virtual environment). Texts are kept in
WORK, one JSONL a tool and set, so that only what is missing is run; times are taken anew."""
import ctypes
import json
import re
import sys
import time
from importlib import metadata
from pathlib import Path

import corpus
import score as own


def by_trafilatura(html):
    import trafilatura
    return trafilatura.extract(html, include_comments=False) or ""


def by_trafilatura_precision(html):
    import trafilatura
    return trafilatura.extract(html, include_comments=False, favor_precision=True) or ""


def by_trafilatura_fast(html):
    import trafilatura
    return trafilatura.extract(html, include_comments=False, fast=True) or ""


def by_resiliparse(html):
    from resiliparse.extract.html2text import extract_plain_text
    return extract_plain_text(html, main_content=True, alt_texts=False, links=False, comments=False)


def by_readability(html):
    import lxml.html
    from readability import Document
    tree = lxml.html.fromstring(Document(html).summary())
    for element in tree.iter("p", "div", "li", "br", "h1", "h2", "h3", "h4", "td", "blockquote", "pre"):
        element.tail = "\n" + (element.tail or "")
    return re.sub(r"\n\s*\n+", "\n", tree.text_content())


def by_justext(html):
    import justext
    stop = frozenset().union(*(justext.get_stoplist(name) for name in justext.get_stoplists()))
    return "\n".join(p.text for p in justext.justext(html, stop) if not p.is_boilerplate)


TOOLS = (("trafilatura", "trafilatura", by_trafilatura), ("traf. precision", "trafilatura", by_trafilatura_precision),
         ("traf. fast", "trafilatura", by_trafilatura_fast), ("resiliparse", "resiliparse", by_resiliparse), ("readability", "readability-lxml", by_readability),
         ("jusText", "justext", by_justext))


def decode(data):
    for name in ("utf-8", *re.findall(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096])[:1]):
        try:
            return data.decode(name if isinstance(name, str) else name.decode(), "strict")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def run(label, tool, files, kept):
    """id -> text, from the file of an earlier run where there is one."""
    if kept.exists():
        return {r["id"]: r for r in map(json.loads, open(kept, encoding="utf8"))}
    out = {}
    for page, path in files.items():
        try:
            text = tool(decode(path.read_bytes()))
        except Exception as error:  # a tool that fails on a page has found nothing there
            text = ""
            print(f"  {label}: {page}: {type(error).__name__}", file=sys.stderr)
        out[page] = {"id": page, "text": text}
    with open(kept, "w", encoding="utf8") as f:
        f.writelines(json.dumps(r) + "\n" for r in out.values())
    return out


class Slice(ctypes.Structure):
    _fields_ = [("p", ctypes.c_void_p), ("n", ctypes.c_size_t)]


def dehusk_library(path):
    """dh_clean of the shared library, as a tool like the others: a page's string in, its text out."""
    lib, context = ctypes.CDLL(str(path)), ctypes.c_void_p()
    lib.dh_clean.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    lib.dh_record_text.argtypes, lib.dh_record_text.restype = [ctypes.c_void_p], Slice
    lib.dh_record_free.argtypes, lib.dh_record_free.restype = [ctypes.c_void_p], None
    if lib.dh_context_new(ctypes.byref(context), None, None):
        sys.exit("dehusk: no context")

    def clean(html):
        page, record = html.encode("utf8", "replace"), ctypes.c_void_p()
        if lib.dh_clean(context, page, len(page), None, ctypes.byref(record), None):
            return ""
        text = lib.dh_record_text(record)
        out = ctypes.string_at(text.p, text.n).decode("utf8") if text.n else ""
        lib.dh_record_free(record)
        return out
    return clean


SPEED_PAGES, SPEED_ROUNDS = 120, 3


def time_tools(tools, pages, warm):
    """Processor time of each tool from a page's string to its text, the best round. warm: a tool has all pages before the next
    has any, as in a run over a corpus, and finds its tables in the caches; else all tools have one page before the next page."""
    places = range(len(pages))
    turns = [(t, i) for t in tools for i in places] if warm else [(t, i) for i in places for t in tools]
    best = {label: [float("inf")] * len(pages) for label, _, _ in tools}
    for _ in range(SPEED_ROUNDS):
        for (label, _, tool), i in turns:
            started = time.process_time()
            try:
                tool(pages[i])
            except Exception:  # its time counts all the same
                pass
            best[label][i] = min(best[label][i], time.process_time() - started)
    return {label: sum(times) for label, times in best.items()}


def print_speed(corpora, library, tools):
    """Evenly spaced pages of all sets; one core, one run."""
    paths = [p for name in corpus.BODY_SETS + corpus.SNIPPET_SETS for p in corpus.page_files(corpora, name).values()]
    pages = [decode(p.read_bytes()) for p in paths[::max(1, len(paths) // SPEED_PAGES)]]
    if not pages:
        return
    tools = [("dehusk", None, dehusk_library(library)), *tools]
    warm, cold = (time_tools(tools, pages, warm) for warm in (True, False))
    print(f"\n{len(pages)} pages of {sum(map(len, pages)) // len(pages) // 1000} thousand characters, processor time from a page's "
          f"string to its text, ms a page\nwarm: each tool has all pages before the next; cold: all tools have one page before the "
          f"next\n{'tool':<16}{'warm':>10}{'x dehusk':>10}{'cold':>10}{'x dehusk':>10}")
    for label in sorted(warm, key=warm.get):
        print(f"{label:<16}" + "".join(f"{1000 * took[label] / len(pages):>10.2f}{took[label] / took['dehusk']:>10.1f}"
                                       for took in (warm, cold)))


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    corpora, work, library = map(Path, sys.argv[1:])
    work.mkdir(parents=True, exist_ok=True)
    score = corpus.scorer(corpora)
    installed = {}
    for label, package, tool in TOOLS:
        try:
            installed[label] = metadata.version(package)
        except metadata.PackageNotFoundError:
            print(f"{label}: not installed")
    tools = [row for row in TOOLS if row[0] in installed]
    for name in corpus.BODY_SETS + corpus.SNIPPET_SETS:
        files = corpus.page_files(corpora, name)
        gold = [g for g in corpus.load_gold(corpora, name) if g["id"] in files]
        for label, _, tool in tools:
            kept = work / f"{label.replace(' ', '-')}-{installed[label]}-{name}.jsonl"
            out = run(label, tool, files, kept)
            print(f"{label:<16}", end="")
            scored = own.score_snippets if "with" in gold[0] else own.score_bodies
            scored(score, name, gold, {g["id"]: out.get(g["id"], {"text": ""}) for g in gold})
    print_speed(corpora, library, tools)


if __name__ == "__main__":
    main()
