/* SPDX-License-Identifier: MIT */
/* End tags of open.h: what each ends (HTML Living Standard 13.2.6.4.7, "any other end tag" and
 * those before it). */
#include "tree/openstack.h"

static void end_ordinary(struct dh_open *o, GumboTag tag)
{
    for (unsigned i = o->count[tag] ? o->n : 0; i-- > 0;) {
        const struct dh_open_element *e = &o->stack[i];
        if (!e->foreign && e->tag == tag) {
            dh_open_pop_to(o, i);
            return;
        }
        if (dh_open_stops(e, DH_TAG_SPECIAL))
            return;
    }
}

static void end_heading(struct dh_open *o)
{
    for (unsigned i = o->n; i-- > 0;) {
        const struct dh_open_element *e = &o->stack[i];
        if (dh_open_stops(e, DH_TAG_SCOPE))
            return;
        if (!e->foreign && dh_tag_is(e->tag, DH_TAG_HEADING)) {
            dh_open_pop_to(o, i);
            return;
        }
    }
}

/* Place of the table part that an end tag ends; of a body or row that no start tag opened, since
 * the parts in it stand right inside the table, the place of those; n: none. */
static unsigned find_table_part(const struct dh_open *o, GumboTag tag)
{
    unsigned i = dh_open_find(o, tag, DH_TAG_TABLE_SCOPE);
    if (i < o->n || (tag != GUMBO_TAG_TBODY && tag != GUMBO_TAG_TR))
        return i;
    while (i-- > 0 && !o->stack[i].foreign && o->stack[i].tag != GUMBO_TAG_TABLE) {
        GumboTag part = (GumboTag)o->stack[i].tag, in = i ? o->stack[i - 1].tag : GUMBO_TAG_LAST;
        bool row = in == GUMBO_TAG_TBODY || in == GUMBO_TAG_THEAD || in == GUMBO_TAG_TFOOT;
        bool cell = part == GUMBO_TAG_TD || part == GUMBO_TAG_TH;
        if (tag == GUMBO_TAG_TR ? cell && (row || in == GUMBO_TAG_TABLE)
                                : (cell || part == GUMBO_TAG_TR) && in == GUMBO_TAG_TABLE)
            return i;
    }
    return o->n;
}

/* The form alone leaves the stack, whatever is open in it. */
static void end_form(struct dh_open *o)
{
    unsigned i = dh_open_find_form(o);
    o->form = 0;
    if (i == o->n)
        return;
    dh_open_end_implied(o, GUMBO_TAG_LAST);
    dh_open_remove(o, i);
}

/* Gumbo looks for an object as it does for the parts of a table. */
static void end_object(struct dh_open *o, GumboTag tag)
{
    unsigned i = dh_open_find(o, tag, DH_TAG_TABLE_SCOPE);
    if (i == o->n)
        return;
    dh_open_pop_to(o, i);
    dh_formats_clear(o);
}

static void end_html(struct dh_open *o, GumboTag tag)
{
    if (tag == GUMBO_TAG_BR) /* it makes a br */
        (void)dh_open_reconstruct(o);
    if (dh_tag_is(tag, DH_TAG_RARELY_NESTS | DH_TAG_VOID | DH_TAG_LEAF))
        return;
    if (dh_open_in_select(o) && tag != GUMBO_TAG_OPTION && tag != GUMBO_TAG_OPTGROUP &&
        tag != GUMBO_TAG_SELECT && tag != GUMBO_TAG_TEMPLATE &&
        !(dh_tag_is(tag, DH_TAG_TABLE_PART) || tag == GUMBO_TAG_TABLE))
        return;
    if (dh_tag_is(tag, DH_TAG_FORMAT))
        dh_open_adopt(o, tag);
    else if (dh_tag_is(tag, DH_TAG_HEADING))
        end_heading(o);
    else if (tag == GUMBO_TAG_FORM)
        end_form(o);
    else if (tag == GUMBO_TAG_TEMPLATE)
        dh_open_pop_to(o, dh_open_find(o, tag, 0));
    else if (dh_tag_is(tag, DH_TAG_TABLE_PART) || tag == GUMBO_TAG_TABLE)
        dh_open_pop_to(o, find_table_part(o, tag));
    else if (dh_tag_is(tag, DH_TAG_MARKER))
        end_object(o, tag);
    else if (dh_open_is_block_end(tag) && tag != GUMBO_TAG_NOSCRIPT)
        dh_open_pop_to(o, dh_open_find_block(o, tag));
    else
        end_ordinary(o, tag);
}

/* Takes note of an end tag that does nothing but end the innermost open element, as most do; false:
 * it may do more. */
static bool end_innermost(struct dh_open *o, GumboTag tag)
{
    const struct dh_open_element *e = dh_open_top(o);
    if (!e || e->tag != tag || e->foreign || tag == GUMBO_TAG_FORM || o->n_dropped ||
        dh_open_in_select(o) ||
        dh_tag_is(tag, DH_TAG_RARELY_NESTS | DH_TAG_VOID | DH_TAG_LEAF | DH_TAG_MARKER))
        return false;
    if (dh_tag_is(tag, DH_TAG_FORMAT)) {
        if (o->n_formats == 0 || o->formats[o->n_formats - 1].id != e->id)
            return false;
        o->n_formats--;
    }
    dh_open_pop(o);
    return true;
}

bool dh_open_end(struct dh_open *o, const struct dh_open_tag *t)
{
    if (end_innermost(o, t->tag))
        return true;
    if (o->n_dropped && o->dropped[t->tag]) {
        o->dropped[t->tag]--;
        o->n_dropped--;
        return false;
    }
    for (unsigned i = o->n; i-- > 0 && o->stack[i].foreign;)
        if (o->stack[i].id == t->name) {
            dh_open_pop_to(o, i);
            return true;
        }
    end_html(o, t->tag);
    return true;
}
