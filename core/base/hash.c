/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <endian.h>

#include "base/hashwide.h"

#define XXH_INLINE_ALL /* short fragments: a call costs more than the hash */
#include <xxhash.h>

uint64_t dh_hash64(struct dh_str s)
{
    return XXH3_64bits(s.n ? s.p : "", s.n);
}

/* With the length known the compiler leaves out all other ways through XXH3. */
__attribute__((flatten)) uint64_t dh_hash64_short(const void *p, size_t n)
{
    if (n < 1 || n > 16)
        __builtin_unreachable();
    return XXH3_64bits(p, n);
}

__attribute__((flatten)) uint64_t dh_hash64_fives(const uint64_t *v, size_t n, uint64_t *out,
                                                  uint64_t chain)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = XXH3_64bits(v + i, 5 * sizeof *v);
        chain = dh_hash_chain(chain, be64toh(v[i + 4]));
    }
    return chain;
}

/* ---- Fours. A loop that the compiler turns into eight at once where it knows of a machine that
 * multiplies so: it is compiled for such, too, and they are asked for when the program runs. */

static inline __attribute__((always_inline)) void hash_fours(const uint64_t *restrict v, size_t n,
                                                             uint64_t *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t h = dh_hash_chain(dh_hash_mix(v[i]), v[i + 1]);
        out[i] = dh_hash_chain(dh_hash_chain(h, v[i + 2]), v[i + 3]);
    }
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
static __attribute__((target("avx512f,avx512dq,prefer-vector-width=512"))) void
hash_fours_wide(const uint64_t *restrict v, size_t n, uint64_t *restrict out)
{
    hash_fours(v, n, out);
}

static bool has_wide_products(void)
{
    return __builtin_cpu_supports("avx512dq");
}
#else
#define hash_fours_wide hash_fours
static bool has_wide_products(void)
{
    return false;
}
#endif

void dh_hash_fours(const uint64_t *restrict v, size_t n, uint64_t *restrict out)
{
    if (has_wide_products())
        hash_fours_wide(v, n, out);
    else
        hash_fours(v, n, out);
}

/* ---- Short ones */

static inline void hash_each(const struct dh_short *s, size_t count, size_t least, size_t most)
{
    for (size_t i = 0; i < count; i++) {
        size_t n = s[i].n;
        if (n < least || n > most)
            __builtin_unreachable();
        *s[i].hash = XXH3_64bits(s[i].text, n);
    }
}

__attribute__((flatten)) void dh_hash64_shorts(const struct dh_short *s, size_t count,
                                               unsigned range)
{
    if (range == 0)
        hash_each(s, count, 1, 3);
    else if (range == 1)
        hash_each(s, count, 4, 8);
    else
        hash_each(s, count, 9, 16);
}

uint64_t dh_hash64_more(uint64_t seed, struct dh_str s)
{
    return XXH3_64bits_withSeed(s.n ? s.p : "", s.n, seed);
}

struct dh_hash128 dh_hash128(struct dh_str s)
{
    enum { LONG = 1024 }; /* shorter ones are hashed sooner than it is asked */
    if (s.n >= LONG && dh_hash_is_wide())
        return dh_hash128_wide(s);
    XXH128_hash_t h = XXH3_128bits(s.n ? s.p : "", s.n);
    return (struct dh_hash128){ h.high64, h.low64 };
}

void dh_hash128_hex(struct dh_hash128 h, char dst[33])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 16; i++) {
        dst[i] = digits[h.high >> (60 - 4 * i) & 15];
        dst[16 + i] = digits[h.low >> (60 - 4 * i) & 15];
    }
    dst[32] = '\0';
}
