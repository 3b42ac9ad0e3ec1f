/* SPDX-License-Identifier: MIT */
#include "text/repair/mojibake.h"

#include <string.h>

#include "base/swar.h"
#include "base/utf8.h"

/* The byte that Windows-1252 has for cp; -1: none. */
static int cp1252(uint32_t cp)
{
    static const uint16_t high[32] = { 0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
                                       0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
                                       0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D,
                                       0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
                                       0x0153, 0x9D,   0x017E, 0x0178 };
    if (cp >= 0xA0 && cp <= 0xFF)
        return (int)cp;
    for (int i = 0; i < 32; i++)
        if (high[i] == cp || cp == 0x80u + (uint32_t)i)
            return 0x80 + i;
    return -1;
}

/* How many bytes a character has whose first one was read as cp; 0: none begins so. These first
 * ones, and no others, have the byte FIRST where they are written as UTF-8. */
enum { FIRST = 0xC3 };
static size_t bytes_of(uint32_t cp)
{
    return cp >= 0xC2 && cp <= 0xDF ? 2 : cp >= 0xE2 && cp <= 0xEF ? 3 : cp == 0xF0 ? 4 : 0;
}

size_t dh_mojibake_run(struct dh_str s, size_t at, char now[4], size_t *now_n)
{
    char bytes[4];
    uint32_t cp;
    size_t n = 0, from = at;
    dh_utf8_get(s, at, &cp);
    const size_t need = bytes_of(cp);
    while (at < s.n && n < need) {
        size_t k = dh_utf8_get(s, at, &cp);
        int b = cp < 0x80 ? -1 : cp1252(cp);
        if (b < 0 || (n && (b & 0xC0) != 0x80))
            return 0;
        bytes[n++] = (char)b;
        at += k;
    }
    if (n == 0 || n != need || dh_utf8_valid((struct dh_str){ bytes, n }) != n)
        return 0;
    memcpy(now, bytes, n);
    *now_n = n;
    return at - from;
}

/* What stands behind a word in a text that was read right, too: blanks, closing quotes, dashes. */
static bool may_follow(uint32_t cp)
{
    int b = cp1252(cp);
    return b == 0x82 || (b >= 0x84 && b <= 0x87) || b == 0x8B || (b >= 0x91 && b <= 0x97) ||
           b == 0x99 || b == 0x9B || b == 0xA0 || b == 0xA9 || b == 0xAB || b == 0xAD ||
           b == 0xAE || (b >= 0xB0 && b <= 0xB4) || b == 0xB7 || b == 0xB9 || b == 0xBB;
}

/* Whether a run, behind the character `before`, can be nothing else: not the end of a word and what
 * stands behind it, as in "Stra\u00df\u201c" and "gagn\u00e9\u00a0\u00bb". A capital amid small
 * letters ends none, nor does an A with a circumflex. */
static bool is_sure(struct dh_str run, uint32_t before)
{
    uint32_t cp;
    size_t at = dh_utf8_get(run, 0, &cp);
    if (cp == 0xC2 || ((dh_utf8_class(cp) & DH_C_UPPER) && (dh_utf8_class(before) & DH_C_LOWER)))
        return true;
    while (at < run.n) {
        at += dh_utf8_get(run, at, &cp);
        if (!may_follow(cp))
            return true;
    }
    return false;
}

bool dh_mojibake_certain(struct dh_str s)
{
    bool any = false;
    char now[4];
    size_t n;
    if (dh_str_find_byte(s, (char)FIRST) == s.n)
        return false; /* as of most texts */
    for (size_t at = 0; (at += dh_swar_ascii(s, at)) < s.n;) {
        uint32_t cp, before = ' ';
        size_t one = dh_utf8_get(s, at, &cp), run = dh_mojibake_run(s, at, now, &n);
        if (run == 0 && cp >= 0xC0 && cp <= 0x17F)
            return false;
        if (run && at)
            dh_utf8_back(s, at, &before);
        any |= run && is_sure(dh_str_sub(s, at, run), before);
        at += run ? run : one;
    }
    return any;
}
