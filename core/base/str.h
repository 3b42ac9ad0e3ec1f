/* SPDX-License-Identifier: MIT */
/* Slices: borrowed bytes with a length (struct dh_str of dehusk.h). Nothing here allocates or
 * depends on the locale; "space" means the five of HTML: tab, LF, FF, CR and blank. Any thread. */
#ifndef DH_STR_H
#define DH_STR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include "dehusk.h"

#define DH_LEN(a)   (sizeof(a) / sizeof((a)[0]))
#define DH_STR(lit) ((struct dh_str){ "" lit, sizeof(lit) - 1 })
#define DH_STR_NONE ((struct dh_str){ NULL, 0 })

static inline bool dh_is_space(unsigned char c)
{
    const uint64_t spaces = 1ull << '\t' | 1ull << '\n' | 1ull << '\f' | 1ull << '\r' | 1ull << ' ';
    return c <= ' ' && spaces >> c & 1; /* most bytes fall at the first */
}
static inline bool dh_is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}
static inline bool dh_is_alpha(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}
static inline unsigned char dh_lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
}

/* Of a C string; NULL gives the empty one. In line, so that literals are measured by the compiler.
 */
static inline struct dh_str dh_str_c(const char *s)
{
    return (struct dh_str){ s, s ? strlen(s) : 0 };
}
/* The n bytes at `at`, clipped to s. */
static inline struct dh_str dh_str_sub(struct dh_str s, size_t at, size_t n)
{
    if (at > s.n)
        at = s.n;
    if (n > s.n - at)
        n = s.n - at;
    return (struct dh_str){ s.p ? s.p + at : NULL, n };
}
struct dh_str dh_str_trim(struct dh_str s);        /* a view inside s, no copy */
struct dh_str dh_str_without_bom(struct dh_str s); /* without the one of UTF-8 in front */
int dh_str_cmp(struct dh_str a, struct dh_str b);  /* by bytes, the shorter first */
/* Whether s is one of n C strings, none of them empty: their first bytes are compared before they
 * are measured. */
bool dh_str_one_of(struct dh_str s, const char *const *words, size_t n);
static inline bool dh_str_starts(struct dh_str s, struct dh_str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}
/* Whether n bytes are the same but for the case of ASCII letters. */
bool dh_str_same_nocase(const char *a, const char *b, size_t n);
/* Most fall at their first byte, which is compared where it is asked: upper and lower case differ
 * in a bit. */
static inline bool dh_str_starts_nocase(struct dh_str s, struct dh_str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || (((s.p[0] ^ prefix.p[0]) & ~0x20) == 0 &&
                                                 dh_str_same_nocase(s.p, prefix.p, prefix.n)));
}
/* Mostly asked of each name of a table in turn: lengths are compared where it is asked. */
static inline bool dh_str_eq(struct dh_str a, struct dh_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
static inline bool dh_str_eq_nocase(struct dh_str a, struct dh_str b)
{
    return a.n == b.n && dh_str_starts_nocase(a, b);
}
static inline bool dh_str_ends(struct dh_str s, struct dh_str suffix)
{
    return s.n >= suffix.n && dh_str_eq(dh_str_sub(s, s.n - suffix.n, suffix.n), suffix);
}
bool dh_str_has_control(struct dh_str s); /* a byte below blank, or DEL */
bool dh_str_has_columns(struct dh_str s); /* three blanks in a row or a tab, as in tables */
/* Offset of the first needle, or s.n when it is not there. Linear time. */
size_t dh_str_find(struct dh_str s, struct dh_str needle);
size_t dh_str_find_byte(struct dh_str s, char c);
/* Cuts the piece before the next sep off *rest; false when *rest was used up. An empty rest after a
 * separator is a last, empty piece. Start with *rest = s; it becomes NULL,0 at the end. */
bool dh_str_split(struct dh_str *rest, char sep, struct dh_str *piece);
/* A whole decimal number in s, at most max; false otherwise (sign, blank, overflow, empty). */
bool dh_str_number(struct dh_str s, uint64_t max, uint64_t *out);

#endif
