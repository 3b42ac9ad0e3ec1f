/* SPDX-License-Identifier: MIT */
/* Where the pages of a run go: texts into a tree (place.h), records into rotated files (rotate.h),
 * by what the ledger knows of earlier runs.
 *
 * A page that was written before keeps its place, also when its date or site is another now. What
 * holds no text (empty, failed, a second copy) leaves the text of earlier runs as it is: only its
 * record tells. Everything becomes visible with dh_shelf_finish, texts first, then records; the
 * caller commits the store behind it. One thread.
 *
 * Errors: DH_ECREATE, DH_EACCESS, DH_EIO of the outputs, DH_ENOMEM, those of the store; DH_EDATA
 * too where the ledger holds a place that is none. */
#ifndef DH_SHELF_H
#define DH_SHELF_H

#include "cron/config.h"
#include "cron/follow.h"
#include "io/render.h"
#include "io/rotate.h"
#include "state/ledger.h"

struct dh_shelf;

/* Whose outputs they are: several configurations may write to the same places. */
struct dh_shelf_owner {
    const char *who; /* a name that no other has, fit for a file */
    struct dh_store *store;
    struct dh_ledger *ledger;
    uint32_t day;                       /* of this run, since 1970 */
    const struct dh_rotate_begun *left; /* as in rotate.h */
    void (*begin)(void *self, const struct dh_rotate_begun *b);
    void *self;
};

/* Opens the outputs, removes what a killed run left, and commits the store once when the first
 * file of records is chosen. All arguments, store and ledger must outlive it. */
DH_MUST_USE enum dh_err dh_shelf_open(struct dh_shelf **out, const struct dh_allocator *m,
                                      const struct dh_config *c, const struct dh_shelf_owner *owner,
                                      struct dh_detail *d);
/* What is wanted of each page. */
struct dh_render_options dh_shelf_wants(const struct dh_config *c);
/* A finished page as it was rendered; of itself its labels and verdict. text_hash: dh_hash64 of its
 * text alone. */
DH_MUST_USE enum dh_err dh_shelf_put(struct dh_shelf *s, const struct dh_page *page,
                                     const struct dh_rendered *r, uint64_t text_hash,
                                     uint64_t source, struct dh_detail *d);
/* *bytes: of texts and records. */
DH_MUST_USE enum dh_err dh_shelf_finish(struct dh_shelf *s, uint64_t *bytes, struct dh_detail *d);
/* Whether it came so far that files of records that were begun stay, also where it failed behind
 * that: dh_shelf_free takes back no others. */
bool dh_shelf_synced(const struct dh_shelf *s);
/* Without finish: records are cut off again; texts that were full groups stay, and are written
 * again by the next run. NULL is fine. */
void dh_shelf_free(struct dh_shelf *s);

#endif
