/* SPDX-License-Identifier: MIT */
/* Grammars of lines that their signs tell, with a word or two that the lexicon knows: trails of
 * sections, bars of menus, a label before another story's title, a question with what to do about
 * it. So they hold where most of a line's words stand in no table. Each has a name
 * ("grammar.menu") that can be switched off. All linear. Any thread. */
#ifndef DH_MENUS_H
#define DH_MENUS_H

#include "text/view/fragview.h"

/* "Home > News > Elections", "Startseite | Politik": names of sections with signs between. Sets
 * kind, rule and conditions of s only, as the next does. */
bool dh_menu_sections(const struct dh_view *v, struct dh_sight *s);
/* What the lexicon does not cover wholly. The first of: "You are here: Harbour > Ferries"; "Terms |
 * Privacy | Contact", short parts some of which name what a site has; "Keep reading: How the bridge
 * was built", a phrase that announces other stories, players or tags; "Seen a mistake? Write to
 * us", a question and what the reader is to do. false: none. */
bool dh_menus_read(const struct dh_view *v, struct dh_sight *s);

#endif
