/* SPDX-License-Identifier: MIT */
/* The second look of the line model: scores are put side by side as they stand in the text; what
 * follows the story goes though it reads like one; a text that holds its story alone is not looked
 * at twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "cleantext.h"
#include "text/model/linemodel.h"
#include "text/model/second.h"

static const char page[] =
    "Dunmere Gazette\nHarbour\nSchools\nCinema\nLetters\nShare this article\n"
    "Bees take over the post office of Northport\n"
    "A swarm of some nine thousand bees settled in the letter box of the post office on Tuesday, "
    "and nobody has posted a letter since.\n"
    "The postmaster said that he had heard a humming at noon and had taken it for the radiator, "
    "which is to be mended in the spring.\n"
    "A beekeeper from Fennbridge came with a basket in the evening, but the swarm stayed where it "
    "was, and so did the post office's cat.\n"
    "Until the bees leave the box, letters may be given to the driver of the bus to Elmouth, who "
    "takes them to the next town free of charge.\n"
    "Read more\n"
    "Ferry gets a new captain\n"
    "The old one has sailed between the islands for thirty years and wants to grow roses ...\n"
    "12 May 2021\n"
    "Choir without a hall\n"
    "After the flood there is no room left with a dry floor, so they sing in the bakery ...\n"
    "11 May 2021\n"
    "Snow on the market square\n"
    "Four lorries brought it down from the hills, and the children had an afternoon off ...\n"
    "11 May 2021\n"
    "Mill finds a buyer\n"
    "A brewer from Fennbridge wants to grind his own malt there from the autumn on ...\n"
    "10 May 2021\n"
    "Sign up for our weekly newsletter\n"
    "Terms of use\nPrivacy policy\nAll rights reserved.\n";

static const char *const story[] = { "A swarm of some", "The postmaster said", "A beekeeper from",
                                     "Until the bees leave" };
static const char *const others[] = {
    "Ferry gets",  "The old one has", "Choir without",      "After the flood",
    "Snow on the", "Four lorries",    "Mill finds a buyer", "A brewer from",
    "10 May 2021", "11 May 2021",     "12 May 2021",
};
static const char *const names[] = { "Ferry gets a new captain",      "Choir has lost its hall",
                                     "Snow covers the market square", "Mill finds a buyer",
                                     "Swans are gone to Dunmere",     "School roof is mended" };

static bool holds(struct dh_str text, const char *line)
{
    return dh_str_find(text, dh_str_c(line)) < text.n;
}

/* Scores -5 for lines of twenty words and more, 1 for others. */
static const struct dh_forest_node by_words[] = { { DH_X_T_WORDS, { 1, 2 }, 19.5f },
                                                  { 0, { 0, 0 }, 1 },
                                                  { 0, { 0, 0 }, -5 } };
static const uint16_t one_root[] = { 0 };
static const struct dh_forest words = {
    .nodes = by_words, .roots = one_root, .n_nodes = 3, .n_trees = 1, .depth = 1
};

/* Of the lines that may go, what they are told is above less than it and not above more, though not
 * all trees are asked then; their traits, kept since they were scored, are those worked out anew.
 */
static void ask(struct dh_second *s)
{
    struct dh_grove *second;
    struct dh_second_asked two = { .n = 2 };
    const float gap = 3; /* more than those of the table */
    float kept[DH_SECONDS], anew[DH_SECONDS];
    uint32_t keys[DH_SECONDS + 1], asked = 0;
    assert_int_equal(dh_grove_new(&second, dh_mem_default(), &dh_second_builtin, DH_SECONDS),
                     DH_OK);
    for (uint32_t k = 0; k < s->n; k++) {
        struct dh_second_line *l = &s->lines[k];
        if (l->score < DH_SECOND_HOPELESS)
            continue;
        asked++;
        assert_non_null(l->traits);
        dh_second_of(s, k, kept);
        l->traits = NULL;
        dh_second_of(s, k, anew);
        assert_memory_equal(kept, anew, sizeof kept);
        dh_grove_keys(anew, DH_SECONDS, keys);
        float said = dh_grove_score(second, keys);
        two.line[0] = two.line[1] = k;
        two.limit[0] = said - gap;
        two.limit[1] = said + gap;
        dh_second_ask(s, second, &two);
        assert_true(two.above[0] && !two.above[1]);
    }
    assert_true(asked > 8 && asked < s->n);
    dh_grove_free(second, dh_mem_default());
}

static unsigned looked;

