/* SPDX-License-Identifier: MIT */
/* Numbers as people read them, whatever the locale. Any thread. */
#ifndef DH_NUMERAL_H
#define DH_NUMERAL_H

#include <stdint.h>

enum { DH_NUMERAL_ROOM = 32 };

/* "1,234,567", NUL-ended; answers dst. */
const char *dh_numeral(char dst[DH_NUMERAL_ROOM], uint64_t v);
/* "12.3%" of whole; "<0.1%" of less, where there is some; "0%" of nothing. */
const char *dh_numeral_share(char dst[DH_NUMERAL_ROOM], uint64_t part, uint64_t whole);

#endif
