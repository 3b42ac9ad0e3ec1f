/* SPDX-License-Identifier: MIT */
/* What is new in directories and files of rows that other programs fill: the local half of
 * gather.h.
 *
 * A file whose size, times, device and inode are as they were is not opened. Of others the content
 * counts: an item (page, row, archived page) whose source, labels and bytes were worked on before
 * is passed over. A file of rows that only grew (its first and its last 4 KiB up to the place
 * reached are as they were) is read from there; one that was cut, replaced or rotated is read
 * whole, and its rows are known by their content. When what it was stands beside it under a name
 * that begins with its own (log rotation), what that has still to tell is read first. A last line
 * without its end waits, unless it is a whole JSON object. A page whose file is no longer there is
 * told once, but not when its directory is empty: it may not be mounted.
 *
 * All of that goes into the ledger, and so counts when the store is committed. Ids are the paths
 * as the configuration has them, so that results do not depend on where it lies. Sources in the
 * order of the configuration, the files of a directory in the order of their paths. A file that
 * cannot be read is tried again by the next run; one that holds nothing of use is not. One
 * thread. */
#ifndef DH_FOLLOW_H
#define DH_FOLLOW_H

#include "io/source.h"
#include "cron/config.h"
#include "state/ledger.h"

struct dh_follow;

/* What an item is apart from its bytes. */
struct dh_origin {
    uint64_t source;  /* a hash: items of one source with the same id are versions of one page */
    const char *name; /* of the source, as the configuration has it; lives as long as that */
    bool gone;        /* the page is no longer there: the item says so as its error */
};

/* config and ledger must outlive it. now: nanoseconds since 1970. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_follow_new(struct dh_follow **out, const struct dh_allocator *m,
                                      const struct dh_config *config, struct dh_ledger *ledger,
                                      int64_t now, struct dh_detail *d);
void dh_follow_free(struct dh_follow *f); /* NULL is fine */
/* The next item, valid until the next call; DH_END. DH_ENOINPUT, DH_EACCESS: a file or directory
 * that cannot be read, d says which; go on. Other errors end it: DH_ENOMEM, those of the ledger. */
DH_MUST_USE enum dh_err dh_follow_next(struct dh_follow *f, struct dh_item *item,
                                       struct dh_origin *origin, struct dh_detail *d);
/* For who stops before DH_END: notes how far the file at hand was read. *left: something was left
 * over. Errors: the ledger's. */
DH_MUST_USE enum dh_err dh_follow_stop(struct dh_follow *f, bool *left, struct dh_detail *d);
/* Files, rows and pages that were looked at and passed over. */
uint64_t dh_follow_unchanged(const struct dh_follow *f);

#endif
