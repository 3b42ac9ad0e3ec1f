/* SPDX-License-Identifier: MIT */
/* When a fragment that recurs over a site is chrome: the rule as a table. How it is counted:
 * t_sitecount.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "repeat/site/site.h"

#define B DH_SLOT_BODY
#define H DH_SLOT_HEAD
#define T DH_SLOT_TAIL

static const struct {
    const char *name;
    struct dh_site_case c;
    bool want;
} rows[] = {
    { "a label behind the story, on two of thirty",
      { .stories = 30, .total = 2, .here = 2, .slot = T },
      true },
    { "once is nothing", { .stories = 30, .total = 1, .here = 1, .slot = T }, false },
    { "a site of one page", { .stories = 1, .total = 1, .here = 1, .slot = B }, false },
    { "two of a thousand may be chance",
      { .stories = 1000, .total = 3, .here = 3, .slot = T },
      false },
    { "four of a thousand", { .stories = 1000, .total = 4, .here = 4, .slot = T }, true },
    { "its own headline, linked from others",
      { .stories = 30, .total = 9, .here = 1, .head = 1, .slot = H },
      false },
    { "the link to that headline",
      { .stories = 30, .total = 2, .here = 1, .head = 1, .slot = T },
      true },
    { "before the prose, on three",
      { .stories = 30, .total = 3, .here = 3, .head = 3, .slot = H },
      true },
    { "before the prose, on two: one headline twice",
      { .stories = 30, .total = 2, .here = 2, .head = 2, .slot = H },
      false },
    { "before the prose, on two, and not the title",
      { .stories = 30, .total = 2, .here = 2, .head = 2, .slot = H, .titled = true },
      true },
    { "a slogan of one sentence",
      { .stories = 30, .total = 2, .here = 2, .slot = B, .prose = true },
      true },
    { "a quotation in two stories",
      { .stories = 30, .total = 2, .here = 2, .slot = B, .prose = true, .quoted = true },
      false },
    { "agency background in three",
      { .stories = 30, .total = 3, .here = 3, .slot = B, .prose = true, .lengthy = true },
      false },
    { "about the publisher, on all",
      { .stories = 30, .total = 30, .here = 30, .slot = B, .prose = true, .lengthy = true },
      true },
    { "a crosshead in six of thirty",
      { .stories = 30, .total = 6, .here = 6, .slot = B, .heading = true },
      false },
    { "a heading in the body of most",
      { .stories = 30, .total = 20, .here = 20, .slot = B, .heading = true },
      true },
    { "among the paragraphs of both stories of a site",
      { .stories = 2, .total = 2, .here = 2, .slot = B },
      false },
    { "the same of all three", { .stories = 3, .total = 3, .here = 3, .slot = B }, true },
    { "of two of four", { .stories = 4, .total = 2, .here = 2, .slot = B }, true },
    { "behind the last paragraph of both",
      { .stories = 2, .total = 2, .here = 2, .slot = T },
      true },
    { "behind both stories of a site, among their paragraphs' tags, as markup tells",
      { .stories = 2, .total = 2, .here = 2, .near = 2, .fixed = 2, .path = 2, .slot = T },
      false },
    { "in a box there",
      { .stories = 2,
        .total = 2,
        .here = 2,
        .near = 2,
        .fixed = 2,
        .path = 2,
        .slot = T,
        .apart = true },
      true },
    { "a line that moves once", { .stories = 30, .total = 2, .here = 1, .slot = B }, false },
    { "below the last paragraph here, among them there",
      { .stories = 30, .total = 2, .here = 1, .near = 2, .slot = T },
      true },
    { "above the first, and it may be the headline",
      { .stories = 30, .total = 2, .here = 1, .near = 2, .slot = H },
      false },
    { "above the first, and another is the headline",
      { .stories = 30, .total = 2, .here = 1, .near = 2, .slot = H, .titled = true },
      true },
    { "a crosshead that ends one story and parts another",
      { .stories = 30, .total = 2, .here = 1, .near = 2, .slot = T, .heading = true },
      false },
    { "it moves, but it is on four",
      { .stories = 30, .total = 4, .here = 1, .near = 1, .slot = H, .titled = true },
      true },
    { "struck elsewhere by its markup",
      { .stories = 30, .total = 4, .here = 1, .struck = 3, .slot = B },
      true },
    { "a line in a box of its own, after another paragraph each time",
      { .stories = 30,
        .total = 2,
        .here = 2,
        .near = 2,
        .fixed = 1,
        .path = 2,
        .slot = B,
        .apart = true },
      true },
    { "a line among paragraphs of its kind that moves",
      { .stories = 30, .total = 2, .here = 2, .near = 2, .fixed = 1, .path = 2, .slot = B },
      false },
    { "the same after the same paragraph",
      { .stories = 30, .total = 2, .here = 2, .near = 2, .fixed = 2, .path = 2, .slot = B },
      true },
    { "a line that moves, on three",
      { .stories = 30, .total = 3, .here = 3, .near = 3, .fixed = 1, .path = 3, .slot = B },
      true },
    { "a line that moves and is a headline elsewhere",
      { .stories = 30,
        .total = 2,
        .here = 2,
        .near = 2,
        .head = 1,
        .fixed = 1,
        .path = 1,
        .slot = B },
      true },
    { "a sentence with figures in a box, on two",
      { .stories = 30,
        .total = 2,
        .here = 2,
        .path = 2,
        .slot = B,
        .prose = true,
        .quoted = true,
        .apart = true },
      true },
    { "a long one in a box, on three",
      { .stories = 30,
        .total = 3,
        .here = 3,
        .path = 3,
        .slot = B,
        .prose = true,
        .lengthy = true,
        .apart = true },
      true },
    { "a long one in another box each time",
      { .stories = 30,
        .total = 3,
        .here = 3,
        .path = 1,
        .slot = B,
        .prose = true,
        .lengthy = true,
        .apart = true },
      false },
    { "a form in a box among paragraphs, on three",
      { .stories = 30,
        .total = 3,
        .here = 3,
        .path = 3,
        .slot = B,
        .by = DH_KEY_FORM,
        .apart = true },
      true },
    { "a counter in a box among paragraphs, on a third",
      { .stories = 30,
        .total = 10,
        .here = 10,
        .path = 10,
        .slot = B,
        .by = DH_KEY_FIGURES,
        .apart = true },
      true },
    { "scores in six of thirty",
      { .stories = 30, .total = 6, .here = 6, .slot = B, .by = DH_KEY_FIGURES },
      false },
    { "a counter on all pages",
      { .stories = 30, .total = 30, .here = 30, .slot = T, .by = DH_KEY_FIGURES },
      true },
    { "a counter among paragraphs, on all",
      { .stories = 30, .total = 30, .here = 30, .slot = B, .by = DH_KEY_FIGURES },
      true },
    { "prose is never counted without its figures",
      { .stories = 30, .total = 30, .here = 30, .slot = B, .by = DH_KEY_FIGURES, .prose = true },
      false },
    { "a form in a box on three",
      { .stories = 30, .total = 3, .here = 3, .slot = T, .by = DH_KEY_FORM },
      true },
    { "a form on two: figures alone told them apart",
      { .stories = 30, .total = 2, .here = 2, .slot = T, .by = DH_KEY_FORM },
      false },
    { "a form among paragraphs on three",
      { .stories = 30, .total = 3, .here = 3, .slot = B, .by = DH_KEY_FORM },
      false },
    { "a form among paragraphs on five",
      { .stories = 30, .total = 5, .here = 5, .slot = B, .by = DH_KEY_FORM },
      true },
    { "the gate at a match, in six reports",
      { .stories = 30, .total = 6, .here = 6, .slot = B, .by = DH_KEY_FORM, .stop = true },
      false },
    { "a sentence with a figure on all",
      { .stories = 30, .total = 30, .here = 20, .slot = B, .by = DH_KEY_FORM, .stop = true },
      true },
    { "the same on a site of five",
      { .stories = 5, .total = 5, .here = 5, .slot = B, .by = DH_KEY_FORM, .stop = true },
      false },
    { "prose has no form",
      { .stories = 30, .total = 30, .here = 30, .slot = T, .by = DH_KEY_FORM, .prose = true },
      false },
    { "a label with another page's headline behind it",
      { .stories = 30, .total = 2, .here = 1, .head = 1, .slot = B, .by = DH_KEY_LINK },
      true },
    { "a label with the same words behind it on two pages",
      { .stories = 30, .total = 2, .here = 2, .slot = B, .by = DH_KEY_LINK },
      false },
    { "a heading above the first paragraph of a third of the pages, as markup says",
      { .stories = 30,
        .total = 10,
        .here = 10,
        .path = 10,
        .slot = H,
        .heading = true,
        .titled = true },
      false },
    { "the same in scraped text",
      { .stories = 30, .total = 10, .here = 10, .slot = H, .heading = true, .titled = true },
      true },
    { "a heading in a third of the pages, as markup says",
      { .stories = 30, .total = 10, .here = 10, .path = 10, .slot = B, .heading = true },
      false },
    { "one of the story's own paragraphs, on ten",
      { .stories = 30,
        .total = 10,
        .here = 10,
        .path = 10,
        .fixed = 10,
        .slot = B,
        .prose = true,
        .alike = true },
      false },
    { "the same behind the last of some length",
      { .stories = 30, .total = 10, .here = 10, .path = 10, .slot = T, .alike = true },
      false },
    { "one of its own paragraphs, on half of all pages",
      { .stories = 30, .total = 15, .here = 15, .path = 15, .slot = B, .alike = true },
      true },
    { "one on three of four: too few to tell",
      { .stories = 4, .total = 3, .here = 3, .path = 3, .slot = B, .alike = true },
      false },
    { "a form that is one of its own paragraphs, on ten",
      { .stories = 30,
        .total = 10,
        .here = 10,
        .path = 10,
        .slot = T,
        .by = DH_KEY_FORM,
        .alike = true },
      false },
    { "results behind its last sentence, on a third",
      { .stories = 30,
        .total = 10,
        .here = 10,
        .path = 10,
        .slot = T,
        .by = DH_KEY_FIGURES,
        .alike = true },
      false },
    { "a crosshead in a fiftieth of a large site",
      { .stories = 10000, .total = 200, .here = 200, .slot = B, .heading = true },
      false },
};

static void test_rule(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++)
        if (dh_site_is_chrome(&rows[i].c) != rows[i].want)
            fail_msg("%s", rows[i].name);
}

/* More stories with the line never make it less chrome. */
static void test_monotone(void **state)
{
    (void)state;
    for (uint64_t n = 2; n < 3000; n = n * 3 / 2 + 1)
        for (unsigned traits = 0; traits < 32; traits++) {
            bool was = false;
            for (unsigned k = 1; k <= 32 && k <= n; k++) {
                struct dh_site_case c = { .stories = n,
                                          .total = k,
                                          .here = k,
                                          .slot = traits & 1 ? B : T,
                                          .prose = traits & 2,
                                          .lengthy = traits & 4,
                                          .quoted = traits & 8,
                                          .heading = traits & 16 };
                bool is = dh_site_is_chrome(&c);
                assert_true(is || !was);
                was = is;
            }
        }
}

