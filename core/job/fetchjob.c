/* SPDX-License-Identifier: MIT */
/* dh_job_fetch of dehusk.h: a crawl into WARC files and a state. */
#include <limits.h>

#include "base/clock.h"
#include "base/err.h"
#include "crawl/crawl.h"
#include "job/library.h"
#include "state/store.h"

struct fetch_job {
    const struct dh_fetch_watch *watch;
    struct dh_fetch_stats *stats;
};

/* ---- Telling */

static void set_stats(const struct dh_crawl *c, struct dh_fetch_stats *out)
{
    struct dh_crawl_stats s;

    dh_crawl_stats(c, &s);
    *out = (struct dh_fetch_stats){
        .hosts = s.hosts,
        .hosts_down = s.hosts_down,
        .requests = s.all.requests,
        .bodies = s.all.bodies,
        .not_modified = s.all.not_modified,
        .bytes = s.all.bytes,
        .pages = s.all.visits[DH_VISIT_NEW],
        .changed = s.all.visits[DH_VISIT_CHANGED],
        .unchanged = s.all.visits[DH_VISIT_UNCHANGED],
        .gone = s.all.visits[DH_VISIT_GONE],
        .busy = s.all.errors[DH_CAUSE_BUSY],
        .refused = s.all.errors[DH_CAUSE_ROBOTS] + s.all.errors[DH_CAUSE_OFF_SITE],
        .not_due = s.not_due,
        .left = s.queued,
        .failed = s.bad_lines,
        .out_of_time = s.out_of_time,
    };
    for (int i = 0; i < DH_CAUSES; i++)
        if (i != DH_CAUSE_ROBOTS && i != DH_CAUSE_OFF_SITE)
            out->failed += s.all.errors[i];
}

static void on_problem(void *self, struct dh_str url, enum dh_cause cause, const char *words)
{
    const struct fetch_job *j = self;
    if (j->watch && j->watch->problem)
        j->watch->problem(j->watch->self, url, dh_cause_name(cause), words);
}

static void on_bad_line(void *self, const char *file, uint64_t line)
{
    const struct fetch_job *j = self;
    if (j->watch && j->watch->bad_line)
        j->watch->bad_line(j->watch->self, file, line);
}

static void on_progress(void *self, const struct dh_crawl *c)
{
    const struct fetch_job *j = self;
    set_stats(c, j->stats);
    if (j->watch && j->watch->progress)
        j->watch->progress(j->watch->self, j->stats);
}

static void tell_page(const struct fetch_job *j, const struct dh_crawled *p)
{
    if (j->watch && j->watch->page)
        j->watch->page(j->watch->self, dh_visit_name(p->visit), p->status, p->url, p->body.n);
}

static void tell_hosts(const struct fetch_job *j, struct dh_crawl *c)
{
    struct dh_crawl_counts counts;
    const char *name;

    if (!j->watch || !j->watch->host)
        return;
    for (size_t i = 0; dh_crawl_host(c, i, &name, &counts); i++)
        for (int cause = 0; cause < DH_CAUSES; cause++)
            if (counts.errors[cause])
                j->watch->host(j->watch->self, name, dh_cause_name((enum dh_cause)cause),
                               dh_cause_words((enum dh_cause)cause), counts.errors[cause]);
}

/* ---- The job */

