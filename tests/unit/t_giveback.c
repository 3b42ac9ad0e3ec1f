/* SPDX-License-Identifier: MIT */
/* Under a line model that takes every line, or every short one, for chrome: which one above the
 * story comes back as its headline, and which amid it as that of a post; what above a gate,
 * addresses of sources, and what of a text without sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/forest.h"
#include "cleantext.h"
#include "text/model/linemodel.h"

#define PROSE \
    "Two barges were torn loose from the mole of Elmouth on Monday night, and the harbour was " \
    "closed until the morning.|The harbour master said that the storm had come up faster than " \
    "the pilots had been told, and that both had been moored with two lines instead of four.|" \
    "One barge drifted across the basin and came to rest against the old ferry pier, where it " \
    "took a lamp post and forty feet of railing with it.|The owner said he would pay for all of " \
    "it and for a diver, and for four lines from now on.|"
/* Short ones, of which a link to another story parts the first. */
#define BRIEF \
    "Two barges were torn loose from the mole on Monday.|Related: Old mill finds a buyer at " \
    "last|One of them drifted across the basin and took a lamp post with it on the way.|The " \
    "other was caught by the pilots before it had reached the open sea, the harbour master " \
    "said.|Its owner would pay for the post and for a diver, he said, and for four new lines." \
    "|Both will be moored with twice as many from now on than they were on that night.|"
/* A live blog; the last of its posts. */
#define THIRD_POST \
    "07:40 - The harbour master speaks of luck|One barge drifted across the basin and came to " \
    "rest against the old ferry pier, where it took a lamp post and forty feet of railing with " \
    "it.|"
#define SECOND_POST \
    "The owner said he would pay for all of it and for a diver, and for four lines from now " \
    "on.|07:12 - Both of the barges are found|The pilots had gone to bed at ten, and nobody " \
    "woke them until the barges were out of the harbour and the bell of the mole had stopped.|"
#define LAST \
    "Nobody knows yet what a new pier will cost, or whether the ferry is to use it in the winter " \
    "to come, when the storms are back and the pilots, who have asked for a wall of stone since " \
    "the last one, will want to know what became of the plan that the county"
#define END "Puzzles|The swans of Dunmere|Share this article|Terms of use|Privacy policy"

struct row {
    const char *name, *lines, *line;
    bool stays;
};

static const struct row headline_rows[] = {
    { "above who wrote the text and when, a few words below that",
      "Puzzles|Nine ropes of hemp|By Orla Finch|March 3, 2024|Seven doors down|" PROSE END,
      "Nine ropes of hemp", true },
    { "above a date alone, as teasers stand",
      "Puzzles|Nine ropes of hemp|March 3, 2024|Seven doors down|" PROSE END, "Nine ropes of hemp",
      false },
    { "a slogan below who wrote the text",
      "Puzzles|Nine ropes of hemp|By Orla Finch|March 3, 2024|Seven doors down quay lane|" PROSE
          END,
      "Nine ropes of hemp", true },
    { "the same, and what of the two goes",
      "Puzzles|Nine ropes of hemp|By Orla Finch|March 3, 2024|Seven doors down quay lane|" PROSE
          END,
      "Seven doors down quay lane", false },
    { "below who wrote the text, of the story's words",
      "Puzzles|Nine ropes of hemp|By Orla Finch|March 3, 2024|Barges in the old basin|" PROSE END,
      "Barges in the old basin", true },
    { "above a name that no rule takes for who wrote it",
      "Puzzles|Nine ropes of hemp|Orla Finch|March 3, 2024|" PROSE END, "Nine ropes of hemp",
      true },
    { "a paragraph below a crosshead, above how much of the text is left",
      PROSE "At four|" LAST "|43% of this article are left. Subscribe to read on.|" END, LAST,
      true },
    { "the same, and the crosshead",
      PROSE "At four|" LAST "|43% of this article are left. Subscribe to read on.|" END, "At four",
      true },
    { "above a button", PROSE "At four|" LAST "|Subscribe to read on.|" END, LAST, false },
    { "below two crossheads",
      PROSE "At four|At five|" LAST "|43% of this article are left. Subscribe to read on.|" END,
      LAST, false },
    { "above a first sentence that a link parts from the rest",
      "Puzzles|Nine ropes of hemp|Town Hall|Share|" BRIEF END, "Nine ropes of hemp", false },
    { "the same, and nothing else between",
      "Puzzles|Town Hall|Weather|Nine ropes of hemp|Share|" BRIEF END, "Nine ropes of hemp", true },
};

/* Beside posts whose headlines stay. */
static const struct row post_rows[] = {
    { "a post's headline that a slogan parts from its paragraph, beside two of others",
      PROSE "08:05 - The pier is open to walkers|Harbour lamps|" SECOND_POST THIRD_POST END,
      "08:05 - The pier is open to walkers", true },
    { "the same beside that of one other",
      PROSE "08:05 - The pier is open to walkers|Harbour lamps|" SECOND_POST END,
      "08:05 - The pier is open to walkers", false },
    { "of a list of news beside two posts",
      PROSE SECOND_POST THIRD_POST "Latest|08:05 - The pier is open to walkers|08:01 - Old "
                                   "mill finds a buyer at last|" END,
      "08:05 - The pier is open to walkers", false },
};

