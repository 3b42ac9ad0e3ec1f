/* SPDX-License-Identifier: MIT */
/* dh_batch of dehusk.h: the two passes over pages that the caller hands in one by one. */
#include <string.h>

#include "base/err.h"
#include "job/library.h"
#include "page/pack.h"

struct dh_batch {
    struct dh_context *context;
    struct dh_spool *spool;
    struct dh_corpus *corpus; /* from the first page on, until the batch is finished */
    uint32_t n;               /* pages added */
    struct dh_page page;
    struct dh_buf head;
};

enum dh_err dh_batch_new(struct dh_batch **out, struct dh_context *c, struct dh_detail *d)
{
    struct dh_batch *b = dh_mem_zeroed(&c->mem, 1, sizeof *b);
    if (!b)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    b->context = c;
    dh_page_init(&b->page, &c->mem, SIZE_MAX);
    dh_buf_init(&b->head, &c->mem, SIZE_MAX);
    enum dh_err e = dh_spool_new(&b->spool, &c->mem, c->options->s.tmp, d);
    if (e) {
        dh_batch_free(b);
        return e;
    }
    *out = b;
    return DH_OK;
}

void dh_batch_free(struct dh_batch *b)
{
    if (!b)
        return;
    dh_spool_free(b->spool);
    dh_corpus_free(b->corpus);
    dh_page_release(&b->page);
    dh_buf_release(&b->head);
    dh_mem_free(&b->context->mem, b);
}

static enum dh_err check(const struct dh_batch *b, struct dh_detail *d)
{
    bool over = b->n && !b->corpus;
    return over ? dh_fail(d, DH_EUSAGE, 0, "the batch is finished: make a new one") : DH_OK;
}

enum dh_err dh_batch_add(struct dh_batch *b, const void *bytes, size_t n, const struct dh_hints *h,
                         struct dh_detail *d)
{
    enum dh_err e = check(b, d);
    if (e)
        return e;
    struct dh_item item = dh_context_item(b->context, (struct dh_str){ bytes, n }, h);
    dh_page_reset(&b->page);
    dh_buf_reset(&b->head);
    dh_page_limit(&b->page, dh_cleaner_arena_cap(n));
    e = dh_cleaner_read(b->context->cleaner, &item, &b->page, false);
    if (e == DH_OK)
        e = dh_page_pack(&b->page, &b->head);
    if (e)
        return dh_fail(d, e, 0, "out of memory for a page of %zu bytes", n);
    if (!b->corpus)
        e = dh_context_corpus(b->context, NULL, DH_CORPUS_BATCH, &b->corpus, d);
    if (e == DH_OK)
        e = dh_corpus_observe(b->corpus, &b->page, b->n++, d);
    if (e)
        return e;
    struct dh_str input = b->page.verdict == DH_FAILED ? DH_STR_NONE : b->page.input;
    return dh_spool_add(b->spool, (struct dh_frame){ dh_buf_str(&b->head), input }, d);
}

enum dh_err dh_batch_finish(struct dh_batch *b, enum dh_err (*put)(void *self, struct dh_record *r),
                            void *self, struct dh_detail *d)
{
    struct dh_record r = { .page = NULL };
    struct dh_buf told;
    uint64_t at = 0;
    enum dh_err e = check(b, d);

    if (e)
        return e;
    e = b->corpus ? dh_corpus_settle(b->corpus, d) : DH_OK;
    dh_record_init(&r, &b->context->mem);
    dh_buf_init(&told, &b->context->mem, SIZE_MAX);
    if (e == DH_OK)
        e = dh_spool_done(b->spool, d);
    for (uint32_t i = 0; e == DH_OK; i++) {
        struct dh_frame f;
        bool survives;
        dh_buf_reset(&told);
        e = dh_spool_read(b->spool, &at, &f, d);
        if (e == DH_OK)
            e = dh_corpus_tell(b->corpus, i, &told, d);
        struct dh_pass pass = { b->corpus, i, dh_buf_str(&told) };
        if (e == DH_OK)
            e = dh_context_decide(b->context, f, &pass, &r.own, &survives, d);
        if (e == DH_OK)
            e = put(self, &r);
    }
    dh_record_release(&r);
    dh_buf_release(&told);
    dh_corpus_free(b->corpus);
    b->corpus = NULL;
    return e == DH_END ? DH_OK : e;
}
