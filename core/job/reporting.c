/* SPDX-License-Identifier: MIT */
/* dh_job_report of dehusk.h: record files to a report of what was cut. */
#include "base/err.h"
#include "base/outfile.h"
#include "io/apart.h"
#include "job/recordlines.h"
#include "report/report.h"

struct reporting {
    struct dh_report *report;
    const struct dh_job_watch *watch;
    struct dh_job_stats *stats;
    uint64_t first; /* line that is no record: its number */
};

/* A line that is no record does not keep the others from being counted. */
static enum dh_err pass_over(struct reporting *r, struct dh_detail *d)
{
    if (r->stats->failed++ == 0)
        r->first = d->pos;
    if (r->stats->failed <= DH_REPORT_BAD && r->watch && r->watch->problem)
        r->watch->problem(r->watch->self, d->msg, d);
    return dh_report_bad(r->report, d->msg);
}

static enum dh_err put_line(void *self, const struct dh_item *item, struct dh_detail *d)
{
    struct reporting *r = self;
    enum dh_err e = item->err;

    r->stats->pages++;
    r->stats->bytes_in += item->bytes.n;
    if (e == DH_OK)
        e = dh_report_add(r->report, item->bytes, d);
    else
        *d = item->detail;
    r->stats->kept += e == DH_OK;
    if (e != DH_EDATA && e != DH_ELIMIT)
        return e;
    struct dh_detail why = *d;
    if (item->line)
        dh_record_line_fail(item, e, why.msg, d);
    return pass_over(r, d);
}

/* ---- Outputs */

struct output {
    const char *path; /* NULL: none */
    enum dh_err (*write)(struct dh_report *r, struct dh_out *to, struct dh_detail *d);
    struct dh_out out;
    bool open;
};

static enum dh_err open_output(struct output *o, const struct dh_allocator *m, struct dh_detail *d)
{
    enum dh_err e = o->path ? dh_out_open(&o->out, m, o->path, d) : DH_OK;
    o->open = o->path && e == DH_OK;
    return e;
}

static enum dh_err write_output(struct output *o, struct dh_report *r, struct dh_job_stats *stats,
                                struct dh_detail *d)
{
    if (!o->open)
        return DH_OK;
    enum dh_err e = o->write(r, &o->out, d);
    if (e)
        return e;
    o->open = false;
    e = dh_out_commit(&o->out, d);
    stats->bytes_out += o->out.written;
    return e;
}

static enum dh_err report(struct dh_context *c, const char *const *inputs, size_t n,
                          struct output outputs[2], struct reporting *r, struct dh_detail *d)
{
    const struct dh_record_lines lines = {
        .inputs = inputs,
        .n = n,
        .outputs = { dh_apart_path(outputs[0].path), dh_apart_path(outputs[1].path) },
        .watch = r->watch,
        .stats = r->stats,
        .put = put_line,
        .self = r,
    };
    const struct dh_settings *s = &c->options->s;
    enum dh_err e = dh_report_new(&r->report, &c->mem, dh_settings_memory(s), s->tmp, d);

    for (size_t i = 0; e == DH_OK && i < 2; i++)
        e = open_output(&outputs[i], &c->mem, d);
    if (e == DH_OK)
        e = dh_record_lines(c, &lines, d);
    if (e)
        return e;
    if (r->stats->failed && !r->stats->kept)
        return dh_fail(d, DH_EDATA, r->first, "no line is a record");
    if (!r->stats->pages && r->stats->missing)
        return DH_OK;
    e = dh_report_sum_up(r->report, d);
    for (size_t i = 0; e == DH_OK && i < 2; i++)
        e = write_output(&outputs[i], r->report, r->stats, d);
    return e;
}

enum dh_err dh_job_report(struct dh_context *c, const char *const *inputs, size_t n,
                          const struct dh_report_outputs *to, const struct dh_job_watch *w,
                          struct dh_job_stats *stats, struct dh_detail *d)
{
    struct dh_detail own = { .code = DH_OK };
    struct dh_job_stats none = { 0 };
    struct reporting r = { .watch = w, .stats = stats ? stats : &none };
    struct output outputs[2] = { { .path = to->html, .write = dh_report_html },
                                 { .path = to->text, .write = dh_report_text } };
    const struct dh_apart_file files[] = { { "the report", dh_apart_path(to->html) },
                                           { "the report as text", dh_apart_path(to->text) } };

    *r.stats = (struct dh_job_stats){ 0 };
    d = d ? d : &own;
    enum dh_err e = dh_apart(files, 2, inputs, n, d);
    if (e == DH_OK)
        e = report(c, inputs, n, outputs, &r, d);
    for (size_t i = 0; i < 2; i++)
        if (outputs[i].open)
            dh_out_abort(&outputs[i].out);
    dh_report_free(r.report);
    return e;
}
