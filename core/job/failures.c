/* SPDX-License-Identifier: MIT */
#include "job/failures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHERE_MAX = 255, REASON_MAX = 120, MESSAGE_MAX = 240 };

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

/* s as a C string, as far as there is room. */
static void cut(char *dst, size_t room, struct dh_str s)
{
    size_t n = s.n < room ? s.n : room - 1;
    memcpy(dst, n ? s.p : "", n);
    dst[n] = '\0';
}

static const char *keep(struct dh_failures *f, const char *s)
{
    size_t n = strlen(s) + 1;
    char *p = dh_arena_alloc(&f->arena, n);
    return p ? memcpy(p, s, n) : NULL;
}

static struct dh_failure_group *find(const struct dh_failures *f, const char *where,
                                     const char *reason)
{
    for (size_t i = f->n; i > 0; i--) /* like follows like */
        if (!strcmp(f->groups[i - 1].where, where) && !strcmp(f->groups[i - 1].reason, reason))
            return &f->groups[i - 1];
    return NULL;
}

static void tell_both(struct dh_failures *f, struct dh_failure_group *g)
{
    char text[REASON_MAX + MESSAGE_MAX + 16];
    snprintf(text, sizeof text, "%s; first: %s", g->reason, g->first);
    const char *words = keep(f, text);
    g->words = words ? words : g->reason;
}

void dh_failures_add_as(struct dh_failures *f, struct dh_str where, struct dh_str reason,
                        struct dh_str message, uint64_t count)
{
    char place[WHERE_MAX + 1], why[REASON_MAX + 1], whole[MESSAGE_MAX + 1];

    f->all += count;
    cut(place, sizeof place, where);
    cut(whole, sizeof whole, message);
    simplify(reason, why);
    if (f->n >= DH_FAILURES_MAX) {
        cut(place, sizeof place, DH_STR("other places"));
        cut(why, sizeof why, DH_STR("failed"));
    }
    struct dh_failure_group *old = find(f, place, why);
    if (old) {
        old->count += count;
        if (old->words == old->first && strcmp(old->first, whole) != 0)
            tell_both(f, old);
        return;
    }
    struct dh_failure_group g = { keep(f, place), keep(f, why), keep(f, whole), NULL, count };
    g.words = g.first;
    if (g.where && g.reason && g.first &&
        dh_arena_grow(&f->arena, (void **)&f->groups, f->n, &f->cap, sizeof *f->groups))
        f->groups[f->n++] = g;
}

void dh_failures_add(struct dh_failures *f, struct dh_str where, struct dh_str reason,
                     uint64_t count)
{
    dh_failures_add_as(f, where, reason, reason, count);
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
