/* SPDX-License-Identifier: MIT */
/* base/: slices, escaping, hashes, wire form, errors. */
#include <errno.h>
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
#include "base/utf8.h"
#include "base/wire.h"

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
        bool ok = dh_str_number(dh_str_c(cases[i].in), cases[i].max, &v);
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
        struct dh_str rest = dh_str_c(cases[i].in), piece;
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
        assert_int_equal(dh_str_one_of(dh_str_c(cases[i].in), words, DH_LEN(words)), cases[i].want);
    assert_false(dh_str_one_of((struct dh_str){ "an\0", 3 }, words, DH_LEN(words)));
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
        dh_escape(out, cases[i].cap, dh_str_c(cases[i].in));
        if (strcmp(out, cases[i].want) != 0)
            fail_msg("%s: '%s'", cases[i].name, out);
    }
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

/* Every four numbers in a row, as the machine can: as many as are asked for, and no more. */
static void hashes_of_fours(void **state)
{
    enum { MOST = 40 };
    const uint64_t untouched = 7;
    uint64_t v[MOST + 3], out[MOST + 1];
    (void)state;
    for (size_t i = 0; i < DH_LEN(v); i++)
        v[i] = dh_hash_mix(i + 1);
    for (size_t n = 0; n <= MOST; n++) {
        for (size_t i = 0; i <= MOST; i++)
            out[i] = untouched;
        dh_hash_fours(v, n, out);
        for (size_t i = 0; i < n; i++) {
            uint64_t h = dh_hash_mix(v[i]);
            for (size_t k = 1; k < 4; k++)
                h = dh_hash_chain(h, v[i + k]);
            assert_true(out[i] == h);
        }
        assert_true(out[n] == untouched);
    }
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

/* What is too long loses its middle, at whole characters: a path's end and the cause stay. */
static void long_details(void **state)
{
    static const char *const parts[] = { "directory/", "\xC3\xBC/", "\x1b", "\xff" };
    static const char end[] = "/a.txt': No such file or directory";
    char path[4000];
    struct dh_detail d;

    (void)state;
    for (size_t i = 0; i < DH_LEN(parts); i++)
        for (size_t n = 0; n < sizeof path; n += n < 300 ? 1 : 700) {
            size_t at = 0, part = strlen(parts[i]);
            for (; at + part <= n; at += part)
                memcpy(path + at, parts[i], part);
            path[at] = '\0';
            assert_int_equal(dh_fail_os(&d, DH_EIO, ENOENT, "cannot open '%s/a.txt'", path),
                             DH_EIO);
            assert_true(dh_str_starts(dh_str_c(d.msg), DH_STR("cannot open '")));
            assert_true(dh_str_ends(dh_str_c(d.msg), dh_str_c(end)));
            assert_int_equal(dh_utf8_valid(dh_str_c(d.msg)), strlen(d.msg));
            assert_true(strlen(d.msg) > 240 || !strstr(d.msg, "..."));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),           cmocka_unit_test(finding),
        cmocka_unit_test(splitting),         cmocka_unit_test(one_of),
        cmocka_unit_test(escaping),          cmocka_unit_test(wire_reads_what_it_wrote),
        cmocka_unit_test(hashes_are_stable), cmocka_unit_test(hashes_of_long_texts),
        cmocka_unit_test(hashes_of_fours),   cmocka_unit_test(details_are_escaped),
        cmocka_unit_test(long_details),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
