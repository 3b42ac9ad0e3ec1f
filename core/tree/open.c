/* SPDX-License-Identifier: MIT */
#include "tree/open.h"

#include <string.h>

#include "tree/formats.h"

static bool has(GumboTag tag, unsigned p)
{
    return dh_tag_is(tag, p);
}

void dh_open_init(struct dh_open *o)
{
    memset(o, 0, sizeof(*o));
}

static const struct dh_open_element *top(const struct dh_open *o)
{
    return o->n ? &o->stack[o->n - 1] : NULL;
}

static bool is_mathml_text(GumboTag tag)
{
    return tag == GUMBO_TAG_MI || tag == GUMBO_TAG_MO || tag == GUMBO_TAG_MN ||
           tag == GUMBO_TAG_MS || tag == GUMBO_TAG_MTEXT;
}

bool dh_open_foreign_rules(const struct dh_open *o, GumboTag next)
{
    const struct dh_open_element *e = top(o);
    if (!e || !e->foreign || e->integration)
        return false;
    if (is_mathml_text(e->tag))
        return next == GUMBO_TAG_MGLYPH || next == GUMBO_TAG_MALIGNMARK;
    return !(e->tag == GUMBO_TAG_ANNOTATION_XML && next == GUMBO_TAG_SVG);
}

static void pop(struct dh_open *o)
{
    const struct dh_open_element *e = &o->stack[--o->n];
    if (e->foreign)
        return;
    dh_open_count(o, e, -1);
    if (has(e->tag, DH_TAG_MARKER))
        dh_formats_clear(o);
}

static void pop_to(struct dh_open *o, unsigned i)
{
    while (o->n > i)
        pop(o);
}

static void remove_element(struct dh_open *o, unsigned i)
{
    dh_open_count(o, &o->stack[i], -1);
    memmove(&o->stack[i], &o->stack[i + 1], (o->n - i - 1) * sizeof(o->stack[0]));
    o->n--;
}

/* Place of the innermost open HTML element with that tag, not beyond an element with property
 * `stop`; n: none. */
static unsigned find(const struct dh_open *o, GumboTag tag, unsigned stop)
{
    if (o->count[tag] == 0)
        return o->n;
    for (unsigned i = o->n; i-- > 0;) {
        const struct dh_open_element *e = &o->stack[i];
        if (!e->foreign && e->tag == tag)
            return i;
        if (e->foreign ? e->integration : has(e->tag, stop))
            break;
    }
    return o->n;
}

/* What hides an open element from its end tag, beside what hides any (13.2.4.2, "scope"). */
static bool is_barrier(GumboTag tag, GumboTag of)
{
    return of == GUMBO_TAG_P ? tag == GUMBO_TAG_BUTTON
                             : of == GUMBO_TAG_LI && (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL);
}

/* Place of the block that an end tag with that tag ends; n: none. */
static unsigned find_block(const struct dh_open *o, GumboTag tag)
{
    unsigned i = find(o, tag, DH_TAG_SCOPE);
    for (unsigned k = i + 1; k < o->n; k++)
        if (is_barrier((GumboTag)o->stack[k].tag, tag))
            return o->n;
    return i;
}

static void close_p(struct dh_open *o)
{
    unsigned i = o->count[GUMBO_TAG_P] ? o->n : 0;
    while (i-- > 0) {
        const struct dh_open_element *e = &o->stack[i];
        if (e->foreign || has(e->tag, DH_TAG_SCOPE) || e->tag == GUMBO_TAG_BUTTON)
            return;
        if (e->tag == GUMBO_TAG_P) {
            pop_to(o, i);
            return;
        }
    }
}

/* li, dd and dt end the one before, unless a special element that is no address, div or p stands
 * between. */
static void close_item(struct dh_open *o, GumboTag tag)
{
    for (unsigned i = o->n; i-- > 0;) {
        const struct dh_open_element *e = &o->stack[i];
        bool same =
            tag == GUMBO_TAG_LI ? e->tag == tag : e->tag == GUMBO_TAG_DD || e->tag == GUMBO_TAG_DT;
        if (same && !e->foreign) {
            pop_to(o, i);
            return;
        }
        if (e->foreign || (has(e->tag, DH_TAG_SPECIAL) && e->tag != GUMBO_TAG_ADDRESS &&
                           e->tag != GUMBO_TAG_DIV && e->tag != GUMBO_TAG_P))
            return;
    }
}

