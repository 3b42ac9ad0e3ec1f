/* SPDX-License-Identifier: MIT */
/* Entries: in which pages something was seen, and where there. A sample that merges: the smallest
 * of all entries that were ever added. Which they are depends on the set alone, so the union of two
 * samples is the sample of the union: associative, commutative, idempotent. Any thread.
 *
 * The upper bits of an entry are those of the identity of a page, so that they come as hashes do.
 * Of the DH_ENTRY_SPARE lower ones two tell the slot, those below how it stood there, exactly
 * (repeat/count/sighting.h). A page that has the same thing often in one slot has one entry for it:
 * of entries that differ in the lowest DH_ENTRY_DETAIL bits only the smallest stays. */
#ifndef DH_ENTRIES_H
#define DH_ENTRIES_H

#include <stdbool.h>
#include <stdint.h>

enum { DH_ENTRIES_MAX = 32, DH_ENTRY_SPARE = 16, DH_ENTRY_DETAIL = 14 };

/* Whether both are one page's, in one slot. */
static inline bool dh_entry_same(uint64_t a, uint64_t b)
{
    return a >> DH_ENTRY_DETAIL == b >> DH_ENTRY_DETAIL;
}

/* Brings b[0..m) into a[0..n), both ascending; a has room for DH_ENTRIES_MAX. Answers how many a
 * holds then. */
unsigned dh_entries_union(uint64_t *a, unsigned n, const uint64_t *b, unsigned m);

#endif
