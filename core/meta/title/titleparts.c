/* SPDX-License-Identifier: MIT */
#include "meta/title/titleparts.h"

#include "base/swar.h"
#include "base/utf8.h"

/* Whether a sign of U+2000 to U+203F begins at s.p[at]. */
static inline bool is_sign(struct dh_str s, size_t at)
{
    return (unsigned char)s.p[at] == 0xE2 && at + 2 < s.n && (unsigned char)s.p[at + 1] == 0x80;
}

/* Whether a byte is of the skeleton; without a branch: nobody can guess where words end. */
static inline unsigned is_part(unsigned char c)
{
    return (unsigned)dh_is_alpha(c) | (unsigned)dh_is_digit(c) | (unsigned)(c >= 0x80);
}

/* The next byte of the skeleton of s from s.p[*at] on, which is moved behind it; 0: no more. */
static unsigned char next_of(struct dh_str s, size_t *at)
{
    while (*at < s.n) {
        bool sign = is_sign(s, *at);
        unsigned char c = dh_lower((unsigned char)s.p[*at]);
        *at += sign ? 3 : 1;
        if (!sign && is_part(c))
            return c;
    }
    return 0;
}

struct dh_str dh_title_skeleton(struct dh_str s, char *buf, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < cap; i++) {
        unsigned char c = dh_lower((unsigned char)s.p[i]);
        if (is_sign(s, i)) {
            i += 2;
            continue;
        }
        buf[n] = (char)c;
        n += is_part(c);
    }
    return (struct dh_str){ buf, n };
}

/* What hosts have for letters that are not of ASCII: the letter without its sign, or what German
 * and Danish write for it. */
static const struct {
    const char *letters, *plain, *spelt;
} host_letters[] = {
    { "áàâãāăą", "a", "a" }, { "ä", "a", "ae" },  { "å", "a", "aa" },       { "æ", "ae", "ae" },
    { "çćčĉċ", "c", "c" },   { "ďđð", "d", "d" }, { "éèêëēėęě", "e", "e" }, { "ğģĝ", "g", "g" },
    { "íìîïīįı", "i", "i" }, { "ķ", "k", "k" },   { "łļľĺ", "l", "l" },     { "ñńņň", "n", "n" },
    { "óòôõōő", "o", "o" },  { "öø", "o", "oe" }, { "œ", "oe", "oe" },      { "řŕ", "r", "r" },
    { "śšşș", "s", "s" },    { "ß", "ss", "ss" }, { "ťţț", "t", "t" },      { "úùûūůűų", "u", "u" },
    { "ü", "u", "ue" },      { "ýÿ", "y", "y" },  { "źżž", "z", "z" },
};

/* A skeleton as a host has it, letters of ASCII in place of the others. */
static struct dh_str as_host(struct dh_str skeleton, bool spelt, char *buf, size_t cap)
{
    enum { BYTES = 4, LATIN_END = 0x250 }; /* of a character; all of host_letters are below */
    size_t n = 0;
    for (size_t i = 0; i < skeleton.n && n + BYTES < cap;) {
        uint32_t cp;
        size_t step = dh_utf8_get(skeleton, i, &cp);
        char letter[BYTES];
        uint32_t low = dh_utf8_lower(cp);
        struct dh_str one = { letter, dh_utf8_put(letter, low) };
        bool latin = cp >= 0x80 && low < LATIN_END;
        for (size_t k = 0; latin && k < DH_LEN(host_letters); k++)
            if (dh_str_find(dh_str_c(host_letters[k].letters), one) <
                dh_str_c(host_letters[k].letters).n) {
                one = dh_str_c(spelt ? host_letters[k].spelt : host_letters[k].plain);
                break;
            }
        memcpy(buf + n, one.p, one.n);
        n += one.n;
        i += step;
    }
    return (struct dh_str){ buf, n };
}

enum { AROUND_HOST = 12 }; /* bytes that host_part takes off at the most */

/* Words that a site's name has around its host's: "The Bay Mirror Online" of baymirror.example. */
static struct dh_str host_part(struct dh_str name)
{
    static const struct dh_str front[] = { { "the", 3 } };
    static const struct dh_str back[] = { { "online", 6 },   { "news", 4 },    { "com", 3 },
                                          { "magazine", 8 }, { "net", 3 },     { "org", 3 },
                                          { "forums", 6 },   { "forum", 5 },   { "blog", 4 },
                                          { "wiki", 4 },     { "council", 7 }, { "community", 9 },
                                          { "radio", 5 } };
    enum { LEAST = 5 };
    for (size_t i = 0; i < DH_LEN(front); i++)
        if (dh_str_starts(name, front[i]) && name.n >= front[i].n + LEAST)
            name = dh_str_sub(name, front[i].n, name.n);
    for (size_t i = 0; i < DH_LEN(back); i++)
        if (dh_str_ends(name, back[i]) && name.n >= back[i].n + LEAST)
            return dh_str_sub(name, 0, name.n - back[i].n);
    return name;
}

/* Whether a skeleton is the host, or one of its labels, or has other words around that. */
static bool names_host(struct dh_str x, struct dh_str host)
{
    char b[120];
    struct dh_str label, y, part;
    if (x.n < 3 || x.n > host.n + AROUND_HOST)
        return false;
    part = host_part(x);
    y = dh_title_skeleton(host, b, sizeof(b)); /* all of it, with "www" or without */
    if (dh_str_eq(x, y) || (dh_str_starts(y, DH_STR("www")) && dh_str_ends(y, x) && x.n + 3 == y.n))
        return true;
    while (dh_str_split(&host, '.', &label)) {
        y = dh_title_skeleton(label, b, sizeof(b));
        if (y.n > 2 && (dh_str_eq(x, y) || dh_str_eq(part, y)))
            return true;
    }
    return false;
}

