/* SPDX-License-Identifier: MIT */
/* Records: the line that is written, reading it back, and that nothing is lost on the way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/base64.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "io/record.h"
#include "io/restore.h"

#define BYTES(lit) ((struct dh_str){ lit, sizeof(lit) - 1 })

/* ---- Base64 */

static const struct {
    const char *plain, *coded;
} codes[] = { /* RFC 4648, section 10 */
              { "", "" },
              { "f", "Zg==" },
              { "fo", "Zm8=" },
              { "foo", "Zm9v" },
              { "foob", "Zm9vYg==" },
              { "fooba", "Zm9vYmE=" },
              { "foobar", "Zm9vYmFy" }
};
static const char *const no_base64[] = { "Z",    "Zg=",  "Zg",   "Zg==Zg==", "Z===", "====",
                                         "Zh==", "Zm9=", "Zm 8", "Zm8-",     "Zg=a" };

static void base64(void **state)
{
    struct dh_buf b;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1 << 20);
    for (size_t i = 0; i < DH_LEN(codes); i++) {
        dh_buf_reset(&b);
        dh_base64_add(&b, dh_str_c(codes[i].plain));
        assert_true(dh_str_eq(dh_buf_str(&b), dh_str_c(codes[i].coded)));
        dh_buf_reset(&b);
        assert_int_equal(dh_base64_decode(dh_str_c(codes[i].coded), &b), DH_OK);
        assert_true(dh_str_eq(dh_buf_str(&b), dh_str_c(codes[i].plain)));
    }
    for (size_t i = 0; i < DH_LEN(no_base64); i++)
        if (dh_base64_decode(dh_str_c(no_base64[i]), &b) != DH_EDATA)
            fail_msg("%s was decoded", no_base64[i]);
    dh_buf_release(&b);
}

/* ---- Writing */

/* A page of lines as text/ would make it: fragments are the lines; those that begin with '-' go. */
static void split(struct dh_page *p)
{
    for (size_t at = 0; at < p->input.n;) {
        size_t n = dh_str_find_byte(dh_str_sub(p->input, at, p->input.n), '\n');
        if (n) {
            assert_int_equal(dh_page_add_fragment(p, (uint32_t)at, (uint32_t)n, DH_ROLE_PARAGRAPH),
                             DH_OK);
            if (p->input.p[at] == '-') {
                dh_page_strike(p, p->n_fragments - 1, DH_SHARE, DH_STR("share.test"));
                p->fragments[p->n_fragments - 1].removed = true;
            }
        }
        at += n + 1;
    }
    p->unit = DH_UNIT_LINE;
}

struct page_spec {
    const char *name;
    struct dh_str input;
    struct {
        enum dh_field field;
        const char *value;
    } fields[4];
    const char *extra, *want;
};

