/* SPDX-License-Identifier: MIT */
/* Lists of pages: what they name, and by which rules. */
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/url.h"
#include "fetch/feed.h"
#include "fetch/urlcanon.h"
#include "crawl/crawling.h"

enum {
    FRONT_FEEDS = 20,   /* feeds that a front page may name */
    INDEX_DEPTH = 3,    /* sitemaps.org knows one level of indexes; some sites nest them */
    RECALL_MAX = 50000, /* entries of a list that are taken from the store */
    RETRY_SECONDS = 3 * 24 * 60 * 60 /* what failed is tried again so long after its list named it
                                        last */
};

static bool same_host(struct dh_str a, struct dh_str b)
{
    return dh_str_eq(dh_url_host(a), dh_url_host(b));
}

/* Whether a list may name such a URL: a sitemap only what lies on its own host (sitemaps.org,
 * "Sitemap file location"), a feed anything, or its site only. */
static bool may_name(const struct dh_task *list, enum dh_feed_kind kind, struct dh_str url)
{
    if (kind == DH_FEED_SITEMAP || kind == DH_FEED_INDEX)
        return same_host(list->url, url);
    return !list->seed->same_site || dh_url_same_site(list->url, url);
}

/* *refused: counts those that the list may not name. */
static enum dh_err name_entry(struct dh_crawl *c, const struct dh_task *list,
                              const struct dh_feed *feed, const struct dh_feed_entry *entry,
                              size_t *refused, struct dh_detail *d)
{
    bool index = feed->kind == DH_FEED_INDEX;
    struct dh_task t = { .seed = list->seed,
                         .kind = index ? DH_TASK_LIST : DH_TASK_PAGE,
                         .url = entry->url,
                         .title = entry->title,
                         .published = entry->published,
                         .list = dh_hash64(list->key),
                         .from = list->came,
                         .depth = (unsigned char)(list->depth + 1) };
    struct dh_host *host;

    if (may_name(list, feed->kind, entry->url))
        return dh_crawl_name(c, &t, entry->updated.n ? entry->updated : entry->published, d);
    enum dh_err e = dh_hosts_get(&c->hosts, list->url, dh_crawl_now(c), &host, d);
    if (e == DH_OK)
        dh_crawl_count(c, host, &t, DH_CAUSE_OFF_SITE, "a list of another host names it");
    ++*refused;
    return e;
}

/* A list that was read, but told less than it has: nobody would know. */
static enum dh_err tell_loss(struct dh_crawl *c, const struct dh_task *list,
                             const struct dh_feed *feed, size_t refused, struct dh_detail *d)
{
    struct dh_host *host;
    struct dh_detail words = { .code = DH_OK };

    if (feed->broken)
        dh_fail(&words, DH_EDATA, 0,
                "the list breaks off with an error: what stands behind it is not read");
    else if (feed->capped)
        dh_fail(&words, DH_ELIMIT, 0, "the list has more than %d entries: the others are not read",
                DH_FEED_ENTRIES);
    else if (feed->nowhere && !feed->n)
        dh_fail(&words, DH_EDATA, 0, "none of the entries of the list has an address of a page");
    else if (feed->n && refused == feed->n)
        dh_fail(&words, DH_EDATA, 0,
                "all that the list names is on another %s: nothing of it is asked for",
                feed->kind == DH_FEED_SITEMAP || feed->kind == DH_FEED_INDEX ? "host" : "site");
    if (!words.code)
        return DH_OK;
    enum dh_err e = dh_hosts_get(&c->hosts, list->url, dh_crawl_now(c), &host, d);
    if (e == DH_OK)
        dh_crawl_count(c, host, list, DH_CAUSE_LIST, words.msg);
    return e;
}

static enum dh_err read_list(struct dh_crawl *c, const struct dh_task *t, struct dh_str body,
                             struct dh_detail *why, struct dh_detail *d)
{
    struct dh_feed feed;
    size_t refused = 0;
    enum dh_err e = dh_feed_read(&c->lists, body, t->url, &feed, why);

