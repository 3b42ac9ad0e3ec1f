/* SPDX-License-Identifier: MIT */
/* Failure of our allocator at every N: the library's calls answer DH_ENOMEM or succeed with the
 * record that they would have given anyway, never crash and never leak (the live count here, and
 * ASan where it is on). Two ways: allocation N alone fails, or N and all behind it. Run from the
 * project's root: the pages are fixtures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdbool.h>
#include <string.h>
#include "dehusk.h"
#include "torture.h"

enum { MAX_PAGE = 1 << 16, MAX_RECORD = 1 << 18, COLD_STRIDE = 31 };

struct page {
    const char *path;
    char bytes[MAX_PAGE];
    size_t n;
};

static void load(struct page *p)
{
    FILE *f = fopen(p->path, "rb");
    assert_non_null(f);
    p->n = fread(p->bytes, 1, sizeof p->bytes, f);
    assert_true(p->n > 0 && p->n < sizeof p->bytes);
    fclose(f);
}

/* The records of the page at hand, as they were when nothing failed: one, or two of a batch. */
static struct record {
    char bytes[MAX_RECORD];
    size_t n; /* 0: not seen yet */
} undisturbed[2];

static void same_record(struct record *want, struct dh_str s)
{
    assert_true(s.n > 0 && s.n <= sizeof want->bytes);
    if (want->n == 0) {
        memcpy(want->bytes, s.p, s.n);
        want->n = s.n;
    }
    if (s.n != want->n || memcmp(s.p, want->bytes, s.n) != 0)
        fail_msg("another record: %.*s", (int)s.n, s.p);
}

/* What is tortured: answers the first error, frees all it made. */
typedef enum dh_err scenario(struct dh_context *c, const struct page *p);

static enum dh_err clean_one(struct dh_context *c, const struct page *p)
{
    struct dh_hints h = { .id = "one", .url = "https://gazette.example/one" };
    struct dh_record *r = NULL;
    struct dh_str s;
    enum dh_err e = dh_clean(c, p->bytes, p->n, &h, &r, NULL);
    if (e == DH_OK && dh_record_verdict(r) == DH_FAILED)
        e = DH_ELIMIT; /* as if the page were at fault */
    if (e == DH_OK)
        e = dh_record_json(r, &s);
    if (e == DH_OK)
        same_record(&undisturbed[0], s);
    if (e == DH_OK)
        e = dh_record_restore(r, &s);
    dh_record_free(r);
    return e;
}

static enum dh_err clean_two(struct dh_context *c, const struct page *p)
{
    enum dh_err e = clean_one(c, p);
    /* A context that failed once is as good as new. */
    enum dh_err again = clean_one(c, p);
    return e ? e : again;
}

static enum dh_err count_record(void *self, struct dh_record *r)
{
    struct dh_str s;
    int n = ++*(int *)self;
    enum dh_err e = dh_record_json(r, &s);
    if (e == DH_OK)
        same_record(&undisturbed[n - 1], s);
    return e;
}

static enum dh_err batch(struct dh_context *c, const struct page *p)
{
    struct dh_batch *b = NULL;
    int n = 0;
    enum dh_err e = dh_batch_new(&b, c, NULL);
    for (int i = 0; e == DH_OK && i < 2; i++)
        e = dh_batch_add(b, p->bytes, p->n, NULL, NULL);
    if (e == DH_OK)
        e = dh_batch_finish(b, count_record, &n, NULL);
    if (e == DH_OK)
        assert_int_equal(n, 2);
    dh_batch_free(b);
    return e;
}

static void judge(const char *path, const struct torture *t, uint64_t n, enum dh_err e, long left)
{
    if ((e != DH_OK && e != DH_ENOMEM) || left != 0)
        fail_msg("%s: allocation %llu fails%s: error %d, %ld blocks left", path,
                 (unsigned long long)n, t->for_good ? " for good" : "", (int)e, left);
}

/* A context of its own for every N, from its making on. */
static enum dh_err run_cold(struct torture *t, scenario *what, const struct page *p)
{
    struct dh_allocator a = { resize, t };
    struct dh_context *c = NULL;
    enum dh_err e = dh_context_new_with(&c, NULL, &a, NULL);
    if (e == DH_OK)
        e = what(c, p);
    dh_context_free(c);
    return e;
}

static void torture_cold(scenario *what, const struct page *p, uint64_t stride)
{
    struct torture t = { 0 };
    uint64_t failures = 0;

    assert_int_equal(run_cold(&t, what, p), DH_OK);
    assert_int_equal(t.live, 0);
    uint64_t total = t.calls;
    for (uint64_t n = 1; n <= total; n += stride)
        for (int for_good = 0; for_good < 2; for_good++) {
            t = (struct torture){ .fail_at = n, .for_good = for_good };
            enum dh_err e = run_cold(&t, what, p);
            judge(p->path, &t, n, e, t.live);
            failures += e == DH_ENOMEM;
        }
    assert_true(failures > 0);
}

/* One context that meets every failure in turn, and must be as good as new after each. */
static void torture_warm(scenario *what, const struct page *p)
{
    struct torture t = { 0 };
    struct dh_allocator a = { resize, &t };
    struct dh_context *c = NULL;
    uint64_t failures = 0, total;

    assert_int_equal(dh_context_new_with(&c, NULL, &a, NULL), DH_OK);
    t.calls = 0;
    assert_int_equal(what(c, p), DH_OK);
    total = t.calls;
    for (uint64_t n = 1; n <= total; n++)
        for (int for_good = 0; for_good < 2; for_good++) {
            t.calls = 0;
            t.fail_at = n;
            t.for_good = for_good;
            enum dh_err e = what(c, p);
            judge(p->path, &t, n, e, 0);
            failures += e == DH_ENOMEM;
        }
    assert_true(total > 0 && failures > 0);
    t.fail_at = 0;
    assert_int_equal(what(c, p), DH_OK);
    dh_context_free(c);
    assert_int_equal(t.live, 0);
}

static void torture(scenario *what, const char *path)
{
    static struct page page;
    page.path = path;
    load(&page);
    undisturbed[0].n = undisturbed[1].n = 0;
    torture_warm(what, &page);
    torture_cold(what, &page, COLD_STRIDE);
}

static void test_context(void **state)
{
    static struct page page = { .path = "fixtures/hostile-lone-less-than/in.txt" };
    (void)state;
    load(&page);
    undisturbed[0].n = 0;
    torture_cold(clean_one, &page, 1);
}
static void test_html(void **state)
{
    static const char *const pages[] = {
        "fixtures/page-en-wordpress/in.html",    "fixtures/page-en-table-layout/in.html",
        "fixtures/page-it-script-state/in.html", "fixtures/page-state-rows/in.html",
        "fixtures/page-state-literal/in.html",   "fixtures/page-print-variant/in.html",
    };
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        torture(clean_two, pages[i]);
}
static void test_charset(void **state)
{
    (void)state;
    torture(clean_one, "fixtures/page-ru-windows-1251/in.html");
    torture(clean_one, "fixtures/page-ja-shift-jis/in.html");
}
static void test_text(void **state)
{
    (void)state;
    torture(clean_two, "fixtures/text-en-markers/in.txt");
}
static void test_batch(void **state)
{
    (void)state;
    torture(batch, "fixtures/text-en-captions-twice/in.txt");
    torture(batch, "fixtures/page-de-div-soup/in.html");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_context), cmocka_unit_test(test_html),
        cmocka_unit_test(test_charset), cmocka_unit_test(test_text),
        cmocka_unit_test(test_batch),
    };
    return cmocka_run_group_tests_name("torture", tests, NULL, NULL);
}
