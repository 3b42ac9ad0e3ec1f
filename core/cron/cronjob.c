/* SPDX-License-Identifier: MIT */
/* dh_run of dehusk.h: lock -> gather -> crew (pass 1) -> verdict (pass 2) -> shelf -> state. */
#include "cron/cronjob.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/url.h"
#include "crawl/crawl.h"
#include "cron/gather.h"
#include "cron/runlock.h"
#include "job/itemwork.h"
#include "job/passes.h"
#include "cron/shelf.h"
#include "state/store.h"

enum { STEP_MS = 100, EXPIRE_JUMP = 31 /* days */ };

/* One dh_run_go. */
struct going {
    struct dh_run *r;
    struct dh_runlock lock;
    struct dh_store *store;
    struct dh_ledger *ledger;
    struct dh_itemwork items;
    struct dh_crew *crew;
    struct dh_spool *spool;
    struct dh_corpus *corpus;
    struct dh_gather *gather;
    struct dh_shelf *shelf;
    struct dh_passes passes;
    struct dh_origin *origins; /* of each page, by its number */
    size_t n_origins, cap_origins;
    int64_t begin_ms;         /* when it began to wait for the lock, of dh_clock_ms */
    int64_t soft_ms, hard_ms; /* the same; 0: none */
    int64_t now;              /* when it began: nanoseconds since 1970 */
    enum dh_err absent;       /* why the first of the sources that are not there is not */
    size_t n_absent;          /* of sources */
};

/* ---- Clocks */

static int64_t real_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return dh_clock_ns(t);
}

/* A clock before 1970 counts as 1970. */
static uint32_t day_of(int64_t ns)
{
    return ns > 0 ? (uint32_t)(ns / 1000000000 / 86400) : 0;
}

/* Out of grace: nothing more is done. A stop without a limit of time gets one here. */
static enum dh_err check_time(struct going *g, struct dh_detail *d)
{
    int64_t now = dh_clock_ms(), grace = (int64_t)g->r->config.grace * 1000;
    if (g->r->stop && (!g->hard_ms || g->hard_ms > now + grace))
        g->hard_ms = now + grace;
    if (!g->hard_ms || now < g->hard_ms)
        return DH_OK;
    return dh_fail(d, DH_ETIMEOUT, 0,
                   "grace is over: this run changed nothing, the next begins anew");
}

/* From when on the run has what it waited for. */
static void set_limits(struct going *g)
{
    int64_t limit = (int64_t)g->r->config.max_runtime * 1000;

    g->now = real_ns();
    if (!limit)
        return;
    g->soft_ms = dh_clock_ms() + limit;
    g->hard_ms = g->soft_ms + (int64_t)g->r->config.grace * 1000;
}

static enum dh_err wait_splay(struct going *g, struct dh_detail *d)
{
    uint64_t splay = g->r->config.splay * 1000, pick = 0;
    if (splay && getrandom(&pick, sizeof pick, 0) != (ssize_t)sizeof pick)
        pick = (uint64_t)getpid();
    int64_t until = dh_clock_ms() + (int64_t)(splay ? pick % splay : 0);
    while (!g->r->stop && dh_clock_ms() < until)
        nanosleep(&(struct timespec){ .tv_nsec = STEP_MS * 1000000L }, NULL);
    return g->r->stop ? dh_fail(d, DH_ESTOPPED, 0, "stopped") : DH_OK;
}

/* ---- Lock and state */

/* Of the shelf: a file of records is about to be made. */
static void keep_begun(void *self, const struct dh_rotate_begun *b)
{
    struct going *g = self;
    dh_runlock_begin(&g->lock, b);
}

/* A state from a backup does not know what later runs wrote: their records would be cut off. A new
 * state begins behind them. */
