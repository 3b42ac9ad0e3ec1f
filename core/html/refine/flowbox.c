/* SPDX-License-Identifier: MIT */
/* Which box's flow a block is part of. */
#include "html/refine/flow.h"

enum { TIME_WORDS = 6 };
static const float COMMON_PART = .6f;

/* Names that say a box is no part of the text around it. */
static const uint64_t other_signs =
    1ull << DH_SIGN_SHARE | 1ull << DH_SIGN_RELATED | 1ull << DH_SIGN_PROMO |
    1ull << DH_SIGN_NEWSLETTER | 1ull << DH_SIGN_CAPTION | 1ull << DH_SIGN_CREDIT |
    1ull << DH_SIGN_TAGS | 1ull << DH_SIGN_NAV | 1ull << DH_SIGN_VIDEO | 1ull << DH_SIGN_TOOLS |
    1ull << DH_SIGN_BYLINE | 1ull << DH_SIGN_CONSENT | 1ull << DH_SIGN_MODAL |
    1ull << DH_SIGN_IMAGE | 1ull << DH_SIGN_GALLERY;

static const uint64_t apart_signs = 1ull << DH_SIGN_FACTS | 1ull << DH_SIGN_SIDEBAR |
                                    1ull << DH_SIGN_POPULAR | 1ull << DH_SIGN_COMMENT |
                                    1ull << DH_SIGN_COMMENT_BOX | 1ull << DH_SIGN_FOOTER;

/* Signs that the boxes around most of the kept text carry: page builders put each paragraph into a
 * "widget" or a "media-text", which then says nothing. */
static uint64_t common_signs(const struct dh_overview *v, const struct dh_choice *choice)
{
    enum { LEVELS = 3 };
    float of[DH_SIGNS] = { 0 }, words = 0;
    uint64_t common = 0;
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        if (!choice[i].keep)
            continue;
        words += k->words;
        uint64_t signs = 0; /* near[] may have forgotten what all boxes of the page are called */
        int32_t e = (int32_t)k->box;
        for (unsigned up = 0; up <= LEVELS && e >= 0; up++, e = v->b->boxes[e].parent)
            signs |= v->b->boxes[e].signs;
        for (signs &= (1ull << DH_SIGNS) - 1; signs; signs &= signs - 1)
            of[__builtin_ctzll(signs)] += k->words;
    }
    for (unsigned sign = 0; sign < DH_SIGNS; sign++)
        if (of[sign] > COMMON_PART * words)
            common |= 1ull << sign;
    return common;
}

bool dh_flow_is_text(const struct dh_flow *w, const struct dh_box *x)
{
    static const bool text[GUMBO_TAG_LAST + 1] = {
        [GUMBO_TAG_P] = true,     [GUMBO_TAG_UL] = true,    [GUMBO_TAG_OL] = true,
        [GUMBO_TAG_LI] = true,    [GUMBO_TAG_DL] = true,    [GUMBO_TAG_DT] = true,
        [GUMBO_TAG_DD] = true,    [GUMBO_TAG_TABLE] = true, [GUMBO_TAG_TBODY] = true,
        [GUMBO_TAG_THEAD] = true, [GUMBO_TAG_TFOOT] = true, [GUMBO_TAG_TR] = true,
        [GUMBO_TAG_TD] = true,    [GUMBO_TAG_TH] = true,    [GUMBO_TAG_BLOCKQUOTE] = true,
        [GUMBO_TAG_PRE] = true,   [GUMBO_TAG_H2] = true,    [GUMBO_TAG_H3] = true,
        [GUMBO_TAG_H4] = true,    [GUMBO_TAG_H5] = true,    [GUMBO_TAG_H6] = true,
    };
    return text[x->tag] && !x->hidden && !(x->signs & w->other);
}

int32_t dh_flow_of(const struct dh_flow *w, uint32_t i)
{
    const struct dh_overview *v = w->v;
    int32_t e = (int32_t)v->b->blocks[i].box;
    while (v->b->boxes[e].parent >= 0 && dh_flow_is_text(w, &v->b->boxes[e]))
        e = v->b->boxes[e].parent;
    return e;
}

/* "media-text" holds the text beside a picture. */
static uint64_t telling_signs(const struct dh_box *x)
{
    bool text = x->signs >> DH_SIGN_TEXT & 1;
    return text ? x->signs & ~(1ull << DH_SIGN_IMAGE) : x->signs;
}

bool dh_flow_is_wrapper(const struct dh_flow *w, const struct dh_box *x)
{
    return (x->tag == GUMBO_TAG_DIV || x->tag == GUMBO_TAG_DETAILS || x->tag == GUMBO_TAG_SECTION ||
            x->tag == GUMBO_TAG_FIGURE || x->tag == GUMBO_TAG_ARTICLE) &&
           !x->hidden && !(telling_signs(x) & (w->other | w->apart));
}

int32_t dh_flow_wide(const struct dh_flow *w, int32_t e, uint32_t first, uint32_t end)
{
    const struct dh_overview *v = w->v;
    for (const struct dh_box *x = &v->b->boxes[e]; x->parent >= 0; x = &v->b->boxes[e]) {
        bool around = x->first == first && x->end == end;
        if (!dh_flow_is_text(w, x) && !(around && dh_flow_is_wrapper(w, x)))
            break;
        first = x->first;
        end = x->end;
        e = x->parent;
    }
    return e;
}

int32_t dh_flow_wide_of(const struct dh_flow *w, uint32_t i)
{
    return dh_flow_wide(w, (int32_t)w->v->b->blocks[i].box, i, i + 1);
}

void dh_flow_init(struct dh_flow *w, const struct dh_overview *v, struct dh_choice *choice)
{
    uint64_t common = common_signs(v, choice);
    *w = (struct dh_flow){ v, choice, other_signs & ~common, apart_signs & ~common };
}

bool dh_flow_is_time(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->is & DH_IS_TIME && k->words <= TIME_WORDS;
}

bool dh_flow_stands_with(const struct dh_flow *w, uint32_t j, uint32_t near)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_box *x = &b->boxes[b->blocks[j].box];
    for (; x->parent >= 0 && (near < x->first || near >= x->end); x = &b->boxes[x->parent])
        if (!dh_flow_is_text(w, x) && !dh_flow_is_wrapper(w, x))
            return false;
    return true;
}
