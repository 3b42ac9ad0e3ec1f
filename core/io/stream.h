/* SPDX-License-Identifier: MIT */
/* Bytes of one input, in order, from a descriptor or from memory. Inside io/ only: what a source
 * reads files and rows through. One thread a stream. */
#ifndef DH_STREAM_H
#define DH_STREAM_H

#include "base/mem.h"
#include "base/str.h"

struct dh_stream {
    const char *name;   /* for messages; the opener's */
    int fd;             /* -1: memory */
    bool owned;         /* close fd with the stream */
    struct dh_str rest; /* of memory */
};

/* path "-": standard input. walked: the path was found in a directory, so that anything but a
 * regular file is passed over with DH_END, and a FIFO with no writer cannot block. Otherwise
 * FIFOs and devices are read and a directory is DH_EIO. DH_ENOINPUT, DH_EACCESS, DH_EIO. */
DH_MUST_USE enum dh_err dh_stream_open(struct dh_stream *s, const char *path, bool walked,
                                       struct dh_detail *d);
void dh_stream_memory(struct dh_stream *s, const char *name, struct dh_str bytes);
/* Appends at least one byte and at most max to b; DH_END: there are no more. DH_ELIMIT: b's cap. */
DH_MUST_USE enum dh_err dh_stream_read(struct dh_stream *s, size_t max, struct dh_buf *b,
                                       struct dh_detail *d);
void dh_stream_close(struct dh_stream *s); /* also twice */

#endif
