/* SPDX-License-Identifier: MIT */
/* Inside of open.h: the stack of open elements as start tags (open.c) and end tags (openend.c)
 * change it. For these. */
#ifndef DH_OPENSTACK_H
#define DH_OPENSTACK_H

#include <string.h>

#include "tree/formats.h"
#include "tree/open.h"

/* The innermost open element; NULL: none is open. */
static inline const struct dh_open_element *dh_open_top(const struct dh_open *o)
{
    return o->n ? &o->stack[o->n - 1] : NULL;
}

/* Takes the innermost element off the stack; there is one. */
static inline void dh_open_pop(struct dh_open *o)
{
    const struct dh_open_element *e = &o->stack[--o->n];
    if (e->foreign)
        return;
    dh_open_count(o, e, -1);
    if (dh_tag_is(e->tag, DH_TAG_MARKER))
        dh_formats_clear(o);
}

/* Takes off elements until i are left. */
static inline void dh_open_pop_to(struct dh_open *o, unsigned i)
{
    while (o->n > i)
        dh_open_pop(o);
}

/* Takes out the element at place i. */
static inline void dh_open_remove(struct dh_open *o, unsigned i)
{
    dh_open_count(o, &o->stack[i], -1);
    memmove(&o->stack[i], &o->stack[i + 1], (o->n - i - 1) * sizeof(o->stack[0]));
    o->n--;
}

/* Place of the innermost open HTML element with that tag, not beyond an element with property
 * `stop`; n: none. */
static inline unsigned dh_open_find(const struct dh_open *o, GumboTag tag, unsigned stop)
{
    if (o->count[tag] == 0)
        return o->n;
    for (unsigned i = o->n; i-- > 0;) {
        const struct dh_open_element *e = &o->stack[i];
        if (!e->foreign && e->tag == tag)
            return i;
        if (e->foreign ? e->integration : dh_tag_is(e->tag, stop))
            break;
    }
    return o->n;
}

/* What hides an open element from its end tag, beside what hides any (13.2.4.2, "scope"). */
static inline bool dh_open_is_barrier(GumboTag tag, GumboTag of)
{
    return of == GUMBO_TAG_P ? tag == GUMBO_TAG_BUTTON
                             : of == GUMBO_TAG_LI && (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL);
}

/* Place of the block that an end tag with that tag ends; n: none. */
static inline unsigned dh_open_find_block(const struct dh_open *o, GumboTag tag)
{
    unsigned i = dh_open_find(o, tag, DH_TAG_SCOPE);
    for (unsigned k = i + 1; k < o->n; k++)
        if (dh_open_is_barrier((GumboTag)o->stack[k].tag, tag))
            return o->n;
    return i;
}

/* Whether an end tag looks for its element as those of blocks do: main stops no search, yet its own
 * end tag passes all that the others pass. */
static inline bool dh_open_is_block_end(GumboTag tag)
{
    return dh_tag_is(tag, DH_TAG_SPECIAL) || tag == GUMBO_TAG_MAIN;
}

#endif
