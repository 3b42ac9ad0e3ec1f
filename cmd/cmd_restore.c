/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd.h"

static bool takes(const struct dh_option *o)
{
    return !strcmp(o->name, "output") || !strcmp(o->name, "format");
}

static const char *own_help(const char *name)
{
    return !strcmp(name, "output") ? "one output file; or a directory, for a file each"
                                   : "texts (the default), or rows with id and text";
}

int cmd_restore(int argc, char **argv)
{
    struct talk talk = { .quiet = false };
    const struct arg own[] = { { .name = "quiet",
                                 .brief = 'q',
                                 .help = "say nothing of records that hold no text",
                                 .to = &talk.quiet } };
    const struct job j = {
        .args = { .usage = "restore [OPTION...] [RECORDS.jsonl...]",
                  .about =
                      "Rebuilds the input texts from records: scraped text byte for byte, of a web "
                      "page the text of its blocks. One record: its text; several need -o DIR (a "
                      "file each, named by the id) or --format jsonl (rows with id and text).",
                  .takes = takes,
                  .own = own,
                  .n_own = CMD_LEN(own),
                  .help = own_help },
        .run = dh_job_restore,
        .failed_one = "record holds no text: what it was made of could not be read",
        .failed = "records hold no text: what they were made of could not be read",
        .watch = { .problem = tell_problem },
        .talk = &talk,
    };
    return run_job(&j, argc, argv);
}
