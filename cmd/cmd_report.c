/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd.h"

enum { OUTPUT, FORMAT };

struct report {
    struct talk talk;
    const char *output;
    bool text, html; /* --format; neither: HTML into a file, text to standard output */
    bool summary;
};

static bool takes(const struct dh_option *o)
{
    return !strcmp(o->name, "memory") || !strcmp(o->name, "tmp");
}

static const char *own_help(const char *name)
{
    return !strcmp(name, "memory") ? "bytes for what is counted; the rest goes to --tmp (default: "
                                     "8M, or less where a control group is small)"
                                   : NULL;
}

static bool take(void *self, int which, const char *value)
{
    struct report *r = self;
    if (which == OUTPUT) {
        r->output = value;
        return value[0] != '\0';
    }
    r->text = !strcmp(value, "text");
    r->html = !strcmp(value, "html");
    return r->text || r->html;
}

/* Lines that are no records are many, where there are some; what is not there is told in any case.
 */
static void on_problem(void *self, const char *input, const struct dh_detail *d)
{
    const struct report *r = self;
    if (!r->talk.quiet || d->code != DH_EDATA)
        tell_problem(self, input, d);
}

static enum dh_err run(struct dh_context *c, const char *const *inputs, size_t n,
                       const struct dh_job_watch *w, struct dh_job_stats *stats,
                       struct dh_detail *d)
{
    const struct report *r = w->self;
    bool file = r->output && strcmp(r->output, "-") != 0;
    const char *path = file ? r->output : "-";
    bool text = r->text || (!r->html && !file);
    struct dh_report_outputs to = { text ? NULL : path, text ? path : NULL };
    if (r->summary && !text && !file) {
        snprintf(d->msg, sizeof d->msg,
                 "option 'summary': the page goes to standard output, where "
                 "the text would: --output FILE is needed");
        return d->code = DH_EUSAGE;
    }
    if (r->summary && !text)
        to.text = "-";
    return dh_job_report(c, inputs, n, &to, w, stats, d);
}

int cmd_report(int argc, char **argv)
{
    struct report r = { .output = NULL };
    const struct arg own[] = {
        { .name = "output",
          .brief = 'o',
          .arg = "FILE",
          .which = OUTPUT,
          .help = "where the report goes (default: standard output)" },
        { .name = "format",
          .arg = "html|text",
          .which = FORMAT,
          .help = "one page of HTML, with examples (the default with --output), or some lines of "
                  "text (the default without)" },
        { .name = "quiet",
          .brief = 'q',
          .help = "say nothing of lines that are no records",
          .to = &r.talk.quiet },
        { .name = "summary",
          .to = &r.summary,
          .help = "with HTML in a file: the text, too, on standard output" },
    };
    const struct job j = {
        .args = { .usage = "report [OPTION...] [RECORDS.jsonl...]",
                  .about = "Tells from records what was cut: by kind, rule and site, with the most "
                           "frequent texts, and what somebody should look at first. One page of "
                           "HTML with -o FILE.html; without it, some lines of text.",
                  .takes = takes,
                  .own = own,
                  .n_own = CMD_LEN(own),
                  .take = take,
                  .self = &r,
                  .help = own_help },
        .run = run,
        .failed_one = "line is no record",
        .failed = "lines are no records",
        .watch = { .problem = on_problem, .self = &r },
        .talk = &r.talk,
    };
    return run_job(&j, argc, argv);
}