static enum dh_err check_age(struct going *g, struct dh_detail *d)
{
    uint64_t last = dh_runlock_read(&g->lock), number = 0;
    enum dh_err e = dh_ledger_get_mark(g->ledger, "runs", &g->lock.runs, d);
    if (e == DH_OK)
        e = dh_ledger_get_mark(g->ledger, "records number", &number, d);
    if (e || last <= g->lock.runs || !number || !g->r->config.records)
        return e;
    return dh_fail(d, DH_EDATA, 0,
                   "the state '%s' is older than the outputs (%llu runs, %llu were made): put the "
                   "newer one back, or move the records away and remove '%s.lock'",
                   g->r->config.state, (unsigned long long)g->lock.runs, (unsigned long long)last,
                   g->r->config.state);
}

static enum dh_err open_state(struct going *g, struct dh_detail *d)
{
    const struct dh_allocator *m = &g->r->c->mem;
    uint64_t waited = (uint64_t)(dh_clock_ms() - g->begin_ms) / 1000, wait = g->r->config.wait;
    enum dh_err e = dh_store_wait(&g->store, m, g->r->config.state, DH_STORE_WRITE,
                                  (unsigned)(waited < wait ? wait - waited : 0), &g->r->stop, d);
    if (e == DH_OK)
        e = dh_ledger_open(&g->ledger, m, g->store, d);
    if (e == DH_OK)
        e = check_age(g, d);
    if (e == DH_OK)
        dh_runlock_write(&g->lock);
    return e;
}

/* Today, but no more than a month beyond where the last run that forgot something stood: a clock
 * that jumped forwards costs a month a day at the most. One that was set back costs nothing. */
static enum dh_err horizon(struct going *g, uint64_t last, uint32_t *today, struct dh_detail *d)
{
    uint64_t reached;
    enum dh_err e = dh_ledger_get_mark(g->ledger, "expired", &reached, d);

    if (!reached) /* a state from before there was such a mark */
        reached = last;
    if (reached && *today > reached + EXPIRE_JUMP)
        *today = (uint32_t)reached + EXPIRE_JUMP;
    return e || *today <= reached ? e : dh_ledger_put_mark(g->ledger, "expired", *today, d);
}

/* Forgets what is old, once a day. */
static enum dh_err expire(struct going *g, struct dh_detail *d)
{
    uint64_t last, days = g->r->config.expire / 86400;
    uint32_t today = day_of(g->now);
    enum dh_err e = dh_ledger_get_mark(g->ledger, "day", &last, d);
    if (e || today == last || (today < last && last - today < EXPIRE_JUMP))
        return e;
    e = dh_ledger_put_mark(g->ledger, "day", today, d);
    if (e || today < last)
        return e;
    e = horizon(g, last, &today, d);
    if (e || !days || today <= days)
        return e;
    uint64_t stories, fragments;
    return dh_store_expire(g->store, today - (uint32_t)days, &stories, &fragments, d);
}

/* Tells once that [clean] is another now: what is written goes by what it was. */
static enum dh_err check_cleaning(struct going *g, struct dh_detail *d)
{
    const struct dh_config *c = &g->r->config;
    uint64_t last;
    enum dh_err e = dh_ledger_get_mark(g->ledger, "cleaning", &last, d);

    if (e == DH_OK && last && last != c->cleaning && !c->anew)
        dh_run_warn(g->r, "[clean] or its rules have changed: pages that were worked on before "
                          "stay as they are written (--again cleans those of directories and "
                          "JSONL files anew)");
    return e || last == c->cleaning ? e : dh_ledger_put_mark(g->ledger, "cleaning", c->cleaning, d);
}

/* ---- Pages */

static enum dh_err next_item(void *self, struct dh_message *m, struct dh_detail *d)
{
    struct going *g = self;
    struct dh_item item = { .err = DH_OK };
    struct dh_origin origin = { .source = 0 };

