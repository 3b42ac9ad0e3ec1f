/* SPDX-License-Identifier: MIT */
/* Attributes of a start tag: HTML Living Standard 13.2.5.32 to 13.2.5.39. */
#include "tree/tree.h"

/* What ends a name or a value; white space always does. */
enum { SPACE = 1, SLASH = 2, CLOSE = 4, EQUALS = 8 };
static const uint8_t classes[256] = {
    ['\t'] = SPACE, ['\n'] = SPACE, ['\f'] = SPACE, ['\r'] = SPACE,
    [' '] = SPACE,  ['/'] = SLASH,  ['>'] = CLOSE,  ['='] = EQUALS,
};

/* Offset of the first byte in s, from `at` on, that is white space or of a class in stop; s.n:
 * none. */
static size_t until(struct dh_str s, size_t at, unsigned stop)
{
    while (at < s.n && !(classes[(unsigned char)s.p[at]] & (stop | SPACE)))
        at++;
    return at;
}

static size_t skip_space(struct dh_str s, size_t at)
{
    while (at < s.n && dh_is_space((unsigned char)s.p[at]))
        at++;
    return at;
}

struct dh_str dh_tag_name(struct dh_str tag)
{
    size_t start = tag.n > 0 && tag.p[0] == '<';
    return dh_str_sub(tag, start, until(tag, start, SLASH | CLOSE) - start);
}

/* The value at s.p[*at], behind "=" and white space. */
static struct dh_str value(struct dh_str s, size_t *at)
{
    size_t start = *at;
    char quote = start < s.n ? s.p[start] : '\0';
    if (quote == '"' || quote == '\'') {
        struct dh_str rest = dh_str_sub(s, start + 1, s.n);
        size_t n = dh_str_find_byte(rest, quote);
        *at = start + 1 + n + (n < rest.n);
        return dh_str_sub(rest, 0, n);
    }
    *at = until(s, start, CLOSE);
    return dh_str_sub(s, start, *at - start);
}

bool dh_tag_next_attr(struct dh_str tag, size_t *at, struct dh_str *name, struct dh_str *raw_value)
{
    size_t i = *at ? *at : until(tag, tag.n > 0 && tag.p[0] == '<', SLASH | CLOSE);

    while (i < tag.n && (dh_is_space((unsigned char)tag.p[i]) || tag.p[i] == '/'))
        i++;
    *at = i;
    if (i >= tag.n || tag.p[i] == '>')
        return false;
    size_t end = until(tag, i + 1, SLASH | CLOSE | EQUALS); /* a "=" in front belongs to the name */
    *name = dh_str_sub(tag, i, end - i);
    *raw_value = dh_str_sub(tag, end, 0);
    i = skip_space(tag, end);
    if (i < tag.n && tag.p[i] == '=') {
        i = skip_space(tag, i + 1);
        *raw_value = value(tag, &i);
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
