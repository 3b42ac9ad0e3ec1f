/* SPDX-License-Identifier: MIT */
/* Lines from one mould: how many begin or end alike, whatever the case of their letters and their
 * figures are, and whether others of the kind stand around. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "cleantext.h"
#include "text/model/traits.h"

static const char text[] =
    "The ferry was late again on Monday, and the baker of Elmouth had no flour until noon.\n"
    "Owen wrote:\n"
    "My aunt has waited for that boat since the war, and she still has her ticket somewhere.\n"
    "Mary Finch wrote:\n"
    "It would be quicker to drain the strait and to put sheep on it, as my father always said.\n"
    "a passer-by WROTE:\n"
    "Sheep\n"
    "Dated 12 March at noon\n"
    "DATED 7 April at dusk\n"
    "Dated 140 days ago\n"
    "Dunmere\n";

static const struct row {
    const char *line;
    unsigned first, lead, tail; /* lines alike, the line itself among them */
    bool around;                /* whether lines from one mould stand around */
} rows[] = {
    { "The ferry was late", 1, 1, 1, true },
    { "Owen wrote", 1, 1, 3, true },
    { "Mary Finch wrote", 1, 1, 3, true },
    { "a passer-by", 1, 1, 3, true },
    { "Sheep", 1, 1, 1, true },
    { "Dated 12", 3, 3, 1, true },
    { "DATED 7", 3, 3, 1, true },
    { "Dated 140", 3, 3, 1, true },
};

static unsigned looked;

static const struct row *row_of(struct dh_str line)
{
    for (size_t k = 0; k < DH_LEN(rows); k++)
        if (dh_str_starts(line, dh_str_c(rows[k].line)))
            return &rows[k];
    return NULL;
}

static void look(void *self, struct dh_traits *t)
{
    (void)self;
    for (uint32_t at = 0; at < t->n; at++) {
        const struct row *r = row_of(dh_page_fragment(t->page, t->seq[at]));
        float x[DH_TRAITS];
        if (!r)
            continue;
        dh_traits_of(t, at, x);
        looked++;
        if (x[DH_X_M_LEAD] != (float)r->lead || x[DH_X_M_TAIL] != (float)r->tail ||
            x[DH_X_M_FIRST] != (float)r->first / (float)t->n || (x[DH_X_M_AROUND] > 0) != r->around)
            fail_msg("'%s': first %f of %u, lead %f, tail %f, around %f", r->line,
                     (double)x[DH_X_M_FIRST], (unsigned)t->n, (double)x[DH_X_M_LEAD],
                     (double)x[DH_X_M_TAIL], (double)x[DH_X_M_AROUND]);
        if (dh_str_starts(dh_page_fragment(t->page, t->seq[at]), DH_STR("Sheep")))
            assert_int_equal((int)x[DH_X_M_NEXT], 3);
    }
}

static void counted(void **state)
{
    struct dh_text_options o = { .seen = look };
    struct cleaner c;
    struct dh_detail d;
    (void)state;
    dh_page_init(&c.page, dh_mem_default(), (size_t)1 << 30);
    assert_int_equal(dh_text_new(&c.text, dh_mem_default(), &o, &d), DH_OK);
    assert_int_equal(cleaner_run(&c, dh_str_c(text)), DH_OK);
    assert_true(looked >= DH_LEN(rows));
    cleaner_release(&c);
}

/* Bytes that are no words are lines as well: nothing is read past their ends. */
static void odd(void **state)
{
    static const char *const lines[] = { " ", "  ", "a ", " a", "7", "\xE6\x97\xA5\xE6\x9C\xAC" };
    (void)state;
    for (size_t k = 0; k < DH_LEN(lines); k++) {
        struct dh_line_ends a = dh_traits_ends(dh_str_c(lines[k]));
        struct dh_line_ends b = dh_traits_ends(dh_str_c(lines[k]));
        assert_true(a.first && a.first == b.first && a.tail == b.tail);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(counted), cmocka_unit_test(odd) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
