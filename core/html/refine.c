/* SPDX-License-Identifier: MIT */
/* Rules that hold whatever the extractor says: what it kept and is no text goes, what it left out
 * between kept text comes back. */
#include <string.h>

#include "html/body.h"

enum {
    COPY_WORDS = 25,
    COPY_WORDS_IN_RUN = 5,
    STANDFIRST_WORDS_MAX = 120,
    HEADLINE_WORDS = 60,
    BYLINE_WORDS = 20,
    STAMP_WORDS = 10,
    DATE_DIGITS = 8,
    FORM_LEVELS = 2,
    FORM_BLOCKS = 5,
    GAP_MAX = 40,
    CROSSHEAD_GAP = 6,
    CROSSHEAD_TEXT = 12
};
/* What stands between kept text stays at this score and share of links. */
static const float GAP_SCORE = -4, GAP_LINK = .6f, GAP_LINK_SCORE = -1.5f;
static const float CROSSHEAD_SCORE = -2.5f, CROSSHEAD_LINK = .3f;
static const float SAME_TITLE = .95f;
static const float STAMP_PART = .15f; /* of characters: digits */
static const float BOX_PART = .5f, POST_SCORE = -3, LIST_SCORE = -1.5f;

struct work {
    const struct dh_view *v;
    struct dh_choice *choice;
    const struct dh_html_options *o;
};

/* Blocks for which drop() holds go, when that leaves a body: at least `part` of the kept words. */
static void drop_unless_all(struct work *w, bool (*drop)(const struct dh_view *, uint32_t),
                            float part)
{
    const struct dh_blocks *b = w->v->b;
    float words = 0, all = 0;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        if (w->choice[i].keep) {
            all += b->blocks[i].words;
            words += drop(w->v, i) ? 0 : b->blocks[i].words;
        }
    if (words < DH_BODY_WORDS_MIN || words < part * all)
        return;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        if (w->choice[i].keep && drop(w->v, i))
            w->choice[i].keep = false;
}

static bool in_comments(const struct dh_view *v, uint32_t i)
{
    return v->b->blocks[i].near[DH_SIGN_COMMENT_BOX] < DH_FAR;
}

/* Notices that embedded content waits for consent, or a sign-up box: the same long text several
 * times. */
static bool repeated_notice(const struct dh_view *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    const uint32_t cues = 1u << DH_CUE_CONSENT | 1u << DH_CUE_SIGNUP;
    return v->facts[i].copies >= 2 && k->words >= 8 && (k->cue_any & cues);
}

/* What asks for consent stands at the page's end in many pages, with a lot to read. */
static bool in_consent_box(const struct dh_view *v, uint32_t i)
{
    return dh_near_within(&v->b->blocks[i], DH_SIGN_CONSENT, 4) && !v->facts[i].heading;
}

/* The words beside a field to fill in: sign-up, search, comment. Of 1,000 such blocks on labelled
 * pages none was body. */
static bool in_form(const struct dh_view *v, uint32_t i)
{
    int32_t e = (int32_t)v->b->blocks[i].box;
    for (int up = 0; up <= FORM_LEVELS && e >= 0; up++, e = v->b->boxes[e].parent)
        if (v->b->boxes[e].field)
            return v->b->boxes[e].end - v->b->boxes[e].first <= FORM_BLOCKS;
    return false;
}

/* Pages hide menus, copies and lures; some hide the body until a script shows it. */
static bool is_hidden(const struct dh_view *v, uint32_t i)
{
    return v->b->blocks[i].is & DH_IS_HIDDEN;
}

static bool is_headline(const struct dh_view *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return v->facts[i].title && (v->facts[i].heading || dh_near_within(k, DH_SIGN_TITLE, 1));
}

/* The headline stands above the text; below some text, a heading much like it is a crosshead ("What
 * is a spring tide?") unless it is the very same. */
static void drop_headlines(struct work *w)
{
    float words = 0;
    for (uint32_t i = 0; i < w->v->b->n_blocks; i++) {
        const struct dh_block_facts *f = &w->v->facts[i];
        bool same = f->title_in >= SAME_TITLE && f->title_of >= SAME_TITLE;
        if (w->choice[i].keep && is_headline(w->v, i) && (same || words < HEADLINE_WORDS))
            w->choice[i].keep = false;
        words += w->choice[i].keep ? w->v->b->blocks[i].words : 0;
    }
}

