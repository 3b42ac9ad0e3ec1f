/* SPDX-License-Identifier: MIT */
/* What a page is made into beside its body: kinds and rules of what goes, fragments, their paths;
 * options, and large pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bodypage.h"
#include "html/block/block.h"
#include "html/block/phrases.h"

/* What goes says why. */
static void test_kinds(void **state)
{
    static const struct {
        const char *box, *text;
        enum dh_kind kind;
        const char *rule;
    } cases[] = {
        { "<figcaption>", "The tower on Wednesday", DH_CAPTION, "html.caption" },
        { "<div class=photo-credit>", "Ole Brandt / Marrow Gazette", DH_CREDIT, "html.credit" },
        { "<div class=share>", "Share", DH_SHARE, "html.share" },
        { "<div class=newsletter>", "Sign up for our letters", DH_NEWSLETTER, "html.newsletter" },
        { "<p class=byline>", "By Mara Quist", DH_BYLINE, "html.byline" },
        { "<div class=related-stories>", "Ferry stays in port", DH_RELATED, "html.related" },
        { "<h1>", "Lighthouse goes dark at Cape Marrow", DH_TITLE, "html.title" },
    };
    struct reader *r = *state;
    struct dh_buf page;
    dh_buf_init(&page, dh_mem_default(), ARENA);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        dh_buf_reset(&page);
        dh_buf_add(&page, DH_STR(HEAD "<article><p>" P1 "</p><p>" P2 "</p>"));
        dh_buf_add(&page, dh_str_c(cases[i].box));
        dh_buf_add(&page, dh_str_c(cases[i].text));
        struct dh_str tag = dh_str_sub(dh_str_c(cases[i].box), 1, SIZE_MAX);
        dh_buf_add(&page, DH_STR("</"));
        dh_buf_add(&page, dh_str_sub(tag, 0, dh_str_find_byte(tag, ' ')));
        dh_buf_add(&page, DH_STR("><p>" P3 "</p><p>" P4 "</p></article>" FOOT));
        struct dh_page *p = read_page(r, dh_buf_str(&page), DH_EXTRACTOR_RULES);
        bool found = false;
        for (size_t j = 0; j < p->n_fragments; j++)
            if (dh_str_eq(dh_page_fragment(p, j), dh_str_c(cases[i].text))) {
                found = true;
                if (p->fragments[j].kind != cases[i].kind ||
                    !dh_str_eq(p->fragments[j].rule, dh_str_c(cases[i].rule)))
                    fail_msg("%s: kind %u, rule %.*s", cases[i].box, p->fragments[j].kind,
                             (int)p->fragments[j].rule.n, p->fragments[j].rule.p);
            }
        if (!found)
            fail_msg("%s: not a fragment", cases[i].box);
    }
    dh_buf_release(&page);
}

/* Fragments are the lines of input, in order; roles come from the markup. */
static void test_fragments(void **state)
{
    struct dh_page *p = read_page(
        *state,
        DH_STR(HEAD "<article><p>" P1 "</p><h2>A roof of copper</h2><p>" P2 "</p><blockquote>" P3
                    "</blockquote><ul><li>" Q1 "</li></ul><p>" P4 "</p></article>" FOOT),
        DH_EXTRACTOR_MODEL);
    static const enum dh_role roles[] = { DH_ROLE_PARAGRAPH, DH_ROLE_HEADING, DH_ROLE_PARAGRAPH,
                                          DH_ROLE_QUOTE,     DH_ROLE_ITEM,    DH_ROLE_PARAGRAPH };
    uint32_t at = 0;
    assert_int_equal(p->n_fragments, DH_LEN(roles));
    for (size_t i = 0; i < p->n_fragments; i++) {
        assert_int_equal(p->fragments[i].at, at);
        assert_int_equal(p->fragments[i].role, roles[i]);
        at += p->fragments[i].n;
        assert_true(at == p->input.n || p->input.p[at] == '\n');
        at++;
    }
    assert_int_equal(p->fragments[1].bold_permille, 1000);
    assert_int_equal(p->unit, DH_UNIT_BLOCK);
    assert_true(p->outside > 0);
    assert_int_equal(p->outside_blocks, 4);
    assert_true(dh_str_eq(p->field[DH_FIELD_SOURCE], DH_STR("tree")));
}

/* What stands around a fragment: the same on every page that a template makes, whatever numbers its
 * classes have, and another in a box of its own. */
static void test_paths(void **state)
{
    struct dh_page *p =
        read_page(*state,
                  DH_STR(HEAD "<article class=story-17><p>" P1 "</p><p>" P2 "</p><p class=inset>" P3
                              "</p><div class=inset>" Q1 "</div><p>" P4 "</p></article>" FOOT),
                  DH_EXTRACTOR_MODEL);
    uint16_t path[5];
    assert_int_equal(p->n_fragments, DH_LEN(path));
    for (size_t i = 0; i < DH_LEN(path); i++) {
        path[i] = p->fragments[i].path;
        assert_in_range(path[i], 1, DH_PATHS);
    }
    assert_true(path[0] == path[1] && path[1] == path[4]);
    assert_true(path[2] != path[0] && path[3] != path[0] && path[2] != path[3]);
    p = read_page(*state,
                  DH_STR(HEAD "<article class=story-4><p class=inset>" Q2 "</p><p>" P1 "</p><p>" P2
                              "</p><p>" P3 "</p></article>" FOOT),
                  DH_EXTRACTOR_MODEL);
    assert_int_equal(p->n_fragments, 4);
    assert_int_equal(p->fragments[0].path, path[2]);
    assert_int_equal(p->fragments[1].path, path[0]);
}

