/* SPDX-License-Identifier: MIT */
/* What the line model left at the end of a text, though next to nothing stays around it: a site
 * says there in whole sentences what it is and what it sells. Linear. Any thread. */
#ifndef DH_ISLANDS_H
#define DH_ISLANDS_H

#include "text/model/traits.h"

/* Strikes as the model does the last lines of a text, one or two in a row and few among all from
 * there on, where a long row that goes parts them from the story: from more lines than they are,
 * paragraphs among them. They stay where a quarter of their paragraphs' words stand in others: the
 * story's end, behind a box. After what is given back. */
void dh_islands_strike(struct dh_traits *t, struct dh_page *page);

#endif
