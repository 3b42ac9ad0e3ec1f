/* SPDX-License-Identifier: MIT */
/* robots.txt by RFC 9309: what a host lets us fetch.
 *
 * The groups that name our product token count, all of them together; without one those of "*".
 * Of the rules that match the path and query the longest wins, and Allow among equals. "*"
 * stands for any bytes and "$" for the end. Before comparing, both sides are brought to one
 * form: %7e is ~, %c3 is %C3, and a byte outside ASCII is its %XX, as are "*" and "$" of a path;
 * but %2F is not "/". Read leniently: BOM, CR, LF or both, comments, keys in any case and with the
 * usual misspellings, a blank for the colon. Of a file the first 500 KiB count (2.5 asks for at
 * least that), of a line the first 16 KiB. Matching is linear in rule and path. One thread at a
 * time while it is made, any after that. */
#ifndef DH_ROBOTS_H
#define DH_ROBOTS_H

#include "base/mem.h"
#include "base/str.h"

enum {
    DH_ROBOTS_MAX = 500 * 1024,      /* bytes that are read of a file */
    DH_ROBOTS_DELAY_MAX = 300 * 1000 /* milliseconds: what a longer Crawl-delay counts as */
};

struct dh_robots;

/* What the answer to a request for /robots.txt means (2.3.1). */
enum dh_robots_access {
    DH_ROBOTS_READ,   /* 2xx: the body has the rules */
    DH_ROBOTS_ALL,    /* 4xx but for 429: there are none, all is allowed */
    DH_ROBOTS_NOTHING /* 5xx, 429, unreachable: nothing is, until it is asked again */
};
/* status 0: no answer came. Redirects are followed before. */
enum dh_robots_access dh_robots_access(long status);

/* token: our product token, "dehusk"; compared without case. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_robots_new(struct dh_robots **out, const struct dh_allocator *m,
                                      struct dh_str body, struct dh_str token, struct dh_detail *d);
void dh_robots_free(struct dh_robots *r); /* NULL is fine */

/* Whether the absolute URL may be fetched. /robots.txt itself always may. */
bool dh_robots_allows(const struct dh_robots *r, struct dh_str url);
/* Crawl-delay of our group (no part of the RFC, but widely meant), in milliseconds; 0: none
 * that makes sense. */
unsigned dh_robots_delay(const struct dh_robots *r);
/* Lines that were understood, Sitemap lines among them, which say nothing of access: what is
 * crawled, the user names. 0 of a file that is not empty: it is no robots.txt (a web page,
 * UTF-16). */
size_t dh_robots_lines(const struct dh_robots *r);

#endif
