/* SPDX-License-Identifier: MIT */
/* Whole pages are hashed for their ids: XXH3 of long texts, 32 bytes in one step, takes half the
 * time. xxhash.h takes for granted what its file is compiled for, so this one is compiled for
 * machines that may not be at hand, and is asked where they are. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define AVX2
#pragma GCC target("avx2")
#endif

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/hashwide.h"

bool dh_hash_is_wide(void)
{
#ifdef AVX2
    return __builtin_cpu_supports("avx2");
#else
    return false;
#endif
}

struct dh_hash128 dh_hash128_wide(struct dh_str s)
{
    XXH128_hash_t h = XXH3_128bits(s.p, s.n);
    return (struct dh_hash128){ h.high64, h.low64 };
}
