/* SPDX-License-Identifier: MIT */
/* The state file: what is put comes back, merges, expires; damage and other versions are refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sys/file.h>
#include <sys/syscall.h>

#include "base/hash.h"
#include "scratch.h"
#include "state/entries.h"
#include "state/store.h"

/* What happens to a file between its opening and its locking, once. */
static void (*before_lock)(void);

int flock(int fd, int how)
{
    void (*now)(void) = before_lock;
    before_lock = NULL;
    if (now)
        now();
    return (int)syscall(SYS_flock, fd, how);
}

static struct dh_store *open_or_die(const char *name, enum dh_store_mode mode)
{
    struct dh_store *s = NULL;
    struct dh_detail d = { .code = DH_OK };
    if (dh_store_open(&s, dh_mem_default(), scratch_path(name), mode, 0, &d) != DH_OK)
        fail_msg("%s: %s", name, d.msg);
    return s;
}

static enum dh_err try_open(const char *name, enum dh_store_mode mode, struct dh_detail *d)
{
    struct dh_store *s = NULL;
    enum dh_err e = dh_store_open(&s, dh_mem_default(), scratch_path(name), mode, 0, d);
    if (e == DH_OK)
        e = dh_store_verify(s, d);
    dh_store_close(s);
    return e;
}

/* Puts stories first..last-1, seen on day, and for each a fragment that all share. */
static void fill(struct dh_store *s, unsigned first, unsigned last, uint32_t day)
{
    struct dh_detail d;
    for (unsigned i = first; i < last; i++) {
        struct dh_store_story story = {
            .page = { dh_hash_mix(i + 1), i },
            .label = i,
            .site = 7,
            .published = i % 2 ? (int64_t)i * 1000 : INT64_MAX,
            .length = i,
            .day = day,
            .id = DH_STR("an id"),
            .sketch = DH_STR("not looked into"),
        };
        uint64_t entries[DH_ENTRIES_MAX], entry = story.page.high & ~(uint64_t)3;
        struct dh_key_row shared = { 1, 7, entries, 0 }, own = { 1000 + i, 7, &entry, 1 };
        assert_int_equal(dh_store_put_story(s, &story, &d), DH_OK);
        assert_int_equal(dh_store_get_key(s, 1, entries, &shared.n, &d), DH_OK);
        shared.n = dh_entries_union(entries, shared.n, &entry, 1);
        assert_int_equal(dh_store_put_key(s, &shared, &d), DH_OK);
        assert_int_equal(dh_store_put_key(s, &own, &d), DH_OK);
    }
}

static void make(const char *name, unsigned first, unsigned last, uint32_t day)
{
    struct dh_detail d;
    struct dh_store *s = open_or_die(name, DH_STORE_WRITE);
    fill(s, first, last, day);
    assert_int_equal(dh_store_commit(s, &d), DH_OK);
    dh_store_close(s);
}

static struct dh_store_counts count(const char *name)
{
    struct dh_detail d;
    struct dh_store_counts c;
    struct dh_store *s = open_or_die(name, DH_STORE_READ);
    assert_int_equal(dh_store_count(s, &c, &d), DH_OK);
    dh_store_close(s);
    return c;
}

static enum dh_err sum_story(void *self, const struct dh_store_story *s, struct dh_detail *d)
{
    uint64_t *sum = self;
    (void)d;
    *sum += dh_hash_mix(dh_hash64(s->id) + 3 * dh_hash64(s->sketch) + 5 * s->page.high +
                        7 * s->page.low + 9 * s->label + 11 * (uint64_t)s->published +
                        13 * s->length + 15 * s->site + 17 * s->url);
    return DH_OK;
}

static enum dh_err sum_key(void *self, const struct dh_key_row *row, struct dh_detail *d)
{
    uint64_t *sum = self;
    (void)d;
    for (unsigned i = 0; i < row->n; i++)
        *sum += dh_hash_mix(row->key + 3 * row->site + 5 * row->entries[i]);
    return DH_OK;
}

