/* SPDX-License-Identifier: MIT */
/* Blocks that say what others say: the same words, or runs of them. */
#include "html/model/overviewinside.h"

enum { BITS_A_GRAM = 16 };

/* A 4-gram that may stand there twice. */
struct gram {
    uint32_t token, block;
};

/* Bits by which grams are told that no other is like: of most pages nearly all. */
struct sieve {
    uint64_t *once, *again;
    uint64_t mask;
};

static bool sieve_make(struct sieve *s, struct dh_arena *a, uint32_t n)
{
    size_t bits = 1024;
    while (bits < (size_t)n * BITS_A_GRAM)
        bits *= 2;
    s->mask = bits / 64 - 1;
    s->once = dh_arena_zeroed(a, bits / 64, sizeof *s->once);
    s->again = dh_arena_zeroed(a, bits / 64, sizeof *s->again);
    return s->once && s->again;
}

static void sieve_add(struct sieve *s, uint64_t gram)
{
    uint64_t *once = &s->once[gram >> 7 & s->mask], bit = 1ull << (gram >> 1 & 63);
    s->again[gram >> 7 & s->mask] |= *once & bit;
    *once |= bit;
}

static bool sieve_holds(const struct sieve *s, uint64_t gram)
{
    return s->again[gram >> 7 & s->mask] >> (gram >> 1 & 63) & 1;
}

/* The grams of the page that may stand there twice, in order; *out NULL: the arena is full. */
static uint32_t find_twice(const struct dh_overview *v, uint32_t n_tokens, struct gram **out)
{
    const struct dh_blocks *b = v->b;
    struct sieve s;
    uint32_t n = 0;
    *out = sieve_make(&s, v->arena, n_tokens)
               ? dh_arena_alloc(v->arena, (n_tokens + 1) * sizeof **out)
               : NULL;
    for (uint32_t i = 0; *out && i < b->n_blocks; i++)
        for (uint32_t x = 0; x + DH_GRAM <= b->blocks[i].n_tokens; x++)
            sieve_add(&s, v->grams[b->blocks[i].token + x]);
    for (uint32_t i = 0; *out && i < b->n_blocks; i++)
        for (uint32_t x = 0; x + DH_GRAM <= b->blocks[i].n_tokens; x++) {
            (*out)[n] = (struct gram){ b->blocks[i].token + x, i };
            n += sieve_holds(&s, v->grams[b->blocks[i].token + x]);
        }
    return n;
}

/* Share of each block's 4-grams that stand in blocks before it, and behind it. */
static bool seen_shares(struct dh_overview *v, uint32_t n_tokens)
{
    const struct dh_blocks *b = v->b;
    struct gram *twice;
    struct dh_slots grams; /* value: the first block with it */
    uint32_t n = find_twice(v, n_tokens, &twice);
    if (!twice || !dh_slots_make(&grams, v->arena, n))
        return false;
    uint32_t *last = dh_arena_alloc(v->arena, (grams.mask + 1) * sizeof *last);
    uint32_t *slot = dh_arena_alloc(v->arena, (n + 1) * sizeof *slot); /* of each gram */
    bool fresh;
    if (!last || !slot)
        return false;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t *first = dh_slots_at(&grams, v->grams[twice[k].token], &fresh);
        slot[k] = (uint32_t)(first - grams.value);
        if (fresh)
            *first = twice[k].block;
        last[slot[k]] = twice[k].block;
    }
    for (uint32_t k = 0; k < n; k++) {
        struct dh_block_facts *f = &v->facts[twice[k].block];
        f->seen_before += grams.value[slot[k]] != twice[k].block;
        f->seen_after += last[slot[k]] != twice[k].block;
    }
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        float all = (float)b->blocks[i].n_tokens - DH_GRAM + 1;
        v->facts[i].seen_before /= dh_greater(1, all);
        v->facts[i].seen_after /= dh_greater(1, all);
    }
    return true;
}

bool dh_overview_copies(struct dh_overview *v, uint32_t n_tokens)
{
    const struct dh_blocks *b = v->b;
    struct dh_slots exact;
    bool fresh;
    if (!dh_slots_make(&exact, v->arena, b->n_blocks))
        return false;
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        const struct dh_block *k = &b->blocks[i];
        struct dh_str bytes = { (const char *)(b->tokens + k->token),
                                k->n_tokens * sizeof *b->tokens };
        uint32_t *at = dh_slots_at(&exact, dh_hash64(bytes), &fresh);
        if (fresh)
            *at = i;
        struct dh_block_facts *first = &v->facts[*at];
        v->facts[i].first_copy = (int32_t)*at;
        v->facts[i].copies_before = first->copies;
        first->copies += first->copies < 99;
        first->linked |= dh_is_link(&v->facts[i]);
    }
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        const struct dh_block_facts *first = &v->facts[v->facts[i].first_copy];
        v->facts[i].copies = first->copies;
        v->facts[i].linked = first->linked;
    }
    return n_tokens > DH_GRAMS_MAX || seen_shares(v, n_tokens);
}
