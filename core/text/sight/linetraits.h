/* SPDX-License-Identifier: MIT */
/* What a line is by itself to the line model: its own traits, the first of all (traits.h). They
 * hang on its bytes and its sight alone, so they can be remembered with it (recall.h). Any thread.
 */
#ifndef DH_LINETRAITS_H
#define DH_LINETRAITS_H

#include <stdbool.h>
#include <stdint.h>

/* clang-format off */
/* T_ by its characters, L_ what the lexicon knows of it, J_ what the rules say. */
#define DH_X_OWN(X) \
    X(T_BYTES) X(T_WORDS) X(T_WORD_LENGTH) X(T_CAPITALS) X(T_UPPER) X(T_NUMBERS) X(T_COMMAS) \
    X(T_BARS) X(T_COLONS) X(T_QUOTES) X(T_BRACKETS) X(T_SIGNS) X(T_SENTENCES) X(T_GLUED) \
    X(T_CLOCK) X(T_YEAR) X(T_ADDRESS) X(T_STOP) X(T_QUESTION) X(T_ELLIPSIS) X(T_COLON_END) \
    X(T_QUOTE_END) X(T_LOWER_START) X(T_DIGIT_START) X(T_SIGN_START) X(T_QUOTE_START) X(T_WIDE) \
    X(L_GLUE) X(L_CHROME) X(L_KNOWN) X(L_SAY) X(J_KIND) X(J_FLAGS) X(J_LONG) X(J_STORY) \
    X(J_CAPTION) X(J_PRICE) X(J_KEEP)
#define DH_X_ONE(name) +1
enum { DH_TRAITS_OWN = 0 DH_X_OWN(DH_X_ONE) };
#undef DH_X_ONE
/* clang-format on */

/* Counts stop at 65535, shares are of a thousand. */
struct dh_line {
    uint16_t own[DH_TRAITS_OWN];
    uint16_t shape; /* lines alike in size, case, signs and stop have the same */
    bool good;      /* prose: a sentence or more, of some length */
};

#endif
