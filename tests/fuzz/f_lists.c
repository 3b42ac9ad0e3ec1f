/* SPDX-License-Identifier: MIT */
/* libFuzzer target: what a server sends beside pages, and tables. The first byte says what the rest
 * is: a list, a front page, a robots.txt with a URL behind a NUL, a URL, a WARC file, a table. */
#include "base/json.h"
#include "codec/warc.h"
#include "fetch/feed.h"
#include "fetch/polite.h"
#include "fetch/robots.h"
#include "fetch/urlcanon.h"
#include "io/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const struct dh_str base = { "http://site.example/dir/list", 28 };

static void lists(struct dh_str s, bool front)
{
    struct dh_arena a;
    struct dh_feed feed;
    struct dh_str found[8];

    dh_arena_init(&a, dh_mem_default(), 64 << 20);
    if (front)
        (void)dh_feed_discover(&a, s, base, found, 8);
    else if (dh_feed_read(&a, s, base, &feed, NULL) == DH_OK)
        for (size_t i = 0; i < feed.n; i++)
            if (!feed.entries[i].url.n)
                __builtin_trap();
    dh_arena_release(&a);
}

static void robots(struct dh_str s)
{
    struct dh_robots *r = NULL;
    size_t cut = dh_str_find_byte(s, '\0');
    if (dh_robots_new(&r, dh_mem_default(), dh_str_sub(s, 0, cut), DH_STR("dehusk"), NULL))
        return;
    (void)dh_robots_allows(r, dh_str_sub(s, cut + 1, s.n));
    if (!dh_robots_allows(r, DH_STR("http://site.example/robots.txt")))
        __builtin_trap();
    if (dh_robots_delay(r) > DH_ROBOTS_DELAY_MAX)
        __builtin_trap();
    dh_robots_free(r);
}

/* What is canonical stays so. */
static void url(struct dh_str s)
{
    struct dh_buf once, twice;
    dh_buf_init(&once, dh_mem_default(), 1 << 16);
    dh_buf_init(&twice, dh_mem_default(), 1 << 16);
    if (dh_urlcanon(s, &once) == DH_OK && dh_urlcanon(dh_buf_str(&once), &twice) == DH_OK &&
        !dh_str_eq(dh_buf_str(&once), dh_buf_str(&twice)))
        __builtin_trap();
    if (dh_polite_retry_after(s, 1800000000) > DH_RETRY_AFTER_MAX)
        __builtin_trap();
    dh_buf_release(&once);
    dh_buf_release(&twice);
}

static enum dh_err give(void *self, size_t max, struct dh_buf *b, struct dh_detail *d)
{
    struct dh_str *rest = self;
    struct dh_str part = dh_str_sub(*rest, 0, max);
    (void)d;
    if (!rest->n)
        return DH_END;
    *rest = dh_str_sub(*rest, part.n, rest->n);
    dh_buf_add(b, part);
    return b->err;
}

static enum dh_err nothing_follows(void *self, struct dh_detail *d)
{
    (void)self;
    (void)d;
    return DH_END;
}

static void warc(struct dh_str s)
{
    struct dh_warc_input in = { give, nothing_follows, &s };
    struct dh_warc_record r;
    struct dh_warc_http http;
    struct dh_warc *w = NULL;
    struct dh_buf body;

    if (dh_warc_new(&w, dh_mem_default(), &in, 1 << 20, NULL))
        return;
    dh_buf_init(&body, dh_mem_default(), 1 << 20);
    while (dh_warc_next(w, &r, NULL) == DH_OK)
        (void)!dh_warc_http(r.block, &body, &http);
    dh_buf_release(&body);
    dh_warc_free(w);
}

/* Rows are JSON, and no byte belongs to two of them. */
static void table(struct dh_str s)
{
    static const struct dh_row_fields fields = { .text = { "text", 4 } };
    enum dh_table_place place = DH_TABLE_CELL;
    struct dh_table t;
    struct dh_buf row;
    uint64_t ends = 0;
    size_t pos, n = dh_str_find_byte(s, '\n');

    dh_table_init(&t, dh_mem_default());
    dh_buf_init(&row, dh_mem_default(), 8 << 20);
    if (dh_table_start(&t, dh_str_sub(s, 0, n), 0, &fields, NULL) == DH_OK) {
        for (s = dh_str_sub(s, n + 1, s.n); s.n; s = dh_str_sub(s, n + 1, s.n)) {
            n = dh_table_record(t.delimiter, s, &place, &ends);
            place = DH_TABLE_CELL;
            dh_buf_reset(&row);
            if (dh_table_row(&t, dh_str_sub(s, 0, n), &row, NULL) == DH_OK &&
                dh_json_check(dh_buf_str(&row), &pos) != DH_OK)
                __builtin_trap();
        }
    }
    dh_buf_release(&row);
    dh_table_release(&t);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct dh_str s = { (const char *)bytes + 1, n ? n - 1 : 0 };

    switch (n ? bytes[0] % 6 : 6) {
    case 0:
    case 1:
        lists(s, bytes[0] % 6);
        break;
    case 2:
        robots(s);
        break;
    case 3:
        url(s);
        break;
    case 4:
        warc(s);
        break;
    case 5:
        table(s);
        break;
    default:
        break;
    }
    return 0;
}
