/* SPDX-License-Identifier: MIT */
/* base/: slices, memory, UTF-8, escaping, hashes, URLs, wire form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/wire.h"

static struct dh_str str(const char *s)
{
    return (struct dh_str){ s, strlen(s) };
}

static void numbers(void **state)
{
    static const struct {
        const char *in;
        uint64_t max;
        bool ok;
        uint64_t want;
    } cases[] = {
        { "0", 10, true, 0 },
        { "10", 10, true, 10 },
        { "11", 10, false, 0 },
        { "", 10, false, 0 },
        { "-1", 10, false, 0 },
        { " 1", 10, false, 0 },
        { "1 ", 10, false, 0 },
        { "007", 10, true, 7 },
        { "18446744073709551615", UINT64_MAX, true, UINT64_MAX },
        { "18446744073709551616", UINT64_MAX, false, 0 },
        { "99999999999999999999999", UINT64_MAX, false, 0 },
        { "5", 3, false, 0 },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        uint64_t v = 0;
        bool ok = dh_str_number(str(cases[i].in), cases[i].max, &v);
        if (ok != cases[i].ok || v != cases[i].want)
            fail_msg("'%s'", cases[i].in);
    }
}

/* Byte by byte. */
static size_t find_plainly(struct dh_str s, struct dh_str needle)
{
    for (size_t at = 0; at + needle.n <= s.n; at++)
        if (memcmp(s.p + at, needle.p, needle.n) == 0)
            return at;
    return s.n;
}

/* Texts of two letters, which are full of beginnings: of every length, with needles of every length
 * and from every place, there or not. Each text ends where its memory ends. */
static void finding(void **state)
{
    enum { TEXT_MAX = 70, NEEDLE_MAX = 20 };
    unsigned hits = 0, misses = 0;
    (void)state;
    for (size_t n = 0; n <= TEXT_MAX; n++) {
        char *text = malloc(n ? n : 1);
        assert_non_null(text);
        for (size_t i = 0; i < n; i++)
            text[i] = dh_hash_mix(n * 1000 + i) % 5 ? 'a' : 'b';
        struct dh_str s = { text, n };
        for (size_t m = 0; m <= NEEDLE_MAX; m++)
            for (size_t from = 0; from + m <= n; from += 3) {
                char needle[NEEDLE_MAX + 1];
                memcpy(needle, text + from, m);
                if (m && from % 2)
                    needle[m / 2] = needle[m / 2] == 'a' ? 'b' : 'a';
                struct dh_str sought = { needle, m };
                size_t at = dh_str_find(s, sought);
                assert_int_equal(at, find_plainly(s, sought));
                hits += at < n;
                misses += at == n;
            }
        free(text);
    }
    assert_true(hits > 1000 && misses > 1000);
}

static void splitting(void **state)
{
    static const struct {
        const char *in, *want;
    } cases[] = {
        { "a,b", "a|b|" }, { "a,", "a||" }, { ",", "||" }, { "a", "a|" }, { "", "|" },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_str rest = str(cases[i].in), piece;
        char got[32] = "";
        size_t n = 0;
        while (dh_str_split(&rest, ',', &piece))
            n += (size_t)snprintf(got + n, sizeof got - n, "%.*s|", (int)piece.n, piece.p);
        assert_string_equal(got, cases[i].want);
    }
}

static void one_of(void **state)
{
    static const char *const words[] = { "and", "an", "et", "é" };
    static const struct {
        const char *in;
        bool want;
    } cases[] = {
        { "and", true },   { "an", true },  { "é", true }, { "a", false },
        { "ands", false }, { "ed", false }, { "", false },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++)
        assert_int_equal(dh_str_one_of(str(cases[i].in), words, DH_LEN(words)), cases[i].want);
    assert_false(dh_str_one_of((struct dh_str){ "an\0", 3 }, words, DH_LEN(words)));
}

