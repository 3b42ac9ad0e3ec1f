/* SPDX-License-Identifier: MIT */
/* Headings, and lines of bold in their place, that stay since kept text stands before them and
 * right below. */
#include "html/refine/flow.h"

enum { CROSSHEAD_GAP = 6, CROSSHEAD_TEXT = 12, RELATED_WORDS = 4, LEVEL_PART = 3 };
static const float AMID_SCORE = -4;

/* Whether boxes around heading i that end before block next say that they stand apart. */
static bool stands_apart(const struct dh_flow *w, uint32_t i, uint32_t next)
{
    const struct dh_overview *v = w->v;
    const struct dh_box *x = &v->b->boxes[v->b->blocks[i].box];
    for (; x->parent >= 0 && x->end <= next; x = &v->b->boxes[x->parent])
        if (x->tag == GUMBO_TAG_ASIDE || (x->signs & w->apart))
            return true;
    return false;
}

/* Whether kept text follows block i, with no more than a picture's caption and a line that names
 * what is told, or the like, between. */
static bool leads_text(const struct dh_flow *w, uint32_t i)
{
    const struct dh_blocks *b = w->v->b;
    uint32_t end = i + 1 + CROSSHEAD_GAP < b->n_blocks ? i + 1 + CROSSHEAD_GAP : b->n_blocks;
    for (uint32_t j = i + 1; j < end; j++) {
        if (w->choice[j].keep && (j == i + 1 || b->blocks[j].words >= CROSSHEAD_TEXT))
            return !stands_apart(w, i, j);
        if (w->v->facts[j].heading)
            return false;
    }
    return false;
}

/* A line all of bold that is no sentence, right above kept text in its flow. */
static bool is_bold_head(const struct dh_flow *w, uint32_t i)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    return dh_block_is_bold_head(k) && k->words <= DH_FLOW_LABEL_WORDS && w->choice[i + 1].keep &&
           dh_flow_wide_of(w, i) == dh_flow_wide_of(w, i + 1);
}

static bool is_kept_sentence(const struct dh_flow *w, uint32_t i)
{
    return w->choice[i].keep && (w->v->b->blocks[i].is & DH_IS_SENTENCE_END);
}

/* Whether block i stands between two kept sentences, right above the second and no more than an ad
 * or a picture below the first; *above: which that is. */
static bool is_amid_sentences(const struct dh_flow *w, uint32_t i, uint32_t *above)
{
    enum { AD = 2 };
    uint32_t before = i;
    while (before && before + AD >= i && !is_kept_sentence(w, before - 1))
        before--;
    if (before == 0 || !is_kept_sentence(w, before - 1) || !is_kept_sentence(w, i + 1))
        return false;
    *above = before - 1;
    return true;
}

/* Whether both sentences are of the flow that block i is of: what its words say is left to text/.
 */
static bool is_amid_flow(const struct dh_flow *w, uint32_t i)
{
    uint32_t above;
    if (!is_amid_sentences(w, i, &above))
        return false;
    int32_t flow = dh_flow_wide_of(w, i);
    return dh_flow_wide_of(w, above) == flow && dh_flow_wide_of(w, i + 1) == flow;
}

/* Whether heading i has words of a label ("Related", "Subscribe"). Where they are of other stories
 * alone, more words stand with them and text right below, it is a crosshead that begins so: "Also
 * in the harbour pilots wait for the fog to lift". */
static bool is_label(const struct dh_flow *w, uint32_t i)
{
    const struct dh_block *k = &w->v->b->blocks[i], *next = k + 1;
    bool begins_so = !((k->cue_start | k->cue_any) & ~(1u << DH_CUE_RELATED)) &&
                     k->words > RELATED_WORDS && w->choice[i + 1].keep &&
                     next->words >= CROSSHEAD_TEXT;
    return w->v->facts[i].cue && !begins_so && !is_amid_flow(w, i);
}

/* The score that heading i needs, or such a line of bold: less between two kept sentences where no
 * box around it says that it stands apart from either. */
static float crosshead_score(const struct dh_flow *w, uint32_t i)
{
    uint32_t above;
    bool amid = is_amid_sentences(w, i, &above) && dh_flow_stands_with(w, i, above) &&
                dh_flow_stands_with(w, i, i + 1);
    return amid ? AMID_SCORE : DH_FLOW_CROSSHEAD_SCORE;
}

/* Whether heading i may be a crosshead, with kept text somewhere before it, by all but its score.
 */
static bool may_be_crosshead(const struct dh_flow *w, uint32_t i)
{
    const struct dh_block_facts *f = &w->v->facts[i];
    const struct dh_block *k = &w->v->b->blocks[i];
    return (f->heading || is_bold_head(w, i)) && !f->title && !is_label(w, i) &&
           f->link < DH_FLOW_CROSSHEAD_LINK && k->n_tokens && !(k->is & DH_IS_HIDDEN) &&
           !f->copies_before && leads_text(w, i);
}

/* Headings of one level that stay and that do not, though they may be crossheads. */
struct level {
    unsigned kept, left;
};

static struct level *level_of(const struct dh_flow *w, struct level *levels, uint32_t i)
{
    unsigned tag = (unsigned)w->v->facts[i].heading;
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? &levels[tag - GUMBO_TAG_H1] : NULL;
}

/* A heading before kept text is a crosshead by its score; and where most of its level are, so are
 * those in doubt. */
void dh_flow_crossheads(struct dh_flow *w)
{
    struct level levels[GUMBO_TAG_H6 - GUMBO_TAG_H1 + 1] = { 0 }, *level;
    uint32_t first = 0, end = w->v->b->n_blocks;
    while (first < end && !w->choice[first].keep)
        first++;
    for (uint32_t i = first; i + 1 < end; i++) {
        bool kept = w->choice[i].keep;
        if (!kept && !may_be_crosshead(w, i))
            continue;
        w->choice[i].keep = kept || w->choice[i].score > crosshead_score(w, i);
        if ((level = level_of(w, levels, i)))
            ++*(w->choice[i].keep ? &level->kept : &level->left);
    }
    for (uint32_t i = first; i + 1 < end; i++)
        if (!w->choice[i].keep && (level = level_of(w, levels, i)) && level->left &&
            level->kept >= LEVEL_PART * level->left && w->choice[i].score > AMID_SCORE &&
            may_be_crosshead(w, i))
            w->choice[i].keep = true;
}
