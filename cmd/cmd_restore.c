/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd.h"

static bool takes(const struct dh_option *o)
{
    return !strcmp(o->name, "output") || !strcmp(o->name, "format");
}

static void on_problem(void *self, const char *input, const struct dh_detail *d)
{
    (void)self;
    (void)input;
    say("%s", d->msg);
}

static int run(const struct dh_options *o, char **inputs, size_t n)
{
    struct dh_context *c = NULL;
    struct dh_job_stats s;
    struct dh_detail d = { .code = DH_OK };
    enum dh_err e = dh_context_new(&c, o, &d);

    if (e == DH_OK) {
        struct dh_job_watch w = { .problem = on_problem };
        stop_on_signals(c);
        e = dh_job_restore(c, (const char *const *)inputs, n, &w, &s, &d);
        stop_on_signals(NULL);
    }
    dh_context_free(c);
    if (e)
        return fail_with(e, &d);
    if (s.missing && !s.pages)
        return EXIT_NO_INPUT;
    return s.missing || s.failed ? EXIT_SOME_FAILED : 0;
}

int cmd_restore(int argc, char **argv)
{
    const struct args a = {
        .usage = "restore [OPTION...] [RECORDS.jsonl...]",
        .about = "Rebuilds the input texts from records, byte for byte. One record: its text; "
                 "several need\n"
                 "-o DIR (a file each) or --format jsonl (rows with id and text).",
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
