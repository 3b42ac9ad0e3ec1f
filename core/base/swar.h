/* SPDX-License-Identifier: MIT */
/* Eight bytes of text in one number ("SIMD within a register"): searches that stop at few bytes go
 * over the others eight at a time. A mask has the high bit of each byte that is meant, the byte
 * that stands first in memory lowest, whatever the machine's order. Any thread. */
#ifndef DH_SWAR_H
#define DH_SWAR_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/str.h"

#define DH_SWAR_ONES  0x0101010101010101u
#define DH_SWAR_HIGHS 0x8080808080808080u

/* The eight bytes at p, which must be there. */
static inline uint64_t dh_swar_load(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return le64toh(x);
}
/* The n bytes at p, fewer than eight. */
static inline uint64_t dh_swar_load_few(const char *p, size_t n)
{
    const unsigned char *u = (const unsigned char *)p;
    uint32_t low, high;
    if (n >= sizeof low) { /* what both have is the same */
        memcpy(&low, p, sizeof low);
        memcpy(&high, p + n - sizeof high, sizeof high);
        return le32toh(low) | (uint64_t)le32toh(high) << 8 * (n - sizeof high);
    }
    return n == 0 ? 0
                  : u[0] | (uint64_t)u[n / 2] << 8 * (n / 2) | (uint64_t)u[n - 1] << 8 * (n - 1);
}
/* Up to eight bytes at s.p[at], zeros behind the end. */
static inline uint64_t dh_swar_load_tail(struct dh_str s, size_t at)
{
    size_t n = s.n - at;
    if (n >= 8)
        return dh_swar_load(s.p + at);
    if (s.n >= 8 && n) /* the last eight, less those before `at` */
        return dh_swar_load(s.p + s.n - 8) >> 8 * (8 - n);
    return dh_swar_load_few(s.p + at, n);
}
/* The bytes equal to c. */
static inline uint64_t dh_swar_equal(uint64_t x, unsigned char c)
{
    x ^= c * DH_SWAR_ONES;
    return ~((((x & ~DH_SWAR_HIGHS) + ~DH_SWAR_HIGHS) | x) | ~DH_SWAR_HIGHS);
}
/* The same in fewer steps: the first byte of the mask is right, those behind it need not be. */
static inline uint64_t dh_swar_first_equal(uint64_t x, unsigned char c)
{
    x ^= c * DH_SWAR_ONES;
    return (x - DH_SWAR_ONES) & ~x & DH_SWAR_HIGHS;
}
static inline uint64_t dh_swar_first_below(uint64_t x, unsigned char c)
{
    return (x - c * DH_SWAR_ONES) & ~x & DH_SWAR_HIGHS;
}
/* The bytes below c; c at most 0x80. */
static inline uint64_t dh_swar_below(uint64_t x, unsigned char c)
{
    return ~(((x & ~DH_SWAR_HIGHS) + (0x80 - (uint64_t)c) * DH_SWAR_ONES) | x) & DH_SWAR_HIGHS;
}
/* The ASCII bytes from first to last. */
static inline uint64_t dh_swar_between(uint64_t x, unsigned char first, unsigned char last)
{
    uint64_t low = x & ~DH_SWAR_HIGHS;
    return (low + (0x80 - (uint64_t)first) * DH_SWAR_ONES) &
           ~((low + (0x7F - (uint64_t)last) * DH_SWAR_ONES) | x) & DH_SWAR_HIGHS;
}
/* The bytes from 0x80 on. */
static inline uint64_t dh_swar_high(uint64_t x)
{
    return x & DH_SWAR_HIGHS;
}
/* Which byte the first of a mask is; the mask is not 0. */
static inline unsigned dh_swar_first(uint64_t mask)
{
    return (unsigned)__builtin_ctzll(mask) / 8;
}

/* ---- Sixteen bytes, where the machine compares so many in one step (and the compiler makes it so
 * elsewhere). Tails go by eights. */

typedef uint8_t dh_sixteen __attribute__((vector_size(16)));

