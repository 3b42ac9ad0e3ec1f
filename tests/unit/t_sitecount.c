/* SPDX-License-Identifier: MIT */
/* How the fragments of a site are counted: where each was seen, the sample that merges, and the
 * same counts by however many processes, with however little memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/wire.h"
#include "repeat/count/sighting.h"
#include "repeat/site/site.h"
#include "repeat/story/story.h"
#include "spread.h"
#include "state/entries.h"

#define B DH_SLOT_BODY
#define H DH_SLOT_HEAD
#define T DH_SLOT_TAIL

/* What an entry says of a place comes back, beside the page's identity. */
static void test_sightings(void **state)
{
    static const struct dh_sighting seen[] = {
        { B, 0, 0, 0 },
        { H, 0, 0, 7 },
        { T, 0, 0, DH_PATHS },
        { B, 3, 1, 512 },
        { DH_SEEN_STRUCK, 0, 0, 1 },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(seen); i++) {
        uint64_t entry = dh_sighting_pack(0x0123456789ABCDEF, seen[i]);
        struct dh_sighting back = dh_sighting_unpack(entry);
        assert_int_equal(entry >> DH_ENTRY_SPARE, 0x0123456789AB);
        assert_true(back.slot == seen[i].slot && back.front == seen[i].front &&
                    back.back == seen[i].back && back.path == seen[i].path);
    }
    assert_true(
        dh_sighting_fixed((struct dh_sighting){ H, 0, 0, 1 }, (struct dh_sighting){ H, 0, 0, 2 }));
    assert_true(
        dh_sighting_fixed((struct dh_sighting){ B, 2, 0, 1 }, (struct dh_sighting){ B, 2, 3, 2 }));
    assert_true(
        dh_sighting_fixed((struct dh_sighting){ B, 2, 1, 1 }, (struct dh_sighting){ B, 0, 1, 1 }));
    assert_false(
        dh_sighting_fixed((struct dh_sighting){ B, 0, 0, 1 }, (struct dh_sighting){ B, 0, 0, 1 }));
    assert_false(
        dh_sighting_fixed((struct dh_sighting){ H, 0, 0, 1 }, (struct dh_sighting){ T, 0, 0, 1 }));
}

/* Union is commutative, associative and idempotent, and keeps the smallest; a page that has
 * something twice in one slot is there once. */
static void test_union(void **state)
{
    uint64_t a[DH_ENTRIES_MAX], b[DH_ENTRIES_MAX], c[DH_ENTRIES_MAX];
    (void)state;
    for (unsigned i = 0; i < DH_ENTRIES_MAX; i++) {
        a[i] = (3ull * i << DH_ENTRY_DETAIL) + i;
        b[i] = (2ull * i << DH_ENTRY_DETAIL) + 5;
        c[i] = (5ull * i << DH_ENTRY_DETAIL) + i % 3;
    }
    uint64_t x[DH_ENTRIES_MAX], y[DH_ENTRIES_MAX];
    memcpy(x, a, sizeof x);
    unsigned n = dh_entries_union(x, DH_ENTRIES_MAX, b, DH_ENTRIES_MAX);
    n = dh_entries_union(x, n, c, DH_ENTRIES_MAX);
    memcpy(y, c, sizeof y);
    unsigned m = dh_entries_union(y, DH_ENTRIES_MAX, b, DH_ENTRIES_MAX);
    m = dh_entries_union(y, m, a, DH_ENTRIES_MAX);
    assert_int_equal(n, DH_ENTRIES_MAX);
    assert_int_equal(m, n);
    assert_memory_equal(x, y, sizeof x);
    assert_int_equal(dh_entries_union(x, n, y, m), n);
    assert_memory_equal(x, y, sizeof x);
    assert_int_equal(dh_entries_union(x, 0, a, 3), 3);
    assert_int_equal(dh_entries_union(x, 3, NULL, 0), 3);
    uint64_t once[DH_ENTRIES_MAX] = { 7, 1 << DH_ENTRY_DETAIL }, twice = 3;
    assert_int_equal(dh_entries_union(once, 2, &twice, 1), 2);
    assert_int_equal(once[0], 3);
    assert_int_equal(once[1], 1 << DH_ENTRY_DETAIL);
}

enum { PAGES = 3000, USES = 30, KEYS = 4000 }; /* USES of each page; KEYS of all */

/* Some keys of many, and some that are everywhere. */
static void count_page(uint32_t page, struct dh_buf *uses)
{
    dh_buf_reset(uses);
    for (uint32_t i = 0; i < USES; i++) {
        uint64_t x = dh_hash_mix(page * USES + i);
        dh_wire_put64(uses, dh_hash_mix(x % (x % 7 ? KEYS : 3)));
        dh_wire_put32(uses, i);
        dh_wire_put32(uses, (uint32_t)(x >> 40) % DH_SLOTS << 16);
    }
}

