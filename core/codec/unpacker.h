/* SPDX-License-Identifier: MIT */
/* What a decoder (codec.h) drives: one for each coding. Inside codec/ only.
 *
 * Packed data are a row of members (of gzip; frames, streams elsewhere), each a whole of its own.
 * A step takes input, makes output and says whether the member ends there; the decoder counts,
 * keeps the limits, passes from member to member and words what goes wrong. One thread. */
#ifndef DH_UNPACKER_H
#define DH_UNPACKER_H

#include "base/mem.h"
#include "base/str.h"

/* The window (what is looked back upon) of zstd and xz data; any other's is smaller. */
enum { DH_WINDOW_LOG_MAX = 27 };
#define DH_WINDOW_TOLD "128 MiB"

struct dh_step {
    size_t made;     /* bytes */
    bool starved;    /* stopped for want of input; all that can be made of it was */
    bool ended;      /* a member ends here */
    bool front;      /* it was none of data: a dictionary for those that follow */
    const char *why; /* DH_EDATA for another cause than damage: "zstd data " goes in front */
};

struct dh_unpacker {
    const char *name;
    bool members; /* others may follow the first; dh_coding_sniff tells them */
    bool padded;  /* zeros behind a member are none of the data (tape blocks) */
    /* *self is freed by close, also after an error. DH_ENOMEM; DH_EINTERNAL: d says which library
     * there is not. */
    enum dh_err (*open)(void **self, const struct dh_allocator *m, struct dh_detail *d);
    /* Before each member; its first byte is at hand. DH_ENOMEM. */
    enum dh_err (*begin)(void *self, unsigned char first);
    /* Moves *in on, and writes at most room > 0 bytes. DH_EDATA, DH_ENOMEM. */
    enum dh_err (*step)(void *self, struct dh_str *in, char *to, size_t room, struct dh_step *s);
    void (*close)(void *self); /* NULL is fine */
};

/* For libraries that ask for their memory, not cleared: windows are large, and often hardly used.
 */
static inline void *dh_unpack_alloc(const struct dh_allocator *m, size_t count, size_t size)
{
    return size && count > SIZE_MAX / size ? NULL : dh_mem_resize(m, NULL, count * size);
}

extern const struct dh_unpacker dh_unpack_gzip, dh_unpack_deflate, dh_unpack_zstd, dh_unpack_xz,
    dh_unpack_bzip2, dh_unpack_brotli;

#endif
