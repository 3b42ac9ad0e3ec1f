/* SPDX-License-Identifier: MIT */
/* Which pages hold a run of words: a map from keys to entries (state/entries.h) that is made once,
 * in the order of the keys, and looked up at random. It lies in an unnamed temporary file; in
 * memory are the first key of each block of it and a filter that answers for most keys that are not
 * there (Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM 1970, with one
 * hash): 640 KB at most. One thread at a time. DH_ENOMEM; DH_EACCESS, DH_ECREATE,
 * DH_EIO: of the temporary file. */
#ifndef DH_RUNINDEX_H
#define DH_RUNINDEX_H

#include "base/mem.h"

enum {
    DH_RUNINDEX_PAIRS = 1 << 20, /* (key, entry); of more those with the smallest keys are kept */
};

struct dh_runindex;

/* base: bits that all keys have, the others are those of a hash. expected: pairs, for the size of
 * the filter. tmp: directory, a view. */
DH_MUST_USE enum dh_err dh_runindex_new(struct dh_runindex **out, const struct dh_allocator *m,
                                        uint64_t base, uint64_t expected, const char *tmp);
void dh_runindex_free(struct dh_runindex *x); /* NULL is fine */
/* Keys ascend; each comes once. */
DH_MUST_USE enum dh_err dh_runindex_add(struct dh_runindex *x, uint64_t key,
                                        const uint64_t *entries, unsigned n, struct dh_detail *d);
/* Ends the adding. Where there are too many pairs, the range of keys is halved until they fit: so
 * what is kept depends on the set of pairs alone. */
DH_MUST_USE enum dh_err dh_runindex_done(struct dh_runindex *x, struct dh_detail *d);
/* The largest key that was kept if it was added. */
uint64_t dh_runindex_bound(const struct dh_runindex *x);
uint64_t dh_runindex_count(const struct dh_runindex *x); /* pairs that were kept */
/* The key will be asked for soon: what tells most of those that are not there is asked of memory.
 */
void dh_runindex_ahead(const struct dh_runindex *x, uint64_t key);
/* Fills entries[DH_ENTRIES_MAX] and *n; 0: the key is not there. */
DH_MUST_USE enum dh_err dh_runindex_get(struct dh_runindex *x, uint64_t key, uint64_t *entries,
                                        unsigned *n, struct dh_detail *d);

#endif
