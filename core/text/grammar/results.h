/* SPDX-License-Identifier: MIT */
/* Results of matches, a line each: "Elmouth Town 2 x 1 Harrow", "Elmouth - Harrow 3:2 (1:1)",
 * "Elmouth 2 Harrow 1", with the minute or the stage before it or not: "80 min: Elmouth 2,
 * Harrow 1". They are told by two names and two figures; no word is known. Any thread. */
#ifndef DH_RESULTS_H
#define DH_RESULTS_H

#include "base/str.h"

/* Whether the whole line is one. Linear. */
bool dh_results_line(struct dh_str line);

#endif