static uint64_t contents(const char *name)
{
    struct dh_detail d;
    uint64_t sum = 0;
    struct dh_store *s = open_or_die(name, DH_STORE_READ);
    assert_int_equal(dh_store_each_story(s, sum_story, &sum, &d), DH_OK);
    assert_int_equal(dh_store_each_key(s, 0, sum_key, &sum, &d), DH_OK);
    dh_store_close(s);
    return sum;
}

static void test_merge(void **state)
{
    struct dh_detail d;
    (void)state;
    make("a", 0, 40, 10);
    make("b", 30, 70, 12);
    make("all", 0, 70, 10);
    struct dh_store *to = open_or_die("ab", DH_STORE_WRITE);
    const char *const names[] = { "b", "a", "b" };
    for (size_t i = 0; i < 3; i++) {
        struct dh_store *from = open_or_die(names[i], DH_STORE_READ);
        assert_int_equal(dh_store_merge(to, from, &d), DH_OK);
        dh_store_close(from);
    }
    assert_int_equal(dh_store_commit(to, &d), DH_OK);
    dh_store_close(to);
    assert_true(contents("ab") == contents("all"));
    struct dh_store_counts c = count("ab");
    assert_int_equal(c.stories, 70);
    assert_int_equal(c.keys, 71);
    assert_int_equal(c.keys_twice, 1);
    assert_int_equal(c.first_day, 10);
    assert_int_equal(c.last_day, 12);
}

static void test_expire(void **state)
{
    struct dh_detail d;
    uint64_t stories, keys;
    (void)state;
    make("old", 0, 10, 10);
    make("old", 5, 15, 20); /* five of them are seen again */
    struct dh_store *s = open_or_die("old", DH_STORE_WRITE);
    assert_int_equal(dh_store_expire(s, 15, &stories, &keys, &d), DH_OK);
    assert_int_equal(dh_store_commit(s, &d), DH_OK);
    dh_store_close(s);
    assert_int_equal(stories, 5);
    assert_int_equal(keys, 5);
    make("young", 5, 15, 20);
    assert_true(contents("old") == contents("young"));
}

/* A fragment of more stories than it has entries for has a mark when some are forgotten, which
 * stands among them; alone, or twice, it is damage. */
static void test_marks(void **state)
{
    const uint64_t mark = 0x5000000000FFFF;
    static const struct {
        uint64_t entries[3];
        unsigned n;
        enum dh_err want;
    } rows[] = {
        { { 1 << 16, 0x5000000000FFFF, (uint64_t)1 << 60 }, 3, DH_OK },
        { { 0x5000000000FFFF, (uint64_t)1 << 60 }, 2, DH_OK },
        { { 0x5000000000FFFF }, 1, DH_EDATA },
        { { 1 << 16, 0x5000000000FFFF, 0x6000000000FFFF }, 3, DH_EDATA },
    };
    struct dh_detail d;
    uint64_t stories, keys, entries[DH_ENTRIES_MAX];
    unsigned n;
    (void)state;
    make("marked", 0, 60, 10);
    make("marked", 60, 120, 20);
    struct dh_store *s = open_or_die("marked", DH_STORE_WRITE);
    assert_int_equal(dh_store_expire(s, 15, &stories, &keys, &d), DH_OK);
    assert_int_equal(stories, 60);
    assert_int_equal(keys, 60);
    assert_int_equal(dh_store_get_key(s, 1, entries, &n, &d), DH_OK);
    assert_in_range(n, 4, DH_ENTRIES_MAX - 4);
    assert_int_not_equal(dh_entries_unmark(entries, &n), 0);
    assert_int_equal(dh_store_commit(s, &d), DH_OK);
    dh_store_close(s);
    assert_int_equal(try_open("marked", DH_STORE_READ, &d), DH_OK);
    s = open_or_die("marked", DH_STORE_WRITE);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        struct dh_key_row row = { 1, 7, rows[i].entries, rows[i].n };
        assert_int_equal(dh_store_put_key(s, &row, &d), DH_OK);
        assert_int_equal(dh_store_get_key(s, 1, entries, &n, &d), rows[i].want);
        if (rows[i].want == DH_OK)
            assert_int_equal(dh_entries_unmark(entries, &n), mark);
    }
    dh_store_close(s);
}

