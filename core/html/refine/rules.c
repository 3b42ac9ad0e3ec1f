/* SPDX-License-Identifier: MIT */
/* The hand rules: what a person would write down. They need no training and every step can be read;
 * they are the fallback of
 * --extractor rules and what the model is measured against.
 *  1. The container: the box with the best Readability score; a wider one where that holds much
 * more of the text.
 *  2. In it, boxes that name themselves chrome, captions, bylines, dates, headline and links go.
 *  3. Of the rest, sentences and longer text stay; short lines only between or right before them.
 */

#include "html/refine/refine.h"

/* Boxes inside the container whose blocks go: slot of near[], and the most words a block may have
 * to go by it (chrome never holds long paragraphs; comments do). */
static const struct {
    uint8_t slot;
    uint16_t max_words;
} chrome[] = {
    { DH_SIGN_COMMENT_BOX, 9999 }, { DH_SIGN_COMMENT, 9999 }, { DH_NEAR_NAV, 9999 },
    { DH_NEAR_FIGCAPTION, 9999 },  { DH_SIGN_CAPTION, 9999 }, { DH_SIGN_CREDIT, 60 },
    { DH_NEAR_FIGURE, 60 },        { DH_SIGN_SHARE, 60 },     { DH_SIGN_RELATED, 80 },
    { DH_SIGN_PROMO, 80 },         { DH_SIGN_BYLINE, 80 },    { DH_SIGN_DATE, 30 },
    { DH_SIGN_FOOTER, 80 },        { DH_NEAR_FOOTER, 80 },    { DH_SIGN_NAV, 80 },
    { DH_SIGN_NEWSLETTER, 80 },    { DH_SIGN_MODAL, 80 },     { DH_SIGN_SIDEBAR, 200 },
    { DH_NEAR_ASIDE, 120 },        { DH_SIGN_TAGS, 40 },      { DH_SIGN_CONSENT, 200 },
    { DH_SIGN_POPULAR, 80 },       { DH_SIGN_TOOLS, 30 },     { DH_NEAR_FORM, 60 },
    { DH_SIGN_GALLERY, 60 },       { DH_SIGN_VIDEO, 40 },     { DH_SIGN_SEARCH, 30 },
};

static int32_t choose_container(const struct dh_overview *v)
{
    const struct dh_box *boxes = v->b->boxes;
    int32_t best = v->containers[0].box, wide = v->containers[4].box;
    const struct dh_box *x = &boxes[best], *y = &boxes[wide];
    float own = dh_good_in(v, x);
    float more = dh_good_in(v, y);
    float words = dh_greater(1, dh_words_in(v, y));
    float links = dh_links_in(v, y) / words;
    return own < .8f * more && links < .3f ? wide : best;
}

static bool is_chrome(const struct dh_overview *v, uint32_t i, const struct dh_box *container)
{
    const struct dh_block *k = &v->b->blocks[i];
    int inside = v->b->boxes[k->box].depth - container->depth; /* levels below the container */
    if (k->near[DH_SIGN_EMBED] <= 1 && k->near[DH_NEAR_BLOCKQUOTE] <= 1)
        return false; /* a quoted post, whatever the service's name says */
    uint64_t leading = dh_block_leading(v->b, i);
    for (size_t j = 0; j < DH_LEN(chrome); j++) {
        unsigned slot = chrome[j].slot;
        bool by_box = k->near[slot] < inside;
        bool by_line = slot < DH_SIGNS && leading >> slot & 1;
        if ((by_box || by_line) && k->words <= chrome[j].max_words)
            return true;
    }
    return false;
}

static const uint32_t marker_cues = 1u << DH_CUE_AD | 1u << DH_CUE_SHARE | 1u << DH_CUE_VIDEO |
                                    1u << DH_CUE_CREDIT | 1u << DH_CUE_TAGS | 1u << DH_CUE_BYLINE;

/* Log odds by rule: clearly out, clearly in, or 0 for lines that depend on their neighbours. */
static float judge(const struct dh_overview *v, uint32_t i, const struct dh_box *container)
{
    const struct dh_block *k = &v->b->blocks[i];
    const struct dh_block_facts *f = &v->facts[i];
    bool sentence = k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END | DH_IS_COLON_END);
    if (k->n_tokens == 0 || k->is & DH_IS_HIDDEN || is_chrome(v, i, container))
        return -4;
    if (f->title || v->b->boxes[k->box].tag == GUMBO_TAG_H1 || (f->title_in > .9f && k->words < 20))
        return -4;
    if (f->link > .75f || (f->link > .4f && k->words < 10 && !sentence))
        return -3;
    if (k->words < 14 && !f->heading && (k->cue_start & marker_cues) && !sentence)
        return -3;
    if (k->words < 25 && f->link > .2f && k->cue_start & 1u << DH_CUE_RELATED)
        return -3;
    if (k->words < 40 && k->cue_any & 1u << DH_CUE_SIGNUP && f->link > .05f)
        return -2;
    if (k->words < 40 &&
        k->cue_any & (1u << DH_CUE_LEGAL | 1u << DH_CUE_CONSENT | 1u << DH_CUE_BIO))
        return -2;
    if (f->copies_before && k->words >= 8)
        return -3;
    if (k->words >= 12 || (sentence && k->words >= 4))
        return 2;
    return 0;
}

void dh_rules_choose(const struct dh_overview *v, struct dh_choice *choice)
{
    uint32_t n = v->b->n_blocks;
    const struct dh_box *container = &v->b->boxes[choose_container(v)];
    for (uint32_t i = 0; i < n; i++) {
        bool inside = i >= container->first && i < container->end;
        choice[i].score = inside ? judge(v, i, container) : -5;
    }
    /* A short line stays right before text, or in a list or between text. */
    float next = -5;
    for (uint32_t i = n; i-- > 0;) {
        float before = i ? choice[i - 1].score : -5;
        if (choice[i].score == 0)
            choice[i].score = next > 0 && (v->facts[i].heading || before >= 0) ? 1 : -1;
        next = choice[i].score;
    }
    for (uint32_t i = 0; i < n; i++)
        choice[i].keep = choice[i].score > 0;
}
