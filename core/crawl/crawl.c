/* SPDX-License-Identifier: MIT */
#include "crawl/crawl.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/url.h"
#include "crawl/crawling.h"

enum {
    HOSTS = 64,
    TRIES = 3,
    ROBOTS_HOPS = 5,
    PAGE_BYTES = 10 << 20,
    LIST_ARENA = 256 << 20,
    GRACE_MS = 10 * 1000,
    PAGE_INTERVAL = 60 * 60,
    LIST_INTERVAL = 5 * 60,
    PATIENCE_MS = 5 * 60 * 1000, /* a host that asks for more by Retry-After is left alone */
    TURN_MS = 250,               /* how often stop, deadline and progress are looked at */
    CONTACT_MAX = 180
};

const char *dh_visit_name(enum dh_visit v)
{
    switch (v) {
    case DH_VISIT_NEW:
        return "new";
    case DH_VISIT_CHANGED:
        return "changed";
    case DH_VISIT_UNCHANGED:
        return "unchanged";
    case DH_VISIT_GONE:
        return "gone";
    }
    return "unknown";
}

/* ---- Making */

/* NULL for what is nothing but blanks, as a variable of a script that was not set. */
static const char *said(const char *s)
{
    return s && s[strspn(s, " \t")] ? s : NULL;
}

bool dh_crawl_names_who(const char *contact, const char *user_agent)
{
    return said(contact) || said(user_agent);
}

/* The name that goes with each request; a crawl without somebody to complain to is refused. */
static enum dh_err make_agent(const struct dh_crawl_options *o, char dst[DH_CRAWL_AGENT_MAX],
                              struct dh_detail *d)
{
    const char *contact = said(o->contact) ? o->contact : "";

    if (!dh_crawl_names_who(o->contact, o->user_agent))
        return dh_fail(d, DH_EUSAGE, 0,
                       "no contact: say by an address or URL (--contact) who fetches, so that the "
                       "owners of sites can reach you");
    if (strlen(contact) > CONTACT_MAX || strpbrk(contact, "()\\"))
        return dh_fail(d, DH_EUSAGE, 0, "bad contact '%s'", contact);
    snprintf(dst, DH_CRAWL_AGENT_MAX, "%s%s%s%s",
             said(o->user_agent) ? o->user_agent : "dehusk/" DH_VERSION, contact[0] ? " (+" : "",
             contact, contact[0] ? ")" : "");
    return DH_OK;
}

/* The agent's first word, without its version: what robots.txt calls us by (RFC 9309, 2.2.1). */
static struct dh_str product_token(struct dh_str agent)
{
    size_t n = 0;
    while (n < agent.n &&
           (dh_is_alpha((unsigned char)agent.p[n]) || agent.p[n] == '-' || agent.p[n] == '_'))
        n++;
    return n ? dh_str_sub(agent, 0, n) : DH_STR("dehusk");
}

static uint32_t interval(uint32_t asked, uint32_t fallback)
{
    return asked == UINT32_MAX ? 0 : asked ? asked : fallback;
}

static enum dh_err open_parts(struct dh_crawl *c, const struct dh_crawl_options *o,
                              struct dh_detail *d)
{
    enum dh_err e = make_agent(o, c->agent, d);
    struct dh_multi_options mo = { .slots = c->opts.hosts,
                                   .max_seconds = o->max_seconds,
                                   .slow_seconds = o->slow_seconds,
                                   .allow_private = o->allow_private,
                                   .keep_heads = o->warc != NULL,
                                   .user_agent = c->agent,
                                   .ca_file = o->ca_file,
                                   .proxy = o->proxy };
    struct dh_polite_options po = { .least_ms = o->least_delay_ms, .factor = o->delay_factor };
    struct dh_warcdir_options wo = { .path = o->warc,
                                     .file_bytes = o->warc_bytes,
                                     .operator_ = o->contact,
                                     .user_agent = c->agent };

    if (e == DH_OK)
        e = dh_multi_new(&c->multi, c->mem, &mo, d);
    if (e == DH_OK)
        e = dh_polite_new(&c->polite, c->mem, &po, d);
    if (e == DH_OK && o->store)
        e = dh_urls_new(&c->urls, o->store, d);
    if (e == DH_OK && o->warc)
        e = dh_warcdir_new(&c->warc, c->mem, &wo, d);
    return e;
}

