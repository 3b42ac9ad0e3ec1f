/* SPDX-License-Identifier: MIT */
/* What is done with a state as a whole: merging, expiry, verifying, counting. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "state/entries.h"
#include "state/inside.h"
#include "state/sums.h"

enum { VERSIONS_AT = 18 /* in the file: SQLite's versions for writers and readers */ };

#define NO_SITE "(-9223372036854775807 - 1)" /* a hash of 0, as it is stored */

static enum dh_err merge_story(void *self, const struct dh_store_story *story, struct dh_detail *d)
{
    return dh_store_put_story(self, story, d);
}

static enum dh_err merge_key(void *self, const struct dh_key_row *row, struct dh_detail *d)
{
    struct dh_store *s = self;
    uint64_t have[DH_ENTRIES_MAX] = { 0 };
    struct dh_key_row both = { row->key, row->site, have, 0 };
    enum dh_err e = dh_store_get_key(s, row->key, have, &both.n, d);
    if (e)
        return e;
    both.n = dh_entries_union(have, both.n, row->entries, row->n);
    return dh_store_put_key(s, &both, d);
}

enum dh_err dh_store_merge(struct dh_store *s, struct dh_store *from, struct dh_detail *d)
{
    /* Rows that are not as they were written would get new checksums, which say they are. */
    enum dh_err e = dh_store_verify_sums(from, d);
    if (e == DH_OK)
        e = dh_store_each_story(from, merge_story, s, d);
    if (e == DH_OK)
        e = dh_store_each_key(from, 0, merge_key, s, d);
    return e ? e : dh_urls_merge(s, from, d);
}

/* Pages that are left after expiry, as a set in a table of the connection. It is emptied and never
 * dropped: while a caller's statement stands at a row, as one of urls.c does, SQLite drops none. */
struct expiry {
    struct dh_store *s;
    sqlite3_stmt *has, *drop;
    uint64_t *keys;
};

/* Runs of captions are asked in which pages they stand, never in how many. */
static unsigned drop_pages(uint64_t *entries, unsigned n, const bool *stays)
{
    unsigned m = 0;
    for (unsigned i = 0; i < n; i++)
        if (stays[i])
            entries[m++] = entries[i];
    return m;
}

/* Whether the page of an entry is left. */
static enum dh_err has_page(struct expiry *x, uint64_t entry, bool *has, struct dh_detail *d)
{
    sqlite3_bind_int64(x->has, 1, dh_store_to_sql(entry >> DH_ENTRY_SPARE));
    int c = sqlite3_step(x->has);
    enum dh_err e = c == SQLITE_ROW || c == SQLITE_DONE ? DH_OK : dh_store_failed(x->s, d);
    *has = c == SQLITE_ROW;
    sqlite3_reset(x->has);
    return e;
}

static enum dh_err expire_key(void *self, const struct dh_key_row *row, struct dh_detail *d)
{
    struct expiry *x = self;
    uint64_t left[DH_ENTRIES_MAX];
    struct dh_key_row rest = { row->key, row->site, left, row->n };
    bool stays[DH_ENTRIES_MAX] = { false };
    enum dh_err e = DH_OK;

    for (unsigned i = 0; e == DH_OK && i < row->n; i++)
        e = has_page(x, row->entries[i], &stays[i], d);
    if (e)
        return e;
    memcpy(left, row->entries, row->n * sizeof *left);
    rest.n = row->site ? dh_entries_forget(left, row->n, stays) : drop_pages(left, row->n, stays);
    if (rest.n == row->n)
        return DH_OK;
    if (rest.n)
        return dh_store_put_key(x->s, &rest, d);
    ++*x->keys;
    sqlite3_bind_int64(x->drop, 1, dh_store_to_sql(row->key));
    return dh_store_step(x->s, x->drop, d);
}

static enum dh_err note_page(void *self, const struct dh_store_story *story, struct dh_detail *d)
{
    struct expiry *x = self;
    sqlite3_bind_int64(x->has, 1, dh_store_to_sql(story->page.high >> DH_ENTRY_SPARE));
    return dh_store_step(x->s, x->has, d);
}

static enum dh_err expire_stories(struct dh_store *s, uint32_t day, uint64_t *stories,
                                  struct dh_detail *d)
{
    char text[160];
    snprintf(text, sizeof text,
             "DELETE FROM story WHERE id IN (SELECT id FROM sighting WHERE day < %" PRIu32 ")",
             day);
    enum dh_err e = dh_store_run(s, text, d);
    *stories = (uint64_t)sqlite3_changes(s->db);
    snprintf(text, sizeof text, "DELETE FROM sighting WHERE day < %" PRIu32, day);
    return e ? e : dh_store_run(s, text, d);
}

enum dh_err dh_store_expire(struct dh_store *s, uint32_t day, uint64_t *stories, uint64_t *keys,
                            struct dh_detail *d)
{
    struct expiry x = { .s = s, .keys = keys };
    enum dh_err e = expire_stories(s, day, stories, d);

