/* SPDX-License-Identifier: MIT */
/* The names that --without takes: those of rows, of grammars, of repairs and of the line model, and
 * what they begin with up to a full stop. Any thread. */
#ifndef DH_RULENAMES_H
#define DH_RULENAMES_H

#include "base/err.h"
#include "text/cues/cues.h"

/* Checks a comma-separated list; DH_EUSAGE: one of its names is none, and d says which are like it,
 * or is of a rule that has no switch. */
DH_MUST_USE enum dh_err dh_rulenames_check(const struct dh_cues *c, struct dh_str list,
                                           struct dh_detail *d);

/* Whether a rule of this name can be switched off: one of ours, or a row of somebody's own, as far
 * as the name tells. */
bool dh_rulenames_has_switch(struct dh_str name);

#endif
