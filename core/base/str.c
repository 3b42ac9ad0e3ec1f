/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include <string.h>

#include "base/swar.h"

struct dh_str dh_str_trim(struct dh_str s)
{
    while (s.n && dh_is_space((unsigned char)s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && dh_is_space((unsigned char)s.p[s.n - 1]))
        s.n--;
    return s;
}

struct dh_str dh_str_without_bom(struct dh_str s)
{
    return dh_str_starts(s, DH_STR("\xEF\xBB\xBF")) ? dh_str_sub(s, 3, s.n) : s;
}

int dh_str_cmp(struct dh_str a, struct dh_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool dh_str_one_of(struct dh_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; s.n && i < n; i++)
        if (words[i][0] == s.p[0] && dh_str_eq(s, dh_str_c(words[i])))
            return true;
    return false;
}

/* The bytes of x in lower case. */
static uint64_t lower_of(uint64_t x)
{
    return x | dh_swar_between(x, 'A', 'Z') >> 2;
}

bool dh_str_same_nocase(const char *a, const char *b, size_t n)
{
    const struct dh_str x = { a, n }, y = { b, n };
    for (size_t i = 0; i < n; i += sizeof(uint64_t)) {
        uint64_t u = dh_swar_load_tail(x, i), v = dh_swar_load_tail(y, i);
        if (u != v && lower_of(u) != lower_of(v)) /* names are mostly written as they are asked */
            return false;
    }
    return true;
}

bool dh_str_has_control(struct dh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F)
            return true;
    return false;
}

bool dh_str_has_columns(struct dh_str s)
{
    uint64_t before = 0; /* the two bytes before `at`, a bit each: blanks */
    size_t at = 0;
    for (; s.n - at >= sizeof(dh_sixteen); at += sizeof(dh_sixteen)) {
        dh_sixteen x = dh_sixteen_load(s.p + at);
        uint64_t blank = dh_sixteen_bits(dh_sixteen_equal(x, ' ')) << 2 | before;
        if ((blank & blank >> 1 & blank >> 2) | dh_sixteen_bits(dh_sixteen_equal(x, '\t')))
            return true;
        before = blank >> sizeof(dh_sixteen);
    }
    for (; at < s.n; at++) {
        uint64_t blank = (s.p[at] == ' ' ? 4 : 0) | before;
        if (blank == 7 || s.p[at] == '\t')
            return true;
        before = blank >> 1;
    }
    return false;
}

/* Of a short needle, which memmem prepares for longer than most texts take: the first place where
 * its first and last byte stand as far apart as in it. */
static size_t find_short(struct dh_str s, struct dh_str needle)
{
    size_t last = needle.n - 1, at = 0, end = s.n - last; /* behind the last place */
    unsigned char a = (unsigned char)needle.p[0], z = (unsigned char)needle.p[last];
    while (end >= sizeof(dh_sixteen)) {
        uint64_t both = dh_sixteen_bits(dh_sixteen_equal(dh_sixteen_load(s.p + at), a) &
                                        dh_sixteen_equal(dh_sixteen_load(s.p + at + last), z));
        for (; both; both &= both - 1) {
            size_t from = at + (size_t)__builtin_ctzll(both);
            if (memcmp(s.p + from, needle.p, needle.n) == 0)
                return from;
        }
        at += sizeof(dh_sixteen);
        if (at >= end)
            return s.n;
        if (at > end - sizeof(dh_sixteen))
            at = end - sizeof(dh_sixteen); /* some places are asked about twice */
    }
    for (; s.n - at >= needle.n; at++)
        if (s.p[at] == needle.p[0] && memcmp(s.p + at, needle.p, needle.n) == 0)
            return at;
    return s.n;
}

size_t dh_str_find(struct dh_str s, struct dh_str needle)
{
    enum { SHORT = 16 };
    if (needle.n == 0)
        return 0;
    if (s.n < needle.n)
        return s.n;
    if (needle.n <= SHORT)
        return find_short(s, needle);
    const char *hit = memmem(s.p, s.n, needle.p, needle.n);
    return hit ? (size_t)(hit - s.p) : s.n;
}

size_t dh_str_find_byte(struct dh_str s, char c)
{
    const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
    return hit ? (size_t)(hit - s.p) : s.n;
}

bool dh_str_split(struct dh_str *rest, char sep, struct dh_str *piece)
{
    if (!rest->p)
        return false;
    size_t at = dh_str_find_byte(*rest, sep);
    *piece = (struct dh_str){ rest->p, at };
    if (at == rest->n)
        *rest = DH_STR_NONE;
    else
        *rest = (struct dh_str){ rest->p + at + 1, rest->n - at - 1 };
    return true;
}

bool dh_str_number(struct dh_str s, uint64_t max, uint64_t *out)
{
    uint64_t v = 0;
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!dh_is_digit((unsigned char)s.p[i]))
            return false;
        unsigned digit = (unsigned)(s.p[i] - '0');
        if (digit > max || v > (max - digit) / 10)
            return false;
        v = v * 10 + digit;
    }
    *out = v;
    return true;
}
