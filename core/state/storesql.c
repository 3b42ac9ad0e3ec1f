/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "state/inside.h"

/* ---- Errors -----------------------------------------------------------------------------------
 */

enum dh_err dh_store_damaged(const struct dh_store *s, const char *what, struct dh_detail *d)
{
    /* What cannot be read for want of memory looks like what is not there. */
    if (s->db && (sqlite3_errcode(s->db) & 0xFF) == SQLITE_NOMEM)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    return dh_fail(d, DH_EDATA, 0, "the state '%s' is damaged: %s", s->path, what);
}

/* Whether files may be made beside the state; errno tells why not. SQLite says of that no more than
 * that it cannot open or write something. */
static bool may_write_beside(const struct dh_store *s)
{
    char real[PATH_MAX], dir[PATH_MAX];
    return !realpath(s->path, real) || !dh_file_parent(real, dir, sizeof dir) ||
           faccessat(AT_FDCWD, dir, W_OK | X_OK, AT_EACCESS) == 0;
}

static enum dh_err not_to_be_opened(const struct dh_store *s, const char *why, struct dh_detail *d)
{
    if (!may_write_beside(s))
        return dh_fail_os(d, DH_EACCESS, errno,
                          "cannot write into the directory of the state '%s', where its -wal file "
                          "stands",
                          s->path);
    if ((sqlite3_errcode(s->db) & 0xFF) == SQLITE_CANTOPEN)
        return dh_fail(d, DH_ECREATE, 0, "cannot open the state '%s': %s", s->path, why);
    return dh_fail(d, DH_EACCESS, 0, "cannot write the state '%s': %s", s->path, why);
}

enum dh_err dh_store_failed(const struct dh_store *s, struct dh_detail *d)
{
    const char *why = s->db ? sqlite3_errmsg(s->db) : "out of memory";
    switch (s->db ? sqlite3_errcode(s->db) & 0xFF : SQLITE_NOMEM) {
    case SQLITE_NOMEM:
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    case SQLITE_NOTADB:
        return dh_fail(d, DH_EDATA, 0, "'%s' is no state: %s", s->path, why);
    case SQLITE_CORRUPT:
    case SQLITE_ERROR: /* our statements are right: what they name is not there */
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return dh_store_damaged(s, why, d);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return dh_fail(d, DH_ELOCKED, 0, "another program uses the state '%s'", s->path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return not_to_be_opened(s, why, d);
    default: /* SQLITE_FULL, SQLITE_IOERR and what else the disk does */
        return dh_fail(d, DH_EIO, 0, "cannot use the state '%s': %s", s->path, why);
    }
}

enum dh_err dh_store_run(struct dh_store *s, const char *text, struct dh_detail *d)
{
    return sqlite3_exec(s->db, text, NULL, NULL, NULL) == SQLITE_OK ? DH_OK : dh_store_failed(s, d);
}

enum dh_err dh_store_step(struct dh_store *s, sqlite3_stmt *st, struct dh_detail *d)
{
    int c = sqlite3_step(st);
    enum dh_err e = c == SQLITE_DONE || c == SQLITE_ROW ? DH_OK : dh_store_failed(s, d);
    sqlite3_reset(st);
    sqlite3_clear_bindings(st);
    return e;
}

enum dh_err dh_store_number(struct dh_store *s, const char *text, int64_t *out, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    enum dh_err e = DH_OK;
    if (sqlite3_prepare_v2(s->db, text, -1, &st, NULL) != SQLITE_OK)
        return dh_store_failed(s, d);
    int c = sqlite3_step(st);
    if (c == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0);
    else
        e = c == SQLITE_DONE ? dh_store_damaged(s, "a value is missing", d) : dh_store_failed(s, d);
    sqlite3_finalize(st);
    return e;
}

/* ---- Numbers ----------------------------------------------------------------------------------
 */

/* SQLite's integers are signed: with the highest bit turned their order is that of the hashes. */
int64_t dh_store_to_sql(uint64_t v)
{
    v ^= (uint64_t)1 << 63;
    int64_t out;
    memcpy(&out, &v, sizeof out);
    return out;
}

uint64_t dh_store_from_sql(int64_t v)
{
    uint64_t out;
    memcpy(&out, &v, sizeof out);
    return out ^ (uint64_t)1 << 63;
}

void dh_store_put64(unsigned char *dst, uint64_t v)
{
    for (int i = 0; i < 8; i++)
        dst[i] = (unsigned char)(v >> (56 - 8 * i));
}

uint64_t dh_store_get64(const unsigned char *p)
{
    uint64_t v = 0;
    for (int i = 0; i < 8; i++)
        v = v << 8 | p[i];
    return v;
}
