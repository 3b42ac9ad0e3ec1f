/* SPDX-License-Identifier: MIT */
/* Captions that stand a second time without their credit or in other words: a short fragment whose
 * content words lie in those of a credited caption of the same page, and which begins with the same
 * ones. Containment, not Jaccard: the
 * bare wording is mostly the shorter one. Linear in the words of the page; the first 64 credited
 * captions are looked at. */
#ifndef DH_TWIN_H
#define DH_TWIN_H

#include "text/sight.h"

/* headline: a fragment that stays, though a caption takes up its words; n_fragments: not known.
 * Strikes, with kind caption and rule "grammar.caption.twin", what goes with a caption that
 * sights[] holds by its credit. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_twin_strike(struct dh_view *v, struct dh_page *page,
                                       const struct dh_sight *sights, size_t headline);

#endif
