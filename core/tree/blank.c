/* SPDX-License-Identifier: MIT */
#include "tree/blank.h"

#include "base/swar.h"

/* The number at s.p[*at], behind "&#" or "&#x"; moves *at behind it and its semicolon. Large ones
 * are cut short. */
static uint32_t number_at(struct dh_str s, size_t *at, bool hex)
{
    uint32_t v = 0;
    for (; *at < s.n; ++*at) {
        unsigned char c = dh_lower((unsigned char)s.p[*at]);
        bool letter = hex && c >= 'a' && c <= 'f';
        if (!letter && !dh_is_digit(c))
            break;
        v = v > 0x10FFFF ? v : v * (hex ? 16 : 10) + (letter ? c - 'a' + 10u : c - '0' + 0u);
    }
    *at += *at < s.n && s.p[*at] == ';';
    return v;
}

/* Bytes of the reference to a white-space character at the start of s; 0: none. */
static size_t space_reference(struct dh_str s, bool *line_end)
{
    static const struct dh_str tab = { "&Tab;", 5 }, line = { "&NewLine;", 9 };

    *line_end = dh_str_starts(s, line);
    if (*line_end || dh_str_starts(s, tab))
        return *line_end ? line.n : tab.n;
    if (s.n < 3 || s.p[0] != '&' || s.p[1] != '#')
        return 0;
    bool hex = s.p[2] == 'x' || s.p[2] == 'X';
    size_t at = hex ? 3 : 2;
    uint32_t v = number_at(s, &at, hex);
    *line_end = v == '\n';
    return v < 0x80 && dh_is_space((unsigned char)v) ? at : 0;
}

/* Bytes of white space at the start of s: mostly none, or a line end and the next line's indent. */
static size_t spaces(struct dh_str s)
{
    size_t n = 0;
    if (s.n == 0 || !dh_is_space((unsigned char)s.p[0]))
        return 0;
    for (unsigned some = 16; some == 16 && n < s.n; n += some)
        some = dh_sixteen_first(~dh_sixteen_space(dh_sixteen_load_tail(s, n)));
    return n;
}

struct dh_str dh_blank_trim(struct dh_str s, bool literal)
{
    for (bool line_end;;) {
        s = dh_str_sub(s, spaces(s), s.n);
        size_t n = s.n && s.p[0] == '&' && !literal ? space_reference(s, &line_end) : 0;
        if (n == 0)
            return s;
        s = dh_str_sub(s, n, s.n);
    }
}

struct dh_str dh_blank_first_line(struct dh_str s)
{
    bool line_end;
    size_t n = space_reference(s, &line_end);

    if (n && line_end)
        return dh_str_sub(s, n, s.n);
    n = s.n && s.p[0] == '\r';
    n += n < s.n && s.p[n] == '\n';
    return dh_str_sub(s, n, s.n);
}
