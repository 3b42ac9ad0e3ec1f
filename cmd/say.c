/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cmd.h"

static bool line_shown; /* a progress line stands on the terminal, without an end */

static void clear_line(void)
{
    if (line_shown)
        fputs("\r\033[K", stderr);
    line_shown = false;
}

/* ---- Words */

/* Whether standard error goes to the journal, which takes a priority before each line
 * (systemd.exec(5), JOURNAL_STREAM; sd-daemon(3)). */
static bool to_journal(void)
{
    const char *stream = getenv("JOURNAL_STREAM");
    struct stat st;
    char own[64];
    if (!stream || fstat(STDERR_FILENO, &st) < 0)
        return false;
    snprintf(own, sizeof own, "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
    return strcmp(own, stream) == 0;
}

static void tell_line(enum tell_priority p, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
static void tell_line(enum tell_priority p, const char *fmt, va_list ap)
{
    char raw[1024], line[1024], priority[8] = "";
    vsnprintf(raw, sizeof raw, fmt, ap);
    dh_escape(line, sizeof line, (struct dh_str){ raw, strlen(raw) });
    if (to_journal())
        snprintf(priority, sizeof priority, "<%d>", (int)p);
    clear_line();
    fprintf(stderr, "%sdehusk: %s\n", priority, line);
}

void say(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    tell_line(TELL_ERROR, fmt, ap);
    va_end(ap);
}

void tell(enum tell_priority p, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    tell_line(p, fmt, ap);
    va_end(ap);
}

int exit_code(enum dh_err e)
{
    switch (e) {
    case DH_OK:
    case DH_END:
        return 0;
    case DH_EUSAGE:
        return EXIT_USAGE;
    case DH_EDATA:
        return EXIT_DATA;
    case DH_ENOINPUT:
        return EXIT_NO_INPUT;
    case DH_ENET:
        return EXIT_UNAVAILABLE;
    case DH_ECREATE:
        return EXIT_CANNOT_CREATE;
    case DH_EIO:
    case DH_EPIPE:
        return EXIT_IO;
    case DH_ELOCKED:
    case DH_ETIMEOUT:
        return EXIT_TRY_LATER;
    case DH_EACCESS:
        return EXIT_NO_PERMISSION;
    case DH_ECONFIG:
        return EXIT_CONFIG;
    case DH_ESTOPPED:
        return 128 + stopped_by();
    case DH_ENOMEM:
    case DH_ELIMIT:
    case DH_EWORKER:
    case DH_EINTERNAL:
        break;
    }
    return EXIT_INTERNAL;
}

int fail_with(enum dh_err e, const struct dh_detail *d)
{
    if (e != DH_EPIPE) /* whoever read us knows */
        say("%s", d->msg[0] ? d->msg : dh_strerror(e));
    return exit_code(e);
}

int end_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return 0;
    if (errno != EPIPE)
        say("cannot write to standard output: %s", strerror(errno));
    return EXIT_IO;
}

/* ---- Explain */

/* Without the line ends and blanks that went with a fragment. */
static struct dh_str trimmed(struct dh_str s)
{
    while (s.n && strchr(" \t\r\n", s.p[0]) && s.p[0]) {
        s.p++;
        s.n--;
    }
    while (s.n && strchr(" \t\r\n", s.p[s.n - 1]) && s.p[s.n - 1])
        s.n--;
    return s;
}

static void print_change(const char *id, const struct dh_change *c, FILE *to, bool colour)
{
    char rule[128], was[160], now[80];
    bool repair = c->kind == DH_STORY;

    dh_escape(rule, sizeof rule, c->rule);
    dh_escape(was, sizeof was, repair ? c->was : trimmed(c->was));
    dh_escape(now, sizeof now, c->now);
    const char *on = !colour ? "" : repair ? "\033[33m" : "\033[31m";
    fprintf(to, "%s:%llu: %s%s%s [%s] ", id, (unsigned long long)c->at, on,
            repair ? "repaired" : dh_kind_name(c->kind), colour ? "\033[0m" : "", rule);
    if (repair)
        fprintf(to, "\"%s\" -> \"%s\"\n", was, now);
    else
        fprintf(to, "%s\n", was);
}

/* https://no-color.org */
bool wants_colour(void)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDERR_FILENO) && !(no && no[0]) && !(term && strcmp(term, "dumb") == 0);
}

/* What no change names: the rest of a web page. */
static void print_outside(const char *id, struct dh_outside o, FILE *to, bool colour)
{
    char line[160];
    const char *on = colour ? "\033[31m" : "", *off = colour ? "\033[0m" : "";

    if (o.blocks)
        fprintf(to, "%s: outside the body: %lu %s, %lu %s\n", id, (unsigned long)o.blocks,
                noun(o.blocks, "block", "blocks"), (unsigned long)o.bytes,
                noun(o.bytes, "byte", "bytes"));
    while (o.text.n) {
        const char *end = memchr(o.text.p, '\n', o.text.n);
        size_t n = end ? (size_t)(end - o.text.p) : o.text.n;
        dh_escape(line, sizeof line, (struct dh_str){ o.text.p, n });
        fprintf(to, "%s: %soutside%s %s\n", id, on, off, line);
        n += end ? 1 : 0;
        o.text.p += n;
        o.text.n -= n;
    }
}