enum dh_err dh_crawl_new(struct dh_crawl **out, const struct dh_allocator *m,
                         const struct dh_crawl_options *o, struct dh_detail *d)
{
    struct dh_crawl *c = dh_mem_zeroed(m, 1, sizeof *c);

    if (!c)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a crawl");
    c->mem = m;
    c->begun = (int64_t)time(NULL);
    c->begun_ms = dh_clock_asleep_ms();
    c->opts = *o;
    c->opts.hosts = o->hosts ? o->hosts : HOSTS;
    c->opts.tries = o->tries ? o->tries : TRIES;
    c->opts.max_bytes = o->max_bytes ? o->max_bytes : PAGE_BYTES;
    c->opts.grace_ms = o->grace_ms ? o->grace_ms : GRACE_MS;
    c->page_least = interval(o->page_interval, PAGE_INTERVAL);
    c->list_least = interval(o->list_interval, LIST_INTERVAL);
    dh_frontier_init(&c->frontier, m);
    dh_arena_init(&c->lists, m, LIST_ARENA);
    dh_buf_init(&c->key, m, DH_URL_MAX);
    dh_buf_init(&c->normal, m, DH_URL_MAX);
    dh_buf_init(&c->page_key, m, SIZE_MAX);
    dh_buf_init(&c->page_names, m, SIZE_MAX);
    enum dh_err e = open_parts(c, o, d);
    dh_hosts_init(&c->hosts, m, c->urls, product_token(dh_str_c(c->agent)));
    if (e) {
        dh_crawl_free(c);
        return e;
    }
    *out = c;
    return DH_OK;
}

void dh_crawl_free(struct dh_crawl *c)
{
    if (!c)
        return;
    dh_multi_free(c->multi);
    dh_polite_free(c->polite);
    dh_warcdir_free(c->warc);
    dh_hosts_release(&c->hosts);
    dh_urls_free(c->urls);
    dh_frontier_release(&c->frontier);
    dh_arena_release(&c->lists);
    dh_buf_release(&c->key);
    dh_buf_release(&c->normal);
    dh_buf_release(&c->page_key);
    dh_buf_release(&c->page_names);
    dh_lists_free(c);
    while (c->seeds) {
        struct dh_planted *s = c->seeds;
        c->seeds = s->next;
        dh_mem_free(c->mem, s);
    }
    dh_mem_free(c->mem, c);
}

/* ---- Answers */

/* robots.txt moved: RFC 9309, 2.3.1.2 has at least five redirects followed, other hosts too.
 * *on: another request is under way. */
static enum dh_err follow_robots(struct dh_crawl *c, struct dh_task *t, struct dh_fetched *r,
                                 bool *on, struct dh_detail *d)
{
    *on = false;
    if (r->cause != DH_CAUSE_NONE || r->status < 300 || r->status > 399)
        return DH_OK;
    dh_buf_reset(&c->normal);
    if (t->robots_hops >= ROBOTS_HOPS || !r->location.n ||
        dh_url_normal(r->url, r->location, &c->normal) != DH_OK) {
        r->status = 404; /* unavailable: as if there were none */
        return DH_OK;
    }
    t->robots_hops++;
    *on = true;
    dh_multi_done(c->multi); /* a slot is needed; this answer is not, any more */
    return dh_crawl_ask_robots(c, t, dh_buf_str(&c->normal), d);
}

static enum dh_err take_robots(struct dh_crawl *c, const struct dh_arrival *a, bool again,
                               struct dh_detail *d)
{
    struct dh_task *t = a->task;
    struct dh_host *host = a->host;
    struct dh_fetched *r = a->got;
    struct dh_robots_answer answer = { .body = dh_buf_str(&r->body), .at = a->at };
    enum dh_err e = DH_OK;

