/* SPDX-License-Identifier: MIT */
#include "state/entries.h"

#include <string.h>

uint64_t dh_entries_estimate(uint64_t n, uint64_t bound)
{
    if (n < 2 || bound == 0)
        return n;
    uint64_t of = ((n - 1) << 32) / ((bound >> 32) + 1);
    return of > n ? of : n;
}

/* Puts a number before place `at` of a[0..n), which has room for it. */
static void insert(uint64_t *a, unsigned n, unsigned at, uint64_t number)
{
    memmove(a + at + 1, a + at, (n - at) * sizeof *a);
    a[at] = number;
}

unsigned dh_entries_union(uint64_t *a, unsigned n, const uint64_t *b, unsigned m)
{
    uint64_t out[DH_ENTRIES_MAX] = { 0 }, mark = 0;
    unsigned i = 0, j = 0, k = 0, below = 0, most = DH_ENTRIES_MAX;
    while (k < most && (i < n || j < m)) {
        uint64_t next = j == m || (i < n && a[i] <= b[j]) ? a[i++] : b[j++];
        if (dh_entry_is_mark(next)) { /* the smaller one comes first */
            below = mark ? below : k;
            mark = mark ? mark : next;
            most = DH_ENTRIES_MAX - 1;
        } else if (k == 0 || !dh_entry_same(out[k - 1], next)) {
            out[k++] = next;
        }
    }
    if (mark)
        insert(out, k++, below, mark);
    memcpy(a, out, k * sizeof *a);
    return k;
}

static unsigned count_below(const uint64_t *a, unsigned n, uint64_t bound)
{
    unsigned k = 0;
    while (k < n && a[k] < bound)
        k++;
    return k;
}

/* The mark of a full sample with that largest number: all below it was kept. */
static uint64_t mark_of(uint64_t largest)
{
    uint64_t page = largest >> DH_ENTRY_SPARE;
    return dh_entry_is_mark(largest) ? largest : ((page ? page : 1) << DH_ENTRY_SPARE) - 1;
}

uint64_t dh_entries_unmark(uint64_t *a, unsigned *n)
{
    for (unsigned i = 0; i < *n; i++) {
        uint64_t mark = a[i];
        if (!dh_entry_is_mark(mark))
            continue;
        memmove(a + i, a + i + 1, (--*n - i) * sizeof *a);
        return mark;
    }
    return 0;
}

/* Where nothing was kept that tells more, late: full with a mark inside, a sample holds of what
 * came behind that all up to its largest, which is nearly all once most of what came before is
 * gone. */
static uint64_t better_mark(const uint64_t *a, unsigned n, uint64_t mark, uint64_t late)
{
    uint64_t by_mark = dh_entries_estimate(count_below(a, n, mark), mark);
    uint64_t by_late = dh_entries_estimate(count_below(a, n, late), late);
    return mark == 0 || (late && by_late > by_mark) ? late : mark;
}

unsigned dh_entries_forget(uint64_t *a, unsigned n, const bool *stays)
{
    uint64_t late = n == DH_ENTRIES_MAX ? mark_of(a[n - 1]) : 0, mark = 0;
    unsigned k = 0;
    for (unsigned i = 0; i < n; i++) {
        if (dh_entry_is_mark(a[i]))
            mark = a[i];
        else if (stays[i])
            a[k++] = a[i];
    }
    if (k && k + (mark != 0) < n)
        mark = better_mark(a, k, mark, late);
    if (k && mark) {
        insert(a, k, count_below(a, k, mark), mark);
        k++;
    }
    return k;
}
