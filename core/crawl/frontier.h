/* SPDX-License-Identifier: MIT */
/* The URLs that a crawl still has to ask for, and those it has met: each canonical URL is taken
 * once a run. About 300 bytes and its strings a task, 16 bytes a URL met. Inside crawl/crawl only.
 * One thread. */
#ifndef DH_FRONTIER_H
#define DH_FRONTIER_H

#include "base/mem.h"
#include "base/str.h"
#include "crawl/crawl.h"

enum {
    DH_FRONTIER_MAX = 1000000, /* tasks at one time */
    DH_HOPS_MAX = 5            /* redirects of one task */
};

enum dh_task_kind {
    DH_TASK_PAGE,
    DH_TASK_LIST, /* a feed, a sitemap or an index of such */
    DH_TASK_FRONT /* a page that names feeds */
};

/* A seed as the crawl keeps it. */
struct dh_planted {
    struct dh_planted *next;
    uint64_t tag, max_pages, asked; /* asked: page requests so far */
    bool same_site, once;
};

/* A list that came in this run. */
struct dh_listing {
    struct dh_listing *next, *from; /* from: the list that named it; NULL: a seed does */
    struct dh_str keys[2];          /* canonical URL; and, of one behind redirects, its first one */
    bool unfinished;                /* limits or time kept back something that it named */
};

struct dh_task {
    struct dh_task *prev, *next;
    struct dh_planted *seed;
    struct dh_str url;              /* to be asked for, NUL behind it */
    struct dh_str key;              /* its canonical form */
    struct dh_str listed;           /* as the list has it: url before redirects */
    struct dh_str title, published; /* as the list has them */
    uint64_t list;                  /* hash of the canonical URL of the list, 0: none */
    struct dh_listing *from, *came; /* that list; and itself, of a list that came. NULL: none */
    int64_t seen;                   /* when the list named it */
    uint64_t way[DH_HOPS_MAX];      /* hashes of the keys that redirected to it, one a hop */
    uint16_t moved;                 /* status of the first redirect */
    unsigned char kind, hops, depth, tries;
    unsigned char robots_hops; /* redirects of robots.txt so far */
    bool for_robots;           /* the request under way is for its host's robots.txt */
    bool forced;               /* whatever its interval says */
};

struct dh_frontier {
    const struct dh_allocator *mem;
    struct dh_task *first;
    size_t n;
    struct dh_hash_set {
        uint64_t *high, *low; /* 0, 0: free */
        size_t n, room;
    } met;
};
void dh_frontier_init(struct dh_frontier *f, const struct dh_allocator *m);
void dh_frontier_release(struct dh_frontier *f);

/* Notes a canonical URL; *again: it was met before. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_frontier_meet(struct dh_frontier *f, struct dh_str key, bool *again);
/* A copy of t with strings of its own. DH_ENOMEM; DH_ELIMIT: too many tasks. */
DH_MUST_USE enum dh_err dh_frontier_add(struct dh_frontier *f, const struct dh_task *t,
                                        struct dh_task **out);
void dh_frontier_drop(struct dh_frontier *f, struct dh_task *t);

#endif
