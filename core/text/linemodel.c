/* SPDX-License-Identifier: MIT */
#include "text/linemodel.h"

#include "base/utf8.h"
#include "text/speech.h"

enum {
    PROOF = 3,         /* struck fragments that prove chrome, */
    PROOF_PERCENT = 2, /* and their share; */
    GOODS = 5          /* so many short lines with a price are what the story is about */
};

/* No score comes near it. */
static const float never = 1000;

static bool is_inside(const struct dh_traits *t, uint32_t at)
{
    return at >= t->zone_from && at < t->zone_to;
}

/* Whether the text holds more than a story. */
static bool has_proof(const struct dh_traits *t)
{
    uint32_t struck = t->sums[t->n].struck;
    return struck >= PROOF && struck * 100 >= t->n * PROOF_PERCENT && t->sums[t->n].prices < GOODS;
}

/* A story about goods, and hardly anything else in the text. */
static bool is_of_goods(const struct dh_traits *t)
{
    return t->sums[t->n].prices >= GOODS && t->sums[t->n].struck < PROOF;
}

/* Prose with prose before and behind it, in the zone of prose: most of a story, and no teaser. */
static bool is_amid(const struct dh_traits *t, uint32_t at)
{
    const struct dh_line_near *n = &t->near[at];
    return t->lines[t->seq[at]].good && n->good_before == (int32_t)at - 1 &&
           n->good_behind == (int32_t)at + 1 && is_inside(t, at);
}

/* Results: figures are content. */
static bool has_figures(const uint16_t *own)
{
    bool figures = own[DH_X_T_NUMBERS] >= 3 && own[DH_X_T_NUMBERS] * 5 >= own[DH_X_T_WORDS] &&
                   !own[DH_X_T_CLOCK] && !own[DH_X_T_YEAR];
    bool score = own[DH_X_T_NUMBERS] == own[DH_X_T_WORDS] && own[DH_X_T_CLOCK] >= 2; /* 3:2 (1:1) */
    return figures || score;
}

/* "Stalls: 40 €", what a thing costs, with the thing before it. */
static bool is_price(const uint16_t *own)
{
    enum { WORDS = 6 };
    return own[DH_X_J_PRICE] && own[DH_X_T_COLONS] && own[DH_X_T_NUMBERS] &&
           own[DH_X_T_WORDS] <= WORDS;
}

/* The names of columns in one line, with rows of figures below it. */
static bool heads_rows(const struct dh_traits *t, uint32_t at)
{
    enum { COLUMNS = 3, NEAR = 3, ROWS = 2 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    unsigned rows = 0;
    if (own[DH_X_T_WORDS] < COLUMNS || own[DH_X_T_STOP] || own[DH_X_T_COLON_END])
        return false;
    for (uint32_t k = at + 1; k < t->n && k <= at + NEAR; k++)
        rows += has_figures(t->lines[t->seq[k]].own) && !dh_page_goes(t->page, t->seq[k]);
    return rows >= ROWS && has_figures(t->lines[t->seq[at + 1]].own);
}

static bool is_data(const struct dh_traits *t, uint32_t at)
{
    const uint16_t *own = t->lines[t->seq[at]].own;
    return has_figures(own) || is_price(own) || dh_traits_table(t, at) || heads_rows(t, at);
}

/* Who posted what stands above it: goes with its post or not at all (judge.c). */
static bool is_attribution(const struct dh_sight *s)
{
    return s->conditions & DH_IF_LONE;
}

/* "\u2013 Orla Finch" under a quotation that stays. */
static bool is_signature(const struct dh_traits *t, uint32_t at)
{
    enum { WORDS = 8 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    struct dh_str s = dh_page_fragment(t->page, t->seq[at]);
    uint32_t cp;
    if (at == 0 || own[DH_X_T_WORDS] > WORDS || own[DH_X_T_STOP] ||
        dh_page_goes(t->page, t->seq[at - 1]) || !t->lines[t->seq[at - 1]].own[DH_X_T_QUOTE_END])
        return false;
    dh_utf8_get(s, 0, &cp);
    return cp == '-' || cp == 0x2013 || cp == 0x2014;
}

/* A sentence is missed more than a line without a stop; so is what announces a list behind whole
 * sentences. */
static bool is_sentence(const uint16_t *own)
{
    enum { WORDS = 5 };
    return (own[DH_X_T_STOP] || (own[DH_X_T_COLON_END] && own[DH_X_T_SENTENCES])) &&
           own[DH_X_T_WORDS] >= WORDS;
}

/* In a short text little tells which lines are its headlines: some stand above the first paragraph,
 * and are no stamp. */
static bool may_head(const struct dh_traits *t, uint32_t at)
{
    enum { SHORT = 60, ABOVE = 8, WORDS = 4 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    int32_t first = t->near[at].good_behind;
    return t->n < SHORT && first >= 0 && first - (int32_t)at <= ABOVE &&
           own[DH_X_T_WORDS] >= WORDS && !own[DH_X_T_CLOCK];
}

/* Low where the rules have found chrome and the place is outside the zone of prose; high inside,
 * and where nothing proves that the text holds more than a story: lists of goods and results look
 * like lists of teasers, and where the rules found no chrome goods are what it is about. Set on
 * sites the trees had not seen (docs/evaluation.md). The table's gaps (base/forest.h) are of these
 * limits: where they change, it is to be trained again. */
float dh_linemodel_limit(const struct dh_traits *t, uint32_t at)
{
    /* so much more must speak against it */
    static const float sentence = 0.7f, brief = 0.8f, goods = 1.5f, data = 2.2f;
    static const struct {
        float head, inside, outside; /* before any prose; in the zone of prose; outside of it */
    } proven = { -0.2f, -0.3f, 0.8f }, open = { 1.5f, 2.5f, 3 };
    bool proof = has_proof(t);
    float more = is_sentence(t->lines[t->seq[at]].own) ? sentence : 0;
    if (is_data(t, at))
        more += proof && !is_inside(t, at) ? data : never;
    more += is_of_goods(t) ? goods : 0;
    if (t->near[at].good_before < 0)
        return more + (may_head(t, at) ? brief : 0) + (proof ? proven.head : open.head);
    if (is_inside(t, at))
        return more + (proof ? proven.inside : open.inside);
    return more + (proof ? proven.outside : open.outside);
}

void dh_linemodel_strike(const struct dh_grove *m, const struct dh_traits *t, struct dh_page *page,
                         size_t headline, bool *struck)
{
    float x[DH_TRAITS];
    uint32_t keys[DH_TRAITS + 1];
    *struck = false;
    for (uint32_t at = 0; at < t->n; at++) {
        size_t i = t->seq[at];
        if (page->fragments[i].kind != DH_STORY || i == headline ||
            (t->sights[i].flags & DH_S_KEEP) || is_attribution(&t->sights[i]) || is_amid(t, at) ||
            is_signature(t, at))
            continue;
        float limit = dh_linemodel_limit(t, at);
        if (limit > never / 2)
            continue;
        dh_traits_of(t, at, x);
        dh_grove_keys(x, DH_TRAITS, keys);
        if (!dh_grove_above(m, keys, limit) || dh_speech_turn(t, at))
            continue;
        /* the sums of this round stay as they are: all are judged by the same text */
        dh_page_strike(page, i, DH_OTHER, DH_STR("model.line"));
        *struck = true;
    }
}
