/* SPDX-License-Identifier: MIT */
/* Which stories are one: those that met (storymeet.c) are compared by their sketches, and are
 * joined unless one of them is a bridge (story.h). */
#include <string.h>

#include "base/append.h"
#include "base/err.h"
#include "repeat/story/storyset.h"
#include "repeat/words/near.h"

enum {
    NEIGHBOURS = 48,     /* matches of one story that the search for bridges looks at */
    HELD = 64,           /* stories that are kept for the next they are held against */
    SPREAD_LEAST = 4096, /* stories that are worth processes */
    BRIDGE_PERCENT = 70  /* two stories inside a third are at most this much longer than it */
};

/* How two stories that meet are one, from the weakest. A bridge is the same story as nothing but
 * its own text. */
enum edge { HOLDS_PART, SAME_STORY, SAME_TEXT };

/* ---- Candidates -------------------------------------------------------------------------------
 */

static enum dh_err take_counted(void *self, const uint64_t pair[2], struct dh_detail *d)
{
    return dh_count_add(self, pair, d);
}

static enum dh_err take_written(void *self, const uint64_t pair[2], struct dh_detail *d)
{
    struct dh_append *a = self;
    uint64_t at;
    dh_buf_add(&a->pending, (struct dh_str){ (const char *)pair, 2 * sizeof *pair });
    return dh_append_took(a, 2 * sizeof *pair, &at, d);
}

/* The pairs of those that meet under keys of part i of n. */
static enum dh_err meet(struct dh_stories *s, const struct dh_stories_bins *bins, unsigned i,
                        unsigned n, const struct dh_stories_taker *to, struct dh_detail *d)
{
    struct dh_count *keys = NULL;
    enum dh_err e = dh_count_new(&keys, s->mem, 4, s->sort_bytes / 2 / n, s->tmp);
    e = e ? dh_no_memory(d) : dh_stories_bin_keys(bins, i, n, keys, d);
    if (e == DH_OK)
        e = dh_stories_meet(s, keys, to, d);
    dh_count_free(keys);
    return e;
}

/* Pairs that processes find, each in a file of its own. */
struct pairing {
    struct dh_stories *s;
    const struct dh_stories_bins *bins;
    struct dh_append out[DH_SPREAD_MAX];
};

/* In a process: part i. */
static enum dh_err write_pairs(void *self, unsigned i)
{
    struct pairing *p = self;
    struct dh_stories_taker to = { take_written, &p->out[i] };
    enum dh_err e = meet(p->s, p->bins, i, p->s->spread.n, &to, NULL);
    return e ? e : dh_append_done(&p->out[i], NULL);
}

static enum dh_err read_pairs(struct dh_append *a, struct dh_count *pairs, struct dh_detail *d)
{
    enum { AT_ONCE = 16 * 1024 };
    struct dh_buf some;
    enum dh_err e = dh_append_reopen(a, d);

    dh_buf_init(&some, a->pending.mem, AT_ONCE);
    for (uint64_t at = 0; e == DH_OK && at < a->end; at += some.n) {
        uint64_t left = a->end - at;
        e = dh_append_read(a, at, left < AT_ONCE ? (size_t)left : AT_ONCE, &some, d);
        for (size_t k = 0; e == DH_OK && k + 16 <= some.n; k += 16) {
            uint64_t pair[2];
            memcpy(pair, some.p + k, sizeof pair);
            e = dh_count_add(pairs, pair, d);
        }
    }
    dh_buf_release(&some);
    return e;
}

/* By processes; *done: false when one of them could not. */
static enum dh_err spread_pairs(struct dh_stories *s, const struct dh_stories_bins *bins,
                                struct dh_count *pairs, bool *done, struct dh_detail *d)
{
    struct pairing p = { .s = s, .bins = bins };
    unsigned n = s->spread.n;
    enum dh_err e = DH_OK;

    for (unsigned i = 0; i < n; i++)
        dh_append_init(&p.out[i], s->mem, s->tmp, "for stories");
    for (unsigned i = 0; e == DH_OK && i < n; i++)
        e = dh_append_open(&p.out[i], d);
    *done = e == DH_OK && s->spread.run(s->spread.self, n, write_pairs, &p);
    if (!*done) /* more files than may be open: one process needs none of them */
        e = DH_OK;
    for (unsigned i = 0; e == DH_OK && *done && i < n; i++)
        e = read_pairs(&p.out[i], pairs, d);
    for (unsigned i = 0; i < n; i++)
        dh_append_release(&p.out[i]);
    return e;
}

