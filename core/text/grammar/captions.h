/* SPDX-License-Identifier: MIT */
/* Captions: with the credit they end with (credit.h), by the label they begin with, or by their
 * manner alone, which only makes them candidates. Linear. One thread a scratch. */
#ifndef DH_CAPTIONS_H
#define DH_CAPTIONS_H

#include "text/view/fragview.h"

/* Reads text, whose words are v's at hand, and sets kind, rule and flags of s where it is a caption
 * or looks like one; *credit: the part that its credit is, left alone when there is none. v's words
 * may be others afterwards. */
void dh_caption_read(struct dh_view *v, struct dh_str text, struct dh_sight *s,
                     struct dh_cut *credit);
/* The same of a text longer than DH_SIGHT_FULL: its last words must be a label of pictures and
 * names. */
void dh_caption_read_long(struct dh_view *v, struct dh_str text, struct dh_sight *s,
                          struct dh_cut *credit);
/* Whether that could find one at all. */
bool dh_caption_may_be_long(struct dh_str text);

#endif
