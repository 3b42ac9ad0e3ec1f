/* SPDX-License-Identifier: MIT */
/* What a line looks like that may have been wrapped: its characters, and whether blanks set columns
 * apart in it, wherever these stand among the bytes that are looked at together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/input/wrap.h"

enum { LONGEST = 70 /* bytes: more than are ever looked at together */ };

/* A line of n letters with `what` at a place. */
static struct dh_str line_with(char *line, size_t n, size_t at, const char *what)
{
    memset(line, 'x', n);
    memcpy(line + at, what, strlen(what));
    return (struct dh_str){ line, n };
}

static void columns_are_seen_at_every_place(void **state)
{
    static const struct {
        const char *what;
        bool want;
    } cases[] = { { "   ", true }, { "\t", true }, { "  ", false }, { "  x  ", false } };
    (void)state;
    for (size_t c = 0; c < DH_LEN(cases); c++)
        for (size_t n = strlen(cases[c].what); n <= LONGEST; n++)
            for (size_t at = 0; at + strlen(cases[c].what) <= n; at++) {
                char *line = malloc(n); /* so that a look behind its end is seen */
                assert_int_equal(dh_str_has_columns(line_with(line, n, at, cases[c].what)),
                                 cases[c].want);
                free(line);
            }
}

static void characters_are_counted_up_to_what_no_width_has(void **state)
{
    static const char *const letters[] = { "x", "ß", "字", "😀" };
    (void)state;
    for (size_t k = 0; k < DH_LEN(letters); k++) {
        struct dh_str c = dh_str_c(letters[k]);
        for (size_t n = 0; n <= DH_WRAP_MAX + 20; n++) {
            char *line = malloc(5 + n * c.n);
            memcpy(line, "Five:", 5); /* so that characters begin anywhere */
            for (size_t i = 0; i < n; i++)
                memcpy(line + 5 + i * c.n, c.p, c.n);
            size_t want = 5 + n <= DH_WRAP_MAX ? 5 + n : DH_WRAP_MAX + 1;
            assert_int_equal(dh_wrap_characters((struct dh_str){ line, 5 + n * c.n }), want);
            free(line);
        }
    }
}

/* Lines that no width has, and behind them as many that were filled to one as lines have room in
 * `left` bytes: whether it is said at the end of the former that no width comes out, and the one
 * that does. */
static size_t width_of(size_t wide, size_t filled, bool *hopeless)
{
    static const struct dh_str line = DH_STR("wordswords wordsword wordsword wordsword"), /* 40 */
        longer = DH_STR("wordswords wordsword wordsword wordsword wordsword wordsword wordsword "
                        "wordsword wordsword wordsword wordsword");
    struct dh_wrap w = { .columns = false };
    *hopeless = false;
    for (size_t i = 0; i < wide + filled; i++) {
        struct dh_str l = i < wide ? longer : line, next = i + 1 < wide ? longer : line;
        size_t left = wide + filled - 1 - i; /* lines */
        dh_wrap_add(&w, l, dh_wrap_characters(l), left ? next : DH_STR_NONE);
        if (i + 1 == wide)
            *hopeless = dh_wrap_is_hopeless(&w, left ? (left - 1) * (line.n + 1) : 0);
    }
    return dh_wrap_form(&w).width;
}

static void a_width_is_given_up_only_where_none_comes_out(void **state)
{
    bool hopeless;
    (void)state;
    assert_int_equal(width_of(3, 57, &hopeless), 40); /* 5 of 100 may be wider */
    assert_false(hopeless);
    assert_int_equal(width_of(4, 57, &hopeless), 0);
    for (size_t wide = 1; wide < 12; wide++)
        for (size_t filled = 0; filled < 300; filled++)
            assert_false(width_of(wide, filled, &hopeless) && hopeless);
    width_of(8, 100, &hopeless);
    assert_true(hopeless);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_seen_at_every_place),
        cmocka_unit_test(characters_are_counted_up_to_what_no_width_has),
        cmocka_unit_test(a_width_is_given_up_only_where_none_comes_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
