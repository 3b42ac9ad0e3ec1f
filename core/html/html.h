/* SPDX-License-Identifier: MIT */
/* html/: a web page's bytes to a page's body, fragments and metadata. The way there: tree/charset.h
 * (bytes to UTF-8) -> tree/scan.h (skeleton) -> tree/tree.h (flat tree by Gumbo) -> meta/meta.h
 * (metadata) -> block.h (blocks) -> features.h (what they are like) -> body.h (which are the
 * article). One thread a reader. Its folders, from the lowest on; none includes what is above it:
 *
 * - block/: block.h cuts the tree where a reader sees a line end, by what a tag means (tagtreat.h),
 *   where elements meet in a line (seam.h), lines of verse.h; what attributes say of an element
 *   (look.h), by signs.h and phrases.h, the tables; what a text is like (measure.h);
 * - model/: the page as a whole (overview.h: overview.c, agree.c, copies.c, with slots.h), the
 *   features.h of each block, and the model.h that scores by them, laid out when the program is
 *   built (modellaid.c);
 * - refine/: refine.h, what goes and stays by rule, each in a file of its own; the flow.h that a
 *   block is part of; pages of service.h.
 *
 * Above them: body.h, which puts all together. */
#ifndef DH_HTML_H
#define DH_HTML_H

#include "page/page.h"

/* Working memory that serves one page after another: arenas, tables. About 1 MB when idle. */
struct dh_html;

enum dh_extractor { DH_EXTRACTOR_MODEL, DH_EXTRACTOR_RULES };

struct dh_html_options {
    struct dh_str charset;      /* a label from the caller: strongest but for a BOM; empty: none */
    struct dh_str content_type; /* HTTP header; empty: none */
    struct dh_str url;          /* base for canonical URL and images; empty: unknown */
    enum dh_extractor extractor;
    bool keep_standfirst, keep_embeds;
    bool outside;     /* also fill page->outside_text */
    size_t max_arena; /* bytes that the tree builder may use; the budget of work goes with it */
};

/* DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_html_new(struct dh_html **out, const struct dh_allocator *m);
void dh_html_free(struct dh_html *h); /* NULL is fine */

/* Reads page->raw: sets metadata fields (those already set stay), input, unit BLOCK, fragments
 * (those that are not body have kind and rule by the markup), confidence, outside. input is the
 * text of the visible blocks of the smallest element that holds the body, one a line. DH_ELIMIT:
 * the budget of work is used up. DH_EDATA: no HTML at all (binary). DH_ENOMEM. No body: no
 * fragments, DH_OK. */
DH_MUST_USE enum dh_err dh_html_read(struct dh_html *h, struct dh_page *page,
                                     const struct dh_html_options *o, struct dh_detail *d);

#endif
