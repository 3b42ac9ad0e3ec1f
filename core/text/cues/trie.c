/* SPDX-License-Identifier: MIT */
#include "text/cues/trie.h"

#include "base/hash.h"

enum {
    WORDS_MIN = 4096, /* slots of the vocabulary to begin with; a power of two */
    ARCS_MIN = 8192   /* the same of the trie's edges */
};

/* ---- Words */

static bool grow_words(struct dh_forms *f)
{
    size_t room = f->room_words ? f->room_words * 2 : WORDS_MIN;
    struct dh_form_word *words = dh_mem_zeroed(f->mem, room, sizeof *words);
    if (!words)
        return false;
    for (size_t i = 0; i < f->room_words; i++) {
        if (!f->words[i].hash)
            continue;
        size_t at = f->words[i].hash & (room - 1);
        while (words[at].hash)
            at = (at + 1) & (room - 1);
        words[at] = f->words[i];
    }
    dh_mem_free(f->mem, f->words);
    f->words = words;
    f->room_words = room;
    return true;
}

/* The number of a word (already folded), from 1 on; it is added when it is new. 0: out of memory.
 */
static uint32_t add_word(struct dh_forms *f, struct dh_str folded, bool stem)
{
    uint64_t hash = dh_vocab_hash(folded, stem);
    if (f->n_words * 2 >= f->room_words && !grow_words(f))
        return 0;
    size_t at = hash & (f->room_words - 1);
    while (f->words[at].hash && f->words[at].hash != hash)
        at = (at + 1) & (f->room_words - 1);
    if (!f->words[at].hash)
        f->words[at] = (struct dh_form_word){ hash, (uint32_t)++f->n_words };
    if (stem)
        f->stem_sizes |= (uint64_t)1 << (folded.n < 63 ? folded.n : 63);
    return f->words[at].id;
}

uint32_t dh_trie_word(struct dh_forms *f, uint32_t i)
{
    struct dh_tokens *ws = f->scratch;
    size_t behind = ws->w[i].at + ws->w[i].n;
    bool stem = behind < ws->text.n && ws->text.p[behind] == '*';
    return add_word(f, dh_tokens_folded(ws, i), stem);
}

/* ---- The trie */

static size_t slot_of(const struct dh_forms *f, uint64_t key)
{
    size_t i = dh_hash_mix(key) & (f->room_arcs - 1);
    while (f->arcs[i].key && f->arcs[i].key != key)
        i = (i + 1) & (f->room_arcs - 1);
    return i;
}

static bool grow_arcs(struct dh_forms *f)
{
    struct dh_arc *old = f->arcs;
    size_t room = f->room_arcs;
    struct dh_arc *arcs = dh_mem_zeroed(f->mem, room ? room * 2 : ARCS_MIN, sizeof *arcs);
    if (!arcs)
        return false;
    f->arcs = arcs;
    f->room_arcs = room ? room * 2 : ARCS_MIN;
    for (size_t i = 0; i < room; i++)
        if (old[i].key)
            f->arcs[slot_of(f, old[i].key)] = old[i];
    dh_mem_free(f->mem, old);
    return true;
}

bool dh_trie_state(struct dh_forms *f)
{
    void *array = f->states;
    if (f->n_states == f->cap_states &&
        !dh_mem_grow(f->mem, &array, &f->cap_states, sizeof *f->states))
        return false;
    f->states = array;
    f->states[f->n_states++] = (struct dh_state){ 0 };
    return true;
}

uint32_t dh_trie_child(struct dh_forms *f, uint32_t state, uint32_t label)
{
    uint64_t key = (uint64_t)state << 32 | label;
    const struct dh_arc *a = &f->arcs[slot_of(f, key)];
    if (a->key)
        return a->to;
    if ((f->n_arcs * 2 >= f->room_arcs && !grow_arcs(f)) || !dh_trie_state(f))
        return 0;
    uint32_t to = (uint32_t)f->n_states - 1;
    f->arcs[slot_of(f, key)] = (struct dh_arc){ key, to };
    f->n_arcs++;
    if (label >= DH_LABEL_SPECIAL)
        f->states[state].special |= 1u << (label - DH_LABEL_SPECIAL);
    else if (label >= DH_LABEL_ROLE)
        f->states[state].special |= DH_ROLES;
    return to;
}

bool dh_trie_begin(struct dh_forms *f)
{
    bool ok = grow_arcs(f);
    for (int i = 0; ok && i <= DH_ROOT_LEX; i++)
        ok = dh_trie_state(f);
    return ok;
}
