/* SPDX-License-Identifier: MIT */
/* External sorting: the same records in, sorted, whatever the memory and the order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hash.h"
#include "repeat/count/count.h"

static const struct {
    unsigned words;
    size_t records, bytes;
    uint64_t kinds; /* how many different first numbers */
} rows[] = {
    { 2, 0, 0, 1 },
    { 2, 1, 0, 1 },
    { 2, 1000, 1 << 20, 10 },
    { 3, 50000, 0, 100 },
    { 3, 50000, 1 << 17, 7 },
    { 4, 40000, 0, 40000 },
    { 4, 40000, 1 << 26, 1 },
    { 2, 4096, 65536, 1 << 30 },
    { 4, 30000, 0, UINT64_MAX },
};

/* The numbers of row r, forwards or backwards, sorted. */
static struct dh_count *sorted(size_t r, bool backwards)
{
    struct dh_count *c = NULL;
    struct dh_detail d;
    uint64_t rec[DH_COUNT_WORDS];
    unsigned words = rows[r].words;

    assert_int_equal(dh_count_new(&c, dh_mem_default(), words, rows[r].bytes, NULL), DH_OK);
    for (size_t i = 0; i < rows[r].records; i++) {
        uint64_t v = dh_hash_mix((backwards ? rows[r].records - 1 - i : i) / 2 + 1);
        for (unsigned w = 0; w < words; w++)
            rec[w] = w ? dh_hash_mix(v + w) : v % rows[r].kinds;
        assert_int_equal(dh_count_add(c, rec, &d), DH_OK);
    }
    assert_true(dh_count_records(c) == rows[r].records);
    assert_int_equal(dh_count_sort(c, &d), DH_OK);
    return c;
}

/* Sums what comes out in a way that depends on the order. */
static uint64_t run(size_t r, bool backwards)
{
    struct dh_count *c = sorted(r, backwards);
    struct dh_detail d;
    uint64_t rec[DH_COUNT_WORDS], last[DH_COUNT_WORDS] = { 0 }, sum = 0, n = 0;
    unsigned words = rows[r].words;
    enum dh_err e;
    for (; (e = dh_count_next(c, rec, &d)) == DH_OK; n++) {
        unsigned w = 0;
        while (n && w < words && rec[w] == last[w])
            w++;
        assert_true(n == 0 || w == words || rec[w] > last[w]);
        memcpy(last, rec, sizeof rec);
        for (w = 0; w < words; w++)
            sum = dh_hash_mix(sum + rec[w]);
    }
    assert_int_equal(e, DH_END);
    assert_int_equal(n, rows[r].records);
    dh_count_free(c);
    return sum;
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++)
        assert_true(run(i, false) == run(i, true));
}

/* The parts one behind the other are the whole, however many they are. */
static void test_parts(void **state)
{
    uint64_t rec[DH_COUNT_WORDS], want[DH_COUNT_WORDS];
    struct dh_detail d;
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++)
        for (unsigned parts = 1; parts < 8; parts += 2) {
            struct dh_count *all = sorted(i, false);
            for (unsigned part = 0; part < parts; part++) {
                struct dh_count *c = sorted(i, part % 2);
                assert_int_equal(dh_count_part(c, part, parts, &d), DH_OK);
                while (dh_count_next(c, rec, &d) == DH_OK) {
                    assert_true(rec[0] / (UINT64_MAX / parts) == part || part + 1 == parts);
                    assert_int_equal(dh_count_next(all, want, &d), DH_OK);
                    assert_memory_equal(rec, want, rows[i].words * sizeof *rec);
                }
                dh_count_free(c);
            }
            assert_int_equal(dh_count_next(all, want, &d), DH_END);
            dh_count_free(all);
        }
}

/* No place for runs: the error says so, and nothing leaks. */
static void test_no_directory(void **state)
{
    struct dh_count *c = NULL;
    struct dh_detail d = { .code = DH_OK };
    enum dh_err e = DH_OK;
    (void)state;
    assert_int_equal(dh_count_new(&c, dh_mem_default(), 2, 0, "/nowhere/at/all"), DH_OK);
    for (uint64_t i = 0; e == DH_OK && i < 100000; i++)
        e = dh_count_add(c, (uint64_t[]){ i, i }, &d);
    assert_int_not_equal(e, DH_OK);
    assert_true(d.msg[0] != '\0');
    dh_count_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows), cmocka_unit_test(test_parts),
                                        cmocka_unit_test(test_no_directory) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
