/* SPDX-License-Identifier: MIT */
/* Lines that say a word of sites and belong to a list of the story's own: a row among others such
 * as "Light: Ted Vane", a name in a roll of those who signed, what a heading lists, a line of
 * verse. Linear in the few lines around. Any thread. */
#ifndef DH_LISTED_H
#define DH_LISTED_H

#include "text/around/storyzones.h"

/* Whether line i is one of such. */
bool dh_listed(const struct dh_zones *z, size_t i);

#endif
