/* SPDX-License-Identifier: MIT */
/* The headline among the lines before a story: noise may stand between it and the first paragraph,
 * but its words come back in the story, those of menus and teasers do not. Linear. Any thread. */
#ifndef DH_HEADLINE_H
#define DH_HEADLINE_H

#include "text/pagewords.h"
#include "text/zone.h"

/* The fragment before z.from that is the story's headline: of those with DH_HEADLINE_MIN words or
 * more that stand in the first fragments of the zone, and most of its words do, the one with the
 * most; only the last 2,000 such lines before the zone are read. *at is n_fragments when there is
 * none. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_headline_find(const struct dh_pagewords *words,
                                         const struct dh_sight *sights, struct dh_zone z,
                                         size_t *at);

enum {
    DH_HEADLINE_MIN = 3,      /* content words that come back */
    DH_HEADLINE_PERCENT = 60, /* of its content words do */
    DH_HEADLINE_WORDS = 25    /* a longer line is no headline */
};

#endif
