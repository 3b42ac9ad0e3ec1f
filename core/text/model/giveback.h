/* SPDX-License-Identifier: MIT */
/* What the line model struck and comes back, once it is known what else it struck. Linear. Any
 * thread. */
#ifndef DH_GIVEBACK_H
#define DH_GIVEBACK_H

#include "text/around/headline.h"
#include "text/model/traits.h"

/* A paragraph that went alone, between two lines that stay: it would be a hole in the story. And
 * the story's headline, where none stands above its first sentence: of the lines there the one
 * above who wrote the text, or else the last one of some words. What stands in the foot has none.
 * And the headline of a live blog's post that an insert parts from its paragraph, where two others
 * stay. Addresses of what the text rests on, each below its title, two or more. Of a text without a
 * sentence, a log, the longest list and its headline. */
void dh_giveback(struct dh_traits *t, struct dh_page *page, const struct dh_headline *headline);

#endif
