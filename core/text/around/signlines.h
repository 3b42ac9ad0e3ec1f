/* SPDX-License-Identifier: MIT */
/* Fragments of signs alone: what stood between the buttons of a menu ("|", "\u203A"), a button that
 * was a sign ("\u00D7", a character of an icon font), a line that parts two passages ("* * *").
 * References, what repairs drop, and a line that is cut count as they will read. The first two go
 * with what stands beside them, and where no text stands before them, or behind; the third where it
 * parts what stays from what goes (dh_page_strike_waiting). Quotation marks, emoji, "%" and the
 * like are none. A function of the page. Any thread. */
#ifndef DH_SIGNLINES_H
#define DH_SIGNLINES_H

#include "page/page.h"

/* Sets DH_LOOKS_SIGNS, and lets all wait that part no passages. Needs dh_text_normal. Sorts the
 * page's edits. */
void dh_signlines_mark(struct dh_page *page);

#endif
