/* SPDX-License-Identifier: MIT */
#include "state/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/outfile.h"
#include "base/special.h"
#include "base/url.h"
#include "base/utf8.h"
#include "state/inside.h"
#include "state/sums.h"

enum {
    APPLICATION_ID = 0x44655368 /* "DeSh" */,
    FORMAT = 7,
    PAGE_BYTES = 4096, /* of the file */
    WAIT_MS = 100,
    OPEN_TRIES = 4
};

static const char anew[] = "make it anew by scan, that of dehusk run by moving it away";

static const char schema[] =
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;";

static const char *const version_name[DH_STORE_VERSIONS] = { "format", "hash", "unicode",
                                                             "suffix-list" };
/* From this one on another version means other keys for a few lines or sites, which are counted
 * anew, and none that mean something else. */
enum { ADOPTABLE = 2 };

/* ---- Opening ----------------------------------------------------------------------------------
 */

static void set_versions(char version[DH_STORE_VERSIONS][64])
{
    snprintf(version[0], sizeof version[0], "%d", FORMAT);
    snprintf(version[1], sizeof version[1], "XXH3 0.8");
    snprintf(version[2], sizeof version[2], "%s", dh_utf8_version());
    snprintf(version[3], sizeof version[3], "%s", dh_url_list_version());
}

/* Whether the file that is locked still has its name (*same). */
static enum dh_err is_named(const struct dh_store *s, bool *same, struct dh_detail *d)
{
    struct stat a, b;
    bool there = stat(s->path, &b) == 0;
    if ((!there && errno != ENOENT) || fstat(s->lock, &a) != 0)
        return dh_fail_os(d, DH_EIO, errno, "cannot look at the state '%s'", s->path);
    *same = there && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    return DH_OK;
}

enum dh_err dh_store_create(struct dh_store *s, struct dh_detail *d)
{
    char text[256];
    sqlite3_stmt *st = NULL;
    enum dh_err e = dh_store_run(s, "PRAGMA page_size = 4096; BEGIN IMMEDIATE", d);

    if (e == DH_OK)
        e = dh_store_run(s, schema, d);
    if (e == DH_OK)
        e = dh_store_run(s, dh_keytable_schema, d);
    if (e == DH_OK)
        e = dh_store_run(s, dh_storytable_schema, d);
    if (e == DH_OK)
        e = dh_store_run(s, dh_urls_schema, d);
    if (e == DH_OK) {
        snprintf(text, sizeof text, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                 APPLICATION_ID, FORMAT);
        e = dh_store_run(s, text, d);
    }
    if (e == DH_OK &&
        sqlite3_prepare_v2(s->db, "INSERT INTO meta VALUES(?1, ?2)", -1, &st, NULL) != SQLITE_OK)
        e = dh_store_failed(s, d);
    for (unsigned i = 0; e == DH_OK && i < DH_STORE_VERSIONS; i++) {
        sqlite3_reset(st);
        sqlite3_bind_text(st, 1, version_name[i], -1, SQLITE_STATIC);
        sqlite3_bind_text(st, 2, s->version[i], -1, SQLITE_STATIC);
        if (sqlite3_step(st) != SQLITE_DONE)
            e = dh_store_failed(s, d);
    }
    sqlite3_finalize(st);
    if (e == DH_OK)
        e = dh_sums_new(&s->sums, s, s->mem, false, d);
    if (e == DH_OK)
        e = dh_sums_save(s->sums, d);
    dh_sums_free(s->sums);
    s->sums = NULL;
    return e ? e : dh_store_run(s, "COMMIT", d);
}

enum dh_err dh_store_appear(struct dh_out *file, int *lock, struct dh_detail *d)
{
    static const char *const left[] = { "-wal", "-shm", "-journal" };
    char path[DH_STORE_PATH], name[DH_STORE_PATH + 16];
    bool made = false;

