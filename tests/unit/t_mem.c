/* SPDX-License-Identifier: MIT */
/* base/mem.h: arenas and buffers hold their caps, large ones grow in place and are given back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <string.h>

#include "base/mem.h"

static void arenas_hold_their_cap(void **state)
{
    struct dh_arena a;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), 200 * 1024);
    for (int round = 0; round < 3; round++) {
        size_t n = 0;
        while (dh_arena_alloc(&a, 1000))
            n++;
        assert_true(n > 50 && n * 1000 < 200 * 1024);
        assert_true(a.used <= a.cap);
        dh_arena_reset(&a);
    }
    assert_null(dh_arena_alloc(&a, SIZE_MAX - 8));
    assert_null(dh_arena_zeroed(&a, SIZE_MAX / 2, 4));
    dh_arena_release(&a);
}

/* Pieces of so many bytes that fit, one after the other. */
static size_t pieces_that_fit(struct dh_arena *a, size_t bytes)
{
    size_t n = 0;
    while (dh_arena_alloc(a, bytes))
        n++;
    assert_true(a->used <= a->cap);
    return n;
}

/* What fits into an arena is the same whatever was in it before: all that there is room for. */
static void used_arenas_are_as_new(void **state)
{
    static const size_t before[] = { 1, 1000, 70000, 300000, 3 << 20, 30 << 20, 50 << 20 };
    static const size_t pieces[] = { 100, 5000, 65536, 65537, 200000, 5 << 20, 20 << 20 };
    (void)state;
    for (size_t i = 0; i < DH_LEN(before); i++)
        for (size_t k = 0; k < DH_LEN(pieces); k++) {
            struct dh_arena used, new;
            dh_arena_init(&used, dh_mem_default(), 60 << 20);
            assert_non_null(dh_arena_alloc(&used, before[i]));
            dh_arena_reset(&used);
            used.cap = 40 << 20; /* as of a smaller page */
            dh_arena_init(&new, dh_mem_default(), 40 << 20);
            size_t n = pieces_that_fit(&used, pieces[k]);
            if (n != pieces_that_fit(&new, pieces[k]) || used.used != new.used)
                fail_msg("%zu bytes before, pieces of %zu", before[i], pieces[k]);
            assert_true(new.cap - new.used < pieces[k] + 64); /* no room is left unused */
            dh_arena_release(&used);
            dh_arena_release(&new);
        }
}

static void large_arrays_grow_in_place(void **state)
{
    struct dh_arena a;
    void *array = NULL, *small = NULL;
    size_t cap = 0, small_cap = 0, n = 0;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), 100 << 20);
    for (; dh_arena_grow(&a, &array, n, &cap, sizeof(uint64_t)); n++) {
        ((uint64_t *)array)[n] = n;
        if (n % 4096 == 0) {
            assert_true(dh_arena_grow(&a, &small, n / 4096, &small_cap, sizeof(uint64_t)));
            ((uint64_t *)small)[n / 4096] = n;
        }
    }
    /* Without growing in place the cap would be met at a third of it, and at half of it if only the
     * largest did. */
    assert_true(n * sizeof(uint64_t) > (80u << 20) && a.used <= a.cap);
    for (size_t i = 0; i < n; i++)
        assert_true(((uint64_t *)array)[i] == i);
    for (size_t i = 0; i < n / 4096; i++)
        assert_true(((uint64_t *)small)[i] == i * 4096);
    dh_arena_reset(&a);
    assert_true(a.used < (9 << 20));
    dh_arena_release(&a);
}

static void large_arrays_are_given_back(void **state)
{
    enum { N = 3 << 20, TIMES = 5 };
    struct dh_arena a;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), 8 * N); /* copies below 1 MiB stay, five times */
    void *fits = dh_arena_alloc(&a, N);
    assert_non_null(fits);
    dh_arena_drop(&a, fits, N, 1);
    assert_true(a.used < N);
    char *small = dh_arena_alloc(&a, 8);
    assert_non_null(small);
    memcpy(small, "harbour", 8);
    for (int i = 0; i < TIMES; i++) {
        void *grown = NULL;
        size_t cap = 0, n = 0;
        for (; n < N; n++) {
            assert_true(dh_arena_grow(&a, &grown, n, &cap, 1));
            ((char *)grown)[n] = 'x';
        }
        char *behind = dh_arena_alloc(&a, 8);
        assert_non_null(behind);
        memcpy(behind, "lantern", 8);
        dh_arena_drop(&a, grown, cap, 1);
        dh_arena_drop(&a, behind, 8, 1); /* stays: others stand in its block */
        assert_string_equal(behind, "lantern");
    }
    assert_string_equal(small, "harbour");
    dh_arena_release(&a);
}

static void buffers_hold_their_cap(void **state)
{
    struct dh_buf b;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 10);
    dh_buf_add(&b, DH_STR("12345678"));
    assert_int_equal(b.err, DH_OK);
    dh_buf_add(&b, DH_STR("90x"));
    assert_int_equal(b.err, DH_ELIMIT);
    dh_buf_byte(&b, 'y'); /* the error stays until reset */
    assert_true(dh_str_eq(dh_buf_str(&b), DH_STR("12345678")));
    dh_buf_reset(&b);
    dh_buf_number(&b, UINT64_MAX / 10000000000u);
    assert_true(dh_str_eq(dh_buf_str(&b), DH_STR("1844674407")));
    dh_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arenas_hold_their_cap),      cmocka_unit_test(used_arenas_are_as_new),
        cmocka_unit_test(large_arrays_grow_in_place), cmocka_unit_test(large_arrays_are_given_back),
        cmocka_unit_test(buffers_hold_their_cap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
