/* SPDX-License-Identifier: MIT */
/* The few of many that come first: a heap of bounded size whose root is the last of those that are
 * held. What is left is a function of the set of items, never of the order in which they came, as
 * long as their ranks tell them apart. One thread. */
#ifndef DH_TOPMOST_H
#define DH_TOPMOST_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

enum { DH_TOPMOST_RANKS = 3, DH_TOPMOST_NOTES = 7 };

struct dh_topmost_item {
    uint64_t rank[DH_TOPMOST_RANKS]; /* the greater comes first; the last a hash of what it is */
    uint64_t note[DH_TOPMOST_NOTES]; /* the owner's: counts, places of scraps */
};

struct dh_topmost {
    const struct dh_allocator *mem;
    struct dh_topmost_item *items; /* a heap; behind dh_topmost_sort the first one first */
    size_t n, most;
};

/* Memory for `most` items is taken at once. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_topmost_init(struct dh_topmost *t, const struct dh_allocator *m,
                                        size_t most);
void dh_topmost_release(struct dh_topmost *t); /* also of one that is zero */
void dh_topmost_offer(struct dh_topmost *t, const struct dh_topmost_item *item);
void dh_topmost_sort(struct dh_topmost *t); /* nothing is offered behind it */

#endif
