/* SPDX-License-Identifier: MIT */
/* Which stories are worth comparing: rounds of few stories, and keys that more stories have than a
 * round, give the pairs that looking at all at once would give, each once at the least. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "repeat/story/storyset.h"

enum { STORIES = 700, RECORDS = 6000, KEYS = 15, CROWDS = 5, PAIRS = RECORDS * DH_STORY_WINDOW };

static uint64_t made(uint64_t i)
{
    return dh_hash_mix(i + 1);
}

static int by_size(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Stories of one of a hundred texts, most words the same, and a third with words of their own. */
static void make(struct dh_sketch *k, uint32_t number)
{
    uint32_t n = 60 + number % 190;
    memset(k, 0, sizeof *k);
    for (uint32_t i = 0; i < n; i++) {
        bool own = number % 3 == 0 || made(number * 1000u + i) % 10 == 0;
        k->content[i] = (uint32_t)made((own ? number + 1000 : number % 100) << 10 | i);
    }
    qsort(k->content, n, sizeof *k->content, by_size);
    k->n_content = (uint16_t)n;
    k->n_figures = number % 2 ? 0 : 6;
    for (uint16_t i = 0; i < k->n_figures; i++)
        k->figure[i] = (i + 1u) * 1000 + number % 5;
    k->body = number;
    k->words = 2 * n;
    k->all_content = k->all_figures = k->all_shingles = true;
}

/* Record i: a quarter stand under one of a few keys, the others under keys of their text. */
static void record(uint32_t i, uint64_t r[4])
{
    struct dh_sketch k;
    uint64_t x = made(i);
    uint32_t rank = (uint32_t)(x % STORIES);
    make(&k, rank);
    r[0] =
        made(x >> 20 & 3 ? 9000 + rank % 100 * KEYS + (x >> 24) % KEYS : 8000 + (x >> 24) % CROWDS);
    r[1] = made(x >> 40 & 7);
    r[2] = rank;
    r[3] = dh_sketch_sign(&k);
}

struct pairs {
    uint64_t pair[PAIRS];
    size_t n;
};

static enum dh_err take(void *self, const uint64_t pair[2], struct dh_detail *d)
{
    struct pairs *p = self;
    (void)d;
    assert_true(p->n < PAIRS && pair[0] <= pair[1]);
    p->pair[p->n++] = pair[0] << 32 | pair[1];
    return DH_OK;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static struct dh_count *keys_of(unsigned part, unsigned parts)
{
    struct dh_count *keys = NULL;
    struct dh_detail d;
    uint64_t r[4];
    assert_int_equal(dh_count_new(&keys, dh_mem_default(), 4, 1 << 20, NULL), DH_OK);
    for (uint32_t i = 0; i < RECORDS; i++) {
        record(i, r);
        if (r[0] % parts == part)
            assert_int_equal(dh_count_add(keys, r, &d), DH_OK);
    }
    assert_int_equal(dh_count_sort(keys, &d), DH_OK);
    return keys;
}

/* All at once, without grids. */
static void look_at_all(struct pairs *p)
{
    static uint64_t r[RECORDS][4];
    struct dh_count *keys = keys_of(0, 1);
    struct dh_detail d;
    for (size_t i = 0; i < RECORDS; i++) {
        struct dh_sketch a, b;
        assert_int_equal(dh_count_next(keys, r[i], &d), DH_OK);
        for (size_t k = 1; k <= DH_STORY_WINDOW && k <= i && r[i - k][0] == r[i][0]; k++) {
            const uint64_t *x = r[i - k], *y = r[i];
            make(&a, (uint32_t)x[2]);
            make(&b, (uint32_t)y[2]);
            if (dh_sketch_signs_part(x[3], y[3]) ||
                (x[1] != y[1] && !dh_sketch_may_hold_part(&a, &b)))
                continue;
            bool less = x[2] < y[2];
            uint64_t pair[] = { less ? x[2] : y[2], less ? y[2] : x[2] };
            assert_int_equal(take(p, pair, &d), DH_OK);
        }
    }
    dh_count_free(keys);
}

/* Each once, and none that whoever compares them would turn down: of those that have two keys in a
 * row in common some are handed on before it is known. */
static void put_in_order(struct pairs *p)
{
    size_t n = 0;
    qsort(p->pair, p->n, sizeof *p->pair, by_value);
    for (size_t i = 0; i < p->n; i++) {
        struct dh_sketch a, b;
        make(&a, (uint32_t)(p->pair[i] >> 32));
        make(&b, (uint32_t)p->pair[i]);
        if ((n == 0 || p->pair[n - 1] != p->pair[i]) && a.body != b.body &&
            dh_sketch_may_hold_part(&a, &b))
            p->pair[n++] = p->pair[i];
    }
    p->n = n;
}

static void test_rounds(void **state)
{
    static const struct {
        size_t bytes; /* for grids */
        unsigned parts;
    } rows[] = { { 1 << 20, 1 }, { 0, 1 }, { 20000, 1 }, { 0, 3 } };
    static struct pairs all, got;
    struct dh_stories s = { .mem = dh_mem_default(), .n = STORIES };
    struct dh_detail d;
    (void)state;
    assert_int_equal(dh_sketchfile_new(&s.sketches, s.mem, STORIES, NULL), DH_OK);
    for (uint32_t i = 0; i < STORIES; i++) {
        struct dh_sketch k;
        make(&k, i);
        assert_int_equal(dh_sketchfile_add(s.sketches, i, &k, &k, &d), DH_OK);
    }
    assert_int_equal(dh_sketchfile_done(s.sketches, &d), DH_OK);
    look_at_all(&all);
    put_in_order(&all);
    assert_true(all.n > 500);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        struct dh_stories_taker to = { take, &got };
        s.sort_bytes = rows[i].bytes;
        got.n = 0;
        for (unsigned part = 0; part < rows[i].parts; part++) {
            struct dh_count *keys = keys_of(part, rows[i].parts);
            assert_int_equal(dh_stories_meet(&s, keys, &to, &d), DH_OK);
            dh_count_free(keys);
        }
        put_in_order(&got);
        assert_int_equal(got.n, all.n);
        assert_memory_equal(got.pair, all.pair, all.n * sizeof *all.pair);
    }
    dh_sketchfile_free(s.sketches);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
