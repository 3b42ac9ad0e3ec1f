/* SPDX-License-Identifier: MIT */
#include "io/record.h"

#include <string.h>

#include "base/base64.h"
#include "base/err.h"
#include "base/json.h"
#include "base/utf8.h"

/* ---- Writing */

static const enum dh_field first_fields[] = {
    DH_FIELD_URL, DH_FIELD_SITE, DH_FIELD_TITLE, DH_FIELD_AUTHOR, DH_FIELD_PUBLISHED, DH_FIELD_LANG,
};
static const enum dh_field last_fields[] = {
    DH_FIELD_CANONICAL, DH_FIELD_SITENAME, DH_FIELD_MODIFIED, DH_FIELD_SECTION, DH_FIELD_IMAGE,
    DH_FIELD_TYPE,      DH_FIELD_UNIT,     DH_FIELD_CHARSET,  DH_FIELD_SOURCE,
};

/* Names that have a meaning in every record, written or not. */
static const struct dh_str reserved[] = {
    { "id", 2 },
    { "url", 3 },
    { "site", 4 },
    { "title", 5 },
    { "text", 4 },
    { "text_b64", 8 },
    { "verdict", 7 },
    { "duplicate_of", 12 },
    { "error", 5 },
    { "removed", 7 },
    { "repaired", 8 },
    { "type", 4 },
    { "unit", 4 },
    { "charset", 7 },
    { "source", 6 },
    { "confidence", 10 },
    { "outside", 7 },
    { "outside_blocks", 14 },
    { "outside_text", 12 },
    { "supersedes", 10 },
};

/* key is a literal of ours: nothing in it needs an escape. */
static void add_key(struct dh_buf *b, struct dh_str key)
{
    bool first = b->n == 0 || b->p[b->n - 1] == '{';
    char *p = dh_buf_room(b, key.n + 4);

    if (!p)
        return;
    if (!first)
        *p++ = ',';
    *p++ = '"';
    memcpy(p, key.p, key.n);
    memcpy(p + key.n, "\":", 2);
    b->n += key.n + 3 + !first;
}

static void add_member(struct dh_buf *b, struct dh_str key, struct dh_str value)
{
    add_key(b, key);
    dh_json_add(b, value);
}

static void add_known(struct dh_buf *b, struct dh_str key, struct dh_str value)
{
    if (value.n)
        add_member(b, key, value);
}

/* Bytes of the input: as text where they are text, else under key + "_b64". */
static void add_bytes(struct dh_buf *b, struct dh_str key, struct dh_str key_b64, struct dh_str s)
{
    if (dh_utf8_valid(s) == s.n && dh_str_find_byte(s, '\0') == s.n) {
        add_key(b, key);
        dh_json_add_valid(b, s);
        return;
    }
    add_key(b, key_b64);
    dh_buf_byte(b, '"');
    dh_base64_add(b, s);
    dh_buf_byte(b, '"');
}

static void add_number(struct dh_buf *b, struct dh_str key, uint64_t v)
{
    add_key(b, key);
    dh_buf_number(b, v);
}

static void add_change(const struct dh_page *p, const struct dh_edit *x, struct dh_buf *b)
{
    struct dh_str was = dh_str_sub(p->input, x->at, x->n);

    dh_buf_byte(b, '{');
    if (x->kind != DH_STORY) {
        add_key(b, DH_STR("kind"));
        dh_json_add_valid(b, dh_str_c(dh_kind_name(x->kind)));
    }
    add_member(b, DH_STR("rule"), x->rule);
    add_number(b, DH_STR("at"), x->at);
    if (x->kind != DH_STORY) {
        add_bytes(b, DH_STR("text"), DH_STR("text_b64"), was);
    } else {
        add_bytes(b, DH_STR("was"), DH_STR("was_b64"), was);
        add_member(b, DH_STR("now"), x->now);
    }
    dh_buf_byte(b, '}');
}

/* The removals or the repairs among the changes. */
static void add_changes(const struct dh_page *p, struct dh_str key, bool repairs, struct dh_buf *b)
{
    add_key(b, key);
    dh_buf_byte(b, '[');
    bool first = true;
    for (size_t i = 0; i < p->n_changes; i++) {
        if ((p->changes[i].kind == DH_STORY) != repairs)
            continue;
        if (!first)
            dh_buf_byte(b, ',');
        first = false;
        add_change(p, &p->changes[i], b);
    }
    dh_buf_byte(b, ']');
}

