/* SPDX-License-Identifier: MIT */
/* Quotation marks of all kinds, as repetition sees them; apostrophes and inch marks are none of
 * them. Linear; allocates nothing. Any thread. */
#ifndef DH_QUOTE_H
#define DH_QUOTE_H

#include "base/swar.h"
#include "base/utf8.h"

/* How many bytes the quotation mark at s.p[at] has; 0: there is none. */
static inline size_t dh_quote_at(struct dh_str s, size_t at)
{
    uint32_t cp;
    size_t n = dh_utf8_get(s, at, &cp);
    bool is = cp == '"' || cp == 0xAB || cp == 0xBB || (cp >= 0x201C && cp <= 0x201F) ||
              (cp >= 0x300C && cp <= 0x300F);
    return is ? n : 0;
}

/* Bytes that a quotation mark begins with, of sixteen: '"', and what U+0080, U+2000 and U+3000 and
 * those behind them begin with. */
static inline dh_sixteen dh_quote_leads(dh_sixteen x)
{
    return dh_sixteen_equal(x, '"') | dh_sixteen_equal(x, 0xC2) | dh_sixteen_between(x, 0xE2, 0xE3);
}

/* The place of the first quotation mark from `at` on; s.n: there is none. */
static inline size_t dh_quote_find(struct dh_str s, size_t at)
{
    for (; s.n - at >= sizeof(dh_sixteen); at += sizeof(dh_sixteen))
        for (uint64_t leads = dh_sixteen_bits(dh_quote_leads(dh_sixteen_load(s.p + at))); leads;
             leads &= leads - 1) {
            size_t place = at + (size_t)__builtin_ctzll(leads);
            if (dh_quote_at(s, place))
                return place;
        }
    while (at < s.n && !dh_quote_at(s, at))
        at++;
    return at;
}

#endif
