/* SPDX-License-Identifier: MIT */
/* Most tags of a page open an element and do nothing else, or end the innermost one, which becomes
 * a stub. What they do is what scan.c, open.h and fold.h have them do; here it takes a few steps.
 */
#include "base/swar.h"
#include "tree/formats.h"
#include "tree/scanner.h"

/* Whether the start tag closes nothing, and nothing waits to be opened before its element. */
static bool opens_alone(const struct dh_open *o, const struct dh_source_tag *t)
{
    GumboTag tag = t->t.tag, top = (GumboTag)o->stack[o->n - 1].tag;
    if ((dh_tag_is(tag, DH_TAG_CLOSES_P) && o->count[GUMBO_TAG_P]) ||
        (dh_tag_is(tag, DH_TAG_HEADING) && dh_tag_is(top, DH_TAG_HEADING)) ||
        (tag == GUMBO_TAG_LI && top != GUMBO_TAG_UL && top != GUMBO_TAG_OL))
        return false;
    if (!dh_tag_is(tag, DH_TAG_FORMAT))
        return o->n_shut == 0;
    return o->n_formats == 0 && (tag == GUMBO_TAG_A || t->raw.n == t->name.n + 2);
}

static void push(struct dh_open *o, const struct dh_open_tag *t)
{
    struct dh_open_element *e = &o->stack[o->n++];
    *e = (struct dh_open_element){ .tag = (uint16_t)t->tag };
    o->count[t->tag]++;
    if (!dh_tag_is(t->tag, DH_TAG_FORMAT))
        return;
    e->id = ++o->last_id;
    o->formats[o->n_formats++] = (struct dh_format){ e->tag, 0, e->id };
}

bool dh_scanner_start_plain(struct scanner *c, const struct dh_source_tag *t)
{
    struct dh_open *o = &c->open;
    struct dh_fold *f = &c->fold;
    unsigned i = o->n;
    if (!dh_tag_is(t->t.tag, DH_TAG_PLAIN) || i == 0 || i == DH_TREE_DEPTH ||
        !f->open[i - 1].flow || f->ended || dh_open_foreign(o) || !opens_alone(o, t))
        return false;
    size_t text = c->out->n;
    c->body = true;
    push(o, &t->t);
    dh_scanner_start(c, t);
    f->split = f->split < o->n ? f->split : o->n;
    f->open[i] = (struct dh_fold_open){ .text = (uint32_t)text,
                                        .piece = (uint32_t)c->out->n_pieces,
                                        .stub = (uint32_t)c->out->n_stubs,
                                        .whole = true,
                                        .flow = true };
    if (t->letters && t->name.n < sizeof t->letters) {
        f->open[i].end = t->letters | (uint64_t)'>' << 8 * t->name.n;
        f->open[i].shift = (uint8_t)(8 * (sizeof t->letters - 1 - t->name.n));
    }
    struct dh_span raw = dh_scanner_span(c, t->raw);
    dh_skeleton_piece(c->out, (struct dh_piece){ raw.at, raw.n, (uint16_t)t->t.tag, 0 });
    return true;
}

bool dh_scanner_end_plain(struct scanner *c)
{
    enum { BEFORE = 2, NAME = sizeof(uint64_t) }; /* "</", and what `end` may have */
    struct dh_open *o = &c->open;
    struct dh_fold *f = &c->fold;
    if (o->n == 0 || c->s.n - c->at < BEFORE + NAME)
        return false;
    unsigned i = o->n - 1;
    const struct dh_fold_open *e = &f->open[i];
    if ((dh_swar_load(c->s.p + c->at + BEFORE) ^ e->end) << e->shift || f->split > i || !f->text ||
        o->n_dropped || c->out->err)
        return false;
    const struct dh_open_element *top = &o->stack[i];
    if (dh_tag_is((GumboTag)top->tag, DH_TAG_FORMAT)) {
        if (o->n_formats == 0 || o->formats[o->n_formats - 1].id != top->id)
            return false;
        o->n_formats--;
    }
    o->n = i;
    o->count[top->tag]--;
    dh_fold_close(f, i, c->out);
    dh_scanner_end_stub(c);
    c->at += BEFORE + NAME - e->shift / 8;
    return true;
}
