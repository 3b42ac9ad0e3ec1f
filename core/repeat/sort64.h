/* SPDX-License-Identifier: MIT */
/* Sorting hashes in place, ascending. For the short arrays of a page it is some three times as fast
 * as qsort, which calls back for every comparison. Any thread. */
#ifndef DH_SORT64_H
#define DH_SORT64_H

#include <stddef.h>
#include <stdint.h>

/* Quicksort with an explicit stack; n log n for hashes. */
void dh_sort64(uint64_t *v, size_t n);
/* The same, and each value once; answers how many are left. */
size_t dh_sort64_unique(uint64_t *v, size_t n);

#endif
