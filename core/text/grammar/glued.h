/* SPDX-License-Identifier: MIT */
/* What scraping glued to a paragraph: an ad's marker before its first sentence ("Advertisement The
 * bridge is closed."), a marker or a link behind its last one ("... is closed. Read also: Storm
 * cuts power"). Each has the name "grammar.glued". Linear. One thread a scratch. */
#ifndef DH_GLUED_H
#define DH_GLUED_H

#include "text/view/fragview.h"

/* The first words of text are at hand in v; stop: it ends as a sentence does. */
void dh_glued_front(const struct dh_view *v, bool stop, struct dh_cut_list *cuts);
/* Whether text, which is not empty, ends in a letter, as paragraphs do not. */
bool dh_glued_may_have_tail(struct dh_str text);
/* Cuts the words behind the last sentence anew: what v holds of text is lost. s: the sight of it.
 */
void dh_glued_tail(struct dh_view *v, struct dh_str text, const struct dh_sight *s,
                   struct dh_cut_list *cuts);

#endif
