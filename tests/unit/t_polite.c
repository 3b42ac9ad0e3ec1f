/* SPDX-License-Identifier: MIT */
/* When hosts are asked, on a clock of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "fetch/polite.h"

/* A run: URLs are queued at once; each answer is that of its path ("/ok", "/slow" takes 2 s,
 * "/429", "/503", "/none" none,
 * "/404"), with "?ra=N" a Retry-After of N seconds. want: "time url" of every request, '!' where a
 * host is dropped. */
static const struct {
    const char *name;
    const char *urls[8];
    bool retry; /* what is worth asking again is */
    const char *want;
} runs[] = {
    { "one host, one at a time",
      { "http://a/ok", "http://a/ok", "http://a/ok" },
      false,
      "0 a/ok\n1010 a/ok\n2020 a/ok\n" },
    { "hosts do not wait for each other",
      { "http://a/ok", "http://a/ok", "http://b/ok", "http://c/ok" },
      false,
      "0 a/ok\n10 b/ok\n20 c/ok\n1010 a/ok\n" },
    { "a port is another host",
      { "http://a/ok", "http://a:81/ok" },
      false,
      "0 a/ok\n10 a:81/ok\n" },
    { "a slow host is asked more slowly",
      { "http://a/slow", "http://a/slow", "http://a/ok", "http://a/ok" },
      false,
      "0 a/slow\n7500 a/slow\n17250 a/ok\n21160 a/ok\n" },
    { "errors are no reason to hurry",
      { "http://a/slow", "http://a/404", "http://a/ok" },
      false,
      "0 a/slow\n7500 a/404\n13010 a/ok\n" },
    { "trouble doubles the pause",
      { "http://a/503", "http://a/503", "http://a/ok", "http://a/ok" },
      false,
      "0 a/503\n2010 a/503\n6020 a/ok\n8055 a/ok\n" },
    { "asked again",
      { "http://a/429" },
      true,
      "0 a/429\n2010 a/429\n6020 a/429\n14030 a/429\n30040 a/429!\n" },
    { "five in a row, and the rest is left",
      { "http://a/none", "http://a/none", "http://a/none", "http://a/none", "http://a/none",
        "http://a/ok", "http://b/ok" },
      false,
      "0 a/none\n10 b/ok\n2010 a/none\n6020 a/none\n14030 a/none\n30040 a/none!\n" },
    { "one answer between makes it new",
      { "http://a/none", "http://a/none", "http://a/none", "http://a/none", "http://a/404",
        "http://a/none", "http://a/ok" },
      false,
      "0 a/none\n2010 a/none\n6020 a/none\n14030 a/none\n30040 a/404\n46050 a/none\n78060 a/ok\n" },
    { "Retry-After is waited for",
      { "http://a/429?ra=20", "http://a/ok", "http://b/ok" },
      false,
      "0 a/429?ra=20\n10 b/ok\n20010 a/ok\n" },
    { "unless the pause is longer",
      { "http://a/429?ra=1", "http://a/ok" },
      false,
      "0 a/429?ra=1\n2010 a/ok\n" },
    { "a day is not",
      { "http://a/429?ra=86400", "http://a/ok" },
      false,
      "0 a/429?ra=86400\n21600010 a/ok\n" },
};

static void answer_for(struct dh_str url, struct dh_polite_answer *a)
{
    const char *path = strchr(url.p + 7, '/');
    char text[16];
    size_t ra = dh_str_find(url, DH_STR("ra="));

    *a = (struct dh_polite_answer){ .status = 200, .took_ms = 10 };
    if (strncmp(path, "/slow", 5) == 0)
        a->took_ms = 2000;
    else if (strncmp(path, "/none", 5) == 0)
        a->status = 0;
    else if (path[1] >= '4' && path[1] <= '5')
        a->status = (path[1] - '0') * 100 + (path[2] - '0') * 10 + path[3] - '0';
    if (ra < url.n) {
        snprintf(text, sizeof text, "%.*s", (int)(url.n - ra - 3), url.p + ra + 3);
        a->retry_after_ms = dh_polite_retry_after(dh_str_c(text), 0);
    }
}

static void run(struct dh_polite *p, bool retry, char *got, size_t cap)
{
    int64_t now = 0, wait;
    struct dh_str url;
    uint64_t tag;
    size_t n = 0;

    got[0] = '\0';
    while (dh_polite_next(p, now, &url, &tag, &wait) == DH_OK) {
        struct dh_polite_answer a;
        char copy[64] = "";
        if (!url.n) {
            now += wait;
            continue;
        }
        memcpy(copy, url.p, url.n);
        answer_for((struct dh_str){ copy, url.n }, &a);
        n += (size_t)snprintf(got + n, cap - n, "%d %s", (int)now, copy + 7);
        now += a.took_ms;
        enum dh_polite_advice advice = dh_polite_done(p, dh_str_c(copy), now, &a);
        n += (size_t)snprintf(got + n, cap - n, "%s\n", advice == DH_POLITE_DROPPED ? "!" : "");
        if (retry && advice == DH_POLITE_RETRY)
            assert_int_equal(dh_polite_add(p, dh_str_c(copy), tag), DH_OK);
    }
}

