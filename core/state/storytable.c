/* SPDX-License-Identifier: MIT */
/* The table of stories, and that of when they were seen: a story never changes, its sighting does
 * in every run that meets it again. */
#include "base/mem.h"
#include "state/inside.h"
#include "state/sums.h"

const char dh_storytable_schema[] =
    "CREATE TABLE story(id INTEGER PRIMARY KEY, page BLOB NOT NULL, label INTEGER NOT NULL,"
    " site INTEGER NOT NULL, url INTEGER NOT NULL, published INTEGER, length INTEGER NOT NULL,"
    " name BLOB NOT NULL, sketch BLOB NOT NULL);"
    "CREATE TABLE sighting(id INTEGER PRIMARY KEY, day INTEGER NOT NULL, written INTEGER NOT "
    "NULL);";

enum statement { HAS_STORY, PUT_STORY, PUT_SIGHTING, MARK_WRITTEN };
const char *const dh_storytable_sql[DH_STORYTABLE_SQL] = {
    [HAS_STORY] = "SELECT 1 FROM story WHERE id = ?1",
    [PUT_STORY] = "INSERT INTO story VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [PUT_SIGHTING] = "INSERT INTO sighting VALUES(?1, ?2, ?3) ON CONFLICT(id) DO UPDATE SET"
                     " day = max(day, excluded.day), written = max(written, excluded.written)"
                     " WHERE day < excluded.day OR written < excluded.written",
    [MARK_WRITTEN] = "UPDATE sighting SET written = 1 WHERE id = ?1 AND written = 0",
};

uint64_t dh_store_story_order(struct dh_hash128 page, uint64_t label)
{
    return dh_hash_mix(dh_hash_mix(page.high * 31 + page.low) * 31 + label);
}

/* The id of a row. */
static int64_t story_key(struct dh_hash128 page, uint64_t label)
{
    return dh_store_to_sql(dh_store_story_order(page, label));
}

static enum dh_err put_sighting(struct dh_store *s, int64_t id, uint32_t day, bool written,
                                struct dh_detail *d)
{
    sqlite3_stmt *st = s->story_st[PUT_SIGHTING];
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int64(st, 2, day);
    sqlite3_bind_int(st, 3, written);
    return dh_store_step(s, st, d);
}

static enum dh_err has_story(struct dh_store *s, int64_t id, bool *has, struct dh_detail *d)
{
    sqlite3_stmt *st = s->story_st[HAS_STORY];
    sqlite3_bind_int64(st, 1, id);
    int c = sqlite3_step(st);
    *has = c == SQLITE_ROW;
    enum dh_err e = c == SQLITE_ROW || c == SQLITE_DONE ? DH_OK : dh_store_failed(s, d);
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
    sqlite3_stmt *st = s->story_st[PUT_STORY];
    int64_t id = story_key(story->page, story->label);
    unsigned char page[16];
    bool has;
    enum dh_err e = has_story(s, id, &has, d);

    if (e == DH_OK && !has) {
        dh_store_put64(page, story->page.high);
        dh_store_put64(page + 8, story->page.low);
        sqlite3_bind_int64(st, 1, id);
        bind_bytes(st, 2, (struct dh_str){ (const char *)page, sizeof page });
        sqlite3_bind_int64(st, 3, dh_store_to_sql(story->label));
        sqlite3_bind_int64(st, 4, dh_store_to_sql(story->site));
        sqlite3_bind_int64(st, 5, dh_store_to_sql(story->url));
        if (story->published == INT64_MAX)
            sqlite3_bind_null(st, 6);
        else
            sqlite3_bind_int64(st, 6, story->published);
        sqlite3_bind_int64(st, 7, story->length);
        bind_bytes(st, 8, story->id);
        bind_bytes(st, 9, story->sketch);
        e = dh_store_step(s, st, d);
    }
    return e ? e : put_sighting(s, id, story->day, story->written, d);
}

enum dh_err dh_store_mark_written(struct dh_store *s, struct dh_hash128 page, uint64_t label,
                                  struct dh_detail *d)
{
    sqlite3_bind_int64(s->story_st[MARK_WRITTEN], 1, story_key(page, label));
    return dh_store_step(s, s->story_st[MARK_WRITTEN], d);
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
        .page = { dh_store_get64((const unsigned char *)page.p),
                  dh_store_get64((const unsigned char *)page.p + 8) },
        .label = dh_store_from_sql(sqlite3_column_int64(st, 2)),
        .site = dh_store_from_sql(sqlite3_column_int64(st, 3)),
        .url = dh_store_from_sql(sqlite3_column_int64(st, 4)),
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
        return dh_store_failed(s, d);
    while (e == DH_OK && (c = sqlite3_step(st)) == SQLITE_ROW) {
        stories += dh_sums_row("story", st, in_story, DH_LEN(in_story));
        sightings += dh_sums_row("sighting", st, in_sighting, DH_LEN(in_sighting));
        e = read_story(st, &story) ? each(self, &story, d)
                                   : dh_store_damaged(s, "a story cannot be read", d);
    }
    if (e == DH_OK && c != SQLITE_DONE)
        e = dh_store_failed(s, d);
    sqlite3_finalize(st);
    /* All were read anyway: damage is noticed before anything is made of them. */
    if (e == DH_OK)
        e = dh_sums_expect(s->sums, "story", stories, d);
    return e ? e : dh_sums_expect(s->sums, "sighting", sightings, d);
}
