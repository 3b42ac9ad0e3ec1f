/* SPDX-License-Identifier: MIT */
/* Whose turn it is, and what is asked of its host: robots.txt first, then pages and lists. */
#include "crawl/crawl.h"

#include <stdio.h>

#include "base/clock.h"
#include "crawl/crawling.h"

enum { LIST_BYTES = 50 << 20 /* sitemaps.org */ };

void dh_crawl_give_up(struct dh_crawl *c, struct dh_task *t, struct dh_host *host,
                      enum dh_cause cause, const char *words)
{
    dh_crawl_count(c, host, t, cause, words);
    dh_frontier_drop(&c->frontier, t);
}

static const char *words_of(enum dh_cause cause)
{
    return cause == DH_CAUSE_ROBOTS      ? "robots.txt forbids it"
           : cause == DH_CAUSE_NO_ROBOTS ? "robots.txt cannot be had: nothing is allowed"
           : cause == DH_CAUSE_PRIVATE   ? "a private address, or a port that pages are not served "
                                           "on (allow-private lets it)"
                                         : "its host cannot be reached";
}

enum dh_err dh_crawl_ask_robots(struct dh_crawl *c, const struct dh_task *t, struct dh_str url,
                                struct dh_detail *d)
{
    struct dh_errand errand = {
        .url = url, .max_bytes = DH_ROBOTS_MAX, .any_type = true, .clip = true, .tag = (uintptr_t)t
    };
    return dh_multi_begin(c->multi, &errand, d);
}

static enum dh_err ask_robots(struct dh_crawl *c, struct dh_task *t, const struct dh_host *host,
                              struct dh_detail *d)
{
    char url[DH_ORIGIN_MAX + 16];
    int n = snprintf(url, sizeof url, "%s/robots.txt", host->origin.p);
    t->for_robots = true;
    t->robots_hops = 0;
    return dh_crawl_ask_robots(c, t, (struct dh_str){ url, (size_t)n }, d);
}

/* Limits count pages: a redirect and another try are the same page. */
static bool is_first_request(const struct dh_task *t)
{
    return t->kind == DH_TASK_PAGE && !t->hops && !t->tries;
}

static bool over_limit(const struct dh_crawl *c, const struct dh_task *t)
{
    return is_first_request(t) && ((c->opts.max_pages && c->pages_asked >= c->opts.max_pages) ||
                                   (t->seed->max_pages && t->seed->asked >= t->seed->max_pages));
}

static enum dh_err ask_page(struct dh_crawl *c, struct dh_task *t, struct dh_detail *d)
{
    bool page = t->kind == DH_TASK_PAGE, has;
    struct dh_url_row row;
    enum dh_err e = dh_crawl_row(c, t, &row, &has, d);
    struct dh_errand errand = { .url = t->url,
                                .max_bytes = page ? c->opts.max_bytes : (size_t)LIST_BYTES,
                                .any_type = !page,
                                .tag = (uintptr_t)t };
    if (e)
        return e;
    if (row.hash) { /* without a body of ours "not modified" is of no use */
        errand.etag = row.etag;
        errand.modified = row.modified;
    }
    c->pages_asked += is_first_request(t);
    t->seed->asked += is_first_request(t);
    return dh_multi_begin(c->multi, &errand, d);
}

/* A task whose host's turn it is: asked for, or not (*asked). */
static enum dh_err ask(struct dh_crawl *c, struct dh_task *t, bool *asked, struct dh_detail *d)
{
    struct dh_host *host;
    int64_t now = dh_crawl_now(c);
    enum dh_err e = dh_hosts_get(&c->hosts, t->url, now, &host, d);

    *asked = false;
    if (e)
        return e;
    if (!host->asked && host->down_until > now) {
        dh_crawl_give_up(c, t, host, DH_CAUSE_HOST_DOWN, "its host was given up in an earlier run");
        return DH_OK;
    }
    if (!host->asked && host->downs)
        dh_polite_suspect(c->polite, t->url);
    host->asked = true;
    if (host->access == DH_HOST_UNKNOWN) {
        *asked = true;
        return ask_robots(c, t, host, d);
    }
    if (host->access == DH_HOST_NOTHING) {
        dh_crawl_give_up(c, t, host, host->why, words_of(host->why));
        return DH_OK;
    }
    if (host->access == DH_HOST_RULES)
        dh_polite_crawl_delay(c->polite, t->url, dh_robots_delay(host->robots));
    if (!dh_host_allows(host, t->url)) {
        /* It had its turn. To see whether it still may not costs a request behind redirects. */
        e = dh_crawl_note_visit(c, t, 0, t->hops ? DH_OUTCOME_SETTLED : DH_OUTCOME_TROUBLE, d);
        if (e == DH_OK)
            e = dh_crawl_tell_first(c, t, false, d);
        /* A source that may not be read is a failure; a page is what its owner wants. */
        dh_crawl_give_up(c, t, host, dh_crawl_is_source(t) ? DH_CAUSE_LIST : DH_CAUSE_ROBOTS,
                         words_of(DH_CAUSE_ROBOTS));
        return e;
    }
    if (!over_limit(c, t)) {
        *asked = true;
        return ask_page(c, t, d);
    }
    dh_crawl_leave(c, t);
    dh_frontier_drop(&c->frontier, t);
    return DH_OK;
}

enum dh_err dh_crawl_ask(struct dh_crawl *c, int64_t *wait_ms, struct dh_detail *d)
{
    enum dh_err e = DH_OK;

    *wait_ms = -1;
    while (e == DH_OK && !c->closing && dh_multi_idle(c->multi)) {
        struct dh_str url;
        uint64_t tag;
        bool asked;
        if (dh_polite_next(c->polite, dh_clock_ms(), &url, &tag, wait_ms) == DH_END) {
            *wait_ms = -1;
            break;
        }
        if (!url.n)
            break;
        e = ask(c, (struct dh_task *)(uintptr_t)tag, &asked, d);
        if (e == DH_OK && !asked)
            dh_polite_skip(c->polite, url);
    }
    return e;
}
