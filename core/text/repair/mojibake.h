/* SPDX-License-Identifier: MIT */
/* Mojibake: UTF-8 that was read as Windows-1252 (WHATWG Encoding Standard) and written as UTF-8
 * again, so that each byte is a character. Any thread. */
#ifndef DH_MOJIBAKE_H
#define DH_MOJIBAKE_H

#include "base/str.h"

/* The characters at `at` that are the bytes of one: how many bytes of s they are, 0: none begins
 * there. now holds the one in UTF-8, *now_n bytes. */
size_t dh_mojibake_run(struct dh_str s, size_t at, char now[4], size_t *now_n);

/* Whether s holds such runs, one of which is no word and the sign behind it, and each of its Latin
 * letters beyond ASCII (U+00C0 to U+017F) is part of one: a text that was read right has some that
 * is not. */
bool dh_mojibake_certain(struct dh_str s);

#endif
