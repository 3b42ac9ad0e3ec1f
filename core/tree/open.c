/* SPDX-License-Identifier: MIT */
/* Start tags of open.h: what each ends by itself, and what it opens. */
#include "tree/openstack.h"

void dh_open_init(struct dh_open *o)
{
    memset(o, 0, sizeof(*o));
    o->moved = DH_TREE_DEPTH;
}

static bool is_mathml_text(GumboTag tag)
{
    return tag == GUMBO_TAG_MI || tag == GUMBO_TAG_MO || tag == GUMBO_TAG_MN ||
           tag == GUMBO_TAG_MS || tag == GUMBO_TAG_MTEXT;
}

bool dh_open_foreign_rules(const struct dh_open *o, GumboTag next)
{
    const struct dh_open_element *e = dh_open_top(o);
    if (!e || !e->foreign || e->integration)
        return false;
    if (is_mathml_text(e->tag))
        return next == GUMBO_TAG_MGLYPH || next == GUMBO_TAG_MALIGNMARK;
    return !(e->tag == GUMBO_TAG_ANNOTATION_XML && next == GUMBO_TAG_SVG);
}

static void close_p(struct dh_open *o)
{
    unsigned i = o->count[GUMBO_TAG_P] ? o->n : 0;
    while (i-- > 0) {
        const struct dh_open_element *e = &o->stack[i];
        if (dh_open_stops(e, DH_TAG_SCOPE) || (!e->foreign && e->tag == GUMBO_TAG_BUTTON))
            return;
        if (!e->foreign && e->tag == GUMBO_TAG_P) {
            dh_open_pop_to(o, i);
            return;
        }
    }
}

/* Of those that stand below place i, the li (else the dd or dt) that the start tag of another ends:
 * no special element that is no address, div or p stands between. o->n: none. */
static unsigned find_item(const struct dh_open *o, unsigned i, GumboTag tag)
{
    while (i-- > 0) {
        const struct dh_open_element *e = &o->stack[i];
        bool same =
            tag == GUMBO_TAG_LI ? e->tag == tag : e->tag == GUMBO_TAG_DD || e->tag == GUMBO_TAG_DT;
        if (same && !e->foreign)
            return i;
        bool passes = !e->foreign && (e->tag == GUMBO_TAG_ADDRESS || e->tag == GUMBO_TAG_DIV ||
                                      e->tag == GUMBO_TAG_P);
        if (dh_open_stops(e, DH_TAG_SPECIAL) && !passes)
            break;
    }
    return o->n;
}

/* A table part ends all open parts that cannot hold it. false: there is no table, the tag will be
 * ignored. */
static bool make_room_in_table(struct dh_open *o, GumboTag tag)
{
    bool row = tag == GUMBO_TAG_TR, cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
    bool column = tag == GUMBO_TAG_COL;

    for (unsigned i = o->n; i-- > 0;) {
        const struct dh_open_element *e = &o->stack[i];
        if (e->foreign && e->integration)
            return false;
        bool body =
            e->tag == GUMBO_TAG_TBODY || e->tag == GUMBO_TAG_THEAD || e->tag == GUMBO_TAG_TFOOT;
        if (!e->foreign &&
            (e->tag == GUMBO_TAG_TABLE || e->tag == GUMBO_TAG_TEMPLATE || (body && (row || cell)) ||
             (e->tag == GUMBO_TAG_TR && cell) || (e->tag == GUMBO_TAG_COLGROUP && column))) {
            dh_open_pop_to(o, i + 1);
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
            dh_open_pop_to(o, i);
            return;
        }
    }
}

