/* SPDX-License-Identifier: MIT */
/* The block model as core/gen/laidc.c lays it out when the program is built. */
#include "html/model/model.h"

#include "html/model/modellaid.inc"

const struct dh_laid dh_model_laid = {
    blocks_nodes, blocks_roots, { blocks_cuts, blocks_first, blocks_answers }, blocks_rest
};
