/* SPDX-License-Identifier: MIT */
/* What the extractor left out and belongs to the text by where it stands. Here: what stands between
 * kept paragraphs, the rest of a quoted post, a list or a table; flow.h says where the others are.
 * None of them says so alone: a list of four short items looks like a menu. */
#include <string.h>

#include "html/refine/flow.h"

enum { FORM_LEVELS = 2, FORM_BLOCKS = 5, GAP_MAX = 40, QUOTE_GAP = 8, SET_APART_WORDS = 4 };
/* What stands between kept text in its flow stays but where a rule struck it, which is -9. The
 * model's score says little there: of 64 lines that a limit of -2 for links kept out, on pages of
 * sites it had not seen, 54 were body. */
static const float GAP_SCORE = -8, GAP_LINK = .6f;
static const float SET_APART_SCORE = -2.5f, BOX_PART = .5f, POST_SCORE = -3, LIST_SCORE = -1.5f;

/* The words beside a field to fill in: sign-up, search, comment. Of 1,000 such blocks on labelled
 * pages one was body: the first paragraph, in a header with stars to give. */
bool dh_in_form(const struct dh_overview *v, uint32_t i)
{
    int32_t e = (int32_t)v->b->blocks[i].box;
    for (int up = 0; up <= FORM_LEVELS && e >= 0; up++, e = v->b->boxes[e].parent)
        if (v->b->boxes[e].field)
            return v->b->boxes[e].end - v->b->boxes[e].first <= FORM_BLOCKS;
    return false;
}

/* Whether block j is a line set apart, in an aside or the like of its own: words of the story in
 * large letters. Their flow is that of the boxes around. */
static bool is_set_apart(const struct dh_flow *w, uint32_t j, int32_t flow)
{
    const struct dh_box *boxes = w->v->b->boxes;
    const struct dh_block *k = &w->v->b->blocks[j];
    int32_t e = (int32_t)k->box;
    while (e != flow && boxes[e].parent >= 0 && boxes[e].end - boxes[e].first == 1 &&
           !(boxes[e].signs & w->other))
        e = boxes[e].parent;
    return e == flow && k->words >= SET_APART_WORDS && k->link == 0 && !w->v->facts[j].cue &&
           !(k->is & (DH_IS_HIDDEN | DH_IS_MEDIA_BEFORE | DH_IS_MEDIA_AFTER)) &&
           w->choice[j].score > SET_APART_SCORE;
}

/* An item of a list that no link and no cue speaks against. */
static bool is_plain_item(const struct dh_flow *w, uint32_t j)
{
    const struct dh_block *k = &w->v->b->blocks[j];
    return dh_near_within(k, DH_NEAR_ITEM, 1) && k->link == 0 && !w->v->facts[j].cue &&
           w->choice[j].score > SET_APART_SCORE;
}

/* A table of figures and names: short cells, and no table within that lays out a page. */
static bool is_data(const struct dh_overview *v, const struct dh_box *x)
{
    static const float CELL_WORDS = 6;
    return x->tag == GUMBO_TAG_TABLE && x->end > x->first &&
           dh_words_in(v, x) <= CELL_WORDS * (float)(x->end - x->first);
}

/* Whether block j is a cell of a table of figures and names, without links. */
static bool is_in_data(const struct dh_flow *w, uint32_t j)
{
    enum { LEVELS = 4 };
    const struct dh_box *boxes = w->v->b->boxes;
    int32_t e = (int32_t)w->v->b->blocks[j].box;
    for (int up = 0; up < LEVELS && e >= 0 && boxes[e].tag != GUMBO_TAG_TABLE; up++)
        e = boxes[e].parent;
    return e >= 0 && !boxes[e].hidden && !boxes[e].closed && is_data(w->v, &boxes[e]) &&
           dh_links_in(w->v, &boxes[e]) == 0;
}

/* Whether the lines that stand with block j in the smallest box of several say nothing of a site,
 * and lead nowhere, and there are more such boxes. One that holds kept text is the story's. */
