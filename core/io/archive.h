/* SPDX-License-Identifier: MIT */
/* The pages of a WARC file as items. Inside io/ only.
 *
 * Pages are responses with status 200 and resources, that are HTML or text by their content
 * type or have none, and conversions (the text of WET files), if their URL is http or https.
 * What is cut off or too large is an item that says so; so is, at the end, a file in which
 * something had to be passed over. One thread. */
#ifndef DH_ARCHIVE_H
#define DH_ARCHIVE_H

#include "io/source.h"
#include "io/stream.h"

struct dh_archive;

/* Takes over at a stream of which head has been read already; both live as long as the archive.
 * what it is called in messages is the stream's name. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_archive_new(struct dh_archive **out, const struct dh_allocator *m,
                                       struct dh_stream *stream, struct dh_str head,
                                       size_t max_size, struct dh_detail *d);
void dh_archive_free(struct dh_archive *a); /* NULL is fine */
/* The next page: id, url, content_type, bytes, type and err are set, valid until the next call.
 * DH_END. Other errors are those of reading, and end the file. */
DH_MUST_USE enum dh_err dh_archive_next(struct dh_archive *a, struct dh_item *item,
                                        struct dh_detail *d);

#endif
