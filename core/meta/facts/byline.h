/* SPDX-License-Identifier: MIT */
/* Names out of bylines, behind what introduces them (byintro.h). Slices are views into what was
 * asked. One thread a page. */
#ifndef DH_BYLINE_H
#define DH_BYLINE_H

#include "meta/facts/facts.h"

/* The names in a byline, cleaned ("By", "Twitter @x", URLs, roles off), appended to authors;
 * duplicates are left out. */
void dh_facts_add_authors(struct dh_facts *f, struct dh_str byline);
/* Whether s is a byline and nothing else, as "By Ann Lee, staff writer"; *names: "Ann Lee". */
bool dh_byline_is(struct dh_str s, struct dh_str *names);
/* Whether a byline, its "By" aside, may be names of people: words with capitals. */
bool dh_byline_are_names(struct dh_str byline);
/* The names that a line or a sentence begins with, where what follows shows that they end: "Ann
 * Lee, 3 May 2024", "Ann Lee is our editor". */
bool dh_byline_leading_names(struct dh_str s, struct dh_str *names);
/* Whether s is a name by which somebody logs in ("ann-lee", "a.lee", "gull.example"), not the one
 * that readers see. */
bool dh_byline_is_handle(struct dh_str s);

#endif
