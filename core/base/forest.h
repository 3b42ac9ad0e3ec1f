/* SPDX-License-Identifier: MIT */
/* A learned model: gradient-boosted decision trees over a vector of features. What the features are
 * is its owner's affair (html/model/features.h for blocks, text/model/traits.h for lines);
 * tests/eval/ trains the tables, grove.h asks them. A table is data: nothing in it can make
 * evaluation read out of bounds, or run longer than trees times depth, once dh_forest_ok has said
 * so. Any thread. */
#ifndef DH_FOREST_H
#define DH_FOREST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DH_FOREST_DEPTH_MAX = 40 };

/* A node: x[feature] <= value goes on step[0] nodes behind it, else step[1]. A leaf goes nowhere,
 * and value is what the tree answers. Eight bytes, and no way back: a table has no circles. */
struct dh_forest_node {
    uint16_t feature; /* of a leaf: 0 */
    uint8_t step[2];
    float value;
};

/* What was further below its limit than this after the first trees never came above it, and what
 * was further above it never fell below it, when the table was made, on all it was trained on. */
struct dh_forest_gap {
    float below, above;
};

struct dh_forest {
    const struct dh_forest_node *nodes;
    const uint16_t *roots; /* of the trees, in the order they were trained in */
    uint32_t n_nodes, n_trees;
    uint32_t depth; /* steps that reach every leaf */
    /* What scores below hopeless after the first trees (a multiple of 8; 0: all are always asked)
     * is answered there, less by surely: the rest would have taken it down so far at least. */
    uint32_t first;
    float hopeless, surely;
    const struct dh_forest_gap *gaps; /* one for every eight trees; NULL: not known */
};

/* Whether every number points inside; for tables that come from a file. */
bool dh_forest_ok(const struct dh_forest *m, unsigned n_features);

#endif
