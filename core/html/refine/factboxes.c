/* SPDX-License-Identifier: MIT */
/* Boxes of facts amid the text, and of the stages of something. */
#include "html/refine/flow.h"

static const float FACTS_SCORE = -3, FACTS_MEAN = -2.2f, STAGES_SCORE = -4.5f;

enum { FACTS_LINES = 15, STAGES_LINES = 40 };

/* Whether box x of some lines stands between kept blocks of one flow, with nothing to press. */
static bool is_amid(const struct dh_flow *w, uint32_t e)
{
    enum { LINES_MIN = 3, LINES_MAX = STAGES_LINES, GAP = 3 };
    const struct dh_box *x = &w->v->b->boxes[e];
    uint32_t before = x->first, next = x->end, n = w->v->b->n_blocks;
    if ((x->tag != GUMBO_TAG_DIV && x->tag != GUMBO_TAG_SECTION) || x->end - x->first < LINES_MIN ||
        x->end - x->first > LINES_MAX || x->button || x->field || x->hidden ||
        x->signs & w->other & ~(1ull << DH_SIGN_RELATED))
        return false;
    while (before && before + GAP > x->first && !w->choice[before - 1].keep)
        before--;
    while (next < n && next < x->end + GAP && !w->choice[next].keep)
        next++;
    return before && next < n && w->choice[before - 1].keep && w->choice[next].keep &&
           dh_flow_of(w, before - 1) == dh_flow_of(w, next) && dh_flow_of(w, next) == x->parent;
}

/* Whether the lines of box x are stages of something, a sentence each ("1931", "The first boat is
 * bought."), and the scores of the sentences leave open what they are. */
static bool tells_stages(const struct dh_flow *w, const struct dh_box *x)
{
    enum { SENTENCES_MIN = 3 };
    static const float MEAN = -2.3f, PART = .6f; /* of the box's words */
    const struct dh_overview *v = w->v;
    uint32_t n = 0;
    float score = 0, words = 0;
    for (uint32_t i = x->first; i < x->end; i++)
        if (v->b->blocks[i].is & DH_IS_SENTENCE_END) {
            n++;
            score += w->choice[i].score;
            words += v->b->blocks[i].words;
        }
    return n >= SENTENCES_MIN && score > MEAN * (float)n && words > PART * dh_words_in(v, x);
}

void dh_flow_facts(struct dh_flow *w)
{
    static const uint32_t names = 1u << DH_CUE_BYLINE | 1u << DH_CUE_CREDIT;
    const struct dh_overview *v = w->v;
    for (uint32_t e = 0; e < v->b->n_boxes; e++) {
        const struct dh_box *x = &v->b->boxes[e];
        if (!is_amid(w, e) || dh_links_in(v, x) > 0 ||
            v->sums[x->end].cues > v->sums[x->first].cues)
            continue;
        uint32_t lines = x->end - x->first, kept = 0;
        float score = 0;
        for (uint32_t i = x->first; i < x->end; i++) {
            kept += w->choice[i].keep;
            score += w->choice[i].score;
        }
        bool named = x->signs >> DH_SIGN_FACTS & 1;
        bool stages = tells_stages(w, x);
        bool text = lines <= FACTS_LINES &&
                    (2 * kept >= lines || (named && score > FACTS_MEAN * (float)lines));
        float least = stages ? STAGES_SCORE : FACTS_SCORE;
        for (uint32_t i = x->first; i < x->end && (text || stages); i++)
            w->choice[i].keep |= w->choice[i].score > least && v->b->blocks[i].n_tokens &&
                                 !(stages && v->b->blocks[i].cue_start & names);
    }
}
