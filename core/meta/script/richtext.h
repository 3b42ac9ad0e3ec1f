/* SPDX-License-Identifier: MIT */
/* Rich text as editors and content systems keep it: lists of nodes, each with a type, whose words
 * stand in nodes below. Used by state.c. One thread a page. */
#ifndef DH_RICHTEXT_H
#define DH_RICHTEXT_H

#include "base/json.h"
#include "meta/facts/facts.h"

/* Nodes that are looked at in one script. */
enum { DH_RICHTEXT_NODES_MAX = 1 << 20 };

enum dh_richtext {
    DH_RICHTEXT_NONE,  /* no list of nodes, or one with too little prose */
    DH_RICHTEXT_TAKEN, /* its text is the page's, when it is the longest so far */
    DH_RICHTEXT_AMONG  /* the same, and other stories stand among its nodes, unread */
};

/* Whether a member of this name may hold the type of a node. */
bool dh_richtext_is_type(struct dh_str key);

/* Takes the text of an array of nodes, a block a line, by dh_facts_take_body. *left: nodes that may
 * still be looked at, fewer afterwards. out: room for the text, with a cap; its error is for the
 * caller to note. */
enum dh_richtext dh_richtext_read(struct dh_facts *f, const dh_json *list, size_t *left,
                                  struct dh_buf *out);

#endif
