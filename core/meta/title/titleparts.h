/* SPDX-License-Identifier: MIT */
/* What a title is made of: the headline, and the site's name at either end, behind a separator. All
 * answers are slices of what was given; host is the page's, and may be empty as any name. Texts are
 * compared by their skeletons, of which the first 300 bytes are looked at, 120 of names. Any
 * thread. */
#ifndef DH_TITLEPARTS_H
#define DH_TITLEPARTS_H

#include "base/str.h"

/* Letters and digits of s in lower case into buf, as many bytes as it has room for; what is not
 * ASCII stays, but for dashes, quotation marks and the like (U+2000 to U+203F), of which one page
 * has several forms. */
struct dh_str dh_title_skeleton(struct dh_str s, char *buf, size_t cap);
/* Whether both say the same, and something. */
bool dh_title_same(struct dh_str a, struct dh_str b);
/* Whether the words of a stand in b, a being a third of it or more. */
bool dh_title_is_most_of(struct dh_str a, struct dh_str b);

/* Where the last and the first separator of a title stand; its length in *n, 0: it has none. */
size_t dh_title_last_separator(struct dh_str s, size_t *n);
size_t dh_title_first_separator(struct dh_str s, size_t *n);

/* Whether s is the site's name, or its host's. */
bool dh_title_names_site(struct dh_str s, struct dh_str sitename, struct dh_str host);
/* The title without the site's name at its end, or else at its start. */
struct dh_str dh_title_without_site(struct dh_str title, struct dh_str sitename,
                                    struct dh_str host);
/* The part of a title that is the site's name, where the host says so; empty: none. */
struct dh_str dh_title_site_in(struct dh_str title, struct dh_str host);
/* The site's name behind the headline at the end of the title element. Of 426 titles that go on
 * behind a headline, on pages that name their site elsewhere, all but a dozen end in its name or
 * another form of it. Empty: none. */
struct dh_str dh_title_site_behind(struct dh_str title, struct dh_str headline);

#endif