    if (e == DH_ENOMEM)
        return dh_fail(d, e, 0, "out of memory for a list");
    if (e)
        return DH_ENET;
    if (feed.kind == DH_FEED_INDEX && t->depth >= INDEX_DEPTH) {
        dh_fail(why, DH_ENET, 0, "indexes of sitemaps inside each other");
        return DH_ENET;
    }
    for (size_t i = 0; e == DH_OK && i < feed.n; i++)
        e = name_entry(c, t, &feed, &feed.entries[i], &refused, d);
    return e ? e : tell_loss(c, t, &feed, refused, d);
}

static enum dh_err read_front(struct dh_crawl *c, const struct dh_task *t, struct dh_str body,
                              struct dh_detail *why, struct dh_detail *d)
{
    struct dh_str feeds[FRONT_FEEDS];
    size_t n = dh_feed_discover(&c->lists, body, t->url, feeds, FRONT_FEEDS);
    enum dh_err e = DH_OK;

    if (!n) {
        dh_fail(why, DH_ENET, 0, "the page names no feed");
        return DH_ENET;
    }
    for (size_t i = 0; e == DH_OK && i < n; i++) {
        struct dh_task feed = { .seed = t->seed,
                                .kind = DH_TASK_LIST,
                                .url = feeds[i],
                                .list = dh_hash64(t->key),
                                .from = t->came };
        e = dh_crawl_name(c, &feed, DH_STR_NONE, d);
    }
    return e;
}

enum dh_err dh_lists_read(struct dh_crawl *c, const struct dh_task *t, struct dh_str body,
                          struct dh_detail *why, struct dh_detail *d)
{
    enum dh_err e =
        t->kind == DH_TASK_FRONT ? read_front(c, t, body, why, d) : read_list(c, t, body, why, d);
    dh_arena_release(&c->lists);
    return e;
}

/* ---- Which lists there were */

enum dh_err dh_lists_note(struct dh_crawl *c, struct dh_task *t, struct dh_detail *d)
{
    struct dh_str keys[DH_LEN(t->came->keys)] = { t->key };

    dh_buf_reset(&c->key);
    if (t->hops && dh_urlcanon(t->listed, &c->key) == DH_OK)
        keys[1] = dh_buf_str(&c->key);
    struct dh_listing *l = dh_mem_zeroed(c->mem, 1, sizeof *l + keys[0].n + keys[1].n);
    if (!l)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a list");
    char *at = (char *)(l + 1);
    for (size_t i = 0; i < DH_LEN(keys); at += keys[i++].n)
        if (keys[i].n)
            l->keys[i] = (struct dh_str){ memcpy(at, keys[i].p, keys[i].n), keys[i].n };
    l->from = t->from;
    l->next = c->listings;
    c->listings = t->came = l;
    return DH_OK;
}

static enum dh_err reopen(struct dh_crawl *c, struct dh_str key, struct dh_detail *d)
{
    struct dh_url_row row;
    bool has;
    enum dh_err e = dh_urls_get(c->urls, key, &row, &has, d);

    if (e || !has)
        return e;
    row.interval = c->list_least;
    row.due = row.visited;
    return dh_urls_put(c->urls, &row, d);
}

enum dh_err dh_lists_reopen(struct dh_crawl *c, struct dh_detail *d)
{
    enum dh_err e = DH_OK;

    for (const struct dh_listing *l = c->urls ? c->listings : NULL; l && e == DH_OK; l = l->next)
        for (size_t i = 0; e == DH_OK && l->unfinished && i < DH_LEN(l->keys) && l->keys[i].n; i++)
            e = reopen(c, l->keys[i], d);
    return e;
}

void dh_lists_free(struct dh_crawl *c)
{
    while (c->listings) {
        struct dh_listing *l = c->listings;
        c->listings = l->next;
        dh_mem_free(c->mem, l);
    }
}

/* ---- From the store */

