/* SPDX-License-Identifier: MIT */
#include "state/entries.h"

#include <string.h>

unsigned dh_entries_union(uint64_t *a, unsigned n, const uint64_t *b, unsigned m)
{
    uint64_t out[DH_ENTRIES_MAX] = { 0 };
    unsigned i = 0, j = 0, k = 0;
    while (k < DH_ENTRIES_MAX && (i < n || j < m)) {
        uint64_t next = j == m || (i < n && a[i] <= b[j]) ? a[i++] : b[j++];
        if (k == 0 || !dh_entry_same(out[k - 1], next))
            out[k++] = next;
    }
    memcpy(a, out, k * sizeof *a);
    return k;
}
