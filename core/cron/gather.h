/* SPDX-License-Identifier: MIT */
/* What is new since the last run: from feeds, sitemaps, lists and front pages (crawl.h), then from
 * directories and files of rows that other programs fill (follow.h). The items of `dehusk run`, for
 * a crew. What it learns goes into the store, and counts when that is committed. One thread. */
#ifndef DH_GATHER_H
#define DH_GATHER_H

#include "job/failures.h"
#include "cron/follow.h"

struct dh_gather;

struct dh_gather_options {
    const struct dh_config *config;
    struct dh_store *store;
    struct dh_ledger *ledger;
    struct dh_failures *failures; /* URLs that came to nothing, by host, with dh_gather_finish */
    int64_t now;                  /* nanoseconds since 1970 */
    int64_t deadline_ms;          /* of dh_clock_ms: nothing is begun after it; 0: none */
    const volatile int *stop;     /* not 0: the same */
};

struct dh_gather_stats {
    uint64_t unchanged;
    uint64_t forbidden; /* pages, by robots.txt */
    uint64_t missing;   /* lists of URLs that were lost since they were looked for */
    uint64_t requests, bodies, not_modified, bytes;
    uint64_t hosts, hosts_down, hosts_private, hosts_busy, hosts_resting; /* as crawl.h has them */
    bool out_of_time; /* something was left over */
};

/* Everything of o must outlive it. DH_EUSAGE, DH_ENOINPUT, DH_EACCESS: a source that cannot be
 * used. */
DH_MUST_USE enum dh_err dh_gather_new(struct dh_gather **out, const struct dh_allocator *m,
                                      const struct dh_gather_options *o, struct dh_detail *d);
void dh_gather_free(struct dh_gather *g); /* NULL is fine */
/* The next item, valid until the next call; DH_END: there are no more, or no more time.
 * DH_ENOINPUT, DH_EACCESS: a file or directory that cannot be read, d says which; go on. Other
 * errors end it. */
DH_MUST_USE enum dh_err dh_gather_next(struct dh_gather *g, struct dh_item *item,
                                       struct dh_origin *origin, struct dh_detail *d);
/* After DH_END and before the commit. Errors: those of crawl.h and follow.h. */
DH_MUST_USE enum dh_err dh_gather_finish(struct dh_gather *g, struct dh_gather_stats *out,
                                         struct dh_detail *d);

#endif
