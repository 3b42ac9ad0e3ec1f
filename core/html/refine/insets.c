/* SPDX-License-Identifier: MIT */
/* Small boxes amid the text that ask for something, with a link or a button to do it: "Help us
 * improve. Take our survey", "Vote", "Book now". Their words are in no table; but the model is far
 * less sure of them than of the paragraphs around, and they end in a link of a few words. */
#include "html/refine/refine.h"

enum {
    LINES_MIN = 2,
    LINES_MAX = 6,
    WORDS_MAX = 60,
    LABEL_WORDS = 5,
    GAP = 8 /* lines that went, between the text and the box */
};
static const float LINE_SCORE = 1, TEXT_SCORE = 3, LABEL_SCORE = -0.7f,
                   BOX_PART = .25f; /* of what is kept */

/* Whether kept text of which the model is sure stands right above the box: below the headline
 * stands the standfirst, with the author's name for a link. */
static bool is_below_text(const struct dh_choice *choice, const struct dh_box *x)
{
    uint32_t above = dh_kept_above(choice, x->first, GAP);
    return above && choice[above - 1].score > TEXT_SCORE;
}

/* A few words: a link that the model left out and nothing else, or what a script makes a button of,
 * which the model doubts. */
static bool is_way_out(const struct dh_view *v, const struct dh_choice *choice, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    if (k->words > LABEL_WORDS)
        return false;
    if (dh_is_link(&v->facts[i]))
        return !choice[i].keep;
    return choice[i].score < LABEL_SCORE && !k->digits && !(k->is & DH_IS_SENTENCE_END);
}

/* A sentence, or a question with something behind it. */
static bool says_something(const struct dh_view *v, uint32_t i)
{
    struct dh_str text = dh_block_text(v->b, i);
    return v->b->blocks[i].n_tokens > 0 &&
           (v->b->blocks[i].is & DH_IS_SENTENCE_END || dh_str_find(text, DH_STR("? ")) < text.n);
}

/* What somebody says, above a line that tells who. */
static bool is_quotation(const struct dh_view *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->is & (DH_IS_QUOTE_START | DH_IS_QUOTE_END) || dh_near_within(k, DH_SIGN_QUOTE, 2) ||
           dh_near_within(k, DH_NEAR_BLOCKQUOTE, 2);
}

static bool is_asking(const struct dh_view *v, const struct dh_choice *choice,
                      const struct dh_box *x, float all)
{
    uint32_t n = x->end - x->first;
    bool out = x->button, says = false;
    float kept = 0;
    if ((x->tag != GUMBO_TAG_DIV && x->tag != GUMBO_TAG_ASIDE && x->tag != GUMBO_TAG_SECTION) ||
        n < LINES_MIN || n > LINES_MAX || dh_words_in(v, x) > WORDS_MAX ||
        !is_below_text(choice, x))
        return false;
    for (uint32_t i = x->first; i < x->end; i++) {
        out |= i > x->first && i + 1 == x->end && is_way_out(v, choice, i);
        says = says || says_something(v, i);
        kept += choice[i].keep ? v->b->blocks[i].words : 0;
        if (choice[i].score > LINE_SCORE || v->facts[i].title || is_quotation(v, i))
            return false;
    }
    return out && says && kept < BOX_PART * all;
}

void dh_drop_insets(const struct dh_view *v, struct dh_choice *choice)
{
    float all = dh_kept_words(v, choice, 0, v->b->n_blocks);
    for (uint32_t e = 0; e < v->b->n_boxes; e++) {
        const struct dh_box *x = &v->b->boxes[e];
        if (!is_asking(v, choice, x, all))
            continue;
        for (uint32_t i = x->first; i < x->end; i++)
            choice[i] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
    }
}
