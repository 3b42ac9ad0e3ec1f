/* SPDX-License-Identifier: MIT */
/* The traits of a place of the sequence as the line model is asked by them, in the order of enum
 * dh_trait: numbers, each worked out of sums and neighbours (places.c). */
#include "text/model/traits.h"

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

static float *vocabulary(const struct dh_traits *t, uint32_t at, const struct dh_line_common *c,
                         float *x)
{
    enum { NEAR = 6, FAR = 12 };
    const struct dh_line_near *n = &t->near[at];
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

void dh_traits_compared(struct dh_traits *t, uint32_t at, float x[DH_TRAITS])
{
    const struct dh_line_common *c = dh_traits_common(t, at);
    vocabulary(t, at, c, dh_traits_mould_of(t, at, x + DH_X_M_FIRST));
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
    struct dh_line_around near = dh_traits_around(t, at);

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
