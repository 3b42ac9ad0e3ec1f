/* SPDX-License-Identifier: MIT */
/* JSONL rows to pages: what is taken for what, what passes through, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"
#include "io/row.h"

#define BYTES(lit) ((struct dh_str){ lit, sizeof(lit) - 1 })

struct field_want {
    enum dh_field field;
    const char *want;
};

/* fields: --field values, '|' between. raw with p NULL: refused. */
static const struct {
    const char *name;
    const char *fields;
    struct dh_str row, raw;
    bool html;
    const char *extra;
    struct field_want want[3];
} rows[] = {
    { "text alone", "", BYTES("{\"text\":\"x y\"}"), BYTES("x y"), false, "", { { 0 } } },
    { "the known names",
      "",
      BYTES("{\"id\":\"1\",\"url\":\"u\",\"site\":\"s\",\"text\":\"x\",\"title\":\"t\"}"),
      BYTES("x"),
      false,
      "",
      { { DH_FIELD_ID, "1" }, { DH_FIELD_URL, "u" }, { DH_FIELD_TITLE, "t" } } },
    { "date stands in for published",
      "",
      BYTES("{\"date\":\"2020-01-02\",\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "",
      { { DH_FIELD_PUBLISHED, "2020-01-02" } } },
    { "published before date, whatever the order",
      "",
      BYTES("{\"date\":\"a\",\"published\":\"b\",\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "\"date\":\"a\"",
      { { DH_FIELD_PUBLISHED, "b" } } },
    { "HTML before text, which passes through",
      "",
      BYTES("{\"text\":\"x\",\"html\":\"<p>y\"}"),
      BYTES("<p>y"),
      true,
      "\"text\":\"x\"",
      { { 0 } } },
    { "the key of text, said to hold HTML",
      "html=text",
      BYTES("{\"text\":\"<p>y\"}"),
      BYTES("<p>y"),
      true,
      "",
      { { 0 } } },
    { "one key for two uses",
      "id=url",
      BYTES("{\"url\":\"u\",\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "",
      { { DH_FIELD_ID, "u" }, { DH_FIELD_URL, "u" } } },
    { "empty HTML: the text",
      "",
      BYTES("{\"html\":\"\",\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "\"html\":\"\"",
      { { 0 } } },
    { "HTML null: the text",
      "",
      BYTES("{\"html\":null,\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "\"html\":null",
      { { 0 } } },
    { "keys by name",
      "text=body|id=nr|published=when",
      BYTES("{\"nr\":\"7\",\"body\":\"x\",\"when\":\"w\",\"text\":\"other\",\"html\":\"<p>\"}"),
      BYTES("x"),
      false,
      "\"text\":\"other\",\"html\":\"<p>\"",
      { { DH_FIELD_ID, "7" }, { DH_FIELD_PUBLISHED, "w" } } },
    { "backslashes and quotes at the ends of keys and values",
      "",
      BYTES("{\"a\":\"\\\\\",\"\\\"\":\"\\\\\\\",\",\"\\\\\":[\"\\\"]\"],\"text\":\"x\\\\\\\"\"}"),
      BYTES("x\\\""),
      false,
      "\"a\":\"\\\\\",\"\\\"\":\"\\\\\\\",\",\"\\\\\":[\"\\\"]\"]",
      { { 0 } } },
    { "a key for text: rows of HTML are read still",
      "text=body",
      BYTES("{\"html\":\"<p>y\"}"),
      BYTES("<p>y"),
      true,
      "",
      { { 0 } } },
    { "a key for HTML: rows of text are read still",
      "html=page",
      BYTES("{\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "",
      { { 0 } } },
    { "an id that is a number keeps its digits",
      "",
      BYTES("{\"id\":-12345678901234567890123,\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "",
      { { DH_FIELD_ID, "-12345678901234567890123" } } },
    { "metadata of other types passes through",
      "",
      BYTES("{\"id\":null,\"title\":[\"t\"],\"url\":3,\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "\"id\":null,\"title\":[\"t\"],\"url\":3",
      { { DH_FIELD_ID, "" }, { DH_FIELD_TITLE, "" } } },
    { "a date in milliseconds",
      "",
      BYTES("{\"date\":1772611200000,\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "",
      { { DH_FIELD_PUBLISHED, "1772611200000" } } },
    { "a date in seconds and their parts",
      "",
      BYTES("{\"published\":1772611200.25,\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "",
      { { DH_FIELD_PUBLISHED, "1772611200" } } },
    { "a number that is no such date",
      "",
      BYTES("{\"date\":2026,\"published\":-1772611200,\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "\"date\":2026,\"published\":-1772611200",
      { { DH_FIELD_PUBLISHED, "" } } },
    { "unknown members stand as they were, in order",
      "",
      BYTES("{ \"z\" : 1e999 , \"a\":{\"b\":[1, {}]},\"text\":\"x\",\"\\u0061\":\"\\u00e9\" }"),
      BYTES("x"),
      false,
      "\"z\":1e999,\"a\":{\"b\":[1, {}]},\"\\u0061\":\"\\u00e9\"",
      { { 0 } } },
    { "an escaped key is its name",
      "",
      BYTES("{\"te\\u0078t\":\"x\"}"),
      BYTES("x"),
      false,
      "",
      { { 0 } } },
    { "text byte for byte",
      "",
      BYTES("{\"text\":\"a\\u0000b\\n\\\"\\u00e9\\ud83d\\ude00\xC3\xA9\\/\"}"),
      BYTES("a\0b\n\"\xC3\xA9\xF0\x9F\x98\x80\xC3\xA9/"),
      false,
      "",
      { { 0 } } },
    { "half a character, as of text cut at 16 bits",
      "",
      BYTES("{\"text\":\"a\\ud83d\\ud83d\\ude00\\ude00\\ud83d!\\uD83D\",\"\\udead\":\"\\udead\"}"),
      BYTES("a\xEF\xBF\xBD\xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBD!\xEF\xBF\xBD"),
      false,
      "\"\\udead\":\"\\udead\"",
      { { 0 } } },
    { "empty text", "", BYTES("{\"text\":\"\"}"), BYTES(""), false, "", { { 0 } } },
    { "of two the last counts",
      "",
      BYTES("{\"text\":\"a\",\"text\":\"b\"}"),
      BYTES("b"),
      false,
      "\"text\":\"a\"",
      { { 0 } } },
    { "paragraphs in an array",
      "",
      BYTES("{\"text\":[\"x\",\"\",\"y\\nz\", null, [\"u\"]],\"n\":1}"),
      BYTES("x\n\ny\nz\n\nu"),
      false,
      "\"n\":1",
      { { 0 } } },
    { "pieces of HTML",
      "",
      BYTES("{\"html\":[\"<p>x\",\"<p>y\"]}"),
      BYTES("<p>x\n<p>y"),
      true,
      "",
      { { 0 } } },
    { "a path into objects, which pass through",
      "text=article.body|title=article.head.main|url=link.href",
      BYTES("{\"article\":{\"head\":{\"main\":\"t\"},\"body\":\"x\"},\"link\":{\"href\":\"u\"}}"),
      BYTES("x"),
      false,
      "\"article\":{\"head\":{\"main\":\"t\"},\"body\":\"x\"},\"link\":{\"href\":\"u\"}",
      { { DH_FIELD_TITLE, "t" }, { DH_FIELD_URL, "u" } } },
    { "a path to HTML",
      "html=article.body",
      BYTES("{\"article\":{\"body\":\"<p>x\"}}"),
      BYTES("<p>x"),
      true,
      "\"article\":{\"body\":\"<p>x\"}",
      { { 0 } } },
    { "a path through arrays: each piece, of metadata the first that serves",
      "text=contents.content|title=contents.content|id=authors.id",
      BYTES("{\"contents\":[null,{\"content\":5},{\"content\":\"x\"},{\"kind\":\"image\"},"
            "{\"content\":[\"y\",\"z\"]}],\"authors\":[{\"id\":7},{\"id\":8}]}"),
      BYTES("x\n\ny\n\nz"),
      false,
      "\"contents\":[null,{\"content\":5},{\"content\":\"x\"},{\"kind\":\"image\"},"
      "{\"content\":[\"y\",\"z\"]}],\"authors\":[{\"id\":7},{\"id\":8}]",
      { { DH_FIELD_TITLE, "x" }, { DH_FIELD_ID, "7" } } },
    { "paths of metadata to arrays of none and to numbers, which only an id may be",
      "id=a.id|title=a.title|url=a.url",
      BYTES("{\"a\":{\"id\":[[],7],\"title\":7,\"url\":[]},\"text\":\"x\"}"),
      BYTES("x"),
      false,
      "\"a\":{\"id\":[[],7],\"title\":7,\"url\":[]}",
      { { DH_FIELD_ID, "7" }, { DH_FIELD_TITLE, "" }, { DH_FIELD_URL, "" } } },
    { "a key with a full stop, whatever stands under its path",
      "text=a.b",
      BYTES("{\"a.b\":\"x\",\"a\":{\"b\":\"y\"}}"),
      BYTES("x"),
      false,
      "\"a\":{\"b\":\"y\"}",
      { { 0 } } },
    { "the same behind it",
      "text=a.b",
      BYTES("{\"a\":{\"b\":\"y\"},\"a.b\":\"x\"}"),
      BYTES("x"),
      false,
      "\"a\":{\"b\":\"y\"}",
      { { 0 } } },
    { "keys with full stops on the way",
      "text=a.b.c.d",
      BYTES("{\"a\":1,\"a.b\":{\"c.d\":\"x\"}}"),
      BYTES("x"),
      false,
      "\"a\":1,\"a.b\":{\"c.d\":\"x\"}",
      { { 0 } } },
    { "an escaped key on the way",
      "text=a.b",
      BYTES("{\"\\u0061\":{\"\\u0062\":\"\\u0078\"}}"),
      BYTES("x"),
      false,
      "\"\\u0061\":{\"\\u0062\":\"\\u0078\"}",
      { { 0 } } },
    { "a path through 15 levels",
      "text=a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.b",
      BYTES("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{"
            "\"a\":{\"a\":"
            "{\"a\":{\"b\":\"x\"}}}}}}}}}}}}}}}}"),
      BYTES("x"),
      false,
      "\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{"
      "\"a\":"
      "{\"a\":{\"b\":\"x\"}}}}}}}}}}}}}}}",
      { { 0 } } },
    { "white space around", "", BYTES(" {\"text\":\"x\"}\r"), BYTES("x"), false, "", { { 0 } } },
    { "no text", "", BYTES("{\"id\":\"5\"}"), { 0 }, false, "", { { DH_FIELD_ID, "5" } } },
    { "text null", "", BYTES("{\"text\":null}"), { 0 }, false, "\"text\":null", { { 0 } } },
    { "text a number",
      "",
      BYTES("{\"text\":1,\"n\":2}"),
      { 0 },
      false,
      "\"text\":1,\"n\":2",
      { { 0 } } },
    { "text an array of no strings",
      "",
      BYTES("{\"text\":[1,{\"text\":\"x\"}]}"),
      { 0 },
      false,
      "\"text\":[1,{\"text\":\"x\"}]",
      { { 0 } } },
    { "text an array of none", "", BYTES("{\"text\":[]}"), { 0 }, false, "\"text\":[]", { { 0 } } },
    { "a path to nothing",
      "text=a.b",
      BYTES("{\"a\":{\"c\":\"x\"},\"b\":\"x\"}"),
      { 0 },
      false,
      "\"a\":{\"c\":\"x\"},\"b\":\"x\"",
      { { 0 } } },
    { "a path through a string",
      "text=a.b",
      BYTES("{\"a\":\"x\"}"),
      { 0 },
      false,
      "\"a\":\"x\"",
      { { 0 } } },
    { "a path that ends in an object",
      "text=a.b",
      BYTES("{\"a\":{\"b\":{\"c\":\"x\"}}}"),
      { 0 },
      false,
      "\"a\":{\"b\":{\"c\":\"x\"}}",
      { { 0 } } },
    { "a path to an array of none, or through one",
      "text=a.b",
      BYTES("{\"a\":{\"b\":[]},\"a\":[],\"a.b\":[[]]}"),
      { 0 },
      false,
      "\"a\":{\"b\":[]},\"a\":[],\"a.b\":[[]]",
      { { 0 } } },
    { "a path to a number, or through one",
      "text=a.b",
      BYTES("{\"a\":{\"b\":7},\"a\":7,\"a.b\":[7]}"),
      { 0 },
      false,
      "\"a\":{\"b\":7},\"a\":7,\"a.b\":[7]",
      { { 0 } } },
    { "an array", "", BYTES("[{\"text\":\"x\"}]"), { 0 }, false, "", { { 0 } } },
    { "a string", "", BYTES("\"text\""), { 0 }, false, "", { { 0 } } },
    { "bad UTF-8", "", BYTES("{\"text\":\"\xFF\"}"), { 0 }, false, "", { { 0 } } },
    { "overlong", "", BYTES("{\"text\":\"\xC0\xAF\"}"), { 0 }, false, "", { { 0 } } },
    { "a bad escape", "", BYTES("{\"text\":\"\\u00g0\"}"), { 0 }, false, "", { { 0 } } },
    { "raw NUL", "", BYTES("{\"text\":\"a\0b\"}"), { 0 }, false, "", { { 0 } } },
    { "raw line end", "", BYTES("{\"text\":\"a\nb\"}"), { 0 }, false, "", { { 0 } } },
    { "cut off", "", BYTES("{\"text\":\"a"), { 0 }, false, "", { { 0 } } },
    { "two values", "", BYTES("{\"text\":\"a\"}{}"), { 0 }, false, "", { { 0 } } },
    { "NaN", "", BYTES("{\"text\":\"a\",\"n\":NaN}"), { 0 }, false, "", { { 0 } } },
    { "nothing", "", BYTES(""), { 0 }, false, "", { { 0 } } },
};

static void set_fields(struct dh_row_fields *f, const char *spec)
{
    struct dh_str rest = dh_str_c(spec), one;
    while (rest.n && dh_str_split(&rest, '|', &one))
        assert_int_equal(dh_row_fields_set(f, one, NULL), DH_OK);
}

static void reads(void **state)
{
    struct dh_page page;

    (void)state;
    dh_page_init(&page, dh_mem_default(), 1 << 24);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        struct dh_row_fields f = { 0 };
        struct dh_detail d = { 0 };
        bool html = false;
        dh_page_reset(&page);
        set_fields(&f, rows[i].fields);
        enum dh_err e = dh_row_read(&page, rows[i].row, &f, &html, &d);
        if (e != (rows[i].raw.p ? DH_OK : DH_EDATA))
            fail_msg("%s: error %d: %s", rows[i].name, (int)e, d.msg);
        if (e)
            assert_true(d.msg[0] != '\0');
        else if (!dh_str_eq(page.raw, rows[i].raw) || html != rows[i].html)
            fail_msg("%s: got %.*s", rows[i].name, (int)page.raw.n, page.raw.p);
        if (rows[i].extra && !dh_str_eq(page.extra, dh_str_c(rows[i].extra)))
            fail_msg("%s: extra %.*s", rows[i].name, (int)page.extra.n, page.extra.p);
        for (size_t k = 0; k < 3 && rows[i].want[k].want; k++)
            if (!dh_str_eq(page.field[rows[i].want[k].field], dh_str_c(rows[i].want[k].want)))
                fail_msg("%s: field %d", rows[i].name, (int)rows[i].want[k].field);
    }
    dh_page_release(&page);
}

/* What is wrong with a row, in words that show the place. */
static const struct {
    const char *row, *says;
} wrong[] = {
    { "{\"text\":\"a\",\"n\":NaN}", "at byte 16: 'NaN}'" },
    { "{\"text\":\"a\" b\"}", "at byte 12: 'b\"}'" },
    { "{'text':'a'}", "a single quote at byte 1," },
    { "{\"text\":\"a\\x\"}", "at byte 10: '\\x\"}'" },
    { "{\"text\":\"a\tb\"}", "at byte 10: '\\x09b\"}'" },
    { "{\"text\":\"\xE9t\xE9\"}", "not in UTF-8 at its byte 9 (iconv" },
    { "{\"text\":\"a\",\"n\":x's}", "at byte 16: 'x'" },
    { "{\"text\":\"a", "ends too early" },
    { "{\"id\":1,\"article\":{\"body\":\"x\"}}", "(--field text=KEY; it has \"id\", \"article\")" },
    { "{}{\"a\":{}}", "at byte 2: '{" },
    { "{}", "under 'text' or 'html' (--field text=KEY)" },
};

static void words(void **state)
{
    struct dh_row_fields f = { 0 };
    struct dh_page page;
    struct dh_detail d;
    bool html;

    (void)state;
    dh_page_init(&page, dh_mem_default(), 1 << 24);
    for (size_t i = 0; i < DH_LEN(wrong); i++) {
        assert_int_equal(dh_row_read(&page, dh_str_c(wrong[i].row), &f, &html, &d), DH_EDATA);
        if (!strstr(d.msg, wrong[i].says))
            fail_msg("%s: %s", wrong[i].row, d.msg);
    }
    dh_page_release(&page);
}

static void deep(void **state)
{
    enum { LEVELS = 200000 };
    char *row = malloc(LEVELS);
    struct dh_row_fields f = { 0 };
    struct dh_page page;
    struct dh_detail d;
    bool html;

    (void)state;
    memset(row, '[', LEVELS);
    memcpy(row, "{\"text\":", 8);
    dh_page_init(&page, dh_mem_default(), 1 << 24);
    assert_int_equal(dh_row_read(&page, (struct dh_str){ row, LEVELS }, &f, &html, &d), DH_EDATA);
    assert_string_equal(d.msg, "the JSON row is nested deeper than 64 levels");
    dh_page_release(&page);
    free(row);
}

/* One more member of the object that begins in b. */
static void add_member(struct dh_buf *b, struct dh_str key, unsigned value)
{
    dh_buf_add(b, b->n ? DH_STR(",\"") : DH_STR("{\""));
    dh_buf_add(b, key);
    dh_buf_add(b, DH_STR("\":\""));
    dh_buf_number(b, value);
    dh_buf_byte(b, '"');
}

/* However many members a row has, and wherever among them its text stands, the others pass through
 * in their order; of two texts the first is one of them. */
static void many(void **state)
{
    enum { MOST = 70 };
    struct dh_row_fields f = { 0 };
    struct dh_page page;
    struct dh_buf row, others;
    bool html;

    (void)state;
    dh_page_init(&page, dh_mem_default(), 1 << 24);
    dh_buf_init(&row, dh_mem_default(), SIZE_MAX);
    dh_buf_init(&others, dh_mem_default(), SIZE_MAX);
    for (unsigned text = 0; text < MOST; text++) {
        dh_page_reset(&page);
        dh_buf_reset(&row);
        dh_buf_reset(&others);
        for (unsigned i = 0; i < MOST; i++) {
            struct dh_str key = i == text || i + 1 == text ? DH_STR("text") : DH_STR("other");
            add_member(&row, key, i);
            if (i != text)
                add_member(&others, key, i);
        }
        dh_buf_byte(&row, '}');
        assert_int_equal(dh_row_read(&page, dh_buf_str(&row), &f, &html, NULL), DH_OK);
        assert_true(dh_str_eq(page.extra, dh_str_sub(dh_buf_str(&others), 1, others.n)));
        assert_int_equal(page.raw.n, text < 10 ? 1 : 2);
    }
    dh_buf_release(&row);
    dh_buf_release(&others);
    dh_page_release(&page);
}

static void names(void **state)
{
    static const struct {
        const char *spec;
        enum dh_err want;
    } cases[] = { { "text=body", DH_OK }, { "html=a=b", DH_OK }, { "text=", DH_EUSAGE },
                  { "text", DH_EUSAGE },  { "", DH_EUSAGE },     { "body=text", DH_EUSAGE },
                  { "=text", DH_EUSAGE } };
    struct dh_row_fields f = { 0 };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++)
        assert_int_equal(dh_row_fields_set(&f, dh_str_c(cases[i].spec), NULL), cases[i].want);
    assert_true(dh_str_eq(f.text, DH_STR("body")));
    assert_true(dh_str_eq(f.html, DH_STR("a=b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads), cmocka_unit_test(words), cmocka_unit_test(deep),
        cmocka_unit_test(many),  cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
