/* SPDX-License-Identifier: MIT */
/* fetch/: one URL to bytes, safely. Politeness, feeds and robots come on top of it. Only this
 * folder (and base/url) includes curl.
 *
 * What is held to: http and https only, at every redirect; TLS verified, never given up; no
 * proxy, no cookies, no credentials; HTTP/1.1, since one request at a time gains nothing from
 * HTTP/2; the address of every socket and the port checked (guard.h) unless private ones are
 * allowed; limits on time, on speed (100 bytes a second over 20 seconds), on headers (128 KiB),
 * on redirects and on the body as it is after unpacking. gzip and deflate are unpacked here,
 * since libcurl does not tell a body that was cut off. Hosts with letters outside ASCII need
 * LC_CTYPE in UTF-8, which is for the program to set.
 *
 * Two ways on one engine (transfer.h): dh_fetch_get, one page and its redirects at a time; and
 * multi.h, many at once, each hop a transfer of its own. */
#ifndef DH_FETCH_H
#define DH_FETCH_H

#include "base/mem.h"
#include "base/str.h"
#include "fetch/cause.h"

struct dh_fetch; /* one connection cache; one thread at a time */

struct dh_fetch_options {
    size_t max_bytes;       /* of the body after unpacking, and as sent */
    unsigned max_seconds;   /* for one dh_fetch_get, redirects included; 0: 60 */
    unsigned max_redirects; /* 0: none is followed */
    bool allow_private; /* let sockets reach private and loopback addresses, and any port (tests) */
    const char *user_agent; /* NULL: "dehusk/VERSION (+contact unknown)"; kept as a copy */
};

/* What came. The caller inits (its allocator) and releases; views live as long as their buffers
 * are not used again. */
struct dh_fetched {
    long status;          /* of the last response; 0: none came */
    enum dh_cause cause;  /* why it came to nothing */
    struct dh_detail why; /* in words, when cause tells of a failure */
    bool partial;         /* the transfer ended early: body holds what came */
    struct dh_str url;    /* the last URL, after redirects; view into urlbuf */
    /* Values of headers, or empty: without control characters, up to DH_URL_MAX bytes each. */
    struct dh_str content_type, location, etag, modified, retry_after;
    struct dh_buf body; /* unpacked */
    /* Header lines as on the wire, of request and response: only where a transfer asks for them. */
    struct dh_buf sent, head;
    struct dh_buf urlbuf, values[5];
    uint64_t bytes;    /* received: headers and body as sent */
    unsigned took_ms;  /* from the request to the last byte */
    unsigned requests; /* 2: asked again without packing, which was damaged */
};

/* DH_EUSAGE: a user agent with control characters. */
DH_MUST_USE enum dh_err dh_fetch_new(struct dh_fetch **out, const struct dh_allocator *m,
                                     const struct dh_fetch_options *o, struct dh_detail *d);
void dh_fetch_free(struct dh_fetch *f); /* NULL is fine */

/* max_bytes: the cap of body. */
void dh_fetched_init(struct dh_fetched *r, const struct dh_allocator *m, size_t max_bytes);
void dh_fetched_release(struct dh_fetched *r);
/* GET url (http or https), following redirects; r is emptied first. DH_OK: a page came whole,
 * with status 200 to 203. DH_ENET with a message that names the URL and the cause: no address,
 * refused, TLS, time, other statuses, no page by its content type (a picture, a PDF), damage,
 * and a transfer that ended early (partial is set, and body holds what came). DH_ELIMIT: body
 * or headers too large. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_fetch_get(struct dh_fetch *f, const char *url, struct dh_fetched *r,
                                     struct dh_detail *d);

#endif
