/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

static const struct {
    const char *name, *help;
    int (*run)(int argc, char **argv);
} cmds[] = {
    { "clean", "strip boilerplate and duplicates from pages and scraped text", cmd_clean },
    { "fetch", "download pages politely, those that are new or have changed, into WARC files",
      cmd_fetch },
    { "scan", "count sites and stories into a state file, and write nothing else", cmd_scan },
    { "merge", "bring several state files into one", cmd_merge },
    { "run", "get, clean and write what is new, as a configuration says: for cron", cmd_run },
    { "state", "look at, check and thin out a state file", cmd_state },
    { "report", "tell what was cut, by which rule and where, and what to look at", cmd_report },
    { "restore", "rebuild the input texts from records", cmd_restore },
};

static int usage(FILE *to)
{
    fputs("usage: dehusk COMMAND [OPTION...] [INPUT...]\n\n", to);
    for (size_t i = 0; i < CMD_LEN(cmds); i++)
        fprintf(to, "  %-10s %s\n", cmds[i].name, cmds[i].help);
    fputs(
        "\ndehusk COMMAND --help lists a command's options, dehusk --version tells which this is;\n"
        "dehusk(1) tells more.\n",
        to);
    return to == stdout ? 0 : EXIT_USAGE;
}

static int run(const char *name, int argc, char **argv)
{
    for (size_t i = 0; i < CMD_LEN(cmds); i++)
        if (!strcmp(name, cmds[i].name))
            return cmds[i].run(argc, argv);
    const char *meant = NULL;
    for (size_t i = 0; !meant && i < CMD_LEN(cmds); i++)
        meant = is_like(name, strlen(name), cmds[i].name) ? cmds[i].name : NULL;
    say("no such command '%s'%s%s%s; dehusk --help lists them", name, meant ? " (is " : "",
        meant ? meant : "", meant ? " meant?)" : "");
    return EXIT_USAGE;
}

/* Of dehusk's own words on standard output: the disk may be full there, too. */
static int printed(int code)
{
    if (code || (fflush(stdout) == 0 && !ferror(stdout)))
        return code;
    if (errno != EPIPE)
        say("cannot write to standard output: %s", strerror(errno));
    return EXIT_IO;
}

/* A closed standard stream must not become an output file's descriptor. Standard input and output
 * are opened the wrong way round, so that reading and writing there fails: data is not lost in
 * silence. Words may be. */
static void open_standard_streams(void)
{
    static const int how[] = { O_WRONLY, O_RDONLY, O_WRONLY };
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", how[fd]) != fd)
            _exit(EXIT_INTERNAL);
}

int main(int argc, char **argv)
{
    open_standard_streams();
    signal(SIGPIPE, SIG_IGN); /* writes tell */
    signal(SIGXFSZ, SIG_IGN);
    /* Fixed, whatever cron sets: libcurl needs it for international host names. */
    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc < 2)
        return usage(stderr);
    if (!strcmp(argv[1], "help") && argc > 2) {
        char help[] = "--help", *words[] = { argv[2], help, NULL };
        return printed(run(argv[2], 2, words));
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help"))
        return printed(usage(stdout));
    if (!strcmp(argv[1], "--version")) {
        printf("dehusk %s\n", dh_version());
        return printed(0);
    }
    return printed(run(argv[1], argc - 1, argv + 1));
}
