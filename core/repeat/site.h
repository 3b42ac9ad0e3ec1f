/* SPDX-License-Identifier: MIT */
/* Chrome told from content by counting over the pages of a site.
 *
 * Counted is in how many distinct stories of its site a fragment stands, by slot (before, among or
 * behind the prose of its page). Per (site, key) the smallest entries are kept (state/entries.h),
 * an entry being the page's identity with the slot in its lowest bits: a set whose union over
 * shards, runs and orders is always the same. Copies of one story are folded when the decision is
 * made, so a story published ten times makes none of its lines chrome.
 *
 * A second key with runs of digits folded finds counters ("1,234 people like this"). It is used
 * only where it cannot merge lines of scores: with a high share of all stories, and never on prose.
 *
 * Thresholds, and why they are what they are: docs/repetition.md. The decision is a function of the
 * set of pages. Memory: max_bytes for sorting and some dozens of bytes a site. One thread at a
 * time. */
#ifndef DH_SITE_H
#define DH_SITE_H

#include "page/page.h"

struct dh_sites;
struct dh_stories;

DH_MUST_USE enum dh_err dh_sites_new(struct dh_sites **out, const struct dh_allocator *m,
                                     size_t max_bytes, const char *tmp);
void dh_sites_free(struct dh_sites *s); /* NULL is fine */

/* Hash of a site key, as story.h and the state have it; 0: no site. */
uint64_t dh_site_hash(struct dh_str site);

/* Counts the fragments of page number of the batch that neither cue nor markup struck. A page
 * without a site counts nothing. After dh_repeat_describe. */
DH_MUST_USE enum dh_err dh_sites_add(struct dh_sites *s, const struct dh_page *page,
                                     uint32_t number, struct dh_detail *d);

/* Where counts of earlier runs come from and go to; members may be NULL. Keys come in ascending
 * order, each once. */
struct dh_site_memory {
    /* Fills entries[DH_ENTRIES_MAX], ascending, and *n. */
    enum dh_err (*get)(void *self, uint64_t key, uint64_t *entries, unsigned *n,
                       struct dh_detail *d);
    enum dh_err (*put)(void *self, uint64_t key, uint64_t site, const uint64_t *entries, unsigned n,
                       struct dh_detail *d);
    void *self;
};
/* stories must be settled: they fold copies and tell how many stories a site has. NULL: nothing is
 * decided, counts only go to memory (scan). */
DH_MUST_USE enum dh_err dh_sites_settle(struct dh_sites *s, struct dh_stories *stories,
                                        const struct dh_site_memory *memory, struct dh_detail *d);

/* Strikes the chrome of page number as DH_SITE. After settle, with ascending numbers. */
DH_MUST_USE enum dh_err dh_sites_strike(struct dh_sites *s, struct dh_page *page, uint32_t number,
                                        struct dh_detail *d);

/* ---- The rule, for its tests ------------------------------------------------------------------
 */

/* How a fragment stands in one place, and what is known of its key. */
struct dh_site_case {
    uint64_t stories;                     /* distinct ones of the site */
    unsigned total;                       /* of them with this key */
    unsigned here;                        /* with it in the same slot */
    unsigned head;                        /* with it before the prose */
    unsigned struck;                      /* with it struck by cue or markup */
    enum dh_slot slot;                    /* of this occurrence */
    bool prose, lengthy, quoted, heading; /* looks and role; heading: crossheads too */
    bool titled;                          /* the page's title is known, and this is another text */
    bool figures;                         /* counted with digits folded */
    bool frame;                           /* counted by its first and last words */
};
bool dh_site_is_chrome(const struct dh_site_case *c);

#endif
