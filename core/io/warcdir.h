/* SPDX-License-Identifier: MIT */
/* A directory of WARC/1.1 files (ISO 28500) that a crawl fills: each fetched page as a request and
 * a response, one that has not changed as a revisit; a gzip member a record.
 *
 * A file is dehusk-TIME-RUN-NUMBER.warc.gz, where RUN is drawn by lot, so that any number of runs
 * may fill one directory at once. It is written under a temporary name and gets its own when it is
 * complete: at rotation, when it has grown past a size, and at the end. What a killed run left is
 * removed at the next start; files of a run that still lives are held by flock(2) and stay.
 * Responses stand there as they were received but unpacked: Content-Encoding, Transfer-Encoding and
 * Content-Length get the prefix "X-Crawler-", and a Content-Length that fits is added. One thread.
 */
#ifndef DH_WARCDIR_H
#define DH_WARCDIR_H

#include "base/mem.h"
#include "base/str.h"

struct dh_warcdir;

struct dh_warcdir_options {
    const char *path;      /* made when missing */
    uint64_t file_bytes;   /* a file is closed once it is larger; 0: 1 GiB */
    const char *operator_; /* who runs the crawl, for the warcinfo record; NULL: not told */
    const char *user_agent;
};

enum dh_warc_visit {
    DH_WARC_FETCHED,     /* request and response */
    DH_WARC_SAME_BODY,   /* the body came, and is the one of last time */
    DH_WARC_NOT_MODIFIED /* status 304 */
};

struct dh_warc_page {
    enum dh_warc_visit visit;
    struct dh_str url;
    int64_t fetched;             /* seconds since 1970 */
    struct dh_str request, head; /* header lines as on the wire, with their empty line */
    struct dh_str body;          /* unpacked; of DH_WARC_FETCHED alone written */
    int64_t earlier;             /* when the page came that a revisit refers to; 0: not known */
};

/* DH_ECREATE, DH_EACCESS. */
DH_MUST_USE enum dh_err dh_warcdir_new(struct dh_warcdir **out, const struct dh_allocator *m,
                                       const struct dh_warcdir_options *o, struct dh_detail *d);
/* Removes the file at hand when it was not finished. NULL is fine. */
void dh_warcdir_free(struct dh_warcdir *w);

/* Control characters in header lines but for line ends are left out. DH_ECREATE, DH_EIO. */
DH_MUST_USE enum dh_err dh_warcdir_put(struct dh_warcdir *w, const struct dh_warc_page *p,
                                       struct dh_detail *d);
/* Gives the file at hand its name; more may follow in another one. */
DH_MUST_USE enum dh_err dh_warcdir_finish(struct dh_warcdir *w, struct dh_detail *d);

#endif
