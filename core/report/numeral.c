/* SPDX-License-Identifier: MIT */
#include "report/numeral.h"

#include <stdio.h>
#include <string.h>

const char *dh_numeral(char dst[DH_NUMERAL_ROOM], uint64_t v)
{
    char digits[DH_NUMERAL_ROOM];
    size_t n = (size_t)snprintf(digits, sizeof digits, "%llu", (unsigned long long)v), to = 0;

    for (size_t i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            dst[to++] = ',';
        dst[to++] = digits[i];
    }
    dst[to] = '\0';
    return dst;
}

const char *dh_numeral_share(char dst[DH_NUMERAL_ROOM], uint64_t part, uint64_t whole)
{
    uint64_t permille = whole ? (uint64_t)((double)part / (double)whole * 1000 + .5) : 0;

    if (part == 0 || whole == 0)
        memcpy(dst, "0%", 3);
    else if (permille == 0)
        memcpy(dst, "<0.1%", 6);
    else
        snprintf(dst, DH_NUMERAL_ROOM, "%llu.%llu%%", (unsigned long long)(permille / 10),
                 (unsigned long long)(permille % 10));
    return dst;
}
