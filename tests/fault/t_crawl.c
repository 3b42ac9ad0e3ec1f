/* SPDX-License-Identifier: MIT */
/* Failure of our allocator at every few N during a crawl of the made news site, from its making to
 * its end: DH_OK or DH_ENOMEM, no crash, no leak. libcurl and SQLite use malloc, which does not
 * fail here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "dehusk.h"
#include "../unit/httpd.h"
#include "../unit/scratch.h"
#include "torture.h"

enum { STRIDE = 5 };

static struct httpd server;
static char feed[64], map[64];

/* pages: how many came. */
static enum dh_err crawl(struct dh_context *c, uint64_t *pages)
{
    const struct dh_fetch_source sources[] = { { DH_SOURCE_FEED, feed },
                                               { DH_SOURCE_SITEMAP, map } };
    struct dh_fetch_stats stats;
    enum dh_err e = dh_job_fetch(c, sources, 2, NULL, &stats, NULL);
    *pages = stats.pages;
    return e;
}

static void set(struct dh_options *o, const char *name, const char *value)
{
    struct dh_detail d;
    assert_int_equal(dh_options_set(o, name, value, &d), DH_OK);
}

static void tortured(void **state)
{
    struct torture t = { 0 };
    struct dh_allocator a = { resize, &t };
    struct dh_context *c = NULL;
    struct dh_options *o = NULL;
    uint64_t pages, total, failures = 0;
    char warc[1536];

    (void)state;
    snprintf(warc, sizeof warc, "%s", scratch_path("warc"));
    assert_int_equal(dh_options_new(&o), DH_OK);
    set(o, "output", warc);
    set(o, "contact", "test@example.org");
    set(o, "allow-private", "yes");
    set(o, "delay", "0");
    set(o, "delay-factor", "0");
    set(o, "hosts", "4");
    assert_int_equal(dh_context_new_with(&c, o, &a, NULL), DH_OK);
    dh_options_free(o);
    long before = t.live;
    t.calls = 0;
    assert_int_equal(crawl(c, &pages), DH_OK);
    assert_int_equal(pages, 3);
    total = t.calls;
    for (uint64_t n = 1; n <= total; n += STRIDE)
        for (int for_good = 0; for_good < 2; for_good++) {
            t = (struct torture){ .fail_at = n, .for_good = for_good, .live = t.live };
            enum dh_err e = crawl(c, &pages);
            if ((e != DH_OK && e != DH_ENOMEM) || t.live != before)
                fail_msg("allocation %llu fails: error %d, %ld blocks left", (unsigned long long)n,
                         (int)e, t.live - before);
            failures += e == DH_ENOMEM;
        }
    assert_true(failures > 0);
    t.fail_at = 0;
    assert_int_equal(crawl(c, &pages), DH_OK);
    assert_int_equal(pages, 3);
    dh_context_free(c);
    assert_int_equal(t.live, 0);
}

static int start(void **state)
{
    (void)state;
    scratch_make();
    httpd_start_script(&server, "newssite.py", "--pages=3");
    snprintf(feed, sizeof feed, "http://127.0.0.1:%u/feed.xml", server.port);
    snprintf(map, sizeof map, "http://127.0.0.1:%u/index.xml", server.port);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    httpd_stop(&server);
    scratch_remove();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(tortured) };
    return cmocka_run_group_tests(tests, start, stop);
}
