/* SPDX-License-Identifier: MIT */
/* The rest of a story that a page hides until a button or a link "Continue reading" below is
 * pressed: paragraphs that go on where kept text ends, in its box. Thanks for signing up are hidden
 * too, in boxes of their own. */
#include "html/refine/refine.h"

enum { TEXT_WORDS = 8, LABEL_WORDS = 4, NEAR = 2 };
static const float GOES_ON_SCORE = -1.5f, CUED_SCORE = 1, LINK_MAX = .4f;

/* The outermost hidden box around hidden block i. */
static int32_t hidden_box(const struct dh_overview *v, uint32_t i)
{
    const struct dh_box *boxes = v->b->boxes;
    int32_t e = (int32_t)v->b->blocks[i].box;
    while (boxes[e].parent >= 0 && boxes[boxes[e].parent].hidden)
        e = boxes[e].parent;
    return e;
}

/* A paragraph of what may be the story's rest. */
static bool is_paragraph(const struct dh_overview *v, const struct dh_choice *choice, uint32_t i)
{
    const uint32_t chrome = 1u << DH_CUE_CONSENT | 1u << DH_CUE_SIGNUP;
    const struct dh_block *k = &v->b->blocks[i];
    return k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END) && k->words >= TEXT_WORDS &&
           choice[i].score > ((k->cue_any | k->cue_start) & chrome ? CUED_SCORE : GOES_ON_SCORE) &&
           v->facts[i].link < LINK_MAX && !v->facts[i].copies_before;
}

/* Whether box e holds something to press, or a link of few words right behind its block end - 1. */
static bool can_be_opened(const struct dh_overview *v, int32_t e, uint32_t end)
{
    if (v->b->boxes[e].button)
        return true;
    for (uint32_t i = end; i < v->b->boxes[e].end && i < end + NEAR; i++)
        if (dh_is_link(&v->facts[i]) && v->b->blocks[i].words <= LABEL_WORDS)
            return true;
    return false;
}

/* Whether the line above hidden block i is kept and stands in box e, or in one right within; dots
 * that say that more follows are no line. */
static bool is_below_text(const struct dh_overview *v, const struct dh_choice *choice, uint32_t i,
                          int32_t e)
{
    i -= i > 1 && v->b->blocks[i - 1].n_tokens == 0 ? 2 : 1;
    int32_t at = (int32_t)v->b->blocks[i].box;
    for (int up = 0; up < 2 && at >= 0 && at != e; up++)
        at = v->b->boxes[at].parent;
    return at == e && choice[i].keep && v->b->blocks[i].words >= TEXT_WORDS;
}

/* Where most of what a hidden box says is kept, so are its other paragraphs. */
static void complete_hidden(const struct dh_overview *v, struct dh_choice *choice)
{
    const struct dh_box *boxes = v->b->boxes;
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        if (!(v->b->blocks[i].is & DH_IS_HIDDEN))
            continue;
        const struct dh_box *x = &boxes[hidden_box(v, i)];
        bool most = 2 * dh_kept_words(v, choice, x->first, x->end) > dh_words_in(v, x);
        for (; i + 1 < x->end; i++)
            choice[i].keep |= most && is_paragraph(v, choice, i);
        choice[i].keep |= most && is_paragraph(v, choice, i);
    }
}

void dh_keep_unfolded(const struct dh_overview *v, struct dh_choice *choice)
{
    const struct dh_blocks *b = v->b;
    for (uint32_t i = 1, end; i < b->n_blocks; i = end) {
        end = i + 1;
        if (!(b->blocks[i].is & DH_IS_HIDDEN) || choice[i].keep)
            continue;
        int32_t around = b->boxes[hidden_box(v, i)].parent;
        bool text = around >= 0 && is_below_text(v, choice, i, around);
        for (end = i; end < b->n_blocks && b->blocks[end].is & DH_IS_HIDDEN &&
                      b->boxes[hidden_box(v, end)].parent == around;
             end++)
            text &= is_paragraph(v, choice, end);
        text = text && can_be_opened(v, around, end);
        for (uint32_t j = i; text && j < end; j++)
            choice[j].keep = true;
        end = end > i ? end : i + 1;
    }
    complete_hidden(v, choice);
}
