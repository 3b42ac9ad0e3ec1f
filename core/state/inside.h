/* SPDX-License-Identifier: MIT */
/* What the files of state/ share of an open store. Inside state/ only. What SQLite answers comes as
 * DH_EDATA (the file is damaged), DH_ENOMEM, DH_ELOCKED, DH_EACCESS, DH_ECREATE or DH_EIO
 * (dh_store_failed). */
#ifndef DH_STATE_INSIDE_H
#define DH_STATE_INSIDE_H

#include <sqlite3.h>

#include "base/outfile.h"
#include "state/store.h"

struct dh_sums;

/* The tables that every store has: their part of the schema, and statements that live as long as
 * the store. */
enum { DH_KEYTABLE_SQL = 2, DH_STORYTABLE_SQL = 4 };
extern const char dh_keytable_schema[], dh_storytable_schema[];
extern const char *const dh_keytable_sql[DH_KEYTABLE_SQL];
extern const char *const dh_storytable_sql[DH_STORYTABLE_SQL];

enum { DH_STORE_PATH = 4096 /* bytes of a path with its NUL */, DH_STORE_VERSIONS = 4 };

struct dh_store {
    const struct dh_allocator *mem;
    char path[DH_STORE_PATH];
    int lock; /* the file, for flock or, unnamed, for its bytes; -1: none */
    /* Neither: reads, as others do. alone: locked against all others, to be replaced. Both: that,
     * and what changes is written. An unnamed one, which nobody else sees, has write only. */
    bool write, alone;
    bool open; /* begun: what is not committed has to be rolled back, and -wal to go */
    sqlite3 *db;
    sqlite3_stmt *key_st[DH_KEYTABLE_SQL], *story_st[DH_STORYTABLE_SQL];
    struct dh_sums *sums;
    char version[DH_STORE_VERSIONS][64];
};

/* ---- storesql.c: errors, statements, numbers */

/* The error for what SQLite answered last, with the path in its message. */
enum dh_err dh_store_failed(const struct dh_store *s, struct dh_detail *d);
/* DH_EDATA: "the state '...' is damaged: what". */
enum dh_err dh_store_damaged(const struct dh_store *s, const char *what, struct dh_detail *d);
/* Runs SQL that answers nothing. */
DH_MUST_USE enum dh_err dh_store_run(struct dh_store *s, const char *text, struct dh_detail *d);
/* Steps a statement that changes something once, and makes it ready for the next time. */
DH_MUST_USE enum dh_err dh_store_step(struct dh_store *s, sqlite3_stmt *st, struct dh_detail *d);
/* The number that a query answers. */
DH_MUST_USE enum dh_err dh_store_number(struct dh_store *s, const char *text, int64_t *out,
                                        struct dh_detail *d);
/* A hash as SQLite's signed integer, in the order of hashes, and back. */
int64_t dh_store_to_sql(uint64_t v);
uint64_t dh_store_from_sql(int64_t v);
/* The eight bytes of a hash in a blob, highest first. */
void dh_store_put64(unsigned char *dst, uint64_t v);
uint64_t dh_store_get64(const unsigned char *p);

/* ---- store.c: for unnamed.c */

/* Room for a store of this path, to which nothing is connected. DH_ECREATE: the path is too long.
 */
DH_MUST_USE enum dh_err dh_store_new(struct dh_store **out, const struct dh_allocator *m,
                                     const char *path, struct dh_detail *d);
/* Makes an empty state of the database that s is connected to. */
DH_MUST_USE enum dh_err dh_store_create(struct dh_store *s, struct dh_detail *d);
/* The file, which is written, becomes its path where nothing is, locked from that moment on: *lock,
 * or -1 when something stands there. What a state that was moved away left beside itself goes: it
 * would be read into this one. (Who is killed before that leaves it to whoever opens the state.)
 * Releases file. */
DH_MUST_USE enum dh_err dh_store_appear(struct dh_out *file, int *lock, struct dh_detail *d);
/* Whether one of SQLite's files stands beside the state. */
bool dh_store_is_beside(const char *state, const char *ending);

/* What every connection is told. */
DH_MUST_USE enum dh_err dh_store_guard(struct dh_store *s, struct dh_detail *d);
/* All that goes with a connection: statements, sums, a transaction. */
DH_MUST_USE enum dh_err dh_store_begin(struct dh_store *s, struct dh_detail *d);
/* All but the lock goes: then no file of SQLite's stands beside the state. Once more does nothing.
 */
void dh_store_disconnect(struct dh_store *s);

/* ---- urls.c: its part of the schema, and of what is done with the whole file */

extern const char dh_urls_schema[];
/* Takes in the URLs and hosts of another store (urls.h). */
DH_MUST_USE enum dh_err dh_urls_merge(struct dh_store *s, struct dh_store *from,
                                      struct dh_detail *d);
/* Forgets URLs that no list named and nobody visited since day, and hosts not asked since. */
DH_MUST_USE enum dh_err dh_urls_expire(struct dh_store *s, uint32_t day, struct dh_detail *d);
/* The items of the ledger (ledger.h) that were put before day, where there is one. */
DH_MUST_USE enum dh_err dh_ledger_expire(struct dh_store *s, uint32_t day, struct dh_detail *d);
DH_MUST_USE enum dh_err dh_urls_verify(struct dh_store *s, struct dh_detail *d);

#endif
