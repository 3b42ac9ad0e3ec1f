/* SPDX-License-Identifier: MIT */
/* The end of forms.h: what has grown becomes flat arrays, with what matching asks of them first. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "text/cues/forms.h"

enum { SEALED_MAX = 256 << 20 };

static const void *copied(struct dh_cues *c, const void *p, size_t n, size_t size)
{
    struct dh_str s;
    if (n == 0)
        return dh_arena_alloc(&c->memory, 1);
    return dh_arena_copy(&c->memory, (struct dh_str){ p, n * size }, &s) ? s.p : NULL;
}

static int by_key(const void *a, const void *b)
{
    const struct dh_arc *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* An edge that a vague state goes on by to another, or the root to the first of them. */
static bool is_vague_edge(const struct dh_edge *e, bool root)
{
    uint32_t special = e->label - DH_LABEL_SPECIAL;
    return e->label >= DH_LABEL_SPECIAL && special != DH_ANY_COPY &&
           (!root || special == DH_ANY_WORDS || special == DH_ANY_NAME);
}

/* Puts a state among the vague ones, if it is not, under the next number. */
static void make_vague(struct dh_state *states, uint32_t *list, size_t *n, uint32_t state)
{
    if (states[state].special & DH_VAGUE)
        return;
    uint32_t number = *n < DH_VAGUE_LAST ? (uint32_t)*n : (uint32_t)DH_VAGUE_LAST;
    states[state].special |= DH_VAGUE | number << DH_VAGUE_SHIFT;
    list[(*n)++] = state;
}

/* What text runs into before a form that begins with <any> or a name says its first word: states
 * reached by such edges alone. */
static bool find_vague(const struct dh_forms *f, struct dh_cues *c, struct dh_state *states)
{
    uint32_t *list = dh_mem_zeroed(f->mem, f->n_states, sizeof *list);
    size_t n = 0;
    if (!list)
        return false;
    for (size_t at = 0; at <= n; at++) { /* the root first, which is not of them itself */
        const struct dh_state *s = &states[at ? list[at - 1] : (uint32_t)DH_WHERE_WHOLE];
        for (uint32_t j = at ? s->joins : 0; j; j = c->joins[j - 1].next)
            make_vague(states, list, &n, c->joins[j - 1].to);
        for (uint32_t k = 0; k < s->n_edges; k++)
            if (is_vague_edge(&c->edges[s->edges + k], at == 0))
                make_vague(states, list, &n, c->edges[s->edges + k].to);
    }
    c->vague = copied(c, list, n, sizeof *list);
    c->n_vague = n;
    dh_mem_free(f->mem, list);
    return c->vague != NULL;
}

/* What comes of each vague state: a round finds what is one edge further away. */
static void seal_reach(struct dh_cues *c, const struct dh_state *states)
{
    for (int round = 0; round <= DH_VAGUE_LAST; round++) {
        for (size_t i = c->n_vague; i-- > 0;) {
            const struct dh_state *s = &states[c->vague[i]];
            uint64_t *reach = &c->reach[s->special >> DH_VAGUE_SHIFT];
            *reach |= dh_vague_bit(s) | (uint64_t)(s->accept != 0) << DH_VAGUE_END;
            for (uint32_t j = s->joins; j; j = c->joins[j - 1].next)
                *reach |= c->reach[states[c->joins[j - 1].to].special >> DH_VAGUE_SHIFT];
            for (uint32_t k = 0; k < s->n_edges; k++)
                if (is_vague_edge(&c->edges[s->edges + k], false))
                    *reach |= c->reach[states[c->edges[s->edges + k].to].special >> DH_VAGUE_SHIFT];
        }
    }
}

/* The number of a set among those of exits, which has room for one more. Few are told apart, and
 * where there are many of them some stand there twice. */
static uint32_t number_of(struct dh_cues *c, uint64_t *exits, uint64_t set)
{
    enum { BACK = 64 };
    size_t i = c->n_exits > BACK ? c->n_exits - BACK : 0;
    while (i < c->n_exits && exits[i] != set)
        i++;
    if (i == c->n_exits)
        exits[c->n_exits++] = set;
    return (uint32_t)i;
}

