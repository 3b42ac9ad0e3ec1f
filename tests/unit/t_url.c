/* SPDX-License-Identifier: MIT */
/* base/url.h: addresses made whole and told apart, their caps, the sites they are of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "base/url.h"

static void urls(void **state)
{
    static const struct {
        const char *base, *ref, *want; /* NULL: refused */
    } cases[] = {
        { "", "HTTP://Example.COM:80/a/../b#frag", "http://example.com/b" },
        { "", "https://user:pw@example.com/x?y=1", "https://example.com/x?y=1" },
        { "https://example.com/news/a.html", "../b.html", "https://example.com/b.html" },
        { "https://example.com/news/", "//cdn.example.org/x", "https://cdn.example.org/x" },
        { "https://example.com/news/", "?p=2", "https://example.com/news/?p=2" },
        /* What a reference leaves out: RFC 3986, 5.4, whose base this is. */
        { "http://a/b/c/d;p?q", "g:h", NULL },
        { "http://a/b/c/d;p?q", "g", "http://a/b/c/g" },
        { "http://a/b/c/d;p?q", "./g", "http://a/b/c/g" },
        { "http://a/b/c/d;p?q", "g/", "http://a/b/c/g/" },
        { "http://a/b/c/d;p?q", "/g", "http://a/g" },
        { "http://a/b/c/d;p?q", "//g", "http://g/" },
        { "http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y" },
        { "http://a/b/c/d;p?q", "g?y", "http://a/b/c/g?y" },
        { "http://a/b/c/d;p?q", "#s", "http://a/b/c/d;p?q" },
        { "http://a/b/c/d;p?q", "g#s", "http://a/b/c/g" },
        { "http://a/b/c/d;p?q", ";x", "http://a/b/c/;x" },
        { "http://a/b/c/d;p?q", "", "http://a/b/c/d;p?q" },
        { "http://a/b/c/d;p?q", ".", "http://a/b/c/" },
        { "http://a/b/c/d;p?q", "..", "http://a/b/" },
        { "http://a/b/c/d;p?q", "../..", "http://a/" },
        { "http://a/b/c/d;p?q", "../../../../g", "http://a/g" },
        { "http://a/b/c/d;p?q", "/../g", "http://a/g" },
        { "http://a/b/c/d;p?q", "g..", "http://a/b/c/g.." },
        { "http://a/b/c/d;p?q", "./g/.", "http://a/b/c/g/" },
        { "http://a/b/c/d;p?q", "g;x=1/../y", "http://a/b/c/y" },
        { "http://a/b/c/d;p?q", "%2E%2e/%2e/g", "http://a/b/g" },
        { "http://a/b/c/d;p?q", ".%2e/g/%2E", "http://a/b/g/" },
        { "http://a/b/c/d;p?q", "%2e%2e%2e/.%2/%2eg", "http://a/b/c/%2e%2e%2e/.%2/%2eg" },
        { "http://a/b/c/d;p?q", "g?y/../x", "http://a/b/c/g?y/../x" },
        { "http://a/b/c/d;p?q", "http:g", NULL },
        { "http://a?q=/x/y", "g", "http://a/g" },
        { "http://a/b#c/d", "g", "http://a/g" },
        /* Hosts: what libcurl is given is what we took it for. */
        { "", "http://h%41.example/", "http://ha.example/" },
        { "", "http://h%2Fx.example/", NULL },
        { "", "http://h%00.example/", NULL },
        { "", "http://u@v@h.example/", NULL },
        { "", "http://h.example\\@x.example/", NULL },
        { "", "http://0x7F.1/", "http://127.0.0.1/" },
        { "", "http://0x7F.1./", "http://127.0.0.1/" },
        { "", "http://h.example./", "http://h.example./" },
        { "", "http://./", "http://./" },
        { "", "http://2130706433/", "http://127.0.0.1/" },
        { "", "http://017.1.1.1/", "http://15.1.1.1/" },
        { "", "http://1.2.3.256/", "http://1.2.3.256/" },
        { "", "http://[::FFFF:1.2.3.4]:80/", "http://[::ffff:1.2.3.4]/" },
        { "", "http://[0:0:0:0:0:0:0:1]:8080/", "http://[::1]:8080/" },
        { "", "http://[fe80::1%25eth0]/", NULL },
        { "", "http://[::1/", NULL },
        { "", "http://[::1]x/", NULL },
        { "", "http://m\xC3\xBCnchen.example/", "http://xn--mnchen-3ya.example/" },
        { "", "http://M%C3%9CNCHEN.example/", "http://xn--mnchen-3ya.example/" },
        { "", "http://mu\xCC\x88nchen.example/", "http://xn--mnchen-3ya.example/" },
        { "", "http://XN--Mnchen-3ya.example/", "http://xn--mnchen-3ya.example/" },
        { "",
          "http://stra\xC3\x9F"
          "e.example/",
          "http://xn--strae-oqa.example/" },
        { "", "http://a_b.\xC3\xBC.example./", "http://a_b.xn--tda.example./" },
        { "", "http://-\xC3\xBC.example/", NULL },
        { "", "http://\xE2\x98\x83.example/", NULL },
        { "", "http://\xEF\xBC\x91\xEF\xBC\x92%EF%BC%97.0.1/", "http://127.0.0.1/" },
        { "",
          "http://10\xE3\x80\x82"
          "0\xEF\xBD\xA1"
          "1/",
          "http://10.0.0.1/" },
        { "", "http://\xE2\x93\x9Bocal\xC2\xADhost/", "http://localhost/" },
        { "", "http://\xC3\xBC\xE3\x80\x82localhost/", "http://xn--tda.localhost/" },
        { "", "http://a\xEF\xBC\x8F.example/", NULL },
        { "",
          "http://a\xEF\xBC\xA0"
          "b.example/",
          NULL },
        { "", "http://\xC2\xAD/", NULL },
        { "", "http://a%FF.example/", NULL },
        { "", "http://h.example:", "http://h.example/" },
        { "", "https://h.example:0443/", "https://h.example/" },
        { "", "http://h.example:65536/", NULL },
        { "", "http://h.example:8x/", NULL },
        { "", "http://h.example:+8/", NULL },
        /* Bytes of path and query. */
        { "", "http://h.example/\xC3\xA9 a?b c=\xC3\xA9",
          "http://h.example/%C3%A9%20a?b%20c=%C3%A9" },
        { "", "http://h.example/%7ea%2f%zz", "http://h.example/%7ea%2f%zz" },
        { "", "http://h.example/a?", "http://h.example/a" },
        { "", "http://h.example/a\tb", NULL },
        { "", "ftp://example.com/", NULL },
        { "", "javascript:alert(1)", NULL },
        { "", "data:text/html,x", NULL },
        { "", "http:///x", NULL },
        { "", "relative.html", NULL },
        { "", "", NULL },
        { "", "http://exa mple.com/", NULL },
        { "", " https://example.com/pad ", "https://example.com/pad" },
    };
    struct dh_buf b;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 10000);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        dh_buf_reset(&b);
        enum dh_err e = dh_url_normal(dh_str_c(cases[i].base), dh_str_c(cases[i].ref), &b);
        bool ok = cases[i].want ? e == DH_OK && dh_str_eq(dh_buf_str(&b), dh_str_c(cases[i].want))
                                : e == DH_EDATA;
        if (!ok)
            fail_msg("'%s': %d '%.*s'", cases[i].ref, (int)e, (int)b.n, b.p);
    }
    dh_buf_release(&b);
}

