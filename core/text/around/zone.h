/* SPDX-License-Identifier: MIT */
/* Where the story lies in a text that holds more of its page: navigation before it, teasers and the
 * foot behind it. Each fragment has a weight, paragraphs of prose above zero, menu items and what
 * the rules strike below; the zone is the stretch with the largest sum (maximum subsequence
 * segmentation: Pasternack and Roth, "Extracting article text from the web with maximum subsequence
 * segmentation", WWW 2009). What lies outside goes only when it weighs enough, so a story that ends
 * with a list keeps it.
 *
 * Stable: of a text cut to its zone the largest sum is the whole again, and fragments that were
 * struck inside weighed less than nothing. Linear. Any thread. */
#ifndef DH_ZONE_H
#define DH_ZONE_H

#include "text/sight/sight.h"

struct dh_zone {
    size_t from, to; /* fragments [from, to) */
};

/* All of the page when there is no prose, or too little outside it. struck: a fragment's kind says
 * so. */
struct dh_zone dh_zone_find(const struct dh_page *page, const struct dh_sight *sights);

/* What fragment i weighs, in hundredths. */
int dh_zone_weight(const struct dh_page *p, const struct dh_sight *sights, size_t i);

#endif
