/* SPDX-License-Identifier: MIT */
/* A date string as a row of numbers, words and signs. Used by date.c. Any thread. */
#ifndef DH_DATETOKENS_H
#define DH_DATETOKENS_H

#include "base/str.h"

enum dh_date_kind {
    DH_T_NUMBER,
    DH_T_MONTH,
    DH_T_AM,
    DH_T_PM,
    DH_T_ZONE,
    DH_T_WORD,
    DH_T_SIGN,
    DH_T_ERA,
    DH_T_NTH,
    DH_T_MONTH_OF,
    DH_T_WEEKDAY
};

struct dh_date_token {
    enum dh_date_kind kind;
    unsigned digits; /* DH_T_NUMBER: how many. DH_T_WORD: its bytes */
    long value;      /* as dh_date_word says; DH_T_NUMBER; DH_T_SIGN: the character */
    bool glued;      /* no white space in front */
};

enum { DH_DATE_TOKENS_MAX = 24 };

/* The tokens of s, white space aside, with those that say something together joined: a year counted
 * from an era or cut short ("'24") is a number of four digits. Answers how many there are; what
 * follows the last that fit is left out. */
size_t dh_date_tokenize(struct dh_str s, struct dh_date_token tokens[DH_DATE_TOKENS_MAX]);

/* A year of two digits in full. */
long dh_date_full_year(long year);

#endif
