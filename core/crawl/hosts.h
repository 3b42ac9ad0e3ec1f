/* SPDX-License-Identifier: MIT */
/* What a crawl knows of the hosts it asks: robots.txt, health, counts. A host is a scheme, name
 * and port. Inside crawl/crawl only. One thread. */
#ifndef DH_HOSTS_H
#define DH_HOSTS_H

#include "base/mem.h"
#include "base/str.h"
#include "fetch/robots.h"
#include "crawl/crawl.h"
#include "state/urls.h"

enum {
    DH_ROBOTS_FRESH = 24 * 60 * 60, /* seconds: a copy is used without asking (RFC 9309, 2.4) */
    DH_ROBOTS_STALE = 30 * 24 * 60 * 60, /* the host does not answer: so old a copy still counts */
    DH_DOWN_FIRST = 60 * 60,             /* seconds that a host is left alone when it was given up;
                                            doubled for each run in a row... */
    DH_DOWN_MAX = 24 * 60 * 60           /* ...up to this */
};

enum dh_host_robots { DH_HOST_UNKNOWN, DH_HOST_RULES, DH_HOST_ALL, DH_HOST_NOTHING };

struct dh_host {
    struct dh_host *same_bucket;
    struct dh_str origin; /* NUL behind it */
    enum dh_host_robots access;
    struct dh_robots *robots; /* DH_HOST_RULES */
    enum dh_cause why;        /* DH_HOST_NOTHING: for all that is asked of it */
    unsigned robots_tries;
    struct dh_crawl_counts counts;
    int64_t tried, down_until; /* seconds since 1970 */
    uint32_t downs;
    bool asked, answered, given_up; /* in this run */
};

struct dh_hosts {
    const struct dh_allocator *mem;
    struct dh_urls *urls; /* NULL: nothing is remembered */
    struct dh_str token;  /* our product token, to which groups of robots.txt are addressed */
    struct dh_host **buckets, **sorted;
    size_t n, n_buckets;
};
/* token and urls are the caller's. */
void dh_hosts_init(struct dh_hosts *h, const struct dh_allocator *m, struct dh_urls *urls,
                   struct dh_str token);
void dh_hosts_release(struct dh_hosts *h);

/* The host of an absolute URL, with what the store knows of it when it is new; lives as long as h.
 * DH_EDATA: no host. DH_ENOMEM, those of the store. */
DH_MUST_USE enum dh_err dh_hosts_get(struct dh_hosts *h, struct dh_str url, int64_t now,
                                     struct dh_host **out, struct dh_detail *d);
/* What came of the request for robots.txt. */
struct dh_robots_answer {
    long status;       /* of any kind; 0: no answer came, or none that counts */
    enum dh_cause why; /* then: the reason */
    struct dh_str body;
    int64_t at; /* when: seconds since 1970 */
};
/* Takes it for the host's rules. When it forbids everything because the host is in trouble, a copy
 * of the store stands in for it. DH_ENOMEM, those of the store. */
DH_MUST_USE enum dh_err dh_hosts_robots(struct dh_hosts *h, struct dh_host *host,
                                        const struct dh_robots_answer *a, struct dh_detail *d);
/* Whether robots.txt, which is known, lets url be fetched. */
bool dh_host_allows(const struct dh_host *host, struct dh_str url);
/* Leaves the host alone for at least `seconds`, over runs. */
void dh_host_give_up(struct dh_host *host, int64_t now, int64_t seconds);
/* Puts the health of all hosts that were asked into the store; not when none of several answered.
 * DH_ENOMEM, those of the store. */
DH_MUST_USE enum dh_err dh_hosts_save(struct dh_hosts *h, struct dh_detail *d);
/* The i-th by origin; NULL past the last. DH_ENOMEM shows as no hosts. Hosts must not be added
 * after the first call. */
const struct dh_host *dh_hosts_at(struct dh_hosts *h, size_t i);

#endif
