/* SPDX-License-Identifier: MIT */
/* The list of active formatting elements (HTML Living Standard 13.2.4.3) of an estimate (open.h):
 * which of b, i, a and the like are to be opened again in the next paragraph. Markers part it at
 * table cells, captions and the like. Used by openstack.h and plain.c. One thread a page. */
#ifndef DH_FORMATS_H
#define DH_FORMATS_H

#include "tree/open.h"

/* An HTML element comes onto the stack (by 1) or leaves it (by -1). */
static inline void dh_open_count(struct dh_open *o, const struct dh_open_element *e, int by)
{
    o->count[e->tag] += (unsigned)by;
    if (dh_tag_is((GumboTag)e->tag, DH_TAG_FORMAT) && !e->unlisted)
        o->n_open_formats += (unsigned)by;
}

/* Place of the last entry with that tag behind the last marker; n_formats: none. */
unsigned dh_formats_find(const struct dh_open *o, GumboTag tag);
/* Appends an entry, digest: of its attributes; of three alike the first goes (Noah's Ark clause).
 * false: DH_OPEN_FORMATS stand in the list. */
bool dh_formats_add(struct dh_open *o, GumboTag tag, uint32_t digest);
/* Takes out the entry at that place. */
void dh_formats_drop(struct dh_open *o, unsigned i);
/* The outermost listed element with that tag behind the last marker on the stack is listed no more:
 * it stays open, but is not opened again. */
void dh_formats_unlist(struct dh_open *o, GumboTag tag);
/* Appends a marker; takes out the last one and all behind it. */
void dh_formats_mark(struct dh_open *o);
void dh_formats_clear(struct dh_open *o);
/* How many of the last entries are not open any more. */
unsigned dh_formats_waiting(const struct dh_open *o);

#endif
