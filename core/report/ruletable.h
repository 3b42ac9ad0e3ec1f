/* SPDX-License-Identifier: MIT */
/* The rules that changed something, each with what it did. In memory: a few hundred as a rule,
 * since they have names; from DH_RULETABLE_MAX on those that are new are counted as one without a
 * name. One thread. */
#ifndef DH_RULETABLE_H
#define DH_RULETABLE_H

#include "base/mem.h"
#include "base/str.h"

enum { DH_RULETABLE_MAX = 16384 };

struct dh_rule_sum {
    struct dh_str kind, rule; /* kind empty: it mends; rule empty: all the others */
    uint64_t key;             /* hash of both, not 0 */
    uint64_t changes;         /* cuts or mended places */
    uint64_t bytes, now;      /* that went; that came in their place */
    uint64_t pages, sites;    /* it did so on */
    uint64_t last_page;       /* number of the page it was met on last */
    size_t shown;             /* the owner's */
};

struct dh_ruletable {
    struct dh_arena arena;
    struct dh_rule_sum *sums; /* in the order in which they were met */
    size_t n, cap;
    uint32_t *slots; /* open addressing: place in sums, from 1; at most half full */
    size_t room;
};

void dh_ruletable_init(struct dh_ruletable *t, const struct dh_allocator *m);
void dh_ruletable_release(struct dh_ruletable *t);
/* The rule's sum, made with zeros when it is new; valid until the next call. NULL: no memory. */
struct dh_rule_sum *dh_ruletable_at(struct dh_ruletable *t, struct dh_str kind, struct dh_str rule);
/* That of key, which there is, or NULL. */
struct dh_rule_sum *dh_ruletable_find(const struct dh_ruletable *t, uint64_t key);

#endif
