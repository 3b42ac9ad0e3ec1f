/* SPDX-License-Identifier: MIT */
/* Boxes of several lines, told by their lines together (pieces.h): a question and answers whose
 * shares are a hundred, the weather of a place, rates of a market, a ranking's numbers, the name
 * above an author's post, a button between two of its kind. No word is known but those
 * for percentages (rules/lists.rules): a story that speaks of them keeps its polls and rates. Any
 * thread. */
#ifndef DH_BOXES_H
#define DH_BOXES_H

#include "text/around/conditions.h"
#include "text/words/pagewords.h"

/* Strikes them; they go only where more of the text does, or boxes of two makes stand in it. words:
 * of the page. Answers whether anything was struck: what hangs on a neighbour may follow. Linear.
 */
bool dh_boxes_strike(const struct dh_view *v, struct dh_page *page, const struct dh_sight *sights,
                     struct dh_pagewords *words);

#endif