void dh_crawl_settings(const struct dh_settings *s, struct dh_crawl_options *o)
{
    int64_t now = dh_clock_ms();

    *o = (struct dh_crawl_options){
        .user_agent = s->user_agent,
        .contact = s->contact,
        .ca_file = s->ca_file,
        .proxy = s->proxy,
        .warc = s->output,
        .warc_bytes = s->warc_size,
        .max_bytes = s->max_page,
        .max_pages = s->max_pages,
        .hosts = (unsigned)s->hosts,
        .max_seconds = (unsigned)s->timeout,
        .slow_seconds = (unsigned)s->slow,
        .least_delay_ms = s->delay ? (unsigned)s->delay : 1,
        .delay_factor = s->delay_factor ? (unsigned)s->delay_factor : UINT_MAX,
        .tries = (unsigned)s->tries,
        .page_interval = s->revisit ? (uint32_t)s->revisit : UINT32_MAX,
        .list_interval = s->revisit_lists && s->revisit ? (uint32_t)s->revisit_lists : UINT32_MAX,
        .deadline_ms = s->max_runtime ? now + (int64_t)s->max_runtime * 1000 : 0,
        .grace_ms = s->grace ? (unsigned)s->grace * 1000 : 1,
        .allow_private = s->allow_private,
    };
}

static enum dh_err plant(struct dh_crawl *crawl, const struct dh_settings *s,
                         const struct dh_fetch_source *source, struct dh_detail *d)
{
    static const enum dh_seed_kind kinds[] = {
        [DH_SOURCE_PAGE] = DH_SEED_URL,    [DH_SOURCE_LIST] = DH_SEED_LIST,
        [DH_SOURCE_FEED] = DH_SEED_FEED,   [DH_SOURCE_SITEMAP] = DH_SEED_SITEMAP,
        [DH_SOURCE_FRONT] = DH_SEED_FRONT,
    };
    struct dh_seed seed = { .kind = kinds[source->kind],
                            .where = source->where,
                            .same_site = s->same_site,
                            .once = s->once };
    return dh_crawl_add(crawl, &seed, d);
}

static enum dh_err fetch_all(struct dh_crawl *crawl, struct fetch_job *j, struct dh_detail *d)
{
    struct dh_crawled page;
    enum dh_err e;

    while ((e = dh_crawl_next(crawl, &page, d)) == DH_OK)
        tell_page(j, &page);
    return e == DH_END ? dh_crawl_finish(crawl, d) : e;
}

enum dh_err dh_job_fetch(struct dh_context *c, const struct dh_fetch_source *sources, size_t n,
                         const struct dh_fetch_watch *w, struct dh_fetch_stats *stats,
                         struct dh_detail *d)
{
    const struct dh_settings *s = &c->options->s;
    struct dh_fetch_stats none = { 0 }; /* for who wants them not */
    stats = stats ? stats : &none;
    struct fetch_job j = { .watch = w, .stats = stats };
    struct dh_store *store = NULL;
    struct dh_crawl *crawl = NULL;
    struct dh_crawl_options o;
    enum dh_err e = DH_OK;

    if (!s->output && !(w && w->page))
        return dh_fail(d, DH_EUSAGE, 0,
                       "what is fetched would be lost: name a directory for it (--output DIR)");
    if (!s->state && (s->once || s->wait))
        return dh_fail(d, DH_EUSAGE, 0, "%s is of a state: --state FILE is needed",
                       s->once ? "--once" : "--wait");
    *stats = (struct dh_fetch_stats){ 0 };
    if (s->state)
        e = dh_store_wait(&store, &c->mem, s->state, DH_STORE_WRITE, (unsigned)s->wait, &c->stop,
                          d);
    dh_crawl_settings(s, &o);
    o.store = store;
    o.stop = &c->stop;
    o.problem = on_problem;
    o.bad_line = on_bad_line;
    o.progress = on_progress;
    o.self = &j;
    if (e == DH_OK)
        e = dh_crawl_new(&crawl, &c->mem, &o, d);
    for (size_t i = 0; e == DH_OK && i < n; i++)
        e = plant(crawl, s, &sources[i], d);
    if (e == DH_OK)
        e = fetch_all(crawl, &j, d);
    if (crawl)
        set_stats(crawl, stats);
    if (e == DH_OK)
        tell_hosts(&j, crawl);
    dh_crawl_free(crawl);
    if (e == DH_OK && store)
        e = dh_store_commit(store, d);
    dh_store_close(store);
    return e;
}