/* A table part ends all open parts that cannot hold it. false: there is no table, the tag will be
 * ignored. */
static bool make_room_in_table(struct dh_open *o, GumboTag tag)
{
    bool row = tag == GUMBO_TAG_TR, cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;

    for (unsigned i = o->n; i-- > 0;) {
        const struct dh_open_element *e = &o->stack[i];
        if (e->foreign && e->integration)
            return false;
        bool body =
            e->tag == GUMBO_TAG_TBODY || e->tag == GUMBO_TAG_THEAD || e->tag == GUMBO_TAG_TFOOT;
        if (!e->foreign && (e->tag == GUMBO_TAG_TABLE || e->tag == GUMBO_TAG_TEMPLATE ||
                            (body && (row || cell)) || (e->tag == GUMBO_TAG_TR && cell))) {
            pop_to(o, i + 1);
            return true;
        }
    }
    return false;
}

/* A table between the parts of another ends that one; in a cell or a caption it nests. */
static void end_table_around(struct dh_open *o)
{
    for (unsigned i = o->count[GUMBO_TAG_TABLE] ? o->n : 0; i-- > 0;) {
        const struct dh_open_element *e = &o->stack[i];
        if (e->foreign)
            continue;
        if (dh_tag_is_cell(e->tag) || e->tag == GUMBO_TAG_TEMPLATE)
            return;
        if (e->tag == GUMBO_TAG_TABLE) {
            pop_to(o, i);
            return;
        }
    }
}

static bool push(struct dh_open *o, const struct dh_open_tag *t, bool foreign)
{
    if (o->n == DH_TREE_DEPTH)
        return false;
    bool svg =
        foreign && (t->tag == GUMBO_TAG_SVG || (t->tag != GUMBO_TAG_MATH && o->n && top(o)->svg));
    bool html =
        t->tag == GUMBO_TAG_FOREIGNOBJECT || t->tag == GUMBO_TAG_DESC || t->tag == GUMBO_TAG_TITLE;
    o->stack[o->n++] =
        (struct dh_open_element){ .tag = (uint16_t)t->tag,
                                  .foreign = foreign,
                                  .svg = svg,
                                  .integration = foreign && (t->integration || (svg && html)),
                                  .name = t->name };
    if (!foreign)
        dh_open_count(o, top(o), 1);
    return true;
}

static bool drop(struct dh_open *o, GumboTag tag)
{
    o->dropped[tag]++;
    o->n_dropped++;
    return false;
}

/* In a select all start tags but a few are ignored. Answers whether the tag is read as anywhere. */
static bool start_in_select(struct dh_open *o, GumboTag tag)
{
    unsigned select = find(o, GUMBO_TAG_SELECT, 0);
    switch (tag) {
    case GUMBO_TAG_OPTGROUP:
    case GUMBO_TAG_OPTION:
        while (o->n > select + 1 && (top(o)->tag == GUMBO_TAG_OPTION || top(o)->tag == tag))
            pop(o);
        return true;
    case GUMBO_TAG_SELECT:
        pop_to(o, select);
        return false;
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_KEYGEN:
    case GUMBO_TAG_TEXTAREA:
        pop_to(o, select);
        return true;
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_TEMPLATE:
        return true;
    default:
        if (!has(tag, DH_TAG_TABLE_PART) || o->count[GUMBO_TAG_TABLE] == 0)
            return false;
        pop_to(o, select);
        return true;
    }
}

/* Whether an end tag looks for its element as those of blocks do: main stops no search, yet its own
 * end tag passes all that the others pass. */
static bool is_block_end(GumboTag tag)
{
    return has(tag, DH_TAG_SPECIAL) || tag == GUMBO_TAG_MAIN;
}

