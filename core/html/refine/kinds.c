/* SPDX-License-Identifier: MIT */
#include "html/refine/refine.h"

#include "base/hash.h"
#include "html/block/tagtreat.h"

enum { PATH = 4 /* boxes; further out stand classes of the section and of the page */ };
enum { PRINTED_WORDS = 40 };

/* From the strongest word to the weakest: the first row that holds decides. levels: how far up the
 * box may stand. */
static const struct {
    uint8_t slot, levels;
    uint8_t kind;
    const char *rule;
} rows[] = {
    { DH_SIGN_COMMENT_BOX, 15, DH_COMMENTS, "html.comments" },
    { DH_NEAR_FIGCAPTION, 3, DH_CAPTION, "html.caption" },
    { DH_SIGN_CREDIT, 1, DH_CREDIT, "html.credit" },
    { DH_SIGN_CAPTION, 2, DH_CAPTION, "html.caption" },
    { DH_SIGN_NEWSLETTER, 4, DH_NEWSLETTER, "html.newsletter" },
    { DH_SIGN_CONSENT, 4, DH_COOKIE, "html.consent" },
    { DH_SIGN_SHARE, 3, DH_SHARE, "html.share" },
    { DH_SIGN_RELATED, 4, DH_RELATED, "html.related" },
    { DH_SIGN_POPULAR, 4, DH_RELATED, "html.popular" },
    { DH_SIGN_COMMENT, 4, DH_COMMENTS, "html.comments" },
    { DH_SIGN_TAGS, 2, DH_TAGS, "html.tags" },
    { DH_SIGN_BYLINE, 2, DH_BYLINE, "html.byline" },
    { DH_SIGN_DATE, 1, DH_STAMP, "html.stamp" },
    { DH_SIGN_VIDEO, 2, DH_VIDEO, "html.video" },
    { DH_NEAR_FIGURE, 3, DH_CAPTION, "html.figure" },
    { DH_SIGN_GALLERY, 2, DH_CAPTION, "html.gallery" },
    { DH_SIGN_PROMO, 3, DH_PROMO, "html.promo" },
    { DH_SIGN_TOOLS, 1, DH_TOOLS, "html.tools" },
    { DH_NEAR_NAV, 15, DH_OTHER, "html.nav" },
    { DH_NEAR_FOOTER, 15, DH_OTHER, "html.footer" },
    { DH_NEAR_ASIDE, 4, DH_OTHER, "html.aside" },
};

/* Whether row j holds of block k. A quotation set into a figure is no caption: editors make boxes
 * for words of the story in large letters of the two. */
static bool is_told_by(const struct dh_block *k, size_t j, uint64_t leading)
{
    bool near = k->near[rows[j].slot] <= rows[j].levels;
    if (near && rows[j].slot == DH_NEAR_FIGURE &&
        k->near[DH_NEAR_BLOCKQUOTE] < k->near[DH_NEAR_FIGURE])
        return false;
    return near || (rows[j].slot < DH_SIGNS && leading >> rows[j].slot & 1);
}

struct dh_kind_rule dh_block_kind(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    const struct dh_block_facts *f = &v->facts[i];
    unsigned tag = v->b->boxes[k->box].tag;
    uint64_t leading = dh_block_leading(v->b, i);
    if (f->title || (tag == GUMBO_TAG_H1 && f->title_in > .5f))
        return (struct dh_kind_rule){ DH_TITLE, "html.title" };
    for (size_t j = 0; j < DH_LEN(rows); j++)
        if (is_told_by(k, j, leading))
            return (struct dh_kind_rule){ rows[j].kind, rows[j].rule };
    if (f->author >= .3f && k->words < 20)
        return (struct dh_kind_rule){ DH_BYLINE, "html.author" };
    if (k->is & DH_IS_TIME && k->words < 20)
        return (struct dh_kind_rule){ DH_STAMP, "html.time" };
    if (dh_is_link(f))
        return (struct dh_kind_rule){ DH_RELATED, "html.links" };
    if (f->copies_before && k->words >= 5)
        return (struct dh_kind_rule){ DH_REPEAT, "html.copy" };
    if (k->is & DH_IS_HIDDEN)
        return (struct dh_kind_rule){ DH_OTHER, "html.hidden" };
    return (struct dh_kind_rule){ DH_OTHER, "html.outside" };
}

bool dh_block_is_note(const struct dh_block *k)
{
    const uint32_t line = 1u << DH_CUE_CREDITS_LINE, printed = 1u << DH_CUE_PRINTED;
    return (k->cue_start & k->cue_any & line) ||
           (k->cue_any & printed && k->words <= PRINTED_WORDS);
}

uint16_t dh_block_path(const struct dh_blocks *b, uint32_t i)
{
    uint64_t h = 0;
    int32_t box = (int32_t)b->blocks[i].box;
    for (unsigned level = 0; level < PATH && box >= 0; level++, box = b->boxes[box].parent)
        h = dh_hash_mix(h * 31 + b->boxes[box].shape);
    return (uint16_t)(1 + h % DH_PATHS);
}

enum dh_role dh_block_role(const struct dh_blocks *b, uint32_t i)
{
    const struct dh_block *k = &b->blocks[i];
    unsigned tag = b->boxes[k->box].tag;
    if (dh_tag_is_heading(tag) || k->near[DH_NEAR_HEADING] <= 1)
        return DH_ROLE_HEADING;
    if (k->near[DH_NEAR_FIGCAPTION] <= 3)
        return DH_ROLE_CAPTION;
    if (k->is & DH_IS_PRE)
        return DH_ROLE_PRE;
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH)
        return DH_ROLE_CELL;
    if (k->near[DH_NEAR_BLOCKQUOTE] <= 3)
        return DH_ROLE_QUOTE;
    if (k->near[DH_NEAR_ITEM] <= 2)
        return DH_ROLE_ITEM;
    if (k->near[DH_NEAR_TABLE] <= 4)
        return DH_ROLE_CELL;
    return DH_ROLE_PARAGRAPH;
}
