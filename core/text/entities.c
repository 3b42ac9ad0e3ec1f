/* SPDX-License-Identifier: MIT */
#include "text/entities.h"

#include <string.h>

static const struct {
    const char *name, *now;
} entities[] = {
    { "&amp;", "&" },
    { "&quot;", "\"" },
    { "&apos;", "'" },
    { "&#39;", "'" },
    { "&#039;", "'" },
    { "&#x27;", "'" },
    { "&nbsp;", " " },
    { "&#160;", " " },
    { "&lt;", "<" },
    { "&gt;", ">" },
    { "&rsquo;", "\xE2\x80\x99" },
    { "&lsquo;", "\xE2\x80\x98" },
    { "&rdquo;", "\xE2\x80\x9D" },
    { "&ldquo;", "\xE2\x80\x9C" },
    { "&ndash;", "\xE2\x80\x93" },
    { "&mdash;", "\xE2\x80\x94" },
    { "&hellip;", "\xE2\x80\xA6" },
    { "&#8217;", "\xE2\x80\x99" },
    { "&#8216;", "\xE2\x80\x98" },
    { "&#8220;", "\xE2\x80\x9C" },
    { "&#8221;", "\xE2\x80\x9D" },
    { "&#8211;", "\xE2\x80\x93" },
    { "&#8212;", "\xE2\x80\x94" },
    { "&#8230;", "\xE2\x80\xA6" },
};

/* Bytes of "amp;" behind the sign: each of them is one escaping more. */
static size_t escapings(struct dh_str s, size_t at)
{
    enum { MOST = 10 };
    const struct dh_str amp = DH_STR("amp;");
    size_t n = 0;
    while (dh_str_starts(dh_str_sub(s, at + n, amp.n), amp) && at + n + amp.n < s.n &&
           n < MOST * amp.n)
        n += amp.n;
    return n;
}

size_t dh_entity_read(struct dh_str s, size_t at, struct dh_str *now)
{
    size_t amps = escapings(s, at + 1);
    char tail[16] = "&";
    struct dh_str behind = dh_str_sub(s, at + 1 + amps, sizeof tail - 1);
    memcpy(tail + 1, behind.p ? behind.p : "", behind.n);
    for (size_t i = 0; i < DH_LEN(entities); i++) {
        struct dh_str name = dh_str_c(entities[i].name);
        if (!dh_str_starts((struct dh_str){ tail, behind.n + 1 }, name))
            continue;
        *now = dh_str_c(entities[i].now);
        return amps + name.n;
    }
    *now = DH_STR("&");
    return amps ? amps + 1 : 0;
}