/* What leaves each vague state, by words that are told so in first. */
static bool seal_exits(const struct dh_forms *f, struct dh_cues *c, const struct dh_state *states,
                       struct dh_first *first)
{
    uint64_t *sets = dh_mem_zeroed(f->mem, f->n_words + 1, sizeof *sets);
    uint64_t *exits = dh_mem_zeroed(f->mem, f->n_words + 2, sizeof *exits);
    for (size_t i = 0; sets && i < c->n_vague; i++) {
        const struct dh_state *s = &states[c->vague[i]];
        for (uint32_t k = 0; k < s->n_edges; k++) {
            uint32_t label = c->edges[s->edges + k].label, role = label - DH_LABEL_ROLE;
            if (label < DH_LABEL_ROLE)
                sets[label] |= dh_vague_bit(s);
            else if (role < DH_R_MAX)
                c->role_exits[role] |= dh_vague_bit(s);
            else if (label == DH_LABEL_SPECIAL + DH_ANY_COPY)
                c->sign_exits |= dh_vague_bit(s);
        }
    }
    for (uint32_t r = 0; r < DH_LEN(c->role_exits); r++)
        c->vague_roles |= c->role_exits[r] ? dh_role_bit(r) : 0;
    for (size_t i = 0; sets && exits && i <= f->n_words; i++)
        if (sets[i])
            first[i].leads |= DH_LEADS_VAGUE | number_of(c, exits, sets[i]) << DH_LEADS_SHIFT;
    c->exits = sets && exits ? copied(c, exits, c->n_exits, sizeof *exits) : NULL;
    dh_mem_free(f->mem, sets);
    dh_mem_free(f->mem, exits);
    return c->exits != NULL;
}

static bool seal_vague(const struct dh_forms *f, struct dh_cues *c, struct dh_state *states,
                       struct dh_first *first)
{
    if (!find_vague(f, c, states))
        return false;
    seal_reach(c, states);
    return seal_exits(f, c, states, first);
}

/* Which states a form may come from that ends in <any>: a round finds what is one edge further
 * away, and mostly all, since what follows has higher numbers. */
static bool seal_opens(struct dh_cues *c)
{
    uint64_t *opens = dh_arena_zeroed(&c->memory, c->n_states / 64 + 1, sizeof *opens);
    c->opens = opens;
    for (bool more = opens != NULL; more;) {
        more = false;
        for (size_t i = c->n_states; i-- > 0;) {
            const struct dh_state *s = &c->states[i];
            bool is = i < DH_WHERES || ((s->special & DH_LOOP) && s->accept);
            for (uint32_t k = 0; !is && k < s->n_edges; k++)
                is = dh_cues_opens(c, c->edges[s->edges + k].to);
            for (uint32_t j = s->joins; !is && j; j = c->joins[j - 1].next)
                is = dh_cues_opens(c, c->joins[j - 1].to);
            more |= is && !dh_cues_opens(c, (uint32_t)i);
            opens[i / 64] |= (uint64_t)is << i % 64;
        }
    }
    return opens != NULL;
}

/* What leaves the root of the forms that are a whole fragment, and the states alive with it. */
static bool seal_begin(const struct dh_forms *f, struct dh_cues *c, const struct dh_state *states,
                       struct dh_first *first)
{
    const uint32_t open = 1u << DH_ANY_WORDS | 1u << DH_ANY_NAME;
    uint32_t *list = dh_mem_zeroed(f->mem, f->n_states, sizeof *list);
    bool *in = dh_mem_zeroed(f->mem, f->n_states, sizeof *in);
    size_t n = 0;
    bool ok = list && in;

    if (ok) {
        in[DH_WHERE_WHOLE] = true;
        list[n++] = DH_WHERE_WHOLE;
    }
    for (size_t at = 0; ok && at < n; at++) {
        const struct dh_state *s = &states[list[at]];
        c->begin_special |= at ? s->special : s->special & ~open;
        for (uint32_t k = 0; k < s->n_edges; k++) {
            uint32_t label = c->edges[s->edges + k].label;
            if (label < DH_LABEL_ROLE)
                first[label].leads |= DH_LEADS_BEGIN;
            else if (label < DH_LABEL_SPECIAL)
                c->begin_roles |= dh_role_bit(label - DH_LABEL_ROLE);
        }
        for (uint32_t j = s->joins; j; j = c->joins[j - 1].next)
            if (!in[c->joins[j - 1].to]) {
                in[c->joins[j - 1].to] = true;
                list[n++] = c->joins[j - 1].to;
            }
    }
    dh_mem_free(f->mem, list);
    dh_mem_free(f->mem, in);
    return ok;
}

static bool seal_pairs(struct dh_cues *c, const struct dh_state *states, size_t n_words)
{
    uint64_t *pairs = dh_arena_zeroed(&c->memory, DH_PAIRS, sizeof *pairs);
    c->pairs = pairs;
    for (size_t i = 1; pairs && i <= n_words; i++) {
        const struct dh_state *s = &states[c->first[i].state];
        for (uint32_t k = 0; c->first[i].state && k < s->n_edges; k++) {
            uint32_t bit = dh_pair_bit(c->first[i].state, c->edges[s->edges + k].label);
            pairs[bit / 64] |= (uint64_t)1 << bit % 64;
        }
    }
    return pairs != NULL;
}

