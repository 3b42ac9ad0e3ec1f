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
    (void)self;
    show_progress(s, total, false);
}

int cmd_scan(int argc, char **argv)
{
    const struct job j = {
        .args = { .usage = "scan --state FILE [OPTION...] [INPUT...]",
                  .about = "Counts the fragments of sites and sketches the stories of the INPUTs "
                           "into a state file, and writes nothing else. clean --state FILE uses "
                           "it; merge brings several together.",
                  .takes = takes },
        .run = dh_job_scan,
        .nothing = "no file, row or page was found",
        .failed_one = "input failed and was not counted; dehusk clean tells which and why",
        .failed = "inputs failed and were not counted; dehusk clean tells which and why",
        .watch = { .problem = tell_problem, .progress = on_progress },
    };
    return run_job(&j, argc, argv);
}
