/* SPDX-License-Identifier: MIT */
/* dehusk run: for cron and service managers. Quiet when all is well and nobody watches. */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

static const char help[] =
    "usage: dehusk run [OPTION...] CONFIG\n\n"
    "Gets what is new from the sources of a configuration (dehusk.conf(5)), cleans\n"
    "it and writes it. Made for cron: one run at a time, silent when all is well.\n\n"
    "      --check                   check the configuration and what it names, and\n"
    "                                do no more\n"
    "      --keys                    print every key with its default, as a\n"
    "                                configuration\n"
    "      --json                    one line of JSON about the run on standard\n"
    "                                output\n"
    "      --again                   clean files and rows of directories and JSONL\n"
    "                                files anew, though they are known, as after a\n"
    "                                change of [clean]\n"
    "  -v, --verbose                 a line about the run on standard error, always\n"
    "  -q, --quiet                   tell nothing but what ends the run\n"
    "  These take the place of keys of [run]:\n"
    "      --max-runtime TIME        begin nothing new after so long\n"
    "      --grace TIME              end so long after max-runtime or a signal,\n"
    "                                whatever is left\n"
    "      --wait TIME               wait so long for a run that is under way\n"
    "      --splay TIME              begin after a random time up to this\n"
    "      --metrics-file FILE       counts for the textfile collector of Prometheus\n"
    "  -h, --help                    print this\n";

enum { CHECK = 1, KEYS, JSON, VERBOSE, QUIET, HELP, AGAIN, SETTING };

static const struct option table[] = {
    { "check", no_argument, NULL, CHECK },
    { "keys", no_argument, NULL, KEYS },
    { "json", no_argument, NULL, JSON },
    { "again", no_argument, NULL, AGAIN },
    { "verbose", no_argument, NULL, VERBOSE },
    { "quiet", no_argument, NULL, QUIET },
    { "help", no_argument, NULL, HELP },
    { "max-runtime", required_argument, NULL, SETTING },
    { "grace", required_argument, NULL, SETTING },
    { "wait", required_argument, NULL, SETTING },
    { "splay", required_argument, NULL, SETTING },
    { "metrics-file", required_argument, NULL, SETTING },
    { NULL, 0, NULL, 0 },
};

struct flags {
    bool check, json, again, verbose, quiet;
    const char *settings[CMD_LEN(table)]; /* by the option's place in table; NULL: not given */
};

/* ---- Words */

static void on_config(void *self, enum dh_err e, const char *msg)
{
    (void)self;
    (void)e;
    tell(TELL_ERROR, "%s", msg);
}

static void on_warning(void *self, const char *msg)
{
    (void)self;
    tell(TELL_WARNING, "%s", msg);
}

static int print_keys(void)
{
    struct dh_run_key k;
    const char *section = "";
    for (size_t i = 0; dh_run_key_at(i, &k); i++) {
        if (strcmp(section, k.section) != 0)
            printf("%s[%s]\n", section[0] ? "\n" : "", k.section);
        section = k.section;
        printf(k.fallback ? "# %s (%s)\n" : "# %s\n", k.help, k.arg);
        printf("%s%s = %s\n", k.fallback ? "" : "#", k.name, k.fallback ? k.fallback : k.arg);
    }
    return end_output();
}

/* Failures by host, the most lines first come; of very many the rest in one. */
static void tell_failures(const struct dh_run *r)
{
    enum { LINES = 40 };
    struct dh_run_failure f;
    uint64_t more = 0;
    size_t i;

    for (i = 0; dh_run_failure_at(r, i, &f); i++)
        if (i < LINES)
            tell(TELL_WARNING, "%s: %" PRIu64 " failed: %s", f.where, f.count, f.reason);
        else
            more += f.count;
    if (more)
        tell(TELL_WARNING, "%" PRIu64 " more failed, of %zu other kinds", more, i - LINES);
}

static void tell_summary(const struct dh_run_summary *s)
{
    const struct dh_job_stats *p = &s->pages;
    char forbidden[64] = "";

    if (s->forbidden)
        snprintf(forbidden, sizeof forbidden, ", %" PRIu64 " forbidden by robots.txt",
                 s->forbidden);
    tell(TELL_INFO,
         "%" PRIu64 " %s: %" PRIu64 " kept, %" PRIu64 " duplicate, %" PRIu64 " empty, %" PRIu64
         " failed; %" PRIu64 " unchanged, %" PRIu64 " gone%s; %" PRIu64 " %s, %" PRIu64
         " %s removed, %" PRIu64 " %s written, %.1f s",
         p->pages, noun(p->pages, "page", "pages"), p->kept, p->duplicate, p->empty, p->failed,
         s->unchanged, s->gone, forbidden, s->requests, noun(s->requests, "request", "requests"),
         p->removed, noun(p->removed, "fragment", "fragments"), p->bytes_out,
         noun(p->bytes_out, "byte", "bytes"), s->seconds);
}

