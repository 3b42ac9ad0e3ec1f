/* SPDX-License-Identifier: MIT */
/* Letters of two bytes, sixteen bytes at a time: Latin-1, less the sharp s, whose lower case is two
 * letters, and Cyrillic up to U+045F. Any thread. */
#ifndef DH_PAIRS_H
#define DH_PAIRS_H

#include "base/swar.h"

/* Of sixteen bytes: which are the first of such letters, and of capitals among them; and what lower
 * case adds to those bytes, and to the ones behind them. */
struct dh_pairs {
    dh_sixteen letters, capitals;
    dh_sixteen first, second;
};

/* Bytes that are lead, before one of those from first to last. */
static inline dh_sixteen dh_pairs_before(dh_sixteen lead, dh_sixteen next, unsigned char first,
                                         unsigned char last)
{
    return lead & dh_sixteen_between(next, first, last);
}

/* Of the sixteen bytes at p, of which one more may be read. */
static inline struct dh_pairs dh_pairs_look(const char *p)
{
    dh_sixteen x = dh_sixteen_load(p), next = dh_sixteen_load(p + 1);
    dh_sixteen latin = dh_sixteen_equal(x, 0xC3), d0 = dh_sixteen_equal(x, 0xD0);
    dh_sixteen other =
        dh_sixteen_equal(next, 0x97) | dh_sixteen_equal(next, 0x9F) | dh_sixteen_equal(next, 0xB7);
    dh_sixteen d0_8 = dh_pairs_before(d0, next, 0x80, 0x8F);
    dh_sixteen d0_9 = dh_pairs_before(d0, next, 0x90, 0x9F);
    dh_sixteen d0_a = dh_pairs_before(d0, next, 0xA0, 0xAF);
    dh_sixteen latin_capital = dh_pairs_before(latin, next, 0x80, 0x9E) & ~other;
    dh_sixteen capitals = d0_8 | d0_9 | d0_a | latin_capital;
    dh_sixteen small = dh_pairs_before(d0, next, 0xB0, 0xBF) |
                       (dh_pairs_before(latin, next, 0xA0, 0xBF) & ~other) |
                       dh_pairs_before(dh_sixteen_equal(x, 0xD1), next, 0x80, 0x9F);
    return (struct dh_pairs){ .letters = capitals | small,
                              .capitals = capitals,
                              .first = (d0_8 | d0_a) & dh_sixteen_set(1),
                              .second = (d0_8 & dh_sixteen_set(0x10)) |
                                        ((d0_9 | latin_capital) & dh_sixteen_set(0x20)) |
                                        (d0_a & dh_sixteen_set(0xE0)) };
}

/* Of the sixty-four bytes at p, of which one more may be read: the bits of the first bytes of such
 * letters, the first lowest, and of capitals among them; to: those bytes in lower case, of these
 * letters and of ASCII. */
static inline void dh_pairs_fold(const char *p, char *to, uint64_t *letters, uint64_t *capitals)
{
    dh_sixteen before = { 0 };
    *letters = *capitals = 0;
    for (int k = 0; k < 4; k++) {
        struct dh_pairs low = dh_pairs_look(p + 16 * k);
        dh_sixteen x = dh_sixteen_load(p + 16 * k), bit = dh_sixteen_set(0x20);
        *letters |= dh_sixteen_bits(low.letters) << 16 * k;
        *capitals |= dh_sixteen_bits(low.capitals) << 16 * k;
        x |= dh_sixteen_between(x | bit, 'a', 'z') & bit;
        x += low.first + dh_sixteen_behind(before, low.second);
        before = low.second;
        dh_sixteen_store(to + 16 * k, x);
    }
}

/* Whether the sixty-four bytes at p hold one that such letters begin with. */
static inline bool dh_pairs_any(const char *p)
{
    dh_sixteen found = { 0 };
    for (int k = 0; k < 4; k++) {
        dh_sixteen x = dh_sixteen_load(p + 16 * k);
        found |= dh_sixteen_equal(x, 0xC3) | dh_sixteen_between(x, 0xD0, 0xD1);
    }
    return dh_sixteen_bits(found) != 0;
}

#endif
