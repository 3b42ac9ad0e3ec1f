/* SPDX-License-Identifier: MIT */
/* Downloads from the tests' own server: nice, slow, broken and hostile pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"
#include "fetch/fetch.h"
#include "httpd.h"

enum { MAX_BYTES = 100000, MAX_SECONDS = 2, PAGE_SIZE = 190 };

#define PAGE "<!DOCTYPE html>"

static struct httpd server;

/* body: what it begins with; NULL: not looked at. says: part of the message. */
static const struct {
    const char *name, *path;
    enum dh_err want;
    long status;
    const char *body;
    bool partial;
    const char *says;
} cases[] = {
    { "a page", "/ok", DH_OK, 200, PAGE, false, NULL },
    { "an empty page", "/empty", DH_OK, 200, "", false, NULL },
    { "chunked", "/chunked", DH_OK, 200, PAGE, false, NULL },
    { "interim headers do not count", "/hints", DH_OK, 200, PAGE, false, NULL },
    { "no content type", "/kind", DH_OK, 200, PAGE, false, NULL },
    { "an odd content type", "/kind?is=text/html;charset=%22", DH_OK, 200, PAGE, false, NULL },
    { "bytes of no kind", "/kind?is=application/octet-stream", DH_OK, 200, PAGE, false, NULL },
    { "a picture", "/kind?is=Image/PNG", DH_ENET, 200, NULL, false, "not a page but Image/PNG" },
    { "a PDF", "/kind?is=application/pdf", DH_ENET, 200, NULL, false, "not a page" },
    { "at the limit", "/size/100000", DH_OK, 200, "xxx", false, NULL },
    { "over the limit", "/size/100001", DH_ELIMIT, 200, NULL, false, "100000 bytes" },
    /* packed bodies */
    { "gzip", "/gzipped", DH_OK, 200, PAGE, false, NULL },
    { "gzip in members", "/gzip-members", DH_OK, 200, PAGE, false, NULL },
    { "gzip cut off, the length right", "/gzip-cut", DH_ENET, 200, NULL, true, "cut off" },
    { "gzip cut off by the end", "/gzip-cut-close", DH_ENET, 200, NULL, true, "cut off" },
    { "gzip damaged: asked again", "/gzip-damaged", DH_OK, 200, PAGE, false, NULL },
    { "gzip damaged for good", "/gzip-damaged-always", DH_ENET, 200, NULL, false, "damaged" },
    { "plain that says gzip", "/gzip-plain", DH_OK, 200, PAGE, false, NULL },
    { "gzip of nothing at all", "/gzip-empty", DH_OK, 200, "", false, NULL },
    { "deflate", "/deflated", DH_OK, 200, PAGE, false, NULL },
    { "deflate, bare", "/deflated-bare", DH_OK, 200, PAGE, false, NULL },
    { "x-gzip", "/coding?is=X-Gzip", DH_OK, 200, PAGE, false, NULL },
    { "brotli, unasked", "/br", DH_OK, 200, PAGE, false, NULL },
    { "brotli, cut off", "/br/cut", DH_ENET, 200, NULL, true, "ended early: brotli data" },
    { "what says brotli and is none", "/no-brotli", DH_ENET, 200, NULL, false, "damaged" },
    { "gzip that says brotli: asked again", "/coding?is=br", DH_OK, 200, PAGE, false, NULL },
    { "a coding that nobody knows", "/coding?is=dcb", DH_ENET, 200, NULL, false, "encoding" },
    { "brotli, but not for who asks for none", "/brotli-unless-plain", DH_OK, 200, PAGE, false,
      NULL },
    { "codings on codings", "/coding?is=gzip,gzip,gzip", DH_ENET, 200, NULL, false, "encoding" },
    { "a bomb", "/bomb", DH_ELIMIT, 200, NULL, false, "more than the limit" },
    /* slow and endless */
    { "a slow body", "/slow", DH_ENET, 200, NULL, true, "timed out" },
    { "slow headers", "/slow-headers", DH_ENET, 0, NULL, false, "timed out" },
    { "no answer", "/silent", DH_ENET, 0, NULL, false, "timed out" },
    { "an endless body", "/endless-body", DH_ELIMIT, 200, NULL, false, "larger than" },
    { "endless chunks", "/endless-chunks", DH_ELIMIT, 200, NULL, false, "larger than" },
    { "endless headers", "/endless-headers", DH_ELIMIT, 200, NULL, false, "headers" },
    { "an endless header line", "/endless-line", DH_ENET, 200, NULL, false, "header line" },
    { "endless interim responses", "/endless-hints", DH_ELIMIT, 103, NULL, false, "headers" },
    /* broken */
    { "less than the length says", "/too-long", DH_ENET, 200, PAGE, true, "ended early" },
    { "more than the length says", "/too-short", DH_OK, 200, PAGE, false, NULL },
    { "a negative length", "/negative-length", DH_ENET, -1, NULL, false, "" },
    { "a bad chunk", "/chunk-bad", DH_ENET, 200, NULL, true, "" },
    { "a chunk of 17 digits", "/chunk-long", DH_ENET, 200, NULL, false, "" },
    { "no last chunk", "/chunk-cut", DH_ENET, 200, "hello", true, "ended early" },
    { "no headers", "/hang-up", DH_ENET, 0, NULL, false, "Empty reply" },
    { "reset before headers", "/reset-early", DH_ENET, 0, NULL, false, "" },
    { "reset in the body", "/reset-late", DH_ENET, 200, NULL, true, "ended early" },
    { "HTTP/0.9", "/no-http", DH_ENET, -1, NULL, false, "" },
    { "status 999999", "/odd-status", DH_ENET, -1, NULL, false, "" },
    /* statuses */
    { "not found", "/nowhere", DH_ENET, 404, "", false, "HTTP status 404" },
    { "gone", "/status/410", DH_ENET, 410, "", false, "HTTP status 410" },
    { "server error", "/status/503", DH_ENET, 503, "", false, "HTTP status 503" },
    { "no content", "/status-alone/204", DH_ENET, 204, "", false, "HTTP status 204" },
    { "a part, unasked", "/status/206", DH_ENET, 206, "", false, "HTTP status 206" },
    { "not modified, unasked", "/status-alone/304", DH_ENET, 304, "", false, "HTTP status 304" },
    { "non-authoritative", "/status/203", DH_OK, 203, "no such luck", false, NULL },
    /* redirects */
    { "a redirect", "/to?url=/ok", DH_OK, 200, PAGE, false, NULL },
    { "308", "/to?status=308&url=/ok", DH_OK, 200, PAGE, false, NULL },
    { "300 is none", "/to?status=300&url=/ok", DH_ENET, 300, NULL, false, "HTTP status 300" },
    { "a relative one", "/to?url=ok", DH_OK, 200, PAGE, false, NULL },
    { "a query alone", "/chain/0?a", DH_OK, 200, PAGE, false, NULL },
    { "five in a row", "/chain/5", DH_OK, 200, PAGE, false, NULL },
    { "six", "/chain/6", DH_ENET, 301, NULL, false, "more redirects than 5" },
    { "a loop", "/loop", DH_ENET, 302, NULL, false, "more redirects than 5" },
    { "a growing query", "/grow", DH_ENET, 302, NULL, false, "" },
    { "to nowhere", "/to", DH_ENET, 302, NULL, false, "to nowhere" },
    { "to an empty place", "/to?url=", DH_ENET, 302, NULL, false, "to nowhere" },
    { "to a file", "/to?url=file:///etc/passwd", DH_ENET, 302, NULL, false, "no http address" },
    { "to ftp", "/to?url=ftp://127.0.0.1/", DH_ENET, 302, NULL, false, "no http address" },
    { "to gopher", "/to?url=gopher://127.0.0.1/", DH_ENET, 302, NULL, false, "no http address" },
    { "to data", "/to?url=data:text/html,x", DH_ENET, 302, NULL, false, "no http address" },
    { "to a script", "/to?url=javascript:alert(1)", DH_ENET, 302, NULL, false, "" },
    { "no cookies", "/cookie", DH_OK, 200, "none", false, NULL },
};

