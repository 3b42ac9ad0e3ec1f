/* SPDX-License-Identifier: MIT */
/* What stays whatever the line model and its second look say, and what goes only where they are
 * sure: pages cleaned by trees that say the same of all lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "harbourpage.h"
#include "text/model/linemodel.h"

static const uint16_t root = 0;

static struct dh_forest one_tree(const struct dh_forest_node *nodes, uint32_t n)
{
    return (
        struct dh_forest){ .nodes = nodes, .roots = &root, .n_nodes = n, .n_trees = 1, .depth = 1 };
}

static void clean_with(struct dh_forest lines, struct dh_forest second, struct dh_str text,
                       struct cleaner *c)
{
    struct dh_text_options o = { .lines = &lines, .second = &second };
    struct dh_detail d;
    dh_page_init(&c->page, dh_mem_default(), (size_t)1 << 30);
    assert_int_equal(dh_text_new(&c->text, dh_mem_default(), &o, &d), DH_OK);
    assert_int_equal(cleaner_run(c, text), DH_OK);
}

/* Cleans a text by forests that say the same of every line. */
static void clean_by(float lines, float second, struct dh_str text, struct cleaner *c)
{
    const struct dh_forest_node leaves[] = { { 0, { 0, 0 }, lines }, { 0, { 0, 0 }, second } };
    clean_with(one_tree(&leaves[0], 1), one_tree(&leaves[1], 1), text, c);
}

/* By one that takes lines of a word for chrome and is not sure of any other, and by a second look
 * that says so much of what is not long, and of what is. */
static void clean_by_words(float second, float prose, struct dh_str text, struct cleaner *c)
{
    const struct dh_forest_node words[] = { { DH_X_T_WORDS, { 1, 2 }, 1.5f },
                                            { 0, { 0, 0 }, 1 },
                                            { 0, { 0, 0 }, -1 } };
    const struct dh_forest_node brief[] = { { DH_Y_T_WORDS, { 1, 2 }, 19.5f },
                                            { 0, { 0, 0 }, second },
                                            { 0, { 0, 0 }, prose } };
    clean_with(one_tree(words, 3), one_tree(brief, 3), text, c);
}

/* What stays whatever the trees say: under a model that takes every line for chrome. */
static const char *const kept[] = {
    "Herald: Is the water cold?",
    "Holm: Very.",
    "Herald: And dark?",
    "Holm: Yes.",
    "\u2013 Did you see the light?",
    "\u2013 No.",
    "\u2013 It went all the way along.",
    "3:2 (1:1)",
    "Boat sailed won lost points",
    "Elmouth 4 2 1 1 7",
    "Dunmere 4 1 2 1 5",
    "Correction: the owner spoke of \u201cfour lines from now on, and a diver for the pier.\u201d",
    "\u2013 Orla Finch",
    "Set by Jan Wrona, light by Anna Holm and Emil Rauch, ropes by the women of the northern mole, "
    "songs by the pilots' choir of Dunmere, masks by the pupils of Northport, with the friends of "
    "the "
    "lighthouse",
    "A berth by the mole: \u20AC12",
    "Elmouth Town 2 x 1 Harrow",
};
/* Between two paragraphs: the headline of a post. */
static const char *const post[] = { "02.02 Uhr: the ferry sails again" };
/* Around a sentence: rows of a list. */
static const char *const labels[] = {
    "Northport (Group A): fourth",  "Dunmere (Group A): first",  "Fennbridge (Group B): third",
    "Brackwater (Group B): second", "Oldport (Group C): fourth", "Elmouth (Group C): first",
};
static const char *const among[] = { "Nobody had seen that coming, Orla Finch said." };
static const char *const late[] = {
    "The pilots of Northport had gone to bed at ten, and nobody woke them until the barges were "
    "out of the harbour and the bell of the mole had stopped.",
    "By noon on Tuesday both crews were back at work, and the lamp post was lying on the quay "
    "with a number painted on it.",
};
static const char *const filler[] = { "Old mill", "Puzzles", "The swans of Dunmere" };
/* Where a rule strikes nothing the trees are not asked. */
static const char *const button[] = { "Share this article" };

