/* SPDX-License-Identifier: MIT */
#include "report/ruletable.h"

#include "base/hash.h"

enum { FIRST_ROOM = 256, NAME_MAX_BYTES = 200 };

void dh_ruletable_init(struct dh_ruletable *t, const struct dh_allocator *m)
{
    *t = (struct dh_ruletable){ .room = 0 };
    dh_arena_init(&t->arena, m, SIZE_MAX);
}

void dh_ruletable_release(struct dh_ruletable *t)
{
    if (!t->arena.mem)
        return;
    dh_mem_free(t->arena.mem, t->sums);
    dh_mem_free(t->arena.mem, t->slots);
    dh_arena_release(&t->arena);
    *t = (struct dh_ruletable){ .room = 0 };
}

/* The slot of key, or the free one where it belongs. */
static size_t slot_of(const struct dh_ruletable *t, uint64_t key)
{
    size_t i = key & (t->room - 1);
    while (t->slots[i] && t->sums[t->slots[i] - 1].key != key)
        i = (i + 1) & (t->room - 1);
    return i;
}

static bool make_room(struct dh_ruletable *t)
{
    void *sums = t->sums;
    if (t->n == t->cap && !dh_mem_grow(t->arena.mem, &sums, &t->cap, sizeof *t->sums))
        return false;
    t->sums = sums;
    if (2 * (t->n + 1) <= t->room)
        return true;
    size_t room = t->room ? 2 * t->room : FIRST_ROOM;
    uint32_t *slots = dh_mem_zeroed(t->arena.mem, room, sizeof *slots);
    if (!slots)
        return false;
    dh_mem_free(t->arena.mem, t->slots);
    t->slots = slots;
    t->room = room;
    for (size_t i = 0; i < t->n; i++)
        t->slots[slot_of(t, t->sums[i].key)] = (uint32_t)(i + 1);
    return true;
}

struct dh_rule_sum *dh_ruletable_find(const struct dh_ruletable *t, uint64_t key)
{
    size_t i = t->room ? slot_of(t, key) : 0;
    return t->room && t->slots[i] ? &t->sums[t->slots[i] - 1] : NULL;
}

struct dh_rule_sum *dh_ruletable_at(struct dh_ruletable *t, struct dh_str kind, struct dh_str rule)
{
    kind = dh_str_sub(kind, 0, NAME_MAX_BYTES);
    rule = dh_str_sub(rule, 0, NAME_MAX_BYTES);
    uint64_t key = dh_hash64_more(dh_hash64(kind), rule) | 1;
    struct dh_rule_sum *sum = dh_ruletable_find(t, key);

    if (sum)
        return sum;
    if (t->n >= DH_RULETABLE_MAX && rule.n)
        return dh_ruletable_at(t, kind, DH_STR_NONE);
    struct dh_rule_sum own = { .key = key };
    if (!make_room(t) || !dh_arena_copy(&t->arena, kind, &own.kind) ||
        !dh_arena_copy(&t->arena, rule, &own.rule))
        return NULL;
    sum = &t->sums[t->n++];
    *sum = own;
    t->slots[slot_of(t, key)] = (uint32_t)t->n;
    return sum;
}