bool dh_title_names_site(struct dh_str s, struct dh_str sitename, struct dh_str host)
{
    char a[120], b[120];
    struct dh_str x = dh_title_skeleton(s, a, sizeof(a)),
                  y = dh_title_skeleton(sitename, b, sizeof(b));

    if (x.n < 2)
        return false;
    if (y.n &&
        (dh_str_eq(x, y) || (y.n > 3 && dh_str_starts(x, y)) || (x.n > 3 && dh_str_starts(y, x))))
        return true;
    if (names_host(x, host))
        return true;
    char c[120];
    bool ascii = dh_swar_ascii(x, 0) == x.n;
    return !ascii && dh_utf8_count(x) <= host.n + AROUND_HOST &&
           (names_host(as_host(x, false, c, sizeof c), host) ||
            names_host(as_host(x, true, c, sizeof c), host));
}

static const struct dh_str separators[] = {
    { " | ", 3 },
    { " - ", 3 },
    { " \xE2\x80\x93 ", 5 },
    { " \xE2\x80\x94 ", 5 },
    { " :: ", 4 },
    { " \xC2\xB7 ", 4 },
    { " \xE2\x80\xA2 ", 5 },
    { " \xC2\xBB ", 4 },
    { " / ", 3 },
    { " \xE2\x80\xB9 ", 5 },
    { " \xE2\x80\xBA ", 5 },
    { " \xC2\xAB ", 4 },
    { ": ", 2 },
    { "\xEF\xBD\x9C", 3 },
    { "|", 1 },
    { "_", 1 },
};

/* The length of the separator at s.p[at], none of which is the beginning of another; 0: none is. */
static size_t separator_at(struct dh_str s, size_t at)
{
    static const bool begins[256] = {
        [' '] = true, [':'] = true, [0xEF] = true, ['|'] = true, ['_'] = true,
    };
    if (!begins[(unsigned char)s.p[at]])
        return 0;
    for (size_t i = 0; i < DH_LEN(separators); i++)
        if (s.p[at] == separators[i].p[0] && dh_str_starts(dh_str_sub(s, at, s.n), separators[i]))
            return separators[i].n;
    return 0;
}

size_t dh_title_last_separator(struct dh_str s, size_t *n)
{
    *n = 0;
    for (size_t at = s.n; at-- > 0;)
        if ((*n = separator_at(s, at)) > 0)
            return at;
    return 0;
}

size_t dh_title_first_separator(struct dh_str s, size_t *n)
{
    *n = 0;
    for (size_t at = 0; at < s.n; at++)
        if ((*n = separator_at(s, at)) > 0)
            return at;
    return s.n;
}

struct dh_str dh_title_without_site(struct dh_str title, struct dh_str sitename, struct dh_str host)
{
    size_t n, at = dh_title_last_separator(title, &n);
    if (n && at && dh_title_names_site(dh_str_sub(title, at + n, title.n), sitename, host))
        return dh_str_trim(dh_str_sub(title, 0, at));
    at = dh_title_first_separator(title, &n);
    if (n && at && dh_title_names_site(dh_str_sub(title, 0, at), sitename, host))
        return dh_str_trim(dh_str_sub(title, at + n, title.n));
    return title;
}

bool dh_title_same(struct dh_str a, struct dh_str b)
{
    enum { COMPARED = 300 }; /* bytes */
    unsigned char c = 1;
    if (a.n == 0 || b.n == 0)
        return false;
    for (size_t i = 0, j = 0, n = 0; c && n < COMPARED; n++) { /* most differ soon */
        c = next_of(a, &i);
        if (c != next_of(b, &j))
            return false;
    }
    return true;
}

struct dh_str dh_title_site_in(struct dh_str title, struct dh_str host)
{
    size_t n, at = dh_title_last_separator(title, &n);
    struct dh_str tail = dh_str_trim(dh_str_sub(title, at + n, title.n));
    if (n && at && dh_title_names_site(tail, DH_STR_NONE, host))
        return tail;
    at = dh_title_first_separator(title, &n);
    struct dh_str front = dh_str_trim(dh_str_sub(title, 0, at));
    return n && at && dh_title_names_site(front, DH_STR_NONE, host) ? front : DH_STR_NONE;
}

bool dh_title_is_most_of(struct dh_str a, struct dh_str b)
{
    char x[300], y[300];
    struct dh_str s = dh_title_skeleton(a, x, sizeof(x)), t = dh_title_skeleton(b, y, sizeof(y));
    return s.n >= 8 && s.n * 3 >= t.n && dh_str_find(t, s) < t.n;
}

struct dh_str dh_title_site_behind(struct dh_str title, struct dh_str headline)
{
    enum { SITE_MAX = 60, HEADLINE_MIN = 12 };
    char x[300], y[300];
    struct dh_str h = dh_title_skeleton(headline, x, sizeof(x)),
                  t = dh_title_skeleton(title, y, sizeof(y));
    size_t n, at = dh_title_last_separator(title, &n);
    struct dh_str tail = dh_str_trim(dh_str_sub(title, at + n, title.n));
    char z[SITE_MAX];
    struct dh_str s = dh_title_skeleton(tail, z, sizeof(z));
    bool behind = n && h.n >= HEADLINE_MIN && dh_str_starts(t, h) && h.n + s.n <= t.n &&
                  !dh_str_ends(tail, DH_STR(")"));
    return behind && s.n >= 3 && tail.n <= SITE_MAX && !dh_is_digit((unsigned char)tail.p[0]) &&
                   !dh_is_digit((unsigned char)tail.p[tail.n - 1])
               ? tail
               : DH_STR_NONE;
}
