/* SPDX-License-Identifier: MIT */
#include "state/ledger.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "state/inside.h"

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS run_file(key INTEGER PRIMARY KEY, source INTEGER NOT NULL,"
    " size INTEGER NOT NULL, device INTEGER NOT NULL, inode INTEGER NOT NULL,"
    " mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, checked INTEGER NOT NULL,"
    " rows INTEGER NOT NULL, gone INTEGER NOT NULL, at INTEGER NOT NULL, line INTEGER NOT NULL,"
    " head INTEGER NOT NULL, tail INTEGER NOT NULL, id BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS run_item(key INTEGER PRIMARY KEY, day INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS run_output(key INTEGER PRIMARY KEY, path BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS run_record(key INTEGER PRIMARY KEY, hash INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS run_mark(name TEXT PRIMARY KEY, value INTEGER NOT NULL)"
    " WITHOUT ROWID;";

enum statement {
    GET_FILE,
    PUT_FILE,
    EACH_FILE,
    PUT_ITEM,
    SEE_ITEM,
    GET_OUTPUT,
    PUT_OUTPUT,
    PUT_RECORD,
    GET_MARK,
    PUT_MARK,
    STATEMENTS
};
static const char *const sql[STATEMENTS] = {
    [GET_FILE] = "SELECT * FROM run_file WHERE key = ?1",
    [PUT_FILE] = ("INSERT OR REPLACE INTO run_file"
                  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"),
    [EACH_FILE] = "SELECT * FROM run_file WHERE source = ?1 AND gone = 0 ORDER BY key",
    [PUT_ITEM] = "INSERT OR IGNORE INTO run_item VALUES(?1, ?2)",
    [SEE_ITEM] = "UPDATE run_item SET day = ?2 WHERE key = ?1 AND day < ?2",
    [GET_OUTPUT] = "SELECT path FROM run_output WHERE key = ?1",
    [PUT_OUTPUT] = "INSERT OR REPLACE INTO run_output VALUES(?1, ?2)",
    [PUT_RECORD] = "INSERT INTO run_record VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE"
                   " SET hash = excluded.hash WHERE hash <> excluded.hash",
    [GET_MARK] = "SELECT value FROM run_mark WHERE name = ?1",
    [PUT_MARK] = "INSERT OR REPLACE INTO run_mark VALUES(?1, ?2)",
};

struct dh_ledger {
    const struct dh_allocator *mem;
    struct dh_store *store;
    sqlite3_stmt *st[STATEMENTS];
    struct dh_buf bytes; /* what the last get answered */
};

enum dh_err dh_ledger_open(struct dh_ledger **out, const struct dh_allocator *m, struct dh_store *s,
                           struct dh_detail *d)
{
    struct dh_ledger *l = dh_mem_zeroed(m, 1, sizeof *l);
    sqlite3 *db = s->db;

    if (!l)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    l->mem = m;
    l->store = s;
    dh_buf_init(&l->bytes, m, SIZE_MAX);
    bool ok = sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK;
    for (unsigned i = 0; ok && i < STATEMENTS; i++)
        ok = sqlite3_prepare_v3(db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &l->st[i], NULL) ==
             SQLITE_OK;
    if (!ok) {
        enum dh_err e = dh_store_failed(s, d);
        dh_ledger_close(l);
        return e;
    }
    *out = l;
    return DH_OK;
}

void dh_ledger_close(struct dh_ledger *l)
{
    if (!l)
        return;
    for (unsigned i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(l->st[i]);
    dh_buf_release(&l->bytes);
    dh_mem_free(l->mem, l);
}

static struct dh_str blob(sqlite3_stmt *st, int column)
{
    const char *p = sqlite3_column_blob(st, column);
    int n = sqlite3_column_bytes(st, column);
    return n > 0 ? (struct dh_str){ p, (size_t)n } : DH_STR_NONE;
}

/* Ends a statement whose last step answered c. */
static enum dh_err end(struct dh_ledger *l, enum statement which, int c, struct dh_detail *d)
{
    enum dh_err e = c == SQLITE_DONE || c == SQLITE_ROW ? DH_OK : dh_store_failed(l->store, d);
    sqlite3_reset(l->st[which]);
    sqlite3_clear_bindings(l->st[which]);
    return e;
}

/* Runs a statement that gives one blob, which goes to l->bytes. DH_END: no row. */
static enum dh_err get_bytes(struct dh_ledger *l, enum statement which, int column,
                             struct dh_detail *d)
{
    int c = sqlite3_step(l->st[which]);
    dh_buf_reset(&l->bytes);
    if (c == SQLITE_ROW)
        dh_buf_add(&l->bytes, blob(l->st[which], column));
    enum dh_err e = end(l, which, c, d);
    if (e == DH_OK && l->bytes.err)
        e = dh_fail(d, l->bytes.err, 0, "out of memory");
    return e == DH_OK && c == SQLITE_DONE ? DH_END : e;
}

/* ---- Files */

/* The columns of run_file that are plain numbers, in their order from the third on. */
static void numbers_of(const struct dh_ledger_file *f, int64_t v[12])
{
    const int64_t all[12] = {
        (int64_t)f->size,
        (int64_t)f->device,
        (int64_t)f->inode,
        f->mtime,
        f->ctime,
        f->checked,
        f->rows,
        f->gone,
        (int64_t)f->at,
        (int64_t)f->line,
        dh_store_to_sql(f->head),
        dh_store_to_sql(f->tail),
    };
    memcpy(v, all, sizeof all);
}

static void read_file(sqlite3_stmt *st, struct dh_ledger_file *f)
{
    int64_t v[12];
    for (int i = 0; i < 12; i++)
        v[i] = sqlite3_column_int64(st, 2 + i);
    *f = (struct dh_ledger_file){
        .key = dh_store_from_sql(sqlite3_column_int64(st, 0)),
        .source = dh_store_from_sql(sqlite3_column_int64(st, 1)),
        .size = (uint64_t)v[0],
        .device = (uint64_t)v[1],
        .inode = (uint64_t)v[2],
        .mtime = v[3],
        .ctime = v[4],
        .checked = v[5],
        .rows = v[6] != 0,
        .gone = v[7] != 0,
        .at = (uint64_t)v[8],
        .line = (uint64_t)v[9],
        .head = dh_store_from_sql(v[10]),
        .tail = dh_store_from_sql(v[11]),
    };
}

enum dh_err dh_ledger_get_file(struct dh_ledger *l, uint64_t key, struct dh_ledger_file *out,
                               struct dh_detail *d)
{
    sqlite3_stmt *st = l->st[GET_FILE];
    sqlite3_bind_int64(st, 1, dh_store_to_sql(key));
    int c = sqlite3_step(st);
    dh_buf_reset(&l->bytes);
    if (c == SQLITE_ROW) {
        read_file(st, out);
        dh_buf_add(&l->bytes, blob(st, 14));
        out->id = dh_buf_str(&l->bytes);
    }
    enum dh_err e = end(l, GET_FILE, c, d);
    if (e == DH_OK && l->bytes.err)
        e = dh_fail(d, l->bytes.err, 0, "out of memory");
    return e == DH_OK && c == SQLITE_DONE ? DH_END : e;
}

enum dh_err dh_ledger_put_file(struct dh_ledger *l, const struct dh_ledger_file *f,
                               struct dh_detail *d)
{
    sqlite3_stmt *st = l->st[PUT_FILE];
    int64_t v[12];
    numbers_of(f, v);
    sqlite3_bind_int64(st, 1, dh_store_to_sql(f->key));
    sqlite3_bind_int64(st, 2, dh_store_to_sql(f->source));
    for (int i = 0; i < 12; i++)
        sqlite3_bind_int64(st, 3 + i, v[i]);
    sqlite3_bind_blob64(st, 15, f->id.n ? f->id.p : "", f->id.n, SQLITE_STATIC);
    return end(l, PUT_FILE, sqlite3_step(st), d);
}

enum dh_err dh_ledger_each_file(struct dh_ledger *l, uint64_t source,
                                enum dh_err (*each)(void *self, const struct dh_ledger_file *f),
                                void *self, struct dh_detail *d)
{
    sqlite3_stmt *st = l->st[EACH_FILE];
    enum dh_err e = DH_OK;
    int c;
    sqlite3_bind_int64(st, 1, dh_store_to_sql(source));
    while (e == DH_OK && (c = sqlite3_step(st)) == SQLITE_ROW) {
        struct dh_ledger_file f;
        read_file(st, &f);
        f.id = blob(st, 14);
        e = each(self, &f);
    }
    enum dh_err last = end(l, EACH_FILE, e ? SQLITE_DONE : c, d);
    return e ? e : last;
}

/* ---- Items, outputs, marks */

static enum dh_err put_day(struct dh_ledger *l, enum statement which, uint64_t key, uint32_t day,
                           bool *changed, struct dh_detail *d)
{
    sqlite3_stmt *st = l->st[which];
    sqlite3_bind_int64(st, 1, dh_store_to_sql(key));
    sqlite3_bind_int64(st, 2, day);
    enum dh_err e = end(l, which, sqlite3_step(st), d);
    *changed = e == DH_OK && sqlite3_changes(l->store->db) != 0;
    return e;
}

enum dh_err dh_ledger_put_item(struct dh_ledger *l, uint64_t key, uint32_t day, bool *known,
                               struct dh_detail *d)
{
    bool changed;
    enum dh_err e = put_day(l, PUT_ITEM, key, day, &changed, d);
    *known = !changed;
    return e == DH_OK && *known ? put_day(l, SEE_ITEM, key, day, &changed, d) : e;
}

enum dh_err dh_ledger_expire(struct dh_store *s, uint32_t day, struct dh_detail *d)
{
    char text[64];
    int64_t there = 0; /* only `dehusk run` makes the tables */
    enum dh_err e =
        dh_store_number(s, "SELECT count(*) FROM sqlite_master WHERE name = 'run_item'", &there, d);

    if (e || !there)
        return e;
    snprintf(text, sizeof text, "DELETE FROM run_item WHERE day < %" PRIu32, day);
    return dh_store_run(s, text, d);
}

enum dh_err dh_ledger_get_output(struct dh_ledger *l, uint64_t key, struct dh_str *path,
                                 struct dh_detail *d)
{
    sqlite3_bind_int64(l->st[GET_OUTPUT], 1, dh_store_to_sql(key));
    enum dh_err e = get_bytes(l, GET_OUTPUT, 0, d);
    *path = dh_buf_str(&l->bytes);
    return e;
}

enum dh_err dh_ledger_put_output(struct dh_ledger *l, uint64_t key, struct dh_str path,
                                 struct dh_detail *d)
{
    sqlite3_stmt *st = l->st[PUT_OUTPUT];
    sqlite3_bind_int64(st, 1, dh_store_to_sql(key));
    sqlite3_bind_blob64(st, 2, path.n ? path.p : "", path.n, SQLITE_STATIC);
    return end(l, PUT_OUTPUT, sqlite3_step(st), d);
}

enum dh_err dh_ledger_put_record(struct dh_ledger *l, uint64_t key, uint64_t hash, bool *known,
                                 struct dh_detail *d)
{
    sqlite3_stmt *st = l->st[PUT_RECORD];
    sqlite3_bind_int64(st, 1, dh_store_to_sql(key));
    sqlite3_bind_int64(st, 2, dh_store_to_sql(hash));
    enum dh_err e = end(l, PUT_RECORD, sqlite3_step(st), d);
    *known = e == DH_OK && sqlite3_changes(l->store->db) == 0;
    return e;
}

enum dh_err dh_ledger_get_mark(struct dh_ledger *l, const char *name, uint64_t *out,
                               struct dh_detail *d)
{
    sqlite3_stmt *st = l->st[GET_MARK];
    sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
    int c = sqlite3_step(st);
    *out = c == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(st, 0) : 0;
    return end(l, GET_MARK, c, d);
}

enum dh_err dh_ledger_put_mark(struct dh_ledger *l, const char *name, uint64_t value,
                               struct dh_detail *d)
{
    sqlite3_stmt *st = l->st[PUT_MARK];
    sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, 2, (int64_t)value);
    return end(l, PUT_MARK, sqlite3_step(st), d);
}