static void whatever_the_trees_say(void **state)
{
    enum { BEFORE = 4 }; /* lines of the story before the post */
    struct cleaner c;
    struct dh_buf in;
    (void)state;
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    lines_add(&in, story, DH_LEN(story));
    lines_add(&in, filler, DH_LEN(filler));
    lines_add(&in, kept, DH_LEN(kept));
    lines_add(&in, filler, DH_LEN(filler));
    lines_add(&in, labels, DH_LEN(labels));
    lines_add(&in, among, DH_LEN(among));
    lines_add(&in, labels, DH_LEN(labels));
    lines_add(&in, story, BEFORE);
    lines_add(&in, post, DH_LEN(post));
    lines_add(&in, story + BEFORE, DH_LEN(story) - BEFORE);
    lines_add(&in, button, DH_LEN(button));
    clean_by(100, .5f, dh_buf_str(&in), &c);
    for (size_t i = 0; i < DH_LEN(kept); i++)
        if (!holds_line(c.page.text, kept[i]))
            fail_msg("'%s' went", kept[i]);
    assert_true(holds_line(c.page.text, among[0]));
    assert_true(holds_line(c.page.text, post[0]));
    assert_int_equal(lines_held(c.page.text, filler, DH_LEN(filler)), 0);
    cleaner_release(&c);
    dh_buf_release(&in);
}

/* Lines that put something before a colon are the story's where three or more of them stand between
 * two of its paragraphs, with the line that heads them. */