static bool push(struct dh_open *o, const struct dh_open_tag *t, bool foreign)
{
    if (o->n == DH_TREE_DEPTH)
        return false;
    bool svg = foreign && (t->tag == GUMBO_TAG_SVG ||
                           (t->tag != GUMBO_TAG_MATH && o->n && dh_open_top(o)->svg));
    bool html =
        t->tag == GUMBO_TAG_FOREIGNOBJECT || t->tag == GUMBO_TAG_DESC || t->tag == GUMBO_TAG_TITLE;
    o->stack[o->n++] = (struct dh_open_element){
        .tag = (uint16_t)t->tag,
        .foreign = foreign,
        .svg = svg,
        .integration = foreign && (t->integration || (svg && html)),
        .special =
            foreign && (svg ? html : is_mathml_text(t->tag) || t->tag == GUMBO_TAG_ANNOTATION_XML),
        .id = foreign                    ? t->name
              : t->tag == GUMBO_TAG_FORM ? o->form
                                         : 0
    };
    o->count[t->tag] += !foreign;
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
    unsigned select = dh_open_find(o, GUMBO_TAG_SELECT, 0);
    switch (tag) {
    case GUMBO_TAG_OPTGROUP:
    case GUMBO_TAG_OPTION:
        while (o->n > select + 1 &&
               (dh_open_top(o)->tag == GUMBO_TAG_OPTION || dh_open_top(o)->tag == tag))
            dh_open_pop(o);
        return true;
    case GUMBO_TAG_SELECT:
        dh_open_pop_to(o, select);
        return false;
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_KEYGEN:
    case GUMBO_TAG_TEXTAREA:
        dh_open_pop_to(o, select);
        return true;
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_TEMPLATE:
        return true;
    default:
        if (o->count[GUMBO_TAG_TABLE] == 0 ||
            !(dh_tag_is(tag, DH_TAG_TABLE_PART) || tag == GUMBO_TAG_TABLE) ||
            tag == GUMBO_TAG_COL || tag == GUMBO_TAG_COLGROUP)
            return false;
        dh_open_pop_to(o, select);
        return true;
    }
}

GumboTag dh_open_implied_end(const struct dh_open *o, GumboTag next, bool end)
{
    const struct dh_open_element *e = dh_open_top(o);
    GumboTag tag = e ? (GumboTag)e->tag : GUMBO_TAG_LAST;

    if (!e || e->foreign || !dh_tag_is(tag, DH_TAG_ENDS_ITSELF) || o->n_dropped ||
        dh_open_in_select(o) || (next == GUMBO_TAG_FORM && (o->form != 0) != end))
        return GUMBO_TAG_LAST;
    if (end) {
        bool block = dh_open_is_block_end(next) && next != tag && next != GUMBO_TAG_NOSCRIPT &&
                     !dh_tag_is(next, DH_TAG_TABLE_PART | DH_TAG_RARELY_NESTS | DH_TAG_VOID |
                                          DH_TAG_LEAF | DH_TAG_HEADING) &&
                     next != GUMBO_TAG_TABLE && next != GUMBO_TAG_TEMPLATE;
        unsigned i = next == GUMBO_TAG_FORM ? dh_open_find_form(o) : dh_open_find_block(o, next);
        return block && i < o->n ? tag : GUMBO_TAG_LAST;
    }
    if (tag != GUMBO_TAG_P && find_item(o, o->n - 1, next) < o->n)
        return GUMBO_TAG_LAST; /* with its end tag written, that one would be ended too */
    bool item = tag == GUMBO_TAG_LI ? next == tag : next == GUMBO_TAG_DD || next == GUMBO_TAG_DT;
    bool closes = tag == GUMBO_TAG_P
                      ? dh_tag_is(next, DH_TAG_CLOSES_P) && !(next == GUMBO_TAG_TABLE && o->quirks)
                      : item;
    return closes ? tag : GUMBO_TAG_LAST;
}

/* One a or nobr ends another (13.2.6.4.7). An a that a table hides leaves the stack all the same.
 */
static void end_same(struct dh_open *o, GumboTag tag)
{
    bool ends = tag == GUMBO_TAG_A ? dh_formats_find(o, tag) < o->n_formats
                                   : dh_open_find(o, tag, DH_TAG_SCOPE) < o->n;
    if (!ends)
        return;
    dh_open_adopt(o, tag);
    unsigned format = dh_formats_find(o, tag);
    if (tag != GUMBO_TAG_A || format == o->n_formats)
        return;
    unsigned i = dh_formats_place(o, format);
    if (i < o->n)
        dh_open_remove(o, i);
    dh_formats_drop(o, format);
}