static void paces(void **state)
{
    char got[1024];
    (void)state;
    for (size_t i = 0; i < DH_LEN(runs); i++) {
        struct dh_polite *p = NULL;
        struct dh_polite_options o = { 0 };
        assert_int_equal(dh_polite_new(&p, dh_mem_default(), &o, NULL), DH_OK);
        for (size_t k = 0; k < 8 && runs[i].urls[k]; k++)
            assert_int_equal(dh_polite_add(p, dh_str_c(runs[i].urls[k]), k), DH_OK);
        run(p, runs[i].retry, got, sizeof got);
        if (strcmp(got, runs[i].want) != 0)
            fail_msg("%s: got\n%s", runs[i].name, got);
        dh_polite_free(p);
    }
}

static void crawl_delay(void **state)
{
    struct dh_polite *p = NULL;
    struct dh_polite_options o = { .least_ms = 100 };
    char got[256];

    (void)state;
    assert_int_equal(dh_polite_new(&p, dh_mem_default(), &o, NULL), DH_OK);
    assert_int_equal(dh_polite_add(p, DH_STR("nothing"), 0), DH_EDATA);
    for (uint64_t i = 0; i < 3; i++)
        assert_int_equal(dh_polite_add(p, DH_STR("http://a/ok"), i), DH_OK);
    dh_polite_crawl_delay(p, DH_STR("http://a/robots.txt"), 5000);
    dh_polite_crawl_delay(p, DH_STR("http://unknown/"), 5000);
    run(p, false, got, sizeof got);
    assert_string_equal(got, "0 a/ok\n5010 a/ok\n10020 a/ok\n");
    dh_polite_free(p);
}

static struct dh_str next(struct dh_polite *p, int64_t now)
{
    struct dh_str url;
    uint64_t tag;
    int64_t wait;
    return dh_polite_next(p, now, &url, &tag, &wait) == DH_OK ? url : DH_STR_NONE;
}

/* Pages that came before stand behind all others, in their order, whenever those are added. */
static void again(void **state)
{
    static const struct polite_turn {
        char how; /* n: new, a: again, f: first; '.': the next one is handed out */
        const char *url;
    } turns[] = {
        { 'a', "http://a/1" }, { 'n', "http://a/2" }, { 'a', "http://a/3" }, { 'n', "http://a/4" },
        { '.', "http://a/2" }, { 'n', "http://a/5" }, { '.', "http://a/4" }, { '.', "http://a/5" },
        { 'n', "http://a/6" }, { 'f', "http://a/7" }, { '.', "http://a/7" }, { '.', "http://a/6" },
        { 'f', "http://a/8" }, { 'n', "http://a/9" }, { '.', "http://a/8" }, { '.', "http://a/9" },
        { '.', "http://a/1" }, { '.', "http://a/3" }, { 'a', "http://a/x" }, { 'n', "http://a/y" },
        { '.', "http://a/y" }, { '.', "http://a/x" }, { 'n', "http://a/z" }, { '.', "http://a/z" },
    };
    struct dh_polite *p = NULL;
    struct dh_polite_options o = { 0 };

    (void)state;
    assert_int_equal(dh_polite_new(&p, dh_mem_default(), &o, NULL), DH_OK);
    for (size_t i = 0; i < DH_LEN(turns); i++) {
        struct dh_str url = dh_str_c(turns[i].url);
        enum dh_err e = turns[i].how == 'n'   ? dh_polite_add(p, url, i)
                        : turns[i].how == 'a' ? dh_polite_add_again(p, url, i)
                        : turns[i].how == 'f' ? dh_polite_add_first(p, url, i)
                                              : DH_OK;
        assert_int_equal(e, DH_OK);
        if (turns[i].how != '.')
            continue;
        struct dh_str got = next(p, 0);
        if (!dh_str_eq(got, url))
            fail_msg("turn %zu: '%.*s'", i, (int)got.n, got.p);
        dh_polite_skip(p, url);
    }
    assert_int_equal(next(p, 0).n, 0);
    dh_polite_free(p);
}

