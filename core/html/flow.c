/* SPDX-License-Identifier: MIT */
/* What the extractor left out and belongs to the text by where it stands: lines and lists between
 * kept paragraphs or behind them, the rest of a quoted post, crossheads. None of them says so
 * alone: a list of four short items looks like a menu. */
#include "html/body.h"

enum {
    FORM_LEVELS = 2,
    FORM_BLOCKS = 5,
    GAP_MAX = 40,
    QUOTE_GAP = 8,
    CROSSHEAD_GAP = 6,
    CROSSHEAD_TEXT = 12,
    LABEL_WORDS = 12,
    INTRO_MAX = 2,
    ITEMS_MIN = 2,
    BOXES_MIN = 3,
    POSTS_MIN = 3,
    POSTS_GAP = 3,
    TIME_WORDS = 6,
    NOTE_WORDS = 4,
    NOTE_GAP = 6,
    NOTE_APART_GAP = 2
};
static const float COMMON_PART = .6f;
/* What stands between kept text in its flow stays but where a rule struck it, which is -9. The
 * model's score says little there: of 64 lines that a limit of -2 for links kept out, on pages of
 * sites it had not seen, 54 were body. */
static const float GAP_SCORE = -8, GAP_LINK = .6f;
static const float CROSSHEAD_SCORE = -2.5f, CROSSHEAD_LINK = .3f;
static const float BOX_PART = .5f, POST_SCORE = -3, LIST_SCORE = -1.5f;
static const float ITEM_SCORE = -3, LONE_ITEM_SCORE = -2, ITEM_LINK = .3f, STEP_LINK = .5f;
static const float POSTS_SCORE = -1.5f, POST_LINE_SCORE = -2.5f;
static const float NOTE_SCORE = -3, NOTE_APART_SCORE = -1.5f, NOTE_LINK = .5f;
static const float NOTE_SURE_SCORE = -6; /* of a form that stands nowhere else */

struct work {
    const struct dh_view *v;
    struct dh_choice *choice;
    uint64_t other,
        apart; /* signs of other_signs and apart_signs that tell something on this page */
};

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
static uint64_t common_signs(const struct dh_view *v, const struct dh_choice *choice)
{
    enum { LEVELS = 3 };
    float of[DH_SIGNS] = { 0 }, words = 0;
    uint64_t common = 0;
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        if (!choice[i].keep)
            continue;
        words += k->words;
        for (unsigned sign = 0; sign < DH_SIGNS; sign++)
            of[sign] += k->near[sign] <= LEVELS ? k->words : 0;
    }
    for (unsigned sign = 0; sign < DH_SIGNS; sign++)
        if (of[sign] > COMMON_PART * words)
            common |= 1ull << sign;
    return common;
}

/* Whether box x is one that text is made of, and its name says nothing else. */
static bool is_text_box(const struct work *w, const struct dh_box *x)
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

/* The box whose flow of paragraphs, lists and tables block i is part of. */
static int32_t flow_of(const struct work *w, uint32_t i)
{
    const struct dh_view *v = w->v;
    int32_t e = (int32_t)v->b->blocks[i].box;
    while (v->b->boxes[e].parent >= 0 && is_text_box(w, &v->b->boxes[e]))
        e = v->b->boxes[e].parent;
    return e;
}

/* A box around text that says nothing of its own. */
static bool is_wrapper(const struct work *w, const struct dh_box *x)
{
    return (x->tag == GUMBO_TAG_DIV || x->tag == GUMBO_TAG_DETAILS || x->tag == GUMBO_TAG_SECTION ||
            x->tag == GUMBO_TAG_FIGURE || x->tag == GUMBO_TAG_ARTICLE) &&
           !x->hidden && !(x->signs & (w->other | w->apart));
}

/* The flow that the blocks [first, end) in box e are part of where templates put a wrapper around
 * each paragraph or list, or a div in place of a p. */
static int32_t wide_flow(const struct work *w, int32_t e, uint32_t first, uint32_t end)
{
    const struct dh_view *v = w->v;
    for (const struct dh_box *x = &v->b->boxes[e]; x->parent >= 0; x = &v->b->boxes[e]) {
        bool around = x->first == first && x->end == end;
        if (!is_text_box(w, x) && !(around && is_wrapper(w, x)))
            break;
        first = x->first;
        end = x->end;
        e = x->parent;
    }
    return e;
}

static int32_t wide_flow_of(const struct work *w, uint32_t i)
{
    return wide_flow(w, (int32_t)w->v->b->blocks[i].box, i, i + 1);
}

/* The words beside a field to fill in: sign-up, search, comment. Of 1,000 such blocks on labelled
 * pages one was body: the first paragraph, in a header with stars to give. */
