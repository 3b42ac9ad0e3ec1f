/* SPDX-License-Identifier: MIT */
/* The words of dates: months in some fifty languages, zones, am and pm. Tables of data; date.c
 * reads them. Any thread. */
#ifndef DH_DATEWORDS_H
#define DH_DATEWORDS_H

#include "base/str.h"

enum dh_date_word {
    DH_DATE_OTHER,
    DH_DATE_MONTH, /* value: 1 to 12, some with DH_DATE_THAI or _JALALI added; DH_DATE_LISTOPADA */
    DH_DATE_ZONE,  /* value: minutes east of Greenwich */
    DH_DATE_AM,
    DH_DATE_PM,
    DH_DATE_WEEKDAY, /* value: 1 for Sunday; English, where the order of numbers is not known */
    DH_DATE_ERA,     /* value: what its years have to be added to */
    DH_DATE_NTH,     /* value: 1 or 2, of the months that share a name in Arabic */
    DH_DATE_MONTH_OF /* "month": its number follows, as in Vietnamese */
};

/* Years beside a Thai month may be of the Buddhist era; months of Iran's calendar are its own. */
enum { DH_DATE_THAI = 100, DH_DATE_JALALI = 200 };

/* The Croatian October, whose day has a full stop, and the Polish November, whose day has none. */
enum { DH_DATE_LISTOPADA = 50 };

/* What the word s, in any case, is in a date. */
enum dh_date_word dh_date_word(struct dh_str s, long *value);

#endif
