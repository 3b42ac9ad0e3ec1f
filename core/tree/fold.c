/* SPDX-License-Identifier: MIT */
#include "tree/fold.h"

void dh_fold_init(struct dh_fold *f, bool frames)
{
    f->split = 0;
    f->text = !frames;
    f->ended = false;
}

/* Whether what stands right inside the open element at place i is in flow: read by the rules of the
 * body. In tables only cells are, in select and in what is no HTML nothing is. */
static bool is_flow(const struct dh_fold *f, const struct dh_open *o, unsigned i)
{
    GumboTag tag = (GumboTag)o->stack[i].tag;
    if (o->stack[i].foreign || o->count[GUMBO_TAG_SELECT] || o->count[GUMBO_TAG_TEMPLATE] ||
        o->count[GUMBO_TAG_FRAMESET])
        return false;
    if (dh_tag_is_cell(tag))
        return true;
    if (tag == GUMBO_TAG_BODY) /* html and head stand below it, or the page began without them */
        return i <= 2 && i == o->count[GUMBO_TAG_HTML] + o->count[GUMBO_TAG_HEAD];
    return i && f->open[i - 1].flow && tag != GUMBO_TAG_TABLE && !dh_tag_is(tag, DH_TAG_TABLE_PART);
}

bool dh_fold_follow(struct dh_fold *f, struct dh_open *o)
{
    unsigned i = o->moved;
    if (i == DH_TREE_DEPTH)
        return false;
    for (; i < o->n; i++)
        f->open[i].flow = is_flow(f, o, i);
    f->split = o->n;
    o->moved = DH_TREE_DEPTH;
    return true;
}

/* ---- Tables */

/* Whether a table part stands where it belongs, right inside `in`: nothing is opened around it, but
 * a tbody. */
static bool belongs(GumboTag tag, GumboTag in)
{
    switch (tag) {
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
        return in == GUMBO_TAG_TR;
    case GUMBO_TAG_TR:
        return in == GUMBO_TAG_TABLE || in == GUMBO_TAG_TBODY || in == GUMBO_TAG_THEAD ||
               in == GUMBO_TAG_TFOOT;
    case GUMBO_TAG_COL:
        return in == GUMBO_TAG_COLGROUP;
    default:
        return in == GUMBO_TAG_TABLE;
    }
}

/* Whether open[i] is a part of a table that may fold, so far, where the part with that tag stands
 * right inside open[i - 1]. */
static bool is_part(const struct dh_fold *f, const struct dh_open *o, unsigned i, GumboTag tag)
{
    return dh_tag_is(tag, DH_TAG_TABLE_PART) && i && f->open[i - 1].whole &&
           belongs(tag, (GumboTag)o->stack[i - 1].tag);
}

static void end_body(struct dh_fold *f, unsigned table, struct dh_skeleton *s)
{
    if (f->open[table].body)
        dh_skeleton_piece(s, (struct dh_piece){ .tag = DH_PIECE_END });
    f->open[table].body = false;
}

/* A part begins right inside a table: a row opens a tbody, unless one is open, and any other ends
 * that. */
static void turn_body(struct dh_fold *f, unsigned table, GumboTag tag, struct dh_skeleton *s)
{
    if (tag != GUMBO_TAG_TR) {
        end_body(f, table, s);
    } else if (!f->open[table].body) {
        dh_skeleton_piece(s, (struct dh_piece){ .tag = GUMBO_TAG_TBODY });
        f->open[table].body = true;
    }
}

void dh_fold_text(struct dh_fold *f, const struct dh_open *o)
{
    if (dh_open_in_table(o))
        f->split = o->n;
}

/* ---- Elements */

static bool may_fold(const struct dh_fold_before *b, enum dh_folds folds)
{
    return b->flow && (folds == DH_FOLDS_PHRASE || (folds == DH_FOLDS_BLOCK && !b->waits));
}

bool dh_fold_is_void(const struct dh_fold *f, const struct dh_open *o,
                     const struct dh_fold_before *b, const struct dh_open_tag *t)
{
    bool svg = t->tag == GUMBO_TAG_SVG && t->self_closing;
    bool leaf = t->tag == GUMBO_TAG_IFRAME || t->tag == GUMBO_TAG_TEXTAREA;
    enum dh_folds folds = svg ? DH_FOLDS_PHRASE : leaf ? DH_FOLDS_BLOCK : dh_tag_folds(t->tag);
    return (svg || leaf || dh_tag_is(t->tag, DH_TAG_VOID)) && f->text && o->n == b->n &&
           may_fold(b, folds);
}

void dh_fold_start(struct dh_fold *f, struct dh_open *o, const struct dh_fold_before *b,
                   const struct dh_open_tag *t, struct dh_skeleton *s, struct dh_span raw)
{
    bool moved = dh_fold_follow(f, o);
    f->split = f->split < o->n ? f->split : o->n;
    if (o->n == 0)
        return;
    unsigned i = o->n - 1;
    if (t->tag == GUMBO_TAG_COL && o->n == b->n && is_part(f, o, o->n, t->tag)) {
        dh_skeleton_piece(s, (struct dh_piece){ raw.at, raw.n, (uint16_t)t->tag, DH_PIECE_VOID });
        return;
    }
    f->open[i].end = f->open[i].shift = 0;
    f->open[i].body = false;
    if (moved || o->n != b->n + 1) { /* it has no content, or closed something before it opened */
        f->split = o->n;
        f->open[i].flow = is_flow(f, o, i);
        return;
    }
    bool alone =
        o->n_formats == b->n_formats + dh_tag_is(t->tag, DH_TAG_FORMAT) + dh_tag_is_cell(t->tag);
    bool part = is_part(f, o, i, t->tag);
    f->open[i].flow = is_flow(f, o, i);
    f->open[i].whole = alone && (part || may_fold(b, dh_tag_folds(t->tag)));
    if (part && o->stack[i - 1].tag == GUMBO_TAG_TABLE)
        turn_body(f, i - 1, t->tag, s);
    f->open[i].text = (uint32_t)b->text;
    f->open[i].piece = (uint32_t)s->n_pieces;
    f->open[i].stub = (uint32_t)s->n_stubs;
    if (f->open[i].whole)
        dh_skeleton_piece(s, (struct dh_piece){ raw.at, raw.n, (uint16_t)t->tag, 0 });
    else if (f->split < i)
        f->split = i;
}

bool dh_fold_end(struct dh_fold *f, struct dh_open *o, const struct dh_fold_before *b, GumboTag tag,
                 struct dh_skeleton *s)
{
    unsigned i = o->n;
    bool last = !dh_fold_follow(f, o) && i + 1 == b->n && o->stack[i].tag == tag &&
                !o->stack[i].foreign &&
                o->n_formats + dh_tag_is(tag, DH_TAG_FORMAT) + dh_tag_is_cell(tag) == b->n_formats;

    if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML)
        f->ended = true;
    bool whole = last && f->open[i].whole && f->split <= i && f->text && !s->err;
    if (whole && dh_tag_is(tag, DH_TAG_TABLE_PART)) { /* its table may fold */
        dh_skeleton_piece(s, (struct dh_piece){ .tag = DH_PIECE_END });
        return false;
    }
    if (whole) {
        end_body(f, i, s);
        dh_fold_close(f, i, s);
        return true;
    }
    f->split = o->n;
    return false;
}
