#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""--help, man pages, README and headers say the same; what the README and the manual show runs. docs.py DEHUSK"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
sys.path.insert(0, os.path.join(ROOT, "tests"))
import newssite  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/dehusk")


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()


def commands():
    out = subprocess.run([PROGRAM, "--help"], stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    return re.findall(r"^  ([a-z]+) ", out, re.M)


def help_options(command):
    """{option: argument} of dehusk COMMAND --help."""
    out = subprocess.run([PROGRAM, command, "--help"], stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    # "  -o, --output PATH   words": an argument stands one blank behind the name, words two or more.
    return dict(re.findall(r"^ +(?:-\w, )? *--([a-z-]+)(?: (\S+))?(?: {2,}|$)", out, re.M))


def man_section(text, head):
    """The part of a man page under a .Ss or .Sh of this name."""
    m = re.search(r"^\.S[sh] %s$(.*?)(?=^\.S[sh] |\Z)" % re.escape(head), text, re.M | re.S)
    return m.group(1) if m else ""


def man_options(command):
    section = man_section(read("docs/dehusk.1"), command)
    found = {}
    for line in re.findall(r"^\.It (Fl .*)$", section, re.M):
        m = re.search(r"Fl -([a-z-]+)(?: Ar (\S+))?", line)
        found[m.group(1)] = m.group(2) or ""
    same = section.partition('.\\" as in clean:\n')[2]
    clean = man_options("clean") if same else {}
    found.update((o, clean.get(o, "?")) for o in re.findall(r"Fl -([a-z-]+)", same))
    return found


def differ(what, want, got):
    return ["%s: %s" % (what, x) for x in sorted(set(want) ^ set(got))]


def check_options():
    bad = []
    for c in commands():
        h, m = help_options(c), man_options(c)
        bad += differ("dehusk %s: in one of --help and dehusk.1" % c, h, m)
        bad += ["dehusk %s --%s takes '%s' by --help, '%s' by dehusk.1" % (c, o, h[o], m[o])
                for o in sorted(set(h) & set(m)) if h[o] != m[o]]
    return bad


def check_defaults():
    """What --help shows in brackets stands in the manual, too, near the word "default"."""
    bad, found = [], 0
    for c in sorted(set(commands()) - {"run"}):  # whose brackets are sections of the configuration
        out = subprocess.run([PROGRAM, c, "--help"], stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
        section = man_section(read("docs/dehusk.1"), c)
        for option, told in re.findall(r"^  (?:-\w,|   ) --([a-z-]+)(.*(?:\n {10,}.*)*)", out, re.M):
            default = re.search(r"\[(\w+)\]$", told)
            item = re.search(r"^\.It Fl (?:\w , Fl )?-%s\b.*$((?:\n(?!\.It|\.El).*)*)" % option, section, re.M)
            if not default or not item:  # none; or "as in clean"
                continue
            found += 1
            words = re.sub(r"\s+", " ", item.group(1))
            if "default" not in words or not re.search(r"\b%s\b" % default.group(1), words):
                bad.append("dehusk %s --%s: by --help the default is %s, of which dehusk.1 says nothing" % (c, option, default.group(1)))
    return bad if found > 20 else bad + ["only %d defaults were found" % found]


def check_help_fits_a_terminal():
    """Of 80 columns, the last one empty."""
    bad = []
    for args in ([], *([c] for c in commands())):
        out = subprocess.run([PROGRAM, *args, "--help"], stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
        bad += ["dehusk %s --help: %s" % (" ".join(args), line) for line in out.splitlines() if len(line) > 79]
    return bad


def check_commands():
    shown = set(re.findall(r"^\.Ss (\w+)$", man_section_of_commands(), re.M))
    return differ("in one of --help and dehusk.1", commands(), shown)


def man_section_of_commands():
    return re.search(r"^\.Sh COMMANDS$(.*?)^\.Sh ", read("docs/dehusk.1"), re.M | re.S).group(1)


def check_kinds():
    names = set(re.findall(r'return "(\w+)";', re.search(r"dh_kind_name.*?^}", read("core/page/names.c"),
                                                         re.M | re.S).group(0))) - {"story"}
    return differ("in one of names.c and dehusk.1", names,
                  re.findall(r"^\.It Cm (\w+)$", man_section(read("docs/dehusk.1"), "KINDS"), re.M))


def check_rule_names():
    """Names that stand in code, each in the list of those that --without takes; what place tells has no switch."""
    code = "".join(read(os.path.relpath(f, ROOT)) for f in glob.glob(ROOT + "/core/text/**/*.c", recursive=True) if "rulenames" not in f)
    names = set(re.findall(r'"((?:grammar|cover|repair|model|context)\.[a-z.]+)"', code)) - {"context.before", "context.behind"}
    listed = re.search(r"fixed\[\] = \{(.*?)\n\};", read("core/text/cues/rulenames.c"), re.S).group(1)
    return differ("in one of core/text and rulenames.c", names, re.findall(r'"([a-z.]+)"', listed))


def check_conditions_of_rules():
    table = re.search(r"\} conditions\[\] = \{(.*?)\};", read("core/text/cues/tables.c"), re.S).group(1)
    told = re.search(r"^2\. conditions(.*?)^3\.", read("docs/add-a-rule.md"), re.M | re.S).group(1)
    return differ("in one of tables.c and add-a-rule.md", re.findall(r'\{ "(\w+)"', table), re.findall(r"`(\w+)`", told))


def check_exit_codes():
    codes = re.findall(r"^    EXIT_\w+ = (\d+)", read("cmd/cmd.h"), re.M)
    section = man_section(read("docs/dehusk.1"), "EXIT STATUS")
    return differ("in one of cmd.h and dehusk.1", codes, set(re.findall(r"^\.It (\d+)$", section, re.M)) - {"0"})


def check_record():
    source = read("core/io/record.c") + read("core/page/names.c")
    section = man_section(read("docs/dehusk-record.5"), "DESCRIPTION") + man_section(
        read("docs/dehusk-record.5"), "CHANGES")
    shown = {w for line in re.findall(r"^\.It Cm (.*)$", section, re.M) for w in re.findall(r"\w+", line)}
    bad = ["dehusk-record.5 has %s, core/io/record.c has not" % w for w in sorted(shown)
           if '"%s' % w not in source.replace('\\"', "")]
    reserved = set(re.findall(r'\{ "(\w+)", \d+ \}', read("core/io/record.c")))
    return bad + ["core/io/record.c has %s, dehusk-record.5 has not" % w for w in sorted(reserved - shown)]


def check_library():
    names = re.findall(r"\b(dh_\w+);", read("core/dehusk.map"))
    return differ("in one of dehusk.map and libdehusk.3", names,
                  re.findall(r"^\.F[no] (dh_\w+)", man_section(read("docs/libdehusk.3"), "SYNOPSIS"), re.M))


def config_keys():
    """{section: {key: (argument, default or None)}} of dehusk run --keys."""
    out = subprocess.run([PROGRAM, "run", "--keys"], stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    found, arg = {}, None
    for line in out.splitlines():
        m = re.match(r"\[(\w+)\]$|# .*?(?: \(([^()]*)\))?$|(#?)([a-z-]+) = (.*)$", line)
        if m and m.group(1):
            keys = found.setdefault(m.group(1), {})
        elif m and m.group(4):
            keys[m.group(4)] = (m.group(5), None) if m.group(3) else (arg, m.group(5))
        elif m:
            arg = m.group(2)
    return found


def check_config_keys():
    text = read("docs/dehusk.conf.5")
    bad = differ("in one of --keys and dehusk.conf.5", ["[%s]" % s for s in config_keys()],
                 re.findall(r"^\.Ss (\[\w+\])$", text, re.M))
    for section, keys in config_keys().items():
        part = man_section(text, "[%s]" % section)
        shown = {}
        for name, arg, rest in re.findall(r"^\.It Cm ([a-z-]+) Ar (\S+)$(.*?)(?=^\.It |^\.El)", part, re.M | re.S):
            m = re.search(r"^Default:\n\.Cm (\S+)", rest, re.M)
            shown[name] = (arg, m.group(1) if m else None)
        # Options of other commands are told there: here stand their names.
        for names in re.findall(r"^\.It Cm ([\w ,\\\n-]* , [\w ,\\\n-]*)$", part, re.M):
            shown.update((n.strip(), keys.get(n.strip())) for n in names.replace("\\\n", "").split(" , "))
        bad += differ("[%s]: in one of --keys and dehusk.conf.5" % section, keys, shown)
        bad += ["[%s] %s: %r by --keys, %r by dehusk.conf.5" % (section, k, keys[k], shown[k])
                for k in sorted(set(keys) & set(shown)) if keys[k] != shown[k]]
    return bad


def check_config(text):
    """dehusk run --check of a configuration, in a folder that has what it names."""
    with tempfile.TemporaryDirectory(prefix="dehusk-docs-") as where:
        for path in re.findall(r"^directory *= *(\S+)$", text, re.M):
            os.makedirs(os.path.join(where, path))
        for path in re.findall(r"^(?:urls|jsonl) *= *(\S+)$", text, re.M):
            os.makedirs(os.path.dirname(os.path.join(where, path)) or where, exist_ok=True)
            with open(os.path.join(where, path), "w", encoding="utf-8"):
                pass
        with open(where + "/dehusk.conf", "w", encoding="utf-8") as f:
            f.write(text)
        done = subprocess.run([PROGRAM, "run", "--check", "dehusk.conf"], cwd=where, check=False, encoding="utf-8",
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.splitlines() or ["exit %d" % done.returncode] if done.returncode else []


def check_config_example():
    return check_config(re.search(r"^\.Bd -literal\n(.*?)^\.Ed", read("docs/dehusk.conf.5"), re.M | re.S).group(1))


def check_summary():
    """The members of dehusk run --json are those of dehusk.1."""
    with tempfile.TemporaryDirectory(prefix="dehusk-docs-") as where:
        with open(where + "/c.conf", "w", encoding="utf-8") as f:
            f.write("[sources]\njsonl = rows\n[output]\ntexts = out\n[state]\nfile = state\n")
        with open(where + "/rows", "w", encoding="utf-8") as f:
            f.write("{broken\n")
        out = subprocess.run([PROGRAM, "run", "--json", "c.conf"], cwd=where, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=False).stdout
    got = json.loads(out)
    item = re.search(r"^\.It Fl -json$(.*?)^\.It ", man_section(read("docs/dehusk.1"), "run"), re.M | re.S).group(1)
    shown = [w for line in re.findall(r"^\.Cm ([\w , -]+?)(?: [;.,])?$", item, re.M) for w in line.split(" , ")]
    return differ("in one of --json and dehusk.1", set(got) | set(got["failures_by"][0]),
                  set(shown) - {"max-runtime"})


def check_examples():
    """The files of docs/examples: what dehusk, systemd and logrotate think of them, as far as they are here."""
    bad = check_config(read("docs/examples/news.conf").replace("/var/lib/dehusk/", ""))
    text = read("docs/cron.md")
    told = text + read("README.md")
    for name in sorted(os.listdir(ROOT + "/docs/examples")):
        if "examples/%s)" % name not in told:
            bad.append("neither docs/cron.md nor the README speaks of examples/%s" % name)
    for command in ("clean", "report"):
        lines = "\n".join(re.findall(r"^ +dehusk %s .*$" % command, text, re.M))
        bad += ["dehusk %s has no option --%s" % (command, o)
                for o in sorted(set(re.findall(r"--([a-z][a-z-]+)", lines)) - set(help_options(command)))]
        text = re.sub(r"^ +(?:dehusk %s|adduser) .*$" % command, "", text, flags=re.M)
    options = set(re.findall(r"--([a-z][a-z-]+)", text + read("docs/examples/crontab") + read("docs/examples/dehusk.service")))
    bad += ["dehusk run has no option --%s" % o for o in sorted(options - set(help_options("run")) - {"now"})]
    # Neither cron nor systemd looks into /usr/local/bin.
    installed = "/usr/local/bin/dehusk"
    started = re.findall(r"^#?(?:[\d*]+ +){5}(\S+) run", read("docs/examples/crontab") + read("README.md") +
                         re.sub(r"^ +", "", read("docs/cron.md"), flags=re.M), re.M)
    started += re.findall(r"^ExecStart=(\S+)", read("docs/examples/dehusk.service"), re.M)
    bad += ["%s is not the program's whole path" % s for s in started if s != installed]
    bad += ["only %d commands were found" % len(started)] if len(started) < 5 else []
    where = ROOT + "/docs/examples/"
    if shutil.which("systemd-analyze"):
        out = subprocess.run(["systemd-analyze", "security", "--offline=true", where + "dehusk.service"], check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8").stdout
        level = re.search(r"exposure level for dehusk.service: ([0-9.]+)", out)
        shown = re.search(r"rates ([0-9.]+[0-9])", text).group(1)
        if level and float(level.group(1)) > float(shown):
            bad.append("systemd-analyze security says %s, docs/cron.md %s" % (level.group(1), shown))
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", where + "dehusk.service", where + "dehusk.timer"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, encoding="utf-8")
        bad += [line for line in done.stdout.splitlines() if "dehusk." in line and "is not executable" not in line]
    if shutil.which("logrotate"):
        with tempfile.TemporaryDirectory(prefix="dehusk-docs-") as tmp:
            with open(tmp + "/conf", "w", encoding="utf-8") as conf:  # the user need not be known here
                conf.write(read("docs/examples/logrotate").replace("create 0640 dehusk ", "create 0640 root "))
            os.chmod(tmp + "/conf", 0o644)
            done = subprocess.run(["logrotate", "-d", tmp + "/conf"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  check=False, encoding="utf-8")
            bad += [line for line in done.stdout.splitlines() if line.startswith("error")]
    return bad


def check_mandoc():
    pages = sorted(glob.glob(os.path.join(ROOT, "docs/*.[1-9]")))
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", *pages], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False, encoding="utf-8")
    return done.stdout.splitlines() if done.returncode else []


def check_readme_words():
    text = read("README.md") + read("CONTRIBUTING.md")
    options = {o for c in commands() for o in help_options(c)} | {"cflags", "libs"}
    bad = ["there is no option --%s" % o for o in sorted(set(re.findall(r"--([a-z][a-z-]+)", text)) - options)]
    # A command, and no sentence: behind a quote, a path, a prompt or a pipe, or at the beginning of a line.
    called = set(re.findall(r"(?:^|[`/]|[|$] )dehusk ([a-z]+) ", text, re.M))
    bad += ["there is no command %s" % c for c in sorted(called - set(commands()) - {"strips"})]
    bad += ["only these commands were found: %s" % called] if len(called) < 5 else []
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.M))
    bad += ["there is no target %s" % t for t in sorted(set(re.findall(r"(?:`|^    )make ([a-z-]+)", text, re.M)) - targets)]
    return bad


def check_links():
    """A link in a page leads to a file, and a quoted title behind one ("How it compares") to a heading there."""
    bad, found = [], 0
    for page in ["README.md", "CONTRIBUTING.md", *(os.path.relpath(p, ROOT) for p in glob.glob(ROOT + "/docs/*.md"))]:
        text = read(page)
        headings = set(re.findall(r"^#+ (.*)$", text, re.M))
        for path in re.findall(r"\]\(([\w./-]+)\)", text):
            found += 1
            if not os.path.exists(os.path.join(ROOT, os.path.dirname(page), path)):
                bad.append("%s: there is no file %s" % (page, path))
        for title in re.findall(r'\b[Ss]ee "([^"]+)"', re.sub(r"\s+", " ", text)):
            if title not in headings and "**%s" % title not in text:
                bad.append('%s: there is no section "%s"' % (page, title))
    return bad if found > 40 else bad + ["only %d links were found" % found]


def sample_files(where):
    os.makedirs(where + "/crawl/a")
    shutil.copy(ROOT + "/fixtures/page-en-wordpress/in.html", where + "/page.html")
    shutil.copy(ROOT + "/fixtures/text-en-markers/in.txt", where + "/story.txt")
    shutil.copy(ROOT + "/fixtures/rows-jsonl/in.jsonl", where + "/rows.jsonl")
    with open(where + "/stories.csv", "w", encoding="utf-8") as f:
        f.write("id,body\n1,The ferry sails again on Monday.\n")
    shutil.copy(where + "/page.html", where + "/crawl/a/page.html")
    shutil.copy(where + "/story.txt", where + "/crawl/story.txt")
    shutil.copytree(where + "/crawl", where + "/scraped")


def run_lines(lines, make=sample_files):
    """Runs shell lines in a folder with sample files; each has to exit with 0 and to say nothing but what it is asked."""
    bad = []
    with tempfile.TemporaryDirectory(prefix="dehusk-docs-") as where:
        make(where)
        os.mkdir(where + "/bin")
        os.symlink(PROGRAM, where + "/bin/dehusk")
        env = dict(os.environ, PATH=where + "/bin:" + os.environ["PATH"])
        for line in lines:
            done = subprocess.run(["bash", "-c", "set -o pipefail; " + line], cwd=where, env=env, check=False,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if done.returncode or done.stderr and "--explain" not in line and "--verbose" not in line:
                bad.append("%s: exit %d %.200r" % (line, done.returncode, done.stderr))
    return bad


def check_readme_runs():
    blocks = re.findall(r"^```sh\n(.*?)^```", read("README.md"), re.M | re.S)
    lines = [line for b in blocks for line in b.splitlines() if line.startswith(("dehusk", "cat"))]
    return run_lines(lines) if len(lines) > 5 else ["no examples found"]


def check_readme_shows():
    """What the commands at the top of the README print is what stands below them."""
    block = re.search(r"^```console\n(\$ cat .*?)^```", read("README.md"), re.M | re.S).group(1)
    (shown, text), *commands_shown = re.findall(r"^\$ (.*)\n((?:[^$].*\n|\n)*)", block, re.M)
    bad = []
    with tempfile.TemporaryDirectory(prefix="dehusk-docs-") as where:
        with open(os.path.join(where, shown.split()[-1]), "w", encoding="utf-8") as f:
            f.write(text)
        for command, want in commands_shown:
            out = subprocess.run(["sh", "-c", re.sub(r"^dehusk ", PROGRAM + " ", command)], cwd=where, check=False,
                                 stdout=subprocess.PIPE, encoding="utf-8").stdout
            bad += ["%s: it prints %r, not %r" % (command, out, want)] if out != want else []
    return bad if len(commands_shown) == 2 else ["%d commands were found" % len(commands_shown)]


def check_readme_fetches():
    """What the README shows under "From the web", from a made site."""
    lines = re.findall(r"^\$ (dehusk .*)$", read("README.md").partition("## From the web")[2], re.M)
    port = newssite.serve(pages=3)[1]
    feed = "--delay 0 --delay-factor 0 --allow-private --feed http://127.0.0.1:%d/feed.xml" % port
    lines = [re.sub(r"--feed \S+", feed, line) for line in lines] + ["test $(wc -l < records.jsonl) = 3"]
    return run_lines(lines) if len(lines) == 3 else ["no examples found"]


def check_cron_runs():
    """The commands of docs/cron.md one after the other, with the configuration that it names, on a made site."""
    port = newssite.serve(pages=3)[1]
    lines = re.findall(r"^    ((?:dehusk|flock) .*?)(?: {2,}#.*)?$", read("docs/cron.md"), re.M)
    lines += ["dehusk state adopt news.state", "test -s again/*/story/1.txt -o -s again.jsonl", "test -s report.html"]

    def make(where):
        text = re.sub(r"^(feed|sitemap) .*\n", "", read("docs/examples/news.conf").replace("/var/lib/dehusk/", ""), flags=re.M)
        text = text.replace("[sources]", "[sources]\nfeed = http://127.0.0.1:%d/feed.xml" % port).replace("#warc", "warc")
        text = re.sub(r"^delay .*$", "delay = 0\ndelay-factor = 0\nallow-private = yes", text, flags=re.M)
        with open(where + "/news.conf", "w", encoding="utf-8") as f:
            f.write(text)

    return run_lines(lines, make) if len(lines) > 8 else ["only %d commands were found" % len(lines)]


def check_rules_shown():
    """The rows of docs/add-a-rule.md are a file of rules."""
    blocks = re.findall(r"^(    \[.*\n(?:    .*\n)+)", read("docs/add-a-rule.md"), re.M)

    def make(where):
        sample_files(where)
        with open(where + "/my.rules", "w", encoding="utf-8") as f:
            f.write("\n".join(re.sub(r"^    ", "", b, flags=re.M) for b in blocks))

    return run_lines(["dehusk clean --rules my.rules story.txt"], make) if len(blocks) == 3 else ["%d examples" % len(blocks)]


def check_programs_shown():
    """Options of the programs in tests/eval that pages show."""
    bad, found = [], 0
    for page in ("evaluation", "training", "repetition"):
        text = re.sub(r"\n {6,}", " ", read("docs/%s.md" % page))
        for program, options in re.findall(r"(\w+\.py)((?: (?:--[\w-]+|[\w./-]+))+)", text):
            for option in re.findall(r"--([\w-]+)", options):
                found += 1
                if '"--%s"' % option not in read("tests/eval/" + program):
                    bad.append("docs/%s.md: %s has no option --%s" % (page, program, option))
    return bad if found > 6 else bad + ["only %d options were found" % found]


def check_manual_runs():
    lines = re.findall(r"^\.Dl (dehusk .*)$", read("docs/dehusk.1"), re.M)
    return run_lines(lines) if len(lines) > 3 else ["no examples found"]


def compile_and_run(source, want):
    with tempfile.TemporaryDirectory(prefix="dehusk-docs-") as where:
        with open(where + "/story.c", "w", encoding="utf-8") as f:
            f.write(source)
        packages = re.search(r"^PKGS *:= *(.*)$", read("Makefile"), re.M).group(1).split()
        libs = subprocess.run(["pkg-config", "--libs", *packages], stdout=subprocess.PIPE, check=True,
                              encoding="utf-8").stdout.split()
        lib = os.path.join(os.path.dirname(PROGRAM), "libdehusk.a")
        done = subprocess.run(["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-I" + ROOT + "/core", "story.c", lib,
                               *libs, "-lm", "-o", "story"], cwd=where, check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, encoding="utf-8")
        if done.returncode:
            return done.stdout.splitlines()
        out = subprocess.run([where + "/story"], stdout=subprocess.PIPE, check=False, encoding="utf-8")
        return [] if out.returncode == 0 and out.stdout == want else ["it prints %r, not %r" % (out.stdout, want)]


def check_readme_c():
    source = re.search(r"^```c\n(.*?)^```", read("README.md"), re.M | re.S).group(1)
    return compile_and_run(source, "The ferry sails again on Monday.\n")


def check_readme_python():
    source = re.search(r"^```python\n(.*?)^```", read("README.md"), re.M | re.S).group(1)
    env = dict(os.environ, PATH=os.path.dirname(PROGRAM) + os.pathsep + os.environ["PATH"])
    out = subprocess.run([sys.executable, "-W", "error", "-c", source], env=env, check=False, timeout=60,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8").stdout
    want = ("The ferry sails again on Monday.\n" r"share.en.share 'Share\n\n'" "\n"
            r"ad.en.advertisement-number '\n\nAdvertisement'" "\n")
    return [] if out == want else ["it prints %r, not %r" % (out, want)]


def check_manual_c():
    found = re.findall(r"^\.Bd -literal\n(#include.*?)^\.Ed", read("docs/libdehusk.3"), re.M | re.S)
    wants = ["The ferry sails again.\n",
             "0, kept\nThe ferry sails again on Monday.\n  at 32 went 19 bytes: site, by site.count\n"
             "1, kept\nThe school got a new roof in spring.\n  at 36 went 19 bytes: site, by site.count\n"
             "2, kept\nTwo seals were freed from a trap.\n  at 33 went 19 bytes: site, by site.count\n"]
    bad = [] if len(found) == len(wants) else ["%d examples, not %d" % (len(found), len(wants))]
    return bad + [b for source, want in zip(found, wants) for b in compile_and_run(source.replace("\\e", "\\"), want)]


def check_header_c():
    """The example at the top of dehusk.h."""
    m = re.search(r"^ \*     (struct dh_context \*c.*?)^ \*$", read("core/dehusk.h"), re.M | re.S)
    body = re.sub(r"^ \* ", "", m.group(1), flags=re.M)
    return compile_and_run("""#include <dehusk.h>
#include <stdio.h>
int main(void)
{
    const char html[] = "Share\\n\\nThe ferry sails again on Monday.";
    size_t n = sizeof html - 1;
    %s
    return 0;
}
""" % body, "The ferry sails again on Monday.")


def completed(*words):
    """What bash completes behind these words, by docs/examples/dehusk.bash."""
    script = ". %s/docs/examples/dehusk.bash; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _dehusk; printf '%%s\\n' \"${COMPREPLY[@]}\""
    done = subprocess.run(["bash", "-c", script % ROOT, "bash", PROGRAM, *words], stdin=subprocess.DEVNULL, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    return done.stdout.split()


def check_completion():
    """Commands and options as --help has them, words that an option takes, and nothing where a file or number stands."""
    bad = differ("completed, or a command", completed(""), commands() + ["--help", "--version"])
    for c in commands():
        options = help_options(c)
        bad += differ("%s: completed, or in --help" % c, ["--" + o for o in options], completed(c, "--"))
        for o, takes in options.items():
            words = [w for w in takes.split("|") if w.islower() and "|" in takes]
            bad += differ("%s --%s" % (c, o), words, completed(c, "--" + o, "")) if takes != "KIND,..." else []
    cases = [(("clean", "--capt"), ["--captions"]), (("clean", "--captions", "fi"), ["first"]),
             (("clean", "--captions", "="), ["drop", "first", "keep"]), (("clean", "--captions", "=", "k"), ["keep"]),
             (("clean", "--keep", "com"), ["comments"]), (("clean", "--drop", "tags,com"), ["tags,comments"]),
             (("state", "ve"), ["verify"]), (("state", "verify", "ve"), []), (("clean", "-o", ""), []),
             (("clean", "cl"), []), (("nothing", "--"), []), (("re",), ["report", "restore"])]
    return bad + ["%s: %s, not %s" % (" ".join(words), completed(*words), want) for words, want in cases if completed(*words) != want]


def f1_row(text, name):
    """The first four figures below one in the first row of a table that begins so and has any."""
    rows = re.findall(r"^\| %s \|.*$" % re.escape(name), text, re.M)
    return next(filter(None, (re.findall(r"(?<![\d.])\.\d{3,4}\b", row)[:4] for row in rows)), [])


def check_figures():
    """README, evaluation and training name the same scores, however far each rounds."""
    evaluation = read("docs/evaluation.md")
    pages = [f1_row(evaluation, s)[:2] for s in ("aeb", "fundus", "sites", "traf")]
    alone, whole = [p[:1] for p in pages], [p[1:] for p in pages]
    texts = [f1_row(evaluation, s)[:1] for s in ("aeb-core", "aeb-wide", "fundus-core", "fundus-wide")]
    training = read("docs/training.md")
    told = [("README.md", "dehusk", whole, f1_row(read("README.md"), "dehusk")),
            ("training.md", "pages, `html/` alone", alone, f1_row(training, "pages, `html/` alone")),
            ("training.md", "pages, all stages", whole, f1_row(training, "pages, all stages")),
            ("training.md", "texts", texts, f1_row(training, "texts"))]
    return ["%s, '%s': %s, evaluation.md has %s" % (where, name, other, want) for where, name, want, other in told
            if len(other) != 4 or any(len(a) != 1 or abs(float(a[0]) - float(b)) > .00051 for a, b in zip(want, other))]


def check_ranks():
    """The order of folders that people read is the one that the lint holds."""
    sys.path.insert(0, os.path.join(ROOT, "tests/lint"))
    import lint
    ranks = [" ".join(sorted(f for f, r in lint.RANK.items() if r == rank)) for rank in range(8)]
    bad = []
    for page in ("docs/design.md", "CONTRIBUTING.md"):
        text = re.sub(r"[`{}\s]+", " ", read(page))
        chain = re.search(r"cmd -> dehusk.h -> ([a-z ]+(?: -> [a-z ]+)*?) -> base", text).group(1).split(" -> ")
        bad += differ(page, [" ".join(sorted(c.split())) for c in reversed(chain)] + ["base"], ranks)
    text = re.sub(r"\s+", " ", read("docs/design.md"))
    for folder, inner in lint.INNER.items():
        shown = re.search(r"`([a-z ]+)` of `%s`" % folder, text).group(1)
        bad += [] if shown.split() == list(reversed(inner)) else ["design.md, %s: %s" % (folder, shown)]
    return bad


def check_make_help():
    """Each target that a person may call is listed, and has its words."""
    out = subprocess.run(["make", "-s", "help"], cwd=ROOT, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    listed = dict(re.findall(r"^([a-z-]+)\s+(\S.*)$", out, re.M))
    wanted = ("all check unit golden cli lint asan bench eval demo install uninstall fuzz clean help").split()
    return ["make help does not list %s" % t for t in wanted if t not in listed]


def main():
    checks = [(n[6:].replace("_", " "), f) for n, f in sorted(globals().items())
              if n.startswith("check_") and not f.__code__.co_argcount]
    print("1..%d" % len(checks))
    failed = 0
    for n, (name, check) in enumerate(checks, 1):
        try:
            bad = check()
        except (OSError, AttributeError, subprocess.CalledProcessError) as error:
            bad = [repr(error)]
        print("%sok %d - %s" % ("not " if bad else "", n, name), flush=True)
        for line in bad:
            print("#   " + line)
        failed += bool(bad)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