static void fetches(void **state)
{
    struct dh_fetch_options o = { .max_bytes = MAX_BYTES,
                                  .max_seconds = MAX_SECONDS,
                                  .max_redirects = 5,
                                  .allow_private = true };
    struct dh_fetch *f = NULL;
    struct dh_fetched r;
    char url[256];

    (void)state;
    assert_int_equal(dh_fetch_new(&f, dh_mem_default(), &o, NULL), DH_OK);
    dh_fetched_init(&r, dh_mem_default(), MAX_BYTES);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_detail d = { 0 };
        snprintf(url, sizeof url, "http://127.0.0.1:%u%s", server.port, cases[i].path);
        enum dh_err e = dh_fetch_get(f, url, &r, &d);
        if (e != cases[i].want || (cases[i].status >= 0 && r.status != cases[i].status))
            fail_msg("%s: error %d, status %ld: %s", cases[i].name, (int)e, r.status, d.msg);
        if (cases[i].body && (!dh_str_starts(dh_buf_str(&r.body), dh_str_c(cases[i].body)) ||
                              (!cases[i].body[0] && r.body.n)))
            fail_msg("%s: body %.*s", cases[i].name, (int)r.body.n, r.body.p);
        if (r.partial != cases[i].partial)
            fail_msg("%s: partial %d", cases[i].name, r.partial);
        if (e && (!strstr(d.msg, cases[i].says) || strncmp(d.msg, "cannot fetch 'http://", 21)))
            fail_msg("%s: says %s", cases[i].name, d.msg);
    }
    dh_fetched_release(&r);
    dh_fetch_free(f);
}

