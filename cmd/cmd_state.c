/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

static const char help[] =
    "usage: dehusk state stat|dump|verify|adopt|expire [OPTION...] FILE\n\n"
    "  stat      one line of JSON: versions, size, how many stories, sites and fragments\n"
    "  dump      that line, then a line for every story, fragment, URL and host\n"
    "  verify    checks structure and contents; silent when all is well\n"
    "  adopt     takes over one that another suffix list or version of Unicode made\n"
    "  expire    forgets stories, URLs and hosts not seen for --days days\n\n"
    "      --days DAYS               for expire, which needs it\n"
    "      --wait SECONDS            wait so long for another run that holds the state [0]\n"
    "  -h, --help                    print this\n";

static enum dh_err print_line(void *self, struct dh_str line)
{
    (void)self;
    if (fwrite(line.p, 1, line.n, stdout) == line.n && putchar('\n') != EOF)
        return DH_OK;
    return errno == EPIPE ? DH_EPIPE : DH_EIO;
}

static enum dh_err list(const char *path, bool brief, unsigned wait, struct dh_detail *d)
{
    enum dh_err e = dh_state_list(path, brief, wait, print_line, NULL, d);
    if (e == DH_OK && fflush(stdout) != 0)
        e = errno == EPIPE ? DH_EPIPE : DH_EIO;
    return e;
}

static enum dh_err expire(const char *path, unsigned days, unsigned wait, struct dh_detail *d)
{
    uint64_t stories, fragments;
    enum dh_err e = dh_state_expire(path, days, wait, &stories, &fragments, d);
    if (e == DH_OK)
        say("%llu %s and %llu %s forgotten", (unsigned long long)stories,
            noun(stories, "story", "stories"), (unsigned long long)fragments,
            noun(fragments, "fragment", "fragments"));
    return e;
}

static int act(const char *what, const char *path, int days, unsigned wait)
{
    struct dh_detail d = { .code = DH_OK };
    enum dh_err e;

    if (!strcmp(what, "stat") || !strcmp(what, "dump")) {
        e = list(path, !strcmp(what, "stat"), wait, &d);
    } else if (!strcmp(what, "verify")) {
        e = dh_state_verify(path, wait, &d);
    } else if (!strcmp(what, "adopt")) {
        e = dh_state_adopt(path, wait, &d);
    } else if (!strcmp(what, "expire") && days >= 0) {
        e = expire(path, (unsigned)days, wait, &d);
    } else {
        say(strcmp(what, "expire") ? "no such action '%s'; dehusk state --help lists them"
                                   : "%s needs --days",
            what);
        return EXIT_USAGE;
    }
    return e ? fail_with(e, &d) : 0;
}

int cmd_state(int argc, char **argv)
{
    static const struct option table[] = { { "days", required_argument, NULL, 'd' },
                                           { "wait", required_argument, NULL, 'w' },
                                           { "help", no_argument, NULL, 'h' },
                                           { NULL, 0, NULL, 0 } };
    unsigned days = 0, wait = 0;
    bool have_days = false;
    int c;

    opterr = 0;
    while ((c = getopt_long(argc, argv, ":h", table, NULL)) != -1) {
        if (c == 'h') {
            fputs(help, stdout);
            return 0;
        }
        if (c == '?' || c == ':')
            return bad_option(c, table, argv, "state");
        if (!parse_count(c == 'd' ? "days" : "wait", optarg, c == 'd' ? &days : &wait))
            return EXIT_USAGE;
        have_days = have_days || c == 'd';
    }
    if (argc - optind != 2) {
        fputs(help, stderr);
        return EXIT_USAGE;
    }
    return act(argv[optind], argv[optind + 1], have_days ? (int)days : -1, wait);
}
