/* SPDX-License-Identifier: MIT */
#include "text/repair/mendable.h"

#include "base/swar.h"
#include "base/utf8.h"
#include "text/repair/repair.h"

/* Of eight bytes and the one behind them, those that are looked at: blanks before a sign or
 * another blank, and what may need mending by itself. */
static uint64_t stops(uint64_t x, uint64_t behind)
{
    uint64_t next = x >> 8 | behind << 56;
    uint64_t blank = dh_swar_equal(x, ' '), sign = 0;
    if (blank)
        sign = dh_swar_equal(next, ' ') | dh_swar_equal(next, '.') | dh_swar_equal(next, ',') |
               dh_swar_between(next, ':', ';') | dh_swar_equal(next, '!') |
               dh_swar_equal(next, '?');
    uint64_t found = (blank & sign) | dh_swar_first_equal(x, '(') | dh_swar_first_equal(x, '&');
    if (dh_swar_high(x))
        found |= dh_swar_first_equal(x, 0xC2) | dh_swar_first_equal(x, 0xE2) |
                 dh_swar_first_equal(x, 0xEF);
    return found;
}

/* The same of sixteen bytes at p, and some blanks more: what stands behind those is looked at. */
static inline dh_sixteen stops16(const char *p)
{
    dh_sixteen x = dh_sixteen_load(p), next = dh_sixteen_load(p + 1);
    dh_sixteen sign = dh_sixteen_between(next, ' ', '/') | dh_sixteen_between(next, ':', '?');
    return (dh_sixteen_equal(x, ' ') & sign) | dh_sixteen_equal(x, '(') | dh_sixteen_equal(x, '&') |
           dh_sixteen_equal(x, 0xC2) | dh_sixteen_equal(x, 0xE2) | dh_sixteen_equal(x, 0xEF);
}

/* The first of those sixteen bytes of s at `at`, a bit each, that are looked at; s.n: none. Of
 * characters outside ASCII, quotes most of all, those alone that may be dropped. */
static inline size_t first_of(struct dh_str s, size_t at, uint64_t found)
{
    for (; found; found &= found - 1) {
        size_t i = at + (size_t)__builtin_ctzll(found);
        uint32_t cp;
        dh_utf8_get(s, i, &cp);
        if (cp < 0x80 || dh_repair_may_drop(cp))
            return i;
    }
    return s.n;
}

size_t dh_mendable_next(struct dh_str s, size_t at)
{
    for (; at + 32 < s.n; at += 32) { /* most texts have none for long */
        dh_sixteen first = stops16(s.p + at), second = stops16(s.p + at + 16);
        if (dh_sixteen_bits(first | second))
            break;
    }
    for (; at + 16 < s.n; at += 16) {
        size_t first = first_of(s, at, dh_sixteen_bits(stops16(s.p + at)));
        if (first < s.n)
            return first;
    }
    if (at < s.n && s.n > 16) { /* up to the last byte */
        size_t from = s.n - 17;
        size_t first = first_of(s, at, dh_sixteen_bits(stops16(s.p + from)) >> (at - from));
        if (first < s.n)
            return first;
        at = s.n - 1;
    }
    for (; at < s.n; at += 8) {
        uint64_t behind = at + 8 < s.n ? (unsigned char)s.p[at + 8] : 0;
        uint64_t found = stops(dh_swar_load_tail(s, at), behind);
        if (found)
            return at + dh_swar_first(found);
    }
    return s.n;
}
