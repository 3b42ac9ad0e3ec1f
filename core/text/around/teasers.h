/* SPDX-License-Identifier: MIT */
/* What stands under a bare label: what went as "Read more" or "Related stories" opens a place for
 * lines shaped like titles, what went as "Topics" one for names at the end of the text or before
 * what goes; in any language. Linear. One thread a page. */
#ifndef DH_TEASERS_H
#define DH_TEASERS_H

#include "text/around/headline.h"
#include "text/sight/sight.h"

/* Strikes by "grammar.teaser" the titles and names behind each label that went, below fragment
 * `first`, the story's first paragraph; the headline stays. Answers whether any went. */
bool dh_teasers_strike(const struct dh_view *v, struct dh_page *page, const struct dh_sight *sights,
                       size_t first, struct dh_headline *headline);

#endif