static const struct page_spec pages[] = {
    { "nothing but a text",
      BYTES("One."),
      { { 0 } },
      "",
      "{\"id\":\"\",\"text\":\"One.\",\"verdict\":\"kept\",\"removed\":[],\"repaired\":[]}" },
    { "a removal",
      BYTES("One.\n- a\nTwo."),
      { { DH_FIELD_ID, "a/b" }, { DH_FIELD_TYPE, "text" }, { DH_FIELD_UNIT, "line" } },
      "",
      "{\"id\":\"a/"
      "b\",\"text\":\"One.\\nTwo.\",\"verdict\":\"kept\",\"removed\":[{\"kind\":\"share\","
      "\"rule\":\"share.test\",\"at\":5,\"text\":\"- "
      "a\\n\"}],\"repaired\":[],\"type\":\"text\",\"unit\":"
      "\"line\"}" },
    { "bytes that are no UTF-8 are a repair, and come back",
      BYTES("One\xFF."),
      { { 0 } },
      "",
      "{\"id\":\"\",\"text\":\"One\xEF\xBF\xBD.\",\"verdict\":\"kept\",\"removed\":[],\"repaired\":"
      "[{"
      "\"rule\":\"utf8\",\"at\":3,\"was_b64\":\"/w==\",\"now\":\"\xEF\xBF\xBD\"}]}" },
    { "and so do those in what goes",
      BYTES("One.\n-\0\xFF"),
      { { 0 } },
      "",
      "{\"id\":\"\",\"text\":\"One.\",\"verdict\":\"kept\",\"removed\":[{\"kind\":\"share\","
      "\"rule\":"
      "\"share.test\",\"at\":4,\"text_b64\":\"Ci0A/w==\"}],\"repaired\":[]}" },
    { "all gone",
      BYTES("- a\n- b"),
      { { 0 } },
      "",
      "{\"id\":\"\",\"text\":\"\",\"verdict\":\"empty\",\"removed\":[{\"kind\":\"share\",\"rule\":"
      "\"share.test\",\"at\":0,\"text\":\"- "
      "a\\n\"},{\"kind\":\"share\",\"rule\":\"share.test\",\"at\":4,"
      "\"text\":\"- b\"}],\"repaired\":[]}" },
    { "metadata in order, and as JSON strings",
      BYTES("x"),
      { { DH_FIELD_AUTHOR, "A \"B\"" },
        { DH_FIELD_URL, "http://h/" },
        { DH_FIELD_IMAGE, "i" },
        { DH_FIELD_CANONICAL, "c\xFF" } },
      "",
      "{\"id\":\"\",\"url\":\"http://h/\",\"author\":\"A "
      "\\\"B\\\"\",\"text\":\"x\",\"verdict\":\"kept\","
      "\"removed\":[],\"repaired\":[],\"canonical\":\"c\xEF\xBF\xBD\",\"image\":\"i\"}" },
    { "members that pass through",
      BYTES("x"),
      { { 0 } },
      "\"n\":[1, 2],\"a b\":null",
      "{\"id\":\"\",\"text\":\"x\",\"verdict\":\"kept\",\"removed\":[],\"repaired\":[],\"n\":[1, "
      "2],"
      "\"a b\":null}" },
    { "names of ours get row_ before them, once more each time; metadata only where it is told",
      BYTES("x"),
      { { DH_FIELD_AUTHOR, "A" } },
      "\"text\":1,\"verdict\":2,\"row_text\":3,\"\\u0074ype\":4,\"author\":5,\"lang\":6,\"row\":7",
      "{\"id\":\"\",\"author\":\"A\",\"text\":\"x\",\"verdict\":\"kept\",\"removed\":[],"
      "\"repaired\":[],"
      "\"row_text\":1,\"row_verdict\":2,\"row_row_text\":3,\"row_\\u0074ype\":4,\"row_author\":5,"
      "\"lang\":6,\"row\":7}" },
};

static void fill_page(struct dh_page *p, const struct page_spec *s)
{
    dh_page_reset(p);
    p->input = s->input;
    p->extra = dh_str_c(s->extra);
    for (size_t k = 0; k < 4 && s->fields[k].value; k++)
        assert_int_equal(dh_page_set(p, s->fields[k].field, dh_str_c(s->fields[k].value)), DH_OK);
    split(p);
    assert_int_equal(dh_page_finish(p), DH_OK);
}

static void writes(void **state)
{
    struct dh_page page;
    struct dh_buf b, back;
    struct dh_arena a;
    size_t pos;

    (void)state;
    dh_page_init(&page, dh_mem_default(), 1 << 24);
    dh_buf_init(&b, dh_mem_default(), 1 << 24);
    dh_buf_init(&back, dh_mem_default(), 1 << 24);
    dh_arena_init(&a, dh_mem_default(), 1 << 24);
    for (size_t i = 0; i < DH_LEN(pages); i++) {
        struct dh_record_undo rec;
        fill_page(&page, &pages[i]);
        dh_buf_reset(&b);
        dh_buf_reset(&back);
        assert_int_equal(dh_record_write(&page, &b), DH_OK);
        if (!dh_str_eq(dh_buf_str(&b), dh_str_c(pages[i].want)))
            fail_msg("%s: got %.*s", pages[i].name, (int)b.n, b.p);
        assert_int_equal(dh_json_check(dh_buf_str(&b), &pos), DH_OK);
        assert_int_equal(dh_record_read(&a, dh_buf_str(&b), &rec, NULL), DH_OK);
        assert_int_equal(dh_restore_text(&rec, &back, NULL), DH_OK);
        if (!dh_str_eq(dh_buf_str(&back), pages[i].input))
            fail_msg("%s: came back as %.*s", pages[i].name, (int)back.n, back.p);
    }
    dh_arena_release(&a);
    dh_buf_release(&b);
    dh_buf_release(&back);
    dh_page_release(&page);
}

