/* SPDX-License-Identifier: MIT */
/* Entities in a text that has none any more: they were escaped twice. Any thread. */
#ifndef DH_ENTITIES_H
#define DH_ENTITIES_H

#include "base/str.h"

/* The entity at byte `at` of s, where an ampersand stands: its bytes, and what it says in *now
 * (static). One that is escaped once more, or up to ten times, is one: "&amp;amp;#39;". 0: none
 * that is known. */
size_t dh_entity_read(struct dh_str s, size_t at, struct dh_str *now);

#endif
