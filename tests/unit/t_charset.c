/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tree/charset.h"

/* "привет мир" and more in windows-1251 */
#define RU_1251 \
    "\xEF\xF0\xE8\xE2\xE5\xF2 \xEC\xE8\xF0, \xFD\xF2\xEE \xEF\xF0\xEE\xF1\xF2\xEE\xE9 " \
    "\xF2\xE5\xEA\xF1\xF2 \xEE \xEF\xEE\xE3\xEE\xE4\xE5"
#define RU_UTF8 \
    "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 \xD0\xBC\xD0\xB8\xD1\x80, " \
    "\xD1\x8D\xD1\x82\xD0\xBE \xD0\xBF\xD1\x80\xD0\xBE\xD1\x81\xD1\x82\xD0\xBE\xD0\xB9 " \
    "\xD1\x82\xD0\xB5\xD0\xBA\xD1\x81\xD1\x82 \xD0\xBE " \
    "\xD0\xBF\xD0\xBE\xD0\xB3\xD0\xBE\xD0\xB4\xD0\xB5"
#define S(lit) \
    { \
        "" lit, sizeof(lit) - 1 \
    }
#define FFFD "\xEF\xBF\xBD"

static const struct {
    const char *name;
    struct dh_str in;
    const char *label, *content_type;
    struct dh_str want;
    const char *charset; /* NULL: DH_EDATA */
} cases[] = {
    { "nothing", S(""), NULL, NULL, S(""), "" },
    { "ASCII", S("<p>a"), NULL, NULL, S("<p>a"), "" },
    { "E01 BOM against meta", S("\xEF\xBB\xBF<meta charset=windows-1252>\xC3\xA9"), NULL, NULL,
      S("<meta charset=windows-1252>\xC3\xA9"), "" },
    { "E02 UTF-16LE", S("\xFF\xFE<\0p\0>\0\xE9\0"), NULL, NULL, S("<p>\xC3\xA9"), "UTF-16LE" },
    { "E02 UTF-16BE", S("\xFE\xFF\0<\0p\0>\0\xE9"), NULL, NULL, S("<p>\xC3\xA9"), "UTF-16BE" },
    { "E03 UTF-16LE without BOM", S("<\0p\0>\0a\0 \0\x1F\x04"), NULL, NULL, S("<p>a \xD0\x9F"),
      "UTF-16LE" },
    { "E03 UTF-16BE without BOM", S("\0<\0p\0>\0a\0b"), NULL, NULL, S("<p>ab"), "UTF-16BE" },
    { "UTF-16 with half a surrogate pair",
      S("\xFF\xFE"
        "a\0\x3D\xD8"
        "b\0"),
      NULL, NULL, S("a" FFFD "b"), "UTF-16LE" },
    { "E04 UTF-32LE", S("\xFF\xFE\0\0a\0\0\0"), NULL, NULL, S("a"), "UTF-32LE" },
    { "E04 UTF-32BE", S("\0\0\xFE\xFF\0\0\0a"), NULL, NULL, S("a"), "UTF-32BE" },
    { "E05 header says UTF-8, bytes windows-1251", S(RU_1251), NULL, "text/html; charset=utf-8",
      S(RU_UTF8), "windows-1251" },
    { "E06 meta says UTF-8, bytes windows-1251", S("<meta charset=utf-8>" RU_1251), NULL, NULL,
      S("<meta charset=utf-8>" RU_UTF8), "windows-1251" },
    { "E07 iso-8859-1 means windows-1252",
      S("\x93"
        "a\x94 \x80"),
      NULL, "text/html; charset=ISO-8859-1",
      S("\xE2\x80\x9C"
        "a\xE2\x80\x9D \xE2\x82\xAC"),
      "windows-1252" },
    { "E07 holes of windows-1252", S("a\x81 b\xE9"), "windows-1252", NULL, S("a\xC2\x81 b\xC3\xA9"),
      "windows-1252" },
    { "E08 meta says UTF-16", S("<meta charset=utf-16>\xC3\xA9"), NULL, NULL,
      S("<meta charset=utf-16>\xC3\xA9"), "" },
    { "E09 labels that are refused", S("a+AGE- \xE9t\xE9"), "utf-7",
      "text/html; charset=x-user-defined", S("a+AGE- \xC3\xA9t\xC3\xA9"), "windows-1252" },
    { "E10 overlong", S("\xC3\xA9\xC3\xA9 \xC0\xAF"), "utf-8", NULL,
      S("\xC3\xA9\xC3\xA9 " FFFD FFFD), "" },
    { "E10 overlong, three bytes; a surrogate; past U+10FFFF",
      S("\xE0\x80\xAF \xED\xA0\x80 \xF5\x80\x80\x80."), NULL, NULL,
      S(FFFD FFFD FFFD " " FFFD FFFD FFFD " " FFFD FFFD FFFD FFFD "."), "" },
    { "one accented letter at the end is no cut character", S("un caf\xE9"), NULL, NULL,
      S("un caf\xC3\xA9"), "windows-1252" },
    { "E11 cut off at the end", S("\xC3\xA9 \xE2\x82"), "utf-8", NULL, S("\xC3\xA9 " FFFD), "" },
    { "E12 NUL", S("a\0b<p>cdefghijklmnopqrstuvwxyz"), NULL, NULL,
      S("ab<p>cdefghijklmnopqrstuvwxyz"), "" },
    { "E13 meta far down",
      S("<!-- 0123456789 0123456789 --><title>x</title>"
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=koi8-r'>"
        "\xD0\xD2\xC9"),
      NULL, NULL,
      S("<!-- 0123456789 0123456789 --><title>x</title>"
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=koi8-r'>"
        "\xD0\xBF\xD1\x80\xD0\xB8"),
      "KOI8-R" },
    { "E14 two metas", S("<meta charset=windows-1251><meta charset=koi8-r>\xEF\xF0"), NULL, NULL,
      S("<meta charset=windows-1251><meta charset=koi8-r>\xD0\xBF\xD1\x80"), "windows-1251" },
    { "meta in a comment", S("<!-- <meta charset=koi8-r> --><meta charset=windows-1251>\xEF"), NULL,
      NULL, S("<!-- <meta charset=koi8-r> --><meta charset=windows-1251>\xD0\xBF"),
      "windows-1251" },
    { "XML declaration", S("<?xml version='1.0' encoding='windows-1251'?>\xEF"), NULL, NULL,
      S("<?xml version='1.0' encoding='windows-1251'?>\xD0\xBF"), "windows-1251" },
    { "E15 ISO-2022-JP, left open", S("<p>\x1B$B$3$s"), NULL, NULL,
      S("<p>\xE3\x81\x93\xE3\x82\x93"), "ISO-2022-JP" },
    { "E16 GB18030, four bytes", S("\x81\x30\x81\x30 \xC4\xE3\xBA\xC3"), "gb18030", NULL,
      S("\xC2\x80 \xE4\xBD\xA0\xE5\xA5\xBD"), "gb18030" },
    { "E16 CP949 under the name EUC-KR", S("\x8C\x63 \xB0\xA1"), "euc-kr", NULL,
      S("\xEB\x98\xA0 \xEA\xB0\x80"), "EUC-KR" },
    { "Shift_JIS", S("\x82\xB1\x82\xF1\x82\xC9\x82\xBF"), "x-sjis", NULL,
      S("\xE3\x81\x93\xE3\x82\x93\xE3\x81\xAB\xE3\x81\xA1"), "Shift_JIS" },
    { "E17 French with few accents, wrong label",
      S("Le pr\xC3\xA9sident est all\xC3\xA9 \xC3\xA0 l"), "iso-8859-2",
      "text/html; charset=windows-1250", S("Le pr\xC3\xA9sident est all\xC3\xA9 \xC3\xA0 l"), "" },
    { "E18 five bytes", S("Caf\xC3\xA9"), NULL, NULL, S("Caf\xC3\xA9"), "" },
    { "E19 UTF-8 with windows-1252 quotes",
      S("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \x93 b"),
      NULL, NULL,
      S("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 "
        "\xE2\x80\x9C b"),
      "" },
    { "E20 encoded twice", S("Caf\xC3\x83\xC2\xA9"), NULL, NULL, S("Caf\xC3\x83\xC2\xA9"), "" },
    { "the caller before the header", S("\xEF\xF0\xE8"), "windows-1251",
      "text/html; charset=koi8-r", S("\xD0\xBF\xD1\x80\xD0\xB8"), "windows-1251" },
    { "the header before meta", S("<meta charset=koi8-r>\xEF"), NULL,
      "text/html;charset=\"windows-1251\"", S("<meta charset=koi8-r>\xD0\xBF"), "windows-1251" },
    { "binary", S("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\1\0\0\1\0\0\x08\6"), NULL, NULL, S(""),
      NULL },
};

