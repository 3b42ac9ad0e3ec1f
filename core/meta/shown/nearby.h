/* SPDX-License-Identifier: MIT */
/* What readers see near the headline: who wrote the story, when, in which section. One thread a
 * page. */
#ifndef DH_NEARBY_H
#define DH_NEARBY_H

#include "meta/facts/facts.h"

/* States that, where nothing else tells. headline: its node, 0: unknown. */
void dh_facts_read_nearby(struct dh_facts *f, const struct dh_tree *t, uint32_t headline);

#endif
