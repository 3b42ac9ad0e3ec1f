/* SPDX-License-Identifier: MIT */
/* Sorting of hashes and records: against qsort, on orders that quicksort is bad at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "repeat/count/records.h"
#include "repeat/words/sort64.h"

enum { MOST = 20000 };

/* The i-th of n numbers in an order. */
static uint64_t random_order(uint64_t i, uint64_t n)
{
    return dh_hash_mix(i + n);
}
static uint64_t ascending(uint64_t i, uint64_t n)
{
    return i + n;
}
static uint64_t descending(uint64_t i, uint64_t n)
{
    return n - i;
}
static uint64_t up_and_down(uint64_t i, uint64_t n)
{
    return i < n / 2 ? i : n - i;
}
static uint64_t all_equal(uint64_t i, uint64_t n)
{
    return i * 0 + n;
}
static uint64_t few(uint64_t i, uint64_t n)
{
    return dh_hash_mix(i + n) % 5;
}
/* Small but for one, so that all but one fall into the first bucket. */
static uint64_t lopsided(uint64_t i, uint64_t n)
{
    return i == n / 3 ? UINT64_MAX : dh_hash_mix(i) >> 40;
}
/* The middle of three is always among the smallest: quicksort alone would be quadratic (D. R.
 * Musser, 1997, section 3). */
static uint64_t against_median(uint64_t i, uint64_t n)
{
    uint64_t half = n / 2;
    if (i < half)
        return i % 2 ? half + i + (half % 2 ? 0 : 1) - 1 : i + 1;
    return 2 * (i - half + 1);
}

static uint64_t (*const orders[])(uint64_t i, uint64_t n) = {
    random_order, ascending, descending, up_and_down, all_equal, few, lopsided, against_median
};
static const size_t sizes[] = { 0, 1, 2, 3, 12, 13, 63, 64, 300, 1024, 4095, 4096, MOST };

static int by_value(const void *a, const void *b)
{
    return dh_records_compare(a, b, 1);
}

static void test_hashes(void **state)
{
    static uint64_t in[MOST], want[MOST], got[MOST], spare[MOST];
    (void)state;
    assert_int_equal(dh_sort64_unique(NULL, 0), 0);
    for (size_t o = 0; o < DH_LEN(orders); o++)
        for (size_t s = 0; s < DH_LEN(sizes); s++) {
            size_t n = sizes[s], once = 0;
            bool more;
            for (size_t i = 0; i < n; i++)
                in[i] = want[i] = orders[o](i, n);
            qsort(want, n, sizeof *want, by_value);
            memcpy(got, in, n * sizeof *in);
            dh_sort64(got, n);
            assert_memory_equal(got, want, n * sizeof *got);
            for (size_t i = 0; i < n; i++)
                if (i == 0 || want[i] != want[i - 1])
                    want[once++] = want[i];
            for (size_t i = 0; i < once; i += 1 + once / 100) {
                assert_true(dh_sort64_has(want, once, want[i]));
                bool next = i + 1 == once || want[i + 1] == want[i] + 1;
                assert_true(next || !dh_sort64_has(want, once, want[i] + 1));
            }
            for (size_t keep = 1; keep <= 256; keep += 85) {
                /* the values lie below the largest there may be, or end with it */
                uint64_t largest = keep % 2 && once ? want[once - 1] : UINT64_MAX;
                memcpy(got, in, n * sizeof *in);
                size_t k = dh_sort64_smallest(got, n, spare, largest, keep, &more);
                assert_int_equal(k, once < keep ? once : keep);
                assert_int_equal(more, once > keep);
                assert_memory_equal(got, want, k * sizeof *got);
            }
        }
}

static int by_two(const void *a, const void *b)
{
    return dh_records_compare(a, b, 2);
}
static int by_three(const void *a, const void *b)
{
    return dh_records_compare(a, b, 3);
}
static int by_four(const void *a, const void *b)
{
    return dh_records_compare(a, b, 4);
}

static void test_records(void **state)
{
    static int (*const by[])(const void *, const void *) = { NULL, NULL, by_two, by_three,
                                                             by_four };
    static uint64_t want[DH_RECORD_WORDS * MOST], got[DH_RECORD_WORDS * MOST];
    (void)state;
    for (unsigned words = 2; words <= DH_RECORD_WORDS; words++)
        for (size_t o = 0; o < DH_LEN(orders) * DH_LEN(orders); o++)
            for (size_t s = 0; s < DH_LEN(sizes); s++) {
                size_t n = sizes[s], size = words * sizeof *want;
                for (size_t i = 0; i < n; i++) {
                    for (unsigned w = 0; w < words; w++)
                        want[i * words + w] = orders[o % DH_LEN(orders)](i + w, n);
                    want[i * words + words - 1] = orders[o / DH_LEN(orders)](i, n);
                }
                memcpy(got, want, n * size);
                qsort(want, n, size, by[words]);
                dh_records_sort(got, n, words);
                assert_memory_equal(got, want, n * size);
            }
}

/* ---- An order made for the pivots */

enum { KILLER = 16384 };

static uint64_t middle_of(uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t lo = a < b ? a : b, hi = a < b ? b : a;
    return c < lo ? lo : c > hi ? hi : c;
}

/* Values such that of the first, the middle and the last one two are always the smallest that are
 * left: each time one value is put apart, or two. They are chosen while the sort is played on their
 * places. */
static void make_killer(uint64_t *v)
{
    static uint32_t place[KILLER];
    uint64_t next = 0;
    for (uint32_t i = 0; i < KILLER; i++) {
        place[i] = i;
        v[i] = UINT64_MAX;
    }
    for (size_t at = 0, below; at + 16 < KILLER; at += below) {
        uint32_t *w = place + at;
        size_t n = KILLER - at;
        const uint32_t spot[] = { w[0], w[n / 2], w[n - 1] };
        unsigned chosen = 0;
        for (size_t k = 0; k < DH_LEN(spot); k++)
            chosen += v[spot[k]] != UINT64_MAX;
        for (size_t k = 0; chosen < 2 && k < DH_LEN(spot); k++)
            if (v[spot[k]] == UINT64_MAX) {
                v[spot[k]] = next++;
                chosen++;
            }
        uint64_t pivot = middle_of(v[spot[0]], v[spot[1]], v[spot[2]]);
        below = 0;
        for (size_t i = 0; i < n; i++) {
            uint32_t x = w[i];
            w[i] = w[below];
            w[below] = x;
            below += v[x] < pivot;
        }
    }
    for (size_t i = 0; i < KILLER; i++)
        v[i] = v[i] == UINT64_MAX ? next++ : v[i];
}

/* Parting them is no use, so most of them are sorted as a heap. */
static void test_chosen_order(void **state)
{
    static uint64_t killer[KILLER], pairs[KILLER];
    (void)state;
    make_killer(killer);
    for (size_t i = 0; i < KILLER; i++)
        pairs[i] = killer[i] / 2;
    dh_sort64(killer, KILLER);
    dh_sort64(pairs, KILLER);
    for (size_t i = 0; i < KILLER; i++) {
        assert_int_equal(killer[i], i);
        assert_int_equal(pairs[i], i / 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_hashes),
                                        cmocka_unit_test(test_chosen_order),
                                        cmocka_unit_test(test_records) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
