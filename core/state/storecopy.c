/* SPDX-License-Identifier: MIT */
/* dh_store_detach of store.h. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "state/inside.h"

enum { TIMES_THE_ROOM = 4 };

/* Whether a copy leaves others enough. */
static bool has_room(const char *dir, const char *path)
{
    struct statvfs room;
    struct stat st;
    return statvfs(dir, &room) == 0 && stat(path, &st) == 0 &&
           room.f_bavail / TIMES_THE_ROOM >= (uint64_t)st.st_size / room.f_frsize + 1;
}

/* An empty file of SQLite's without a name: nothing of it is left whatever happens. NULL: none. */
static sqlite3 *open_copy(const char *dir)
{
    char name[DH_STORE_PATH];
    sqlite3 *db = NULL;
    int n = snprintf(name, sizeof name, "%s/dehusk-XXXXXX", dir);
    int fd = n > 0 && (size_t)n < sizeof name ? mkostemp(name, O_CLOEXEC) : -1;

    if (fd < 0)
        return NULL;
    if (sqlite3_open_v2(name, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK) {
        sqlite3_close(db);
        db = NULL;
    }
    unlink(name);
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
    bool good = sqlite3_exec(db,
                             "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                             "PRAGMA locking_mode = EXCLUSIVE",
                             NULL, NULL, NULL) == SQLITE_OK;
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
