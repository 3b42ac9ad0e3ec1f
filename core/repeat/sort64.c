/* SPDX-License-Identifier: MIT */
#include "repeat/sort64.h"

enum { FEW = 16, DEPTH = 64 };

static void insertion(uint64_t *v, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t x = v[i];
        size_t j = i;
        for (; j > 0 && v[j - 1] > x; j--)
            v[j] = v[j - 1];
        v[j] = x;
    }
}

static uint64_t middle(uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t lo = a < b ? a : b, hi = a < b ? b : a;
    return c < lo ? lo : c > hi ? hi : c;
}

void dh_sort64(uint64_t *v, size_t n)
{
    struct {
        uint64_t *v;
        size_t n;
    } stack[DEPTH];
    size_t depth = 0;

    for (;;) {
        if (n <= FEW) {
            insertion(v, n);
            if (depth == 0)
                return;
            v = stack[--depth].v;
            n = stack[depth].n;
            continue;
        }
        uint64_t pivot = middle(v[0], v[n / 2], v[n - 1]);
        size_t i = 0, j = n - 1;
        for (;; i++, j--) {
            while (v[i] < pivot)
                i++;
            while (v[j] > pivot)
                j--;
            if (i >= j)
                break;
            uint64_t t = v[i];
            v[i] = v[j];
            v[j] = t;
        }
        /* The larger part waits, so the stack is never deeper than the logarithm of n. */
        size_t left = j + 1, right = n - left;
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

size_t dh_sort64_unique(uint64_t *v, size_t n)
{
    size_t kept = 0;
    dh_sort64(v, n);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || v[i] != v[kept - 1])
            v[kept++] = v[i];
    return kept;
}
