/* SPDX-License-Identifier: MIT */
/* What the commands that run a job of the library have in common. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

enum { ROWS_TOLD = 10 }; /* that failed, of one file */

void tell_problem(void *self, const char *input, const struct dh_detail *d)
{
    (void)self;
    (void)input;
    say("%s", d->msg);
}

/* The file at hand is done: tells what was passed over. */
static void end_rows(struct talk *t)
{
    struct failed_rows *r = &t->rows;

    if (r->more)
        say("%s: %llu more %s failed (--verbose tells each), the last in line %llu: %s", r->path,
            (unsigned long long)r->more, noun(r->more, "row", "rows"), (unsigned long long)r->line,
            r->why);
    free(r->path);
    *r = (struct failed_rows){ .path = NULL };
}

static void row_failed(struct talk *t, const char *path, uint64_t line, const char *name,
                       const char *why)
{
    struct failed_rows *r = &t->rows;

    if (!r->path || strcmp(r->path, path) != 0) {
        end_rows(t);
        r->path = strdup(path); /* NULL: then all are told */
    }
    if (t->verbose || !r->path || r->told < ROWS_TOLD) {
        r->told++;
        say("%s:%llu: '%s' failed: %s", path, (unsigned long long)line, name, why);
        return;
    }
    r->more++;
    r->line = line;
    snprintf(r->why, sizeof r->why, "%s", why);
}

void tell_failed(void *self, struct dh_str id, struct dh_str why, const char *path, uint64_t line)
{
    struct talk *t = self;
    char name[256], quoted[sizeof name + 2], text[256];

    if (t->quiet)
        return;
    dh_escape(name, sizeof name, id);
    dh_escape(text, sizeof text, why);
    snprintf(quoted, sizeof quoted, "'%s'", name);
    bool piped = path && strcmp(path, "-") == 0;
    if (piped)
        path = "standard input";
    if (line && path)
        row_failed(t, path, line, name, text);
    else if (piped && strstr(text, "'standard input'"))
        say("%s", text);
    else if (piped)
        say("%s failed: %s", path, text);
    else if (path) /* of an archive */
        say("%s: '%s' failed: %s", path, name, text);
    else if (strstr(text, quoted)) /* "cannot open 'x': ..." names it already */
        say("%s", text);
    else
        say("%s failed: %s", quoted, text);
}

static int result(const struct job *j, const struct dh_job_stats *s)
{
    if (s->pages == 0 && s->missing)
        return EXIT_NO_INPUT;
    if (s->failed && j->strict && *j->strict)
        return EXIT_DATA;
    return s->failed || s->missing ? EXIT_SOME_FAILED : 0;
}

/* That a page alone was kept is nothing to tell who did not ask. */
static bool says_sum(const struct job *j, const struct dh_job_stats *s)
{
    if (!j->sum_up || j->talk->quiet)
        return false;
    return j->talk->verbose || (isatty(STDERR_FILENO) && (s->pages > 1 || s->kept < s->pages));
}

/* No failure, but seldom what was meant by who named them. */
static void tell_nothing(const struct job *j, char **inputs, size_t n)
{
    char name[256];

    if (!j->nothing || n == 0 || (n == 1 && strcmp(inputs[0], "-") == 0) || j->talk->quiet)
        return;
    if (n > 1)
        say("%s in the inputs", j->nothing);
    else
        say("%s in '%s'", j->nothing,
            dh_escape(name, sizeof name, (struct dh_str){ inputs[0], strlen(inputs[0]) }));
}

static int run(const struct job *j, const struct dh_options *o, char **inputs, size_t n)
{
    struct dh_context *c = NULL;
    struct dh_job_stats stats = { 0 };
    struct dh_job_watch watch = j->watch;
    struct dh_detail d = { .code = DH_OK };
    enum dh_err e = dh_context_new(&c, o, &d);

    if (j->show && !*j->show)
        watch.record = NULL;
    if (e == DH_OK) {
        stop_on_signals(c);
        e = j->run(c, (const char *const *)inputs, n, &watch, &stats, &d);
        stop_on_signals(NULL);
        show_progress(&stats, 0, true);
        end_rows(j->talk);
    }
    if (e == DH_OK && says_sum(j, &stats))
        j->sum_up(&stats);
    if (e == DH_OK && !stats.pages && !stats.missing)
        tell_nothing(j, inputs, n);
    if (e == DH_OK && stats.failed && j->failed &&
        !j->talk->quiet) /* nobody has told them one by one */
        say("%llu %s", (unsigned long long)stats.failed,
            noun(stats.failed, j->failed_one, j->failed));
    dh_context_free(c);
    return e ? fail_with(e, &d) : result(j, &stats);
}

int run_job(const struct job *j, int argc, char **argv)
{
    struct dh_options *o = NULL;
    int first, code;

    if (dh_options_new(&o) != DH_OK)
        return fail_with(DH_ENOMEM, &(struct dh_detail){ .code = DH_ENOMEM });
    code = parse_args(&j->args, argc, argv, o, &first);
    if (code < 0)
        code = run(j, o, argv + first, (size_t)(argc - first));
    dh_options_free(o);
    return code;
}
