/* SPDX-License-Identifier: MIT */
/* What the extractor left out and belongs to the text by where it stands: lines and lists between
 * kept paragraphs or behind them, the rest of a quoted post, crossheads. None of them says so
 * alone: a list of four short items looks like a menu. */
#include "html/refine/flow.h"

enum {
    FORM_LEVELS = 2,
    FORM_BLOCKS = 5,
    GAP_MAX = 40,
    QUOTE_GAP = 8,
    CROSSHEAD_GAP = 6,
    CROSSHEAD_TEXT = 12,
    LABEL_WORDS = 12,
    RELATED_WORDS = 4,
    INTRO_MAX = 2,
    INTRO_WORDS = 4,
    ITEMS_MIN = 2,
    BOXES_MIN = 3,
    SET_APART_WORDS = 4
};
/* What stands between kept text in its flow stays but where a rule struck it, which is -9. The
 * model's score says little there: of 64 lines that a limit of -2 for links kept out, on pages of
 * sites it had not seen, 54 were body. */
static const float GAP_SCORE = -8, GAP_LINK = .6f;
static const float SET_APART_SCORE = -2.5f, FACTS_SCORE = -3, FACTS_MEAN = -2.2f,
                   STAGES_SCORE = -4.5f;
static const float CROSSHEAD_SCORE = -2.5f, AMID_SCORE = -4, CROSSHEAD_LINK = .3f;
static const float BOX_PART = .5f, POST_SCORE = -3, LIST_SCORE = -1.5f;
static const float ITEM_SCORE = -3, TOLD_ITEM_SCORE = -4.5f, LONE_ITEM_SCORE = -2, ITEM_LINK = .3f,
                   STEP_LINK = .5f;

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

/* Whether no box around block j says that it stands apart from block near, up to one around both.
 */
static bool stands_with(const struct dh_flow *w, uint32_t j, uint32_t near)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_box *x = &b->boxes[b->blocks[j].box];
    for (; x->parent >= 0 && (near < x->first || near >= x->end); x = &b->boxes[x->parent])
        if (!dh_flow_is_text(w, x) && !dh_flow_is_wrapper(w, x))
            return false;
    return true;
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
static bool is_data(const struct dh_view *v, const struct dh_box *x)
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
    const struct dh_view *v = w->v;
    const struct dh_box *x = dh_box_with_others(v, j, LEVELS);
    for (uint32_t i = x->first; i < x->end && i < x->first + LINES; i++)
        if (w->choice[i].keep)
            return true;
    return x->end - x->first <= LINES && v->repeat_n[v->repeat[x - v->b->boxes]] >= BOXES_MIN &&
           dh_links_in(v, x) == 0 && !x->button && !x->field &&
           v->sums[x->end].cues == v->sums[x->first].cues;
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
           i - before <= QUOTE_GAP && stands_with(w, j, before) && stands_with(w, j, i);
}

/* "Related", "More on this": a label above links to other stories. */
static bool names_others(const struct dh_block *k)
{
    return k->words <= LABEL_WORDS && (k->cue_any | k->cue_start) & 1u << DH_CUE_RELATED;
}

static void fill_gap(struct dh_flow *w, uint32_t before, uint32_t end)
{
    const struct dh_view *v = w->v;
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

/* Whether boxes around heading i that end before block next say that they stand apart. */
static bool stands_apart(const struct dh_flow *w, uint32_t i, uint32_t next)
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
    return dh_block_is_bold_head(k) && k->words <= LABEL_WORDS && w->choice[i + 1].keep &&
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
    bool amid =
        is_amid_sentences(w, i, &above) && stands_with(w, i, above) && stands_with(w, i, i + 1);
    return amid ? AMID_SCORE : CROSSHEAD_SCORE;
}

/* A heading before kept text, with kept text somewhere before it, is a crosshead. */
static bool is_crosshead(const struct dh_flow *w, uint32_t i)
{
    const struct dh_block_facts *f = &w->v->facts[i];
    const struct dh_block *k = &w->v->b->blocks[i];
    return (f->heading || is_bold_head(w, i)) && !f->title && !is_label(w, i) &&
           f->link < CROSSHEAD_LINK && k->n_tokens && w->choice[i].score > crosshead_score(w, i) &&
           !(k->is & DH_IS_HIDDEN) && !f->copies_before && leads_text(w, i);
}

static void keep_crossheads(struct dh_flow *w)
{
    bool any = false;
    for (uint32_t i = 0; i + 1 < w->v->b->n_blocks; i++) {
        any |= w->choice[i].keep;
        if (any && !w->choice[i].keep)
            w->choice[i].keep = is_crosshead(w, i);
    }
}

/* "Tags:", "Related", "Sources", and the headline: what follows is no part of the story. */
static bool leads_elsewhere(const struct dh_flow *w, uint32_t i)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    const struct dh_block_facts *f = &w->v->facts[i];
    const uint32_t chrome = 1u << DH_CUE_TAGS | 1u << DH_CUE_CREDITS_LINE | 1u << DH_CUE_BIO;
    return k->words <= LABEL_WORDS && (f->cue || f->title || f->link > CROSSHEAD_LINK ||
                                       ((k->cue_any | k->cue_start) & chrome));
}

