/* SPDX-License-Identifier: MIT */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

static const char help[] =
    "usage: dehusk state stat|dump|verify|adopt|expire [OPTION...] FILE\n\n"
    "  stat      one line of JSON: versions, size, how many stories, sites and\n"
    "            fragments\n"
    "  dump      that line, then a line for every story, fragment, URL and host\n"
    "  verify    checks structure and contents; silent when all is well\n"
    "  adopt     takes over one that another suffix list or version of Unicode made\n"
    "  expire    forgets stories, URLs and hosts not seen for --days days\n\n"
    "      --days DAYS               for expire, which needs it\n"
    "      --wait SECONDS            wait so long for another run that holds the\n"
    "                                state [0]\n"
    "  -q, --quiet                   do not tell how much was forgotten\n"
    "  -h, --help                    print this\n";

struct flags {
    unsigned days, wait;
    bool have_days, quiet;
};

static enum dh_err print_line(void *self, struct dh_str line)
{
    (void)self;
    if (fwrite(line.p, 1, line.n, stdout) == line.n && putchar('\n') != EOF)
        return DH_OK;
    end_output();
    return DH_EPIPE; /* all is said */
}

static enum dh_err list(const char *path, bool brief, unsigned wait, struct dh_detail *d)
{
    enum dh_err e = dh_state_list(path, brief, wait, print_line, NULL, d);
    return e == DH_OK && end_output() ? DH_EPIPE : e;
}

static enum dh_err expire(const char *path, const struct flags *f, struct dh_detail *d)
{
    uint64_t stories, fragments;
    enum dh_err e = dh_state_expire(path, f->days, f->wait, &stories, &fragments, d);
    if (e == DH_OK && !f->quiet)
        tell(TELL_INFO, "%llu %s and %llu %s forgotten", (unsigned long long)stories,
             noun(stories, "story", "stories"), (unsigned long long)fragments,
             noun(fragments, "fragment", "fragments"));
    return e;
}

/* In the order of actions. */
enum action { STAT, DUMP, VERIFY, ADOPT, EXPIRE, ACTIONS };
static const char *const actions[ACTIONS] = { "stat", "dump", "verify", "adopt", "expire" };

static int act(enum action a, const char *path, const struct flags *f)
{
    struct dh_detail d = { .code = DH_OK };
    enum dh_err e = DH_EUSAGE;

    switch (a) {
    case STAT:
    case DUMP:
        e = list(path, a == STAT, f->wait, &d);
        break;
    case VERIFY:
        e = dh_state_verify(path, f->wait, &d);
        break;
    case ADOPT:
        e = dh_state_adopt(path, f->wait, &d);
        break;
    case EXPIRE:
        e = expire(path, f, &d);
        break;
    case ACTIONS:
        break;
    }
    return e ? fail_with(e, &d) : 0;
}

/* The action of this name; ACTIONS: there is none, which is said. */
static enum action action_of(const char *word)
{
    const char *meant = NULL;
    for (int a = 0; a < ACTIONS; a++) {
        if (!strcmp(word, actions[a]))
            return (enum action)a;
        if (!meant && is_like(word, strlen(word), actions[a]))
            meant = actions[a];
    }
    say("no such action '%s'%s%s%s; dehusk state --help lists them", word, meant ? " (is " : "",
        meant ? meant : "", meant ? " meant?)" : "");
    return ACTIONS;
}

/* What does not go together, in which case it is said. */
static bool is_wrong(enum action a, int files, bool have_days)
{
    if (files != 1)
        say("state %s takes one state, not %d; dehusk state --help tells more", actions[a], files);
    else if (a == EXPIRE && !have_days)
        say("state expire needs --days DAYS; dehusk state --help tells more");
    else if (a != EXPIRE && have_days)
        say("state %s takes no --days: it is for expire", actions[a]);
    else
        return false;
    return true;
}

int cmd_state(int argc, char **argv)
{
    static const struct option table[] = { { "days", required_argument, NULL, 'd' },
                                           { "wait", required_argument, NULL, 'w' },
                                           { "quiet", no_argument, NULL, 'q' },
                                           { "help", no_argument, NULL, 'h' },
                                           { NULL, 0, NULL, 0 } };
    struct flags f = { .days = 0 };
    int c;

    opterr = 0;
    while ((c = getopt_long(argc, argv, ":hq", table, NULL)) != -1) {
        if (c == 'h') {
            fputs(help, stdout);
            return 0;
        }
        if (c == '?' || c == ':')
            return bad_option(c, table, argv, "state");
        f.quiet = f.quiet || c == 'q';
        f.have_days = f.have_days || c == 'd';
        if (c != 'q' &&
            !parse_count(c == 'd' ? "days" : "wait", optarg, c == 'd' ? &f.days : &f.wait))
            return EXIT_USAGE;
    }
    if (optind == argc) {
        fputs(help, stderr);
        return EXIT_USAGE;
    }
    enum action a = action_of(argv[optind]);
    if (a == ACTIONS || is_wrong(a, argc - optind - 1, f.have_days))
        return EXIT_USAGE;
    return act(a, argv[optind + 1], &f);
}
