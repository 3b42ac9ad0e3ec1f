/* SPDX-License-Identifier: MIT */
/* A sample that merges: the smallest of the 64-bit hashes that were ever added, each once. Which
 * they are depends on the set alone, so the union of two samples is the sample of the union:
 * associative, commutative, idempotent. Any thread. */
#ifndef DH_ENTRIES_H
#define DH_ENTRIES_H

#include <stdbool.h>
#include <stdint.h>

enum { DH_ENTRIES_MAX = 32 };

/* Brings b[0..m) into a[0..n), both ascending; a has room for DH_ENTRIES_MAX. Answers how many a
 * holds then. */
unsigned dh_entries_union(uint64_t *a, unsigned n, const uint64_t *b, unsigned m);

#endif
