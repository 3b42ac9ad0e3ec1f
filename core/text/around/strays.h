/* SPDX-License-Identifier: MIT */
/* Lines of a site that no table knows, told by what the text around them does not do:
 *
 * - context.reader: a line that speaks to its reader (address.h), in a text that else does
 *   not, and whose words the rest of the text hardly has: "Paper late or soaked? Tell us before
 *   ten."; a question with something behind it, which has none of them. It tells of those who wrote
 *   it or has words of buttons: recipes, poems and notices of the police speak to their readers
 *   without. Below who wrote the text neither is asked for;
 * - context.stray: a short line that has no word in common with the rest of the text and
 *   stands where sites put theirs: below who wrote the text, or behind its last sentence, between
 *   what goes; right behind the sentence ("Amen", "Doors 6 pm") only in words of buttons;
 * - context.button: short lines without numbers right behind one of the first kind ("Yes");
 *   behind the story's last sentence in words of buttons.
 *
 * Right behind a line of the story more stays: advice of some words that has one of its words, the
 * questions of an interview; and a short line beside one that shares a word with the story.
 *
 * Only in a language that is known, in scraped text of which something else goes, so that what was
 * cleaned stays, and but for the second kind in pages around whose body more stands. Any thread. */
#ifndef DH_STRAYS_H
#define DH_STRAYS_H

#include "text/around/conditions.h"
#include "text/words/pagewords.h"

/* Strikes them behind all that goes by itself; answers whether any was. words: of the page. Linear,
 * but for the words of DH_STRAYS_MAX lines at a time, which are looked for in the text. */
enum { DH_STRAYS_MAX = 24 };
bool dh_strays_strike(const struct dh_view *v, struct dh_page *page, const struct dh_sight *sights,
                      struct dh_pagewords *words);

#endif
