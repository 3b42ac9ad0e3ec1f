# SPDX-License-Identifier: MIT
"""peers.py CORPORA WORK: other extractors on the same pages, by the same scorer. Needs trafilatura, resiliparse,
readability-lxml and jusText (make eval-peers puts them into a virtual environment). Results are kept in WORK, one JSONL a tool and
set, so that only what is missing is run."""
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
         ("resiliparse", "resiliparse", by_resiliparse), ("readability", "readability-lxml", by_readability),
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
    out, started = {}, time.process_time()
    for page, path in files.items():
        try:
            text = tool(decode(path.read_bytes()))
        except Exception as error:  # a tool that fails on a page has found nothing there
            text = ""
            print(f"  {label}: {page}: {type(error).__name__}", file=sys.stderr)
        out[page] = {"id": page, "text": text}
    seconds = time.process_time() - started
    print(f"  {label}: {1000 * seconds / max(1, len(files)):.1f} ms a page", file=sys.stderr)
    with open(kept, "w", encoding="utf8") as f:
        f.writelines(json.dumps(r) + "\n" for r in out.values())
    return out


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    corpora, work = Path(sys.argv[1]), Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    score = corpus.scorer(corpora)
    for name in corpus.BODY_SETS + corpus.SNIPPET_SETS:
        files = corpus.page_files(corpora, name)
        gold = [g for g in corpus.load_gold(corpora, name) if g["id"] in files]
        for label, package, tool in TOOLS:
            try:
                version = metadata.version(package)
            except metadata.PackageNotFoundError:
                print(f"{label}: not installed")
                continue
            kept = work / f"{label.replace(' ', '-')}-{version}-{name}.jsonl"
            out = run(label, tool, files, kept)
            print(f"{label:<16}", end="")
            scored = own.score_snippets if "with" in gold[0] else own.score_bodies
            scored(score, name, gold, {g["id"]: out.get(g["id"], {"text": ""}) for g in gold})


if __name__ == "__main__":
    main()
