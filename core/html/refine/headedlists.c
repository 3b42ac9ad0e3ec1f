/* SPDX-License-Identifier: MIT */
/* Lists below a heading of their own that stand in a box beside the text: what a dish is made of,
 * what one needs, what a thing can do. Short lines look like a menu to the model, and the number of
 * guests between heading and list hides from the rules of the flow that the heading announces them.
 */
#include "html/refine/flow.h"

enum { GAP = 12, HEAD_GAP = 2, ITEMS_MIN = 3, LABEL_WORDS = 8 };
static const float HEAD_SCORE = -3, ITEMS_MEAN = -3, ITEM_SCORE = -4, KEPT_PART = .5f;

/* The heading right above list x, in the box around it; x->first: there is none. */
static uint32_t head_of(const struct dh_flow *w, const struct dh_box *x)
{
    const struct dh_overview *v = w->v;
    const struct dh_box *around = &v->b->boxes[x->parent < 0 ? 0 : x->parent];
    for (uint32_t i = x->first; i > around->first && i + HEAD_GAP > x->first; i--) {
        const struct dh_block *k = &v->b->blocks[i - 1];
        if (v->facts[i - 1].heading)
            return k->words <= LABEL_WORDS && k->letters && k->link == 0 && !v->facts[i - 1].cue &&
                           !v->facts[i - 1].title && w->choice[i - 1].score > HEAD_SCORE
                       ? i - 1
                       : x->first;
    }
    return x->first;
}

/* Whether kept text stands near above block first, and near below block end: the list is amid it.
 */
static bool is_amid(const struct dh_flow *w, uint32_t first, uint32_t end)
{
    uint32_t n = w->v->b->n_blocks, below = end;
    while (below < n && below < end + GAP && !w->choice[below].keep)
        below++;
    return dh_kept_above(w->choice, first, GAP) && below < n && w->choice[below].keep;
}

/* Whether no line of list x leads away or says something of a site, and the scores leave open what
 * they are. */
static bool may_be_text(const struct dh_flow *w, const struct dh_box *x)
{
    const struct dh_overview *v = w->v;
    float score = 0;
    if (x->end - x->first < ITEMS_MIN || x->field || x->button || x->hidden ||
        dh_links_in(v, x) > 0 || v->sums[x->end].cues > v->sums[x->first].cues)
        return false;
    for (uint32_t i = x->first; i < x->end; i++)
        score += w->choice[i].score;
    return score > ITEMS_MEAN * (float)(x->end - x->first);
}

/* An aside that is named a box of facts. */
static bool is_facts(const struct dh_flow *w, const struct dh_box *x)
{
    const uint64_t facts = 1ull << DH_SIGN_FACTS;
    return x->tag == GUMBO_TAG_ASIDE && x->signs & facts && !x->hidden &&
           !(x->signs & (w->other | w->apart) & ~facts);
}

/* Whether no box around list x has a name that says what else it is. That of facts is none. */
static bool stands_free(const struct dh_flow *w, const struct dh_box *x)
{
    enum { LEVELS = 3 };
    struct dh_flow any = *w;
    any.apart &= ~(1ull << DH_SIGN_FACTS);
    for (int up = 0; up < LEVELS && x->parent >= 0; up++, x = &w->v->b->boxes[x->parent])
        if (!dh_flow_is_text(w, x) && !dh_flow_is_wrapper(&any, x) && x->tag != GUMBO_TAG_MAIN &&
            !is_facts(w, x))
            return false;
    return true;
}

void dh_flow_headed_lists(struct dh_flow *w)
{
    const struct dh_overview *v = w->v;
    for (uint32_t e = 0; e < v->b->n_boxes; e++) {
        const struct dh_box *x = &v->b->boxes[e];
        if ((x->tag != GUMBO_TAG_UL && x->tag != GUMBO_TAG_OL) || x->first == 0)
            continue;
        uint32_t head = head_of(w, x);
        if (head == x->first)
            continue;
        float words = dh_words_in(v, x), kept = dh_kept_words(v, w->choice, x->first, x->end);
        bool list = words > 0 && kept >= KEPT_PART * words; /* pictures alone are no list */
        if (!list && !(may_be_text(w, x) && is_amid(w, head, x->end) && stands_free(w, x)))
            continue;
        w->choice[head].keep = true;
        for (uint32_t i = x->first; i < x->end && !list; i++)
            w->choice[i].keep |= w->choice[i].score > ITEM_SCORE && v->b->blocks[i].n_tokens > 0;
    }
}
