/* SPDX-License-Identifier: MIT */
/* Grammars of who worked on a text: "By Owen Marsh", "Orla Finch, Health Editor", "Senior
 * reporter", "Editor-in-chief: Jan Wrona". Each has a name ("grammar.byline") that can be switched
 * off. All linear. Any thread. */
#ifndef DH_BYLINES_H
#define DH_BYLINES_H

#include "text/view/fragview.h"

/* Each answers whether the words of v are wholly of its form, and then sets kind, rule and
 * conditions of s only. */

/* A word that stands before authors, and their names: "Von Rosa Iglesias, dpa". */
bool dh_byline_signed(const struct dh_view *v, struct dh_sight *s);
/* A name, and what the person does: "Orla Finch, Health Editor, @orlafinch". */
bool dh_byline_holder(const struct dh_view *v, struct dh_sight *s);
/* What a person does, alone: "Senior reporter". */
bool dh_byline_post(const struct dh_view *v, struct dh_sight *s);
/* The same before a colon, and who does it: "Editor-in-chief: Jan Wrona". */
bool dh_byline_office(const struct dh_view *v, struct dh_sight *s);
/* The same without a sign between: "Orla Finch Political Editor". */
bool dh_byline_titled(const struct dh_view *v, struct dh_sight *s);
/* And the other way round: "Correspondent Orla Finch". */
bool dh_byline_before(const struct dh_view *v, struct dh_sight *s);
/* A name above the story, and a place or a date: "Lucía Prado | Villamar". */
bool dh_byline_placed(const struct dh_view *v, struct dh_sight *s);
/* The names of two authors or more above the story: "Orla Finch and Jan Wrona", "Orla Finch (text)
 * and Jan Wrona (photos)". */
bool dh_byline_names(const struct dh_view *v, struct dh_sight *s);
/* Whether the words of v are a name and a handle, and no more: "Orla Finch @orlafinch". */
bool dh_byline_handle(const struct dh_view *v);

#endif
