/* SPDX-License-Identifier: MIT */
/* What members of a page's own state are called, whatever form it has, and what their values may
 * be. Any thread, but one a page where facts are given. */
#ifndef DH_STATENAMES_H
#define DH_STATENAMES_H

#include "base/json.h"
#include "meta/facts/facts.h"

enum { DH_RANK_STATE = 61 };

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
/* A person's name: no handle, number or sentence. */
void dh_state_add_person(struct dh_facts *f, struct dh_str name);

#endif