static bool stands_with_text(const struct dh_flow *w, uint32_t j)
{
    enum { LINES = 6, LEVELS = 6 };
    const struct dh_overview *v = w->v;
    const struct dh_box *x = dh_box_with_others(v, j, LEVELS);
    for (uint32_t i = x->first; i < x->end && i < x->first + LINES; i++)
        if (w->choice[i].keep)
            return true;
    return x->end - x->first <= LINES &&
           v->repeat_n[v->repeat[x - v->b->boxes]] >= DH_FLOW_BOXES_MIN && dh_links_in(v, x) == 0 &&
           !x->button && !x->field && v->sums[x->end].cues == v->sums[x->first].cues;
}

/* A sentence that page builders put into boxes of its own, beside a picture or below a heading, and
 * that the extractor left out: what a rule took off stays off. */
static bool is_boxed_sentence(const struct dh_flow *w, uint32_t j)
{
    enum { WORDS_MIN = 6 };
    static const float SCORE = -2;
    const struct dh_block *k = &w->v->b->blocks[j];
    return k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END) && k->words >= WORDS_MIN &&
           k->link == 0 && !(k->is & DH_IS_HIDDEN) && !w->v->facts[j].cue &&
           w->choice[j].score > SCORE && !w->choice[j].extracted && stands_with_text(w, j);
}

/* Whether block j stands in the flow between kept blocks `before` and i, in the same as both; or is
 * code or a cell of figures, whose box may have any name; or is a quotation, an item or a sentence,
 * which some templates put into boxes of their own: what speaks for a thing beside what speaks
 * against it. */
static bool fills_gap(const struct dh_flow *w, uint32_t before, uint32_t j, uint32_t i)
{
    int32_t flow = dh_flow_of(w, before);
    const struct dh_block *k = &w->v->b->blocks[j];
    if (flow == dh_flow_of(w, i) && (dh_flow_of(w, j) == flow || is_set_apart(w, j, flow) ||
                                     k->is & DH_IS_PRE || is_in_data(w, j)))
        return true;
    return (dh_near_within(k, DH_NEAR_BLOCKQUOTE, 1) || is_plain_item(w, j) ||
            is_boxed_sentence(w, j)) &&
           i - before <= QUOTE_GAP && dh_flow_stands_with(w, j, before) &&
           dh_flow_stands_with(w, j, i);
}

/* "Related", "More on this": a label above links to other stories. */
static bool names_others(const struct dh_block *k)
{
    return k->words <= DH_FLOW_LABEL_WORDS && (k->cue_any | k->cue_start) & 1u << DH_CUE_RELATED;
}

static void fill_gap(struct dh_flow *w, uint32_t before, uint32_t end)
{
    const struct dh_overview *v = w->v;
    bool others = false; /* links here are below such a label */
    for (uint32_t j = before + 1; j < end; j++) {
        bool link = v->facts[j].link >= GAP_LINK;
        others = link ? others : names_others(&v->b->blocks[j]);
        if (v->b->blocks[j].n_tokens && !dh_in_form(v, j) && !dh_flow_is_time(v, j) &&
            !(link && others) && w->choice[j].score > GAP_SCORE && fills_gap(w, before, j, end))
            w->choice[j].keep = true;
    }
}

/* Lists, tables, quotations and short lines between kept paragraphs are part of the text, as are
 * the offers and sources that it links to there. */
static void fill_gaps(struct dh_flow *w)
{
    int64_t before = -1;
    for (uint32_t i = 0; i < w->v->b->n_blocks; i++) {
        if (!w->choice[i].keep)
            continue;
        if (before >= 0 && i - before > 1 && i - before <= GAP_MAX)
            fill_gap(w, (uint32_t)before, i);
        before = i;
    }
}

/* Whether block i says who is quoted above it: the last line of a small box for a quotation, a few
 * words that are no sentence and no link. */