GumboTag dh_open_implied_end(const struct dh_open *o, GumboTag next, bool end)
{
    const struct dh_open_element *e = top(o);
    GumboTag tag = e ? (GumboTag)e->tag : GUMBO_TAG_LAST;

    if (!e || e->foreign || !has(tag, DH_TAG_ENDS_ITSELF) || o->n_dropped || dh_open_in_select(o) ||
        (next == GUMBO_TAG_FORM && o->form != end))
        return GUMBO_TAG_LAST;
    if (end) {
        bool block = is_block_end(next) && next != tag && next != GUMBO_TAG_NOSCRIPT &&
                     !has(next, DH_TAG_TABLE_PART | DH_TAG_RARELY_NESTS | DH_TAG_VOID |
                                    DH_TAG_LEAF | DH_TAG_HEADING) &&
                     next != GUMBO_TAG_TABLE && next != GUMBO_TAG_TEMPLATE;
        return block && find_block(o, next) < o->n ? tag : GUMBO_TAG_LAST;
    }
    bool item = tag == GUMBO_TAG_LI ? next == tag : next == GUMBO_TAG_DD || next == GUMBO_TAG_DT;
    bool closes = tag == GUMBO_TAG_P
                      ? has(next, DH_TAG_CLOSES_P) && !(next == GUMBO_TAG_TABLE && o->quirks)
                      : item;
    return closes ? tag : GUMBO_TAG_LAST;
}

/* One a or nobr ends another, and what stands in it and is neither special nor opened again. An a
 * that a table hides stays on this stack, since what is known of the elements above goes by their
 * places; it is opened again no more. */
static void end_same(struct dh_open *o, GumboTag tag)
{
    unsigned format = dh_formats_find(o, tag), i = find(o, tag, DH_TAG_SCOPE);
    if (format == o->n_formats || (tag == GUMBO_TAG_NOBR && i == o->n))
        return;
    dh_formats_drop(o, format);
    if (i == o->n)
        dh_formats_unlist(o, tag);
    for (unsigned k = o->n; k-- > i;)
        if (k == i ||
            (!o->stack[k].foreign && !has(o->stack[k].tag, DH_TAG_SPECIAL | DH_TAG_FORMAT)))
            remove_element(o, k);
}

/* Ends what the start tag of an HTML element ends. */
static void end_implied(struct dh_open *o, GumboTag tag)
{
    if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT)
        close_item(o, tag);
    if (has(tag, DH_TAG_CLOSES_P) && !(tag == GUMBO_TAG_TABLE && o->quirks))
        close_p(o);
    if (has(tag, DH_TAG_HEADING) && o->n && has(top(o)->tag, DH_TAG_HEADING))
        pop(o);
    if ((tag == GUMBO_TAG_OPTION || tag == GUMBO_TAG_OPTGROUP) && o->n &&
        top(o)->tag == GUMBO_TAG_OPTION)
        pop(o);
    if (tag == GUMBO_TAG_A || tag == GUMBO_TAG_NOBR)
        end_same(o, tag);
    if (tag == GUMBO_TAG_BUTTON) {
        unsigned i = find(o, tag, DH_TAG_SCOPE);
        pop_to(o, i);
    }
}

/* Between the parts of a table. */
static bool in_table(const struct dh_open *o)
{
    GumboTag tag = o->n ? (GumboTag)top(o)->tag : GUMBO_TAG_LAST;
    return !dh_open_foreign(o) &&
           (tag == GUMBO_TAG_TABLE || (has(tag, DH_TAG_TABLE_PART) && !dh_tag_is_cell(tag)));
}

/* Whether the start tag of html, head or body opens it. It stands already, also where no tag opened
 * it, behind whatever comes later. */
static bool opens_once(const struct dh_open *o, GumboTag tag)
{
    unsigned before = tag == GUMBO_TAG_HTML   ? 0u
                      : tag == GUMBO_TAG_HEAD ? o->count[GUMBO_TAG_HTML]
                                              : o->count[GUMBO_TAG_HTML] + o->count[GUMBO_TAG_HEAD];
    return !o->count[tag] && o->n == before;
}

