/* SPDX-License-Identifier: MIT */
/* What comes of a request of a crawl: dh_crawl_take of crawling.h. */
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/url.h"
#include "fetch/urlcanon.h"
#include "crawl/crawling.h"

static uint32_t least_of(const struct dh_crawl *c, const struct dh_task *t)
{
    return t->kind == DH_TASK_PAGE ? c->page_least : c->list_least;
}

static enum dh_err put_row(struct dh_crawl *c, const struct dh_url_row *row, struct dh_detail *d)
{
    return c->urls ? dh_urls_put(c->urls, row, d) : DH_OK;
}

enum dh_err dh_crawl_note_visit(struct dh_crawl *c, const struct dh_task *t, long status,
                                enum dh_outcome outcome, struct dh_detail *d)
{
    struct dh_url_row row;
    bool has;
    enum dh_err e = dh_crawl_row(c, t, &row, &has, d);

    if (e)
        return e;
    row.status = (uint16_t)(status > 0 && status < 1000 ? status : 0);
    dh_schedule_visit(&row, outcome, least_of(c, t), dh_crawl_now(c));
    return put_row(c, &row, d);
}

/* ---- Redirects */

/* Whether a redirect leads to an address that it came from. */
static bool leads_back(const struct dh_task *t, struct dh_str key)
{
    uint64_t hash = dh_hash64(key);

    for (size_t i = 0; i < t->hops; i++)
        if (t->way[i] == hash)
            return true;
    return false;
}

/* *on: to is asked for; not when that was done already. DH_EDATA: a circle. */
static enum dh_err go_on(struct dh_crawl *c, const struct dh_arrival *a, struct dh_str to, bool *on,
                         struct dh_detail *d)
{
    const struct dh_task *t = a->task;
    struct dh_task next = *t, *task;
    bool again = false;

    dh_buf_reset(&c->key);
    if (dh_urlcanon(to, &c->key) != DH_OK)
        return DH_ENET;
    next.url = to;
    next.key = dh_buf_str(&c->key);
    if (leads_back(t, next.key))
        return DH_EDATA;
    next.way[next.hops++] = dh_hash64(t->key);
    next.tries = 0;
    if (!t->hops)
        next.moved = (uint16_t)a->got->status;
    enum dh_err e = DH_OK;
    if (!dh_str_eq(next.key, t->key)) /* the same page by another spelling is asked for, too */
        e = dh_frontier_meet(&c->frontier, next.key, &again);
    *on = e == DH_OK && !again;
    if (e == DH_OK && again) {
        c->stats.duplicates++;
        return DH_OK;
    }
    if (e == DH_OK)
        e = dh_frontier_add(&c->frontier, &next, &task);
    if (e == DH_OK)
        e = dh_polite_add(c->polite, task->url, (uintptr_t)task);
    return e ? dh_fail(d, e, 0, "out of memory for the URLs of a crawl") : DH_OK;
}

/* *on: it is not over, what it leads to is asked for. */
static enum dh_err take_redirect(struct dh_crawl *c, const struct dh_arrival *a, bool *on,
                                 struct dh_detail *d)
{
    const struct dh_task *t = a->task;
    const struct dh_fetched *r = a->got;
    struct dh_buf to;
    const char *words = NULL;
    enum dh_err e = DH_OK;

    dh_buf_init(&to, c->mem, DH_URL_MAX);
    if (!r->location.n)
        words = "a redirect to nowhere";
    else if (t->hops >= DH_HOPS_MAX)
        words = "more redirects than five";
    else if (dh_url_normal(t->url, r->location, &to) != DH_OK)
        words = "a redirect to what is no http address";
    else
        e = go_on(c, a, dh_buf_str(&to), on, d);
    if (e == DH_ENET || e == DH_EDATA) {
        words = e == DH_ENET ? "a redirect to an odd address" : "redirects in a circle";
        e = DH_OK;
    }
    dh_buf_release(&to);
    if (words)
        dh_crawl_count(c, a->host, t, DH_CAUSE_REDIRECT, words);
    if (e)
        return e;
    /* Before what it leads to has come, the first address is as good as not asked for: see
     * dh_crawl_tell_first. */
    if (*on && !t->hops)
        return dh_crawl_note_visit(c, t, 0, DH_OUTCOME_TROUBLE, d);
    return dh_crawl_note_visit(c, t, r->status, words ? DH_OUTCOME_SETTLED : DH_OUTCOME_MOVED, d);
}

