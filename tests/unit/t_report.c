/* SPDX-License-Identifier: MIT */
/* Reports: what stands around a cut, what is counted and chosen, whatever the order, and that text
 * of others is no markup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/utf8.h"
#include "report/cutlook.h"
#include "report/htmlout.h"
#include "report/numeral.h"
#include "report/report.h"
#include "report/scraps.h"
#include "report/topmost.h"
#include "scratch.h"

#define BYTES(lit) ((struct dh_str){ lit, sizeof(lit) - 1 })

/* ---- Numbers */

static const struct {
    uint64_t v;
    const char *want;
} numerals[] = { { 0, "0" },
                 { 999, "999" },
                 { 1000, "1,000" },
                 { 1234567, "1,234,567" },
                 { UINT64_MAX, "18,446,744,073,709,551,615" } };
static const struct {
    uint64_t part, whole;
    const char *want;
} shares[] = { { 0, 0, "0%" },        { 0, 5, "0%" },     { 5, 0, "0%" },    { 1, 3, "33.3%" },
               { 1, 10000, "<0.1%" }, { 2, 2, "100.0%" }, { 3, 2, "150.0%" } };

static void test_numerals(void **state)
{
    char dst[DH_NUMERAL_ROOM];
    (void)state;
    for (size_t i = 0; i < DH_LEN(numerals); i++)
        assert_string_equal(dh_numeral(dst, numerals[i].v), numerals[i].want);
    for (size_t i = 0; i < DH_LEN(shares); i++)
        assert_string_equal(dh_numeral_share(dst, shares[i].part, shares[i].whole), shares[i].want);
}

/* ---- What stands around a cut */

#define LONG "The harbour board said on Monday that fares stay."

/* text has the place of the cut at '|', which is taken out. */
static const struct {
    const char *name, *text, *cut, *before, *after, *shown;
    bool same_before, same_after;
} arounds[] = {
    { "a line between lines", "One.\n|Two.\n", "Ad\n", "One.", "Two.", "Ad", false, false },
    { "the line end before it went", "One.|\nTwo.", "\nAd", "One.", "Two.", "Ad", false, false },
    { "blank lines between", "One.\n\n|\n\nTwo.", "Ad", "One.", "Two.", "Ad", false, false },
    { "the end of a line", "One |\nTwo.", "Photo: X", "One ", "Two.", "Photo: X", true, false },
    { "the beginning of one", "One.\n|two.", "LONDON - ", "One.", "two.", "LONDON - ", false,
      true },
    { "amid a line", "One |two.", "x ", "One ", "two.", "x ", true, true },
    { "first of all", "|One.", "Ad\n", "", "One.", "Ad", false, false },
    { "last of all", "One.|", "\n\nAd\n", "One.", "", "Ad", false, false },
    { "alone", "|", "Ad", "", "", "Ad", false, false },
    { "nothing but blanks", "One.\n \t\n|", "\n", "One.", "", "", false, false },
};

static void test_around(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(arounds); i++) {
        char text[64];
        size_t at = strcspn(arounds[i].text, "|");
        snprintf(text, sizeof text, "%.*s%s", (int)at, arounds[i].text, arounds[i].text + at + 1);
        struct dh_surround s = dh_cutlook_around(dh_str_c(text), at, at, dh_str_c(arounds[i].cut));
        if (!dh_str_eq(s.before, dh_str_c(arounds[i].before)) ||
            !dh_str_eq(s.after, dh_str_c(arounds[i].after)) ||
            !dh_str_eq(s.cut, dh_str_c(arounds[i].shown)) ||
            s.same_before != arounds[i].same_before || s.same_after != arounds[i].same_after)
            fail_msg("%s: '%.*s' '%.*s' '%.*s' %d %d", arounds[i].name, (int)s.before.n, s.before.p,
                     (int)s.cut.n, s.cut.p, (int)s.after.n, s.after.p, s.same_before, s.same_after);
    }
}

/* Of a line of any length only what stands near is looked at, in whole characters. */
static void test_around_long(void **state)
{
    static char text[4000];
    (void)state;
    for (size_t i = 0; i < sizeof text; i += 2)
        memcpy(text + i, "\xC3\xA9", 2);
    for (size_t at = 1998; at < 2002; at += 2) {
        struct dh_str all = { text, sizeof text };
        struct dh_surround s = dh_cutlook_around(all, at, at, DH_STR("x"));
        assert_in_range(s.before.n, DH_CUTLOOK_LINE - 4, DH_CUTLOOK_LINE);
        assert_in_range(s.after.n, DH_CUTLOOK_LINE - 4, DH_CUTLOOK_LINE);
        assert_true(dh_utf8_valid(s.before) == s.before.n && dh_utf8_valid(s.after) == s.after.n);
    }
}

