/* SPDX-License-Identifier: MIT */
/* What of a short line may be the headline of another page, to which it links: what stands behind a
 * label ("See also: The ferry sails again"), a rubric ("Harbour | ...", "HARBOUR ...") or figures
 * ("3. ...", "14:05 ..."), and before what is told of it ("... (12)", "... 4 min", "... - The
 * Lantern"). That it is one only the page shows that bears these very words. Linear; allocates
 * nothing. Any thread. */
#ifndef DH_LINKED_H
#define DH_LINKED_H

#include "base/str.h"

enum {
    DH_LINKED_LABEL = 4, /* words of a label or a rubric, at most */
    DH_LINKED_LONG = 6,  /* words of a label of a line that ends as no sentence does */
    DH_LINKED_LEAST = 3, /* words of a headline */
    DH_LINKED_WORDS = 24,
    DH_LINKED_MAX = 8
};

struct dh_linked {
    struct dh_str label;               /* behind a label and a colon; empty: there is none */
    struct dh_str item[DH_LINKED_MAX]; /* what else it may be, as lists have it */
    unsigned n_items;
};

/* Views into line. A line of more than DH_LINKED_WORDS words links to nothing. */
void dh_linked_find(struct dh_str line, struct dh_linked *out);

#endif
