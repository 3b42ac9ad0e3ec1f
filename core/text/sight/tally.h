/* SPDX-License-Identifier: MIT */
/* What the first words of a fragment say of the language and the subject of its document, and the
 * sum of what many say. A part is worked out once, and summed wherever its fragment is among those
 * that are asked: all, what stays, what goes (context.h). Any thread. */
#ifndef DH_TALLY_H
#define DH_TALLY_H

#include "text/view/fragview.h"

enum {
    DH_SUBJECTS = 3,
    DH_TALLY_SCRIPTS = 8, /* that tell a language alone */
    DH_TALLY_WORDS = 60,  /* words of a fragment, at most */
    DH_TALLY_DIGITS = 6   /* binary ones, of numbers up to that */
};

struct dh_tally {
    uint32_t words[DH_LANGS]; /* function words of each language, and letters of its script */
    uint32_t total;           /* words */
    uint32_t prose;           /* sentences among the fragments */
    uint32_t about[DH_SUBJECTS][DH_LANGS]; /* those with a word of the kind */
    bool whole;                            /* no fragment was left out because there are so many */
    bool wide; /* characters of scripts without spaces are among the words */
};

/* What one fragment says. Counts of all languages at once: digit k of each language's count in bit
 * l of glue[k], so that a word of twenty languages is counted in as few steps as one of a single
 * one. */
struct dh_tally_part {
    uint64_t glue[DH_TALLY_DIGITS]; /* function words */
    uint64_t about[DH_SUBJECTS];    /* a sentence: languages in which it speaks of that kind */
    uint16_t words;
    uint8_t script[DH_TALLY_SCRIPTS]; /* words of each such script */
    bool scripts;                     /* there are any */
    bool sentence, wide;
    bool whole; /* all its words were read */
    bool known; /* it was read */
};

/* Sets p by the words at hand, DH_TALLY_WORDS at most; sentence: they are of one. */
void dh_tally_read(struct dh_tally_part *p, const struct dh_view *v, bool sentence);

struct dh_tally_sum {
    uint64_t glue[16];
    struct dh_tally so_far; /* less the function words */
};
/* Adds a part to the sum, which is zeroed at first. */
void dh_tally_add(struct dh_tally_sum *s, const struct dh_tally_part *p);
/* Sets *out to what was added; whole stays to be set. */
void dh_tally_end(const struct dh_tally_sum *s, struct dh_tally *out);
/* Takes off t what less holds of words and subjects. */
void dh_tally_less(struct dh_tally *t, const struct dh_tally *less);

/* The language of the most words, -1: none is clear; *second: how many the next one has. */
int dh_tally_lang(const struct dh_tally *t, uint32_t *second);
/* The same of a text of few words: three will do where every other language has fewer by two, or,
 * if it is kin (langs.h), by one. */
int dh_tally_lang_brief(const struct dh_tally *t);
/* The kinds of chrome that the text is about, as of struct dh_view. */
uint32_t dh_tally_subject(const struct dh_tally *t, int lang);

#endif
