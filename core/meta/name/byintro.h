/* SPDX-License-Identifier: MIT */
/* What introduces a name in a byline: "By", "Text:", "Ein Interview von", in some thirty languages;
 * a table of data. Answers are views into what was asked. Used by byline.c. Any thread. */
#ifndef DH_BYINTRO_H
#define DH_BYINTRO_H

#include "base/str.h"

/* s without what it begins with that introduces a name; s itself where nothing does. */
struct dh_str dh_intro_cut(struct dh_str s);
/* The same of words that introduce names in the language of that tag and are names in others: "Per"
 * in Catalan. */
struct dh_str dh_intro_cut_of(struct dh_str s, struct dh_str lang);
/* The same where a label may stand before: "Autor Von Ann Lee". */
struct dh_str dh_intro_cut_labelled(struct dh_str s);
/* Whether low, in lower case, is such words and nothing else. */
bool dh_intro_is(struct dh_str low);
/* The same with the words of the language of that tag. */
bool dh_intro_is_of(struct dh_str low, struct dh_str lang);

/* Whether s begins with what introduces a name: "By", "Text:". The first bytes that such may have,
 * set up once a page, answer for most. */
struct dh_intro_starts {
    uint64_t bits[4];
    uint32_t second[128]; /* of ASCII, in lower case: bits of the bytes behind them, modulo 32 */
};
void dh_intro_starts_init(struct dh_intro_starts *b);
bool dh_intro_starts(const struct dh_intro_starts *b, struct dh_str s);

#endif