static const struct {
    const char *text;
    unsigned want;
} sentences[] = {
    { "", 0 },
    { "Share this.", 0 },
    { "All rights reserved. Read more. Sign up.", 0 },
    { LONG, 1 },
    { LONG " " LONG, 2 },
    { LONG "\n" LONG " And so on", 2 },
    { "It rose by 3.5 to 7.25 points at the harbour in May", 0 },
    { "Did the board say on Monday that fares stay? " LONG, 2 },
    { "渡轮将从周一起恢复航行。票价保持不变直到年底。", 2 },
    { "नाव सोमवार से फिर चलेगी और किराया नहीं बढ़ेगा।", 1 },
};

static void test_sentences(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(sentences); i++)
        if (dh_cutlook_sentences(dh_str_c(sentences[i].text)) != sentences[i].want)
            fail_msg("%s: %u sentences", sentences[i].text,
                     dh_cutlook_sentences(dh_str_c(sentences[i].text)));
}

static void test_points(void **state)
{
    const struct dh_surround amid = { .before = DH_STR(LONG), .after = DH_STR(LONG) };
    const struct dh_surround end = { .before = DH_STR(LONG), .after = DH_STR("Share") };
    unsigned one = DH_CUTLOOK_SENTENCE;
    struct dh_str many = DH_STR(LONG " " LONG " " LONG " " LONG " " LONG " " LONG " " LONG);
    (void)state;
    assert_int_equal(dh_cutlook_points(DH_STR("ad"), DH_STR("Advertisement"), &amid), 0);
    assert_int_equal(dh_cutlook_points(DH_STR("ad"), DH_STR(LONG), &end), one);
    assert_int_equal(dh_cutlook_points(DH_STR("ad"), DH_STR(LONG), &amid), 5 * one);
    assert_int_equal(dh_cutlook_points(DH_STR("ad"), many, &amid), DH_CUTLOOK_MOST);
    assert_int_equal(dh_cutlook_points(DH_STR("repeat"), many, &amid), DH_CUTLOOK_MOST / 2);
}

/* ---- The first of many */

static void test_topmost(void **state)
{
    struct dh_topmost t;
    (void)state;
    for (int way = 0; way < 3; way++) {
        assert_int_equal(dh_topmost_init(&t, dh_mem_default(), 10), DH_OK);
        for (uint64_t i = 0; i < 997; i++) {
            uint64_t v = way == 0 ? i : way == 1 ? 996 - i : i * 331 % 997;
            dh_topmost_offer(&t, &(struct dh_topmost_item){ { v / 100, v % 7, v }, { v } });
        }
        dh_topmost_sort(&t);
        assert_int_equal(t.n, 10);
        /* 900 to 996 are there, those first that leave 6 when divided by 7. */
        static const uint64_t want[] = { 993, 986, 979, 972, 965, 958, 951, 944, 937, 930 };
        for (size_t i = 0; i < 10; i++)
            assert_int_equal(t.items[i].note[0], want[i]);
        dh_topmost_release(&t);
    }
}

/* ---- Scraps */

static void test_scraps(void **state)
{
    enum { N = 3000 };
    static uint64_t at[N];
    static char bytes[DH_SCRAP_MAX + 1];
    struct dh_scraps *s = NULL;
    struct dh_str got;
    (void)state;
    memset(bytes, 'x', sizeof bytes);
    assert_int_equal(dh_scraps_new(&s, dh_mem_default(), scratch), DH_OK);
    for (size_t i = 0; i < N; i++) {
        bytes[0] = (char)i;
        assert_int_equal(
            dh_scraps_add(s, (struct dh_str){ bytes, i * 7 % (DH_SCRAP_MAX + 1) }, &at[i], NULL),
            DH_OK);
    }
    assert_int_equal(dh_scraps_add(s, (struct dh_str){ bytes, sizeof bytes }, &at[0], NULL),
                     DH_ELIMIT);
    for (size_t i = N; i-- > 0;) {
        assert_int_equal(dh_scraps_get(s, at[i], &got, NULL), DH_OK);
        assert_int_equal(got.n, i * 7 % (DH_SCRAP_MAX + 1));
        assert_true(got.n == 0 || got.p[0] == (char)i);
    }
    dh_scraps_free(s);
}

