/* SPDX-License-Identifier: MIT */
/* The block model: the forest (base/forest.h) over the features of a block (features.h) whose score
 * is the log odds that the block is body. Training: tests/eval/train.py, which writes model_table.c
 * and says there on what. Read only: any thread. */
#ifndef DH_MODEL_H
#define DH_MODEL_H

#include "base/laid.h"

/* Two of three blocks are settled after the first trees (24 rounds of the three models whose mean
 * this is), which have most of the say. A score below HOPELESS there never came up to -1.5 again,
 * on 40,000 blocks of sites the trees had not seen, and one in 150 came up to -4. */
#define DH_MODEL_FIRST    72
#define DH_MODEL_HOPELESS -3.0f
#define DH_MODEL_SURELY   -2.0f

/* The table the program was built with. */
extern const struct dh_forest dh_model_builtin;
/* It laid out: modellaid.c. */
extern const struct dh_laid dh_model_laid;

#endif
