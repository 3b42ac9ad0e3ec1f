/* SPDX-License-Identifier: MIT */
#include "text/recall.h"

#include <string.h>

enum { SLOTS = 4096, CHUNK = 64 /* slots that are made at once: short runs see few lines */ };

struct slot {
    uint64_t key; /* of the line */
    uint32_t subject;
    int16_t lang;
    uint16_t n;
    uint8_t n_cuts;
    struct dh_sight sight; /* what most lines need stands together */
    char text[DH_RECALL_MAX];
    struct dh_cut cuts[DH_CUTS_MAX];
};

struct dh_recall {
    uint16_t number[SLOTS]; /* of a slot, from 1 on: small, so that it stays at hand; 0: none */
    struct slot *chunks[SLOTS / CHUNK];
    uint32_t n;
    struct dh_arena memory;
};

void dh_recall_free(struct dh_recall *r, const struct dh_allocator *m)
{
    if (!r)
        return;
    dh_arena_release(&r->memory);
    dh_mem_free(m, r);
}

static struct dh_recall *make(const struct dh_allocator *m)
{
    struct dh_recall *r = dh_mem_zeroed(m, 1, sizeof *r);
    if (r)
        dh_arena_init(&r->memory, m, 2 * SLOTS * sizeof(struct slot));
    return r;
}

static bool is_same(const struct slot *k, uint64_t key, const struct dh_view *v, struct dh_str text)
{
    return k->key == key && k->n == text.n && k->lang == v->lang && k->subject == v->subject &&
           memcmp(k->text, text.p, text.n) == 0;
}

/* Where the number of a line's slot stands. Sites print one line beside stories in many languages:
 * each has a place of its own. */
static size_t place_of(uint64_t key, int lang)
{
    const uint64_t apart = 89; /* places between two languages */
    return (key + (uint64_t)(lang + 1) * apart) % SLOTS;
}

/* NULL: there is none. */
static struct slot *find_slot(const struct dh_recall *r, size_t place)
{
    uint32_t n = r->number[place];
    return n ? &r->chunks[(n - 1) / CHUNK][(n - 1) % CHUNK] : NULL;
}

/* NULL: out of memory. */
static struct slot *make_slot(struct dh_recall *r, size_t place)
{
    struct slot **chunk = &r->chunks[r->n / CHUNK];
    if (!*chunk)
        *chunk = dh_arena_alloc(&r->memory, CHUNK * sizeof **chunk);
    if (!*chunk)
        return NULL;
    r->number[place] = (uint16_t)++r->n;
    return &(*chunk)[(r->n - 1) % CHUNK];
}

void dh_recall_ahead(const struct dh_recall *r, uint64_t key, int lang)
{
    if (r)
        __builtin_prefetch(find_slot(r, place_of(key, lang)));
}

void dh_recall_read(struct dh_recall **r, const struct dh_allocator *m, struct dh_view *v,
                    struct dh_str text, uint64_t key, struct dh_sight *s, struct dh_cut *cuts,
                    size_t *n_cuts)
{
    if (text.n == 0 || text.n > DH_RECALL_MAX || (!*r && !(*r = make(m)))) {
        dh_sight_read(v, text, s, cuts, n_cuts);
        return;
    }
    size_t place = place_of(key, v->lang);
    struct slot *k = find_slot(*r, place);
    if (k && is_same(k, key, v, text)) {
        *s = k->sight;
        *n_cuts = k->n_cuts;
        memcpy(cuts, k->cuts, k->n_cuts * sizeof *cuts);
        return;
    }
    dh_sight_read(v, text, s, cuts, n_cuts);
    if (!k)
        k = make_slot(*r, place);
    if (!k)
        return;
    k->key = key;
    k->subject = v->subject;
    k->lang = (int16_t)v->lang;
    k->n = (uint16_t)text.n;
    memcpy(k->text, text.p, text.n);
    k->sight = *s;
    k->n_cuts = (uint8_t)*n_cuts;
    memcpy(k->cuts, cuts, *n_cuts * sizeof *cuts);
}
