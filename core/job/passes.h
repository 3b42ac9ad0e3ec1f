/* SPDX-License-Identifier: MIT */
/* The two passes over the pages of a job: what the crew hands back is counted and spooled, then
 * every page is decided and written. Whoever runs a job (run.c: clean and scan; cronjob.c: run)
 * says where pages come from and where they go.
 *
 *     dh_passes_init -> dh_passes_first for every frame -> dh_passes_second -> dh_passes_release
 *
 * One thread. */
#ifndef DH_PASSES_H
#define DH_PASSES_H

#include "job/pagework.h"

struct dh_passes {
    /* Set by the caller between init and the first frame; borrowed. */
    struct dh_corpus *corpus; /* NULL: pages have nothing in common */
    struct dh_spool *spool;   /* NULL: a page is decided and written as it comes */
    struct dh_job_stats *stats;
    struct dh_render_options wants;
    size_t workers; /* of pass 2, forked when the batch is worth it */
    /* Pass 1: the page's labels, before anything is written. NULL: not wanted. */
    enum dh_err (*label)(void *self, const struct dh_page *page, struct dh_detail *d);
    /* Pass 2: a finished page, in the order of pass 1; counted in stats before. NULL: pages are
     * counted and not written (scan). */
    enum dh_err (*write)(void *self, const struct dh_finished *f, struct dh_detail *d);
    /* Pass 2, behind write: the page whole. Who asks for it has no workers. NULL: not wanted. */
    void (*show)(void *self, struct dh_record *r);
    void (*forked)(void *self); /* in each worker of pass 2: as in dh_work; may be NULL */
    void *self;
    /* Of the passes. */
    struct dh_context *c;
    uint64_t read, next; /* pages of pass 1; those that pass 2 has sent on, */
    uint64_t at;         /* and where the next stands in the spool */
    uint64_t done;       /* pages of pass 2 that were written */
    struct {
        uint64_t page, at; /* as next and at were; 0: none is noted */
    } mark;                /* once that page is reached, what is in front of it can go */
    bool settled;          /* the corpus is */
    struct dh_page page;   /* labels only */
    struct dh_buf told;    /* of the page at hand, where each is decided as it comes */
    struct dh_pagework work;
};

void dh_passes_init(struct dh_passes *p, struct dh_context *c);
void dh_passes_release(struct dh_passes *p);
/* Before the first frame, where there is no spool: pages are held against what the corpus knows
 * without them (dh_corpus_ask). Errors: dh_corpus_settle's. */
DH_MUST_USE enum dh_err dh_passes_settle(struct dh_passes *p, struct dh_detail *d);
/* For dh_crew_job.put, a result of itemwork.h. DH_EDATA: it cannot be read, and is as if it had not
 * come. DH_ELIMIT: too many pages. */
DH_MUST_USE enum dh_err dh_passes_first(struct dh_passes *p, struct dh_frame f,
                                        struct dh_detail *d);
/* Settles the corpus, where that was not done, and writes what was spooled. DH_ESTOPPED:
 * dh_context_stop; otherwise those of the corpus, the crew, the spool, and of what is written to.
 */
DH_MUST_USE enum dh_err dh_passes_second(struct dh_passes *p, struct dh_detail *d);

#endif
