/* SPDX-License-Identifier: MIT */
/* Lists and tables behind kept text, in its flow, that stay: by what announces them. */
#include "html/refine/flow.h"

enum { INTRO_MAX = 2, INTRO_WORDS = 4, ITEMS_MIN = 2 };
static const float ITEM_SCORE = -3, TOLD_ITEM_SCORE = -4.5f, LONE_ITEM_SCORE = -2, ITEM_LINK = .3f,
                   STEP_LINK = .5f;

/* "Tags:", "Related", "Sources", and the headline: what follows is no part of the story. */
static bool leads_elsewhere(const struct dh_flow *w, uint32_t i)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    const struct dh_block_facts *f = &w->v->facts[i];
    const uint32_t chrome = 1u << DH_CUE_TAGS | 1u << DH_CUE_CREDITS_LINE | 1u << DH_CUE_BIO;
    return k->words <= DH_FLOW_LABEL_WORDS &&
           (f->cue || f->title || f->link > DH_FLOW_CROSSHEAD_LINK ||
            ((k->cue_any | k->cue_start) & chrome));
}

/* Whether block i is a line that says what follows: it ends in a colon, or is a crosshead. */
static bool announces(const struct dh_flow *w, uint32_t i)
{
    const struct dh_overview *v = w->v;
    const struct dh_block *k = &v->b->blocks[i];
    if (k->is & DH_IS_COLON_END)
        return w->choice[i].keep;
    bool head = v->facts[i].heading || (dh_block_is_bold(k) && k->words <= DH_FLOW_LABEL_WORDS);
    return head && (w->choice[i].keep || w->choice[i].score > DH_FLOW_CROSSHEAD_SCORE);
}

/* The mean score that list x needs below line i: the less, the more that line says of it. A label
 * ("Sources:") is less than words ("Passengers are asked to bring:"). Terms right below a paragraph
 * need less than other lists: no menu is such. */
static float items_score(const struct dh_flow *w, const struct dh_box *x, uint32_t i,
                         bool announced)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_block *k = &b->blocks[i];
    bool beside = x->tag == GUMBO_TAG_DL && b->boxes[k->box].tag == GUMBO_TAG_P &&
                  b->boxes[k->box].parent == x->parent;
    if (announced && k->is & DH_IS_COLON_END && k->words >= INTRO_WORDS)
        return TOLD_ITEM_SCORE;
    return announced || beside || dh_flow_is_quotation(x) ? ITEM_SCORE : LONE_ITEM_SCORE;
}

/* Whether kept line i is a sentence that ends in a colon, and no label. */
static bool is_steps_intro(const struct dh_flow *w, uint32_t i)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    return k->is & DH_IS_COLON_END && w->choice[i].keep && k->words > DH_FLOW_LABEL_WORDS;
}

static bool is_list(const struct dh_box *x)
{
    return x->tag == GUMBO_TAG_UL || x->tag == GUMBO_TAG_OL || x->tag == GUMBO_TAG_DL ||
           x->tag == GUMBO_TAG_TABLE || dh_flow_is_quotation(x);
}

/* Divisions in place of a list: short lines in boxes of one shape, and nothing
 * else. */
static bool is_list_of_boxes(const struct dh_flow *w, uint32_t e)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_box *x = &b->boxes[e];
    if (!dh_flow_is_wrapper(w, x) || x->end - x->first < DH_FLOW_BOXES_MIN)
        return false;
    uint32_t shape = b->boxes[b->blocks[x->first].box].shape;
    for (uint32_t i = x->first; i < x->end; i++) {
        const struct dh_box *own = &b->boxes[b->blocks[i].box];
        if (own->parent != (int32_t)e || own->shape != shape || own->end - own->first != 1 ||
            b->blocks[i].words > DH_FLOW_LABEL_WORDS)
            return false;
    }
    return true;
}

/* Whether what box x holds may be text: items that are no links, nothing hidden, no field, and a
 * mean score above `least`. Steps that a sentence announces, and quoted posts, may say "Sign up",
 * and link to where. */
static bool holds_items(const struct dh_flow *w, const struct dh_box *x, float least, bool steps)
{
    const struct dh_overview *v = w->v;
    float words = dh_words_in(v, x), score = 0;
    float link = dh_links_in(v, x);
    uint32_t cues = v->sums[x->end].cues - v->sums[x->first].cues; /* "Read more: ..." */
    bool quote = dh_flow_is_quotation(x), free = steps || quote;
    if (x->end - x->first < (quote ? 1 : ITEMS_MIN) || x->field || x->hidden ||
        (!free && 2 * cues >= x->end - x->first) || link > (free ? STEP_LINK : ITEM_LINK) * words)
        return false;
    for (uint32_t i = x->first; i < x->end; i++)
        score += w->choice[i].score;
    return score > least * (float)(x->end - x->first);
}

/* Whether list e and the line above it stand in the flow of kept block `last`; or in a section
 * that stands there and begins with the line. */
static bool in_flow(const struct dh_flow *w, uint32_t last, uint32_t e)
{
    const struct dh_overview *v = w->v;
    const struct dh_box *x = &v->b->boxes[e];
    uint32_t intro = x->first - 1;
    int32_t own =
        dh_flow_is_quotation(x) && x->parent >= 0 ? x->parent : (int32_t)e; /* named "tweet" */
    int32_t flow = dh_flow_wide(w, own, x->first, x->end), text = dh_flow_wide_of(w, last);
    if (dh_flow_wide_of(w, intro) != flow)
        return false;
    const struct dh_box *section = &v->b->boxes[flow];
    return text == flow || (section->first == intro && dh_flow_is_wrapper(w, section) &&
                            dh_flow_wide(w, flow, section->first, section->end) == text);
}

void dh_flow_lists(struct dh_flow *w)
{
    const struct dh_overview *v = w->v;
    int64_t last = -1; /* the last kept block before the box at hand */
    for (uint32_t i = 0, at = 0; i < v->b->n_boxes; i++) {
        const struct dh_box *x = &v->b->boxes[i];
        if (x->first < at || x->first == 0 || !(is_list(x) || is_list_of_boxes(w, i)))
            continue;
        for (; at < x->first; at++)
            last = w->choice[at].keep ? at : last;
        if (last < 0 || x->first - last > INTRO_MAX || leads_elsewhere(w, x->first - 1) ||
            !in_flow(w, (uint32_t)last, i))
            continue;
        uint32_t intro = x->first - 1;
        bool announced = announces(w, intro);
        if (!(announced || (x->first - last == 1 && is_list(x))) ||
            !holds_items(w, x, items_score(w, x, intro, announced), is_steps_intro(w, intro)))
            continue;
        for (; at < x->end; at++) {
            w->choice[at].keep |= v->b->blocks[at].n_tokens > 0;
            last = w->choice[at].keep ? at : last;
        }
    }
}