/* When a sentence's own page has a say, when one copy stays whatever is counted, and when it may be
 * of a passage that two stories share. */
static const struct {
    const char *name;
    struct dh_site_case c;
    bool few, one, rare, scarce;
} sentences[] = {
    { "on two of thirty", { .stories = 30, .total = 2 }, true, true, true, true },
    { "on three of thirty", { .stories = 30, .total = 3 }, true, false, false, true },
    { "on four of thirty", { .stories = 30, .total = 4 }, true, false, false, false },
    { "on a quarter of thirty", { .stories = 30, .total = 8 }, false, false, false, false },
    { "on two of two", { .stories = 2, .total = 2 }, true, true, false, false },
    { "on four of five", { .stories = 5, .total = 4 }, false, false, false, false },
    { "on three of five", { .stories = 5, .total = 3 }, true, false, false, false },
    { "on three of three hundred", { .stories = 300, .total = 3 }, true, true, true, true },
    { "on twenty of a thousand", { .stories = 1000, .total = 20 }, true, false, false, false },
    { "on thirty of a thousand", { .stories = 1000, .total = 30 }, false, false, false, false },
    { "a long one on as many",
      { .stories = 1000, .total = 30, .lengthy = true },
      true,
      false,
      false,
      false },
    { "on a quarter of a thousand",
      { .stories = 1000, .total = 250, .quoted = true },
      false,
      false,
      false,
      false },
    { "on two, struck by its markup on a third",
      { .stories = 30, .total = 2, .struck = 1 },
      true,
      false,
      false,
      false },
    { "on two, in one box",
      { .stories = 30, .total = 2, .apart = true, .path = 2 },
      true,
      false,
      false,
      false },
};

static void test_sentences(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(sentences); i++)
        if (dh_site_is_few(&sentences[i].c) != sentences[i].few ||
            dh_site_keeps_one(&sentences[i].c) != sentences[i].one ||
            dh_site_is_rare(&sentences[i].c) != sentences[i].rare ||
            dh_site_is_scarce(&sentences[i].c) != sentences[i].scarce)
            fail_msg("%s", sentences[i].name);
}

/* A form that is everywhere needs no place of its own; a small site does not tell. */
static void test_everywhere(void **state)
{
    (void)state;
    for (uint64_t stories = 2; stories <= 100; stories++)
        for (uint64_t total = 1; total <= stories; total++) {
            struct dh_site_case c = { .stories = stories, .total = total, .by = DH_KEY_FORM };
            assert_int_equal(dh_site_is_wide(&c), (total >= 8 && 4 * total >= stories) ||
                                                      (stories >= 5 && total >= stories));
            assert_int_equal(dh_site_is_everywhere(&c), stories >= 8 && 4 * total >= 3 * stories);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rule),
                                        cmocka_unit_test(test_monotone),
                                        cmocka_unit_test(test_everywhere),
                                        cmocka_unit_test(test_sentences) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
