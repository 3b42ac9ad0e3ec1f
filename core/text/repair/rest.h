/* SPDX-License-Identifier: MIT */
/* A fragment as it will read: less what is cut off it, or with its letters and its signs mended;
 * and where each byte of that stands in the fragment. So rows and grammars see what the
 * reader gets, and what they cut is still told by the bytes that came. Lives in the page's scratch.
 * Used by sights.c. One thread a page. */
#ifndef DH_REST_H
#define DH_REST_H

#include "page/page.h"
#include "text/view/fragview.h"

struct dh_rest {
    char *text;      /* NULL: none was made */
    uint32_t *at;    /* of each byte: where what it stands for begins, */
    uint8_t *len;    /* and how many bytes that is */
    size_t from, to; /* less the white space at its ends */
};

/* The fragment as it is. DH_ELIMIT. */
DH_MUST_USE enum dh_err dh_rest_init(struct dh_rest *r, struct dh_page *page, size_t i);
/* The same, mended (repair.h); nothing is made where there is nothing to mend, nor of what is
 * longer than any label or paragraph. DH_ELIMIT, DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_rest_mended(struct dh_rest *r, const struct dh_view *v,
                                       struct dh_page *page, size_t i);
struct dh_str dh_rest_text(const struct dh_rest *r);
/* Takes the cuts, places in that text, off it. */
void dh_rest_cut(struct dh_rest *r, const struct dh_cut_list *cuts);

#endif
