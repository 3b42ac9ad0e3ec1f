/* SPDX-License-Identifier: MIT */
#include "job/recordlines.h"

#include "base/err.h"

enum dh_err dh_record_line_fail(const struct dh_item *item, enum dh_err e, const char *msg,
                                struct dh_detail *d)
{
    return dh_fail(d, e, item->line, "'%s', line %llu: %s", item->path,
                   (unsigned long long)item->line, msg);
}

static enum dh_err walk(struct dh_context *c, struct dh_source *source,
                        const struct dh_record_lines *l, struct dh_detail *d)
{
    for (;;) {
        struct dh_item item = { .err = DH_OK };
        if (c->stop)
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        enum dh_err e = dh_source_next(source, &item, d);
        if (e == DH_END)
            return DH_OK;
        if (e == DH_ENOINPUT || e == DH_EACCESS) {
            l->stats->missing++;
            if (l->watch && l->watch->problem)
                l->watch->problem(l->watch->self, d->msg, d);
            continue;
        }
        if (e == DH_OK)
            e = l->put(l->self, &item, d);
        if (e)
            return e;
    }
}

enum dh_err dh_record_lines(struct dh_context *c, const struct dh_record_lines *l,
                            struct dh_detail *d)
{
    struct dh_source *source = NULL;
    struct dh_source_options so = {
        .type = DH_TYPE_JSONL,
        .max_size = DH_PAGE_MAX,
        .skip_under = l->outputs[0],
        .skip_records = l->outputs[1],
        .wait.stop = &c->stop,
    };
    enum dh_err e = dh_source_new(&source, &c->mem, &so, l->inputs, l->n, d);
    if (e == DH_OK)
        e = walk(c, source, l, d);
    dh_source_free(source);
    return e;
}
