/* SPDX-License-Identifier: MIT */
/* What asks for consent, and what may be read only with it: no text, however much it says. */
#include "html/refine/refine.h"

/* Notices that embedded content waits for consent, or a sign-up box: the same long text several
 * times. */
bool dh_is_repeated_notice(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    const uint32_t cues = 1u << DH_CUE_CONSENT | 1u << DH_CUE_SIGNUP;
    return v->facts[i].copies >= 2 && k->words >= 8 && (k->cue_any & cues);
}

/* What asks for consent stands at the page's end in many pages, with a lot to read. */
bool dh_in_consent_box(const struct dh_overview *v, uint32_t i)
{
    return dh_near_within(&v->b->blocks[i], DH_SIGN_CONSENT, 4) && !v->facts[i].heading;
}

/* A sentence of a story, and not of what asks for consent. */
static bool tells_story(const struct dh_overview *v, uint32_t i)
{
    enum { WORDS_MIN = 6 };
    static const float LINK_MAX = .3f;
    const struct dh_block *k = &v->b->blocks[i];
    return k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END) && k->words >= WORDS_MIN &&
           v->facts[i].link < LINK_MAX && !(k->cue_any & 1u << DH_CUE_CONSENT) &&
           !dh_in_consent_box(v, i) && k->near[DH_NEAR_DIALOG] >= DH_FAR && !v->facts[i].teased;
}

/* Whether much of what box x says has words of consent. */
static bool speaks_of_consent(const struct dh_overview *v, const struct dh_box *x)
{
    static const float PART = .4f;
    float words = 0, consent = 0;
    for (uint32_t i = x->first; i < x->end; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        words += k->words;
        consent += k->cue_any & 1u << DH_CUE_CONSENT ? k->words : 0;
    }
    return consent >= PART * words;
}

/* A box that asks for consent may be longer than a short story: below the page's headline, outside
 * of the box, stand two sentences or more. Then they are the text, whatever the scores. */
void dh_prefer_story_to_consent(const struct dh_overview *v, struct dh_choice *choice)
{
    enum { SENTENCES_MIN = 2, STORY_WORDS = 40 };
    static const float WALL = .4f; /* of what was kept: less is left to the scores */
    uint32_t n = v->b->n_blocks, own = 0, asks = 0, sentences = 0;
    while (own < n && !(v->facts[own].heading && v->facts[own].title))
        own++;
    while (asks < n && !(v->facts[asks].heading && asks != own &&
                         v->b->blocks[asks].cue_any & 1u << DH_CUE_CONSENT))
        asks++;
    if (own == n || asks == n)
        return;
    const struct dh_box *x = dh_box_apart(v, asks, own);
    uint32_t next = own + 1;
    while (next < n && !tells_story(v, next))
        next++;
    if (x->first > own && next >= x->first)
        return; /* first comes the box: it may be the story, on such questions */
    for (uint32_t i = own + 1; i < n; i++)
        sentences += (i < x->first || i >= x->end) && tells_story(v, i);
    float all = dh_kept_words(v, choice, 0, n);
    float kept = dh_kept_words(v, choice, x->first, x->end);
    if (sentences < SENTENCES_MIN || kept < WALL * all || !speaks_of_consent(v, x))
        return;
    bool lost = all - kept < STORY_WORDS; /* the story, or most of it */
    for (uint32_t i = 0; i < n; i++) {
        if (i >= x->first && i < x->end)
            choice[i].keep = false;
        else if (lost)
            choice[i].keep = i > own && tells_story(v, i);
    }
}

/* What a box above the headline asks for consent in is no text, where its other lines went. */
void dh_drop_consent_above(const struct dh_overview *v, struct dh_choice *choice, uint32_t own)
{
    uint32_t end = 0;
    bool asks = false;
    for (uint32_t i = 0; i < own; i++) {
        if (!choice[i].keep)
            continue;
        if (i >= end) { /* each box is walked once */
            const struct dh_box *x = dh_box_apart(v, i, own);
            asks = speaks_of_consent(v, x);
            end = x->end;
        }
        choice[i].keep = !asks;
    }
}
