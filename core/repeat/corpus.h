/* SPDX-License-Identifier: MIT */
/* Repetition over the pages of a batch and what earlier runs knew: site statistics (site.h) and
 * stories (story.h) in one, for a job of two passes.
 *
 *     dh_corpus_new -> dh_corpus_take for every page, in any order
 *                   -> dh_corpus_settle, between the passes
 *                   -> tell, strike, judge, written for every page
 *
 * or, where nobody waits for the batch:
 *
 *     dh_corpus_new -> dh_corpus_settle -> ask, strike for every page
 *
 * What is decided is a function of the set of pages: of the batch, and of the state when there is
 * one. Not of their order, of workers, shards or runs. Memory: about `memory` bytes, or a quarter
 * of that and 74 bytes a story where that is more; all else lies in unnamed temporary files. One
 * thread at a time.
 *
 * Errors, where no others are told: DH_ENOMEM; DH_ECREATE, DH_EACCESS and DH_EIO of the temporary
 * files; those of the store where there is one (store.h), and then what was put into it is not to
 * be committed. */
#ifndef DH_CORPUS_H
#define DH_CORPUS_H

#include "page/page.h"

struct dh_corpus;
struct dh_spread;                     /* story.h */
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

/* Pass 1, where the page is at hand: all that the corpus needs of it, appended to out as bytes
 * (errors: out->err). A function of the page, which is described (dh_repeat_describe) and not
 * decided yet; of failed pages nothing. */
void dh_corpus_count(const struct dh_page *page, struct dh_buf *out);
/* And where the corpus is. number: of the page, each once, below UINT32_MAX. DH_EDATA: no
 * dh_corpus_count made these bytes, and nothing is taken. */
DH_MUST_USE enum dh_err dh_corpus_take(struct dh_corpus *c, struct dh_str counted, uint32_t number,
                                       struct dh_detail *d);
/* Both at once. */
DH_MUST_USE enum dh_err dh_corpus_observe(struct dh_corpus *c, const struct dh_page *page,
                                          uint32_t number, struct dh_detail *d);
/* Before dh_corpus_settle: as dh_stories_spread. */
void dh_corpus_spread(struct dh_corpus *c, const struct dh_spread *spread);
/* Between the passes. With a store that is not read-only the batch is in it afterwards; the caller
 * commits, once what it writes is in place. */
DH_MUST_USE enum dh_err dh_corpus_settle(struct dh_corpus *c, struct dh_detail *d);
/* Pass 2, in order of the numbers: what there is to say of page number, appended to out as bytes
 * for dh_corpus_strike. */
DH_MUST_USE enum dh_err dh_corpus_tell(struct dh_corpus *c, uint32_t number, struct dh_buf *out,
                                       struct dh_detail *d);
/* For pages that come one by one, in place of take and tell: all that is settled is what earlier
 * runs knew, before the first of them. What is told is what a read-only run over this page alone
 * would have been told, but for a page that is another one's copy without being the same: it counts
 * as a story of its own. DH_EDATA: as dh_corpus_take; DH_EIO: the store is damaged. */
DH_MUST_USE enum dh_err dh_corpus_ask(struct dh_corpus *c, struct dh_str counted,
                                      struct dh_buf *out, struct dh_detail *d);
/* Pass 2, before the verdict: strikes chrome of the site as DH_SITE, and captions. told: of this
 * page. Serves any page at any time, also in a process forked behind dh_corpus_settle. */
DH_MUST_USE enum dh_err dh_corpus_strike(struct dh_corpus *c, struct dh_page *page,
                                         struct dh_str told, struct dh_detail *d);
/* Pass 2, behind the verdict, and as dh_corpus_strike: a page that has text and is not the survivor
 * of its story becomes verdict duplicate with duplicate_of; one that is may get supersedes, and
 * *survives is set. */
DH_MUST_USE enum dh_err dh_corpus_judge(struct dh_corpus *c, struct dh_page *page, uint32_t number,
                                        bool *survives, struct dh_detail *d);
/* A survivor is written out: the store notes it, which the caller commits once the outputs stand.
 * Only identity and labels of the page are looked at. */
DH_MUST_USE enum dh_err dh_corpus_written(struct dh_corpus *c, const struct dh_page *page,
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
