/* SPDX-License-Identifier: MIT */
/* One parser for the dates that pages give in metadata: ISO 8601 and RFC 3339 with their dirty
 * forms, RFC 2822, JavaScript's Date, month names in some thirty languages, Chinese and Japanese
 * dates, seconds or milliseconds since 1970. A pure function: no clock, no time zone database, no
 * locale. */
#ifndef DH_DATE_H
#define DH_DATE_H

#include "base/str.h"

enum { DH_DATE_MAX = 32 };

/* Writes what s says to dst, NUL-ended, by RFC 3339 and as exact as it is told:
 * "2024-03-01T10:00:00+01:00" when time and offset are given, else "2024-03-01" (a time without
 * offset names no moment, so it is left off). Fractions of a second are cut. false: s holds no
 * date, an impossible one, one that may be read in two ways (03/04/2024), or a year outside 1800 to
 * 2099; dst is untouched. */
bool dh_date_parse(struct dh_str s, char dst[DH_DATE_MAX]);

#endif
