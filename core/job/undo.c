/* SPDX-License-Identifier: MIT */
/* dh_job_restore of dehusk.h: record files to the texts they were made of. */
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "io/apart.h"
#include "io/restore.h"
#include "job/library.h"

static bool is_dir(const char *path)
{
    size_t n = strlen(path);
    return (n && path[n - 1] == '/') || dh_file_is_dir(path);
}

/* The message with the place of the line before it. */
static enum dh_err of_line(const struct dh_item *item, enum dh_err e, const char *msg,
                           struct dh_detail *d)
{
    return dh_fail(d, e, item->line, "'%s', line %llu: %s", item->path,
                   (unsigned long long)item->line, msg);
}

static enum dh_err put_line(struct dh_restore *r, const struct dh_item *item,
                            struct dh_job_stats *stats, struct dh_detail *d)
{
    bool failed = false;
    if (item->err && item->line)
        return of_line(item, item->err, item->detail.msg, d);
    if (item->err) {
        *d = item->detail;
        return item->err;
    }
    enum dh_err e = dh_restore_put(r, item->bytes, &failed, d);
    stats->pages++;
    stats->failed += failed;
    stats->kept += !failed;
    stats->bytes_in += item->bytes.n;
    if (e == DH_EDATA) {
        struct dh_detail why = *d;
        return of_line(item, e, why.msg, d);
    }
    return e;
}

static enum dh_err put_lines(struct dh_context *c, struct dh_restore *r, struct dh_source *source,
                             const struct dh_job_watch *w, struct dh_job_stats *stats,
                             struct dh_detail *d)
{
    for (;;) {
        struct dh_item item = { .err = DH_OK };
        if (c->stop)
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        enum dh_err e = dh_source_next(source, &item, d);
        if (e == DH_END)
            return DH_OK;
        if (e == DH_ENOINPUT || e == DH_EACCESS) {
            stats->missing++;
            if (w && w->problem)
                w->problem(w->self, d->msg, d);
            continue;
        }
        if (e == DH_OK)
            e = put_line(r, &item, stats, d);
        if (e)
            return e;
    }
}

enum dh_err dh_job_restore(struct dh_context *c, const char *const *inputs, size_t n,
                           const struct dh_job_watch *w, struct dh_job_stats *stats,
                           struct dh_detail *d)
{
    static const char *const standard_input[] = { "-" };
    const struct dh_settings *s = &c->options->s;
    struct dh_source *source = NULL;
    struct dh_restore *r = NULL;
    struct dh_detail own = { .code = DH_OK }; /* for who wants none, as below */
    struct dh_job_stats none = { 0 };
    struct dh_source_options so = {
        .type = DH_TYPE_JSONL,
        .max_size = DH_PAGE_MAX,
        .wait.stop = &c->stop,
    };
    struct dh_restore_options ro = {
        .format = s->format == DH_FORMAT_JSONL ? DH_FORMAT_JSONL : DH_FORMAT_TEXT,
        .output = s->output,
        .output_is_dir = s->output && is_dir(s->output),
        .max_size = DH_PAGE_MAX,
    };

    struct dh_apart_file out = { "output", ro.output_is_dir ? NULL : s->output };

    stats = stats ? stats : &none;
    *stats = (struct dh_job_stats){ 0 };
    d = d ? d : &own;
    enum dh_err e = dh_apart(&out, 1, inputs, n, d);
    if (e == DH_OK)
        e = dh_restore_new(&r, &c->mem, &ro, d);
    if (e == DH_OK)
        e = dh_source_new(&source, &c->mem, &so, n ? inputs : standard_input, n ? n : 1, d);
    if (e == DH_OK)
        e = put_lines(c, r, source, w, stats, d);
    if (e == DH_OK && (stats->pages || !stats->missing))
        e = dh_restore_commit(r, &stats->bytes_out, d);
    dh_restore_free(r);
    dh_source_free(source);
    return e;
}
