/* SPDX-License-Identifier: MIT */
/* How a line is built, by its signs alone, whatever its words are: whether it is one sentence or
 * one clause, where its question ends, whether it quotes somebody. Linear. Any thread. */
#ifndef DH_CLAUSES_H
#define DH_CLAUSES_H

#include "text/view/fragview.h"

/* Nobody is quoted in it, nothing follows that it announces, and it is no item of a list. */
bool dh_clause_plain(const struct dh_sight *x, struct dh_str line);
/* One sentence with a stop, as a story has them between two others: a question of an interview,
 * what somebody is told. */
bool dh_clause_sentence(const struct dh_sight *x, struct dh_str line);
/* No sentence ends amid the line. */
bool dh_clause_one(struct dh_str line);
/* Where a question ends amid the line; its end: it holds none. */
size_t dh_clause_question(struct dh_str line);

#endif
