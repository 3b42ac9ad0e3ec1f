/* SPDX-License-Identifier: MIT */
/* What the edits of one fragment make of it, and edits of that text as edits of the fragment: so
 * what was mended is looked at again until nothing is left to mend (repair.h).
 *
 * The fragment's edits are those at the end of the page's list, from `first` on, sorted and
 * disjoint (dh_edits_settle). One thread a page. */
#ifndef DH_EDITED_H
#define DH_EDITED_H

#include "page/page.h"

/* Adds copies of the edits [cuts, cuts + n) that cut a part as a kind, as the fragment's first
 * edits. DH_ELIMIT, DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_edited_begin(struct dh_page *page, size_t cuts, size_t n);
/* Takes those copies out of its edits again. */
void dh_edited_uncut(struct dh_page *page, size_t first);
/* The text of fragment i under its edits, in scratch; with none the fragment itself. DH_ELIMIT. */
DH_MUST_USE enum dh_err dh_edited_text(struct dh_page *page, size_t i, size_t first,
                                       struct dh_str *out);
/* The edits from `more` on are of that text, places in it, sorted and disjoint. Makes them edits
 * of the fragment: one that holds what another made takes that in, on both sides of a part that
 * is cut as a kind it becomes two, and what holds but a part of what another made is dropped.
 * DH_ELIMIT, DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_edited_join(struct dh_page *page, size_t i, size_t first, size_t more);

#endif
