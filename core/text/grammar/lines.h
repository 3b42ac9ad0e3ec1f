/* SPDX-License-Identifier: MIT */
/* Grammars of short lines that are no credits: runs of network names, bylines, date stamps,
 * counters, tags, embeds. Each has a name ("grammar.stamp") that can be switched off. All linear.
 * Any thread. */
#ifndef DH_LINES_H
#define DH_LINES_H

#include "text/view/fragview.h"

/* The first grammar that the words of v are wholly. false: none. Sets kind, rule and conditions of
 * s only. */
bool dh_lines_read(const struct dh_view *v, struct dh_sight *s);

#endif
