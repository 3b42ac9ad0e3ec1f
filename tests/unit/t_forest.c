/* SPDX-License-Identifier: MIT */
/* Trees: asking only what can change an answer gives the answer that asking all gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/forest.h"
#include "base/hash.h"
#include "base/str.h"

enum { TREES = 37, DEPTH = 4, NODES = (2 << DEPTH) - 1, FEATURES = 6 };

struct made {
    struct dh_forest_node nodes[TREES * NODES];
    uint16_t roots[TREES];
    struct dh_forest forest;
};

static float number(uint64_t *state)
{
    *state = dh_hash_mix(*state + 0x9E3779B97F4A7C15u);
    return (float)(*state >> 40) / (float)(1 << 24) * 2 - 1;
}

/* Full trees of DEPTH with values from the stream; those of later trees are smaller, as trained
 * ones are. */
static void make(struct made *m, uint64_t state)
{
    for (unsigned t = 0; t < TREES; t++) {
        m->roots[t] = (uint16_t)(t * NODES);
        for (unsigned i = 0; i < NODES; i++) {
            unsigned at = t * NODES + i;
            bool leaf = 2 * i + 2 >= NODES;
            m->nodes[at] = (struct dh_forest_node){
                .feature = (uint16_t)(leaf ? 0 : (unsigned)((number(&state) + 1) * 2.9f)),
                .step = { (uint8_t)(leaf ? 0 : i + 1), (uint8_t)(leaf ? 0 : i + 2) },
                .value = number(&state) / (leaf ? (float)(1 + t / 4) : 1),
            };
        }
    }
    m->forest =
        (struct dh_forest){ m->nodes, m->roots, TREES * NODES, TREES, DEPTH, 0, 0, 0, NULL };
}

static void above(void **state)
{
    static struct made m;
    float rest[DH_FOREST_RESTS], x[FEATURES];
    uint64_t random = 7;
    int yes = 0, no = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        make(&m, seed);
        assert_true(dh_forest_ok(&m.forest, FEATURES));
        if (seed % 4 == 0) { /* a table that gives up early */
            m.forest.first = 16;
            m.forest.hopeless = -1;
            m.forest.surely = -.5f;
        }
        dh_forest_rests(&m.forest, rest);
        for (int i = 0; i < 500; i++) {
            for (int k = 0; k < FEATURES; k++)
                x[k] = number(&random);
            float limit = 2 * number(&random);
            bool want = dh_forest_score(&m.forest, x) > limit;
            assert_int_equal(dh_forest_above(&m.forest, rest, x, limit), want);
            yes += want;
            no += !want;
        }
    }
    assert_true(yes > 1000 && no > 1000);
}

/* Gaps that were measured change no answer on what they were measured on; narrower ones do. */
static void settled(void **state)
{
    enum { GROUPS = (TREES + 7) / 8, VECTORS = 500 };
    static struct made m;
    static float x[VECTORS][FEATURES], limit[VECTORS];
    static bool want[VECTORS];
    struct dh_forest_gap gaps[GROUPS] = { { 0 } }, narrow[GROUPS] = { { 0 } };
    float rest[DH_FOREST_RESTS];
    uint64_t random = 11;
    int more = 0, fewer = 0;
    (void)state;
    make(&m, 5);
    dh_forest_rests(&m.forest, rest);
    for (int i = 0; i < VECTORS; i++) {
        for (int k = 0; k < FEATURES; k++)
            x[i][k] = number(&random);
        limit[i] = 2 * number(&random);
        want[i] = dh_forest_score(&m.forest, x[i]) > limit[i];
        for (unsigned g = 0; g < GROUPS; g++) {
            struct dh_forest part = m.forest;
            part.n_trees = g + 1 < GROUPS ? 8 * (g + 1) : TREES;
            float below = limit[i] - dh_forest_score(&part, x[i]);
            if (want[i] && below > gaps[g].below)
                gaps[g].below = below;
            if (!want[i] && -below > gaps[g].above)
                gaps[g].above = -below;
        }
    }
    for (int i = 0; i < VECTORS; i++) {
        m.forest.gaps = gaps;
        assert_int_equal(dh_forest_above(&m.forest, rest, x[i], limit[i]), want[i]);
        m.forest.gaps = narrow;
        bool above = dh_forest_above(&m.forest, rest, x[i], limit[i]);
        more += above && !want[i];
        fewer += !above && want[i];
    }
    assert_true(more > 0 && fewer > 0);
}

/* A tree that is deeper than one may be is followed for a bounded time, and nothing is said of it;
 * steps that lead out of a table are refused. */
static void deep(void **state)
{
    static struct made m;
    float rest[DH_FOREST_RESTS];
    (void)state;
    make(&m, 3);
    for (unsigned i = 0; i + 2 < TREES * NODES; i++)
        m.nodes[i].step[0] = m.nodes[i].step[1] = 1;
    assert_true(dh_forest_ok(&m.forest, FEATURES));
    dh_forest_rests(&m.forest, rest);
    assert_true(rest[0] > 1e20f);
    m.nodes[TREES * NODES - 2].step[1] = 2;
    assert_false(dh_forest_ok(&m.forest, FEATURES));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(above), cmocka_unit_test(settled),
                                        cmocka_unit_test(deep) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
