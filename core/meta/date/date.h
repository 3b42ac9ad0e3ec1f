/* SPDX-License-Identifier: MIT */
/* One parser for the dates that pages give in metadata: ISO 8601 and RFC 3339 with their dirty
 * forms, RFC 2822, JavaScript's Date, month names in some fifty languages, digits of their scripts,
 * Chinese and Japanese dates, years of Thailand, Iran, Japan and Taiwan, seconds or milliseconds
 * since 1970. A pure function: no clock, no time zone database, no
 * locale. Any thread. */
#ifndef DH_DATE_H
#define DH_DATE_H

#include "base/str.h"

enum { DH_DATE_MAX = 32 };

/* Writes what s says to dst, NUL-ended, by RFC 3339 and as exact as it is told:
 * "2024-03-01T10:00:00+01:00" when time and offset are given, else "2024-03-01" (a time without
 * offset names no moment, so it is left off). Fractions of a second are cut. lang: a tag ("es",
 * "en-GB") that tells in which order numbers stand and from when years are counted; may be empty.
 * false: s holds no date, an impossible one, one that may be read in two ways (03/04/2024 where
 * lang does not say), or a year outside 1800 to 2099; dst is untouched. */
bool dh_date_parse(struct dh_str s, struct dh_str lang, char dst[DH_DATE_MAX]);

#endif
