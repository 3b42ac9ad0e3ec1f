/* SPDX-License-Identifier: MIT */
#include "io/row.h"

#include <stdio.h>

#include "base/err.h"
#include "base/json.h"
#include "base/utf8.h"
#include "io/rowpath.h"

/* What a key of a row may stand for, and the keys looked at when --field names none. A later
 * row of the table is looked at only where the earlier one for the same use has found nothing. */
enum use { USE_TEXT, USE_HTML, USE_ID, USE_URL, USE_SITE, USE_PUBLISHED, USE_TITLE, USES };

static const struct {
    struct dh_str name; /* in --field NAME=KEY */
    struct dh_str keys[2];
} uses[USES] = {
    [USE_TEXT] = { { "text", 4 }, { { "text", 4 } } },
    [USE_HTML] = { { "html", 4 }, { { "html", 4 } } },
    [USE_ID] = { { "id", 2 }, { { "id", 2 } } },
    [USE_URL] = { { "url", 3 }, { { "url", 3 } } },
    [USE_SITE] = { { "site", 4 }, { { "site", 4 } } },
    [USE_PUBLISHED] = { { "published", 9 }, { { "published", 9 }, { "date", 4 } } },
    [USE_TITLE] = { { "title", 5 }, { { "title", 5 } } },
};

static const struct {
    enum use use;
    enum dh_field field;
} metadata[] = {
    { USE_ID, DH_FIELD_ID },       { USE_URL, DH_FIELD_URL },
    { USE_SITE, DH_FIELD_SITE },   { USE_PUBLISHED, DH_FIELD_PUBLISHED },
    { USE_TITLE, DH_FIELD_TITLE },
};

static struct dh_str *named(struct dh_row_fields *f, enum use u)
{
    struct dh_str *at[USES] = { &f->text, &f->html,      &f->id,   &f->url,
                                &f->site, &f->published, &f->title };
    return at[u];
}

enum dh_err dh_row_fields_set(struct dh_row_fields *f, struct dh_str spec, struct dh_detail *d)
{
    size_t eq = dh_str_find_byte(spec, '=');
    struct dh_str name = dh_str_sub(spec, 0, eq), key = dh_str_sub(spec, eq + 1, spec.n);

    for (enum use u = 0; u < USES; u++)
        if (dh_str_eq(name, uses[u].name) && key.n) {
            *named(f, u) = key;
            return DH_OK;
        }
    return dh_fail(d, DH_EUSAGE, 0,
                   "bad field '%.*s': NAME=KEY is wanted, NAME one of text, html, id, url, site, "
                   "published, title",
                   (int)(spec.n < 64 ? spec.n : 64), spec.p ? spec.p : "");
}

/* The i-th key looked at for a use. */
static struct dh_str key_of(const struct dh_row_fields *f, enum use u, size_t i)
{
    struct dh_row_fields own = *f;
    struct dh_str key = *named(&own, u);
    return key.n ? (i ? DH_STR_NONE : key) : uses[u].keys[i];
}

struct dh_str dh_row_fields_text(const struct dh_row_fields *f)
{
    return key_of(f, USE_TEXT, 0);
}

struct dh_str dh_row_fields_key(const struct dh_row_fields *f, struct dh_str name, bool *body)
{
    for (enum use u = 0; u < USES; u++)
        for (size_t i = 0; i < 2; i++) {
            struct dh_str key = key_of(f, u, i);
            *body = u == USE_TEXT || u == USE_HTML;
            if (key.n && dh_str_eq_nocase(key, name))
                return key;
        }
    return DH_STR_NONE;
}

/* ---- Reading */

enum { MEMBERS = 32 }; /* of a row that are found once; what more it has is looked for again */

struct member {
    struct dh_str key, value; /* raw JSON */
};

/* What serves a use; raw JSON. */
struct found {
    struct dh_str value; /* of several the first that is not empty; p NULL: not there */
    size_t rank;         /* which of keys it stood under, a path behind both */
    struct dh_str many;  /* text in pieces: the array, or what a path begins in */
    struct dh_str rest;  /* that path */
    const char *used;    /* of the member that nothing is left of; NULL: it passes through */
};

struct reader {
    struct dh_page *page;
    struct dh_str keys[USES][2];
    bool paths; /* one of them has a full stop */
    struct found found[USES];
    struct member member[MEMBERS];
    size_t n_members, behind; /* where in the row the last of them ends */
};

static void set_keys(struct reader *r, const struct dh_row_fields *f)
{
    for (enum use u = 0; u < USES; u++)
        for (size_t i = 0; i < 2; i++) {
            struct dh_str key = r->keys[u][i] = key_of(f, u, i);
            r->paths = r->paths || dh_str_find_byte(key, '.') < key.n;
        }
}

