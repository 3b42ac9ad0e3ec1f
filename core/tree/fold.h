/* SPDX-License-Identifier: MIT */
/* Folding: an element whose start tag does nothing but open it, whose content is text and elements
 * of that kind, and whose end tag follows in its place, comes out of any tree builder as it stands
 * in the source. So nobody need build it: the skeleton has one stub in its place, and the tree
 * builder is left with what is not that clear: broken nesting, tables, the head.
 *
 * The scanner writes every element; at the end tag of one that has stayed whole, what was written
 * since its start is taken back. An element loses that when anything is written into it that is no
 * stub, white space or break. Whether a start tag does more than open its element (close a
 * paragraph, open formatting elements again) is told by open.h. Constant work a tag.
 *
 * A table folds as a whole or not at all, since a stub between its parts would be text that is put
 * before it: its parts stay written until its end tag, and each that stands where it belongs, with
 * nothing but such parts and white space in it, or what folds in a cell, leaves it whole. The tbody
 * around rows right in a table, which no tag opens, is a piece without a start tag. One thread a
 * page. */
#ifndef DH_FOLD_H
#define DH_FOLD_H

#include "tree/open.h"
#include "tree/skeleton.h"

struct dh_fold_open {
    uint64_t end;               /* of a plain element (plain.c): its end tag's "name>"; 0: none */
    uint32_t text, piece, stub; /* lengths of the skeleton before the element */
    uint8_t shift;              /* bits that `end` leaves free */
    bool whole;                 /* it may become a stub, unless it lies below `split` */
    bool flow;                  /* what is right inside is read by the rules of the body */
    bool body;                  /* of a table: a tbody is open that no tag opened */
};
struct dh_fold {
    struct dh_fold_open open[DH_TREE_DEPTH]; /* as dh_open.stack */
    unsigned split; /* so many outermost open elements hold what is no stub: they cannot fold */
    bool text;      /* text was read in the body, or no frameset is on the page: none replaces it */
    bool ended;     /* the end tag of body or html was read */
};

/* What the open elements were before a tag was read. */
struct dh_fold_before {
    unsigned n, n_formats;
    size_t text; /* length of the skeleton */
    bool flow;   /* the tag stands in flow */
    bool waits;  /* text here makes the tree builder open formatting elements again */
};

/* frames: the page has a frameset. Before the first text it replaces the body, and stubs are text.
 */
void dh_fold_init(struct dh_fold *f, bool frames);
static inline struct dh_fold_before dh_fold_look(const struct dh_fold *f, const struct dh_open *o,
                                                 const struct dh_skeleton *s)
{
    return (struct dh_fold_before){
        .n = o->n,
        .n_formats = o->n_formats,
        .text = s->n,
        .flow = o->n && f->open[o->n - 1].flow && !f->ended && !dh_open_foreign(o),
    }; /* waits is for the caller */
}

/* Text was written that is more than white space: between the parts of a table it is put before it.
 */
void dh_fold_text(struct dh_fold *f, const struct dh_open *o);
/* Whether the innermost open element is a colgroup of a table that may fold. */
static inline bool dh_fold_has_columns(const struct dh_fold *f, const struct dh_open *o)
{
    return o->n && o->stack[o->n - 1].tag == GUMBO_TAG_COLGROUP && f->open[o->n - 1].whole &&
           !f->ended;
}
/* Asks which elements moved (open.h), or were opened again: from there on none folds. */
bool dh_fold_follow(struct dh_fold *f, struct dh_open *o);
/* Whether the start tag t, which dh_open_start has taken, is that of an element without content
 * that a stub can stand for; so can it for an iframe and an empty textarea, whose end tags are
 * passed over. */
bool dh_fold_is_void(const struct dh_fold *f, const struct dh_open *o,
                     const struct dh_fold_before *b, const struct dh_open_tag *t);
/* The start tag t was written; raw is where it stands in the source. */
void dh_fold_start(struct dh_fold *f, struct dh_open *o, const struct dh_fold_before *b,
                   const struct dh_open_tag *t, struct dh_skeleton *s, struct dh_span raw);
/* Writes the stub of the element that was open[i], which is whole and has ended. */
static inline void dh_fold_close(struct dh_fold *f, unsigned i, struct dh_skeleton *s)
{
    s->n = f->open[i].text;
    s->n_stubs = f->open[i].stub;
    dh_skeleton_piece(s, (struct dh_piece){ .tag = DH_PIECE_END });
    dh_skeleton_stub(s, f->open[i].piece);
}
/* The end tag was read by dh_open_end. true: its element became a stub, the end tag must not be
 * written. */
bool dh_fold_end(struct dh_fold *f, struct dh_open *o, const struct dh_fold_before *b, GumboTag tag,
                 struct dh_skeleton *s);

#endif
