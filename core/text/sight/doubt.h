/* SPDX-License-Identifier: MIT */
/* Where a sight (fragview.h) that speaks for chrome is in doubt, so that its place or the rest of
 * the text has to decide (conditions.h). v's words are those of the fragment. Any thread. */
#ifndef DH_DOUBT_H
#define DH_DOUBT_H

#include "text/view/fragview.h"

/* Whether it may be a crosshead: few words, no sign and no stop among them, none that only a site
 * uses, or one and others that no table knows. A lone word is a button, but for links that stand in
 * lists alone. */
enum dh_doubt dh_doubt_crosshead(const struct dh_view *v, const struct dh_sight *s);

/* Whether it asks what an interview may ask, too: "Do you read the comments?". */
bool dh_doubt_question(const struct dh_view *v, const struct dh_sight *s);

/* Whether it tells something in few words that buttons have, too: "Registration is free." */
bool dh_doubt_statement(const struct dh_view *v, const struct dh_sight *s);

/* Whether it tells something, in however many words, goes by no more than those and asks nothing
 * of the reader: "Comments are moderated before they are published." */
bool dh_doubt_body(const struct dh_view *v, const struct dh_sight *s);

/* Whether it is of a row that names a genre before a colon, or live reports and films: the label of
 * a link, or of a headline. */
bool dh_doubt_genre(const struct dh_view *v, const struct dh_sight *s);

/* Whether it is one section behind a colon, "Category: cakes", which a list of winners has, too. */
bool dh_doubt_section(const struct dh_view *v, const struct dh_sight *s);

/* Whether it needs company (DH_IF_COMPANY): it goes only where other lines go, too, since a text
 * that was cleaned by hand may have kept it. Such lines tell whose the text is, who worked on it
 * and when, make a statement, or may be a crosshead, as s->doubt says. What asks something of the
 * reader is none of them. */
bool dh_doubt_weak(const struct dh_view *v, const struct dh_sight *s);

/* Whether it needs company between two sentences of the story (DH_IF_COMPANY_AMID): what stands
 * there alone of a site is an ad, a link, a picture's caption or credit, and no button. */
bool dh_doubt_amid(const struct dh_view *v, const struct dh_sight *s);

/* Whether text, the line of the sight, is what somebody says or an editor adds, whatever its words
 * are: a quotation, one word and a stop, a line that goes on in the next one, a remark in brackets,
 * words of a site that a sentence cites.
 */
bool dh_doubt_said(const struct dh_view *v, struct dh_str text, const struct dh_sight *s);

#endif
