/* SPDX-License-Identifier: MIT */
/* What members of a page's own state are called, whatever form it has. Used by state.c,
 * statefacts.c and nuxt.c, whose texts and facts they find. */
#ifndef DH_STATE_H
#define DH_STATE_H

#include "meta/facts.h"

/* A text in one piece, one in paragraphs, and a paragraph have that many bytes or more; a script
 * that is read has no more. */
enum {
    DH_STATE_BODY_MIN = 600,
    DH_STATE_SHORT_BODY_MIN = 360,
    DH_STATE_PARAGRAPH_MIN = 40,
    DH_STATE_SCRIPT_MAX = 8 << 20
};
enum { DH_RANK_STATE = 61 };

/* Members that hold an article's text or a paragraph of it, its title, who wrote it, and the name
 * in an object that is a person. */
bool dh_state_is_text(struct dh_str key);
bool dh_state_is_title(struct dh_str key);
bool dh_state_is_author(struct dh_str key);
bool dh_state_is_person(struct dh_str key);
/* Members that hold a date: which, and the rank of what they say. */
bool dh_state_is_date(struct dh_str key, enum dh_fact *fact, unsigned *rank);

/* Prose has blanks and full stops, and is no code. */
bool dh_state_is_prose(struct dh_str s, size_t min);
/* A person's name: no handle, number or sentence. */
void dh_state_add_person(struct dh_facts *f, struct dh_str name);

#endif
