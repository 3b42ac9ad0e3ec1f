/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd.h"

/* What decides where text ends up, or how it is written, says nothing to a count. */
static bool takes(const struct dh_option *o)
{
    static const char *const not [] = { "output",   "format", "records",   "title",
                                        "captions", "keep",   "drop",      "outside",
                                        "clusters", "flush",  "read-only", "duplicates" };
    for (size_t i = 0; i < CMD_LEN(not ); i++)
        if (!strcmp(o->name, not [i]))
            return false;
    return true;
}

static void on_problem(void *self, const char *input, const struct dh_detail *d)
{
    (void)self;
    (void)input;
    say("%s", d->msg);
}

static void on_progress(void *self, const struct dh_job_stats *s, uint64_t total)
{
    (void)self;
    show_progress(s, total, false);
}

static int run(const struct dh_options *o, char **inputs, size_t n)
{
    struct dh_context *c = NULL;
    struct dh_job_stats s = { 0 };
    struct dh_detail d = { .code = DH_OK };
    enum dh_err e = dh_context_new(&c, o, &d);

    if (e == DH_OK) {
        struct dh_job_watch w = { .problem = on_problem, .progress = on_progress };
        stop_on_signals(c);
        e = dh_job_scan(c, (const char *const *)inputs, n, &w, &s, &d);
        stop_on_signals(NULL);
        show_progress(&s, 0, true);
    }
    dh_context_free(c);
    if (e)
        return fail_with(e, &d);
    if (s.missing && !s.pages)
        return EXIT_NO_INPUT;
    return s.missing || s.failed ? EXIT_SOME_FAILED : 0;
}

int cmd_scan(int argc, char **argv)
{
    const struct args a = {
        .usage = "scan --state FILE [OPTION...] [INPUT...]",
        .about =
            "Counts the fragments of sites and sketches the stories of the INPUTs into a state\n"
            "file, and writes nothing else. clean --state FILE uses it; merge brings several\n"
            "together.",
        .takes = takes,
    };
    struct dh_options *o = NULL;
    int first, code;

    if (dh_options_new(&o) != DH_OK)
        return fail_with(DH_ENOMEM, &(struct dh_detail){ .code = DH_ENOMEM });
    code = parse_args(&a, argc, argv, o, &first);
    if (code < 0)
        code = run(o, argv + first, (size_t)(argc - first));
    dh_options_free(o);
    return code;
}