static bool start_html(struct dh_open *o, const struct dh_open_tag *t)
{
    GumboTag tag = t->tag;

    if (dh_open_in_select(o) && !start_in_select(o, tag))
        return true; /* the tree builder ignores it by itself */
    if (has(tag, DH_TAG_RARELY_NESTS))
        return !opens_once(o, tag) || push(o, t, false);
    if (tag == GUMBO_TAG_FORM && o->form)
        return true; /* forms do not nest */
    if (has(tag, DH_TAG_TABLE_PART) && !make_room_in_table(o, tag))
        return true;
    if (tag == GUMBO_TAG_TABLE)
        end_table_around(o);
    end_implied(o, tag);
    o->form |= tag == GUMBO_TAG_FORM;
    if (has(tag, DH_TAG_VOID | DH_TAG_LEAF) || (tag == GUMBO_TAG_FORM && in_table(o)))
        return true;
    if (o->n == DH_TREE_DEPTH || (has(tag, DH_TAG_FORMAT) && !dh_formats_add(o, tag, t->digest)))
        return drop(o, tag);
    if (has(tag, DH_TAG_MARKER))
        dh_formats_mark(o);
    return push(o, t, tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH);
}

bool dh_open_start(struct dh_open *o, const struct dh_open_tag *t)
{
    if (!dh_open_foreign_rules(o, t->tag)) {
        bool svg = (t->tag == GUMBO_TAG_SVG || t->tag == GUMBO_TAG_MATH) && t->self_closing;
        return svg || start_html(o, t);
    }
    if (has(t->tag, DH_TAG_BREAKS_OUT) || t->breaks_out) {
        while (dh_open_foreign(o) && !top(o)->integration && !is_mathml_text(top(o)->tag))
            pop(o);
        return start_html(o, t);
    }
    return t->self_closing || push(o, t, true) || drop(o, t->tag);
}

static void end_ordinary(struct dh_open *o, GumboTag tag)
{
    for (unsigned i = o->count[tag] ? o->n : 0; i-- > 0;) {
        const struct dh_open_element *e = &o->stack[i];
        if (!e->foreign && e->tag == tag) {
            pop_to(o, i);
            return;
        }
        if (e->foreign || has(e->tag, DH_TAG_SPECIAL))
            return;
    }
}

static bool is_special(const struct dh_open_element *e)
{
    return e->foreign || has(e->tag, DH_TAG_SPECIAL);
}

/* Takes off the stack what stands in [from, to) and is neither special nor a formatting element. */
static void remove_plain(struct dh_open *o, unsigned from, unsigned to)
{
    while (to-- > from)
        if (!is_special(&o->stack[to]) && !has(o->stack[to].tag, DH_TAG_FORMAT))
            remove_element(o, to);
}

/* The adoption agency goes from special element to special element, eight times at the most: the
 * place of the eighth behind i; n: there are fewer. */
static unsigned eighth_special(const struct dh_open *o, unsigned i)
{
    enum { ROUNDS = 8 };
    unsigned n = 0;
    while (n < ROUNDS && ++i < o->n)
        n += is_special(&o->stack[i]);
    return i;
}

/* The adoption agency: what stands between the formatting element and the last special element in
 * it is taken off the stack, but for formatting elements; what stands behind that is popped. In
 * eight special elements or more the formatting element stays open, right inside the eighth. */
static void end_formatting(struct dh_open *o, GumboTag tag)
{
    unsigned format = dh_formats_find(o, tag), i = find(o, tag, DH_TAG_SCOPE), last = o->n;
    if (format == o->n_formats) {
        end_ordinary(o, tag);
        return;
    }
    if (i == o->n) {
        if (o->count[tag] == 0)
            dh_formats_drop(o, format);
        return; /* a table or the like stands between */
    }
    unsigned eighth = eighth_special(o, i);
    if (eighth < o->n) {
        struct dh_open_element e = o->stack[i];
        memmove(&o->stack[i], &o->stack[i + 1], (eighth - i) * sizeof e);
        o->stack[eighth] = e;
        remove_plain(o, i, eighth);
        return;
    }
    while (--last > i && !is_special(&o->stack[last]))
        continue;
    pop_to(o, last > i ? last + 1 : i);
    if (last > i) {
        remove_plain(o, i + 1, last);
        remove_element(o, i);
    }
    dh_formats_drop(o, dh_formats_find(o, tag));
}