    t->for_robots = false;
    host->robots_tries++;
    /* A transfer that was cut off tells of no rules that stand behind the cut. "No content" is an
     * answer that tells there are none. */
    bool empty = r->status == 204 || r->status == 205;
    answer.status = r->cause == DH_CAUSE_NONE || empty || r->status >= 400 ? r->status : 0;
    bool none = !answer.status;
    /* Somebody is there, who says what is no answer, or where nobody is. */
    if (none && (r->cause == DH_CAUSE_STATUS || t->robots_hops) && !dh_cause_is_ours(r->cause))
        r->cause = DH_CAUSE_NO_ROBOTS;
    answer.why = r->cause;
    if (!again)
        e = dh_hosts_robots(&c->hosts, host, &answer, d);
    /* Nobody is there: in the next run neither. */
    if (host->access == DH_HOST_NOTHING && none && r->cause != DH_CAUSE_NO_ROBOTS &&
        !dh_cause_is_ours(r->cause))
        dh_host_give_up(host, a->at, 0);
    if (e == DH_OK && host->access == DH_HOST_RULES && answer.body.n && c->opts.problem &&
        !dh_robots_lines(host->robots))
        c->opts.problem(c->opts.self, r->url, DH_CAUSE_NONE,
                        "no robots.txt: not one line of it "
                        "was understood, all is allowed");
    if (e == DH_OK && dh_polite_add_first(c->polite, t->url, (uintptr_t)t) != DH_OK)
        e = dh_fail(d, DH_ENOMEM, 0, "out of memory for the URLs of a crawl");
    return e;
}

static void count_answer(struct dh_crawl *c, const struct dh_arrival *a)
{
    struct dh_host *host = a->host;
    const struct dh_fetched *r = a->got;
    struct dh_crawl_counts *counts[] = { &c->stats.all, &host->counts };

    host->tried = a->at;
    host->answered = host->answered || r->status > 0;
    for (size_t i = 0; i < DH_LEN(counts); i++) {
        counts[i]->requests += r->requests;
        counts[i]->bytes += r->bytes;
        counts[i]->bodies += r->cause == DH_CAUSE_NONE && r->status >= 200 && r->status < 300;
        counts[i]->not_modified += r->cause == DH_CAUSE_NONE && r->status == 304;
    }
}

/* The host's pace after an answer. Answers whether the same may be asked once more. */
static bool pace(struct dh_crawl *c, const struct dh_arrival *arrival)
{
    const struct dh_task *t = arrival->task;
    const struct dh_fetched *r = arrival->got;
    bool broken = r->cause == DH_CAUSE_PARTIAL || r->cause == DH_CAUSE_TIMEOUT;
    struct dh_polite_answer a = { .status = broken ? 0 : r->status, .took_ms = r->took_ms };

    if (dh_cause_is_ours(r->cause)) {
        dh_polite_skip(c->polite, t->url);
        return false;
    }
    if (r->retry_after.n && (r->status == 429 || r->status >= 500))
        a.retry_after_ms = dh_polite_retry_after(r->retry_after, arrival->at);
    enum dh_polite_advice advice = dh_polite_done(c->polite, t->url, dh_clock_ms(), &a);
    if (a.retry_after_ms > PATIENCE_MS)
        dh_polite_drop(c->polite, t->url);
    if (advice == DH_POLITE_DROPPED || a.retry_after_ms > PATIENCE_MS) {
        dh_host_give_up(arrival->host, arrival->at, a.retry_after_ms / 1000);
        return false;
    }
    return t->tries + 1U < c->opts.tries;
}

/* What came of a task, robots.txt or what the task is for. a: host and may_retry are found out. */
static enum dh_err take(struct dh_crawl *c, struct dh_arrival *a, struct dh_crawled *page,
                        bool *have, struct dh_detail *d)
{
    bool on;
    enum dh_err e = dh_hosts_get(&c->hosts, a->task->url, a->at, &a->host, d);

    *have = false;
    if (e)
        return e;
    count_answer(c, a);
    if (!a->task->for_robots) {
        a->may_retry = pace(c, a);
        return dh_crawl_take(c, a, page, have, d);
    }
    e = follow_robots(c, a->task, a->got, &on, d);
    if (e || on)
        return e;
    bool again = a->host->robots_tries + 1 < c->opts.tries && dh_cause_passes(a->got->cause);
    if (again || a->got->status)
        again = pace(c, a) && again;
    else
        dh_polite_skip(c->polite, a->task->url); /* nobody is there who could be disturbed */
    return take_robots(c, a, again, d);
}