static bool is_attribution(const struct dh_flow *w, uint32_t i)
{
    enum { LINES = 4, WORDS = 12 };
    const struct dh_blocks *b = w->v->b;
    const struct dh_block *k = &b->blocks[i];
    const struct dh_box *x = &b->boxes[k->box];
    while (x->parent >= 0 && x->end - x->first == 1)
        x = &b->boxes[x->parent];
    return x->signs >> DH_SIGN_QUOTE & 1 && x->end == i + 1 && x->end - x->first <= LINES &&
           k->words <= WORDS && k->n_tokens && k->link == 0 &&
           !(k->is & (DH_IS_SENTENCE_END | DH_IS_HIDDEN)) && !w->v->facts[i].cue;
}

/* Whoever is quoted in a box of its own is named with the words that stay. */
static void keep_attributions(struct dh_flow *w)
{
    for (uint32_t i = 1; i < w->v->b->n_blocks; i++)
        if (!w->choice[i].keep && w->choice[i - 1].keep && w->choice[i].score > POST_SCORE &&
            is_attribution(w, i))
            w->choice[i].keep = true;
}

/* Boxes whose blocks belong together, a quoted post, a list, a table: what most of its words say
 * holds for those that are in doubt. */
static void complete_boxes(struct dh_flow *w)
{
    const struct dh_blocks *b = w->v->b;
    for (uint32_t i = 0; i < b->n_boxes; i++) {
        const struct dh_box *x = &b->boxes[i];
        bool post = dh_flow_is_quotation(x);
        if (!post && x->tag != GUMBO_TAG_UL && x->tag != GUMBO_TAG_OL && !is_data(w->v, x))
            continue;
        float kept = 0, all = 0;
        for (uint32_t j = x->first; j < x->end; j++) {
            all += b->blocks[j].words;
            kept += w->choice[j].keep ? b->blocks[j].words : 0;
        }
        for (uint32_t j = x->first; j < x->end && kept > BOX_PART * all; j++)
            if (b->blocks[j].n_tokens && w->choice[j].score > (post ? POST_SCORE : LIST_SCORE))
                w->choice[j].keep = true;
    }
}

/* Whether block i begins with the words that block j does, and goes on. Of wide characters, each
 * a token, it takes more to make as many words. */
static bool opens_as(const struct dh_blocks *b, uint32_t i, uint32_t j)
{
    enum { OPENING = 3, OPENING_WIDE = 8 };
    const struct dh_block *k = &b->blocks[i], *as = &b->blocks[j];
    size_t n = k->wide || as->wide ? OPENING_WIDE : OPENING;
    return k->n_tokens > n && as->n_tokens > n &&
           memcmp(b->tokens + k->token, b->tokens + as->token, n * sizeof *b->tokens) == 0;
}

/* The last line of a list of things stays where others there open as it does: "Open 3 to 9 May,
 * ...". Those stay by what stands below them. */
static void keep_last_alike(struct dh_flow *w)
{
    enum { ALIKE_MIN = 3 };
    uint32_t n = w->v->b->n_blocks, last = n, alike = 0;
    while (last > 0 && !w->choice[last - 1].keep)
        last--;
    if (last == 0 || last == n || w->v->facts[last].cue || w->choice[last].score <= POST_SCORE ||
        w->v->facts[last].link >= GAP_LINK || !dh_flow_stands_with(w, last, last - 1))
        return;
    for (uint32_t i = 0; i < last; i++)
        alike += w->choice[i].keep && opens_as(w->v->b, last, i);
    w->choice[last].keep = alike >= ALIKE_MIN;
}

void dh_keep_flow(const struct dh_overview *v, struct dh_choice *choice)
{
    struct dh_flow w;
    dh_flow_init(&w, v, choice);
    fill_gaps(&w);
    complete_boxes(&w);
    keep_attributions(&w);
    keep_last_alike(&w);
    dh_flow_lists(&w);
    dh_flow_facts(&w);
    dh_flow_headed_lists(&w);
    dh_flow_posts(&w);
    dh_flow_crossheads(&w);
    dh_flow_notes(&w);
}
