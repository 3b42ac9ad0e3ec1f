/* SPDX-License-Identifier: MIT */
#include "base/percent.h"

#include <string.h>

static int hex(unsigned char c)
{
    c = dh_lower(c);
    return dh_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Whether a percent-encoded byte means the same as the byte itself (RFC 3986, 2.3). */
static bool is_unreserved(unsigned char c)
{
    return dh_is_alpha(c) || dh_is_digit(c) || (c && strchr("-._~", c));
}

size_t dh_percent_put(char *dst, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";
    dst[0] = '%';
    dst[1] = digits[c >> 4];
    dst[2] = digits[c & 15];
    return DH_PERCENT_STRETCH;
}

int dh_percent_get(struct dh_str s, size_t at)
{
    int high = at + 2 < s.n && s.p[at] == '%' ? hex((unsigned char)s.p[at + 1]) : -1;
    int low = high >= 0 ? hex((unsigned char)s.p[at + 2]) : -1;
    return low >= 0 ? high << 4 | low : -1;
}

size_t dh_percent_normal(char *dst, struct dh_str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        int byte = dh_percent_get(s, i);
        if (byte >= 0) {
            i += 2;
            if (is_unreserved((unsigned char)byte))
                dst[n++] = (char)byte;
            else
                n += dh_percent_put(dst + n, (unsigned char)byte);
        } else if (c >= 0x80 || c <= ' ' || c == 0x7F || (c == '%' && i + 2 < s.n)) {
            /* A "%" that begins no escape must not begin one when what follows is decoded. */
            n += dh_percent_put(dst + n, c);
        } else {
            dst[n++] = (char)c;
        }
    }
    return n;
}
