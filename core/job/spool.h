/* SPDX-License-Identifier: MIT */
/* The spool: pages in packed form between the two passes of a batch, in an unnamed temporary file,
 * so that memory does not grow with the batch: it is written a MiB at a time, and what fits in one
 * is never written. Written once from front to back, then read from any place, also by processes
 * that were forked behind dh_spool_done, each for itself. What nobody reads any more can go while
 * the rest is read: as the output grows the spool shrinks. One thread. DH_ENOMEM; DH_EACCESS,
 * DH_ECREATE, DH_EIO: of the temporary file. */
#ifndef DH_SPOOL_H
#define DH_SPOOL_H

#include "base/mem.h"
#include "base/str.h"

/* One packed page and its input. */
struct dh_frame {
    struct dh_str head, body;
};

struct dh_spool;

/* dir: where the file goes (NULL: TMPDIR, else /tmp). */
DH_MUST_USE enum dh_err dh_spool_new(struct dh_spool **out, const struct dh_allocator *m,
                                     const char *dir, struct dh_detail *d);
void dh_spool_free(struct dh_spool *s); /* NULL is fine */
DH_MUST_USE enum dh_err dh_spool_add(struct dh_spool *s, struct dh_frame f, struct dh_detail *d);
/* Ends the writing. */
DH_MUST_USE enum dh_err dh_spool_done(struct dh_spool *s, struct dh_detail *d);
bool dh_spool_in_file(const struct dh_spool *s); /* after done: it was too large for memory */

/* The frame at *at, which becomes the place of the next; the first stands at 0. f (NULL: passed
 * over) is valid until the next call. DH_END behind the last. */
DH_MUST_USE enum dh_err dh_spool_read(struct dh_spool *s, uint64_t *at, struct dh_frame *f,
                                      struct dh_detail *d);
/* Nobody will read frames in front of `at` any more, a place that dh_spool_read left: their room is
 * given back, a MiB or more at a time, where the file system can. */
void dh_spool_forget(struct dh_spool *s, uint64_t at);

#endif
