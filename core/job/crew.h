/* SPDX-License-Identifier: MIT */
/* The crew: persistent forked workers that clean pages over socket pairs, so that hostile bytes are
 * parsed where a crash costs one page. Results come back in the order of the items whatever worker
 * made them. With one worker nothing is forked: the same calls run in the caller's process.
 *
 * Trust: a worker is not trusted. Lengths in its frames are checked against caps before they are
 * used, and what is in them by dh_page_unpack. A worker that dies, or works on one page for longer
 * than DH_CREW_SECONDS, costs that page (verdict failed, DH_EWORKER or DH_ETIMEOUT) and is started
 * again. Memory of the parent: at most DH_CREW_PENDING bytes of results wait for an earlier page,
 * and one item a worker.
 *
 * Short rows go many to a message. When a worker dies over such a batch its rows are sent again one
 * by one, so that only the one that is to blame is lost. */
#ifndef DH_CREW_H
#define DH_CREW_H

#include "job/cleaner.h"
#include "job/spool.h"

enum {
    DH_CREW_MAX = 256,     /* workers */
    DH_CREW_SECONDS = 120, /* the watchdog: budgets of work end a page long before */
    DH_CREW_PENDING = 64 * 1024 * 1024
};

struct dh_crew_job {
    /* The next item; DH_END ends the run. Its slices must live until the next call. */
    enum dh_err (*next)(void *self, struct dh_item *item, struct dh_detail *d);
    /* A cleaned page in packed form, in the order of the items. DH_EDATA: it cannot be unpacked; a
     * failed page comes in its place. */
    enum dh_err (*put)(void *self, struct dh_frame f, struct dh_detail *d);
    void *self;
    const volatile int *stop; /* not 0: finish with DH_ESTOPPED; may be NULL */
    bool at_once;             /* each item is worked on when it comes, without waiting for others */
    /* Whether next has something without waiting for others to write it; NULL: it always has. While
     * it has not, what is under way is handed on first. */
    bool (*ready)(void *self);
};

struct dh_crew;
/* Forks n workers (1: none); c serves the caller's process and, copied by the fork, each worker. */
DH_MUST_USE enum dh_err dh_crew_new(struct dh_crew **out, const struct dh_allocator *m,
                                    struct dh_cleaner *c, size_t n, struct dh_detail *d);
/* Ends and waits for the workers. NULL is fine. */
void dh_crew_free(struct dh_crew *crew);
/* Runs all items through. The first error of next (but DH_END) or put ends the run and is returned.
 */
DH_MUST_USE enum dh_err dh_crew_run(struct dh_crew *crew, const struct dh_crew_job *job,
                                    struct dh_detail *d);

#endif
