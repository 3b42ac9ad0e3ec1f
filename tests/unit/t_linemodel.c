/* SPDX-License-Identifier: MIT */
/* The line model: its table is sound; of a text that holds its whole page, menus and teasers go and
 * the story stays; what stays, cleaned again, stays; figures stay; it can be switched off. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "harbourpage.h"
#include "laidmodel.h"
#include "text/model/linemodel.h"

static void sound(void **state)
{
    (void)state;
    assert_true(dh_forest_ok(&dh_linemodel_builtin, DH_TRAITS));
    assert_true(dh_linemodel_builtin.n_trees > 8);
    assert_null(dh_trait_name(DH_TRAITS));
    assert_non_null(dh_trait_name((enum dh_trait)(DH_TRAITS - 1)));
}

/* The first trees are asked before lines are compared: they must do without. */
static void first_trees(void **state)
{
    const struct dh_forest *m = &dh_linemodel_builtin;
    unsigned asked = 0;
    (void)state;
    assert_int_equal(m->first, DH_LINEMODEL_FIRST);
    assert_true(m->first % 8 == 0 && m->first < m->n_trees);
    for (uint32_t i = 0; i < m->n_nodes; i++) {
        const struct dh_forest_node *k = &m->nodes[i];
        bool compared = k->feature >= DH_X_M_FIRST && k->feature <= DH_X_V_RUN;
        asked += compared;
        if (i < m->roots[m->first] && compared)
            fail_msg("node %u asks for %s", (unsigned)i, dh_trait_name(k->feature));
    }
    assert_true(asked > 0);
}

static void whole_page(void **state)
{
    struct cleaner c;
    struct dh_buf in, once;
    (void)state;
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    dh_buf_init(&once, dh_mem_default(), 1 << 16);
    lines_add(&in, menu, DH_LEN(menu));
    lines_add(&in, story, DH_LEN(story));
    lines_add(&in, tail, DH_LEN(tail));
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    assert_int_equal(cleaner_run(&c, dh_buf_str(&in)), DH_OK);
    for (size_t i = 0; i < DH_LEN(story); i++)
        if (!holds_line(c.page.text, story[i]))
            fail_msg("'%s' went", story[i]);
    assert_true(lines_held(c.page.text, menu, DH_LEN(menu)) <= DH_LEN(menu) / 4);
    assert_true(lines_held(c.page.text, tail, DH_LEN(tail)) <= DH_LEN(tail) / 2);
    dh_buf_add(&once, c.page.text);
    assert_int_equal(cleaner_run(&c, dh_buf_str(&once)), DH_OK);
    assert_true(dh_str_eq(c.page.text, dh_buf_str(&once)));
    cleaner_release(&c);
    dh_buf_release(&in);
    dh_buf_release(&once);
}

static void switched_off(void **state)
{
    (void)state;
    for (int on = 0; on < 2; on++) {
        struct cleaner c;
        struct dh_buf in;
        bool struck = false;
        dh_buf_init(&in, dh_mem_default(), 1 << 16);
        lines_add(&in, menu, DH_LEN(menu));
        lines_add(&in, story, DH_LEN(story));
        lines_add(&in, tail, DH_LEN(tail));
        assert_int_equal(cleaner_init(&c, on ? NULL : "model.line"), DH_OK);
        assert_int_equal(cleaner_run(&c, dh_buf_str(&in)), DH_OK);
        for (size_t i = 0; i < c.page.n_fragments; i++)
            struck |= dh_str_eq(c.page.fragments[i].rule, DH_STR("model.line"));
        assert_int_equal(struck, on);
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

/* The titles of a list of the most read stand between figures, as the cells of a table do. */
static const char *const numbered[] = {
    "1", "Bakers in Northport ask for a later start of the working day",
    "2", "School roof to be mended before the winter, council says",
    "3", "Why the swans of the castle pond have gone to Dunmere",
    "4", "Fennbridge loses at home for the fifth time in a row",
    "5", "Old mill finds a buyer at last after seven years",
};
static void figures(void **state)
{
    (void)state;
    for (int page = 0; page < 2; page++) {
        struct cleaner c;
        struct dh_buf in;
        dh_buf_init(&in, dh_mem_default(), 1 << 16);
        lines_add(&in, menu, page ? DH_LEN(menu) : 0);
        lines_add(&in, story, DH_LEN(story));
        lines_add(&in, results, page ? 0 : DH_LEN(results));
        lines_add(&in, tail, page ? DH_LEN(tail) : 0);
        lines_add(&in, numbered, page ? DH_LEN(numbered) : 0);
        assert_int_equal(cleaner_init(&c, NULL), DH_OK);
        assert_int_equal(cleaner_run(&c, dh_buf_str(&in)), DH_OK);
        if (page)
            assert_true(lines_held(c.page.text, numbered, DH_LEN(numbered)) <=
                        DH_LEN(numbered) / 5);
        else
            assert_int_equal(lines_held(c.page.text, results, DH_LEN(results)), DH_LEN(results));
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

/* What stands among the program's constants is what would be laid out now, and answers alike. */
static void laid_out_before(void **state)
{
    (void)state;
    assert_laid_before(&dh_linemodel_builtin, DH_TRAITS, &dh_linemodel_laid);
    assert_laid_before(&dh_second_builtin, DH_SECONDS, &dh_second_laid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound),      cmocka_unit_test(first_trees),
        cmocka_unit_test(whole_page), cmocka_unit_test(switched_off),
        cmocka_unit_test(figures),    cmocka_unit_test(laid_out_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
