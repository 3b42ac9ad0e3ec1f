/* SPDX-License-Identifier: MIT */
/* What the language of a page tells of its dates: in which order numbers stand, from when years are
 * counted, how digits look. Tables and arithmetic; date.c asks them. Any thread. */
#ifndef DH_CALENDAR_H
#define DH_CALENDAR_H

#include "base/str.h"

/* What a language tag ("es", "en-GB") says of dates; empty or unknown: nothing. */
struct dh_calendar {
    bool day_first; /* 03/04/2024 is in April, 3.4.24 too */
    bool buddhist;  /* years beyond 2400 are those of Thailand */
    bool jalali;    /* years from 1300 to 1499 are those of Iran */
};
struct dh_calendar dh_calendar_of(struct dh_str lang);

/* Of a decimal digit of any script that news is written in, at s.p[at]: its value, its bytes in *n;
 * -1: there is none. at < s.n. */
int dh_calendar_digit(struct dh_str s, size_t at, size_t *n);

/* Of a number in Chinese characters that s starts with, digit by digit ("二〇二四") or with tens
 * ("三十一"), up to four characters: its value, and its digits in *digits; answers its bytes, 0:
 * there is none. */
size_t dh_calendar_number(struct dh_str s, long *value, unsigned *digits);

/* A day of the calendar of Iran, year 1244 to 1502, as one of ours. false: there is no such day. */
bool dh_calendar_from_jalali(long *year, long *month, long *day);

/* The day of the week of a possible date: 0 for Sunday. */
int dh_calendar_weekday(long year, long month, long day);

/* Days since 1970-01-01 to a date; days >= -719468. */
void dh_calendar_from_days(long days, long *year, long *month, long *day);

#endif
