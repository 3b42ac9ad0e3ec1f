/* SPDX-License-Identifier: MIT */
/* Bytes that are appended and read back at places: in memory while they are few, else in an unnamed
 * temporary file, which is gone with the process. What is read may stand in the file or wait for
 * it. The caller owns the struct. One thread; forked processes may each append to one of their own
 * that their parent opened (dh_append_open).
 *
 * Errors: DH_ENOMEM; DH_ECREATE, DH_EACCESS, DH_EIO of the file. */
#ifndef DH_APPEND_H
#define DH_APPEND_H

#include "base/mem.h"

struct dh_append {
    const char *tmp;       /* directory; NULL: TMPDIR, else /tmp; a view */
    const char *what;      /* what the file is for, in messages: "for stories"; a view */
    int fd;                /* -1: there is no file yet */
    struct dh_buf pending; /* what is not in it yet; the next bytes are put here */
    uint64_t written;      /* bytes in it */
    uint64_t end;          /* place of the next byte */
};

/* Allocates nothing yet. */
void dh_append_init(struct dh_append *a, const struct dh_allocator *m, const char *tmp,
                    const char *what);
void dh_append_release(struct dh_append *a);
/* Makes the file now, for a forked process to append to; what the parent appended before must be
 * nothing. And behind that process, in the parent: the end is where the file ends. */
DH_MUST_USE enum dh_err dh_append_open(struct dh_append *a, struct dh_detail *d);
DH_MUST_USE enum dh_err dh_append_reopen(struct dh_append *a, struct dh_detail *d);
/* What was put into pending belongs to the file; *at: where it begins. n: its bytes. */
DH_MUST_USE enum dh_err dh_append_took(struct dh_append *a, size_t n, uint64_t *at,
                                       struct dh_detail *d);
/* Ends the appending: where there is a file, all is in it, for other processes too, and the memory
 * is given back. */
DH_MUST_USE enum dh_err dh_append_done(struct dh_append *a, struct dh_detail *d);
/* n bytes at a place, as all that b holds afterwards; they must be there. */
DH_MUST_USE enum dh_err dh_append_read(const struct dh_append *a, uint64_t at, size_t n,
                                       struct dh_buf *b, struct dh_detail *d);

#endif
