/* SPDX-License-Identifier: MIT */
/* Names of people and publications, by their shape: capitalised words with particles and initials,
 * or, in scripts without case, a few short words. Shape alone: what may be called a name must be
 * decided by what stands around it. Any thread. */
#ifndef DH_PERSONS_H
#define DH_PERSONS_H

#include "text/cues/cuetable.h"

enum { DH_NAME_WORDS = 6 };

/* Behind the longest name that begins at word i; 0: none begins there. "Owen van der Marsh", "J.J.
 * Guillén", "NBC News", "20 Minuten", "rp.pl", "@plan_info". */
uint32_t dh_name_end(const struct dh_marks *m, uint32_t i);

/* Whether what stands at word i, right behind another character of a script without spaces, is no
 * Chinese name, as its family (rules/lists.rules) and its length tell: "记者走进渔村". */
bool dh_name_runs_on(const struct dh_cues *c, const struct dh_tokens *ws, uint32_t i);

#endif