/* What was not committed is not there. */
static void test_rollback(void **state)
{
    (void)state;
    make("kept", 0, 3, 1);
    struct dh_store *s = open_or_die("kept", DH_STORE_WRITE);
    fill(s, 3, 9, 1);
    dh_store_close(s);
    assert_int_equal(count("kept").stories, 3);
}

static void test_lock(void **state)
{
    struct dh_detail d;
    (void)state;
    make("held", 0, 3, 1);
    struct dh_store *s = open_or_die("held", DH_STORE_WRITE);
    assert_int_equal(try_open("held", DH_STORE_WRITE, &d), DH_ELOCKED);
    assert_int_equal(try_open("held", DH_STORE_READ, &d), DH_ELOCKED);
    dh_store_close(s);
    assert_int_equal(try_open("held", DH_STORE_WRITE, &d), DH_OK);
}

/* Files that are no state, or none of ours: never an answer from them, never a crash. */
static void test_damage(void **state)
{
    static const char junk[] = "This is a letter to a friend, and not a state of any program. ....";
    struct dh_detail d;
    size_t n;
    (void)state;
    assert_int_equal(try_open("none", DH_STORE_READ, &d), DH_ENOINPUT);
    scratch_write("junk", junk, sizeof junk);
    assert_int_equal(try_open("junk", DH_STORE_READ, &d), DH_EDATA);
    assert_int_equal(try_open("junk", DH_STORE_WRITE, &d), DH_EDATA);
    assert_int_equal(mkdir(scratch_path("dir"), 0777), 0);
    assert_int_equal(try_open("dir", DH_STORE_WRITE, &d), DH_ECREATE);
    assert_int_equal(try_open("dir", DH_STORE_READ, &d), DH_EDATA);
    make("whole", 0, 250, 1);
    const char *p = scratch_read("whole", &n);
    assert_non_null(p);
    char *bytes = malloc(n);
    assert_non_null(bytes);
    memcpy(bytes, p, n);
    for (size_t cut = 100; cut + 4096 < n; cut += 3000) {
        scratch_write("cut", bytes, cut);
        assert_int_equal(try_open("cut", DH_STORE_READ, &d), DH_EDATA);
        assert_int_equal(try_open("cut", DH_STORE_WRITE, &d), DH_EDATA);
    }
    bytes[63] ^= 4; /* the file's user version */
    scratch_write("future", bytes, n);
    assert_int_equal(try_open("future", DH_STORE_READ, &d), DH_EDATA);
    assert_non_null(strstr(d.msg, "format"));
    free(bytes);
}

/* One byte after the other is flipped: verify says so, or the byte said nothing. */
static void test_flipped_bytes(void **state)
{
    enum { FLIPS = 3000 };
    struct dh_detail d;
    size_t n, noticed = 0;
    (void)state;
    make("sound", 0, 120, 1);
    uint64_t want = contents("sound");
    const char *p = scratch_read("sound", &n);
    assert_non_null(p);
    char *bytes = malloc(n);
    assert_non_null(bytes);
    memcpy(bytes, p, n);
    for (uint64_t i = 0; i < FLIPS; i++) {
        size_t at = dh_hash_mix(2 * i + 1) % n;
        char bit = (char)(1 << dh_hash_mix(2 * i) % 8);
        bytes[at] ^= bit;
        scratch_write("flipped", bytes, n);
        enum dh_err e = try_open("flipped", DH_STORE_READ, &d);
        bytes[at] ^= bit;
        assert_true(e == DH_OK || e == DH_EDATA || e == DH_EIO);
        noticed += e != DH_OK;
        if (e == DH_OK && contents("flipped") != want)
            fail_msg("a flipped bit of byte %zu went unnoticed", at);
    }
    assert_true(noticed > FLIPS / 4); /* the rest fell on free space */
    free(bytes);
}

/* The bytes of a value are changed, in a file whose structure stays whole: verify names the table,
 * and who reads all stories stops. */