static void pairs_between_paragraphs(void **state)
{
    enum { BEFORE = 4 };
    static const char *const cast[] = { "Who plays whom", "Orla Finch: the pilot",
                                        "Emil Rauch: his lamp", "Anna Holm: the storm" };
    static const struct {
        size_t n;
        bool amid, stay;
    } cases[] = { { 4, true, true }, { 3, true, false }, { 4, false, false } };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct cleaner c;
        struct dh_buf in;
        size_t before = cases[i].amid ? BEFORE : DH_LEN(story);
        dh_buf_init(&in, dh_mem_default(), 1 << 16);
        lines_add(&in, story, before);
        lines_add(&in, cast, cases[i].n);
        lines_add(&in, story + before, DH_LEN(story) - before);
        lines_add(&in, button, DH_LEN(button));
        clean_by(100, .5f, dh_buf_str(&in), &c);
        assert_int_equal(lines_held(c.page.text, cast, cases[i].n), cases[i].stay ? cases[i].n : 0);
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

/* The second look takes figures, and paragraphs, for chrome only where it is surer than of others.
 */
static void what_needs_more(void **state)
{
    struct cleaner c;
    struct dh_buf in;
    (void)state;
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    lines_add(&in, story, DH_LEN(story));
    lines_add(&in, results, DH_LEN(results));
    lines_add(&in, tail, DH_LEN(tail));
    clean_by(0, 2.6f, dh_buf_str(&in), &c);
    assert_int_equal(lines_held(c.page.text, results, DH_LEN(results)), DH_LEN(results));
    assert_int_equal(lines_held(c.page.text, tail, DH_LEN(tail)), 0);
    cleaner_release(&c);

    lines_add(&in, filler, DH_LEN(filler));
    lines_add(&in, menu, DH_LEN(menu));
    lines_add(&in, late, DH_LEN(late));
    clean_by_words(.2f, .2f, dh_buf_str(&in), &c);
    assert_int_equal(lines_held(c.page.text, filler, DH_LEN(filler)), 0);
    assert_int_equal(lines_held(c.page.text, late, DH_LEN(late)), DH_LEN(late));
    cleaner_release(&c);
    dh_buf_release(&in);
}

/* So with what stands around two lines that say what a thing costs, as far as no rule strikes
 * between. */
static void beside_prices(void **state)
{
    static const char *const facts[] = {
        "Songs of the tide",
        "Sung by Orla Finch, Jan Wrona, Ines Halvorsen and Adu Mensah, lit by Mia Holm, with masks "
        "by "
        "Tom Rill and costumes by Ada Lind, Noor Said and the sewing school of the Corn Hall",
        "Mole hall",
        "Doors at seven",
        "Stalls: \u20AC12",
        "Box office",
        "Quay 9",
    };
    static const struct {
        const char *price, *between;
        size_t stay;
    } cases[] = {
        { "Balcony: \u20AC9", "Advertisement", DH_LEN(facts) },
        { "Balcony: \u20AC9", "Share this article", DH_LEN(facts) - 2 },
        { "Balcony: high", "Advertisement", 1 },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct cleaner c;
        struct dh_buf in;
        dh_buf_init(&in, dh_mem_default(), 1 << 16);
        lines_add(&in, story, DH_LEN(story));
        lines_add(&in, facts, DH_LEN(facts) - 2);
        lines_add(&in, &cases[i].price, 1);
        lines_add(&in, &cases[i].between, 1);
        lines_add(&in, facts + DH_LEN(facts) - 2, 2);
        lines_add(&in, tail, DH_LEN(tail));
        clean_by(0, 2.6f, dh_buf_str(&in), &c);
        if (lines_held(c.page.text, facts, DH_LEN(facts)) != cases[i].stay)
            fail_msg("case %zu: %u stay", i, lines_held(c.page.text, facts, DH_LEN(facts)));
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

static void add_words(struct dh_buf *b, int n)
{
    for (int i = 0; i < n; i++) {
        char line[16];
        snprintf(line, sizeof line, "Pier%c%c\n", 'A' + i / 26, 'a' + i % 26);
        dh_buf_add(b, dh_str_c(line));
    }
}

/* Where no paragraphs of a page stand together, the longest prose of its foot is what the site says
 * of itself; and where that stays, it has no headline. */
static void in_the_foot(void **state)
{
    static const char *const itself[] = {
        "The Elmouth Herald has been read along the coast for ninety years, on paper until noon "
        "and "
        "wherever there is a mast at any other hour of the day.",
        "Its pressroom stands open to whoever would like to see how the front page is made, from "
        "the first call of the pilots to the last lorry.",
        "Halls of its house are let for weddings, for regattas and for talks, with a view of both "
        "piers and chairs for two hundred people.",
    };
    static const char *const title[] = { "Nine lamps, four doors" };
    static const struct {
        bool foot;
        float prose;
        bool stays, titled;
    } cases[] = { { false, 0, true, true },
                  { true, 0, false, false },
                  { true, -.7f, true, false } };
    (void)state;
    for (size_t k = 0; k < DH_LEN(cases); k++) {
        struct cleaner c;
        struct dh_buf in;
        dh_buf_init(&in, dh_mem_default(), 1 << 16);
        for (size_t i = 1; i < DH_LEN(story); i++) {
            lines_add(&in, button, DH_LEN(button));
            add_words(&in, 6);
            lines_add(&in, story + i, 1);
        }
        lines_add(&in, tail, DH_LEN(tail));
        lines_add(&in, title, 1);
        for (size_t i = 0; i < DH_LEN(itself); i++) {
            lines_add(&in, itself + i, 1);
            lines_add(&in, menu + 5 + i, 1);
        }
        add_words(&in, cases[k].foot ? 4 : 60);
        clean_by_words(0, cases[k].prose, dh_buf_str(&in), &c);
        assert_int_equal(lines_held(c.page.text, story + 1, DH_LEN(story) - 1), DH_LEN(story) - 1);
        assert_int_equal(lines_held(c.page.text, itself, DH_LEN(itself)), 3 * cases[k].stays);
        assert_int_equal(lines_held(c.page.text, title, 1), cases[k].titled);
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

/* Of a text of which hardly a line scores as chrome an odd one stays, unless the second look is
 * very sure; lists of figures score so, and tell nothing. */
static void hardly_a_line(void **state)
{
    static const struct {
        const char *lines;
        float second;
        unsigned stay;
    } cases[] = {
        { "Footbridges\nOld mill\nWith Herald wires\n", 1, 3 },
        { "Footbridges\nOld mill\nWith Herald wires\n", 3, 0 },
        { "Footbridges\nOld mill\nWith Herald wires\n3:2 (1:1)\n2:2 (0:1)\n", 1, 3 },
        { "Footbridges\nLetters\nOld mill\nWith Herald wires\n", .2f, 0 },
        { "Footbridges\nLetters\nOld mill\nWith Herald wires\n", 0, 2 },
    };
    static const char *const odd[] = { "Footbridges", "Old mill", "With Herald wires" };
    static const char *const buttons[] = { "Share this article", "Advertisement", "Read more" };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct cleaner c;
        struct dh_buf in;
        dh_buf_init(&in, dh_mem_default(), 1 << 16);
        lines_add(&in, story, 4);
        dh_buf_add(&in, dh_str_c(cases[i].lines));
        lines_add(&in, story + 4, DH_LEN(story) - 4);
        lines_add(&in, buttons, DH_LEN(buttons));
        clean_by_words(cases[i].second, -5, dh_buf_str(&in), &c);
        unsigned n = lines_held(c.page.text, odd, DH_LEN(odd));
        if (n != cases[i].stay)
            fail_msg("case %zu: %u stay", i, n);
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

/* Behind a story below whose end rules strike nothing short lines stay. */
static void open_end(void **state)
{
    static const char *const facts[] = { "Footbridges", "Letters", "Old mill" };
    static const char *const buttons[] = { "Share this article", "Advertisement", "Read more" };
    (void)state;
    for (int closed = 0; closed < 2; closed++) {
        struct cleaner c;
        struct dh_buf in;
        dh_buf_init(&in, dh_mem_default(), 1 << 16);
        lines_add(&in, buttons, DH_LEN(buttons));
        lines_add(&in, story, DH_LEN(story));
        lines_add(&in, facts, DH_LEN(facts));
        lines_add(&in, buttons, closed ? 1 : 0);
        clean_by_words(1, -5, dh_buf_str(&in), &c);
        assert_int_equal(lines_held(c.page.text, facts, DH_LEN(facts)), closed ? 0 : DH_LEN(facts));
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

/* Whether a text is a page is told by the lines that score as chrome, not by all: a story may be
 * long. */
static void long_stories(void **state)
{
    enum { LINES = 60 };
    struct dh_buf in;
    (void)state;
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    lines_add(&in, story, DH_LEN(story));
    for (int i = 0; i < LINES; i++) {
        char line[64];
        snprintf(line, sizeof line, "Pier %c%c has a lamp of its own\n", 'A' + i / 8, 'a' + i % 8);
        dh_buf_add(&in, dh_str_c(line));
    }
    lines_add(&in, tail, DH_LEN(tail));
    for (int chrome = 0; chrome < 2; chrome++) {
        struct cleaner c;
        clean_by(chrome ? .2f : -1, .4f, dh_buf_str(&in), &c);
        assert_int_equal(holds_line(c.page.text, "Pier Aa has a lamp"), !chrome);
        assert_int_equal(holds_line(c.page.text, "Pier Ha has a lamp"), !chrome);
        cleaner_release(&c);
    }
    dh_buf_release(&in);
}

/* Above the first paragraph the trees strike what is short, but for what is left there alone, and
 * for the last line of some words of which one comes back in the story. */
static void where_the_story_begins(void **state)
{
    static const struct dh_forest_node leaf = { 0, { 0, 0 }, 100 };
    const struct dh_forest all = {
        .nodes = &leaf, .roots = &root, .n_nodes = 1, .n_trees = 1, .depth = 1
    };
    enum { STAYING = 7 }; /* the first rows */
    static const char *const heads[][3] = {
        { "Share", "What the tide took", "Advertisement" },
        { "Share", "ELMOUTH, ENGLAND", "Advertisement" },
        { "Share", "\u201cNothing left\u201d", "Advertisement" },
        { "Share", "What the tide took", "It came up very fast." },
        { "Puzzles", "What the tide took", "Advertisement" },
        { "Share", "What the tide took", "Town Hall" },
        { "Nine lamps for sale", "What the tide took", "Town Hall" },
        { "Share", "Harbour", "Advertisement" },
        { "Puzzles", "Nine lamps for sale", "Advertisement" },
        { "Puzzles", "What the tide took, 1987", "Town Hall" },
        { "Puzzles", "What the tide took", "Nine lamps for sale" },
    };
    struct dh_text_options o = { .lines = &all };
    struct dh_detail d;
    (void)state;
    for (size_t i = 0; i < DH_LEN(heads); i++) {
        struct cleaner c;
        struct dh_buf in;
        dh_buf_init(&in, dh_mem_default(), 1 << 16);
        dh_page_init(&c.page, dh_mem_default(), (size_t)1 << 30);
        lines_add(&in, heads[i], DH_LEN(heads[i]));
        lines_add(&in, story + 1, DH_LEN(story) - 1);
        lines_add(&in, filler, DH_LEN(filler));
        lines_add(&in, button, DH_LEN(button));
        assert_int_equal(dh_text_new(&c.text, dh_mem_default(), &o, &d), DH_OK);
        assert_int_equal(cleaner_run(&c, dh_buf_str(&in)), DH_OK);
        if (holds_line(c.page.text, heads[i][1]) != (i < STAYING))
            fail_msg("'%s' %s", heads[i][1], i < STAYING ? "went" : "stays");
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

/* Puts lines, "|" between two, and a button below them through a model that takes every line for
 * chrome. */
static void clean_all(const char *lines, bool chrome, struct dh_buf *in, struct cleaner *c)
{
    dh_buf_init(in, dh_mem_default(), 1 << 16);
    for (const char *s = lines; *s; s++)
        dh_buf_byte(in, *s == '|' ? '\n' : *s);
    dh_buf_byte(in, '\n');
    lines_add(in, button, chrome);
    clean_by(100, 100, dh_buf_str(in), c);
}

/* A text of few paragraphs: what tells something stays beside its sentences, as far as no rule
 * strikes between, and so does a line between two that stay. Above stands its headline, at the top,
 * or with nothing below it that stays but the first sentence. */
static void short_texts(void **state)
{
#define TIDE \
    "It came in at six, and nobody saw it.|It stood as high as the door.|Two sang.|One wept.|It " \
    "left."
#define PROSE \
    "The pilots of Northport had gone to bed at ten, and nobody woke them until the barges were " \
    "out of the harbour and the bell of the mole had stopped"
    static const struct {
        const char *lines, *line;
        bool stays;
    } cases[] = {
        { "Ram|Somebody at work waits for you to speak.|Bull|Sign nothing.|" TIDE, "Sign nothing.",
          true },
        { "Ram|Somebody at work waits for you to speak.|Bull|Sign nothing.|" TIDE, "Bull", true },
        { TIDE "|Related: Old mill finds a buyer at last|It left again.", "It left again.", true },
        { TIDE "|Share|Old mill finds a buyer.", "Old mill finds a buyer.", false },
        { TIDE "|Related|Six ways to mend a net|Who sold the old mill?", "Who sold the old mill?",
          false },
        { "The tide|By Orla Finch|" TIDE, "The tide", true },
        { "Ann Colby|March 3, 2024|" TIDE, "Ann Colby", false },
        { "Ann Colby|By Orla Finch|" TIDE, "Ann Colby", true },
        { "Puzzles|The tide|Share|" TIDE, "The tide", true },
        { "Puzzles|What we lost by it|Share|" TIDE, "What we lost by it", true },
        { "Puzzles|Old Mill|Share|" TIDE, "Old Mill", false },
        { "Puzzles|old.mill|Share|" TIDE, "old.mill", false },
        { "What we lost by it|By Orla Finch|The tide|Share|" TIDE, "The tide", false },
        { "Puzzles|What we lost by it|By Orla Finch|Share|Eight ropes for the mole|" PROSE
          ".|" PROSE "!|" PROSE "?",
          "What we lost by it", true },
        { "Puzzles|What we lost by it|March 3, 2024|Eight ropes for the mole|March 2, 2024|" PROSE
          ".|" PROSE "!|" PROSE "?",
          "What we lost by it", false },
        { "Share|Tide soup|Serves all|Ropes|Salt, sand|Method|" TIDE, "Tide soup", true },
        { "Share|Sport|Tide soup|Serves all|" TIDE, "Sport", false },
        { "Puzzles|Sign in|9 ropes|Salt|2 lamps|Method|" TIDE "|It came again.|Nobody saw it.",
          "9 ropes", true },
        { "Puzzles|Sign in|9 ropes|Salt|Sand|Method|" TIDE "|It came again.|Nobody saw it.",
          "9 ropes", false },
        { "Share|The tide|Method|Salt|" TIDE "|It came again.|Nobody saw it.|Comments|" PROSE
          "|" PROSE "!|" PROSE "?",
          "The tide", true },
        { "Share|" PROSE "|" PROSE "!|" PROSE "?|Comments|The tide|Method|Salt|" TIDE, "The tide",
          false },
    };
#undef TIDE
#undef PROSE
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct cleaner c;
        struct dh_buf in;
        clean_all(cases[i].lines, true, &in, &c);
        if (holds_line(c.page.text, cases[i].line) != cases[i].stays)
            fail_msg("%zu: '%s' %s", i, cases[i].line, cases[i].stays ? "went" : "stays");
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

/* Where no rule strikes anything nothing says that there is more than a story. */
static void nothing_struck(void **state)
{
    static const char lines[] = "Old mill|Puzzles|The swans of Dunmere|Two barges were torn loose "
                                "from the mole of Elmouth on Monday night, the pilots said.|Old "
                                "mill, again|Harbour|Mole|Bar|Lighthouse";
    (void)state;
    for (int chrome = 0; chrome < 2; chrome++) {
        struct cleaner c;
        struct dh_buf in;
        clean_all(lines, chrome, &in, &c);
        assert_int_equal(holds_line(c.page.text, "Puzzles"), !chrome);
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

/* What goods cost is what a story about them is made of: where the rules found no chrome a list of
 * them needs more against it than other lists. */
static void lists_of_goods(void **state)
{
    static const struct dh_forest_node leaf = { 0, { 0, 0 }, 4 };
    const struct dh_forest four = {
        .nodes = &leaf, .roots = &root, .n_nodes = 1, .n_trees = 1, .depth = 1
    };
    static const char *const names[] = { "Lamp of brass", "Rope of hemp", "Boots of felt",
                                         "Net of silk", "Oar of ash" };
    struct dh_text_options o = { .lines = &four };
    struct dh_detail d;
    (void)state;
    for (int prices = 0; prices < 2; prices++) {
        struct cleaner c;
        struct dh_buf in;
        dh_buf_init(&in, dh_mem_default(), 1 << 16);
        dh_page_init(&c.page, dh_mem_default(), (size_t)1 << 30);
        lines_add(&in, story, DH_LEN(story));
        for (size_t i = 0; i < DH_LEN(names); i++) {
            lines_add(&in, names + i, 1);
            dh_buf_add(&in, prices ? DH_STR("It costs $20 there\n") : DH_STR("Sold out there\n"));
        }
        lines_add(&in, button, DH_LEN(button));
        assert_int_equal(dh_text_new(&c.text, dh_mem_default(), &o, &d), DH_OK);
        assert_int_equal(cleaner_run(&c, dh_buf_str(&in)), DH_OK);
        assert_int_equal(lines_held(c.page.text, names, DH_LEN(names)), prices ? DH_LEN(names) : 0);
        cleaner_release(&c);
        dh_buf_release(&in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_the_trees_say),
        cmocka_unit_test(pairs_between_paragraphs),
        cmocka_unit_test(what_needs_more),
        cmocka_unit_test(beside_prices),
        cmocka_unit_test(in_the_foot),
        cmocka_unit_test(hardly_a_line),
        cmocka_unit_test(open_end),
        cmocka_unit_test(long_stories),
        cmocka_unit_test(where_the_story_begins),
        cmocka_unit_test(lists_of_goods),
        cmocka_unit_test(short_texts),
        cmocka_unit_test(nothing_struck),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
