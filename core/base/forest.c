/* SPDX-License-Identifier: MIT */
#include "base/forest.h"

enum { AT_ONCE = 8 };

bool dh_forest_ok(const struct dh_forest *m, unsigned n_features)
{
    for (uint32_t i = 0; i < m->n_nodes; i++) {
        const struct dh_forest_node *k = &m->nodes[i];
        if (k->feature >= n_features || k->next[0] >= m->n_nodes || k->next[1] >= m->n_nodes)
            return false;
    }
    for (uint32_t i = 0; i < m->n_trees; i++)
        if (m->roots[i] >= m->n_nodes)
            return false;
    return m->depth <= DH_FOREST_DEPTH_MAX;
}

/* The sum of n <= AT_ONCE trees from tree t on. */
static float sum_of(const struct dh_forest *m, uint32_t t, uint32_t n, const float *x)
{
    const struct dh_forest_node *nodes = m->nodes;
    uint32_t at[AT_ONCE];
    float sum = 0;

    for (uint32_t j = 0; j < AT_ONCE; j++)
        at[j] = m->roots[t + (j < n ? j : 0)];
    for (uint32_t d = m->depth; d > 0; d--)
        for (uint32_t j = 0; j < AT_ONCE; j++)
            at[j] = nodes[at[j]].next[x[nodes[at[j]].feature] > nodes[at[j]].value];
    for (uint32_t j = 0; j < n; j++)
        sum += nodes[at[j]].value;
    return sum;
}

float dh_forest_score(const struct dh_forest *m, const float *x)
{
    float sum = 0;
    for (uint32_t t = 0; t < m->n_trees; t += AT_ONCE) {
        uint32_t left = m->n_trees - t;
        sum += sum_of(m, t, left < AT_ONCE ? left : AT_ONCE, x);
        if (t + AT_ONCE == m->first && sum < m->hopeless)
            return sum + m->surely;
    }
    return sum;
}
