/* SPDX-License-Identifier: MIT */
/* JSON as a tree, of text that has passed the check of jsonraw.c: so commas and colons tell nothing
 * more, and no value can be malformed. */
#include "base/json.h"

#include <string.h>

#include "base/err.h"

struct dh_json {
    const struct dh_json *next, *first; /* first: of an array's elements, an object's members */
    struct dh_str key;                  /* of a member */
    struct dh_str text;                 /* a string, decoded; of a number, as it stands */
    enum dh_json_kind kind;
    bool yes;
};

struct document {
    struct dh_json root; /* what callers have */
    struct dh_arena arena;
};

/* ---- Reading */

struct reader {
    struct dh_str s; /* the document's own copy */
    struct dh_json *root;
    size_t at;
    struct dh_arena *a;
    struct dh_buf decoded;
    struct dh_json *open[DH_JSON_DEPTH + 1], *last[DH_JSON_DEPTH + 1]; /* and their last values */
    unsigned depth;
    bool has_key; /* of the member that comes next */
    struct dh_str key;
};

/* \u0000 and halves of surrogates become \ufffd, in place of equal length. */
static void mend_escapes(char *p, size_t n)
{
    struct dh_str s = { p, n };
    for (size_t at = 0; (at += dh_str_find_byte(dh_str_sub(s, at, s.n), '\\')) + 1 < s.n;) {
        uint32_t cp;
        size_t some = p[at + 1] == 'u' ? dh_json_escape_u(s, at, &cp) : 0;
        if (some && (cp == 0 || cp == 0xFFFD))
            memcpy(p + at, "\\ufffd", 6);
        at += some ? some : 2; /* the escaped character is no escape's start */
    }
}

/* The string that begins at r->at: a view where it has no escapes. */
static enum dh_err take_string(struct reader *r, struct dh_str *out)
{
    size_t start = r->at + 1, end = dh_json_string_stop(r->s, start);
    bool plain = r->s.p[end] == '"';
    while (r->s.p[end] != '"')
        end = dh_json_string_stop(r->s, end + 2); /* all escapes have two bytes at least */
    r->at = end + 1;
    *out = dh_str_sub(r->s, start, end - start);
    if (plain)
        return DH_OK;
    dh_buf_reset(&r->decoded);
    enum dh_err e = dh_json_unescape(dh_str_sub(r->s, start - 1, end + 2 - start), &r->decoded);
    if (e == DH_OK && !dh_arena_copy(r->a, dh_buf_str(&r->decoded), out))
        e = DH_ENOMEM;
    return e;
}

/* Puts v, which is no key, where it stands. */
static void place(struct reader *r, struct dh_json *v)
{
    struct dh_json *up = r->open[r->depth], **last = &r->last[r->depth];
    v->key = r->key;
    r->key = DH_STR_NONE;
    r->has_key = false;
    if (*last)
        (*last)->next = v;
    else
        up->first = v;
    *last = v;
}

static void open_container(struct reader *r, struct dh_json *v)
{
    v->kind = r->s.p[r->at++] == '{' ? DH_JSON_OBJECT : DH_JSON_ARRAY;
    r->depth++;
    r->open[r->depth] = v;
    r->last[r->depth] = NULL;
}

/* A number, or a word. */
static void take_scalar(struct reader *r, struct dh_json *v)
{
    size_t start = r->at;
    char c = r->s.p[start];
    while (r->at < r->s.n && !memchr(",]} \t\r\n", r->s.p[r->at], 7))
        r->at++;
    v->text = dh_str_sub(r->s, start, r->at - start);
    v->kind = c == 'n' ? DH_JSON_NULL : c == 't' || c == 'f' ? DH_JSON_BOOL : DH_JSON_NUMBER;
    v->yes = c == 't';
}

static enum dh_err take_value(struct reader *r)
{
    char c = r->s.p[r->at];
    if (c == '"' && r->open[r->depth]->kind == DH_JSON_OBJECT && !r->has_key) {
        r->has_key = true;
        return take_string(r, &r->key);
    }
    struct dh_json *v = r->depth ? dh_arena_alloc(r->a, sizeof *v) : r->root;
    if (!v)
        return DH_ENOMEM;
    *v = (struct dh_json){ .kind = DH_JSON_STRING };
    place(r, v);
    if (c == '"')
        return take_string(r, &v->text);
    if (c == '{' || c == '[')
        open_container(r, v);
    else
        take_scalar(r, v);
    return DH_OK;
}

