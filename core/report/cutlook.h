/* SPDX-License-Identifier: MIT */
/* What a cut looks like to who has to judge it: between which lines it stood, and how much like a
 * part of the story it reads. Any thread. */
#ifndef DH_CUTLOOK_H
#define DH_CUTLOOK_H

#include <stdbool.h>

#include "base/str.h"

enum { DH_CUTLOOK_LINE = 600 }; /* bytes of a line beside the cut that are looked at */

/* The kept lines around a cut, trimmed but for the blanks between them and what was cut of the same
 * line; views into the text. */
struct dh_surround {
    struct dh_str cut;            /* without white space towards lines that are others */
    struct dh_str before, after;  /* empty: there is none */
    bool same_before, same_after; /* they are of the cut's own line */
};
/* text is what was kept; in place of the cut it has its bytes from `at` to `end`. */
struct dh_surround dh_cutlook_around(struct dh_str text, size_t at, size_t end, struct dh_str cut);

/* Sentences of s, which is UTF-8 or nearly: a stop of any script behind six words or more. */
unsigned dh_cutlook_sentences(struct dh_str s);

/* Points from 0 to DH_CUTLOOK_MOST: sentences that went, DH_CUTLOOK_SENTENCE each up to six, and
 * as many again as four of them when they stood amid prose. Copies of what stays (kind repeat)
 * are half as bad. */
enum { DH_CUTLOOK_SENTENCE = 16, DH_CUTLOOK_MOST = 160 };
unsigned dh_cutlook_points(struct dh_str kind, struct dh_str cut, const struct dh_surround *s);

#endif
