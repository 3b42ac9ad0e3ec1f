/* SPDX-License-Identifier: MIT */
/* Character references in a text that has none any more: they were escaped twice. All names of HTML
 * and numbers, decimal or hexadecimal, with their semicolon (tree.h; HTML Living Standard 13.5).
 *
 * What speaks of them stays: one between quotation marks or ticks ("write '&nbsp;'"), `<` and `>`
 * that are escaped twice or more, those and ampersands beside tags, and all in a text that speaks
 * of HTML. So does a letter or sign outside ASCII in the query of an address, by name: in
 * "https://a.example/?a=1&copy;=2" it is the name of a value. What turns the direction of all that
 * follows (UAX 9: embeddings, overrides, isolates) stands for nothing: it was no part of the text
 * as long as it was written out. Any thread. */
#ifndef DH_ENTITIES_H
#define DH_ENTITIES_H

#include "base/str.h"

enum { DH_ENTITY_MAX = 8 };

/* A text whose references are read. */
struct dh_entities {
    struct dh_str text;
    bool none; /* none of them is: it speaks of HTML */
    bool tags; /* it holds tags */
    /* The word that was looked at last, and where the query of an address begins in it: its end
     * where there is none. Asked from the front to the back, each word is looked at once. */
    size_t word, query, end;
};
struct dh_entities dh_entities_of(struct dh_str text);
/* The reference at byte `at`, where an ampersand stands: its bytes, and the *n bytes that it stands
 * for in now, a blank for any white space. One that is escaped once more, or up to ten times, is
 * one: "&amp;amp;#39;". 0: none, or one that stays. */
size_t dh_entity_read(struct dh_entities *e, size_t at, char now[DH_ENTITY_MAX], size_t *n);
/* The character at byte `at`, which is one of the text's, a reference read, of several characters
 * the first: its bytes there, and the *n bytes that it has when it is read. One that stands for
 * nothing is read as a word joiner of no bytes, which is dropped wherever it stands (repair.h). */
size_t dh_entity_get(struct dh_entities *e, size_t at, uint32_t *cp, size_t *n);

#endif
