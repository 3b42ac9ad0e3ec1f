/* SPDX-License-Identifier: MIT */
#include "crawl/crawling.h"

#include "base/clock.h"

int64_t dh_crawl_now(const struct dh_crawl *c)
{
    return c->begun + (dh_clock_asleep_ms() - c->begun_ms) / 1000;
}

bool dh_crawl_is_source(const struct dh_task *t)
{
    return t->kind != DH_TASK_PAGE && !t->list;
}

void dh_crawl_count(struct dh_crawl *c, struct dh_host *host, const struct dh_task *t,
                    enum dh_cause cause, const char *words)
{
    c->stats.all.errors[cause]++;
    host->counts.errors[cause]++;
    if (c->opts.problem)
        c->opts.problem(c->opts.self, t->url, cause, words);
    if (!dh_crawl_is_source(t))
        return;
    host->counts.sources[cause]++;
    if (c->opts.source)
        c->opts.source(c->opts.self, t->listed, cause, words);
}

void dh_crawl_leave(struct dh_crawl *c, const struct dh_task *t)
{
    c->left++;
    for (struct dh_listing *l = t->from; l && !l->unfinished; l = l->from)
        l->unfinished = true;
}
