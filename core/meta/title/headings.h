/* SPDX-License-Identifier: MIT */
/* The headline, of all that names the story, and what follows from it: the site's name, the
 * section, authors that are the house. One thread a page. */
#ifndef DH_HEADINGS_H
#define DH_HEADINGS_H

#include "meta/facts/facts.h"

/* What the page says of its headline into meta->headline, and the site's name where a title has it.
 * Answers the node of the h1 that is the headline; 0: none. */
uint32_t dh_facts_read_headlines(struct dh_facts *f, const struct dh_tree *t, struct dh_str url);
/* Whether nothing but the title element names the story. */
bool dh_headline_is_title_only(const struct dh_meta *m);
/* Authors that are the site itself count as the house. */
void dh_facts_weigh_authors(struct dh_facts *f, struct dh_str url);
/* Where the headline stands when no h1 is it: the node of a lower heading or of a text that says
 * the same; 0: nowhere. What the title has around it is the site's, then. To be asked after
 * dh_facts_read_headlines. */
uint32_t dh_facts_find_heading(struct dh_facts *f, const struct dh_tree *t);
/* The same where an element is named so by class or id and no other is; its text is the title. */
uint32_t dh_facts_named_heading(struct dh_facts *f, const struct dh_tree *t);
/* The best of the headlines. */
struct dh_str dh_headline_best(const struct dh_meta *m);
/* The section that breadcrumbs name: the last of them that is not the story itself. */
void dh_facts_read_trail(struct dh_facts *f);

#endif
