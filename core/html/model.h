/* SPDX-License-Identifier: MIT */
/* The learned model: gradient-boosted decision trees over the features of a block. Training:
 * tests/eval/train.py, which writes model_table.c and says there on what. A table is data: nothing
 * in it can make evaluation read out of bounds, or run longer than trees times depth, once
 * dh_model_ok has said so. Any thread. */
#ifndef DH_MODEL_H
#define DH_MODEL_H

#include <stdbool.h>
#include <stdint.h>

enum { DH_MODEL_DEPTH_MAX = 40 };

/* A node: x[feature] <= value goes on at next[0], else at next[1]. A leaf has itself as next, and
 * value is what the tree answers. */
struct dh_model_node {
    uint16_t feature; /* enum dh_feature; of a leaf: 0 */
    uint16_t next[2];
    float value;
};
struct dh_model {
    const struct dh_model_node *nodes;
    const uint16_t *roots; /* of the trees, in the order they were trained in */
    uint32_t n_nodes, n_trees;
    uint32_t depth; /* steps that reach every leaf */
};

/* The table the program was built with. */
extern const struct dh_model dh_model_builtin;

/* Whether every number points inside; for tables that come from a file. */
bool dh_model_ok(const struct dh_model *m, unsigned n_features);

/* The log odds that the block with these features is body: 0 is even, 2 is .88. Eight trees are
 * followed at once, without a branch, so that the processor need not wait for one's next node. Two
 * of three blocks are settled after the first trees, which have most of the say: there the answer
 * is low but not exact. */
float dh_model_score(const struct dh_model *m, const float *x);

#endif
