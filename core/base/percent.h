/* SPDX-License-Identifier: MIT */
/* One spelling for what percent-encoding lets be spelt in many (RFC 3986, 6.2.2). Any thread. */
#ifndef DH_PERCENT_H
#define DH_PERCENT_H

#include "base/str.h"

enum { DH_PERCENT_STRETCH = 3 }; /* a byte may become %XX */

size_t dh_percent_put(char *dst, unsigned char c); /* writes %XX; answers 3 */
/* The byte of the escape that begins at s.p[at]; -1: none begins there. */
int dh_percent_get(struct dh_str s, size_t at);

/* s with unreserved characters decoded (%7e is ~), hex digits in upper case, and blanks,
 * control characters, bytes outside ASCII and a "%" that begins no escape encoded; reserved ones
 * stay as they are (%2F is not "/"). Normal text stays what it is. dst has room for
 * DH_PERCENT_STRETCH * s.n bytes; answers how many are used. */
size_t dh_percent_normal(char *dst, struct dh_str s);

#endif
