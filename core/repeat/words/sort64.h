/* SPDX-License-Identifier: MIT */
/* Sorting hashes in place, ascending. For the short arrays of a page it is some three times as fast
 * as qsort, which calls back for every comparison. Any thread. */
#ifndef DH_SORT64_H
#define DH_SORT64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Quicksort with an explicit stack; n log n, whatever the order. */
void dh_sort64(uint64_t *v, size_t n);
/* The same, and each value once; answers how many are left. */
size_t dh_sort64_unique(uint64_t *v, size_t n);
/* Whether x is in v[0..n), which is sorted. */
bool dh_sort64_has(const uint64_t *v, size_t n, uint64_t x);

/* The `keep` smallest values of v[0..n), each once, ascending, at the front of v; answers how many
 * there are. *more: larger ones were left out. The values are hashes, which lie evenly below
 * `largest`: what is surely none of the smallest is put aside, the rest is sorted by its first
 * bits, which few share. Linear in n. spare: room for n. */
size_t dh_sort64_smallest(uint64_t *v, size_t n, uint64_t *spare, uint64_t largest, size_t keep,
                          bool *more);

#endif
