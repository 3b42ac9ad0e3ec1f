/* SPDX-License-Identifier: MIT */
#define SQLITE_ENABLE_PREUPDATE_HOOK /* sqlite3.h declares the hook only then */
#include "state/sums.h"

#include <endian.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "state/inside.h"

enum { TABLES = 64, NAME_ROOM = 48 };

#define PREFIX      "sum " /* of names in meta */
#define SCHEMA      "sqlite_schema"
#define SCHEMA_ROWS "SELECT type, name, tbl_name, sql FROM sqlite_schema"

struct table {
    char name[NAME_ROOM];
    uint64_t sum;
    bool changed; /* since it was read or saved */
};

struct dh_sums {
    const struct dh_allocator *mem;
    struct dh_store *store;
    sqlite3 *db;
    struct table table[TABLES];
    size_t n;
    bool full; /* there were more tables than room */
    bool lost; /* a change was not seen, for want of memory */
};

/* ---- Rows -------------------------------------------------------------------------------------
 */

/* One more value behind the hash of those before it. */
static uint64_t hash_value(uint64_t h, sqlite3_value *v)
{
    int type = sqlite3_value_type(v);
    uint64_t number;
    struct dh_str bytes = { (const char *)&number, sizeof number };

    h += (uint64_t)type;
    switch (type) {
    case SQLITE_INTEGER:
        number = htobe64((uint64_t)sqlite3_value_int64(v));
        break;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
        bytes.p = sqlite3_value_blob(v);
        bytes.n = bytes.p ? (size_t)sqlite3_value_bytes(v) : 0;
        break;
    default: /* NULL; there are no fractions */
        bytes.n = 0;
        break;
    }
    return dh_hash64_more(h, bytes);
}

uint64_t dh_sums_row(const char *table, sqlite3_stmt *st, const int *columns, int n)
{
    uint64_t h = dh_hash64(dh_str_c(table));
    for (int i = 0; i < n; i++)
        h = hash_value(h, sqlite3_column_value(st, columns[i]));
    return h;
}

/* ---- Sums -------------------------------------------------------------------------------------
 */

/* NULL: no room for one more. */
static struct table *table_of(struct dh_sums *u, const char *name)
{
    for (size_t i = 0; i < u->n; i++)
        if (strcmp(u->table[i].name, name) == 0)
            return &u->table[i];
    if (u->n == TABLES || strlen(name) >= NAME_ROOM) {
        u->full = true;
        return NULL;
    }
    struct table *t = &u->table[u->n++];
    *t = (struct table){ .sum = 0 };
    memcpy(t->name, name, strlen(name) + 1);
    return t;
}

/* A row as it was, or as it is about to be. */
static uint64_t hash_changed(struct dh_sums *u, const char *name,
                             int (*get)(sqlite3 *db, int i, sqlite3_value **v))
{
    uint64_t h = dh_hash64(dh_str_c(name));
    sqlite3_value *v = NULL;
    for (int i = 0; i < sqlite3_preupdate_count(u->db); i++) {
        if (get(u->db, i, &v) == SQLITE_OK && v)
            h = hash_value(h, v);
        else
            u->lost = true;
    }
    return h;
}

/* The hook: a row is about to be changed. It cannot say no: dh_sums_save does. */
static void on_change(void *self, sqlite3 *db, int what, const char *base, const char *name,
                      sqlite3_int64 old_id, sqlite3_int64 new_id)
{
    struct dh_sums *u = self;
    (void)db, (void)old_id, (void)new_id;
    if (strcmp(base, "main") != 0 || strcmp(name, "meta") == 0)
        return;
    struct table *t = table_of(u, name);
    if (!t)
        return;
    t->sum -= what != SQLITE_INSERT ? hash_changed(u, name, sqlite3_preupdate_old) : 0;
    t->sum += what != SQLITE_DELETE ? hash_changed(u, name, sqlite3_preupdate_new) : 0;
    t->changed = true;
}

