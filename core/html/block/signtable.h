/* SPDX-License-Identifier: MIT */
/* The rows of signs.c, and the tables that core/gen/signc.c makes of them and of phrases.h when the
 * program is built: hash tables with open addressing, among the constants, so that a start costs
 * nothing. Who makes them and who asks them (signtable.c) find the places of words by what stands
 * here. For these. */
#ifndef DH_SIGNTABLE_H
#define DH_SIGNTABLE_H

#include "base/hash.h"
#include "base/swar.h"
#include "html/block/phrases.h"

/* One row a sign: words between blanks. */
struct dh_sign_row {
    enum dh_sign sign;
    const char *words;
};
extern const struct dh_sign_row dh_sign_rows[];
extern const size_t dh_n_sign_rows;
extern const char dh_neutral_words[], dh_comment_boxes[], dh_paid_text[];

enum {
    DH_SIGN_WORD_MIN = 4,
    DH_SIGN_WORD_MAX = 16, /* letters of the words in the table */
    DH_SIGN_SHORT_BIT = DH_SIGN_WORD_MAX - DH_SIGN_WORD_MIN + 1,
    DH_SIGN_NAME_MIN = 7,
    DH_SIGN_NAME_MAX = 64, /* no whole name has so many bytes */
    DH_SIGN_WORDS = 2048,
    DH_SIGN_NAMES = 256,
    DH_SIGN_LETTERS = 32,
    DH_SIGN_BEGINS = 4096,
    DH_PHRASE_HEADS = 4096,
    DH_PHRASE_BITS = 1 << 15
};

/* Beside signs: its words tell nothing; it tells nothing itself. */
#define DH_NO_SIGNS ((uint64_t)1 << 62)
#define DH_NEUTRAL  ((uint64_t)1 << 63)

struct dh_sign_word {
    uint64_t key; /* 0: free */
    uint64_t signs;
};

struct dh_sign_tables {
    struct dh_sign_word words[DH_SIGN_WORDS];
    struct dh_sign_word names[DH_SIGN_NAMES]; /* whole names */
    uint64_t name_lengths[DH_SIGN_LETTERS];   /* of those, by the low bits of the first letter: a
                                                 bit each */
    /* Of the words that begin with these letters, DH_SIGN_WORD_MIN of them or all there are, a bit
     * for each length from DH_SIGN_WORD_MIN on, and DH_SIGN_SHORT_BIT. */
    uint16_t word_lengths[DH_SIGN_BEGINS];
    uint32_t heads[DH_PHRASE_HEADS];         /* phrase number + 1, by its key */
    uint64_t head_bits[DH_PHRASE_BITS / 64]; /* a bit for each key: most tokens begin no phrase */
};

struct dh_phrase {
    uint32_t tokens[DH_PHRASE_TOKENS];
    uint32_t next; /* number of the next phrase in the chain + 1 */
    uint8_t n, place, cue;
};

/* What a word of n letters, WORD_MAX at most, is found by; as many bytes can be read at p. */
static inline uint64_t dh_sign_word_key(const char *p, size_t n)
{
    uint64_t first = dh_swar_load(p), rest = n > 8 ? dh_swar_load(p + 8) : 0;
    if (n < 8)
        first &= ((uint64_t)1 << 8 * n) - 1;
    else if (n < 16)
        rest &= ((uint64_t)1 << 8 * (n - 8)) - 1;
    return dh_hash_mix(first ^ rest * 0x9E3779B97F4A7C15u) | 1;
}

/* The place of those that begin as it does, in word_lengths. */
static inline size_t dh_sign_begin(const char *p, size_t n)
{
    uint32_t first = (uint32_t)dh_swar_load(p);
    if (n < DH_SIGN_WORD_MIN)
        first &= (1u << 8 * n) - 1;
    return first * 0x9E3779B1u >> 20;
}

static inline uint64_t dh_sign_name_key(struct dh_str name)
{
    uint64_t h = 0;
    for (size_t at = 0; at < name.n; at += 8) { /* no name has other bytes than this makes equal */
        uint64_t x = dh_swar_load_tail(name, at);
        h = dh_hash_mix(h ^ (x | dh_swar_between(x, 'A', 'Z') >> 2));
    }
    return h | 1;
}

/* What a phrase of n tokens is found by: its first two, since many begin with a word like "the". */
static inline uint32_t dh_phrase_key(const uint32_t *t, size_t n)
{
    return n > 1 ? t[0] * 0x9E3779B1u ^ t[1] : t[0];
}
static inline uint32_t dh_phrase_bit(uint32_t key)
{
    return (key ^ key >> 15) % DH_PHRASE_BITS;
}

#endif
