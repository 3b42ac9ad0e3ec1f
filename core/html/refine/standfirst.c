/* SPDX-License-Identifier: MIT */
/* The standfirst: what stands between headline and text and sums it up, in a box named so. */
#include "html/refine/refine.h"

enum { STANDFIRST_WORDS_MAX = 120, STANDFIRST_WORDS = 5, BELOW_TITLE = 2, TEXT_GAP = 8 };
static const float STANDFIRST_SCORE = -4, STAMP_PART = .15f; /* of characters: digits */

static bool is_named_lead(const struct dh_overview *v, uint32_t i)
{
    return dh_near_within(&v->b->blocks[i], DH_SIGN_LEAD, 2) ||
           dh_block_leading(v->b, i) >> DH_SIGN_LEAD & 1;
}

/* By its box's name, or since the description repeats it. */
void dh_drop_standfirst(const struct dh_overview *v, struct dh_choice *choice)
{
    float words = 0;
    for (uint32_t i = 0; i < v->b->n_blocks && words < STANDFIRST_WORDS_MAX; i++) {
        if (!choice[i].keep)
            continue;
        if (!is_named_lead(v, i) && !(v->facts[i].heading && v->facts[i].description > .8f))
            return;
        choice[i].keep = false;
        words += v->b->blocks[i].words;
    }
}

/* A heading right below the headline, which is one too. */
static bool is_sub_heading(const struct dh_overview *v, uint32_t i)
{
    return i && v->facts[i].heading && v->facts[i - 1].heading && v->facts[i - 1].title &&
           v->facts[i].heading != v->facts[i - 1].heading;
}

/* A line of some words right below the headline, no stamp, no link and no label. */
static bool may_lead(const struct dh_overview *v, const struct dh_choice *choice, uint32_t i)
{
    static const uint32_t names = 1u << DH_CUE_BYLINE | 1u << DH_CUE_CREDIT;
    const struct dh_block *k = &v->b->blocks[i];
    const struct dh_block_facts *f = &v->facts[i];
    bool below = false;
    for (uint32_t j = i; j > 0 && j + BELOW_TITLE > i; j--)
        below |= v->facts[j - 1].title;
    return below && k->words >= STANDFIRST_WORDS && k->link == 0 && !f->cue && !f->title &&
           !((k->cue_start | k->cue_any) & names) && !(k->is & (DH_IS_HIDDEN | DH_IS_TIME)) &&
           f->author < STAMP_PART && (float)k->digits < STAMP_PART * (float)k->chars &&
           choice[i].score > STANDFIRST_SCORE && (is_named_lead(v, i) || is_sub_heading(v, i));
}

void dh_keep_standfirst(const struct dh_overview *v, struct dh_choice *choice)
{
    uint32_t first = 0;
    while (first < v->b->n_blocks && !choice[first].keep)
        first++;
    if (first == v->b->n_blocks)
        return;
    for (uint32_t i = first > TEXT_GAP ? first - TEXT_GAP : 0; i < first; i++)
        if (may_lead(v, choice, i))
            choice[i].keep = true;
}
