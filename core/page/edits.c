/* SPDX-License-Identifier: MIT */
/* Edits of a page: a list that grows, is sorted, and written. */
#include <stdlib.h>
#include <string.h>

#include "page/page.h"

enum dh_err dh_page_edit(struct dh_page *p, uint32_t at, uint32_t n, enum dh_kind kind,
                         struct dh_str now, struct dh_str rule)
{
    void *array = p->edits;
    if (!dh_arena_grow(&p->arena, &array, p->n_edits, &p->cap_edits, sizeof *p->edits))
        return dh_arena_err(&p->arena);
    p->edits = array;
    p->edits[p->n_edits++] =
        (struct dh_edit){ .at = at, .n = n, .kind = (uint8_t)kind, .now = now, .rule = rule };
    return DH_OK;
}

enum dh_err dh_edits_expect(struct dh_page *p, size_t n)
{
    void *array = p->edits;
    while (p->cap_edits - p->n_edits < n) {
        if (!dh_arena_grow(&p->arena, &array, p->cap_edits, &p->cap_edits, sizeof *p->edits))
            return dh_arena_err(&p->arena);
        p->edits = array;
    }
    return DH_OK;
}

static int by_place(const void *a, const void *b)
{
    const struct dh_edit *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    int order = dh_str_cmp(x->rule, y->rule); /* not that of their coming: qsort keeps none */
    return order ? order : dh_str_cmp(x->now, y->now);
}

void dh_edits_sort(struct dh_edit *edits, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (by_place(&edits[i - 1], &edits[i]) > 0) { /* mostly they come in order */
            qsort(edits, n, sizeof *edits, by_place);
            return;
        }
}

size_t dh_edits_settle(struct dh_edit *edits, size_t n)
{
    size_t kept = 0;
    uint32_t done = 0;
    dh_edits_sort(edits, n);
    for (size_t i = 0; i < n; i++) {
        if (edits[i].at < done)
            continue;
        done = edits[i].at + edits[i].n;
        edits[kept++] = edits[i];
    }
    return kept;
}

static size_t write(char *to, const char *p, size_t n)
{
    if (n)
        memcpy(to, p, n);
    return n;
}

size_t dh_edits_write(const struct dh_edit *edits, size_t n, struct dh_str input, size_t from,
                      size_t to, char *out)
{
    size_t written = 0;
    for (const struct dh_edit *e = edits; e < edits + n; e++) {
        if (e->at < from)
            continue;
        written += write(out + written, input.p + from, e->at - from);
        written += write(out + written, e->now.p, e->now.n);
        from = e->at + e->n;
    }
    return from < to ? written + write(out + written, input.p + from, to - from) : written;
}
