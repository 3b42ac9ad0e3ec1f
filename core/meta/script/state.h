/* SPDX-License-Identifier: MIT */
/* The page's own state: JSON that a script, or an attribute, hands to the code that draws the page,
 * the story's text and facts among it; what its members are called stands in statenames.h. One
 * thread a page. */
#ifndef DH_STATE_H
#define DH_STATE_H

#include "base/json.h"
#include "meta/facts/facts.h"

/* A text in one piece, one in paragraphs, and a paragraph have that many bytes or more; a script
 * that is read has no more. */
enum {
    DH_STATE_BODY_MIN = 600,
    DH_STATE_SHORT_BODY_MIN = 360,
    DH_STATE_PARAGRAPH_MIN = 40,
    DH_STATE_SCRIPT_MAX = 8 << 20
};

/* An article's text in JSON that is no JSON-LD: the page's own state. Sets meta->body[1] when it is
 * the longest so far. */
void dh_facts_read_state(struct dh_facts *f, struct dh_str body);
/* The same of what React's server components send, in the calls of many scripts. */
void dh_facts_read_rows(struct dh_facts *f, const struct dh_tree *t);
/* The same of what Nuxt 3 leaves: one array whose objects and arrays have places in it for values.
 * Where no other tag names the story, the object that has the text does. */
bool dh_state_is_nuxt(struct dh_str tag);
void dh_facts_read_nuxt(struct dh_facts *f, struct dh_str body);
/* What an object there whose title is the page's says of the story, as dh_facts_read_state_facts.
 */
void dh_facts_read_nuxt_facts(struct dh_facts *f, struct dh_str body, struct dh_str title);
/* The same of data attributes that hold JSON, where components find what they draw: <div
 * data-props='{"story": ...'>. The first text is the page's; what follows may be other stories in
 * full. Nothing where a script had one. */
void dh_facts_read_props(struct dh_facts *f, const struct dh_tree *t);
/* When the story was published and who wrote it, from the object of the page's state that has the
 * page's title; where readers are told neither or only one. To be asked after the headlines. */
void dh_facts_read_state_facts(struct dh_facts *f, const struct dh_tree *t);

/* ---- for the files that read it */

/* Takes the longest text of one value in JSON, an object or array, and of JSON that strings in it
 * hold, one level of such; with `first` the first that is a body. What is no JSON is skipped. */
void dh_state_read_json(struct dh_facts *f, struct dh_str body, bool first);

/* Takes the text of an array of elements of React's, a block a line, when it is a body's worth
 * (flight.c); whether it has prose at all. out: room for the text; its error is for the caller to
 * note. */
bool dh_flight_read(struct dh_facts *f, const dh_json *list, struct dh_buf *out);

#endif
