/* SPDX-License-Identifier: MIT */
/* Hashes: XXH3 of xxHash 0.8 with seed 0 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md). The only
 * place that includes xxhash.h. Not a defence against who builds collisions on purpose. Any thread.
 */
#ifndef DH_HASH_H
#define DH_HASH_H

#include "base/str.h"

struct dh_hash128 {
    uint64_t high, low;
};

uint64_t dh_hash64(struct dh_str s);
/* The same, faster: of 1 to 16 bytes; and of every five numbers in a row, as they lie in memory:
 * those from v[i] on go to out[i], for each i below n. Big-endian, the fifth of each is also put
 * behind `chain` (dh_hash_chain), which is answered: each step of that waits for the one before
 * it, and costs nothing beside the rest. */
uint64_t dh_hash64_short(const void *p, size_t n);
uint64_t dh_hash64_fives(const uint64_t *v, size_t n, uint64_t *out, uint64_t chain);
/* And of many of up to 16 bytes: XXH3 has a way for each of three ranges of lengths (to 3, to 8, to
 * 16), and texts of all three in turn are guessed wrong. So they are gathered by range, then
 * hashed. */
enum { DH_SHORT_RANGES = 3 };
struct dh_short {
    char text[16];
    uint64_t *hash; /* where it goes */
    size_t n;       /* bytes of text, one at least */
};
/* All of s are of that range. */
void dh_hash64_shorts(const struct dh_short *s, size_t count, unsigned range);
/* Of s behind a state: for keys made of parts, dh_hash64_more(dh_hash64(a), b). */
uint64_t dh_hash64_more(uint64_t seed, struct dh_str s);
struct dh_hash128 dh_hash128(struct dh_str s);
/* Big-endian (canonical) bytes, as lower-case hex; NUL-ended. */
void dh_hash128_hex(struct dh_hash128 h, char dst[33]);
/* A well-mixed permutation of 64 bits (xxHash's avalanche), for keys made of numbers. */
static inline uint64_t dh_hash_mix(uint64_t v)
{
    v ^= v >> 33;
    v *= 0xC2B2AE3D27D4EB4Fu;
    v ^= v >> 29;
    v *= 0x165667B19E3779F9u;
    v ^= v >> 32;
    return v;
}
/* Numbers in their order as one: v behind chain. */
static inline uint64_t dh_hash_chain(uint64_t chain, uint64_t v)
{
    return dh_hash_mix(chain * 31 + v);
}
/* Of every four numbers in a row one, the first mixed, the others chained behind it: those from
 * v[i] on go to out[i], for each i below n. Eight at once where the machine can. */
void dh_hash_fours(const uint64_t *restrict v, size_t n, uint64_t *restrict out);

#endif
