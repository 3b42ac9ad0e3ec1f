/* SPDX-License-Identifier: MIT */
/* What came to nothing, counted by place (a host, a source) and reason, since a cron mail with a
 * line for each of ten thousand pages is read by nobody. Bounded: past DH_FAILURES_MAX groups the
 * rest is counted under "other places". One thread. */
#ifndef DH_FAILURES_H
#define DH_FAILURES_H

#include "base/mem.h"
#include "base/str.h"

enum { DH_FAILURES_MAX = 500 };

struct dh_failure_group {
    const char *where, *reason; /* NUL-ended, not escaped; no NUL inside */
    const char *first;          /* the first message as it came, cut */
    const char *words;          /* what people are told: that, and once another has come the reason
                                   before it */
    uint64_t count;
};

struct dh_failures {
    struct dh_arena arena;
    struct dh_failure_group *groups;
    size_t n, cap;
    uint64_t all;
};

void dh_failures_init(struct dh_failures *f, const struct dh_allocator *m);
void dh_failures_release(struct dh_failures *f);
/* reason is a message: what stands in quotes becomes dots, and numbers N, so that messages
 * of one kind are one group. Out of memory counts in `all` alone. */
void dh_failures_add(struct dh_failures *f, struct dh_str where, struct dh_str reason,
                     uint64_t count);
/* The same, grouped by one text and told by another. */
void dh_failures_add_as(struct dh_failures *f, struct dh_str where, struct dh_str reason,
                        struct dh_str message, uint64_t count);
void dh_failures_sort(struct dh_failures *f); /* by where, then the most first, then reason */

#endif