/* ---- HTML */

static const struct {
    struct dh_str text;
    const char *words, *in_text;
} escapes[] = {
    { BYTES("<b>&amp;\"'"), "&#60;b&#62;&#38;amp;&#34;&#39;", NULL },
    { BYTES("a\tb\nc"), "a\tb\nc", NULL },
    { BYTES("a\0b\x1B[2J\x7F"), "a\uFFFDb\uFFFD[2J\uFFFD",
      "a<i class=u>U+0000</i>b<i class=u>U+001B</i>[2J<i class=u>U+007F</i>" },
    { BYTES("\u202Etxt\u2066"), "\uFFFDtxt\uFFFD",
      "<i class=u>U+202E</i>txt<i class=u>U+2066</i>" },
    { BYTES("\u00AD\u200B\uFEFF"), "\uFFFD\uFFFD\uFFFD",
      "<i class=u>U+00AD</i><i class=u>U+200B</i><i class=u>U+FEFF</i>" },
    { BYTES("\xC2\x85"), "\uFFFD", "<i class=u>U+0085</i>" },
    { BYTES("ok\xFF\xC3"), "ok\uFFFD\uFFFD", NULL },
    { BYTES("\u05D0\u0628\u4E00"), "\u05D0\u0628\u4E00", NULL },
};

static void test_escapes(void **state)
{
    struct dh_htmlout h;
    char want[200];
    (void)state;
    dh_html_begin(&h, dh_mem_default(), NULL, NULL);
    for (size_t i = 0; i < DH_LEN(escapes); i++) {
        const char *in_text = escapes[i].in_text ? escapes[i].in_text : escapes[i].words;
        dh_buf_reset(&h.buf);
        dh_html_words(&h, escapes[i].text);
        assert_true(dh_str_eq(dh_buf_str(&h.buf), dh_str_c(escapes[i].words)));
        dh_buf_reset(&h.buf);
        dh_html_text(&h, escapes[i].text);
        snprintf(want, sizeof want, "<bdi>%s</bdi>", in_text);
        if (!dh_str_eq(dh_buf_str(&h.buf), dh_str_c(want)))
            fail_msg("%s: %.*s", want, (int)h.buf.n, h.buf.p);
    }
    dh_buf_release(&h.buf);
}

static const struct {
    const char *url, *text, *want;
} links[] = {
    { "https://a.example/?x=1&y=\"", "T",
      "<a rel=\"noreferrer noopener nofollow\" href=\"https://a.example/?x=1&#38;y=&#34;\">"
      "<bdi>T</bdi></a>" },
    { "javascript:alert(1)", "T", "<bdi>T</bdi>" },
    { " https://a.example/", "T", "<bdi>T</bdi>" },
    { "", " ", "<bdi>name</bdi>" },
};

static void test_links(void **state)
{
    struct dh_htmlout h;
    (void)state;
    dh_html_begin(&h, dh_mem_default(), NULL, NULL);
    for (size_t i = 0; i < DH_LEN(links); i++) {
        dh_buf_reset(&h.buf);
        dh_html_link(&h, dh_str_c(links[i].url), dh_str_c(links[i].text), DH_STR("name"));
        if (!dh_str_eq(dh_buf_str(&h.buf), dh_str_c(links[i].want)))
            fail_msg("%s: %.*s", links[i].want, (int)h.buf.n, h.buf.p);
    }
    dh_buf_release(&h.buf);
}

/* ---- Whole reports */

enum { LINES = 400, LINE = 1200, REPORT = 1 << 22 };

