/* SPDX-License-Identifier: MIT */
/* What the text of a block is like: its words, letters, punctuation, ends and cues, counted in one
 * pass. Used by block.c alone; dh_blocks_tokens (block.h) stands here too. Any thread. */
#ifndef DH_MEASURE_H
#define DH_MEASURE_H

#include "html/block/block.h"

/* Fills in what follows from the text of block k, which is the newest: its tokens go behind those
 * of the others. false: out of memory. */
bool dh_measure(struct dh_blocks *b, struct dh_block *k);

#endif
