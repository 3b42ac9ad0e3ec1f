/* SPDX-License-Identifier: MIT */
/* From scraped text to fragments. The unit is chosen once a text, by measures that removing
 * fragments seldom moves across their bounds, so that the cleaned text is cut the same way again.
 * Where it would not be, since most lines were chrome (one is left, or most of what is left is
 * hard-wrapped), what is left is cut anew (dh_text_split_rest) and judged so.
 *
 * - sentence: all stands in one line;
 * - paragraph: hard-wrapped. Lines were filled to a width (wrap.h), and are joined where one goes
 *   on in the next. Or else most lines stand in groups between blank lines, all of a group but the
 *   last are 40 to 100 characters wide, at most a third of those end as sentences do, and not all
 *   that follow one begin with capitals, as items do: then the groups are the paragraphs;
 * - line: all else; a crosshead in capitals that shares a line is one of its own (caphead.h).
 *
 * Line ends are LF, CR, CRLF, NEL (U+0085), U+2028, U+2029, VT and FF (Unicode, 5.8), mixed or not.
 * White space at either end of a fragment belongs to the separator; so do characters there which
 * repairs drop. Linear time. Any thread. */
#ifndef DH_UNITS_H
#define DH_UNITS_H

#include "page/page.h"

/* The unit that dh_text_split chooses for s. */
enum dh_unit dh_units_choose(struct dh_str s);

#endif
