/* SPDX-License-Identifier: MIT */
/* What members of a page's own state are called, whatever form it has. Used by state.c,
 * richtext.c, statefacts.c and nuxt.c, whose texts and facts they find. Any thread. */
#ifndef DH_STATE_H
#define DH_STATE_H

#include "base/json.h"
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

/* Takes the longest text of one value in JSON, an object or array, and of JSON that strings in it
 * hold, one level of such; with `first` the first that is a body. What is no JSON is skipped. */
void dh_state_read_json(struct dh_facts *f, struct dh_str body, bool first);

/* Members that hold an article's text or a paragraph of it, its title, who wrote it, and the name
 * in an object that is a person. */
bool dh_state_is_text(struct dh_str key);
bool dh_state_is_title(struct dh_str key);
bool dh_state_is_author(struct dh_str key);
bool dh_state_is_person(struct dh_str key);
/* The names of those that hold text, by number; empty: there are no more. */
struct dh_str dh_state_text_name(size_t i);
/* Members that hold a date: which, and the rank of what they say. */
bool dh_state_is_date(struct dh_str key, enum dh_fact *fact, unsigned *rank);

/* Whether an object has a name or place of its own: it is another story in a list, or a picture,
 * and no paragraph. */
bool dh_state_is_item(const dh_json *v);
/* Prose has blanks and full stops, or the commas of scripts without blanks, and is no code. */
bool dh_state_is_prose(struct dh_str s, size_t min);
/* Takes the text of an array of elements of React's, a block a line, when it is a body's worth
 * (flight.c); whether it has prose at all. out: room for the text; its error is for the caller to
 * note. */
bool dh_flight_read(struct dh_facts *f, const dh_json *list, struct dh_buf *out);
/* A person's name: no handle, number or sentence. */
void dh_state_add_person(struct dh_facts *f, struct dh_str name);

#endif