static void end_heading(struct dh_open *o)
{
    for (unsigned i = o->n; i-- > 0;) {
        const struct dh_open_element *e = &o->stack[i];
        if (e->foreign || has(e->tag, DH_TAG_SCOPE))
            return;
        if (has(e->tag, DH_TAG_HEADING)) {
            pop_to(o, i);
            return;
        }
    }
}

/* Place of the table part that an end tag ends; of a body or row that no start tag opened, since
 * the parts in it stand right inside the table, the place of those; n: none. */
static unsigned find_table_part(const struct dh_open *o, GumboTag tag)
{
    unsigned i = find(o, tag, DH_TAG_TABLE_SCOPE);
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

static void end_html(struct dh_open *o, GumboTag tag)
{
    if (has(tag, DH_TAG_RARELY_NESTS | DH_TAG_VOID | DH_TAG_LEAF))
        return;
    if (dh_open_in_select(o) && tag != GUMBO_TAG_OPTION && tag != GUMBO_TAG_OPTGROUP &&
        tag != GUMBO_TAG_SELECT && !(has(tag, DH_TAG_TABLE_PART) || tag == GUMBO_TAG_TABLE))
        return;
    if (tag == GUMBO_TAG_FORM && !o->form)
        return;
    o->form &= tag != GUMBO_TAG_FORM;
    if (has(tag, DH_TAG_FORMAT))
        end_formatting(o, tag);
    else if (has(tag, DH_TAG_HEADING))
        end_heading(o);
    else if (tag == GUMBO_TAG_FORM && find(o, tag, DH_TAG_SCOPE) < o->n)
        remove_element(o, find(o, tag, DH_TAG_SCOPE));
    else if (tag == GUMBO_TAG_TEMPLATE)
        pop_to(o, find(o, tag, 0));
    else if (has(tag, DH_TAG_TABLE_PART) || tag == GUMBO_TAG_TABLE)
        pop_to(o, find_table_part(o, tag));
    else if (is_block_end(tag) && tag != GUMBO_TAG_NOSCRIPT)
        pop_to(o, find_block(o, tag));
    else
        end_ordinary(o, tag);
}

/* Takes note of an end tag that does nothing but end the innermost open element, as most do; false:
 * it may do more. */
static bool end_innermost(struct dh_open *o, GumboTag tag)
{
    const struct dh_open_element *e = top(o);
    if (!e || e->tag != tag || e->foreign || tag == GUMBO_TAG_FORM || o->n_dropped ||
        dh_open_in_select(o) ||
        has(tag, DH_TAG_RARELY_NESTS | DH_TAG_VOID | DH_TAG_LEAF | DH_TAG_MARKER))
        return false;
    if (has(tag, DH_TAG_FORMAT)) {
        if (o->n_formats == 0 || o->formats[o->n_formats - 1].tag != tag)
            return false;
        o->n_formats--;
    }
    pop(o);
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
        if (o->stack[i].name == t->name) {
            pop_to(o, i);
            return true;
        }
    end_html(o, t->tag);
    return true;
}

bool dh_open_reconstructs(const struct dh_open *o)
{
    return o->n_formats && dh_formats_waiting(o);
}

bool dh_open_reconstruct(struct dh_open *o)
{
    if (o->n_formats == 0 || dh_open_in_select(o) || dh_open_foreign(o))
        return false;
    unsigned last = o->n_formats, waiting = dh_formats_waiting(o), from = last - waiting;
    for (; from < last && o->n < DH_TREE_DEPTH; from++) {
        o->stack[o->n++] = (struct dh_open_element){ .tag = o->formats[from].tag };
        dh_open_count(o, &o->stack[o->n - 1], 1);
    }
    return waiting > 0;
}
