/* SPDX-License-Identifier: MIT */
#include "state/store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/url.h"
#include "base/utf8.h"
#include "state/entries.h"
#include "state/inside.h"
#include "state/sums.h"

enum {
    APPLICATION_ID = 0x44655368 /* "DeSh" */,
    FORMAT = 3,
    PATH_ROOM = 4096,
    PAGE_BYTES = 4096, /* of the file */
    WAIT_MS = 100,
    OPEN_TRIES = 4
};

static const char schema[] =
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE fragment(key INTEGER PRIMARY KEY, site INTEGER NOT NULL, entries BLOB NOT NULL);"
    "CREATE TABLE story(id INTEGER PRIMARY KEY, page BLOB NOT NULL, label INTEGER NOT NULL,"
    " site INTEGER NOT NULL, url INTEGER NOT NULL, published INTEGER, length INTEGER NOT NULL,"
    " name BLOB NOT NULL, sketch BLOB NOT NULL);"
    "CREATE TABLE sighting(id INTEGER PRIMARY KEY, day INTEGER NOT NULL, written INTEGER NOT "
    "NULL);";

/* Statements that live as long as the store. */
enum statement { GET_KEY, PUT_KEY, HAS_STORY, PUT_STORY, PUT_SIGHTING, MARK_WRITTEN, STATEMENTS };
static const char *const sql[STATEMENTS] = {
    [GET_KEY] = "SELECT entries FROM fragment WHERE key = ?1",
    [PUT_KEY] = "INSERT INTO fragment VALUES(?1, ?2, ?3)"
                " ON CONFLICT(key) DO UPDATE SET entries = excluded.entries",
    [HAS_STORY] = "SELECT 1 FROM story WHERE id = ?1",
    [PUT_STORY] = "INSERT INTO story VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [PUT_SIGHTING] = "INSERT INTO sighting VALUES(?1, ?2, ?3) ON CONFLICT(id) DO UPDATE SET"
                     " day = max(day, excluded.day), written = max(written, excluded.written)"
                     " WHERE day < excluded.day OR written < excluded.written",
    [MARK_WRITTEN] = "UPDATE sighting SET written = 1 WHERE id = ?1 AND written = 0",
};

enum { VERSIONS = 4 };
static const char *const version_name[VERSIONS] = { "format", "hash", "unicode", "suffix-list" };

struct dh_store {
    const struct dh_allocator *mem;
    char path[PATH_ROOM];
    int lock; /* the file, for flock; -1: none */
    bool write, open;
    sqlite3 *db;
    sqlite3_stmt *st[STATEMENTS];
    struct dh_sums *sums;
    char version[VERSIONS][64];
};

/* ---- Errors -----------------------------------------------------------------------------------
 */

static enum dh_err damaged(const struct dh_store *s, const char *what, struct dh_detail *d)
{
    return dh_fail(d, DH_EDATA, 0, "the state '%s' is damaged: %s", s->path, what);
}