/* The cap holds for what comes out, where each blank is three bytes. */
static void long_urls(void **state)
{
    char text[DH_URL_MAX];
    struct dh_buf b;
    (void)state;
    memset(text, ' ', sizeof text);
    memcpy(text, "http://h.example/a", 18);
    dh_buf_init(&b, dh_mem_default(), 3 * DH_URL_MAX);
    for (size_t n = 18; n < sizeof text; n += 100) {
        text[n] = 'b';
        dh_buf_reset(&b);
        dh_buf_byte(&b, '>');
        enum dh_err e = dh_url_normal(DH_STR_NONE, (struct dh_str){ text, n + 1 }, &b);
        size_t want = 18 + 3 * (n - 18) + 1;
        assert_int_equal(e, want < DH_URL_MAX ? DH_OK : DH_EDATA);
        assert_int_equal(b.n, want < DH_URL_MAX ? 1 + want : 1);
        text[n] = ' ';
    }
    dh_buf_release(&b);
}

static void site_keys(void **state)
{
    static const struct {
        const char *in, *want;
    } cases[] = {
        { "https://www.news.example.co.uk/a", "example.co.uk" },
        { "http://Lokales.Blatt.de:8080/", "blatt.de" },
        { "http://user@host.example.com/", "example.com" },
        { "https://127.0.0.1/x", "127.0.0.1" },
        { "http://localhost/x", "localhost" },
        { "blog.example.org.", "example.org" },
        { "https://[::1]:8080/x", "[::1]" },
        { "https://www.\xD0\x92\xD0\xB5\xD1\x81\xD1\x82\xD0\xB8.\xD1\x80\xD1\x84/x",
          "xn--b1agj9af.xn--p1ai" },
        { "WWW.xn--b1agj9af.xn--p1ai", "xn--b1agj9af.xn--p1ai" },
    };
    struct dh_buf b;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1000);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        dh_buf_reset(&b);
        enum dh_err e = dh_url_site(dh_str_c(cases[i].in), &b);
        if (e != DH_OK || !dh_str_eq(dh_buf_str(&b), dh_str_c(cases[i].want)))
            fail_msg("'%s': '%.*s'", cases[i].in, (int)b.n, b.p);
    }
    assert_int_equal(dh_url_site(DH_STR("http:///x"), &b), DH_EDATA);
    assert_true(dh_url_same_site(DH_STR("www.gazette.co.uk"), DH_STR("https://m.gazette.co.uk/x")));
    assert_false(dh_url_same_site(DH_STR("www.gazette.co.uk"), DH_STR("https://post.co.uk/x")));
    assert_false(dh_url_same_site(DH_STR("http:///x"), DH_STR("http:///x")));
    dh_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urls),
        cmocka_unit_test(long_urls),
        cmocka_unit_test(site_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