static void valid_prefixes(void **state)
{
    static const struct {
        const char *name, *in;
        size_t want;
    } cases[] = {
        { "ASCII", "abcdefghijkl", 12 },
        { "two bytes", "caf\xC3\xA9!", 6 },
        { "three and four", "\xE2\x82\xAC\xF0\x9F\x98\x80", 7 },
        { "the replacement character itself", "\xEF\xBF\xBD", 3 },
        { "overlong slash", "a\xC0\xAF", 1 },
        { "overlong three", "a\xE0\x80\xAF", 1 },
        { "surrogate", "\xED\xA0\x80", 0 },
        { "past U+10FFFF", "\xF4\x90\x80\x80", 0 },
        { "F5", "\xF5\x80\x80\x80", 0 },
        { "cut at the end", "abcdefgh\xE2\x82", 8 },
        { "lone continuation", "abcdefghi\x80", 9 },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++)
        if (dh_utf8_valid(str(cases[i].in)) != cases[i].want)
            fail_msg("%s: %zu", cases[i].name, dh_utf8_valid(str(cases[i].in)));
}

/* At every place of texts short and long, of ASCII and of others. */
static void text_or_not(void **state)
{
    static const struct {
        const char *in;
        size_t n;
        bool want;
    } cases[] = { { "", 0, true },
                  { "a", 1, true },
                  { "\xC3\xA4", 2, true },
                  { "\x1A", 1, true },
                  { "\0", 1, false },
                  { "\x1B", 1, false },
                  { "\xC3", 1, false },
                  { "\xED\xA0\x80", 3, false },
                  { "\xEF\xBF\xBD", 3, true } };
    static const char *const around[] = { "x", "\xC3\xA4", "\xE2\x82\xAC" };
    (void)state;
    for (size_t k = 0; k < DH_LEN(around); k++)
        for (size_t before = 0; before < 140; before++)
            for (size_t i = 0; i < DH_LEN(cases); i++) {
                char text[1024];
                size_t n = 0, m = strlen(around[k]);
                for (size_t j = 0; j < before; j++, n += m)
                    memcpy(text + n, around[k], m);
                memcpy(text + n, cases[i].in, cases[i].n);
                n += cases[i].n;
                for (size_t j = 0; j < 150; j++, n += m)
                    memcpy(text + n, around[k], m);
                if (dh_utf8_is_text((struct dh_str){ text, n }) != cases[i].want)
                    fail_msg("case %zu behind %zu", i, before);
            }
}

static void every_scalar_round_trips(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char b[4];
        uint32_t back;
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        size_t n = dh_utf8_put(b, cp);
        struct dh_str s = { b, n };
        if (dh_utf8_get(s, 0, &back) != n || back != cp || dh_utf8_valid(s) != n ||
            dh_utf8_back(s, n, &back) != n || back != cp)
            fail_msg("U+%04X", cp);
    }
}

static void cutting(void **state)
{
    static const struct {
        const char *in;
        size_t n, want;
    } cases[] = {
        { "abc", 2, 2 },
        { "abc", 3, 3 },
        { "abc", 9, 3 },
        { "", 1, 0 },
        { "a\xC3\xA4z", 2, 1 },
        { "a\xC3\xA4z", 3, 3 },
        { "\xF0\x9F\x9A\xA2", 3, 0 },
        { "\x80\x80\x80\x80\x80\x80", 5, 2 }, /* no UTF-8: three bytes back, no more */
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++)
        assert_int_equal(dh_utf8_cut(str(cases[i].in), cases[i].n).n, cases[i].want);
}

static void counting(void **state)
{
    static const struct {
        const char *in;
        size_t count;
        bool question;
    } cases[] = {
        { "", 0, false },
        { "so?", 3, true },
        { "so? ", 4, false },
        { "\xE6\x98\xAF\xEF\xBC\x9F", 2, true }, /* wide */
        { "\xD8\xA3\xD8\x9F", 2, true },         /* Arabic */
        { "na\xC3\xAFve", 5, false },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        assert_int_equal(dh_utf8_count(str(cases[i].in)), cases[i].count);
        assert_int_equal(dh_utf8_is_question(str(cases[i].in)), cases[i].question);
    }
}

