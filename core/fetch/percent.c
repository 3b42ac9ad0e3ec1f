/* SPDX-License-Identifier: MIT */
#include "fetch/percent.h"

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

static size_t put_hex(char *dst, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";
    dst[0] = '%';
    dst[1] = digits[c >> 4];
    dst[2] = digits[c & 15];
    return 3;
}

size_t dh_percent_normal(char *dst, struct dh_str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        int high = c == '%' && i + 2 < s.n ? hex((unsigned char)s.p[i + 1]) : -1;
        int low = high >= 0 ? hex((unsigned char)s.p[i + 2]) : -1;
        if (low >= 0) {
            unsigned char byte = (unsigned char)(high << 4 | low);
            i += 2;
            if (is_unreserved(byte))
                dst[n++] = (char)byte;
            else
                n += put_hex(dst + n, byte);
        } else if (c >= 0x80 || c <= ' ' || c == 0x7F || (c == '%' && i + 2 < s.n)) {
            /* A "%" that begins no escape must not begin one when what follows is decoded. */
            n += put_hex(dst + n, c);
        } else {
            dst[n++] = (char)c;
        }
    }
    return n;
}
