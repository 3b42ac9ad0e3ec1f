/* SPDX-License-Identifier: MIT */
/* Words by which a line speaks to whoever reads it ("your", "Ihre", "вам"), or tells of those who
 * wrote it ("our", "us"): sites do, and stories on others hardly ever outside of quotations. And
 * words of one who tells of himself ("my"), which sites do not say. Function words of a language,
 * whatever the line is about: rows of rules/lists.rules. Any thread. */
#ifndef DH_ADDRESS_H
#define DH_ADDRESS_H

#include "text/words/wordlists.h"

/* What is known of one language: its lists (wordlists.h), borrowed. */
struct dh_address {
    struct dh_str you, polite, i, our, land, we;
    uint64_t seen[2]; /* bits of all but polite and land: most words of a text get no further */
    bool parts;       /* words are found as parts of a line: dh_lang_runs_on */
};

/* Bits of what a line says. */
enum { DH_ADDRESS_YOU = 1, DH_ADDRESS_OUR = 2, DH_ADDRESS_I = 4, DH_ADDRESS_WE = 8 };

/* false: nothing is known of the language. */
bool dh_address_of(struct dh_address *a, const struct dh_wordlists *lists, int lang);
/* Whom a line speaks to or of: set of the bits above. Its folded form has the same words in small
 * letters, or ones whose capitals are of ASCII. Linear, times the few words that are known. */
unsigned dh_address_read(const struct dh_address *a, struct dh_str line, struct dh_str folded);

#endif
