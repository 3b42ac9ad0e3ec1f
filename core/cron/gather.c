/* SPDX-License-Identifier: MIT */
#include "cron/gather.h"

#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "io/source.h"
#include "crawl/crawl.h"

struct dh_gather {
    const struct dh_allocator *mem;
    struct dh_gather_options o;
    struct dh_gather_stats stats;
    struct dh_crawl *crawl; /* NULL: no source is remote */
    bool crawled;           /* to its end */
    const char *planting;   /* name of the source whose list is read */
    struct dh_follow *follow;
};

/* ---- The crawl */

static enum dh_err plant(struct dh_gather *g, const struct dh_config_source *s, struct dh_detail *d)
{
    static const enum dh_seed_kind kinds[] = {
        [DH_CONFIG_FEED] = DH_SEED_FEED,
        [DH_CONFIG_SITEMAP] = DH_SEED_SITEMAP,
        [DH_CONFIG_FRONT] = DH_SEED_FRONT,
        [DH_CONFIG_URLS] = DH_SEED_LIST,
    };
    const struct dh_settings *o = &g->o.config->options->s;
    struct dh_seed seed = {
        .kind = kinds[s->kind], .where = s->path, .same_site = o->same_site, .once = o->once
    };
    g->planting = s->name;
    enum dh_err e = dh_crawl_add(g->crawl, &seed, d);
    /* A list that was lost since it was looked for: the run does without it as well. */
    if (s->kind != DH_CONFIG_URLS || (e != DH_ENOINPUT && e != DH_EACCESS && e != DH_EIO))
        return e;
    dh_failures_add(g->o.failures, dh_str_c(s->name), dh_str_c(d->msg), 1);
    g->stats.missing++;
    return DH_OK;
}

static void on_bad_line(void *self, const char *file, uint64_t line)
{
    const struct dh_gather *g = self;
    struct dh_detail d;
    dh_fail(&d, DH_EDATA, line, "'%s', line %llu: no http or https URL", file,
            (unsigned long long)line);
    dh_failures_add(g->o.failures, dh_str_c(g->planting), dh_str_c(d.msg), 1);
}

/* A feed or sitemap that brings nothing any more is for who runs this to see to: told by its own
 * address, whatever the reason. */
static void on_source(void *self, struct dh_str url, enum dh_cause cause, const char *words)
{
    const struct dh_gather *g = self;
    if (cause != DH_CAUSE_OUT_OF_TIME)
        dh_failures_add_as(g->o.failures, url, dh_str_c(dh_cause_name(cause)), dh_str_c(words), 1);
}

static bool is_remote(const struct dh_config_source *s)
{
    return !dh_config_is_local(s->kind) && !s->absent;
}

/* Requests under way have half of the run's grace, so that what came is still cleaned and written
 * in the rest. */
static unsigned crawl_grace(uint64_t seconds)
{
    enum { MOST = 20 };
    return (unsigned)(seconds < MOST ? seconds : MOST) * 500;
}

static enum dh_err start_crawl(struct dh_gather *g, struct dh_detail *d)
{
    const struct dh_config *c = g->o.config;
    struct dh_crawl_options o;
    size_t remote = 0;

    for (size_t i = 0; i < c->n_sources; i++)
        remote += is_remote(&c->sources[i]);
    if (!remote)
        return DH_OK;
    dh_crawl_settings(&c->options->s, &o);
    o.store = g->o.store;
    o.warc = c->warc;
    o.deadline_ms = g->o.deadline_ms;
    o.grace_ms = crawl_grace(c->grace);
    o.stop = g->o.stop;
    o.bad_line = on_bad_line;
    o.source = on_source;
    o.self = g;
    enum dh_err e = dh_crawl_new(&g->crawl, g->mem, &o, d);
    for (size_t i = 0; e == DH_OK && i < c->n_sources; i++)
        if (is_remote(&c->sources[i]))
            e = plant(g, &c->sources[i], d);
    return e;
}

/* The next page of the crawl that is new, changed or gone. */
static enum dh_err next_page(struct dh_gather *g, struct dh_item *item, struct dh_origin *origin,
                             struct dh_detail *d)
{
    struct dh_crawled page;
    enum dh_err e;