static void writes_the_rest(void **state)
{
    struct dh_page p;
    struct dh_buf b;

    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1 << 20);
    dh_page_init(&p, dh_mem_default(), 1 << 20);
    p.input = p.text = DH_STR("x");
    p.verdict = DH_DUPLICATE;
    p.duplicate_of = DH_STR("o");
    p.confidence = .8766;
    p.outside = 12;
    p.outside_blocks = 2;
    p.outside_text = DH_STR("out");
    assert_int_equal(dh_record_write(&p, &b), DH_OK);
    assert_true(dh_str_eq(
        dh_buf_str(&b),
        dh_str_c(
            "{\"id\":\"\",\"text\":\"x\",\"verdict\":\"duplicate\","
            "\"duplicate_of\":\"o\",\"removed\":[],\"repaired\":[],"
            "\"confidence\":0.877,\"outside\":12,\"outside_blocks\":2,\"outside_text\":\"out\"}")));
    dh_page_reset(&p);
    dh_buf_reset(&b);
    const struct dh_detail why = { .code = DH_EDATA, .msg = "damaged" }, silent = { .msg = "" };
    dh_page_fail(&p, DH_EDATA, &why);
    assert_true(dh_str_eq(p.error, DH_STR("damaged")));
    dh_page_fail(&p, DH_ENOMEM, &silent);
    assert_true(dh_str_eq(p.error, DH_STR("out of memory")));
    dh_page_reset(&p);
    p.confidence = 1;
    dh_page_fail(&p, DH_ELIMIT, NULL);
    assert_int_equal(dh_record_write(&p, &b), DH_OK);
    assert_true(dh_str_eq(dh_buf_str(&b),
                          dh_str_c("{\"id\":\"\",\"text\":\"\",\"verdict\":\"failed\","
                                   "\"error\":\"limit reached\",\"removed\":[],\"repaired\":[],"
                                   "\"confidence\":1.000}")));
    dh_buf_release(&b);
    dh_page_release(&p);
}

/* ---- Reading and restoring what others wrote */

#define REST "\"verdict\":\"kept\",\"removed\":[],\"repaired\":[]"

