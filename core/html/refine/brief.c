/* SPDX-License-Identifier: MIT */
/* A page whose story is short: a recipe, verse, results, two sentences of news. The model has
 * learned from stories of some length, and scores such lines below its limit, all of them at times
 * (results down to -3.6, where menus have -5 and less). Where little is kept, what stands below the
 * page's headline, in its box, stays: text without links that no cue and no name of a box speaks
 * against. On a page without a headline so does what is most of the page, from its first such line
 * on, where it tells three things: a fragment that a feed or an editor's tool wrote. */
#include "html/refine/refine.h"

enum {
    BRIEF_GOOD = 2,   /* and so has one that keeps as many paragraphs */
    BRIEF_WORDS = 60, /* a page that keeps as many has a story to tell what belongs to it by */
    BRIEF_MOST = 150, /* more that scores so is no short story */
    BRIEF_LEVELS = 3, /* boxes between the headline and the one that holds its text */
    BRIEF_DEPTH = 3,  /* and between that one and a line */
    SENTENCE_WORDS = 3,
    UNHEADED_TOLD = 3 /* of a sentence or two it is servers that say so, more often */
};
static const float BRIEF_SCORE = -4.5f, CUED_SCORE = -3, BRIEF_LINK = .05f;

/* Whether what is kept is enough to go by. */
static bool has_story(const struct dh_overview *v, const struct dh_choice *choice)
{
    unsigned good = 0;
    for (uint32_t i = 0; i < v->b->n_blocks; i++)
        good += choice[i].keep && v->facts[i].is_good;
    return good >= BRIEF_GOOD || dh_kept_words(v, choice, 0, v->b->n_blocks) >= BRIEF_WORDS;
}

/* The page's headline; n_blocks: it has none. */
static uint32_t headline_of(const struct dh_overview *v)
{
    uint32_t i = 0;
    while (i < v->b->n_blocks && !(v->facts[i].title && v->facts[i].heading))
        i++;
    return i;
}

/* A line of text below the headline that may be the story's. Where a cue speaks against it, by how
 * little the model does tells more. */
static bool is_line(const struct dh_overview *v, const struct dh_choice *choice, uint32_t i)
{
    const struct dh_block_facts *f = &v->facts[i];
    return f->link < BRIEF_LINK && f->bad >= DH_FAR && !f->teased && !f->teaser && !f->title &&
           !(v->b->blocks[i].is & DH_IS_HIDDEN) &&
           choice[i].score > (f->cue ? CUED_SCORE : BRIEF_SCORE) && !dh_in_form(v, i);
}

/* Whether it is the label of what is no part of the story: "Read more". */
static bool ends_story(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block_facts *f = &v->facts[i];
    return (f->heading && f->cue && !(v->b->blocks[i].is & DH_IS_SENTENCE_END)) || f->teaser;
}

/* The first line of a page without a headline; n_blocks: it has none. */
static uint32_t first_line(const struct dh_overview *v, const struct dh_choice *choice)
{
    uint32_t i = 0;
    while (i < v->b->n_blocks && !is_line(v, choice, i))
        i++;
    return i;
}

static float words_of_page(const struct dh_overview *v)
{
    float n = 0;
    for (uint32_t i = 0; i < v->b->n_blocks; i++)
        n += v->b->blocks[i].words;
    return n;
}

/* The lines of box e from block `from` on. */
struct brief {
    uint32_t from, to;
    float words, cued; /* cued: in lines that a cue speaks against */
    unsigned told;     /* sentences and figures among the others */
};

static bool stands_in(const struct dh_overview *v, uint32_t i, int32_t e)
{
    return v->b->boxes[v->b->blocks[i].box].depth <= v->b->boxes[e].depth + BRIEF_DEPTH;
}

static struct brief lines_of(const struct dh_overview *v, const struct dh_choice *choice, int32_t e,
                             uint32_t from)
{
    struct brief s = { from, from, 0, 0, 0 };
    for (uint32_t i = from; i < v->b->boxes[e].end && !ends_story(v, i); i++) {
        const struct dh_block *k = &v->b->blocks[i];
        if (!is_line(v, choice, i) || !stands_in(v, i, e))
            continue;
        s.to = i + 1;
        s.words += k->words;
        s.cued += v->facts[i].cue ? k->words : 0;
        bool sentence = (k->is & DH_IS_SENTENCE_END) && k->words >= SENTENCE_WORDS;
        s.told += !v->facts[i].cue && (sentence || (k->digits && k->letters));
    }
    return s;
}

/* The lines of the nearest box around the headline that has any. */
static struct brief below_headline(const struct dh_overview *v, const struct dh_choice *choice,
                                   uint32_t head)
{
    struct brief s = { 0 };
    int32_t e = (int32_t)v->b->blocks[head].box;
    for (int up = 0; up <= BRIEF_LEVELS && e >= 0 && s.told == 0; up++, e = v->b->boxes[e].parent)
        s = lines_of(v, choice, e, head + 1);
    return s;
}

/* The lines of the nearest box around the first of them that holds most of the page. */
static struct brief without_headline(const struct dh_overview *v, const struct dh_choice *choice)
{
    struct brief s = { 0 };
    uint32_t first = first_line(v, choice);
    float most = words_of_page(v) / 2;
    int32_t e = first < v->b->n_blocks ? (int32_t)v->b->blocks[first].box : -1;
    for (int up = 0; up <= BRIEF_LEVELS && e >= 0; up++, e = v->b->boxes[e].parent) {
        s = lines_of(v, choice, e, first);
        if (s.words > most)
            return s;
    }
    return (struct brief){ 0 };
}

void dh_keep_brief(const struct dh_overview *v, struct dh_choice *choice)
{
    if (has_story(v, choice))
        return;
    uint32_t head = headline_of(v);
    bool headed = head < v->b->n_blocks;
    struct brief s = headed ? below_headline(v, choice, head) : without_headline(v, choice);
    if (s.told < (headed ? 1 : UNHEADED_TOLD) || s.words < DH_BODY_WORDS_MIN ||
        s.words > BRIEF_MOST || 2 * s.cued > s.words)
        return;
    for (uint32_t i = s.from; i < s.to; i++)
        choice[i].keep |= is_line(v, choice, i);
}