/* What is told beside the body. */
static void tells(void **state)
{
    struct dh_fetch_options o = { .max_bytes = MAX_BYTES,
                                  .max_redirects = 5,
                                  .allow_private = true };
    struct dh_fetch *f = NULL;
    struct dh_fetched r;
    char url[256], want[256];

    (void)state;
    assert_int_equal(dh_fetch_new(&f, dh_mem_default(), &o, NULL), DH_OK);
    dh_fetched_init(&r, dh_mem_default(), MAX_BYTES);
    snprintf(url, sizeof url,
             "HTTP://u:secret@127.0.0.1:%u/x/../to?url=../kind?is=text/plain%%23top", server.port);
    assert_int_equal(dh_fetch_get(f, url, &r, NULL), DH_OK);
    snprintf(want, sizeof want, "http://127.0.0.1:%u/kind?is=text/plain", server.port);
    assert_true(dh_str_eq(r.url, dh_str_c(want)));
    assert_true(dh_str_eq(r.content_type, DH_STR("text/plain")));
    snprintf(url, sizeof url, "http://127.0.0.1:%u/echo/User-Agent", server.port);
    assert_int_equal(dh_fetch_get(f, url, &r, NULL), DH_OK);
    assert_true(dh_str_eq(dh_buf_str(&r.body), DH_STR("dehusk/" DH_VERSION " (+contact unknown)")));
    snprintf(url, sizeof url, "http://u:p@127.0.0.1:%u/echo/Authorization", server.port);
    assert_int_equal(dh_fetch_get(f, url, &r, NULL), DH_OK);
    assert_true(dh_str_eq(dh_buf_str(&r.body), DH_STR("none")));
    dh_fetched_release(&r);
    dh_fetch_free(f);
}

/* With the guard on, whatever way an address is spelt and whoever leads there. PORT is the
 * server's. */
