/* SPDX-License-Identifier: MIT */
#include "report/topmost.h"

#include <stdbool.h>

enum dh_err dh_topmost_init(struct dh_topmost *t, const struct dh_allocator *m, size_t most)
{
    *t = (struct dh_topmost){ .mem = m, .most = most };
    t->items = dh_mem_zeroed(m, most, sizeof *t->items);
    return t->items ? DH_OK : DH_ENOMEM;
}

void dh_topmost_release(struct dh_topmost *t)
{
    if (t->mem)
        dh_mem_free(t->mem, t->items);
    *t = (struct dh_topmost){ 0 };
}

static bool is_before(const struct dh_topmost_item *a, const struct dh_topmost_item *b)
{
    for (size_t i = 0; i < DH_TOPMOST_RANKS; i++)
        if (a->rank[i] != b->rank[i])
            return a->rank[i] > b->rank[i];
    return false;
}

/* Puts item where the hole at i is, or below it: no parent comes before its children. */
static void sink(struct dh_topmost_item *items, size_t n, size_t i, struct dh_topmost_item item)
{
    for (;;) {
        size_t child = 2 * i + 1;
        if (child + 1 < n && is_before(&items[child], &items[child + 1]))
            child++;
        if (child >= n || !is_before(&item, &items[child]))
            break;
        items[i] = items[child];
        i = child;
    }
    items[i] = item;
}

void dh_topmost_offer(struct dh_topmost *t, const struct dh_topmost_item *item)
{
    if (t->n == t->most) {
        if (is_before(item, &t->items[0]))
            sink(t->items, t->n, 0, *item);
        return;
    }
    size_t i = t->n++;
    while (i && is_before(&t->items[(i - 1) / 2], item)) {
        t->items[i] = t->items[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    t->items[i] = *item;
}

void dh_topmost_sort(struct dh_topmost *t)
{
    for (size_t n = t->n; n > 1; n--) { /* the last of those that are left goes behind them */
        struct dh_topmost_item last = t->items[n - 1];
        t->items[n - 1] = t->items[0];
        sink(t->items, n - 1, 0, last);
    }
}
