/* SPDX-License-Identifier: MIT */
/* Stores in files without a name: what a reader goes on with, and what becomes a file later. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/outfile.h"
#include "state/inside.h"
#include "state/sums.h"

enum { TIMES_THE_ROOM = 4 };

/* Whether a copy leaves others enough. */
static bool has_room(const char *dir, const char *path)
{
    struct statvfs room;
    struct stat st;
    return statvfs(dir, &room) == 0 && stat(path, &st) == 0 &&
           room.f_bavail / TIMES_THE_ROOM >= (uint64_t)st.st_size / room.f_frsize + 1;
}

static const char quick[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                            "PRAGMA locking_mode = EXCLUSIVE";

/* An empty file of SQLite's that has a name which begins so for a moment, since SQLite opens none
 * without: who is killed in that moment leaves it, empty; later nothing of it is left whatever
 * happens. Answers it for reading, and *db; -1: none, which errno tells. */
static int open_unnamed(const char *begins, sqlite3 **db)
{
    char name[DH_STORE_PATH + 16];
    snprintf(name, sizeof name, "%s" DH_UNFINISHED "XXXXXX", begins);
    int fd = mkostemp(name, O_CLOEXEC);

    if (fd < 0)
        return -1;
    if (sqlite3_open_v2(name, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
        unlink(name) == 0)
        return fd;
    sqlite3_close(*db);
    *db = NULL;
    close(fd);
    unlink(name);
    errno = EIO;
    return -1;
}

/* The same in a directory, for a copy. NULL: none. */
static sqlite3 *open_copy(const char *dir)
{
    char name[DH_STORE_PATH];
    sqlite3 *db = NULL;
    int n = snprintf(name, sizeof name, "%s/dehusk", dir);
    int fd = n > 0 && (size_t)n < sizeof name ? open_unnamed(name, &db) : -1;

    if (fd >= 0)
        close(fd);
    return db;
}

/* A connection to a copy of what s reads; NULL: there cannot be one. While a killed run's -wal file
 * is part of the state, the copy would want one beside it. */
static sqlite3 *copy_of(struct dh_store *s, const char *dir)
{
    sqlite3_stmt *mode = NULL;
    bool plain = sqlite3_prepare_v2(s->db, "PRAGMA journal_mode", -1, &mode, NULL) == SQLITE_OK &&
                 sqlite3_step(mode) == SQLITE_ROW && sqlite3_column_text(mode, 0) &&
                 strcmp((const char *)sqlite3_column_text(mode, 0), "wal") != 0;
    sqlite3_finalize(mode);
    sqlite3 *db = plain && has_room(dir, s->path) ? open_copy(dir) : NULL;
    if (!db)
        return NULL;
    bool good = sqlite3_exec(db, quick, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_backup *b = good ? sqlite3_backup_init(db, "main", s->db, "main") : NULL;
    good = b && sqlite3_backup_step(b, -1) == SQLITE_DONE;
    good = (!b || sqlite3_backup_finish(b) == SQLITE_OK) && good;
    if (good)
        return db;
    sqlite3_close(db);
    return NULL;
}

void dh_store_detach(struct dh_store *s, const char *tmp)
{
    if (!s || s->write || s->lock < 0)
        return;
    struct dh_store old = *s;
    s->db = copy_of(s, dh_file_temp_dir(tmp));
    memset(s->key_st, 0, sizeof s->key_st);
    memset(s->story_st, 0, sizeof s->story_st);
    s->sums = NULL;
    if (s->db && dh_store_guard(s, NULL) == DH_OK && dh_store_begin(s, NULL) == DH_OK) {
        dh_store_disconnect(&old);
        close(s->lock);
        s->lock = -1;
        return;
    }
    dh_store_disconnect(s);
    *s = old;
}

/* ---- What becomes a file */

enum dh_err dh_store_unnamed(struct dh_store **out, const struct dh_allocator *m, const char *path,
                             struct dh_detail *d)
{
    struct dh_store *s = NULL;
    enum dh_err e = dh_store_new(&s, m, path, d);

    if (e)
        return e;
    s->lock = open_unnamed(path, &s->db);
    if (s->lock < 0)
        e = dh_fail_os(d, dh_file_error(errno, true), errno, "cannot create the state '%s'", path);
    if (e == DH_OK)
        e = dh_store_run(s, quick, d); /* which a guarded connection does not take */
    if (e == DH_OK)
        e = dh_store_guard(s, d);
    if (e == DH_OK)
        e = dh_store_create(s, d);
    s->write = true;
    if (e == DH_OK)
        e = dh_store_begin(s, d);
    if (e)
        dh_store_close(s);
    else
        *out = s;
    return e;
}

/* Adds the bytes of s to the file that it becomes. */
static enum dh_err copy_bytes(const struct dh_store *s, struct dh_out *to, struct dh_detail *d)
{
    enum { CHUNK = 64 * 1024 };
    struct stat st;
    char *bytes = dh_mem_resize(s->mem, NULL, CHUNK);
    enum dh_err e = bytes ? DH_OK : dh_fail(d, DH_ENOMEM, 0, "out of memory");

    if (e == DH_OK && fstat(s->lock, &st) != 0)
        e = dh_fail_os(d, DH_EIO, errno, "cannot read the state '%s'", s->path);
    for (uint64_t at = 0, n; e == DH_OK && at < (uint64_t)st.st_size; at += n) {
        n = (uint64_t)st.st_size - at < CHUNK ? (uint64_t)st.st_size - at : CHUNK;
        e = dh_file_read_at(s->lock, s->path, at, bytes, n, d);
        if (e == DH_OK)
            e = dh_out_add(to, (struct dh_str){ bytes, n }, d);
    }
    dh_mem_free(s->mem, bytes);
    return e;
}

/* The file takes the place of a state, which is closed but for its lock. */
static enum dh_err take_place(struct dh_out *file, struct dh_store *old, struct dh_detail *d)
{
    dh_store_disconnect(old);
    /* What waits there, since the disk is full, would be read into the new file. */
    if (dh_store_is_beside(file->path, "-wal") || dh_store_is_beside(file->path, "-journal"))
        return dh_fail(d, DH_EIO, 0, "cannot bring the state '%s' into one file", file->path);
    return dh_out_commit(file, d);
}

static enum dh_err appear(struct dh_out *file, const char *path, struct dh_detail *d)
{
    int lock;
    enum dh_err e = dh_store_appear(file, &lock, d);

    if (e == DH_OK && lock < 0)
        e = dh_fail(d, DH_ECREATE, 0, "the state '%s' was made by another run meanwhile", path);
    if (lock >= 0)
        close(lock);
    return e;
}

enum dh_err dh_store_name(struct dh_store *s, struct dh_store *old, struct dh_detail *d)
{
    struct dh_out file = { .fd = -1 };
    enum dh_err e = dh_sums_save(s->sums, d);

    if (e == DH_OK)
        e = dh_store_run(s, "COMMIT; VACUUM", d);
    if (e == DH_OK)
        e = dh_out_open(&file, s->mem, s->path, d);
    if (e == DH_OK)
        e = copy_bytes(s, &file, d);
    if (e == DH_OK)
        e = old ? take_place(&file, old, d) : appear(&file, s->path, d);
    dh_out_abort(&file);
    dh_store_close(s);
    dh_store_close(old);
    return e;
}
