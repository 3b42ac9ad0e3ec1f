/* SPDX-License-Identifier: MIT */
/* Many transfers at once, on curl_multi: connections are kept alive, one a host. Who may be asked
 * when is polite.h's business; here runs what is begun. No threads of ours (libcurl resolves names
 * in one of its own). Memory: half a MiB for each body, and for those that are larger 24 MiB, which
 * they share - or what one body may have, if that is more: who finds nothing left waits, paused.
 * One thread. */
#ifndef DH_MULTI_H
#define DH_MULTI_H

#include "fetch/fetch.h"

struct dh_multi;

struct dh_multi_options {
    unsigned slots;        /* transfers at once, 1 to 1024; fewer where file descriptors are few */
    unsigned max_seconds;  /* for one; 0: 60 */
    unsigned slow_seconds; /* below 100 bytes a second for so long: given up; 0: 20 */
    bool allow_private;    /* see fetch.h */
    bool keep_heads;       /* keep the header lines, for WARC */
    const char *user_agent;
    const char *ca_file; /* authorities to trust in place of the system's, PEM; NULL: those; must
                            live as long as the multi */
    const char *proxy;   /* transfer.h; the same */
};

struct dh_errand {
    struct dh_str url;            /* dh_url_normal; copied */
    struct dh_str etag, modified; /* validators of an earlier answer; copied; empty: none */
    size_t max_bytes;
    bool any_type; /* the body is wanted whatever its type */
    bool clip;     /* of a body over max_bytes the first max_bytes are enough */
    uint64_t tag;
};

/* Errors: those of dh_client_init (transfer.h), DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_multi_new(struct dh_multi **out, const struct dh_allocator *m,
                                     const struct dh_multi_options *o, struct dh_detail *d);
void dh_multi_free(struct dh_multi *m); /* what is under way is broken off. NULL is fine */

size_t dh_multi_idle(const struct dh_multi *m); /* slots that are free */
size_t dh_multi_busy(const struct dh_multi *m); /* under way, or ended and not taken */
/* Begins; there must be an idle slot. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_multi_begin(struct dh_multi *m, const struct dh_errand *e,
                                       struct dh_detail *d);
/* Works until one transfer has ended, for wait_ms at the longest. *r NULL: none has; else what
 * came of the errand with *tag, until the next call: r->cause says whether it is any good.
 * DH_ENOMEM; DH_EIO: libcurl cannot go on at all. */
DH_MUST_USE enum dh_err dh_multi_next(struct dh_multi *m, int64_t wait_ms, struct dh_fetched **r,
                                      uint64_t *tag, struct dh_detail *d);
/* What dh_multi_next gave out last is no longer needed: its slot is idle. */
void dh_multi_done(struct dh_multi *m);
/* Breaks off what is under way: each still comes out of dh_multi_next, with DH_CAUSE_OUT_OF_TIME.
 */
void dh_multi_break(struct dh_multi *m);

#endif