static const struct {
    const char *url, *says;
} refused[] = {
    { "http://127.0.0.1:PORT/ok", "a port" },
    { "http://127.0.0.1/", "private" },
    { "http://127.0.0.1:8080/", "private" },
    { "http://localhost/", "private" },
    { "http://localhost./", "" },
    { "http://[::1]/", "private" },
    { "http://[::ffff:127.0.0.1]/", "private" },
    { "http://[::]/", "private" },
    { "http://0.0.0.0/", "private" },
    { "http://0/", "private" },
    { "http://0x7f.1/", "private" },
    { "http://2130706433/", "private" },
    { "http://017700000001/", "private" },
    { "http://169.254.169.254/latest/", "private" },
    { "http://[fd00:ec2::254]/", "private" },
    { "http://10.0.0.1:22/", "a port" },
    { "http://8.8.8.8:25/", "a port" },
    { "file:///etc/passwd", "not an http" },
    { "ftp://127.0.0.1/", "not an http" },
    { "http://", "not an http" },
    { "http://127.0.0.1:99999/", "not an http" },
    { "http://a b/", "not an http" },
    { "127.0.0.1", "not an http" },
    { "", "not an http" },
};

static void guards(void **state)
{
    struct dh_fetch_options o = { .max_bytes = MAX_BYTES, .max_seconds = MAX_SECONDS };
    struct dh_fetch *f = NULL;
    struct dh_fetched r;
    char url[256];

    (void)state;
    assert_int_equal(dh_fetch_new(&f, dh_mem_default(), &o, NULL), DH_OK);
    dh_fetched_init(&r, dh_mem_default(), MAX_BYTES);
    for (size_t i = 0; i < DH_LEN(refused); i++) {
        struct dh_detail d = { 0 };
        const char *port = strstr(refused[i].url, "PORT");
        snprintf(url, sizeof url, "%s", refused[i].url);
        if (port)
            snprintf(url, sizeof url, "%.*s%u%s", (int)(port - refused[i].url), refused[i].url,
                     server.port, port + 4);
        if (dh_fetch_get(f, url, &r, &d) != DH_ENET || !strstr(d.msg, refused[i].says))
            fail_msg("%s: says %s", refused[i].url, d.msg);
    }
    dh_fetched_release(&r);
    dh_fetch_free(f);
}

static void refuses_agents(void **state)
{
    static const char *const agents[] = { "a\r\nX: y", "a\nb", "\x7F" };
    struct dh_fetch *f = NULL;
    (void)state;
    for (size_t i = 0; i < DH_LEN(agents); i++) {
        struct dh_fetch_options o = { .user_agent = agents[i] };
        assert_int_equal(dh_fetch_new(&f, dh_mem_default(), &o, NULL), DH_EUSAGE);
    }
}

/* The environment's proxy is none of ours. */
static void ignores_proxies(void **state)
{
    struct dh_fetch_options o = { .max_bytes = MAX_BYTES, .allow_private = true };
    struct dh_fetch *f = NULL;
    struct dh_fetched r;
    char url[64];

    (void)state;
    setenv("http_proxy", "http://127.0.0.1:1/", 1);
    assert_int_equal(dh_fetch_new(&f, dh_mem_default(), &o, NULL), DH_OK);
    dh_fetched_init(&r, dh_mem_default(), MAX_BYTES);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/ok", server.port);
    assert_int_equal(dh_fetch_get(f, url, &r, NULL), DH_OK);
    unsetenv("http_proxy");
    dh_fetched_release(&r);
    dh_fetch_free(f);
}

static int start(void **state)
{
    (void)state;
    httpd_start(&server);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    httpd_stop(&server);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fetches),         cmocka_unit_test(tells),
        cmocka_unit_test(guards),          cmocka_unit_test(refuses_agents),
        cmocka_unit_test(ignores_proxies),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
