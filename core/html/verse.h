/* SPDX-License-Identifier: MIT */
/* Lines that single br elements part: verse, addresses, results, or prose that somebody wrapped.
 * Who wraps prose breaks a line where the next word would not fit; who writes lines breaks earlier.
 */
#ifndef DH_VERSE_H
#define DH_VERSE_H

#include "tree/tree.h"

/* Whether the lines up to the next two br in a row, the next block-level element, or node `until`
 * are lines of their own. from: the text behind the first br; first: the line before it. *end: the
 * node behind the run. */
bool dh_verse_at(const struct dh_tree *t, uint32_t from, uint32_t until, struct dh_str first,
                 uint32_t *end);

#endif
