#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plants one violation of each rule of lint.py in a small tree and sees that it is found. Prints TAP."""
import os
import shutil
import sys
import tempfile

import lint

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
SPDX = "/* SPDX-License-Identifier: MIT */\n"
GOOD = {
    "core/base/a.h": SPDX + '#ifndef A_H\n#define A_H\n#include "dehusk.h"\nint dh_a(void);\n#endif\n',
    "core/base/a.c": SPDX + '#include "base/a.h"\n\nint dh_a(void)\n{\n    return 1; /* exit(1) */\n}\n',
    "core/html/b.c": SPDX + '#include <gumbo.h>\n#include "base/a.h"\n\nint dh_b(void);\nint dh_b(void)\n{\n    return dh_a();\n}\n',
    "core/base/utf8.h": SPDX,
    "cmd/main.c": SPDX + '#include "dehusk.h"\n',
}
# rule, file, its content (None: take it away), a part of the problem that must be told
PLANTED = [
    ("layers", "core/base/x.c", SPDX + '#include "page/page.h"\n', "base/ must not include page/"),
    ("layers", "core/html/x.c", SPDX + '#include "text/text.h"\n', "html/ must not include text/"),
    ("layers", "core/io/x.c", SPDX + '# include "job/job.h"\n', "io/ must not include job/"),
    ("layers", "core/io/x.c", SPDX + '#include "source.h"\n', "by folder/name.h"),
    ("layers", "core/text/words/x.c", SPDX + '#include "text/cues/cues.h"\n', "must not include text/cues/cues.h"),
    ("layers", "core/text/model/x.c", SPDX + '#include "text/stage.h"\n', "must not include text/stage.h"),
    ("layers", "core/text/odd/x.c", SPDX, "a folder with no rank"),
    ("layers", "core/job/x.c", SPDX + '#include "gen/laidprint.h"\n', "job/ must not include gen/"),
    ("layers", "core/odd/x.c", SPDX, "has no rank"),
    ("layers", "cmd/x.c", SPDX + '#include "base/a.h"\n', "cmd/ includes"),
    ("no circles", "core/base/a.c", SPDX + "int dh_a(void)\n{\n    return dh_b();\n}\n", "calls core/html/b.c"),
    ("only-here headers", "core/text/x.c", SPDX + "#include <gumbo.h>\n", "gumbo.h belongs"),
    ("only-here headers", "core/io/x.c", SPDX + "#include <curl/curl.h>\n", "curl/curl.h belongs"),
    ("only-here headers", "cmd/x.c", SPDX + "#include <sqlite3.h>\n", "sqlite3.h belongs"),
    ("no exit in core", "core/base/x.c", SPDX + "void f(void)\n{\n    exit (1);\n}\n", "x.c:4"),
    ("no exit in core", "core/io/x.c", SPDX + "void f(void)\n{\n    _exit(1);\n}\n", "_exit()"),
    ("no exit in core", "core/base/x.c", SPDX + 'char q[] = "\\"";\nint a = abort();\n', "abort()"),
    ("file names", "core/html/a.c", SPDX, "stands already"),
    ("file names", "core/base/util.c", SPDX, "say what it is for"),
    ("text", "core/base/x.c", "int x;\n", "no SPDX"),
    ("text", "core/base/x.c", SPDX + "int\tx;\n", "a tab"),
    ("text", "core/base/x.c", SPDX + "int x; \n", "space at the end"),
    ("text", "core/base/x.c", SPDX + "int x;", "no newline"),
    ("text", "core/base/x.c", SPDX + "/* " + "x" * 99 + " */\n", "columns"),
    ("prose", "NEWS", "- " + "news " * 27 + "\n", "137 columns"),
    ("what is named is there", "core/base/x.c", SPDX + "/* As dh_gone has it. */\n", "x.c:2: 'dh_gone' is nowhere"),
    ("what is named is there", "docs/x.md", "See `core/base/gone.c`.\n", "'gone.c' is nowhere"),
    ("headers compile alone", "core/base/x.h", SPDX + "size_t f(void);\n", "size_t"),
    ("headers compile alone", "core/base/x.h", SPDX + "struct twice { int x; };\n", "redefinition"),
    ("headers compile alone", "core/dehusk.h", SPDX + "int f(int class);\n", "class"),
    ("banned calls", "core/banned.h", SPDX + "#include <stdio.h>\n#include <stdlib.h>\n", "atoi(b) compiles"),
    ("clang-format", "core/base/x.c", SPDX + "int  f( void ){return 1;}\n", "x.c"),
    ("cppcheck", "core/base/x.c", SPDX + "int f(void)\n{\n    int a[2];\n    return a[2];\n}\n", "x.c:5"),
    ("clang", "core/base/x.c", SPDX + "struct s {\n    int a, b;\n};\nstruct s dh_x = { 1 };\n", "x.c:5:"),
    ("clang", "core/base/x.c", SPDX + "int dh_x(int a);\nint dh_x(int a)\n{\n    return a;\n    return 1;\n}\n", "never be executed"),
    ("clang", "core/base/x.c", SPDX + "#define ROOM 3\nint dh_x;\n", "macro is not used"),
    ("clang", "tests/x.c", SPDX + "static const char *const a[] = { \"a\", \"b\" \"c\" };\n", "unused"),
    ("tables as written", "core/html/x.c", SPDX + "/* Written by tests/eval/train.py. */\n#include <a.h>\n", "its rows"),
    ("tables as written", "core/html/x.c", SPDX + "/* Written by tests/eval/train.py.\n * learned from 00,\n"
     " * the rows below 00. */\n#include <a.h>\n", "its rows"),
    ("words of rules", "core/text/rules/x.rules", "[words pl]\npromo!: dziękujemy, że z nami, że\n", "'że' says nothing"),
    ("words of rules", "core/text/rules/x.rules", "[words en]\nverb: read, see, read\n", "'read' stands twice"),
    ("public names and version", "core/dehusk.map", "global:\n    dh_odd;\n", "dh_odd is not"),
    ("public names and version", "core/dehusk.map", "global:\n    dh_odd;\n", "dh_clean is missing"),
    ("top level", "gen/x.c", SPDX, "gen:1: does not belong"),
]


