/* SPDX-License-Identifier: MIT */
/* The forms of tests/unit/forms.tsv, in some thirty languages: each is put between two paragraphs
 * of a story in its language, or behind both; chrome goes, what is kept stays, and the paragraphs
 * stay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/file.h"
#include "cleantext.h"
#include "langrows.h"

enum { FORMS_MIN = 2500 };

/* The two paragraphs of a language. */
struct story {
    struct dh_str part[2];
};

static bool is_story(const struct cleaner *c, size_t i)
{
    enum dh_kind k = (enum dh_kind)c->page.fragments[i].kind;
    return k == DH_STORY || k == DH_NOTE || k == DH_CROSSHEAD;
}

/* Whether the form is judged as its row says: between the paragraphs, or behind them and a button.
 */
static bool holds(struct cleaner *c, const struct lang_row *r, const struct dh_str story[2])
{
    char in[4096];
    bool tail = dh_str_starts(r->what, DH_STR("tail."));
    struct dh_str first = story[0], form = r->text, last = story[1];
    const char *behind = tail ? "\nAdvertisement\n" : "\n";
    int n = tail ? snprintf(in, sizeof in, "%.*s\n%.*s%s%.*s", (int)first.n, first.p, (int)last.n,
                            last.p, behind, (int)form.n, form.p)
                 : snprintf(in, sizeof in, "%.*s\n%.*s%s%.*s", (int)first.n, first.p, (int)form.n,
                            form.p, behind, (int)last.n, last.p);
    assert_int_equal(cleaner_run(c, (struct dh_str){ in, (size_t)n }), DH_OK);
    assert_int_equal(c->page.n_fragments, tail ? 4 : 3);
    return is_story(c, tail ? 3 : 1) == dh_str_eq(r->what, DH_STR("keep")) && is_story(c, 0) &&
           is_story(c, tail ? 1 : 2);
}

static void forms(void **state)
{
    struct cleaner c;
    struct dh_buf b;
    struct dh_detail d;
    struct dh_str rest, line;
    struct story stories[LANGS_MAX] = { 0 };
    struct dh_str langs[LANGS_MAX] = { 0 };
    struct lang_row r;
    unsigned rows = 0, bad = 0;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1 << 20);
    assert_int_equal(dh_file_read("tests/unit/forms.tsv", &b, &d), DH_OK);
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    rest = dh_buf_str(&b);
    while (dh_str_split(&rest, '\n', &line)) {
        if (!lang_row_read(line, &r))
            continue;
        struct story *story = &stories[lang_number(langs, r.lang)];
        if (dh_str_eq(r.what, DH_STR("story"))) {
            story->part[story->part[0].n != 0] = r.text;
            continue;
        }
        rows++;
        if (holds(&c, &r, story->part))
            continue;
        print_message("%.*s: '%.*s' %s\n", (int)r.lang.n, r.lang.p, (int)r.text.n, r.text.p,
                      dh_str_eq(r.what, DH_STR("keep")) ? "goes" : "stays");
        bad++;
    }
    assert_true(rows >= FORMS_MIN);
    assert_int_equal(bad, 0);
    cleaner_release(&c);
    dh_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(forms) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
