/* SPDX-License-Identifier: MIT */
/* The rule tables: each row takes its own example, or a text made of its form, and its trap stays;
 * the image in the program is what they compile to; errors name the line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "cleantext.h"
#include "text/cues/cues.h"
#include "text/cues/tables.h"
#include "text/view/fragview.h"

enum place { BEFORE, BETWEEN, BEHIND };

/* Puts s between paragraphs of no language, so that rows of every language may speak, before or
 * behind them; answers the kind that it gets. */
static enum dh_kind kind_of(struct cleaner *c, struct dh_str s, enum place place)
{
    static const char one[] = "Zvorn 1204 Kralu Dubinek Moskar Tarnow Velkan Ostrava Brinov Lumek "
                              "Praskov Dolnik.";
    static const char two[] = "Brinov 77 Lumeka Praskov Dolnik Zvorn Kralu Dubinek Moskar Tarnow "
                              "Velkan Ostrav.";
    static const char paragraph[] = "Zvorn 1204 Kralu Dubinek Moskar Tarnow Velkan Ostrava Brinov "
                                    "Lumek Praskov Dolnik Harvan Selmik Tordan Velmar.";
    char in[2048], at[1024];
    const char *lines[3] = { one, at, two };
    snprintf(at, sizeof at, "%.*s", (int)s.n, s.p);
    if (place == BEFORE) {
        lines[0] = at;
        lines[1] = paragraph;
    } else if (place == BEHIND) {
        lines[1] = paragraph;
        lines[2] = at;
    }
    int n = snprintf(in, sizeof in, "%s\n%s\n%s", lines[0], lines[1], lines[2]);
    assert_int_equal(cleaner_run(c, (struct dh_str){ in, (size_t)n }), DH_OK);
    return (enum dh_kind)c->page.fragments[place].kind;
}

/* Whether the row itself, not another, takes the text. */
static bool takes(const struct dh_cues *cues, struct dh_tokens *ws, struct dh_marks *m, size_t row,
                  struct dh_str s)
{
    struct dh_hit hits[32];
    const struct dh_rule *r = &cues->rules[row];
    dh_tokens_cut(ws, &cues->vocab, s, DH_TOKENS_MAX);
    dh_cues_mark(cues, ws, m);
    for (uint32_t at = 0; at < ws->n; at++) {
        size_t n = dh_cues_match(m, (enum dh_where)r->where, at, hits, DH_LEN(hits));
        for (size_t i = 0; i < n; i++)
            if (hits[i].rule == r && !r->off)
                return true;
        if (r->where != DH_WHERE_SUFFIX)
            break;
    }
    return false;
}

/* What stands for a placeholder in a text made of a form; NULL: none is known, so the row needs an
 * example. */
static const char *stand_in(struct dh_str name, const char *any)
{
    static const struct {
        const char *name, *text;
    } all[] = { { "number", "12" },         { "date", "14/05/2024" },  { "name", "Orla Finch" },
                { "site", "Elm Courier" },  { "network", "Facebook" }, { "agency", "Reuters" },
                { "store", "Google Play" }, { "section", "Home" } };
    if (dh_str_eq(name, DH_STR("any")))
        return any;
    for (size_t i = 0; i < DH_LEN(all); i++)
        if (dh_str_eq(name, dh_str_c(all[i].name)))
            return all[i].text;
    return NULL;
}

/* Where the group that is open at s.p[at] goes on: behind its next '|' on the same level, or at its
 * end. */
static size_t skip_way(struct dh_str s, size_t at, bool stop_at_bar)
{
    int depth = 0;
    for (; at < s.n; at++) {
        char ch = s.p[at];
        if (depth == 0 && (ch == ')' || ch == ']' || (stop_at_bar && ch == '|')))
            return at;
        depth += ch == '(' || ch == '[';
        depth -= ch == ')' || ch == ']';
    }
    return at;
}

/* A text that the form says: of each group the first way, of what may stand there or not nothing.
 */