/* Made records: sites, rules and texts in several shares, copies, empty and failed pages. */
static void make_line(char *to, unsigned i)
{
    static const char *const ads[] = { "Advertisement", "Sign up", LONG " " LONG, "<b>Ad</b>" };
    const char *ad = ads[i % 7 ? i % 3 : 3];
    if (i % 13 == 0)
        snprintf(to, LINE,
                 "{\"id\":\"f%u\",\"text\":\"\",\"verdict\":\"failed\",\"error\":\"line %u is "
                 "bad\",\"removed\":[],\"repaired\":[]}",
                 i, i);
    else if (i % 11 == 0)
        snprintf(to, LINE,
                 "{\"id\":\"e%u\",\"text\":\"\",\"verdict\":\"empty\",\"removed\":[{\"kind\":"
                 "\"other\",\"rule\":\"html.outside\",\"at\":0,\"text\":\"Menu %u\"}],"
                 "\"repaired\":[]}",
                 i, i);
    else
        snprintf(to, LINE,
                 "{\"id\":\"p%u\",\"url\":\"https://s%u.example/%u\",\"site\":\"s%u.example\","
                 "\"title\":\"T %u\",\"published\":\"2024-0%u-11T10:00:00Z\",\"text\":\"" LONG
                 "\\n\\n%u \" ,\"verdict\":\"%s\"%s,\"removed\":[{\"kind\":\"%s\",\"rule\":"
                 "\"%s.en.r%u\",\"at\":%zu,\"text\":\"%s\\n\\n\"}],\"repaired\":[{\"rule\":"
                 "\"repair.stop\",\"at\":0,\"was\":\" \",\"now\":\"\"}]}",
                 i, i % 17, i, i % 17, i, 1 + i % 9, i, i % 5 ? "kept" : "duplicate",
                 i % 5 ? "" : ",\"duplicate_of\":\"p1\"", i % 3 ? "ad" : "promo",
                 i % 3 ? "ad" : "promo", i % 4, strlen(LONG) + 3, ad);
}

/* The report of n lines in an order of their own, as HTML and as text, into two files. */
static void report_of(size_t n, unsigned step, size_t memory, const char *names[2])
{
    static char line[LINE];
    struct dh_report *r = NULL;
    struct dh_out out;
    struct dh_detail d;
    char path[400];

    assert_int_equal(dh_report_new(&r, dh_mem_default(), memory, scratch, &d), DH_OK);
    for (size_t i = 0; i < n; i++) {
        make_line(line, (unsigned)(i * step % n));
        if (dh_report_add(r, dh_str_c(line), &d) != DH_OK)
            fail_msg("%s: %s", d.msg, line);
    }
    assert_int_equal(dh_report_sum_up(r, &d), DH_OK);
    for (int way = 0; way < 2; way++) {
        snprintf(path, sizeof path, "%s/%s", scratch, names[way]);
        assert_int_equal(dh_out_open(&out, dh_mem_default(), path, &d), DH_OK);
        assert_int_equal(way ? dh_report_text(r, &out, &d) : dh_report_html(r, &out, &d), DH_OK);
        assert_int_equal(dh_out_commit(&out, &d), DH_OK);
    }
    dh_report_free(r);
}

static void load(const char *name, struct dh_buf *b)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s", scratch, name);
    dh_buf_init(b, dh_mem_default(), REPORT);
    assert_int_equal(dh_file_read(path, b, NULL), DH_OK);
}

static void test_any_order(void **state)
{
    static const unsigned steps[] = { 1, 399, 7, 123 };
    struct dh_buf want[2], got;
    (void)state;
    report_of(LINES, 1, 1 << 22, (const char *[]){ "a.html", "a.txt" });
    load("a.html", &want[0]);
    load("a.txt", &want[1]);
    for (size_t i = 0; i < DH_LEN(steps); i++) {
        report_of(LINES, steps[i], i % 2 ? 0 : 1 << 22, (const char *[]){ "b.html", "b.txt" });
        for (int way = 0; way < 2; way++) {
            load(way ? "b.txt" : "b.html", &got);
            assert_true(dh_str_eq(dh_buf_str(&got), dh_buf_str(&want[way])));
            dh_buf_release(&got);
        }
    }
    dh_buf_release(&want[0]);
    dh_buf_release(&want[1]);
}

static bool has(const struct dh_buf *b, const char *what)
{
    return dh_str_find(dh_buf_str(b), dh_str_c(what)) < b->n;
}

