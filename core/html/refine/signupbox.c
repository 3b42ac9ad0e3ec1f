/* SPDX-License-Identifier: MIT */
/* What a sign-up box in the story says besides the request, which went: "The week's best stories,
 * every Friday." Such a line reads like the story's; that it stands in the box tells. */
#include "html/refine/refine.h"

enum { BOX_LINES = 8, BOX_WORDS = 100, LINE_WORDS = 30, LEVELS = 3 };
/* Of what is kept: more is the story. What asks in so many words may be longer. */
static const float BOX_PART = .4f, PLEA_PART = .5f;

/* Whether kept block i tells that its box is the story's: a heading, or a line that the model does
 * not doubt. */
static bool is_of_story(const struct dh_overview *v, const struct dh_choice *choice, uint32_t i)
{
    static const float SURE = 1;
    return choice[i].keep && (v->facts[i].heading || choice[i].score > SURE);
}

/* The smallest box with other lines around block i, if it is small; NULL: none. */
static const struct dh_box *small_box(const struct dh_overview *v, uint32_t i)
{
    const struct dh_box *x = dh_box_with_others(v, i, LEVELS);
    uint32_t lines = x->end - x->first;
    return lines > 1 && lines <= BOX_LINES && dh_words_in(v, x) <= BOX_WORDS ? x : NULL;
}

/* Whether block i, in box x, asks to sign up: it went for that, or the box ends in a link, too. An
 * item of a list is the story's, and may have a banner behind it. */
static bool is_request(const struct dh_overview *v, const struct dh_choice *choice, uint32_t i,
                       const struct dh_box *x)
{
    return !choice[i].keep || (x->tag != GUMBO_TAG_LI && dh_is_link(&v->facts[x->end - 1]));
}

void dh_drop_sign_up_lines(const struct dh_overview *v, struct dh_choice *choice)
{
    const uint32_t signup = 1u << DH_CUE_SIGNUP, plea = 1u << DH_CUE_PLEA | 1u << DH_CUE_WALL;
    float all = dh_kept_words(v, choice, 0, v->b->n_blocks);
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        bool asks = k->cue_any & (choice[i].keep ? plea : plea | signup);
        const struct dh_box *box = asks ? small_box(v, i) : NULL;
        if (!box || !is_request(v, choice, i, box))
            continue;
        uint32_t kept = 0;
        for (uint32_t j = box->first; j < box->end; j++)
            kept += is_of_story(v, choice, j);
        if (2 * kept > box->end - box->first ||
            dh_kept_words(v, choice, box->first, box->end) >
                (k->cue_any & plea ? PLEA_PART : BOX_PART) * all)
            continue; /* it is the story's, and the request stands in it */
        for (uint32_t j = box->first; j < box->end; j++)
            choice[j].keep &= v->b->blocks[j].words > LINE_WORDS;
    }
}
