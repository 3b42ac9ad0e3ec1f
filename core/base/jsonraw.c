/* SPDX-License-Identifier: MIT */
/* JSON as text, without a tree: the check that all text passes, a pushdown automaton over the bytes
 * whose stack is one bit a level; members and elements as they stand; escapes. */
#include "base/json.h"

#include <string.h>

#include "base/err.h"
#include "base/swar.h"
#include "base/utf8.h"

struct check {
    struct dh_str s;
    size_t at;
};

static void skip_space(struct check *c)
{
    for (; c->at < c->s.n; c->at++) {
        char ch = c->s.p[c->at];
        if (ch != ' ' && ch != '\n' && ch != '\r' && ch != '\t')
            return;
    }
}

static int hex4(struct dh_str s, size_t at)
{
    int v = 0;
    if (s.n < 4 || at > s.n - 4)
        return -1;
    for (size_t i = at; i < at + 4; i++) {
        unsigned char c = dh_lower((unsigned char)s.p[i]);
        if (dh_is_digit(c))
            v = v << 4 | (c - '0');
        else if (c >= 'a' && c <= 'f')
            v = v << 4 | (c - 'a' + 10);
        else
            return -1;
    }
    return v;
}

size_t dh_json_escape_u(struct dh_str s, size_t at, uint32_t *cp)
{
    int high = hex4(s, at + 2), low = -1;

    if (high < 0)
        return 0;
    *cp = (uint32_t)high;
    if (high < 0xD800 || high > 0xDFFF)
        return 6;
    if (high < 0xDC00 && at + 12 <= s.n && s.p[at + 6] == '\\' && s.p[at + 7] == 'u')
        low = hex4(s, at + 8);
    *cp = 0xFFFD;
    if (low < 0xDC00 || low > 0xDFFF)
        return 6;
    *cp = 0x10000 + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
    return 12;
}

/* The first byte from `at` on that ends a string, begins an escape or may not stand in one. */
static size_t string_stop(struct dh_str s, size_t at)
{
    for (; s.n - at >= 16; at += 16) {
        dh_sixteen x = dh_sixteen_load(s.p + at);
        unsigned found = dh_sixteen_first(dh_sixteen_equal(x, '"') | dh_sixteen_equal(x, '\\') |
                                          dh_sixteen_between(x, 0, 0x1F));
        if (found < 16)
            return at + found;
    }
    for (; s.n - at >= 8; at += 8) {
        uint64_t x = dh_swar_load(s.p + at);
        uint64_t found = dh_swar_first_equal(x, '"') | dh_swar_first_equal(x, '\\') |
                         dh_swar_first_below(x, ' ');
        if (found)
            return at + dh_swar_first(found);
    }
    while (at < s.n && s.p[at] != '"' && s.p[at] != '\\' && (unsigned char)s.p[at] >= ' ')
        at++;
    return at;
}

static bool check_string(struct check *c)
{
    for (c->at++; (c->at = string_stop(c->s, c->at)) < c->s.n;) {
        unsigned char ch = (unsigned char)c->s.p[c->at];
        if (ch == '"') {
            c->at++;
            return true;
        }
        if (ch < ' ')
            return false;
        if (c->at + 1 >= c->s.n)
            return false;
        char e = c->s.p[c->at + 1];
        uint32_t cp;
        size_t n = 2;
        if (e == 'u')
            n = dh_json_escape_u(c->s, c->at, &cp);
        else if (!e || !strchr("\"\\/bfnrt", e))
            n = 0;
        if (!n)
            return false;
        c->at += n;
    }
    return false;
}

static bool digits(struct check *c)
{
    size_t start = c->at;
    while (c->at < c->s.n && dh_is_digit((unsigned char)c->s.p[c->at]))
        c->at++;
    return c->at > start;
}

static bool check_number(struct check *c)
{
    if (c->s.p[c->at] == '-')
        c->at++;
    if (c->at < c->s.n && c->s.p[c->at] == '0')
        c->at++;
    else if (!digits(c))
        return false;
    if (c->at < c->s.n && c->s.p[c->at] == '.') {
        c->at++;
        if (!digits(c))
            return false;
    }
    if (c->at < c->s.n && (c->s.p[c->at] | 0x20) == 'e') {
        c->at++;
        if (c->at < c->s.n && (c->s.p[c->at] == '+' || c->s.p[c->at] == '-'))
            c->at++;
        return digits(c);
    }
    return true;
}

