/* SPDX-License-Identifier: MIT */
/* Sorting records of a few 64-bit numbers in place, by the first number, then the next. Any thread.
 */
#ifndef DH_RECORDS_H
#define DH_RECORDS_H

#include <stddef.h>
#include <stdint.h>

enum { DH_RECORD_WORDS = 4 }; /* numbers in a record, at most */

/* -1, 0, 1, as memcmp for numbers. */
static inline int dh_records_compare(const uint64_t *a, const uint64_t *b, unsigned words)
{
    for (unsigned i = 0; i < words; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* Sorts n records of `words` numbers (2 to DH_RECORD_WORDS): into buckets by the first bits of the
 * first number, which is a hash most of the time, then each bucket by introsort (D. R. Musser,
 * "Introspective sorting and selection algorithms", 1997): n log n whatever the input. */
void dh_records_sort(uint64_t *v, size_t n, unsigned words);

#endif
