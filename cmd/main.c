/* SPDX-License-Identifier: MIT */
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
    { "fetch", "download pages politely, only new and changed ones, to WARC files", cmd_fetch },
    { "scan", "count sites and stories into a state file, and write nothing else", cmd_scan },
    { "merge", "bring several state files into one", cmd_merge },
    { "run", "get, clean and write what is new, by a configuration: for cron", cmd_run },
    { "state", "look at, check and thin out a state file", cmd_state },
    { "report", "tell what was cut, by which rule and where, and what to look at", cmd_report },
    { "restore", "rebuild the input texts from records", cmd_restore },
};

static int usage(FILE *to)
{
    fputs("usage: dehusk COMMAND [OPTION...] [INPUT...]\n\n", to);
    for (size_t i = 0; i < CMD_LEN(cmds); i++)
        fprintf(to, "  %-10s %s\n", cmds[i].name, cmds[i].help);
    fputs("\ndehusk COMMAND --help lists a command's options, dehusk --version tells which\n"
          "this is; dehusk(1) tells more.\n",
          to);
    return to == stdout ? 0 : EXIT_USAGE;
}

/* The command that a slip may have been for; NULL: none. */
static const char *command_like(const char *word)
{
    for (size_t i = 0; i < CMD_LEN(cmds); i++)
        if (is_like(word, strlen(word), cmds[i].name))
            return cmds[i].name;
    return NULL;
}

/* Whether word is what commands take, a file or an address, and the command was left out. */
static bool is_input(const char *word)
{
    return access(word, F_OK) == 0 || !strncmp(word, "http://", 7) || !strncmp(word, "https://", 8);
}

/* Options stand behind the command; the few that need none are options of their own. */
static int no_option(const char *word)
{
    static const char *const alone[] = { "version", "help" };
    const char *name = word + strspn(word, "-"), *meant = command_like(name);

    for (size_t i = 0; i < CMD_LEN(alone); i++)
        if (is_like(name, strlen(name), alone[i])) {
            say("no such option '%s' (is --%s meant?); dehusk --help tells more", word, alone[i]);
            return EXIT_USAGE;
        }
    if (meant)
        say("no such option '%s' (is the command %s meant?); dehusk --help lists them", word,
            meant);
    else
        say("no such option '%s' before a command: options stand behind it; dehusk --help lists "
            "the commands",
            word);
    return EXIT_USAGE;
}

static int no_command(const char *word)
{
    const char *meant = command_like(word);

    if (word[0] == '-' && word[1])
        return no_option(word);
    if (meant)
        say("no such command '%s' (is %s meant?); dehusk --help lists them", word, meant);
    else if (word[0] && is_input(word))
        say("no such command '%s' (is dehusk clean %s meant?); dehusk --help lists them", word,
            word);
    else
        say("no such command '%s'; dehusk --help lists them", word);
    return EXIT_USAGE;
}

static int version(void)
{
    printf("dehusk %s\n", dh_version());
    return 0;
}

static int run(const char *name, int argc, char **argv)
{
    for (size_t i = 0; i < CMD_LEN(cmds); i++)
        if (!strcmp(name, cmds[i].name)) /* a command has no version of its own */
            return argc == 2 && !strcmp(argv[1], "--version") ? version() : cmds[i].run(argc, argv);
    return no_command(name);
}

/* Of dehusk's own words on standard output: the disk may be full there, too. */
static int printed(int code)
{
    return code ? code : end_output();
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
    if (!strcmp(argv[1], "--version"))
        return printed(version());
    return printed(run(argv[1], argc - 1, argv + 1));
}
