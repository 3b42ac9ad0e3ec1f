/* SPDX-License-Identifier: MIT */
/* What is kept of a page's facts, and the errors on the way: below all that states them. */
#include "meta/facts/facts.h"

void dh_facts_note(struct dh_facts *f, enum dh_err e)
{
    if (e == DH_ENOMEM && !f->err)
        f->err = e;
}

void dh_facts_keep(struct dh_facts *f, struct dh_str s, struct dh_str *out)
{
    if (!dh_arena_copy(f->arena, s, out) && !f->err)
        f->err = dh_arena_err(f->arena);
}
