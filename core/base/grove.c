/* SPDX-License-Identifier: MIT */
#include "base/grove.h"

#include <string.h>

#include "base/cuts.h"

/* Sums are formed over GROUP trees each. */
enum { GROUP = DH_CUTS_GROUP, AT_ONCE = 12, RUN = 2 * AT_ONCE, RESTS = DH_LAID_RESTS };

struct dh_grove {
    const struct dh_forest *of;
    struct dh_laid as;
    struct dh_cuts *cuts; /* NULL: trees are followed, whoever asks */
    uint32_t n_features;
    bool own; /* what it points to is its own, rest among it */
    float rest[RESTS + 1];
};

/* Numbers as integers in the same order; both zeros are one. */
static uint32_t key_of(float x)
{
    uint32_t bits;
    x += 0.0f;
    memcpy(&bits, &x, sizeof bits);
    return bits ^ ((uint32_t) - (int32_t)(bits >> 31) | 0x80000000u);
}

void dh_grove_keys(const float *x, uint32_t n, uint32_t *keys)
{
    for (uint32_t i = 0; i < n; i++)
        keys[i] = key_of(x[i]);
    keys[n] = 0;
}

static float answer(const struct dh_laid_node *leaf)
{
    float x;
    memcpy(&x, &leaf->key, sizeof x);
    return x;
}

/* ---- Laying out */

/* Tree `root` of f, level by level from place `at` of nodes on; from: room for where each node came
 * from. Answers the place behind it; more than f has nodes: f is no forest. */
static uint32_t lay_out(const struct dh_forest *f, struct dh_laid_node *nodes, uint32_t root,
                        uint32_t at, uint32_t leaf, uint16_t *from)
{
    uint32_t end = at + 1;
    if (end > f->n_nodes)
        return end;
    from[at] = (uint16_t)root;
    for (; at < end; at++) {
        const struct dh_forest_node *k = &f->nodes[from[at]];
        if (k->step[0] == 0) {
            nodes[at] = (struct dh_laid_node){ (uint16_t)leaf, 0, 0 };
            memcpy(&nodes[at].key, &k->value, sizeof k->value);
            continue;
        }
        if (end + 2 > f->n_nodes || end - at > UINT16_MAX)
            return f->n_nodes + 1;
        from[end] = (uint16_t)(from[at] + k->step[0]);
        from[end + 1] = (uint16_t)(from[at] + k->step[1]);
        nodes[at] = (struct dh_laid_node){ k->feature, (uint16_t)(end - at), key_of(k->value) };
        end += 2;
    }
    return end;
}

/* The largest answer of the tree that stands at [root, end). */
static float most_of(const struct dh_grove *g, uint32_t root, uint32_t end)
{
    float most = -1e30f;
    for (uint32_t i = root; i < end; i++)
        if (g->as.nodes[i].step == 0 && answer(&g->as.nodes[i]) > most)
            most = answer(&g->as.nodes[i]);
    return most;
}

static bool lay_out_all(struct dh_grove *g, struct dh_laid_node *nodes, uint32_t *roots,
                        uint32_t leaf, uint16_t *from)
{
    const struct dh_forest *f = g->of;
    uint32_t groups = (f->n_trees + GROUP - 1) / GROUP, end = 0;
    for (uint32_t t = 0; t < f->n_trees; t++) {
        roots[t] = end;
        end = lay_out(f, nodes, f->roots[t], end, leaf, from);
        if (end > f->n_nodes)
            return false;
    }
    for (uint32_t i = groups; i < RESTS; i++)
        g->rest[i] = 0;
    for (uint32_t t = f->n_trees; t-- > 0; end = g->as.roots[t]) {
        uint32_t i = t / GROUP;
        if (i >= RESTS)
            continue;
        if (t % GROUP == GROUP - 1 || t + 1 == f->n_trees)
            g->rest[i] = groups > RESTS ? 1e30f : g->rest[i + 1];
        g->rest[i] += most_of(g, g->as.roots[t], end);
    }
    return true;
}