    snprintf(path, sizeof path, "%s", file->path);
    *lock = fcntl(file->fd, F_DUPFD_CLOEXEC, 0);
    enum dh_err e = *lock >= 0 && flock(*lock, LOCK_EX | LOCK_NB) == 0
                        ? DH_OK
                        : dh_fail_os(d, DH_EIO, errno, "cannot lock the state '%s'", path);
    if (e == DH_OK)
        e = dh_out_commit_new(file, &made, d);
    for (size_t i = 0; made && i < DH_LEN(left); i++) {
        snprintf(name, sizeof name, "%s%s", path, left[i]);
        unlink(name);
    }
    dh_out_abort(file);
    if (!made && *lock >= 0)
        close(*lock);
    *lock = made ? *lock : -1;
    return e;
}

/* Writes a new file, in s->lock. */
static enum dh_err write_new(struct dh_store *s, struct dh_str bytes, struct dh_detail *d)
{
    struct dh_out file;
    enum dh_err e = dh_out_open(&file, s->mem, s->path, d);
    if (e == DH_OK)
        e = dh_out_add(&file, bytes, d);
    if (e == DH_OK)
        return dh_store_appear(&file, &s->lock, d);
    dh_out_abort(&file);
    return e;
}

/* Makes an empty state. It is put together in memory and gets its name when it is whole, so nobody
 * ever sees half of one, and is open then unless somebody else was faster. */
static enum dh_err make_file(struct dh_store *s, struct dh_detail *d)
{
    sqlite3_int64 n = 0;
    unsigned char *bytes = NULL;
    enum dh_err e = DH_OK;

