/* SPDX-License-Identifier: MIT */
#include "state/urls.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/url.h"
#include "state/inside.h"

const char dh_urls_schema[] =
    "CREATE TABLE url(key BLOB PRIMARY KEY, url BLOB NOT NULL, is_list INTEGER NOT NULL,"
    " list INTEGER NOT NULL, status INTEGER NOT NULL, hash INTEGER NOT NULL, etag BLOB NOT NULL,"
    " modified BLOB NOT NULL, visited INTEGER NOT NULL, due INTEGER NOT NULL,"
    " interval INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX url_list ON url(list, seen);"
    "CREATE TABLE host(origin BLOB PRIMARY KEY, robots BLOB NOT NULL, robots_status INTEGER NOT"
    " NULL, robots_at INTEGER NOT NULL, tried INTEGER NOT NULL, down_until INTEGER NOT NULL,"
    " downs INTEGER NOT NULL) WITHOUT ROWID;";

#define URL_COLUMNS \
    "key, url, is_list, list, status, hash, etag, modified, visited, due, interval, seen"
#define HOST_COLUMNS "origin, robots, robots_status, robots_at, tried, down_until, downs"

enum statement { GET_URL, PUT_URL, OF_LIST, GET_HOST, PUT_HOST, STATEMENTS };
static const char *const sql[STATEMENTS] = {
    [GET_URL] = "SELECT " URL_COLUMNS " FROM url WHERE key = ?1",
    [PUT_URL] = "INSERT OR REPLACE INTO url(" URL_COLUMNS
                ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [OF_LIST] =
        "SELECT " URL_COLUMNS " FROM url WHERE list = ?1 AND (is_list OR seen >= ?2) ORDER BY key",
    [GET_HOST] = "SELECT " HOST_COLUMNS " FROM host WHERE origin = ?1",
    [PUT_HOST] = "INSERT OR REPLACE INTO host(" HOST_COLUMNS ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
};

struct dh_urls {
    struct dh_store *store;
    sqlite3_stmt *st[STATEMENTS];
};

/* ---- Rows */

static struct dh_str bytes_at(sqlite3_stmt *st, int i)
{
    const char *p = sqlite3_column_blob(st, i);
    int n = sqlite3_column_bytes(st, i);
    return n > 0 ? (struct dh_str){ p, (size_t)n } : DH_STR_NONE;
}

/* A whole number from 0 to max in column i; false: it is none. */
static bool number_at(sqlite3_stmt *st, int i, int64_t max, int64_t *out)
{
    *out = sqlite3_column_int64(st, i);
    return sqlite3_column_type(st, i) == SQLITE_INTEGER && *out >= 0 && *out <= max;
}

/* Short, and without what could end a header line. */
static bool is_plain(struct dh_str s, size_t max)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F)
            return false;
    return s.n <= max;
}

static bool read_url(sqlite3_stmt *st, struct dh_url_row *r)
{
    int64_t status, interval, is_list;

    *r = (struct dh_url_row){
        .key = bytes_at(st, 0),
        .url = bytes_at(st, 1),
        .list = dh_store_from_sql(sqlite3_column_int64(st, 3)),
        .hash = dh_store_from_sql(sqlite3_column_int64(st, 5)),
        .etag = bytes_at(st, 6),
        .modified = bytes_at(st, 7),
    };
    bool good = number_at(st, 2, 1, &is_list) && number_at(st, 4, 999, &status) &&
                number_at(st, 8, INT64_MAX, &r->visited) && number_at(st, 9, INT64_MAX, &r->due) &&
                number_at(st, 10, DH_INTERVAL_MAX, &interval) &&
                number_at(st, 11, INT64_MAX, &r->seen);
    if (!good)
        return false;
    r->is_list = is_list != 0;
    r->status = (uint16_t)status;
    r->interval = (uint32_t)interval;
    return dh_url_is_http(r->key) && dh_url_is_http(r->url) && is_plain(r->key, DH_URL_MAX) &&
           is_plain(r->url, DH_URL_MAX) && is_plain(r->etag, DH_VALIDATOR_MAX) &&
           is_plain(r->modified, DH_VALIDATOR_MAX);
}

