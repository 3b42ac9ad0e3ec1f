/* SPDX-License-Identifier: MIT */
/* Captions that stand a second time without their credit or in other words: a short fragment whose
 * content words lie in those of a credited caption of the same page, and which begins with the same
 * ones. Containment, not Jaccard: the bare wording is mostly the shorter one. A sentence that
 * begins before a caption without a stop, or says more, may be what that was cut out of, and stays;
 * so does a crosshead of three words that the caption has behind others. Linear in the words of the
 * page; the first 64 credited captions are looked at. One thread a page. */
#ifndef DH_TWIN_H
#define DH_TWIN_H

#include "text/around/headline.h"
#include "text/sight/sight.h"

/* The headline stays, though a caption takes up its words. Strikes, with kind caption and rule
 * "grammar.caption.twin", what goes with a caption that sights[] holds by its credit. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_twin_strike(struct dh_view *v, struct dh_page *page,
                                       const struct dh_sight *sights, struct dh_headline *headline);

#endif
