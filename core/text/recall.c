/* SPDX-License-Identifier: MIT */
#include "text/recall.h"

#include <string.h>

enum {
    SLOTS = 4096,
    WAYS = 2,   /* places where a line may be kept */
    CHUNK = 64, /* slots that are made at once: short runs see few lines */
};

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
    /* Of a slot, from 1 on: small, so that it stays at hand; 0: none. The first of the ways has the
     * line that came again last, the last one gives its place to the next new line: most lines of a
     * story come once, and shall not push out what stands on every page. */
    uint16_t number[SLOTS / WAYS][WAYS];
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

/* Where the numbers of a line's slots stand. Sites print one line beside stories in many languages:
 * each has a place of its own. */
static uint16_t *ways_of(struct dh_recall *r, uint64_t key, int lang)
{
    const uint64_t apart = 89; /* places between two languages */
    return r->number[(key + (uint64_t)(lang + 1) * apart) % (SLOTS / WAYS)];
}

/* NULL: there is none. */
static struct slot *slot_of(const struct dh_recall *r, uint16_t number)
{
    return number ? &r->chunks[(number - 1) / CHUNK][(number - 1) % CHUNK] : NULL;
}

/* The slot that a new line goes to. NULL: out of memory. */
static struct slot *make_slot(struct dh_recall *r, uint16_t ways[WAYS])
{
    int way = 0;
    while (way < WAYS - 1 && ways[way])
        way++;
    if (ways[way])
        return slot_of(r, ways[way]);
    struct slot **chunk = &r->chunks[r->n / CHUNK];
    if (!*chunk)
        *chunk = dh_arena_alloc(&r->memory, CHUNK * sizeof **chunk);
    if (!*chunk)
        return NULL;
    ways[way] = (uint16_t)++r->n;
    return slot_of(r, ways[way]);
}

/* The slot that has the line, which comes first now. NULL: none has. */
static const struct slot *find_slot(const struct dh_recall *r, uint16_t ways[WAYS], uint64_t key,
                                    const struct dh_view *v, struct dh_str text)
{
    for (int way = 0; way < WAYS && ways[way]; way++) {
        const struct slot *k = slot_of(r, ways[way]);
        if (!is_same(k, key, v, text))
            continue;
        uint16_t number = ways[way];
        ways[way] = ways[0];
        ways[0] = number;
        return k;
    }
    return NULL;
}

void dh_recall_ahead(struct dh_recall *r, uint64_t key, int lang)
{
    if (!r)
        return;
    const uint16_t *ways = ways_of(r, key, lang);
    for (int way = 0; way < WAYS; way++)
        __builtin_prefetch(slot_of(r, ways[way]));
}

void dh_recall_read(struct dh_recall **r, const struct dh_allocator *m, struct dh_view *v,
                    struct dh_str text, uint64_t key, struct dh_sight *s, struct dh_cut *cuts,
                    size_t *n_cuts)
{
    if (text.n == 0 || text.n > DH_RECALL_MAX || (!*r && !(*r = make(m)))) {
        dh_sight_read(v, text, s, cuts, n_cuts);
        return;
    }
    uint16_t *ways = ways_of(*r, key, v->lang);
    const struct slot *known = find_slot(*r, ways, key, v, text);
    if (known) {
        *s = known->sight;
        *n_cuts = known->n_cuts;
        memcpy(cuts, known->cuts, known->n_cuts * sizeof *cuts);
        return;
    }
    dh_sight_read(v, text, s, cuts, n_cuts);
    struct slot *k = make_slot(*r, ways);
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
