/* SPDX-License-Identifier: MIT */
/* What the scraps of a report hold: pages by their names, and changes by what stood around them.
 * Long strings are cut short. One thread. */
#ifndef DH_CLIPPING_H
#define DH_CLIPPING_H

#include "report/scraps.h"

/* Place of no scrap; behind all others. */
#define DH_NO_SCRAP UINT64_MAX

/* A page, as a report names it. */
struct dh_page_clip {
    struct dh_str id, url, site, title, error, duplicate_of;
};
/* A change, with the kept lines around it. */
struct dh_cut_clip {
    uint64_t page;                  /* scrap of its page */
    uint64_t n;                     /* bytes of text, before it was cut short */
    bool same_before, same_after;   /* before, and after, are of the same line */
    bool short_before, short_after; /* they were cut short; worked out when they are put aside */
    struct dh_str text, now, before, after;
};

/* Each replaces what out holds; out->err tells of lack of memory. */
void dh_clip_page(const struct dh_page_clip *p, struct dh_buf *out);
void dh_clip_cut(const struct dh_cut_clip *c, struct dh_buf *out);
/* And back; views that live until the next scrap is read. Errors: dh_scraps_get's. */
DH_MUST_USE enum dh_err dh_clip_read_page(struct dh_scraps *s, uint64_t at,
                                          struct dh_page_clip *out, struct dh_detail *d);
DH_MUST_USE enum dh_err dh_clip_read_cut(struct dh_scraps *s, uint64_t at, struct dh_cut_clip *out,
                                         struct dh_detail *d);

#endif
