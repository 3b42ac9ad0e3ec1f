/* SPDX-License-Identifier: MIT */
/* dh_job_restore of dehusk.h: record files to the texts they were made of. */
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "io/apart.h"
#include "io/restore.h"
#include "job/recordlines.h"

static bool is_dir(const char *path)
{
    size_t n = strlen(path);
    return (n && path[n - 1] == '/') || dh_file_is_dir(path);
}

struct undo {
    struct dh_restore *to;
    struct dh_job_stats *stats;
};

static enum dh_err put_line(void *self, const struct dh_item *item, struct dh_detail *d)
{
    struct undo *u = self;
    bool failed = false;
    if (item->err && item->line)
        return dh_record_line_fail(item, item->err, item->detail.msg, d);
    if (item->err) {
        *d = item->detail;
        return item->err;
    }
    enum dh_err e = dh_restore_put(u->to, item->bytes, &failed, d);
    u->stats->pages++;
    u->stats->failed += failed;
    u->stats->kept += !failed;
    u->stats->bytes_in += item->bytes.n;
    if (e == DH_EDATA) {
        struct dh_detail why = *d;
        return dh_record_line_fail(item, e, why.msg, d);
    }
    return e;
}

enum dh_err dh_job_restore(struct dh_context *c, const char *const *inputs, size_t n,
                           const struct dh_job_watch *w, struct dh_job_stats *stats,
                           struct dh_detail *d)
{
    const struct dh_settings *s = &c->options->s;
    struct undo u = { .to = NULL };
    struct dh_detail own = { .code = DH_OK }; /* for who wants none, as below */
    struct dh_job_stats none = { 0 };
    struct dh_restore_options ro = {
        .format = s->format == DH_FORMAT_JSONL ? DH_FORMAT_JSONL : DH_FORMAT_TEXT,
        .output = s->output,
        .output_is_dir = s->output && is_dir(s->output),
        .max_size = DH_PAGE_MAX,
    };

    struct dh_apart_file out = { "--output", ro.output_is_dir ? NULL : s->output };

    if (!s->output || !strcmp(s->output, "-"))
        out = (struct dh_apart_file){ "standard output", DH_APART_STDOUT };

    stats = stats ? stats : &none;
    *stats = (struct dh_job_stats){ 0 };
    d = d ? d : &own;
    enum dh_err e = dh_apart(&out, 1, inputs, n, d);
    if (e == DH_OK)
        e = dh_restore_new(&u.to, &c->mem, &ro, d);
    u.stats = stats;
    const struct dh_record_lines lines = { .inputs = inputs,
                                           .n = n,
                                           .outputs = { dh_apart_path(s->output ? s->output
                                                                                : "-") },
                                           .watch = w,
                                           .stats = stats,
                                           .put = put_line,
                                           .self = &u };
    if (e == DH_OK)
        e = dh_record_lines(c, &lines, d);
    if (e == DH_OK && (stats->pages || !stats->missing))
        e = dh_restore_commit(u.to, &stats->bytes_out, d);
    dh_restore_free(u.to);
    return e;
}