static enum dh_err load(struct dh_sums *u, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    enum dh_err e = DH_OK;
    int c = SQLITE_ROW;

    if (sqlite3_prepare_v2(u->db, "SELECT name, value FROM meta WHERE name LIKE '" PREFIX "%'", -1,
                           &st, NULL) != SQLITE_OK)
        return dh_store_failed(u->store, d);
    while (e == DH_OK && (c = sqlite3_step(st)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(st, 0);
        const char *value = (const char *)sqlite3_column_text(st, 1);
        struct table *t = name ? table_of(u, name + strlen(PREFIX)) : NULL;
        unsigned long long sum;
        char rest;
        if (!t || !value || strlen(value) != 16 || sscanf(value, "%llx%c", &sum, &rest) != 1)
            e = dh_store_damaged(u->store, "a checksum cannot be read", d);
        else
            t->sum = sum;
    }
    if (e == DH_OK && c != SQLITE_DONE)
        e = dh_store_failed(u->store, d);
    sqlite3_finalize(st);
    return e;
}

enum dh_err dh_sums_new(struct dh_sums **out, struct dh_store *s, const struct dh_allocator *m,
                        bool watch, struct dh_detail *d)
{
    struct dh_sums *u = dh_mem_zeroed(m, 1, sizeof *u);
    if (!u)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    u->mem = m;
    u->store = s;
    u->db = s->db;
    enum dh_err e = load(u, d);
    if (e) {
        dh_sums_free(u);
        return e;
    }
    if (watch)
        sqlite3_preupdate_hook(u->db, on_change, u);
    *out = u;
    return DH_OK;
}

void dh_sums_free(struct dh_sums *u)
{
    if (!u)
        return;
    sqlite3_preupdate_hook(u->db, NULL, NULL);
    dh_mem_free(u->mem, u);
}

/* ---- Whole tables -----------------------------------------------------------------------------
 */

/* The sum over the rows that a query gives. */
static enum dh_err sum_of(struct dh_sums *u, const char *table, const char *query, uint64_t *sum,
                          struct dh_detail *d)
{
    int columns[100], c, n;
    sqlite3_stmt *st = NULL;

    *sum = 0;
    if (sqlite3_prepare_v2(u->db, query, -1, &st, NULL) != SQLITE_OK)
        return dh_store_failed(u->store, d);
    n = sqlite3_column_count(st);
    for (int i = 0; i < (int)DH_LEN(columns); i++)
        columns[i] = i;
    while ((c = sqlite3_step(st)) == SQLITE_ROW)
        *sum += dh_sums_row(table, st, columns, n < (int)DH_LEN(columns) ? n : 0);
    enum dh_err e = c == SQLITE_DONE ? DH_OK : dh_store_failed(u->store, d);
    sqlite3_finalize(st);
    return e;
}

enum dh_err dh_sums_expect(struct dh_sums *u, const char *table, uint64_t sum, struct dh_detail *d)
{
    char what[NAME_ROOM + 64];
    const struct table *t = table_of(u, table);
    if (t && t->sum == sum)
        return DH_OK;
    snprintf(what, sizeof what, "the table %s is not as it was written", t ? table : "");
    return dh_store_damaged(u->store, what, d);
}

static enum dh_err save_one(struct dh_sums *u, struct table *t, sqlite3_stmt *st,
                            struct dh_detail *d)
{
    char name[NAME_ROOM + sizeof PREFIX], value[24];
    snprintf(name, sizeof name, PREFIX "%s", t->name);
    snprintf(value, sizeof value, "%016llx", (unsigned long long)t->sum);
    sqlite3_reset(st);
    sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, value, -1, SQLITE_STATIC);
    if (sqlite3_step(st) != SQLITE_DONE)
        return dh_store_failed(u->store, d);
    t->changed = false;
    return DH_OK;
}

enum dh_err dh_sums_save(struct dh_sums *u, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    uint64_t sum;
    struct table *schema = table_of(u, SCHEMA);
    enum dh_err e = sum_of(u, SCHEMA, SCHEMA_ROWS, &sum, d);

    if (e == DH_OK && (u->full || !schema))
        e = dh_fail(d, DH_ELIMIT, 0, "more tables in the state than %d", TABLES);
    if (e == DH_OK && u->lost)
        e = dh_fail(d, DH_ENOMEM, 0, "out of memory");
    if (e)
        return e;
    schema->changed = schema->sum != sum;
    schema->sum = sum;
    if (sqlite3_prepare_v2(u->db, "INSERT OR REPLACE INTO meta VALUES(?1, ?2)", -1, &st, NULL) !=
        SQLITE_OK)
        return dh_store_failed(u->store, d);
    for (size_t i = 0; e == DH_OK && i < u->n; i++)
        if (u->table[i].changed)
            e = save_one(u, &u->table[i], st, d);
    sqlite3_finalize(st);
    return e;
}

static enum dh_err verify_table(struct dh_sums *u, const char *name, struct dh_detail *d)
{
    uint64_t sum;
    char *query = sqlite3_mprintf("SELECT * FROM \"%w\"", name);
    if (!query)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    enum dh_err e = sum_of(u, name, query, &sum, d);
    sqlite3_free(query);
    return e ? e : dh_sums_expect(u, name, sum, d);
}

enum dh_err dh_sums_verify_schema(struct dh_sums *u, struct dh_detail *d)
{
    uint64_t sum;
    enum dh_err e = sum_of(u, SCHEMA, SCHEMA_ROWS, &sum, d);
    return e ? e : dh_sums_expect(u, SCHEMA, sum, d);
}

enum dh_err dh_sums_verify(struct dh_sums *u, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    size_t known = 1; /* sums of tables that are there; the schema has one */
    int c = SQLITE_ROW;
    enum dh_err e = dh_sums_verify_schema(u, d);

    if (e == DH_OK && sqlite3_prepare_v2(u->db,
                                         "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                         " AND name <> 'meta'",
                                         -1, &st, NULL) != SQLITE_OK)
        e = dh_store_failed(u->store, d);
    for (; e == DH_OK && (c = sqlite3_step(st)) == SQLITE_ROW; known++) {
        const char *name = (const char *)sqlite3_column_text(st, 0);
        e = name ? verify_table(u, name, d) : dh_store_damaged(u->store, "a table is missing", d);
    }
    if (e == DH_OK && c != SQLITE_DONE)
        e = dh_store_failed(u->store, d);
    sqlite3_finalize(st);
    /* Each look-up above added the table when it had no sum: more are of tables that are gone. */
    return e == DH_OK && u->n != known ? dh_store_damaged(u->store, "a table is missing", d) : e;
}
