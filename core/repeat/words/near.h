/* SPDX-License-Identifier: MIT */
/* Groups of short passages that say the same in other words: two belong together when at least
 * three quarters of the content words of the shorter stand in the longer (containment, not Jaccard:
 * a caption with its credit and place holds the bare one, yet shares less than half of all words
 * with it).
 *
 * Found without comparing all pairs, by prefix filtering over an inverted index (Chaudhuri, Ganti,
 * Kaushik: "A primitive operator for similarity joins in data cleaning", ICDE 2006): of n words all
 * but ceil(.75 n) - 1 may be missing, so one of the rarest n - ceil(.75 n) + 1 must be shared. A
 * passage meets at most DH_NEAR_TRIES others, rarest words first, so time is linear in the number
 * of passages; a group of more than that many may fall apart where its members share no words but
 * those. One thread a set. */
#ifndef DH_NEAR_H
#define DH_NEAR_H

#include "base/mem.h"

enum {
    DH_NEAR_PERMILLE = 750, /* of the shorter's content words stand in the longer */
    DH_NEAR_MIN = 6,   /* content words that both have: fewer are chance ("the minister speaks") */
    DH_NEAR_MAX = 64,  /* content words of a passage; longer ones are left alone */
    DH_NEAR_TRIES = 64 /* others that one passage is compared with */
};

/* The content words of one passage: sorted, each once (dh_words_content), at most DH_NEAR_MAX. */
struct dh_near_set {
    const uint64_t *word;
    uint32_t n;
};

/* root[i] (of n) becomes the smallest number of the group that set i is in; a loner is its own.
 * Working memory comes from a and stays there until its reset. DH_ELIMIT: no room in the arena. */
DH_MUST_USE enum dh_err dh_near_group(struct dh_arena *a, const struct dh_near_set *sets,
                                      uint32_t n, uint32_t *root);

/* Union-find over root[]: the smallest member stands for a set, paths are halved. */
uint32_t dh_root_find(uint32_t *root, uint32_t i);
void dh_root_join(uint32_t *root, uint32_t a, uint32_t b);

#endif