/* ---- The end */

static void watch_clock(struct dh_crawl *c)
{
    int64_t now = dh_clock_ms();

    if (c->opts.progress && now - c->told_ms >= TURN_MS) {
        c->told_ms = now;
        c->opts.progress(c->opts.self, c);
    }
    bool late =
        (c->opts.deadline_ms && now >= c->opts.deadline_ms) || (c->opts.stop && *c->opts.stop);
    if (late && !c->closing) {
        c->closing = true;
        c->break_at = now + c->opts.grace_ms;
    }
    if (c->closing && now >= c->break_at)
        dh_multi_break(c->multi);
}

/* What is still there was queued at a host that was given up, or time is over. */
static enum dh_err sweep(struct dh_crawl *c, struct dh_detail *d)
{
    c->over = true;
    c->stats.out_of_time = c->closing && (c->frontier.n || c->broken_off);
    while (c->frontier.first) {
        struct dh_task *t = c->frontier.first;
        struct dh_host *host;
        enum dh_err e = dh_hosts_get(&c->hosts, t->url, dh_crawl_now(c), &host, d);
        if (e)
            return e;
        if (dh_polite_dropped(c->polite, t->url)) {
            dh_crawl_give_up(c, t, host, DH_CAUSE_HOST_DOWN, "its host was given up");
        } else {
            dh_crawl_leave(c, t);
            dh_frontier_drop(&c->frontier, t);
        }
    }
    return DH_OK;
}

enum dh_err dh_crawl_next(struct dh_crawl *c, struct dh_crawled *page, struct dh_detail *d)
{
    bool have = false;
    enum dh_err e = DH_OK;

    while (e == DH_OK && !have && !c->over) {
        struct dh_fetched *r;
        int64_t wait;
        uint64_t tag;
        dh_multi_done(c->multi);
        watch_clock(c);
        e = dh_crawl_ask(c, &wait, d);
        if (e == DH_OK && !dh_multi_busy(c->multi) && (c->closing || wait < 0)) {
            e = sweep(c, d);
            break;
        }
        if (wait < 0 || wait > TURN_MS)
            wait = TURN_MS;
        if (e == DH_OK)
            e = dh_multi_next(c->multi, wait, &r, &tag, d);
        if (e == DH_OK && r) {
            struct dh_task *t = (struct dh_task *)(uintptr_t)tag;
            struct dh_arrival a = { .task = t, .got = r, .at = dh_crawl_now(c) };
            e = take(c, &a, page, &have, d);
        }
    }
    return e ? e : have ? DH_OK : DH_END;
}

enum dh_err dh_crawl_finish(struct dh_crawl *c, struct dh_detail *d)
{
    enum dh_err e = c->warc ? dh_warcdir_finish(c->warc, d) : DH_OK;

    if (e == DH_OK)
        e = dh_lists_reopen(c, d);
    return e ? e : dh_hosts_save(&c->hosts, d);
}

/* ---- Counts */

void dh_crawl_stats(const struct dh_crawl *c, struct dh_crawl_stats *out)
{
    int64_t now = dh_crawl_now(c);

    *out = c->stats;
    out->hosts = c->hosts.n;
    out->queued = c->frontier.n + c->left;
    out->hosts_down = out->hosts_private = out->hosts_busy = out->hosts_resting = 0;
    for (size_t i = 0; i < c->hosts.n_buckets; i++)
        for (const struct dh_host *h = c->hosts.buckets[i]; h; h = h->same_bucket) {
            out->hosts_down += h->given_up || h->access == DH_HOST_NOTHING ||
                               (h->asked ? !h->answered : h->down_until > now);
            out->hosts_private += h->access == DH_HOST_NOTHING && h->why == DH_CAUSE_PRIVATE;
            out->hosts_busy += h->given_up && h->counts.errors[DH_CAUSE_BUSY];
            out->hosts_resting += !h->asked && h->down_until > now;
        }
}

bool dh_crawl_host(struct dh_crawl *c, size_t i, const char **name, struct dh_crawl_counts *out)
{
    const struct dh_host *host = dh_hosts_at(&c->hosts, i);

    if (!host)
        return false;
    *name = host->origin.p;
    *out = host->counts;
    return true;
}
