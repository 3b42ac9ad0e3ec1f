/* SPDX-License-Identifier: MIT */
/* Words of any kind for tokens.h: with letters and marks beyond ASCII, numbers, characters of
 * scripts without spaces. Any thread. */
#ifndef DH_ANYWORD_H
#define DH_ANYWORD_H

#include "text/words/tokens.h"

enum { DH_FOLDING_MAX = 68 };
/* A word's folded form, as long as its characters are simple and it is not too long: what cutting
 * finds on its way. */
struct dh_folding {
    char p[DH_FOLDING_MAX + 4];
    size_t n; /* start with 0; more than DH_FOLDING_MAX: ask dh_anyword_fold */
};
/* The class of a character (utf8.h); what stands inside words without being seen is a mark. */
unsigned dh_anyword_class(uint32_t cp);
/* Cuts the word that begins at `at` with a letter or digit: sets its flags and f, answers its end.
 */
size_t dh_anyword_cut(struct dh_str s, size_t at, struct dh_token *w, struct dh_folding *f);
/* The folded form of any word, in b: valid until its next use. b->err tells of memory. */
struct dh_str dh_anyword_fold(struct dh_buf *b, struct dh_str s);

#endif
