/* SPDX-License-Identifier: MIT */
#include "base/forest.h"

bool dh_forest_ok(const struct dh_forest *m, unsigned n_features)
{
    for (uint32_t i = 0; i < m->n_nodes; i++) {
        const struct dh_forest_node *k = &m->nodes[i];
        if (k->feature >= n_features || k->step[0] >= m->n_nodes - i ||
            k->step[1] >= m->n_nodes - i)
            return false;
    }
    for (uint32_t i = 0; i < m->n_trees; i++)
        if (m->roots[i] >= m->n_nodes)
            return false;
    return m->depth <= DH_FOREST_DEPTH_MAX;
}
