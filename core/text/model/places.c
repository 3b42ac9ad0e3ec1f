/* SPDX-License-Identifier: MIT */
/* What traits are worked out of that a fragment has by its place (vector.c): sums, neighbours, the
 * zone, shapes that repeat, and the words it shares with the story (linewords.c). */
#include <string.h>

#include "base/hash.h"
#include "text/around/zone.h"
#include "text/model/traits.h"

/* ---- The sequence */

static struct dh_line_copy *copy_slot(const struct dh_traits *t, uint64_t key)
{
    size_t i = dh_hash_mix(key) & (t->copies_room - 1);
    while (t->copies[i].key && t->copies[i].key != key)
        i = (i + 1) & (t->copies_room - 1);
    return &t->copies[i];
}

static bool is_figure(const struct dh_line *l)
{
    return l->own[DH_X_T_NUMBERS] && l->own[DH_X_T_WORDS] <= 2 && !l->own[DH_X_T_CLOCK] &&
           !l->own[DH_X_T_YEAR];
}

static bool is_label(const struct dh_line *l)
{
    return l->own[DH_X_T_COLONS] == 1 && l->own[DH_X_T_WORDS] <= 10 && !l->own[DH_X_T_STOP] &&
           !l->own[DH_X_T_COLON_END] && !l->own[DH_X_T_CLOCK] && !l->own[DH_X_T_ADDRESS];
}

/* The number at a place, from 1 to 99 and alone in its line; 0: there is none. */
static unsigned number_at(const struct dh_traits *t, uint32_t at)
{
    struct dh_str s = dh_page_fragment(t->page, t->seq[at]);
    uint64_t number = 0;
    return s.n <= 2 && dh_str_number(s, 99, &number) ? (unsigned)number : 0;
}

/* Whether the figure at a place counts on from the one before it, with a title between them: the
 * most read, not the cells of a table. */
static bool is_rank(struct dh_traits *t, uint32_t at)
{
    enum { TITLE = 4 };
    unsigned number = number_at(t, at);
    bool next =
        t->rank && number == t->rank + 1 && t->lines[t->seq[at - 1]].own[DH_X_T_WORDS] >= TITLE;
    t->rank = next || number == 1 ? number : 0;
    return next;
}

static void add_sums(struct dh_traits *t, uint32_t at)
{
    size_t i = t->seq[at];
    const struct dh_line *l = &t->lines[i];
    struct dh_line_sums *s = &t->sums[at + 1];
    bool struck = dh_page_goes(t->page, i);
    *s = t->sums[at];
    s->words += l->own[DH_X_T_WORDS];
    s->struck += struck;
    if (is_figure(l)) {
        s->figures++;
        s->ranks += is_rank(t, at);
    }
    s->labels += is_label(l);
    s->capitals += l->own[DH_X_T_CAPITALS];
    s->weight += dh_zone_weight(t->page, t->sights, i);
    if (struck)
        return;
    s->prices += l->own[DH_X_J_PRICE] && l->own[DH_X_T_WORDS] < 14;
    s->stops += l->own[DH_X_T_STOP];
    s->shorts += l->own[DH_X_T_WORDS] < 14;
    s->prose += l->good ? l->own[DH_X_T_WORDS] : 0;
    s->good += l->good;
}

static void find_near(struct dh_traits *t)
{
    struct dh_line_near b = { .good_before = -1,
                              .good_behind = -1,
                              .struck_before = -1,
                              .struck_behind = -1,
                              .related_before = -1,
                              .related_behind = -1,
                              .talk_before = -1,
                              .legal_before = -1,
                              .share_before = -1 };
    for (uint32_t at = 0; at < t->n; at++) {
        size_t i = t->seq[at];
        t->near[at] = b;
        enum dh_kind k = (enum dh_kind)t->page->fragments[i].kind;
        if (!dh_page_goes(t->page, i)) {
            if (t->lines[i].good)
                b.good_before = (int32_t)at;
            continue;
        }
        b.struck_before = (int32_t)at;
        if (k == DH_RELATED || k == DH_PROMO || k == DH_VIDEO)
            b.related_before = (int32_t)at;
        else if (k == DH_COMMENTS || k == DH_NEWSLETTER)
            b.talk_before = (int32_t)at;
        else if (k == DH_LEGAL || k == DH_COOKIE || k == DH_TAGS)
            b.legal_before = (int32_t)at;
        else if (dh_kind_opens(k))
            b.share_before = (int32_t)at;
    }
    for (uint32_t at = t->n; at-- > 0;) {
        size_t i = t->seq[at];
        t->near[at].good_behind = b.good_behind;
        t->near[at].struck_behind = b.struck_behind;
        t->near[at].related_behind = b.related_behind;
        if (!dh_page_goes(t->page, i)) {
            if (t->lines[i].good)
                b.good_behind = (int32_t)at;
            continue;
        }
        b.struck_behind = (int32_t)at;
        if (t->page->fragments[i].kind == DH_RELATED)
            b.related_behind = (int32_t)at;
    }
}

/* The stretch of the largest sum of weights, as in zone.h, but over the sequence. */
static void find_zone(struct dh_traits *t)
{
    int64_t least = 0, most = 0;
    uint32_t from = 0;
    t->zone_from = t->zone_to = 0;
    t->plus = 0;
    for (uint32_t at = 0; at < t->n; at++) {
        int64_t sum = t->sums[at + 1].weight;
        if (sum > t->sums[at].weight)
            t->plus += sum - t->sums[at].weight;
        if (sum - least > most) {
            most = sum - least;
            t->zone_from = from;
            t->zone_to = at + 1;
        }
        if (sum < least) {
            least = sum;
            from = at + 1;
        }
    }
    t->zone_weight = most;
}

