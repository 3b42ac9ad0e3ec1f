/* SPDX-License-Identifier: MIT */
#include "tree/formats.h"

#include <string.h>

void dh_formats_drop(struct dh_open *o, unsigned i)
{
    memmove(&o->formats[i], &o->formats[i + 1], (o->n_formats - i - 1) * sizeof(o->formats[0]));
    o->n_formats--;
}

unsigned dh_formats_find(const struct dh_open *o, GumboTag tag)
{
    for (unsigned i = o->n_formats; i-- > 0 && o->formats[i].tag != GUMBO_TAG_LAST;)
        if (o->formats[i].tag == tag)
            return i;
    return o->n_formats;
}

void dh_formats_unlist(struct dh_open *o, GumboTag tag)
{
    struct dh_open_element *outermost = NULL;
    for (unsigned i = o->n;
         i-- > 0 && (o->stack[i].foreign || !dh_tag_is(o->stack[i].tag, DH_TAG_MARKER));)
        if (o->stack[i].tag == tag && !o->stack[i].foreign && !o->stack[i].unlisted)
            outermost = &o->stack[i];
    if (!outermost)
        return;
    outermost->unlisted = true;
    o->n_open_formats--;
}

/* The Noah's Ark clause: of three alike behind the last marker the first goes. */
static void noahs_ark(struct dh_open *o, GumboTag tag, uint32_t digest)
{
    unsigned alike = 0, first = 0;
    for (unsigned i = o->n_formats; i-- > 0 && o->formats[i].tag != GUMBO_TAG_LAST;)
        if (o->formats[i].tag == tag && o->formats[i].digest == digest) {
            alike++;
            first = i;
        }
    if (alike >= 3) {
        dh_formats_drop(o, first);
        dh_formats_unlist(o, tag);
    }
}

bool dh_formats_add(struct dh_open *o, GumboTag tag, uint32_t digest)
{
    noahs_ark(o, tag, digest);
    if (o->n_formats - o->n_markers == DH_OPEN_FORMATS)
        return false;
    o->formats[o->n_formats].tag = (uint16_t)tag;
    o->formats[o->n_formats++].digest = digest;
    return true;
}

/* There are no more markers than open elements, so there is room. */
void dh_formats_mark(struct dh_open *o)
{
    o->formats[o->n_formats++].tag = GUMBO_TAG_LAST;
    o->n_markers++;
}

void dh_formats_clear(struct dh_open *o)
{
    while (o->n_formats && o->formats[--o->n_formats].tag != GUMBO_TAG_LAST)
        continue;
    o->n_markers -= o->n_markers > 0;
}

unsigned dh_formats_waiting(const struct dh_open *o)
{
    unsigned all = 0, open = 0;
    if (o->n_formats - o->n_markers == o->n_open_formats)
        return 0;
    for (unsigned i = o->n_formats; i-- > 0 && o->formats[i].tag != GUMBO_TAG_LAST;)
        all++;
    for (unsigned i = o->n;
         i-- > 0 && !(dh_tag_is(o->stack[i].tag, DH_TAG_MARKER) && !o->stack[i].foreign);)
        open += !o->stack[i].foreign && !o->stack[i].unlisted &&
                dh_tag_is(o->stack[i].tag, DH_TAG_FORMAT);
    return all > open ? all - open : 0;
}
