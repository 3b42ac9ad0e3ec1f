/* SPDX-License-Identifier: MIT */
/* The hash by which words are compared: of their bytes in lower case. Sixteen of them are one step,
 * so most words take one. Any thread. */
#ifndef DH_WORDHASH_H
#define DH_WORDHASH_H

#include "base/hash.h"
#include "base/swar.h"
#include "base/utf8.h"

enum { DH_WORDHASH_STEP = 16 };

/* A word that is read piece by piece; zeroed it is empty. */
struct dh_wordhash {
    uint64_t state;              /* of the steps before the last */
    unsigned n;                  /* bytes of the last */
    char last[DH_WORDHASH_STEP]; /* what lies behind n is not looked at */
};

/* The state behind sixteen bytes more, which are two numbers. */
static inline uint64_t dh_wordhash_step(uint64_t state, uint64_t low, uint64_t high)
{
    return dh_hash_mix(state ^ low ^ high * 0x9E3779B97F4A7C15u);
}

/* The hash of a word of sixteen bytes at most, zeros behind it. */
static inline uint32_t dh_wordhash_short(uint64_t low, uint64_t high)
{
    return (uint32_t)dh_wordhash_step(0, low, high);
}

/* The hash of a word that was read. */
static inline uint32_t dh_wordhash_end(const struct dh_wordhash *w)
{
    struct dh_str s = { w->last, w->n };
    return (uint32_t)dh_wordhash_step(w->state, dh_swar_load_tail(s, 0),
                                      w->n > 8 ? dh_swar_load_tail(s, 8) : 0);
}

/* Adds a byte, or a character of that code point, in lower case. */
static inline void dh_wordhash_byte(struct dh_wordhash *w, char c)
{
    if (w->n == DH_WORDHASH_STEP) {
        w->state = dh_wordhash_step(w->state, dh_swar_load(w->last), dh_swar_load(w->last + 8));
        w->n = 0;
    }
    w->last[w->n++] = c;
}

static inline void dh_wordhash_char(struct dh_wordhash *w, uint32_t lower)
{
    char utf8[4];
    size_t n = dh_utf8_put(utf8, lower);
    for (size_t i = 0; i < n; i++)
        dh_wordhash_byte(w, utf8[i]);
}

/* Of a word in lower case. */
static inline uint32_t dh_wordhash_of(struct dh_str lower)
{
    struct dh_wordhash w = { 0 };
    for (size_t i = 0; i < lower.n; i++)
        dh_wordhash_byte(&w, lower.p[i]);
    return dh_wordhash_end(&w);
}

#endif
