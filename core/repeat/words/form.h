/* SPDX-License-Identifier: MIT */
/* The form of a short line: its words with blanks for what changes from page to page, which are
 * figures, what is beside figures and written with a capital (the day and the month of a date, in
 * any language; but not of a line that counts things), the longest of up to three words between a
 * day and its year, which is the month also where months are written small, and what is quoted,
 * from the first mark to the last. "You have read 3 of 5 stories", "Counted on Friday 10 March" and
 * "More about “The ferry sails again” in the archive" are forms that a site fills in. Linear;
 * allocates nothing. Any thread. */
#ifndef DH_FORM_H
#define DH_FORM_H

#include "base/str.h"

enum {
    DH_FORM_WORDS = 24, /* a longer line has no form */
    DH_FORM_KEPT = 2,   /* words that are no blanks, at least; in scripts without spaces twice as
                           many characters */
    DH_FORM_PARTS = 3   /* words and blanks, at least: "12 likes" says too little */
};

/* 0: the line has no blank, says too little without it, or a quotation in it does not end. */
uint64_t dh_form_key(struct dh_str line);

/* The form of a line that is a date with its month and at most one word beside it, as the day of
 * the week; figures, as the time of day, may stand beside it. 0: it is none; else
 * *month is the hash of its month, which may be any word: "12 Angry 1957" has this form too. */
uint64_t dh_form_date(struct dh_str line, uint64_t *month);

#endif
