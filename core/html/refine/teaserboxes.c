/* SPDX-License-Identifier: MIT */
/* Other stories set into the text or put below it, each in a small box of its own: a title that is
 * a link, maybe below a label, and a sentence or two of what it tells. The model knows the link,
 * and takes the sentences for those of the story. */
#include "html/refine/refine.h"

enum {
    LINES_MAX = 4,
    TITLE_WORDS = 3,
    TITLE_CHARS = 10,
    TITLE_CHARS_MAX = 300,
    TITLE_WORDS_MAX = 25,
    LABEL_WORDS = 4,
    SUMMARY_WORDS = 7,
    BOXES_MAX = 5,
    WORDS_MAX = 60
};
/* Where there are more of them, or more of the page is made of them, they are what it lists. */
static const float PART = .5f;
static const float TITLE_SCORE = 1, SUMMARY_SCORE = 1.6f;

static bool is_title(const struct dh_overview *v, const struct dh_choice *choice, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return v->facts[i].link > .9f && k->n_links == 1 && k->words >= TITLE_WORDS &&
           k->chars >= TITLE_CHARS && k->chars <= TITLE_CHARS_MAX && k->words <= TITLE_WORDS_MAX &&
           !v->facts[i].title && choice[i].score < TITLE_SCORE &&
           !dh_near_within(k, DH_NEAR_BLOCKQUOTE, 3) && k->near[DH_SIGN_EMBED] >= DH_FAR &&
           !dh_shows_address(v, i);
}

/* The label above such a title, or the button below its sentences. */
static bool is_label(const struct dh_overview *v, const struct dh_choice *choice, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return !choice[i].keep && k->words <= LABEL_WORDS && !(k->is & DH_IS_SENTENCE_END);
}

static bool is_summary(const struct dh_overview *v, const struct dh_choice *choice, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->link == 0 && k->words >= SUMMARY_WORDS && choice[i].score < SUMMARY_SCORE &&
           !v->facts[i].heading && !(k->is & (DH_IS_QUOTE_START | DH_IS_COLON_END));
}

/* Whether box x holds a title, sentences below it, and nothing else. */
static bool is_told_link(const struct dh_overview *v, const struct dh_choice *choice,
                         const struct dh_box *x)
{
    uint32_t i = x->first, summaries = 0;
    if (x->end - x->first < 2 || x->end - x->first > LINES_MAX || dh_words_in(v, x) > WORDS_MAX)
        return false;
    i += !is_title(v, choice, i) && is_label(v, choice, i);
    if (i == x->end || !is_title(v, choice, i))
        return false;
    for (i++; i < x->end; i++)
        if (is_summary(v, choice, i))
            summaries++;
        else if (!is_label(v, choice, i))
            return false;
    return summaries > 0;
}

/* Whether box x holds a title in the place of a heading, sentences below it, and a link of a few
 * words on where to read on, of which there are many ("Read more"). */
static bool is_told_title(const struct dh_overview *v, const struct dh_choice *choice,
                          const struct dh_box *x)
{
    static const float SURE = 3;
    uint32_t n = x->end - x->first, last = x->end - 1;
    const struct dh_block *k = &v->b->blocks[n ? last : 0];
    if (n < 3 || n > LINES_MAX || dh_words_in(v, x) > WORDS_MAX || k->link != k->n ||
        k->words > LABEL_WORDS || !((k->cue_any | k->cue_start) & 1u << DH_CUE_RELATED) ||
        v->facts[x->first].title ||
        !(v->facts[x->first].heading || dh_block_is_bold_head(&v->b->blocks[x->first])))
        return false;
    for (uint32_t i = x->first; i < last; i++)
        if (v->b->blocks[i].link || choice[i].score > SURE)
            return false;
    return true;
}

static bool is_teaser_box(const struct dh_overview *v, const struct dh_choice *choice,
                          const struct dh_box *x)
{
    return x->end - x->first <= LINES_MAX &&
           (is_told_link(v, choice, x) || is_told_title(v, choice, x));
}

/* Whether something is kept in box x, which is no teaser: then its like, that a template made, are
 * parts of the story. */
static bool holds_text(const struct dh_overview *v, const struct dh_choice *choice,
                       const struct dh_box *x)
{
    return x->has_class &&
           (x->end - x->first > 2 * LINES_MAX || dh_kept_words(v, choice, x->first, x->end) > 0);
}

struct work {
    const struct dh_overview *v;
    struct dh_choice *choice;
    uint8_t *told;        /* of each group of boxes of one shape: one of them holds text */
    uint32_t *teasers, n; /* boxes that are such, in order */
};

/* Looks at each box once; false: there is no teaser, or no room. */
static bool find_teasers(struct work *w)
{
    const struct dh_blocks *b = w->v->b;
    w->told = dh_arena_zeroed(w->v->arena, b->n_boxes + 1u, sizeof *w->told);
    w->teasers = dh_arena_alloc(w->v->arena, (b->n_boxes + 1u) * sizeof *w->teasers);
    w->n = 0;
    for (uint32_t i = 0; w->told && w->teasers && i < b->n_boxes; i++)
        if (is_teaser_box(w->v, w->choice, &b->boxes[i]))
            w->teasers[w->n++] = i;
        else
            w->told[w->v->repeat[i]] |= holds_text(w->v, w->choice, &b->boxes[i]);
    return w->n > 0;
}

/* Whether box x, a paragraph, stands below a label for such ("Read more"), or another teaser, which
 * ends at `from`: others are the story's. */
static bool is_labelled(const struct dh_overview *v, const struct dh_box *x, uint32_t from)
{
    const struct dh_block *above = &v->b->blocks[x->first ? x->first - 1 : 0];
    return x->first &&
           (x->first == from || (above->words <= LABEL_WORDS &&
                                 (above->cue_any | above->cue_start) & 1u << DH_CUE_RELATED));
}

/* The outermost of them from teasers[*k] and block `from` on that a template did not make for the
 * story. */
static const struct dh_box *next_box(const struct work *w, uint32_t *k, uint32_t from)
{
    for (; *k < w->n; ++*k) {
        uint32_t e = w->teasers[*k];
        const struct dh_box *x = &w->v->b->boxes[e];
        if (x->first >= from && !w->told[w->v->repeat[e]] &&
            (x->tag != GUMBO_TAG_P || is_labelled(w->v, x, from)))
            return x;
    }
    return NULL;
}

void dh_drop_teaser_boxes(const struct dh_overview *v, struct dh_choice *choice)
{
    const struct dh_box *x;
    struct work w = { .v = v, .choice = choice };
    float words = 0;
    uint32_t k = 0, at = 0, n = 0;
    if (!find_teasers(&w))
        return;
    for (; (x = next_box(&w, &k, at)); at = x->end) {
        float kept = dh_kept_words(v, choice, x->first, x->end);
        words += kept;
        n += kept > 0;
    }
    if (words == 0 || n > BOXES_MAX || words > PART * dh_kept_words(v, choice, 0, v->b->n_blocks))
        return;
    for (k = at = 0; (x = next_box(&w, &k, at)); at = x->end)
        for (uint32_t i = x->first; i < x->end; i++)
            choice[i] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
}