/* The error for what SQLite answered last. */
static enum dh_err failed(const struct dh_store *s, struct dh_detail *d)
{
    const char *why = s->db ? sqlite3_errmsg(s->db) : "out of memory";
    switch (s->db ? sqlite3_errcode(s->db) & 0xFF : SQLITE_NOMEM) {
    case SQLITE_NOMEM:
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    case SQLITE_NOTADB:
        return dh_fail(d, DH_EDATA, 0, "'%s' is no state: %s", s->path, why);
    case SQLITE_CORRUPT:
        return damaged(s, why, d);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return dh_fail(d, DH_ELOCKED, 0, "another program uses the state '%s'", s->path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return dh_fail(d, DH_EACCESS, 0, "cannot write the state '%s': %s", s->path, why);
    case SQLITE_CANTOPEN:
        return dh_fail(d, DH_ECREATE, 0, "cannot open the state '%s': %s", s->path, why);
    default: /* SQLITE_FULL, SQLITE_IOERR and what else the disk does */
        return dh_fail(d, DH_EIO, 0, "cannot use the state '%s': %s", s->path, why);
    }
}

static enum dh_err run(struct dh_store *s, const char *text, struct dh_detail *d)
{
    return sqlite3_exec(s->db, text, NULL, NULL, NULL) == SQLITE_OK ? DH_OK : failed(s, d);
}

sqlite3 *dh_store_db(const struct dh_store *s)
{
    return s->db;
}

enum dh_err dh_store_failed(const struct dh_store *s, struct dh_detail *d)
{
    return failed(s, d);
}

enum dh_err dh_store_damaged(const struct dh_store *s, const char *what, struct dh_detail *d)
{
    return damaged(s, what, d);
}

/* ---- Numbers ----------------------------------------------------------------------------------
 */

/* SQLite's integers are signed: with the highest bit turned their order is that of the hashes. */
static int64_t to_sql(uint64_t v)
{
    v ^= (uint64_t)1 << 63;
    int64_t out;
    memcpy(&out, &v, sizeof out);
    return out;
}

static uint64_t from_sql(int64_t v)
{
    uint64_t out;
    memcpy(&out, &v, sizeof out);
    return out ^ (uint64_t)1 << 63;
}

int64_t dh_store_to_sql(uint64_t v)
{
    return to_sql(v);
}

uint64_t dh_store_from_sql(int64_t v)
{
    return from_sql(v);
}

static void put64(unsigned char *dst, uint64_t v)
{
    for (int i = 0; i < 8; i++)
        dst[i] = (unsigned char)(v >> (56 - 8 * i));
}

static uint64_t get64(const unsigned char *p)
{
    uint64_t v = 0;
    for (int i = 0; i < 8; i++)
        v = v << 8 | p[i];
    return v;
}

static int64_t story_key(struct dh_hash128 page, uint64_t label)
{
    return to_sql(dh_hash_mix(dh_hash_mix(page.high * 31 + page.low) * 31 + label));
}

/* Entries of a blob; false: it is none. */
static bool read_entries(sqlite3_stmt *st, int column, uint64_t *entries, unsigned *n)
{
    const unsigned char *p = sqlite3_column_blob(st, column);
    int bytes = sqlite3_column_bytes(st, column);
    if (bytes <= 0 || bytes % 8 != 0 || bytes / 8 > DH_ENTRIES_MAX)
        return false;
    *n = (unsigned)bytes / 8;
    for (unsigned i = 0; i < *n; i++) {
        entries[i] = get64(p + 8 * i);
        if (i && entries[i] <= entries[i - 1])
            return false;
    }
    return true;
}

/* ---- Opening ----------------------------------------------------------------------------------
 */

static void set_versions(char version[VERSIONS][64])
{
    snprintf(version[0], sizeof version[0], "%d", FORMAT);
    snprintf(version[1], sizeof version[1], "XXH3 0.8");
    snprintf(version[2], sizeof version[2], "%s", dh_utf8_version());
    snprintf(version[3], sizeof version[3], "%s", dh_url_list_version());
}

static bool same_file(int fd, const char *path)
{
    struct stat a, b;
    return fstat(fd, &a) == 0 && stat(path, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

static enum dh_err create(struct dh_store *s, struct dh_detail *d);

/* Makes an empty state. It is put together in memory and gets its name when it is whole, so nobody
 * ever sees half of one; *made: false when somebody else was faster. */
static enum dh_err make_file(struct dh_store *s, bool *made, struct dh_detail *d)
{
    sqlite3_int64 n = 0;
    unsigned char *bytes = NULL;
    enum dh_err e = DH_OK;

    if (sqlite3_open_v2(":memory:", &s->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        e = failed(s, d);
    if (e == DH_OK)
        e = create(s, d);
    if (e == DH_OK) {
        bytes = sqlite3_serialize(s->db, "main", &n, 0);
        e = bytes ? dh_file_create(s->path, (struct dh_str){ (const char *)bytes, (size_t)n }, made,
                                   d)
                  : dh_fail(d, DH_ENOMEM, 0, "out of memory");
    }
    sqlite3_free(bytes);
    sqlite3_close(s->db);
    s->db = NULL;
    return e;
}

/* Opens the file, which a writer makes when there is none. */
static enum dh_err open_file(struct dh_store *s, enum dh_store_mode mode, struct dh_detail *d)
{
    bool made = false;
    for (int tries = 0; tries < OPEN_TRIES; tries++) {
        if (mode == DH_STORE_NEW || tries) {
            enum dh_err e = made ? DH_OK : make_file(s, &made, d);
            if (e == DH_OK && mode == DH_STORE_NEW && !made)
                e = dh_fail(d, DH_ECREATE, 0, "the state '%s' exists already", s->path);
            if (e)
                return e;
        }
        s->lock = open(s->path, (s->write ? O_RDWR : O_RDONLY) | O_CLOEXEC);
        if (s->lock >= 0 || errno != ENOENT || !s->write)
            break;
    }
    if (s->lock >= 0)
        return DH_OK;
    if (errno == EISDIR)
        return dh_fail(d, DH_ECREATE, 0, "the state '%s' is a directory", s->path);
    return dh_fail_os(d, dh_file_error(errno, s->write && errno != EACCES), errno,
                      "cannot open the state '%s'", s->path);
}

/* Opens and locks the file; it may be replaced by another while we wait. */
static enum dh_err take_lock(struct dh_store *s, enum dh_store_mode mode, unsigned wait,
                             struct dh_detail *d)
{
    uint64_t tries = (uint64_t)wait * 1000 / WAIT_MS;
    for (;;) {
        enum dh_err e = open_file(s, mode, d);
        if (e)
            return e;
        if (flock(s->lock, (s->write ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) {
            if (same_file(s->lock, s->path))
                return DH_OK;
        } else if (tries-- == 0) {
            return dh_fail(d, DH_ELOCKED, 0, "another run holds the state '%s'", s->path);
        } else {
            nanosleep(&(struct timespec){ .tv_nsec = WAIT_MS * 1000000L }, NULL);
        }
        close(s->lock);
        s->lock = -1;
    }
}

/* Whether one of SQLite's files stands beside the state. */
static bool is_beside(const struct dh_store *s, const char *ending)
{
    char path[PATH_ROOM + 16];
    snprintf(path, sizeof path, "%s%s", s->path, ending);
    return access(path, F_OK) == 0;
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
    /* What a killed run left has to be brought in order, which a reader must be able to do. */
    bool mend = is_beside(s, "-journal") || is_beside(s, "-wal");
    int flags = s->write || mend ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    if (sqlite3_open_v2(s->path, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return failed(s, d);
    sqlite3_extended_result_codes(s->db, 0);
    /* A file that may be damaged must not make SQLite run what stands in it. */
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return run(s, "PRAGMA cell_size_check = ON; PRAGMA cache_size = -32768", d);
}

static enum dh_err number_of(struct dh_store *s, const char *text, int64_t *out,
                             struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    enum dh_err e = DH_OK;
    if (sqlite3_prepare_v2(s->db, text, -1, &st, NULL) != SQLITE_OK)
        return failed(s, d);
    int c = sqlite3_step(st);
    if (c == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0);
    else
        e = c == SQLITE_DONE ? damaged(s, "a value is missing", d) : failed(s, d);
    sqlite3_finalize(st);
    return e;
}

static enum dh_err create(struct dh_store *s, struct dh_detail *d)
{
    char text[256];
    sqlite3_stmt *st = NULL;
    enum dh_err e = run(s, "PRAGMA page_size = 4096; BEGIN IMMEDIATE", d);

    if (e == DH_OK)
        e = run(s, schema, d);
    if (e == DH_OK)
        e = run(s, dh_urls_schema, d);
    if (e == DH_OK) {
        snprintf(text, sizeof text, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                 APPLICATION_ID, FORMAT);
        e = run(s, text, d);
    }
    if (e == DH_OK &&
        sqlite3_prepare_v2(s->db, "INSERT INTO meta VALUES(?1, ?2)", -1, &st, NULL) != SQLITE_OK)
        e = failed(s, d);
    for (unsigned i = 0; e == DH_OK && i < VERSIONS; i++) {
        sqlite3_reset(st);
        sqlite3_bind_text(st, 1, version_name[i], -1, SQLITE_STATIC);
        sqlite3_bind_text(st, 2, s->version[i], -1, SQLITE_STATIC);
        if (sqlite3_step(st) != SQLITE_DONE)
            e = failed(s, d);
    }
    sqlite3_finalize(st);
    if (e == DH_OK)
        e = dh_sums_new(&s->sums, s, s->mem, false, d);
    if (e == DH_OK)
        e = dh_sums_save(s->sums, d);
    dh_sums_free(s->sums);
    s->sums = NULL;
    return e ? e : run(s, "COMMIT", d);
}

static enum dh_err check_version(struct dh_store *s, unsigned i, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    enum dh_err e = DH_OK;
    if (sqlite3_prepare_v2(s->db, "SELECT value FROM meta WHERE name = ?1", -1, &st, NULL) !=
        SQLITE_OK)
        return failed(s, d);
    sqlite3_bind_text(st, 1, version_name[i], -1, SQLITE_STATIC);
    int c = sqlite3_step(st);
    const char *has = c == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL;
    if (c != SQLITE_ROW && c != SQLITE_DONE)
        e = failed(s, d);
    else if (!has)
        e = damaged(s, "a version is missing", d);
    else if (strcmp(has, s->version[i]) != 0)
        e = dh_fail(d, DH_EDATA, 0,
                    "the state '%s' was made with %s %s, this dehusk has %s: make it anew by scan",
                    s->path, version_name[i], has, s->version[i]);
    sqlite3_finalize(st);
    return e;
}

/* pragma: quick_check or integrity_check, which answer "ok" or the first damage. */
static enum dh_err check_structure(struct dh_store *s, const char *pragma, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    enum dh_err e = DH_OK;
    if (sqlite3_prepare_v2(s->db, pragma, -1, &st, NULL) != SQLITE_OK)
        return failed(s, d);
    if (sqlite3_step(st) != SQLITE_ROW)
        e = failed(s, d);
    else if (strcmp((const char *)sqlite3_column_text(st, 0), "ok") != 0)
        e = damaged(s, (const char *)sqlite3_column_text(st, 0), d);
    sqlite3_finalize(st);
    return e;
}

/* Whether the last page is not all there; while pages wait in the -wal file, it may be so. */
static bool is_cut(const struct dh_store *s)
{
    struct stat st;
    return fstat(s->lock, &st) == 0 && st.st_size % PAGE_BYTES != 0 && !is_beside(s, "-wal");
}

/* It must be a state, of our versions. */
static enum dh_err check(struct dh_store *s, struct dh_detail *d)
{
    int64_t id = 0, format = 0;
    enum dh_err e = number_of(s, "PRAGMA application_id", &id, d);
    if (e == DH_OK)
        e = number_of(s, "PRAGMA user_version", &format, d);
    if (e)
        return e;
    if (id != APPLICATION_ID)
        return dh_fail(d, DH_EDATA, 0, "'%s' is no state of dehusk", s->path);
    if (format != FORMAT)
        return dh_fail(d, DH_EDATA, 0, "the state '%s' has format %lld, this dehusk reads %d",
                       s->path, (long long)format, FORMAT);
    if (is_cut(s))
        return damaged(s, "its end is missing", d);
    for (unsigned i = 0; e == DH_OK && i < VERSIONS; i++)
        e = check_version(s, i, d);
    return e ? e : check_structure(s, "PRAGMA quick_check(1)", d);
}

static enum dh_err prepare(struct dh_store *s, struct dh_detail *d)
{
    for (unsigned i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v3(s->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &s->st[i], NULL) !=
            SQLITE_OK)
            return failed(s, d);
    return DH_OK;
}

enum dh_err dh_store_open(struct dh_store **out, const struct dh_allocator *m, const char *path,
                          enum dh_store_mode mode, unsigned wait, struct dh_detail *d)
{
    struct dh_store *s = dh_mem_zeroed(m, 1, sizeof *s);
    enum dh_err e;

    if (!s)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    s->mem = m;
    s->lock = -1;
    s->write = mode != DH_STORE_READ;
    set_versions(s->version);
    if (strlen(path) >= sizeof s->path) {
        e = dh_fail(d, DH_ECREATE, 0, "the path of the state is too long");
        goto out;
    }
    memcpy(s->path, path, strlen(path) + 1);
    e = take_lock(s, mode, wait, d);
    if (e == DH_OK)
        e = connect_file(s, d);
    if (e == DH_OK)
        e = check(s, d);
    if (e == DH_OK && s->write)
        e = run(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", d);
    if (e == DH_OK)
        e = prepare(s, d);
    if (e == DH_OK)
        e = dh_sums_new(&s->sums, s, m, s->write, d);
    if (e == DH_OK)
        e = run(s, s->write ? "BEGIN IMMEDIATE" : "BEGIN", d);
    s->open = e == DH_OK;
out:
    if (e) {
        dh_store_close(s);
        return e;
    }
    *out = s;
    return DH_OK;
}

enum dh_err dh_store_commit(struct dh_store *s, struct dh_detail *d)
{
    enum dh_err e = dh_sums_save(s->sums, d);
    if (e == DH_OK)
        e = run(s, "COMMIT", d);
    return e ? e : run(s, "BEGIN IMMEDIATE", d);
}

void dh_store_close(struct dh_store *s)
{
    if (!s)
        return;
    for (unsigned i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(s->st[i]);
    dh_sums_free(s->sums);
    if (s->db && s->open) {
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
        /* Without success the -wal file stays and the next open reads it: nothing is lost. */
        if (s->write)
            sqlite3_exec(s->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    }
    sqlite3_close(s->db);
    if (s->lock >= 0)
        close(s->lock);
    dh_mem_free(s->mem, s);
}

bool dh_store_version(const struct dh_store *s, unsigned i, const char **name, const char **value)
{
    if (i >= VERSIONS)
        return false;
    *name = version_name[i];
    *value = s->version[i];
    return true;
}

/* ---- Stories ----------------------------------------------------------------------------------
 */

static enum dh_err done(struct dh_store *s, sqlite3_stmt *st, struct dh_detail *d)
{
    int c = sqlite3_step(st);
    enum dh_err e = c == SQLITE_DONE || c == SQLITE_ROW ? DH_OK : failed(s, d);
    sqlite3_reset(st);
    sqlite3_clear_bindings(st);
    return e;
}

static enum dh_err put_sighting(struct dh_store *s, int64_t id, uint32_t day, bool written,
                                struct dh_detail *d)
{
    sqlite3_stmt *st = s->st[PUT_SIGHTING];
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int64(st, 2, day);
    sqlite3_bind_int(st, 3, written);
    return done(s, st, d);
}

static enum dh_err has_story(struct dh_store *s, int64_t id, bool *has, struct dh_detail *d)
{
    sqlite3_stmt *st = s->st[HAS_STORY];
    sqlite3_bind_int64(st, 1, id);
    int c = sqlite3_step(st);
    *has = c == SQLITE_ROW;
    enum dh_err e = c == SQLITE_ROW || c == SQLITE_DONE ? DH_OK : failed(s, d);
    sqlite3_reset(st);
    return e;
}

static void bind_bytes(sqlite3_stmt *st, int i, struct dh_str b)
{
    sqlite3_bind_blob64(st, i, b.n ? b.p : "", b.n, SQLITE_STATIC);
}

enum dh_err dh_store_put_story(struct dh_store *s, const struct dh_store_story *story,
                               struct dh_detail *d)
{
    sqlite3_stmt *st = s->st[PUT_STORY];
    int64_t id = story_key(story->page, story->label);
    unsigned char page[16];
    bool has;
    enum dh_err e = has_story(s, id, &has, d);

    if (e == DH_OK && !has) {
        put64(page, story->page.high);
        put64(page + 8, story->page.low);
        sqlite3_bind_int64(st, 1, id);
        bind_bytes(st, 2, (struct dh_str){ (const char *)page, sizeof page });
        sqlite3_bind_int64(st, 3, to_sql(story->label));
        sqlite3_bind_int64(st, 4, to_sql(story->site));
        sqlite3_bind_int64(st, 5, to_sql(story->url));
        if (story->published == INT64_MAX)
            sqlite3_bind_null(st, 6);
        else
            sqlite3_bind_int64(st, 6, story->published);
        sqlite3_bind_int64(st, 7, story->length);
        bind_bytes(st, 8, story->id);
        bind_bytes(st, 9, story->sketch);
        e = done(s, st, d);
    }
    return e ? e : put_sighting(s, id, story->day, story->written, d);
}

enum dh_err dh_store_mark_written(struct dh_store *s, struct dh_hash128 page, uint64_t label,
                                  struct dh_detail *d)
{
    sqlite3_bind_int64(s->st[MARK_WRITTEN], 1, story_key(page, label));
    return done(s, s->st[MARK_WRITTEN], d);
}

static struct dh_str column_bytes(sqlite3_stmt *st, int i)
{
    const char *p = sqlite3_column_blob(st, i);
    int n = sqlite3_column_bytes(st, i);
    return n > 0 ? (struct dh_str){ p, (size_t)n } : DH_STR_NONE;
}

/* A row of story and sighting; false: it cannot be one. */
static bool read_story(sqlite3_stmt *st, struct dh_store_story *out)
{
    struct dh_str page = column_bytes(st, 1);
    if (page.n != 16)
        return false;
    *out = (struct dh_store_story){
        .page = { get64((const unsigned char *)page.p), get64((const unsigned char *)page.p + 8) },
        .label = from_sql(sqlite3_column_int64(st, 2)),
        .site = from_sql(sqlite3_column_int64(st, 3)),
        .url = from_sql(sqlite3_column_int64(st, 4)),
        .published =
            sqlite3_column_type(st, 5) == SQLITE_NULL ? INT64_MAX : sqlite3_column_int64(st, 5),
        .length = (uint32_t)sqlite3_column_int64(st, 6),
        .id = column_bytes(st, 7),
        .sketch = column_bytes(st, 8),
        .day = (uint32_t)sqlite3_column_int64(st, 9),
        .written = sqlite3_column_int(st, 10) != 0,
    };
    return sqlite3_column_int64(st, 0) == story_key(out->page, out->label);
}

enum dh_err dh_store_each_story(struct dh_store *s,
                                enum dh_err (*each)(void *self, const struct dh_store_story *story,
                                                    struct dh_detail *d),
                                void *self, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    static const int in_story[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 }, in_sighting[] = { 0, 9, 10 };
    struct dh_store_story story;
    uint64_t stories = 0, sightings = 0;
    enum dh_err e = DH_OK;
    int c = SQLITE_ROW;

    if (sqlite3_prepare_v2(s->db,
                           "SELECT story.*, day, written FROM story JOIN sighting USING(id)"
                           " ORDER BY id",
                           -1, &st, NULL) != SQLITE_OK)
        return failed(s, d);
    while (e == DH_OK && (c = sqlite3_step(st)) == SQLITE_ROW) {
        stories += dh_sums_row("story", st, in_story, DH_LEN(in_story));
        sightings += dh_sums_row("sighting", st, in_sighting, DH_LEN(in_sighting));
        e = read_story(st, &story) ? each(self, &story, d)
                                   : damaged(s, "a story cannot be read", d);
    }
    if (e == DH_OK && c != SQLITE_DONE)
        e = failed(s, d);
    sqlite3_finalize(st);
    /* All were read anyway: damage is noticed before anything is made of them. */
    if (e == DH_OK)
        e = dh_sums_expect(s->sums, "story", stories, d);
    return e ? e : dh_sums_expect(s->sums, "sighting", sightings, d);
}

/* ---- Fragments --------------------------------------------------------------------------------
 */

enum dh_err dh_store_get_key(struct dh_store *s, uint64_t key, uint64_t *entries, unsigned *n,
                             struct dh_detail *d)
{
    sqlite3_stmt *st = s->st[GET_KEY];
    enum dh_err e = DH_OK;

    *n = 0;
    sqlite3_bind_int64(st, 1, to_sql(key));
    int c = sqlite3_step(st);
    if (c == SQLITE_ROW && !read_entries(st, 0, entries, n))
        e = damaged(s, "the entries of a fragment cannot be read", d);
    else if (c != SQLITE_ROW && c != SQLITE_DONE)
        e = failed(s, d);
    sqlite3_reset(st);
    return e;
}

enum dh_err dh_store_put_key(struct dh_store *s, uint64_t key, uint64_t site,
                             const uint64_t *entries, unsigned n, struct dh_detail *d)
{
    sqlite3_stmt *st = s->st[PUT_KEY];
    unsigned char blob[8 * DH_ENTRIES_MAX];

    for (unsigned i = 0; i < n; i++)
        put64(blob + 8 * i, entries[i]);
    sqlite3_bind_int64(st, 1, to_sql(key));
    sqlite3_bind_int64(st, 2, to_sql(site));
    sqlite3_bind_blob(st, 3, blob, (int)(8 * n), SQLITE_STATIC);
    return done(s, st, d);
}

enum dh_err dh_store_each_key(struct dh_store *s, uint64_t from,
                              enum dh_err (*each)(void *self, uint64_t key, uint64_t site,
                                                  const uint64_t *entries, unsigned n,
                                                  struct dh_detail *d),
                              void *self, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    uint64_t entries[DH_ENTRIES_MAX];
    unsigned n;
    enum dh_err e = DH_OK;
    int c = SQLITE_ROW;

    if (sqlite3_prepare_v2(s->db,
                           "SELECT key, site, entries FROM fragment WHERE key >= ? ORDER BY key",
                           -1, &st, NULL) != SQLITE_OK)
        return failed(s, d);
    sqlite3_bind_int64(st, 1, to_sql(from));
    while (e == DH_OK && (c = sqlite3_step(st)) == SQLITE_ROW) {
        if (!read_entries(st, 2, entries, &n))
            e = damaged(s, "the entries of a fragment cannot be read", d);
        else
            e = each(self, from_sql(sqlite3_column_int64(st, 0)),
                     from_sql(sqlite3_column_int64(st, 1)), entries, n, d);
    }
    if (e == DH_OK && c != SQLITE_DONE)
        e = failed(s, d);
    sqlite3_finalize(st);
    return e;
}

/* ---- The whole --------------------------------------------------------------------------------
 */

static enum dh_err merge_story(void *self, const struct dh_store_story *story, struct dh_detail *d)
{
    return dh_store_put_story(self, story, d);
}

static enum dh_err merge_key(void *self, uint64_t key, uint64_t site, const uint64_t *entries,
                             unsigned n, struct dh_detail *d)
{
    struct dh_store *s = self;
    uint64_t have[DH_ENTRIES_MAX] = { 0 };
    unsigned m;
    enum dh_err e = dh_store_get_key(s, key, have, &m, d);
    if (e)
        return e;
    m = dh_entries_union(have, m, entries, n);
    return dh_store_put_key(s, key, site, have, m, d);
}

enum dh_err dh_store_merge(struct dh_store *s, struct dh_store *from, struct dh_detail *d)
{
    enum dh_err e = dh_store_each_story(from, merge_story, s, d);
    if (e == DH_OK)
        e = dh_store_each_key(from, 0, merge_key, s, d);
    return e ? e : dh_urls_merge(s, from, d);
}

/* Pages that are left after expiry, as a set in a table of the connection. */
struct expiry {
    struct dh_store *s;
    sqlite3_stmt *has, *drop;
    uint64_t *keys;
};

static enum dh_err expire_key(void *self, uint64_t key, uint64_t site, const uint64_t *entries,
                              unsigned n, struct dh_detail *d)
{
    struct expiry *x = self;
    uint64_t left[DH_ENTRIES_MAX];
    unsigned m = 0;

    for (unsigned i = 0; i < n; i++) {
        sqlite3_bind_int64(x->has, 1, to_sql(entries[i] >> 2));
        if (sqlite3_step(x->has) == SQLITE_ROW)
            left[m++] = entries[i];
        sqlite3_reset(x->has);
    }
    if (m == n)
        return DH_OK;
    if (m)
        return dh_store_put_key(x->s, key, site, left, m, d);
    ++*x->keys;
    sqlite3_bind_int64(x->drop, 1, to_sql(key));
    return done(x->s, x->drop, d);
}

static enum dh_err note_page(void *self, const struct dh_store_story *story, struct dh_detail *d)
{
    struct expiry *x = self;
    sqlite3_bind_int64(x->has, 1, to_sql(story->page.high >> 2));
    return done(x->s, x->has, d);
}

static enum dh_err expire_stories(struct dh_store *s, uint32_t day, uint64_t *stories,
                                  struct dh_detail *d)
{
    char text[160];
    snprintf(text, sizeof text,
             "DELETE FROM story WHERE id IN (SELECT id FROM sighting WHERE day < %" PRIu32 ")",
             day);
    enum dh_err e = run(s, text, d);
    *stories = (uint64_t)sqlite3_changes(s->db);
    snprintf(text, sizeof text, "DELETE FROM sighting WHERE day < %" PRIu32, day);
    return e ? e : run(s, text, d);
}

enum dh_err dh_store_expire(struct dh_store *s, uint32_t day, uint64_t *stories, uint64_t *keys,
                            struct dh_detail *d)
{
    struct expiry x = { .s = s, .keys = keys };
    enum dh_err e = expire_stories(s, day, stories, d);

    *keys = 0;
    if (e == DH_OK)
        e = run(s, "CREATE TEMP TABLE page(high INTEGER PRIMARY KEY)", d);
    if (e == DH_OK && sqlite3_prepare_v2(s->db, "INSERT OR IGNORE INTO page VALUES(?1)", -1, &x.has,
                                         NULL) != SQLITE_OK)
        e = failed(s, d);
    if (e == DH_OK)
        e = dh_store_each_story(s, note_page, &x, d);
    sqlite3_finalize(x.has);
    x.has = NULL;
    if (e == DH_OK && (sqlite3_prepare_v2(s->db, "SELECT 1 FROM page WHERE high = ?1", -1, &x.has,
                                          NULL) != SQLITE_OK ||
                       sqlite3_prepare_v2(s->db, "DELETE FROM fragment WHERE key = ?1", -1, &x.drop,
                                          NULL) != SQLITE_OK))
        e = failed(s, d);
    if (e == DH_OK)
        e = dh_store_each_key(s, 0, expire_key, &x, d);
    sqlite3_finalize(x.has);
    sqlite3_finalize(x.drop);
    if (e == DH_OK)
        e = run(s, "DROP TABLE page", d);
    return e ? e : dh_urls_expire(s, day, d);
}

static enum dh_err see_story(void *self, const struct dh_store_story *story, struct dh_detail *d)
{
    (void)self;
    (void)story;
    (void)d;
    return DH_OK; /* reading it was the check */
}

static enum dh_err see_key(void *self, uint64_t key, uint64_t site, const uint64_t *entries,
                           unsigned n, struct dh_detail *d)
{
    (void)key;
    (void)site;
    (void)entries;
    (void)n;
    return see_story(self, NULL, d);
}

enum dh_err dh_store_verify(struct dh_store *s, struct dh_detail *d)
{
    int64_t stories = 0, sightings = 0, both = 0;
    enum dh_err e = check_structure(s, "PRAGMA integrity_check(1)", d);

    if (e == DH_OK)
        e = dh_sums_verify(s->sums, d);
    if (e == DH_OK)
        e = dh_store_each_story(s, see_story, NULL, d);
    if (e == DH_OK)
        e = dh_store_each_key(s, 0, see_key, NULL, d);
    if (e == DH_OK)
        e = dh_urls_verify(s, d);
    if (e == DH_OK)
        e = number_of(s, "SELECT count(*) FROM story", &stories, d);
    if (e == DH_OK)
        e = number_of(s, "SELECT count(*) FROM sighting", &sightings, d);
    if (e == DH_OK)
        e = number_of(s, "SELECT count(*) FROM story JOIN sighting USING(id)", &both, d);
    if (e == DH_OK && (stories != both || sightings != both))
        e = damaged(s, "stories and sightings do not go together", d);
    return e;
}

enum dh_err dh_store_count(struct dh_store *s, struct dh_store_counts *out, struct dh_detail *d)
{
    static const char *const ask[] = {
        "SELECT count(*) FROM story",
        "SELECT count(*) FROM sighting WHERE written",
        "SELECT count(DISTINCT site) FROM fragment",
        "SELECT count(*) FROM fragment",
        "SELECT count(*) FROM fragment WHERE length(entries) > 8",
        "SELECT ifnull(min(day), 0) FROM sighting",
        "SELECT ifnull(max(day), 0) FROM sighting",
        "SELECT count(*) FROM url",
        "SELECT count(*) FROM host",
    };
    int64_t v[DH_LEN(ask)] = { 0 };
    struct stat st;
    enum dh_err e = DH_OK;

    for (size_t i = 0; e == DH_OK && i < DH_LEN(ask); i++)
        e = number_of(s, ask[i], &v[i], d);
    *out = (struct dh_store_counts){
        .stories = (uint64_t)v[0],
        .written = (uint64_t)v[1],
        .sites = (uint64_t)v[2],
        .keys = (uint64_t)v[3],
        .keys_twice = (uint64_t)v[4],
        .first_day = (uint32_t)v[5],
        .last_day = (uint32_t)v[6],
        .urls = (uint64_t)v[7],
        .hosts = (uint64_t)v[8],
        .bytes = fstat(s->lock, &st) == 0 ? (uint64_t)st.st_size : 0,
    };
    return e;
}
