/* SPDX-License-Identifier: MIT */
#include "tree/formats.h"

#include <string.h>

static bool is_marker(const struct dh_open *o, unsigned i)
{
    return o->formats[i].tag == GUMBO_TAG_LAST;
}

unsigned dh_formats_find(const struct dh_open *o, GumboTag tag)
{
    for (unsigned i = o->n_formats; i-- > 0 && !is_marker(o, i);)
        if (o->formats[i].tag == tag)
            return i;
    return o->n_formats;
}

unsigned dh_formats_of(const struct dh_open *o, uint32_t id)
{
    for (unsigned i = o->n_formats; i-- > 0;)
        if (o->formats[i].id == id && !is_marker(o, i))
            return i;
    return o->n_formats;
}

unsigned dh_formats_place(const struct dh_open *o, unsigned i)
{
    for (unsigned k = o->n; k-- > 0;)
        if (o->stack[k].id == o->formats[i].id && o->stack[k].tag == o->formats[i].tag &&
            !o->stack[k].foreign)
            return k;
    return o->n;
}

void dh_formats_drop(struct dh_open *o, unsigned i)
{
    if (is_marker(o, i))
        o->n_markers--;
    else if (o->n_shut)
        o->n_shut -= dh_formats_place(o, i) == o->n;
    o->n_formats--;
    memmove(&o->formats[i], &o->formats[i + 1], (o->n_formats - i) * sizeof(o->formats[0]));
}

void dh_formats_shift(struct dh_open *o, unsigned from, unsigned to)
{
    struct dh_format e = o->formats[from];
    if (from < to)
        memmove(&o->formats[from], &o->formats[from + 1], (to - from) * sizeof e);
    else
        memmove(&o->formats[to + 1], &o->formats[to], (from - to) * sizeof e);
    o->formats[to] = e;
}

bool dh_formats_add(struct dh_open *o, const struct dh_open_element *e, uint32_t digest)
{
    unsigned alike = 0, first = 0;
    for (unsigned i = o->n_formats; i-- > 0 && !is_marker(o, i);)
        if (o->formats[i].tag == e->tag && o->formats[i].digest == digest) {
            alike++;
            first = i;
        }
    if (alike >= 3)
        dh_formats_drop(o, first);
    if (o->n_formats - o->n_markers == DH_OPEN_FORMATS)
        return false;
    o->formats[o->n_formats++] = (struct dh_format){ e->tag, digest, e->id };
    return true;
}

/* An object that a cell's end closes leaves its marker behind, so there may be more markers than
 * open elements: the first are as good as forgotten. */
void dh_formats_mark(struct dh_open *o)
{
    while (o->n_markers == DH_TREE_DEPTH)
        dh_formats_drop(o, 0);
    o->formats[o->n_formats++] = (struct dh_format){ .tag = GUMBO_TAG_LAST };
    o->n_markers++;
}

void dh_formats_clear(struct dh_open *o)
{
    while (o->n_formats) {
        bool marker = is_marker(o, o->n_formats - 1);
        dh_formats_drop(o, o->n_formats - 1);
        if (marker)
            return;
    }
}

bool dh_formats_waits(const struct dh_open *o, unsigned n)
{
    return n > 0 && !is_marker(o, n - 1) && dh_formats_place(o, n - 1) == o->n;
}

unsigned dh_formats_waiting(const struct dh_open *o)
{
    unsigned n = o->n_formats;
    while (dh_formats_waits(o, n))
        n--;
    return n;
}
