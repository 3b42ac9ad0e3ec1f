/* SPDX-License-Identifier: MIT */
/* One JSONL row to a page: which keys hold text or HTML, id, url, site, published, title. */
#ifndef DH_ROW_H
#define DH_ROW_H

#include "page/page.h"

/* Names of the keys; empty: the default names ("text", "html", "id", "url", "site", "published" or
 * "date", "title"). */
struct dh_row_fields {
    struct dh_str text, html, id, url, site, published, title;
};
/* Adds "NAME=KEY" of --field. DH_EUSAGE: no such NAME. Keeps views into spec. */
DH_MUST_USE enum dh_err dh_row_fields_set(struct dh_row_fields *f, struct dh_str spec,
                                          struct dh_detail *d);

/* Reads one row: sets metadata fields and extra (unknown members, raw), and page->raw to the
 * decoded text or HTML (in the page's arena, byte for byte what the JSON string says, NUL
 * included). *is_html tells which. A missing id stays empty. DH_EDATA: no JSON object, bad UTF-8,
 * no text (message says what; d->pos the byte). */
DH_MUST_USE enum dh_err dh_row_read(struct dh_page *page, struct dh_str row,
                                    const struct dh_row_fields *f, bool *is_html,
                                    struct dh_detail *d);

#endif
