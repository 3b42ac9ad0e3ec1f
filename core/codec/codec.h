/* SPDX-License-Identifier: MIT */
/* codec/: what bytes are wrapped in. Decoding as a stream: gzip (RFC 1952, any number of members),
 * zlib or raw deflate as HTTP's "deflate" (RFC 9110, 8.4.1.2), Zstandard (RFC 8878, also with the
 * dictionary that an archive of web pages begins with), xz and bzip2 (any number of streams) and
 * brotli (RFC 7932, one stream). Only this folder includes their libraries; those of the last three
 * are loaded when such data come (base/dynlib.h).
 *
 * Hostile input costs bounded memory (a window: 32 KiB for gzip, 3.6 MB for bzip2, 16 MiB for
 * brotli, at most 128 MiB for Zstandard and xz, data that ask for more are refused; a dictionary of
 * 16 MiB beside it) and bounded work: data that unpacks to more than DH_RATIO_MAX times its size is
 * DH_ELIMIT. One thread a decoder. */
#ifndef DH_CODEC_H
#define DH_CODEC_H

#include "base/mem.h"
#include "base/str.h"

enum dh_coding {
    DH_CODING_NONE,
    DH_CODING_GZIP,
    DH_CODING_DEFLATE,
    DH_CODING_ZSTD,
    DH_CODING_XZ,
    DH_CODING_BZIP2,
    DH_CODING_BROTLI
};

enum {
    DH_RATIO_MAX = 500,      /* deflate reaches 1032, but only on long runs of one pattern */
    DH_RATIO_FREE = 16 << 20 /* bytes that come out before the ratio counts */
};

/* By the first bytes, at most ten; NONE also for deflate and brotli, which have no magic. *more
 * (may be NULL, set where the answer is NONE): head is too short to tell. */
enum dh_coding dh_coding_sniff(struct dh_str head, bool *more);
const char *dh_coding_name(enum dh_coding coding); /* "gzip", for messages */
/* What HTTP names in Content-Encoding; NONE: nothing that is read here, or "identity". */
enum dh_coding dh_coding_of_label(struct dh_str label);

/* Whether the beginning of s holds no byte that text does not, as packed data do before long: for
 * codings without a magic, and labels that mean none. */
bool dh_coding_is_text(struct dh_str s);

struct dh_decoder;

/* coding is not NONE. zstd's own memory is malloc's. DH_ENOMEM; DH_EINTERNAL: the library that this
 * coding needs cannot be loaded (d says which). */
DH_MUST_USE enum dh_err dh_decoder_new(struct dh_decoder **out, const struct dh_allocator *m,
                                       enum dh_coding coding, struct dh_detail *d);
void dh_decoder_free(struct dh_decoder *c); /* NULL is fine */
/* Whether nothing was taken of the member at hand: behind an error the same bytes would bring it
 * again. */
bool dh_decoder_stuck(const struct dh_decoder *c);
/* Begins anew at a member, as behind damage; a dictionary stays. */
void dh_decoder_restart(struct dh_decoder *c);

/* Decodes from *in, which is moved on, and appends at most max bytes to out. Answers DH_OK when
 * max bytes were made or *in is used up and all of it has come out: fewer than max mean that
 * more input is wanted. DH_EDATA: damage, what was decoded before it is in out. DH_ELIMIT:
 * out's cap, or the ratio. DH_ENOMEM. After an error it gives the same one again. */
DH_MUST_USE enum dh_err dh_decoder_run(struct dh_decoder *c, struct dh_str *in, size_t max,
                                       struct dh_buf *out, struct dh_detail *d);
/* After the last input: DH_EDATA when it was cut off. No input at all is fine. */
DH_MUST_USE enum dh_err dh_decoder_end(const struct dh_decoder *c, struct dh_detail *d);
/* How many bytes so far, from the one on with which the last member's successor turned out to be
 * none (zeros do not count), were passed over; 0: there was nothing but members. */
uint64_t dh_decoder_trailing(const struct dh_decoder *c);

#endif