/* ---- Signals */

static struct dh_run *volatile stop_run; /* the handler's only way to know */

static volatile unsigned stop_grace;

static void stop(void)
{
    if (stop_run)
        dh_run_stop(stop_run);
    alarm(stop_grace);
}

/* The run looks at its clock between pages; this is for when there is no between. */
static void on_alarm(int sig)
{
    (void)sig;
    _exit(EXIT_TRY_LATER);
}

static void set_alarms(const struct dh_run *r)
{
    enum { LATE = 10 }; /* seconds behind the run's own look at the clock */
    uint64_t before, runtime, grace;
    dh_run_limits(r, &before, &runtime, &grace);
    stop_grace = (unsigned)grace + LATE;
    signal(SIGALRM, on_alarm);
    if (runtime)
        alarm((unsigned)(before + runtime + grace) + LATE);
}

/* ---- The run */

static int code_of(enum dh_err e, const struct dh_run_summary *s)
{
    if (e)
        return exit_code(e);
    return s->failures ? EXIT_SOME_FAILED : 0;
}

static int print_json(struct dh_run *r, int code)
{
    struct dh_str line;
    if (dh_run_json(r, code, &line) != DH_OK)
        return EXIT_INTERNAL;
    if (fwrite(line.p, 1, line.n, stdout) == line.n && putchar('\n') != EOF && fflush(stdout) == 0)
        return code;
    if (errno != EPIPE)
        tell(TELL_ERROR, "cannot write the summary to standard output: %s", strerror(errno));
    return EXIT_IO;
}

static int go(struct dh_run *r, const struct flags *f)
{
    struct dh_run_summary s;
    struct dh_detail d = { .code = DH_OK };

    stop_run = r;
    set_alarms(r);
    stop_by(stop);
    enum dh_err e = dh_run_go(r, &d);
    alarm(0);
    stop_by(NULL);
    stop_run = NULL;
    dh_run_summary(r, &s);
    int code = code_of(e, &s);
    if (e != DH_ELOCKED) {
        if (!f->quiet)
            tell_failures(r);
        struct dh_detail why = { .code = DH_OK };
        /* Metrics alone are no reason to fail. */
        if (dh_run_metrics(r, code, &why) != DH_OK)
            tell(TELL_WARNING, "%s", why.msg);
    }
    if (e && e != DH_EPIPE)
        tell(TELL_ERROR, "%s", d.msg[0] ? d.msg : dh_strerror(e));
    if (!f->quiet && (f->verbose || isatty(STDERR_FILENO)))
        tell_summary(&s);
    return f->json ? print_json(r, code) : code;
}

/* All that is wrong, not only the first kind of it: e is what dh_run_new answered. */
static enum dh_err check(struct dh_run *r, enum dh_err e, struct dh_detail *d)
{
    if (e != DH_OK && e != DH_ECONFIG && e != DH_ECREATE && e != DH_EACCESS)
        return e;
    enum dh_err more = dh_run_check(r, d);
    return e ? e : more;
}

static int run(const char *config, const struct flags *f)
{
    const struct dh_run_watch watch = { .config = on_config,
                                        .warning = f->quiet ? NULL : on_warning };
    struct dh_run *r = NULL;
    struct dh_detail d = { .code = DH_OK };
    enum dh_err e = dh_run_new(&r, config, &watch, &d);
    int code;

    for (size_t i = 0; e == DH_OK && i < CMD_LEN(f->settings); i++) {
        e = f->settings[i] ? dh_run_set(r, table[i].name, f->settings[i], &d) : DH_OK;
        if (e)
            tell(TELL_ERROR, "option %s", d.msg);
    }
    if (e == DH_OK && f->again)
        dh_run_again(r);
    if (f->check)
        e = check(r, e, &d);
    code = e ? exit_code(e) : f->check ? 0 : go(r, f);
    dh_run_free(r);
    return code;
}

int cmd_run(int argc, char **argv)
{
    struct flags f = { .check = false };
    int c, which;

    opterr = 0;
    while ((c = getopt_long(argc, argv, ":hvq", table, &which)) != -1)
        switch (c) {
        case HELP:
        case 'h':
            fputs(help, stdout);
            return 0;
        case KEYS:
            return print_keys();
        case CHECK:
            f.check = true;
            break;
        case JSON:
            f.json = true;
            break;
        case AGAIN:
            f.again = true;
            break;
        case VERBOSE:
        case 'v':
            f.verbose = true;
            break;
        case QUIET:
        case 'q':
            f.quiet = true;
            break;
        case SETTING:
            f.settings[which] = optarg;
            break;
        default:
            return bad_option(c, table, argv, "run");
        }
    if (argc - optind != 1) {
        say("run takes one configuration, not %d; dehusk run --help tells more", argc - optind);
        return EXIT_USAGE;
    }
    return run(argv[optind], &f);
}
