/* SPDX-License-Identifier: MIT */
/* What a crawl remembers: rows come back as they were put, merge in any order, expire, and are
 * checked when they are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/hash.h"
#include "scratch.h"
#include "state/urls.h"

enum { DAY = 24 * 60 * 60 };

struct files {
    struct dh_store *store;
    struct dh_urls *urls;
};

static struct files open_or_die(const char *name, enum dh_store_mode mode)
{
    struct files f = { 0 };
    struct dh_detail d = { .code = DH_OK };
    if (dh_store_open(&f.store, dh_mem_default(), scratch_path(name), mode, 0, &d) != DH_OK ||
        dh_urls_new(&f.urls, f.store, &d) != DH_OK)
        fail_msg("%s: %s", name, d.msg);
    return f;
}

static void close_all(struct files *f)
{
    struct dh_detail d;
    dh_urls_free(f->urls);
    assert_int_equal(dh_store_commit(f->store, &d), DH_OK);
    dh_store_close(f->store);
}

static struct dh_url_row row_of(const char *key, int64_t visited)
{
    return (struct dh_url_row){
        .key = dh_str_c(key),
        .url = dh_str_c(key),
        .etag = DH_STR("\"v1\""),
        .modified = DH_STR("Sat, 28 Nov 2026 10:00:00 GMT"),
        .list = UINT64_MAX - 6,
        .hash = dh_hash_mix((uint64_t)visited),
        .visited = visited,
        .due = visited + 3600,
        .seen = visited,
        .interval = 3600,
        .status = 200,
    };
}

static void check_row(const struct dh_url_row *got, const struct dh_url_row *want)
{
    assert_true(dh_str_eq(got->key, want->key) && dh_str_eq(got->url, want->url));
    assert_true(dh_str_eq(got->etag, want->etag) && dh_str_eq(got->modified, want->modified));
    assert_true(got->list == want->list && got->hash == want->hash);
    assert_true(got->visited == want->visited && got->due == want->due && got->seen == want->seen);
    assert_true(got->interval == want->interval && got->status == want->status);
    assert_true(got->is_list == want->is_list);
}

static void test_rows(void **state)
{
    struct dh_detail d;
    struct dh_url_row got, want = row_of("https://a.example/1", 1000);
    struct dh_host_row host, h = { .origin = DH_STR("https://a.example"),
                                   .robots = DH_STR("User-agent: *\nDisallow: /\0x"),
                                   .robots_status = 200,
                                   .robots_at = 5,
                                   .tried = 6,
                                   .down_until = 7,
                                   .downs = 2 };
    bool has;

    (void)state;
    struct files f = open_or_die("rows", DH_STORE_WRITE);
    assert_int_equal(dh_urls_get(f.urls, want.key, &got, &has, &d), DH_OK);
    assert_false(has);
    assert_int_equal(dh_urls_put(f.urls, &want, &d), DH_OK);
    want.status = 410;
    want.etag = DH_STR_NONE;
    assert_int_equal(dh_urls_put(f.urls, &want, &d), DH_OK);
    assert_int_equal(dh_urls_put_host(f.urls, &h, &d), DH_OK);
    close_all(&f);
    f = open_or_die("rows", DH_STORE_WRITE);
    assert_int_equal(dh_urls_get(f.urls, want.key, &got, &has, &d), DH_OK);
    assert_true(has);
    check_row(&got, &want);
    assert_int_equal(dh_urls_get_host(f.urls, h.origin, &host, &has, &d), DH_OK);
    assert_true(has && dh_str_eq(host.robots, h.robots) && host.downs == 2);
    assert_true(host.robots_at == 5 && host.tried == 6 && host.down_until == 7);
    close_all(&f);
}

/* What a server sends as a validator goes back into a request: nothing that ends a line there. */
static void test_validators(void **state)
{
    static char longest[DH_VALIDATOR_MAX + 1];
    const struct {
        struct dh_str etag;
        bool kept;
    } cases[] = {
        { DH_STR("W/\"weak\""), true },          { DH_STR("\"a\r\nX-Evil: 1\""), false },
        { DH_STR("\"a\nb\""), false },           { DH_STR("\"a\0b\""), false },
        { { longest, DH_VALIDATOR_MAX }, true }, { { longest, DH_VALIDATOR_MAX + 1 }, false },
    };
    struct dh_detail d;
    bool has;

    (void)state;
    memset(longest, 'e', sizeof longest);
    struct files f = open_or_die("validators", DH_STORE_WRITE);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_url_row got, row = row_of("https://a.example/1", 1000);
        row.etag = row.modified = cases[i].etag;
        assert_int_equal(dh_urls_put(f.urls, &row, &d), DH_OK);
        assert_int_equal(dh_urls_get(f.urls, row.key, &got, &has, &d), DH_OK);
        assert_true(has);
        assert_true(dh_str_eq(got.etag, cases[i].kept ? row.etag : DH_STR_NONE));
        assert_true(dh_str_eq(got.modified, cases[i].kept ? row.etag : DH_STR_NONE));
    }
    close_all(&f);
}

