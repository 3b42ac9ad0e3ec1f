/* SPDX-License-Identifier: MIT */
/* Captions that stand on a page in two copies or two wordings: see inpageinside.h. */
#include <string.h>

#include "repeat/inpage/inpageinside.h"
#include "repeat/words/near.h"
#include "repeat/words/words.h"

enum {
    CAPTIONS = 1 << 16 /* texts that are compared; a page of more is no story */
};

/* A text that is a caption or looks like one: the copies k[from .. from + n).
 */
struct caption {
    size_t from, n;
    uint32_t first; /* the first of its fragments that may be a caption */
    bool sure;      /* one of them is struck as a caption */
    bool twice;     /* it stands there more than once */
};

static bool may_be_caption(const struct dh_inpage *w, uint32_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    if (f->kind == DH_CAPTION)
        return true;
    return f->kind == DH_STORY && (f->looks & DH_LOOKS_CAPTION) && f->role != DH_ROLE_HEADING &&
           !dh_inpage_headline(w, i);
}

/* Whether the copies k[from .. from + n) make a caption; fills *c. */
static bool as_caption(const struct dh_inpage *w, const struct dh_keyed *k, size_t from, size_t n,
                       struct caption *c)
{
    *c = (struct caption){ .from = from, .n = n, .first = DH_NOWHERE };
    for (size_t i = from; i < from + n; i++) {
        if (!may_be_caption(w, k[i].at))
            continue;
        c->twice = c->first != DH_NOWHERE;
        c->sure |= w->page->fragments[k[i].at].kind == DH_CAPTION;
        if (c->first == DH_NOWHERE)
            c->first = k[i].at;
    }
    return c->first != DH_NOWHERE;
}

/* The content words of fragment i into the arena. Too few or too many: n is 0.
 */
static enum dh_err content_set(struct dh_page *p, uint32_t i, struct dh_near_set *set)
{
    uint64_t words[DH_NEAR_MAX];
    struct dh_str s = p->fragments[i].norm.n ? p->fragments[i].norm : dh_page_fragment(p, i);
    uint32_t n = dh_words_content(s, words, DH_NEAR_MAX);

    *set = (struct dh_near_set){ NULL, 0 };
    if (n < DH_NEAR_MIN || n > DH_NEAR_MAX)
        return DH_OK;
    uint64_t *copy = dh_arena_alloc(&p->scratch, n * sizeof *copy);
    if (!copy)
        return DH_ELIMIT;
    memcpy(copy, words, n * sizeof *copy);
    *set = (struct dh_near_set){ copy, n };
    return DH_OK;
}

static void strike_caption(struct dh_inpage *w, const struct dh_keyed *k, const struct caption *c,
                           uint32_t group, struct dh_str rule)
{
    for (size_t i = c->from; i < c->from + c->n; i++) {
        if (!may_be_caption(w, k[i].at))
            continue;
        w->page->fragments[k[i].at].group = group;
        dh_page_strike(w->page, k[i].at, DH_CAPTION, rule);
    }
}

/* What the members of a group of captions have in common; groups[i] is that of root i. */
struct group {
    uint32_t first;   /* the first of its fragments that may be a caption */
    uint32_t members; /* wordings */
    uint32_t words;   /* content words of its longest caption for sure; 0: none is sure */
};

static void join_groups(struct group *groups, const uint32_t *root, const struct caption *c,
                        const struct dh_near_set *sets, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct group *g = &groups[root[i]];
        if (g->members++ == 0 || c[i].first < g->first)
            g->first = c[i].first;
        if (c[i].sure && sets[i].n > g->words)
            g->words = sets[i].n;
    }
}

/* A lead or a sentence of the story takes up the words of the picture beside it, and says more. */
static bool says_more(const struct caption *c, const struct dh_near_set *set, const struct group *g)
{
    return !c->sure && g->words && 2 * set->n > 3 * g->words;
}

/* Strikes the captions of which there is a second copy or a second wording. */
static enum dh_err strike_captions(struct dh_inpage *w, const struct dh_keyed *k,
                                   const struct caption *c, const struct dh_near_set *sets,
                                   uint32_t n)
{
    struct dh_arena *a = &w->page->scratch;
    uint32_t *root = dh_arena_alloc(a, n * sizeof *root);
    struct group *groups = dh_arena_zeroed(a, n, sizeof *groups);
    enum dh_err e;

    if (!root || !groups)
        return DH_ELIMIT;
    e = dh_near_group(a, sets, n, root);
    if (e)
        return e;
    join_groups(groups, root, c, sets, n);
    for (uint32_t i = 0; i < n; i++) {
        const struct group *g = &groups[root[i]];
        if (g->members > 1 && !says_more(&c[i], &sets[i], g))
            strike_caption(w, k, &c[i], g->first, DH_STR("repeat.near"));
        else if (c[i].twice && (c[i].sure || sets[i].n))
            strike_caption(w, k, &c[i], c[i].first, DH_STR("repeat.same"));
    }
    return DH_OK;
}

enum dh_err dh_inpage_captions(struct dh_inpage *w, const struct dh_keyed *k, size_t n)
{
    struct dh_arena *a = &w->page->scratch;
    struct caption *c = NULL;
    struct dh_near_set *sets = NULL;
    size_t cap = 0, cap_sets = 0;
    uint32_t n_captions = 0;

    for (size_t i = 0, to; i < n && n_captions < CAPTIONS; i = to) {
        struct caption one;
        for (to = i + 1; to < n && k[to].key == k[i].key;)
            to++;
        if (!as_caption(w, k, i, to - i, &one))
            continue;
        void *array = c, *array_sets = sets;
        if (!dh_arena_grow(a, &array, n_captions, &cap, sizeof *c) ||
            !dh_arena_grow(a, &array_sets, n_captions, &cap_sets, sizeof *sets))
            return DH_ELIMIT;
        c = array;
        sets = array_sets;
        c[n_captions] = one;
        if (content_set(w->page, one.first, &sets[n_captions]))
            return DH_ELIMIT;
        n_captions++;
    }
    return n_captions ? strike_captions(w, k, c, sets, n_captions) : DH_OK;
}
