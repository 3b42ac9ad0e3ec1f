/* SPDX-License-Identifier: MIT */
/* What stands behind the opaque types of dehusk.h. One thread a context, as dehusk.h has it. */
#ifndef DH_LIBRARY_H
#define DH_LIBRARY_H

#include <signal.h>

#include "job/cleaner.h"
#include "job/options.h"
#include "job/spool.h"
#include "page/page.h"
#include "repeat/corpus.h"

struct dh_context {
    struct dh_allocator mem;
    struct dh_options *options; /* our copy */
    struct dh_cleaner *cleaner;
    volatile sig_atomic_t stop;
};

/* A finished page with what was made of it on demand. */
struct dh_record {
    struct dh_allocator mem; /* a copy: a record outlives its context */
    struct dh_page own;      /* the page of a record that stands alone */
    struct dh_page *page;    /* own, or a page of the job at hand */
    const char *path;        /* dh_record_line */
    struct dh_buf json, input;
};
void dh_record_init(struct dh_record *r, const struct dh_allocator *m);
void dh_record_release(struct dh_record *r);

/* The item that a caller's bytes and hints (NULL: none) make. */
struct dh_item dh_context_item(const struct dh_context *c, struct dh_str bytes,
                               const struct dh_hints *h);
enum dh_corpus_use {
    DH_CORPUS_BATCH,
    DH_CORPUS_SCAN,  /* counted, not decided */
    DH_CORPUS_FLUSH, /* none: each page is held against the store, which stays as it is */
    DH_CORPUS_RUN    /* of a job that meets the same pages again: ids tell them apart */
};
/* What the pages of a batch have in common, as the options say. store: what earlier runs saw, NULL:
 * nothing. Errors: dh_corpus_new's. */
DH_MUST_USE enum dh_err dh_context_corpus(struct dh_context *c, struct dh_store *store,
                                          enum dh_corpus_use use, struct dh_corpus **out,
                                          struct dh_detail *d);
/* The second pass over one page of a batch. corpus NULL: each page alone; else told is what
 * dh_corpus_tell had to say of it. */
struct dh_pass {
    struct dh_corpus *corpus;
    uint32_t number; /* of the page */
    struct dh_str told;
};
/* A frame of the first pass into page (reset before), decided and finished. f must outlive what is
 * done with the page. *survives as in dh_corpus_judge. A page that cannot be put together becomes
 * verdict failed, with DH_OK. Errors: those of dh_corpus_strike and dh_corpus_judge; DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_context_decide(struct dh_context *c, struct dh_frame f,
                                          const struct dh_pass *pass, struct dh_page *page,
                                          bool *survives, struct dh_detail *d);

#endif
