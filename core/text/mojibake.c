/* SPDX-License-Identifier: MIT */
#include "text/mojibake.h"

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

size_t dh_mojibake_run(struct dh_str s, size_t at, char now[4], size_t *now_n)
{
    char bytes[4];
    size_t n = 0, need = 0, from = at;
    while (at < s.n && n < 4) {
        uint32_t cp;
        size_t k = dh_utf8_get(s, at, &cp);
        int b = cp < 0x80 ? -1 : cp1252(cp);
        if (b < 0)
            break;
        if (n == 0)
            need = b >= 0xC3 && b <= 0xDF   ? 2
                   : b >= 0xE2 && b <= 0xEF ? 3
                   : b == 0xF0              ? 4
                   : b == 0xC2              ? 2
                                            : 0;
        if (need == 0 || (n && (b & 0xC0) != 0x80))
            return 0;
        bytes[n++] = (char)b;
        at += k;
        if (n == need)
            break;
    }
    if (n == 0 || n != need || dh_utf8_valid((struct dh_str){ bytes, n }) != n)
        return 0;
    memcpy(now, bytes, n);
    *now_n = n;
    return at - from;
}

bool dh_mojibake_certain(struct dh_str s)
{
    bool any = false;
    char now[4];
    size_t n;
    for (size_t at = 0; (at += dh_swar_ascii(s, at)) < s.n;) {
        uint32_t cp;
        size_t one = dh_utf8_get(s, at, &cp), run = dh_mojibake_run(s, at, now, &n);
        if (run == 0 && cp >= 0xC0 && cp <= 0x17F)
            return false;
        any |= run > 0;
        at += run ? run : one;
    }
    return any;
}
