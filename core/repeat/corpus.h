/* SPDX-License-Identifier: MIT */
/* Repetition over the pages of a batch and what earlier runs knew: site statistics (site.h) and
 * stories (story.h) in one, for a job of two passes.
 *
 *     dh_corpus_new -> dh_corpus_observe for every page, in any order
 *                   -> dh_corpus_settle, between the passes
 *                   -> dh_corpus_decide for every page, by ascending number
 *
 * What is decided is a function of the set of pages: of the batch, and of the state when there is
 * one. Not of their order, of workers, shards or runs. Memory: about `memory` bytes, or a quarter
 * of that and 40 bytes a story where that is more; all else lies in unnamed temporary files. One
 * thread at a time. */
#ifndef DH_CORPUS_H
#define DH_CORPUS_H

#include "page/page.h"

struct dh_corpus;
enum { DH_CORPUS_MAX = 0xFFFFFFF0u }; /* pages of one run */
struct dh_store;

struct dh_corpus_options {
    size_t memory;          /* bytes */
    const char *tmp;        /* directory for temporary files; NULL: the usual one; kept as a view */
    struct dh_store *store; /* earlier runs (state/store.h), the caller's; NULL: none */
    bool read_only;         /* the store is used and not brought up to date */
    bool ids_last;          /* pages without a URL that share an id are versions of one page, as
                               those that share a URL are */
    bool count_only;        /* scan: observe and settle bring the store up to date, no more */
    uint32_t day;           /* of this run, days since 1970: for expiry of the store */
};

DH_MUST_USE enum dh_err dh_corpus_new(struct dh_corpus **out, const struct dh_allocator *m,
                                      const struct dh_corpus_options *o, struct dh_detail *d);
void dh_corpus_free(struct dh_corpus *c); /* NULL is fine */

/* Pass 1. number: of the page, each once, below UINT32_MAX. The page is described
 * (dh_repeat_describe) and not decided yet; failed pages are passed over. */
DH_MUST_USE enum dh_err dh_corpus_observe(struct dh_corpus *c, const struct dh_page *page,
                                          uint32_t number, struct dh_detail *d);
/* Between the passes. With a store that is not read-only the batch is in it afterwards; the caller
 * commits, once what it writes is in place. */
DH_MUST_USE enum dh_err dh_corpus_settle(struct dh_corpus *c, struct dh_detail *d);
/* Pass 2: strikes chrome of the site as DH_SITE. Before the verdict. */
DH_MUST_USE enum dh_err dh_corpus_strike(struct dh_corpus *c, struct dh_page *page, uint32_t number,
                                         struct dh_detail *d);
/* Pass 2, behind the verdict: a page that has text and is not the survivor of its story becomes
 * verdict duplicate with duplicate_of; a survivor may get supersedes. Pages that stay kept are
 * marked as written in the store, which the caller commits once they are. */
DH_MUST_USE enum dh_err dh_corpus_judge(struct dh_corpus *c, struct dh_page *page, uint32_t number,
                                        struct dh_detail *d);

/* Calls each for every member of every cluster of two or more stories, survivor (head) first. */
DH_MUST_USE enum dh_err dh_corpus_clusters(struct dh_corpus *c,
                                           enum dh_err (*each)(void *self, struct dh_str head,
                                                               struct dh_str member),
                                           void *self, struct dh_detail *d);

/* Seconds since 1970 of an RFC 3339 date or date and time; INT64_MAX when s is neither. A date
 * alone is its first second; a time without offset is UTC. */
int64_t dh_published_time(struct dh_str s);

#endif