static enum dh_err make(struct dh_grove *g, const struct dh_allocator *m, uint16_t *from)
{
    const struct dh_forest *f = g->of;
    struct dh_laid_node *nodes = dh_mem_resize(m, NULL, (f->n_nodes + 1u) * sizeof *nodes);
    uint32_t *roots = dh_mem_resize(m, NULL, (f->n_trees + 1u) * sizeof *roots);
    g->own = true;
    g->as.nodes = nodes;
    g->as.roots = roots;
    g->as.rest = g->rest;
    if (!nodes || !roots)
        return DH_ENOMEM;
    bool can = g->n_features < DH_GROVE_ROW && lay_out_all(g, nodes, roots, g->n_features, from);
    return can ? dh_cuts_new(&g->cuts, m, f, g->n_features) : DH_EDATA;
}

enum dh_err dh_grove_use(struct dh_grove **out, const struct dh_allocator *m,
                         const struct dh_forest *f, uint32_t n_features, const struct dh_laid *laid)
{
    struct dh_grove *g = dh_mem_zeroed(m, 1, sizeof *g);
    uint16_t *from = laid ? NULL : dh_mem_resize(m, NULL, (f->n_nodes + 1u) * sizeof *from);
    enum dh_err e = DH_ENOMEM;

    if (!g || (!laid && !from))
        goto out;
    g->of = f;
    g->n_features = n_features;
    if (laid) {
        g->as = *laid;
        e = dh_cuts_use(&g->cuts, m, &laid->cuts, n_features);
    } else {
        e = make(g, m, from);
    }
out:
    dh_mem_free(m, from);
    if (e == DH_OK)
        *out = g;
    else
        dh_grove_free(g, m);
    return e;
}

enum dh_err dh_grove_new(struct dh_grove **out, const struct dh_allocator *m,
                         const struct dh_forest *f, uint32_t n_features)
{
    return dh_grove_use(out, m, f, n_features, NULL);
}

const struct dh_laid *dh_grove_laid(const struct dh_grove *g)
{
    return &g->as;
}

void dh_grove_free(struct dh_grove *g, const struct dh_allocator *m)
{
    if (!g)
        return;
    if (g->own) {
        dh_mem_free(m, (void *)g->as.nodes);
        dh_mem_free(m, (void *)g->as.roots);
    }
    dh_cuts_free(g->cuts, m);
    dh_mem_free(m, g);
}

/* ---- One vector */

static inline uint64_t next_of(const struct dh_laid_node *k, const uint32_t *keys)
{
    return k->step + (uint64_t)(k->key < keys[k->feature]);
}

/* Follows n trees from tree t on to their leaves. All of them take as many steps as the longest way
 * has: where a tree ends cannot be foreseen, and a wrong guess costs more. */
static inline void follow(const struct dh_grove *g, uint32_t t, uint32_t n, const uint32_t *keys,
                          float *answers)
{
    uint64_t at[AT_ONCE] DH_NOT_CLEARED;
    for (uint32_t j = 0; j < n; j++)
        at[j] = g->as.roots[t + j];
    for (uint32_t d = g->of->depth; d > 0; d--)
        for (uint32_t j = 0; j < n; j++)
            at[j] += next_of(&g->as.nodes[at[j]], keys);
    for (uint32_t j = 0; j < n; j++)
        answers[j] = answer(&g->as.nodes[at[j]]);
}

static inline float add(float sum, const float *answers, uint32_t n)
{
    float some = 0;
    for (uint32_t j = 0; j < n; j++)
        some += answers[j];
    return sum + some;
}

/* GROUP trees from t on, or as many as there are; t is moved behind them. */
static float add_next(float sum, const struct dh_grove *g, uint32_t *t, const uint32_t *keys)
{
    float answers[GROUP] DH_NOT_CLEARED;
    uint32_t at = *t, left = g->of->n_trees - at;
    *t = at + GROUP;
    if (left < GROUP) {
        follow(g, at, left, keys, answers);
        return add(sum, answers, left);
    }
    follow(g, at, GROUP, keys, answers); /* the number known, so the compiler unrolls all of it */
    return add(sum, answers, GROUP);
}

