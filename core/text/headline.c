/* SPDX-License-Identifier: MIT */
#include "text/headline.h"

enum {
    ROOM = 4096,   /* slots of the table; a power of two, twice the words kept */
    KEPT = 2000,   /* words of the story that are kept */
    FRAGMENTS = 60 /* of the zone that are read */
};

/* A word that carries what a text says; function words are short in most languages. */
static uint64_t content_word(struct dh_view *v, uint32_t i)
{
    const struct dh_token *w = &v->words->w[i];
    if ((w->flags & DH_T_PUNCT) || (w->n < 4 && !(w->flags & DH_T_WIDE)))
        return 0;
    return w->hash;
}

static uint64_t *slot_of(uint64_t *table, uint64_t hash)
{
    size_t i = hash & (ROOM - 1);
    while (table[i] && table[i] != hash)
        i = (i + 1) & (ROOM - 1);
    return &table[i];
}

static void cut(struct dh_view *v, struct dh_str s)
{
    dh_tokens_cut(v->words, NULL, s, DH_TOKENS_MAX);
}

static void keep_story(struct dh_view *v, const struct dh_page *page, struct dh_zone z,
                       uint64_t *table)
{
    size_t kept = 0, to = z.to - z.from > FRAGMENTS ? z.from + FRAGMENTS : z.to;
    for (size_t i = z.from; i < to; i++) {
        if (page->fragments[i].kind != DH_STORY)
            continue;
        cut(v, dh_page_fragment(page, i));
        for (uint32_t k = 0; k < v->words->n && kept < KEPT; k++) {
            uint64_t hash = content_word(v, k), *slot = slot_of(table, hash);
            kept += hash && !*slot;
            *slot = hash;
        }
    }
}

/* Content words of s that come back in the story; 0 unless most do. */
static unsigned come_back(struct dh_view *v, struct dh_str s, uint64_t *table)
{
    unsigned own = 0, back = 0;
    cut(v, s);
    for (uint32_t k = 0; k < v->words->n; k++) {
        uint64_t hash = content_word(v, k);
        own += hash != 0;
        back += hash && *slot_of(table, hash) == hash;
    }
    bool most = back >= DH_HEADLINE_MIN && own <= DH_HEADLINE_WORDS &&
                100 * back >= DH_HEADLINE_PERCENT * own;
    return most ? back : 0;
}

static bool may_be_headline(const struct dh_page *page, const struct dh_sight *sights, size_t i)
{
    /* the words of a sight that strikes may be those of a part */
    bool few = sights[i].kind == DH_STORY && sights[i].words < DH_HEADLINE_MIN;
    return page->fragments[i].kind == DH_STORY && !(sights[i].flags & DH_S_LONG) && !few;
}

/* Whether a line before the zone has as many words as a headline: else the story need not be read.
 */
static bool any_headline(struct dh_view *v, const struct dh_page *page,
                         const struct dh_sight *sights, struct dh_zone z)
{
    for (size_t i = 0; i < z.from; i++) {
        unsigned own = 0;
        if (!may_be_headline(page, sights, i))
            continue;
        cut(v, dh_page_fragment(page, i));
        for (uint32_t k = 0; k < v->words->n; k++)
            own += content_word(v, k) != 0;
        if (own >= DH_HEADLINE_MIN && own <= DH_HEADLINE_WORDS)
            return true;
    }
    return false;
}

enum dh_err dh_headline_find(struct dh_view *v, const struct dh_page *page,
                             const struct dh_sight *sights, struct dh_zone z, size_t *at)
{
    unsigned most = 0;

    *at = page->n_fragments;
    if (z.from == 0 || z.from >= z.to || !any_headline(v, page, sights, z))
        return DH_OK;
    uint64_t *table = dh_mem_zeroed(page->arena.mem, ROOM, sizeof *table);
    if (!table)
        return DH_ENOMEM;
    keep_story(v, page, z, table);
    for (size_t i = 0; i < z.from; i++) {
        if (!may_be_headline(page, sights, i))
            continue;
        unsigned back = come_back(v, dh_page_fragment(page, i), table);
        if (back > most) {
            most = back;
            *at = i;
        }
    }
    dh_mem_free(page->arena.mem, table);
    return DH_OK;
}
