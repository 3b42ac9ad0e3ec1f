/* SPDX-License-Identifier: MIT */
/* fetch/: one URL to bytes, safely. Politeness, feeds and robots come on top of it. Only this
 * folder (and base/url) includes curl. */
#ifndef DH_FETCH_H
#define DH_FETCH_H

#include "base/mem.h"
#include "base/str.h"

struct dh_fetch; /* one connection cache; one thread */

struct dh_fetch_options {
    size_t max_bytes;     /* of the decoded body */
    unsigned max_seconds; /* for one transfer, redirects included */
    unsigned max_redirects;
    bool allow_private;     /* let sockets reach private and loopback addresses (tests) */
    const char *user_agent; /* NULL: "dehusk/VERSION (+contact unknown)" */
};

struct dh_fetched {
    long status;                /* of the last response */
    struct dh_str url;          /* the last URL, after redirects; view into urlbuf */
    struct dh_str content_type; /* header's value or empty */
    struct dh_buf body;         /* decoded bytes; the caller inits (its allocator) and releases */
    struct dh_buf urlbuf, typebuf;
    bool partial; /* the transfer ended early: body holds what came */
};

DH_MUST_USE enum dh_err dh_fetch_new(struct dh_fetch **out, const struct dh_allocator *m,
                                     const struct dh_fetch_options *o, struct dh_detail *d);
void dh_fetch_free(struct dh_fetch *f); /* NULL is fine */

void dh_fetched_init(struct dh_fetched *r, const struct dh_allocator *m, size_t max_bytes);
void dh_fetched_release(struct dh_fetched *r);
/* GET url (http or https). DH_ENET with a message that names the URL and the cause; DH_ELIMIT: too
 * large. Statuses of 400 and above are DH_ENET. */
DH_MUST_USE enum dh_err dh_fetch_get(struct dh_fetch *f, const char *url, struct dh_fetched *r,
                                     struct dh_detail *d);

#endif
