/* SPDX-License-Identifier: MIT */
/* Attributes of a start tag, and where it ends: HTML Living Standard 13.2.5.32 to 13.2.5.40. Names
 * and values are short, so sixteen bytes at once are mostly all. */
#include "base/swar.h"
#include "tree/scan.h"
#include "tree/tree.h"

/* What ends a name or a value; white space always does. */
enum { SPACE = 1, SLASH = 2, CLOSE = 4, EQUALS = 8 };
static const uint8_t classes[256] = {
    ['\t'] = SPACE, ['\n'] = SPACE, ['\f'] = SPACE, ['\r'] = SPACE,
    [' '] = SPACE,  ['/'] = SLASH,  ['>'] = CLOSE,  ['='] = EQUALS,
};

/* Offset of the first byte in s, from `at` on, that is white space or of a class in stop; s.n:
 * none. */
static inline size_t until(struct dh_str s, size_t at, unsigned stop)
{
    while (at < s.n && !(classes[(unsigned char)s.p[at]] & (stop | SPACE)))
        at++;
    return at;
}

static inline size_t skip_space(struct dh_str s, size_t at)
{
    while (at < s.n && dh_is_space((unsigned char)s.p[at]))
        at++;
    return at;
}

/* Behind the name that begins at s.p[at]. */
static inline size_t tag_name_end(struct dh_str s, size_t at)
{
    if (at < s.n) {
        dh_sixteen x = dh_sixteen_load_tail(s, at);
        at += dh_sixteen_first((dh_sixteen)(x <= (uint8_t)' ') | dh_sixteen_equal(x, '/') |
                               dh_sixteen_equal(x, '>'));
    }
    return until(s, at, SLASH | CLOSE);
}

struct dh_str dh_tag_name(struct dh_str tag)
{
    size_t start = tag.n > 0 && tag.p[0] == '<';
    return dh_str_sub(tag, start, tag_name_end(tag, start) - start);
}

/* Behind the attribute's name at s.p[at]; whatever it begins with belongs to it, "=" too. */
static inline size_t name_end(struct dh_str s, size_t at)
{
    if (++at + 16 <= s.n) {
        dh_sixteen x = dh_sixteen_load(s.p + at);
        at += dh_sixteen_first((dh_sixteen)(x <= (uint8_t)' ') | dh_sixteen_equal(x, '/') |
                               dh_sixteen_between(x, '=', '>'));
    }
    return until(s, at, SLASH | CLOSE | EQUALS);
}

/* Where the value with that quote ends, s.n: nowhere; at: behind the quote. */
static inline size_t quoted_end(struct dh_str s, size_t at, char quote)
{
    for (; at < s.n; at += 16) {
        dh_sixteen x = dh_sixteen_load_tail(s, at);
        unsigned near = dh_sixteen_first(dh_sixteen_equal(x, (unsigned char)quote));
        if (near < 16)
            return at + near;
    }
    return s.n;
}

/* Behind the value at s.p[*at], which is moved behind a quote in front of it; *behind: behind the
 * quote that ends it. */
static inline size_t value_end(struct dh_str s, size_t *at, size_t *behind)
{
    char quote = *at < s.n ? s.p[*at] : '\0';
    if (quote != '"' && quote != '\'')
        return *behind = until(s, *at, CLOSE);
    size_t end = quoted_end(s, ++*at, quote);
    *behind = end + (end < s.n);
    return end;
}

/* An attribute as nearly all are written, ` name="value"`, at s.p[at]; false: it is written
 * otherwise, or there is none, or it may be one. */
static inline bool plain_attribute(struct dh_str s, size_t at, struct dh_str *name,
                                   struct dh_str *value)
{
    enum { SHORTEST = 5 }; /* bytes of one */
    if (at + SHORTEST > s.n || s.p[at] != ' ')
        return false;
    dh_sixteen x = dh_sixteen_load_tail(s, ++at);
    size_t n = dh_sixteen_first((dh_sixteen)(x <= (uint8_t)' ') | dh_sixteen_equal(x, '/') |
                                dh_sixteen_between(x, '=', '>'));
    const char *sign = s.p + at + n;
    if (n == 0 || n == 16 || s.n - at < n + 2 || sign[0] != '=' ||
        (sign[1] != '"' && sign[1] != '\''))
        return false;
    size_t from = at + n + 2, end = quoted_end(s, from, sign[1]);
    *name = (struct dh_str){ s.p + at, n };
    *value = (struct dh_str){ s.p + from, end - from };
    return end < s.n;
}