/* want.p NULL: refused. */
static const struct {
    const char *name, *record;
    struct dh_str want;
} restores[] = {
    { "no change", "{\"text\":\"x\"," REST "}", BYTES("x") },
    { "members in any order, unknown ones skipped", "{\"q\":{\"text\":1}," REST ",\"text\":\"x\"}",
      BYTES("x") },
    { "NUL in the text", "{\"text\":\"a\\u0000b\"," REST "}", BYTES("a\0b") },
    { "removals and repairs interleave",
      "{\"text\":\"bD\",\"verdict\":\"kept\",\"removed\":[{\"at\":0,\"text\":\"a\"},{\"at\":2,"
      "\"text\":\"c\"}],"
      "\"repaired\":[{\"at\":3,\"was\":\"d\",\"now\":\"D\"}]}",
      BYTES("abcd") },
    { "an insertion before a removal at one place",
      "{\"text\":\"aI\",\"verdict\":\"kept\",\"removed\":[{\"at\":1,\"text\":\"b\"}],"
      "\"repaired\":[{\"at\":1,\"was\":\"\",\"now\":\"I\"}]}",
      BYTES("ab") },
    { "another charset", "{\"text\":\"\xC3\xA9\",\"charset\":\"windows-1252\"," REST "}",
      BYTES("\xE9") },
    { "a charset with states", "{\"text\":\"\xE6\x97\xA5\",\"charset\":\"ISO-2022-JP\"," REST "}",
      BYTES("\x1B$BF|\x1B(B") },
    { "a web page's text stays UTF-8",
      "{\"text\":\"\xC3\xA9\",\"type\":\"html\",\"charset\":\"windows-1252\"," REST "}",
      BYTES("\xC3\xA9") },
    { "what the charset cannot hold",
      "{\"text\":\"\xE6\x97\xA5\",\"charset\":\"windows-1252\"," REST "}",
      { 0 } },
    { "no charset", "{\"text\":\"x\",\"charset\":\"klingon\"," REST "}", { 0 } },
    { "a charset that would make things up",
      "{\"text\":\"\xE6\x97\xA5\",\"charset\":\"ascii//TRANSLIT\"," REST "}",
      { 0 } },
    { "a removal past the end",
      "{\"text\":\"x\",\"verdict\":\"kept\",\"removed\":[{\"at\":5,\"text\":\"a\"}],\"repaired\":[]"
      "}",
      { 0 } },
    { "a repair that does not fit",
      "{\"text\":\"x\",\"verdict\":\"kept\",\"removed\":[],\"repaired\":[{\"at\":0,\"was\":\"a\","
      "\"now\":\"b\"}]}",
      { 0 } },
    { "removals out of order",
      "{\"text\":\"x\",\"verdict\":\"kept\",\"removed\":[{\"at\":1,\"text\":\"a\"},{\"at\":0,"
      "\"text\":\"b\"}],"
      "\"repaired\":[]}",
      { 0 } },
    { "a removal without a place",
      "{\"text\":\"x\",\"verdict\":\"kept\",\"removed\":[{\"text\":\"a\"}],\"repaired\":[]}",
      { 0 } },
    { "a negative place",
      "{\"text\":\"x\",\"verdict\":\"kept\",\"removed\":[{\"at\":-1,\"text\":\"a\"}],\"repaired\":["
      "]}",
      { 0 } },
    { "bad base64",
      "{\"text\":\"x\",\"verdict\":\"kept\",\"removed\":[{\"at\":0,\"text_b64\":\"?\"}],"
      "\"repaired\":[]}",
      { 0 } },
    { "removed is no array",
      "{\"text\":\"x\",\"verdict\":\"kept\",\"removed\":1,\"repaired\":[]}",
      { 0 } },
    { "no record", "{\"text\":\"x\"}", { 0 } },
    { "an array", "[]", { 0 } },
    { "no JSON", "text", { 0 } },
};

static void restores_records(void **state)
{
    struct dh_arena a;
    struct dh_buf b;

    (void)state;
    dh_arena_init(&a, dh_mem_default(), 1 << 20);
    dh_buf_init(&b, dh_mem_default(), 1 << 20);
    for (size_t i = 0; i < DH_LEN(restores); i++) {
        struct dh_record_undo rec;
        struct dh_detail d = { 0 };
        dh_arena_reset(&a);
        dh_buf_reset(&b);
        enum dh_err e = dh_record_read(&a, dh_str_c(restores[i].record), &rec, &d);
        if (e == DH_OK)
            e = dh_restore_text(&rec, &b, &d);
        if (e != (restores[i].want.p ? DH_OK : DH_EDATA))
            fail_msg("%s: error %d: %s", restores[i].name, (int)e, d.msg);
        if (e == DH_OK && !dh_str_eq(dh_buf_str(&b), restores[i].want))
            fail_msg("%s: got %.*s", restores[i].name, (int)b.n, b.p);
        if (e)
            assert_true(d.msg[0] != '\0');
    }
    dh_arena_release(&a);
    dh_buf_release(&b);
}

/* ---- Property: whatever the text and whatever goes, the record holds it all. */

