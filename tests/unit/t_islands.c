/* SPDX-License-Identifier: MIT */
/* What goes at the end of a text, told by what stays around it: texts as a letter a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/model/islands.h"

enum { LINES = 128, PARAGRAPH = 40, BRIEF = 10, LABEL = 2 /* words */ };
/* Of a paragraph's words: all that are looked up, and of those the ones that others have. */
enum { CONTENT = 20, MANY = 5, SOME = 4 };

/* P, p: a paragraph, a short one; S, s: a paragraph a quarter of whose words others have, and one
 * of fewer such words; l: another line; k: one that a row keeps; .: one that goes; b: who wrote a
 * text, which goes. A number before a letter: as many. */
static const struct {
    const char *name, *text, *want;
} rows[] = {
    { "a paragraph that the site says of itself", "lbPPP24.P5.", "lbPPP30." },
    { "labels and sentences of what it sells", "lbPP30.lp2.lp3.l8.", "lbPP48." },
    { "the story's last paragraph below a box, in its words", "lbPPP24.S5.", "lbPPP24.S5." },
    { "a line beside it", "lbPPP24.lS5.", "lbPPP24.lS5." },
    { "a paragraph with fewer of them", "lbPPP24.s5.", "lbPPP30." },
    { "one of two, which have fewer together", "lbPPP24.SP5.", "lbPPP31." },
    { "a story of one paragraph", "lbP30.p.p9.", "lbP42." },
    { "the end of a story below a box of twenty", "lbPPP20.PP9.", "lbPPP20.PP9." },
    { "the story itself, below the site's words on top", "l3.p24.lbPPP9.", "l3.p24.lbPPP9." },
    { "it and who wrote it, of three sentences", "P24.lbpp9.", "P24.lbpp9." },
    { "without a paragraph before it", "l24.PP9.", "l24.PP9." },
    { "where nobody is named", "lP24.P9.", "lP24.P9." },
    { "nor need be, since the story is long", "l4P24.P9.", "l4P34." },
    { "as many lines as go", "lb9P24.PlPlPl5.", "lb9P24.PlPlPl5." },
    { "some lines among as many", "lb9P24.2l4.P4.", "lb9P35." },
    { "a note that a row keeps", "lb9P24.Pk5.", "lb9P25.k5." },
    { "two rows of others", "lb9P24.p24.p5.", "lb9P55." },
    { "nothing before it, nothing behind it", "24.P24.", "24.P24." },
    { "a text of which nothing goes", "lb9P", "lb9P" },
};

/* Spells numbers out. */
static size_t spell(const char *s, char out[LINES])
{
    size_t n = 0;
    while (*s) {
        size_t times = 1;
        if (*s >= '0' && *s <= '9') {
            char *end;
            times = strtoul(s, &end, 10);
            s = end;
        }
        assert_true(n + times <= LINES);
        memset(out + n, *s++, times);
        n += times;
    }
    return n;
}

static void set_line(char c, struct dh_fragment *f, struct dh_line *l, struct dh_sight *s,
                     struct dh_line_near *n)
{
    f->kind = c == '.' ? DH_TOOLS : c == 'b' ? DH_BYLINE : DH_STORY;
    bool long_one = c == 'P' || c == 'S' || c == 's';
    l->good = long_one || c == 'p';
    l->own[DH_X_T_WORDS] = long_one ? PARAGRAPH : c == 'p' ? BRIEF : LABEL;
    n->words.content = long_one ? CONTENT : 0;
    n->words.common = c == 'S' ? MANY : c == 's' ? SOME : 0;
    s->flags = c == 'k' ? DH_S_KEEP : 0;
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        struct dh_fragment fragments[LINES] = { 0 };
        struct dh_line lines[LINES] = { 0 };
        struct dh_sight sights[LINES] = { 0 };
        struct dh_line_near near[LINES] = { 0 };
        uint32_t seq[LINES];
        char text[LINES], want[LINES];
        struct dh_page page = { .fragments = fragments, .n_fragments = spell(rows[i].text, text) };
        struct dh_traits t = { .page = &page, .sights = sights, .lines = lines };
        t.seq = seq;
        t.near = near;
        t.compared = true;
        t.n = (uint32_t)page.n_fragments;
        for (uint32_t k = 0; k < t.n; k++) {
            seq[k] = k;
            set_line(text[k], &fragments[k], &lines[k], &sights[k], &near[k]);
        }
        assert_int_equal(spell(rows[i].want, want), t.n);
        dh_islands_strike(&t, &page);
        for (uint32_t k = 0; k < t.n; k++)
            if (dh_page_goes(&page, k) != (want[k] == '.' || want[k] == 'b'))
                fail_msg("%s: line %u", rows[i].name, k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