    for (;;) {
        enum dh_err e = check_time(g, d);
        if (e)
            return e;
        e = dh_gather_next(g->gather, &item, &origin, d);
        if (e == DH_ENOINPUT || e == DH_EACCESS) {
            g->r->summary.pages.missing++;
            dh_failures_add(&g->r->failures, dh_str_c(origin.name ? origin.name : "inputs"),
                            dh_str_c(d->msg), 1);
            continue;
        }
        if (e)
            return e;
        if (g->n_origins == g->cap_origins &&
            !dh_mem_grow(&g->r->c->mem, (void **)&g->origins, &g->cap_origins, sizeof origin))
            return dh_fail(d, DH_ENOMEM, 0, "out of memory");
        g->origins[g->n_origins++] = origin;
        g->r->summary.pages.bytes_in += item.bytes.n;
        dh_itemwork_put(&item, m);
        return DH_OK;
    }
}

static enum dh_err take_page(void *self, struct dh_frame f, struct dh_detail *d)
{
    struct going *g = self;
    enum dh_err e = DH_OK;
    /* With the first page only: all stories are read for it, and most runs find nothing new. */
    if (!g->passes.corpus) {
        e = dh_context_corpus(g->r->c, g->store, DH_CORPUS_RUN, &g->corpus, d);
        g->passes.corpus = g->corpus;
    }
    return e ? e : dh_passes_first(&g->passes, f, d);
}

/* Pages by host, or by source where they have no URL; rows by source, with their line. */
static void add_failure(struct going *g, const struct dh_page *page, const struct dh_origin *origin)
{
    struct dh_str host = dh_url_host(page->field[DH_FIELD_URL]);
    struct dh_detail why;

    if (!page->line) {
        dh_failures_add(&g->r->failures, host.n ? host : dh_str_c(origin->name), page->error, 1);
        return;
    }
    dh_fail(&why, DH_EDATA, 0, "line %llu: %.*s", (unsigned long long)page->line,
            (int)page->error.n, page->error.p);
    dh_failures_add_as(&g->r->failures, dh_str_c(origin->name), page->error, dh_str_c(why.msg), 1);
}

static enum dh_err write_page(void *self, const struct dh_finished *f, struct dh_detail *d)
{
    struct going *g = self;
    const struct dh_page *page = f->page;
    struct dh_job_stats *st = &g->r->summary.pages;
    const struct dh_origin *origin = &g->origins[st->pages - 1 + g->r->summary.gone];
    enum dh_err e = check_time(g, d);

    if (e)
        return e;
    if (origin->gone) { /* no page, and no failure */
        st->pages--;
        st->failed--;
        g->r->summary.gone++;
    } else if (page->verdict == DH_FAILED) {
        add_failure(g, page, origin);
    }
    return dh_shelf_put(g->shelf, page, &f->as, f->text_hash, origin->source, d);
}

static void show_page(void *self, struct dh_record *record)
{
    const struct going *g = self;
    g->r->watch->record(g->r->watch->self, record);
}

/* The locks are the parent's: a worker that outlives it for a moment must not hold them. */
static void let_go(void *self)
{
    struct going *g = self;
    dh_lock_drop(&g->lock.lock);
    dh_store_forked(g->store);
}

/* ---- The run */

static enum dh_err open_shelf(struct going *g, struct dh_detail *d)
{
    const struct dh_config *config = &g->r->config;
    char real[PATH_MAX], who[20];
    const char *state = realpath(config->state, real) ? real : config->state;
    struct dh_rotate_begun left = g->lock.begun;
    struct dh_shelf_owner owner = { .who = who,
                                    .store = g->store,
                                    .ledger = g->ledger,
                                    .day = day_of(g->now),
                                    .left = &left,
                                    .begin = keep_begun,
                                    .self = g };

    snprintf(who, sizeof who, "%016llx", (unsigned long long)dh_hash64(dh_str_c(state)));
    enum dh_err e = dh_shelf_open(&g->shelf, &g->r->c->mem, config, &owner, d);
    if (e == DH_OK)
        dh_runlock_forget(&g->lock);
    return e;
}

