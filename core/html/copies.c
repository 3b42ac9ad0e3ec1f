/* SPDX-License-Identifier: MIT */
/* Blocks that say what others say: the same words, or runs of them. */
#include "html/slots.h"
#include "html/view.h"

/* A page with more words is not searched for copies inside its blocks. */
enum { GRAMS_MAX = 1 << 20 };

/* Share of each block's 4-grams that stand in blocks before it, and behind it. */
static bool seen_shares(struct dh_view *v, uint32_t n_tokens)
{
    const struct dh_blocks *b = v->b;
    struct dh_slots grams; /* value: the first block with it */
    if (!dh_slots_make(&grams, v->arena, n_tokens))
        return false;
    uint32_t *last = dh_arena_alloc(v->arena, (grams.mask + 1) * sizeof *last), n = 0;
    uint32_t *slot = dh_arena_alloc(v->arena, (n_tokens + 1) * sizeof *slot); /* of each gram */
    bool fresh;
    if (!last || !slot)
        return false;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        for (uint32_t x = 0; x + DH_GRAM <= b->blocks[i].n_tokens; x++) {
            uint32_t *first =
                dh_slots_at(&grams, dh_gram(b->tokens + b->blocks[i].token + x), &fresh);
            slot[n] = (uint32_t)(first - grams.value);
            if (fresh)
                *first = i;
            last[slot[n++]] = i;
        }
    n = 0;
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        if (b->blocks[i].n_tokens < DH_GRAM)
            continue;
        uint32_t before = 0, after = 0, all = b->blocks[i].n_tokens - DH_GRAM + 1;
        for (uint32_t x = 0; x < all; x++, n++) {
            before += grams.value[slot[n]] != i;
            after += last[slot[n]] != i;
        }
        v->facts[i].seen_before = (float)before / (float)all;
        v->facts[i].seen_after = (float)after / (float)all;
    }
    return true;
}

bool dh_view_copies(struct dh_view *v, uint32_t n_tokens)
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
    }
    for (uint32_t i = 0; i < b->n_blocks; i++)
        v->facts[i].copies = v->facts[v->facts[i].first_copy].copies;
    return n_tokens > GRAMS_MAX || seen_shares(v, n_tokens);
}