    do {
        e = dh_crawl_next(g->crawl, &page, d);
    } while (e == DH_OK && page.visit == DH_VISIT_UNCHANGED);
    if (e)
        return e;
    *origin = (struct dh_origin){ .name = "", .gone = page.visit == DH_VISIT_GONE };
    *item = (struct dh_item){
        .id = page.key,
        .url = page.final_url,
        .content_type = page.content_type,
        .title = page.title,
        .published = page.published,
        .bytes = page.body,
        .type = dh_type_sniff(page.body),
    };
    if (item->type != DH_TYPE_TEXT)
        item->type = DH_TYPE_HTML;
    if (origin->gone) {
        item->err = DH_ENET;
        dh_fail(&item->detail, item->err, 0, "gone: the server answers %ld", page.status);
    }
    return DH_OK;
}

/* Causes that are nobody's failure: what the other side wants, and what the next run does. */
static bool is_failure(int cause)
{
    return cause != DH_CAUSE_NONE && cause != DH_CAUSE_ROBOTS && cause != DH_CAUSE_OFF_SITE &&
           cause != DH_CAUSE_OUT_OF_TIME;
}

static void count_hosts(struct dh_gather *g)
{
    struct dh_crawl_counts c;
    const char *name;

    for (size_t i = 0; dh_crawl_host(g->crawl, i, &name, &c); i++) {
        const char *host = strstr(name, "://");
        g->stats.forbidden += c.errors[DH_CAUSE_ROBOTS] - c.sources[DH_CAUSE_ROBOTS];
        for (int cause = 0; cause < DH_CAUSES; cause++) {
            uint64_t n = c.errors[cause] - c.sources[cause]; /* these are told by on_source */
            if (n && is_failure(cause))
                dh_failures_add_as(g->o.failures, dh_str_c(host ? host + 3 : name),
                                   dh_str_c(dh_cause_name((enum dh_cause)cause)),
                                   dh_str_c(dh_cause_words((enum dh_cause)cause)), n);
        }
    }
}

static enum dh_err finish_crawl(struct dh_gather *g, struct dh_detail *d)
{
    struct dh_crawl_stats s;
    enum dh_err e = dh_crawl_finish(g->crawl, d);

    dh_crawl_stats(g->crawl, &s);
    count_hosts(g);
    g->stats.requests = s.all.requests;
    g->stats.bodies = s.all.bodies;
    g->stats.not_modified = s.all.not_modified;
    g->stats.bytes = s.all.bytes;
    g->stats.hosts = s.hosts;
    g->stats.hosts_down = s.hosts_down;
    g->stats.hosts_private = s.hosts_private;
    g->stats.hosts_busy = s.hosts_busy;
    g->stats.hosts_resting = s.hosts_resting;
    g->stats.unchanged = s.all.visits[DH_VISIT_UNCHANGED] + s.not_due;
    g->stats.out_of_time = s.out_of_time;
    return e;
}

/* ---- Both */

enum dh_err dh_gather_new(struct dh_gather **out, const struct dh_allocator *m,
                          const struct dh_gather_options *o, struct dh_detail *d)
{
    struct dh_gather *g = dh_mem_zeroed(m, 1, sizeof *g);
    if (!g)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for the sources");
    g->mem = m;
    g->o = *o;
    enum dh_err e = dh_follow_new(&g->follow, m, o->config, o->ledger, o->now, d);
    if (e == DH_OK)
        e = start_crawl(g, d);
    if (e) {
        dh_gather_free(g);
        return e;
    }
    *out = g;
    return DH_OK;
}

void dh_gather_free(struct dh_gather *g)
{
    if (!g)
        return;
    dh_follow_free(g->follow);
    dh_crawl_free(g->crawl);
    dh_mem_free(g->mem, g);
}

static bool time_is_up(const struct dh_gather *g)
{
    return (g->o.stop && *g->o.stop) || (g->o.deadline_ms && dh_clock_ms() >= g->o.deadline_ms);
}

enum dh_err dh_gather_next(struct dh_gather *g, struct dh_item *item, struct dh_origin *origin,
                           struct dh_detail *d)
{
    enum dh_err e = DH_END;

    /* The crawl heeds the time itself: requests under way have a grace. */
    if (g->crawl && !g->crawled)
        e = next_page(g, item, origin, d);
    g->crawled = g->crawled || e == DH_END;
    if (e == DH_END && !time_is_up(g))
        e = dh_follow_next(g->follow, item, origin, d);
    return e;
}

enum dh_err dh_gather_finish(struct dh_gather *g, struct dh_gather_stats *out, struct dh_detail *d)
{
    bool left;
    enum dh_err e = dh_follow_stop(g->follow, &left, d);
    if (e == DH_OK && g->crawl)
        e = finish_crawl(g, d);
    g->stats.out_of_time = g->stats.out_of_time || left;
    g->stats.unchanged += dh_follow_unchanged(g->follow);
    *out = g->stats;
    return e;
}
