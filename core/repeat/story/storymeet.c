/* SPDX-License-Identifier: MIT */
/* Which stories are worth comparing: those that stand near each other under a key, but for those
 * that signs, grids or words tell apart (sketch.h). Most meet by chance, and their grids tell. To
 * read each from its place would cost more than all else; so keys are taken by rounds of as many
 * stories as memory holds grids of, and for each round all grids are read from first to last. */
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "repeat/story/storyset.h"

enum {
    ROUND_LEAST = 64, /* stories of a round */
    ROUNDS = 12,     /* of each story once; a round has at least such a part of all stories, for all
                        that there are are read for it */
    MET = 3,         /* records of a round, as many times its stories */
    PAIRS = 1 << 14, /* that are kept, since they meet again */
    WORDS_KEPT = 16  /* stories whose words are kept, for the next that they meet */
};

/* A story that stands under a key. */
struct met {
    uint64_t key, next, sign; /* as in its record: dh_stories_bin_keys */
    uint32_t rank;
    bool before; /* of the round before: it was paired with those in front of it */
};

/* Two stories that met. Copies do under most of their keys, and once is enough. */
struct pair {
    uint32_t a, b; /* ranks, the smaller first; the same: nobody's */
};

/* Words read last, by rank. */
struct kept {
    uint32_t rank; /* DH_STORY_NONE: nobody's */
    struct dh_sketch sketch;
};

struct round {
    struct dh_stories *s;
    const struct dh_stories_taker *to;
    struct met *met;
    size_t n, room;
    uint32_t *place; /* by rank: of its grid, and one more; 0: it is not in the round */
    struct dh_sketch_grid *grid;
    size_t n_grids, room_grids;
    struct kept *kept;
    struct pair *pairs; /* PAIRS of them, by their hash */
};

static enum dh_err begin(struct round *r, struct dh_stories *s, struct dh_detail *d)
{
    size_t stories = s->sort_bytes / sizeof *r->grid, least = s->n / ROUNDS + 1;

    r->s = s;
    stories = stories < least ? least : stories < s->n ? stories : s->n;
    r->room_grids = stories < ROUND_LEAST ? ROUND_LEAST : stories;
    r->room = MET * r->room_grids;
    r->grid = dh_mem_resize(s->mem, NULL, r->room_grids * sizeof *r->grid);
    r->met = dh_mem_resize(s->mem, NULL, r->room * sizeof *r->met);
    r->place = dh_mem_zeroed(s->mem, s->n + 1, sizeof *r->place);
    r->kept = dh_mem_resize(s->mem, NULL, WORDS_KEPT * sizeof *r->kept);
    r->pairs = dh_mem_zeroed(s->mem, PAIRS, sizeof *r->pairs);
    if (!r->grid || !r->met || !r->place || !r->kept || !r->pairs)
        return dh_no_memory(d);
    for (size_t i = 0; i < WORDS_KEPT; i++)
        r->kept[i].rank = DH_STORY_NONE;
    return DH_OK;
}

static void release(struct round *r)
{
    dh_mem_free(r->s->mem, r->grid);
    dh_mem_free(r->s->mem, r->met);
    dh_mem_free(r->s->mem, r->place);
    dh_mem_free(r->s->mem, r->kept);
    dh_mem_free(r->s->mem, r->pairs);
}

/* The sketch of a rank, but for its shingles; other is the rank that it is held against, whose
 * sketch stays. */
static enum dh_err words_of(struct round *r, uint32_t rank, uint32_t other,
                            const struct dh_sketch **out, struct dh_detail *d)
{
    size_t i = rank % WORDS_KEPT;
    i = i == other % WORDS_KEPT ? (i + 1) % WORDS_KEPT : i;
    enum dh_err e = DH_OK;
    if (r->kept[i].rank != rank)
        e = dh_sketchfile_words(r->s->sketches, rank, &r->kept[i].sketch, d);
    r->kept[i].rank = e ? DH_STORY_NONE : rank;
    *out = &r->kept[i].sketch;
    return e;
}

static bool grids_part(const struct round *r, const struct met *a, const struct met *b)
{
    return dh_sketch_grids_part(&r->grid[r->place[a->rank] - 1], &r->grid[r->place[b->rank] - 1]);
}

/* Whether they met before, as far as that is known. */
static bool meet_again(struct round *r, uint32_t a, uint32_t b)
{
    struct pair now = { a < b ? a : b, a < b ? b : a };
    struct pair *kept = &r->pairs[dh_hash_mix((uint64_t)now.a << 32 | now.b) % PAIRS];
    bool again = kept->a == now.a && kept->b == now.b;
    *kept = now;
    return again;
}

