/* SPDX-License-Identifier: MIT */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

static const char help[] =
    "usage: dehusk merge -o FILE [--wait SECONDS] STATE...\n\n"
    "Merges state files into one, which is replaced as a whole and may be one of\n"
    "them. The result is what a scan of all their pages would have made, whatever\n"
    "the order.\n\n"
    "  -o, --output FILE             the merged state\n"
    "      --wait SECONDS            wait so long for another run that holds a\n"
    "                                state [0]\n"
    "  -h, --help                    print this\n";

int cmd_merge(int argc, char **argv)
{
    static const struct option table[] = { { "output", required_argument, NULL, 'o' },
                                           { "wait", required_argument, NULL, 'w' },
                                           { "help", no_argument, NULL, 'h' },
                                           { NULL, 0, NULL, 0 } };
    const char *output = NULL;
    unsigned wait = 0;
    struct dh_detail d = { .code = DH_OK };
    int c;

    opterr = 0;
    while ((c = getopt_long(argc, argv, ":ho:", table, NULL)) != -1) {
        if (c == 'h') {
            fputs(help, stdout);
            return 0;
        }
        if (c == '?' || c == ':')
            return bad_option(c, table, argv, "merge");
        if (c == 'o')
            output = optarg;
        else if (!parse_count("wait", optarg, &wait))
            return EXIT_USAGE;
    }
    if (!output || optind == argc) {
        say("merge needs %s; dehusk merge --help tells more",
            output          ? "at least one state"
            : optind < argc ? "-o FILE for the merged state"
                            : "-o FILE and at least one state");
        return EXIT_USAGE;
    }
    enum dh_err e = dh_state_merge(output, (const char *const *)argv + optind,
                                   (size_t)(argc - optind), wait, &d);
    return e ? fail_with(e, &d) : 0;
}
