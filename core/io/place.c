/* SPDX-License-Identifier: MIT */
#include "io/place.h"

#include <stdio.h>

enum { SITE_MAX = 100, SLUG_MAX = 60, ENDING_MAX = 5 };

static void add_hex(struct dh_buf *out, uint64_t v, int digits)
{
    char hex[17];
    snprintf(hex, sizeof hex, "%016llx", (unsigned long long)v);
    dh_buf_add(out, (struct dh_str){ hex, (size_t)digits });
}

/* Appends s in letters, digits and '-' (and '.', inside, where dots is true); answers whether it
 * is what it was. */
static bool add_plain(struct dh_buf *out, struct dh_str s, bool dots, size_t max)
{
    size_t start = out->n;
    bool same = true, gap = false;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = dh_lower((unsigned char)s.p[i]);
        bool keep = dh_is_alpha(c) || dh_is_digit(c) ||
                    (dots && c == '.' && out->n > start && i + 1 < s.n && s.p[i + 1] != '.');
        same = same && (keep || c == '-') && c == (unsigned char)s.p[i];
        if (!keep) {
            gap = true;
            continue;
        }
        if (out->n - start + 1 + gap > max)
            return false;
        if (gap && out->n > start)
            dh_buf_byte(out, '-');
        gap = false;
        dh_buf_byte(out, (char)c);
    }
    return same && !gap;
}

static void add_site(struct dh_buf *out, struct dh_str site)
{
    size_t start = out->n;
    if (!site.n) {
        dh_buf_add(out, DH_STR("no-site"));
        return;
    }
    if (add_plain(out, site, true, SITE_MAX) && out->n - start == site.n)
        return;
    dh_buf_add(out, out->n > start ? DH_STR("-") : DH_STR("site-"));
    add_hex(out, dh_hash64(site), 16);
}

static bool number_at(struct dh_str s, size_t at, size_t n, uint64_t min, uint64_t max)
{
    uint64_t v;
    return s.n >= at + n && dh_str_number(dh_str_sub(s, at, n), max, &v) && v >= min;
}

static void add_date(struct dh_buf *out, struct dh_str d)
{
    if (!number_at(d, 0, 4, 1, 9999) || !number_at(d, 5, 2, 1, 12) || !number_at(d, 8, 2, 1, 31) ||
        d.p[4] != '-' || d.p[7] != '-' || (d.n > 10 && dh_is_digit((unsigned char)d.p[10]))) {
        dh_buf_add(out, DH_STR("undated"));
        return;
    }
    dh_buf_add(out, dh_str_sub(d, 0, 4));
    dh_buf_byte(out, '/');
    dh_buf_add(out, dh_str_sub(d, 5, 2));
    dh_buf_byte(out, '/');
    dh_buf_add(out, dh_str_sub(d, 8, 2));
}

/* The last part of a path or URL that says something: "/a/two-sailings.html?x=1" gives
 * "two-sailings". */
static struct dh_str last_part(struct dh_str s)
{
    size_t scheme = dh_str_find(s, DH_STR("://"));
    if (scheme < s.n)
        s = dh_str_sub(s, scheme + 3, s.n);
    s = dh_str_sub(s, 0, dh_str_find_byte(s, '?'));
    s = dh_str_sub(s, 0, dh_str_find_byte(s, '#'));
    while (s.n && s.p[s.n - 1] == '/')
        s.n--;
    size_t start = s.n;
    while (start && s.p[start - 1] != '/')
        start--;
    s = dh_str_sub(s, start, s.n);
    for (size_t i = s.n; i > 1 && i + ENDING_MAX > s.n; i--)
        if (s.p[i - 1] == '.')
            return dh_str_sub(s, 0, i - 1);
    return s;
}

void dh_place_name(const struct dh_page *page, uint64_t key, uint64_t version, struct dh_buf *out)
{
    struct dh_str url = page->field[DH_FIELD_URL];

    add_site(out, page->field[DH_FIELD_SITE]);
    dh_buf_byte(out, '/');
    add_date(out, page->field[DH_FIELD_PUBLISHED]);
    dh_buf_byte(out, '/');
    size_t start = out->n;
    (void)add_plain(out, last_part(url.n ? url : page->field[DH_FIELD_ID]), false, SLUG_MAX);
    if (out->n == start)
        dh_buf_add(out, DH_STR("page"));
    dh_buf_byte(out, '-');
    add_hex(out, key, 16);
    if (version) {
        dh_buf_byte(out, '-');
        add_hex(out, version, 8);
    }
    dh_buf_add(out, DH_STR(".txt"));
}
