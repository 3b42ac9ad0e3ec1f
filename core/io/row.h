/* SPDX-License-Identifier: MIT */
/* One JSONL row (an object, RFC 8259, strict UTF-8) to a page: which keys hold text or HTML, id,
 * url, site, published, title.
 *
 * A value serves where it is a string that is not empty (text and HTML may be empty; an id may
 * be a number, taken digit for digit, and a date one of seconds or milliseconds since 1970). Of
 * html and text the HTML is read when it is not empty; where --field names only the text, the text
 * is when that is not empty. Of two members with one key the last counts. A key with full stops
 * that no member has leads into objects (io/rowpath.h); text or HTML in an array of strings is
 * joined, a blank line or a line end between. Every other member passes through as it stands, also
 * one that a path leads into (io/record.h says under which name): those of other types, those under
 * unknown keys, and the text beside the HTML. One thread a page. */
#ifndef DH_ROW_H
#define DH_ROW_H

#include "page/page.h"

/* Names of the keys; empty: the default names ("text", "html", "id", "url", "site", "published"
 * or "date", "title"). */
struct dh_row_fields {
    struct dh_str text, html, id, url, site, published, title;
};
/* Adds "NAME=KEY" of --field. DH_EUSAGE: no such NAME. Keeps views into spec. */
DH_MUST_USE enum dh_err dh_row_fields_set(struct dh_row_fields *f, struct dh_str spec,
                                          struct dh_detail *d);

/* The key that the name of a table's column stands for, whatever its case; *body: that of text or
 * HTML. Empty: the column is no field. */
struct dh_str dh_row_fields_key(const struct dh_row_fields *f, struct dh_str name, bool *body);
struct dh_str dh_row_fields_text(const struct dh_row_fields *f); /* the key of text */

/* Reads one row: sets metadata fields and extra (unknown members, raw), and page->raw to the
 * decoded text or HTML (in the page's arena, byte for byte what the JSON string says, NUL
 * included; lone surrogates are U+FFFD). *is_html tells which. A missing id stays empty. DH_EDATA:
 * no JSON object, bad UTF-8, no text (message says what; d->pos the byte); metadata and extra are
 * set even where only the text is missing. DH_ELIMIT: the arena's cap. */
DH_MUST_USE enum dh_err dh_row_read(struct dh_page *page, struct dh_str row,
                                    const struct dh_row_fields *f, bool *is_html,
                                    struct dh_detail *d);

#endif
