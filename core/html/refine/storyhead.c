/* SPDX-License-Identifier: MIT */
/* What stands at the head of a story and is not its text: the headline, what is above it, and the
 * lines below it. */
#include "html/refine/refine.h"

enum {
    HEADLINE_WORDS = 60,
    ABOVE_CROSSHEAD = 12, /* words of text, below the headline itself */
    ABOVE_WORDS = 60,
    DOUBT_WORDS = 40 /* below the headline, where the score of all above is below 0 */
};
static const float ABOVE_SCORE = 4;
static const float SAME_TITLE = .95f;

static bool is_headline(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return dh_names_story(v, i) && (v->facts[i].heading || dh_near_within(k, DH_SIGN_TITLE, 1));
}

/* The headline stands above the text; below some text, a heading much like it is a crosshead ("What
 * is a spring tide?") unless it is the very same. Where that one stood above, any text will do. */
void dh_drop_headlines(const struct dh_overview *v, struct dh_choice *choice)
{
    float words = 0;
    bool stood = false;
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_block_facts *f = &v->facts[i];
        bool same =
            (f->title_in >= SAME_TITLE && f->title_of >= SAME_TITLE) || f->slug >= SAME_TITLE;
        bool headline = is_headline(v, i);
        if (choice[i].keep && headline &&
            (same || words < (stood ? ABOVE_CROSSHEAD : HEADLINE_WORDS)))
            choice[i].keep = false;
        words += choice[i].keep ? v->b->blocks[i].words : 0;
        stood |= headline && same;
    }
}

/* A few words above the page's own h1, and no sentence: what it is filed under. */
void dh_drop_kicker(const struct dh_overview *v, struct dh_choice *choice)
{
    enum { KICKER_WORDS = 6, KICKER_GAP = 3 };
    uint32_t n = v->b->n_blocks, own = 0;
    float words = 0;
    bool sentence = false;
    while (own < n && !(v->facts[own].heading == GUMBO_TAG_H1 && v->facts[own].title))
        own++;
    for (uint32_t i = 0; i < own && own < n; i++)
        if (choice[i].keep) {
            words += v->b->blocks[i].words;
            sentence |=
                i + KICKER_GAP < own || v->b->blocks[i].is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END);
        }
    for (uint32_t i = 0; i < own && own < n && words <= KICKER_WORDS && !sentence; i++)
        choice[i].keep = false;
}

/* At the head of the text stands the headline, if it has no tag of its own, and below a headline a
 * line with the date, below a byline what the writer is. Where the headline stands above, with a
 * tag, what says more than it is the story's first sentence. */
void dh_drop_head(const struct dh_overview *v, struct dh_choice *choice)
{
    bool headline = false;
    uint32_t tagged = 0; /* words of the headline with a tag; 0: none yet */
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        bool title = v->facts[i].title && !(k->is & DH_IS_SENTENCE_END);
        if (title && !v->facts[i].heading && tagged && k->words > tagged)
            title = false;
        bool stamp = (headline || choice[i].keep) && dh_is_head_line(v, i);
        if (choice[i].keep && !title && !(headline && stamp))
            return;
        choice[i].keep = false;
        if (stamp)
            choice[i].score = DH_STRUCK_SCORE;
        headline |= title;
        if (title && v->facts[i].heading && k->words > tagged)
            tagged = k->words;
    }
}

/* Text above the page's own headline is other stories told in full, or what a broken page complains
 * of, unless it is surely text; a few words may be the standfirst. */
void dh_drop_above_headline(const struct dh_overview *v, struct dh_choice *choice)
{
    uint32_t n = v->b->n_blocks, own = 0;
    float above = 0, below = 0;
    bool doubtful = true;
    while (own < n &&
           !(v->facts[own].heading && v->facts[own].title && !dh_is_link(&v->facts[own])))
        own++;
    for (uint32_t i = 0; i < n; i++)
        if (choice[i].keep)
            *(i < own ? &above : &below) += v->b->blocks[i].words;
    if (own < n && above > 0 && below >= DOUBT_WORDS)
        dh_drop_consent_above(v, choice, own);
    for (uint32_t i = 0; i < own; i++)
        doubtful &= !choice[i].keep || choice[i].score < 0;
    if (own == n || above < ABOVE_WORDS || below < (doubtful ? DOUBT_WORDS : DH_BELOW_WORDS))
        return;
    for (uint32_t i = 0; i < own; i++)
        choice[i].keep &= choice[i].score >= ABOVE_SCORE;
    dh_drop_headlines(v, choice); /* it stands at the head of what is left */
}
