/* SPDX-License-Identifier: MIT */
#include "repeat/words/near.h"

#include <string.h>

/* A word in a set; sorted by word, then set. */
struct posting {
    uint64_t word;
    uint32_t set;
};

struct index {
    const struct dh_near_set *sets;
    const struct posting *postings;
    size_t n_postings;
    uint32_t *root;
    uint32_t *met; /* met[j] == i + 1: set i was compared with set j */
};

/* One of the words of a set, with where its postings stand. */
struct place {
    size_t from;
    uint32_t times;
};

uint32_t dh_root_find(uint32_t *root, uint32_t i)
{
    while (root[i] != i) {
        root[i] = root[root[i]];
        i = root[i];
    }
    return i;
}

void dh_root_join(uint32_t *root, uint32_t a, uint32_t b)
{
    a = dh_root_find(root, a);
    b = dh_root_find(root, b);
    if (a < b)
        root[b] = a;
    else
        root[a] = b;
}

/* Words that must be shared: DH_NEAR_PERMILLE of n, rounded up. */
static uint32_t needed(uint32_t n)
{
    uint32_t k = (n * DH_NEAR_PERMILLE + 999) / 1000;
    return k < DH_NEAR_MIN ? DH_NEAR_MIN : k;
}

/* Whether two sets belong together. */
static bool belong_together(const struct dh_near_set *a, const struct dh_near_set *b)
{
    uint32_t shorter = a->n < b->n ? a->n : b->n, need = needed(shorter), both = 0;

    if (shorter < DH_NEAR_MIN)
        return false;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->word[i] == b->word[j]) {
            both++;
            i++;
            j++;
        } else if (a->word[i] < b->word[j]) {
            i++;
        } else {
            j++;
        }
    }
    return both >= need;
}

static int by_word(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;
    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    return (x->set > y->set) - (x->set < y->set);
}

static struct place lookup(const struct index *x, uint64_t word)
{
    size_t lo = 0, hi = x->n_postings;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (x->postings[mid].word < word)
            lo = mid + 1;
        else
            hi = mid;
    }
    struct place p = { lo, 0 };
    /* Past the tries nobody looks, so a word that every passage holds is not counted on. */
    while (p.times <= DH_NEAR_TRIES && lo + p.times < x->n_postings &&
           x->postings[lo + p.times].word == word)
        p.times++;
    return p;
}

/* The places of set i's words, rarest first; ties keep the order of the words, which is that of
 * their hashes. */
static uint32_t rarest(const struct index *x, uint32_t i, struct place *out)
{
    uint32_t n = x->sets[i].n;
    for (uint32_t k = 0; k < n; k++) {
        struct place p = lookup(x, x->sets[i].word[k]);
        uint32_t at = k;
        for (; at > 0 && out[at - 1].times > p.times; at--)
            out[at] = out[at - 1];
        out[at] = p;
    }
    return n - needed(n) + 1;
}

/* Shorter sets look for longer ones, so each pair is met once. */
static bool before(const struct index *x, uint32_t a, uint32_t b)
{
    uint32_t n = x->sets[a].n, m = x->sets[b].n;
    return n < m || (n == m && a > b);
}

/* Compares set i with those that are no shorter and share one of its rarest words. */
static void meet(struct index *x, uint32_t i)
{
    struct place places[DH_NEAR_MAX];
    uint32_t prefix = rarest(x, i, places), tries = 0;

    for (uint32_t k = 0; k < prefix && tries < DH_NEAR_TRIES; k++) {
        for (uint32_t t = 0; t < places[k].times && tries < DH_NEAR_TRIES; t++) {
            uint32_t j = x->postings[places[k].from + t].set;
            if (j == i || x->met[j] == i + 1 || before(x, j, i))
                continue;
            x->met[j] = i + 1;
            tries++;
            if (dh_root_find(x->root, i) != dh_root_find(x->root, j) &&
                belong_together(&x->sets[i], &x->sets[j]))
                dh_root_join(x->root, i, j);
        }
    }
}

enum dh_err dh_near_group(struct dh_arena *a, const struct dh_near_set *sets, uint32_t n,
                          uint32_t *root)
{
    size_t words = 0;
    for (uint32_t i = 0; i < n; i++) {
        root[i] = i;
        words += sets[i].n;
    }
    if (n < 2 || words == 0)
        return DH_OK;
    struct posting *p = dh_arena_alloc(a, words * sizeof *p);
    uint32_t *met = dh_arena_zeroed(a, n, sizeof *met);
    if (!p || !met)
        return DH_ELIMIT;
    size_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < sets[i].n; j++)
            p[k++] = (struct posting){ sets[i].word[j], i };
    qsort(p, words, sizeof *p, by_word);
    struct index x = { sets, p, words, root, met };
    for (uint32_t i = 0; i < n; i++)
        if (sets[i].n >= DH_NEAR_MIN)
            meet(&x, i);
    for (uint32_t i = 0; i < n; i++)
        root[i] = dh_root_find(root, i);
    return DH_OK;
}