static bool read_host(sqlite3_stmt *st, struct dh_host_row *r)
{
    int64_t status, downs;

    *r = (struct dh_host_row){ .origin = bytes_at(st, 0), .robots = bytes_at(st, 1) };
    bool good = number_at(st, 2, 999, &status) && number_at(st, 3, INT64_MAX, &r->robots_at) &&
                number_at(st, 4, INT64_MAX, &r->tried) &&
                number_at(st, 5, INT64_MAX, &r->down_until) && number_at(st, 6, INT32_MAX, &downs);
    if (!good)
        return false;
    r->robots_status = (uint16_t)status;
    r->downs = (uint32_t)downs;
    return dh_url_is_http(r->origin) && is_plain(r->origin, DH_ORIGIN_MAX) &&
           r->robots.n <= DH_ROBOTS_KEPT_MAX;
}

static void bind_bytes(sqlite3_stmt *st, int i, struct dh_str b)
{
    sqlite3_bind_blob64(st, i, b.n ? b.p : "", b.n, SQLITE_STATIC);
}

static void bind_url(sqlite3_stmt *st, const struct dh_url_row *r)
{
    bind_bytes(st, 1, r->key);
    bind_bytes(st, 2, r->url);
    sqlite3_bind_int(st, 3, r->is_list);
    sqlite3_bind_int64(st, 4, dh_store_to_sql(r->list));
    sqlite3_bind_int(st, 5, r->status);
    sqlite3_bind_int64(st, 6, dh_store_to_sql(r->hash));
    bind_bytes(st, 7, is_plain(r->etag, DH_VALIDATOR_MAX) ? r->etag : DH_STR_NONE);
    bind_bytes(st, 8, is_plain(r->modified, DH_VALIDATOR_MAX) ? r->modified : DH_STR_NONE);
    sqlite3_bind_int64(st, 9, r->visited);
    sqlite3_bind_int64(st, 10, r->due);
    sqlite3_bind_int64(st, 11, r->interval < DH_INTERVAL_MAX ? r->interval : DH_INTERVAL_MAX);
    sqlite3_bind_int64(st, 12, r->seen);
}

static void bind_host(sqlite3_stmt *st, const struct dh_host_row *r)
{
    bind_bytes(st, 1, r->origin);
    bind_bytes(st, 2, dh_str_sub(r->robots, 0, DH_ROBOTS_KEPT_MAX));
    sqlite3_bind_int(st, 3, r->robots_status);
    sqlite3_bind_int64(st, 4, r->robots_at);
    sqlite3_bind_int64(st, 5, r->tried);
    sqlite3_bind_int64(st, 6, r->down_until);
    sqlite3_bind_int64(st, 7, r->downs < INT32_MAX ? r->downs : INT32_MAX);
}

/* ---- Open, get, put */

enum dh_err dh_urls_new(struct dh_urls **out, struct dh_store *s, struct dh_detail *d)
{
    struct dh_urls *u = dh_mem_zeroed(dh_mem_default(), 1, sizeof *u);

    if (!u)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    u->store = s;
    for (unsigned i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v3(s->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &u->st[i], NULL) !=
            SQLITE_OK) {
            enum dh_err e = dh_store_failed(s, d);
            dh_urls_free(u);
            return e;
        }
    *out = u;
    return DH_OK;
}