/* All pairs, sorted. */
static enum dh_err add_pairs(struct dh_stories *s, const struct dh_stories_bins *bins,
                             struct dh_count *pairs, struct dh_detail *d)
{
    struct dh_stories_taker to = { take_counted, pairs };
    bool done = false;
    enum dh_err e = DH_OK;

    if (s->spread.n > 1 && s->n >= SPREAD_LEAST)
        e = spread_pairs(s, bins, pairs, &done, d);
    if (e == DH_OK && !done)
        e = meet(s, bins, 0, 1, &to, d);
    return e ? e : dh_count_sort(pairs, d);
}

/* A story that is held against others one after the other; what is not needed is not read. */
struct held {
    uint64_t rank; /* UINT64_MAX: none */
    bool whole;    /* with shingles */
    struct dh_sketch sketch;
};

/* Room for n of them; NULL: there is none. */
static struct held *make_held(struct dh_stories *s, size_t n)
{
    struct held *h = dh_mem_resize(s->mem, NULL, n * sizeof *h);
    for (size_t i = 0; h && i < n; i++)
        h[i].rank = UINT64_MAX;
    return h;
}

/* The place of a rank among HELD, and of another that it is held against. */
static void places_of(struct held *h, const uint64_t r[2], struct held **a, struct held **b)
{
    uint64_t i = r[0] % HELD, j = r[1] % HELD;
    *a = &h[i];
    *b = &h[j == i ? (j + 1) % HELD : j];
}

static enum dh_err hold(struct dh_stories *s, struct held *h, uint64_t rank, struct dh_detail *d)
{
    if (h->rank == rank)
        return DH_OK;
    h->rank = rank;
    h->whole = false;
    return dh_sketchfile_words(s->sketches, (uint32_t)rank, &h->sketch, d);
}

static enum dh_err complete(struct dh_stories *s, struct held *h, struct dh_detail *d)
{
    if (h->whole)
        return DH_OK;
    h->whole = true;
    return dh_stories_shingles(s, (uint32_t)h->rank, &h->sketch, d);
}

/* Compares two stories; *is: one holds most of the other, as what. */
static enum dh_err compare(struct dh_stories *s, struct held *a, struct held *b, bool *is,
                           enum edge *as, struct dh_detail *d)
{
    struct dh_relation rel;
    *is = dh_sketch_may_hold_part(&a->sketch, &b->sketch);
    enum dh_err e = *is ? complete(s, a, d) : DH_OK;
    if (e == DH_OK && *is)
        e = complete(s, b, d);
    if (e || !*is)
        return e;
    dh_sketch_compare(&a->sketch, &b->sketch, &rel);
    *is = dh_sketch_holds_part(&rel);
    *as = dh_sketch_same_text(&rel)    ? SAME_TEXT
          : dh_sketch_same_story(&rel) ? SAME_STORY
                                       : HOLDS_PART;
    return DH_OK;
}

/* Verifies the candidates; matches go both ways into edges, with whether they are one story. Pairs
 * come by their first, whose others come again when it is their turn to be one. */
static enum dh_err add_edges(struct dh_stories *s, struct dh_count *pairs, struct dh_count *edges,
                             struct dh_detail *d)
{
    struct held *h = make_held(s, HELD), *a, *b;
    uint64_t r[2], last[2] = { UINT64_MAX, UINT64_MAX };
    enum edge as;
    bool is;
    enum dh_err e = h ? DH_OK : dh_no_memory(d);

    while (e == DH_OK && (e = dh_count_next(pairs, r, d)) == DH_OK) {
        if (r[0] == last[0] && r[1] == last[1])
            continue;
        memcpy(last, r, sizeof last);
        places_of(h, r, &a, &b);
        e = hold(s, a, r[0], d);
        if (e == DH_OK)
            e = hold(s, b, r[1], d);
        if (e == DH_OK)
            e = compare(s, a, b, &is, &as, d);
        if (e == DH_OK && is)
            e = dh_count_add(edges, (uint64_t[]){ r[0], r[1], as }, d);
        if (e == DH_OK && is)
            e = dh_count_add(edges, (uint64_t[]){ r[1], r[0], as }, d);
    }
    dh_mem_free(s->mem, h);
    return e == DH_END ? dh_count_sort(edges, d) : e;
}

/* ---- Bridges ----------------------------------------------------------------------------------
 */

/* Whether two stories are unrelated. */
static enum dh_err are_unrelated(struct dh_stories *s, struct held *a, struct held *b, bool *are,
                                 struct dh_detail *d)
{
    struct dh_relation rel;
    enum dh_err e = complete(s, a, d);
    if (e == DH_OK)
        e = complete(s, b, d);
    if (e)
        return e;
    dh_sketch_compare(&a->sketch, &b->sketch, &rel);
    *are = dh_sketch_unrelated(&rel);
    return DH_OK;
}

