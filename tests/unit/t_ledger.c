/* SPDX-License-Identifier: MIT */
/* The ledger: what is put comes back after a commit, and nothing of it without one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scratch.h"
#include "state/ledger.h"

static struct dh_store *store;
static struct dh_ledger *ledger;

static void open_both(void)
{
    struct dh_detail d = { .code = DH_OK };
    if (dh_store_open(&store, dh_mem_default(), scratch_path("ledger"), DH_STORE_WRITE, 0, &d))
        fail_msg("%s", d.msg);
    if (dh_ledger_open(&ledger, dh_mem_default(), store, &d))
        fail_msg("%s", d.msg);
}

static void close_both(bool commit)
{
    struct dh_detail d;
    if (commit)
        assert_int_equal(dh_store_commit(store, &d), DH_OK);
    dh_ledger_close(ledger);
    dh_store_close(store);
}

static const struct dh_ledger_file file = {
    .key = UINT64_MAX,
    .source = 1,
    .size = (uint64_t)1 << 40,
    .device = 3,
    .inode = UINT64_MAX - 1,
    .mtime = -5,
    .ctime = INT64_MAX,
    .checked = 7,
    .rows = true,
    .at = 9,
    .line = 2,
    .head = 0,
    .tail = (uint64_t)1 << 63,
};

static void put_all(void)
{
    struct dh_detail d;
    bool known;
    struct dh_ledger_file f = file;
    f.id = DH_STR("a\nb\0c");
    assert_int_equal(dh_ledger_put_file(ledger, &f, &d), DH_OK);
    assert_int_equal(dh_ledger_put_item(ledger, 5, 100, &known, &d), DH_OK);
    assert_false(known);
    assert_int_equal(dh_ledger_put_item(ledger, 5, 101, &known, &d), DH_OK);
    assert_true(known);
    assert_int_equal(dh_ledger_put_output(ledger, 5, DH_STR("old"), &d), DH_OK);
    assert_int_equal(dh_ledger_put_output(ledger, 5, DH_STR("x/y.txt"), &d), DH_OK);
    assert_int_equal(dh_ledger_put_mark(ledger, "records", 12, &d), DH_OK);
}

static void what_is_committed_comes_back(void **state)
{
    struct dh_detail d;
    struct dh_ledger_file f;
    struct dh_str path;
    uint64_t mark, n;
    bool known;

    (void)state;
    unlink(scratch_path("ledger"));
    open_both();
    put_all();
    close_both(true);
    open_both();
    assert_int_equal(dh_ledger_get_file(ledger, file.key, &f, &d), DH_OK);
    assert_true(dh_str_eq(f.id, DH_STR("a\nb\0c")));
    f.id = DH_STR_NONE;
    assert_memory_equal(&f, &file, sizeof f);
    assert_int_equal(dh_ledger_get_file(ledger, 4, &f, &d), DH_END);
    assert_int_equal(dh_ledger_get_output(ledger, 5, &path, &d), DH_OK);
    assert_true(dh_str_eq(path, DH_STR("x/y.txt")));
    assert_int_equal(dh_ledger_get_output(ledger, 6, &path, &d), DH_END);
    assert_int_equal(dh_ledger_get_mark(ledger, "records", &mark, &d), DH_OK);
    assert_int_equal(mark, 12);
    assert_int_equal(dh_ledger_get_mark(ledger, "texts", &mark, &d), DH_OK);
    assert_int_equal(mark, 0);
    /* An item goes when it was not seen any more. */
    assert_int_equal(dh_store_expire(store, 101, &n, &n, &d), DH_OK);
    assert_int_equal(dh_ledger_put_item(ledger, 5, 100, &known, &d), DH_OK);
    assert_true(known);
    assert_int_equal(dh_store_expire(store, 102, &n, &n, &d), DH_OK);
    assert_int_equal(dh_ledger_put_item(ledger, 5, 102, &known, &d), DH_OK);
    assert_false(known);
    close_both(false);
}

static void what_is_not_committed_is_forgotten(void **state)
{
    struct dh_detail d;
    struct dh_ledger_file f;
    bool known;

    (void)state;
    unlink(scratch_path("ledger"));
    open_both();
    put_all();
    close_both(false);
    open_both();
    assert_int_equal(dh_ledger_get_file(ledger, file.key, &f, &d), DH_END);
    assert_int_equal(dh_ledger_put_item(ledger, 5, 100, &known, &d), DH_OK);
    assert_false(known);
    close_both(false);
}

static enum dh_err sum(void *self, const struct dh_ledger_file *f)
{
    *(uint64_t *)self += f->key;
    return f->key == 13 ? DH_ESTOPPED : DH_OK;
}

static void files_of_a_source(void **state)
{
    struct dh_detail d;
    uint64_t total = 0;

    (void)state;
    unlink(scratch_path("ledger"));
    open_both();
    for (uint64_t i = 1; i <= 20; i++) {
        struct dh_ledger_file f = { .key = i, .source = i % 2, .gone = i == 3 };
        assert_int_equal(dh_ledger_put_file(ledger, &f, &d), DH_OK);
    }
    assert_int_equal(dh_ledger_each_file(ledger, 0, sum, &total, &d), DH_OK);
    assert_int_equal(total, 110);
    total = 0; /* 3 is gone, and 13 ends it */
    assert_int_equal(dh_ledger_each_file(ledger, 1, sum, &total, &d), DH_ESTOPPED);
    assert_int_equal(total, 1 + 5 + 7 + 9 + 11 + 13);
    close_both(false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_committed_comes_back),
        cmocka_unit_test(what_is_not_committed_is_forgotten),
        cmocka_unit_test(files_of_a_source),
    };
    return cmocka_run_group_tests(tests, scratch_set_up, scratch_tear_down);
}
