/* SPDX-License-Identifier: MIT */
/* Lines that belong to a picture: captions and credits that no figcaption holds. */
#include "html/block/look.h"
#include "html/refine/refine.h"

enum { FIGURE_WORDS = 60, FIGURE_LABEL = 24 /* bytes */, CREDIT_WORDS = 10 };
static const struct dh_str copyright = { "©", sizeof "©" - 1 };

/* Whether s ends in whose a picture is: "The pier © Harbour Office". */
static bool ends_in_credit(struct dh_str s)
{
    unsigned spaces = 0;
    for (size_t at = dh_str_find(s, copyright); at < s.n; at++)
        spaces += s.p[at] == ' ';
    return dh_str_find(s, copyright) < s.n && spaces <= CREDIT_WORDS;
}

/* "Figure 4: ...", "(Photo: Ann Lee)", "The pier © Harbour Office", right behind a picture: its
 * caption, though no box or class says so. Of eleven such lines that were kept on labelled pages
 * none was body. */
static bool is_figure_line(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    const uint32_t cues = 1u << DH_CUE_CAPTION | 1u << DH_CUE_CREDIT;
    struct dh_str text = dh_block_text(v->b, i), label = text;
    label.n = label.n < FIGURE_LABEL ? label.n : FIGURE_LABEL;
    bool labelled = k->cue_start & cues && dh_str_find(label, DH_STR(":")) < label.n;
    return k->is & DH_IS_MEDIA_BEFORE && k->words <= FIGURE_WORDS && !v->facts[i].heading &&
           (labelled || ends_in_credit(text));
}

/* "© Harbour Office / Ann Lee": whose a picture is, wherever the picture is. A year says whose
 * the page is. */
static bool is_credit_line(const struct dh_overview *v, uint32_t i)
{
    struct dh_str text = dh_block_text(v->b, i);
    if (v->b->blocks[i].words > CREDIT_WORDS || !dh_str_starts(text, copyright))
        return false;
    text = dh_str_trim((struct dh_str){ text.p + copyright.n, text.n - copyright.n });
    return text.n && !(text.p[0] >= '0' && text.p[0] <= '9');
}

/* Whether an inline element holds all of block i, or nearly, and is named after pictures:
 * "<em class=img_desc>". */
static bool is_in_named(const struct dh_overview *v, uint32_t i)
{
    const uint64_t signs = 1ull << DH_SIGN_CAPTION | 1ull << DH_SIGN_IMAGE;
    const struct dh_block *k = &v->b->blocks[i];
    const struct dh_node *nodes = v->b->nodes;
    for (uint32_t j = 0; j < k->n_leads; j++) {
        uint32_t lead = v->b->leads[k->lead + j];
        size_t n = 0;
        if (!(dh_look_at(v->b->looks, &nodes[lead])->signs & signs))
            continue;
        for (uint32_t t = lead + 1; t < nodes[lead].end && 10 * n < 9 * (size_t)k->n; t++)
            n += nodes[t].tag == DH_TAG_TEXT ? nodes[t].raw.n : 0;
        if (10 * n >= 9 * (size_t)k->n)
            return true;
    }
    return false;
}

/* A line right behind a picture in a box, or an inline element, that is named a caption. */
static bool is_named_caption(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->is & DH_IS_MEDIA_BEFORE && k->words <= FIGURE_WORDS && !v->facts[i].heading &&
           (dh_near_within(k, DH_SIGN_CAPTION, 1) || is_in_named(v, i));
}

/* Whether a picture stands in element `box` before any text does. */
static bool begins_with_picture(const struct dh_node *nodes, uint32_t box)
{
    enum { NODES_MAX = 24 };
    uint32_t end = nodes[box].end < box + NODES_MAX ? nodes[box].end : box + NODES_MAX;
    for (uint32_t i = box + 1; i < end; i++) {
        if (nodes[i].tag == GUMBO_TAG_IMG)
            return true;
        if (nodes[i].tag == DH_TAG_TEXT && dh_str_trim(nodes[i].raw).n)
            return false;
    }
    return false;
}

/* Of boxes that may hold a picture and a line of the story: a paragraph or an item that begins with
 * one; of a figure others judge. A cell is judged by its table: there are tables of nothing but a
 * picture and its caption. */
static bool may_be_story(GumboTag tag)
{
    return tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_BLOCKQUOTE ||
           tag == GUMBO_TAG_FIGURE;
}
static bool is_of_table(GumboTag tag)
{
    return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_TR ||
           tag == GUMBO_TAG_TBODY;
}

/* A line that is alone in a box with the picture above it. What somebody said stands below a face,
 * and text beside a picture in a box that is named so ("media-text"). */
static bool is_boxed_with_picture(const struct dh_overview *v, uint32_t i)
{
    enum { LEVELS = 5, BOXED_WORDS = 24 };
    const struct dh_block *k = &v->b->blocks[i];
    int32_t e = (int32_t)k->box;
    if (!(k->is & DH_IS_MEDIA_BEFORE) || k->is & (DH_IS_QUOTE_START | DH_IS_COLON_END) ||
        k->words > BOXED_WORDS || k->sentences > 1 || v->facts[i].heading)
        return false;
    for (int up = 0; up < LEVELS && e >= 0; up++, e = v->b->boxes[e].parent) {
        const struct dh_box *box = &v->b->boxes[e];
        if (box->first != i || box->end != i + 1)
            return false;
        if (!is_of_table(box->tag) && begins_with_picture(v->b->nodes, box->node))
            return !may_be_story(box->tag) && !(box->signs >> DH_SIGN_TEXT & 1);
    }
    return false;
}

bool dh_is_of_picture(const struct dh_overview *v, uint32_t i)
{
    return is_figure_line(v, i) || is_credit_line(v, i) || is_named_caption(v, i) ||
           is_boxed_with_picture(v, i);
}