/* Ends what the start tag of an HTML element ends. */
static void end_implied(struct dh_open *o, GumboTag tag)
{
    if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT)
        dh_open_pop_to(o, find_item(o, o->n, tag));
    if (dh_tag_is(tag, DH_TAG_CLOSES_P) && !(tag == GUMBO_TAG_TABLE && o->quirks))
        close_p(o);
    if (dh_tag_is(tag, DH_TAG_HEADING) && o->n && dh_tag_is(dh_open_top(o)->tag, DH_TAG_HEADING))
        dh_open_pop(o);
    if ((tag == GUMBO_TAG_OPTION || tag == GUMBO_TAG_OPTGROUP) && o->n &&
        dh_open_top(o)->tag == GUMBO_TAG_OPTION)
        dh_open_pop(o);
    if (dh_tag_is(tag, DH_TAG_RUBY) && dh_open_find(o, GUMBO_TAG_RUBY, DH_TAG_SCOPE) < o->n)
        dh_open_end_implied(o, tag == GUMBO_TAG_RT || tag == GUMBO_TAG_RP ? GUMBO_TAG_RTC
                                                                          : GUMBO_TAG_LAST);
    if (tag == GUMBO_TAG_NOBR)
        (void)dh_open_reconstruct(o);
    if (tag == GUMBO_TAG_A || tag == GUMBO_TAG_NOBR)
        end_same(o, tag);
    if (tag == GUMBO_TAG_BUTTON) {
        unsigned i = dh_open_find(o, tag, DH_TAG_SCOPE);
        dh_open_pop_to(o, i);
    }
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
    if (dh_tag_is(tag, DH_TAG_RARELY_NESTS))
        return !opens_once(o, tag) || push(o, t, false);
    if (tag == GUMBO_TAG_FORM && o->form)
        return true; /* forms do not nest */
    if (dh_tag_is(tag, DH_TAG_TABLE_PART) && !make_room_in_table(o, tag))
        return true;
    if (tag == GUMBO_TAG_TABLE)
        end_table_around(o);
    end_implied(o, tag);
    if (tag == GUMBO_TAG_FORM)
        o->form = ++o->last_id;
    if (o->n_shut && dh_tag_reconstructs(tag))
        (void)dh_open_reconstruct(o);
    if (dh_tag_is(tag, DH_TAG_VOID | DH_TAG_LEAF) || (tag == GUMBO_TAG_FORM && dh_open_in_table(o)))
        return true;
    if (!push(o, t, tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH))
        return drop(o, tag);
    if (dh_tag_is(tag, DH_TAG_FORMAT)) {
        o->stack[o->n - 1].id = ++o->last_id;
        if (!dh_formats_add(o, dh_open_top(o), t->digest)) {
            dh_open_pop(o);
            return drop(o, tag);
        }
    }
    if (dh_tag_is(tag, DH_TAG_MARKER))
        dh_formats_mark(o);
    return true;
}

bool dh_open_start(struct dh_open *o, const struct dh_open_tag *t)
{
    if (!dh_open_foreign_rules(o, t->tag)) {
        bool svg = (t->tag == GUMBO_TAG_SVG || t->tag == GUMBO_TAG_MATH) && t->self_closing;
        return svg || start_html(o, t);
    }
    if (dh_tag_is(t->tag, DH_TAG_BREAKS_OUT) || t->breaks_out) {
        while (dh_open_foreign(o) && !dh_open_top(o)->integration &&
               !is_mathml_text(dh_open_top(o)->tag))
            dh_open_pop(o);
        return start_html(o, t);
    }
    return t->self_closing || push(o, t, true) || drop(o, t->tag);
}

bool dh_open_ends_first(const struct dh_open *o, GumboTag tag)
{
    return tag == GUMBO_TAG_A ? dh_formats_find(o, tag) < o->n_formats
                              : tag == GUMBO_TAG_BUTTON && o->count[tag];
}
