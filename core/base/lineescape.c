/* SPDX-License-Identifier: MIT */
#include "base/lineescape.h"

#include <string.h>

/* Escapes, and what they stand for: those of line ends first. */
static const char letters[] = "nrt\"\\", signs[] = "\n\r\t\"\\";
enum { LINE_SIGNS = 2, ALL_SIGNS = 5, ENOUGH = 2 };

/* "+lf": behind all stands a line end that is one. */
static const struct {
    const char *label;
    size_t signs; /* how many of them are escaped */
    bool lf;
} forms[] = {
    { "escaped-json", ALL_SIGNS, false },
    { "escaped-json+lf", ALL_SIGNS, true },
    { "escaped-lines", LINE_SIGNS, false },
    { "escaped-lines+lf", LINE_SIGNS, true },
};

/* ---- What a text says */

struct tally {
    size_t good, twice, weak; /* runs of \n: that end something; those of two; amid small letters */
    size_t ends;              /* those behind what ends a sentence */
};

static bool is_escape(struct dh_str s, size_t at, char letter)
{
    return at + 1 < s.n && s.p[at] == '\\' && s.p[at + 1] == letter;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Passes a run of \n, \r and blanks that begins at *at; answers how many \n. */
static size_t pass_run(struct dh_str s, size_t *at)
{
    size_t n = 0;
    for (;;) {
        if (is_escape(s, *at, 'n') || is_escape(s, *at, 'r')) {
            n += s.p[*at + 1] == 'n';
            *at += 2;
        } else if (*at < s.n && is_blank(s.p[*at])) {
            ++*at;
        } else {
            return n;
        }
    }
}

/* Whether a sentence may begin at at. */
static bool begins(struct dh_str s, size_t at)
{
    if (at == s.n)
        return true;
    unsigned char c = (unsigned char)s.p[at];
    return (c >= 'A' && c <= 'Z') || c >= 0x80 || (c == '\\' && is_escape(s, at, '"')) ||
           (c && strchr("\"'*-#", c));
}

/* Whether a sentence may end before at, blanks behind it. */
static bool ends(struct dh_str s, size_t at)
{
    while (at && is_blank(s.p[at - 1]))
        at--;
    char c = at ? s.p[at - 1] : '\0';
    return (unsigned char)c >= 0x80 || (c && strchr(".!?\"'", c));
}

/* Counts a run between from and at; false: the text speaks of it. */
static bool count_run(struct dh_str s, size_t from, size_t at, size_t n, struct tally *t)
{
    char before = from ? s.p[from - 1] : '\0', after = at < s.n ? s.p[at] : '\0';

    bool ended = ends(s, from);

    if (before && ((is_blank(before) && !ended) || strchr("\\([{", before)))
        return false;
    if (n == 1 && before && strchr("\"'`", before) && before == after)
        return false;
    t->twice += n > 1;
    t->good += n > 1 || begins(s, at);
    t->weak += !(n > 1 || begins(s, at));
    t->ends += ended;
    return true;
}

static bool is_escaped(struct dh_str s)
{
    struct tally t = { 0 };
    size_t at = dh_str_find_byte(s, '\\');

    if (at == s.n || dh_str_find_byte(s, '\n') < s.n || dh_str_find_byte(s, '\r') < s.n)
        return false;
    while (at < s.n) {
        size_t from = at;
        if (is_escape(s, at, 'n') || is_escape(s, at, 'r')) {
            size_t n = pass_run(s, &at);
            if (n && !count_run(s, from, at, n, &t))
                return false;
        } else {
            at += is_escape(s, at, '\\') ? 2 : 1;
        }
        at += dh_str_find_byte(dh_str_sub(s, at, s.n), '\\');
    }
    return t.ends && t.good >= ENOUGH && (t.twice >= ENOUGH || !t.weak);
}

/* ---- There and back */

/* The sign of the escape at at among the first n; '\0': there is none. */
static char sign_at(struct dh_str s, size_t at, size_t n)
{
    const char *l = at + 1 < s.n && s.p[at] == '\\' ? memchr(letters, s.p[at + 1], n) : NULL;
    return l ? signs[l - letters] : '\0';
}

static void unescape(struct dh_str s, size_t n, struct dh_buf *out)
{
    for (size_t at = 0; at < s.n;) {
        size_t to = at + dh_str_find_byte(dh_str_sub(s, at, s.n), '\\');
        dh_buf_add(out, dh_str_sub(s, at, to - at));
        if (to == s.n)
            return;
        char sign = sign_at(s, to, n);
        dh_buf_byte(out, sign ? sign : '\\');
        at = to + 1 + (sign != '\0');
    }
}

static void escape(struct dh_str s, size_t n, struct dh_buf *out)
{
    for (size_t at = 0, from = 0; at <= s.n; at++) {
        const char *sign = at < s.n && s.p[at] ? memchr(signs, s.p[at], n) : NULL;
        if (!sign && at < s.n)
            continue;
        dh_buf_add(out, dh_str_sub(s, from, at - from));
        from = at + 1;
        if (!sign)
            return;
        dh_buf_byte(out, '\\');
        dh_buf_byte(out, letters[sign - signs]);
    }
}

static bool is_same(size_t form, struct dh_str s, struct dh_str lines, const struct dh_allocator *m)
{
    struct dh_buf back;
    dh_buf_init(&back, m, s.n + 1);
    (void)dh_lineescape_add(dh_str_c(forms[form].label), lines, &back);
    bool same = !back.err && dh_str_eq(dh_buf_str(&back), s);
    dh_buf_release(&back);
    return same;
}

const char *dh_lineescape_lines(struct dh_str s, struct dh_buf *out)
{
    bool lf = dh_str_ends(s, DH_STR("\n"));
    struct dh_str body = dh_str_sub(s, 0, s.n - lf);

    if (!is_escaped(body))
        return NULL;
    for (size_t i = 0; i < DH_LEN(forms); i++) {
        if (forms[i].lf != lf)
            continue;
        dh_buf_reset(out);
        unescape(body, forms[i].signs, out);
        if (lf)
            dh_buf_byte(out, '\n');
        if (out->err)
            return NULL;
        if (is_same(i, s, dh_buf_str(out), out->mem))
            return forms[i].label;
    }
    return NULL;
}

bool dh_lineescape_add(struct dh_str label, struct dh_str lines, struct dh_buf *out)
{
    for (size_t i = 0; i < DH_LEN(forms); i++) {
        if (!dh_str_eq(label, dh_str_c(forms[i].label)))
            continue;
        bool lf = forms[i].lf && dh_str_ends(lines, DH_STR("\n"));
        escape(dh_str_sub(lines, 0, lines.n - lf), forms[i].signs, out);
        if (lf)
            dh_buf_byte(out, '\n');
        return true;
    }
    return false;
}