static bool make_sample(struct dh_str form, const char *any, bool prose, struct dh_buf *out)
{
    dh_buf_reset(out);
    for (size_t at = 0; at < form.n; at++) {
        char ch = form.p[at];
        bool open = dh_str_starts(dh_str_sub(form, at, 7), DH_STR("[<any>]")) ||
                    dh_str_starts(dh_str_sub(form, at, 5), DH_STR("[...]"));
        if (ch == '[') {
            if (prose && open)
                dh_buf_add(out, dh_str_c(any));
            at = skip_way(form, at + 1, false);
        } else if (ch == '|') {
            at = skip_way(form, at + 1, false) - 1;
        } else if (ch == '<') {
            size_t end = at + dh_str_find_byte(dh_str_sub(form, at, form.n), '>');
            const char *text = stand_in(dh_str_sub(form, at + 1, end - at - 1), any);
            if (!text)
                return false;
            dh_buf_add(out, dh_str_c(text));
            at = end;
        } else if (dh_str_starts(dh_str_sub(form, at, 3), DH_STR("..."))) {
            dh_buf_add(out, dh_str_c(any));
            at += 2;
        } else if (ch != '(' && ch != ')' && ch != '*') {
            dh_buf_byte(out, ch);
        }
    }
    if (dh_str_ends(dh_str_trim(dh_buf_str(out)), DH_STR(":")))
        dh_buf_add(out, DH_STR(" Kralu"));
    return true;
}

/* Whether the text goes there; a row that is no whole fragment's cuts its part off. */
static bool goes_at(struct cleaner *c, struct dh_str text, enum place place, bool kept)
{
    return kind_of(c, text, place) != DH_STORY || (!kept && c->page.n_changes > 0);
}

/* The row's own case: its example, or a text made of its form. Bad rows are told of. */
static bool holds_case(struct cleaner *c, struct dh_cues *cues, size_t i, const struct dh_row *r,
                       struct dh_buf *sample)
{
    static struct dh_tokens ws;
    static struct dh_marks marks;
    bool kept = r->rule.kind == DH_STORY,
         made = r->example.n || make_sample(r->form, "Kralu", false, sample);
    struct dh_str text = r->example.n ? r->example : dh_str_trim(dh_buf_str(sample));
    dh_tokens_init(&ws, dh_mem_default());
    bool taken = made && takes(cues, &ws, &marks, i, text);
    enum place place = r->rule.conditions & DH_IF_HEAD                  ? BEFORE
                       : r->rule.conditions & (DH_IF_TAIL | DH_IF_EDGE) ? BEHIND
                                                                        : BETWEEN;
    struct dh_buf whole;
    dh_buf_init(&whole, dh_mem_default(), 4096);
    if (r->rule.where == DH_WHERE_INSIDE)
        dh_buf_add(&whole, DH_STR("Zvorn Kralu Dubinek "));
    dh_buf_add(&whole, text);
    bool goes = made && goes_at(c, dh_buf_str(&whole), place, kept);
    /* a crosshead or a question of the story between two sentences; behind them it is none */
    if (made && !kept && !goes && place == BETWEEN)
        goes = goes_at(c, dh_buf_str(&whole), BEHIND, kept);
    dh_buf_release(&whole);
    /* and it can be switched off */
    cues->rules[i].off = true;
    bool still = taken && takes(cues, &ws, &marks, i, text);
    cues->rules[i].off = false;
    dh_tokens_release(&ws);
    if (taken && !still && goes != kept)
        return true;
    print_message("%.*s: %s: '%.*s'\n", (int)r->rule.name.n, r->rule.name.p,
                  still    ? "takes though it is off"
                  : !made  ? "needs an example (=>)"
                  : !taken ? "does not take"
                  : kept   ? "does not keep"
                           : "needs an example that goes (=>), this one stays",
                  (int)text.n, text.p);
    return false;
}

/* Forms that take in any words spare prose: a sentence that begins like one and goes on in words of
 * no table stays. */