/* A paragraph that stays: its words are the vocabulary. */
static bool is_paragraph(const struct dh_traits *t, size_t i)
{
    return t->lines[i].good && !dh_page_goes(t->page, i);
}

/* Whether the words of all, or of those that stay, were looked up before and are the same again:
 * fragments are only ever struck, so the number of paragraphs tells. */
static bool is_known(struct dh_traits *t, bool all)
{
    size_t n = 0;
    for (size_t i = 0; i < t->page->n_fragments; i++)
        n += is_paragraph(t, i);
    bool same = t->common && t->known && t->paragraphs == n && (t->known_all || !all);
    t->known_all = all || (same && t->known_all);
    t->known = true;
    t->paragraphs = n;
    return same;
}

enum dh_err dh_traits_place(struct dh_traits *t, bool all)
{
    t->all = all;
    t->compared = false;
    t->n = 0;
    t->rank = 0;
    t->sums[0] = (struct dh_line_sums){ 0 };
    memset(t->shapes, 0, sizeof t->shapes);
    for (size_t i = 0; i < t->page->n_fragments; i++) {
        bool struck = dh_page_goes(t->page, i);
        if ((t->sights[i].flags & DH_S_EMPTY) || (struck && !all))
            continue;
        t->seq[t->n++] = (uint32_t)i;
        add_sums(t, t->n - 1);
        t->shapes[t->lines[i].shape]++;
        t->shape[t->n - 1] = t->lines[i].shape;
    }
    for (int k = 0; k < DH_SHAPES_BESIDE; k++)
        t->shape[t->n + (uint32_t)k] = t->shape[-1 - k] = DH_SHAPES;
    find_near(t);
    find_zone(t);
    return DH_OK;
}

/* The words of the paragraphs of the sequence are the vocabulary. */
static void keep_words(struct dh_traits *t)
{
    uint32_t number = 0;
    dh_pagewords_hash(&t->cut);
    t->words_n = 0;
    t->words_full = false;
    memset(t->words, 0, t->words_room * sizeof *t->words);
    for (uint32_t at = 0; at < t->n; at++)
        if (is_paragraph(t, t->seq[at]))
            dh_traits_keep(t, t->seq[at], ++number);
}

static void count_copies(struct dh_traits *t)
{
    memset(t->copies, 0, t->copies_room * sizeof *t->copies);
    for (uint32_t at = 0; at < t->n; at++) {
        uint64_t key = t->page->fragments[t->seq[at]].key;
        struct dh_line_copy *c = copy_slot(t, key);
        c->key = key;
        t->near[at].copies_before = (int32_t)c->n++;
    }
    for (uint32_t at = 0; at < t->n; at++)
        t->near[at].copies = (int32_t)copy_slot(t, t->page->fragments[t->seq[at]].key)->n;
}

/* Compares each line with the others: its words with the vocabulary, how it begins and ends. Once a
 * sequence, when somebody asks. */
static void compare(struct dh_traits *t)
{
    bool same = is_known(t, t->all);
    if (!same)
        keep_words(t);
    t->sums[0].content = t->sums[0].common = 0;
    count_copies(t);
    dh_traits_moulds(t);
    for (uint32_t at = 0; at < t->n; at++) {
        size_t i = t->seq[at];
        struct dh_line_common *c = &t->near[at].words;
        if (same)
            *c = t->common[i];
        else
            dh_traits_find(t, i, is_paragraph(t, i), c);
        if (t->common)
            t->common[i] = *c;
        t->sums[at + 1].content = t->sums[at].content + c->content;
        t->sums[at + 1].common = t->sums[at].common + c->common;
    }
    t->compared = true;
}

/* Figures of places that are no ranks. */
static uint32_t cells(const struct dh_line_sums *from, const struct dh_line_sums *to)
{
    return to->figures - from->figures - (to->ranks - from->ranks);
}

/* The lines between two paragraphs are the cells of one table: its head and its names hold no
 * figures. */
static bool in_cells(const struct dh_traits *t, uint32_t at)
{
    enum { LEAST = 6 };
    const struct dh_line_near *n = &t->near[at];
    uint32_t to = n->good_behind < 0 ? t->n : (uint32_t)n->good_behind;
    const struct dh_line_sums *a = &t->sums[n->good_before + 1], *b = &t->sums[to];
    uint32_t figures = cells(a, b), lines = to - (uint32_t)(n->good_before + 1);
    uint32_t struck = b->struck - a->struck;
    return !t->lines[t->seq[at]].good && figures >= LEAST && figures * 4 >= lines &&
           struck * 16 <= lines;
}

bool dh_traits_table(const struct dh_traits *t, uint32_t at)
{
    struct dh_line_around a = dh_traits_around(t, at);
    uint32_t figures = cells(a.from, a.to), labels = a.to->labels - a.from->labels;
    return (figures >= 3 && figures * 4 >= a.of) || in_cells(t, at) ||
           (labels >= 4 && labels * 2 >= a.of &&
            (is_label(&t->lines[t->seq[at]]) || t->lines[t->seq[at]].own[DH_X_T_STOP]));
}

bool dh_traits_asked(const struct dh_traits *t, uint32_t at)
{
    size_t i = t->seq[at];
    return t->page->fragments[i].kind == DH_STORY && !(t->sights[i].flags & DH_S_KEEP);
}

bool dh_traits_amid(const struct dh_traits *t, uint32_t at)
{
    const struct dh_line_near *n = &t->near[at];
    return t->lines[t->seq[at]].good && n->good_before == (int32_t)at - 1 &&
           n->good_behind == (int32_t)at + 1 && dh_traits_inside(t, at);
}

const struct dh_line_common *dh_traits_common(struct dh_traits *t, uint32_t at)
{
    if (!t->compared)
        compare(t);
    return &t->near[at].words;
}
