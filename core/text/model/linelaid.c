/* SPDX-License-Identifier: MIT */
/* The line model and the second look as core/gen/linelaidc.c lays them out when the program is
 * built. */
#include "text/model/linemodel.h"
#include "text/model/second.h"

#include "text/model/linelaid.inc"

const struct dh_laid dh_linemodel_laid = {
    lines_nodes, lines_roots, { lines_cuts, lines_first, lines_answers }, lines_rest
};

const struct dh_laid dh_second_laid = {
    second_nodes, second_roots, { second_cuts, second_first, second_answers }, second_rest
};