/* The author's name and a date in one line without a stop. */
static bool is_byline(const struct dh_view *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return v->facts[i].author >= .3f && k->digits && k->words < BYLINE_WORDS &&
           !(k->is & DH_IS_SENTENCE_END);
}

/* Of a body that stands twice, the first copy stays. A copy is a long block, or one of several in
 * the same order; short lines may recur alone: labels, scores, refrains. */
static bool is_copy(const struct work *w, uint32_t i)
{
    const struct dh_view *v = w->v;
    uint32_t n = v->b->n_blocks, first = (uint32_t)v->facts[i].first_copy;
    if (first == i || !w->choice[first].keep)
        return false;
    if (v->b->blocks[i].words >= COPY_WORDS)
        return true;
    bool run = (first > 0 && v->facts[i - 1].first_copy == (int32_t)first - 1) ||
               (i + 1 < n && v->facts[i + 1].first_copy == (int32_t)first + 1);
    return run && v->b->blocks[i].words >= COPY_WORDS_IN_RUN;
}

static void drop_copies(struct work *w)
{
    for (uint32_t i = 0; i < w->v->b->n_blocks; i++)
        if (w->choice[i].keep && is_copy(w, i))
            w->choice[i].keep = false;
}

/* Whether box e is one that text is made of, and its name says nothing else. */
static bool is_text_box(const struct dh_box *x)
{
    static const uint64_t other =
        1ull << DH_SIGN_SHARE | 1ull << DH_SIGN_RELATED | 1ull << DH_SIGN_PROMO |
        1ull << DH_SIGN_NEWSLETTER | 1ull << DH_SIGN_CAPTION | 1ull << DH_SIGN_CREDIT |
        1ull << DH_SIGN_TAGS | 1ull << DH_SIGN_NAV | 1ull << DH_SIGN_VIDEO | 1ull << DH_SIGN_TOOLS |
        1ull << DH_SIGN_BYLINE | 1ull << DH_SIGN_CONSENT | 1ull << DH_SIGN_MODAL |
        1ull << DH_SIGN_IMAGE | 1ull << DH_SIGN_GALLERY;
    static const bool text[GUMBO_TAG_LAST + 1] = {
        [GUMBO_TAG_P] = true,     [GUMBO_TAG_UL] = true,    [GUMBO_TAG_OL] = true,
        [GUMBO_TAG_LI] = true,    [GUMBO_TAG_DL] = true,    [GUMBO_TAG_DT] = true,
        [GUMBO_TAG_DD] = true,    [GUMBO_TAG_TABLE] = true, [GUMBO_TAG_TBODY] = true,
        [GUMBO_TAG_THEAD] = true, [GUMBO_TAG_TFOOT] = true, [GUMBO_TAG_TR] = true,
        [GUMBO_TAG_TD] = true,    [GUMBO_TAG_TH] = true,    [GUMBO_TAG_BLOCKQUOTE] = true,
        [GUMBO_TAG_H2] = true,    [GUMBO_TAG_H3] = true,    [GUMBO_TAG_H4] = true,
        [GUMBO_TAG_H5] = true,    [GUMBO_TAG_H6] = true,
    };
    return text[x->tag] && !x->hidden && !(x->signs & other);
}

/* The box whose flow of paragraphs, lists and tables block i is part of. */
static int32_t flow_of(const struct dh_view *v, uint32_t i)
{
    int32_t e = (int32_t)v->b->blocks[i].box;
    while (v->b->boxes[e].parent >= 0 && is_text_box(&v->b->boxes[e]))
        e = v->b->boxes[e].parent;
    return e;
}

/* Lists, tables and short lines between kept paragraphs of the same flow are part of the text,
 * unless clearly not. */
static void fill_gaps(struct work *w)
{
    const struct dh_view *v = w->v;
    int64_t before = -1;
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        if (!w->choice[i].keep)
            continue;
        if (before >= 0 && i - before > 1 && i - before <= GAP_MAX) {
            int32_t flow = flow_of(v, (uint32_t)before);
            bool same = flow == flow_of(v, i);
            for (uint32_t j = (uint32_t)before + 1; same && j < i; j++)
                if (v->b->blocks[j].n_tokens && flow_of(v, j) == flow && !in_form(v, j) &&
                    w->choice[j].score > (v->facts[j].link < GAP_LINK ? GAP_SCORE : GAP_LINK_SCORE))
                    w->choice[j].keep = true;
        }
        before = i;
    }
}