static bool check_scalar(struct check *c)
{
    static const struct dh_str words[] = { { "true", 4 }, { "false", 5 }, { "null", 4 } };
    char ch = c->s.p[c->at];
    if (ch == '"')
        return check_string(c);
    if (ch == '-' || dh_is_digit((unsigned char)ch))
        return check_number(c);
    for (size_t i = 0; i < DH_LEN(words); i++)
        if (dh_str_starts(dh_str_sub(c->s, c->at, c->s.n), words[i])) {
            c->at += words[i].n;
            return true;
        }
    return false;
}

static bool check_key(struct check *c)
{
    skip_space(c);
    if (c->at >= c->s.n || c->s.p[c->at] != '"' || !check_string(c))
        return false;
    skip_space(c);
    if (c->at >= c->s.n || c->s.p[c->at] != ':')
        return false;
    c->at++;
    return true;
}

/* What stands after a value: closes levels and passes one comma. *done: the outermost value has
 * ended. */
static bool check_after(struct check *c, uint64_t objects, unsigned *depth, bool *done)
{
    for (;;) {
        skip_space(c);
        if (*depth == 0) {
            *done = true;
            return c->at == c->s.n;
        }
        if (c->at >= c->s.n)
            return false;
        bool object = objects >> (*depth - 1) & 1;
        char ch = c->s.p[c->at];
        if (ch != ',' && ch != (object ? '}' : ']'))
            return false;
        c->at++;
        if (ch == ',')
            return !object || check_key(c);
        --*depth;
    }
}

static bool check_value(struct check *c)
{
    uint64_t objects = 0; /* bit i: level i is an object */
    unsigned depth = 0;
    bool done = false;

    while (!done) {
        skip_space(c);
        if (c->at >= c->s.n)
            return false;
        char ch = c->s.p[c->at];
        if (ch == '{' || ch == '[') {
            if (depth == DH_JSON_DEPTH)
                return false;
            objects = (objects & ~((uint64_t)1 << depth)) | (uint64_t)(ch == '{') << depth;
            depth++;
            c->at++;
            skip_space(c);
            if (c->at < c->s.n && c->s.p[c->at] == (ch == '{' ? '}' : ']')) {
                c->at++;
                depth--;
            } else if (ch == '{' && !check_key(c)) {
                return false;
            } else {
                continue;
            }
        } else if (!check_scalar(c)) {
            return false;
        }
        if (!check_after(c, objects, &depth, &done))
            return false;
    }
    return true;
}

enum dh_err dh_json_check(struct dh_str s, size_t *pos)
{
    struct check c = { s, 0 };
    size_t good = dh_utf8_valid(s);
    *pos = good;
    if (good < s.n)
        return DH_EDATA;
    bool ok = check_value(&c);
    *pos = c.at;
    return ok ? DH_OK : DH_EDATA;
}

/* Whether one level more than is read begins at pos; up to there s is right. */
static bool is_too_deep(struct dh_str s, size_t pos)
{
    int depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < pos; i++) {
        char ch = s.p[i];
        if (ch == '"')
            quoted = !quoted;
        else if (quoted)
            i += ch == '\\';
        else
            depth += (ch == '{' || ch == '[') - (ch == '}' || ch == ']');
    }
    return depth == DH_JSON_DEPTH && pos < s.n && (s.p[pos] == '{' || s.p[pos] == '[');
}

enum dh_err dh_json_fail_row(struct dh_str s, size_t pos, struct dh_detail *d)
{
    char part[48];
    struct dh_str rest = dh_str_sub(s, pos, s.n);

