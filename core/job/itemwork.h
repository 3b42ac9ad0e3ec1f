/* SPDX-License-Identifier: MIT */
/* The first pass as a crew sees it: a message is an item, its result what is counted of the page
 * (dh_corpus_count), and the page in packed form (page/pack.h) with its input as the frame's body.
 * One thread or process. */
#ifndef DH_ITEMWORK_H
#define DH_ITEMWORK_H

#include "job/cleaner.h"
#include "job/crew.h"

struct dh_itemwork {
    /* Set by the caller behind init. */
    bool counts; /* pages are taken into a corpus */
    /* Of the work. */
    const struct dh_allocator *mem;
    struct dh_cleaner *cleaner;
    struct dh_page page;
    struct dh_buf head; /* of the result */
};

/* c is borrowed. */
void dh_itemwork_init(struct dh_itemwork *w, const struct dh_allocator *m, struct dh_cleaner *c);
void dh_itemwork_release(struct dh_itemwork *w);
/* For dh_crew_new; w serves as long as the crew. */
struct dh_work dh_itemwork_of(struct dh_itemwork *w);
/* A result: what was counted, and the packed page that is left in f. DH_EDATA: it is none. */
DH_MUST_USE enum dh_err dh_itemwork_open(struct dh_frame *f, struct dh_str *counted);
/* For dh_crew_job.next: the item as a message. Rows up to a MiB are kept whole in it, so that their
 * page can be named if its worker dies; what else has bytes sends them from where they lie. */
void dh_itemwork_put(const struct dh_item *item, struct dh_message *m);

#endif
