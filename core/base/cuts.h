/* SPDX-License-Identifier: MIT */
/* A forest (forest.h) asked of many vectors side by side, without following any tree. The leaves of
 * a tree are numbered from left to right, and a bit says of each whether a vector may end there. A
 * node that sends it right cuts off the leaves to its left; once all nodes have spoken, in whatever
 * order, the first leaf left is where it ends (QuickScorer: Lucchese et al., SIGIR 2015). So no
 * step waits for the one before, and eight vectors, or sixteen, take it at once. The answers are
 * those of the table, to the last bit, and so are the sums: of DH_CUTS_GROUP trees each. Any
 * thread. */
#ifndef DH_CUTS_H
#define DH_CUTS_H

#include "base/laid.h"
#include "base/mem.h"

enum {
    DH_CUTS_LEAVES = 32,    /* a tree may have */
    DH_CUTS_GROUP = 8,      /* trees whose answers are added up before they come to the others' */
    DH_CUTS_FEATURES = 464, /* of a vector, at most */
    DH_CUTS_MANY = 16,      /* vectors that are asked together */
    DH_CUTS_FEW = 5         /* of fewer the trees are followed sooner */
};

/* f, over vectors of n_features numbers, must be sound (dh_forest_ok), made of trees, and outlive
 * it. DH_OK with *out NULL: a tree has too many leaves, there are too many features, or this
 * machine does not compare eight numbers at once; then the trees have to be followed. DH_ENOMEM. */
struct dh_cuts;
DH_MUST_USE enum dh_err dh_cuts_new(struct dh_cuts **out, const struct dh_allocator *m,
                                    const struct dh_forest *f, uint32_t n_features);
/* The same of what was laid out before, which must outlive it. */
DH_MUST_USE enum dh_err dh_cuts_use(struct dh_cuts **out, const struct dh_allocator *m,
                                    const struct dh_laid_cuts *laid, uint32_t n_features);
/* Lays f out, on any machine; all NULL: a tree has too many leaves. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_cuts_lay(struct dh_laid_cuts *out, const struct dh_allocator *m,
                                    const struct dh_forest *f);
void dh_cuts_unlay(struct dh_laid_cuts *laid, const struct dh_allocator *m);
/* For tests: as on a machine that compares eight numbers at once, and no more. */
void dh_cuts_narrow(struct dh_cuts *c);
void dh_cuts_free(struct dh_cuts *c, const struct dh_allocator *m); /* NULL is fine */

/* Vectors side by side, for who asks some trees at a time. 30 KB. */
struct dh_cuts_side {
    /* feature by feature, the number of each: a line of the cache */
    _Alignas(64) float x[(DH_CUTS_FEATURES + 4) * DH_CUTS_MANY];
    uint32_t n;
};
/* n: 1 to DH_CUTS_MANY. Behind the features of a vector up to three numbers more are read, whatever
 * they are. */
void dh_cuts_turn(const struct dh_cuts *c, const float *const *vectors, uint32_t n,
                  struct dh_cuts_side *s);
/* Adds what the trees [t, end) answer, t a multiple of DH_CUTS_GROUP, to sums[n]. */
void dh_cuts_ask(const struct dh_cuts *c, uint32_t t, uint32_t end, const struct dh_cuts_side *s,
                 float *sums);
/* The two in one. */
void dh_cuts_add(const struct dh_cuts *c, uint32_t t, uint32_t end, const float *const *vectors,
                 uint32_t n, float *sums);

#endif