/* What became of the page as a whole, where that is not plain from its text. */
static void print_page(const char *id, const struct dh_record *r, FILE *to)
{
    static const char *const from[][2] = { { "tree", "its elements" },
                                           { "jsonld", "its JSON-LD" },
                                           { "state", "a script's data" } };
    enum dh_verdict v = dh_record_verdict(r);
    bool html = dh_record_confidence(r) >= 0;
    struct dh_str source = dh_record_field(r, "source");
    char text[256];

    for (size_t i = 0; i < CMD_LEN(from); i++)
        if (source.n == strlen(from[i][0]) && memcmp(source.p, from[i][0], source.n) == 0)
            fprintf(to, "%s: the body is from %s, confidence %.3f\n", id, from[i][1],
                    dh_record_confidence(r));
    if (v == DH_EMPTY)
        fprintf(to, "%s: empty: %s\n", id, html ? "no article was found" : "nothing is left");
    if (v == DH_DUPLICATE)
        fprintf(to, "%s: duplicate of %s\n", id,
                dh_escape(text, sizeof text, dh_record_field(r, "duplicate_of")));
}

void explain(struct dh_record *r, FILE *to, bool colour)
{
    char id[256];
    dh_escape(id, sizeof id, dh_record_field(r, "id"));
    print_page(id, r, to);
    for (size_t i = 0; i < dh_record_changes(r); i++) {
        struct dh_change c = dh_record_change(r, i);
        print_change(id, &c, to, colour);
    }
    print_outside(id, dh_record_outside(r), to, colour);
}

/* ---- Progress */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Columns of the terminal that a line may fill: one that goes over its edge is two, and \r leads to
 * the beginning of the second. */
static int columns(void)
{
    struct winsize w;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 1 ? w.ws_col - 1 : 79;
}

void show_line(const char *text)
{
    if (!isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\r\033[K%.*s", columns(), text ? text : "");
    line_shown = text != NULL;
    fflush(stderr);
}

void show_progress(const struct dh_job_stats *s, uint64_t total, bool done)
{
    static double start, last; /* a process has one progress line */
    static bool shown, knows_total;
    static int terminal = -1;
    char line[128];
    if (terminal < 0)
        terminal = isatty(STDERR_FILENO);
    if (!terminal)
        return;
    double now = seconds();
    if (total && !s->pages && !done) { /* it may take seconds, and nothing tells how many */
        snprintf(line, sizeof line, "%llu %s read, comparing them", (unsigned long long)total,
                 noun(total, "page", "pages"));
        if (shown)
            show_line(line);
        return;
    }
    if (start == 0 || knows_total != (total != 0))
        start = last = now; /* nothing to tell of yet */
    knows_total = total != 0;
    if (done) {
        clear_line();
        return;
    }
    if (now - last < 0.2)
        return;
    last = now;
    shown = true;
    double rate = (double)s->pages / (now - start + 1e-3);
    unsigned long long pages = s->pages, all = total;
    if (total)
        snprintf(line, sizeof line, "%llu %s of %llu, %.0f a second, %.0f s left", pages,
                 noun(total, "page", "pages"), all, rate,
                 (double)(total - s->pages) / (rate + 1e-3));
    else
        snprintf(line, sizeof line, "%llu %s read, %.0f a second", pages,
                 noun(s->pages, "page", "pages"), rate);
    show_line(line);
}

/* ---- Signals */

static void (*volatile stop_action)(void); /* the handler's only way to know */
static struct dh_context *volatile stop_context;
static volatile sig_atomic_t stop_signal;

static void on_signal(int sig)
{
    if (stop_signal) /* the second time: at once; a temporary file may stay behind */
        _exit(128 + sig);
    stop_signal = sig;
    if (stop_action)
        stop_action();
}

void stop_by(void (*action)(void))
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction a = { .sa_handler = on_signal }, was;
    stop_action = action;
    for (size_t i = 0; i < CMD_LEN(signals); i++)
        if (sigaction(signals[i], NULL, &was) == 0 && was.sa_handler != SIG_IGN)
            sigaction(signals[i], &a, NULL);
}

static void stop_the_context(void)
{
    dh_context_stop(stop_context);
}

void stop_on_signals(struct dh_context *c)
{
    stop_action = NULL;
    stop_context = c;
    stop_by(c ? stop_the_context : NULL);
}

int stopped_by(void)
{
    return stop_signal;
}
