/* SPDX-License-Identifier: MIT */
/* The rows of the tables, held against one fragment: which of them that match its words fit what is
 * known of it, and what they say: that it goes whole, under which conditions, or which part of it
 * is to be cut off. One thread a scratch. */
#ifndef DH_RULEROWS_H
#define DH_RULEROWS_H

#include "text/view/fragview.h"

/* Adds a part; nothing if there are DH_CUTS_MAX, or if it is empty. */
void dh_cuts_put(struct dh_cut_list *cuts, struct dh_cut part);

/* Rows that are the whole fragment; one of kind keep or note wins over all, then one that needs no
 * context. false: none fits; *s is as it was. */
bool dh_rows_whole(const struct dh_view *v, struct dh_sight *s);
/* The longest row that it begins with: cut off, with the white space behind it. A fragment that is
 * nothing else goes whole. */
void dh_rows_prefix(const struct dh_view *v, struct dh_sight *s, struct dh_cut_list *cuts);
/* The first row that it ends with, if all its words are at hand. */
void dh_rows_suffix(const struct dh_view *v, struct dh_sight *s, struct dh_cut_list *cuts);
/* Rows that may stand anywhere; a bracket goes with what closes it. v->words and v->marks are
 * overwritten. */
void dh_rows_inside(struct dh_view *v, struct dh_str text, struct dh_cut_list *cuts);
/* Where such a row may begin, from byte `at` on; text.n: nowhere. */
size_t dh_rows_next_inside(const struct dh_cues *c, struct dh_str text, size_t at);

#endif