/* Whether block i is a line that says what follows: it ends in a colon, or is a crosshead. */
static bool announces(const struct dh_flow *w, uint32_t i)
{
    const struct dh_view *v = w->v;
    const struct dh_block *k = &v->b->blocks[i];
    if (k->is & DH_IS_COLON_END)
        return w->choice[i].keep;
    bool head = v->facts[i].heading || (dh_block_is_bold(k) && k->words <= LABEL_WORDS);
    return head && (w->choice[i].keep || w->choice[i].score > CROSSHEAD_SCORE);
}

/* Boxes that chrome is not made of. */
static bool is_quotation(const struct dh_box *x)
{
    return x->tag == GUMBO_TAG_BLOCKQUOTE || x->tag == GUMBO_TAG_PRE;
}

/* The mean score that list x needs below line i: the less, the more that line says of it. A label
 * ("Sources:") is less than words ("Passengers are asked to bring:"). Terms right below a paragraph
 * need less than other lists: no menu is such. */
static float items_score(const struct dh_flow *w, const struct dh_box *x, uint32_t i,
                         bool announced)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_block *k = &b->blocks[i];
    bool beside = x->tag == GUMBO_TAG_DL && b->boxes[k->box].tag == GUMBO_TAG_P &&
                  b->boxes[k->box].parent == x->parent;
    if (announced && k->is & DH_IS_COLON_END && k->words >= INTRO_WORDS)
        return TOLD_ITEM_SCORE;
    return announced || beside || is_quotation(x) ? ITEM_SCORE : LONE_ITEM_SCORE;
}

/* Whether kept line i is a sentence that ends in a colon, and no label. */
static bool is_steps_intro(const struct dh_flow *w, uint32_t i)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    return k->is & DH_IS_COLON_END && w->choice[i].keep && k->words > LABEL_WORDS;
}

static bool is_list(const struct dh_box *x)
{
    return x->tag == GUMBO_TAG_UL || x->tag == GUMBO_TAG_OL || x->tag == GUMBO_TAG_DL ||
           x->tag == GUMBO_TAG_TABLE || is_quotation(x);
}

/* Divisions in place of a list: short lines in boxes of one shape, and nothing
 * else. */
static bool is_list_of_boxes(const struct dh_flow *w, uint32_t e)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_box *x = &b->boxes[e];
    if (!dh_flow_is_wrapper(w, x) || x->end - x->first < BOXES_MIN)
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
 * mean score above `least`. Steps that a sentence announces, and quoted posts, may say "Sign up",
 * and link to where. */
static bool holds_items(const struct dh_flow *w, const struct dh_box *x, float least, bool steps)
{
    const struct dh_view *v = w->v;
    float words = dh_words_in(v, x), score = 0;
    float link = dh_links_in(v, x);
    uint32_t cues = v->sums[x->end].cues - v->sums[x->first].cues; /* "Read more: ..." */
    bool quote = is_quotation(x), free = steps || quote;
    if (x->end - x->first < (quote ? 1 : ITEMS_MIN) || x->field || x->hidden ||
        (!free && 2 * cues >= x->end - x->first) || link > (free ? STEP_LINK : ITEM_LINK) * words)
        return false;
    for (uint32_t i = x->first; i < x->end; i++)
        score += w->choice[i].score;
    return score > least * (float)(x->end - x->first);
}

/* Whether list e and the line above it stand in the flow of kept block `last`; or in a section
 * that stands there and begins with the line. */
static bool in_flow(const struct dh_flow *w, uint32_t last, uint32_t e)
{
    const struct dh_view *v = w->v;
    const struct dh_box *x = &v->b->boxes[e];
    uint32_t intro = x->first - 1;
    int32_t own = is_quotation(x) && x->parent >= 0 ? x->parent : (int32_t)e; /* named "tweet" */
    int32_t flow = dh_flow_wide(w, own, x->first, x->end), text = dh_flow_wide_of(w, last);
    if (dh_flow_wide_of(w, intro) != flow)
        return false;
    const struct dh_box *section = &v->b->boxes[flow];
    return text == flow || (section->first == intro && dh_flow_is_wrapper(w, section) &&
                            dh_flow_wide(w, flow, section->first, section->end) == text);
}

/* A list or table behind kept text in the same flow: the model knows short lines there as chrome,
 * and scores them in between. One that is announced stays sooner than one that is not. */
static void keep_lists(struct dh_flow *w)
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
        uint32_t intro = x->first - 1;
        bool announced = announces(w, intro);
        if (!(announced || (x->first - last == 1 && is_list(x))) ||
            !holds_items(w, x, items_score(w, x, intro, announced), is_steps_intro(w, intro)))
            continue;
        for (; at < x->end; at++) {
            w->choice[at].keep |= v->b->blocks[at].n_tokens > 0;
            last = w->choice[at].keep ? at : last;
        }
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
        bool post = is_quotation(x);
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
    const struct dh_view *v = w->v;
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

/* A box of facts amid the text, of which none leads away: what most of its lines say holds for all,
 * or what their scores leave open. */
static void complete_facts(struct dh_flow *w)
{
    static const uint32_t names = 1u << DH_CUE_BYLINE | 1u << DH_CUE_CREDIT;
    const struct dh_view *v = w->v;
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

void dh_keep_flow(const struct dh_view *v, struct dh_choice *choice)
{
    struct dh_flow w;
    dh_flow_init(&w, v, choice);
    fill_gaps(&w);
    complete_boxes(&w);
    keep_attributions(&w);
    keep_lists(&w);
    complete_facts(&w);
    dh_flow_headed_lists(&w);
    dh_flow_posts(&w);
    keep_crossheads(&w);
    dh_flow_notes(&w);
}
