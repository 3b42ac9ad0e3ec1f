/* SPDX-License-Identifier: MIT */
/* Where a text may need mending (repair.h): most bytes are passed over, thirty-two at a time. Any
 * thread. */
#ifndef DH_MENDABLE_H
#define DH_MENDABLE_H

#include "base/str.h"

/* The first byte from `at` on that repairs look at, s.n: none: a blank before a sign or another
 * blank, a round bracket that opens, an ampersand, the first byte of a character that may be
 * dropped. Some more are among them. Linear. */
size_t dh_mendable_next(struct dh_str s, size_t at);

#endif