enum dh_err dh_crawl_tell_first(struct dh_crawl *c, const struct dh_task *t, bool came,
                                struct dh_detail *d)
{
    struct dh_url_row last, first;
    bool has = false;

    if (!t->hops || !c->urls)
        return DH_OK;
    enum dh_err e = dh_urls_get(c->urls, t->key, &last, &has, d);
    if (e || !has)
        return e;
    dh_buf_reset(&c->key);
    if (dh_urlcanon(t->listed, &c->key) != DH_OK || dh_str_eq(dh_buf_str(&c->key), t->key))
        return DH_OK;
    e = dh_urls_get(c->urls, dh_buf_str(&c->key), &first, &has, d);
    if (e || !has)
        return e;
    first.status = came ? t->moved : dh_status_redirects(last.status) ? 0 : last.status;
    first.interval = last.interval;
    first.due = last.due;
    return put_row(c, &first, d);
}

/* ---- Pages */

/* earlier: when the page was visited before. */
static enum dh_err archive(struct dh_crawl *c, const struct dh_arrival *a, enum dh_warc_visit visit,
                           int64_t earlier, struct dh_detail *d)
{
    const struct dh_fetched *r = a->got;
    struct dh_warc_page p = { .visit = visit,
                              .url = a->task->url,
                              .fetched = a->at,
                              .request = dh_buf_str(&r->sent),
                              .head = dh_buf_str(&r->head),
                              .body = dh_buf_str(&r->body),
                              .earlier = earlier };
    return c->warc ? dh_warcdir_put(c->warc, &p, d) : DH_OK;
}

/* Fills page; what a page needs beyond the task is copied, since the task goes. */
static enum dh_err hand_out(struct dh_crawl *c, const struct dh_arrival *a, enum dh_visit visit,
                            struct dh_crawled *page)
{
    const struct dh_task *t = a->task;
    const struct dh_fetched *r = a->got;
    struct dh_buf *b = &c->page_names;
    bool body = visit == DH_VISIT_NEW || visit == DH_VISIT_CHANGED;

    dh_buf_reset(&c->page_key);
    dh_buf_add(&c->page_key, t->key);
    dh_buf_reset(b);
    dh_buf_add(b, t->listed);
    dh_buf_add(b, t->title);
    dh_buf_add(b, t->published);
    if (b->err || c->page_key.err)
        return DH_ENOMEM;
    struct dh_str names = dh_buf_str(b);
    *page = (struct dh_crawled){
        .visit = visit,
        .tag = t->seed->tag,
        .url = dh_str_sub(names, 0, t->listed.n),
        .title = dh_str_sub(names, t->listed.n, t->title.n),
        .published = dh_str_sub(names, t->listed.n + t->title.n, t->published.n),
        .final_url = r->url,
        .key = dh_buf_str(&c->page_key),
        .content_type = body ? r->content_type : DH_STR_NONE,
        .body = body ? dh_buf_str(&r->body) : DH_STR_NONE,
        .status = r->status,
        .fetched = a->at,
    };
    c->stats.all.visits[visit]++;
    return DH_OK;
}

