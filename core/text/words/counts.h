/* SPDX-License-Identifier: MIT */
/* Counts over the characters of a fragment, for the traits of the line model (traits.h): words and
 * their letters, numbers, signs. No language is known here. Any thread. */
#ifndef DH_COUNTS_H
#define DH_COUNTS_H

#include "base/str.h"
#include "base/utf8.h"

struct dh_counts {
    unsigned
        words; /* runs of letters, marks and digits; of scripts without spaces two characters */
    unsigned capitals;                     /* words that begin with one */
    unsigned upper;                        /* two capitals or more and no small letter */
    unsigned numbers, years, clocks;       /* years: 1900 to 2099; clocks: digits behind a colon */
    unsigned commas, bars, colons, quotes; /* bars: signs that part items of a list */
    unsigned brackets;                     /* that open */
    unsigned signs;                        /* of any kind */
    unsigned sentences; /* words with a capital behind a stop, but for blanks and quotes */
    unsigned glued;     /* "theEnd", "3Comments", "Monday12" */
    unsigned letters;
    unsigned wide; /* characters of scripts without spaces */
    bool address;  /* "@", "//" */
};

/* Sets n to the counts of s. Where s is ASCII without control characters but white space, words[i /
 * 64] tells by bit i % 64 whether byte i is a letter or digit (room for s.n / 64 + 1 numbers; NULL:
 * nobody asks). false: it is not, and words is not to be used. What stands behind s up to `end` may
 * be read. */
bool dh_counts_words(struct dh_str s, const char *end, struct dh_counts *n, uint64_t *words);

/* Whether a sign is a quotation mark, a colon, or one of money; the class of a character, in which
 * all that is neither letter, digit nor white space of ASCII is a sign. */
bool dh_counts_quote(uint32_t cp);
static inline bool dh_counts_colon(uint32_t cp)
{
    return cp == ':' || cp == 0xFF1A;
}
/* Signs of money: the block from U+20A0 on holds rupees, won, euros, lira, roubles. */
static inline bool dh_counts_money(uint32_t cp)
{
    return cp == '$' || cp == 0xA3 || cp == 0xA5 || cp == 0xFFE5 || (cp >= 0x20A0 && cp <= 0x20CF);
}
unsigned dh_counts_class(uint32_t cp);

#endif
