#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""House rules that a machine can hold. lint.py [ROOT] prints TAP, one case a rule.

To add a rule: a function that takes the tree's root and answers a list of "file:line: what is wrong", or a text
that tells why it cannot look; its row in CHECKS, and a planted violation in suite.py.
"""
import concurrent.futures
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../eval"))
import digest  # noqa: E402

# Includes point down only. Folders of one rank never include each other; core/*.c stand on top.
RANK = {"base": 0, "page": 1, "codec": 2, "state": 2, "tree": 2, "meta": 3,
        "fetch": 4, "html": 4, "text": 4, "repeat": 4, "io": 4, "crawl": 5, "report": 5, "job": 6, "cron": 7, "": 8,
        "gen": 8}  # gen: programs that the build runs to make code of data; no part of the library
ANYWHERE = ("dehusk.h", "banned.h")
# Of a folder that has folders itself these, from the lowest on; its own files stand above them. What it shows to others
# (FOLDER/FOLDER.h) they may include: some put into effect what that declares.
INNER = {"meta": ("date", "name", "facts", "shown", "title", "script"),
         "html": ("block", "model", "refine"),
         "repeat": ("words", "count", "inpage", "story", "site"),
         "text": ("words", "cues", "view", "grammar", "repair", "input", "sight", "around", "model")}
DATA = ("rules",)  # folders of what core/gen makes code of
TOP = {"cmd", "core", "docs", "fixtures", "tests", "CONTRIBUTING.md", "LICENSE", "Makefile", "NEWS", "README.md"}

# Headers of libraries, and the only places that may include them (a folder, or one file).
ONLY_HERE = {
    "gumbo.h": ("core/tree/", "core/meta/", "core/html/", "tests/bench/", "tests/unit/t_tree.c", "tests/eval/"),
    "uchardet": ("core/tree/guess.c",),
    "iconv.h": ("core/tree/", "core/text/input/decode.c", "core/io/restore.c", "core/fetch/xmlmend.c"),
    "curl/": ("core/fetch/",),
    "expat.h": ("core/fetch/",),
    "libpsl.h": ("core/base/url.c",),
    "cjson/": ("core/base/json.c",),
    "xxhash.h": ("core/base/hash.c", "core/base/hashwide.c"),
    "utf8proc.h": ("core/base/utf8.c", "core/text/"),
    "zlib.h": ("core/codec/",),
    "zstd": ("core/codec/", "tests/unit/t_codec.c"),
    "zdict.h": ("core/codec/", "tests/unit/t_codec.c"),
    "lzma.h": ("core/codec/",),
    "bzlib.h": ("core/codec/",),
    "brotli/": ("core/codec/",),
    "sqlite3.h": ("core/state/", "tests/unit/t_urls.c", "tests/fault/t_statememory.c", "tests/fuzz/f_cells.c"),
    "ini.h": ("core/cron/config.c",),
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
QUIT = re.compile(r"\b(exit|_exit|_Exit|quick_exit|abort)\s*\(")
C_DIRS = ("core", "cmd", "tests")
# What clang warns of beyond the flags of the Makefile: code that no way leads to, loops whose condition nothing changes,
# cases that fall into the next one, macros that nobody uses, bits shifted into the sign, a string where a truth is asked for.
CLANG_MORE = ["-Wunreachable-code-aggressive", "-Wloop-analysis", "-Wimplicit-fallthrough", "-Wunused-macros",
              "-Wshift-sign-overflow", "-Wstring-conversion"]
CLANGS = 8  # how many times clang is started, two at once
WIDTH = 100
# A function or constant of ours, or a file of ours by its name; what a build makes is another's.
NAMED = re.compile(r"\b(?:dh|DH)_\w+|(?<![\w/.-])(?!build/)(?:[a-z_-]+/)*\b([a-z0-9_]+\.(?:c|h|py|rules|tsv))\b")
FILE_ENDS = (".c", ".h", ".py", ".rules", ".tsv")
PROSE = 130  # of texts for people, whose tables may be wider
# Words behind a comma that go on with a sentence, in languages that put one there or may.
JOINING = {"that", "and", "but", "dass", "und", "aber", "que", "et", "mais", "y", "pero", "che", "e", "ma", "dat", "en", "maar",
           "att", "och", "men", "at", "og", "että", "ja", "że", "i", "ale", "že", "a", "hogy", "és", "că", "și", "dar",
           "что", "и", "но", "що", "та", "але", "че", "ότι", "και", "ki", "ve", "da", "أن", "כי", "که", "कि", "যে", "bahwa"}


def sources(root, dirs=C_DIRS, ends=(".c", ".h")):
    """Paths below root, sorted, of the files with these endings."""
    found = []
    for top in dirs:
        for where, folders, names in os.walk(os.path.join(root, top)):
            folders[:] = [f for f in folders if f != "__pycache__"]
            found += [os.path.relpath(os.path.join(where, n), root) for n in names if n.endswith(ends)]
    return sorted(found)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", newline="") as f:
        return f.read()


def code(text):
    """text with comments and strings blanked, lines kept."""
    def blank(m):
        return re.sub(r"[^\n]", " ", m.group(0))
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def includes(root, path):
    for n, line in enumerate(read(root, path).split("\n"), 1):
        m = INCLUDE.match(line)
        if m:
            yield n, m.group(1) == '"', m.group(2)


def folder(path):
    """The folder below core/ ("" for core/ itself); None: not in core."""
    parts = path.split("/")
    return None if parts[0] != "core" else "" if len(parts) == 2 else parts[1]


def points_down(path, name):
    """Whether a file below core/ may include another of its folder, as far as the folders in that go."""
    top, own, to = path.split("/")[0], path.split("/")[1], name.split("/")[1]
    inner = INNER.get(top, ())
    return own not in inner or to == own or to == top + ".h" or to in inner[:inner.index(own)]


def check_layers(root):
    bad = []
    for path in sources(root, ("core",)):
        own = folder(path)
        if own not in RANK:
            bad.append("%s:1: folder '%s' has no rank: see RANK in lint.py" % (path, own))
            continue
        if path.count("/") > 2 and path.split("/")[2] not in (*INNER.get(own, ()), *DATA):
            bad.append("%s:1: a folder with no rank: see INNER in lint.py" % path)
        for n, ours, name in includes(root, path):
            if not ours or name in ANYWHERE:
                continue
            to = name.split("/")[0] if "/" in name else ""
            if "/" not in name or to not in RANK:
                bad.append("%s:%d: include '%s' by folder/name.h" % (path, n, name))
            elif to != own and RANK[to] >= RANK[own]:
                bad.append("%s:%d: %s/ must not include %s/" % (path, n, own, to))
            elif to == own and not points_down(path[len("core/"):], name):
                bad.append("%s:%d: must not include %s: see INNER in lint.py" % (path, n, name))
    for path in sources(root, ("cmd",)):
        for n, ours, name in includes(root, path):
            if ours and name not in ("dehusk.h", "cmd.h"):
                bad.append("%s:%d: cmd/ includes dehusk.h and cmd.h only" % (path, n))
    return bad


def calls(root):
    """Of each file of core, the files whose public functions it calls."""
    texts = {p: code(read(root, p)) for p in sources(root, ("core",), (".c",))}
    home = {}
    for path, text in texts.items():
        for line in re.findall(r"^[a-z].*?\bdh_\w+\([^;{]*\)\s*\{", text, re.M):
            if "static" not in line.split("(")[0]:
                home[re.search(r"\b(dh_\w+)\(", line).group(1)] = path
    named = {p: set(re.findall(r"\bdh_\w+(?=\()", text)) for p, text in texts.items()}
    return {p: sorted({home[n] for n in names if home.get(n, p) != p}) for p, names in named.items()}


def check_circles(root):
    """No two files of core need each other: what both use stands below them."""
    left = calls(root)
    while True:
        free = [p for p, to in left.items() if not any(q in left for q in to)]
        if not free:
            break
        for p in free:
            del left[p]
    used = {q for to in left.values() for q in to}
    return ["%s:1: in or above a circle of files: calls %s" % (p, " ".join(q for q in to if q in left))
            for p, to in sorted(left.items()) if p in used]


def check_only_here(root):
    bad = []
    for path in sources(root):
        for n, _, name in includes(root, path):
            for lib, places in ONLY_HERE.items():
                if name.startswith(lib) and not path.startswith(places):
                    bad.append("%s:%d: %s belongs in %s only" % (path, n, name, " ".join(places)))
    return bad


def check_exit(root):
    bad = []
    for path in sources(root, ("core",)):
        for n, line in enumerate(code(read(root, path)).split("\n"), 1):
            m = QUIT.search(line)
            # A forked worker has to leave without running the parent's handlers.
            if m and not (m.group(1) == "_exit" and path.startswith("core/job/")):
                bad.append("%s:%d: %s() in the library" % (path, n, m.group(1)))
    return bad


def check_names(root):
    seen, bad = {}, []
    for path in sources(root, C_DIRS, (".c", ".h", ".py", ".sh")):
        name = os.path.basename(path)
        if name in seen:
            bad.append("%s:1: the name stands already at %s" % (path, seen[name]))
        seen[name] = path
        if re.match(r"(util|misc|common|helper)", name) or re.search(r"/(util|misc|common)/", path):
            bad.append("%s:1: say what it is for" % path)
    return bad


def check_text(root):
    bad = []
    for path in sources(root, C_DIRS, (".c", ".h", ".py", ".sh", ".map")):
        text = read(root, path)
        lines = text.split("\n")
        first = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
        if "SPDX-License-Identifier: MIT" not in first and not path.endswith(".map"):
            bad.append("%s:1: no SPDX line first" % path)
        if text and not text.endswith("\n"):
            bad.append("%s:%d: no newline at the end" % (path, len(lines)))
        for n, line in enumerate(lines, 1):
            if "\t" in line:
                bad.append("%s:%d: a tab" % (path, n))
            if line != line.rstrip():
                bad.append("%s:%d: space at the end" % (path, n))
            width = len(re.sub(r"\s*\\$", "", line))  # clang-format sets these by bytes in CJK macros
            if width > WIDTH and not path.endswith(".py"):
                bad.append("%s:%d: %d columns, %d at most" % (path, n, width, WIDTH))
    return bad


def texts(root):
    """NEWS, README.md and the like: what people read."""
    found = glob.glob(os.path.join(root, "*.md")) + glob.glob(os.path.join(root, "docs/*.md")) + [os.path.join(root, "NEWS")]
    return sorted(os.path.relpath(p, root) for p in found if os.path.exists(p))


def check_prose(root):
    bad = []
    for path in texts(root):
        for n, line in enumerate(read(root, path).split("\n"), 1):
            if len(line) > PROSE and not line.startswith("|"):
                bad.append("%s:%d: %d columns, %d at most" % (path, n, len(line), PROSE))
    return bad


def remarks(path, text):
    """What stands in a file for people: (its place, its words)."""
    if not path.endswith((".c", ".h")):
        return [(0, text)]
    return [(m.start(), m[0]) for m in re.finditer(r"/\*.*?\*/", text, re.S)]


def check_named(root):
    """What comments and texts name is there: functions and constants of ours, and files."""
    all_c = {p: read(root, p) for p in sources(root)}
    words = {w for text in all_c.values() for w in re.findall(r"\w+", code(text))}
    files = {os.path.basename(p) for p in sources(root, (*C_DIRS, "docs"), FILE_ENDS)} | {"sysexits.h"}
    files |= {os.path.basename(name) for p in all_c for _, _, name in includes(root, p)}
    bad = []
    for path in [p for p in all_c if not p.startswith("tests/")] + texts(root):
        text = read(root, path)
        for at, words_here in remarks(path, text):
            for m in NAMED.finditer(words_here):
                if not (m[1] in files if m[1] else m[0] in words or m[0].endswith("_")):
                    line = text[:at + m.start()].count("\n") + 1
                    bad.append("%s:%d: '%s' is nowhere" % (path, line, m[1] or m[0]))
    return bad


def tool(root, args, text=None):
    """What a tool printed when it was not content; [] when it was."""
    try:
        done = subprocess.run(args, cwd=root, input=text, stdout=subprocess.PIPE, check=False,
                              stderr=subprocess.STDOUT, encoding="utf-8", errors="replace")
    except OSError as error:
        return ["%s: %s" % (args[0], error)]
    return done.stdout.splitlines() or ["%s failed" % args[0]] if done.returncode else []


def check_headers(root):
    bad = []
    flags = ["-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-Icore", "-D_GNU_SOURCE"]
    cc = shlex.split(os.environ.get("CC", "cc"))
    for path in sources(root, ("core", "cmd"), (".h",)):
        text = '#include "%s"\n#include "%s"\n' % (os.path.relpath(path, "core"), os.path.relpath(path, "core"))
        here = ["-Icmd"] if path.startswith("cmd/") else []
        bad += tool(root, [*cc, "-std=c11", *flags, *here, "-x", "c", "-"], text)
    text = '#include "dehusk.h"\nint main() { return 0; }\n'
    bad += tool(root, ["g++", "-std=c++11", "-pedantic", *flags, "-x", "c++", "-"], text)
    return bad


def check_banned(root):
    """banned.h must stop what it is there to stop."""
    bad = []
    for call in ("strcpy(b, b)", "sprintf(b, b)", "gmtime(0)", "atoi(b)", "isalpha(1)", "rand()"):
        text = "char b[9];\nvoid f(void);\nvoid f(void) { (void)%s; }\n" % call
        if not tool(root, ["cc", "-std=c11", "-Werror=implicit-function-declaration", "-fsyntax-only",
                           "-include", "core/banned.h", "-x", "c", "-"], text):
            bad.append("core/banned.h:1: %s compiles" % call)
    return bad


def check_format(root):
    return tool(root, ["clang-format", "--dry-run", "-Werror", *sources(root)])


def check_cppcheck(root):
    rules = os.path.join(HERE, "cppcheck.supp")
    files = sources(root, ("core", "cmd"), (".c",))
    if not files:
        return []
    return tool(root, ["cppcheck", "-q", "-j2", "--std=c11", "--enable=warning,performance,portability",
                       "--library=posix", "--inline-suppr", "--suppressions-list=" + rules, "--error-exitcode=1", "-Icore",
                       "-D__GNUC__=12", "--template={file}:{line}: {id}: {message}", *files])


def check_clang(root):
    """The other compiler, which builds the fuzzers, warns of nothing either: with the flags of the Makefile, and more."""
    if not shutil.which("clang"):
        return "clang is not installed"
    made = os.path.join(HERE, "../../Makefile")
    flags = subprocess.run(["make", "-s", "-f", made, "flags", "CC=clang"], cwd=root, stdout=subprocess.PIPE,
                           check=True, encoding="utf-8").stdout.split()
    start = ["clang", *flags, *CLANG_MORE, "-Ibuild/core", "-fsyntax-only", "-fno-caret-diagnostics"]
    files = [p for p in sources(root, C_DIRS, (".c",)) if not lacks_made(root, p)]
    parts = [files[i::CLANGS] for i in range(CLANGS) if files[i::CLANGS]]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        said = pool.map(lambda part: tool(root, [*start, *part]), parts)
    return [line for lines in said for line in lines]


def lacks_made(root, path):
    """Whether a file includes what a build would make of data and none has."""
    return any(ours and name.endswith(".inc") and not os.path.exists(os.path.join(root, "build/core", name))
               for _, ours, name in includes(root, path))


def check_api(root):
    """dehusk.map shows what dehusk.h declares, and the version is told once."""
    head = code(read(root, "core/dehusk.h"))
    api = {m for m in re.findall(r"\bDH_API\b[^;{]*?\b(dh_\w+)\s*\(", head)}
    shown = set(re.findall(r"\b(dh_\w+);", read(root, "core/dehusk.map")))
    bad = ["core/dehusk.map:1: %s is missing" % f for f in sorted(api - shown)]
    bad += ["core/dehusk.map:1: %s is not in dehusk.h" % f for f in sorted(shown - api)]
    raw = read(root, "core/dehusk.h")
    parts = re.findall(r"#define DH_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", raw)
    if 'DH_VERSION       "%s"' % ".".join(parts) not in raw:
        bad.append("core/dehusk.h:1: DH_VERSION is not MAJOR.MINOR.PATCH")
    return bad


def check_tables(root):
    """The tables of the models are as training wrote them: no hand, and no merge, made rows of its own."""
    bad = []
    for path in sources(root, ("core",), (".c",)):
        text = read(root, path)
        if "Written by tests/eval/" in text and not digest.has_own_rows(text):
            bad.append("%s:1: its rows are not what was written" % path)
    return bad


def check_words(root):
    """A list of words in the rules is not cut in two by a comma that was meant as one: no word that only joins clauses
    names a kind of chrome, and none stands twice in a row."""
    bad = []
    for path in sources(root, ("core/text/rules",), (".rules",)):
        lexicon = False
        for n, line in enumerate(read(root, path).splitlines(), 1):
            if line.startswith("["):
                lexicon = line.startswith("[words ")
                continue
            role, colon, rest = line.partition(":")
            if not lexicon or not colon or line.startswith("#"):
                continue
            words = [w.strip() for w in rest.split(",") if w.strip()]
            twice = sorted({w for w in words if words.count(w) > 1})
            bad += ["%s:%d: '%s' stands twice" % (path, n, w) for w in twice]
            if role.endswith("!"):
                bad += ["%s:%d: '%s' says nothing alone" % (path, n, w) for w in words if w in JOINING]
    return bad


def check_top(root):
    """The top level is fixed: what is new stands below it."""
    names = set(os.listdir(root))
    if ".git" in names:
        kept = subprocess.run(["git", "-C", root, "ls-files"], stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
        names = {path.split("/")[0] for path in kept.splitlines()}
    return ["%s:1: does not belong at the top: see TOP in lint.py" % n for n in sorted(names - TOP) if n[0] != "."]


def check_state(root):
    """The library has no writable data of its own: no globals, no static state."""
    lib = os.path.join(root, os.environ.get("DEHUSK_LIB", "build/libdehusk.a"))
    if not os.path.exists(lib):
        return "not built"
    out = subprocess.run(["objdump", "-t", lib], stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    bad = []
    for line in out.splitlines():
        m = re.match(r"[0-9a-f]+ ([lgu]).....O (\.data|\.bss|\.tbss|\.tdata|\*COM\*)(\.\S*)?\t\S+ (.*)", line)
        if m and not (m.group(3) or "").startswith(".rel.ro"):
            bad.append("libdehusk.a: '%s' is writable data" % m.group(4))
    return bad


CHECKS = {
    "layers": check_layers,
    "no circles": check_circles,
    "only-here headers": check_only_here,
    "no exit in core": check_exit,
    "file names": check_names,
    "text": check_text,
    "prose": check_prose,
    "what is named is there": check_named,
    "headers compile alone": check_headers,
    "banned calls": check_banned,
    "clang-format": check_format,
    "cppcheck": check_cppcheck,
    "clang": check_clang,
    "public names and version": check_api,
    "tables as written": check_tables,
    "words of rules": check_words,
    "no writable data": check_state,
    "top level": check_top,
}


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../..")
    print("1..%d" % len(CHECKS))
    failed = 0
    for n, (name, check) in enumerate(CHECKS.items(), 1):
        bad = check(root)
        skip = " # SKIP " + bad if isinstance(bad, str) else ""
        bad = [] if skip else bad
        print("%sok %d - %s%s" % ("not " if bad else "", n, name, skip), flush=True)
        for line in bad:
            print("# " + line)
        failed += bool(bad)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
