/* SPDX-License-Identifier: MIT */
/* Formatting elements on the stack of open.h: how one ends where others are open in it (the
 * adoption agency, HTML Living Standard 13.2.6.4.7), and how they are opened again (13.2.4.3). */
#include "tree/openstack.h"

bool dh_open_reconstructs(const struct dh_open *o)
{
    return o->n_shut && dh_formats_waits(o, o->n_formats);
}

bool dh_open_reconstruct(struct dh_open *o)
{
    if (o->n_shut == 0 || dh_open_in_select(o) || dh_open_foreign(o))
        return false;
    unsigned from = dh_formats_waiting(o), n = o->n;
    for (; from < o->n_formats && o->n < DH_TREE_DEPTH; from++) {
        uint32_t id = o->formats[from].id = ++o->last_id;
        o->stack[o->n++] = (struct dh_open_element){ .tag = o->formats[from].tag, .id = id };
        o->count[o->formats[from].tag]++;
        o->n_shut--;
    }
    if (o->n > n)
        dh_open_moved(o, n);
    return o->n > n;
}

/* Takes the formatting element at place i, whose entry is that one, right inside the block, a
 * special element at a place above. Formatting elements between are cloned, but for all but the
 * last three, which are listed no more; what is not listed is taken off the stack. */
static void move_inside(struct dh_open *o, unsigned i, unsigned block, unsigned format)
{
    enum { CLONES = 3 };
    unsigned bookmark = format + 1, inner = 0;
    bool cloned = false;

    dh_open_moved(o, i);
    for (unsigned k = block; --k > i;) {
        unsigned entry = dh_tag_is(o->stack[k].tag, DH_TAG_FORMAT) && !o->stack[k].foreign
                             ? dh_formats_of(o, o->stack[k].id)
                             : o->n_formats;
        if (++inner > CLONES && entry < o->n_formats) {
            dh_formats_drop(o, entry);
            bookmark -= entry < bookmark;
            format -= entry < format;
            continue; /* Gumbo leaves it on the stack */
        }
        if (entry == o->n_formats) {
            dh_open_remove(o, k);
            block--;
            continue;
        }
        o->stack[k].id = o->formats[entry].id = ++o->last_id;
        if (!cloned)
            bookmark = entry + 1;
        cloned = true;
    }
    struct dh_open_element e = o->stack[i];
    e.id = o->formats[format].id = ++o->last_id;
    dh_formats_shift(o, format, bookmark - (format < bookmark));
    memmove(&o->stack[i], &o->stack[i + 1], (block - i) * sizeof e);
    o->stack[block] = e;
}

/* One round of the adoption agency; false: it was the last one. */
static bool adopt_once(struct dh_open *o, GumboTag tag)
{
    unsigned format = dh_formats_find(o, tag);
    if (format == o->n_formats)
        return false;
    unsigned i = dh_formats_place(o, format), block = i;
    if (i == o->n) {
        dh_formats_drop(o, format);
        return false;
    }
    if (dh_open_find(o, tag, DH_TAG_SCOPE) == o->n)
        return false; /* a table or the like stands between */
    while (block < o->n && !dh_open_stops(&o->stack[block], DH_TAG_SPECIAL))
        block++;
    if (block == o->n) {
        dh_open_pop_to(o, i);
        dh_formats_drop(o, format);
        return false;
    }
    move_inside(o, i, block, format);
    return true;
}

void dh_open_adopt(struct dh_open *o, GumboTag tag)
{
    enum { ROUNDS = 8 };
    const struct dh_open_element *top = dh_open_top(o);
    if (top && !top->foreign && top->tag == tag && dh_formats_of(o, top->id) == o->n_formats) {
        dh_open_pop(o);
        return;
    }
    for (unsigned n = 0; n < ROUNDS && adopt_once(o, tag); n++)
        continue;
}
