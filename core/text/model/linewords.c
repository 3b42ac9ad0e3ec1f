/* SPDX-License-Identifier: MIT */
/* The vocabulary of a text's prose: which words of a fragment come back elsewhere in the story. */
#include "text/model/traits.h"

enum {
    ROOM_MIN = 256,
    COPIES_MIN = 64,
    ROOM_MAX = 1 << 15, /* slots are numbers of 16 bits */
    HEAD = 3,           /* paragraphs that make the head of a story */
    CONTENT_MAX = 48,   /* words of one fragment that are asked for: its beginning tells */
    OFTEN_MOST = 255    /* paragraphs; more are not told apart */
};

static size_t room_for(size_t n, size_t least, size_t most)
{
    size_t room = least;
    while (room < n && room < most)
        room *= 2;
    return room;
}

enum dh_err dh_traits_words(struct dh_traits *t)
{
    const struct dh_pagewords *w = &t->cut;
    t->words_room = room_for(t->bytes / 4, ROOM_MIN, ROOM_MAX);
    t->copies_room = room_for(2 * t->page->n_fragments, COPIES_MIN, SIZE_MAX / 2);
    t->words = dh_arena_alloc(t->arena, t->words_room * sizeof *t->words);
    t->copies = dh_arena_alloc(t->arena, t->copies_room * sizeof *t->copies);
    t->slots = dh_arena_alloc(t->arena, (w->room + 1) * sizeof *t->slots);
    if (!t->words || !t->copies || !t->slots)
        return DH_ELIMIT;
    t->common = dh_arena_alloc(t->arena, t->page->n_fragments * sizeof *t->common);
    return DH_OK;
}

static inline struct dh_line_word *word_slot(struct dh_line_word *words, size_t room, uint64_t hash)
{
    uint32_t tag = (uint32_t)hash;
    size_t i = hash >> 48 & (room - 1);
    while ((words[i].n != 0) & (words[i].tag != tag)) /* one branch, mostly the same way */
        i = (i + 1) & (room - 1);
    return &words[i];
}

/* One more word of paragraph `number`; answers its slot. The table has room: without a branch on
 * whether it is new, which nobody can foresee. */
static inline struct dh_line_word *keep_word(struct dh_traits *t, uint64_t hash, uint32_t number)
{
    struct dh_line_word *w = word_slot(t->words, t->words_room, hash);
    t->words_n += w->n == 0;
    w->tag = (uint32_t)hash; /* of a slot that is free all is zero */
    w->n += (w->last != number) & (w->n < OFTEN_MOST);
    w->last = (uint16_t)number;
    w->head |= number <= HEAD;
    return w;
}

/* The same, if the table has room or knows the word. */
static struct dh_line_word *keep_if_room(struct dh_traits *t, uint64_t hash, uint32_t number)
{
    bool room = t->words_n * 2 < t->words_room || word_slot(t->words, t->words_room, hash)->n;
    t->words_full |= !room;
    return room ? keep_word(t, hash, number) : NULL;
}

void dh_traits_keep(struct dh_traits *t, size_t i, uint32_t number)
{
    const struct dh_pagewords *w = &t->cut;
    struct dh_wordwalk walk = dh_wordwalk_begin(w, i);
    uint64_t hash;
    if (i < w->n) {
        uint32_t from = w->first[i], to = w->first[i + 1], k = from;
        if ((t->words_n + (to - from)) * 2 < t->words_room)
            for (; k < to; k++)
                t->slots[k] = (uint16_t)(keep_word(t, w->hashes[k], number) - t->words);
        for (; k < to; k++) {
            struct dh_line_word *slot = keep_if_room(t, w->hashes[k], number);
            if (!slot)
                return;
            t->slots[k] = (uint16_t)(slot - t->words);
        }
        return;
    }
    while ((hash = dh_wordwalk_next(&walk)) != 0 && keep_if_room(t, hash, number))
        ;
}

/* What words are to the vocabulary. */
struct sum {
    unsigned content, common, often, head;
};

/* others: 1, it is of a paragraph of the vocabulary, which does not count; else 0. */
static inline void add_word(struct sum *s, const struct dh_line_word *w, unsigned others)
{
    s->content++;
    s->common += w->n > others;
    s->often += w->n > 2 + others;
    s->head += w->head;
}

void dh_traits_find(const struct dh_traits *t, size_t i, bool in, struct dh_line_common *c)
{
    const struct dh_pagewords *w = &t->cut;
    struct dh_line_word *table = t->words;
    struct sum sum = { 0 };
    uint64_t hash;
    if (i < w->n && in && !t->words_full) {
        uint32_t from = w->first[i], to = w->first[i + 1];
        to = to - from > CONTENT_MAX ? from + CONTENT_MAX : to;
        for (uint32_t k = from; k < to; k++)
            add_word(&sum, &table[t->slots[k]], 1);
    } else {
        struct dh_wordwalk walk = dh_wordwalk_begin(w, i);
        while (sum.content < CONTENT_MAX && (hash = dh_wordwalk_next(&walk)) != 0)
            add_word(&sum, word_slot(table, t->words_room, hash), in);
    }
    *c = (struct dh_line_common){ .content = (uint16_t)sum.content,
                                  .common = (uint16_t)sum.common,
                                  .often = (uint16_t)sum.often,
                                  .rare = (uint16_t)(sum.content - sum.common),
                                  .head = (uint16_t)sum.head };
}
