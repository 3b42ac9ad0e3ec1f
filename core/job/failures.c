/* SPDX-License-Identifier: MIT */
#include "job/failures.h"

#include <stdlib.h>
#include <string.h>

enum { WHERE_MAX = 255, REASON_MAX = 120 };

void dh_failures_init(struct dh_failures *f, const struct dh_allocator *m)
{
    *f = (struct dh_failures){ .n = 0 };
    dh_arena_init(&f->arena, m, 4u << 20);
}

void dh_failures_release(struct dh_failures *f)
{
    if (f->arena.mem)
        dh_arena_release(&f->arena);
}

/* The message without what differs from page to page. */
static void simplify(struct dh_str s, char dst[REASON_MAX + 1])
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < REASON_MAX; i++) {
        char c = s.p[i];
        if (c == '\'') {
            size_t end = i + 1 + dh_str_find_byte(dh_str_sub(s, i + 1, s.n), '\'');
            if (end < s.n) {
                i = end;
                for (int dots = 0; dots < 3 && n < REASON_MAX; dots++)
                    dst[n++] = '.';
                continue;
            }
        }
        if (dh_is_digit((unsigned char)c)) {
            if (n && dst[n - 1] == 'N')
                continue;
            c = 'N';
        }
        dst[n++] = c ? c : ' ';
    }
    while (n && dst[n - 1] == ' ')
        n--;
    dst[n] = '\0';
}

static const char *keep(struct dh_failures *f, const char *s)
{
    size_t n = strlen(s) + 1;
    char *p = dh_arena_alloc(&f->arena, n);
    return p ? memcpy(p, s, n) : NULL;
}

void dh_failures_add(struct dh_failures *f, struct dh_str where, struct dh_str reason,
                     uint64_t count)
{
    char place[WHERE_MAX + 1], why[REASON_MAX + 1];
    size_t n = where.n < WHERE_MAX ? where.n : WHERE_MAX;

    f->all += count;
    memcpy(place, n ? where.p : "", n);
    place[n] = '\0';
    simplify(reason, why);
    if (f->n >= DH_FAILURES_MAX) {
        memcpy(place, "other places", sizeof "other places");
        memcpy(why, "failed", sizeof "failed");
    }
    for (size_t i = f->n; i > 0; i--) /* like follows like */
        if (!strcmp(f->groups[i - 1].where, place) && !strcmp(f->groups[i - 1].reason, why)) {
            f->groups[i - 1].count += count;
            return;
        }
    char whole[2 * REASON_MAX];
    n = reason.n < sizeof whole ? reason.n : sizeof whole - 1;
    memcpy(whole, n ? reason.p : "", n);
    whole[n] = '\0';
    struct dh_failure_group g = { keep(f, place), keep(f, why), keep(f, whole), count };
    if (g.where && g.reason && g.first &&
        dh_arena_grow(&f->arena, (void **)&f->groups, f->n, &f->cap, sizeof *f->groups))
        f->groups[f->n++] = g;
}

static int compare(const void *a, const void *b)
{
    const struct dh_failure_group *x = a, *y = b;
    int c = strcmp(x->where, y->where);
    if (c == 0)
        c = (x->count < y->count) - (x->count > y->count);
    return c ? c : strcmp(x->reason, y->reason);
}

void dh_failures_sort(struct dh_failures *f)
{
    if (f->n)
        qsort(f->groups, f->n, sizeof *f->groups, compare);
}
