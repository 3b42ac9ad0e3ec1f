/* SPDX-License-Identifier: MIT */
/* Boxes of facts amid the text, and of the stages of something. */
#include "html/refine/flow.h"

static const float FACTS_SCORE = -3, FACTS_MEAN = -2.2f, STAGES_SCORE = -4.5f;
/* Of a box that ends the text, where its like is what menus are: by its name it is none.
 * "Highlights" may be of the house, or other stories. */
static const float LAST_SCORE = -4, LAST_MEAN = -3.2f;

enum { FACTS_LINES = 15, STAGES_LINES = 40 };

/* Whether the name of box x says that it holds facts, and nothing else. */
static bool is_of_facts(const struct dh_box *x)
{
    return x->signs >> DH_SIGN_FACT_BOX & 1;
}

/* Whether box x is of as many lines as facts are: a heading and one more at least, where its name
 * says that it holds such. */
static bool has_lines(const struct dh_flow *w, const struct dh_box *x)
{
    enum { LINES_MIN = 3, HEADED_MIN = 2, LINES_MAX = STAGES_LINES };
    uint32_t lines = x->end - x->first;
    return lines <= LINES_MAX && (lines >= LINES_MIN || (lines >= HEADED_MIN && is_of_facts(x) &&
                                                         w->v->facts[x->first].heading));
}

/* Whether box x, with nothing to press, stands right below kept text: between it and more in one
 * flow; or as the last (*last), in a box with it, by a name that says it holds facts. */
static bool is_beside(const struct dh_flow *w, const struct dh_box *x, bool *last)
{
    enum { GAP = 3 };
    uint32_t before = x->first, next = x->end, n = w->v->b->n_blocks;
    if ((x->tag != GUMBO_TAG_DIV && x->tag != GUMBO_TAG_SECTION) || !has_lines(w, x) || x->button ||
        x->field || x->hidden || x->signs & w->other & ~(1ull << DH_SIGN_RELATED))
        return false;
    while (before && before + GAP > x->first && !w->choice[before - 1].keep)
        before--;
    while (next < n && next < x->end + GAP && !w->choice[next].keep)
        next++;
    if (!before || !w->choice[before - 1].keep)
        return false;
    *last = next == n || !w->choice[next].keep;
    if (*last)
        return is_of_facts(x) && x->parent >= 0 && w->v->b->boxes[x->parent].first < before;
    return dh_flow_of(w, before - 1) == dh_flow_of(w, next) && dh_flow_of(w, next) == x->parent;
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
        bool named = x->signs >> DH_SIGN_FACTS & 1, last;
        if (!is_beside(w, x, &last) || dh_links_in(v, x) > 0 ||
            v->sums[x->end].cues > v->sums[x->first].cues)
            continue;
        uint32_t lines = x->end - x->first, kept = 0;
        float score = 0;
        for (uint32_t i = x->first; i < x->end; i++) {
            kept += w->choice[i].keep;
            score += w->choice[i].score;
        }
        bool stages = tells_stages(w, x);
        float mean = last ? LAST_MEAN : FACTS_MEAN;
        bool text =
            lines <= FACTS_LINES && (2 * kept >= lines || (named && score > mean * (float)lines));
        float least = stages ? STAGES_SCORE : last ? LAST_SCORE : FACTS_SCORE;
        for (uint32_t i = x->first; i < x->end && (text || stages); i++)
            w->choice[i].keep |= w->choice[i].score > least && v->b->blocks[i].n_tokens &&
                                 !(stages && v->b->blocks[i].cue_start & names);
    }
}
