/* SPDX-License-Identifier: MIT */
/* White space at the start of a run of text as it stands in the source: references to white space
 * ("&#32;", "&NewLine;") are white space too. Any thread. */
#ifndef DH_BLANK_H
#define DH_BLANK_H

#include "base/str.h"

/* Cuts white space off the front of s; literal: references are none. */
struct dh_str dh_blank_trim(struct dh_str s, bool literal);
/* Cuts the line end off that counts for nothing behind pre, listing and textarea. */
struct dh_str dh_blank_first_line(struct dh_str s);

#endif