static void broken_bytes_become_one_mark_each(void **state)
{
    static const struct {
        const char *in, *want;
    } cases[] = {
        { "a\xFF"
          "b",
          "a\xEF\xBF\xBD"
          "b" },
        { "\xE2\x82", "\xEF\xBF\xBD" },
        { "\xE2\x82x", "\xEF\xBF\xBDx" },
        { "\xF0\x9F\x98", "\xEF\xBF\xBD" },
        { "\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD" },
        { "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
    };
    struct dh_buf b;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1000);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        dh_buf_reset(&b);
        dh_utf8_add_clean(&b, str(cases[i].in));
        if (!dh_str_eq(dh_buf_str(&b), str(cases[i].want)))
            fail_msg("case %zu: '%.*s'", i, (int)b.n, b.p);
    }
    dh_buf_release(&b);
}

static void escaping(void **state)
{
    static const struct {
        const char *name, *in;
        size_t cap;
        const char *want;
    } cases[] = {
        { "plain", "hello", 32, "hello" },
        { "escape sequence", "\x1b]0;pwn\x07", 32, "\\x1B]0;pwn\\x07" },
        { "line end", "a\nb", 32, "a\\x0Ab" },
        { "bidi override", "a\xE2\x80\xAE", 32, "a\\u{202E}" },
        { "broken byte", "a\xFF", 32, "a\\xFF" },
        { "letters of other scripts stay", "\xD0\xB6\xE6\x97\xA5", 32, "\xD0\xB6\xE6\x97\xA5" },
        { "cut at a whole character", "\xD0\xB6\xD0\xB6\xD0\xB6\xD0\xB6\xD0\xB6", 9,
          "\xD0\xB6\xD0\xB6..." },
        { "fits exactly", "abcdefg", 8, "abcdefg" },
        { "one too many", "abcdefgh", 8, "abcd..." },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        char out[32];
        dh_escape(out, cases[i].cap, str(cases[i].in));
        if (strcmp(out, cases[i].want) != 0)
            fail_msg("%s: '%s'", cases[i].name, out);
    }
}

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
        enum dh_err e = dh_url_normal(str(cases[i].base), str(cases[i].ref), &b);
        bool ok = cases[i].want ? e == DH_OK && dh_str_eq(dh_buf_str(&b), str(cases[i].want))
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
        enum dh_err e = dh_url_site(str(cases[i].in), &b);
        if (e != DH_OK || !dh_str_eq(dh_buf_str(&b), str(cases[i].want)))
            fail_msg("'%s': '%.*s'", cases[i].in, (int)b.n, b.p);
    }
    assert_int_equal(dh_url_site(DH_STR("http:///x"), &b), DH_EDATA);
    assert_true(dh_url_same_site(DH_STR("www.gazette.co.uk"), DH_STR("https://m.gazette.co.uk/x")));
    assert_false(dh_url_same_site(DH_STR("www.gazette.co.uk"), DH_STR("https://post.co.uk/x")));
    assert_false(dh_url_same_site(DH_STR("http:///x"), DH_STR("http:///x")));
    dh_buf_release(&b);
}

static void arenas_hold_their_cap(void **state)
{
    struct dh_arena a;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), 200 * 1024);
    for (int round = 0; round < 3; round++) {
        size_t n = 0;
        while (dh_arena_alloc(&a, 1000))
            n++;
        assert_true(n > 50 && n * 1000 < 200 * 1024);
        assert_true(a.used <= a.cap);
        dh_arena_reset(&a);
    }
    assert_null(dh_arena_alloc(&a, SIZE_MAX - 8));
    assert_null(dh_arena_zeroed(&a, SIZE_MAX / 2, 4));
    dh_arena_release(&a);
}

/* Pieces of so many bytes that fit, one after the other. */
static size_t pieces_that_fit(struct dh_arena *a, size_t bytes)
{
    size_t n = 0;
    while (dh_arena_alloc(a, bytes))
        n++;
    assert_true(a->used <= a->cap);
    return n;
}

