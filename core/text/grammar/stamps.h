/* SPDX-License-Identifier: MIT */
/* Stamps: when a text was published or changed, as a line of its own. Any thread. */
#ifndef DH_STAMPS_H
#define DH_STAMPS_H

#include "text/view/fragview.h"

/* "Updated: 4 March 2024, 12:44", "Yesterday at 17:47", "3 hours ago": a label or none, then dates,
 * times and words of relative time and nothing else. Sets kind, rule, conditions and doubt of s
 * only. Linear. */
bool dh_stamp_read(const struct dh_view *v, struct dh_sight *s);

#endif
