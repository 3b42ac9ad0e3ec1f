/* SPDX-License-Identifier: MIT */
/* Lines that single br elements part: verse, addresses, results, or prose that somebody wrapped.
 * Who wraps prose breaks a line where the next word would not fit; who writes lines breaks earlier.
 * Any thread. */
#ifndef DH_VERSE_H
#define DH_VERSE_H

#include "tree/tree.h"

/* Whether the lines up to the next two br in a row, the next block-level element, or node `until`
 * are lines of their own. from: the text behind the first br; first: the line before it. *end: the
 * node behind the run. */
bool dh_verse_at(const struct dh_tree *t, uint32_t from, uint32_t until, struct dh_str first,
                 uint32_t *end);

/* Where somebody wrapped the prose in s, the text of a pre whose paragraphs are parted by empty
 * lines: the width in characters; 0: nobody did. Hardly a line of such ends before the next word
 * would not fit; code, verse and tables end theirs earlier. */
uint32_t dh_verse_wrapped_at(struct dh_str s);
/* Whether a line of such text goes on in the next, which may be empty; lines of lists and tables in
 * it do not. */
bool dh_verse_goes_on(struct dh_str line, struct dh_str next, uint32_t width);

#endif
