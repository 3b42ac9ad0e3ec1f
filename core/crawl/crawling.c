/* SPDX-License-Identifier: MIT */
#include "crawl/crawling.h"

#include <time.h>

int64_t dh_crawl_now(void)
{
    return (int64_t)time(NULL);
}

void dh_crawl_count(struct dh_crawl *c, struct dh_host *host, struct dh_str url,
                    enum dh_cause cause, const char *words)
{
    c->stats.all.errors[cause]++;
    host->counts.errors[cause]++;
    if (c->opts.problem)
        c->opts.problem(c->opts.self, url, cause, words);
}
