/* SPDX-License-Identifier: MIT */
/* Traits that a fragment has by its place: sums, neighbours, the zone, shapes that repeat, and the
 * words it shares with the story (linewords.c). */
#include <string.h>

#include "base/hash.h"
#include "text/traits.h"
#include "text/zone.h"

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
        else if (k == DH_SHARE || k == DH_TOOLS || k == DH_BYLINE || k == DH_STAMP)
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

/* The sums around a place, up to AROUND places away. */
struct around {
    const struct dh_line_sums *from, *to;
    uint32_t of;
};

static struct around around(const struct dh_traits *t, uint32_t at)
{
    enum { AROUND = 6 };
    uint32_t from = at > AROUND ? at - AROUND : 0;
    uint32_t to = t->n - at > AROUND ? at + AROUND + 1 : t->n;
    return (struct around){ &t->sums[from], &t->sums[to], to - from };
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
    struct around a = around(t, at);
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

/* ---- The vector */

static float *neighbour(const struct dh_traits *t, uint32_t at, int by, float *x)
{
    int64_t k = (int64_t)at + by;
    if (k < 0 || k >= t->n) {
        for (int j = 0; j < 8; j++)
            *x++ = -1;
        return x;
    }
    size_t i = t->seq[k];
    const uint16_t *own = t->lines[i].own;
    *x++ = own[DH_X_T_WORDS];
    *x++ = own[DH_X_T_STOP];
    *x++ = own[DH_X_T_CAPITALS];
    *x++ = own[DH_X_L_GLUE];
    *x++ = own[DH_X_L_CHROME];
    *x++ = (float)(t->page->fragments[i].kind * dh_page_goes(t->page, i));
    *x++ = own[DH_X_T_SIGNS];
    *x++ = t->lines[i].good;
    return x;
}

/* Places [from, to), which may be none. */
static float *window(const struct dh_traits *t, uint32_t from, uint32_t to, float *x)
{
    const struct dh_line_sums *a = &t->sums[from], *b = &t->sums[to];
    float n = from < to ? (float)(to - from) : 1;
    *x++ = (float)(b->words - a->words) / n;
    *x++ = (float)(b->prose - a->prose);
    *x++ = (float)(b->stops - a->stops) / n;
    *x++ = (float)(b->shorts - a->shorts) / n;
    *x++ = (float)(b->struck - a->struck) / n;
    *x++ = (float)(b->capitals - a->capitals) / n;
    return x;
}

static float *windows(const struct dh_traits *t, uint32_t at, float *x)
{
    static const uint32_t sizes[] = { 4, 12 };
    for (size_t k = 0; k < DH_LEN(sizes); k++) {
        uint32_t n = sizes[k], behind = at + 1;
        x = window(t, at > n ? at - n : 0, at, x);
        x = window(t, behind, t->n - behind > n ? behind + n : t->n, x);
    }
    return x;
}

static float words_at(const struct dh_traits *t, int32_t place)
{
    return place < 0 ? -1 : t->lines[t->seq[place]].own[DH_X_T_WORDS];
}

static float since(uint32_t at, int32_t place)
{
    return place < 0 ? 999 : (float)((int64_t)at - place);
}

static float until(uint32_t at, int32_t place)
{
    return place < 0 ? 999 : (float)(place - (int64_t)at);
}

static float kind_at(const struct dh_traits *t, int32_t place)
{
    return place < 0 ? 0 : t->page->fragments[t->seq[place]].kind;
}

static float *distances(const struct dh_traits *t, uint32_t at, float *x)
{
    const struct dh_line_near *n = &t->near[at];
    uint32_t from = (uint32_t)(n->good_before + 1);
    uint32_t to = n->good_behind < 0 ? t->n : (uint32_t)n->good_behind;
    *x++ = since(at, n->good_before);
    *x++ = until(at, n->good_behind);
    *x++ = words_at(t, n->good_before);
    *x++ = words_at(t, n->good_behind);
    *x++ = (float)(to - from);
    *x++ = (float)(t->sums[to].words - t->sums[from].words);
    *x++ = since(at, n->struck_before);
    *x++ = until(at, n->struck_behind);
    *x++ = kind_at(t, n->struck_before);
    *x++ = kind_at(t, n->struck_behind);
    *x++ = since(at, n->related_before);
    *x++ = since(at, n->talk_before);
    *x++ = since(at, n->legal_before);
    *x++ = until(at, n->related_behind);
    *x++ = since(at, n->share_before);
    return x;
}

static float *zone(const struct dh_traits *t, uint32_t at, float *x)
{
    uint32_t low = at > 6 ? at - 6 : 0, high = t->n - at > 7 ? at + 7 : t->n;
    *x++ = dh_traits_inside(t, at);
    *x++ = (float)at - (float)t->zone_from;
    *x++ = (float)t->zone_to - (float)at;
    *x++ = t->plus ? (float)t->zone_weight / (float)t->plus : 0;
    *x++ = (float)(t->sums[at].weight - t->sums[0].weight);
    *x++ = (float)(t->sums[t->n].weight - t->sums[at].weight);
    *x++ = (float)(t->sums[high].weight - t->sums[low].weight);
    return x;
}

/* How many of the places up to three steps away look like it. */
static unsigned alike(const uint16_t *shape, int step)
{
    unsigned n = 0;
    _Static_assert(DH_SHAPES_BESIDE >= 3 * 4, "no step leads further");
    for (int k = step; k <= 3 * step; k += step)
        n += (unsigned)(shape[k] == *shape) + (shape[-k] == *shape);
    return n;
}

static float *shapes(const struct dh_traits *t, uint32_t at, float *x)
{
    enum { RUN = 32 };
    const uint16_t *shape = &t->shape[at];
    int before = 0, behind = 0;
    while (before < RUN && shape[-before - 1] == *shape)
        before++;
    while (behind < RUN && shape[behind + 1] == *shape)
        behind++;
    *x++ = (float)t->shapes[*shape] / (float)t->n;
    *x++ = (float)(before + behind);
    *x++ = (float)before;
    *x++ = (float)behind;
    *x++ = (float)alike(shape, 2);
    *x++ = (float)alike(shape, 3);
    *x++ = (float)alike(shape, 4);
    return x;
}

/* The share of the words of places [from, to) that the story has elsewhere; -1: they have none. */
static float common_share(const struct dh_traits *t, uint32_t from, uint32_t to)
{
    uint32_t content = t->sums[to].content - t->sums[from].content;
    return content ? (float)(t->sums[to].common - t->sums[from].common) / (float)content : -1;
}

static float *vocabulary(const struct dh_traits *t, uint32_t at, float *x)
{
    enum { NEAR = 6, FAR = 12 };
    const struct dh_line_near *n = &t->near[at];
    const struct dh_line_common *c = &n->words;
    float content = c->content ? (float)c->content : 1;
    uint32_t left = t->n - at;
    *x++ = (float)c->common / content;
    *x++ = (float)c->content;
    *x++ = (float)c->often / content;
    *x++ = (float)c->rare;
    *x++ = (float)c->head / content;
    *x++ = (float)n->copies;
    *x++ = (float)n->copies_before;
    *x++ = common_share(t, at > NEAR ? at - NEAR : 0, left > NEAR ? at + NEAR + 1 : t->n);
    *x++ = common_share(t, at, left > FAR ? at + FAR : t->n);
    *x++ = common_share(t, at > FAR ? at - FAR : 0, at + 1);
    *x++ = common_share(t, (uint32_t)(n->good_before + 1),
                        n->good_behind < 0 ? t->n : (uint32_t)n->good_behind);
    return x;
}

const struct dh_line_common *dh_traits_common(struct dh_traits *t, uint32_t at)
{
    if (!t->compared)
        compare(t);
    return &t->near[at].words;
}

void dh_traits_compared(struct dh_traits *t, uint32_t at, float x[DH_TRAITS])
{
    if (!t->compared)
        compare(t);
    vocabulary(t, at, dh_traits_mould_of(t, at, x + DH_X_M_FIRST));
}

void dh_traits_of(struct dh_traits *t, uint32_t at, float x[DH_TRAITS])
{
    dh_traits_at_hand(t, at, x);
    dh_traits_compared(t, at, x);
}

void dh_traits_at_hand(const struct dh_traits *t, uint32_t at, float out[DH_TRAITS])
{
    static const int beside[] = { -3, -2, -1, 1, 2, 3 };
    const struct dh_line_sums *all = &t->sums[t->n];
    const struct dh_line *l = &t->lines[t->seq[at]];
    float *x = out, n = (float)t->n;
    struct around near = around(t, at);

    for (int k = 0; k < DH_TRAITS_OWN; k++)
        *x++ = l->own[k];
    *x++ = (float)at;
    *x++ = (float)(t->n - 1 - at);
    *x++ = (float)at / n;
    *x++ = (float)t->sums[at].prose;
    *x++ = (float)(all->prose - t->sums[at + 1].prose);
    *x++ = all->prose ? (float)t->sums[at].prose / (float)all->prose : 0;
    *x++ = (float)(near.to->figures - near.from->figures) / (float)near.of;
    for (size_t k = 0; k < DH_LEN(beside); k++)
        x = neighbour(t, at, beside[k], x);
    x = windows(t, at, x);
    x = distances(t, at, x);
    x = zone(t, at, x);
    x = shapes(t, at, x);
    while (x < out + DH_X_G_LINES)
        *x++ = 0;
    *x++ = n;
    *x++ = (float)all->good;
    *x++ = (float)all->prose;
    *x++ = (float)all->struck / n;
    *x++ = (float)all->shorts / n;
    *x++ = (float)all->words;
    *x++ = t->lang >= 0;
    *x++ = l->own[DH_X_T_WIDE];
}
