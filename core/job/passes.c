/* SPDX-License-Identifier: MIT */
#include "job/passes.h"

#include "base/err.h"
#include "page/pack.h"

void dh_passes_init(struct dh_passes *p, struct dh_context *c)
{
    *p = (struct dh_passes){ .c = c };
    dh_page_init(&p->page, &c->mem, SIZE_MAX);
    dh_record_init(&p->record, &c->mem);
}

void dh_passes_release(struct dh_passes *p)
{
    dh_page_release(&p->page);
    dh_record_release(&p->record);
}

static void count(struct dh_job_stats *st, const struct dh_page *p)
{
    st->pages++;
    st->kept += p->verdict == DH_KEPT;
    st->duplicate += p->verdict == DH_DUPLICATE;
    st->empty += p->verdict == DH_EMPTY;
    st->failed += p->verdict == DH_FAILED;
    for (size_t i = 0; i < p->n_changes; i++) {
        st->removed += p->changes[i].kind != DH_STORY;
        st->repaired += p->changes[i].kind == DH_STORY;
    }
}

static enum dh_err decide(struct dh_passes *p, struct dh_frame f, uint64_t number,
                          struct dh_detail *d)
{
    struct dh_page *page = p->record.page;
    enum dh_err e = dh_context_decide(p->c, f, page, p->corpus, (uint32_t)number, d);
    if (e)
        return e;
    count(p->stats, page);
    return p->write(p->self, &p->record, d);
}

enum dh_err dh_passes_first(struct dh_passes *p, struct dh_frame f, struct dh_detail *d)
{
    uint64_t number = p->read++;
    dh_page_reset(&p->page);
    enum dh_err e = dh_page_unpack(&p->page, f.head, f.body);
    if (e == DH_OK && p->label)
        e = p->label(p->self, &p->page, d);
    if (e == DH_OK && p->read > DH_CORPUS_MAX)
        e = dh_fail(d, DH_ELIMIT, 0, "more than %u pages in one run", (unsigned)DH_CORPUS_MAX);
    if (e == DH_OK && p->corpus)
        e = dh_corpus_observe(p->corpus, &p->page, (uint32_t)number, d);
    if (e)
        return e;
    if (p->spool)
        return dh_spool_add(p->spool, f, d);
    if (p->write)
        return decide(p, f, number, d);
    count(p->stats, &p->page);
    return DH_OK;
}

enum dh_err dh_passes_second(struct dh_passes *p, struct dh_detail *d)
{
    enum dh_err e = p->corpus ? dh_corpus_settle(p->corpus, d) : DH_OK;
    if (e || !p->spool)
        return e;
    e = dh_spool_rewind(p->spool, d);
    for (uint64_t i = 0; e == DH_OK; i++) {
        struct dh_frame f;
        if (p->c->stop)
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        e = dh_spool_next(p->spool, &f, d);
        if (e == DH_OK)
            e = decide(p, f, i, d);
    }
    return e == DH_END ? DH_OK : e;
}