/* A directory that is not mounted, a list that was moved: the run does without, and says so. */
static void find_absent(struct going *g)
{
    struct dh_config *c = &g->r->config;

    for (size_t i = 0; i < c->n_sources; i++) {
        struct dh_detail d = { .code = DH_OK };
        struct dh_config_source *s = &c->sources[i];
        enum dh_err e = dh_config_source_there(s, &d);
        s->absent = e != DH_OK;
        if (!e)
            continue;
        dh_failures_add(&g->r->failures, dh_str_c(s->name), dh_str_c(d.msg), 1);
        g->r->summary.pages.missing++;
        g->absent = g->absent ? g->absent : e;
        g->n_absent++;
    }
}

static enum dh_err set_up(struct going *g, struct dh_detail *d)
{
    struct dh_run *r = g->r;
    struct dh_context *c = r->c;
    const struct dh_settings *s = &c->options->s;
    dh_itemwork_init(&g->items, &c->mem, c->cleaner);
    g->items.counts = true;
    struct dh_work work = dh_itemwork_of(&g->items);
    work.forked = let_go; /* for those that are started again */
    work.forked_self = g;
    /* Before the lock: workers must not hold it when we are killed. */
    enum dh_err e = dh_crew_new(&g->crew, &c->mem, &work, dh_settings_jobs(s), d);

    if (e == DH_OK)
        e = dh_runlock_take(&g->lock, r->config.state, r->config.wait, &r->stop, d);
    if (e == DH_OK)
        e = open_state(g, d);
    if (e == DH_OK)
        e = check_cleaning(g, d);
    if (e == DH_OK) {
        set_limits(g);
        find_absent(g);
        e = open_shelf(g, d);
    }
    if (e == DH_OK)
        e = dh_spool_new(&g->spool, &c->mem, s->tmp, d);
    struct dh_gather_options o = {
        .config = &r->config,
        .store = g->store,
        .ledger = g->ledger,
        .failures = &r->failures,
        .now = g->now,
        .deadline_ms = g->soft_ms,
        .stop = &r->stop,
    };
    if (e == DH_OK)
        e = dh_gather_new(&g->gather, &c->mem, &o, d);
    dh_passes_init(&g->passes, c);
    g->passes.spool = g->spool;
    g->passes.stats = &r->summary.pages;
    g->passes.wants = dh_shelf_wants(&r->config);
    g->passes.workers = dh_settings_jobs(s);
    g->passes.write = write_page;
    g->passes.show = r->watch && r->watch->record ? show_page : NULL;
    g->passes.forked = let_go;
    g->passes.self = g;
    return e;
}

/* Outputs first, then the state, in one transaction. */
static enum dh_err finish(struct going *g, struct dh_gather_stats *stats, struct dh_detail *d)
{
    enum dh_err e = dh_gather_finish(g->gather, stats, d);
    if (e == DH_OK)
        e = expire(g, d);
    if (e == DH_OK)
        e = dh_shelf_finish(g->shelf, &g->r->summary.pages.bytes_out, d);
    if (e == DH_OK)
        e = dh_ledger_put_mark(g->ledger, "runs", g->lock.runs + 1, d);
    if (e == DH_OK)
        e = dh_store_commit(g->store, d);
    if (e)
        return e;
    g->lock.runs++;
    dh_runlock_forget(&g->lock);
    return DH_OK;
}

static void take_stats(struct dh_run_summary *s, const struct dh_gather_stats *from)
{
    s->pages.missing += from->missing;
    s->unchanged = from->unchanged;
    s->forbidden = from->forbidden;
    s->requests = from->requests;
    s->bodies = from->bodies;
    s->not_modified = from->not_modified;
    s->bytes_received = from->bytes;
    s->hosts = from->hosts;
    s->hosts_down = from->hosts_down;
    s->out_of_time = from->out_of_time;
}

/* All hosts are down. Which of them were not asked at all, and which answered that they are busy?
 */
static enum dh_err all_down(const struct dh_gather_stats *s, struct dh_detail *d)
{
    const char *which = s->hosts == 1 ? "the host" : "each host that answered";

