/* SPDX-License-Identifier: MIT */
/* The states that are alive before each word of a walk (cuematch.c). A walk wakes each state before
 * each word once; where they are more than a few thousand they are told by a hash. The memory is
 * the walk's. One thread a walk. */
#ifndef DH_ALIVE_H
#define DH_ALIVE_H

#include "text/cues/cues.h"

/* A state alive before a word, and the number of the next one; 0: it is the last. */
struct dh_member {
    uint32_t state, next;
};

/* The states alive before each word. */
struct dh_alive {
    const struct dh_cues *c;
    struct dh_member *pool; /* of all words; the first is of none */
    uint32_t room, used;    /* members */
    bool full;              /* there was no room for one: it was left out */
    /* Of a walk with more room: which states are alive before which word, twice as many places as
     * members; 0: free. NULL: the states before a word are looked through. */
    uint64_t *places;
    uint64_t looks; /* at states or places, to wake none twice */
    uint32_t first[DH_TOKENS_MAX + 1], last[DH_TOKENS_MAX + 1]; /* 0: none */
    uint64_t seen[DH_TOKENS_MAX + 1]; /* a bit of each of them: most are not asked for twice */
    uint32_t next[DH_TOKENS_MAX + 1]; /* what the next word could follow: set of dh_label_bit */
    uint32_t far;                     /* the furthest word that a state is alive before */
    bool prose;                       /* forms that begin with <any> or a name are left out */
    bool opens;                       /* so are those that do not end in <any> */
    /* Vague states that a word leaves for one that could go on; and those that it or one behind it
     * does, and DH_VAGUE_END. */
    uint64_t exits[DH_TOKENS_MAX + 1], later[DH_TOKENS_MAX + 1];
};

/* Whether nothing comes of a vague state before word `at`: no word from there on leaves it, or what
 * it may become, for a state that goes on. Then it is so before all later words. */
static inline bool dh_is_lost(const struct dh_alive *a, uint32_t at, uint32_t special)
{
    return !(a->c->reach[special >> DH_VAGUE_SHIFT] & a->later[at]);
}

/* Whether a form in that state, before word `at`, could go on: most that a word or two led to
 * cannot. */
static inline bool dh_is_dead(const struct dh_alive *a, uint32_t at, uint32_t state)
{
    if (a->opens && !dh_cues_opens(a->c, state)) /* before the state is looked at */
        return true;
    const struct dh_state *s = &a->c->states[state];
    if (s->special & DH_VAGUE)
        return dh_is_lost(a, at, s->special);
    return !((s->labels & a->next[at]) | s->special | s->joins | s->accept);
}

/* Whether the state is alive before word `at` already, where there may be very many; now it is. */
static inline bool dh_is_placed(struct dh_alive *a, uint32_t at, uint32_t state)
{
    uint64_t key = (uint64_t)(at + 1) << 32 | state;
    uint32_t mask = 2 * a->room - 1, i = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 32) & mask;
    for (; a->places[i] && a->places[i] != key; i = (i + 1) & mask)
        a->looks++;
    bool placed = a->places[i] == key;
    if (!placed && a->used < a->room) /* half of the places are free, so the loop ends */
        a->places[i] = key;
    return placed;
}

static inline bool dh_is_awake(struct dh_alive *a, uint32_t at, uint32_t state, uint64_t bit)
{
    if (a->places)
        return dh_is_placed(a, at, state);
    for (uint32_t i = a->seen[at] & bit ? a->first[at] : 0; i; i = a->pool[i].next) {
        a->looks++;
        if (a->pool[i].state == state)
            return true;
    }
    return false;
}

static inline void dh_wake(struct dh_alive *a, uint32_t at, uint32_t state)
{
    if (dh_is_dead(a, at, state))
        return;
    uint64_t bit = (uint64_t)1 << (state * 0x9E3779B1u >> 26);
    a->far = at > a->far ? at : a->far;
    if (dh_is_awake(a, at, state, bit))
        return;
    if (a->used == a->room) {
        a->full = true;
        return;
    }
    uint32_t own = a->used++;
    *(a->first[at] ? &a->pool[a->last[at]].next : &a->first[at]) = own;
    a->pool[own] = (struct dh_member){ state, 0 };
    a->last[at] = own;
    a->seen[at] |= bit;
    __builtin_prefetch(&a->c->states[state]);
}

#endif