/* What fits into an arena is the same whatever was in it before: all that there is room for. */
static void used_arenas_are_as_new(void **state)
{
    static const size_t before[] = { 1, 1000, 70000, 300000, 3 << 20, 30 << 20, 50 << 20 };
    static const size_t pieces[] = { 100, 5000, 65536, 65537, 200000, 5 << 20, 20 << 20 };
    (void)state;
    for (size_t i = 0; i < DH_LEN(before); i++)
        for (size_t k = 0; k < DH_LEN(pieces); k++) {
            struct dh_arena used, new;
            dh_arena_init(&used, dh_mem_default(), 60 << 20);
            assert_non_null(dh_arena_alloc(&used, before[i]));
            dh_arena_reset(&used);
            used.cap = 40 << 20; /* as of a smaller page */
            dh_arena_init(&new, dh_mem_default(), 40 << 20);
            size_t n = pieces_that_fit(&used, pieces[k]);
            if (n != pieces_that_fit(&new, pieces[k]) || used.used != new.used)
                fail_msg("%zu bytes before, pieces of %zu", before[i], pieces[k]);
            assert_true(new.cap - new.used < pieces[k] + 64); /* no room is left unused */
            dh_arena_release(&used);
            dh_arena_release(&new);
        }
}

static void large_arrays_grow_in_place(void **state)
{
    struct dh_arena a;
    void *array = NULL, *small = NULL;
    size_t cap = 0, small_cap = 0, n = 0;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), 100 << 20);
    for (; dh_arena_grow(&a, &array, n, &cap, sizeof(uint64_t)); n++) {
        ((uint64_t *)array)[n] = n;
        if (n % 4096 == 0) {
            assert_true(dh_arena_grow(&a, &small, n / 4096, &small_cap, sizeof(uint64_t)));
            ((uint64_t *)small)[n / 4096] = n;
        }
    }
    /* Without growing in place the cap would be met at a third of it, and at half of it if only the
     * largest did. */
    assert_true(n * sizeof(uint64_t) > (80u << 20) && a.used <= a.cap);
    for (size_t i = 0; i < n; i++)
        assert_true(((uint64_t *)array)[i] == i);
    for (size_t i = 0; i < n / 4096; i++)
        assert_true(((uint64_t *)small)[i] == i * 4096);
    dh_arena_reset(&a);
    assert_true(a.used < (9 << 20));
    dh_arena_release(&a);
}

static void large_arrays_are_given_back(void **state)
{
    enum { N = 3 << 20, TIMES = 5 };
    struct dh_arena a;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), 8 * N); /* copies below 1 MiB stay, five times */
    void *fits = dh_arena_alloc(&a, N);
    assert_non_null(fits);
    dh_arena_drop(&a, fits, N, 1);
    assert_true(a.used < N);
    char *small = dh_arena_alloc(&a, 8);
    assert_non_null(small);
    memcpy(small, "harbour", 8);
    for (int i = 0; i < TIMES; i++) {
        void *grown = NULL;
        size_t cap = 0, n = 0;
        for (; n < N; n++) {
            assert_true(dh_arena_grow(&a, &grown, n, &cap, 1));
            ((char *)grown)[n] = 'x';
        }
        char *behind = dh_arena_alloc(&a, 8);
        assert_non_null(behind);
        memcpy(behind, "lantern", 8);
        dh_arena_drop(&a, grown, cap, 1);
        dh_arena_drop(&a, behind, 8, 1); /* stays: others stand in its block */
        assert_string_equal(behind, "lantern");
    }
    assert_string_equal(small, "harbour");
    dh_arena_release(&a);
}

static void buffers_hold_their_cap(void **state)
{
    struct dh_buf b;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 10);
    dh_buf_add(&b, DH_STR("12345678"));
    assert_int_equal(b.err, DH_OK);
    dh_buf_add(&b, DH_STR("90x"));
    assert_int_equal(b.err, DH_ELIMIT);
    dh_buf_byte(&b, 'y'); /* the error stays until reset */
    assert_true(dh_str_eq(dh_buf_str(&b), DH_STR("12345678")));
    dh_buf_reset(&b);
    dh_buf_number(&b, UINT64_MAX / 10000000000u);
    assert_true(dh_str_eq(dh_buf_str(&b), DH_STR("1844674407")));
    dh_buf_release(&b);
}

