/* SPDX-License-Identifier: MIT */
/* Inside of forms.h: the vocabulary, and the trie of all forms and phrases over its numbers, while
 * they grow. Hash tables in f, at most half full; memory comes from f->mem, and what is made stays
 * until f is freed. For forms.c. One thread. */
#ifndef DH_TRIE_H
#define DH_TRIE_H

#include "text/cues/forms.h"

/* The roots (cuetable.h), and room for edges; comes first. false: out of memory, here and below. */
DH_MUST_USE bool dh_trie_begin(struct dh_forms *f);
/* The label of word i of f->scratch, its number in the vocabulary from 1 on: it is added when it is
 * new. A '*' behind it makes it a stem. 0: out of memory. */
uint32_t dh_trie_word(struct dh_forms *f, uint32_t i);
/* One state more, which nothing leads to; its number is f->n_states - 1. */
DH_MUST_USE bool dh_trie_state(struct dh_forms *f);
/* The state behind the edge for that label, made if need be. 0: out of memory, since no edge leads
 * to a root. */
uint32_t dh_trie_child(struct dh_forms *f, uint32_t state, uint32_t label);

#endif
