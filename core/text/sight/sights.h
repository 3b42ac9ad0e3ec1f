/* SPDX-License-Identifier: MIT */
/* The sights of all fragments of a page: each as its reader will get it, mended (rest.h), what was
 * read lately from there (recall.h), and what is left of one that is cut read once more. One thread
 * a scratch. */
#ifndef DH_SIGHTS_H
#define DH_SIGHTS_H

#include "text/sight/recall.h"

/* Sets the sights, one a fragment, of those that nothing struck before and that were not told at a
 * first glance (context.h); again: of all that stay. The cuts of each become edits of the page,
 * under the kind and rule of what is cut. Empties the page's scratch where it uses that. Linear.
 * DH_ENOMEM, DH_ELIMIT. */
DH_MUST_USE enum dh_err dh_sights_see(struct dh_recall *r, struct dh_view *v, struct dh_page *page,
                                      struct dh_sight *sights, bool again);

#endif
