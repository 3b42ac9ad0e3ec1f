/* SPDX-License-Identifier: MIT */
/* A page between two processes or two passes: all that the verdict needs, before it is decided. The
 * input travels beside the packed form, since it is most of the bytes and needs no copy. One thread
 * a page. */
#ifndef DH_PACK_H
#define DH_PACK_H

#include "page/page.h"

/* Appends everything but raw, input, norm, sketch (which only the first pass asks for) and what
 * dh_page_finish makes. DH_ENOMEM, DH_ELIMIT: out's. */
DH_MUST_USE enum dh_err dh_page_pack(const struct dh_page *p, struct dh_buf *out);
/* Fills a reset page; strings become views into packed, which must outlive the page, as must input.
 * DH_EDATA: what came is not what dh_page_pack wrote for this input: counts, lengths and offsets
 * are all checked. DH_ELIMIT: the arena is full. */
DH_MUST_USE enum dh_err dh_page_unpack(struct dh_page *p, struct dh_str packed,
                                       struct dh_str input);

#endif