static void test_shown(void **state)
{
    /* Of 400: 31 failed (0, 13, ...), 34 empty. */
    static const char *const html[] = {
        "<tr><td>failed<td class=n>31<td",
        "<tr><td>empty<td class=n>34<td",
        "published from 2024-01-11 to 2024-09-11.",
        "<tr><td class=n>31<td><bdi>line ",
        "<del><bdi>&#60;b&#62;Ad&#60;/b&#62;</bdi></del>",
        "<code>--without ad.en.r1</code>; all that is cut as its kind: <code>--keep ad</code>",
        "This rule has no switch of its own",
        "href=\"https://s1.example/1\"><bdi>T 1</bdi></a>",
    };
    static const char *const text[] = { "400 records of 17 sites", "  failed  ", "ad.en.r1",
                                        "31  line " };
    struct dh_buf b;
    (void)state;
    report_of(LINES, 1, 1 << 22, (const char *[]){ "a.html", "a.txt" });
    load("a.html", &b);
    for (size_t i = 0; i < DH_LEN(html); i++)
        if (!has(&b, html[i]))
            fail_msg("the page does not say: %s", html[i]);
    assert_false(has(&b, "<b>Ad"));
    dh_buf_release(&b);
    load("a.txt", &b);
    for (size_t i = 0; i < DH_LEN(text); i++)
        if (!has(&b, text[i]))
            fail_msg("the text does not say: %s", text[i]);
    dh_buf_release(&b);
}

/* ---- Lines that are no records */

#define CHANGES(removed, repaired) \
    "{\"id\":\"a\",\"text\":\"One.\",\"verdict\":\"kept\",\"removed\":[" removed \
    "],\"repaired\":[" repaired "]}"
#define CUT(at, text) "{\"kind\":\"ad\",\"rule\":\"r\",\"at\":" at ",\"text\":\"" text "\"}"

static const struct {
    const char *name, *line;
    enum dh_err want;
} lines[] = {
    { "a record", CHANGES(CUT("0", "Ad"), ""), DH_OK },
    { "no JSON", "{\"id\":", DH_EDATA },
    { "another row", "{\"text\":\"x\"}", DH_EDATA },
    { "an array", "[1,2]", DH_EDATA },
    { "nothing", "", DH_EDATA },
    { "a verdict of none",
      "{\"id\":\"a\",\"text\":\"\",\"verdict\":\"lost\",\"removed\":[],\"repaired\":[]}",
      DH_EDATA },
    { "overlapping cuts", CHANGES(CUT("0", "Advert") "," CUT("3", "x"), ""), DH_EDATA },
    { "out of order", CHANGES(CUT("4", "x") "," CUT("0", "y"), ""), DH_EDATA },
    { "past the end", CHANGES(CUT("5", "x"), ""), DH_EDATA },
    { "at the end", CHANGES(CUT("4", "x"), ""), DH_OK },
    { "far past the end", CHANGES(CUT("9223372036854775807", "x"), ""), DH_EDATA },
    { "no place", CHANGES("{\"kind\":\"ad\",\"text\":\"x\"}", ""), DH_EDATA },
    { "no kind and no rule", CHANGES("{\"at\":1,\"text\":\"x\"}", ""), DH_OK },
    { "a kind of another version",
      CHANGES("{\"kind\":\"poem\",\"rule\":7,\"at\":1,\"text\":\"x\"}", ""), DH_OK },
    { "mended to what is not there",
      CHANGES("", "{\"rule\":\"r\",\"at\":0,\"was\":\"x\",\"now\":\"Two\"}"), DH_EDATA },
    { "bytes that are no text",
      CHANGES("{\"kind\":\"ad\",\"rule\":\"r\",\"at\":0,\"text_b64\":\"AP/+\"}", ""), DH_OK },
    { "a NUL in a rule's name",
      CHANGES("{\"kind\":\"ad\",\"rule\":\"a\\u0000b\",\"at\":0,"
              "\"text\":\"x\"}",
              ""),
      DH_OK },
};

static void test_lines(void **state)
{
    struct dh_report *r = NULL;
    struct dh_detail d;
    (void)state;
    assert_int_equal(dh_report_new(&r, dh_mem_default(), 0, scratch, &d), DH_OK);
    for (size_t i = 0; i < DH_LEN(lines); i++) {
        enum dh_err e = dh_report_add(r, dh_str_c(lines[i].line), &d);
        if (e != lines[i].want)
            fail_msg("%s: error %d", lines[i].name, (int)e);
        if (e)
            assert_int_equal(dh_report_bad(r, d.msg), DH_OK);
    }
    assert_int_equal(dh_report_sum_up(r, &d), DH_OK);
    dh_report_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numerals),    cmocka_unit_test(test_around),
        cmocka_unit_test(test_around_long), cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_points),      cmocka_unit_test(test_topmost),
        cmocka_unit_test(test_scraps),      cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_links),       cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_shown),       cmocka_unit_test(test_lines),
    };
    return cmocka_run_group_tests_name("report", tests, scratch_set_up, scratch_tear_down);
}
