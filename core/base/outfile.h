/* SPDX-License-Identifier: MIT */
/* Files that appear whole: a reader sees the old file or the new one and never half. Messages name
 * the path and the cause. One thread a struct. */
#ifndef DH_OUTFILE_H
#define DH_OUTFILE_H

#include "base/mem.h"
#include "base/str.h"

/* What the name of a file ends in while it is not finished: DH_UNFINISHED, and DH_UNFINISHED_DIGITS
 * hexadecimal digits. Readers of directories pass such files over. */
#define DH_UNFINISHED ".dehusk-"
enum {
    DH_UNFINISHED_DIGITS = 6,
    DH_UNFINISHED_BYTES = sizeof DH_UNFINISHED + DH_UNFINISHED_DIGITS
};
/* Writes that ending, NUL included: with the number of the process, or of one that is `tries`
 * higher. */
void dh_file_unfinished(char end[DH_UNFINISHED_BYTES], unsigned tries);
bool dh_file_is_unfinished(struct dh_str name);

/* A file being written: bytes go to a temporary in the same directory, commit makes it the file.
 * Until then it has no name where the file system can do that (O_TMPFILE of open(2)): so nothing
 * of it stays behind whatever ends the process. The caller owns the struct; abort or commit
 * always. */
struct dh_out {
    const struct dh_allocator *mem;
    int fd;            /* of what gets a name, for reading, too */
    char *path, *temp; /* temp NULL: written directly (standard output, a device, a FIFO) */
    bool named;        /* temp stands in the directory */
    struct dh_buf pending;
    uint64_t written;
};
/* path "-" is standard output, and what standard output goes to is written there, too. Links lead
 * to the file that is replaced. Makes no directories. DH_ECREATE: also where a directory stands;
 * DH_EACCESS. */
DH_MUST_USE enum dh_err dh_out_open(struct dh_out *o, const struct dh_allocator *m,
                                    const char *path, struct dh_detail *d);
/* Buffered. DH_EPIPE, DH_EIO. */
DH_MUST_USE enum dh_err dh_out_add(struct dh_out *o, struct dh_str s, struct dh_detail *d);
/* Writes what is buffered. DH_EPIPE, DH_EIO. */
DH_MUST_USE enum dh_err dh_out_flush(struct dh_out *o, struct dh_detail *d);
/* Flush, fsync, rename, fsync of the directory; releases o whatever happens. On failure the old
 * file stands. DH_EPIPE, DH_EIO. */
DH_MUST_USE enum dh_err dh_out_commit(struct dh_out *o, struct dh_detail *d);
/* The same where nothing is to be replaced. *made: false when something of that name is there
 * already, which stays as it is. */
DH_MUST_USE enum dh_err dh_out_commit_new(struct dh_out *o, bool *made, struct dh_detail *d);
void dh_out_abort(struct dh_out *o); /* removes the temporary; NULL-safe, also after commit */

#endif
