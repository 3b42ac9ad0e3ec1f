/* SPDX-License-Identifier: MIT */
/* The tree that JSON is read into. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"

/* A value as (kind key=text children), so that all that is read can be seen. */
static void show(struct dh_buf *b, const dh_json *v, bool member)
{
    static const char *const kinds[] = { "null", "bool", "number", "string", "array", "object" };
    dh_buf_byte(b, '(');
    dh_buf_add(b, dh_str_c(kinds[dh_json_kind(v)]));
    if (member) {
        dh_buf_byte(b, ' ');
        dh_buf_add(b, dh_json_key(v));
        dh_buf_byte(b, '=');
    }
    if (dh_json_kind(v) == DH_JSON_STRING) {
        dh_buf_byte(b, '<');
        dh_buf_add(b, dh_json_string(v));
        dh_buf_byte(b, '>');
    }
    if (dh_json_true(v))
        dh_buf_add(b, DH_STR("!"));
    for (const dh_json *k = dh_json_first(v); k; k = dh_json_next(k))
        show(b, k, dh_json_kind(v) == DH_JSON_OBJECT);
    dh_buf_byte(b, ')');
}

static void trees(void **state)
{
    static const struct {
        const char *in, *want;
    } cases[] = {
        { "null", "(null)" },
        { " true ", "(bool!)" },
        { "false", "(bool)" },
        { "-1.5e3", "(number)" },
        { "\"\"", "(string<>)" },
        { "\"harbour \\\"inn\\\" \\\\ \\/\\n\"", "(string<harbour \"inn\" \\ /\n>)" },
        { "\"\\u00e9\\ud83d\\ude00\"", "(string<\xC3\xA9\xF0\x9F\x98\x80>)" },
        { "\"a\\u0000b\\ud800c\\\\u0000\"", "(string<a\xEF\xBF\xBD"
                                            "b\xEF\xBF\xBD"
                                            "c\\u0000>)" },
        { "[]", "(array)" },
        { "{}", "(object)" },
        { "[1, [\"b\"] ,{}]", "(array(number)(array(string<b>))(object))" },
        { "{\"a\" : \"x\",\"b\":{\"c\":[null,true]},\"d\":\"\"}",
          "(object(string a=<x>)(object b=(array c=(null)(bool!)))(string d=<>))" },
        { "{\"\":1,\"k\\u0065y\":\"v\"}", "(object(number =)(string key=<v>))" },
        { "[\"a,b:c]}\",\"{\"]", "(array(string<a,b:c]}>)(string<{>))" },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_buf b;
        dh_json *doc = NULL;
        dh_buf_init(&b, dh_mem_default(), 4096);
        assert_int_equal(dh_json_parse(dh_str_c(cases[i].in), &doc, NULL), DH_OK);
        show(&b, doc, false);
        dh_buf_byte(&b, '\0');
        assert_int_equal(b.err, DH_OK);
        assert_string_equal(b.p, cases[i].want);
        dh_buf_release(&b);
        dh_json_free(doc);
    }
}

static void members(void **state)
{
    dh_json *doc = NULL;
    (void)state;
    assert_int_equal(
        dh_json_parse(DH_STR("{\"a\":\"first\",\"ab\":2,\"a\":\"second\",\"l\":[\"a\"]}"), &doc,
                      NULL),
        DH_OK);
    assert_true(dh_str_eq(dh_json_string(dh_json_get(doc, "a")), DH_STR("first")));
    assert_true(dh_json_number(dh_json_get(doc, "ab")) == 2);
    assert_null(dh_json_get(doc, "b"));
    assert_null(dh_json_get(dh_json_get(doc, "l"), "a"));
    assert_null(dh_json_get(NULL, "a"));
    assert_int_equal(dh_json_string(dh_json_get(doc, "l")).n, 0);
    dh_json_free(doc);
    dh_json_free(NULL);
}

static void numbers(void **state)
{
    static const struct {
        const char *in;
        double want;
    } cases[] = {
        { "0", 0 },
        { "-0.25", -.25 },
        { "1712345678", 1712345678 },
        { "1712345678123", 1712345678123 },
        { "1712345678.5", 1712345678.5 },
        { "1.7e9", 1.7e9 },
        { "17E+8", 1.7e9 },
        { "25e-2", .25 },
        { "123456789012345", 123456789012345 },
        { "100000000000000000000000", 1e23 },
        { "0.000001", 1e-6 },
        { "\"7\"", 0 },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        dh_json *doc = NULL;
        assert_int_equal(dh_json_parse(dh_str_c(cases[i].in), &doc, NULL), DH_OK);
        assert_true(dh_json_number(doc) == cases[i].want);
        dh_json_free(doc);
    }
}

/* What is no JSON is told of, with the place; so is what nests too deep. */
static void refused(void **state)
{
    static const char *const cases[] = { "", "[1,]", "{\"a\"}", "\"a\nb\"", "01", "[1] 2", "nul" };
    char deep[2 * DH_JSON_DEPTH + 3];
    struct dh_detail d;
    dh_json *doc = NULL;
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        assert_int_equal(dh_json_parse(dh_str_c(cases[i]), &doc, &d), DH_EDATA);
        assert_null(doc);
    }
    for (size_t n = DH_JSON_DEPTH; n <= DH_JSON_DEPTH + 1; n++) {
        memset(deep, '[', n);
        memset(deep + n, ']', n);
        bool fits = n == DH_JSON_DEPTH;
        assert_int_equal(dh_json_parse((struct dh_str){ deep, 2 * n }, &doc, &d),
                         fits ? DH_OK : DH_EDATA);
        unsigned levels = 0;
        for (const dh_json *v = doc; fits && v; v = dh_json_first(v))
            levels++;
        assert_int_equal(levels, fits ? n : 0);
        if (fits)
            dh_json_free(doc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees),
        cmocka_unit_test(members),
        cmocka_unit_test(numbers),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