/* What a crawl does beside asking: leave out, put first, give up. */
static void exceptions(void **state)
{
    static const struct dh_polite_answer good = { .status = 200 }, bad = { .status = 503 };
    struct dh_polite *p = NULL;
    struct dh_polite_options o = { 0 };

    (void)state;
    assert_int_equal(dh_polite_new(&p, dh_mem_default(), &o, NULL), DH_OK);
    for (uint64_t i = 0; i < 4; i++)
        assert_int_equal(dh_polite_add(p, DH_STR("http://a/later"), i), DH_OK);
    assert_true(dh_str_eq(next(p, 0), DH_STR("http://a/later")));
    assert_int_equal(next(p, 0).n, 0); /* it is busy */
    dh_polite_skip(p, DH_STR("http://a/later"));
    assert_int_equal(dh_polite_add_first(p, DH_STR("http://a/first"), 9), DH_OK);
    assert_true(dh_str_eq(next(p, 0), DH_STR("http://a/first"))); /* at once, and before the rest */
    assert_int_equal(dh_polite_done(p, DH_STR("http://a/first"), 0, &good), DH_POLITE_DONE);
    dh_polite_suspect(p, DH_STR("http://a/"));
    assert_true(dh_str_eq(next(p, 1000), DH_STR("http://a/later")));
    assert_int_equal(dh_polite_done(p, DH_STR("http://a/later"), 1000, &bad), DH_POLITE_DROPPED);
    assert_true(dh_polite_dropped(p, DH_STR("http://a/later")));
    assert_int_equal(next(p, 1 << 30).n, 0);
    assert_int_equal(dh_polite_add(p, DH_STR("http://b/1"), 0), DH_OK);
    assert_int_equal(dh_polite_add_first(p, DH_STR("http://c/1"), 0), DH_OK);
    assert_false(dh_polite_dropped(p, DH_STR("http://b/1")));
    dh_polite_drop(p, DH_STR("http://b/1"));
    dh_polite_drop(p, DH_STR("http://unknown/"));
    dh_polite_skip(p, DH_STR("http://unknown/"));
    dh_polite_suspect(p, DH_STR("http://unknown/"));
    assert_true(dh_str_eq(next(p, 1 << 30), DH_STR("http://c/1")));
    assert_int_equal(next(p, 1 << 30).n, 0);
    dh_polite_free(p);
}

/* Many hosts: each is asked once a round, in the order in which they came, and in busy times
 * nothing is handed out twice. */
static void many_hosts(void **state)
{
    enum { HOSTS = 1000, ROUNDS = 3 };
    struct dh_polite *p = NULL;
    struct dh_polite_options o = { .factor = 1 };
    struct dh_str url;
    uint64_t tag;
    int64_t wait;
    char text[64];

    (void)state;
    assert_int_equal(dh_polite_new(&p, dh_mem_default(), &o, NULL), DH_OK);
    for (uint64_t i = 0; i < HOSTS * ROUNDS; i++) {
        snprintf(text, sizeof text, "http://h%d/%d", (int)(i / ROUNDS), (int)(i % ROUNDS));
        assert_int_equal(dh_polite_add(p, dh_str_c(text), i), DH_OK);
    }
    for (int64_t round = 0; round < ROUNDS; round++) {
        for (uint64_t i = 0; i < HOSTS; i++) {
            assert_int_equal(dh_polite_next(p, round * 10000, &url, &tag, &wait), DH_OK);
            assert_int_equal(tag, i * ROUNDS + (uint64_t)round);
        }
        assert_int_equal(dh_polite_next(p, round * 10000, &url, &tag, &wait), DH_END);
        for (uint64_t i = 0; i < HOSTS; i++) {
            struct dh_polite_answer a = { .status = 200 };
            snprintf(text, sizeof text, "http://h%d/", (int)i);
            assert_int_equal(dh_polite_done(p, dh_str_c(text), round * 10000, &a), DH_POLITE_DONE);
        }
    }
    assert_int_equal(dh_polite_next(p, 1 << 30, &url, &tag, &wait), DH_END);
    dh_polite_free(p);
}

static void retry_after(void **state)
{
    /* now is Mon, 02 Jan 2023 00:00:00 GMT */
    static const struct {
        const char *value;
        unsigned want;
    } cases[] = {
        { "2", 2000 },
        { " 120 ", 120000 },
        { "0", 0 },
        { "86400", DH_RETRY_AFTER_MAX },
        { "99999999999999999999", DH_RETRY_AFTER_MAX },
        { "-5", 0 },
        { "soon", 0 },
        { "", 0 },
        { "1.5", 0 },
        { "Mon, 02 Jan 2023 00:00:30 GMT", 30000 },
        { "Monday, 02-Jan-23 00:01:00 GMT", 60000 },
        { "Sunday, 06-Nov-94 08:49:37 GMT", 0 },
        { "Mon Jan  2 00:00:10 2023", 10000 },
        { "Mon, 02 Jan 2023 00:00:00 GMT", 0 },
        { "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
        { "Fri, 31 Dec 2099 23:59:59 GMT", DH_RETRY_AFTER_MAX },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++)
        if (dh_polite_retry_after(dh_str_c(cases[i].value), 1672617600) != cases[i].want)
            fail_msg("%s: %u", cases[i].value,
                     dh_polite_retry_after(dh_str_c(cases[i].value), 1672617600));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paces),      cmocka_unit_test(crawl_delay), cmocka_unit_test(again),
        cmocka_unit_test(exceptions), cmocka_unit_test(many_hosts),  cmocka_unit_test(retry_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