    if (is_too_deep(s, pos))
        return dh_fail(d, DH_EDATA, pos, "the JSON row is nested deeper than %d levels",
                       DH_JSON_DEPTH);
    if (!dh_str_trim(rest).n)
        return dh_fail(
            d, DH_EDATA, pos,
            "not a valid JSON row: it ends too early; a row is one line (jq -c . makes such)");
    if (!dh_utf8_valid(rest))
        return dh_fail(d, DH_EDATA, pos,
                       "the row is not in UTF-8 at its byte %zu (iconv -f CHARSET -t UTF-8)", pos);
    if (rest.p[0] == '\'')
        return dh_fail(
            d, DH_EDATA, pos,
            "not a valid JSON row: a single quote at byte %zu, where JSON has double ones", pos);
    /* In single quotes, so none within: messages that differ in what these hold are counted as one
     */
    dh_escape(part, sizeof part, dh_str_sub(rest, 0, dh_str_find_byte(rest, '\'')));
    return dh_fail(d, DH_EDATA, pos, "not a valid JSON row: it goes wrong at byte %zu: '%s'", pos,
                   part);
}

/* The same of checked text: an escape is looked at only where it may stand for the quote. */
static bool skip_string(struct check *c)
{
    for (size_t from = ++c->at; c->at < c->s.n; c->at++) {
        c->at += dh_str_find_byte(dh_str_sub(c->s, c->at, c->s.n), '"');
        size_t before = c->at;
        while (before > from && c->s.p[before - 1] == '\\')
            before--;
        if (c->at < c->s.n && (c->at - before) % 2 == 0) {
            c->at++;
            return true;
        }
    }
    return false;
}

/* Passes one value of checked text and the white space behind it. */
static bool skip_value(struct check *c, struct dh_str *raw)
{
    size_t start = c->at;
    unsigned depth = 0;

    do {
        if (c->at >= c->s.n)
            return false;
        char ch = c->s.p[c->at];
        if (ch == '"') {
            if (!skip_string(c))
                return false;
            continue;
        }
        depth += ch == '{' || ch == '[';
        depth -= ch == '}' || ch == ']';
        c->at++;
    } while (depth || (c->at < c->s.n && !strchr(",}]", c->s.p[c->at])));
    *raw = dh_str_trim(dh_str_sub(c->s, start, c->at - start));
    return true;
}

/* Stands before the next element or member of the container that `open` begins. */
static bool next_value(struct check *c, char open)
{
    skip_space(c);
    if (c->at >= c->s.n || (c->s.p[c->at] != open && c->s.p[c->at] != ','))
        return false;
    c->at++;
    skip_space(c);
    return c->at < c->s.n && c->s.p[c->at] != ']';
}

bool dh_json_member(struct dh_str s, size_t *at, struct dh_str *key_raw, struct dh_str *value_raw)
{
    struct check c = { s, *at };

    if (!next_value(&c, '{') || s.p[c.at] != '"')
        return false;
    size_t start = c.at;
    if (!skip_string(&c))
        return false;
    *key_raw = dh_str_sub(s, start, c.at - start);
    skip_space(&c);
    c.at++; /* ':' */
    skip_space(&c);
    if (!skip_value(&c, value_raw))
        return false;
    *at = c.at;
    return true;
}

bool dh_json_element(struct dh_str s, size_t *at, struct dh_str *value_raw)
{
    struct check c = { s, *at };

    if (!next_value(&c, '[') || !skip_value(&c, value_raw))
        return false;
    *at = c.at;
    return true;
}

enum dh_err dh_json_unescape(struct dh_str raw, struct dh_buf *b)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

    if (raw.n < 2 || raw.p[0] != '"' || raw.p[raw.n - 1] != '"')
        return DH_EDATA;
    struct dh_str s = dh_str_sub(raw, 1, raw.n - 2);
    for (size_t at = 0; at < s.n;) {
        size_t run = dh_str_find_byte(dh_str_sub(s, at, s.n), '\\');
        dh_buf_add(b, dh_str_sub(s, at, run));
        at += run;
        if (at >= s.n)
            break;
        if (at + 1 >= s.n)
            return DH_EDATA;
        const char *e = s.p[at + 1] ? strchr(from, s.p[at + 1]) : NULL;
        if (e) {
            dh_buf_byte(b, to[e - from]);
            at += 2;
            continue;
        }
        uint32_t cp;
        size_t n = s.p[at + 1] == 'u' ? dh_json_escape_u(s, at, &cp) : 0;
        char utf8[4];
        if (!n)
            return DH_EDATA;
        dh_buf_add(b, (struct dh_str){ utf8, dh_utf8_put(utf8, cp) });
        at += n;
    }
    return b->err;
}
