/* SPDX-License-Identifier: MIT */
/* The stages that need one page only: bytes -> page -> body -> fragments -> evidence -> repetition
 * in the page. What comes out can be packed, sent and spooled; the verdict (verdict.h) is a pass of
 * its own. One thread a cleaner. */
#ifndef DH_CLEANER_H
#define DH_CLEANER_H

#include "io/source.h"
#include "job/options.h"
#include "page/page.h"

/* Rules and working memory of one thread or process. */
struct dh_cleaner;

/* s must outlive it. DH_ECONFIG: the user's rules file. */
DH_MUST_USE enum dh_err dh_cleaner_new(struct dh_cleaner **out, const struct dh_allocator *m,
                                       const struct dh_settings *s, struct dh_detail *d);
void dh_cleaner_free(struct dh_cleaner *c); /* NULL is fine */

/* Bytes a page's arena may take for an input of n bytes, and for the largest input. */
size_t dh_cleaner_arena_cap(size_t n);
uint64_t dh_cleaner_most(const struct dh_cleaner *c);

/* Reads item into a reset page; its slices may point into item->bytes. Whatever is wrong with the
 * page makes it verdict failed, with DH_OK; DH_ENOMEM is the only error. alone: no other page will
 * be looked at beside it, so that what repeat/ would ask of it then is left out. */
DH_MUST_USE enum dh_err dh_cleaner_read(struct dh_cleaner *c, const struct dh_item *item,
                                        struct dh_page *page, bool alone);
/* A page that could not be read at all: labels as far as the item tells, verdict failed with e and
 * d. */
void dh_cleaner_lost(const struct dh_cleaner *c, const struct dh_item *item, enum dh_err e,
                     const struct dh_detail *d, struct dh_page *page);

#endif