static inline dh_sixteen dh_sixteen_load(const char *p)
{
    dh_sixteen x;
    memcpy(&x, p, sizeof x);
    return x;
}
/* Up to sixteen bytes at s.p[at], zeros behind the end. */
static inline dh_sixteen dh_sixteen_load_tail(struct dh_str s, size_t at)
{
    typedef uint64_t halves __attribute__((vector_size(16)));
    if (s.n - at >= sizeof(dh_sixteen))
        return dh_sixteen_load(s.p + at);
    return (dh_sixteen)(halves){ htole64(dh_swar_load_tail(s, at)),
                                 s.n - at > 8 ? htole64(dh_swar_load_tail(s, at + 8)) : 0 };
}
/* Sixteen bytes to p, which must be there: memcpy would look for the end of what p is part of. */
static inline void dh_sixteen_store(char *p, dh_sixteen x)
{
    typedef uint8_t anywhere __attribute__((vector_size(16), aligned(1), may_alias));
    *(anywhere *)p = x;
}
static inline dh_sixteen dh_sixteen_equal(dh_sixteen x, unsigned char c)
{
    return (dh_sixteen)(x == c);
}
/* The range is moved to end at the highest number with a sign, so that one comparison tells. */
static inline dh_sixteen dh_sixteen_between(dh_sixteen x, unsigned char first, unsigned char last)
{
    typedef int8_t signed_sixteen __attribute__((vector_size(16)));
    signed_sixteen moved = (signed_sixteen)(x + (uint8_t)(INT8_MAX - last));
    return (dh_sixteen)(moved > (int8_t)(INT8_MAX - 1 - (last - first)));
}
/* White space, as dh_is_space says. */
static inline dh_sixteen dh_sixteen_space(dh_sixteen x)
{
    return dh_sixteen_equal(x, ' ') | dh_sixteen_between(x, '\t', '\n') |
           dh_sixteen_between(x, '\f', '\r');
}
static inline dh_sixteen dh_sixteen_set(unsigned char c)
{
    return (dh_sixteen){ 0 } + c;
}
/* The bytes of x, each in the next one's place, behind the last of those before. */
static inline dh_sixteen dh_sixteen_behind(dh_sixteen before, dh_sixteen x)
{
#ifdef __SSE2__
    __m128i last = _mm_srli_si128((__m128i)before, 15);
    return (dh_sixteen)_mm_or_si128(_mm_slli_si128((__m128i)x, 1), last);
#else
    char bytes[16 + 1];
    bytes[0] = (char)before[15];
    memcpy(bytes + 1, &x, sizeof x);
    return dh_sixteen_load(bytes);
#endif
}
/* The bytes that a comparison holds for, or those with the high bit: the first lowest. */
static inline uint64_t dh_sixteen_bits(dh_sixteen found)
{
#ifdef __SSE2__
    return (unsigned)_mm_movemask_epi8((__m128i)found);
#else
    char bytes[16];
    memcpy(bytes, &found, sizeof bytes);
    uint64_t low = dh_swar_load(bytes) & DH_SWAR_HIGHS, high = dh_swar_load(bytes + 8);
    /* the eight high bits come to stand in the highest byte */
    low = (low >> 7) * 0x0102040810204080u >> 56;
    high = ((high & DH_SWAR_HIGHS) >> 7) * 0x0102040810204080u >> 56;
    return low | high << 8;
#endif
}
/* How many bytes from `at` on are ASCII. */
static inline size_t dh_swar_ascii(struct dh_str s, size_t at)
{
    size_t from = at;
    for (; s.n - at >= 64; at += 64) {
        const char *p = s.p + at;
        if (dh_sixteen_bits(dh_sixteen_load(p) | dh_sixteen_load(p + 16) | dh_sixteen_load(p + 32) |
                            dh_sixteen_load(p + 48)))
            break;
    }
    for (; s.n - at >= 16; at += 16) {
        uint64_t high = dh_sixteen_bits(dh_sixteen_load(s.p + at));
        if (high)
            return at - from + (size_t)__builtin_ctzll(high);
    }
    while (at < s.n && (unsigned char)s.p[at] < 0x80)
        at++;
    return at - from;
}
/* The number of the first byte that a comparison holds for; 16: none. */
static inline unsigned dh_sixteen_first(dh_sixteen found)
{
#ifdef __SSE2__
    unsigned bits = (unsigned)dh_sixteen_bits(found);
    return bits ? (unsigned)__builtin_ctz(bits) : 16;
#else
    char bytes[16];
    memcpy(bytes, &found, sizeof bytes);
    uint64_t low = dh_swar_load(bytes), high = dh_swar_load(bytes + 8);
    return low ? dh_swar_first(low) : high ? 8 + dh_swar_first(high) : 16;
#endif
}

#endif
