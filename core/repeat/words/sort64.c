/* SPDX-License-Identifier: MIT */
#include "repeat/words/sort64.h"

#include <string.h>

#include "base/mem.h"

enum {
    FEW = 16,
    DEPTH = 64,
    HALF = 128,    /* values of half of the bits that hashes are sorted by */
    MEND_STEPS = 4 /* a value, at the most; of hashes one in a hundred takes any */
};

/* Puts x into v[0..n), which is sorted; answers where, behind what equals it. */
static inline size_t insert(uint64_t *v, size_t n, uint64_t x)
{
    for (; n > 0 && v[n - 1] > x; n--)
        v[n] = v[n - 1];
    v[n] = x;
    return n;
}

/* FEW values at the most, each by how many are smaller: of hashes no comparison can be guessed, and
 * here none is. */
static void sort_few(uint64_t *v, size_t n)
{
    uint64_t in[FEW] DH_NOT_CLEARED;
    size_t below[FEW] DH_NOT_CLEARED;
    if (n < 2) /* v may be NULL */
        return;
    memcpy(in, v, n * sizeof *v);
    for (size_t i = 0; i < n; i++) {
        const uint64_t x = in[i];
        size_t smaller = 0;
        for (size_t j = 0; j < i; j++) {
            bool is = in[j] <= x;
            smaller += is;
            below[j] += !is;
        }
        below[i] = smaller;
    }
    for (size_t i = 0; i < n; i++)
        v[below[i]] = in[i];
}

static uint64_t middle(uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t lo = a < b ? a : b, hi = a < b ? b : a;
    return c < lo ? lo : c > hi ? hi : c;
}

/* Moves the values below pivot to the front; answers how many. Without a branch on any. */
static inline size_t move_below(uint64_t *v, size_t n, uint64_t pivot)
{
    size_t below = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t x = v[i];
        v[i] = v[below];
        v[below] = x;
        below += x < pivot;
    }
    return below;
}

/* Lets v[at] of a heap sink to where it belongs. */
static void sink(uint64_t *v, size_t at, size_t n)
{
    uint64_t x = v[at];
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        child += child + 1 < n && v[child + 1] > v[child];
        if (v[child] <= x)
            break;
        v[at] = v[child];
    }
    v[at] = x;
}

static __attribute__((noinline)) void heapsort64(uint64_t *v, size_t n)
{
    for (size_t i = n / 2; i-- > 0;)
        sink(v, i, n);
    while (n-- > 1) {
        uint64_t largest = v[0];
        v[0] = v[n];
        v[n] = largest;
        sink(v, 0, n);
    }
}

/* What is left of the patience, in values walked over, when n of them were for so few that are put
 * apart: whoever chose their order may know the pivots. */
static inline size_t less(size_t patience, size_t few, size_t n)
{
    enum { POOR = 8 };
    return few >= n / POOR ? patience : patience < n ? 0 : patience - n;
}

/* What is too short to be parted, or was arranged so that parting it is no use. */
static void sort_rest(uint64_t *v, size_t n)
{
    if (n <= FEW)
        sort_few(v, n);
    else
        heapsort64(v, n);
}

static __attribute__((noinline)) void quicksort(uint64_t *v, size_t n)
{
    enum { PATIENCE = 16 };
    struct {
        uint64_t *v;
        size_t n;
    } stack[DEPTH];
    size_t depth = 0, patience = PATIENCE * n;

    for (;;) {
        if (n <= FEW || patience == 0) {
            sort_rest(v, n);
            if (depth == 0)
                return;
            v = stack[--depth].v;
            n = stack[depth].n;
            continue;
        }
        uint64_t pivot = middle(v[0], v[n / 2], v[n - 1]);
        size_t left = move_below(v, n, pivot), right = n - left;
        if (left == 0) { /* what equals the smallest is sorted: it comes together */
            left = pivot == UINT64_MAX ? n : move_below(v, n, pivot + 1);
            patience = less(patience, left, n);
            v += left;
            n -= left;
            continue;
        }
        patience = less(patience, left < right ? left : right, n);
        /* The larger part waits, so the stack is never deeper than the logarithm of n. */
        if (left < right) {
            stack[depth].v = v + left;
            stack[depth++].n = right;
            n = left;
        } else {
            stack[depth].v = v;
            stack[depth++].n = left;
            v += left;
            n = right;
        }
    }
}

void dh_sort64(uint64_t *v, size_t n)
{
    if (n <= FEW) /* before the stack of the larger ones is set up */
        sort_few(v, n);
    else
        quicksort(v, n);
}

