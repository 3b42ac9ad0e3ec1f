/* SPDX-License-Identifier: MIT */
/* The words of a name as templates write them in class and id attributes: cut at all that is no
 * letter of ASCII and where camelCase turns, in lower case ("articleBody-2_text": article, body,
 * text). 63 bytes of the name are looked at in one go, a bit for each. Any thread. */
#ifndef DH_SPELLING_H
#define DH_SPELLING_H

#include "base/mem.h"
#include "base/swar.h"

enum { DH_SPELLING_MAX = 63, DH_SPELLING_BEHIND = 16 };

/* Begin with left set to the name, all else zero. */
struct dh_spelling {
    struct dh_str left;    /* the name from the bytes at hand on */
    size_t taken;          /* of it are done with when no word is left among them */
    uint64_t begins, ends; /* a bit for each byte: a word begins there; none goes on there */
    char bytes[DH_SPELLING_MAX + 1 + DH_SPELLING_BEHIND]; /* in lower case */
};

/* Reads the next bytes. */
static inline void dh_spelling_read(struct dh_spelling *x)
{
    const uint8_t lower_bit = 'a' - 'A';
    struct dh_str name = dh_str_sub(x->left, 0, DH_SPELLING_MAX);
    uint64_t letters = 0, lower = 0;
    for (size_t at = 0; at < name.n; at += sizeof(dh_sixteen)) {
        dh_sixteen byte = dh_sixteen_load_tail(name, at), low = byte | lower_bit;
        dh_sixteen letter = dh_sixteen_between(low, 'a', 'z');
        letters |= dh_sixteen_bits(letter) << at;
        lower |= dh_sixteen_bits(letter & (dh_sixteen)(byte == low)) << at;
        dh_sixteen_store(x->bytes + at, low);
    }
    x->begins = letters & ~(letters << 1 & ~(lower << 1 & ~lower));
    x->ends = ~letters | x->begins;
    x->taken = DH_SPELLING_MAX;
}

/* The next word, which lies in x till the next call, with DH_SPELLING_BEHIND bytes that may be read
 * behind its first; false: no more. Of a word that is longer than all bytes at hand the rest is
 * another. */
static inline bool dh_spelling_next(struct dh_spelling *x, struct dh_str *word)
{
    for (;;) {
        if (x->begins == 0) {
            x->left = dh_str_sub(x->left, x->taken, x->left.n);
            if (x->left.n == 0)
                return false;
            dh_spelling_read(x);
            continue;
        }
        size_t at = (size_t)__builtin_ctzll(x->begins);
        size_t n = (size_t)__builtin_ctzll(x->ends >> at >> 1) + 1;
        x->begins &= x->begins - 1;
        *word = (struct dh_str){ x->bytes + at, n };
        if (at == 0 || at + n < DH_SPELLING_MAX || x->left.n <= DH_SPELLING_MAX)
            return true;
        x->taken = at; /* it may go on */
    }
}

#endif
