/* SPDX-License-Identifier: MIT */
/* The names of months in some fifty languages: a table of data. Read only: any thread. */
#ifndef DH_MONTHNAMES_H
#define DH_MONTHNAMES_H

#include "base/str.h"

/* The month that the word low names, in lower case: 1 to 12, with what datewords.h adds to some; 0:
 * none. */
long dh_month_value(struct dh_str low);

/* The Thai month in its short form, with stops inside ("พ.ย."), that s starts with: its bytes, and
 * *value as above; 0: none. */
size_t dh_month_dotted(struct dh_str s, long *value);

#endif
