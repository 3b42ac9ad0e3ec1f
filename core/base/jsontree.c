/* SPDX-License-Identifier: MIT */
/* Values of JSON text that has been checked: so nothing is asked here that the check has answered.
 */
#include <string.h>

#include "base/err.h"
#include "base/json.h"

struct dh_json {
    struct dh_str key;    /* of a member */
    struct dh_str string; /* of a string */
    size_t next;          /* so many values behind; 0: it is the last of its container */
    enum dh_json_kind kind;
    bool yes; /* true */
    bool any; /* it holds values */
};

void dh_json_init(struct dh_json_doc *d, const struct dh_allocator *m)
{
    *d = (struct dh_json_doc){ .mem = m };
    dh_buf_init(&d->text, m, SIZE_MAX);
}

void dh_json_release(struct dh_json_doc *d)
{
    dh_mem_free(d->mem, d->values);
    dh_buf_release(&d->text);
    dh_json_init(d, d->mem);
}

/* ---- Building */

/* The containers that are open, and in each the value read last. */
struct level {
    size_t container, last; /* last: 0: none yet */
};

struct build {
    struct dh_json_doc *d;
    struct dh_str s;
    size_t at;
    struct dh_str key; /* of the value that comes next */
    struct level open[DH_JSON_DEPTH];
    unsigned depth;
};

/* U+FFFD in place of each NUL in the buffer from `from` on; there is room, since six bytes of text
 * were one of them. */
static void without_nul(struct dh_buf *b, size_t from)
{
    static const char instead[] = { '\xEF', '\xBF', '\xBD' };
    size_t more = 0;
    for (size_t i = from; i < b->n; i++)
        more += b->p[i] == '\0' ? sizeof instead - 1 : 0;
    if (more == 0 || !dh_buf_room(b, more))
        return;
    char *to = b->p + b->n + more;
    for (size_t i = b->n; i-- > from;) {
        size_t n = b->p[i] ? 1 : sizeof instead;
        to -= n;
        memmove(to, n == 1 ? b->p + i : instead, n);
    }
    b->n += more;
}

/* The string at b->at, which moves behind it. All decoded ones have room from the first on: none is
 * longer than its text. */
static struct dh_str read_string(struct build *b)
{
    struct dh_buf *text = &b->d->text;
    bool escaped;
    size_t from = b->at, start = text->n;
    b->at = dh_json_string_end(b->s, from, &escaped);
    if (!escaped)
        return dh_str_sub(b->s, from + 1, b->at - from - 2);
    if (dh_buf_room(text, b->s.n - from) &&
        dh_json_unescape(dh_str_sub(b->s, from, b->at - from), text) == DH_OK)
        without_nul(text, start);
    return (struct dh_str){ text->p + start, text->n - start };
}

static dh_json *add_value(struct build *b, enum dh_json_kind kind)
{
    struct dh_json_doc *d = b->d;
    void *values = d->values;
    if (d->n == d->cap && !dh_mem_grow(d->mem, &values, &d->cap, sizeof *d->values))
        return NULL;
    d->values = values;
    struct level *around = b->depth ? &b->open[b->depth - 1] : NULL;
    if (around && around->last)
        d->values[around->last].next = d->n - around->last;
    else if (around)
        d->values[around->container].any = true;
    if (around)
        around->last = d->n;
    d->values[d->n] = (dh_json){ .key = b->key, .kind = kind };
    b->key = DH_STR_NONE;
    return &d->values[d->n++];
}

static bool stands_in_object(const struct build *b)
{
    return b->depth && b->d->values[b->open[b->depth - 1].container].kind == DH_JSON_OBJECT;
}

/* Behind a number or a word. */
static bool ends_word(char c)
{
    return (unsigned char)c <= ' ' || c == ',' || c == ']' || c == '}';
}

/* A value that is no string; containers are opened. */
static bool read_other(struct build *b, char c)
{
    enum dh_json_kind kind = c == '{'               ? DH_JSON_OBJECT
                             : c == '['             ? DH_JSON_ARRAY
                             : c == 't' || c == 'f' ? DH_JSON_BOOL
                             : c == 'n'             ? DH_JSON_NULL
                                                    : DH_JSON_NUMBER;
    dh_json *v = add_value(b, kind);
    if (!v)
        return false;
    v->yes = c == 't';
    if (kind >= DH_JSON_ARRAY) {
        b->open[b->depth++] = (struct level){ b->d->n - 1, 0 };
        b->at++;
        return true;
    }
    while (b->at < b->s.n && !ends_word(b->s.p[b->at]))
        b->at++;
    return true;
}

/* What stands at b->at: a value, a member's name, or what parts them. */
static bool read_next(struct build *b)
{
    char c = b->s.p[b->at];
    switch (c) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case ',':
    case ':':
        b->at++;
        return true;
    case '}':
    case ']':
        b->depth--;
        b->at++;
        return true;
    case '"':
        break;
    default:
        return read_other(b, c);
    }
    struct dh_str string = read_string(b);
    if (b->d->text.err)
        return false;
    if (stands_in_object(b) && !b->key.p) {
        b->key = string;
        return true;
    }
    dh_json *v = add_value(b, DH_JSON_STRING);
    if (v)
        v->string = string;
    return v != NULL;
}

enum dh_err dh_json_parse(struct dh_json_doc *d, struct dh_str s, const dh_json **root,
                          struct dh_detail *detail)
{
    struct build b = { .d = d, .s = s };
    size_t pos;
    if (dh_json_check(s, &pos) != DH_OK)
        return dh_fail(detail, DH_EDATA, pos, "not valid JSON at byte %zu", pos);
    d->n = 0;
    dh_buf_reset(&d->text);
    while (b.at < s.n)
        if (!read_next(&b))
            return dh_fail(detail, DH_ENOMEM, 0, "out of memory for %zu bytes of JSON", s.n);
    *root = d->values;
    return DH_OK;
}

/* ---- Looking */

enum dh_json_kind dh_json_kind(const dh_json *v)
{
    return v->kind;
}

struct dh_str dh_json_string(const dh_json *v)
{
    return v && v->kind == DH_JSON_STRING ? v->string : DH_STR_NONE;
}

bool dh_json_true(const dh_json *v)
{
    return v && v->yes;
}

const dh_json *dh_json_first(const dh_json *v)
{
    return v->any ? v + 1 : NULL;
}

const dh_json *dh_json_next(const dh_json *v)
{
    return v->next ? v + v->next : NULL;
}

struct dh_str dh_json_key(const dh_json *member)
{
    return member->key;
}

const dh_json *dh_json_get(const dh_json *v, const char *key)
{
    struct dh_str name = dh_str_c(key);
    const dh_json *m = v && v->kind == DH_JSON_OBJECT ? dh_json_first(v) : NULL;
    while (m && !dh_str_eq(m->key, name))
        m = dh_json_next(m);
    return m;
}
