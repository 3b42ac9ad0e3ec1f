/* SPDX-License-Identifier: MIT */
/* The table of fragments: key, site, and the smallest entries (entries.h) as one blob. */
#include "state/inside.h"

const char dh_keytable_schema[] =
    "CREATE TABLE fragment(key INTEGER PRIMARY KEY, site INTEGER NOT NULL, entries BLOB NOT NULL);";

enum statement { GET_KEY, PUT_KEY };
const char *const dh_keytable_sql[DH_KEYTABLE_SQL] = {
    [GET_KEY] = "SELECT entries FROM fragment WHERE key = ?1",
    [PUT_KEY] = "INSERT INTO fragment VALUES(?1, ?2, ?3)"
                " ON CONFLICT(key) DO UPDATE SET entries = excluded.entries",
};

/* Entries of a blob, a mark among them perhaps, but never it alone; false: it is none. */
static bool read_entries(sqlite3_stmt *st, int column, uint64_t *entries, unsigned *n)
{
    const unsigned char *p = sqlite3_column_blob(st, column);
    int bytes = sqlite3_column_bytes(st, column);
    if (bytes <= 0 || bytes % 8 != 0 || bytes / 8 > DH_ENTRIES_MAX)
        return false;
    unsigned marks = 0;
    *n = (unsigned)bytes / 8;
    for (unsigned i = 0; i < *n; i++) {
        entries[i] = dh_store_get64(p + 8 * i);
        if (i && entries[i] <= entries[i - 1])
            return false;
        marks += dh_entry_is_mark(entries[i]);
    }
    return marks == 0 || (marks == 1 && *n > 1);
}

enum dh_err dh_store_get_key(struct dh_store *s, uint64_t key, uint64_t *entries, unsigned *n,
                             struct dh_detail *d)
{
    sqlite3_stmt *st = s->key_st[GET_KEY];
    enum dh_err e = DH_OK;

    *n = 0;
    sqlite3_bind_int64(st, 1, dh_store_to_sql(key));
    int c = sqlite3_step(st);
    if (c == SQLITE_ROW && !read_entries(st, 0, entries, n))
        e = dh_store_damaged(s, "the entries of a fragment cannot be read", d);
    else if (c != SQLITE_ROW && c != SQLITE_DONE)
        e = dh_store_failed(s, d);
    sqlite3_reset(st);
    return e;
}

enum dh_err dh_store_put_key(struct dh_store *s, const struct dh_key_row *row, struct dh_detail *d)
{
    sqlite3_stmt *st = s->key_st[PUT_KEY];
    unsigned char blob[8 * DH_ENTRIES_MAX];

    for (unsigned i = 0; i < row->n; i++)
        dh_store_put64(blob + 8 * i, row->entries[i]);
    sqlite3_bind_int64(st, 1, dh_store_to_sql(row->key));
    sqlite3_bind_int64(st, 2, dh_store_to_sql(row->site));
    sqlite3_bind_blob(st, 3, blob, (int)(8 * row->n), SQLITE_STATIC);
    return dh_store_step(s, st, d);
}

enum dh_err dh_store_each_key(struct dh_store *s, uint64_t from,
                              enum dh_err (*each)(void *self, const struct dh_key_row *row,
                                                  struct dh_detail *d),
                              void *self, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    uint64_t entries[DH_ENTRIES_MAX];
    struct dh_key_row row = { .entries = entries };
    enum dh_err e = DH_OK;
    int c = SQLITE_ROW;

    if (sqlite3_prepare_v2(s->db,
                           "SELECT key, site, entries FROM fragment WHERE key >= ? ORDER BY key",
                           -1, &st, NULL) != SQLITE_OK)
        return dh_store_failed(s, d);
    sqlite3_bind_int64(st, 1, dh_store_to_sql(from));
    while (e == DH_OK && (c = sqlite3_step(st)) == SQLITE_ROW) {
        row.key = dh_store_from_sql(sqlite3_column_int64(st, 0));
        row.site = dh_store_from_sql(sqlite3_column_int64(st, 1));
        if (!read_entries(st, 2, entries, &row.n))
            e = dh_store_damaged(s, "the entries of a fragment cannot be read", d);
        else
            e = each(self, &row, d);
    }
    if (e == DH_OK && c != SQLITE_DONE)
        e = dh_store_failed(s, d);
    sqlite3_finalize(st);
    return e;
}
