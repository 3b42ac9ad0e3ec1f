/* SPDX-License-Identifier: MIT */
/* libFuzzer target: a state of which single values were changed inside a file that stays whole, by
 * a program that does not know of checksums or (kept) by one that does. The state is made once, by
 * cleaning a few stories. The first byte of the input says what is done with it and whether the
 * sums are kept; then each change is a table, a column, a row, a kind of value, a length and so
 * many bytes.
 *
 * What was changed behind the sums' back is found, or all is listed as it was. What verifies can be
 * listed, and verifies still when something was done with it that went well. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dehusk.h"

#include "base/file.h"
#include "state/inside.h"
#include "state/ledger.h"
#include "state/urls.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { STORIES = 12, PARAGRAPHS = 5, WORDS = 24, CHANGES = 6, NAME = 48, FILE_MAX = 4 << 20 };
enum file { ROWS, GOOD, BAD, OTHER, OUT, FILES };

static char dir[] = "/dev/shm/dehusk-cells-XXXXXX", name[FILES][NAME];
static struct dh_buf image, good; /* the state as it was made, and what it lists */

static void want(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "f_cells: %s\n", what);
    abort();
}

/* ---- Files ------------------------------------------------------------------------------------
 */

static void remove_from(enum file first)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
    char path[NAME + 16];
    for (size_t i = first * DH_LEN(ends); i < FILES * DH_LEN(ends); i++) {
        snprintf(path, sizeof path, "%s%s", name[i / DH_LEN(ends)], ends[i % DH_LEN(ends)]);
        unlink(path);
    }
}

static void remove_all(void)
{
    remove_from(ROWS);
    rmdir(dir);
}

static void put_file(enum file f, struct dh_str bytes)
{
    FILE *out = fopen(name[f], "wb");
    want(out && fwrite(bytes.p, 1, bytes.n, out) == bytes.n && fclose(out) == 0, "a file");
}

/* A story below a line of its site. */
static void put_row(struct dh_buf *b, unsigned i)
{
    unsigned told = i % 4 == 3 ? i - 1 : i; /* some tell what another one does */
    char text[160];

    snprintf(text, sizeof text,
             "{\"id\":\"i%u\",\"site\":\"s%u.example\",\"date\":\"2025-03-0%u\","
             "\"text\":\"A letter from harbour %u",
             i, i % 2, i % 9 + 1, i % 2);
    dh_buf_add(b, dh_str_c(text));
    for (unsigned k = 0; k < PARAGRAPHS * WORDS; k++) {
        unsigned word = (unsigned)dh_hash_mix(told * 1000 + k) & 0xFFFF;
        snprintf(text, sizeof text, k % WORDS ? " w%x" : ".\\n\\nIn w%x", word);
        dh_buf_add(b, dh_str_c(text));
    }
    dh_buf_add(b, DH_STR(".\"}\n"));
}

/* ---- What is done with a state ----------------------------------------------------------------
 */

static enum dh_err add_line(void *self, struct dh_str line, struct dh_detail *d)
{
    (void)d;
    dh_buf_add(self, line);
    dh_buf_byte(self, '\n');
    return DH_OK;
}

static enum dh_err put_line(void *self, struct dh_str line)
{
    return add_line(self, line, NULL);
}

static enum dh_err job(enum file state, bool scan, bool read_only)
{
    const char *rows[] = { name[ROWS] };
    const char *set[][2] = { { "state", name[state] }, { "output", name[OUT] },
                             { "format", "jsonl" },    { "type", "jsonl" },
                             { "jobs", "1" },          { "read-only", NULL } };
    struct dh_options *o = NULL;
    struct dh_context *c = NULL;

    want(dh_options_new(&o) == DH_OK, "options");
    for (size_t i = 0; i < DH_LEN(set) - !read_only; i++)
        want(dh_options_set(o, set[i][0], set[i][1], NULL) == DH_OK, set[i][0]);
    want(dh_context_new(&c, o, NULL) == DH_OK, "a context");
    enum dh_err e = scan ? dh_job_scan(c, rows, 1, NULL, NULL, NULL)
                         : dh_job_clean(c, rows, 1, NULL, NULL, NULL);
    dh_context_free(c);
    dh_options_free(o);
    return e;
}

static enum dh_err clean(void)
{
    return job(BAD, false, false);
}

static enum dh_err only_read(void)
{
    return job(BAD, false, true);
}

static enum dh_err scan(void)
{
    return job(BAD, true, false);
}

static enum dh_err merge(void)
{
    const char *both[] = { name[GOOD], name[BAD] };
    enum dh_err e = dh_state_merge(name[OTHER], both, 2, 0, NULL);
    want(e || dh_state_verify(name[OTHER], 0, NULL) == DH_OK, "what was merged does not verify");
    return e;
}

static enum dh_err expire(void)
{
    return dh_state_expire(name[BAD], 10000, 0, NULL, NULL, NULL);
}

static enum dh_err adopt(void)
{
    return dh_state_adopt(name[BAD], 0, NULL);
}

