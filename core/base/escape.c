/* SPDX-License-Identifier: MIT */
/* dh_escape of dehusk.h: what comes from outside never reaches a terminal or a log raw
 * (escape sequences, bidi overrides, line breaks). */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

static bool is_unsafe(uint32_t cp)
{
    return cp < ' ' || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E || cp == 0x200F || cp == 0x061C ||
           cp == 0x2028 || cp == 0x2029 || cp == 0xFEFF;
}

char *dh_escape(char *dst, size_t cap, struct dh_str s)
{
    size_t n = 0, cut = 0; /* cut: the longest whole prefix that leaves room for "..." */

    for (size_t at = 0; at < s.n;) {
        char piece[16];
        uint32_t cp;
        size_t len = dh_utf8_get(s, at, &cp);
        int w;
        if (cp == 0xFFFD && !(len == 3 && memcmp(s.p + at, "\xEF\xBF\xBD", 3) == 0)) {
            len = 1;
            w = snprintf(piece, sizeof piece, "\\x%02X", (unsigned char)s.p[at]);
        } else if (cp < 0x80 && is_unsafe(cp)) {
            w = snprintf(piece, sizeof piece, "\\x%02X", (unsigned)cp);
        } else if (is_unsafe(cp)) {
            w = snprintf(piece, sizeof piece, "\\u{%04X}", (unsigned)cp);
        } else {
            memcpy(piece, s.p + at, len);
            w = (int)len;
        }
        if (n + (size_t)w >= cap) {
            memcpy(dst + cut, "...", 3);
            n = cut + 3;
            break;
        }
        memcpy(dst + n, piece, (size_t)w);
        n += (size_t)w;
        if (n + 4 <= cap)
            cut = n;
        at += len;
    }
    dst[n] = '\0';
    return dst;
}
