/* SPDX-License-Identifier: MIT */
/* The name that a line holds beside something else. Any thread. */
#ifndef DH_NAMEBESIDE_H
#define DH_NAMEBESIDE_H

#include "base/str.h"

/* The name in a line: before a place, the site's name or, with `dated`, a date, or behind that,
 * introduced or not; empty: none. A view into line. */
struct dh_str dh_name_beside(struct dh_str line, struct dh_str site, bool dated);

#endif