/* What the counts say of all pages. */
static void judge_many(const struct dh_spread *spread, size_t max_bytes, struct dh_buf *told)
{
    struct dh_sites *s = NULL;
    struct dh_stories *stories = NULL;
    struct dh_buf uses;
    struct dh_detail d;

    dh_buf_init(&uses, dh_mem_default(), SIZE_MAX);
    dh_buf_reset(told);
    assert_int_equal(dh_stories_new(&stories, dh_mem_default(), 1 << 20, NULL), DH_OK);
    assert_int_equal(dh_stories_settle(stories, &d), DH_OK);
    assert_int_equal(dh_sites_new(&s, dh_mem_default(), max_bytes, NULL), DH_OK);
    dh_sites_spread(s, spread);
    for (uint32_t page = 0; page < PAGES; page++) {
        struct dh_hash128 id = { dh_hash_mix(~(uint64_t)page), page };
        count_page(page, &uses);
        assert_int_equal(dh_sites_take(s, id, 1 + page % 3, dh_buf_str(&uses), page, &d), DH_OK);
    }
    assert_int_equal(dh_sites_settle(s, stories, NULL, &d), DH_OK);
    for (uint32_t page = 0; page < PAGES; page++) {
        assert_int_equal(dh_sites_tell(s, page, told, &d), DH_OK);
        dh_buf_byte(told, '\n');
    }
    dh_sites_free(s);
    dh_stories_free(stories);
    dh_buf_release(&uses);
}

/* The same is told where one process judges, where several do, with little memory too, and where
 * one of them dies. */
static void test_processes(void **state)
{
    static const struct dh_spread none = { 0, NULL, NULL },
                                  ways[] = { { 3, in_processes, NULL },
                                             { DH_SPREAD_MAX, in_processes, NULL },
                                             { 3, in_processes_that_die, NULL } };
    struct dh_buf one, other;
    (void)state;
    dh_buf_init(&one, dh_mem_default(), SIZE_MAX);
    dh_buf_init(&other, dh_mem_default(), SIZE_MAX);
    judge_many(&none, 1 << 26, &one);
    assert_true(one.n > PAGES * USES);
    for (size_t i = 0; i < DH_LEN(ways); i++)
        for (size_t max_bytes = 0; max_bytes <= 1 << 26; max_bytes += 1 << 26) {
            asked = 0;
            judge_many(&ways[i], max_bytes, &other);
            assert_int_equal(asked, 1);
            assert_true(dh_str_eq(dh_buf_str(&one), dh_buf_str(&other)));
        }
    dh_buf_release(&one);
    dh_buf_release(&other);
}

/* What one page has more often than memory should hold is told of every place. */
static void test_places(void **state)
{
    enum { PLACES = 100000 };
    struct dh_sites *s = NULL;
    struct dh_stories *stories = NULL;
    struct dh_buf uses, told;
    struct dh_detail d;

    (void)state;
    dh_buf_init(&uses, dh_mem_default(), SIZE_MAX);
    dh_buf_init(&told, dh_mem_default(), SIZE_MAX);
    assert_int_equal(dh_stories_new(&stories, dh_mem_default(), 1 << 20, NULL), DH_OK);
    assert_int_equal(dh_stories_settle(stories, &d), DH_OK);
    assert_int_equal(dh_sites_new(&s, dh_mem_default(), 1 << 20, NULL), DH_OK);
    for (uint32_t i = 0; i < PLACES; i++) {
        dh_wire_put64(&uses, 1);
        dh_wire_put32(&uses, i);
        dh_wire_put32(&uses, 0);
    }
    for (uint32_t page = 0; page < 2; page++) {
        struct dh_hash128 id = { dh_hash_mix(page), page };
        struct dh_str some = dh_str_sub(dh_buf_str(&uses), 0, page ? DH_SITE_COUNTED : SIZE_MAX);
        assert_int_equal(dh_sites_take(s, id, 1, some, page, &d), DH_OK);
    }
    assert_int_equal(dh_sites_settle(s, stories, NULL, &d), DH_OK);
    assert_int_equal(dh_sites_tell(s, 0, &told, &d), DH_OK);
    struct dh_wire w = { dh_buf_str(&told), false };
    for (uint32_t i = 0; i < PLACES; i++) {
        assert_int_equal(dh_wire_get32(&w), i);
        assert_true(dh_wire_get64(&w) != 0);
    }
    assert_true(w.rest.n == 0 && !w.bad);
    dh_sites_free(s);
    dh_stories_free(stories);
    dh_buf_release(&uses);
    dh_buf_release(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sightings),
                                        cmocka_unit_test(test_union),
                                        cmocka_unit_test(test_processes),
                                        cmocka_unit_test(test_places) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