static enum dh_err add_file(void *self, const struct dh_ledger_file *f)
{
    return add_line(self, f->id, NULL);
}

static enum dh_err add_url(void *self, const struct dh_url_row *row, struct dh_detail *d)
{
    return add_line(self, row->url, d);
}

/* As a crawl and `dehusk run` ask. */
static enum dh_err ask(void)
{
    struct dh_store *s = NULL;
    struct dh_ledger *l = NULL;
    struct dh_urls *u = NULL;
    struct dh_buf seen;
    struct dh_str path;
    uint64_t mark;

    dh_buf_init(&seen, dh_mem_default(), FILE_MAX);
    enum dh_err e = dh_store_open(&s, dh_mem_default(), name[BAD], DH_STORE_WRITE, 0, NULL);
    if (e == DH_OK)
        e = dh_ledger_open(&l, dh_mem_default(), s, NULL);
    if (e == DH_OK)
        e = dh_urls_new(&u, s, NULL);
    for (unsigned i = 0; e == DH_OK && i < STORIES; i++) {
        e = dh_ledger_each_file(l, i, add_file, &seen, NULL);
        if (e == DH_OK)
            e = dh_urls_each_of(u, i, 0, add_url, &seen, NULL);
        if (e == DH_OK && (e = dh_ledger_get_output(l, i, &path, NULL)) == DH_OK)
            dh_buf_add(&seen, path);
        e = e == DH_END ? DH_OK : e;
    }
    if (e == DH_OK)
        e = dh_ledger_get_mark(l, "runs", &mark, NULL);
    dh_urls_free(u);
    dh_ledger_close(l);
    dh_store_close(s);
    dh_buf_release(&seen);
    return e;
}

/* ---- The good state ---------------------------------------------------------------------------
 */

/* Rows of crawls and of `dehusk run`. */
static bool fill(struct dh_store *s)
{
    struct dh_ledger *l = NULL;
    struct dh_urls *u = NULL;
    char url[NAME];
    bool known, ok = dh_ledger_open(&l, dh_mem_default(), s, NULL) == DH_OK &&
                     dh_urls_new(&u, s, NULL) == DH_OK;

    for (unsigned i = 0; ok && i < STORIES; i++) {
        snprintf(url, sizeof url, "http://s%u.example/%u", i % 2, i);
        struct dh_str at = dh_str_c(url);
        struct dh_url_row row = { .key = at,
                                  .url = at,
                                  .etag = DH_STR("\"x\""),
                                  .due = i,
                                  .list = i % 3,
                                  .seen = i,
                                  .is_list = i == 0 };
        struct dh_host_row host = { .origin = at, .robots = DH_STR("User-agent: *") };
        struct dh_ledger_file file = { .key = i, .source = i % 3, .id = at };
        ok = dh_urls_put(u, &row, NULL) == DH_OK && dh_urls_put_host(u, &host, NULL) == DH_OK &&
             dh_ledger_put_file(l, &file, NULL) == DH_OK &&
             dh_ledger_put_output(l, i, at, NULL) == DH_OK &&
             dh_ledger_put_record(l, i, i, &known, NULL) == DH_OK &&
             dh_ledger_put_item(l, i, 20000, &known, NULL) == DH_OK &&
             dh_ledger_put_mark(l, i ? "runs" : "day", i, NULL) == DH_OK;
    }
    dh_urls_free(u);
    dh_ledger_close(l);
    return ok && dh_store_commit(s, NULL) == DH_OK;
}

static void make(void)
{
    static const char *const names[FILES] = { "rows", "good", "bad", "other", "out" };
    struct dh_store *s = NULL;
    struct dh_buf rows;

    want(mkdtemp(dir), "a directory");
    for (size_t i = 0; i < FILES; i++)
        snprintf(name[i], NAME, "%s/%s", dir, names[i]);
    atexit(remove_all);
    dh_buf_init(&image, dh_mem_default(), FILE_MAX);
    dh_buf_init(&good, dh_mem_default(), FILE_MAX);
    dh_buf_init(&rows, dh_mem_default(), FILE_MAX);
    for (unsigned i = 0; i < STORIES; i++)
        put_row(&rows, i);
    put_file(ROWS, dh_buf_str(&rows));
    dh_buf_release(&rows);
    want(job(GOOD, false, false) == DH_OK, "no state was made");
    want(dh_store_open(&s, dh_mem_default(), name[GOOD], DH_STORE_WRITE, 0, NULL) == DH_OK &&
             fill(s),
         "the state takes no rows");
    dh_store_close(s);
    want(dh_file_read(name[GOOD], &image, NULL) == DH_OK &&
             dh_state_list(name[GOOD], 0, 0, put_line, &good, NULL) == DH_OK,
         "the state cannot be read");
}

/* ---- Changes ----------------------------------------------------------------------------------
 */

enum value { V_NULL, V_NUMBER, V_TEXT, V_BLOB, V_ZEROS, V_FRACTION, V_GONE, VALUES };

