/* SPDX-License-Identifier: MIT */
/* The index of runs on disk: what was added is found, what was not is not, and of too many pairs
 * those with the smallest keys are left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hash.h"
#include "repeat/count/runindex.h"
#include "state/entries.h"

static const uint64_t base = (uint64_t)0xFFF << 52;

/* Key i of a sequence that ascends by `step`; every third has 32 entries, the others one or two. */
static unsigned entries_of(uint64_t i, uint64_t entries[DH_ENTRIES_MAX])
{
    unsigned n = i % 3 == 0 ? DH_ENTRIES_MAX : 1 + i % 2;
    for (unsigned k = 0; k < n; k++)
        entries[k] = i * 100 + k;
    return n;
}

static struct dh_runindex *make(uint64_t keys, uint64_t step)
{
    struct dh_runindex *x = NULL;
    struct dh_detail d;
    uint64_t entries[DH_ENTRIES_MAX];
    assert_int_equal(dh_runindex_new(&x, dh_mem_default(), base, keys, NULL), DH_OK);
    for (uint64_t i = 0; i < keys; i++) {
        unsigned n = entries_of(i, entries);
        assert_int_equal(dh_runindex_add(x, base | (i + 1) * step, entries, n, &d), DH_OK);
    }
    assert_int_equal(dh_runindex_done(x, &d), DH_OK);
    return x;
}

/* Looks up key i and its neighbours, which are not there. */
static bool finds(struct dh_runindex *x, uint64_t i, uint64_t step)
{
    uint64_t want[DH_ENTRIES_MAX], got[DH_ENTRIES_MAX] = { 0 };
    struct dh_detail d;
    unsigned n, none;
    uint64_t key = base | (i + 1) * step;
    assert_int_equal(dh_runindex_get(x, key, got, &n, &d), DH_OK);
    assert_int_equal(dh_runindex_get(x, key + 1, want, &none, &d), DH_OK);
    assert_int_equal(none, 0);
    assert_int_equal(dh_runindex_get(x, key - 1, want, &none, &d), DH_OK);
    assert_int_equal(none, 0);
    if (n == 0)
        return false;
    assert_int_equal(n, entries_of(i, want));
    assert_memory_equal(got, want, n * sizeof *got);
    return true;
}

static void test_found(void **state)
{
    static const uint64_t sizes[] = { 1, 2, 7, 100, 5000 };
    (void)state;
    for (size_t s = 0; s < DH_LEN(sizes); s++) {
        uint64_t step = (~base) / (sizes[s] + 1);
        struct dh_runindex *x = make(sizes[s], step);
        assert_true(dh_runindex_bound(x) == UINT64_MAX);
        for (uint64_t i = 0; i < sizes[s]; i++)
            assert_true(finds(x, i, step));
        dh_runindex_free(x);
    }
}

static void test_empty(void **state)
{
    uint64_t entries[DH_ENTRIES_MAX];
    struct dh_detail d;
    unsigned n = 1;
    (void)state;
    struct dh_runindex *x = make(0, 1);
    assert_int_equal(dh_runindex_count(x), 0);
    assert_int_equal(dh_runindex_get(x, base | 5, entries, &n, &d), DH_OK);
    assert_int_equal(n, 0);
    dh_runindex_free(x);
}

/* Twelve pairs a key on average: the range of keys is halved until they fit. */
static void test_too_many(void **state)
{
    static const struct {
        uint64_t keys;
        unsigned halved;
    } rows[] = { { 80000, 0 }, { 120000, 1 }, { 300000, 2 } };
    (void)state;
    for (size_t r = 0; r < DH_LEN(rows); r++) {
        uint64_t step = (~base) / (rows[r].keys + 1);
        struct dh_runindex *x = make(rows[r].keys, step);
        uint64_t bound = rows[r].halved ? base | (~base >> rows[r].halved) : UINT64_MAX, kept = 0,
                 n = 0;
        assert_true(dh_runindex_bound(x) == bound);
        for (uint64_t i = 0; i < rows[r].keys; i++) {
            uint64_t entries[DH_ENTRIES_MAX];
            bool in = (base | (i + 1) * step) <= bound;
            n += in ? entries_of(i, entries) : 0;
            kept += in;
            if (i % 97 == 0 || i == kept)
                assert_true(finds(x, i, step) == in);
        }
        assert_true(n == dh_runindex_count(x) && n <= DH_RUNINDEX_PAIRS);
        dh_runindex_free(x);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_found), cmocka_unit_test(test_empty),
                                        cmocka_unit_test(test_too_many) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