    *keys = 0;
    if (e == DH_OK)
        e = dh_store_run(s, "CREATE TEMP TABLE IF NOT EXISTS page(high INTEGER PRIMARY KEY)", d);
    if (e == DH_OK && sqlite3_prepare_v2(s->db, "INSERT OR IGNORE INTO page VALUES(?1)", -1, &x.has,
                                         NULL) != SQLITE_OK)
        e = dh_store_failed(s, d);
    if (e == DH_OK)
        e = dh_store_each_story(s, note_page, &x, d);
    sqlite3_finalize(x.has);
    x.has = NULL;
    if (e == DH_OK && (sqlite3_prepare_v2(s->db, "SELECT 1 FROM page WHERE high = ?1", -1, &x.has,
                                          NULL) != SQLITE_OK ||
                       sqlite3_prepare_v2(s->db, "DELETE FROM fragment WHERE key = ?1", -1, &x.drop,
                                          NULL) != SQLITE_OK))
        e = dh_store_failed(s, d);
    if (e == DH_OK)
        e = dh_store_each_key(s, 0, expire_key, &x, d);
    sqlite3_finalize(x.has);
    sqlite3_finalize(x.drop);
    if (e == DH_OK)
        e = dh_store_run(s, "DELETE FROM page", d);
    if (e == DH_OK)
        e = dh_urls_expire(s, day, d);
    return e ? e : dh_ledger_expire(s, day, d);
}

static enum dh_err see_story(void *self, const struct dh_store_story *story, struct dh_detail *d)
{
    (void)self;
    (void)story;
    (void)d;
    return DH_OK; /* reading it was the check */
}

static enum dh_err see_key(void *self, const struct dh_key_row *row, struct dh_detail *d)
{
    (void)row;
    return see_story(self, NULL, d);
}

enum dh_err dh_store_verify_sums(struct dh_store *s, struct dh_detail *d)
{
    return dh_sums_verify(s->sums, d);
}

/* What SQLite heeds at the first write alone: a run would end there. Both versions are 1, or 2
 * while a -wal file stands beside the state. */
static enum dh_err verify_header(struct dh_store *s, struct dh_detail *d)
{
    unsigned char version[2];
    if (pread(s->lock, version, sizeof version, VERSIONS_AT) != sizeof version)
        return dh_fail_os(d, DH_EIO, errno, "cannot read the state '%s'", s->path);
    return version[0] <= 2 && version[1] <= 2
               ? DH_OK
               : dh_store_damaged(s, "its header is not as it was written", d);
}

/* Asks SQLite, which answers "ok" or the first damage. */
static enum dh_err verify_structure(struct dh_store *s, struct dh_detail *d)
{
    sqlite3_stmt *st = NULL;
    enum dh_err e = DH_OK;
    if (sqlite3_prepare_v2(s->db, "PRAGMA integrity_check(1)", -1, &st, NULL) != SQLITE_OK)
        return dh_store_failed(s, d);
    const char *said =
        sqlite3_step(st) == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL;
    if (!said)
        e = dh_store_failed(s, d);
    else if (strcmp(said, "ok") != 0)
        e = dh_store_damaged(s, said, d);
    sqlite3_finalize(st);
    return e;
}

enum dh_err dh_store_verify(struct dh_store *s, struct dh_detail *d)
{
    int64_t stories = 0, sightings = 0, both = 0;
    enum dh_err e = verify_header(s, d);

    if (e == DH_OK)
        e = verify_structure(s, d);
    if (e == DH_OK)
        e = dh_store_verify_sums(s, d);
    if (e == DH_OK)
        e = dh_store_each_story(s, see_story, NULL, d);
    if (e == DH_OK)
        e = dh_store_each_key(s, 0, see_key, NULL, d);
    if (e == DH_OK)
        e = dh_urls_verify(s, d);
    if (e == DH_OK)
        e = dh_store_number(s, "SELECT count(*) FROM story", &stories, d);
    if (e == DH_OK)
        e = dh_store_number(s, "SELECT count(*) FROM sighting", &sightings, d);
    if (e == DH_OK)
        e = dh_store_number(s, "SELECT count(*) FROM story JOIN sighting USING(id)", &both, d);
    if (e == DH_OK && (stories != both || sightings != both))
        e = dh_store_damaged(s, "stories and sightings do not go together", d);
    return e;
}

enum dh_err dh_store_count(struct dh_store *s, struct dh_store_counts *out, struct dh_detail *d)
{
    static const char *const ask[] = {
        "SELECT count(*) FROM story",
        "SELECT count(*) FROM sighting WHERE written",
        ("SELECT count(DISTINCT site) FROM fragment WHERE site != " NO_SITE),
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
        e = dh_store_number(s, ask[i], &v[i], d);
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
