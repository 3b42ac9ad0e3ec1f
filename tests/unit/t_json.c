/* SPDX-License-Identifier: MIT */
/* JSON is read as it says: what is read, written back value by value, is the text without its white
 * space and needless escapes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/json.h"

static const struct {
    const char *name, *in, *want; /* want NULL: it is no JSON */
} cases[] = {
    { "words", " [true, false,null] ", "[true,false,null]" },
    { "numbers have no value here", "[0,-1.5e+3, 7 ]", "[#,#,#]" },
    { "a word alone", "\ttrue\r\n", "true" },
    { "a string alone", "\"ab\"", "\"ab\"" },
    { "nothing in it", "[{}, [], \"\", {\"\":\"\"}]", "[{},[],\"\",{\"\":\"\"}]" },
    { "members in their order", "{\"b\" : 1,\"a\":{\"c\":[]},\"b\":\"2\"}",
      "{\"b\":#,\"a\":{\"c\":[]},\"b\":\"2\"}" },
    { "behind a container", "[[1,[2]],{\"a\":[3]},4]", "[[#,[#]],{\"a\":[#]},#]" },
    { "escapes", "{\"\\u0061\\/\":\"\\\"\\u00e4\\ud83d\\ude00\\\\\"}",
      "{\"a/\":\"\\\"\xC3\xA4\xF0\x9F\x98\x80\\\\\"}" },
    { "signs in strings", "[\"],}:[{\",\"\\\"\"]", "[\"],}:[{\",\"\\\"\"]" },
    { "NUL is replaced", "[\"\\u0000a\\u0000\\u0000\",\"\\\\u0000\"]",
      "[\"\xEF\xBF\xBD"
      "a\xEF\xBF\xBD\xEF\xBF\xBD\",\"\\\\u0000\"]" },
    { "strings before stay where they are", "[\"\\t\",\"\\u0000\",\"\\n\",\"x\"]",
      "[\"\\t\",\"\xEF\xBF\xBD\",\"\\n\",\"x\"]" },
    { "cut off", "[1,", NULL },
    { "two values", "1 2", NULL },
    { "a lone surrogate", "\"\\ud83d\"", NULL },
    { "bytes that are no UTF-8", "\"\xFF\"", NULL },
    { "a comma too many", "{\"a\":1,}", NULL },
    { "nothing", "", NULL },
};

static void write_value(struct dh_buf *b, const dh_json *v);

static void write_all(struct dh_buf *b, const dh_json *v, bool object)
{
    for (const dh_json *m = dh_json_first(v); m; m = dh_json_next(m)) {
        if (m != dh_json_first(v))
            dh_buf_byte(b, ',');
        if (object) {
            dh_json_add(b, dh_json_key(m));
            dh_buf_byte(b, ':');
        }
        write_value(b, m);
    }
}

static void write_value(struct dh_buf *b, const dh_json *v)
{
    switch (dh_json_kind(v)) {
    case DH_JSON_NULL:
        dh_buf_add(b, DH_STR("null"));
        break;
    case DH_JSON_BOOL:
        dh_buf_add(b, dh_json_true(v) ? DH_STR("true") : DH_STR("false"));
        break;
    case DH_JSON_NUMBER:
        dh_buf_byte(b, '#');
        break;
    case DH_JSON_STRING:
        dh_json_add(b, dh_json_string(v));
        break;
    case DH_JSON_ARRAY:
        dh_buf_byte(b, '[');
        write_all(b, v, false);
        dh_buf_byte(b, ']');
        break;
    case DH_JSON_OBJECT:
        dh_buf_byte(b, '{');
        write_all(b, v, true);
        dh_buf_byte(b, '}');
        break;
    }
}

/* One document for all: each text is read as if it was the first. */
static void read_back(void **state)
{
    struct dh_json_doc d;
    struct dh_buf b;
    (void)state;
    dh_json_init(&d, dh_mem_default());
    dh_buf_init(&b, dh_mem_default(), 1 << 20);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        const dh_json *root = NULL;
        enum dh_err e = dh_json_parse(&d, dh_str_c(cases[i].in), &root, NULL);
        print_message("%s\n", cases[i].name);
        assert_int_equal(e, cases[i].want ? DH_OK : DH_EDATA);
        if (e)
            continue;
        dh_buf_reset(&b);
        write_value(&b, root);
        dh_buf_byte(&b, '\0');
        assert_string_equal(b.p, cases[i].want);
    }
    dh_buf_release(&b);
    dh_json_release(&d);
}

static void members(void **state)
{
    struct dh_json_doc d;
    const dh_json *root = NULL;
    (void)state;
    dh_json_init(&d, dh_mem_default());
    assert_int_equal(
        dh_json_parse(&d, DH_STR("{\"a\":{\"b\":\"1\"},\"b\":\"2\",\"b\":\"3\",\"ab\":true}"),
                      &root, NULL),
        DH_OK);
    assert_true(dh_str_eq(dh_json_string(dh_json_get(root, "b")), DH_STR("2")));
    assert_true(dh_json_true(dh_json_get(root, "ab")));
    assert_false(dh_json_true(dh_json_get(root, "a")));
    assert_null(dh_json_get(root, "B"));
    assert_null(dh_json_get(dh_json_get(root, "b"), "b"));
    assert_null(dh_json_get(NULL, "b"));
    assert_true(dh_str_eq(dh_json_string(dh_json_get(dh_json_get(root, "a"), "b")), DH_STR("1")));
    assert_int_equal(dh_json_string(dh_json_get(root, "a")).n, 0);
    dh_json_release(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(read_back), cmocka_unit_test(members) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
