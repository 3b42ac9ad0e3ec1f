/* SPDX-License-Identifier: MIT */
#include "text/model/figures.h"

#include "text/model/safe.h"

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

/* Whether line k may be of a list of facts: no paragraph that ends as one (those who took part may
 * be told in a long line), and nothing of a site. */
static bool is_fact(const struct dh_traits *t, uint32_t k)
{
    const struct dh_line *l = &t->lines[t->seq[k]];
    return (!l->good || !l->own[DH_X_T_STOP]) &&
           (!dh_page_goes(t->page, t->seq[k]) || dh_safe_insert(t, k));
}

/* What else there is to know stands around what things cost: "Doors 7 pm", "Box office". */
static bool is_beside_prices(const struct dh_traits *t, uint32_t at)
{
    enum { FAR = 9, ROWS = 2 };
    uint32_t from = at > FAR ? at - FAR : 0, end = t->n - at > FAR ? at + FAR + 1 : t->n;
    unsigned rows = 0;
    if (t->sums[end].prices - t->sums[from].prices < ROWS || !is_fact(t, at))
        return false;
    for (uint32_t k = at; k > from && is_fact(t, k - 1); k--)
        rows += is_price(t->lines[t->seq[k - 1]].own);
    for (uint32_t k = at + 1; k < end && is_fact(t, k); k++)
        rows += is_price(t->lines[t->seq[k]].own);
    return rows >= ROWS;
}

bool dh_figures_line(const struct dh_traits *t, uint32_t at)
{
    const uint16_t *own = t->lines[t->seq[at]].own;
    return has_figures(own) || is_price(own) || dh_traits_table(t, at) || heads_rows(t, at) ||
           dh_safe_result(t, at) || is_beside_prices(t, at);
}
