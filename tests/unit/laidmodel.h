/* SPDX-License-Identifier: MIT */
/* Whether what stands among the program's constants (base/laid.h) is what would be laid out now. */
#ifndef TEST_LAIDMODEL_H
#define TEST_LAIDMODEL_H

#include <string.h>

#include "base/cuts.h"
#include "base/grove.h"
#include "base/hash.h"

static inline float laid_number(uint64_t *state)
{
    *state = dh_hash_mix(*state + 0x9E3779B97F4A7C15u);
    return (float)(*state >> 40) / (float)(1 << 24) * 2 - 1;
}

static inline void assert_laid_alike(const struct dh_laid *was, const struct dh_laid *is,
                                     const struct dh_laid_cuts *cuts, const struct dh_forest *f)
{
    assert_memory_equal(was->nodes, is->nodes, f->n_nodes * sizeof *is->nodes);
    assert_memory_equal(was->roots, is->roots, f->n_trees * sizeof *is->roots);
    assert_memory_equal(was->rest, is->rest, (DH_LAID_RESTS + 1) * sizeof *is->rest);
    assert_memory_equal(was->cuts.first, cuts->first, (f->n_trees + 1u) * sizeof *cuts->first);
    assert_memory_equal(was->cuts.cuts, cuts->cuts, cuts->first[f->n_trees] * sizeof *cuts->cuts);
    assert_memory_equal(was->cuts.answers, cuts->answers,
                        (size_t)f->n_trees * DH_CUTS_LEAVES * sizeof *cuts->answers);
}

static inline void assert_answers_alike(const struct dh_grove *a, const struct dh_grove *b,
                                        uint32_t n_features)
{
    static float x[DH_CUTS_MANY + 1][DH_GROVE_ROW];
    float scores[2][DH_CUTS_MANY + 1];
    uint64_t random = 5;
    for (size_t i = 0; i < DH_LEN(x); i++)
        for (uint32_t k = 0; k < n_features; k++)
            x[i][k] = 10 * laid_number(&random);
    dh_grove_scores(a, x[0], DH_LEN(x), scores[0]);
    dh_grove_scores(b, x[0], DH_LEN(x), scores[1]);
    assert_memory_equal(scores[0], scores[1], sizeof scores[0]);
}

static inline void assert_laid_before(const struct dh_forest *f, uint32_t n_features,
                                      const struct dh_laid *was)
{
    const struct dh_allocator *m = dh_mem_default();
    struct dh_grove *now = NULL, *used = NULL;
    struct dh_laid_cuts cuts;
    assert_int_equal(dh_grove_new(&now, m, f, n_features), DH_OK);
    assert_int_equal(dh_grove_use(&used, m, f, n_features, was), DH_OK);
    assert_int_equal(dh_cuts_lay(&cuts, m, f), DH_OK);
    assert_laid_alike(was, dh_grove_laid(now), &cuts, f);
    assert_answers_alike(now, used, n_features);
    dh_cuts_unlay(&cuts, m);
    dh_grove_free(used, m);
    dh_grove_free(now, m);
}

#endif
