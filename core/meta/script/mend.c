/* SPDX-License-Identifier: MIT */
/* JSON as pages write it. */
#include "meta/script/mend.h"
#include <string.h>

#include "base/json.h"
#include "base/swar.h"
#include "tree/scan.h"

static struct dh_str strip_prefix(struct dh_str s, struct dh_str prefix, bool *changed)
{
    if (!dh_str_starts(s, prefix))
        return s;
    *changed = true;
    return dh_str_trim(dh_str_sub(s, prefix.n, s.n));
}

static struct dh_str strip_suffix(struct dh_str s, struct dh_str suffix, bool *changed)
{
    if (!dh_str_ends(s, suffix))
        return s;
    *changed = true;
    return dh_str_trim(dh_str_sub(s, 0, s.n - suffix.n));
}

/* A comment in front that says something: a wrapper is all signs. Behind one that does not end, or
 * holds an object, none is looked for (*no_more): of many such each would be read to the end. */
static struct dh_str strip_remark(struct dh_str s, bool *no_more, bool *changed)
{
    if (*no_more || !dh_str_starts(s, DH_STR("/*")))
        return s;
    size_t end = dh_str_find(s, DH_STR("*/"));
    *no_more = end == s.n || dh_str_find_byte(dh_str_sub(s, 0, end), '{') < end;
    if (*no_more)
        return s;
    *changed = true;
    return dh_str_trim(dh_str_sub(s, end + 2, s.n));
}

static struct dh_str strip_wrappers(struct dh_str s)
{
    static const struct dh_str front[] = {
        { "<!--", 4 }, { "<![CDATA[", 9 }, { "//", 2 },
        { "/*", 2 },   { "*/", 2 },        { "\xEF\xBB\xBF", 3 }
    };
    static const struct dh_str back[] = { { "-->", 3 }, { "]]>", 3 }, { "//", 2 },
                                          { "*/", 2 },  { "/*", 2 },  { ";", 1 } };
    bool changed = true, no_more = false;
    for (s = dh_str_trim(s); changed;) {
        changed = false;
        s = strip_remark(s, &no_more, &changed);
        for (size_t i = 0; i < DH_LEN(front); i++)
            s = strip_prefix(s, front[i], &changed);
        for (size_t i = 0; i < DH_LEN(back); i++)
            s = strip_suffix(s, back[i], &changed);
    }
    return s;
}

/* The first byte from i on, s.n: none, that a string may end at or an escape begin with; outside
 * strings, that begins one or is a bracket. */
static size_t stop_in_string(struct dh_str s, size_t i)
{
    for (unsigned found = 16; found == 16 && s.n - i >= 16; i += found) {
        dh_sixteen x = dh_sixteen_load(s.p + i);
        found = dh_sixteen_first(dh_sixteen_equal(x, '"') | dh_sixteen_equal(x, '\\'));
    }
    while (i < s.n && s.p[i] != '"' && s.p[i] != '\\')
        i++;
    return i;
}
static size_t stop_outside(struct dh_str s, size_t i)
{
    while (i < s.n && s.p[i] != '"' && (s.p[i] | 0x20) != '{' && (s.p[i] | 0x20) != '}')
        i++;
    return i;
}

/* Behind the JSON value that s starts with, by its brackets; s.n: it does not end. */
static size_t value_end(struct dh_str s)
{
    size_t depth = 0;
    for (size_t i = 0; (i = stop_outside(s, i)) < s.n; i++) {
        char c = s.p[i];
        if (c == '"') {
            for (i++; i < s.n && (i = stop_in_string(s, i)) < s.n && s.p[i] != '"';)
                i += 2;
            continue;
        }
        depth += c == '{' || c == '[';
        if ((c == '}' || c == ']') && depth-- <= 1)
            return i + 1;
    }
    return s.n;
}

struct dh_str dh_json_in_script(struct dh_str body)
{
    struct dh_str s = strip_wrappers(body);
    if (s.n && s.p[0] != '{' && s.p[0] != '[') {
        size_t eq = dh_str_find_byte(dh_str_sub(s, 0, 256), '=');
        struct dh_str right = dh_str_trim(dh_str_sub(s, eq + 1, s.n));
        if (right.n && right.p[0] != '{' && right.p[0] != '[')
            right = dh_str_sub(s, dh_script_assigned(s), s.n);
        s = right;
    }
    if (s.n && (s.p[0] == '{' || s.p[0] == '['))
        return dh_str_sub(s, 0, value_end(s));
    return DH_STR_NONE;
}

/* Copies the string literal at s.p[*at] with what JSON forbids in it mended. */
static void mend_string(struct dh_str s, size_t *at, struct dh_buf *out)
{
    static const char hex[] = "0123456789abcdef";
    size_t i = *at;

    dh_buf_byte(out, '"');
    for (i++; i < s.n && s.p[i] != '"'; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < ' ') {
            dh_buf_add(out, DH_STR("\\u00"));
            dh_buf_byte(out, hex[c >> 4]);
            dh_buf_byte(out, hex[c & 15]);
        } else if (c == '\\' && i + 1 < s.n) {
            if (s.p[i + 1] && strchr("\"\\/bfnrtu", s.p[i + 1]))
                dh_buf_byte(out, '\\');
            i++;
            if ((unsigned char)s.p[i] >= ' ')
                dh_buf_byte(out, s.p[i]);
        } else {
            dh_buf_byte(out, (char)c);
        }
    }
    dh_buf_byte(out, '"');
    *at = i + 1;
}

/* Behind the comment that s.p[at] begins, as JavaScript has them; at: it begins none. */
static size_t skip_comment(struct dh_str s, size_t at)
{
    struct dh_str rest = dh_str_sub(s, at, s.n);
    if (dh_str_starts(rest, DH_STR("//")))
        return at + dh_str_find_byte(rest, '\n');
    if (!dh_str_starts(rest, DH_STR("/*")))
        return at;
    size_t end = dh_str_find(rest, DH_STR("*/"));
    return at + (end < rest.n ? end + 2 : end);
}

/* Behind white space and comments. */
static size_t skip_blank(struct dh_str s, size_t at)
{
    size_t next;
    while (at < s.n && (dh_is_space((unsigned char)s.p[at]) || s.p[at] == '/')) {
        next = skip_comment(s, at);
        at = next > at ? next : at + 1;
    }
    return at;
}

void dh_json_mend(struct dh_str s, struct dh_buf *out)
{
    for (size_t at = 0; at < s.n;) {
        char c = s.p[at];
        if (c == '"') {
            mend_string(s, &at, out);
            continue;
        }
        if (c == '/') {
            at = skip_blank(s, at);
            continue;
        }
        if (c == ',') {
            size_t next = skip_blank(s, at + 1);
            if (next < s.n && (s.p[next] == '}' || s.p[next] == ']' || s.p[next] == ',')) {
                at = next;
                continue;
            }
        }
        if ((unsigned char)c >= ' ' || dh_is_space((unsigned char)c))
            dh_buf_byte(out, c == '\f' ? ' ' : c);
        at++;
    }
}
