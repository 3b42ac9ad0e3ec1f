/* SPDX-License-Identifier: MIT */
/* base/utf8.h: what is valid, each character there and back, cutting, counting, bytes that are
 * none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

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
        if (dh_utf8_valid(dh_str_c(cases[i].in)) != cases[i].want)
            fail_msg("%s: %zu", cases[i].name, dh_utf8_valid(dh_str_c(cases[i].in)));
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
        assert_int_equal(dh_utf8_cut(dh_str_c(cases[i].in), cases[i].n).n, cases[i].want);
}

/* Digits of all scripts, wherever sixteen bytes end. */
static void digits(void **state)
{
    static const struct {
        const char *digit;
        bool is;
    } cases[] = {
        { "0", true },
        { "9", true },
        { "/", false },
        { ":", false },
        { "\xD9\xA0", true },         /* Arabic */
        { "\xDB\xB9", true },         /* Persian */
        { "\xD9\x84", false },        /* Arabic letter */
        { "\xE0\xA5\xA6", true },     /* Devanagari */
        { "\xE0\xA4\x95", false },    /* its letter */
        { "\xE0\xB9\x91", true },     /* Thai */
        { "\xE1\x81\x89", true },     /* Burmese */
        { "\xEF\xBC\x95", true },     /* wide */
        { "\xE4\xB8\x80", false },    /* Chinese word for one */
        { "\xF0\x9D\x9F\x8E", true }, /* mathematical */
        { "\xC2\xB2", false },        /* raised */
    };
    static const char before[] = "a quay of letters and \xC3\xA4\xC3\xB6\xD9\x84 to sail by";
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++)
        for (size_t at = 0; before[at]; at++) {
            char s[64];
            if ((before[at] & 0xC0) == 0x80) /* within a character */
                continue;
            int n = snprintf(s, sizeof s, "%.*s%s.", (int)at, before, cases[i].digit);
            struct dh_str line = { s, (size_t)n };
            if (dh_utf8_digit(line, 0) !=
                (cases[i].is ? line.n - strlen(cases[i].digit) - 1 : line.n))
                fail_msg("case %zu behind %zu bytes", i, at);
        }
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
        assert_int_equal(dh_utf8_count(dh_str_c(cases[i].in)), cases[i].count);
        assert_int_equal(dh_utf8_is_question(dh_str_c(cases[i].in)), cases[i].question);
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
        dh_utf8_add_clean(&b, dh_str_c(cases[i].in));
        if (!dh_str_eq(dh_buf_str(&b), dh_str_c(cases[i].want)))
            fail_msg("case %zu: '%.*s'", i, (int)b.n, b.p);
    }
    dh_buf_release(&b);
}

static void test_starts_small(void **state)
{
    static const struct {
        const char *text;
        bool small;
    } rows[] = { { "and", true },  { "élan", true },  { "и так", true },
                 { "And", false }, { "Élan", false }, { "3 ships", false },
                 { "–", false },   { "海", false },   { "", false } };
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++)
        if (dh_utf8_starts_small(dh_str_c(rows[i].text)) != rows[i].small)
            fail_msg("'%s'", rows[i].text);
}

static void test_dash(void **state)
{
    (void)state;
    assert_true(dh_utf8_dash('-') && dh_utf8_dash(0x2013) && dh_utf8_dash(0x2014));
    assert_false(dh_utf8_dash(0x2212) || dh_utf8_dash(0x2011) || dh_utf8_dash('_'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_starts_small),
        cmocka_unit_test(test_dash),
        cmocka_unit_test(valid_prefixes),
        cmocka_unit_test(text_or_not),
        cmocka_unit_test(every_scalar_round_trips),
        cmocka_unit_test(cutting),
        cmocka_unit_test(digits),
        cmocka_unit_test(counting),
        cmocka_unit_test(broken_bytes_become_one_mark_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
