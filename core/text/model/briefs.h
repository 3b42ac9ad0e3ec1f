/* SPDX-License-Identifier: MIT */
/* The runs of a text that may be a story of few paragraphs: recipes, letters, the stars of the
 * week. The trees of the line model have learned from longer ones, and take these for lists; so
 * such a run stays whole. A run is the lines between two that rules strike, ads and pictures aside.
 * Linear. Any thread. */
#ifndef DH_BRIEFS_H
#define DH_BRIEFS_H

#include "text/model/traits.h"

/* Sets t->briefs: of the runs which tell most, and those many of whose lines tell something, such
 * as are short. By what was struck so far. */
void dh_briefs_find(struct dh_traits *t);
/* Whether the line at a place of the sequence is of one, from its headline to its last sentence. */
bool dh_briefs_hold(const struct dh_traits *t, uint32_t at);

#endif
