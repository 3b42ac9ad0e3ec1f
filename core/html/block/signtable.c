/* SPDX-License-Identifier: MIT */
#include "html/block/signtable.h"

#include <string.h>

#include "base/spelling.h"

#include "html/block/signtable.inc"

enum {
    CUE_TOKENS = 120, /* cues stand in short blocks or early */
    PREFIX_MAX = 14,
    LETTERS_MAX = 32 /* of a word that are looked at */
};

static uint64_t look_up(const struct dh_sign_word *t, size_t size, uint64_t key)
{
    for (size_t i = key >> 1 & (size - 1); t[i].key; i = (i + 1) & (size - 1))
        if (t[i].key == key)
            return t[i].signs;
    return 0;
}

static bool may_be_head(uint32_t key)
{
    uint32_t bit = dh_phrase_bit(key);
    return sign_tables.head_bits[bit / 64] >> bit % 64 & 1;
}

/* The longest word of the table, of PREFIX_MAX letters at most, that this one begins with, n of
 * *letters; lengths: of those that may be it. It is taken off, and its signs are the answer; 0:
 * there is none. */
static uint64_t take_prefix(const char **letters, size_t *n, unsigned lengths)
{
    size_t most = *n < PREFIX_MAX ? *n : PREFIX_MAX, taken = 0;
    uint64_t found = 0;
    lengths &= (1u << (most - DH_SIGN_WORD_MIN + 1)) - 1;
    for (; lengths && !found; lengths &= (1u << (taken - DH_SIGN_WORD_MIN)) - 1) {
        taken = DH_SIGN_WORD_MIN + 31 - (unsigned)__builtin_clz(lengths);
        found = look_up(sign_tables.words, DH_SIGN_WORDS, dh_sign_word_key(*letters, taken));
    }
    if (found) {
        *letters += taken;
        *n -= taken;
    }
    return found;
}

/* A word that may be several joined: takes the longest known prefix off until nothing fits. */
static uint64_t word_signs(const char *letters, size_t n)
{
    unsigned lengths = sign_tables.word_lengths[dh_sign_begin(letters, n)];
    size_t bit = n < DH_SIGN_WORD_MIN ? DH_SIGN_SHORT_BIT : n - DH_SIGN_WORD_MIN;
    uint64_t all = 0, found;
    if (n <= DH_SIGN_WORD_MAX && lengths >> bit & 1)
        all = look_up(sign_tables.words, DH_SIGN_WORDS, dh_sign_word_key(letters, n));
    if (all)
        return all;
    for (; n >= DH_SIGN_WORD_MIN;
         all |= found, lengths = sign_tables.word_lengths[dh_sign_begin(letters, n)])
        if (lengths == 0 || !(found = take_prefix(&letters, &n, lengths)))
            break;
    return all;
}

static uint64_t whole_name_signs(struct dh_str name)
{
    if (name.n >= DH_SIGN_NAME_MAX || !(sign_tables.name_lengths[name.p[0] & 31] >> name.n &
                                        1)) /* as upper and lower case have it */
        return 0;
    return look_up(sign_tables.names, DH_LEN(sign_tables.names), dh_sign_name_key(name));
}

uint64_t dh_signs_of(struct dh_str name)
{
    struct dh_spelling x DH_NOT_CLEARED;
    struct dh_str word;
    uint64_t all = name.n ? whole_name_signs(name) : 0;
    x.left = name;
    x.taken = x.begins = 0;
    while (dh_spelling_next(&x, &word)) /* of long words the first letters count */
        all |= word_signs(word.p, word.n < LETTERS_MAX ? word.n : LETTERS_MAX);
    return all & DH_NO_SIGNS ? 0 : all & ~DH_NEUTRAL;
}

/* Cues of the phrases with that key which begin at t[0]; n: tokens there are. */
static inline void cues_at(uint32_t key, const uint32_t *t, uint32_t n, uint32_t *at_start,
                           uint32_t *anywhere)
{
    for (uint32_t i = sign_tables.heads[key % DH_PHRASE_HEADS]; i; i = sign_phrases[i - 1].next) {
        const struct dh_phrase *p = &sign_phrases[i - 1];
        if (p->tokens[0] != t[0] || p->n > n || memcmp(p->tokens, t, p->n * sizeof *t) != 0)
            continue;
        if (p->place & DH_PHRASE_START || (p->place & DH_PHRASE_WHOLE && n <= p->n + 1u))
            *at_start |= 1u << p->cue;
        if (p->place & DH_PHRASE_ANYWHERE)
            *anywhere |= 1u << p->cue;
    }
}

void dh_signs_cues(const uint32_t *t, uint32_t n, uint32_t *at_start, uint32_t *anywhere)
{
    uint32_t ignored = 0;
    for (uint32_t k = 0; k < n && k < CUE_TOKENS; k++) {
        uint32_t *start = k ? &ignored : at_start;
        uint32_t one = dh_phrase_key(t + k, 1), two = dh_phrase_key(t + k, k + 1 < n ? 2 : 1);
        if (may_be_head(one))
            cues_at(one, t + k, n - k, start, anywhere);
        if (may_be_head(two))
            cues_at(two, t + k, n - k, start, anywhere);
    }
}