/* Where an entry stands among those so far, or would; slots: 1 + its number, twice as many as may
 * be there, a power of two. */
static uint32_t *find_entry(uint32_t *slots, size_t mask, const struct dh_entry *entries,
                            const struct dh_entry *e)
{
    size_t i = dh_hash_mix(e->langs ^ dh_hash_mix((uint64_t)e->next << 32 | e->role)) & mask;
    for (; slots[i]; i = (i + 1) & mask) {
        const struct dh_entry *other = &entries[slots[i] - 1];
        if (other->langs == e->langs && other->role == e->role && other->next == e->next)
            break;
    }
    return &slots[i];
}

/* Entries with the roles of their chains, which lead from later ones to earlier ones. Most words
 * say what others say: one entry stands for all of these, and the few there are stay at hand.
 * became: of each entry of f, 1 + the number of what it became. */
static bool seal_entries(const struct dh_forms *f, struct dh_cues *c, uint32_t *became)
{
    size_t room = 16;
    while (room < 2 * f->n_entries)
        room *= 2;
    struct dh_entry *entries = dh_arena_zeroed(&c->memory, f->n_entries, sizeof *entries);
    uint32_t *slots = dh_mem_zeroed(f->mem, room, sizeof *slots);
    for (size_t i = 0; entries && slots && i < f->n_entries; i++) {
        struct dh_entry e = f->entries[i];
        const struct dh_entry *next = e.next ? &entries[became[e.next - 1] - 1] : NULL;
        e.next = next ? became[e.next - 1] : 0;
        e.roles = dh_role_bit(e.role) | (next ? next->roles : 0);
        e.glue = (e.role == DH_R_GLUE ? e.langs : 0) | (next ? next->glue : 0);
        uint32_t *slot = find_entry(slots, room - 1, entries, &e);
        if (*slot == 0) {
            entries[c->n_entries++] = e;
            *slot = (uint32_t)c->n_entries;
        }
        became[i] = *slot;
    }
    bool ok = entries && slots;
    dh_mem_free(f->mem, slots);
    c->entries = entries;
    return ok;
}

/* The lexicon's phrases accept what their entries became. arcs[0..n) are sorted; a phrase's longer
 * ones have higher numbers. */
static bool renumber_entries(const struct dh_forms *f, struct dh_state *states,
                             const struct dh_arc *arcs, size_t n, const uint32_t *became)
{
    bool *lexicon = dh_mem_zeroed(f->mem, f->n_states, sizeof *lexicon);
    if (!lexicon)
        return false;
    lexicon[DH_ROOT_LEX] = true;
    for (size_t i = 0; i < n; i++) {
        struct dh_state *to = &states[arcs[i].to];
        if (!lexicon[arcs[i].key >> 32])
            continue;
        lexicon[arcs[i].to] = true;
        to->accept = to->accept ? became[to->accept - 1] : 0;
    }
    dh_mem_free(f->mem, lexicon);
    return true;
}

/* Edges by state and label; those of the great roots for words into arrays of their own. */
static bool seal_edges(const struct dh_forms *f, struct dh_cues *c, struct dh_state *states,
                       const uint32_t *became)
{
    struct dh_arc *arcs = dh_mem_zeroed(f->mem, f->n_arcs, sizeof *arcs);
    struct dh_edge *edges = dh_arena_zeroed(&c->memory, f->n_arcs, sizeof *edges);
    struct dh_first *first = dh_arena_zeroed(&c->memory, f->n_words + 1, sizeof *first);
    size_t n = 0;

    if (!arcs || !edges || !first) {
        dh_mem_free(f->mem, arcs);
        return false;
    }
    for (size_t i = 0; i < f->room_arcs; i++)
        if (f->arcs[i].key)
            arcs[n++] = f->arcs[i];
    qsort(arcs, n, sizeof *arcs, by_key);
    if (!renumber_entries(f, states, arcs, n, became)) {
        dh_mem_free(f->mem, arcs);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t from = (uint32_t)(arcs[i].key >> 32), label = (uint32_t)arcs[i].key;
        struct dh_state *s = &states[from];
        if (label < DH_LABEL_ROLE && from < DH_WHERES)
            first[label].leads |= 1u << from;
        if (label < DH_LABEL_ROLE && from == DH_WHERE_WHOLE) {
            first[label].whole = arcs[i].to;
            continue;
        }
        if (label < DH_LABEL_ROLE && from == DH_ROOT_LEX) {
            first[label].entry = states[arcs[i].to].accept;
            first[label].state = arcs[i].to;
            continue;
        }
        if (s->n_edges++ == 0)
            s->edges = (uint32_t)c->n_edges;
        s->labels |= dh_label_bit(label);
        edges[c->n_edges++] = (struct dh_edge){ label, arcs[i].to };
    }
    dh_mem_free(f->mem, arcs);
    for (uint32_t i = 1; i <= f->n_words; i++) {
        struct dh_first *x = &first[i];
        if (states[x->state].n_edges == 0)
            x->state = 0;
        x->next = x->state ? states[x->state].labels : 0;
        x->roles = x->entry ? c->entries[x->entry - 1].roles : 0;
        x->glue = x->entry ? c->entries[x->entry - 1].glue : 0;
    }
    c->edges = edges;
    c->first = first;
    c->vocab.about = (const char *)first;
    c->vocab.about_size = sizeof *first;
    return seal_pairs(c, states, f->n_words) && seal_vague(f, c, states, first) && seal_opens(c) &&
           seal_begin(f, c, states, first);
}

