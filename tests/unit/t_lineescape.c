/* SPDX-License-Identifier: MIT */
/* Text whose lines are written as \n: what is taken for it, what is not, and the way back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/lineescape.h"

/* lines NULL: it is none. */
static const struct {
    const char *name, *in, *label, *lines;
} cases[] = {
    { "paragraphs", "Share\\n\\nThe ferry sails.\\n\\nAd", "escaped-json",
      "Share\n\nThe ferry sails.\n\nAd" },
    { "a line end behind all", "One.\\n\\nTwo.\\n\\nThree.\n", "escaped-json+lf",
      "One.\n\nTwo.\n\nThree.\n" },
    { "an escaped one behind all", "One.\\n\\nTwo.\\n", "escaped-json", "One.\n\nTwo.\n" },
    { "lines that begin sentences", "Share\\nThe ferry sails.\\nAd", "escaped-json",
      "Share\nThe ferry sails.\nAd" },
    { "CR LF", "One.\\r\\n\\r\\nTwo.\\r\\n\\r\\nThree.", "escaped-json",
      "One.\r\n\r\nTwo.\r\n\r\nThree." },
    { "blanks between", "One.\\n \\nTwo.\\n \\nThree.", "escaped-json",
      "One.\n \nTwo.\n \nThree." },
    { "lines broken amid sentences, beside paragraphs",
      "One line\\nand more.\\n\\nTwo.\\n\\nThree.", "escaped-json",
      "One line\nand more.\n\nTwo.\n\nThree." },
    { "blanks before it, behind sentences", "One. \\n\\nTwo? \\nThree.\\n\\nFour.", "escaped-json",
      "One. \n\nTwo? \nThree.\n\nFour." },
    { "other letters", "\xE7\xAC\xAC\xE4\xB8\x80\\n\xE7\xAC\xAC\xE4\xBA\x8C\\n\xE7\xAC\xAC",
      "escaped-json", "\xE7\xAC\xAC\xE4\xB8\x80\n\xE7\xAC\xAC\xE4\xBA\x8C\n\xE7\xAC\xAC" },
    { "quotes, tabs and backslashes", "\\\"One.\\\"\\n\\nTwo\\t2, C:\\\\n.\\n\\nThree.",
      "escaped-json", "\"One.\"\n\nTwo\t2, C:\\n.\n\nThree." },
    { "quotes that nobody escaped", "\"One.\"\\n\\nTwo\\t2.\\n\\nThree.", "escaped-lines",
      "\"One.\"\n\nTwo\\t2.\n\nThree." },
    { "the same, a line end behind all", "\"One.\"\\n\\nTwo.\\n\\nThree.\n", "escaped-lines+lf",
      "\"One.\"\n\nTwo.\n\nThree.\n" },
    { "nothing", "", NULL, NULL },
    { "no backslash", "One.", NULL, NULL },
    { "one alone", "One.\\n\\nTwo.", NULL, NULL },
    { "real lines beside it", "One.\\n\\nTwo.\n\\n\\nThree.\\n\\n", NULL, NULL },
    { "spoken of", "Write \\n for a line and \\n\\n for two, or \\n\\n\\n for three.", NULL, NULL },
    { "spoken of in the middle", "One.\\n\\nPut \\n there.\\n\\nTwo.", NULL, NULL },
    { "in quotes", "join(\"\\n\") and split('\\n') and `\\n`.", NULL, NULL },
    { "in brackets", "One.\\n\\nTwo [\\n] too.\\n\\nThree.", NULL, NULL },
    { "names of folders", "Open C:\\new\\notes\\next and D:\\names\\Next.", NULL, NULL },
    { "code", "The call prints Hello\\nWorld\\nAll, and Title\\n\\nBody\\n\\nend.", NULL, NULL },
    { "large names of folders", "Open C:\\nAmes\\nOrth and D:\\nOrd.", NULL, NULL },
    { "formulas of large letters", "$f\\nRightarrow g\\nRightarrow h$", NULL, NULL },
    { "formulas", "$\\nu \\neq \\nabla$ and $\\nu$", NULL, NULL },
    { "escaped three times", "One.\\\\n\\\\nTwo.\\\\n\\\\nThree.", NULL, NULL },
    { "a backslash at the end", "One.\\n\\nTwo.\\n\\nThree.\\", "escaped-lines",
      "One.\n\nTwo.\n\nThree.\\" },
};

static void lines(void **state)
{
    struct dh_buf out, back;

    (void)state;
    dh_buf_init(&out, dh_mem_default(), 1 << 16);
    dh_buf_init(&back, dh_mem_default(), 1 << 16);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        dh_buf_reset(&out);
        dh_buf_reset(&back);
        const char *label = dh_lineescape_lines(dh_str_c(cases[i].in), &out);
        if (!label != !cases[i].label || (label && strcmp(label, cases[i].label) != 0))
            fail_msg("%s: label %s", cases[i].name, label ? label : "none");
        if (!label)
            continue;
        if (!dh_str_eq(dh_buf_str(&out), dh_str_c(cases[i].lines)))
            fail_msg("%s: %.*s", cases[i].name, (int)out.n, out.p);
        assert_true(dh_lineescape_add(dh_str_c(label), dh_buf_str(&out), &back));
        assert_true(dh_str_eq(dh_buf_str(&back), dh_str_c(cases[i].in)));
    }
    assert_false(dh_lineescape_add(DH_STR("utf-8"), DH_STR("x"), &back));
    dh_buf_release(&out);
    dh_buf_release(&back);
}

/* A buffer that is too small for the lines has its error, and they are none. */
static void no_room(void **state)
{
    struct dh_buf out;

    (void)state;
    dh_buf_init(&out, dh_mem_default(), 4);
    assert_null(dh_lineescape_lines(DH_STR("One.\\n\\nTwo.\\n\\nThree."), &out));
    assert_int_equal(out.err, DH_ELIMIT);
    dh_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(lines), cmocka_unit_test(no_room) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
