/* SPDX-License-Identifier: MIT */
/* What a fragment's words look like, whatever rows say of them: its flags (DH_S_*) and counts, and
 * whether it reads as prose at the first look. One thread a scratch. */
#ifndef DH_SHAPE_H
#define DH_SHAPE_H

#include "text/view/fragview.h"

/* Adds to s->flags and s->words what the words at hand and the end of the text show. */
void dh_shape_read(const struct dh_view *v, struct dh_str text, struct dh_sight *s);
/* Sets s->glue, s->chrome, s->known: what the lexicon knows of the words at hand. */
void dh_shape_words(const struct dh_view *v, struct dh_sight *s);

/* Whether a text of more than DH_SIGHT_SURE bytes ends as a sentence, without the signs of
 * credits. */
bool dh_shape_ends_as_prose(struct dh_str text);
/* Whether none of the first words at hand is what chrome is about. */
bool dh_shape_begins_as_prose(const struct dh_view *v);

#endif
