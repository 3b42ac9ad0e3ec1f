/* SPDX-License-Identifier: MIT */
/* The lines of tests/unit/storylines.tsv, in some thirty languages, look like chrome and are the
 * story's: each is put into a story of its language, at all places of it, and stays; the sentences
 * around it stay. So do the short stories of
 * tests/unit/stories.txt, line by line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/file.h"
#include "cleantext.h"
#include "langrows.h"

enum { LINES_MIN = 1000, STORIES_MIN = 90, SENTENCES = 6, TEXT_MAX = 1 << 14 };

struct story {
    struct dh_str part[SENTENCES];
    size_t n;
};

static void add_line(struct dh_buf *b, struct dh_str line)
{
    dh_buf_add(b, line);
    dh_buf_byte(b, '\n');
}

/* Puts the line behind `at` sentences of the story, and markers around all where the text is to
 * have chrome; whether the line and all sentences stay. */
static bool holds(struct cleaner *c, const struct story *s, struct dh_str line, size_t at,
                  bool chrome)
{
    static const char marks[] = "Share\nAdvertisement\n";
    enum { MARKS = 2 };
    size_t first = chrome ? MARKS : 0, staying = 0;
    struct dh_buf in;
    dh_buf_init(&in, dh_mem_default(), TEXT_MAX);
    dh_buf_add(&in, dh_str_c(chrome ? marks : ""));
    for (size_t i = 0; i <= s->n; i++) {
        if (i == at)
            add_line(&in, line);
        if (i < s->n)
            add_line(&in, s->part[i]);
    }
    dh_buf_add(&in, dh_str_c(chrome ? marks : ""));
    assert_int_equal(cleaner_run(c, dh_buf_str(&in)), DH_OK);
    assert_int_equal(c->page.n_fragments, s->n + 1 + 2 * first);
    for (size_t i = 0; i <= s->n; i++)
        staying += !dh_page_goes(&c->page, first + i);
    dh_buf_release(&in);
    return staying == s->n + 1;
}

/* Whether the line stays as the headline of the story, below a menu and above those lines. */
static bool heads(struct cleaner *c, const struct story *s, struct dh_str line, const char *below)
{
    static const char above[] = "Home\nNews\nSport\nWeather\nLog in\n";
    enum { ABOVE = 5 };
    struct dh_buf in;
    dh_buf_init(&in, dh_mem_default(), TEXT_MAX);
    dh_buf_add(&in, dh_str_c(above));
    add_line(&in, line);
    dh_buf_add(&in, dh_str_c(below));
    for (size_t i = 0; i < s->n; i++)
        add_line(&in, s->part[i]);
    assert_int_equal(cleaner_run(c, dh_buf_str(&in)), DH_OK);
    dh_buf_release(&in);
    return !dh_page_goes(&c->page, ABOVE) && dh_page_goes(&c->page, ABOVE + 1);
}

/* Whether it stays where its row says that it does. */
static bool stays(struct cleaner *c, const struct story *s, const struct lang_row *r)
{
    if (dh_str_eq(r->what, DH_STR("head")))
        return holds(c, s, r->text, 0, true);
    if (dh_str_eq(r->what, DH_STR("title")))
        return heads(c, s, r->text, "By Owen Marsh\n4 March 2024, 12:44\nShare\n") &&
               heads(c, s, r->text, "4 March 2024, 12:44\nShare\n");
    bool between = dh_str_eq(r->what, DH_STR("between"));
    bool clean = !between && !dh_str_eq(r->what, DH_STR("amid"));
    bool chrome = !between && !dh_str_eq(r->what, DH_STR("clean"));
    return holds(c, s, r->text, s->n / 2, false) &&
           (!chrome || holds(c, s, r->text, s->n / 2, true)) &&
           (!clean || (holds(c, s, r->text, 0, false) && holds(c, s, r->text, s->n, false)));
}

static void lines(void **state)
{
    static struct story stories[LANGS_MAX];
    struct cleaner c;
    struct dh_buf b;
    struct dh_detail d;
    struct dh_str rest, line;
    struct lang_row r;
    struct dh_str langs[LANGS_MAX] = { 0 };
    size_t rows = 0, bad = 0;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1 << 20);
    assert_int_equal(dh_file_read("tests/unit/storylines.tsv", &b, &d), DH_OK);
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    rest = dh_buf_str(&b);
    while (dh_str_split(&rest, '\n', &line)) {
        if (!lang_row_read(line, &r))
            continue;
        struct story *s = &stories[lang_number(langs, r.lang)];
        if (dh_str_eq(r.what, DH_STR("story"))) {
            assert_true(s->n < SENTENCES);
            s->part[s->n++] = r.text;
            continue;
        }
        rows++;
        bool ok = stays(&c, s, &r);
        if (ok)
            continue;
        print_message("%.*s: '%.*s' goes\n", (int)r.lang.n, r.lang.p, (int)r.text.n, r.text.p);
        bad++;
    }
    assert_true(rows >= LINES_MIN);
    assert_int_equal(bad, 0);
    cleaner_release(&c);
    dh_buf_release(&b);
}

/* Whether all lines of a story stay. */
static bool stays_whole(struct cleaner *c, struct dh_str story)
{
    bool whole = true;
    assert_int_equal(cleaner_run(c, story), DH_OK);
    for (size_t i = 0; i < c->page.n_fragments; i++) {
        struct dh_str s = dh_page_fragment(&c->page, i);
        if (!dh_page_goes(&c->page, i))
            continue;
        print_message("'%.*s' goes\n", (int)s.n, s.p);
        whole = false;
    }
    return whole;
}

static void stories(void **state)
{
    struct cleaner c;
    struct dh_buf b, story;
    struct dh_detail d;
    struct dh_str rest, line;
    size_t n = 0, bad = 0;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1 << 20);
    dh_buf_init(&story, dh_mem_default(), TEXT_MAX);
    assert_int_equal(dh_file_read("tests/unit/stories.txt", &b, &d), DH_OK);
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    dh_buf_add(&b, DH_STR("== end\n"));
    rest = dh_buf_str(&b);
    while (dh_str_split(&rest, '\n', &line)) {
        if (dh_str_starts(line, DH_STR("== "))) {
            bad += story.n && !stays_whole(&c, dh_buf_str(&story));
            n += story.n > 0;
            dh_buf_reset(&story);
        } else if (line.n && line.p[0] != '#') {
            add_line(&story, line);
        }
    }
    assert_true(n >= STORIES_MIN);
    assert_int_equal(bad, 0);
    cleaner_release(&c);
    dh_buf_release(&story);
    dh_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(lines), cmocka_unit_test(stories) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
