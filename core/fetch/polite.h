/* SPDX-License-Identifier: MIT */
/* When which host may be asked: one request at a time and host, at a pace that it can bear.
 *
 * The pause after an answer is the time the host took for it, times a factor, averaged with the
 * pause before (after the AutoThrottle of Scrapy), never less than the least pause or the
 * host's Crawl-delay. 429, 5xx, and no answer at all double the pause, and Retry-After is
 * waited for up to a bound. After some failures in a row a host is dropped for the run. No
 * clock of its own: the caller says what time it is, in milliseconds of a monotonic clock.
 * Bounded by what is queued: about 100 bytes and the URL a page. One thread. */
#ifndef DH_POLITE_H
#define DH_POLITE_H

#include "base/mem.h"
#include "base/str.h"

struct dh_polite_options {
    unsigned least_ms; /* pause; 0: 1000 */
    unsigned most_ms;  /* pause while all is well; 0: 30 s */
    unsigned factor;   /* pause per time taken; 0: 5; UINT_MAX: the least pause will do */
    unsigned failures; /* in a row, until a host is dropped; 0: 5 */
};

enum {
    DH_BACKOFF_MAX = 10 * 60 * 1000,        /* milliseconds: doubling ends here */
    DH_RETRY_AFTER_MAX = 6 * 60 * 60 * 1000 /* milliseconds: more is not waited for */
};

struct dh_polite;
/* o is copied. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_polite_new(struct dh_polite **out, const struct dh_allocator *m,
                                      const struct dh_polite_options *o, struct dh_detail *d);
void dh_polite_free(struct dh_polite *p); /* NULL is fine */

/* Queues an absolute URL, which is copied, behind the others of its host (and port) but before
 * those of dh_polite_add_again. tag comes back with it. DH_EDATA: no host. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_polite_add(struct dh_polite *p, struct dh_str url, uint64_t tag);
/* As dh_polite_add, but behind all others of its host, those too that are added later: for a page
 * that was asked for before, so that new ones come first where a run has no time for all. */
DH_MUST_USE enum dh_err dh_polite_add_again(struct dh_polite *p, struct dh_str url, uint64_t tag);
/* The next URL that may be asked for: of the host that has waited longest. Its host is busy
 * until dh_polite_done. DH_END: nothing is queued but for busy and dropped hosts. DH_OK with
 * url->n 0: nothing yet, come back in *wait_ms. url lives until done. */
DH_MUST_USE enum dh_err dh_polite_next(struct dh_polite *p, int64_t now_ms, struct dh_str *url,
                                       uint64_t *tag, int64_t *wait_ms);

struct dh_polite_answer {
    long status; /* 0: none: time out, refused, broken off */
    unsigned took_ms;
    unsigned retry_after_ms; /* dh_polite_retry_after; 0: none */
};
enum dh_polite_advice {
    DH_POLITE_DONE,   /* the answer stands */
    DH_POLITE_RETRY,  /* worth asking again: add it once more */
    DH_POLITE_DROPPED /* this host is given up */
};
/* The answer to the URL last handed out for that host. */
enum dh_polite_advice dh_polite_done(struct dh_polite *p, struct dh_str url, int64_t now_ms,
                                     const struct dh_polite_answer *answer);
/* The URL last handed out for that host was not asked for after all: the host is free at once. */
void dh_polite_skip(struct dh_polite *p, struct dh_str url);
/* As dh_polite_add, but before the others of its host: for one that had to wait for robots.txt. */
DH_MUST_USE enum dh_err dh_polite_add_first(struct dh_polite *p, struct dh_str url, uint64_t tag);
/* url's host is given up now, or (suspect) with the next failure. Unknown hosts are left alone. */
void dh_polite_drop(struct dh_polite *p, struct dh_str url);
void dh_polite_suspect(struct dh_polite *p, struct dh_str url);
bool dh_polite_dropped(const struct dh_polite *p, struct dh_str url);
/* What robots.txt asks of who visits url's host. */
void dh_polite_crawl_delay(struct dh_polite *p, struct dh_str url, unsigned ms);

/* A Retry-After value (RFC 9110, 10.2.3: seconds or a date) in milliseconds from now_unix on,
 * between 1 s and DH_RETRY_AFTER_MAX; 0: none, or nothing that makes sense (libcurl 7.88
 * answers dates of the past with minus 26 years). */
unsigned dh_polite_retry_after(struct dh_str value, int64_t now_unix);

#endif