/* The same of RUN trees, which must be there. */
static float add_run(float sum, const struct dh_grove *g, uint32_t t, const uint32_t *keys)
{
    float answers[RUN] DH_NOT_CLEARED;
    for (uint32_t j = 0; j < RUN; j += AT_ONCE)
        follow(g, t + j, AT_ONCE, keys, answers + j);
    for (uint32_t j = 0; j < RUN; j += GROUP)
        sum = add(sum, answers + j, GROUP);
    return sum;
}

/* The sum of the trees [t, end), a multiple of GROUP or all, added to sum. */
static float add_trees(float sum, const struct dh_grove *g, uint32_t t, uint32_t end,
                       const uint32_t *keys)
{
    for (; t + RUN <= end; t += RUN)
        sum = add_run(sum, g, t, keys);
    while (t < end)
        sum = add_next(sum, g, &t, keys);
    return sum;
}

static bool is_hopeless(const struct dh_forest *f, float sum)
{
    return f->first && sum < f->hopeless;
}

float dh_grove_score(const struct dh_grove *g, const uint32_t *keys)
{
    const struct dh_forest *f = g->of;
    float sum = add_trees(0, g, 0, f->first, keys);
    if (is_hopeless(f, sum))
        return sum + f->surely;
    return add_trees(sum, g, f->first, f->n_trees, keys);
}

/* What trees said of a sum and a limit. */
static enum dh_grove_answer settled(bool above)
{
    return above ? DH_GROVE_YES : DH_GROVE_NO;
}

/* Whether the sum of the trees before t, a multiple of GROUP, tells. */
static inline enum dh_grove_answer tell(const struct dh_grove *g, uint32_t t, float sum,
                                        float limit)
{
    const float rounding = 0.01f; /* sums in another order differ by less */
    const struct dh_forest *f = g->of;
    uint32_t next = t / GROUP;
    if (t == f->first && sum < f->hopeless)
        return settled(sum + f->surely > limit);
    if (t >= f->first && next < RESTS && sum + g->as.rest[next] + rounding < limit)
        return DH_GROVE_NO;
    if (f->gaps && limit - sum > f->gaps[next - 1].below)
        return DH_GROVE_NO;
    return f->gaps && sum - limit > f->gaps[next - 1].above ? DH_GROVE_YES : DH_GROVE_OPEN;
}

/* Trees [t, end), a multiple of GROUP or all, until they tell; *sum: of those before, and then of
 * those asked. */
static enum dh_grove_answer ask_above(const struct dh_grove *g, uint32_t t, uint32_t end,
                                      const uint32_t *keys, float limit, float *sum)
{
    while (t < end) {
        *sum = add_next(*sum, g, &t, keys);
        enum dh_grove_answer a = tell(g, t, *sum, limit);
        if (a != DH_GROVE_OPEN)
            return a;
    }
    return end < g->of->n_trees ? DH_GROVE_OPEN : settled(*sum > limit);
}

enum dh_grove_answer dh_grove_above_first(const struct dh_grove *g, const uint32_t *keys,
                                          float limit, float *sum)
{
    *sum = 0;
    return ask_above(g, 0, g->of->first, keys, limit, sum);
}

bool dh_grove_above_rest(const struct dh_grove *g, const uint32_t *keys, float limit, float sum)
{
    return ask_above(g, g->of->first, g->of->n_trees, keys, limit, &sum) == DH_GROVE_YES;
}

/* ---- Several vectors */

/* Adds what the trees [t, end) answer to sums[n]. */
static void add_all(const struct dh_grove *g, uint32_t t, uint32_t end, const float *const *vectors,
                    uint32_t n, float *sums)
{
    uint32_t keys[DH_GROVE_ROW] DH_NOT_CLEARED, i = 0, some;
    for (; g->cuts && n - i >= DH_CUTS_FEW; i += some) {
        some = n - i < DH_CUTS_MANY ? n - i : DH_CUTS_MANY;
        dh_cuts_add(g->cuts, t, end, vectors + i, some, sums + i);
    }
    for (; i < n; i++) {
        dh_grove_keys(vectors[i], g->n_features, keys);
        sums[i] = add_trees(sums[i], g, t, end, keys);
    }
}

static const float *row_of(const float *x, uint32_t i)
{
    return x + (size_t)i * DH_GROVE_ROW;
}

