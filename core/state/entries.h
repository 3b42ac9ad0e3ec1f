/* SPDX-License-Identifier: MIT */
/* Entries: in which pages something was seen, and where there. A sample that merges: the smallest
 * of all entries that were ever added. Which they are depends on the set alone, so the union of two
 * samples is the sample of the union: associative, commutative, idempotent. Any thread.
 *
 * The upper bits of an entry are those of the identity of a page, so that they come as hashes do.
 * Of the DH_ENTRY_SPARE lower ones two tell the slot, those below how it stood there, exactly
 * (repeat/count/sighting.h). A page that has the same thing often in one slot has one entry for it:
 * of entries that differ in the lowest DH_ENTRY_DETAIL bits only the smallest stays.
 *
 * Where pages were forgotten the entries left are no longer the smallest of all that remain: what
 * lay above the largest of a full sample was never kept. So that sample has a mark then, a number
 * that is no entry: of what lies below it all is there, of what lies above it only what came since.
 * At most one is among the entries, in their order, and counts as one of DH_ENTRIES_MAX; it goes
 * when so many entries lie below it. Of two samples' marks the smaller holds for their union. */
#ifndef DH_ENTRIES_H
#define DH_ENTRIES_H

#include <stdbool.h>
#include <stdint.h>

enum { DH_ENTRIES_MAX = 32, DH_ENTRY_SPARE = 16, DH_ENTRY_DETAIL = 14 };

/* What a state holds of one key. */
struct dh_key_row {
    uint64_t key;
    uint64_t site;           /* hash of its name; 0: a run of words of captions, which has none */
    const uint64_t *entries; /* borrowed; ascending, one or more */
    unsigned n;
};

/* Whether both are one page's, in one slot. */
static inline bool dh_entry_same(uint64_t a, uint64_t b)
{
    return a >> DH_ENTRY_DETAIL == b >> DH_ENTRY_DETAIL;
}

/* A mark has all lower bits set: a place that no page has (repeat/count/sighting.h). */
static inline bool dh_entry_is_mark(uint64_t e)
{
    const uint64_t lower = ((uint64_t)1 << DH_ENTRY_SPARE) - 1;
    return (e & lower) == lower;
}

/* How many there are of which n lie below bound, as hashes do; bound 0, or where that is less: n.
 */
uint64_t dh_entries_estimate(uint64_t n, uint64_t bound);

/* Brings b[0..m) into a[0..n), both ascending; a has room for DH_ENTRIES_MAX. Answers how many a
 * holds then. */
unsigned dh_entries_union(uint64_t *a, unsigned n, const uint64_t *b, unsigned m);

/* Leaves of a[0..n) those for which stays[0..n) is true, and a mark where they were full, or had
 * one. Answers how many numbers a holds then; 0: no entry stays. */
unsigned dh_entries_forget(uint64_t *a, unsigned n, const bool *stays);

/* Takes the mark out of a[0..*n); 0: there is none. */
uint64_t dh_entries_unmark(uint64_t *a, unsigned *n);

#endif
