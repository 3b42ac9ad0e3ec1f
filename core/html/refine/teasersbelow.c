/* SPDX-License-Identifier: MIT */
/* A stream of other stories below the page's own, each told at some length under a headline that
 * leads to it. The model knows such text by there being less of it than of the story, and so not
 * below a short one. */
#include "html/refine/refine.h"

enum { TITLE_WORDS = 3, TOLD_WORDS = 120, TOLD_MIN = 3, OWN_WORDS = 20 };
static const float MOST = .8f; /* of the words kept behind the story's box */

/* The page's headline and the first sentence kept below it. */
struct own {
    uint32_t head, text;
};

static bool leads_off(const struct dh_overview *v, uint32_t i)
{
    return dh_is_link(&v->facts[i]) && !v->facts[i].title && v->b->blocks[i].words >= TITLE_WORDS;
}

/* Whether the page's own title stands in box x right above block i: then a link there is its
 * author. */
static bool is_own_story(const struct dh_overview *v, const struct dh_box *x, uint32_t i)
{
    enum { NEAR = 8 };
    for (uint32_t k = i > x->first + NEAR ? i - NEAR : x->first; k < i; k++)
        if (v->facts[k].title)
            return true;
    return false;
}

/* The box of the story that headline i leads to, one of several of its shape; NULL: none. */
static const struct dh_box *told_under(const struct dh_overview *v, uint32_t i, uint32_t from)
{
    int32_t e = (int32_t)v->b->blocks[i].box;
    while (v->b->boxes[e].end == i + 1 && v->b->boxes[e].parent >= 0 &&
           v->b->boxes[v->b->boxes[e].parent].first >= from)
        e = v->b->boxes[e].parent;
    const struct dh_box *x = &v->b->boxes[e];
    bool told = x->first >= from && x->end > i + 1 && v->repeat_n[v->repeat[e]] >= 2;
    return told && !is_own_story(v, x, i) ? x : NULL;
}

/* Whether block i is the standfirst, which tells nothing of where the text is. */
static bool is_standfirst(const struct dh_overview *v, uint32_t i)
{
    return dh_near_within(&v->b->blocks[i], DH_SIGN_LEAD, 2) ||
           dh_near_within(&v->b->blocks[i], DH_NEAR_HEADER, 3);
}

/* Whether another story is told from block i on, below headline `head`. */
static bool told_at(const struct dh_overview *v, uint32_t i, uint32_t head)
{
    return i > head && leads_off(v, i) && told_under(v, i, head + 1);
}

/* The first line that agrees with the page's title, of pages without headings; n_blocks: none. */
static uint32_t title_of(const struct dh_overview *v)
{
    uint32_t i = 0;
    while (i < v->b->n_blocks && (!v->facts[i].title || dh_is_link(&v->facts[i])))
        i++;
    return i;
}

/* false: the page has no such headline, or other stories come first. */
static bool find_own(const struct dh_overview *v, const struct dh_choice *choice, struct own *own)
{
    uint32_t n = v->b->n_blocks, i = 0;
    while (i < n && !(v->facts[i].heading && dh_names_story(v, i)))
        i++;
    own->head = i = i < n ? i : title_of(v);
    while (i < n && !told_at(v, i, own->head) &&
           !(choice[i].keep && v->b->blocks[i].is & DH_IS_SENTENCE_END && i > own->head &&
             !is_standfirst(v, i)))
        i++;
    own->text = i;
    return i < n && !told_at(v, i, own->head);
}

/* The end of the smallest box around both. */
static uint32_t end_of(const struct dh_overview *v, const struct own *own)
{
    const struct dh_box *x = &v->b->boxes[v->b->blocks[own->head].box];
    while (x->parent >= 0 && x->end <= own->text)
        x = &v->b->boxes[x->parent];
    return x->end;
}

/* The box of the next such story from headline *i on, which becomes that headline. A link that
 * stands behind some text of its box is put into a story. */
static const struct dh_box *next_told(const struct dh_overview *v, const struct dh_choice *choice,
                                      uint32_t *i, uint32_t from)
{
    const struct dh_box *x = NULL;
    for (; *i < v->b->n_blocks; ++*i)
        if (leads_off(v, *i) && (x = told_under(v, *i, from)) &&
            dh_kept_words(v, choice, x->first, *i) < OWN_WORDS)
            return x;
    return NULL;
}

/* Drops such stories from block `from` on, where little else is kept there. within: the box of the
 * page's own story may hold them. Then they are no parts of it: there are several, of a few words
 * each, and the extractor kept no headline of them. */
static bool drop_told(const struct dh_overview *v, struct dh_choice *choice, uint32_t from,
                      bool within)
{
    const struct dh_box *x;
    float told = 0;
    unsigned n = 0;
    for (uint32_t i = from; (x = next_told(v, choice, &i, from)); i = x->end) {
        float words = dh_kept_words(v, choice, i, x->end);
        if (within && (choice[i].keep || words > TOLD_WORDS))
            return false;
        told += words;
        n++;
    }
    if (told == 0 || (within && n < TOLD_MIN) ||
        told < MOST * dh_kept_words(v, choice, from, v->b->n_blocks))
        return false;
    for (uint32_t i = from; (x = next_told(v, choice, &i, from)); i = x->end)
        for (uint32_t k = i; k < x->end; k++)
            choice[k] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
    return true;
}

/* They stand behind the smallest box around the story's headline and text; or in that box, where
 * templates put the text into one of its own. Then it has some words, and the page says that it is
 * a story: a list of stories has a line on what it lists. */
void dh_drop_stream(const struct dh_overview *v, struct dh_choice *choice)
{
    struct own own;
    if (!find_own(v, choice, &own) || drop_told(v, choice, end_of(v, &own), false) ||
        !dh_says_story(v))
        return;
    uint32_t end = dh_box_apart(v, own.text, own.head)->end;
    if (dh_kept_words(v, choice, own.head, end) >= OWN_WORDS)
        drop_told(v, choice, end, true);
}
