/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "cmd.h"

struct flags {
    bool explain, strict, quiet, colour;
};

static void on_record(void *self, struct dh_record *r)
{
    const struct flags *f = self;
    char id[256], why[256];
    const char *path;

    if (dh_record_verdict(r) == DH_FAILED && !f->quiet) {
        unsigned long long line = dh_record_line(r, &path);
        dh_escape(id, sizeof id, dh_record_field(r, "id"));
        dh_escape(why, sizeof why, dh_record_error(r));
        if (line && path)
            say("%s:%llu: '%s' failed: %s", path, line, id, why);
        else if (path)
            say("standard input failed: %s", why);
        else
            say("'%s' failed: %s", id, why);
    }
    if (f->explain)
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
    struct flags f = { .colour = isatty(STDERR_FILENO) };
    const struct arg own[] = {
        { .name = "explain",
          .help = "tell every change on standard error, with kind, rule and place, and how much of "
                  "a web page lies outside its body",
          .to = &f.explain },
        { .name = "strict", .help = "exit with 65 when a page failed", .to = &f.strict },
        { .name = "quiet", .help = "no line for a page that failed, no progress", .to = &f.quiet },
    };
    const struct job j = {
        .args = { .usage = "clean [OPTION...] [INPUT...]",
                  .about = "Strips boilerplate and duplicates from web pages and scraped text. An "
                           "INPUT is\n"
                           "a file, a directory, a URL, or - for standard input (read when there "
                           "is none).",
                  .own = own,
                  .n_own = CMD_LEN(own) },
        .run = dh_job_clean,
        .watch = { on_record, tell_problem, on_progress, &f },
        .strict = &f.strict,
    };
    return run_job(&j, argc, argv);
}
