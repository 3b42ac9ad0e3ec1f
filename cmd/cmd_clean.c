/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

enum { ROWS_TOLD = 10 }; /* that failed, of one file */

/* Rows that failed of the file at hand: who names the wrong field has a million of them. */
struct rows {
    char *path;
    unsigned told;
    uint64_t more, line; /* that were not told; the last one's line */
    char why[256];       /* and its reason */
};

struct flags {
    bool explain, strict, verbose, quiet, colour;
    struct rows rows;
};

/* The file at hand is done: tells what was passed over. */
static void end_rows(void *self)
{
    struct rows *r = &((struct flags *)self)->rows;

    if (r->more)
        say("%s: %llu more %s failed (--verbose tells each), the last in line %llu: %s", r->path,
            (unsigned long long)r->more, noun(r->more, "row", "rows"), (unsigned long long)r->line,
            r->why);
    free(r->path);
    *r = (struct rows){ .path = NULL };
}

static void row_failed(struct flags *f, const char *path, uint64_t line, const char *name,
                       const char *why)
{
    struct rows *r = &f->rows;

    if (!r->path || strcmp(r->path, path) != 0) {
        end_rows(f);
        r->path = strdup(path); /* NULL: then all are told */
    }
    if (f->verbose || !r->path || r->told < ROWS_TOLD) {
        r->told++;
        say("%s:%llu: '%s' failed: %s", path, (unsigned long long)line, name, why);
        return;
    }
    r->more++;
    r->line = line;
    snprintf(r->why, sizeof r->why, "%s", why);
}

static void on_failed(void *self, struct dh_str id, struct dh_str why, const char *path,
                      uint64_t line)
{
    struct flags *f = self;
    char name[256], quoted[sizeof name + 2], text[256];

    if (f->quiet)
        return;
    dh_escape(name, sizeof name, id);
    dh_escape(text, sizeof text, why);
    snprintf(quoted, sizeof quoted, "'%s'", name);
    bool piped = path && strcmp(path, "-") == 0;
    if (piped)
        path = "standard input";
    if (line && path)
        row_failed(f, path, line, name, text);
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

static void on_record(void *self, struct dh_record *r)
{
    const struct flags *f = self;
    explain(r, stderr, f->colour);
}

static void on_progress(void *self, const struct dh_job_stats *s, uint64_t total)
{
    const struct flags *f = self;
    if (!f->quiet && !f->explain)
        show_progress(s, total, false);
}

int cmd_clean(int argc, char **argv)
{
    struct flags f = { .colour = wants_colour() };
    const struct arg own[] = {
        { .name = "explain",
          .help = "tell every change on standard error, with kind, rule and place, and how much of "
                  "a web page lies outside its body",
          .to = &f.explain },
        { .name = "strict", .help = "exit with 65 when a page failed", .to = &f.strict },
        { .name = "verbose",
          .brief = 'v',
          .help = "a line that sums up, also when standard error is no terminal, and one for "
                  "each row that failed, not only the first ten of a file",
          .to = &f.verbose },
        { .name = "quiet",
          .help = "say nothing of pages that failed, of progress, and in the end",
          .to = &f.quiet },
    };
    const struct job j = {
        .args = { .usage = "clean [OPTION...] [INPUT...]",
                  .about = "Strips boilerplate and duplicates from web pages and scraped text. An "
                           "INPUT is a file, a directory, a URL, or - for standard input (read "
                           "when there is none).",
                  .own = own,
                  .n_own = CMD_LEN(own) },
        .run = dh_job_clean,
        .watch = { on_record, on_failed, tell_problem, on_progress, &f },
        .nothing = "no file, row or page was found",
        .end = end_rows,
        .show = &f.explain,
        .strict = &f.strict,
        .verbose = &f.verbose,
        .quiet = &f.quiet,
    };
    return run_job(&j, argc, argv);
}