bool dh_in_form(const struct dh_view *v, uint32_t i)
{
    int32_t e = (int32_t)v->b->blocks[i].box;
    for (int up = 0; up <= FORM_LEVELS && e >= 0; up++, e = v->b->boxes[e].parent)
        if (v->b->boxes[e].field)
            return v->b->boxes[e].end - v->b->boxes[e].first <= FORM_BLOCKS;
    return false;
}

/* The time of a post, alone in its line. */
static bool is_time(const struct dh_view *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->is & DH_IS_TIME && k->words <= TIME_WORDS;
}

/* Whether no box around block j says that it stands apart from block near, up to one around both.
 */
static bool stands_with(const struct work *w, uint32_t j, uint32_t near)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_box *x = &b->boxes[b->blocks[j].box];
    for (; x->parent >= 0 && (near < x->first || near >= x->end); x = &b->boxes[x->parent])
        if (!is_text_box(w, x) && !is_wrapper(w, x))
            return false;
    return true;
}

/* Whether block j stands in the flow between kept blocks `before` and i, in the same as both; or is
 * a quotation, which some templates put into boxes of its own. */
static bool fills_gap(const struct work *w, uint32_t before, uint32_t j, uint32_t i)
{
    int32_t flow = flow_of(w, before);
    if (flow == flow_of(w, i) && flow_of(w, j) == flow)
        return true;
    return dh_near_within(&w->v->b->blocks[j], DH_NEAR_BLOCKQUOTE, 1) && i - before <= QUOTE_GAP &&
           stands_with(w, j, before) && stands_with(w, j, i);
}

/* "Related", "More on this": a label above links to other stories. */
static bool names_others(const struct dh_block *k)
{
    return k->words <= LABEL_WORDS && (k->cue_any | k->cue_start) & 1u << DH_CUE_RELATED;
}

static void fill_gap(struct work *w, uint32_t before, uint32_t end)
{
    const struct dh_view *v = w->v;
    bool others = false; /* links here are below such a label */
    for (uint32_t j = before + 1; j < end; j++) {
        bool link = v->facts[j].link >= GAP_LINK;
        others = link ? others : names_others(&v->b->blocks[j]);
        if (v->b->blocks[j].n_tokens && !dh_in_form(v, j) && !is_time(v, j) && !(link && others) &&
            w->choice[j].score > GAP_SCORE && fills_gap(w, before, j, end))
            w->choice[j].keep = true;
    }
}

/* Lists, tables, quotations and short lines between kept paragraphs are part of the text, as are
 * the offers and sources that it links to there. */
static void fill_gaps(struct work *w)
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

/* Whether boxes around heading i that end before block next say that they stand apart. */
static bool stands_apart(const struct work *w, uint32_t i, uint32_t next)
{
    const struct dh_view *v = w->v;
    const struct dh_box *x = &v->b->boxes[v->b->blocks[i].box];
    for (; x->parent >= 0 && x->end <= next; x = &v->b->boxes[x->parent])
        if (x->tag == GUMBO_TAG_ASIDE || (x->signs & w->apart))
            return true;
    return false;
}

/* Whether kept text follows block i, with no more than a picture's caption and a line that names
 * what is told, or the like, between. */
static bool leads_text(const struct work *w, uint32_t i)
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

/* "Tags:", "Related", "Sources", and the headline: what follows is no part of the story. */
static bool leads_elsewhere(const struct work *w, uint32_t i)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    const struct dh_block_facts *f = &w->v->facts[i];
    const uint32_t chrome = 1u << DH_CUE_TAGS | 1u << DH_CUE_CREDITS_LINE | 1u << DH_CUE_BIO;
    return k->words <= LABEL_WORDS && (f->cue || f->title || f->link > CROSSHEAD_LINK ||
                                       ((k->cue_any | k->cue_start) & chrome));
}

/* Whether block i is a line that says what follows: it ends in a colon, or is a crosshead. */
static bool announces(const struct work *w, uint32_t i)
{
    const struct dh_view *v = w->v;
    const struct dh_block *k = &v->b->blocks[i];
    if (k->is & DH_IS_COLON_END)
        return w->choice[i].keep;
    bool head = v->facts[i].heading || (k->bold >= k->n && k->words <= LABEL_WORDS);
    return head && (w->choice[i].keep || w->choice[i].score > CROSSHEAD_SCORE);
}

/* Whether kept line i is a sentence that ends in a colon, and no label. */
static bool is_steps_intro(const struct work *w, uint32_t i)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    return k->is & DH_IS_COLON_END && w->choice[i].keep && k->words > LABEL_WORDS;
}

/* Boxes that chrome is not made of. */
static bool is_quotation(const struct dh_box *x)
{
    return x->tag == GUMBO_TAG_BLOCKQUOTE || x->tag == GUMBO_TAG_PRE;
}