static enum dh_err take_page(struct dh_crawl *c, const struct dh_arrival *a,
                             struct dh_crawled *page, struct dh_detail *d)
{
    const struct dh_task *t = a->task;
    const struct dh_fetched *r = a->got;
    struct dh_url_row row;
    bool has, modified = r->status != 304;
    enum dh_err e = dh_crawl_row(c, t, &row, &has, d);
    enum dh_visit visit = DH_VISIT_UNCHANGED;

    if (e)
        return e;
    int64_t earlier = row.visited;
    if (modified) {
        uint64_t hash = dh_hash64(dh_buf_str(&r->body));
        hash += hash == 0; /* 0: none */
        visit = !row.hash ? DH_VISIT_NEW : row.hash != hash ? DH_VISIT_CHANGED : visit;
        row.hash = hash;
        row.etag = r->etag;
        row.modified = r->modified;
    }
    bool same = visit == DH_VISIT_UNCHANGED;
    e = archive(c, a,
                !same      ? DH_WARC_FETCHED
                : modified ? DH_WARC_SAME_BODY
                           : DH_WARC_NOT_MODIFIED,
                earlier, d);
    /* Of a page that is the same as ever the status stays that of the body. */
    row.status = (uint16_t)(modified ? r->status : 200);
    dh_schedule_visit(&row,
                      same                        ? DH_OUTCOME_SAME
                      : visit == DH_VISIT_CHANGED ? DH_OUTCOME_CHANGED
                                                  : DH_OUTCOME_NEWS,
                      c->page_least, a->at);
    if (e == DH_OK)
        e = put_row(c, &row, d);
    if (e == DH_OK && hand_out(c, a, visit, page) != DH_OK)
        e = dh_fail(d, DH_ENOMEM, 0, "out of memory for a page");
    a->host->counts.visits[visit] += e == DH_OK;
    return e;
}

/* A page that had come before is told once. So is any that a list goes on naming; what was asked
 * for by its own URL, and a list, each time. */
static enum dh_err take_gone(struct dh_crawl *c, const struct dh_arrival *a,
                             struct dh_crawled *page, bool *have, struct dh_detail *d)
{
    const struct dh_task *t = a->task;
    const struct dh_fetched *r = a->got;
    struct dh_url_row row;
    bool has;
    enum dh_err e = dh_crawl_row(c, t, &row, &has, d);

    if (e)
        return e;
    *have = t->kind == DH_TASK_PAGE && row.hash != 0;
    bool told = t->kind == DH_TASK_PAGE && t->list != 0 && row.hash == 0 &&
                dh_cause_of_status(row.status, false) == DH_CAUSE_GONE;
    bool early = t->kind == DH_TASK_PAGE && row.hash == 0 && r->status == 404;
    row.hash = 0; /* if it comes back, it is new */
    row.etag = row.modified = DH_STR_NONE;
    row.status = (uint16_t)r->status;
    dh_schedule_visit(&row, early ? DH_OUTCOME_MISSING : DH_OUTCOME_SETTLED, least_of(c, t), a->at);
    e = put_row(c, &row, d);
    if (e)
        return e;
    if (told)
        return DH_OK;
    if (!*have) {
        dh_crawl_count(c, a->host, t, r->cause, r->why.msg);
        return DH_OK;
    }
    a->host->counts.visits[DH_VISIT_GONE]++;
    return hand_out(c, a, DH_VISIT_GONE, page) == DH_OK
               ? DH_OK
               : dh_fail(d, DH_ENOMEM, 0, "out of memory for a page");
}

/* ---- Lists */

/* One that had failed and is back is asked for as often as a new one. */
static void schedule_list(const struct dh_crawl *c, struct dh_url_row *row, bool back,
                          enum dh_outcome outcome, int64_t now)
{
    if (back)
        row->interval = c->list_least;
    dh_schedule_visit(row, outcome, c->list_least, now);
}

