/* SPDX-License-Identifier: MIT */
/* What tells the language of a short text beside its function words: letters that few languages
 * have ("ğ") and words that are common in the news of one ("berkata"), lists `tell` of the tables
 * (wordlists.h). Any thread, each with a view of its own. */
#ifndef DH_TELLS_H
#define DH_TELLS_H

#include "text/view/fragview.h"

/* Counts each word at hand that a list tells as a function word of its language, in v->marks: a
 * word by itself, or, if it begins with a small letter, by its letters, where all of them that are
 * in lists are in that one's; not where a letter tells that the language has no list. As slow as
 * the lists are long: for texts of which function words alone tell nothing. */
void dh_tells_mark(struct dh_view *v);

#endif
