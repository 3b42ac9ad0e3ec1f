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

    if (dh_record_verdict(r) == DH_FAILED && !f->quiet) {
        dh_escape(id, sizeof id, dh_record_field(r, "id"));
        dh_escape(why, sizeof why, dh_record_error(r));
        say("'%s' failed: %s", id, why);
    }
    if (f->explain)
        explain(r, stderr, f->colour);
}

static void on_problem(void *self, const char *input, const struct dh_detail *d)
{
    (void)self;
    (void)input;
    say("%s", d->msg);
}

static void on_progress(void *self, const struct dh_job_stats *s, uint64_t total)
{
    const struct flags *f = self;
    if (!f->quiet && !f->explain)
        show_progress(s, total, false);
}

static int result(const struct flags *f, const struct dh_job_stats *s)
{
    if (s->pages == 0 && s->missing)
        return EXIT_NO_INPUT;
    if (s->failed && f->strict)
        return EXIT_DATA;
    return s->failed || s->missing ? EXIT_SOME_FAILED : 0;
}

static int run(struct flags *f, const struct dh_options *o, char **inputs, size_t n)
{
    struct dh_context *c = NULL;
    struct dh_job_stats stats;
    struct dh_detail d = { .code = DH_OK };
    enum dh_err e = dh_context_new(&c, o, &d);

    if (e == DH_OK) {
        struct dh_job_watch w = { on_record, on_problem, on_progress, f };
        f->colour = isatty(STDERR_FILENO);
        stop_on_signals(c);
        e = dh_job_clean(c, (const char *const *)inputs, n, &w, &stats, &d);
        stop_on_signals(NULL);
        show_progress(&stats, 0, true);
    }
    dh_context_free(c);
    return e ? fail_with(e, &d) : result(f, &stats);
}

int cmd_clean(int argc, char **argv)
{
    struct flags f = { .explain = false };
    const struct arg own[] = {
        { "explain", "tell every change on standard error, with kind, rule and place", &f.explain },
        { "strict", "exit with 65 when a page failed", &f.strict },
        { "quiet", "no line for a page that failed, no progress", &f.quiet },
    };
    const struct args a = {
        .usage = "clean [OPTION...] [INPUT...]",
        .about =
            "Strips boilerplate and duplicates from web pages and scraped text. An INPUT is a\n"
            "file, a directory, a URL, or - for standard input (read when there is none).",
        .own = own,
        .n_own = CMD_LEN(own),
    };
    struct dh_options *o = NULL;
    int first, code;

    if (dh_options_new(&o) != DH_OK)
        return fail_with(DH_ENOMEM, &(struct dh_detail){ .code = DH_ENOMEM });
    code = parse_args(&a, argc, argv, o, &first);
    if (code < 0)
        code = run(&f, o, argv + first, (size_t)(argc - first));
    dh_options_free(o);
    return code;
}
