/* SPDX-License-Identifier: MIT */
#include "base/forest.h"

/* Sums are formed over eight trees each. Followed at once are as many as registers hold, where
 * there are enough: that hides most of the wait for one's next node. */
enum { AT_ONCE = 8, MORE_AT_ONCE = 12, LONG_RUN = 2 * MORE_AT_ONCE };

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

/* Follows n trees from tree t on to their leaves. All of them take as many steps as the longest way
 * has: where a tree ends cannot be foreseen, and a wrong guess costs more. */
static inline void follow(const struct dh_forest *m, uint32_t t, uint32_t n, const float *x,
                          float *answers)
{
    const struct dh_forest_node *at[MORE_AT_ONCE];

    for (uint32_t j = 0; j < n; j++)
        at[j] = m->nodes + m->roots[t + j];
    for (uint32_t d = m->depth; d > 0; d--)
        for (uint32_t j = 0; j < n; j++)
            at[j] += at[j]->step[x[at[j]->feature] > at[j]->value];
    for (uint32_t j = 0; j < n; j++)
        answers[j] = at[j]->value;
}

static inline float add(float sum, const float *answers, uint32_t n)
{
    float some = 0;
    for (uint32_t j = 0; j < n; j++)
        some += answers[j];
    return sum + some;
}

/* AT_ONCE trees from t on, or as many as there are; t is moved behind them. */
static float add_next(float sum, const struct dh_forest *m, uint32_t *t, const float *x)
{
    float answers[AT_ONCE];
    uint32_t at = *t, left = m->n_trees - at;
    *t = at + AT_ONCE;
    if (left < AT_ONCE) {
        follow(m, at, left, x, answers);
        return add(sum, answers, left);
    }
    follow(m, at, AT_ONCE, x, answers); /* the number known, so the compiler unrolls all of it */
    return add(sum, answers, AT_ONCE);
}

/* The same of LONG_RUN trees, which must be there. */
static float add_run(float sum, const struct dh_forest *m, uint32_t t, const float *x)
{
    float answers[LONG_RUN];
    for (uint32_t j = 0; j < LONG_RUN; j += MORE_AT_ONCE)
        follow(m, t + j, MORE_AT_ONCE, x, answers + j);
    for (uint32_t j = 0; j < LONG_RUN; j += AT_ONCE)
        sum = add(sum, answers + j, AT_ONCE);
    return sum;
}

float dh_forest_score(const struct dh_forest *m, const float *x)
{
    float sum = 0;
    for (uint32_t t = 0; t < m->n_trees;) {
        bool on_the_way = t < m->first && m->first < t + LONG_RUN;
        if (m->n_trees - t >= LONG_RUN && !on_the_way) {
            sum = add_run(sum, m, t, x);
            t += LONG_RUN;
        } else
            sum = add_next(sum, m, &t, x);
        if (t == m->first && sum < m->hopeless)
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
        if (k->step[0] == 0) {
            most = k->value > most ? k->value : most;
        } else if (n + 2 <= DH_FOREST_DEPTH_MAX + 2 && steps++ < m->n_nodes) {
            todo[n++] = (uint16_t)(at + k->step[0]);
            todo[n++] = (uint16_t)(at + k->step[1]);
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
    for (uint32_t t = 0; t < m->n_trees;) {
        sum = add_next(sum, m, &t, x);
        if (t == m->first && sum < m->hopeless)
            return sum + m->surely > limit;
        uint32_t next = t / AT_ONCE;
        if (t >= m->first && next < DH_FOREST_RESTS && sum + rest[next] + rounding < limit)
            return false;
        if (!m->gaps)
            continue;
        if (limit - sum > m->gaps[next - 1].below)
            return false;
        if (sum - limit > m->gaps[next - 1].above)
            return true;
    }
    return sum > limit;
}