    if (sqlite3_open_v2(":memory:", &s->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        e = dh_store_failed(s, d);
    if (e == DH_OK)
        e = dh_store_create(s, d);
    if (e == DH_OK) {
        bytes = sqlite3_serialize(s->db, "main", &n, 0);
        e = bytes ? write_new(s, (struct dh_str){ (const char *)bytes, (size_t)n }, d)
                  : dh_fail(d, DH_ENOMEM, 0, "out of memory");
    }
    sqlite3_free(bytes);
    sqlite3_close(s->db);
    s->db = NULL;
    return e;
}

/* What the state is if it is no file: of one that opened, by itself. NULL: one, or nothing. */
static const char *special_name(const struct dh_store *s)
{
    struct stat st;
    bool known = s->lock >= 0 ? fstat(s->lock, &st) == 0 : stat(s->path, &st) == 0;
    return known ? dh_special_name(st.st_mode) : NULL;
}

/* Opens the file, which a writer makes when there is none. */
static enum dh_err open_file(struct dh_store *s, enum dh_store_mode mode, struct dh_detail *d)
{
    for (int tries = 0; tries < OPEN_TRIES; tries++) {
        enum dh_err e = tries ? make_file(s, d) : DH_OK;
        if (e || s->lock >= 0)
            return e;
        s->lock = dh_fd_open(s->path, (s->alone ? O_RDWR : O_RDONLY) | O_NOCTTY | O_NONBLOCK);
        if (s->lock >= 0 || errno != ENOENT || !s->write || mode == DH_STORE_ADOPT)
            break;
    }
    int os = errno;
    const char *what = special_name(s);
    if (what)
        return dh_fail(d, s->alone ? DH_ECREATE : DH_EDATA, 0, "the state '%s' is %s", s->path,
                       what);
    if (s->lock >= 0)
        return DH_OK;
    errno = os;
    bool create = s->write && errno != EACCES && mode != DH_STORE_ADOPT;
    return dh_fail_os(d, dh_file_error(errno, create), errno, "cannot open the state '%s'",
                      s->path);
}

/* Opens and locks the file; it may be replaced by another while we wait. */
static enum dh_err take_lock(struct dh_store *s, enum dh_store_mode mode, unsigned wait,
                             const volatile int *stop, struct dh_detail *d)
{
    uint64_t tries = (uint64_t)wait * 1000 / WAIT_MS;
    for (;;) {
        enum dh_err e = open_file(s, mode, d);
        if (e)
            return e;
        if (flock(s->lock, (s->alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) {
            bool same = false;
            e = is_named(s, &same, d);
            if (e || same)
                return e;
        } else if (errno != EWOULDBLOCK && errno != EINTR) {
            return dh_fail_os(d, DH_EIO, errno, "cannot lock the state '%s'", s->path);
        } else if (stop && *stop) {
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        } else if (tries-- == 0) {
            return dh_fail(d, DH_ELOCKED, 0, "another run holds the state '%s' (--wait waits)",
                           s->path);
        } else {
            nanosleep(&(struct timespec){ .tv_nsec = WAIT_MS * 1000000L }, NULL);
        }
        close(s->lock);
        s->lock = -1;
    }
}

/* Whether one of SQLite's files stands beside the state. */
bool dh_store_is_beside(const char *state, const char *ending)
{
    char path[DH_STORE_PATH + 16];
    snprintf(path, sizeof path, "%s%s", state, ending);
    return access(path, F_OK) == 0;
}

enum dh_err dh_store_guard(struct dh_store *s, struct dh_detail *d)
{
    sqlite3_extended_result_codes(s->db, 0);
    /* A file that may be damaged must not make SQLite run what stands in it. */
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return dh_store_run(s, "PRAGMA cell_size_check = ON; PRAGMA cache_size = -32768", d);
}

/* While a state has a -wal file of its own, its header says so: SQLite writes that before it makes
 * the file, and takes it back when the file is gone. Another one is of a state that was moved away,
 * and whoever made this one was killed before it removed it (dh_store_appear): it would be read
 * into this one. Where it cannot be removed SQLite cannot open it either, and tells that. */
static void drop_foreign_wal(const struct dh_store *s)
{
    enum { VERSIONS_AT = 18 };
    static const char plain[] = { 1, 1 }; /* for writers and readers; 2: of a -wal file */
    char has[sizeof plain], name[DH_STORE_PATH + 16];

    if (pread(s->lock, has, sizeof has, VERSIONS_AT) != (ssize_t)sizeof has ||
        memcmp(has, plain, sizeof has) != 0)
        return;
    snprintf(name, sizeof name, "%s-wal", s->path);
    unlink(name);
}

static enum dh_err connect_file(struct dh_store *s, struct dh_detail *d)
{
    struct stat st;
    bool known = fstat(s->lock, &st) == 0;
    if (known && S_ISDIR(st.st_mode))
        return dh_fail(d, DH_ECREATE, 0, "the state '%s' is a directory", s->path);
    if (known && st.st_size == 0)
        return dh_fail(d, DH_EDATA, 0, "the state '%s' is empty: remove the file to begin anew",
                       s->path);
    drop_foreign_wal(s);
    /* What a killed run left has to be brought in order, which a reader must be able to do. */
    bool mend = dh_store_is_beside(s->path, "-journal") || dh_store_is_beside(s->path, "-wal");
    int flags = s->alone || mend ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    if (sqlite3_open_v2(s->path, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return dh_store_failed(s, d);
    return dh_store_guard(s, d);
}

/* Puts the versions of this program into the state, where they may be others. */
static enum dh_err adopt(struct dh_store *s, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    enum dh_err e = DH_OK;
    if (sqlite3_prepare_v2(s->db, "UPDATE meta SET value = ?2 WHERE name = ?1", -1, &st, NULL) !=
        SQLITE_OK)
        return dh_store_failed(s, d);
    for (unsigned i = ADOPTABLE; e == DH_OK && i < DH_STORE_VERSIONS; i++) {
        sqlite3_bind_text(st, 1, version_name[i], -1, SQLITE_STATIC);
        sqlite3_bind_text(st, 2, s->version[i], -1, SQLITE_STATIC);
        e = dh_store_step(s, st, d);
    }
    sqlite3_finalize(st);
    return e;
}

static enum dh_err check_version(struct dh_store *s, unsigned i, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    enum dh_err e = DH_OK;
    if (sqlite3_prepare_v2(s->db, "SELECT value FROM meta WHERE name = ?1", -1, &st, NULL) !=
        SQLITE_OK)
        return dh_store_failed(s, d);
    sqlite3_bind_text(st, 1, version_name[i], -1, SQLITE_STATIC);
    int c = sqlite3_step(st);
    const char *has = c == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL;
    if (c != SQLITE_ROW && c != SQLITE_DONE)
        e = dh_store_failed(s, d);
    else if (!has)
        e = dh_store_damaged(s, "a version is missing", d);
    else if (strcmp(has, s->version[i]) != 0)
        e = dh_fail(d, DH_EDATA, 0, "the state '%s' was made with %s %s, this dehusk has %s: %s%s",
                    s->path, version_name[i], has, s->version[i],
                    i >= ADOPTABLE ? "'dehusk state adopt' takes it over, or " : "", anew);
    sqlite3_finalize(st);
    return e;
}

/* Whether the end is not there; while pages wait in the -wal file, it may be so. */
static enum dh_err check_size(struct dh_store *s, struct dh_detail *d)
{
    struct stat st;
    int64_t pages = 0;

    if (fstat(s->lock, &st) != 0 || dh_store_is_beside(s->path, "-wal"))
        return DH_OK;
    enum dh_err e = dh_store_number(s, "PRAGMA page_count", &pages, d);
    if (e == DH_OK && st.st_size != pages * PAGE_BYTES)
        e = dh_store_damaged(s, "its end is missing", d);
    return e;
}

/* It must be a state, of our versions, and have all its pages. What stands in its tables is checked
 * by whoever reads it: the time of a run that needs a few of a large state must not grow with it.
 */
static enum dh_err check(struct dh_store *s, enum dh_store_mode mode, struct dh_detail *d)
{
    unsigned fixed = mode == DH_STORE_ADOPT ? ADOPTABLE : DH_STORE_VERSIONS;
    int64_t id = 0, format = 0;
    enum dh_err e = dh_store_number(s, "PRAGMA application_id", &id, d);
    if (e == DH_OK)
        e = dh_store_number(s, "PRAGMA user_version", &format, d);
    if (e)
        return e;
    if (id != APPLICATION_ID)
        return dh_fail(d, DH_EDATA, 0, "'%s' is no state of dehusk", s->path);
    if (format != FORMAT)
        return dh_fail(d, DH_EDATA, 0, "the state '%s' has format %lld, this dehusk reads %d: %s%s",
                       s->path, (long long)format, FORMAT,
                       format > FORMAT ? "use the newer one that made it, or " : "", anew);
    e = check_size(s, d);
    for (unsigned i = 0; e == DH_OK && i < fixed; i++)
        e = check_version(s, i, d);
    return e;
}

static enum dh_err prepare(struct dh_store *s, const char *const *sql, sqlite3_stmt **st,
                           unsigned n, struct dh_detail *d)
{
    for (unsigned i = 0; i < n; i++)
        if (sqlite3_prepare_v3(s->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &st[i], NULL) !=
            SQLITE_OK)
            return dh_store_failed(s, d);
    return DH_OK;
}

enum dh_err dh_store_begin(struct dh_store *s, struct dh_detail *d)
{
    s->open = true;
    enum dh_err e = prepare(s, dh_keytable_sql, s->key_st, DH_KEYTABLE_SQL, d);
    if (e == DH_OK)
        e = prepare(s, dh_storytable_sql, s->story_st, DH_STORYTABLE_SQL, d);
    if (e == DH_OK)
        e = dh_sums_new(&s->sums, s, s->mem, s->write, d);
    if (e == DH_OK)
        e = dh_sums_verify_schema(s->sums, d);
    if (e == DH_OK)
        e = dh_store_run(s, s->write ? "BEGIN IMMEDIATE" : "BEGIN", d);
    return e;
}

enum dh_err dh_store_open(struct dh_store **out, const struct dh_allocator *m, const char *path,
                          enum dh_store_mode mode, unsigned wait, struct dh_detail *d)
{
    return dh_store_wait(out, m, path, mode, wait, NULL, d);
}

enum dh_err dh_store_check_name(const char *path, struct dh_detail *d)
{
    return strcmp(path, "-") == 0
               ? dh_fail(d, DH_EUSAGE, 0,
                         "a state is a file, and no stream (./- is a file called so)")
               : DH_OK;
}

enum dh_err dh_store_new(struct dh_store **out, const struct dh_allocator *m, const char *path,
                         struct dh_detail *d)
{
    struct dh_store *s;
    enum dh_err e = dh_store_check_name(path, d);

    if (e)
        return e;
    if (strlen(path) >= sizeof s->path)
        return dh_fail(d, DH_ECREATE, 0, "the path of the state is too long");
    s = dh_mem_zeroed(m, 1, sizeof *s);
    if (!s)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    s->mem = m;
    s->lock = -1;
    set_versions(s->version);
    memcpy(s->path, path, strlen(path) + 1);
    *out = s;
    return DH_OK;
}

enum dh_err dh_store_wait(struct dh_store **out, const struct dh_allocator *m, const char *path,
                          enum dh_store_mode mode, unsigned wait, const volatile int *stop,
                          struct dh_detail *d)
{
    struct dh_store *s = NULL;
    enum dh_err e = dh_store_new(&s, m, path, d);

    if (e)
        return e;
    s->alone = mode != DH_STORE_READ;
    s->write = s->alone && mode != DH_STORE_ALONE;
    e = take_lock(s, mode, wait, stop, d);
    if (e == DH_OK)
        e = connect_file(s, d);
    if (e == DH_OK)
        e = check(s, mode, d);
    if (e == DH_OK && s->write)
        e = dh_store_run(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", d);
    if (e == DH_OK)
        e = dh_store_begin(s, d);
    if (e == DH_OK && mode == DH_STORE_ADOPT)
        e = adopt(s, d);
    if (e)
        dh_store_close(s);
    else
        *out = s;
    return e;
}

enum dh_err dh_store_commit(struct dh_store *s, struct dh_detail *d)
{
    enum dh_err e = dh_sums_save(s->sums, d);
    if (e == DH_OK)
        e = dh_store_run(s, "COMMIT", d);
    return e ? e : dh_store_run(s, "BEGIN IMMEDIATE", d);
}

void dh_store_shrink(struct dh_store *s)
{
    sqlite3_exec(s->db, "COMMIT; VACUUM", NULL, NULL, NULL);
}

void dh_store_disconnect(struct dh_store *s)
{
    for (unsigned i = 0; i < DH_KEYTABLE_SQL; i++)
        sqlite3_finalize(s->key_st[i]);
    for (unsigned i = 0; i < DH_STORYTABLE_SQL; i++)
        sqlite3_finalize(s->story_st[i]);
    dh_sums_free(s->sums);
    if (s->db && s->open) {
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
        /* Without success the -wal file stays and the next open reads it: nothing is lost. */
        if (s->write)
            sqlite3_exec(s->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    }
    sqlite3_close(s->db);
    s->db = NULL;
    memset(s->key_st, 0, sizeof s->key_st);
    memset(s->story_st, 0, sizeof s->story_st);
    s->sums = NULL;
    s->open = false;
}

void dh_store_forked(struct dh_store *s)
{
    if (!s || s->lock < 0)
        return;
    close(s->lock);
    s->lock = -1;
}

void dh_store_close(struct dh_store *s)
{
    if (!s)
        return;
    dh_store_disconnect(s);
    if (s->lock >= 0)
        close(s->lock);
    dh_mem_free(s->mem, s);
}

bool dh_store_version(const struct dh_store *s, unsigned i, const char **name, const char **value)
{
    if (i >= DH_STORE_VERSIONS)
        return false;
    *name = version_name[i];
    *value = s->version[i];
    return true;
}
