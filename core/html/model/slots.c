/* SPDX-License-Identifier: MIT */
#include "html/model/slots.h"

bool dh_slots_make(struct dh_slots *s, struct dh_arena *a, size_t n)
{
    size_t size = 16;
    while (size < 2 * n)
        size *= 2;
    s->mask = size - 1;
    s->key = dh_arena_zeroed(a, size, sizeof *s->key);
    s->value = dh_arena_alloc(a, size * sizeof *s->value);
    return s->key && s->value;
}