static void test_changed_value(void **state)
{
    static const struct {
        const char *was, *now, *table;
        bool told_by_reading;
    } rows[] = {
        { "an id", "an ID", "story", true },
        { "not looked into", "not looked INTO", "story", true },
        { "sum story", "sum stony", "stony", true },
        { "CREATE TABLE sighting", "CREATE TABLE Sighting", "sqlite_schema", false },
    };
    struct dh_detail d;
    size_t n = 0;
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        make("value", 0, 5, 1);
        const char *p = scratch_read("value", &n);
        char *bytes = malloc(n);
        assert_non_null(p);
        assert_non_null(bytes);
        memcpy(bytes, p, n);
        char *at = memmem(bytes, n, rows[i].was, strlen(rows[i].was));
        assert_non_null(at);
        memcpy(at, rows[i].now, strlen(rows[i].now));
        scratch_write("value", bytes, n);
        free(bytes);
        assert_int_equal(try_open("value", DH_STORE_READ, &d), DH_EDATA);
        if (!strstr(d.msg, "damaged"))
            fail_msg("%s: %s", rows[i].now, d.msg);
        if (rows[i].told_by_reading) {
            uint64_t sum = 0;
            struct dh_store *s = open_or_die("value", DH_STORE_READ);
            assert_int_equal(dh_store_each_story(s, sum_story, &sum, &d), DH_EDATA);
            dh_store_close(s);
        }
        assert_int_equal(remove(scratch_path("value")), 0);
    }
}

/* An empty file was something else once: nothing is begun in its place. */
static void test_empty_file(void **state)
{
    struct dh_detail d;
    (void)state;
    scratch_write("empty", "", 0);
    assert_int_equal(try_open("empty", DH_STORE_READ, &d), DH_EDATA);
    assert_int_equal(try_open("empty", DH_STORE_WRITE, &d), DH_EDATA);
    assert_non_null(strstr(d.msg, "is empty"));
    scratch_entry("nowhere->gone/away");
    assert_int_equal(try_open("nowhere", DH_STORE_WRITE, &d), DH_ECREATE);
}

static void replace(void)
{
    assert_int_equal(rename(scratch_path("new"), scratch_path("raced")), 0);
}

static void take_away(void)
{
    assert_int_equal(unlink(scratch_path("raced")), 0);
}

static void break_way(void)
{
    assert_int_equal(rename(scratch_path("way"), scratch_path("other way")), 0);
    scratch_write("way", "", 0);
}

/* Another run replaces the file, or takes it away, while this one is about to lock it: the lock is
 * that of the file which has the name then, so nobody else gets it. */
static void test_raced(void **state)
{
    static void (*const rows[])(void) = { replace, take_away };
    struct dh_store *s = NULL;
    struct dh_detail d;
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        make("raced", 0, 10, 10);
        make("new", 0, 20, 10);
        before_lock = rows[i];
        s = open_or_die("raced", DH_STORE_WRITE);
        int fd = open(scratch_path("raced"), O_RDONLY | O_CLOEXEC);
        assert_int_equal(flock(fd, LOCK_SH | LOCK_NB), -1);
        close(fd);
        dh_store_close(s);
        assert_int_equal(count("raced").stories, rows[i] == replace ? 20 : 0);
    }
    assert_int_equal(mkdir(scratch_path("way"), 0700), 0);
    make("way/raced", 0, 10, 10);
    before_lock = break_way;
    assert_int_equal(try_open("way/raced", DH_STORE_READ, &d), DH_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merge),         cmocka_unit_test(test_expire),
        cmocka_unit_test(test_raced),         cmocka_unit_test(test_marks),
        cmocka_unit_test(test_rollback),      cmocka_unit_test(test_lock),
        cmocka_unit_test(test_damage),        cmocka_unit_test(test_flipped_bytes),
        cmocka_unit_test(test_changed_value), cmocka_unit_test(test_empty_file),
    };
    return cmocka_run_group_tests(tests, scratch_set_up, scratch_tear_down);
}
