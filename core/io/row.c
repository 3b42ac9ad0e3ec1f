/* SPDX-License-Identifier: MIT */
#include "io/row.h"

#include "base/err.h"
#include "base/json.h"

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

struct reader {
    struct dh_page *page;
    struct dh_str keys[USES][2];
    struct dh_str value[USES]; /* raw JSON; p NULL: not there */
    size_t rank[USES];         /* which of keys it stood under */
    struct member member[MEMBERS];
    size_t n_members, behind; /* where in the row the last of them ends */
};

static void set_keys(struct reader *r, const struct dh_row_fields *f)
{
    for (enum use u = 0; u < USES; u++)
        for (size_t i = 0; i < 2; i++)
            r->keys[u][i] = key_of(f, u, i);
}

/* A JSON string decoded into the arena, or a view where nothing is escaped. */
static enum dh_err decode(struct dh_page *page, struct dh_str raw, struct dh_str *out)
{
    *out = dh_str_sub(raw, 1, raw.n - 2);
    if (dh_str_find_byte(*out, '\\') == out->n)
        return dh_arena_copy(&page->arena, *out, out) ? DH_OK : DH_ELIMIT;
    struct dh_buf b = { .room = raw.n,
                        .cap = raw.n }; /* no escape is shorter than what it stands for */
    b.p = dh_arena_alloc(&page->arena, raw.n);
    if (!b.p)
        return DH_ELIMIT;
    enum dh_err e = dh_json_unescape(raw, &b);
    dh_arena_shrink(&page->arena, b.p, raw.n, b.n);
    *out = dh_buf_str(&b);
    return e;
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

/* A member serves all uses that look for its key, as with --field html=text; of several under one
 * key the last counts, as most readers of JSON have it. */
static void take(struct reader *r, struct dh_str key, struct dh_str raw)
{
    for (enum use u = 0; u < USES; u++)
        for (size_t k = 0; k < 2; k++) {
            bool meant = r->keys[u][k].n && dh_str_eq(key, r->keys[u][k]) && serves(u, raw);
            if (!meant || (r->value[u].p && r->rank[u] < k))
                continue;
            r->value[u] = raw;
            r->rank[u] = k;
        }
}

/* Finds what is looked for among the members of a row. */
static enum dh_err find_members(struct reader *r, struct dh_str row)
{
    struct member m;
    struct dh_str key;
    size_t at = 0;

    while (dh_json_member(row, &at, &m.key, &m.value)) {
        enum dh_err e = decode(r->page, m.key, &key);
        if (e)
            return e;
        take(r, key, m.value);
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
        if (u != unused && r->value[u].p == m->value.p)
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
    size_t room = row.n - r->value[html ? USE_HTML : USE_TEXT].n;
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
        struct dh_str raw = r->value[metadata[i].use];
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
    *is_html = text_first ? r.value[USE_TEXT].n <= 2 && r.value[USE_HTML].p
                          : r.value[USE_HTML].n > 2 || !r.value[USE_TEXT].p;
    struct dh_str raw = r.value[*is_html ? USE_HTML : USE_TEXT];
    if (e == DH_OK && !raw.p)
        return dh_fail(
            d, DH_EDATA, 0,
            "the row has no text: no string under '%.*s' or '%.*s' (--field text=KEY)",
            (int)r.keys[USE_TEXT][0].n, r.keys[USE_TEXT][0].n ? r.keys[USE_TEXT][0].p : "",
            (int)r.keys[USE_HTML][0].n, r.keys[USE_HTML][0].n ? r.keys[USE_HTML][0].p : "");
    if (e == DH_OK)
        e = pass_through(&r, row, *is_html);
    if (e == DH_OK)
        e = decode(page, raw, &page->raw);
    return e ? dh_fail(d, e, 0, "the JSON row does not fit in memory") : DH_OK;
}
