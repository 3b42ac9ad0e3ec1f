/* SPDX-License-Identifier: MIT */
/* Lines that are data: results, what things cost and what stands around two such lines, the rows of
 * a table and the names of its columns.
 * They look like lists of teasers and are a story's content as often. Of the line at a place of the
 * sequence and of those around it, as far as they stay. Constant time. Any thread. */
#ifndef DH_FIGURES_H
#define DH_FIGURES_H

#include "text/model/traits.h"

/* Whether the line at place `at` of the sequence is such. */
bool dh_figures_line(const struct dh_traits *t, uint32_t at);

#endif