/* What the page's own program complains of goes, each of its ways; a story may begin so as well. */
static void test_complaints(void **state)
{
    struct dh_buf html, got;
    dh_buf_init(&html, dh_mem_default(), 65536);
    dh_buf_init(&got, dh_mem_default(), 65536);
    for (size_t i = 0; i < 2 * dh_n_complaints; i++) {
        const struct dh_complaint *c = &dh_complaints[i / 2];
        bool told = i % 2; /* in a story's own words */
        dh_buf_reset(&html);
        dh_buf_add(&html, DH_STR(HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><p>"));
        dh_buf_add(&html, c->begins);
        dh_buf_add(&html,
                   DH_STR("the lamp of Marrow is out and all ships are told of it in /srv/a"));
        dh_buf_add(&html, told ? DH_STR(", a list of the office.") : c->holds);
        dh_buf_add(&html, DH_STR(" 12</p><p>" P3 "</p><p>" P4 "</p></article>" FOOT));
        kept(read_page(*state, dh_buf_str(&html), DH_EXTRACTOR_MODEL), &got);
        if ((dh_str_find(dh_buf_str(&got), DH_STR("/srv/a")) < got.n) != told)
            fail_msg("'%s': %s", c->begins.p, got.p);
    }
    dh_buf_release(&html);
    dh_buf_release(&got);
}

/* --standfirst and --embeds. */
static void test_options(void **state)
{
    static const char html[] =
        HEAD "<article>" H1
             "<p class=standfirst>A storm has put out the light at Cape Marrow, and its keepers "
             "stood watch by hand until the morning came.</p><p>" P1 "</p><p>" P2
             "</p><blockquote class=twitter-tweet><p>" P3 "</p></blockquote><p>" P4
             "</p></article>" FOOT;
    struct reader *r = *state;
    struct dh_buf got;
    dh_buf_init(&got, dh_mem_default(), ARENA);
    r->options.keep_standfirst = r->options.keep_embeds = true;
    kept(read_page(r, dh_str_c(html), DH_EXTRACTOR_RULES), &got);
    assert_true(dh_str_find(dh_buf_str(&got), DH_STR("stood watch by hand")) < got.n);
    assert_true(dh_str_find(dh_buf_str(&got), DH_STR(P3)) < got.n);
    r->options.keep_standfirst = r->options.keep_embeds = false;
    kept(read_page(r, dh_str_c(html), DH_EXTRACTOR_RULES), &got);
    assert_string_equal(got.p, P1 "\n" P2 "\n" P4 "\n");
    r->options.keep_standfirst = r->options.keep_embeds = true;
    dh_buf_release(&got);
}

/* Large pages: every paragraph is there, and every link is not. */
static void test_large(void **state)
{
    struct reader *r = *state;
    struct dh_buf page, got;
    dh_buf_init(&page, dh_mem_default(), ARENA);
    dh_buf_init(&got, dh_mem_default(), ARENA);
    dh_buf_add(&page, DH_STR(HEAD "<article>" H1));
    for (uint64_t i = 0; page.n < (5 << 20); i++) {
        dh_buf_add(&page, DH_STR("<p>On day "));
        dh_buf_number(&page, i);
        dh_buf_add(&page, DH_STR(" of the long storm the keepers wrote down the wind, the rain and "
                                 "what the ships had said, and went back to bed.</p>"));
    }
    dh_buf_add(&page, DH_STR("</article>" FOOT));
    kept(read_page(r, dh_buf_str(&page), DH_EXTRACTOR_MODEL), &got);
    assert_true(got.n > (4 << 20));

    dh_buf_reset(&page);
    dh_buf_add(&page, DH_STR(HEAD "<article>" H1 PARAGRAPHS "</article><ul>"));
    for (uint64_t i = 0; i < 50000; i++) {
        dh_buf_add(&page, DH_STR("<li><a href=/t/"));
        dh_buf_number(&page, i);
        dh_buf_add(&page, DH_STR(">Tag</a>"));
    }
    dh_buf_add(&page, DH_STR("</ul>" FOOT));
    kept(read_page(r, dh_buf_str(&page), DH_EXTRACTOR_MODEL), &got);
    assert_string_equal(got.p, STORY);
    dh_buf_release(&page);
    dh_buf_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),   cmocka_unit_test(test_fragments),
        cmocka_unit_test(test_paths),   cmocka_unit_test(test_complaints),
        cmocka_unit_test(test_options), cmocka_unit_test(test_large),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
