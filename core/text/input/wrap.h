/* SPDX-License-Identifier: MIT */
/* Text whose lines were filled up to a width, as mail, terminals and programs that print pages as
 * text do: each word that fitted stands in the line. So a line goes on in the next one where that
 * one's first word would not have fitted, whether or not blank lines part the paragraphs; where
 * none do, a line that ends as a sentence does may be the last of its own. Short lines beside them
 * are lines of their own. Widths are in characters; no word is known. Scripts that do not part
 * words are left alone. Linear time. Any thread. */
#ifndef DH_WRAP_H
#define DH_WRAP_H

#include "base/str.h"

enum { DH_WRAP_MIN = 40, DH_WRAP_MAX = 100 }; /* a width has at least and at most so many */

/* What is known of the lines of a text; all zero at first, but for columns. */
struct dh_wrap {
    bool columns; /* one of them may have some: dh_str_has_columns of the text */
    /* Their sums up to w: lines that a width of w fills and that go on in the middle of a sentence,
     * and those that end one. */
    int32_t full[DH_WRAP_MAX + 2], ended[DH_WRAP_MAX + 2];
    uint32_t wide[DH_WRAP_MAX + 2]; /* lines of each width, or of more than DH_WRAP_MAX */
    size_t breaks;                  /* lines of some width right above another, */
    size_t lines;                   /* and all of them */
    size_t small; /* those right above one that begins with a small letter, in mid-sentence */
};

struct dh_wrap_form {
    size_t width; /* that lines were filled to; 0: to none */
    bool tight;   /* paragraphs follow each other without a blank line */
};

/* Takes a line of so many characters (dh_wrap_characters) and the next one, without white space at
 * their ends: what indents them stays. next is empty where a blank line follows, or nothing. */
void dh_wrap_add(struct dh_wrap *w, struct dh_str line, size_t characters, struct dh_str next);
struct dh_wrap_form dh_wrap_form(const struct dh_wrap *w);
/* Whether the lines so far are wider than any width so often that none comes out, whatever stands
 * in the bytes that are left behind the next line: no more need to be added. */
bool dh_wrap_is_hopeless(const struct dh_wrap *w, size_t left);
/* Whether a line of such a text goes on in the next. */
bool dh_wrap_goes_on(struct dh_str line, struct dh_str next, struct dh_wrap_form f);

/* Whether a line ends as a sentence does. Scripts from Thai on have none of our stops, or do not
 * part words: each of their lines may be whole. line.n > 0. */
bool dh_wrap_is_ended(struct dh_str line);
/* Characters of s; DH_WRAP_MAX + 1: more fit in no width. */
size_t dh_wrap_characters(struct dh_str s);

#endif
