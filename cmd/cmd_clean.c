/* SPDX-License-Identifier: MIT */
#include "cmd.h"

struct flags {
    struct talk talk; /* the first, as tell_failed has it */
    bool explain, strict, colour;
};

static void on_record(void *self, struct dh_record *r)
{
    const struct flags *f = self;
    explain(r, stderr, f->colour);
}

static void on_progress(void *self, const struct dh_job_stats *s, uint64_t total)
{
    const struct flags *f = self;
    if (!f->talk.quiet && !f->explain)
        show_progress(s, total, false);
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

int cmd_clean(int argc, char **argv)
{
    struct flags f = { .colour = wants_colour() };
    const struct arg own[] = {
        { .name = "explain",
          .help = "tell every change on standard error, with kind, rule and place, and how much of "
                  "a web page lies outside its body",
          .to = &f.explain },
        { .name = "strict", .help = "exit with 65 when a page failed", .to = &f.strict },
        TALK_VERBOSE(f.talk),
        TALK_QUIET(f.talk),
    };
    const struct job j = {
        .args = { .usage = "clean [OPTION...] [INPUT...]",
                  .about = "Strips boilerplate and duplicates from web pages and scraped text. An "
                           "INPUT is a file, a directory, a URL, or - for standard input (read "
                           "when there is none).",
                  .own = own,
                  .n_own = CMD_LEN(own) },
        .run = dh_job_clean,
        .watch = { on_record, tell_failed, tell_problem, on_progress, &f },
        .nothing = "no file, row or page was found",
        .show = &f.explain,
        .strict = &f.strict,
        .talk = &f.talk,
        .sum_up = sum_up,
    };
    return run_job(&j, argc, argv);
}
