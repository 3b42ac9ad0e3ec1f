/* SPDX-License-Identifier: MIT */
/* What the story's own text tells of who wrote it and when. One thread a page. */
#ifndef DH_STORYTEXT_H
#define DH_STORYTEXT_H

#include "meta/facts/facts.h"

/* What the story's text begins and ends with, where nothing else tells: "TOWN, March 16, 2021 --",
 * a name that signs it. */
void dh_facts_read_story(struct dh_facts *f, const struct dh_tree *t, uint32_t headline);

#endif
