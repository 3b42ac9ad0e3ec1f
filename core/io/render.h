/* SPDX-License-Identifier: MIT */
/* A finished page as bytes, apart from where they go: a worker makes them, who holds the outputs
 * (sink.h, the shelf of `dehusk run`) adds them. Any thread. */
#ifndef DH_RENDER_H
#define DH_RENDER_H

#include "page/page.h"

struct dh_render_options {
    bool record, text; /* what is wanted */
    bool title;        /* the text begins with the title and a blank line (web pages only) */
};

struct dh_rendered {
    struct dh_str record; /* a line (record.h), newline included; empty: not wanted */
    /* As a text file holds it: ends with exactly one newline, or is empty. Of a page that failed
     * there is none. */
    struct dh_str text;
};

/* Appends to out what is wanted of a finished page; r has views into it. DH_ENOMEM, DH_ELIMIT. */
DH_MUST_USE enum dh_err dh_render(const struct dh_page *page, const struct dh_render_options *o,
                                  struct dh_buf *out, struct dh_rendered *r);

#endif
