/* SPDX-License-Identifier: MIT */
/* An allocator that counts, and fails where it is told to (dh_allocator.resize). */
#ifndef TORTURE_H
#define TORTURE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct torture {
    uint64_t calls, fail_at; /* allocations so far; the one that fails, 0: none */
    bool for_good;           /* all behind it fail too */
    long live;               /* blocks that were given and not freed */
};

static void *resize(void *self, void *p, size_t n)
{
    struct torture *t = self;
    if (n == 0) {
        t->live -= p != NULL;
        free(p);
        return NULL;
    }
    t->calls++;
    if (t->fail_at && (t->calls == t->fail_at || (t->for_good && t->calls > t->fail_at)))
        return NULL;
    void *q = realloc(p, n);
    t->live += q && !p;
    return q;
}

#endif
