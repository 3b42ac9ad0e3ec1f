/* SPDX-License-Identifier: MIT */
/* Lists of words that are looked for as they are written: they are no words of the lexicon, and a
 * line that holds them is no button for that. Rows of the tables' sections [list LANGUAGE]
 * (tables.h). A list of one language is one text, a line end before its first word and behind
 * each; empty: it has none there. Any thread. */
#ifndef DH_WORDLISTS_H
#define DH_WORDLISTS_H

#include "text/words/langs.h"

enum dh_wordlist {
    DH_LIST_YOU,     /* whoever reads it: "your" (address.h) */
    DH_LIST_POLITE,  /* the same where it is written with a capital: "Ihre" */
    DH_LIST_I,       /* who tells of himself: "my" */
    DH_LIST_OUR,     /* what is of those who wrote it */
    DH_LIST_LAND,    /* what is ours and of no site, beside such a word: "our country" */
    DH_LIST_WE,      /* they themselves: "us" */
    DH_LIST_PERCENT, /* how a share of a hundred is told: "per cent" (boxes.h) */
    DH_LIST_VOTE,    /* what the button below a poll says (boxes.h) */
    DH_LIST_FAMILY,  /* characters that names begin with (persons.h) */
    DH_LIST_TILL,    /* between the ends of what begins with a word for authors: "von ... bis" */
    DH_LIST_TELL,    /* letters and words that tell a short text's language (sight/tells.h) */
    DH_LISTS
};
enum {
    DH_LIST_ANY = DH_LANGS, /* the place of [list any] */
    DH_LIST_WORD_MAX = 62   /* bytes of a word */
};

struct dh_wordlists {
    struct dh_str of[DH_LISTS][DH_LANGS + 1]; /* by enum dh_wordlist and language */
};

/* Number of a list by its name in the tables ("you"), -1: not known. */
int dh_wordlist_number(struct dh_str name);
/* Whether the word is one of the list's, to the byte; an empty one is none. Linear in the list. */
bool dh_wordlist_has(struct dh_str list, struct dh_str word);
/* Whether a word of the list stands anywhere in s, inside of others, too. Linear in s, times the
 * words. */
bool dh_wordlist_in(struct dh_str list, struct dh_str s);

#endif