void dh_urls_free(struct dh_urls *u)
{
    if (!u)
        return;
    for (unsigned i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(u->st[i]);
    dh_mem_free(dh_mem_default(), u);
}

static enum dh_err finish_put(struct dh_urls *u, sqlite3_stmt *st, struct dh_detail *d)
{
    enum dh_err e = sqlite3_step(st) == SQLITE_DONE ? DH_OK : dh_store_failed(u->store, d);
    sqlite3_reset(st);
    sqlite3_clear_bindings(st);
    return e;
}

/* Steps to the row of that name. It is left at the row, whose bytes are read from it, until the
 * next get. */
static enum dh_err find(struct dh_urls *u, enum statement which, struct dh_str name, bool *has,
                        struct dh_detail *d)
{
    sqlite3_stmt *st = u->st[which];

    sqlite3_reset(st);
    bind_bytes(st, 1, name);
    int c = sqlite3_step(st);
    *has = c == SQLITE_ROW;
    return c == SQLITE_ROW || c == SQLITE_DONE ? DH_OK : dh_store_failed(u->store, d);
}

enum dh_err dh_urls_get(struct dh_urls *u, struct dh_str key, struct dh_url_row *row, bool *has,
                        struct dh_detail *d)
{
    enum dh_err e = find(u, GET_URL, key, has, d);
    if (e == DH_OK && *has && !read_url(u->st[GET_URL], row))
        return dh_store_damaged(u->store, "a URL cannot be read", d);
    return e;
}

enum dh_err dh_urls_put(struct dh_urls *u, const struct dh_url_row *row, struct dh_detail *d)
{
    bind_url(u->st[PUT_URL], row);
    return finish_put(u, u->st[PUT_URL], d);
}

enum dh_err dh_urls_get_host(struct dh_urls *u, struct dh_str origin, struct dh_host_row *row,
                             bool *has, struct dh_detail *d)
{
    enum dh_err e = find(u, GET_HOST, origin, has, d);
    if (e == DH_OK && *has && !read_host(u->st[GET_HOST], row))
        return dh_store_damaged(u->store, "a host cannot be read", d);
    return e;
}

enum dh_err dh_urls_put_host(struct dh_urls *u, const struct dh_host_row *row, struct dh_detail *d)
{
    bind_host(u->st[PUT_HOST], row);
    return finish_put(u, u->st[PUT_HOST], d);
}

/* ---- All */

static enum dh_err each_url(struct dh_store *s, sqlite3_stmt *st,
                            enum dh_err (*each)(void *self, const struct dh_url_row *row,
                                                struct dh_detail *d),
                            void *self, struct dh_detail *d)
{
    struct dh_url_row row;
    enum dh_err e = DH_OK;
    int c = SQLITE_ROW;

    while (e == DH_OK && (c = sqlite3_step(st)) == SQLITE_ROW)
        e = read_url(st, &row) ? each(self, &row, d)
                               : dh_store_damaged(s, "a URL cannot be read", d);
    return e == DH_OK && c != SQLITE_DONE ? dh_store_failed(s, d) : e;
}

enum dh_err dh_urls_each_of(struct dh_urls *u, uint64_t list, int64_t seen,
                            enum dh_err (*each)(void *self, const struct dh_url_row *row,
                                                struct dh_detail *d),
                            void *self, struct dh_detail *d)
{
    sqlite3_stmt *st = u->st[OF_LIST];

    sqlite3_bind_int64(st, 1, dh_store_to_sql(list));
    sqlite3_bind_int64(st, 2, seen);
    enum dh_err e = each_url(u->store, st, each, self, d);
    sqlite3_reset(st);
    return e;
}

enum dh_err dh_store_each_url(struct dh_store *s,
                              enum dh_err (*each)(void *self, const struct dh_url_row *row,
                                                  struct dh_detail *d),
                              void *self, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;

    if (sqlite3_prepare_v2(s->db, "SELECT " URL_COLUMNS " FROM url ORDER BY key", -1, &st, NULL) !=
        SQLITE_OK)
        return dh_store_failed(s, d);
    enum dh_err e = each_url(s, st, each, self, d);
    sqlite3_finalize(st);
    return e;
}

enum dh_err dh_store_each_host(struct dh_store *s,
                               enum dh_err (*each)(void *self, const struct dh_host_row *row,
                                                   struct dh_detail *d),
                               void *self, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    struct dh_host_row row;
    enum dh_err e = DH_OK;
    int c = SQLITE_ROW;

    if (sqlite3_prepare_v2(s->db, "SELECT " HOST_COLUMNS " FROM host ORDER BY origin", -1, &st,
                           NULL) != SQLITE_OK)
        return dh_store_failed(s, d);
    while (e == DH_OK && (c = sqlite3_step(st)) == SQLITE_ROW)
        e = read_host(st, &row) ? each(self, &row, d)
                                : dh_store_damaged(s, "a host cannot be read", d);
    if (e == DH_OK && c != SQLITE_DONE)
        e = dh_store_failed(s, d);
    sqlite3_finalize(st);
    return e;
}

/* ---- Merge: of two rows with one name the later one stays, by an order over all of a row, so
 * that merging is associative, commutative and idempotent. */

static int cmp(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Which row of one URL is the later one. */
static int later_url(const struct dh_url_row *a, const struct dh_url_row *b)
{
    int c = cmp(a->visited, b->visited);
    c = c ? c : cmp(a->due, b->due);
    c = c ? c : cmp(a->interval, b->interval);
    c = c ? c : cmp(a->status, b->status);
    c = c ? c : cmp((int64_t)(a->hash >> 1), (int64_t)(b->hash >> 1));
    c = c ? c : cmp((int64_t)(a->hash & 1), (int64_t)(b->hash & 1));
    c = c ? c : cmp((int64_t)(a->list >> 1), (int64_t)(b->list >> 1));
    c = c ? c : cmp((int64_t)(a->list & 1), (int64_t)(b->list & 1));
    c = c ? c : cmp(a->is_list, b->is_list);
    c = c ? c : dh_str_cmp(a->etag, b->etag);
    c = c ? c : dh_str_cmp(a->modified, b->modified);
    return c ? c : dh_str_cmp(a->url, b->url);
}

static enum dh_err merge_url(void *self, const struct dh_url_row *row, struct dh_detail *d)
{
    struct dh_urls *u = self;
    struct dh_url_row have, next = *row;
    bool has;
    enum dh_err e = dh_urls_get(u, row->key, &have, &has, d);

    if (e)
        return e;
    if (has && later_url(&have, row) > 0)
        next = have;
    if (has && have.seen > next.seen)
        next.seen = have.seen;
    if (row->seen > next.seen)
        next.seen = row->seen;
    e = dh_urls_put(u, &next, d);
    sqlite3_reset(u->st[GET_URL]);
    return e;
}

/* robots.txt and what is known of the host's health are two things: of each the later. */
static enum dh_err merge_host(void *self, const struct dh_host_row *row, struct dh_detail *d)
{
    struct dh_urls *u = self;
    struct dh_host_row have, next = *row;
    bool has;
    enum dh_err e = dh_urls_get_host(u, row->origin, &have, &has, d);

    if (e)
        return e;
    if (has) {
        int c = cmp(have.robots_at, row->robots_at);
        c = c ? c : cmp(have.robots_status, row->robots_status);
        c = c ? c : dh_str_cmp(have.robots, row->robots);
        if (c > 0) {
            next.robots = have.robots;
            next.robots_status = have.robots_status;
            next.robots_at = have.robots_at;
        }
        c = cmp(have.tried, row->tried);
        c = c ? c : cmp(have.down_until, row->down_until);
        c = c ? c : cmp(have.downs, row->downs);
        if (c > 0) {
            next.tried = have.tried;
            next.down_until = have.down_until;
            next.downs = have.downs;
        }
    }
    e = dh_urls_put_host(u, &next, d);
    sqlite3_reset(u->st[GET_HOST]);
    return e;
}

enum dh_err dh_urls_merge(struct dh_store *s, struct dh_store *from, struct dh_detail *d)
{
    struct dh_urls *u = NULL;
    enum dh_err e = dh_urls_new(&u, s, d);

    if (e == DH_OK)
        e = dh_store_each_url(from, merge_url, u, d);
    if (e == DH_OK)
        e = dh_store_each_host(from, merge_host, u, d);
    dh_urls_free(u);
    return e;
}

/* ---- Expire, verify */

enum dh_err dh_urls_expire(struct dh_store *s, uint32_t day, struct dh_detail *d)
{
    char text[192];

    snprintf(text, sizeof text,
             "DELETE FROM url WHERE max(seen, visited) / 86400 < %" PRIu32
             "; DELETE FROM host WHERE max(tried, robots_at) / 86400 < %" PRIu32,
             day, day);
    return dh_store_run(s, text, d);
}

static enum dh_err see_url(void *self, const struct dh_url_row *row, struct dh_detail *d)
{
    (void)self;
    (void)row;
    (void)d;
    return DH_OK; /* reading it was the check */
}

static enum dh_err see_host(void *self, const struct dh_host_row *row, struct dh_detail *d)
{
    (void)row;
    return see_url(self, NULL, d);
}

enum dh_err dh_urls_verify(struct dh_store *s, struct dh_detail *d)
{
    enum dh_err e = dh_store_each_url(s, see_url, NULL, d);
    return e ? e : dh_store_each_host(s, see_host, NULL, d);
}