#define LOG \
    "7:12 a.m. Loose dog, Elm Street|8:40 a.m. Alarm at the old mill|9:05 a.m. Medical aid, Quay " \
    "Lane|11:30 a.m. Parking complaint, mole|1:15 p.m. Lamp post down, ferry pier|"

/* Texts of lines that are no sentences. */
static const struct row log_rows[] = {
    { "a log", "Home|News|Share|" LOG END, "9:05 a.m. Medical aid, Quay Lane", true },
    { "its headline", "Home|News|Harbour police log|By Orla Finch|Share|" LOG END,
      "Harbour police log", true },
    { "below what tells of it",
      "Home|News|Harbour police log|Share|The pilots wrote this down.|" LOG END,
      "8:40 a.m. Alarm at the old mill", true },
    { "the shorter one of two, which rules part",
      "Home|Share|Old mill finds a buyer|Seven doors down quay lane|Nine ropes of hemp "
      "sold|Nobody paints the pier|Town clock stands still|Share|" LOG END,
      "Nobody paints the pier", false },
    { "rows of few words, and a figure in most",
      "Home|Share|North ward|Ada Pell (Lab) 1,204|Tom Grice (Con) 988|Una Marsh (Green) 412|"
      "Turnout: 54%|South ward|Bill Moor (Con) 1,533|Jane Odell (Lab) 1,301|Share|" END,
      "Turnout: 54%", true },
    { "a menu", "Home|Share|Rowing|Tides|Lamps|Ropes of hemp|Old mill|Swans|Boats|Share|" END,
      "Lamps", false },
};

#define FIRST_SOURCE  "Report on the harbour wall of Elmouth|https://county.example/wall|"
#define SECOND_SOURCE "A second report on what the pilots saw|https://pilots.example/saw|"
#define TITLE         "Nine ropes of hemp are sold at the quay|"

static const struct row source_rows[] = {
    { "addresses below titles", PROSE FIRST_SOURCE SECOND_SOURCE TITLE END,
      "https://county.example/wall", true },
    { "the last of them", PROSE FIRST_SOURCE SECOND_SOURCE TITLE END, "https://pilots.example/saw",
      true },
    { "one alone", PROSE FIRST_SOURCE TITLE END, "https://county.example/wall", false },
    { "two in a row", PROSE FIRST_SOURCE "https://mail.example/saw|" TITLE END,
      "https://county.example/wall", false },
};

static bool is_kept(const struct row *r, const struct dh_text_options *o)
{
    struct dh_detail d;
    struct cleaner c;
    struct dh_buf in;
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    for (const char *s = r->lines; *s; s++)
        dh_buf_byte(&in, *s == '|' ? '\n' : *s);
    assert_int_equal(in.err, DH_OK);
    dh_page_init(&c.page, dh_mem_default(), (size_t)1 << 30);
    assert_int_equal(dh_text_new(&c.text, dh_mem_default(), o, &d), DH_OK);
    assert_int_equal(cleaner_run(&c, dh_buf_str(&in)), DH_OK);
    bool kept = dh_str_find(c.page.text, dh_str_c(r->line)) < c.page.text.n;
    cleaner_release(&c);
    dh_buf_release(&in);
    return kept;
}

/* Under a model that takes lines of fewer words for chrome. */
static void check_rows(const struct row *rows, size_t n, float words)
{
    static const uint16_t root = 0;
    const struct dh_forest_node first[] = { { DH_X_T_WORDS, { 1, 2 }, words - .5f },
                                            { 0, { 0, 0 }, 100 },
                                            { 0, { 0, 0 }, -100 } };
    const struct dh_forest_node second[] = { { DH_Y_T_WORDS, { 1, 2 }, words - .5f },
                                             { 0, { 0, 0 }, 100 },
                                             { 0, { 0, 0 }, -100 } };
    const struct dh_forest a = {
        .nodes = first, .roots = &root, .n_nodes = 3, .n_trees = 1, .depth = 1
    };
    const struct dh_forest b = {
        .nodes = second, .roots = &root, .n_nodes = 3, .n_trees = 1, .depth = 1
    };
    struct dh_text_options o = { .lines = &a, .second = &b };
    int bad = 0;
    for (size_t i = 0; i < n; i++) {
        if (is_kept(&rows[i], &o) == rows[i].stays)
            continue;
        print_error("%s: '%s' %s\n", rows[i].name, rows[i].line, rows[i].stays ? "went" : "stays");
        bad++;
    }
    assert_int_equal(bad, 0);
}

static void headlines(void **state)
{
    (void)state;
    check_rows(headline_rows, DH_LEN(headline_rows), 1000);
}

static void posts(void **state)
{
    (void)state;
    check_rows(post_rows, DH_LEN(post_rows), 15);
}

static void sources(void **state)
{
    (void)state;
    check_rows(source_rows, DH_LEN(source_rows), 6);
}

static void logs(void **state)
{
    (void)state;
    check_rows(log_rows, DH_LEN(log_rows), 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(headlines), cmocka_unit_test(posts),
                                        cmocka_unit_test(sources), cmocka_unit_test(logs) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
