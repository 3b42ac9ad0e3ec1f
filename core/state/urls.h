/* SPDX-License-Identifier: MIT */
/* The part of the state that a crawl remembers: URLs that were named by lists or asked for, and
 * hosts with their robots.txt (tables url and host of docs/dehusk-state.5).
 *
 * Puts go into the store's pending transaction (store.h); dh_store_commit makes them last. Times
 * are seconds since 1970. What is read is checked: a row that cannot be one is DH_EDATA. Errors
 * are those of the store. One thread at a time. */
#ifndef DH_URLS_H
#define DH_URLS_H

#include "state/store.h"

enum {
    DH_VALIDATOR_MAX = 1024,             /* bytes of an ETag or Last-Modified; no controls */
    DH_INTERVAL_MAX = 30 * 24 * 60 * 60, /* seconds between two visits at the most */
    DH_ROBOTS_KEPT_MAX = 500 * 1024,     /* bytes of a robots.txt */
    DH_ORIGIN_MAX = 300                  /* bytes of "https://host:port" */
};

/* One URL. Slices that were read live until the next call. */
struct dh_url_row {
    struct dh_str key; /* canonical form (fetch/urlcanon.h): the row's name */
    struct dh_str url; /* what is asked for */
    struct dh_str etag,
        modified;      /* as the server sent them; empty: none, or not fit to send back */
    uint64_t list;     /* hash of the canonical URL of the list that named it; 0: none */
    uint64_t hash;     /* of the body (dh_hash64); 0: it never came */
    int64_t visited;   /* the last answer; 0: none yet */
    int64_t due;       /* not before */
    int64_t seen;      /* when a list named it last, or when it was asked for */
    uint32_t interval; /* seconds, up to DH_INTERVAL_MAX */
    uint16_t status;   /* of the last answer */
    bool is_list;      /* a feed, sitemap or front page */
};

/* A scheme, host and port. robots: the file as it came. */
struct dh_host_row {
    struct dh_str origin;      /* "https://example.org", as URLs begin with it */
    struct dh_str robots;      /* of the last answer that had one */
    uint16_t robots_status;    /* of the last answer that tells (2xx, 4xx); 0: none yet */
    int64_t robots_at;         /* when it came */
    int64_t tried, down_until; /* last asked; given up until */
    uint32_t downs;            /* runs in a row that gave it up */
};

struct dh_urls;
/* s is the caller's and must live longer. */
DH_MUST_USE enum dh_err dh_urls_new(struct dh_urls **out, struct dh_store *s, struct dh_detail *d);
void dh_urls_free(struct dh_urls *u); /* NULL is fine */

/* *has: whether there is such a row. */
DH_MUST_USE enum dh_err dh_urls_get(struct dh_urls *u, struct dh_str key, struct dh_url_row *row,
                                    bool *has, struct dh_detail *d);
/* Replaces the row of that key. Validators that are too long or hold control characters are left
 * out. */
DH_MUST_USE enum dh_err dh_urls_put(struct dh_urls *u, const struct dh_url_row *row,
                                    struct dh_detail *d);
DH_MUST_USE enum dh_err dh_urls_get_host(struct dh_urls *u, struct dh_str origin,
                                         struct dh_host_row *row, bool *has, struct dh_detail *d);
DH_MUST_USE enum dh_err dh_urls_put_host(struct dh_urls *u, const struct dh_host_row *row,
                                         struct dh_detail *d);

/* Pages that this list named at `seen` or later, and lists that it ever named, in the order of
 * their keys. each must not put. A result other than DH_OK ends it and is returned. */
DH_MUST_USE enum dh_err
dh_urls_each_of(struct dh_urls *u, uint64_t list, int64_t seen,
                enum dh_err (*each)(void *self, const struct dh_url_row *row, struct dh_detail *d),
                void *self, struct dh_detail *d);
/* All rows of a store, in the order of their names. */
DH_MUST_USE enum dh_err dh_store_each_url(struct dh_store *s,
                                          enum dh_err (*each)(void *self,
                                                              const struct dh_url_row *row,
                                                              struct dh_detail *d),
                                          void *self, struct dh_detail *d);
DH_MUST_USE enum dh_err dh_store_each_host(struct dh_store *s,
                                           enum dh_err (*each)(void *self,
                                                               const struct dh_host_row *row,
                                                               struct dh_detail *d),
                                           void *self, struct dh_detail *d);

#endif
