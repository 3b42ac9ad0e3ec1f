/* SPDX-License-Identifier: MIT */
/* What a credited caption takes along: its bare wording, and neither a crosshead whose words it has
 * nor the sentence of the story that it was cut out of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "cleantext.h"

static const struct {
    const char *name, *line, *caption;
    bool goes;
} rows[] = {
    { "the same picture, told in fewer words",
      "Harbour master Orla Finch looks at the barges near the mole of Elmouth.",
      "Harbour master Orla Finch points at the barges at the mole of Elmouth on May 3. Ivo Stern  "
      "AP",
      true },
    { "a stop that the caption has not, all of it",
      "Harbour master Orla Finch talks to the pilots of Elmouth.",
      "Harbour master Orla Finch speaks to the pilots of Elmouth on Monday (Ivo Stern/AP)", true },
    { "a few words that the caption begins with", "Barges near Elmouth Mole",
      "Barges near Elmouth Mole on Monday (Ivo Stern/AP)", true },
    { "a few words with a stop, the caption turns them round", "Pilots on the Elmouth mole.",
      "On the Elmouth mole they greet the pilots. Foto: Ivo Stern/dpa", true },
    { "a crosshead whose words the caption has behind others", "Quarrel over four lines",
      "The old mole: a long quarrel over four lines between (Ivo Stern/AP)", false },
    { "a sentence of whose middle the caption is made",
      "Since spring the pilots have moored both barges with four new lines.",
      "pilots have moored both barges with four (Ivo Stern/AP)", false },
    { "a sentence that goes on where the caption ends",
      "The pilots moored both barges with four new lines, which the owner has promised to pay.",
      "The pilots moored both barges with four (Ivo Stern/AP)", false },
};

static bool is_struck(const char *line, const char *caption)
{
    static const char first[] =
        "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n";
    static const char last[] =
        "\nNobody was hurt, and the ferry to the islands is expected to sail again by the "
        "weekend.\n";
    struct cleaner c;
    struct dh_buf in;
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    dh_buf_add(&in, dh_str_c(first));
    dh_buf_add(&in, dh_str_c(line));
    dh_buf_add(&in, dh_str_c(last));
    dh_buf_add(&in, dh_str_c(caption));
    assert_int_equal(in.err, DH_OK);
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    assert_int_equal(cleaner_run(&c, dh_buf_str(&in)), DH_OK);
    assert_int_equal(c.page.n_fragments, 4);
    assert_int_equal(c.page.fragments[0].kind, DH_STORY);
    assert_int_equal(c.page.fragments[2].kind, DH_STORY);
    assert_int_equal(c.page.fragments[3].kind, DH_CAPTION);
    bool struck = c.page.fragments[1].kind == DH_CAPTION;
    assert_true(struck || c.page.fragments[1].kind == DH_STORY);
    cleaner_release(&c);
    dh_buf_release(&in);
    return struck;
}

/* A headline above who wrote the text and when, though a caption has its words. */
static void headline(void **state)
{
    static const char in[] =
        "Pilots moor both barges with four lines\n"
        "By Orla Finch\n"
        "March 3, 2024\n"
        "The harbour of the town was closed on Monday after a storm had torn two boats loose.\n"
        "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
        "Pilots moor both barges with four new lines (Ivo Stern/AP)";
    struct cleaner c;
    (void)state;
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    assert_int_equal(cleaner_run(&c, dh_str_c(in)), DH_OK);
    assert_int_equal(c.page.fragments[0].kind, DH_STORY);
    assert_int_equal(c.page.fragments[1].kind, DH_BYLINE);
    assert_int_equal(c.page.fragments[5].kind, DH_CAPTION);
    cleaner_release(&c);
}

static void twins(void **state)
{
    int bad = 0;
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        if (is_struck(rows[i].line, rows[i].caption) == rows[i].goes)
            continue;
        print_error("%s: %s\n", rows[i].name, rows[i].goes ? "stays" : "goes");
        bad++;
    }
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(twins), cmocka_unit_test(headline) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