/* Whether the story at rank m holds two of its n neighbours that are unrelated. k: room for n, and
 * for itself behind them. */
static enum dh_err is_bridge(struct dh_stories *s, uint32_t m, const uint32_t *near, size_t n,
                             struct held *k, bool *bridge, struct dh_detail *d)
{
    struct held *whole = &k[n];
    enum dh_err e = hold(s, whole, m, d);

    *bridge = false;
    for (size_t i = 0; e == DH_OK && i < n && !*bridge; i++) {
        e = hold(s, &k[i], near[i], d);
        for (size_t j = 0; e == DH_OK && j < i && !*bridge; j++) {
            /* Two that do not fit into it one behind the other cannot both be in it: so it is of
             * most pairs, and their words alone tell. */
            uint64_t both = (uint64_t)k[i].sketch.words + k[j].sketch.words;
            if (both * BRIDGE_PERCENT <= (uint64_t)whole->sketch.words * 100)
                e = are_unrelated(s, &k[i], &k[j], bridge, d);
        }
    }
    return e;
}

/* Walks the edges story by story; marks bridges; passes each edge that makes one story of two
 * on once. */
static enum dh_err find_bridges(struct dh_stories *s, struct dh_count *edges,
                                struct dh_count *joins, struct dh_detail *d)
{
    struct held *k = make_held(s, NEIGHBOURS + 1);
    uint32_t near[NEIGHBOURS];
    size_t n = 0;
    uint64_t r[3], m = UINT64_MAX;
    bool bridge;
    enum dh_err e = k ? DH_OK : dh_no_memory(d);

    while (e == DH_OK) {
        e = dh_count_next(edges, r, d);
        if (e && e != DH_END)
            break;
        if (m != UINT64_MAX && (e == DH_END || r[0] != m)) {
            enum dh_err f = n > 1 ? is_bridge(s, (uint32_t)m, near, n, k, &bridge, d) : DH_OK;
            if (f)
                e = f;
            else if (n > 1 && bridge)
                s->flag[m] |= DH_STORY_BRIDGE;
            n = 0;
        }
        if (e)
            break;
        m = r[0];
        if (n < NEIGHBOURS)
            near[n++] = (uint32_t)r[1];
        if (r[0] < r[1] && r[2] != HOLDS_PART)
            e = dh_count_add(joins, r, d);
    }
    dh_mem_free(s->mem, k);
    return e == DH_END ? dh_count_sort(joins, d) : e;
}

/* ---- Joining ----------------------------------------------------------------------------------
 */

static enum dh_err join(struct dh_stories *s, struct dh_count *joins, struct dh_detail *d)
{
    uint64_t r[3];
    enum dh_err e;
    while ((e = dh_count_next(joins, r, d)) == DH_OK)
        if (r[2] == SAME_TEXT || !((s->flag[r[0]] | s->flag[r[1]]) & DH_STORY_BRIDGE))
            dh_root_join(s->root, (uint32_t)r[0], (uint32_t)r[1]);
    for (uint32_t i = 0; i < s->n; i++)
        s->root[i] = dh_root_find(s->root, i);
    return e == DH_END ? DH_OK : e;
}

enum dh_err dh_stories_match(struct dh_stories *s, struct dh_detail *d)
{
    static const unsigned words[] = { 2, 3, 3 };
    struct dh_count *c[] = { NULL, NULL, NULL }; /* pairs, edges, joins */
    struct dh_stories_bins *bins = NULL;
    enum dh_err e = DH_OK;

    for (unsigned i = 0; e == DH_OK && i < DH_LEN(c); i++)
        e = dh_count_new(&c[i], s->mem, words[i], s->sort_bytes / 2, s->tmp);
    if (e)
        dh_no_memory(d);
    if (e == DH_OK)
        e = dh_stories_strip(s, &bins, d);
    if (e == DH_OK)
        e = add_pairs(s, bins, c[0], d);
    dh_stories_bins_free(bins);
    if (e == DH_OK)
        e = add_edges(s, c[0], c[1], d);
    dh_count_free(c[0]); /* each gives its memory back before the next but one grows */
    if (e == DH_OK)
        e = find_bridges(s, c[1], c[2], d);
    dh_count_free(c[1]);
    if (e == DH_OK)
        e = join(s, c[2], d);
    dh_count_free(c[2]);
    return e;
}
