/* SPDX-License-Identifier: MIT */
/* The calls of dehusk.h that work on state files alone. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "state/urls.h"

/* ---- Merge */

/* old: the state that will be replaced, which is open; it may be one of those to be merged. */
static enum dh_err add_state(struct dh_store *to, struct dh_store *old, const char *output,
                             const char *path, unsigned wait, struct dh_detail *d)
{
    struct dh_store *from = NULL;

    if (old && dh_file_is_same(output, path))
        return dh_store_merge(to, old, d);
    enum dh_err e = dh_store_open(&from, dh_mem_default(), path, DH_STORE_READ, wait, d);
    if (e == DH_OK)
        e = dh_store_merge(to, from, d);
    dh_store_close(from);
    return e;
}

enum dh_err dh_state_merge(const char *output, const char *const *inputs, size_t n, unsigned wait,
                           struct dh_detail *d)
{
    struct dh_store *old = NULL, *to = NULL;
    enum dh_err e = DH_OK;

    if (!output[0])
        return dh_fail(d, DH_EUSAGE, 0, "no file is named for the merged state");
    if (access(output, F_OK) == 0) /* held until it is replaced: nobody works on it in vain */
        e = dh_store_open(&old, dh_mem_default(), output, DH_STORE_ALONE, wait, d);
    if (e == DH_OK)
        e = dh_store_unnamed(&to, dh_mem_default(), output, d);
    for (size_t i = 0; e == DH_OK && i < n; i++)
        e = add_state(to, old, output, inputs[i], wait, d);
    if (e == DH_OK)
        return dh_store_name(to, old, d);
    dh_store_close(to);
    dh_store_close(old);
    return e;
}

/* ---- Verify, adopt, expire */

/* Opens the state, does one thing with it, and closes it. */
static enum dh_err on_state(const char *path, enum dh_store_mode mode, unsigned wait,
                            enum dh_err act(struct dh_store *, struct dh_detail *),
                            struct dh_detail *d)
{
    struct dh_store *s = NULL;
    enum dh_err e = dh_store_open(&s, dh_mem_default(), path, mode, wait, d);
    if (e == DH_OK)
        e = act(s, d);
    dh_store_close(s);
    return e;
}

enum dh_err dh_state_verify(const char *path, unsigned wait, struct dh_detail *d)
{
    return on_state(path, DH_STORE_READ, wait, dh_store_verify, d);
}

enum dh_err dh_state_adopt(const char *path, unsigned wait, struct dh_detail *d)
{
    return on_state(path, DH_STORE_ADOPT, wait, dh_store_commit, d);
}

enum dh_err dh_state_expire(const char *path, unsigned days, unsigned wait, uint64_t *stories,
                            uint64_t *fragments, struct dh_detail *d)
{
    struct dh_store *s = NULL;
    uint64_t gone = 0, keys = 0, today = (uint64_t)(time(NULL) / (24 * 60 * 60));
    enum dh_err e = access(path, F_OK) == 0 ? DH_OK
                                            : dh_fail_os(d, dh_file_error(errno, false), errno,
                                                         "cannot open the state '%s'", path);

    if (e == DH_OK)
        e = dh_store_open(&s, dh_mem_default(), path, DH_STORE_WRITE, wait, d);
    if (e == DH_OK)
        e = dh_store_expire(s, today > days ? (uint32_t)(today - days) : 0, &gone, &keys, d);
    if (e == DH_OK)
        e = dh_store_commit(s, d);
    if (e == DH_OK && gone + keys)
        dh_store_shrink(s);
    dh_store_close(s);
    if (e == DH_OK && stories)
        *stories = gone;
    if (e == DH_OK && fragments)
        *fragments = keys;
    return e;
}

/* ---- List */

struct list {
    struct dh_buf line;
    enum dh_err (*put)(void *self, struct dh_str line);
    void *self;
};

static void add_name(struct dh_buf *b, const char *name)
{
    dh_buf_byte(b, b->n ? ',' : '{');
    dh_buf_byte(b, '"');
    dh_buf_add(b, dh_str_c(name));
    dh_buf_add(b, DH_STR("\":"));
}

static void add_text(struct dh_buf *b, const char *name, struct dh_str value)
{
    add_name(b, name);
    dh_json_add(b, value);
}

static void add_number(struct dh_buf *b, const char *name, uint64_t value)
{
    add_name(b, name);
    dh_buf_number(b, value);
}

static void add_hex(struct dh_buf *b, uint64_t v)
{
    char hex[20];
    snprintf(hex, sizeof hex, "%016llx", (unsigned long long)v);
    dh_buf_add(b, dh_str_c(hex));
}

static void add_hash(struct dh_buf *b, const char *name, uint64_t v)
{
    add_name(b, name);
    dh_buf_byte(b, '"');
    add_hex(b, v);
    dh_buf_byte(b, '"');
}

static enum dh_err put_line(struct list *l, struct dh_detail *d)
{
    dh_buf_byte(&l->line, '}');
    enum dh_err e = l->line.err ? dh_fail(d, l->line.err, 0, "out of memory")
                                : l->put(l->self, dh_buf_str(&l->line));
    dh_buf_reset(&l->line);
    return e;
}

