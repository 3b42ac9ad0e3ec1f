/* SPDX-License-Identifier: MIT */
/* The rule tables: each row's own example matches and its own trap stays; the image in the program
 * is what they compile to; errors name the line. */
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
static bool takes(const struct dh_cues *cues, struct dh_tokens *ws, struct dh_marks *m, size_t row,
                  struct dh_str s)
{
    struct dh_hit hits[32];
    const struct dh_rule *r = &cues->rules[row];
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
    struct dh_forms *forms;
    struct dh_cues *cues;
    struct dh_detail d;
    static struct dh_tokens ws;
    static struct dh_marks marks;
    int bad = 0, seen = 0;
    (void)state;
    dh_tokens_init(&ws, dh_mem_default());
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    assert_int_equal(dh_forms_new(&forms, dh_mem_default()), DH_OK);
    assert_int_equal(dh_tables_read(forms, dh_tables_builtin(), false, &d), DH_OK);
    assert_int_equal(dh_forms_seal(forms, &cues), DH_OK);
    for (size_t i = 0; i < forms->n_rows; i++) {
        const struct dh_row *r = &forms->rows[i];
        if (r->example.n &&
            (!takes(cues, &ws, &marks, i, r->example) || kind_of(&c, r->example) == DH_STORY)) {
            print_message("%.*s: the example stays\n", (int)r->rule.name.n, r->rule.name.p);
            bad++;
        }
        if (r->trap.n && kind_of(&c, r->trap) != DH_STORY) {
            print_message("%.*s: the trap goes\n", (int)r->rule.name.n, r->rule.name.p);
            bad++;
        }
        seen += (r->example.n != 0) + (r->trap.n != 0);
    }
    assert_true(seen > 50);
    assert_int_equal(bad, 0);
    dh_tokens_release(&ws);
    dh_cues_free(cues);
    dh_forms_free(forms);
    cleaner_release(&c);
}

static void same(const char *what, const void *a, size_t n, const void *b, size_t m, size_t size)
{
    if (n != m || memcmp(a, b, n * size) != 0)
        fail_msg("%s: the image is another", what);
}

/* What was compiled when the program was built is what its tables compile to now. */
static void image(void **state)
{
    struct dh_forms *f;
    struct dh_cues *now, *was;
    struct dh_detail d;
    (void)state;
    assert_int_equal(dh_forms_new(&f, dh_mem_default()), DH_OK);
    assert_int_equal(dh_tables_read(f, dh_tables_builtin(), false, &d), DH_OK);
    assert_int_equal(dh_forms_seal(f, &now), DH_OK);
    assert_int_equal(dh_cues_builtin(&was, dh_mem_default()), DH_OK);
    same("words", now->vocab.slots, now->vocab.mask + 1, was->vocab.slots, was->vocab.mask + 1,
         sizeof *now->vocab.slots);
    same("states", now->states, now->n_states, was->states, was->n_states, sizeof *now->states);
    same("edges", now->edges, now->n_edges, was->edges, was->n_edges, sizeof *now->edges);
    same("accepts", now->accepts, now->n_accepts, was->accepts, was->n_accepts,
         sizeof *now->accepts);
    same("entries", now->entries, now->n_entries, was->entries, was->n_entries,
         sizeof *now->entries);
    same("joins", now->joins, now->n_joins, was->joins, was->n_joins, sizeof *now->joins);
    same("first", now->first_whole, f->n_words + 1, was->first_whole, f->n_words + 1, 4);
    same("lexicon", now->first_lex, f->n_words + 1, was->first_lex, f->n_words + 1, 8);
    same("seen", now->vocab.seen, DH_VOCAB_SEEN, was->vocab.seen, DH_VOCAB_SEEN, 8);
    same("vague", now->vague, now->n_vague, was->vague, was->n_vague, sizeof *now->vague);
    assert_true(now->vague_roles == was->vague_roles && now->vague_sign == was->vague_sign);
    same("where", now->n_where, DH_WHERES, was->n_where, DH_WHERES, sizeof *now->n_where);
    same("inside", now->inside, 256, was->inside, 256, 1);
    assert_int_equal(now->n_rules, was->n_rules);
    for (size_t i = 0; i < now->n_rules; i++) {
        const struct dh_rule *a = &now->rules[i], *b = &was->rules[i];
        assert_true(dh_str_eq(a->name, b->name));
        assert_true(a->kind == b->kind && a->where == b->where && a->lang == b->lang &&
                    a->conditions == b->conditions && !b->users && !b->off);
    }
    dh_cues_free(now);
    dh_cues_free(was);
    dh_forms_free(f);
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
        struct dh_forms *f;
        struct dh_detail d = { 0 };
        assert_int_equal(dh_forms_new(&f, dh_mem_default()), DH_OK);
        assert_int_equal(dh_tables_read(f, dh_str_c(cases[i].table), true, &d), DH_ECONFIG);
        if (d.pos != cases[i].line || !strstr(d.msg, cases[i].word))
            print_message("%s: %s\n", cases[i].table, d.msg);
        assert_int_equal(d.pos, cases[i].line);
        assert_non_null(strstr(d.msg, cases[i].word));
        dh_forms_free(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples),
        cmocka_unit_test(image),
        cmocka_unit_test(errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
