/* SPDX-License-Identifier: MIT */
/* Writing HTML: markup of ours, and text of others, which can be no markup whatever it holds. In
 * text control characters, bidi controls and invisible ones are shown as U+NNNN in an element of
 * their own, bytes that are no UTF-8 as U+FFFD; each text is isolated from what is around it, and
 * finds its direction for itself. The first error is kept, later calls do nothing. One thread. */
#ifndef DH_HTMLOUT_H
#define DH_HTMLOUT_H

#include "base/outfile.h"

struct dh_htmlout {
    struct dh_out *to;
    struct dh_detail *detail;
    struct dh_buf buf;
    enum dh_err err;
};

void dh_html_begin(struct dh_htmlout *h, const struct dh_allocator *m, struct dh_out *to,
                   struct dh_detail *d);
enum dh_err dh_html_end(struct dh_htmlout *h); /* hands on what is left; answers the first error */

void dh_html_put(struct dh_htmlout *h, const char *markup);
void dh_html_text(struct dh_htmlout *h, struct dh_str s);  /* in a bdi element */
void dh_html_words(struct dh_htmlout *h, struct dh_str s); /* bare; in attributes, too */
/* At most `most` bytes, with an ellipsis for the rest; white space is one blank. */
void dh_html_brief(struct dh_htmlout *h, struct dh_str s, size_t most);
/* With signs in place of white space, for where that is what it is about. */
void dh_html_visible(struct dh_htmlout *h, struct dh_str s);
void dh_html_number(struct dh_htmlout *h, uint64_t v);
/* With the noun behind it, of one or of many. */
void dh_html_counted(struct dh_htmlout *h, uint64_t v, const char *one, const char *many);
void dh_html_share(struct dh_htmlout *h, uint64_t part, uint64_t whole);
/* A cell with a number; before it what begins it, "<td class=n>". */
void dh_html_cell(struct dh_htmlout *h, uint64_t v);
void dh_html_share_cell(struct dh_htmlout *h, uint64_t part, uint64_t whole);
/* text, or name where that is empty, as a link to url when that is one of the web. */
void dh_html_link(struct dh_htmlout *h, struct dh_str url, struct dh_str text, struct dh_str name);

#endif