static void make(const char *name, int64_t first, int64_t last, int64_t visited)
{
    struct dh_detail d;
    struct files f = open_or_die(name, DH_STORE_WRITE);
    for (int64_t i = first; i < last; i++) {
        char key[64], origin[64];
        snprintf(key, sizeof key, "https://h%d.example/%d", (int)(i % 5), (int)i);
        snprintf(origin, sizeof origin, "https://h%d.example", (int)(i % 5));
        struct dh_url_row row = row_of(key, visited + i % 3 * DAY);
        row.seen = 30 * DAY - row.visited;
        struct dh_host_row h = { .origin = dh_str_c(origin),
                                 .robots = dh_str_c(key),
                                 .robots_at = visited + i,
                                 .tried = 40 * DAY - visited - i };
        assert_int_equal(dh_urls_put(f.urls, &row, &d), DH_OK);
        assert_int_equal(dh_urls_put_host(f.urls, &h, &d), DH_OK);
    }
    close_all(&f);
}

static enum dh_err sum_url(void *self, const struct dh_url_row *r, struct dh_detail *d)
{
    uint64_t *sum = self;
    (void)d;
    *sum = dh_hash_mix(*sum + dh_hash64(r->key) + 3 * (uint64_t)r->visited + 5 * (uint64_t)r->seen +
                       r->hash);
    return DH_OK;
}

static enum dh_err sum_host(void *self, const struct dh_host_row *r, struct dh_detail *d)
{
    uint64_t *sum = self;
    (void)d;
    *sum = dh_hash_mix(*sum + dh_hash64(r->origin) + dh_hash64(r->robots) +
                       3 * (uint64_t)r->robots_at + 5 * (uint64_t)r->tried);
    return DH_OK;
}

static uint64_t contents(const char *name)
{
    struct dh_detail d;
    uint64_t sum = 0;
    struct files f = open_or_die(name, DH_STORE_READ);
    assert_int_equal(dh_store_each_url(f.store, sum_url, &sum, &d), DH_OK);
    assert_int_equal(dh_store_each_host(f.store, sum_host, &sum, &d), DH_OK);
    assert_int_equal(dh_store_verify(f.store, &d), DH_OK);
    dh_urls_free(f.urls);
    dh_store_close(f.store);
    return sum;
}

static void merge(const char *to, const char *const *from, size_t n)
{
    struct dh_detail d;
    struct files f = open_or_die(to, DH_STORE_WRITE);
    for (size_t i = 0; i < n; i++) {
        struct files g = open_or_die(from[i], DH_STORE_READ);
        assert_int_equal(dh_store_merge(f.store, g.store, &d), DH_OK);
        dh_urls_free(g.urls);
        dh_store_close(g.store);
    }
    close_all(&f);
}

static void test_merge(void **state)
{
    (void)state;
    make("a", 0, 20, 1 * DAY);
    make("b", 10, 30, 2 * DAY);
    make("c", 5, 25, 1 * DAY + 7);
    merge("abc", (const char *const[]){ "a", "b", "c" }, 3);
    merge("cab", (const char *const[]){ "c", "a", "b", "c", "a" }, 5);
    merge("bc", (const char *const[]){ "b", "c" }, 2);
    merge("a-bc", (const char *const[]){ "a", "bc" }, 2);
    assert_true(contents("abc") == contents("cab"));
    assert_true(contents("abc") == contents("a-bc"));
    assert_true(contents("abc") != contents("bc"));
}