/* Three digits behind the point; printf would ask the locale for the point. */
static void add_confidence(struct dh_buf *b, double confidence)
{
    unsigned permille = confidence >= 1 ? 1000 : (unsigned)(confidence * 1000 + .5);

    add_key(b, DH_STR("confidence"));
    dh_buf_number(b, permille / 1000);
    dh_buf_byte(b, '.');
    dh_buf_byte(b, (char)('0' + permille / 100 % 10));
    dh_buf_byte(b, (char)('0' + permille / 10 % 10));
    dh_buf_byte(b, (char)('0' + permille % 10));
}

static void add_fields(const struct dh_page *p, const enum dh_field *f, size_t n, struct dh_buf *b)
{
    for (size_t i = 0; i < n; i++)
        add_known(b, dh_str_c(dh_field_name(f[i])), p->field[f[i]]);
}

static bool is_taken(const struct dh_page *p, struct dh_str key)
{
    while (dh_str_starts(key, DH_STR("row_")))
        key = dh_str_sub(key, 4, key.n);
    for (size_t i = 0; i < DH_LEN(reserved); i++)
        if (dh_str_eq(key, reserved[i]))
            return true;
    for (enum dh_field f = 0; f < DH_FIELDS; f++)
        if (p->field[f].n && dh_str_eq(key, dh_str_c(dh_field_name(f))))
            return true;
    return false;
}

static enum dh_err add_extra(const struct dh_page *p, struct dh_buf *b)
{
    struct dh_buf row, key;
    struct dh_str key_raw, raw;
    size_t at = 0;
    enum dh_err e;

    dh_buf_init(&row, b->mem, SIZE_MAX);
    dh_buf_init(&key, b->mem, SIZE_MAX);
    dh_buf_byte(&row, '{');
    dh_buf_add(&row, p->extra);
    dh_buf_byte(&row, '}');
    e = row.err;
    while (e == DH_OK && dh_json_member(dh_buf_str(&row), &at, &key_raw, &raw)) {
        dh_buf_reset(&key);
        e = dh_json_unescape(key_raw, &key);
        dh_buf_add(b, is_taken(p, dh_buf_str(&key)) ? DH_STR(",\"row_") : DH_STR(",\""));
        dh_buf_add(b, dh_str_sub(key_raw, 1, key_raw.n));
        dh_buf_byte(b, ':');
        dh_buf_add(b, raw);
    }
    dh_buf_release(&row);
    dh_buf_release(&key);
    return e;
}

enum dh_err dh_record_write(const struct dh_page *page, struct dh_buf *out)
{
    enum dh_err e = DH_OK;

    dh_buf_byte(out, '{');
    add_member(out, DH_STR("id"), page->field[DH_FIELD_ID]);
    add_fields(page, first_fields, DH_LEN(first_fields), out);
    add_key(out, DH_STR("text"));
    dh_json_add_valid(out, page->text);
    add_member(out, DH_STR("verdict"), dh_str_c(dh_verdict_name(page->verdict)));
    add_known(out, DH_STR("duplicate_of"), page->duplicate_of);
    if (page->supersedes.n) {
        add_key(out, DH_STR("supersedes"));
        dh_buf_byte(out, '[');
        dh_json_add(out, page->supersedes);
        dh_buf_byte(out, ']');
    }
    add_known(out, DH_STR("error"), page->error);
    add_changes(page, DH_STR("removed"), false, out);
    add_changes(page, DH_STR("repaired"), true, out);
    add_fields(page, last_fields, DH_LEN(last_fields), out);
    if (page->confidence >= 0)
        add_confidence(out, page->confidence);
    if (page->outside)
        add_number(out, DH_STR("outside"), page->outside);
    if (page->outside_blocks)
        add_number(out, DH_STR("outside_blocks"), page->outside_blocks);
    add_known(out, DH_STR("outside_text"), page->outside_text);
    if (page->extra.n)
        e = add_extra(page, out);
    dh_buf_byte(out, '}');
    return e ? e : out->err;
}

