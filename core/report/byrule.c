/* SPDX-License-Identifier: MIT */
/* Kinds and rules with what they changed, and the cuts that somebody should look at first. */
#include <stdlib.h>

#include "base/err.h"
#include "base/hash.h"
#include "report/cutlook.h"
#include "report/reportinside.h"

/* A cut with fewer points is not worth a look; one of a rare rule has more, if it has any. */
enum { LEAST_POINTS = 2 * DH_CUTLOOK_SENTENCE, RARE_POINTS = 2 * DH_CUTLOOK_SENTENCE };
enum { POINT = 1000 }; /* so that they can be shared out among as many cuts of one text */

/* ---- Order */

/* The most changes first, then by name. */
static int by_changes(const void *a, const void *b)
{
    const struct dh_rule_sum *x = ((const struct dh_report_rule *)a)->sum;
    const struct dh_rule_sum *y = ((const struct dh_report_rule *)b)->sum;
    if (x->changes != y->changes)
        return x->changes < y->changes ? 1 : -1;
    int c = dh_str_cmp(x->rule, y->rule);
    return c ? c : dh_str_cmp(x->kind, y->kind);
}

/* The same of kinds; what is mended comes last. */
static int by_kind(const void *a, const void *b)
{
    const struct dh_report_kind *x = a, *y = b;
    if (!x->kind.n != !y->kind.n)
        return x->kind.n ? -1 : 1;
    if (x->changes != y->changes)
        return x->changes < y->changes ? 1 : -1;
    return dh_str_cmp(x->kind, y->kind);
}

static void add_to_kind(struct dh_report *r, const struct dh_rule_sum *sum)
{
    size_t i = 0;
    while (i < r->n_kinds && !dh_str_eq(r->kinds[i].kind, sum->kind))
        i++;
    struct dh_report_kind *k = &r->kinds[i];
    if (i == r->n_kinds) {
        r->n_kinds++;
        k->kind = sum->kind;
    }
    k->changes += sum->changes;
    k->bytes += sum->bytes;
    k->rules++;
}

/* The n rules that are shown, in the order of all, to those of each kind side by side. */
static void group(struct dh_report *r, const struct dh_report_rule *rules, size_t n)
{
    for (size_t k = 0; k < r->n_kinds; k++) {
        struct dh_report_kind *kind = &r->kinds[k];
        kind->first = r->n_shown;
        for (size_t i = 0; i < n; i++)
            if (dh_str_eq(rules[i].sum->kind, kind->kind))
                r->shown[r->n_shown++] = rules[i];
        kind->shown = r->n_shown - kind->first;
    }
}

static enum dh_err choose_rules(struct dh_report *r, struct dh_detail *d)
{
    size_t n = r->rules.n;
    struct dh_report_rule *all = dh_mem_zeroed(r->mem, n + 1, sizeof *all);
    enum dh_err e = all ? DH_OK : dh_no_memory(d);

    for (size_t i = 0; e == DH_OK && i < n; i++) {
        all[i].sum = &r->rules.sums[i];
        add_to_kind(r, all[i].sum);
    }
    if (e == DH_OK) {
        qsort(all, n, sizeof *all, by_changes);
        qsort(r->kinds, r->n_kinds, sizeof *r->kinds, by_kind);
        n = n < DH_REPORT_RULES ? n : DH_REPORT_RULES;
        for (size_t i = 0; i < n && i < DH_REPORT_FULL; i++)
            all[i].full = true;
        r->shown = dh_arena_zeroed(&r->arena, n + 1, sizeof *r->shown);
        e = r->shown ? DH_OK : dh_no_memory(d);
    }
    if (e == DH_OK)
        group(r, all, n);
    for (size_t i = 0; e == DH_OK && i < r->n_shown; i++) {
        const struct dh_rule_sum *sum = r->shown[i].sum;
        struct dh_topmost_item item = { { sum->changes, sum->bytes, sum->key }, { i } };
        dh_ruletable_find(&r->rules, sum->key)->shown = i + 1;
        if (sum->kind.n)
            dh_topmost_offer(&r->most, &item);
    }
    dh_topmost_sort(&r->most);
    dh_mem_free(r->mem, all);
    return e;
}

