/* SPDX-License-Identifier: MIT */
#include "job/passes.h"

#include "base/err.h"
#include "job/itemwork.h"
#include "page/pack.h"
#include "repeat/story/story.h"

enum { PAGE_SHORT = 64 << 10 }; /* bytes in the spool of a page that shares a batch */

void dh_passes_init(struct dh_passes *p, struct dh_context *c)
{
    *p = (struct dh_passes){ .c = c };
    dh_page_init(&p->page, &c->mem, SIZE_MAX);
    dh_buf_init(&p->told, &c->mem, SIZE_MAX);
    dh_pagework_init(&p->work, c);
}

void dh_passes_release(struct dh_passes *p)
{
    dh_page_release(&p->page);
    dh_buf_release(&p->told);
    dh_pagework_release(&p->work);
}

static void count(struct dh_job_stats *st, enum dh_verdict v)
{
    st->pages++;
    st->kept += v == DH_KEPT;
    st->duplicate += v == DH_DUPLICATE;
    st->empty += v == DH_EMPTY;
    st->failed += v == DH_FAILED;
}

static void prepare(struct dh_passes *p)
{
    p->work.corpus = p->corpus;
    p->work.spool = p->spool;
    p->work.wants = p->wants;
}

/* Another page is written. Those that are under way are read again when their worker dies. */
static void forget(struct dh_passes *p)
{
    if (++p->done < p->mark.page || !p->mark.at)
        return;
    dh_spool_forget(p->spool, p->mark.at);
    p->mark.at = 0;
}

/* For dh_crew_job.put. */
static enum dh_err take_finished(void *self, struct dh_frame f, struct dh_detail *d)
{
    struct dh_passes *p = self;
    struct dh_finished done;
    enum dh_err e = dh_pagework_take(f, &p->page, &done, d);
    if (e)
        return e;
    count(p->stats, p->page.verdict);
    p->stats->removed += done.removed;
    p->stats->repaired += done.repaired;
    if (done.survives && p->corpus)
        e = dh_corpus_written(p->corpus, &p->page, d);
    if (e == DH_OK)
        e = p->write(p->self, &done, d);
    if (e == DH_OK && p->show)
        p->show(p->self, &p->work.record);
    forget(p);
    return e;
}

static enum dh_err finish_now(struct dh_passes *p, struct dh_frame f, uint64_t number,
                              struct dh_detail *d)
{
    prepare(p);
    enum dh_err e = dh_pagework_now(&p->work, f, (uint32_t)number, dh_buf_str(&p->told), &f);
    return e ? dh_no_memory(d) : take_finished(p, f, d);
}

/* What was counted of a page goes to the corpus, or is held against what that knows already. */
static enum dh_err take_counted(struct dh_passes *p, struct dh_str counted, uint64_t number,
                                struct dh_detail *d)
{
    if (!p->corpus)
        return DH_OK;
    if (!p->settled)
        return dh_corpus_take(p->corpus, counted, (uint32_t)number, d);
    dh_buf_reset(&p->told);
    return dh_corpus_ask(p->corpus, counted, &p->told, d);
}

enum dh_err dh_passes_first(struct dh_passes *p, struct dh_frame f, struct dh_detail *d)
{
    uint64_t number = p->read;
    struct dh_str counted;

    dh_page_reset(&p->page);
    if (number >= DH_CORPUS_MAX)
        return dh_fail(d, DH_ELIMIT, 0, "more than %u pages in one run", (unsigned)DH_CORPUS_MAX);
    enum dh_err e = dh_itemwork_open(&f, &counted);
    if (e == DH_OK)
        e = dh_page_unpack(&p->page, f.head, f.body);
    if (e == DH_OK)
        e = take_counted(p, counted, number, d);
    if (e)
        return e; /* what cannot be read has no number: another frame comes in its place */
    p->read++;
    if (p->label)
        e = p->label(p->self, &p->page, d);
    if (e)
        return e;
    if (p->spool)
        return dh_spool_add(p->spool, f, d);
    if (p->write)
        return finish_now(p, f, number, d);
    count(p->stats, p->page.verdict);
    return DH_OK;
}

static enum dh_err next_page(void *self, struct dh_message *m, struct dh_detail *d)
{
    struct dh_passes *p = self;
    uint32_t number = (uint32_t)p->next;
    uint64_t from = p->at;
    dh_pagework_put(m, number, from);
    enum dh_err e = dh_spool_read(p->spool, &p->at, NULL, d);
    /* Its message is short, its result is not: those of a batch wait in memory together. */
    m->alone = p->at - from > PAGE_SHORT;
    if (e == DH_OK && p->corpus)
        e = dh_corpus_tell(p->corpus, number, m->head, d);
    p->next++;
    if (!p->mark.at) {
        p->mark.page = p->next;
        p->mark.at = p->at;
    }
    return e;
}

/* For dh_spread. */
static bool run_parts(void *self, unsigned n, enum dh_err (*part)(void *of, unsigned i), void *of)
{
    const struct dh_passes *p = self;
    return dh_worker_parts(n, part, of, p->forked, p->self);
}

enum dh_err dh_passes_settle(struct dh_passes *p, struct dh_detail *d)
{
    unsigned n = p->workers < DH_SPREAD_MAX ? (unsigned)p->workers : DH_SPREAD_MAX;
    struct dh_spread spread = { n, run_parts, p };
    if (!p->corpus || p->settled)
        return DH_OK;
    p->settled = true;
    dh_corpus_spread(p->corpus, &spread);
    return dh_corpus_settle(p->corpus, d);
}

enum dh_err dh_passes_second(struct dh_passes *p, struct dh_detail *d)
{
    struct dh_crew_job job = {
        .next = next_page, .put = take_finished, .self = p, .stop = &p->c->stop
    };
    struct dh_crew *crew = NULL;
    enum dh_err e = dh_passes_settle(p, d);

    if (e || !p->spool)
        return e;
    prepare(p);
    e = dh_spool_done(p->spool, d);
    /* What fits in memory is not worth a fork. */
    size_t workers = p->show || !dh_spool_in_file(p->spool) ? 1 : p->workers;
    struct dh_work work = dh_pagework_of(&p->work);
    work.forked = p->forked;
    work.forked_self = p->self;
    if (e == DH_OK)
        e = dh_crew_new(&crew, &p->c->mem, &work, workers, d);
    if (e == DH_OK)
        e = dh_crew_run(crew, &job, d);
    dh_crew_free(crew);
    return e;
}