/* ---- Reading */

struct reader {
    struct dh_arena *arena;
    struct dh_record_undo *rec;
    size_t cap, cap_marks;    /* of rec->undo and rec->marks */
    struct dh_str text, type; /* raw JSON, but for the type */
    struct dh_str removed, repaired;
};

/* A JSON string's bytes, from the arena. */
static enum dh_err decode(struct dh_arena *a, struct dh_str raw, bool base64, struct dh_str *out)
{
    struct dh_buf b = { .room = raw.n, .cap = raw.n };
    enum dh_err e;

    if (raw.n < 2 || raw.p[0] != '"')
        return DH_EDATA;
    b.p = dh_arena_alloc(a, raw.n);
    if (!b.p)
        return DH_ELIMIT;
    e = base64 ? dh_base64_decode(dh_str_sub(raw, 1, raw.n - 2), &b) : dh_json_unescape(raw, &b);
    dh_arena_shrink(a, b.p, raw.n, b.n);
    *out = dh_buf_str(&b);
    return e;
}

/* The same of a member that may be of another type, as one that a row brought along: then it is
 * none. */
static enum dh_err decode_known(struct dh_arena *a, struct dh_str raw, struct dh_str *out)
{
    return raw.n && raw.p[0] == '"' ? decode(a, raw, false, out) : DH_OK;
}

static bool is_key(struct dh_str key_raw, struct dh_str name)
{
    return dh_str_eq(dh_str_sub(key_raw, 1, key_raw.n - 2), name);
}

/* One object of removed or repaired. */
static enum dh_err read_change(struct reader *r, struct dh_str object, struct dh_undo *u,
                               struct dh_record_mark *m)
{
    struct dh_str key, raw;
    size_t at = 0;
    bool has_at = false, has_was = false;
    enum dh_err e = DH_OK;

    *u = (struct dh_undo){ 0 };
    *m = (struct dh_record_mark){ 0 };
    while (e == DH_OK && dh_json_member(object, &at, &key, &raw)) {
        if (is_key(key, DH_STR("at"))) {
            has_at = dh_str_number(raw, UINT64_MAX / 2, &u->at);
        } else if (is_key(key, DH_STR("kind"))) {
            e = decode_known(r->arena, raw, &m->kind);
        } else if (is_key(key, DH_STR("rule"))) {
            e = decode_known(r->arena, raw, &m->rule);
        } else if (is_key(key, DH_STR("now"))) {
            e = decode(r->arena, raw, false, &u->now);
        } else if (is_key(key, DH_STR("text")) || is_key(key, DH_STR("was"))) {
            e = decode(r->arena, raw, false, &u->was);
            has_was = true;
        } else if (is_key(key, DH_STR("text_b64")) || is_key(key, DH_STR("was_b64"))) {
            e = decode(r->arena, raw, true, &u->was);
            has_was = true;
        }
    }
    return e ? e : has_at && has_was ? DH_OK : DH_EDATA;
}

static enum dh_err read_changes(struct reader *r, struct dh_str array, bool removed)
{
    struct dh_str object;
    size_t at = 0;
    enum dh_err e = DH_OK;

    if (!array.n || array.p[0] != '[')
        return DH_EDATA;
    while (e == DH_OK && dh_json_element(array, &at, &object)) {
        struct dh_record_undo *rec = r->rec;
        void *undo = rec->undo, *marks = rec->marks;
        if (!dh_arena_grow(r->arena, &undo, rec->n, &r->cap, sizeof *rec->undo) ||
            !dh_arena_grow(r->arena, &marks, rec->n, &r->cap_marks, sizeof *rec->marks))
            return DH_ELIMIT;
        rec->undo = undo;
        rec->marks = marks;
        e = read_change(r, object, &rec->undo[rec->n], &rec->marks[rec->n]);
        rec->marks[rec->n++].removed = removed;
    }
    return e;
}

/* Where two stand at one place, one of them is empty: an insertion, and comes first. */
static bool comes_first(const struct dh_undo *x, const struct dh_undo *y)
{
    return x->at < y->at || (x->at == y->at && x->was.n <= y->was.n);
}