/* A JSON string decoded into the arena. */
static enum dh_err decode(struct dh_page *page, struct dh_str raw, struct dh_str *out)
{
    enum dh_err e = dh_rowpath_string(page, raw, out);
    if (e || out->p != raw.p + 1)
        return e;
    return dh_arena_copy(&page->arena, *out, out) ? DH_OK : DH_ELIMIT;
}

static bool is_string(struct dh_str raw)
{
    return raw.n && raw.p[0] == '"';
}

static bool is_number(struct dh_str raw)
{
    return raw.n && (raw.p[0] == '-' || dh_is_digit((unsigned char)raw.p[0]));
}

/* The seconds or milliseconds since 1970 in a number, as tables have dates; without their fraction.
 * Empty: it is none such. */
static struct dh_str epoch(struct dh_str raw)
{
    size_t n = 0;
    while (n < raw.n && dh_is_digit((unsigned char)raw.p[n]))
        n++;
    bool fits = (n == 10 || n == 13) && (n == raw.n || raw.p[n] == '.');
    return fits ? dh_str_sub(raw, 0, n) : DH_STR_NONE;
}

/* Whether a value serves its use; others are members like any. An id may be a number: its
 * digits are the id. */
static bool serves(enum use u, struct dh_str raw)
{
    return (is_string(raw) && (raw.n > 2 || u == USE_TEXT || u == USE_HTML)) ||
           (u == USE_ID && is_number(raw)) || (u == USE_PUBLISHED && epoch(raw).n);
}

static bool is_body(enum use u)
{
    return u == USE_TEXT || u == USE_HTML;
}

/* Looks for what serves u along a path below value, or among value's elements. */
static enum dh_err look(struct reader *r, enum use u, struct dh_str value, struct dh_str rest,
                        size_t rank)
{
    struct found f = { .rank = rank, .many = is_body(u) ? value : DH_STR_NONE, .rest = rest };
    struct dh_rowpath path;
    struct dh_str raw;
    enum dh_err e = DH_OK;

    dh_rowpath_begin(&path, r->page, value, rest);
    while ((!f.value.p || (is_body(u) && f.value.n <= 2)) &&
           (e = dh_rowpath_next(&path, &raw)) == DH_OK)
        if (serves(u, raw))
            f.value = raw;
    if (e && e != DH_END)
        return e;
    f.used = rest.n ? NULL : value.p;
    if (f.value.p)
        r->found[u] = f;
    return DH_OK;
}

/* same: key is just the one that is looked for. */
static enum dh_err take_as(struct reader *r, enum use u, size_t k, const struct member *m,
                           struct dh_str key, bool same)
{
    struct dh_str wanted = r->keys[u][k], rest = DH_STR_NONE;
    size_t rank = same ? k : 2 + k;

    if ((!same && !dh_rowpath_behind(wanted, key, &rest)) ||
        (r->found[u].value.p && r->found[u].rank < rank))
        return DH_OK;
    if (!same || (is_body(u) && m->value.p[0] == '['))
        return look(r, u, m->value, rest, rank);
    if (serves(u, m->value))
        r->found[u] = (struct found){ .value = m->value, .rank = rank, .used = m->value.p };
    return DH_OK;
}

/* A member serves all uses that look for its key, as with --field html=text; of several under one
 * key the last counts, as most readers of JSON have it. */
static enum dh_err take(struct reader *r, const struct member *m)
{
    struct dh_str key;
    enum dh_err e = dh_rowpath_string(r->page, m->key, &key);

    for (enum use u = 0; e == DH_OK && u < USES; u++)
        for (size_t k = 0; e == DH_OK && k < 2 && r->keys[u][k].n; k++) {
            bool same = dh_str_eq(key, r->keys[u][k]);
            if (same || r->paths)
                e = take_as(r, u, k, m, key, same);
        }
    return e;
}

/* Finds what is looked for among the members of a row. */
static enum dh_err find_members(struct reader *r, struct dh_str row)
{
    struct member m;
    size_t at = 0;

    while (dh_json_member(row, &at, &m.key, &m.value)) {
        enum dh_err e = take(r, &m);
        if (e)
            return e;
        if (r->n_members == MEMBERS)
            continue;
        r->member[r->n_members++] = m;
        r->behind = at;
    }
    return DH_OK;
}

/* A member that nothing was made of, as it stands. */
static void add_unused(const struct reader *r, const struct member *m, enum use unused,
                       struct dh_buf *b)
{
    for (enum use u = 0; u < USES; u++)
        if (u != unused && r->found[u].used == m->value.p)
            return;
    if (b->n)
        dh_buf_byte(b, ',');
    dh_buf_add(b, m->key);
    dh_buf_byte(b, ':');
    dh_buf_add(b, m->value);
}

