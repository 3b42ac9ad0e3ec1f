/* SPDX-License-Identifier: MIT */
/* For the tests of text/: texts put together of pieces, and of lines that a row of a table gives
 * parted by bars, those that are to go behind '-': "-Most read|-1|-2|It stays". */
#ifndef BARLINES_H
#define BARLINES_H

#include <stdbool.h>
#include <string.h>

enum { BARLINES_ROOM = 4096 }; /* bytes of a text */

/* Adds n bytes to the text. */
static inline void barlines_put(char *text, const char *from, size_t n)
{
    size_t at = strlen(text);
    assert_true(at + n + 2 < BARLINES_ROOM);
    memcpy(text + at, from, n);
    text[at + n] = '\0';
}

/* Adds the lines; all, or those alone that are to stay. */
static inline void barlines_add(char *text, const char *lines, bool all)
{
    for (const char *p = lines; *p;) {
        size_t n = strcspn(p, "|");
        bool gone = *p == '-';
        if (all || !gone) {
            barlines_put(text, p + gone, n - gone);
            barlines_put(text, "\n", 1);
        }
        p += n + (p[n] == '|');
    }
}

#endif