static bool spares_prose(struct cleaner *c, const struct dh_row *r, struct dh_buf *sample)
{
    uint8_t k = r->rule.kind;
    if (!(r->rule.conditions & DH_IF_OPEN) || (r->rule.conditions & DH_IF_LONG) ||
        r->rule.where != DH_WHERE_WHOLE || k == DH_STORY || k == DH_NOTE || k == DH_CAPTION ||
        k == DH_BYLINE ||
        !make_sample(r->form, "kralu dubinek moskar tarnow velkan brinov", true, sample))
        return true;
    dh_buf_add(sample, DH_STR("."));
    if (dh_str_find(dh_buf_str(sample), DH_STR("moskar")) == sample->n ||
        kind_of(c, dh_buf_str(sample), BETWEEN) == DH_STORY ||
        !dh_str_eq(c->page.fragments[1].rule, r->rule.name))
        return true;
    print_message("%.*s: a sentence goes: '%.*s'\n", (int)r->rule.name.n, r->rule.name.p,
                  (int)sample->n, sample->p);
    return false;
}

static void examples(void **state)
{
    struct cleaner c;
    struct dh_forms *forms;
    struct dh_cues *cues;
    struct dh_detail d;
    struct dh_buf sample;
    int bad = 0;
    (void)state;
    dh_buf_init(&sample, dh_mem_default(), 4096);
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    assert_int_equal(dh_forms_new(&forms, dh_mem_default()), DH_OK);
    assert_int_equal(dh_tables_read(forms, dh_tables_builtin(), false, &d), DH_OK);
    assert_int_equal(dh_forms_seal(forms, &cues), DH_OK);
    assert_true(cues->vocab.stem_sizes == 0); /* words of plain letters are read by a shorter way */
    for (size_t i = 0; i < forms->n_rows; i++) {
        const struct dh_row *r = &forms->rows[i];
        bad += !holds_case(&c, cues, i, r, &sample);
        bad += !spares_prose(&c, r, &sample);
        if (r->trap.n && kind_of(&c, r->trap, false) != DH_STORY) {
            print_message("%.*s: the trap goes\n", (int)r->rule.name.n, r->rule.name.p);
            bad++;
        }
    }
    assert_true(forms->n_rows > 500);
    assert_int_equal(bad, 0);
    dh_buf_release(&sample);
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
    same("first", now->first, f->n_words + 1, was->first, f->n_words + 1, sizeof *now->first);
    same("seen", now->vocab.seen, DH_VOCAB_SEEN, was->vocab.seen, DH_VOCAB_SEEN, 8);
    same("vague", now->vague, now->n_vague, was->vague, was->n_vague, sizeof *now->vague);
    assert_true(now->vague_roles == was->vague_roles && now->sign_exits == was->sign_exits);
    same("exits", now->exits, now->n_exits, was->exits, was->n_exits, sizeof *now->exits);
    same("opens", now->opens, now->n_states / 64 + 1, was->opens, was->n_states / 64 + 1, 8);
    same("role_exits", now->role_exits, DH_R_MAX, was->role_exits, DH_R_MAX, 8);
    same("reach", now->reach, DH_VAGUE_LAST, was->reach, DH_VAGUE_LAST, sizeof *now->reach);
    same("where", now->n_where, DH_WHERES, was->n_where, DH_WHERES, sizeof *now->n_where);
    same("inside", now->inside, 256, was->inside, 256, 1);
    for (size_t i = 0; i < DH_LISTS * (DH_LANGS + 1); i++)
        assert_true(dh_str_eq((&now->lists.of[0][0])[i], (&was->lists.of[0][0])[i]));
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
        { "[ad en]\nwhole ___ / ___\n", "no word", 2 },
        { "[ad en]\nwhole a <nothing>\n", "not known", 2 },
        { "[ad en]\nwhole\n", "without a form", 2 },
        { "[words en]\nverb read\n", "ROLE", 2 },
        { "[words en]\nverbs: read\n", "role", 2 },
        { "[words en]\nverb: read, (see|view)\n", "without brackets", 2 },
        { "[words en]\nverb: read <any>\n", "without brackets", 2 },
        { "[list en]\nyou your\n", "NAME: WORD", 2 },
        { "[list en]\nyours: yours\n", "no such list", 2 },
        { "[list qq]\nyou: your\n", "language", 1 },
        { "[list en]\nyou: your,\nyou: "
          "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n",
          "too long", 3 },
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

/* Two rows take the same text, and one would lose a condition: refused where they are ours. */
static void idle_rows(void **state)
{
    static const struct {
        const char *table;
        bool users, fine;
    } cases[] = {
        { "[ad en]\nwhole a : <any>\nwhole,edge (a|b) : <any>\n", false, false },
        { "[ad en]\nwhole,short,edge (a|b)\nwhole,short a\n", false, false },
        { "[ad en]\nwhole,short,edge (a|b)\nwhole,short a\n", true, true },
        { "[ad en]\nwhole,edge a\nwhole,short a\n", false, true },
        { "[ad en]\nwhole,edge a\n[ad de]\nwhole a\n[share en]\nwhole a\n", false, true },
        { "[ad en]\nwhole,edge a <any>\nwhole a\n", false, true },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_forms *f;
        struct dh_detail d = { 0 };
        assert_int_equal(dh_forms_new(&f, dh_mem_default()), DH_OK);
        enum dh_err e = dh_tables_read(f, dh_str_c(cases[i].table), cases[i].users, &d);
        assert_int_equal(e, cases[i].fine ? DH_OK : DH_ECONFIG);
        if (!cases[i].fine)
            assert_non_null(strstr(d.msg, "asks for less"));
        dh_forms_free(f);
    }
}

/* A list that is full says so, and not that memory is. */
static void full_list(void **state)
{
    enum { ROOM = 16 << 20 };
    struct dh_forms *f;
    struct dh_detail d = { 0 };
    struct dh_buf table;
    (void)state;

    dh_buf_init(&table, dh_mem_default(), 2 * ROOM);
    dh_buf_add(&table, DH_STR("[list en]\nyou: last"));
    while (table.n < ROOM + 1024)
        dh_buf_add(&table, DH_STR(",you,your,yours,yourself,yourselves"));
    assert_int_equal(table.err, DH_OK);
    assert_int_equal(dh_forms_new(&f, dh_mem_default()), DH_OK);
    assert_int_equal(dh_tables_read(f, dh_buf_str(&table), true, &d), DH_ECONFIG);
    assert_int_equal(d.pos, 2);
    assert_non_null(strstr(d.msg, "line 2: the list has no room for the word 'you"));
    dh_forms_free(f);
    dh_buf_release(&table);
}

/* No form that is a whole line begins as most prose does: or each paragraph would be read word by
 * word (dh_sight_glance). A row that fails here begins with <any> or a name behind what may be left
 * out. */
static void prose_begins_no_form(void **state)
{
    static const char *const prose[] = {
        "Zvorn Kralu has waited for the ferry since the war.",
        "Kähne ohne Ladung trieben im Hafen, bis der Sturm vorbei war.",
        "Quarante chevaux ont traversé le village avant le lever du jour.",
        "Паром в Дубинек снова ходит, но билеты подорожали.",
    };
    static struct dh_tokens ws;
    static struct dh_marks marks;
    struct dh_cues *cues;
    (void)state;
    assert_int_equal(dh_cues_builtin(&cues, dh_mem_default()), DH_OK);
    dh_tokens_init(&ws, dh_mem_default());
    for (size_t i = 0; i < DH_LEN(prose); i++) {
        dh_tokens_cut(&ws, &cues->vocab, dh_str_c(prose[i]), DH_SIGHT_WORDS);
        dh_cues_mark(cues, &ws, &marks);
        if (dh_cues_may_match_prose(&marks))
            fail_msg("'%s' may be the beginning of a form", prose[i]);
    }
    dh_tokens_release(&ws);
    dh_cues_free(cues);
}

/* The cues of a user's rows. */
static struct dh_cues *cues_of(const struct dh_buf *rows)
{
    struct dh_forms *f;
    struct dh_cues *cues;
    struct dh_detail d;
    assert_int_equal(rows->err, DH_OK);
    assert_int_equal(dh_forms_new(&f, dh_mem_default()), DH_OK);
    assert_int_equal(dh_tables_read(f, dh_buf_str(rows), true, &d), DH_OK);
    assert_int_equal(dh_forms_seal(f, &cues), DH_OK);
    dh_forms_free(f);
    return cues;
}

/* A word of its own for each k. */
static void add_word(struct dh_buf *b, unsigned k)
{
    const char word[] = { ' ', 'q', (char)('a' + k / 26), (char)('a' + k % 26), '\0' };
    dh_buf_add(b, dh_str_c(word));
}

/* Rows of a user that all go on over the same words, each from one of its own on: however many are
 * alive at once, all are found. */
static void crowds(void **state)
{
    enum { MOST = DH_TOKENS_MAX - 4 };
    static const unsigned sizes[] = { 10, 70, MOST };
    static struct dh_tokens ws;
    static struct dh_marks marks;
    (void)state;
    dh_tokens_init(&ws, dh_mem_default());
    for (size_t i = 0; i < DH_LEN(sizes); i++) {
        struct dh_hit hits[MOST];
        struct dh_buf rows, text;
        dh_buf_init(&rows, dh_mem_default(), 1 << 20);
        dh_buf_init(&text, dh_mem_default(), 1 << 20);
        dh_buf_add(&rows, DH_STR("[ad en]\n"));
        dh_buf_add(&text, DH_STR("torn"));
        for (unsigned k = 0; k < sizes[i]; k++) {
            dh_buf_add(&rows, DH_STR("whole <any>"));
            add_word(&rows, k);
            dh_buf_add(&rows, DH_STR(" <any> mole\n"));
            add_word(&text, k);
        }
        dh_buf_add(&text, DH_STR(" loose mole"));
        struct dh_cues *cues = cues_of(&rows);
        dh_tokens_cut(&ws, &cues->vocab, dh_buf_str(&text), DH_TOKENS_MAX);
        dh_cues_mark(cues, &ws, &marks);
        assert_int_equal(dh_cues_match(&marks, DH_WHERE_WHOLE, 0, hits, MOST), sizes[i]);
        dh_cues_free(cues);
        dh_buf_release(&rows);
        dh_buf_release(&text);
    }
    dh_tokens_release(&ws);
}

/* Rows of pairs of words, of which a line has all: thousands of states are alive before each word
 * at its end. Each is woken once, and told from those that are by a few looks, not by all. */
static void slow_rows(void **state)
{
    enum { WORDS = 100, LOOKS = 4 };
    static struct dh_tokens ws;
    static struct dh_marks marks;
    struct dh_match_cost cost;
    struct dh_hit hits[8];
    struct dh_buf rows, text;
    (void)state;
    dh_tokens_init(&ws, dh_mem_default());
    dh_buf_init(&rows, dh_mem_default(), 1 << 20);
    dh_buf_init(&text, dh_mem_default(), 1 << 20);
    dh_buf_add(&rows, DH_STR("[ad en]\n"));
    dh_buf_add(&text, DH_STR("torn"));
    for (unsigned a = 0; a < WORDS; a++) {
        for (unsigned b = a + 1; b < WORDS; b++) {
            dh_buf_add(&rows, DH_STR("whole <any>"));
            add_word(&rows, a);
            dh_buf_add(&rows, DH_STR(" <any>"));
            add_word(&rows, b);
            dh_buf_add(&rows, DH_STR(" <any> mole\n"));
        }
        add_word(&text, a);
    }
    dh_buf_add(&text, DH_STR(" loose loose loose loose loose mole"));
    struct dh_cues *cues = cues_of(&rows);
    dh_tokens_cut(&ws, &cues->vocab, dh_buf_str(&text), DH_TOKENS_MAX);
    dh_cues_mark(cues, &ws, &marks);
    assert_int_equal(dh_cues_match_costs(&marks, hits, DH_LEN(hits), &cost), DH_LEN(hits));
    assert_true(cost.woken > (uint64_t)WORDS * WORDS);
    assert_true(cost.looks <= LOOKS * cost.woken);
    dh_cues_free(cues);
    dh_buf_release(&rows);
    dh_buf_release(&text);
    dh_tokens_release(&ws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples),
        cmocka_unit_test(image),
        cmocka_unit_test(errors),
        cmocka_unit_test(full_list),
        cmocka_unit_test(idle_rows),
        cmocka_unit_test(crowds),
        cmocka_unit_test(prose_begins_no_form),
        cmocka_unit_test(slow_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
