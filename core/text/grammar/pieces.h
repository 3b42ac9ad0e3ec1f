/* SPDX-License-Identifier: MIT */
/* Lines of which a site makes its boxes: an answer and its share of a poll, degrees, a rate, a
 * length. Alone they tell nothing; boxes.h looks at them together. Told by figures and signs, so
 * that they hold in every language. Linear. Any thread. */
#ifndef DH_PIECES_H
#define DH_PIECES_H

#include "text/view/fragview.h"

/* Sets piece and figure of s. The words of all of the line are at hand in v. */
void dh_piece_read(const struct dh_view *v, struct dh_sight *s);

#endif
