/* SPDX-License-Identifier: MIT */
/* A stream of other stories below the page's own, each told at some length under a headline that
 * leads to it. The model knows such text by there being less of it than of the story, and so not
 * below a short one. */
#include "html/body.h"

enum { TITLE_WORDS = 3 };
static const float LEADS = .7f; /* of a headline: its part that is a link */
static const float MOST = .9f;  /* of the words kept behind the story's box */

/* The page's headline and the first sentence kept below it. */
struct own {
    uint32_t head, text;
};

static bool leads_off(const struct dh_view *v, uint32_t i)
{
    return v->facts[i].link >= LEADS && !v->facts[i].title && v->b->blocks[i].words >= TITLE_WORDS;
}

/* false: the page has no such headline, or other stories come first. A standfirst tells nothing of
 * where the text is. */
static bool find_own(const struct dh_view *v, const struct dh_choice *choice, struct own *own)
{
    uint32_t n = v->b->n_blocks, i = 0;
    while (i < n && !(v->facts[i].heading && dh_names_story(v, i)))
        i++;
    own->head = i;
    while (i < n && !leads_off(v, i) &&
           !(choice[i].keep && v->b->blocks[i].is & DH_IS_SENTENCE_END && i > own->head))
        i++;
    own->text = i;
    return i < n && !leads_off(v, i) && !dh_near_within(&v->b->blocks[i], DH_SIGN_LEAD, 2) &&
           !dh_near_within(&v->b->blocks[i], DH_NEAR_HEADER, 3);
}

/* The end of the smallest box around both. */
static uint32_t end_of(const struct dh_view *v, const struct own *own)
{
    const struct dh_box *x = &v->b->boxes[v->b->blocks[own->head].box];
    while (x->parent >= 0 && x->end <= own->text)
        x = &v->b->boxes[x->parent];
    return x->end;
}

/* The box of the story that headline i leads to, one of several of its shape; NULL: none. */
static const struct dh_box *told_under(const struct dh_view *v, uint32_t i, uint32_t from)
{
    int32_t e = (int32_t)v->b->blocks[i].box;
    while (v->b->boxes[e].end == i + 1 && v->b->boxes[e].parent >= 0 &&
           v->b->boxes[v->b->boxes[e].parent].first >= from)
        e = v->b->boxes[e].parent;
    const struct dh_box *x = &v->b->boxes[e];
    return x->first >= from && x->end > i + 1 && v->repeat_n[v->repeat[e]] >= 2 ? x : NULL;
}

/* The box of the next such story from headline *i on, which becomes that headline. */
static const struct dh_box *next_told(const struct dh_view *v, uint32_t *i, uint32_t from)
{
    const struct dh_box *x = NULL;
    for (; *i < v->b->n_blocks; ++*i)
        if (leads_off(v, *i) && (x = told_under(v, *i, from)))
            break;
    return x;
}

void dh_drop_stream(const struct dh_view *v, struct dh_choice *choice)
{
    const struct dh_box *x;
    struct own own;
    float told = 0;
    if (!find_own(v, choice, &own))
        return;
    uint32_t from = end_of(v, &own);
    for (uint32_t i = from; (x = next_told(v, &i, from)); i = x->end)
        told += dh_kept_words(v, choice, i, x->end);
    if (told == 0 || told < MOST * dh_kept_words(v, choice, from, v->b->n_blocks))
        return;
    for (uint32_t i = from; (x = next_told(v, &i, from)); i = x->end)
        for (uint32_t k = i; k < x->end; k++)
            choice[k].keep = false;
}
