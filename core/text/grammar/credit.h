/* SPDX-License-Identifier: MIT */
/* Credits of photographers and agencies: chains by slashes, bars and commas, labels, brackets, name
 * and agency with blanks between, the copyright sign; alone or behind a caption. Works on the shape
 * of names and the lexicon's roles label, label!, credited, agency. Linear: a credit has at most
 * DH_CREDIT_WORDS words and signs. Any thread. */
#ifndef DH_CREDIT_H
#define DH_CREDIT_H

#include "text/cues/cues.h"

enum { DH_CREDIT_WORDS = 32 };

/* How sure it is. PICTURE: a label says that it is of a picture, and not where a story is from. */
enum dh_credit { DH_CREDIT_NONE, DH_CREDIT_WEAK, DH_CREDIT_STRONG, DH_CREDIT_PICTURE };

/* Whether words [from, to) are a credit and nothing else; *form names the shape ("slash", "label",
 * "bracket", ...). */
enum dh_credit dh_credit_whole(const struct dh_marks *m, uint32_t from, uint32_t to,
                               const char **form);
/* The credit that the text ends with: *from is its first word or sign, behind at least three words
 * of something else. NONE: there is none. */
enum dh_credit dh_credit_suffix(const struct dh_marks *m, uint32_t *from, const char **form);

#endif
