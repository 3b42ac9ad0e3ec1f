/* SPDX-License-Identifier: MIT */
/* Character references in a text that has none any more: they were escaped twice. All names of HTML
 * and numbers, decimal or hexadecimal, with their semicolon (tree.h; HTML Living Standard 13.5).
 *
 * What speaks of them stays: one between quotation marks or ticks ("write '&nbsp;'"), `<` and `>`
 * that are escaped twice or more, those and ampersands beside tags, and all in a text that speaks
 * of HTML. Any thread. */
#ifndef DH_ENTITIES_H
#define DH_ENTITIES_H

#include "base/str.h"

enum { DH_ENTITY_MAX = 8 };

/* A text whose references are read. */
struct dh_entities {
    struct dh_str text;
    bool none; /* none of them is: it speaks of HTML */
    bool tags; /* it holds tags */
};
struct dh_entities dh_entities_of(struct dh_str text);
/* The reference at byte `at`, where an ampersand stands: its bytes, and the *n bytes that it stands
 * for in now, a blank for any white space. One that is escaped once more, or up to ten times, is
 * one: "&amp;amp;#39;". 0: none, or one that stays. */
size_t dh_entity_read(const struct dh_entities *e, size_t at, char now[DH_ENTITY_MAX], size_t *n);
/* The character at byte `at`, which is one of the text's, a reference read, of several characters
 * the first: its bytes there, and the *n bytes that it has when it is read. */
size_t dh_entity_get(const struct dh_entities *e, size_t at, uint32_t *cp, size_t *n);

#endif
