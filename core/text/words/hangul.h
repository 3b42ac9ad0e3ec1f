/* SPDX-License-Identifier: MIT */
/* Korean words without what is glued to them: particles ("the article" as an object), and the
 * polite endings that make a verb of a noun ("please share"). Rule tables name the nouns; what
 * buttons say with them needs no words of its own. Plain endings, those of a newspaper's sentences
 * ("shared"), stay. Papers and stations are told by how their names end. Any thread. */
#ifndef DH_HANGUL_H
#define DH_HANGUL_H

#include "base/str.h"

/* The bytes of the shortest stem of a word of syllables, longer than `over` of them (0 at first):
 * two syllables at the least, and with a known ending behind. 0: none, or another script. */
size_t dh_hangul_stem(struct dh_str word, size_t over);
/* Whether a word of four syllables or more ends as names of newspapers and stations do
 * ("-daily", "-news"), all of which are known as DH_HANGUL_OUTLET. */
bool dh_hangul_is_outlet(struct dh_str word);
#define DH_HANGUL_OUTLET "\xEC\x9D\xBC\xEB\xB3\xB4" /* "daily paper" */

/* Whether a word may have a stem, as its first byte and its length tell. */
static inline bool dh_hangul_may_have_stem(struct dh_str word)
{
    enum { THREE_SYLLABLES = 9 };
    return word.n >= THREE_SYLLABLES && (unsigned char)word.p[0] >= 0xEA &&
           (unsigned char)word.p[0] <= 0xED;
}

#endif
