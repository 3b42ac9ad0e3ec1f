/* SPDX-License-Identifier: MIT */
/* Whether what a fragment's words say holds where it stands: the conditions of rows (cuetable.h)
 * that ask for the head or the tail of the text, for a neighbour or anything else that goes; a line
 * that is the story's by its place stays (amid.h, listed.h). Functions of
 * the page, of what has been struck in it so far, and of the sights. Any thread. */
#ifndef DH_CONDITIONS_H
#define DH_CONDITIONS_H

#include "text/around/storyzones.h"

/* Finds them. page and sights are borrowed, as long as the answer is used. */
struct dh_zones dh_zones_find(const struct dh_page *page, const struct dh_sight *sights);

/* Whether all holds that the form of fragment i asks for. Constant time, but for dates: linear, of
 * two at most. */
bool dh_condition_holds(const struct dh_zones *z, size_t i);
/* The same, but for what stands beside it: that may go yet. */
bool dh_condition_holds_alone(const struct dh_zones *z, size_t i);

#endif