static void wire_reads_what_it_wrote(void **state)
{
    struct dh_buf b;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1000);
    dh_wire_put32(&b, 0xDEADBEEF);
    dh_wire_put_str(&b, DH_STR("text"));
    dh_wire_put64(&b, 0x0123456789ABCDEFu);
    struct dh_wire w = { dh_buf_str(&b), false };
    assert_int_equal(dh_wire_get32(&w), 0xDEADBEEF);
    assert_true(dh_str_eq(dh_wire_get_str(&w), DH_STR("text")));
    assert_true(dh_wire_get64(&w) == 0x0123456789ABCDEFu && !w.bad);
    assert_int_equal(dh_wire_get32(&w), 0);
    assert_true(w.bad);
    w = (struct dh_wire){ DH_STR("\xFF\xFF\xFF\x7F"
                                 "abc"),
                          false };
    assert_int_equal(dh_wire_get_str(&w).n, 0);
    assert_true(w.bad);
    dh_buf_release(&b);
}

static void hashes_are_stable(void **state)
{
    char hex[33];
    (void)state;
    /* XXH3-64 of the empty string, seed 0, by the xxHash specification. */
    assert_true(dh_hash64(DH_STR("")) == 0x2D06800538D394C2u);
    dh_hash128_hex(dh_hash128(DH_STR("")), hex);
    assert_string_equal(hex, "99aa06d3014798d86001c324468d497f");
}

/* Long texts are hashed as the machine can; by libxxhash's XXH3_128bits. */
static void hashes_of_long_texts(void **state)
{
    enum { MOST = 100000 };
    static const struct {
        size_t n;
        const char *want;
    } cases[] = {
        { 1023, "05888e71eb63cb8e4e4c866306f8b848" },
        { 1024, "03de0c29e9f0bc7fba464919c6bb3ccd" },
        { 5000, "a831ba0ab04f5544e69c7c10fe601e8d" },
        { 100000, "faa51cdf3b1485174e16d63e05fac6ed" },
    };
    char *text = malloc(MOST), hex[33];
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < MOST; i++)
        text[i] = (char)(i * 7 + i / 251);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        dh_hash128_hex(dh_hash128((struct dh_str){ text, cases[i].n }), hex);
        assert_string_equal(hex, cases[i].want);
    }
    free(text);
}

static void details_are_escaped(void **state)
{
    struct dh_detail d;
    (void)state;
    assert_int_equal(dh_fail(&d, DH_EIO, 3, "cannot read '%s'", "a\nb\x1b"), DH_EIO);
    assert_string_equal(d.msg, "cannot read 'a\\x0Ab\\x1B'");
    assert_int_equal(d.code, DH_EIO);
    assert_int_equal(d.pos, 3);
    assert_int_equal(dh_fail(NULL, DH_EIO, 0, "x"), DH_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(finding),
        cmocka_unit_test(splitting),
        cmocka_unit_test(one_of),
        cmocka_unit_test(valid_prefixes),
        cmocka_unit_test(text_or_not),
        cmocka_unit_test(every_scalar_round_trips),
        cmocka_unit_test(cutting),
        cmocka_unit_test(counting),
        cmocka_unit_test(broken_bytes_become_one_mark_each),
        cmocka_unit_test(escaping),
        cmocka_unit_test(urls),
        cmocka_unit_test(long_urls),
        cmocka_unit_test(site_keys),
        cmocka_unit_test(arenas_hold_their_cap),
        cmocka_unit_test(used_arenas_are_as_new),
        cmocka_unit_test(large_arrays_grow_in_place),
        cmocka_unit_test(large_arrays_are_given_back),
        cmocka_unit_test(buffers_hold_their_cap),
        cmocka_unit_test(wire_reads_what_it_wrote),
        cmocka_unit_test(hashes_are_stable),
        cmocka_unit_test(hashes_of_long_texts),
        cmocka_unit_test(details_are_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
