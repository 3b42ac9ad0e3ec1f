/* SPDX-License-Identifier: MIT */
/* Tables: what is one, and which rows come of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/json.h"
#include "io/table.h"

/* Which first bytes are those of a table, and what parts its cells. */
static const struct {
    const char *head, *field;
    char want;
} heads[] = {
    { "id,text\n", "", ',' },
    { "id;text;url\r\n1;x;y\r\n", "", ';' },
    { "html\turl\n", "", '\t' },
    { "\xEF\xBB\xBF\"id\",\"text\"\n", "", ',' },
    { ",text\n", "", ',' }, /* an index without a name */
    { "Url,Text\n", "", ',' },
    { "url, text\n", "", ',' },
    { "headline,body\n", "text=body", ',' },
    { "headline,body\n", "", 0 },
    { "headline,text\n", "text=body", 0 },
    { "id,text", "", 0 },                              /* its first line may go on */
    { "text\n", "", 0 },                               /* a word */
    { "Share, Text, Email\nThe ferry sails.", "", 0 }, /* buttons */
    { "Text, audio\nThe ferry sails.", "", 0 },
    { "Share\n\nid,text\n", "", 0 },
    { "text,\"a\" b\n", "", 0 },
    { "text,\xFF\n", "", 0 },
    { "url,text,"
      "a name that goes on for so long that nobody would have called a column of a table that\n",
      "", 0 },
    { "", "", 0 },
    { "\n", "", 0 },
    { ",,\n", "", 0 },
};

static void begins(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(heads); i++) {
        struct dh_row_fields f = { 0 };
        char got = 'x';
        if (heads[i].field[0])
            assert_int_equal(dh_row_fields_set(&f, dh_str_c(heads[i].field), NULL), DH_OK);
        if (dh_table_begins(dh_str_c(heads[i].head), &f, &got) != (got != 0) ||
            got != heads[i].want)
            fail_msg("'%s': %d", heads[i].head, got);
    }
}

/* Records below "id,Text,views", and the rows that come of them; NULL: refused. */
static const struct {
    const char *record, *want;
} rows[] = {
    { "1,x,2", "{\"id\":\"1\",\"text\":\"x\",\"views\":\"2\"}" },
    { "1,\"x,\ny\",2", "{\"id\":\"1\",\"text\":\"x,\\ny\",\"views\":\"2\"}" },
    { "1,\"\"\"x\"\" y\",2", "{\"id\":\"1\",\"text\":\"\\\"x\\\" y\",\"views\":\"2\"}" },
    { "\"\",\"\",", "{\"id\":\"\",\"text\":\"\",\"views\":\"\"}" },
    { "1,5\" of \"rain\",2", "{\"id\":\"1\",\"text\":\"5\\\" of \\\"rain\\\"\",\"views\":\"2\"}" },
    { "1, \"x\" ,2", "{\"id\":\"1\",\"text\":\" \\\"x\\\" \",\"views\":\"2\"}" },
    { "1,x", "{\"id\":\"1\",\"text\":\"x\"}" },
    { "1,x,2,", "{\"id\":\"1\",\"text\":\"x\",\"views\":\"2\"}" },
    { "1,x\\y\t,2", "{\"id\":\"1\",\"text\":\"x\\\\y\\t\",\"views\":\"2\"}" },
    { "1,x,2,3", NULL },
    { "1,\"x\" y,2", NULL },
    { "1,\"x,2", NULL },
    { "1,\xE9,2", NULL },
};

static void reads_rows(void **state)
{
    struct dh_row_fields f = { 0 };
    struct dh_table t;
    struct dh_buf row;
    size_t pos;

    (void)state;
    dh_table_init(&t, dh_mem_default());
    dh_buf_init(&row, dh_mem_default(), SIZE_MAX);
    assert_int_equal(dh_table_start(&t, DH_STR("id,Text,views"), 0, &f, NULL), DH_OK);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        struct dh_detail d = { 0 };
        dh_buf_reset(&row);
        enum dh_err e = dh_table_row(&t, dh_str_c(rows[i].record), &row, &d);
        assert_int_equal(e, rows[i].want ? DH_OK : DH_EDATA);
        if (e ? !d.msg[0] : !dh_str_eq(dh_buf_str(&row), dh_str_c(rows[i].want)))
            fail_msg("%s: got %.*s", rows[i].record, (int)row.n, row.p);
        if (!e)
            assert_int_equal(dh_json_check(dh_buf_str(&row), &pos), DH_OK);
    }
    dh_buf_release(&row);
    dh_table_release(&t);
}

/* Where records end does not hang on how the bytes come. */
static void finds_records(void **state)
{
    static const struct dh_str s = { "a,\"b\n\"\"c\"\r\nd\"\n\"\"\"\n\"\n\"x\"y\nz", 26 };
    static const size_t ends[] = { 10, 13, 19, 24, 26 };
    static const uint64_t inside[] = { 1, 0, 1, 0, 0 };

    (void)state;
    for (size_t step = 1; step <= s.n; step++) {
        size_t at = 0;
        for (size_t k = 0; k < DH_LEN(ends); k++) {
            enum dh_table_place place = DH_TABLE_CELL;
            uint64_t lines = 0;
            size_t got = step;
            for (; got == step && at < s.n; at += got)
                got = dh_table_record(',', dh_str_sub(s, at, step), &place, &lines);
            assert_int_equal(at, ends[k]);
            assert_int_equal(lines, inside[k]);
            at++;
        }
    }
}

static void without_text(void **state)
{
    struct dh_row_fields f = { 0 };
    struct dh_detail d;
    struct dh_table t;

    (void)state;
    dh_table_init(&t, dh_mem_default());
    assert_int_equal(dh_table_start(&t, DH_STR("headline,body"), 0, &f, &d), DH_EDATA);
    assert_non_null(strstr(d.msg, "'headline,body'"));
    assert_int_equal(dh_table_start(&t, DH_STR("text"), 0, &f, &d), DH_OK); /* of one column */
    dh_table_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins),
        cmocka_unit_test(reads_rows),
        cmocka_unit_test(finds_records),
        cmocka_unit_test(without_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
