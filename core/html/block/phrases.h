/* SPDX-License-Identifier: MIT */
/* What cues (signs.h) look like, as data: of each cue the phrases that say so, in some forty
 * languages. They are evidence for the model and the rules of html/ and strike nothing themselves:
 * so short words that stand in stories too may be among them. What goes for its words alone is a
 * matter of text/ and its tables. Read only: any thread. */
#ifndef DH_PHRASES_H
#define DH_PHRASES_H

#include "html/block/signs.h"

/* Where a phrase counts. WHOLE: the block is the phrase, or has one more word ("Advertisement 2").
 */
enum dh_phrase_place {
    DH_PHRASE_START = 1,
    DH_PHRASE_ANYWHERE = 2,
    DH_PHRASE_EITHER = 3,
    DH_PHRASE_WHOLE = 4
};

enum { DH_PHRASE_TOKENS = 5 }; /* no phrase has more: what is behind them would not be read */

/* One row a cue and place: phrases between bars, in lower case; a character of a script without
 * spaces is a token of its own. */
struct dh_phrase_row {
    enum dh_cue cue;
    enum dh_phrase_place place;
    const char *phrases;
};
extern const struct dh_phrase_row dh_phrase_rows[];
extern const size_t dh_n_phrase_rows;

/* What the program that made a page prints into it of its own errors: how such a line begins, and
 * what stands in it behind that. */
struct dh_complaint {
    struct dh_str begins, holds;
};
extern const struct dh_complaint dh_complaints[];
extern const size_t dh_n_complaints;

#endif
