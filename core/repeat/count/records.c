/* SPDX-License-Identifier: MIT */
#include "repeat/count/records.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

enum {
    FEW = 12,
    DEPTH = 64,
    BITS = 8, /* of a number that are looked at at once */
    BUCKETS = 1 << BITS,
    MANY = 4096, /* records worth the buckets, */
    SOME = 256   /* and in one of them worth buckets of their own */
};

/* One record as a value. */
struct record {
    uint64_t word[DH_RECORD_WORDS];
};

/* `words` is a constant wherever the functions below are inlined, so a record is moved and compared
 * without a loop. */
#define INLINE static inline __attribute__((always_inline))

INLINE bool less(const uint64_t *a, const uint64_t *b, unsigned words)
{
    return dh_records_compare(a, b, words) < 0;
}

INLINE void move(uint64_t *to, const uint64_t *from, unsigned words)
{
    for (unsigned i = 0; i < words; i++)
        to[i] = from[i];
}

INLINE void swap(uint64_t *a, uint64_t *b, unsigned words)
{
    for (unsigned i = 0; i < words; i++) {
        uint64_t t = a[i];
        a[i] = b[i];
        b[i] = t;
    }
}

INLINE void insertion(uint64_t *v, size_t n, unsigned words)
{
    for (size_t i = 1; i < n; i++) {
        struct record x;
        size_t j = i;
        move(x.word, v + i * words, words);
        for (; j > 0 && less(x.word, v + (j - 1) * words, words); j--)
            move(v + j * words, v + (j - 1) * words, words);
        move(v + j * words, x.word, words);
    }
}

INLINE void sift(uint64_t *v, size_t i, size_t n, unsigned words)
{
    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && less(v + child * words, v + (child + 1) * words, words))
            child++;
        if (!less(v + i * words, v + child * words, words))
            return;
        swap(v + i * words, v + child * words, words);
    }
}

INLINE void heapsort(uint64_t *v, size_t n, unsigned words)
{
    for (size_t i = n / 2; i-- > 0;)
        sift(v, i, n, words);
    for (size_t end = n; end-- > 1;) {
        swap(v, v + end * words, words);
        sift(v, 0, end, words);
    }
}

/* Orders the first, middle and last; the middle one is the pivot. */
INLINE void choose_pivot(uint64_t *v, size_t n, struct record *pivot, unsigned words)
{
    uint64_t *a = v, *b = v + n / 2 * words, *c = v + (n - 1) * words;
    if (less(b, a, words))
        swap(a, b, words);
    if (less(c, b, words)) {
        swap(b, c, words);
        if (less(b, a, words))
            swap(a, b, words);
    }
    move(pivot->word, b, words);
}

/* Splits v[0..n) in two: none of the first part is larger than any of the second. Answers where the
 * second begins. */
INLINE size_t split(uint64_t *v, size_t n, unsigned words)
{
    struct record pivot;
    size_t i = 0, j = n - 1;
    choose_pivot(v, n, &pivot, words);
    for (;; i++, j--) {
        while (less(v + i * words, pivot.word, words))
            i++;
        while (less(pivot.word, v + j * words, words))
            j--;
        if (i >= j)
            return j + 1;
        swap(v + i * words, v + j * words, words);
    }
}

INLINE void introsort_many(uint64_t *v, size_t n, unsigned words)
{
    struct part {
        uint64_t *v;
        size_t n;
        unsigned budget; /* splits until the heap takes over */
    } stack[DEPTH] DH_NOT_CLEARED, now = { v, n, 2 };
    size_t depth = 0;

    for (size_t k = n; k; k /= 2)
        now.budget += 2;
    for (;;) {
        if (now.n <= FEW || now.budget == 0) {
            if (now.n <= FEW)
                insertion(now.v, now.n, words);
            else
                heapsort(now.v, now.n, words);
            if (depth == 0)
                return;
            now = stack[--depth];
            continue;
        }
        size_t left = split(now.v, now.n, words);
        struct part a = { now.v, left, now.budget - 1 };
        struct part b = { now.v + left * words, now.n - left, now.budget - 1 };
        /* The larger part waits, so the stack is never deeper than the logarithm of n. */
        bool first = a.n < b.n;
        stack[depth++] = first ? b : a;
        now = first ? a : b;
    }
}

INLINE void introsort(uint64_t *v, size_t n, unsigned words)
{
    if (n <= FEW) /* before the stack of the larger ones is set up */
        insertion(v, n, words);
    else
        introsort_many(v, n, words);
}

/* Puts every record into its bucket, by cycles of swaps (McIlroy, Bostic, McIlroy, "Engineering
 * radix sort", 1993: American flag sort): by BITS bits of its first number from `shift` on. end[b]
 * becomes the end of bucket b. */
INLINE void deal(uint64_t *v, size_t n, unsigned shift, size_t end[BUCKETS], unsigned words)
{
    size_t next[BUCKETS] = { 0 }, sum = 0;

    for (size_t i = 0; i < n; i++)
        next[v[i * words] >> shift & (BUCKETS - 1)]++;
    for (size_t b = 0; b < BUCKETS; b++) {
        size_t in = next[b];
        next[b] = sum;
        end[b] = sum += in;
    }
    for (size_t b = 0; b < BUCKETS; b++)
        while (next[b] < end[b]) {
            uint64_t *one = v + next[b] * words;
            size_t to = one[0] >> shift & (BUCKETS - 1);
            if (to == b)
                next[b]++;
            else
                swap(one, v + next[to]++ * words, words);
        }
}

/* Where the first bits of the largest first number are. */
INLINE unsigned first_bits(const uint64_t *v, size_t n, unsigned words)
{
    uint64_t all = 0;
    unsigned shift = 0;
    for (size_t i = 0; i < n; i++)
        all |= v[i * words];
    while (all >> shift >= BUCKETS)
        shift++;
    return shift;
}

/* Records of one bucket, which have all bits from `shift` on in common. */
INLINE void sort_bucket(uint64_t *v, size_t n, unsigned shift, unsigned words)
{
    size_t end[BUCKETS] DH_NOT_CLEARED;
    if (n < SOME || shift < BITS) {
        introsort(v, n, words);
        return;
    }
    deal(v, n, shift - BITS, end, words);
    for (size_t b = 0, at = 0; b < BUCKETS; at = end[b++])
        introsort(v + at * words, end[b] - at, words);
}

INLINE void sort(uint64_t *v, size_t n, unsigned words)
{
    size_t end[BUCKETS] DH_NOT_CLEARED;
    if (n < MANY) {
        introsort(v, n, words);
        return;
    }
    unsigned shift = first_bits(v, n, words);
    deal(v, n, shift, end, words);
    for (size_t b = 0, at = 0; b < BUCKETS; at = end[b++])
        sort_bucket(v + at * words, end[b] - at, shift, words);
}

void dh_records_sort(uint64_t *v, size_t n, unsigned words)
{
    if (n < 2)
        return;
    if (words == 2)
        sort(v, n, 2);
    else if (words == 3)
        sort(v, n, 3);
    else
        sort(v, n, 4);
}
