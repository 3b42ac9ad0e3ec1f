/* SPDX-License-Identifier: MIT */
/* The rule tables: each row's own example matches and its own trap stays; errors name the line; the
 * user's rows count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "cleantext.h"
#include "text/cues.h"
#include "text/tables.h"

/* Puts s between paragraphs of no language, so that rows of every language may speak; answers the
 * kind that it gets. */
static enum dh_kind kind_of(struct cleaner *c, struct dh_str s)
{
    char in[2048];
    int n = snprintf(in, sizeof in,
                     "Zvorn 1204 Kralu Dubinek Moskar Tarnow Velkan Ostrava Brinov Lumek Praskov "
                     "Dolnik.\n%.*s\nBrinov 77 Lumeka Praskov Dolnik Zvorn Kralu Dubinek Moskar "
                     "Tarnow Velkan Ostrav.",
                     (int)s.n, s.p);
    assert_int_equal(cleaner_run(c, (struct dh_str){ in, (size_t)n }), DH_OK);
    return (enum dh_kind)c->page.fragments[1].kind;
}

/* Whether the row itself, not another, takes the text. */
static bool takes(const struct dh_cues *cues, struct dh_tokens *ws, struct dh_marks *m,
                  const struct dh_rule *r, struct dh_str s)
{
    struct dh_hit hits[32];
    dh_tokens_cut(ws, &cues->vocab, s, DH_TOKENS_MAX);
    dh_cues_mark(cues, ws, m);
    size_t n = dh_cues_match(cues, ws, m, (enum dh_where)r->where, 0, hits, DH_LEN(hits));
    for (size_t i = 0; i < n; i++)
        if (hits[i].rule == r)
            return true;
    return false;
}

static void examples(void **state)
{
    struct cleaner c;
    struct dh_cues *cues;
    struct dh_detail d;
    static struct dh_tokens ws;
    static struct dh_marks marks;
    int bad = 0, seen = 0;
    (void)state;
    dh_tokens_init(&ws, dh_mem_default());
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    assert_int_equal(dh_cues_new(&cues, dh_mem_default()), DH_OK);
    assert_int_equal(dh_tables_read(cues, dh_tables_builtin(), false, &d), DH_OK);
    for (size_t i = 0; i < cues->n_rules; i++) {
        const struct dh_rule *r = &cues->rules[i];
        if (r->example.n &&
            (!takes(cues, &ws, &marks, r, r->example) || kind_of(&c, r->example) == DH_STORY)) {
            print_message("%.*s: the example stays\n", (int)r->name.n, r->name.p);
            bad++;
        }
        if (r->trap.n && kind_of(&c, r->trap) != DH_STORY) {
            print_message("%.*s: the trap goes\n", (int)r->name.n, r->name.p);
            bad++;
        }
        seen += (r->example.n != 0) + (r->trap.n != 0);
    }
    assert_true(seen > 50);
    assert_int_equal(bad, 0);
    dh_tokens_release(&ws);
    dh_cues_free(cues);
    cleaner_release(&c);
}

static void errors(void **state)
{
    static const struct {
        const char *table, *word;
        uint64_t line;
    } cases[] = {
        { "whole share\n", "before the first", 1 },
        { "[ad en]\n\nwhole,never x\n", "condition", 3 },
        { "[ad en]\nwhere x\n", "begins with", 2 },
        { "[ad]\n", "section", 1 },
        { "[ads en]\n", "kind", 1 },
        { "[ad qq]\n", "language", 1 },
        { "[ad en]\nwhole (a|b\n", "closed", 2 },
        { "[ad en]\nwhole a)\n", "closes nothing", 2 },
        { "[ad en]\nwhole [a]\n", "empty", 2 },
        { "[ad en]\nwhole <any>\n", "no word", 2 },
        { "[ad en]\nwhole a <nothing>\n", "not known", 2 },
        { "[ad en]\nwhole\n", "without a form", 2 },
        { "[words en]\nverb read\n", "ROLE", 2 },
        { "[words en]\nverbs: read\n", "role", 2 },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_cues *c;
        struct dh_detail d = { 0 };
        assert_int_equal(dh_cues_new(&c, dh_mem_default()), DH_OK);
        assert_int_equal(dh_tables_read(c, dh_str_c(cases[i].table), true, &d), DH_ECONFIG);
        if (d.pos != cases[i].line || !strstr(d.msg, cases[i].word))
            print_message("%s: %s\n", cases[i].table, d.msg);
        assert_int_equal(d.pos, cases[i].line);
        assert_non_null(strstr(d.msg, cases[i].word));
        dh_cues_free(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