static bool seal_words(const struct dh_forms *f, struct dh_cues *c)
{
    size_t room = 16;
    while (room < f->n_words * 2)
        room *= 2;
    struct dh_vocab_slot *slots = dh_arena_zeroed(&c->memory, room, sizeof *slots);
    uint64_t *seen = dh_arena_zeroed(&c->memory, DH_VOCAB_SEEN, sizeof *seen);
    c->vocab = (struct dh_vocab){
        .slots = slots, .seen = seen, .mask = (uint32_t)room - 1, .stem_sizes = f->stem_sizes
    };
    if (!slots || !seen)
        return false;
    /* in the order of their numbers, so that the image does not hang on this table's size */
    uint64_t *hashes = dh_mem_zeroed(f->mem, f->n_words + 1, sizeof *hashes);
    if (!hashes)
        return false;
    for (size_t i = 0; i < f->room_words; i++)
        hashes[f->words[i].id] = f->words[i].hash;
    for (uint32_t id = 1; id <= f->n_words; id++) {
        size_t at = hashes[id] & c->vocab.mask;
        while (slots[at].id)
            at = (at + 1) & c->vocab.mask;
        slots[at] = (struct dh_vocab_slot){ (uint32_t)(hashes[id] >> 32), id };
        seen[hashes[id] >> 53] |= dh_vocab_seen(hashes[id]);
    }
    dh_mem_free(f->mem, hashes);
    return true;
}

static bool seal_lists(const struct dh_forms *f, struct dh_cues *c)
{
    for (int list = 0; list < DH_LISTS; list++)
        for (int lang = 0; lang <= DH_LIST_ANY; lang++)
            if (!dh_arena_copy(&c->memory, dh_buf_str(&f->lists[list][lang]),
                               &c->lists.of[list][lang]))
                return false;
    return true;
}

static bool seal_rules(const struct dh_forms *f, struct dh_cues *c)
{
    c->n_rules = f->n_rows;
    c->rules = dh_arena_zeroed(&c->memory, f->n_rows, sizeof *c->rules);
    for (size_t i = 0; c->rules && i < f->n_rows; i++) {
        c->rules[i] = f->rows[i].rule;
        if (!dh_arena_copy(&c->memory, f->rows[i].rule.name, &c->rules[i].name))
            return false;
    }
    return c->rules != NULL;
}

enum dh_err dh_forms_seal(const struct dh_forms *f, struct dh_cues **out)
{
    struct dh_cues *c = dh_mem_zeroed(f->mem, 1, sizeof *c);
    if (!c)
        return DH_ENOMEM;
    c->mem = f->mem;
    dh_arena_init(&c->memory, f->mem, SEALED_MAX);
    struct dh_state *states = dh_arena_alloc(&c->memory, f->n_states * sizeof *states);
    if (states)
        memcpy(states, f->states, f->n_states * sizeof *states);
    c->states = states;
    c->n_states = f->n_states;
    c->accepts = copied(c, f->accepts, f->n_accepts, sizeof *f->accepts);
    c->n_accepts = f->n_accepts;
    c->joins = copied(c, f->joins, f->n_joins, sizeof *f->joins);
    c->n_joins = f->n_joins;
    memcpy(c->n_where, f->n_where, sizeof c->n_where);
    memcpy(c->inside, f->inside, sizeof c->inside);
    uint32_t *became = dh_mem_zeroed(f->mem, f->n_entries + 1, sizeof *became);
    bool ok = became && states && c->accepts && c->joins && seal_entries(f, c, became) &&
              seal_words(f, c) && seal_edges(f, c, states, became) && seal_lists(f, c) &&
              seal_rules(f, c);
    dh_mem_free(f->mem, became);
    if (!ok) {
        dh_cues_free(c);
        return DH_ENOMEM;
    }
    *out = c;
    return DH_OK;
}
