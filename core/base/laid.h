/* SPDX-License-Identifier: MIT */
/* A grove (grove.h) as it is laid out: arrays without a pointer in them, which a program can have
 * among its constants (core/gen/laidprint.h). It starts without laying out anything then, and all
 * its processes share them. For grove.c, cuts.c and who prints and has them. Read only: any thread.
 */
#ifndef DH_LAID_H
#define DH_LAID_H

#include "base/forest.h"

enum { DH_LAID_RESTS = 64 };

/* Goes on to the node `step` behind it where the key of its feature is at most its own, else to the
 * next but one. A leaf's feature is one whose key is 0: it goes nowhere, and key is the bits of
 * what the tree answers. */
struct dh_laid_node {
    uint16_t feature, step;
    uint32_t key;
};

/* A node of cuts.h: what is above value cuts off the leaves that are not in keep. */
struct dh_laid_cut {
    float value;
    uint32_t keep;
    uint32_t at; /* of its feature in what dh_cuts_turn makes */
};

struct dh_laid_cuts {
    const struct dh_laid_cut *cuts; /* NULL: there are none, trees are followed */
    const uint32_t *first;          /* of each tree, and behind the last */
    const float *answers;           /* DH_CUTS_LEAVES a tree */
};

struct dh_laid {
    const struct dh_laid_node *nodes;
    const uint32_t *roots;
    struct dh_laid_cuts cuts;
    const float *rest; /* DH_LAID_RESTS + 1: what the trees from DH_CUTS_GROUP * i on can add */
};

#endif