/* Copies v[0..n), which is sorted, to `to`, which may be v: each once; answers how many. */
static size_t copy_once(uint64_t *to, const uint64_t *v, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) { /* as good as chance: no branch */
        to[kept] = v[i];
        kept += i + 1 == n || v[i] != v[i + 1];
    }
    return kept;
}

size_t dh_sort64_unique(uint64_t *v, size_t n)
{
    dh_sort64(v, n);
    return copy_once(v, v, n);
}

bool dh_sort64_has(const uint64_t *v, size_t n, uint64_t x)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (v[mid] < x)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && v[lo] == x;
}

/* How far the largest value is shifted to be below `limit`. */
static unsigned shift_for(uint64_t largest, size_t limit)
{
    unsigned shift = 0;
    while (largest >> shift >= limit)
        shift++;
    return shift;
}

/* Parts v[0..n) into out: values up to limit from its front on, the others from its back. Answers
 * how many are in front. */
static size_t part(const uint64_t *v, size_t n, uint64_t limit, uint64_t *out)
{
    size_t front = 0, back = n - 1;
    for (size_t i = 0; i < n; i++) {
        bool in = v[i] <= limit; /* as good as chance: no branch */
        out[front] = v[i];
        out[back] = v[i];
        front += in;
        back -= !in;
    }
    return front;
}

/* Copies v[0..n), which is nearly sorted, sorted to `to`, which may be v: each once;
 * answers how many. Where v is not, as no hashes are, it is sorted in another way. */
static size_t mend_once(uint64_t *to, uint64_t *v, size_t n)
{
    if (n == 0)
        return 0;
    uint64_t last = to[0] = v[0];
    size_t kept = 1, steps = 0;
    for (size_t i = 1; i < n; i++) {
        const uint64_t x = v[i];
        if (x >= last) { /* nearly all */
            to[kept] = x;
            kept += x != last;
            last = x;
            continue;
        }
        size_t at = insert(to, kept, x);
        bool twice = at && to[at - 1] == x;
        if (twice) /* back again */
            memmove(to + at, to + at + 1, (kept - at) * sizeof *to);
        steps += kept - at;
        kept += !twice;
        if (steps > MEND_STEPS * n) {
            memmove(to + kept, v + i + 1, (n - i - 1) * sizeof *to);
            return dh_sort64_unique(to, kept + n - i - 1);
        }
    }
    return kept;
}

/* Sorts v[0..n), hashes up to largest, to `to`, which may be v: by the lower, then by the upper
 * half of their first bits, which few of them share. Each once; answers how many. spare: room for
 * n. */
static size_t sort_hashes(uint64_t *to, uint64_t *v, size_t n, uint64_t *spare, uint64_t largest)
{
    uint32_t low[HALF] = { 0 }, high[HALF] = { 0 }, below_low = 0, below_high = 0;
    const unsigned shift = shift_for(largest, HALF * HALF);

    for (size_t i = 0; i < n; i++) {
        uint64_t bits = v[i] >> shift;
        low[bits % HALF]++;
        high[bits / HALF]++;
    }
    for (size_t b = 0; b < HALF; b++) {
        uint32_t in_low = low[b], in_high = high[b];
        low[b] = below_low;
        high[b] = below_high;
        below_low += in_low;
        below_high += in_high;
    }
    for (size_t i = 0; i < n; i++)
        spare[low[(v[i] >> shift) % HALF]++] = v[i];
    for (size_t i = 0; i < n; i++)
        v[high[(spare[i] >> shift) / HALF]++] = spare[i];
    return mend_once(to, v, n);
}

size_t dh_sort64_smallest(uint64_t *v, size_t n, uint64_t *spare, uint64_t largest, size_t keep,
                          bool *more)
{
    size_t near = keep + keep / 4, kept;
    bool rest = false; /* larger ones were not looked at */

    if (n <= FEW) {
        kept = dh_sort64_unique(v, n);
    } else if (n <= near) {
        kept = sort_hashes(v, v, n, spare, largest);
    } else {
        uint64_t limit = largest / n * near;
        size_t front = part(v, n, limit, spare);
        kept = sort_hashes(v, spare, front, v, limit);
        rest = kept >= keep && front < n;
        if (!rest) {
            kept += sort_hashes(v + kept, spare + front, n - front, v + kept, largest);
        }
    }
    *more = kept > keep || rest;
    return kept < keep ? kept : keep;
}
