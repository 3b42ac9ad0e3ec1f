/* SPDX-License-Identifier: MIT */
/* Failure of SQLite's allocator at every N while a state is changed: the calls say so, or all is
 * as if nothing had happened; and in both cases the state verifies, since a change that the
 * checksums did not see would be taken for damage ever after. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "../unit/scratch.h"
#include "base/file.h"
#include "base/hash.h"
#include "state/entries.h"
#include "state/store.h"

enum { STORIES = 12, OLD = 19000, NEW = 20000, STRIDE = 7, FILE_MAX = 4 << 20 };

/* ---- SQLite's memory --------------------------------------------------------------------------
 */

static sqlite3_mem_methods real;
static uint64_t calls, fail_at; /* the one that fails, 0: none */

static void *give(int n)
{
    return ++calls == fail_at ? NULL : real.xMalloc(n);
}

static void *give_more(void *p, int n)
{
    return ++calls == fail_at ? NULL : real.xRealloc(p, n);
}

static int set_up(void **state)
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
    sqlite3_mem_methods ours = real;
    ours.xMalloc = give;
    ours.xRealloc = give_more;
    /* Without lookaside small pieces are asked for, too. */
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) ||
        sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0))
        return -1;
    return scratch_set_up(state);
}

/* ---- A state ----------------------------------------------------------------------------------
 */

static enum dh_err put(struct dh_store *s, unsigned i, uint32_t day)
{
    struct dh_store_story story = { .page = { dh_hash_mix(i + 1), i },
                                    .label = i,
                                    .site = 7,
                                    .published = i,
                                    .day = day,
                                    .id = DH_STR("an id"),
                                    .sketch = DH_STR("not looked into") };
    uint64_t entries[DH_ENTRIES_MAX], entry = story.page.high & ~(uint64_t)3;
    struct dh_key_row shared = { 1, 7, entries, 0 }, own = { 1000 + i, 7, &entry, 1 };
    enum dh_err e = dh_store_put_story(s, &story, NULL);
    if (e == DH_OK)
        e = dh_store_get_key(s, 1, entries, &shared.n, NULL);
    if (e)
        return e;
    shared.n = dh_entries_union(entries, shared.n, &entry, 1);
    e = dh_store_put_key(s, &shared, NULL);
    return e ? e : dh_store_put_key(s, &own, NULL);
}

static enum dh_err change(void)
{
    struct dh_store *s = NULL;
    uint64_t stories, keys;
    enum dh_err e = dh_store_open(&s, dh_mem_default(), scratch_path("s"), DH_STORE_WRITE, 0, NULL);

    for (unsigned i = STORIES / 2; e == DH_OK && i < 2 * STORIES; i++)
        e = put(s, i, NEW);
    if (e == DH_OK)
        e = dh_store_expire(s, NEW, &stories, &keys, NULL);
    if (e == DH_OK)
        e = dh_store_commit(s, NULL);
    dh_store_close(s);
    return e;
}

/* Fails the test unless the state verifies. */
static struct dh_store_counts look(void)
{
    struct dh_store *s = NULL;
    struct dh_store_counts c = { 0 };
    struct dh_detail d = { .code = DH_OK };
    if (dh_store_open(&s, dh_mem_default(), scratch_path("s"), DH_STORE_READ, 0, &d) ||
        dh_store_verify(s, &d) || dh_store_count(s, &c, &d))
        fail_msg("allocation %d: %s", (int)fail_at, d.msg);
    dh_store_close(s);
    return c;
}

static void set(struct dh_str image)
{
    FILE *f = fopen(scratch_path("s"), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(image.p, 1, image.n, f), image.n);
    assert_int_equal(fclose(f), 0);
}

static bool same(const struct dh_store_counts *a, const struct dh_store_counts *b)
{
    return a->stories == b->stories && a->keys == b->keys && a->last_day == b->last_day;
}

static void a_change_is_seen_or_told(void **state)
{
    struct dh_store *s = NULL;
    struct dh_buf image;
    (void)state;
    assert_int_equal(
        dh_store_open(&s, dh_mem_default(), scratch_path("s"), DH_STORE_WRITE, 0, NULL), DH_OK);
    for (unsigned i = 0; i < STORIES; i++)
        assert_int_equal(put(s, i, OLD), DH_OK);
    assert_int_equal(dh_store_commit(s, NULL), DH_OK);
    dh_store_close(s);
    dh_buf_init(&image, dh_mem_default(), FILE_MAX);
    assert_int_equal(dh_file_read(scratch_path("s"), &image, NULL), DH_OK);

    struct dh_store_counts old = look();
    uint64_t before = calls;
    assert_int_equal(change(), DH_OK);
    uint64_t all = calls - before;
    struct dh_store_counts new = look();
    for (uint64_t at = 1; at < all; at += STRIDE) {
        set(dh_buf_str(&image));
        fail_at = calls + at;
        enum dh_err e = change();
        fail_at = 0;
        struct dh_store_counts got = look();
        bool changed = same(&got, &new);
        if ((e != DH_OK && e != DH_ENOMEM) || (!changed && (e == DH_OK || !same(&got, &old))))
            fail_msg("allocation %d of %d: error %d, %d stories", (int)at, (int)all, (int)e,
                     (int)got.stories);
    }
    dh_buf_release(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_is_seen_or_told),
    };
    return cmocka_run_group_tests(tests, set_up, scratch_tear_down);
}
