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
    return o->scope != DH_SCOPE_FETCH;
}

static void on_progress(void *self, const struct dh_job_stats *s, uint64_t total)
{
    const struct talk *t = self;
    if (!t->quiet)
        show_progress(s, total, false);
}

static void sum_up(const struct dh_job_stats *s)
{
    tell(TELL_INFO, "%llu %s: %llu counted, %llu empty, %llu failed; %llu %s read",
         (unsigned long long)s->pages, noun(s->pages, "page", "pages"), (unsigned long long)s->kept,
         (unsigned long long)s->empty, (unsigned long long)s->failed,
         (unsigned long long)s->bytes_in, noun(s->bytes_in, "byte", "bytes"));
}

int cmd_scan(int argc, char **argv)
{
    struct talk talk = { .quiet = false };
    const struct arg own[] = { TALK_VERBOSE(talk), TALK_QUIET(talk) };
    const struct job j = {
        .args = { .usage = "scan --state FILE [OPTION...] [INPUT...]",
                  .about = "Counts the fragments of sites and sketches the stories of the INPUTs "
                           "into a state file, and writes nothing else. clean --state FILE uses "
                           "it; merge brings several together.",
                  .takes = takes,
                  .own = own,
                  .n_own = CMD_LEN(own) },
        .run = dh_job_scan,
        .nothing = "no file, row or page was found",
        .watch = { NULL, tell_failed, tell_problem, on_progress, &talk },
        .talk = &talk,
        .sum_up = sum_up,
    };
    return run_job(&j, argc, argv);
}
