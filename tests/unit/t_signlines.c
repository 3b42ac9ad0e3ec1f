/* SPDX-License-Identifier: MIT */
/* Lines of signs alone: which are, and which part passages; and what becomes of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "text/around/signlines.h"

static const struct {
    const char *line;
    bool signs, waits;
} lines[] = {
    { "\u00D7", true, true },
    { "|", true, true },
    { "::", true, true },
    { "\u203A", true, true },
    { "\uE80B", true, true }, /* a font's icon */
    { "\u2022", true, true },
    { "\u2022 \u2022 \u2022", true, false },
    { "***", true, false },
    { "* * *", true, false },
    { "\u2014\u2014\u2014", true, false },
    { "...", true, false },
    { "|\u200B\u200C&zwnj;", true, true }, /* what is dropped is none */
    { "\u2022&shy;&nbsp;\u2022", true, false },
    { "%", false, false },
    { "\u20AC", false, false },
    { "\u201C", false, false },
    { "\u2764\uFE0F", false, false }, /* a heart */
    { "\U0001F447", false, false },   /* a finger */
};

static void test_lines(void **state)
{
    struct dh_page p;
    (void)state;
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 20);
    for (size_t i = 0; i < DH_LEN(lines); i++) {
        dh_page_reset(&p);
        p.unit = DH_UNIT_LINE;
        p.input = dh_str_c(lines[i].line);
        assert_int_equal(dh_page_add_fragment(&p, 0, (uint32_t)p.input.n, DH_ROLE_PARAGRAPH),
                         DH_OK);
        dh_signlines_mark(&p);
        if (!(p.fragments[0].looks & DH_LOOKS_SIGNS) == lines[i].signs ||
            (p.fragments[0].waits != DH_STORY) != lines[i].waits)
            fail_msg("%s", lines[i].line);
    }
    dh_page_release(&p);
}

/* A page of lines of one byte: w words, x words that go, | a button, = a line between passages. */
static const struct {
    const char *page, *stays;
} pages[] = {
    { "w|w", "w|w" },     { "w=w", "w=w" },    { "|w|", "w" },   { "=w=", "=w=" },
    { "x|w=w", "w=w" },   { "x=w", "w" },      { "w=x", "w" },   { "w|=x", "w" },
    { "w|x|w", "ww" },    { "w=x=w", "w==w" }, { "|x||w", "w" }, { "||", "||" },
    { "wx|=|w", "w=|w" }, { "x|x", "" },
};

static void test_pages(void **state)
{
    struct dh_page p;
    (void)state;
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 20);
    for (size_t i = 0; i < DH_LEN(pages); i++) {
        char left[16] = { 0 };
        size_t n = 0;
        dh_page_reset(&p);
        p.unit = DH_UNIT_LINE;
        p.input = dh_str_c(pages[i].page);
        for (uint32_t k = 0; k < p.input.n; k++) {
            assert_int_equal(dh_page_add_fragment(&p, k, 1, DH_ROLE_PARAGRAPH), DH_OK);
            p.fragments[k].key = p.input.p[k] == 'w' || p.input.p[k] == 'x';
            if (p.input.p[k] == 'x')
                dh_page_strike(&p, k, DH_SHARE, DH_STR("test"));
        }
        dh_signlines_mark(&p);
        for (uint32_t k = 0; k < p.input.n; k++)
            if (p.input.p[k] == '=') /* one of them alone is a button */
                p.fragments[k].waits = DH_STORY;
        dh_page_strike_waiting(&p);
        for (uint32_t k = 0; k < p.input.n; k++)
            if (!dh_page_goes(&p, k))
                left[n++] = p.input.p[k];
        assert_string_equal(left, pages[i].stays);
    }
    dh_page_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_lines),
                                        cmocka_unit_test(test_pages) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
