/* SPDX-License-Identifier: MIT */
#include "job/pagework.h"

#include "base/err.h"
#include "base/hash.h"
#include "base/wire.h"
#include "page/pack.h"

/* A page that is rendered, of what its arena may hold: escaped, with what was removed and what
 * stands outside of it. */
enum { RENDERED_TIMES = 16 };

void dh_pagework_init(struct dh_pagework *w, struct dh_context *c)
{
    *w = (struct dh_pagework){ .c = c };
    dh_record_init(&w->record, &c->mem);
    dh_buf_init(&w->head, &c->mem, SIZE_MAX);
    dh_buf_init(&w->body, &c->mem, SIZE_MAX);
}

void dh_pagework_release(struct dh_pagework *w)
{
    dh_record_release(&w->record);
    dh_buf_release(&w->head);
    dh_buf_release(&w->body);
}

void dh_pagework_put(struct dh_message *m, uint32_t number, uint64_t at)
{
    dh_wire_put32(m->head, number);
    dh_wire_put64(m->head, at);
}

/* ---- Results as bytes */

/* An error of the run, in place of a page. */
static enum dh_err put_error(struct dh_pagework *w, const struct dh_detail *why,
                             struct dh_frame *result)
{
    dh_buf_reset(&w->head);
    dh_wire_put32(&w->head, (uint32_t)why->code);
    dh_wire_put_str(&w->head, dh_str_c(why->msg));
    *result = (struct dh_frame){ dh_buf_str(&w->head), DH_STR_NONE };
    return w->head.err;
}

/* The page of w->record, rendered. */
static enum dh_err put_page(struct dh_pagework *w, bool survives, struct dh_frame *result)
{
    const struct dh_page *page = w->record.page;
    struct dh_page labels = *page;
    struct dh_rendered as;
    uint64_t removed = 0;

    dh_buf_reset(&w->head);
    dh_buf_reset(&w->body);
    enum dh_err e = dh_render(page, &w->wants, &w->body, &as);
    for (size_t i = 0; i < page->n_changes; i++)
        removed += page->changes[i].kind != DH_STORY;
    labels.n_fragments = labels.n_edits = 0;
    labels.extra = labels.outside_text = labels.sketch = DH_STR_NONE;
    dh_wire_put32(&w->head, DH_OK);
    dh_wire_put64(&w->head, as.record.n);
    dh_wire_put64(&w->head, dh_hash64(page->text));
    dh_wire_put64(&w->head, removed);
    dh_wire_put64(&w->head, page->n_changes - removed);
    dh_wire_put32(&w->head, survives);
    dh_wire_put_str(&w->head, page->duplicate_of);
    if (e == DH_OK)
        e = dh_page_pack(&labels, &w->head);
    *result = (struct dh_frame){ dh_buf_str(&w->head), dh_buf_str(&w->body) };
    return e;
}

enum dh_err dh_pagework_take(struct dh_frame result, struct dh_page *page, struct dh_finished *out,
                             struct dh_detail *d)
{
    struct dh_wire w = { result.head, false };
    enum dh_err e = (enum dh_err)dh_wire_get32(&w);

    if (!w.bad && e) {
        struct dh_str msg = dh_str_sub(dh_wire_get_str(&w), 0, sizeof d->msg);
        bool ours = e != DH_EDATA && e != DH_END; /* these two mean something else to the crew */
        return dh_fail(d, ours ? e : DH_EINTERNAL, 0, "%.*s", (int)msg.n, msg.n ? msg.p : "");
    }
    uint64_t record = dh_wire_get64(&w);
    *out = (struct dh_finished){ .page = page, .text_hash = dh_wire_get64(&w) };
    out->removed = dh_wire_get64(&w);
    out->repaired = dh_wire_get64(&w);
    out->survives = dh_wire_get32(&w) != 0;
    struct dh_str of = dh_wire_get_str(&w);
    dh_page_reset(page);
    if (w.bad || record > result.body.n || dh_page_unpack(page, w.rest, DH_STR_NONE))
        return DH_EDATA;
    page->duplicate_of = of;
    out->as.record = dh_str_sub(result.body, 0, record);
    out->as.text = dh_str_sub(result.body, record, SIZE_MAX);
    return DH_OK;
}

/* ---- Pages */

static enum dh_err decide(struct dh_pagework *w, struct dh_frame f, const struct dh_pass *pass,
                          struct dh_frame *result)
{
    struct dh_detail why = { .code = DH_OK };
    bool survives = false;
    enum dh_err e = dh_context_decide(w->c, f, pass, w->record.page, &survives, &why);
    if (e == DH_OK && put_page(w, survives, result))
        e = dh_fail(&why, DH_ENOMEM, 0, "out of memory for a record");
    return e ? put_error(w, &why, result) : DH_OK;
}

enum dh_err dh_pagework_now(struct dh_pagework *w, struct dh_frame f, uint32_t number,
                            struct dh_str told, struct dh_frame *result)
{
    struct dh_pass pass = { .corpus = w->corpus, .number = number, .told = told };
    return decide(w, f, &pass, result);
}

/* What a message says; its page. */
static enum dh_err open_message(struct dh_pagework *w, struct dh_frame message,
                                struct dh_pass *pass, struct dh_frame *f, struct dh_detail *d)
{
    struct dh_wire m = { message.head, false };
    *pass = (struct dh_pass){ .corpus = w->corpus, .number = dh_wire_get32(&m) };
    uint64_t at = dh_wire_get64(&m);
    pass->told = m.rest;
    enum dh_err e = m.bad ? DH_END : dh_spool_read(w->spool, &at, f, d);
    return e == DH_END ? dh_fail(d, DH_EINTERNAL, 0, "the spool has no such page") : e;
}

static enum dh_err work(void *self, struct dh_frame message, struct dh_frame *result)
{
    struct dh_pagework *w = self;
    struct dh_detail why;
    struct dh_frame f;
    struct dh_pass pass;
    enum dh_err e = open_message(w, message, &pass, &f, &why);
    return e ? put_error(w, &why, result) : decide(w, f, &pass, result);
}

/* Its labels are in the spool, whatever the worker died of. */
static enum dh_err lost(void *self, struct dh_frame message, const struct dh_detail *why,
                        struct dh_frame *result, struct dh_detail *d)
{
    struct dh_pagework *w = self;
    struct dh_page *page = w->record.page;
    struct dh_frame f;
    struct dh_pass pass;
    enum dh_err e = open_message(w, message, &pass, &f, d);

    if (e)
        return e;
    dh_page_reset(page);
    dh_page_limit(page, dh_cleaner_arena_cap(f.body.n));
    if (dh_page_unpack(page, f.head, f.body))
        return dh_fail(d, DH_EINTERNAL, 0, "a page of the spool cannot be read");
    dh_page_fail(page, why->code, why);
    return put_page(w, false, result) ? dh_no_memory(d) : DH_OK;
}

struct dh_work dh_pagework_of(struct dh_pagework *w)
{
    return (struct dh_work){ .work = work,
                             .lost = lost,
                             .self = w,
                             .most = RENDERED_TIMES * dh_cleaner_most(w->c->cleaner) };
}
