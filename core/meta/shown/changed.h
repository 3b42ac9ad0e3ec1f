/* SPDX-License-Identifier: MIT */
/* Lines that tell when a text was changed, in the words of many languages. Any thread. */
#ifndef DH_CHANGED_H
#define DH_CHANGED_H

#include "base/str.h"

/* Whether a line with a date, or the label before one, begins by saying that the text was changed
 * then. */
bool dh_changed_tells(struct dh_str line);

/* The part of a line that tells of a change: all of it, or what a sign sets off: "Posted 12.03.2024
 * | Updated 14.03.2024"; empty: none. */
struct dh_str dh_changed_part(struct dh_str line);

/* The part of a line behind one on a change that tells when the text was first published: "Updated
 * 14.03.2024 | Published 12.03.2024"; empty: none. */
struct dh_str dh_published_part(struct dh_str line);

#endif