static void decodes(void **state)
{
    struct dh_arena a;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), 1 << 20);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_charset_hints h = { dh_str_c(cases[i].label), dh_str_c(cases[i].content_type) };
        struct dh_str text, name;
        enum dh_err e = dh_charset_decode(&a, cases[i].in, &h, &text, &name, NULL);
        if (e != (cases[i].charset ? DH_OK : DH_EDATA))
            fail_msg("%s: %s", cases[i].name, dh_strerror(e));
        if (e)
            continue;
        if (!dh_str_eq(text, cases[i].want) || !dh_str_eq(name, dh_str_c(cases[i].charset)))
            fail_msg("%s: got '%.*s' as %.*s", cases[i].name, (int)text.n, text.p, (int)name.n,
                     name.p);
    }
    dh_arena_release(&a);
}

static void copies_nothing_of_utf8(void **state)
{
    struct dh_charset_hints h = { DH_STR_NONE, DH_STR_NONE };
    struct dh_str in = DH_STR("<p>Caf\xC3\xA9"), text, name;
    struct dh_arena a;
    (void)state;
    dh_arena_init(&a, dh_mem_default(), 0);
    assert_int_equal(dh_charset_decode(&a, in, &h, &text, &name, NULL), DH_OK);
    assert_ptr_equal(text.p, in.p);
}

static const struct {
    const char *label, *name; /* name NULL: refused */
} labels[] = {
    { "utf8", "UTF-8" },
    { " UTF-8 ", "UTF-8" },
    { "latin1", "windows-1252" },
    { "US-ASCII", "windows-1252" },
    { "ISO-8859-9", "windows-1254" },
    { "gb2312", "GBK" },
    { "ks_c_5601-1987", "EUC-KR" },
    { "sjis", "Shift_JIS" },
    { "utf-7", NULL },
    { "x-user-defined", NULL },
    { "iso-2022-kr", NULL },
    { "hz-gb-2312", NULL },
    { "replacement", NULL },
    { "utf-8\r\nX:", NULL },
    { "latin1 l1", NULL },
    { "", NULL },
};

static void knows_labels(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(labels); i++) {
        const struct dh_encoding *e = dh_charset_find(dh_str_c(labels[i].label));
        if (e ? !labels[i].name || !dh_str_eq(dh_str_c(e->name), dh_str_c(labels[i].name))
              : labels[i].name != NULL)
            fail_msg("'%s': got %s", labels[i].label, e ? e->name : "none");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),
        cmocka_unit_test(copies_nothing_of_utf8),
        cmocka_unit_test(knows_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
