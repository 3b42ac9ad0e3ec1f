/* SPDX-License-Identifier: MIT */
#include "tree/fold.h"

void dh_fold_init(struct dh_fold *f, bool frames)
{
    f->split = 0;
    f->text = !frames;
    f->ended = false;
}

/* Whether what stands right inside the innermost open element is in flow: read by the rules of the
 * body. In tables only cells are, in select and in what is no HTML nothing is. */
static bool is_flow(const struct dh_fold *f, const struct dh_open *o)
{
    unsigned i = o->n - 1;
    GumboTag tag = (GumboTag)o->stack[i].tag;
    if (dh_open_foreign(o) || o->count[GUMBO_TAG_SELECT] || o->count[GUMBO_TAG_TEMPLATE] ||
        o->count[GUMBO_TAG_FRAMESET])
        return false;
    if (dh_tag_is_cell(tag))
        return true;
    if (tag == GUMBO_TAG_BODY) /* html and head stand below it, or the page began without them */
        return i <= 2 && i == o->count[GUMBO_TAG_HTML] + o->count[GUMBO_TAG_HEAD];
    return i && f->open[i - 1].flow && tag != GUMBO_TAG_TABLE && !dh_tag_is(tag, DH_TAG_TABLE_PART);
}

void dh_fold_reconstructed(struct dh_fold *f, const struct dh_open *o, unsigned before)
{
    for (unsigned i = before; i < o->n; i++)
        f->open[i].flow = i && f->open[i - 1].flow;
    f->split = o->n;
}

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

void dh_fold_start(struct dh_fold *f, const struct dh_open *o, const struct dh_fold_before *b,
                   const struct dh_open_tag *t, struct dh_skeleton *s, struct dh_span raw)
{
    f->split = f->split < o->n ? f->split : o->n;
    if (o->n == 0)
        return;
    unsigned i = o->n - 1;
    f->open[i].end = f->open[i].shift = 0;
    if (o->n != b->n + 1) { /* it has no content, or closed something before it opened */
        f->split = o->n;
        f->open[i].flow = is_flow(f, o);
        return;
    }
    bool alone = o->n_formats == b->n_formats + dh_tag_is(t->tag, DH_TAG_FORMAT);
    f->open[i].flow = is_flow(f, o);
    f->open[i].whole = alone && may_fold(b, dh_tag_folds(t->tag));
    f->open[i].text = (uint32_t)b->text;
    f->open[i].piece = (uint32_t)s->n_pieces;
    f->open[i].stub = (uint32_t)s->n_stubs;
    if (f->open[i].whole)
        dh_skeleton_piece(s, (struct dh_piece){ raw.at, raw.n, (uint16_t)t->tag, 0 });
    else if (f->split < i)
        f->split = i;
}

bool dh_fold_end(struct dh_fold *f, const struct dh_open *o, const struct dh_fold_before *b,
                 GumboTag tag, struct dh_skeleton *s)
{
    unsigned i = o->n;
    bool last = i + 1 == b->n && o->stack[i].tag == tag && !o->stack[i].foreign &&
                o->n_formats + dh_tag_is(tag, DH_TAG_FORMAT) == b->n_formats;

    if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML)
        f->ended = true;
    if (last && f->open[i].whole && f->split <= i && f->text && !s->err) {
        dh_fold_close(f, i, s);
        return true;
    }
    f->split = o->n;
    return false;
}