static void look(void *self, struct dh_traits *t)
{
    struct dh_grove *lines;
    struct dh_second s;
    float y[DH_SECONDS];
    (void)self;
    assert_int_equal(dh_grove_new(&lines, dh_mem_default(), &words, DH_TRAITS), DH_OK);
    assert_int_equal(dh_second_read(&s, t, lines), DH_OK);
    assert_int_equal(s.to - s.from, 4);
    assert_true(s.n > s.to && s.from > 0);
    assert_true(s.story > 9.9f && s.story < 10.1f);

    dh_second_of(&s, s.to, y); /* the first line behind the story */
    assert_true(y[DH_Y_SCORE] > 0 && y[DH_Y_A1] > 0 && y[DH_Y_B1] < -4);
    assert_true(y[DH_Y_B_FOUR] < -4 && y[DH_Y_A_FOUR] > 0 && y[DH_Y_A_ALL] > 0);
    assert_true(y[DH_Y_B_LEAST] < -4 && y[DH_Y_A_LEAST] > 0);
    assert_true(y[DH_Y_B_STORY] > 9.9f && y[DH_Y_A_STORY] < .1f);
    assert_int_equal((int)y[DH_Y_FROM_END], 0);
    assert_int_equal((int)y[DH_Y_FROM_START], 4);
    assert_true(y[DH_Y_T_WORDS] < 20);

    dh_second_of(&s, 0, y);
    assert_true(y[DH_Y_B1] == 0 && y[DH_Y_B_ALL] == 0 && y[DH_Y_B_STORY] == 0);
    assert_true(y[DH_Y_A_STORY] > 9.9f && y[DH_Y_A_LEAST] < -4);
    assert_int_equal((int)y[DH_Y_FROM_START], -(int)s.from);

    dh_second_of(&s, s.n - 1, y);
    assert_true(y[DH_Y_A1] == 0 && y[DH_Y_A_ALL] == 0);
    assert_int_equal((int)y[DH_Y_TO_END], 1);
    assert_int_equal((int)y[DH_Y_INDEX], (int)s.n - 1);
    ask(&s);
    dh_grove_free(lines, dh_mem_default());
    looked++;
}

static void side_by_side(void **state)
{
    struct dh_text_options o = { .lines = &words, .seen = look };
    struct cleaner c;
    struct dh_detail d;
    (void)state;
    dh_page_init(&c.page, dh_mem_default(), (size_t)1 << 30);
    assert_int_equal(dh_text_new(&c.text, dh_mem_default(), &o, &d), DH_OK);
    assert_int_equal(cleaner_run(&c, dh_str_c(page)), DH_OK);
    assert_true(looked > 0);
    cleaner_release(&c);
}

static void sound(void **state)
{
    (void)state;
    assert_true(dh_forest_ok(&dh_second_builtin, DH_SECONDS));
    assert_true(dh_second_builtin.n_trees > 8);
    assert_null(dh_second_name(DH_SECONDS));
    assert_non_null(dh_second_name((enum dh_second_trait)(DH_SECONDS - 1)));
}

/* The page below so many lines of a menu, which score as chrome. Other lines of fewer than twenty
 * words score below all limits, above those of the story; the second look says `behind` of what
 * lies behind the stretch, and that the rest is of the story. */
static void clean_by(float behind, unsigned menu, struct cleaner *c)
{
    static const struct dh_forest_node few_words[] = { { DH_X_T_WORDS, { 1, 4 }, 19.5f },
                                                       { DH_X_T_WORDS, { 1, 2 }, 2.5f },
                                                       { 0, { 0, 0 }, 0.5f },
                                                       { 0, { 0, 0 }, -1 },
                                                       { 0, { 0, 0 }, -5 } };
    const struct dh_forest_node by_place[] = { { DH_Y_FROM_END, { 1, 2 }, -0.5f },
                                               { 0, { 0, 0 }, -5 },
                                               { 0, { 0, 0 }, behind } };
    const struct dh_forest lines = {
        .nodes = few_words, .roots = one_root, .n_nodes = 5, .n_trees = 1, .depth = 2
    };
    const struct dh_forest second = {
        .nodes = by_place, .roots = one_root, .n_nodes = 3, .n_trees = 1, .depth = 1
    };
    struct dh_text_options o = { .lines = &lines, .second = &second };
    struct dh_buf in, once;
    struct dh_detail d;
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    dh_buf_init(&once, dh_mem_default(), 1 << 16);
    for (unsigned i = 1; i <= menu; i++) {
        dh_buf_add(&in, DH_STR("Parish "));
        dh_buf_number(&in, i);
        dh_buf_byte(&in, '\n');
    }
    dh_buf_add(&in, dh_str_c(page));
    dh_page_init(&c->page, dh_mem_default(), (size_t)1 << 30);
    assert_int_equal(dh_text_new(&c->text, dh_mem_default(), &o, &d), DH_OK);
    assert_int_equal(cleaner_run(c, dh_buf_str(&in)), DH_OK);
    dh_buf_add(&once, c->page.text);
    assert_int_equal(cleaner_run(c, dh_buf_str(&once)), DH_OK);
    assert_true(dh_str_eq(c->page.text, dh_buf_str(&once)));
    dh_buf_release(&once);
    dh_buf_release(&in);
}