static uint64_t seed = 20231122;

static unsigned draw(unsigned below)
{
    return (unsigned)((dh_hash_mix(++seed) >> 33) % below);
}

/* Letters, line ends, NUL, quotes, UTF-8 whole and broken. */
static size_t random_text(char *dst, size_t max)
{
    static const struct dh_str parts[] = {
        BYTES("a"),
        BYTES("word "),
        BYTES("\n"),
        BYTES("\n\n"),
        BYTES("\r\n"),
        BYTES("\xC3\xA9"),
        BYTES("\xE2\x80\xA8"),
        BYTES("\xC3"),
        BYTES("\xF0\x9F\x98"),
        BYTES("\xFF"),
        BYTES("\0"),
        BYTES("\"\\/"),
        BYTES("\xF0\x9F\x98\x80"),
    };
    size_t n = 0, want = draw((unsigned)max);
    while (n + 5 < want) {
        struct dh_str part = parts[draw(DH_LEN(parts))];
        memcpy(dst + n, part.p, part.n);
        n += part.n;
    }
    return n;
}

static void random_changes(struct dh_page *p)
{
    size_t at = 0;
    while (p->input.n && at < p->input.n) {
        size_t n = 1 + draw(20);
        if (n > p->input.n - at)
            n = p->input.n - at;
        assert_int_equal(dh_page_add_fragment(p, (uint32_t)at, (uint32_t)n, DH_ROLE_PARAGRAPH),
                         DH_OK);
        if (draw(3) == 0) {
            dh_page_strike(p, p->n_fragments - 1, DH_AD, DH_STR("r"));
            p->fragments[p->n_fragments - 1].removed = true;
        }
        at += n + draw(3);
    }
    for (unsigned i = draw(6); p->input.n && i > 0; i--) {
        uint32_t from = draw((unsigned)p->input.n), n = draw(4);
        if (n > p->input.n - from)
            n = (uint32_t)p->input.n - from;
        bool repair = draw(2);
        assert_int_equal(dh_page_edit(p, from, n, repair ? DH_STORY : DH_CREDIT,
                                      repair ? DH_STR("new") : DH_STR_NONE, DH_STR("e")),
                         DH_OK);
    }
}

static void nothing_is_lost(void **state)
{
    char text[600];
    struct dh_page p;
    struct dh_buf line, back;
    struct dh_arena a;

    (void)state;
    dh_page_init(&p, dh_mem_default(), 1 << 24);
    dh_buf_init(&line, dh_mem_default(), 1 << 24);
    dh_buf_init(&back, dh_mem_default(), 1 << 24);
    dh_arena_init(&a, dh_mem_default(), 1 << 24);
    for (int i = 0; i < 4000; i++) {
        struct dh_record_undo rec;
        struct dh_detail d = { 0 };
        uint64_t start = seed;
        dh_page_reset(&p);
        dh_buf_reset(&line);
        dh_buf_reset(&back);
        dh_arena_reset(&a);
        p.input = (struct dh_str){ text, random_text(text, sizeof text) };
        random_changes(&p);
        assert_int_equal(dh_page_finish(&p), DH_OK);
        assert_int_equal(dh_utf8_valid(p.text), p.text.n);
        assert_int_equal(dh_record_write(&p, &line), DH_OK);
        assert_ptr_equal(memchr(line.p, '\n', line.n), NULL);
        assert_int_equal(dh_record_read(&a, dh_buf_str(&line), &rec, &d), DH_OK);
        if (dh_restore_text(&rec, &back, &d) != DH_OK || !dh_str_eq(dh_buf_str(&back), p.input))
            fail_msg("seed %llu: %s: %.*s", (unsigned long long)start, d.msg, (int)line.n, line.p);
    }
    dh_arena_release(&a);
    dh_buf_release(&line);
    dh_buf_release(&back);
    dh_page_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64),          cmocka_unit_test(writes),
        cmocka_unit_test(writes_the_rest), cmocka_unit_test(restores_records),
        cmocka_unit_test(nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