/* ---- Texts */

/* The cuts of one text by one rule, as they come. */
struct one_text {
    struct dh_report_text text;
    uint64_t rule, last; /* the example before */
    unsigned points;     /* of the most suspicious */
    size_t n;            /* examples */
};

/* Among the texts of its rule, the most frequent first, where it belongs there. */
static void add_text(struct dh_report_rule *rule, const struct dh_report_text *t)
{
    size_t at = rule->n_top;
    while (at && (rule->top[at - 1].count < t->count ||
                  (rule->top[at - 1].count == t->count && rule->top[at - 1].key > t->key)))
        at--;
    if (at == DH_REPORT_TEXTS)
        return;
    rule->n_top += rule->n_top < DH_REPORT_TEXTS;
    for (size_t i = rule->n_top - 1; i > at; i--)
        rule->top[i] = rule->top[i - 1];
    rule->top[at] = *t;
}

/* The more pages a text was cut from, the less it is part of a story. */
static void offer_suspect(struct dh_report *r, const struct one_text *o,
                          const struct dh_rule_sum *sum)
{
    uint64_t points = o->points;
    if (points && sum->changes <= DH_REPORT_RARE)
        points += RARE_POINTS;
    if (points < LEAST_POINTS || !sum->kind.n)
        return;
    struct dh_topmost_item item = { .rank = { points * POINT / o->text.count, points,
                                              dh_hash_chain(o->rule, o->text.key) } };
    item.note[DH_SUSPECT_SCRAP] = o->text.example[0];
    item.note[DH_SUSPECT_COUNT] = o->text.count;
    item.note[DH_SUSPECT_RULE] = o->rule;
    dh_topmost_offer(&r->suspects, &item);
}

static void end_text(struct dh_report *r, const struct one_text *o)
{
    const struct dh_rule_sum *sum = dh_ruletable_find(&r->rules, o->rule);
    if (!sum || !o->text.count)
        return;
    if (sum->shown) {
        struct dh_report_rule *rule = &r->shown[sum->shown - 1];
        rule->texts++;
        add_text(rule, &o->text);
    }
    offer_suspect(r, o, sum);
}

static struct one_text begin_text(const uint64_t cut[4])
{
    struct one_text o = { .rule = cut[0], .text.key = cut[1] };
    o.points = UINT8_MAX - (unsigned)(cut[2] >> 56);
    for (size_t i = 0; i < DH_REPORT_EXAMPLES; i++)
        o.text.example[i] = DH_NO_SCRAP;
    return o;
}

static void add_example(struct one_text *o, const uint64_t cut[4])
{
    bool again = o->text.count && cut[2] == o->last;
    o->text.count++;
    o->last = cut[2];
    if (!again && o->n < DH_REPORT_EXAMPLES && cut[3] != DH_NO_SCRAP)
        o->text.example[o->n++] = cut[3];
}

enum dh_err dh_report_by_rule(struct dh_report *r, struct dh_detail *d)
{
    uint64_t cut[4];
    struct one_text o = { .rule = 0 };

    if (dh_topmost_init(&r->suspects, r->mem, DH_REPORT_REVIEW) != DH_OK ||
        dh_topmost_init(&r->most, r->mem, DH_REPORT_MOST) != DH_OK)
        return dh_no_memory(d);
    enum dh_err e = choose_rules(r, d);
    if (e == DH_OK)
        e = dh_count_sort(r->cuts, d);
    while (e == DH_OK && (e = dh_count_next(r->cuts, cut, d)) == DH_OK) {
        if (cut[0] != o.rule || cut[1] != o.text.key) {
            end_text(r, &o);
            o = begin_text(cut);
        }
        add_example(&o, cut);
    }
    if (e != DH_END)
        return e;
    end_text(r, &o);
    dh_topmost_sort(&r->suspects);
    return DH_OK;
}