static void test_expire(void **state)
{
    struct dh_detail d;
    struct dh_store_counts c;
    struct dh_url_row at;
    uint64_t stories, keys;
    bool has;

    (void)state;
    make("old", 0, 30, 10 * DAY); /* visited on days 10 to 12, seen on 20 to 18 */
    struct files f = open_or_die("old", DH_STORE_WRITE);
    assert_int_equal(dh_store_count(f.store, &c, &d), DH_OK);
    assert_int_equal(c.urls, 30);
    assert_int_equal(c.hosts, 5);
    /* A get stands at its row until the next one, as after a crawl. */
    assert_int_equal(dh_urls_get(f.urls, DH_STR("https://h0.example/0"), &at, &has, &d), DH_OK);
    assert_true(has);
    assert_int_equal(dh_store_expire(f.store, 19, &stories, &keys, &d), DH_OK);
    assert_int_equal(dh_store_count(f.store, &c, &d), DH_OK);
    assert_int_equal(c.urls, 20);
    assert_int_equal(dh_store_expire(f.store, 31, &stories, &keys, &d), DH_OK);
    assert_int_equal(dh_store_count(f.store, &c, &d), DH_OK);
    assert_int_equal(c.urls, 0);
    assert_int_equal(c.hosts, 0);
    close_all(&f);
}

static enum dh_err count_row(void *self, const struct dh_url_row *r, struct dh_detail *d)
{
    (void)r;
    (void)d;
    ++*(int *)self;
    return DH_OK;
}

/* Of a list comes what its last reading named. */
static void test_of_list(void **state)
{
    struct dh_detail d;
    struct dh_url_row row;
    int n = 0;

    (void)state;
    struct files f = open_or_die("lists", DH_STORE_WRITE);
    row = row_of("https://a.example/old", 100);
    assert_int_equal(dh_urls_put(f.urls, &row, &d), DH_OK);
    row = row_of("https://a.example/new", 200);
    assert_int_equal(dh_urls_put(f.urls, &row, &d), DH_OK);
    row = row_of("https://a.example/map", 200);
    row.is_list = true;
    assert_int_equal(dh_urls_put(f.urls, &row, &d), DH_OK);
    row = row_of("https://a.example/other", 200);
    row.list = 1;
    assert_int_equal(dh_urls_put(f.urls, &row, &d), DH_OK);
    assert_int_equal(dh_urls_each_of(f.urls, UINT64_MAX - 6, 200, count_row, &n, &d), DH_OK);
    assert_int_equal(n, 2);
    close_all(&f);
}

/* Rows that somebody else wrote. */
static void test_damage(void **state)
{
    static const char *const harm[] = {
        "UPDATE url SET etag = x'61000A62'",
        "UPDATE url SET url = 'file:///etc/passwd'",
        "UPDATE url SET due = -1",
        "UPDATE url SET interval = 99999999",
        "UPDATE url SET status = 'ok'",
        "UPDATE url SET seen = 1.5",
        "UPDATE host SET origin = 'nowhere'",
        "UPDATE host SET robots = zeroblob(600000)",
        "UPDATE host SET downs = -3",
    };
    struct dh_detail d;

    (void)state;
    for (size_t i = 0; i < DH_LEN(harm); i++) {
        char name[16];
        sqlite3 *db = NULL;
        snprintf(name, sizeof name, "harm%zu", i);
        make(name, 0, 1, DAY);
        assert_int_equal(sqlite3_open(scratch_path(name), &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, harm[i], NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        struct files f = open_or_die(name, DH_STORE_READ);
        if (dh_store_verify(f.store, &d) != DH_EDATA)
            fail_msg("unnoticed: %s", harm[i]);
        dh_urls_free(f.urls);
        dh_store_close(f.store);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),    cmocka_unit_test(test_validators),
        cmocka_unit_test(test_merge),   cmocka_unit_test(test_expire),
        cmocka_unit_test(test_of_list), cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests(tests, scratch_set_up, scratch_tear_down);
}
