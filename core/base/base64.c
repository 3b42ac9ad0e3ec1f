/* SPDX-License-Identifier: MIT */
#include "base/base64.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void dh_base64_add(struct dh_buf *b, struct dh_str s)
{
    for (size_t i = 0; i < s.n; i += 3) {
        struct dh_str part = dh_str_sub(s, i, 3);
        unsigned char in[3] = { 0, 0, 0 };
        memcpy(in, part.p, part.n);
        uint32_t v = (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2];
        char four[4];
        for (size_t k = 0; k < 4; k++)
            four[k] = k <= part.n ? alphabet[v >> (18 - 6 * k) & 63] : '=';
        dh_buf_add(b, (struct dh_str){ four, 4 });
    }
}

static int value(char c)
{
    const char *hit = c ? strchr(alphabet, c) : NULL;
    return hit ? (int)(hit - alphabet) : -1;
}

enum dh_err dh_base64_decode(struct dh_str s, struct dh_buf *b)
{
    if (s.n % 4)
        return DH_EDATA;
    for (size_t i = 0; i < s.n; i += 4) {
        size_t pad = 0;
        uint32_t v = 0;
        if (i + 4 == s.n)
            pad = s.p[i + 2] == '=' && s.p[i + 3] == '=' ? 2 : s.p[i + 3] == '=';
        for (size_t k = 0; k < 4; k++) {
            int six = k < 4 - pad ? value(s.p[i + k]) : 0;
            if (six < 0)
                return DH_EDATA;
            v = v << 6 | (uint32_t)six;
        }
        if (v & ((1u << (8 * pad)) - 1))
            return DH_EDATA;
        char three[3] = { (char)(v >> 16), (char)(v >> 8), (char)v };
        dh_buf_add(b, (struct dh_str){ three, 3 - pad });
    }
    return b->err;
}
