/* SPDX-License-Identifier: MIT */
/* What one fragment shows by its own words, before any neighbour is asked: the rows, grammars and
 * word counts that speak for or against it. judge.c puts sights and context together. One thread a
 * scratch. */
#ifndef DH_SIGHT_H
#define DH_SIGHT_H

#include "text/view/rulerows.h"

/* Looks at text; *s and *cuts are set. A function of the text and of
 * what v says of language, subject and what is switched off. */
void dh_sight_read(struct dh_view *v, struct dh_str text, struct dh_sight *s,
                   struct dh_cut_list *cuts);

/* The same where the first words of a fragment, which stand in v->words and v->marks, tell that it
 * is prose of some length and that no row or grammar speaks of it, whatever language and subject
 * are: most paragraphs of a story. false: it is to be read; *s is as it was. */
bool dh_sight_glance(struct dh_view *v, struct dh_str text, struct dh_sight *s);

#endif