static enum dh_err take_list(struct dh_crawl *c, const struct dh_arrival *a, struct dh_detail *d)
{
    struct dh_task *t = a->task;
    const struct dh_fetched *r = a->got;
    struct dh_url_row row;
    struct dh_detail why = { .code = DH_OK };
    bool has;
    enum dh_err e = dh_crawl_row(c, t, &row, &has, d);
    uint64_t hash = dh_hash64(dh_buf_str(&r->body));

    if (e == DH_OK)
        e = dh_lists_note(c, t, d);
    if (e)
        return e;
    bool back = row.status >= 400;
    if (r->status == 304 || (row.hash && row.hash == hash)) {
        int64_t seen = row.seen;
        row.status = 200;
        schedule_list(c, &row, back, DH_OUTCOME_SAME, a->at);
        e = put_row(c, &row, d);
        return e ? e : dh_lists_recall(c, t, seen, d);
    }
    e = dh_lists_read(c, t, dh_buf_str(&r->body), &why, d);
    bool good = e == DH_OK;
    if (good)
        e = dh_lists_resume(c, t, d);
    if (e != DH_OK && e != DH_ENET)
        return e;
    if (!good)
        dh_crawl_count(c, a->host, t, DH_CAUSE_LIST, why.msg);
    e = dh_crawl_row(c, t, &row, &has, d); /* reading looked up others */
    if (e)
        return e;
    row.is_list = true;
    row.status = (uint16_t)r->status;
    row.hash = good ? hash : 0;
    row.etag = good ? r->etag : DH_STR_NONE;
    row.modified = good ? r->modified : DH_STR_NONE;
    row.seen = good ? a->at : row.seen;
    schedule_list(c, &row, back, good ? DH_OUTCOME_NEWS : DH_OUTCOME_TROUBLE, a->at);
    return put_row(c, &row, d);
}

/* ---- All */

static enum dh_err take_failure(struct dh_crawl *c, const struct dh_arrival *a, struct dh_detail *d)
{
    const struct dh_fetched *r = a->got;
    bool trouble =
        dh_cause_passes(r->cause) || r->cause == DH_CAUSE_DNS || r->cause == DH_CAUSE_TLS;

    dh_crawl_count(c, a->host, a->task, r->cause, r->why.msg);
    return dh_crawl_note_visit(c, a->task, r->status,
                               trouble ? DH_OUTCOME_TROUBLE : DH_OUTCOME_SETTLED, d);
}

enum dh_err dh_crawl_take(struct dh_crawl *c, const struct dh_arrival *a, struct dh_crawled *page,
                          bool *have, struct dh_detail *d)
{
    struct dh_task *t = a->task;
    const struct dh_fetched *r = a->got;
    bool on = false;
    enum dh_err e = DH_OK;

    *have = false;
    if (r->cause != DH_CAUSE_NONE && dh_cause_passes(r->cause) && a->may_retry) {
        t->tries++;
        if (dh_polite_add(c->polite, t->url, (uintptr_t)t) != DH_OK)
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for the URLs of a crawl");
        return DH_OK;
    }
    if (r->cause == DH_CAUSE_OUT_OF_TIME) {
        dh_crawl_leave(c, t); /* as if it had not been asked for */
        c->broken_off = true;
    } else if (r->cause == DH_CAUSE_GONE) {
        e = take_gone(c, a, page, have, d);
    } else if (r->cause != DH_CAUSE_NONE) {
        e = take_failure(c, a, d);
    } else if (r->status != 304 && (r->status < 200 || r->status > 203)) {
        e = take_redirect(c, a, &on, d);
    } else if (t->kind == DH_TASK_PAGE) {
        e = take_page(c, a, page, d);
        *have = e == DH_OK;
    } else {
        e = take_list(c, a, d);
    }
    if (e == DH_OK && !on && r->cause != DH_CAUSE_OUT_OF_TIME)
        e = dh_crawl_tell_first(c, t, r->cause == DH_CAUSE_NONE, d);
    dh_frontier_drop(&c->frontier, t);
    return e;
}
