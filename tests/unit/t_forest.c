/* SPDX-License-Identifier: MIT */
/* Trees: asking only what can change an answer gives the answer that asking all gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/str.h"
#include "html/model/features.h"
#include "html/model/model.h"
#include "laidmodel.h"

enum { TREES = 37, DEPTH = 4, DEPTH_MAX = 6, NODES_MAX = (2 << DEPTH_MAX) - 1, FEATURES = 6 };

struct made {
    struct dh_forest_node nodes[TREES * NODES_MAX];
    uint16_t roots[TREES];
    struct dh_forest forest;
};

/* Full trees of that depth with values from the stream; those of later trees are smaller, as
 * trained ones are. */
static void make_deep(struct made *m, uint64_t state, unsigned depth)
{
    unsigned n = (2u << depth) - 1;
    for (unsigned t = 0; t < TREES; t++) {
        m->roots[t] = (uint16_t)(t * n);
        for (unsigned i = 0; i < n; i++) {
            unsigned at = t * n + i;
            bool leaf = 2 * i + 2 >= n;
            m->nodes[at] = (struct dh_forest_node){
                .feature = (uint16_t)(leaf ? 0 : (unsigned)((laid_number(&state) + 1) * 2.9f)),
                .step = { (uint8_t)(leaf ? 0 : i + 1), (uint8_t)(leaf ? 0 : i + 2) },
                .value = laid_number(&state) / (leaf ? (float)(1 + t / 4) : 1),
            };
        }
    }
    m->forest = (struct dh_forest){ m->nodes, m->roots, TREES * n, TREES, depth, 0, 0, 0, NULL };
}

static void make(struct made *m, uint64_t state)
{
    make_deep(m, state, DEPTH);
}

/* The score the plain way: one tree after another, from node to node. */
static float plain_score(const struct dh_forest *m, const float *x)
{
    float sum = 0;
    for (uint32_t t = 0; t < m->n_trees;) {
        float some = 0;
        for (uint32_t end = t + 8; t < end && t < m->n_trees; t++) {
            const struct dh_forest_node *k = &m->nodes[m->roots[t]];
            while (k->step[0])
                k += k->step[x[k->feature] > k->value];
            some += k->value;
        }
        sum += some;
        if (t == m->first && sum < m->hopeless)
            return sum + m->surely;
    }
    return sum;
}

static bool is_above(struct dh_grove *g, const float *x, float limit)
{
    uint32_t keys[FEATURES + 1];
    float sum;
    dh_grove_keys(x, FEATURES, keys);
    enum dh_grove_answer a = dh_grove_above_first(g, keys, limit, &sum);
    return a == DH_GROVE_OPEN ? dh_grove_above_rest(g, keys, limit, sum) : a == DH_GROVE_YES;
}

/* Vectors asked together, each against its limit, have the answers that each has alone. */
static void same_together(struct dh_grove *g, float (*x)[DH_GROVE_ROW], uint32_t n,
                          const float *limits)
{
    bool above[DH_GROVE_MANY];
    for (uint32_t i = 0, some = 1; i < n; i += some) {
        some = 1 + some * 7 % DH_GROVE_MANY;
        some = n - i < some ? n - i : some;
        dh_grove_above_all(g, x[i], some, limits + i, above);
        for (uint32_t k = 0; k < some; k++)
            assert_int_equal(above[k], is_above(g, x[i + k], limits[i + k]));
    }
}

static struct dh_grove *grove_of(const struct made *m)
{
    struct dh_grove *g = NULL;
    assert_true(dh_forest_ok(&m->forest, FEATURES));
    assert_int_equal(dh_grove_new(&g, dh_mem_default(), &m->forest, FEATURES), DH_OK);
    return g;
}

static void give_up_early(struct made *m)
{
    m->forest.first = 16;
    m->forest.hopeless = -1;
    m->forest.surely = -.5f;
}

/* One vector alone or among others, numbers of both signs and zeros, trees of few leaves and of too
 * many to be asked side by side: the very same scores. */
static void same(void **state)
{
    static struct made m;
    static float x[3 * DH_GROVE_MANY][DH_GROVE_ROW], scores[3 * DH_GROVE_MANY];
    uint32_t keys[FEATURES + 1];
    uint64_t random = 3;
    (void)state;
    for (uint32_t n = 0; n <= 3 * DH_GROVE_MANY; n += n < 20 ? 1 : 33) {
        make_deep(&m, n + 1, n % 3 < 2 ? DEPTH : DEPTH_MAX);
        if (n % 2)
            give_up_early(&m);
        for (unsigned i = 0; i < n % 7 * 3; i++)
            m.nodes[i].value = i % 2 ? 0.0f : -0.0f;
        struct dh_grove *g = grove_of(&m);
        for (uint32_t i = 0; i < n; i++) {
            for (int k = 0; k < FEATURES; k++) {
                float v = laid_number(&random);
                x[i][k] = v > .8f ? 0.0f : v < -.8f ? -0.0f : v;
            }
            dh_grove_keys(x[i], FEATURES, keys);
            float want = plain_score(&m.forest, x[i]);
            float one = dh_grove_score(g, keys);
            assert_memory_equal(&one, &want, sizeof want);
        }
        dh_grove_scores(g, x[0], n, scores);
        for (uint32_t i = 0; i < n; i++) {
            float want = plain_score(&m.forest, x[i]);
            assert_memory_equal(&scores[i], &want, sizeof want);
        }
        dh_grove_free(g, dh_mem_default());
    }
}

