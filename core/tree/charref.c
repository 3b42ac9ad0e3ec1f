/* SPDX-License-Identifier: MIT */
/* Character references: HTML Living Standard 13.2.5.72 to 13.2.5.80. */
#include "tree/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { LEGACY_MAX = 6, NAME_MAX_LEN = 31 };

struct entity {
    char name[NAME_MAX_LEN + 1];
    char text[DH_REFERENCE_MAX];
    bool legacy;
};

static const struct entity entities[] = {
#include "tree/entities.inc"
};

static bool is_alnum(unsigned char c)
{
    return dh_is_alpha(c) || dh_is_digit(c);
}

static int by_name(const void *key, const void *row)
{
    const struct dh_str *a = key;
    return dh_str_cmp(*a, dh_str_c(((const struct entity *)row)->name));
}

static const struct entity *find(struct dh_str name)
{
    if (name.n > NAME_MAX_LEN)
        return NULL;
    return bsearch(&name, entities, DH_LEN(entities), sizeof(entities[0]), by_name);
}

/* The reference at the start of s, behind its "&". Answers the bytes it takes, 0: none. */
static size_t named(struct dh_str s, bool attribute, const struct entity **e)
{
    size_t run = 0;
    while (run < s.n && run <= NAME_MAX_LEN && is_alnum((unsigned char)s.p[run]))
        run++;
    if (run < s.n && s.p[run] == ';' && (*e = find(dh_str_sub(s, 0, run))))
        return run + 1;
    for (size_t n = run < LEGACY_MAX ? run : LEGACY_MAX; n > 1; n--) {
        *e = find(dh_str_sub(s, 0, n));
        if (!*e || !(*e)->legacy)
            continue;
        bool goes_on = n < s.n && (s.p[n] == '=' || is_alnum((unsigned char)s.p[n]));
        return attribute && goes_on ? 0 : n;
    }
    return 0;
}

/* What the code points 0x80 to 0x9F mean in numeric references: windows-1252. */
static uint32_t remap(uint32_t cp)
{
    static const uint16_t c1[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
    };
    if (cp >= 0x80 && cp <= 0x9F)
        return c1[cp - 0x80];
    if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        return 0xFFFD;
    return cp;
}

static int digit_value(unsigned char c, bool hex)
{
    if (dh_is_digit(c))
        return c - '0';
    c = dh_lower(c);
    return hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The numeric reference at the start of s, behind "&#". Answers the bytes it takes, 0: none. */
static size_t numeric(struct dh_str s, uint32_t *cp)
{
    bool hex = s.n && (s.p[0] | 0x20) == 'x';
    size_t at = hex, start = at;
    uint32_t v = 0;

    for (int digit; at < s.n && (digit = digit_value((unsigned char)s.p[at], hex)) >= 0; at++)
        if (v <= 0x10FFFF) /* past that it stays too large, whatever follows */
            v = v * (hex ? 16 : 10) + (uint32_t)digit;
    if (at == start)
        return 0;
    *cp = remap(v);
    return at + (at < s.n && s.p[at] == ';');
}

size_t dh_html_reference(struct dh_str s, bool attribute, char now[DH_REFERENCE_MAX], size_t *n)
{
    struct dh_str rest = dh_str_sub(s, 1, s.n);
    const struct entity *e;
    uint32_t cp;

    if (rest.n && rest.p[0] == '#') {
        size_t taken = numeric(dh_str_sub(rest, 1, rest.n), &cp);
        if (taken == 0)
            return 0;
        *n = dh_utf8_put(now, cp);
        return taken + 2;
    }
    size_t taken = named(rest, attribute, &e);
    if (taken == 0)
        return 0;
    *n = strlen(e->text);
    memcpy(now, e->text, *n);
    return taken + 1;
}

void dh_html_decode(struct dh_buf *out, struct dh_str raw, bool attribute)
{
    while (raw.n) {
        size_t run = dh_str_find_byte(raw, '&');
        dh_buf_add(out, dh_str_sub(raw, 0, run));
        raw = dh_str_sub(raw, run, raw.n);
        if (raw.n == 0)
            break;
        char now[DH_REFERENCE_MAX] = "&";
        size_t length = 1, n = dh_html_reference(raw, attribute, now, &length);
        dh_buf_add(out, (struct dh_str){ now, length });
        raw = dh_str_sub(raw, n ? n : 1, raw.n);
    }
}

void dh_node_text(struct dh_buf *out, const struct dh_node *node)
{
    if (node->literal)
        dh_buf_add(out, node->raw);
    else
        dh_html_decode(out, node->raw, false);
}
