/* SPDX-License-Identifier: MIT */
/* What the commands that run a job of the library have in common. */
#include <string.h>
#include <unistd.h>

#include "cmd.h"

void tell_problem(void *self, const char *input, const struct dh_detail *d)
{
    (void)self;
    (void)input;
    say("%s", d->msg);
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
    if (!j->verbose || *j->quiet)
        return false;
    return *j->verbose || (isatty(STDERR_FILENO) && (s->pages > 1 || s->kept < s->pages));
}

static void sum_up(const struct dh_job_stats *s)
{
    tell(TELL_INFO,
         "%llu %s: %llu kept, %llu duplicate, %llu empty, %llu failed; %llu %s removed, %llu %s "
         "repaired; %llu %s read, %llu written",
         (unsigned long long)s->pages, noun(s->pages, "page", "pages"), (unsigned long long)s->kept,
         (unsigned long long)s->duplicate, (unsigned long long)s->empty,
         (unsigned long long)s->failed, (unsigned long long)s->removed,
         noun(s->removed, "fragment", "fragments"), (unsigned long long)s->repaired,
         noun(s->repaired, "place", "places"), (unsigned long long)s->bytes_in,
         noun(s->bytes_in, "byte", "bytes"), (unsigned long long)s->bytes_out);
}

/* No failure, but seldom what was meant by who named them. */
static void tell_nothing(const struct job *j, char **inputs, size_t n)
{
    char name[256];

    if (!j->nothing || n == 0 || (n == 1 && strcmp(inputs[0], "-") == 0) || (j->quiet && *j->quiet))
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
        if (j->end)
            j->end(watch.self);
    }
    if (e == DH_OK && says_sum(j, &stats))
        sum_up(&stats);
    if (e == DH_OK && !stats.pages && !stats.missing)
        tell_nothing(j, inputs, n);
    if (e == DH_OK && stats.failed && j->failed) /* nobody has told them one by one */
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