/* Vectors side by side, by eights and, where the machine can, by sixteens: the very same sums. */
static void side_by_side(void **state)
{
    static struct made m;
    static float x[DH_CUTS_MANY][DH_GROVE_ROW];
    const float *vectors[DH_CUTS_MANY];
    uint64_t random = 13;
    (void)state;
    for (uint32_t n = 1; n <= DH_CUTS_MANY; n++) {
        struct dh_cuts *c;
        make_deep(&m, n, DEPTH + n % 2); /* the deeper ones have DH_CUTS_LEAVES leaves */
        assert_int_equal(dh_cuts_new(&c, dh_mem_default(), &m.forest, FEATURES), DH_OK);
        for (uint32_t i = 0; i < n; i++) {
            vectors[i] = x[i];
            for (int k = 0; k < FEATURES; k++)
                x[i][k] = laid_number(&random);
        }
        for (int narrow = 0; c && narrow < 2; narrow++) {
            float sums[DH_CUTS_MANY] = { 0 };
            dh_cuts_add(c, 0, TREES, vectors, n, sums);
            for (uint32_t i = 0; i < n; i++) {
                float want = plain_score(&m.forest, x[i]);
                assert_memory_equal(&sums[i], &want, sizeof want);
            }
            dh_cuts_narrow(c);
        }
        dh_cuts_free(c, dh_mem_default());
    }
}

static void above(void **state)
{
    enum { VECTORS = 500 };
    static struct made m;
    static float x[VECTORS][DH_GROVE_ROW], limit[VECTORS];
    uint64_t random = 7;
    int yes = 0, no = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        make(&m, seed);
        if (seed % 4 == 0)
            give_up_early(&m);
        struct dh_grove *g = grove_of(&m);
        for (int i = 0; i < VECTORS; i++) {
            for (int k = 0; k < FEATURES; k++)
                x[i][k] = laid_number(&random);
            limit[i] = 2 * laid_number(&random);
            bool want = plain_score(&m.forest, x[i]) > limit[i];
            assert_int_equal(is_above(g, x[i], limit[i]), want);
            yes += want;
            no += !want;
        }
        same_together(g, x, VECTORS, limit);
        dh_grove_free(g, dh_mem_default());
    }
    assert_true(yes > 1000 && no > 1000);
}

/* Gaps that were measured change no answer on what they were measured on; narrower ones do. */
static void settled(void **state)
{
    enum { GROUPS = (TREES + 7) / 8, VECTORS = 500 };
    static struct made m;
    static float x[VECTORS][DH_GROVE_ROW], limit[VECTORS];
    static bool want[VECTORS];
    struct dh_forest_gap gaps[GROUPS] = { { 0 } }, narrow[GROUPS] = { { 0 } };
    uint64_t random = 11;
    int more = 0, fewer = 0;
    (void)state;
    make(&m, 5);
    struct dh_grove *g = grove_of(&m);
    for (int i = 0; i < VECTORS; i++) {
        for (int k = 0; k < FEATURES; k++)
            x[i][k] = laid_number(&random);
        limit[i] = 2 * laid_number(&random);
        want[i] = plain_score(&m.forest, x[i]) > limit[i];
        for (unsigned k = 0; k < GROUPS; k++) {
            struct dh_forest part = m.forest;
            part.n_trees = k + 1 < GROUPS ? 8 * (k + 1) : TREES;
            float below = limit[i] - plain_score(&part, x[i]);
            if (want[i] && below > gaps[k].below)
                gaps[k].below = below;
            if (!want[i] && -below > gaps[k].above)
                gaps[k].above = -below;
        }
    }
    for (int i = 0; i < VECTORS; i++) {
        m.forest.gaps = gaps;
        assert_int_equal(is_above(g, x[i], limit[i]), want[i]);
        m.forest.gaps = narrow;
        bool above = is_above(g, x[i], limit[i]);
        more += above && !want[i];
        fewer += !above && want[i];
    }
    same_together(g, x, VECTORS, limit);
    assert_true(more > 0 && fewer > 0);
    dh_grove_free(g, dh_mem_default());
}

/* What only looks like trees is refused: ways that meet again, steps that lead out of the table. */
static void no_trees(void **state)
{
    static struct made m;
    struct dh_grove *g = NULL;
    (void)state;
    make(&m, 3);
    assert_int_equal(dh_grove_new(&g, dh_mem_default(), &m.forest, DH_GROVE_ROW), DH_EDATA);
    for (unsigned i = 0; i + 2 < m.forest.n_nodes; i++)
        m.nodes[i].step[0] = m.nodes[i].step[1] = 1;
    assert_true(dh_forest_ok(&m.forest, FEATURES));
    assert_int_equal(dh_grove_new(&g, dh_mem_default(), &m.forest, FEATURES), DH_EDATA);
    assert_null(g);
    m.nodes[m.forest.n_nodes - 2].step[1] = 2;
    assert_false(dh_forest_ok(&m.forest, FEATURES));
    make(&m, 3);
    assert_true(dh_forest_ok(&m.forest, FEATURES));
    m.forest.depth = DH_FOREST_DEPTH_MAX + 1;
    assert_false(dh_forest_ok(&m.forest, FEATURES));
    m.forest.depth = DEPTH;
    m.roots[TREES - 1] = (uint16_t)m.forest.n_nodes;
    assert_false(dh_forest_ok(&m.forest, FEATURES));
    m.roots[TREES - 1] = 0;
    m.nodes[1].feature = FEATURES;
    assert_false(dh_forest_ok(&m.forest, FEATURES));
}

/* What stands among the program's constants is what would be laid out now, and answers alike. */
static void laid_out_before(void **state)
{
    (void)state;
    assert_laid_before(&dh_model_builtin, DH_FEATURES, &dh_model_laid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same),    cmocka_unit_test(side_by_side), cmocka_unit_test(above),
        cmocka_unit_test(settled), cmocka_unit_test(no_trees),     cmocka_unit_test(laid_out_before)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