/* Removals and repairs are each in order already: one merge. */
static enum dh_err merge(struct reader *r, size_t n_removed)
{
    struct dh_record_undo *rec = r->rec;
    struct dh_undo *from = rec->undo, *to;
    struct dh_record_mark *marks;
    size_t i = 0, k = n_removed;

    if (k == 0 || k == rec->n)
        return DH_OK;
    to = dh_arena_zeroed(r->arena, rec->n, sizeof *to);
    marks = dh_arena_zeroed(r->arena, rec->n, sizeof *marks);
    if (!to || !marks)
        return DH_ELIMIT;
    for (size_t n = 0; n < rec->n; n++) {
        bool repair = i == n_removed || (k < rec->n && comes_first(&from[k], &from[i]));
        size_t next = repair ? k++ : i++;
        to[n] = from[next];
        marks[n] = rec->marks[next];
    }
    rec->undo = to;
    rec->marks = marks;
    return DH_OK;
}

static uint64_t number_of(struct dh_str raw)
{
    uint64_t v = 0;
    return dh_str_number(raw, DH_PAGE_MAX, &v) ? v : 0;
}

/* Where a member that is text goes; NULL: it is another. */
static struct dh_str *label_of(struct reader *r, struct dh_str key_raw)
{
    struct dh_record_undo *rec = r->rec;
    const struct {
        const char *name;
        struct dh_str *to;
    } labels[] = {
        { "url", &rec->url },
        { "site", &rec->site },
        { "title", &rec->title },
        { "published", &rec->published },
        { "verdict", &rec->verdict },
        { "error", &rec->error },
        { "duplicate_of", &rec->duplicate_of },
        { "type", &r->type },
    };
    for (size_t i = 0; i < DH_LEN(labels); i++)
        if (is_key(key_raw, dh_str_c(labels[i].name)))
            return labels[i].to;
    return NULL;
}

static enum dh_err find_members(struct reader *r, struct dh_str line)
{
    struct dh_str key, raw, *label;
    size_t at = 0;
    enum dh_err e = DH_OK;

    while (e == DH_OK && dh_json_member(line, &at, &key, &raw)) {
        if (is_key(key, DH_STR("id")))
            e = decode(r->arena, raw, false, &r->rec->id);
        else if (is_key(key, DH_STR("charset")))
            e = decode(r->arena, raw, false, &r->rec->charset);
        else if (is_key(key, DH_STR("text")))
            r->text = raw;
        else if (is_key(key, DH_STR("removed")))
            r->removed = raw;
        else if (is_key(key, DH_STR("repaired")))
            r->repaired = raw;
        else if (is_key(key, DH_STR("outside")))
            r->rec->outside = number_of(raw);
        else if ((label = label_of(r, key)) != NULL)
            e = decode_known(r->arena, raw, label);
    }
    return e;
}

enum dh_err dh_record_read(struct dh_arena *a, struct dh_str line, struct dh_record_undo *out,
                           struct dh_detail *d)
{
    struct reader r = { .arena = a, .rec = out };
    size_t pos;

    *out = (struct dh_record_undo){ 0 };
    if (dh_json_check(line, &pos) != DH_OK)
        return dh_json_fail_row(line, pos, d);
    line = dh_str_trim(line);
    enum dh_err e = line.p[0] == '{' ? find_members(&r, line) : DH_EDATA;
    if (e == DH_OK && !(r.text.n && out->verdict.n && r.removed.n && r.repaired.n))
        e = DH_EDATA;
    if (e == DH_OK)
        e = decode(a, r.text, false, &out->text);
    if (e == DH_OK)
        e = read_changes(&r, r.removed, true);
    size_t n_removed = out->n;
    if (e == DH_OK)
        e = read_changes(&r, r.repaired, false);
    if (e == DH_OK)
        e = merge(&r, n_removed);
    out->failed = dh_str_eq(out->verdict, DH_STR("failed"));
    out->html = dh_str_eq(r.type, DH_STR("html"));
    if (e == DH_EDATA)
        return dh_fail(d, e, 0, "no record: text, verdict, removed and repaired are wanted");
    return e ? dh_fail(d, e, 0, "the record is too large") : DH_OK;
}