/* Whether kept text follows block i, with no more than pictures' captions and the like between. */
static bool leads_text(const struct work *w, uint32_t i)
{
    const struct dh_blocks *b = w->v->b;
    uint32_t end = i + 1 + CROSSHEAD_GAP < b->n_blocks ? i + 1 + CROSSHEAD_GAP : b->n_blocks;
    for (uint32_t j = i + 1; j < end; j++) {
        if (w->choice[j].keep)
            return j == i + 1 || b->blocks[j].words >= CROSSHEAD_TEXT;
        if (w->v->facts[j].heading)
            return false;
    }
    return false;
}

/* A heading before kept text, with kept text somewhere before it, is a crosshead. */
static void keep_crossheads(struct work *w)
{
    const struct dh_view *v = w->v;
    bool any = false;
    for (uint32_t i = 0; i + 1 < v->b->n_blocks; i++) {
        const struct dh_block_facts *f = &v->facts[i];
        const struct dh_block *k = &v->b->blocks[i];
        any |= w->choice[i].keep;
        if (any && !w->choice[i].keep && f->heading && !f->title && !f->cue &&
            f->link < CROSSHEAD_LINK && k->n_tokens && w->choice[i].score > CROSSHEAD_SCORE &&
            !(k->is & DH_IS_HIDDEN) && !f->copies_before && leads_text(w, i))
            w->choice[i].keep = true;
    }
}

/* Boxes whose blocks belong together, a quoted post or a list: what most of its words say holds for
 * those that are in doubt. */
static void complete_boxes(struct work *w)
{
    const struct dh_blocks *b = w->v->b;
    for (uint32_t i = 0; i < b->n_boxes; i++) {
        const struct dh_box *x = &b->boxes[i];
        bool post = x->tag == GUMBO_TAG_BLOCKQUOTE;
        if (!post && x->tag != GUMBO_TAG_UL && x->tag != GUMBO_TAG_OL)
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

/* Posts of other services set into the text. */
static bool is_embed(const struct dh_view *v, uint32_t i)
{
    return v->b->blocks[i].near[DH_SIGN_EMBED] <= 3;
}

/* The standfirst stands before the text: by its box's name, or since the description repeats it. */
static void drop_standfirst(struct work *w)
{
    const struct dh_view *v = w->v;
    float words = 0;
    for (uint32_t i = 0; i < v->b->n_blocks && words < STANDFIRST_WORDS_MAX; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        if (!w->choice[i].keep)
            continue;
        bool lead = dh_near_within(k, DH_SIGN_LEAD, 2) || k->leading >> DH_SIGN_LEAD & 1;
        if (!lead && !(v->facts[i].heading && v->facts[i].description > .8f))
            return;
        w->choice[i].keep = false;
        words += k->words;
    }
}

/* A date, with a name or a time, and no sentence. */
static bool is_stamp_line(const struct dh_view *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool date = k->cue_any & 1u << DH_CUE_DATE || k->is & DH_IS_TIME || k->digits >= DATE_DIGITS;
    return date && k->words <= STAMP_WORDS && (float)k->digits > STAMP_PART * (float)k->chars &&
           !(k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END));
}

/* At the head of the text stands the headline, if it has no tag of its own, and below a headline a
 * line with the date. */
static void drop_head(struct work *w)
{
    const struct dh_view *v = w->v;
    bool headline = false;
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        bool title = v->facts[i].title && !(k->is & DH_IS_SENTENCE_END);
        if (w->choice[i].keep) {
            if (!title && !(headline && is_stamp_line(v, i)))
                return;
            w->choice[i].keep = false;
        }
        headline |= title;
    }
}

/* What holds whatever the extractor says. */
void dh_body_refine(const struct dh_view *v, struct dh_choice *choice,
                    const struct dh_html_options *o)
{
    struct work work = { v, choice, o }, *w = &work;
    drop_unless_all(w, in_comments, 0);
    drop_unless_all(w, repeated_notice, 0);
    drop_unless_all(w, in_consent_box, .4f);
    drop_unless_all(w, in_form, .5f);
    drop_headlines(w);
    drop_unless_all(w, is_byline, 0);
    drop_unless_all(w, is_hidden, .5f);
    drop_head(w);
    dh_drop_other_articles(v, choice);
    if (!w->o->keep_embeds)
        drop_unless_all(w, is_embed, 0);
    if (!w->o->keep_standfirst)
        drop_standfirst(w);
    fill_gaps(w);
    complete_boxes(w);
    keep_crossheads(w);
    drop_copies(w);
}