/* Reads all of r->s. */
static enum dh_err take_all(struct reader *r)
{
    struct dh_json outer = { .kind = DH_JSON_ARRAY }; /* of which the root is the one element */
    enum dh_err e = DH_OK;
    r->open[0] = &outer;
    while (e == DH_OK && r->at < r->s.n) {
        switch (r->s.p[r->at]) {
        case ' ':
        case '\t':
        case '\r':
        case '\n':
        case ',':
        case ':':
            r->at++;
            break;
        case ']':
        case '}':
            r->depth--;
            r->at++;
            break;
        default:
            e = take_value(r);
        }
    }
    return e;
}

/* Reads s, which is sound, into an empty document. */
static enum dh_err fill(struct document *doc, struct dh_str s)
{
    struct reader r = { .a = &doc->arena, .root = &doc->root };
    char *copy = dh_arena_alloc(r.a, s.n);
    if (!copy)
        return DH_ENOMEM;
    memcpy(copy, s.p, s.n);
    mend_escapes(copy, s.n);
    r.s = (struct dh_str){ copy, s.n };
    dh_buf_init(&r.decoded, r.a->mem, SIZE_MAX);
    enum dh_err e = take_all(&r);
    dh_buf_release(&r.decoded);
    return e;
}

enum dh_err dh_json_parse(struct dh_str s, dh_json **out, struct dh_detail *d)
{
    size_t pos;
    if (dh_json_check(s, &pos) != DH_OK)
        return dh_fail(d, DH_EDATA, pos, "not valid JSON at byte %zu", pos);
    const struct dh_allocator *m = dh_mem_default();
    struct document *doc = dh_mem_zeroed(m, 1, sizeof *doc);
    if (doc)
        dh_arena_init(&doc->arena, m, SIZE_MAX);
    if (!doc || fill(doc, s)) {
        dh_json_free(doc ? &doc->root : NULL);
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for %zu bytes of JSON", s.n);
    }
    *out = &doc->root;
    return DH_OK;
}

void dh_json_free(dh_json *root)
{
    struct document *doc = (struct document *)root; /* which begins with it */
    if (!doc)
        return;
    dh_arena_release(&doc->arena);
    dh_mem_free(dh_mem_default(), doc);
}

/* ---- Asking */

enum dh_json_kind dh_json_kind(const dh_json *v)
{
    return v ? v->kind : DH_JSON_NULL;
}

struct dh_str dh_json_string(const dh_json *v)
{
    return dh_json_kind(v) == DH_JSON_STRING ? v->text : DH_STR_NONE;
}

bool dh_json_true(const dh_json *v)
{
    return v && v->yes;
}

/* x times ten to the power n, in steps that are exact by themselves. */
static double scaled(double x, int n)
{
    enum { EXACT = 22 };
    while (n != 0 && x > 0) {
        int some = n < -EXACT ? EXACT : n < 0 ? -n : n < EXACT ? n : EXACT;
        double power = 1;
        for (int i = 0; i < some; i++)
            power *= 10;
        x = n < 0 ? x / power : x * power;
        n += n < 0 ? some : -some;
    }
    return x;
}

double dh_json_number(const dh_json *v)
{
    enum { EXPONENT_MAX = 400 };
    const uint64_t most = 100000000000000000u; /* digits behind so many tell nothing to a double */
    struct dh_str s = dh_json_kind(v) == DH_JSON_NUMBER ? v->text : DH_STR_NONE;
    bool minus = s.n && s.p[0] == '-', fraction = false;
    uint64_t digits = 0;
    int exponent = 0, more = 0;
    size_t i = minus;
    for (; i < s.n && (s.p[i] | 0x20) != 'e'; i++) {
        bool counts = s.p[i] != '.' && digits < most;
        if (counts)
            digits = digits * 10 + (uint64_t)(s.p[i] - '0');
        exponent += counts ? -(int)fraction : s.p[i] != '.' && !fraction;
        fraction |= s.p[i] == '.';
    }
    bool down = i + 1 < s.n && s.p[i + 1] == '-';
    for (; i < s.n; i++)
        if (dh_is_digit((unsigned char)s.p[i]) && more < EXPONENT_MAX)
            more = more * 10 + (s.p[i] - '0');
    exponent += down ? -more : more;
    exponent = exponent > EXPONENT_MAX ? EXPONENT_MAX : exponent;
    double x = scaled((double)digits, exponent < -EXPONENT_MAX ? -EXPONENT_MAX : exponent);
    return minus ? -x : x;
}

const dh_json *dh_json_get(const dh_json *v, const char *key)
{
    struct dh_str want = dh_str_c(key);
    const dh_json *m = dh_json_kind(v) == DH_JSON_OBJECT ? v->first : NULL;
    while (m && !dh_str_eq(m->key, want))
        m = m->next;
    return m;
}

const dh_json *dh_json_first(const dh_json *v)
{
    return v ? v->first : NULL;
}

const dh_json *dh_json_next(const dh_json *v)
{
    return v->next;
}

struct dh_str dh_json_key(const dh_json *member)
{
    return member->key;
}