    if (s->hosts_private == s->hosts)
        return dh_fail(d, DH_ENET, 0,
                       "no host was asked: private addresses, and ports that pages are not served "
                       "on, are refused; allow-private in [fetch] lets them");
    if (s->hosts_busy)
        return dh_fail(d, DH_ETIMEOUT, 0, "%s is busy and is to be asked later", which);
    if (s->hosts_resting == s->hosts)
        return dh_fail(d, DH_ENET, 0, "no host was asked: earlier runs gave up %s for some hours",
                       s->hosts == 1 ? "the only one" : "all of them");
    return s->hosts == 1 ? dh_fail(d, DH_ENET, 0, "the host did not answer")
                         : dh_fail(d, DH_ENET, 0, "none of the %llu hosts answered",
                                   (unsigned long long)s->hosts);
}

/* What a run that wrote all it had answers. */
static enum dh_err outcome(const struct going *g, const struct dh_gather_stats *stats,
                           struct dh_detail *d)
{
    const struct dh_run_summary *s = &g->r->summary;
    if (g->r->stop)
        return dh_fail(d, DH_ESTOPPED, 0, "stopped: what was begun is written");
    if (s->out_of_time)
        return dh_fail(d, DH_ETIMEOUT, 0, "max-runtime is over: the rest is for the next run");
    if (s->hosts && s->hosts == s->hosts_down && !s->pages.pages)
        return all_down(stats, d);
    if (g->n_absent && g->n_absent == g->r->config.n_sources)
        return dh_fail(d, g->absent, 0, "there is no source that can be looked into");
    return DH_OK;
}

static void tear_down(struct going *g)
{
    bool taken_back = g->shelf && !dh_shelf_synced(g->shelf);

    dh_crew_free(g->crew);
    dh_gather_free(g->gather);
    dh_shelf_free(g->shelf);
    /* What was taken back is gone. Whether a commit that failed did not come about after all, only
     * the next run can see. */
    if (taken_back && g->lock.begun.n)
        dh_runlock_forget(&g->lock);
    dh_spool_free(g->spool);
    dh_corpus_free(g->corpus);
    dh_ledger_close(g->ledger);
    dh_store_close(g->store);
    dh_runlock_release(&g->lock);
    if (g->passes.c) {
        dh_passes_release(&g->passes);
        dh_itemwork_release(&g->items);
    }
    dh_mem_free(&g->r->c->mem, g->origins);
}

static enum dh_err go(struct going *g, struct dh_detail *d)
{
    struct dh_gather_stats stats = { 0 };
    struct dh_crew_job job = { .next = next_item, .put = take_page, .self = g };
    enum dh_err e = wait_splay(g, d);

    g->begin_ms = dh_clock_ms();
    if (e == DH_OK)
        e = set_up(g, d);
    if (e == DH_OK)
        e = dh_crew_run(g->crew, &job, d);
    dh_crew_free(g->crew);
    g->crew = NULL;
    if (e == DH_OK)
        e = dh_passes_second(&g->passes, d);
    if (e == DH_OK)
        e = finish(g, &stats, d);
    take_stats(&g->r->summary, &stats);
    return e ? e : outcome(g, &stats, d);
}

enum dh_err dh_run_go(struct dh_run *r, struct dh_detail *d)
{
    struct going g = { .r = r };
    struct stat st;

    if (!r->c)
        return dh_fail(d, DH_ECONFIG, 0, "the configuration has errors");
    r->summary = (struct dh_run_summary){ .started = real_ns() / 1000000000 };
    int64_t begin = dh_clock_ms();
    dh_runlock_init(&g.lock, &r->c->mem);
    enum dh_err e = go(&g, d);
    tear_down(&g);
    dh_failures_sort(&r->failures);
    r->summary.failures = r->failures.all;
    r->summary.state_bytes = stat(r->config.state, &st) == 0 ? (uint64_t)st.st_size : 0;
    r->summary.seconds = (double)(dh_clock_ms() - begin) / 1000;
    r->summary.ended = real_ns() / 1000000000;
    return e;
}
