/* SPDX-License-Identifier: MIT */
/* WARC files (ISO 28500; WARC 1.0, 1.1 and 0.x): records in, one after another, and out.
 *
 * The reader lives with what other tools write: files cut off, Content-Length missing or wrong
 * (then a record ends where the next one begins: an empty line and "WARC/"), "<uri>" of wget,
 * LF for CR LF, continuation lines, junk between records, damage in a gzip member (reading goes
 * on at the next). What was wrong is counted. Memory: one record. A record over the limit is
 * passed over as a stream. One thread a reader. */
#ifndef DH_WARC_H
#define DH_WARC_H

#include "base/mem.h"
#include "base/str.h"

enum {
    DH_WARC_HEADER_MAX = 64 * 1024, /* bytes of a record's header */
    DH_WARC_LINE_MAX = 8 * 1024     /* of a field: longer ones are left out */
};

enum dh_warc_type {
    DH_WARC_OTHER, /* unknown types, continuation, and records of a version that does not exist yet
                    */
    DH_WARC_INFO,
    DH_WARC_RESPONSE,
    DH_WARC_RESOURCE,
    DH_WARC_REQUEST,
    DH_WARC_METADATA,
    DH_WARC_REVISIT,
    DH_WARC_CONVERSION /* of WET files: text */
};

/* Slices live until the next call. */
struct dh_warc_record {
    enum dh_warc_type type;
    struct dh_str id, url, date; /* id as it stands, "<urn:uuid:...>"; url without "<" and ">" */
    struct dh_str content_type;  /* of the block */
    struct dh_str refers_to;     /* WARC-Refers-To-Target-URI or WARC-Refers-To */
    /* For writing; reading leaves them empty. */
    struct dh_str refers_to_date, concurrent_to, payload_digest;
    bool same_payload; /* a revisit because of its digest, and not of status 304 */
    struct dh_str block;
    uint64_t offset; /* of the record, in the unpacked bytes */
    bool mended;     /* the length was wrong; the block goes to where the next record begins */
    bool damaged;    /* the block is cut off */
    bool at_gap;     /* what read gives ends by damage behind the block: by a checksum, perhaps */
    bool too_large;  /* the block is left out */
};

/* Where bytes come from, unpacked. read appends at least one and at most max bytes to b;
 * DH_END; DH_EDATA: damage, then resync goes on behind it (DH_END: nothing follows). */
struct dh_warc_input {
    enum dh_err (*read)(void *self, size_t max, struct dh_buf *b, struct dh_detail *d);
    enum dh_err (*resync)(void *self, struct dh_detail *d);
    void *self;
};

struct dh_warc;
/* in is copied; what it stands for must outlive the reader. Blocks of more than max_block bytes are
 * passed over (too_large). DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_warc_new(struct dh_warc **out, const struct dh_allocator *m,
                                    const struct dh_warc_input *in, size_t max_block,
                                    struct dh_detail *d);
void dh_warc_free(struct dh_warc *w); /* NULL is fine */
/* The next record; DH_END. Other errors are those of read. */
DH_MUST_USE enum dh_err dh_warc_next(struct dh_warc *w, struct dh_warc_record *r,
                                     struct dh_detail *d);
/* Places so far where the file was not as it should be. */
uint64_t dh_warc_errors(const struct dh_warc *w);
/* Of these, places where something was passed over that no record tells of: junk, damage. */
uint64_t dh_warc_lost(const struct dh_warc *w);

/* The block of a response, as HTTP. body is a view into the block, or into buf where it had to
 * be joined from chunks or unpacked; what claims to be chunked, gzip or deflate and is not is taken
 * as it stands. status 0: no HTTP, body is the block. */
struct dh_warc_http {
    unsigned status;
    struct dh_str content_type, location, etag, last_modified;
    struct dh_str body;
    bool damaged; /* chunks or gzip that end early */
    struct dh_str
        sealed; /* the body is packed in this coding, which is not read here; else empty */
};
/* buf: the caller's, its cap holds (DH_ELIMIT); it is emptied. */
DH_MUST_USE enum dh_err dh_warc_http(struct dh_str block, struct dh_buf *buf,
                                     struct dh_warc_http *out);

/* Appends a record as WARC/1.1, as a gzip member of its own. id, date and url are needed;
 * fields with line ends or other control characters in them are left out. DH_ENOMEM, DH_ELIMIT:
 * out's. */
DH_MUST_USE enum dh_err dh_warc_add(struct dh_buf *out, const struct dh_warc_record *r);

#endif
