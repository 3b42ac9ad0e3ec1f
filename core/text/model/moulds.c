/* SPDX-License-Identifier: MIT */
/* Lines from one mould: what a template makes of its fields begins or ends alike. "Owen says:"
 * above every comment, "12 May 2021" below every teaser, "This cookie is set by" in every row.
 * Words are what spaces part, in small letters, with figures alike; lines are known by a hash of
 * their first word, their first two and their last. Scripts without spaces have whole lines. */
#include <string.h>

#include "text/model/traits.h"

enum {
    WORD_BYTES = 24, /* of each word so many tell */
    OFTEN = 3,       /* so many lines are no chance */
    ROOM_MIN = 64
};

/* What a key is of; the first in its low bits. */
enum mould { FIRST = 1, LEAD, TAIL };

/* Goes on with hash h (32-bit FNV-1a, isthe.com/chongo/tech/comp/fnv) over a word. */
static uint32_t add_word(uint32_t h, struct dh_str word)
{
    bool digits = false;
    size_t n = word.n < WORD_BYTES ? word.n : WORD_BYTES;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)word.p[i];
        if (dh_is_digit(c)) {
            if (digits)
                continue;
            c = '0';
        }
        digits = c == '0';
        h = (h ^ (dh_is_alpha(c) ? c | 0x20u : c)) * 16777619u;
    }
    return (h ^ ' ') * 16777619u;
}

static uint32_t key_of(uint32_t h, enum mould m)
{
    return (h & ~3u) | (uint32_t)m;
}

struct dh_line_ends dh_traits_ends(struct dh_str s)
{
    static const uint32_t basis = 2166136261u;
    struct dh_line_ends l = { 0 };
    size_t one = dh_str_find_byte(s, ' ');
    uint32_t h = add_word(basis, dh_str_sub(s, 0, one));
    l.first = key_of(h, FIRST);
    if (one == s.n)
        return l;
    struct dh_str rest = dh_str_sub(s, one + 1, s.n);
    l.lead = key_of(add_word(h, dh_str_sub(rest, 0, dh_str_find_byte(rest, ' '))), LEAD);
    size_t last = s.n;
    while (s.p[last - 1] != ' ')
        last--;
    l.tail = key_of(add_word(basis, dh_str_sub(s, last, s.n)), TAIL);
    return l;
}

bool dh_traits_moulds_room(struct dh_traits *t)
{
    t->ends = dh_arena_alloc(t->arena, (t->page->n_fragments + 1) * sizeof *t->ends);
    t->moulds_room = ROOM_MIN;
    while (t->moulds_room < 6 * t->page->n_fragments) /* three keys a line, half of it free */
        t->moulds_room *= 2;
    t->moulds = dh_arena_alloc(t->arena, t->moulds_room * sizeof *t->moulds);
    return t->moulds && t->ends;
}

static struct dh_line_mould *slot_of(const struct dh_traits *t, uint32_t key)
{
    size_t i = key * 2654435769u >> 7 & (t->moulds_room - 1);
    while (t->moulds[i].key && t->moulds[i].key != key)
        i = (i + 1) & (t->moulds_room - 1);
    return &t->moulds[i];
}

static void count(struct dh_traits *t, uint32_t key)
{
    struct dh_line_mould *m;
    if (!key)
        return;
    m = slot_of(t, key);
    m->key = key;
    m->n++;
}

static uint32_t lines_with(const struct dh_traits *t, uint32_t key)
{
    return key ? slot_of(t, key)->n : 1;
}

static uint32_t most(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static uint32_t alike(const struct dh_traits *t, uint32_t at)
{
    return most(t->near[at].lead, t->near[at].tail);
}

static void read_ends(struct dh_traits *t)
{
    for (size_t i = 0; i < t->page->n_fragments; i++)
        if (!(t->sights[i].flags & DH_S_EMPTY))
            t->ends[i] = dh_traits_ends(dh_page_fragment(t->page, i));
    t->ends_known = true;
}

void dh_traits_moulds(struct dh_traits *t)
{
    if (!t->ends_known)
        read_ends(t);
    memset(t->moulds, 0, t->moulds_room * sizeof *t->moulds);
    for (uint32_t at = 0; at < t->n; at++) {
        const struct dh_line_ends *l = &t->ends[t->seq[at]];
        count(t, l->first);
        count(t, l->lead);
        count(t, l->tail);
    }
    for (uint32_t at = 0; at < t->n; at++) {
        const struct dh_line_ends *l = &t->ends[t->seq[at]];
        struct dh_line_near *n = &t->near[at];
        struct dh_line_sums *s = &t->sums[at + 1];
        n->first = lines_with(t, l->first);
        n->lead = lines_with(t, l->lead);
        n->tail = lines_with(t, l->tail);
        s->moulded = t->sums[at].moulded + (alike(t, at) >= OFTEN);
        s->doublings = t->sums[at].doublings + (31u - (unsigned)__builtin_clz(alike(t, at)));
    }
}

float *dh_traits_mould_of(const struct dh_traits *t, uint32_t at, float *x)
{
    enum { NEAR = 4, FAR = 6 };
    const struct dh_line_near *n = &t->near[at];
    uint32_t left = t->n - at, from = at > NEAR ? at - NEAR : 0, far = at > FAR ? at - FAR : 0;
    uint32_t to = left > NEAR ? at + NEAR + 1 : t->n, end = left > FAR ? at + FAR + 1 : t->n;
    uint32_t next = most(at ? alike(t, at - 1) : 1, left > 1 ? alike(t, at + 1) : 1);
    *x++ = (float)n->first / (float)t->n;
    *x++ = (float)n->lead;
    *x++ = (float)n->tail;
    *x++ = (float)next;
    *x++ = (float)(t->sums[to].doublings - t->sums[from].doublings) / (float)(to - from);
    *x++ = (float)(t->sums[end].moulded - t->sums[far].moulded) / (float)(end - far);
    return x;
}