static bool is_list(const struct dh_box *x)
{
    return x->tag == GUMBO_TAG_UL || x->tag == GUMBO_TAG_OL || x->tag == GUMBO_TAG_DL ||
           x->tag == GUMBO_TAG_TABLE || is_quotation(x);
}

/* Divisions in place of a list: short lines in boxes of one shape, and nothing
 * else. */
static bool is_list_of_boxes(const struct work *w, uint32_t e)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_box *x = &b->boxes[e];
    if (!is_wrapper(w, x) || x->end - x->first < BOXES_MIN)
        return false;
    uint32_t shape = b->boxes[b->blocks[x->first].box].shape;
    for (uint32_t i = x->first; i < x->end; i++) {
        const struct dh_box *own = &b->boxes[b->blocks[i].box];
        if (own->parent != (int32_t)e || own->shape != shape || own->end - own->first != 1 ||
            b->blocks[i].words > LABEL_WORDS)
            return false;
    }
    return true;
}

/* Whether what box x holds may be text: items that are no links, nothing hidden, no field, and a
 * mean score above `least`. Steps that a sentence announces may say "Sign up", and link to where.
 */
static bool holds_items(const struct work *w, const struct dh_box *x, float least, bool steps)
{
    const struct dh_view *v = w->v;
    float words = v->sums[x->end].words - v->sums[x->first].words, score = 0;
    float link = v->sums[x->end].link - v->sums[x->first].link;
    uint32_t cues = v->sums[x->end].cues - v->sums[x->first].cues; /* "Read more: ..." */
    if (x->end - x->first < (is_quotation(x) ? 1 : ITEMS_MIN) || x->field || x->hidden ||
        (!steps && 2 * cues >= x->end - x->first) || link > (steps ? STEP_LINK : ITEM_LINK) * words)
        return false;
    for (uint32_t i = x->first; i < x->end; i++)
        score += w->choice[i].score;
    return score > least * (float)(x->end - x->first);
}

/* Whether list e and the line above it stand in the flow of kept block `last`; or in a section
 * that stands there and begins with the line. */
static bool in_flow(const struct work *w, uint32_t last, uint32_t e)
{
    const struct dh_view *v = w->v;
    const struct dh_box *x = &v->b->boxes[e];
    uint32_t intro = x->first - 1;
    int32_t flow = wide_flow(w, (int32_t)e, x->first, x->end), text = wide_flow_of(w, last);
    if (wide_flow_of(w, intro) != flow)
        return false;
    const struct dh_box *section = &v->b->boxes[flow];
    return text == flow || (section->first == intro && is_wrapper(w, section) &&
                            wide_flow(w, flow, section->first, section->end) == text);
}

/* A list or table behind kept text in the same flow: the model knows short lines there as chrome,
 * and scores them in between. One that is announced ("Passengers are asked to bring:") stays sooner
 * than one that is not. */
static void keep_lists(struct work *w)
{
    const struct dh_view *v = w->v;
    int64_t last = -1; /* the last kept block before the box at hand */
    for (uint32_t i = 0, at = 0; i < v->b->n_boxes; i++) {
        const struct dh_box *x = &v->b->boxes[i];
        if (x->first < at || x->first == 0 || !(is_list(x) || is_list_of_boxes(w, i)))
            continue;
        for (; at < x->first; at++)
            last = w->choice[at].keep ? at : last;
        if (last < 0 || x->first - last > INTRO_MAX || leads_elsewhere(w, x->first - 1) ||
            !in_flow(w, (uint32_t)last, i))
            continue;
        bool announced = announces(w, x->first - 1);
        if (!(announced || (x->first - last == 1 && is_list(x))) ||
            !holds_items(w, x, announced ? ITEM_SCORE : LONE_ITEM_SCORE,
                         is_steps_intro(w, x->first - 1)))
            continue;
        for (; at < x->end; at++) {
            w->choice[at].keep |= v->b->blocks[at].n_tokens > 0;
            last = w->choice[at].keep ? at : last;
        }
    }
}

/* Units of one shape, each with a heading of its own, one behind the other: posts of a live blog,
 * steps, questions. */
struct posts {
    int32_t parent; /* -1: none yet */
    uint32_t shape, first, end, n;
};

