/* SPDX-License-Identifier: MIT */
/* seam: where elements meet in a line, whether words part there and whether the line goes on. Looks
 * at a few nodes around each, however long the line. Any thread. */
#ifndef DH_SEAM_H
#define DH_SEAM_H

#include "base/str.h"
#include "tree/tree.h"

/* Whether the node is a span that a style sheet may set apart. */
bool dh_seam_is_span(const struct dh_node *node);
/* Whether node i, right behind such a span, may begin a word of its own. */
bool dh_seam_may_be(const struct dh_node *nodes, uint32_t i);
/* Whether it does, by the text of the line so far and the text that is next; neither is empty. */
bool dh_seam_parts(struct dh_str sofar, struct dh_str next);
/* Whether the line goes on with an element, by what stands before it in the line and right behind
 * it; either may be empty. */
bool dh_seam_goes_on(struct dh_str before, struct dh_str behind);

#endif
