/* SPDX-License-Identifier: MIT */
/* A crosshead in capitals that lost its line end: "POLICE SEEK WITNESSES The men were last seen on
 * ...". It is a fragment of its own (units.c) and gets a line of its own (repair.h). Any thread. */
#ifndef DH_CAPHEAD_H
#define DH_CAPHEAD_H

#include "base/str.h"

/* The first byte behind such a head that the line begins with, and in *next the first one of the
 * sentence: three words or more in capitals with twelve bytes, no sign or figure in them or behind
 * them, then eight words or signs of which the first is a word that begins with a capital and has
 * small letters, or one letter alone. 0: there is none. References (entities.h) and what repairs
 * drop count as they will read. Looks at the first bytes of the line only. */
size_t dh_caphead_end(struct dh_str line, size_t *next);

#endif