/* ---- The end of a tag whose attributes are all ` name="value"`, a bit for each of 64 bytes. */

/* Each bit: how many bits up to it are set, odd or even. */
static inline uint64_t parities(uint64_t x)
{
    for (unsigned by = 1; by < 64; by *= 2)
        x ^= x << by;
    return x;
}

/* Offset of the ">" that ends the tag of which s.p[at] is behind the name; s.n: it is written
 * otherwise, or the page ends. Each quote that opens stands behind "=", each "=" behind a name. */
static size_t plain_end(struct dh_str s, size_t at)
{
    uint64_t in_value = 0, after_equals = 0, after_gap = 0; /* of the bytes before: all, the last */

    for (; s.n - at >= 64; at += 64) {
        uint64_t quotes = 0, closes = 0, equals = 0, gaps = 0;
        for (unsigned i = 0; i < 64; i += 16) {
            dh_sixteen x = dh_sixteen_load(s.p + at + i);
            quotes |= dh_sixteen_bits(dh_sixteen_equal(x, '"')) << i;
            closes |= dh_sixteen_bits(dh_sixteen_equal(x, '>')) << i;
            equals |= dh_sixteen_bits(dh_sixteen_equal(x, '=')) << i;
            gaps |= dh_sixteen_bits((dh_sixteen)(x <= (uint8_t)' ') | dh_sixteen_equal(x, '/'))
                    << i;
        }
        uint64_t values = parities(quotes) ^ in_value; /* from the quote on, less the last one */
        closes &= ~values;
        equals &= ~values;
        gaps = (gaps | quotes) & ~values;
        uint64_t tag = closes ? (closes & -closes) - 1 : ~(uint64_t)0;
        uint64_t odd =
            ((quotes & values) ^ (equals << 1 | after_equals)) | (equals & (gaps << 1 | after_gap));
        if (odd & tag)
            return s.n;
        if (closes)
            return at + (size_t)__builtin_ctzll(closes);
        in_value = -(values >> 63);
        after_equals = equals >> 63;
        after_gap = gaps >> 63;
    }
    return s.n;
}

size_t dh_scan_tag_end(struct dh_str s, size_t at, bool *self_closing)
{
    struct dh_str name, value;
    at = until(s, at, SLASH | CLOSE);
    size_t end = plain_end(s, at);
    *self_closing = end < s.n && end > at && s.p[end - 1] == '/';
    if (end < s.n)
        return end;
    for (;;) {
        while (plain_attribute(s, at, &name, &value))
            at = (size_t)(value.p - s.p) + value.n + 1;
        at = skip_space(s, at);
        if (at >= s.n)
            return s.n;
        if (s.p[at] == '>')
            return at;
        if (s.p[at] == '/') {
            *self_closing = ++at < s.n && s.p[at] == '>';
            continue;
        }
        at = skip_space(s, name_end(s, at));
        if (at < s.n && s.p[at] == '=') {
            size_t from = skip_space(s, at + 1);
            (void)value_end(s, &from, &at);
        }
    }
}

bool dh_tag_next_attr(struct dh_str tag, size_t *at, struct dh_str *name, struct dh_str *raw_value)
{
    size_t i = *at ? *at : tag_name_end(tag, tag.n > 0 && tag.p[0] == '<');

    if (plain_attribute(tag, i, name, raw_value)) {
        *at = (size_t)(raw_value->p - tag.p) + raw_value->n + 1;
        return true;
    }
    while (i < tag.n && (dh_is_space((unsigned char)tag.p[i]) || tag.p[i] == '/'))
        i++;
    *at = i;
    if (i >= tag.n || tag.p[i] == '>')
        return false;
    size_t end = name_end(tag, i);
    *name = dh_str_sub(tag, i, end - i);
    *raw_value = dh_str_sub(tag, end, 0);
    i = skip_space(tag, end);
    if (i < tag.n && tag.p[i] == '=') {
        size_t from = skip_space(tag, i + 1);
        end = value_end(tag, &from, &i);
        *raw_value = dh_str_sub(tag, from, end - from);
    }
    *at = i;
    return true;
}

bool dh_tag_attr(struct dh_str tag, struct dh_str name, struct dh_str *raw_value)
{
    struct dh_str key;
    size_t at = 0;
    while (dh_tag_next_attr(tag, &at, &key, raw_value))
        if (dh_str_eq_nocase(key, name))
            return true;
    return false;
}

bool dh_tree_attr(const struct dh_tree *t, uint32_t i, struct dh_str name, struct dh_str *raw_value)
{
    return dh_tag_attr(t->nodes[i].raw, name, raw_value);
}
