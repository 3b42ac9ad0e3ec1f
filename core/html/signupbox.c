/* SPDX-License-Identifier: MIT */
/* What a sign-up box in the story says besides the request, which went: "The week's best stories,
 * every Friday." Such a line reads like the story's; that it stands in the box tells. */
#include "html/body.h"

enum { BOX_LINES = 8, BOX_WORDS = 100, LINE_WORDS = 30, LEVELS = 4 };
static const float BOX_PART = .4f; /* of what is kept: more is the story */

/* The smallest box with other lines around block i, if it is small; -1: none. */
static int32_t small_box(const struct dh_view *v, uint32_t i)
{
    int32_t e = (int32_t)v->b->blocks[i].box;
    for (int up = 0; up < LEVELS && e >= 0; up++, e = v->b->boxes[e].parent) {
        const struct dh_box *box = &v->b->boxes[e];
        if (box->end - box->first > BOX_LINES ||
            v->sums[box->end].words - v->sums[box->first].words > BOX_WORDS)
            return -1;
        if (box->end - box->first > 1)
            return e;
    }
    return -1;
}

void dh_drop_sign_up_lines(const struct dh_view *v, struct dh_choice *choice)
{
    float all = dh_kept_words(v, choice, 0, v->b->n_blocks);
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        int32_t e = !choice[i].keep && k->cue_any & 1u << DH_CUE_SIGNUP ? small_box(v, i) : -1;
        if (e < 0)
            continue;
        const struct dh_box *box = &v->b->boxes[e];
        uint32_t kept = 0;
        for (uint32_t j = box->first; j < box->end; j++)
            kept += choice[j].keep;
        if (2 * kept > box->end - box->first ||
            dh_kept_words(v, choice, box->first, box->end) > BOX_PART * all)
            continue; /* it is the story's, and the request stands in it */
        for (uint32_t j = box->first; j < box->end; j++)
            choice[j].keep &= v->b->blocks[j].words > LINE_WORDS;
    }
}
