/* SPDX-License-Identifier: MIT */
/* The program: one file a subcommand, on top of dehusk.h alone.
 *
 * To add a command: write cmd_NAME.c with int cmd_NAME(int argc, char **argv) and its option table;
 * declare it here; add its row to main.c; add it to docs/dehusk.1 and tests/cli. Data goes to
 * standard output, words to standard error; exit codes are those of dehusk(1). */
#ifndef DH_CMD_H
#define DH_CMD_H

#include <stdbool.h>
#include <stdio.h>
#include "dehusk.h"

#define CMD_LEN(a) (sizeof(a) / sizeof((a)[0]))

int cmd_clean(int argc, char **argv);
int cmd_fetch(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_restore(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_scan(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_state(int argc, char **argv);

/* ---- Exit codes (sysexits.h's numbers, but for 1) */
enum {
    EXIT_SOME_FAILED = 1,
    EXIT_USAGE = 64,
    EXIT_DATA = 65,
    EXIT_NO_INPUT = 66,
    EXIT_UNAVAILABLE = 69,
    EXIT_INTERNAL = 70,
    EXIT_CANNOT_CREATE = 73,
    EXIT_IO = 74,
    EXIT_TRY_LATER = 75,
    EXIT_NO_PERMISSION = 77,
    EXIT_CONFIG = 78
};
int exit_code(enum dh_err e);
/* Says on standard error what d holds, unless nobody is there to care (a closed pipe); answers the
 * exit code for e. */
int fail_with(enum dh_err e, const struct dh_detail *d);

/* ---- Options (args.c) */

/* An option of the command itself; the others are the library's (dh_option_at). */
struct arg {
    const char *name; /* without dashes */
    const char *help;
    bool *to;        /* of a flag */
    const char *arg; /* NULL: a flag; else what it takes, handed to take with `which` */
    int which;
    char brief; /* -b, or 0 */
};
struct args {
    const char *usage;                        /* "clean [OPTION...] [INPUT...]" */
    const char *about;                        /* what it does, in one line */
    bool (*takes)(const struct dh_option *o); /* which of the library's options it has; NULL: all
                                                 but those of downloads */
    const struct arg *own;
    size_t n_own;
    bool (*take)(void *self, int which, const char *value); /* false: it does not fit */
    void *self;
    /* Help for an option of the library that means something else here; NULL: its own. May be NULL.
     */
    const char *(*help)(const char *name);
};
/* Parses argv into o and the own flags. Answers -1 to go on, else the exit code (--help: 0; an
 * error: 64, said on standard error). *first: index in argv of the first input. */
int parse_args(const struct args *a, int argc, char **argv, struct dh_options *o, int *first);

struct option;
/* Says what is wrong with the option that getopt_long answered '?' or ':' (c) to; answers 64. */
int bad_option(int c, const struct option *table, char **argv, const char *command);

/* Whether the first n bytes of word may be a slip of who meant name. */
bool is_like(const char *word, size_t n, const char *name);

/* A whole number of seconds or days, below a million, of a command that has no library options.
 * false: it is none, which was said. */
bool parse_count(const char *name, const char *text, unsigned *out);

/* ---- Commands that run a job of the library (job.c) */

/* What a command may say of its pages, and what it has said. */
struct talk {
    bool verbose, quiet;
    /* Rows that failed of the file at hand: who names the wrong field has a million of them. */
    struct failed_rows {
        char *path;
        unsigned told;
        uint64_t more, line; /* that were not told; the last one's line */
        char why[256];       /* and its reason */
    } rows;
};
/* Its options. */
#define TALK_VERBOSE(t) \
    { \
        .name = "verbose", .brief = 'v', \
        .help = "a line that sums up, also when standard error is no terminal, and one for each " \
                "row that failed, not only the first ten of a file", \
        .to = &(t).verbose \
    }
#define TALK_QUIET(t) \
    { \
        .name = "quiet", .brief = 'q', \
        .help = "say nothing of pages that failed, of progress, and in the end", .to = &(t).quiet \
    }

struct job {
    struct args args;
    enum dh_err (*run)(struct dh_context *c, const char *const *inputs, size_t n,
                       const struct dh_job_watch *w, struct dh_job_stats *stats,
                       struct dh_detail *d);
    struct dh_job_watch watch;
    const char *failed_one, *failed; /* words behind how many failed: of one, of more; NULL: watch
                                        tells them one by one */
    const char *nothing;             /* what is told of inputs that hold no page; NULL: nothing */
    const bool *show;                /* *show: watch.record is wanted; NULL: it is in any case */
    const bool *strict; /* *strict: a failed page makes the exit code 65; may be NULL */
    struct talk *talk;
    /* One line: when talk is verbose, and on a terminal, unless all there is to say is that one
     * page was kept. NULL: none. */
    void (*sum_up)(const struct dh_job_stats *s);
};
/* Parses argv, runs the job until it ends or a signal stops it, answers the exit code. */
int run_job(const struct job *j, int argc, char **argv);
/* For watch.failed of a self that begins with its struct talk. */
void tell_failed(void *self, struct dh_str id, struct dh_str why, const char *path, uint64_t line);
/* For watch.problem: one line on standard error. */
void tell_problem(void *self, const char *input, const struct dh_detail *d);

/* ---- Signals and words (say.c) */

/* SIGINT, SIGTERM and SIGHUP stop c; NULL: no job is running. Those that were ignored when the
 * program began still are: nohup(1), and shells for what goes on behind a script. */
void stop_on_signals(struct dh_context *c);
/* The same for what else can be stopped; action is called in the handler, once. */
void stop_by(void (*action)(void));
int stopped_by(void); /* the signal's number, 0: none */

/* One line on standard error, "dehusk: " before it, escaped for a terminal; in the journal with a
 * priority: that of an error, or as told. */
enum tell_priority { TELL_ERROR = 3, TELL_WARNING = 4, TELL_INFO = 6 }; /* syslog(3) */
void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void tell(enum tell_priority p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Behind a number: "page" of 1, "pages" of all others. */
static inline const char *noun(uint64_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}
/* Behind the last of what was printed on standard output: 0, or the exit code where it did not all
 * get there, which is said unless nobody reads it any more. */
int end_output(void);
/* What became of a page, and its changes, one a line. */
void explain(struct dh_record *r, FILE *to, bool colour);
/* Whether standard error is a terminal that takes colours, and nobody said NO_COLOR. */
bool wants_colour(void);
/* Shows text (ASCII), cut to the width, in place of the progress line, on a terminal only; NULL
 * clears it. */
void show_line(const char *text);
/* A progress line, on a terminal only, a few times a second; done clears it. */
void show_progress(const struct dh_job_stats *s, uint64_t total, bool done);

#endif