/* Where posts go on in the flow of kept text, short ones are text too. */
static void keep_posts(struct work *w, const struct posts *p)
{
    const struct dh_view *v = w->v;
    float words = v->sums[p->end].words - v->sums[p->first].words, score = 0;
    int64_t last = (int64_t)p->first - 1;
    if (p->n < POSTS_MIN || v->sums[p->end].link - v->sums[p->first].link > ITEM_LINK * words)
        return;
    while (last >= 0 && p->first - last <= POSTS_GAP && !w->choice[last].keep)
        last--;
    if (last < 0 || !w->choice[last].keep || wide_flow_of(w, (uint32_t)last) != p->parent)
        return;
    for (uint32_t i = p->first; i < p->end; i++)
        score += is_time(v, i) ? 0 : w->choice[i].score;
    for (uint32_t i = p->first; i < p->end && score > POSTS_SCORE * (float)(p->end - p->first); i++)
        if (is_time(v, i))
            w->choice[i].keep = false;
        else if (v->facts[i].link < ITEM_LINK && w->choice[i].score > POST_LINE_SCORE)
            w->choice[i].keep |= v->b->blocks[i].n_tokens > 0;
}

/* The box that heading i is the first or second line of, with text behind it; -1: none. */
static int32_t post_of(const struct work *w, uint32_t i)
{
    const struct dh_view *v = w->v;
    int32_t unit = v->b->boxes[v->b->blocks[i].box].parent;
    const struct dh_box *x = unit < 0 ? NULL : &v->b->boxes[unit];
    return x && x->parent >= 0 && i <= x->first + 1 && x->end > i + 1 && is_wrapper(w, x) ? unit
                                                                                          : -1;
}

static void find_posts(struct work *w)
{
    const struct dh_view *v = w->v;
    struct posts p = { .parent = -1 };
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        bool head =
            v->facts[i].heading || v->b->boxes[v->b->blocks[i].box].tag == GUMBO_TAG_SUMMARY;
        int32_t unit = head ? post_of(w, i) : -1;
        if (unit < 0)
            continue;
        const struct dh_box *x = &v->b->boxes[unit];
        if (x->parent != p.parent || x->shape != p.shape || x->first > p.end + 1) {
            keep_posts(w, &p);
            p = (struct posts){ .parent = x->parent, .shape = x->shape, .first = x->first };
        }
        p.n += x->end > p.end;
        p.end = x->end;
    }
    keep_posts(w, &p);
}

/* Boxes whose blocks belong together, a quoted post or a list: what most of its words say holds for
 * those that are in doubt. */
static void complete_boxes(struct work *w)
{
    const struct dh_blocks *b = w->v->b;
    for (uint32_t i = 0; i < b->n_boxes; i++) {
        const struct dh_box *x = &b->boxes[i];
        bool post = is_quotation(x);
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

/* Whether block i is a note, and its score leaves that open. */
static bool is_note(const struct work *w, uint32_t i)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    bool sure = dh_block_is_note(k);
    return (sure || k->cue_start & 1u << DH_CUE_CREDITS_LINE) && !w->v->facts[i].cue &&
           k->words >= NOTE_WORDS && w->v->facts[i].link < NOTE_LINK &&
           w->choice[i].score > (sure ? NOTE_SURE_SCORE : NOTE_SCORE);
}

/* Whether note i in another box than kept block `last` belongs to it: it is sure, or a sentence of
 * the same article element of which the model is in doubt. */
static bool is_note_apart(const struct work *w, uint32_t i, uint32_t last)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    int32_t article = w->v->article[k->box];
    bool doubt = k->is & DH_IS_SENTENCE_END && w->choice[i].score > NOTE_APART_SCORE;
    return dh_block_is_note(k) || (doubt && i - last <= NOTE_APART_GAP && article >= 0 &&
                                   article == w->v->article[w->v->b->blocks[last].box]);
}

/* Whether block i is surely a note, right above kept text: "First published in the Harbour Mail."
 */
static bool is_note_above(const struct work *w, uint32_t i)
{
    return i + 1 < w->v->b->n_blocks && w->choice[i + 1].keep &&
           dh_block_is_note(&w->v->b->blocks[i]);
}

/* A correction or a note on where the text comes from, right behind kept text or above it. */
static void keep_notes(struct work *w)
{
    int64_t last = -1;
    for (uint32_t i = 0; i < w->v->b->n_blocks; i++) {
        bool behind = last >= 0 && i - last <= NOTE_GAP;
        if (!w->choice[i].keep && is_note(w, i) &&
            ((behind && (wide_flow_of(w, i) == wide_flow_of(w, (uint32_t)last) ||
                         is_note_apart(w, i, (uint32_t)last))) ||
             is_note_above(w, i)))
            w->choice[i].keep = true;
        last = w->choice[i].keep ? i : last;
    }
}

void dh_keep_flow(const struct dh_view *v, struct dh_choice *choice)
{
    uint64_t common = common_signs(v, choice);
    struct work w = { v, choice, other_signs & ~common, apart_signs & ~common };
    fill_gaps(&w);
    complete_boxes(&w);
    keep_lists(&w);
    find_posts(&w);
    keep_crossheads(&w);
    keep_notes(&w);
}
