/* SPDX-License-Identifier: MIT */
/* What elements say by their kind and by marks for machines, wherever they stand; breadcrumbs. One
 * thread a page. */
#ifndef DH_ELEMENTS_H
#define DH_ELEMENTS_H

#include "meta/facts/facts.h"

/* States all that. headline: its node, 0: unknown. */
void dh_facts_read_elements(struct dh_facts *f, const struct dh_tree *t, uint32_t headline);
/* Whether a link's text is a button ("Read more") and no section. */
bool dh_element_is_button(struct dh_str s);
/* The text inside element i, folded; in the arena. */
struct dh_str dh_facts_element_text(struct dh_facts *f, const struct dh_tree *t, uint32_t i);
/* Whether a list of words parted by white space holds the word. */
bool dh_element_has_word(struct dh_str list, struct dh_str word);

#endif
