/* SPDX-License-Identifier: MIT */
/* Bytes of one input, in order, from a descriptor or from memory; gzip, Zstandard, xz and bzip2 are
 * seen through, told by their first bytes, and brotli, told by a file's name (.br) and by not being
 * text: once (what is packed twice comes out packed). Inside io/
 * only: what a source reads files and rows through; but for dh_stream_packed_head. One thread a
 * stream. */
#ifndef DH_STREAM_H
#define DH_STREAM_H

#include "base/mem.h"
#include "base/str.h"
#include "codec/codec.h"

/* What happens while whoever writes into a pipe lets it wait; members may be NULL. */
struct dh_stream_wait {
    const volatile int *stop; /* not 0: the wait ends with DH_ESTOPPED, within a moment */
    void (*idle)(void *self); /* once, after two seconds */
    void *self;
};

struct dh_stream {
    const struct dh_allocator *mem;
    const char *name;           /* for messages; the opener's */
    int fd;                     /* -1: memory */
    bool owned;                 /* close fd with the stream */
    bool started, at_end;       /* the first bytes were looked at; there are no more */
    struct dh_str rest;         /* of memory */
    struct dh_decoder *decoder; /* NULL: plain */
    enum dh_coding coding;      /* what the decoder is for */
    bool past;                  /* all packed data ended well, and something else follows */
    bool spoiled;               /* these are damaged: so may be what came out of them lately */
    struct dh_buf packed;       /* a chunk as read, and what of it is not decoded yet */
    struct dh_str todo;
    struct dh_stream_wait wait; /* the opener's to set, behind opening */
};

/* path "-": standard input. walked: the path was found in a directory, so that anything but a
 * regular file is passed over with DH_END, and a FIFO with no writer cannot block. Otherwise
 * FIFOs and devices are read and a directory is DH_EIO. DH_ENOINPUT, DH_EACCESS, DH_EIO. */
DH_MUST_USE enum dh_err dh_stream_open(struct dh_stream *s, const struct dh_allocator *m,
                                       const char *path, bool walked, struct dh_detail *d);
void dh_stream_memory(struct dh_stream *s, const struct dh_allocator *m, const char *name,
                      struct dh_str bytes);
/* Appends at least one byte and at most max (256 or more) to b; DH_END: there are no more.
 * DH_ESTOPPED: see wait. DH_ELIMIT: b's cap, or packed bytes that unpack to too much. DH_EDATA:
 * damaged or cut off while packed, or with something else behind (past); what came before was given
 * out. DH_EIO. */
DH_MUST_USE enum dh_err dh_stream_read(struct dh_stream *s, size_t max, struct dh_buf *b,
                                       struct dh_detail *d);
/* After DH_EDATA: goes on at the next member behind the damage. DH_END: there is none, as of
 * brotli. */
DH_MUST_USE enum dh_err dh_stream_resync(struct dh_stream *s, struct dh_detail *d);
void dh_stream_close(struct dh_stream *s); /* also twice */

/* The hash of the first n bytes that the packed file at path unpacks to. false: it is not packed,
 * or has not so many. */
bool dh_stream_packed_head(const struct dh_allocator *m, const char *path, size_t n,
                           uint64_t *hash);

#endif
