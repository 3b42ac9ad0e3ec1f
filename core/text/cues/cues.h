/* SPDX-License-Identifier: MIT */
/* The rule tables, compiled: a vocabulary, a lexicon (phrases with their roles and languages) and
 * one trie over words that all forms share, so that a fragment costs one walk however many rows
 * there are. Flat arrays with numbers in place of pointers: those of the built-in tables are made
 * when the program is built and stand among its constants (cueimage.c); forms.h makes them at run
 * time when the user has rows of his own. The tables' syntax: tables.h. Made once a context, read
 * only afterwards: any number of threads may then match. */
#ifndef DH_CUES_H
#define DH_CUES_H

#include "text/cues/cuetable.h"

/* The tables built in. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_cues_builtin(struct dh_cues **out, const struct dh_allocator *m);
void dh_cues_free(struct dh_cues *c); /* NULL is fine */

/* Switches off the rules whose names are in the comma-separated list, or begin with one of it and a
 * dot. */
bool dh_cues_without(struct dh_cues *c, struct dh_str list);
/* Whether a name, of a rule or a grammar, is in such a list. */
bool dh_cues_listed(struct dh_str list, struct dh_str name);

/* ---- Matching */

/* Asks the lexicon about the words: m is of them until they are cut anew. */
void dh_cues_mark(const struct dh_cues *c, const struct dh_tokens *ws, struct dh_marks *m);

/* A rule that matches words [from, to). */
struct dh_hit {
    const struct dh_rule *rule;
    uint32_t from, to;
};
/* Finds the rules of one where that match from word `start` on (PREFIX and WHOLE: 0). Answers how
 * many it put into hits; for PREFIX the longer ones first. Rules that are switched off are left
 * out, but for those of WHOLE: the caller has to know of them, since a line that one of them
 * matches is left alone by others of the same words, too (rulerows.c).
 *
 * Linear in words, of which a fragment has DH_TOKENS_MAX at most, times the states of the trie that
 * are alive before one: some sixty with the built-in rows; with a user's as many as there are rows
 * that go on over any words. Each state is woken once before a word. */
size_t dh_cues_match(const struct dh_marks *m, enum dh_where where, uint32_t start,
                     struct dh_hit *hits, size_t max);
/* What it costs, for tests: the states that it woke, and how often it looked at one to wake none
 * twice. The same as of DH_WHERE_WHOLE. */
struct dh_match_cost {
    uint64_t woken, looks;
};
size_t dh_cues_match_costs(const struct dh_marks *m, struct dh_hit *hits, size_t max,
                           struct dh_match_cost *cost);
/* The same for DH_WHERE_WHOLE without the forms that begin with <any> or a name: for prose, which
 * such forms do not speak of, and over which they would stay alive. */
size_t dh_cues_match_prose(const struct dh_marks *m, struct dh_hit *hits, size_t max);
/* The first word from `at` on with which a form of where may begin; as many as there are words:
 * none. */
uint32_t dh_cues_next(const struct dh_marks *m, enum dh_where where, uint32_t at);
/* Whether the first words of a text, without marks, may be those of a form of DH_WHERE_INSIDE. */
bool dh_cues_may_be_inside(const struct dh_cues *c, const struct dh_tokens *ws);
/* Whether dh_cues_match_prose, or dh_cues_match of prefixes, could find any. */
bool dh_cues_may_match_prose(const struct dh_marks *m);

#endif