struct recall {
    struct dh_crawl *c;
    const struct dh_task *list;
    int64_t since, now; /* since: what the list named then or later, it still names */
    struct dh_task **tasks;
    size_t n, cap;
};

/* A page that never came and may come yet: limits, time or a host kept it back, or it failed by
 * what passes. The list may have forgotten it by now. */
static bool is_wanting(const struct recall *r, const struct dh_url_row *row)
{
    bool passing = row->due <= row->visited || row->status == 404; /* dh_schedule_visit */
    bool failed = row->visited && !row->hash && passing;
    return !row->is_list && (!row->visited || (failed && row->seen >= r->now - RETRY_SECONDS));
}

/* A clock that was set back left rows that were seen later than now, also those that the list has
 * forgotten since. */
static bool is_named(const struct recall *r, const struct dh_url_row *row)
{
    return r->since != INT64_MAX &&
           (row->is_list || (row->seen >= r->since && (row->seen <= r->now || r->since > r->now)));
}

/* Rows cannot be put while they are walked over: first their URLs are kept. */
static enum dh_err keep_row(void *self, const struct dh_url_row *row, struct dh_detail *d)
{
    struct recall *r = self;
    const struct dh_task *list = r->list;
    struct dh_task t = { .seed = list->seed,
                         .kind = row->is_list ? DH_TASK_LIST : DH_TASK_PAGE,
                         .url = row->url,
                         .list = row->list,
                         .from = list->came,
                         .depth = (unsigned char)(list->depth + 1) };
    uint32_t least = row->is_list ? r->c->list_least : r->c->page_least;
    bool named = is_named(r, row);
    void *array = r->tasks;

    if (!named && !is_wanting(r, row))
        return DH_OK;
    if (named && row->seen > r->now)
        t.seen = row->seen; /* or the list, which was read later than now, would not name it */
    else if (!named && row->visited)
        t.seen = row->seen < r->now ? row->seen : r->now; /* nobody named it now */
    if (!dh_schedule_due(row, least, r->now, DH_STR_NONE)) {
        r->c->stats.not_due++;
        return DH_OK;
    }
    if (r->n == RECALL_MAX)
        return DH_END;
    if (r->n == r->cap && !dh_mem_grow(r->c->mem, &array, &r->cap, sizeof(struct dh_task *)))
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a list");
    r->tasks = array;
    t.url = DH_STR_NONE;
    if (!dh_arena_copy(&r->c->lists, row->url, &t.url))
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a list");
    struct dh_task *copy = dh_arena_alloc(&r->c->lists, sizeof *copy);
    if (!copy)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a list");
    *copy = t;
    r->tasks[r->n++] = copy;
    return DH_OK;
}

/* Rows seen before `from` are not looked at. */
static enum dh_err recall(struct dh_crawl *c, const struct dh_task *t, int64_t since, int64_t from,
                          struct dh_detail *d)
{
    struct recall r = { .c = c, .list = t, .since = since, .now = dh_crawl_now(c) };

    if (!c->urls)
        return DH_OK;
    enum dh_err e = dh_urls_each_of(c->urls, dh_hash64(t->key), from, keep_row, &r, d);
    if (e == DH_END)
        e = DH_OK;
    for (size_t i = 0; e == DH_OK && i < r.n; i++)
        e = dh_crawl_name(c, r.tasks[i], DH_STR_NONE, d);
    dh_mem_free(c->mem, r.tasks);
    dh_arena_release(&c->lists);
    return e;
}

enum dh_err dh_lists_recall(struct dh_crawl *c, const struct dh_task *t, int64_t seen,
                            struct dh_detail *d)
{
    int64_t from = dh_crawl_now(c) - RETRY_SECONDS;
    return recall(c, t, seen, from < seen ? from : seen, d);
}

enum dh_err dh_lists_resume(struct dh_crawl *c, const struct dh_task *t, struct dh_detail *d)
{
    return recall(c, t, INT64_MAX, 0, d);
}
