/* SPDX-License-Identifier: MIT */
/* Small boxes amid the text that ask for something, with a link or a button to do it: "Help us
 * improve. Take our survey", "Vote", "Book now". Either that says what buttons do, and the box
 * holds sentences, maybe below a label, and nothing else; or it is a link or a few words of any
 * kind, and the model is far less sure of the box than of the paragraphs around. */
#include "html/refine/refine.h"

enum {
    LINES_MIN = 2,
    LINES_MAX = 6,
    WORDS_MAX = 60,
    LABEL_WORDS = 5,
    BUTTONS_MAX = 2,
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
static bool is_way_out(const struct dh_overview *v, const struct dh_choice *choice, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    if (k->words > LABEL_WORDS)
        return false;
    if (dh_is_link(&v->facts[i]))
        return !choice[i].keep;
    return choice[i].score < LABEL_SCORE && !k->digits && !(k->is & DH_IS_SENTENCE_END);
}

/* A box that may be set into a text, cells of mails among them. */
static bool is_plain(const struct dh_box *x)
{
    static const uint16_t tags[] = { GUMBO_TAG_DIV, GUMBO_TAG_ASIDE, GUMBO_TAG_SECTION,
                                     GUMBO_TAG_TD, GUMBO_TAG_UNKNOWN };
    for (size_t t = 0; t < DH_LEN(tags); t++)
        if (x->tag == tags[t])
            return true;
    return false;
}

/* A sentence, or a question with something behind it. */
static bool says_something(const struct dh_overview *v, uint32_t i)
{
    struct dh_str text = dh_block_text(v->b, i);
    return v->b->blocks[i].n_tokens > 0 &&
           (v->b->blocks[i].is & DH_IS_SENTENCE_END || dh_str_find(text, DH_STR("? ")) < text.n);
}

/* What somebody says, above a line that tells who. */
static bool is_quotation(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->is & (DH_IS_QUOTE_START | DH_IS_QUOTE_END) || dh_near_within(k, DH_SIGN_QUOTE, 2) ||
           dh_near_within(k, DH_NEAR_BLOCKQUOTE, 2);
}

/* Whether the last line of box x says what buttons do, below sentences and a label. Facts, which
 * end as no sentence does, are the story's, whatever one may book; and where no label stands above,
 * "Read more" may lead on from the paragraph. */
static bool ends_in_button(const struct dh_overview *v, const struct dh_box *x)
{
    const struct dh_block *blocks = v->b->blocks, *last = &blocks[x->end - 1];
    if (!(last->cue_start & 1u << DH_CUE_BUTTON) || last->words > LABEL_WORDS ||
        last->is & DH_IS_SENTENCE_END ||
        (blocks[x->first].is & DH_IS_SENTENCE_END &&
         (last->cue_start | last->cue_any) & 1u << DH_CUE_RELATED))
        return false;
    for (uint32_t i = x->first + 1; i + 1 < x->end; i++)
        if (!(blocks[i].is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END)) && blocks[i].n_tokens)
            return false;
    return true;
}

/* Whether the model doubts all lines of box x, which holds or ends in a way out. */
static bool is_doubted(const struct dh_overview *v, const struct dh_choice *choice,
                       const struct dh_box *x)
{
    bool out = x->button || is_way_out(v, choice, x->end - 1);
    for (uint32_t i = x->first; i < x->end && out; i++)
        out = choice[i].score <= LINE_SCORE;
    return out;
}

/* Whether box x may be such a one by its tag and length. */
static bool is_small(const struct dh_overview *v, const struct dh_box *x)
{
    uint32_t n = x->end - x->first;
    return n >= LINES_MIN && n <= LINES_MAX && is_plain(x) && dh_words_in(v, x) <= WORDS_MAX;
}

/* Whether box x has something to say that is not the story's by its markup. */
static bool is_said(const struct dh_overview *v, const struct dh_box *x)
{
    bool says = false;
    for (uint32_t i = x->first; i < x->end; i++) {
        says = says || says_something(v, i);
        if (v->facts[i].title || is_quotation(v, i))
            return false;
    }
    return says;
}

/* Whether few boxes of the page end in a button: many are entries of a list, each with where to
 * book. */
static bool are_few(const struct dh_overview *v)
{
    unsigned n = 0;
    for (uint32_t e = 0, end = 0; e < v->b->n_boxes && n <= BUTTONS_MAX; e++) {
        const struct dh_box *x = &v->b->boxes[e];
        if (x->first < end || !is_small(v, x) || !ends_in_button(v, x) || !is_said(v, x))
            continue;
        n++;
        end = x->end; /* not the boxes within, too */
    }
    return n <= BUTTONS_MAX;
}

/* Whether box x begins with a heading as others of the story do: it is a part of it. */
static bool is_section(const struct dh_overview *v, const struct dh_choice *choice,
                       const struct dh_box *x)
{
    uint8_t tag = v->facts[x->first].heading;
    for (uint32_t i = 0; i < v->b->n_blocks && tag; i++)
        if ((i < x->first || i >= x->end) && choice[i].keep && v->facts[i].heading == tag)
            return true;
    return false;
}

void dh_drop_insets(const struct dh_overview *v, struct dh_choice *choice)
{
    float all = dh_kept_words(v, choice, 0, v->b->n_blocks);
    bool asked = false, few = false;
    for (uint32_t e = 0; e < v->b->n_boxes; e++) {
        const struct dh_box *x = &v->b->boxes[e];
        if (!is_small(v, x) || !is_below_text(choice, x))
            continue;
        bool doubted = is_doubted(v, choice, x), button = !doubted && ends_in_button(v, x);
        if (button && !asked) {
            few = are_few(v);
            asked = true;
        }
        if (!(doubted || (button && few)) || !is_said(v, x) ||
            dh_kept_words(v, choice, x->first, x->end) >= BOX_PART * all ||
            (!doubted && is_section(v, choice, x)))
            continue;
        for (uint32_t i = x->first; i < x->end; i++)
            choice[i] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
    }
}