/* Such members go to page->extra. */
static enum dh_err pass_through(struct reader *r, struct dh_str row, bool html)
{
    enum use unused = html ? USE_TEXT : USE_HTML;
    struct member m;
    size_t at = r->behind;
    const struct found *body = &r->found[html ? USE_HTML : USE_TEXT];
    size_t room = row.n - (body->used ? body->value.n : 0);
    struct dh_buf b = { .room = room, .cap = room };

    b.p = dh_arena_alloc(&r->page->arena, room);
    if (!b.p)
        return DH_ELIMIT;
    for (size_t i = 0; i < r->n_members; i++)
        add_unused(r, &r->member[i], unused, &b);
    while (r->n_members == MEMBERS && dh_json_member(row, &at, &m.key, &m.value))
        add_unused(r, &m, unused, &b);
    dh_arena_shrink(&r->page->arena, b.p, room, b.n);
    r->page->extra = dh_buf_str(&b);
    return b.err;
}

static enum dh_err set_metadata(struct reader *r)
{
    for (size_t i = 0; i < DH_LEN(metadata); i++) {
        struct dh_str raw = r->found[metadata[i].use].value;
        struct dh_str *field = &r->page->field[metadata[i].field];
        enum dh_err e = DH_OK;
        if (is_string(raw))
            e = decode(r->page, raw, field);
        else if (raw.n)
            e = dh_page_set(r->page, metadata[i].field,
                            metadata[i].use == USE_PUBLISHED ? epoch(raw) : raw);
        if (e)
            return e;
    }
    return DH_OK;
}

/* The text or HTML, its pieces as paragraphs. */
static enum dh_err read_body(struct reader *r, const struct found *f, bool html)
{
    struct dh_page *page = r->page;
    struct dh_rowpath path;
    struct dh_str raw, piece;
    enum dh_err e;

    if (!f->many.p)
        return decode(page, f->value, &page->raw);
    /* a piece's quotes are as long as what stands between it and the next */
    struct dh_buf b = { .room = f->many.n, .cap = f->many.n };
    b.p = dh_arena_alloc(&page->arena, b.room);
    if (!b.p)
        return DH_ELIMIT;
    dh_rowpath_begin(&path, page, f->many, f->rest);
    while ((e = dh_rowpath_next(&path, &raw)) == DH_OK) {
        if (!is_string(raw) || raw.n <= 2)
            continue;
        e = dh_rowpath_string(page, raw, &piece);
        if (e)
            return e;
        if (b.n)
            dh_buf_add(&b, html ? DH_STR("\n") : DH_STR("\n\n"));
        dh_buf_add(&b, piece);
    }
    page->raw = dh_buf_str(&b);
    return e == DH_END ? b.err : e;
}

/* Says which keys there are. */
static enum dh_err no_text(const struct reader *r, struct dh_detail *d)
{
    struct dh_str text = r->keys[USE_TEXT][0], html = r->keys[USE_HTML][0];
    char keys[128] = "";
    size_t n = 0;

    for (size_t i = 0; i < r->n_members && n + 16 < sizeof keys; i++) {
        struct dh_str key = dh_utf8_cut(r->member[i].key, sizeof keys - n - 8);
        int got = snprintf(keys + n, sizeof keys - n, "%s%.*s", n ? ", " : "; it has ", (int)key.n,
                           key.p);
        n = got < 0 || (size_t)got >= sizeof keys - n ? sizeof keys - 1 : n + (size_t)got;
    }
    return dh_fail(d, DH_EDATA, 0,
                   "the row has no text: no string under '%.*s' or '%.*s' (--field text=KEY%s)",
                   (int)text.n, text.n ? text.p : "", (int)html.n, html.n ? html.p : "", keys);
}

enum dh_err dh_row_read(struct dh_page *page, struct dh_str row, const struct dh_row_fields *f,
                        bool *is_html, struct dh_detail *d)
{
    struct reader r = { .page = page };
    size_t pos;

    if (dh_json_check(row, &pos) != DH_OK)
        return dh_json_fail_row(row, pos, d);
    row = dh_str_trim(row);
    if (row.p[0] != '{')
        return dh_fail(d, DH_EDATA, 0, "the JSON row is no object");
    set_keys(&r, f);
    enum dh_err e = find_members(&r, row);
    if (e == DH_OK) /* before the body: a row without one still has a name */
        e = set_metadata(&r);
    bool text_first = f->text.n && !f->html.n; /* who names the text only means that one */
    const struct found *text = &r.found[USE_TEXT], *html = &r.found[USE_HTML];
    *is_html =
        text_first ? text->value.n <= 2 && html->value.p : html->value.n > 2 || !text->value.p;
    const struct found *body = *is_html ? html : text;
    if (e == DH_OK)
        e = pass_through(&r, row, *is_html);
    if (e == DH_OK && !body->value.p)
        return no_text(&r, d);
    if (e == DH_OK)
        e = read_body(&r, body, *is_html);
    return e ? dh_fail(d, e, 0, "the JSON row does not fit in memory") : DH_OK;
}
