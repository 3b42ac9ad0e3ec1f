/* SPDX-License-Identifier: MIT */
#include "html/model.h"

enum { AT_ONCE = 8 };

bool dh_model_ok(const struct dh_model *m, unsigned n_features)
{
    for (uint32_t i = 0; i < m->n_nodes; i++) {
        const struct dh_model_node *k = &m->nodes[i];
        if (k->feature >= n_features || k->low >= m->n_nodes || k->high >= m->n_nodes)
            return false;
    }
    for (uint32_t i = 0; i < m->n_trees; i++)
        if (m->trees[i].root >= m->n_nodes || m->trees[i].depth > DH_MODEL_DEPTH)
            return false;
    return true;
}

static uint32_t step(const struct dh_model_node *nodes, uint32_t at, const float *x)
{
    const struct dh_model_node *k = &nodes[at];
    return x[k->feature] <= k->value ? k->low : k->high;
}

float dh_model_score(const struct dh_model *m, const float *x)
{
    float sum = 0;
    uint32_t t = 0;
    for (; t + AT_ONCE <= m->n_trees; t += AT_ONCE) {
        uint32_t at[AT_ONCE];
        for (unsigned j = 0; j < AT_ONCE; j++)
            at[j] = m->trees[t + j].root;
        for (unsigned d = m->trees[t].depth; d > 0; d--) /* the first of the eight is the deepest */
            for (unsigned j = 0; j < AT_ONCE; j++)
                at[j] = step(m->nodes, at[j], x);
        for (unsigned j = 0; j < AT_ONCE; j++)
            sum += m->nodes[at[j]].value;
    }
    for (; t < m->n_trees; t++) {
        uint32_t at = m->trees[t].root;
        for (unsigned d = m->trees[t].depth; d > 0; d--)
            at = step(m->nodes, at, x);
        sum += m->nodes[at].value;
    }
    return sum;
}