/* Columns by their place; of a table without one of that number there is nothing to change. */
static const struct {
    const char *table, *key;
} tables[] = {
    { "fragment", "key" },  { "story", "id" },       { "sighting", "id" },  { "url", "key" },
    { "host", "origin" },   { "run_file", "key" },   { "run_item", "key" }, { "run_output", "key" },
    { "run_mark", "name" }, { "run_record", "key" }, { "meta", "name" },
};

static const char *column_of(sqlite3 *db, const char *table, unsigned i, char out[NAME])
{
    char text[2 * NAME];
    sqlite3_stmt *st = NULL;
    snprintf(text, sizeof text, "SELECT * FROM %s LIMIT 0", table);
    if (sqlite3_prepare_v2(db, text, -1, &st, NULL) != SQLITE_OK)
        return NULL;
    snprintf(out, NAME, "%s", sqlite3_column_name(st, (int)i % sqlite3_column_count(st)));
    sqlite3_finalize(st);
    return out;
}

static void bind(sqlite3_stmt *st, enum value kind, struct dh_str v)
{
    uint64_t number = 0;
    for (size_t i = 0; i < v.n; i++)
        number = number << 8 | (unsigned char)v.p[i];
    if (kind == V_NUMBER)
        sqlite3_bind_int64(st, 1, (int64_t)number);
    else if (kind == V_TEXT)
        sqlite3_bind_text(st, 1, v.p, (int)v.n, SQLITE_STATIC);
    else if (kind == V_BLOB)
        sqlite3_bind_blob(st, 1, v.p, (int)v.n, SQLITE_STATIC);
    else if (kind == V_ZEROS)
        sqlite3_bind_zeroblob(st, 1, (int)(number % 5000));
    else if (kind == V_FRACTION)
        sqlite3_bind_double(st, 1, (double)number / 3);
}

/* One change; what stands behind it. */
static struct dh_str change(sqlite3 *db, struct dh_str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    const char *table = tables[p[0] % DH_LEN(tables)].table,
               *key = tables[p[0] % DH_LEN(tables)].key;
    enum value kind = p[3] % VALUES;
    struct dh_str v = dh_str_sub(s, 5, 5 + (size_t)p[4]);
    char column[NAME], text[256];
    sqlite3_stmt *st = NULL;

    if (column_of(db, table, p[1], column)) {
        int n =
            snprintf(text, sizeof text, kind == V_GONE ? "DELETE FROM %s" : "UPDATE %s SET %s = ?1",
                     table, column);
        snprintf(text + n, sizeof text - (size_t)n,
                 " WHERE %s = (SELECT %s FROM %s ORDER BY 1 LIMIT 1 OFFSET %u)", key, key, table,
                 p[2]);
        if (sqlite3_prepare_v2(db, text, -1, &st, NULL) == SQLITE_OK) {
            bind(st, kind, v);
            (void)sqlite3_step(st);
        }
        sqlite3_finalize(st);
    }
    return dh_str_sub(s, 5 + v.n, s.n);
}

static void change_all(sqlite3 *db, struct dh_str s)
{
    for (unsigned i = 0; i < CHANGES && s.n >= 5; i++)
        s = change(db, s);
}

static void damage(bool kept, struct dh_str s)
{
    struct dh_store *store = NULL;
    sqlite3 *db = NULL;

    put_file(BAD, dh_buf_str(&image));
    if (kept) {
        want(dh_store_open(&store, dh_mem_default(), name[BAD], DH_STORE_WRITE, 0, NULL) == DH_OK,
             "the state does not open");
        change_all(store->db, s);
        want(dh_store_commit(store, NULL) == DH_OK, "a change cannot be committed");
        dh_store_close(store);
        return;
    }
    want(sqlite3_open(name[BAD], &db) == SQLITE_OK, "SQLite does not open the state");
    change_all(db, s);
    sqlite3_close(db);
}

/* Whether the state verifies; then it can be listed. */
static bool verifies(bool kept)
{
    struct dh_buf now;
    bool sound = dh_state_verify(name[BAD], 0, NULL) == DH_OK;

    dh_buf_init(&now, dh_mem_default(), FILE_MAX);
    enum dh_err e = dh_state_list(name[BAD], 0, 0, put_line, &now, NULL);
    want(!sound || e == DH_OK, "what verifies cannot be listed");
    want(!sound || kept || dh_str_eq(dh_buf_str(&now), dh_buf_str(&good)),
         "a change was not found");
    dh_buf_release(&now);
    return sound;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static enum dh_err (*const each[])(
        void) = { clean, only_read, scan, merge, expire, adopt, ask };

    if (!image.n)
        make();
    if (!n)
        return 0;
    bool kept = bytes[0] & 1;
    damage(kept, (struct dh_str){ (const char *)bytes + 1, n - 1 });
    bool sound = verifies(kept);
    enum dh_err e = each[bytes[0] / 2 % DH_LEN(each)]();
    want(!sound || e || dh_state_verify(name[BAD], 0, NULL) == DH_OK, "it no longer verifies");
    remove_from(BAD);
    return 0;
}