/* The rest of the trees, from t on, of one vector. */
static bool above_rest(const struct dh_grove *g, uint32_t t, const float *x, float limit, float sum)
{
    uint32_t keys[DH_GROVE_ROW] DH_NOT_CLEARED;
    dh_grove_keys(x, g->n_features, keys);
    return ask_above(g, t, g->of->n_trees, keys, limit, &sum) == DH_GROVE_YES;
}

/* n vectors, as many as are asked together, by GROUP trees at a time, until few are left in doubt.
 */
static void above_some(const struct dh_grove *g, const float *x, uint32_t n, const float *limits,
                       bool *above)
{
    struct dh_cuts_side side DH_NOT_CLEARED;
    const float *vectors[DH_CUTS_MANY] = { NULL };
    float sums[DH_CUTS_MANY] = { 0 };
    uint32_t open[DH_CUTS_MANY], n_open = n, t = 0;
    for (uint32_t i = 0; i < n; i++) {
        vectors[i] = row_of(x, i);
        open[i] = i;
    }
    dh_cuts_turn(g->cuts, vectors, n, &side);
    while (n_open >= DH_CUTS_FEW && t < g->of->n_trees) {
        uint32_t end = t + GROUP, left = 0;
        dh_cuts_ask(g->cuts, t, end < g->of->n_trees ? end : g->of->n_trees, &side, sums);
        t = end;
        for (uint32_t k = 0; k < n_open; k++) {
            uint32_t i = open[k];
            enum dh_grove_answer a = tell(g, t, sums[i], limits[i]);
            above[i] = a == DH_GROVE_YES;
            open[left] = i;
            left += a == DH_GROVE_OPEN;
        }
        n_open = left;
    }
    for (uint32_t k = 0; k < n_open; k++)
        above[open[k]] = above_rest(g, t, vectors[open[k]], limits[open[k]], sums[open[k]]);
}

void dh_grove_above_all(const struct dh_grove *g, const float *x, uint32_t n, const float *limits,
                        bool *above)
{
    uint32_t i = 0, some;
    for (; g->cuts && n - i >= DH_CUTS_FEW; i += some) {
        some = n - i < DH_CUTS_MANY ? n - i : DH_CUTS_MANY;
        above_some(g, row_of(x, i), some, limits + i, above + i);
    }
    for (; i < n; i++)
        above[i] = above_rest(g, 0, row_of(x, i), limits[i], 0);
}

uint32_t dh_grove_scores_first(const struct dh_grove *g, const float *x, uint32_t n, float *scores,
                               uint32_t *left)
{
    const struct dh_forest *f = g->of;
    const float *vectors[DH_GROVE_MANY] = { NULL };
    uint32_t n_left = 0;
    for (uint32_t i = 0; i < n; i++) {
        vectors[i] = row_of(x, i);
        scores[i] = 0;
    }
    add_all(g, 0, f->first, vectors, n, scores);
    for (uint32_t i = 0; i < n; i++) {
        if (is_hopeless(f, scores[i]))
            scores[i] += f->surely;
        else
            left[n_left++] = i;
    }
    return n_left;
}

void dh_grove_scores_rest(const struct dh_grove *g, const float *x, float *scores,
                          const uint32_t *left, uint32_t n_left)
{
    const float *vectors[DH_GROVE_MANY] = { NULL };
    float sums[DH_GROVE_MANY] = { 0 };
    for (uint32_t k = 0; k < n_left; k++) {
        vectors[k] = row_of(x, left[k]);
        sums[k] = scores[left[k]];
    }
    add_all(g, g->of->first, g->of->n_trees, vectors, n_left, sums);
    for (uint32_t k = 0; k < n_left; k++)
        scores[left[k]] = sums[k];
}

void dh_grove_scores(const struct dh_grove *g, const float *x, uint32_t n, float *scores)
{
    uint32_t left[DH_GROVE_MANY];
    for (uint32_t i = 0, some; i < n; i += some) {
        some = n - i < DH_GROVE_MANY ? n - i : DH_GROVE_MANY;
        uint32_t n_left = dh_grove_scores_first(g, row_of(x, i), some, scores + i, left);
        dh_grove_scores_rest(g, row_of(x, i), scores + i, left, n_left);
    }
}
