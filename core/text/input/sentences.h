/* SPDX-License-Identifier: MIT */
/* Where sentences end, in scripts of all kinds, as signs alone tell. Any thread. */
#ifndef DH_SENTENCES_H
#define DH_SENTENCES_H

#include "text/words/entities.h"

/* Offset behind the sentence of e's text that begins at `at`: a full stop, question or exclamation
 * mark (also of CJK and Indic scripts) with the quotes and brackets behind it, then white space and
 * no small letter; s.n at the last. Initials, short abbreviations and numbers do not end a
 * sentence. Answers where the white space begins. References are read as what they stand for.
 * Linear, when e is asked from the front to the back. */
size_t dh_sentence_end(struct dh_entities *e, size_t at);

#endif
