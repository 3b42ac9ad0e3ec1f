/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd.h"

static bool takes(const struct dh_option *o)
{
    return !strcmp(o->name, "output") || !strcmp(o->name, "format");
}

int cmd_restore(int argc, char **argv)
{
    const struct job j = {
        .args = { .usage = "restore [OPTION...] [RECORDS.jsonl...]",
                  .about = "Rebuilds the input texts from records, byte for byte. One record: its "
                           "text;\n"
                           "several need -o DIR (a file each) or --format jsonl (rows with id and "
                           "text).",
                  .takes = takes },
        .run = dh_job_restore,
        .watch = { .problem = tell_problem },
    };
    return run_job(&j, argc, argv);
}
