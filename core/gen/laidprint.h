/* SPDX-License-Identifier: MIT */
/* Prints how a forest is laid out, as C, for the programs that do so when dehusk is built
 * (laidc.c, linelaidc.c). No part of the library. */
#ifndef DH_LAIDPRINT_H
#define DH_LAIDPRINT_H

#include "base/laid.h"

/* To standard output the arrays of a struct dh_laid: MODEL_nodes, MODEL_roots, MODEL_rest,
 * MODEL_cuts, MODEL_first and MODEL_answers. false: no memory, no forest, or not written. */
bool dh_laid_print(const char *model, const struct dh_forest *f, uint32_t n_features);

#endif