/* file: with its size, which tells how it came to be as well as what it holds. */
static enum dh_err put_counts(struct list *l, struct dh_store *s, bool file, struct dh_detail *d)
{
    struct dh_store_counts c;
    const char *name, *value;
    enum dh_err e = dh_store_count(s, &c, d);
    if (e)
        return e;
    for (unsigned i = 0; dh_store_version(s, i, &name, &value); i++)
        add_text(&l->line, name, dh_str_c(value));
    if (file)
        add_number(&l->line, "bytes", c.bytes);
    add_number(&l->line, "stories", c.stories);
    add_number(&l->line, "written", c.written);
    add_number(&l->line, "sites", c.sites);
    add_number(&l->line, "fragments", c.keys);
    add_number(&l->line, "fragments_in_two_stories", c.keys_twice);
    add_number(&l->line, "first_day", c.first_day);
    add_number(&l->line, "last_day", c.last_day);
    add_number(&l->line, "urls", c.urls);
    add_number(&l->line, "hosts", c.hosts);
    return put_line(l, d);
}

static enum dh_err put_story(void *self, const struct dh_store_story *story, struct dh_detail *d)
{
    struct list *l = self;
    char page[33];
    dh_hash128_hex(story->page, page);
    add_text(&l->line, "story", story->id);
    add_text(&l->line, "page", dh_str_c(page));
    add_hash(&l->line, "label", story->label);
    if (story->site)
        add_hash(&l->line, "site", story->site);
    if (story->url)
        add_hash(&l->line, "url", story->url);
    if (story->published != INT64_MAX) {
        char text[24];
        snprintf(text, sizeof text, "%lld", (long long)story->published);
        add_name(&l->line, "published");
        dh_buf_add(&l->line, dh_str_c(text));
    }
    add_number(&l->line, "length", story->length);
    add_number(&l->line, "day", story->day);
    add_number(&l->line, "written", story->written);
    add_number(&l->line, "sketch_bytes", story->sketch.n);
    return put_line(l, d);
}

static enum dh_err put_key(void *self, const struct dh_key_row *row, struct dh_detail *d)
{
    struct list *l = self;
    add_hash(&l->line, "fragment", row->key);
    add_hash(&l->line, "site", row->site);
    add_name(&l->line, "entries");
    for (unsigned i = 0; i < row->n; i++) {
        dh_buf_add(&l->line, i ? DH_STR("\",\"") : DH_STR("[\""));
        add_hex(&l->line, row->entries[i]);
    }
    dh_buf_add(&l->line, DH_STR("\"]"));
    return put_line(l, d);
}

static enum dh_err put_url(void *self, const struct dh_url_row *row, struct dh_detail *d)
{
    struct list *l = self;
    add_text(&l->line, row->is_list ? "list" : "url", row->url);
    add_text(&l->line, "key", row->key);
    if (row->list)
        add_hash(&l->line, "of", row->list);
    add_number(&l->line, "status", row->status);
    add_hash(&l->line, "hash", row->hash);
    add_text(&l->line, "etag", row->etag);
    add_text(&l->line, "modified", row->modified);
    add_number(&l->line, "visited", (uint64_t)row->visited);
    add_number(&l->line, "due", (uint64_t)row->due);
    add_number(&l->line, "interval", row->interval);
    add_number(&l->line, "seen", (uint64_t)row->seen);
    return put_line(l, d);
}

static enum dh_err put_host(void *self, const struct dh_host_row *row, struct dh_detail *d)
{
    struct list *l = self;
    add_text(&l->line, "host", row->origin);
    add_number(&l->line, "robots_status", row->robots_status);
    add_number(&l->line, "robots_bytes", row->robots.n);
    add_number(&l->line, "robots_at", (uint64_t)row->robots_at);
    add_number(&l->line, "tried", (uint64_t)row->tried);
    add_number(&l->line, "down_until", (uint64_t)row->down_until);
    add_number(&l->line, "downs", row->downs);
    return put_line(l, d);
}

enum dh_err dh_state_list(const char *path, int brief, unsigned wait,
                          enum dh_err (*put)(void *self, struct dh_str line), void *self,
                          struct dh_detail *d)
{
    struct dh_store *s = NULL;
    struct list l = { .put = put, .self = self };
    enum dh_err e = dh_store_open(&s, dh_mem_default(), path, DH_STORE_READ, wait, d);

    dh_buf_init(&l.line, dh_mem_default(), SIZE_MAX);
    if (e == DH_OK)
        e = dh_store_verify_sums(s, d);
    if (e == DH_OK)
        e = put_counts(&l, s, brief, d);
    if (e == DH_OK && !brief)
        e = dh_store_each_story(s, put_story, &l, d);
    if (e == DH_OK && !brief)
        e = dh_store_each_key(s, 0, put_key, &l, d);
    if (e == DH_OK && !brief)
        e = dh_store_each_url(s, put_url, &l, d);
    if (e == DH_OK && !brief)
        e = dh_store_each_host(s, put_host, &l, d);
    dh_buf_release(&l.line);
    dh_store_close(s);
    return e;
}
