/* SPDX-License-Identifier: MIT */
/* Reads a model in the text form that the training scripts write: "dehusk-model NODES TREES DEPTH",
 * then a line a node and a line a tree. Shared by extract.c and fragments.c. */
#ifndef EVALMODEL_H
#define EVALMODEL_H

#include <stdio.h>
#include <stdlib.h>

#include "base/forest.h"

static inline bool load_forest(const char *path, unsigned n_features, struct dh_forest *m)
{
    FILE *f = fopen(path, "r");
    unsigned nodes = 0, trees = 0, depth = 0;
    bool ok = f && fscanf(f, "dehusk-model %u %u %u", &nodes, &trees, &depth) == 3;
    struct dh_forest_node *n = ok ? calloc(nodes, sizeof *n) : NULL;
    uint16_t *roots = ok ? calloc(trees, sizeof *roots) : NULL;
    ok = ok && n && roots;
    for (unsigned i = 0; ok && i < nodes; i++)
        ok = fscanf(f, "%hu %f %hhu %hhu", &n[i].feature, &n[i].value, &n[i].step[0],
                    &n[i].step[1]) == 4;
    for (unsigned i = 0; ok && i < trees; i++)
        ok = fscanf(f, "%hu", &roots[i]) == 1;
    if (f)
        fclose(f);
    *m = (struct dh_forest){
        .nodes = n, .roots = roots, .n_nodes = nodes, .n_trees = trees, .depth = depth
    };
    return ok && dh_forest_ok(m, n_features);
}

#endif
