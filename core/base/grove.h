/* SPDX-License-Identifier: MIT */
/* A grove: a forest (forest.h) laid out for the processor, for who asks it of many vectors. The two
 * ways on from a node stand side by side and numbers are compared as integers, so that a step is
 * three loads, a comparison and an addition with its carry, without a branch; several trees are
 * followed at once, so that nobody waits for one's next node. Many vectors are asked side by side
 * (cuts.h). The answers are those of the table, to the last bit. Any thread. */
#ifndef DH_GROVE_H
#define DH_GROVE_H

#include "base/laid.h"
#include "base/mem.h"

enum {
    DH_GROVE_ROW = 464, /* numbers from one vector to the next: more than any has features, and no
                         * power of two, so that vectors do not meet in the cache */
    DH_GROVE_MANY = 64  /* vectors that are well asked together */
};

/* The forest f over vectors of n_features numbers; f must be sound (dh_forest_ok) and outlive it.
 * 20 bytes a node. DH_ENOMEM; DH_EDATA: more features than a row holds, or a tree that no walk
 * ends. *out is untouched then. */
struct dh_grove;
DH_MUST_USE enum dh_err dh_grove_new(struct dh_grove **out, const struct dh_allocator *m,
                                     const struct dh_forest *f, uint32_t n_features);
/* The same of a forest that was laid out before; laid must outlive it. NULL: it is laid out now. */
DH_MUST_USE enum dh_err dh_grove_use(struct dh_grove **out, const struct dh_allocator *m,
                                     const struct dh_forest *f, uint32_t n_features,
                                     const struct dh_laid *laid);
/* How a grove is laid out, for who keeps that; cuts apart (dh_cuts_lay). Lives as long as it. */
const struct dh_laid *dh_grove_laid(const struct dh_grove *g);
void dh_grove_free(struct dh_grove *g, const struct dh_allocator *m); /* NULL is fine */

/* A vector as a grove reads it: n keys that stand to each other as the numbers do, and one for
 * leaves. x holds no NaN. */
void dh_grove_keys(const float *x, uint32_t n, uint32_t *keys);

/* The log odds that the thing with these features is what the model looks for: 0 is even, 2 is .88.
 */
float dh_grove_score(const struct dh_grove *g, const uint32_t *keys);
/* The same of n vectors, DH_GROVE_ROW numbers apart; so many are there of the last one, too. */
void dh_grove_scores(const struct dh_grove *g, const float *x, uint32_t n, float *scores);

/* The same in two parts, for who works out some features only where the first trees (forest.h),
 * which must not ask of them, leave a doubt. n: DH_GROVE_MANY at most. Answers how many are left;
 * left: which, and scores are sums so far. */
uint32_t dh_grove_scores_first(const struct dh_grove *g, const float *x, uint32_t n, float *scores,
                               uint32_t *left);
void dh_grove_scores_rest(const struct dh_grove *g, const float *x, float *scores,
                          const uint32_t *left, uint32_t n_left);
/* Whether the score is above limit, without asking trees that cannot change that, or by the table's
 * gaps never do. *sum: so far. */
enum dh_grove_answer { DH_GROVE_NO, DH_GROVE_YES, DH_GROVE_OPEN };
enum dh_grove_answer dh_grove_above_first(const struct dh_grove *g, const uint32_t *keys,
                                          float limit, float *sum);
bool dh_grove_above_rest(const struct dh_grove *g, const uint32_t *keys, float limit, float sum);

/* The same in one of n vectors, DH_GROVE_ROW numbers apart, each against its limit. n:
 * DH_GROVE_MANY at most. */
void dh_grove_above_all(const struct dh_grove *g, const float *x, uint32_t n, const float *limits,
                        bool *above);

#endif
