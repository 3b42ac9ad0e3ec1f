/* SPDX-License-Identifier: MIT */
/* The hash tables of overview.c, agree.c and copies.c, and the runs of tokens that they hold. Open
 * addressing, at most half full. Not thread-safe. */
#ifndef DH_SLOTS_H
#define DH_SLOTS_H

#include "base/hash.h"
#include "base/mem.h"

/* A hash table that lives as long as the overview's arena. Keys are hashes: bits but the lowest
 * tell where they go. */
struct dh_slots {
    uint64_t *key;   /* 0: free */
    uint32_t *value; /* unwritten until its key is taken */
    size_t mask;
};

/* For n keys; false: the arena is full. */
bool dh_slots_make(struct dh_slots *s, struct dh_arena *a, size_t n);

/* The slot of a key, with the key written where it is new (*fresh). */
static inline uint32_t *dh_slots_at(struct dh_slots *s, uint64_t key, bool *fresh)
{
    key |= 1;
    size_t i = key >> 1 & s->mask;
    while (s->key[i] && s->key[i] != key)
        i = (i + 1) & s->mask;
    *fresh = !s->key[i];
    s->key[i] = key;
    return &s->value[i];
}
static inline bool dh_slots_has(const struct dh_slots *s, uint64_t key)
{
    key |= 1;
    size_t i = key >> 1 & s->mask;
    while (s->key[i] && s->key[i] != key)
        i = (i + 1) & s->mask;
    return s->key[i] != 0;
}

/* Runs of four tokens, by which texts are compared. */
enum { DH_GRAM = 4 };
static inline uint64_t dh_gram(const uint32_t *t)
{
    return dh_hash_mix(((uint64_t)t[0] << 32 | t[1]) ^
                       ((uint64_t)t[2] << 32 | t[3]) * 0x9E3779B97F4A7C15u) |
           1;
}

#endif
