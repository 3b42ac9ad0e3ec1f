/* SPDX-License-Identifier: MIT */
/* Dates and times as people write them, in the languages of the lexicon (roles month, day, ago,
 * clock). Any thread. */
#ifndef DH_DATES_H
#define DH_DATES_H

#include "text/cues/cuetable.h"

/* Behind the longest date, time, or date with time that begins at word i; 0: none begins there.
 * Needs a month or a full numeric date with a number, a clock time, or the year sign of CJK: "March
 * 4, 2024 12:44 PM", "am 18.08.2018 um 9 Uhr", "2024年4月24日", "15/10/2024". A bare number is no
 * date. */
uint32_t dh_date_end(const struct dh_marks *m, uint32_t i);

#endif