/* Whether two that meet are worth a place among the pairs, and were not asked about. Those that
 * have the next key in common too are copies often: they are compared once, behind the sorting. */
static enum dh_err is_pair(struct round *r, const struct met *a, const struct met *b, bool *is,
                           struct dh_detail *d)
{
    const struct dh_sketch *x, *y;
    *is = !dh_sketch_signs_part(a->sign, b->sign) && !meet_again(r, a->rank, b->rank);
    if (!*is || a->next == b->next)
        return DH_OK;
    *is = !grids_part(r, a, b);
    if (!*is)
        return DH_OK;
    enum dh_err e = words_of(r, b->rank, b->rank + 1, &y, d);
    if (e == DH_OK)
        e = words_of(r, a->rank, b->rank, &x, d);
    if (e == DH_OK)
        *is = dh_sketch_may_hold_part(x, y);
    return e;
}

/* Pairs the story at i with the DH_STORY_WINDOW last before it under its key. */
static enum dh_err meet(struct round *r, size_t i, struct dh_detail *d)
{
    const struct met *b = &r->met[i];
    enum dh_err e = DH_OK;
    for (size_t k = 1; e == DH_OK && k <= DH_STORY_WINDOW && k <= i; k++) {
        const struct met *a = b - k;
        uint64_t pair[] = { a->rank < b->rank ? a->rank : b->rank,
                            a->rank < b->rank ? b->rank : a->rank };
        bool is;
        if (a->key != b->key)
            break;
        e = is_pair(r, a, b, &is, d);
        if (e == DH_OK && is)
            e = r->to->take(r->to->self, pair, d);
    }
    return e;
}

/* For dh_sketchfile_grids. */
static struct dh_sketch_grid *place_of(void *self, uint32_t rank)
{
    const struct round *r = self;
    return r->place[rank] ? &r->grid[r->place[rank] - 1] : NULL;
}

static void place(struct round *r, uint32_t rank)
{
    if (!r->place[rank])
        r->place[rank] = (uint32_t)++r->n_grids;
}

/* Ends a round; the next begins with those that stories under the last key may still meet. */
static enum dh_err end_round(struct round *r, struct dh_detail *d)
{
    size_t from = r->n;
    enum dh_err e = r->n ? dh_sketchfile_grids(r->s->sketches, place_of, r, d) : DH_OK;
    for (size_t i = 0; e == DH_OK && i < r->n; i++)
        if (!r->met[i].before)
            e = meet(r, i, d);
    for (size_t i = 0; i < r->n; i++)
        r->place[r->met[i].rank] = 0;
    r->n_grids = 0;
    while (from > 0 && r->n - from < DH_STORY_WINDOW &&
           r->met[from - 1].key == r->met[r->n - 1].key)
        from--;
    r->n -= from;
    memmove(r->met, r->met + from, r->n * sizeof *r->met);
    for (size_t i = 0; i < r->n; i++) {
        r->met[i].before = true;
        place(r, r->met[i].rank);
    }
    return e;
}

static enum dh_err add(struct round *r, const struct met *m, struct dh_detail *d)
{
    bool full = r->n == r->room || (!r->place[m->rank] && r->n_grids == r->room_grids);
    enum dh_err e = full ? end_round(r, d) : DH_OK;
    r->met[r->n++] = *m;
    place(r, m->rank);
    return e;
}

static enum dh_err take_keys(struct round *r, struct dh_count *keys, struct dh_detail *d)
{
    struct met last = { .key = 0 };
    uint64_t k[4];
    bool have = false, added = false; /* the last one; it is in the round */
    enum dh_err e;

    while ((e = dh_count_next(keys, k, d)) == DH_OK) {
        struct met m = { .key = k[0], .next = k[1], .sign = k[3], .rank = (uint32_t)k[2] };
        bool meets = have && m.key == last.key;
        if (meets && !added)
            e = add(r, &last, d);
        if (e == DH_OK && meets)
            e = add(r, &m, d);
        if (e)
            return e;
        have = true;
        added = meets;
        last = m;
    }
    return e == DH_END ? end_round(r, d) : e;
}

enum dh_err dh_stories_meet(struct dh_stories *s, struct dh_count *keys,
                            const struct dh_stories_taker *to, struct dh_detail *d)
{
    struct round r = { .to = to };
    enum dh_err e = begin(&r, s, d);
    if (e == DH_OK)
        e = take_keys(&r, keys, d);
    release(&r);
    return e;
}
