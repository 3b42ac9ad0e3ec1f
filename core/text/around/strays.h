/* SPDX-License-Identifier: MIT */
/* Lines of a site that no table knows. They are told by the text around them, which does not speak
 * as they do. Each kind goes under a rule of its own:
 *
 * - context.reader: a line that speaks to its reader (address.h: "your"), in a text that does not
 *   otherwise, and that shares hardly any word with the rest of it: "Paper late or soaked? Tell us
 *   before ten." A question with something behind it must share none. The line must also tell of
 *   those who wrote it ("us") or hold words that buttons have, since recipes, poems and notices of
 *   the police speak to their readers as well; right below who wrote the text it need not;
 * - context.stray: a short line that shares no word with the rest of the text and stands where
 * sites put such lines: below who wrote the text; or behind its last sentence between lines that
 * go. Right behind that sentence ("Amen", "Doors 6 pm") it must hold words that buttons have;
 * - context.button: short lines without numbers, right behind a line of the first kind ("Yes"); or,
 *   of words that buttons have, behind the story's last sentence.
 *
 * More stays right behind a line of the story: advice of some length that shares a word with it,
 * the questions of an interview, and a short line beside one that shares a word with the story.
 *
 * Asked only where the language is known, in scraped text of which something else goes: a text that
 * was cleaned before stays as it is. In the body of a page the first and third kind are asked for
 * too, where more than the body stands on the page. Any thread. */
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
