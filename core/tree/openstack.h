/* SPDX-License-Identifier: MIT */
/* Inside of open.h: the stack of open elements as start tags (open.c), end tags (openend.c)
 * and formatting elements (openformat.c) change it. For these. */
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

/* An element has left the stack. */
static inline void dh_open_left(struct dh_open *o, const struct dh_open_element *e)
{
    if (e->foreign)
        return;
    o->count[e->tag]--;
    if (dh_tag_is(e->tag, DH_TAG_FORMAT) && dh_formats_of(o, e->id) < o->n_formats)
        o->n_shut++;
}

/* Whether an element stops a search that those with one of the properties stop. */
static inline bool dh_open_stops(const struct dh_open_element *e, unsigned properties)
{
    return e->foreign ? e->special : dh_tag_is((GumboTag)e->tag, properties);
}

/* Takes the innermost element off the stack; there is one. The end of a cell and the like ends what
 * its marker began. An object has a marker too, but only its own end tag does that. */
static inline void dh_open_pop(struct dh_open *o)
{
    const struct dh_open_element *e = &o->stack[--o->n];
    dh_open_left(o, e);
    if (!e->foreign && (dh_tag_is_cell(e->tag) || e->tag == GUMBO_TAG_TEMPLATE))
        dh_formats_clear(o);
}

/* Takes off elements until i are left. */
static inline void dh_open_pop_to(struct dh_open *o, unsigned i)
{
    while (o->n > i)
        dh_open_pop(o);
}

/* What stands from place i on came there otherwise than by its tag. */
static inline void dh_open_moved(struct dh_open *o, unsigned i)
{
    o->moved = o->moved < i ? o->moved : i;
}

/* Takes out the element at place i. */
static inline void dh_open_remove(struct dh_open *o, unsigned i)
{
    const struct dh_open_element e = o->stack[i];
    o->n--;
    memmove(&o->stack[i], &o->stack[i + 1], (o->n - i) * sizeof e);
    dh_open_left(o, &e);
    if (i < o->n)
        dh_open_moved(o, i);
}

/* p, li and the like end here, whose end tags may be left out (13.2.6.3, "generate implied end
 * tags"). */
static inline void dh_open_end_implied(struct dh_open *o, GumboTag except)
{
    while (o->n && !dh_open_top(o)->foreign && dh_tag_is(dh_open_top(o)->tag, DH_TAG_IMPLIED_END) &&
           dh_open_top(o)->tag != except)
        dh_open_pop(o);
}

/* The adoption agency for an end tag of a formatting element. */
void dh_open_adopt(struct dh_open *o, GumboTag tag);

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
        if (dh_open_stops(e, stop))
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

/* Place of the form that the end tag of one ends; n: none. It is the one begun last: where a table
 * hid that from its end tag, forms nest. */
static inline unsigned dh_open_find_form(const struct dh_open *o)
{
    unsigned i = dh_open_find(o, GUMBO_TAG_FORM, DH_TAG_SCOPE);
    return i < o->n && o->stack[i].id == o->form ? i : o->n;
}

/* Whether an end tag looks for its element as those of blocks do: main stops no search, yet its own
 * end tag passes all that the others pass. */
static inline bool dh_open_is_block_end(GumboTag tag)
{
    return dh_tag_is(tag, DH_TAG_SPECIAL) || tag == GUMBO_TAG_MAIN;
}

#endif