def build(root, extra):
    files = dict(GOOD, **extra)
    for path, text in files.items():
        at = os.path.join(root, path)
        os.makedirs(os.path.dirname(at), exist_ok=True)
        with open(at, "w", encoding="utf-8") as f:
            f.write(text)
    for path in (".clang-format", "core/dehusk.h", "core/banned.h", "core/dehusk.map"):
        if path not in files:
            shutil.copy(os.path.join(ROOT, path), os.path.join(root, path))


def found(rule, extra):
    with tempfile.TemporaryDirectory() as root:
        build(root, extra)
        bad = lint.CHECKS[rule](root)
    return [] if isinstance(bad, str) else bad


def data_found():
    """A library with a static counter in it."""
    with tempfile.TemporaryDirectory() as root:
        os.mkdir(os.path.join(root, "build"))
        text = "static int n;\nstatic const char *const t[] = { \"a\" };\nint f(int i) { return n++ + *t[i]; }\n"
        lint.tool(root, ["cc", "-fPIC", "-c", "-x", "c", "-o", "build/libdehusk.a", "-"], text)
        os.environ["DEHUSK_LIB"] = "build/libdehusk.a"
        return lint.check_state(root)


def clang_missing():
    """Where there is no clang, the check says so."""
    path, os.environ["PATH"] = os.environ["PATH"], "/nowhere"
    said = lint.check_clang(ROOT)
    os.environ["PATH"] = path
    return said


def main():
    cases = [("a good tree passes: " + rule, not found(rule, {}), found(rule, {})) for rule in lint.CHECKS]
    for rule, path, text, want in PLANTED:
        bad = found(rule, {path: text})
        cases.append(("%s: %s" % (rule, want), any(want in b for b in bad), bad))
    bad = data_found()
    cases.append(("no writable data: found", bad == ["libdehusk.a: 'n' is writable data"], bad))
    bad = clang_missing()
    cases.append(("clang: that it is missing is told", bad == "clang is not installed", [bad]))
    missing = set(lint.CHECKS) - {p[0] for p in PLANTED} - {"no writable data"}
    cases.append(("every rule has a planted violation", not missing, sorted(missing)))
    print("1..%d" % len(cases))
    for n, (name, good, said) in enumerate(cases, 1):
        print("%sok %d - %s" % ("" if good else "not ", n, name))
        for line in [] if good else said or ["nothing was found"]:
            print("# %s" % line)
    return 0 if all(c[1] for c in cases) else 1


if __name__ == "__main__":
    sys.exit(main())