/* What lies behind the stretch goes, though it would stay by its score alone: where the second look
 * is sure, and sooner in a text of which many lines score as chrome; later what is a paragraph that
 * the zone of prose holds. */
static void other_stories(void **state)
{
    static const struct {
        float behind;
        unsigned menu;
        bool goes;
    } looks[] = { { 5, 0, true }, { 0.5f, 0, false }, { 0.8f, 30, true }, { 0.5f, 30, false } };
    (void)state;
    for (size_t k = 0; k < DH_LEN(looks); k++) {
        struct cleaner c;
        unsigned left = 0;
        clean_by(looks[k].behind, looks[k].menu, &c);
        for (size_t i = 0; i < DH_LEN(story); i++)
            if (!holds(c.page.text, story[i]))
                fail_msg("'%s' went", story[i]);
        for (size_t i = 0; i < DH_LEN(others); i++)
            left += holds(c.page.text, others[i]);
        if ((left == 0) != looks[k].goes)
            fail_msg("look %zu: %u stay", k, left);
        assert_true(holds(c.page.text, "Cinema\n"));
        cleaner_release(&c);
    }
}

/* Two trees, one a model: lines that score even, and a second look that takes all for chrome. */
static void alone(void **state)
{
    static const struct dh_forest_node even = { 0, { 0, 0 }, 0 }, all = { 0, { 0, 0 }, 100 };
    const struct dh_forest lines = {
        .nodes = &even, .roots = one_root, .n_nodes = 1, .n_trees = 1, .depth = 1
    };
    const struct dh_forest second = {
        .nodes = &all, .roots = one_root, .n_nodes = 1, .n_trees = 1, .depth = 1
    };
    struct dh_text_options o = { .lines = &lines, .second = &second };
    const char *from = strstr(page, "Bees take"), *to = strstr(page, "Read more");
    struct cleaner c;
    struct dh_buf in;
    struct dh_detail d;
    (void)state;
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    dh_page_init(&c.page, dh_mem_default(), (size_t)1 << 30);
    assert_int_equal(dh_text_new(&c.text, dh_mem_default(), &o, &d), DH_OK);
    assert_int_equal(cleaner_run(&c, dh_str_c(page)), DH_OK);
    for (size_t i = 0; i < DH_LEN(others); i++)
        assert_false(holds(c.page.text, others[i]));
    for (int times = 0; times < 2; times++)
        dh_buf_add(&in, (struct dh_str){ from, (size_t)(to - from) });
    assert_int_equal(cleaner_run(&c, dh_str_trim(dh_buf_str(&in))), DH_OK);
    assert_true(dh_str_eq(c.page.text, dh_str_trim(dh_buf_str(&in))));
    cleaner_release(&c);
    dh_buf_release(&in);
}

/* One fragment that a rule strikes proves little, five titles beside it do. */
static void crowded(void **state)
{
    static const struct dh_forest_node by_words_far[] = { { DH_X_T_WORDS, { 1, 2 }, 11.5f },
                                                          { 0, { 0, 0 }, 2 },
                                                          { 0, { 0, 0 }, -5 } },
                                       all = { 0, { 0, 0 }, 100 };
    const struct dh_forest lines = {
        .nodes = by_words_far, .roots = one_root, .n_nodes = 3, .n_trees = 1, .depth = 1
    };
    const struct dh_forest second = {
        .nodes = &all, .roots = one_root, .n_nodes = 1, .n_trees = 1, .depth = 1
    };
    struct dh_text_options o = { .lines = &lines, .second = &second };
    const char *from = strstr(page, "A swarm of"), *to = strstr(page, "Read more");
    (void)state;
    for (int titles = 3; titles <= 6; titles += 3) {
        struct cleaner c;
        struct dh_buf in;
        struct dh_detail d;
        unsigned left = 0;
        dh_buf_init(&in, dh_mem_default(), 1 << 16);
        dh_buf_add(&in, (struct dh_str){ from, (size_t)(to - from) });
        dh_buf_add(&in, DH_STR("Share this article\n"));
        for (int i = 0; i < titles; i++) {
            dh_buf_add(&in, dh_str_c(names[i]));
            dh_buf_byte(&in, '\n');
        }
        dh_page_init(&c.page, dh_mem_default(), (size_t)1 << 30);
        assert_int_equal(dh_text_new(&c.text, dh_mem_default(), &o, &d), DH_OK);
        assert_int_equal(cleaner_run(&c, dh_buf_str(&in)), DH_OK);
        for (int i = 0; i < titles; i++)
            left += holds(c.page.text, names[i]);
        assert_int_equal(left, titles == 3 ? 3 : 0);
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound), cmocka_unit_test(side_by_side), cmocka_unit_test(other_stories),
        cmocka_unit_test(alone), cmocka_unit_test(crowded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
