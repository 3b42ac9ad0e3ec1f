/* SPDX-License-Identifier: MIT */
/* Under a line model that takes every line for chrome: which one above the story comes back as its
 * headline. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/forest.h"
#include "cleantext.h"

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
#define END "Puzzles|The swans of Dunmere|Share this article|Terms of use|Privacy policy"

static const struct {
    const char *name, *lines, *line;
    bool stays;
} rows[] = {
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
    { "above a first sentence that a link parts from the rest",
      "Puzzles|Nine ropes of hemp|Town Hall|Share|" BRIEF END, "Nine ropes of hemp", false },
    { "the same, and nothing else between",
      "Puzzles|Town Hall|Weather|Nine ropes of hemp|Share|" BRIEF END, "Nine ropes of hemp", true },
};

static bool is_kept(const char *lines, const char *line)
{
    static const uint16_t root = 0;
    static const struct dh_forest_node leaf = { 0, { 0, 0 }, 100 };
    static const struct dh_forest all = {
        .nodes = &leaf, .roots = &root, .n_nodes = 1, .n_trees = 1, .depth = 1
    };
    struct dh_text_options o = { .lines = &all, .second = &all };
    struct dh_detail d;
    struct cleaner c;
    struct dh_buf in;
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    for (const char *s = lines; *s; s++)
        dh_buf_byte(&in, *s == '|' ? '\n' : *s);
    assert_int_equal(in.err, DH_OK);
    dh_page_init(&c.page, dh_mem_default(), (size_t)1 << 30);
    assert_int_equal(dh_text_new(&c.text, dh_mem_default(), &o, &d), DH_OK);
    assert_int_equal(cleaner_run(&c, dh_buf_str(&in)), DH_OK);
    bool kept = dh_str_find(c.page.text, dh_str_c(line)) < c.page.text.n;
    cleaner_release(&c);
    dh_buf_release(&in);
    return kept;
}

static void headlines(void **state)
{
    int bad = 0;
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        if (is_kept(rows[i].lines, rows[i].line) == rows[i].stays)
            continue;
        print_error("%s: '%s' %s\n", rows[i].name, rows[i].line, rows[i].stays ? "went" : "stays");
        bad++;
    }
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(headlines) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
