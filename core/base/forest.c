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

/* The largest value of a tree's leaves. */
static float most_of(const struct dh_forest *m, uint32_t tree)
{
    uint16_t todo[DH_FOREST_DEPTH_MAX + 2];
    uint32_t n = 0, steps = 0;
    float most = -1e30f;

    todo[n++] = m->roots[tree];
    while (n) {
        uint16_t at = todo[--n];
        const struct dh_forest_node *k = &m->nodes[at];
        if (k->next[0] == at) {
            most = k->value > most ? k->value : most;
        } else if (n + 2 <= DH_FOREST_DEPTH_MAX + 2 && steps++ < m->n_nodes) {
            todo[n++] = k->next[0];
            todo[n++] = k->next[1];
        } else {
            return 1e30f; /* no tree, or a deeper one than may be: nothing is known of it */
        }
    }
    return most;
}

void dh_forest_rests(const struct dh_forest *m, float rest[DH_FOREST_RESTS])
{
    uint32_t groups = (m->n_trees + AT_ONCE - 1) / AT_ONCE;
    for (uint32_t i = 0; i < DH_FOREST_RESTS; i++)
        rest[i] = i < groups ? 1e30f : 0;
    if (groups > DH_FOREST_RESTS - 1)
        return;
    for (uint32_t i = groups; i-- > 0;) {
        rest[i] = rest[i + 1];
        for (uint32_t t = i * AT_ONCE; t < m->n_trees && t < (i + 1) * AT_ONCE; t++)
            rest[i] += most_of(m, t);
    }
}

bool dh_forest_above(const struct dh_forest *m, const float rest[DH_FOREST_RESTS], const float *x,
                     float limit)
{
    const float rounding = 0.01f; /* sums in another order differ by less */
    float sum = 0;
    for (uint32_t t = 0; t < m->n_trees; t += AT_ONCE) {
        uint32_t left = m->n_trees - t, next = t / AT_ONCE + 1;
        sum += sum_of(m, t, left < AT_ONCE ? left : AT_ONCE, x);
        if (t + AT_ONCE == m->first && sum < m->hopeless)
            return sum + m->surely > limit;
        if (t + AT_ONCE >= m->first && next < DH_FOREST_RESTS &&
            sum + rest[next] + rounding < limit)
            return false;
    }
    return sum > limit;
}
