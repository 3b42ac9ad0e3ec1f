/* SPDX-License-Identifier: MIT */
/* The forms of tests/unit/forms.tsv, in some thirty languages: each is put between two paragraphs
 * of a story in its language, behind both or above them; chrome goes, what is kept stays, and the
 * paragraphs stay. */
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

/* Where a row puts its form: between the paragraphs, behind them and a marker ("tail."), or above
 * them below one ("head."). */
static const struct place {
    const char *prefix,
        *lines; /* of the text: 1 and 2 are the paragraphs, F the form, M a marker */
} places[] = { { "tail.", "12MF" }, { "head.", "MF12" }, { "", "1F2" } };

static const struct place *place_of(struct dh_str what)
{
    size_t i = 0;
    while (!dh_str_starts(what, dh_str_c(places[i].prefix)))
        i++;
    return &places[i];
}

/* Whether the form is judged as its row says, and the paragraphs stay. */
static bool holds(struct cleaner *c, const struct lang_row *r, const struct dh_str story[2])
{
    const char *lines = place_of(r->what)->lines;
    bool ok = true;
    struct dh_buf in;
    dh_buf_init(&in, dh_mem_default(), 4096);
    for (size_t i = 0; lines[i]; i++) {
        struct dh_str line = lines[i] == 'F'   ? r->text
                             : lines[i] == 'M' ? DH_STR("Advertisement")
                                               : story[lines[i] - '1'];
        dh_buf_add(&in, line);
        dh_buf_byte(&in, '\n');
    }
    assert_int_equal(cleaner_run(c, dh_buf_str(&in)), DH_OK);
    assert_int_equal(c->page.n_fragments, strlen(lines));
    for (size_t i = 0; lines[i]; i++)
        if (lines[i] != 'M')
            ok &= is_story(c, i) == (lines[i] != 'F' || dh_str_eq(r->what, DH_STR("keep")));
    dh_buf_release(&in);
    return ok;
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
