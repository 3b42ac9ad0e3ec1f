/* SPDX-License-Identifier: MIT */
/* What the walk over a tree is made of: block.c walks, blockinline.c says what an element is where
 * it stands, blocktext.c has the text of the block that grows. For these three alone. Any thread,
 * each with a walk of its own; an error stands in err, and the walk ends. */
#ifndef DH_BLOCKINSIDE_H
#define DH_BLOCKINSIDE_H

#include "html/block/block.h"

enum { DH_BLOCK_UNDO = DH_TREE_DEPTH * DH_NEAR };

/* An element that the walk is in. */
struct dh_blockopen {
    uint32_t end;    /* node number where it closes */
    uint32_t n_undo; /* entries of the undo log when it opened */
    int32_t box;     /* the box to return to; only with is_box */
    uint8_t treat;
    bool pre; /* what holds outside it */
    bool row; /* an inline element that is a line of its own: see dh_blockinline_is_row */
};

/* What near held at a slot before a box took it. */
struct dh_blockundo {
    uint8_t slot, was;
};

/* What inline elements say of the text in them. */
struct dh_blockinlines {
    uint32_t lead, n_leads; /* as of a block */
    uint16_t links;
    bool time;
};

/* The walk over a tree, and the block that grows. Made and given back by dh_blocks_read. */
struct dh_blockwalk {
    struct dh_blocks *b;
    const struct dh_tree *t;
    enum dh_err err;
    int32_t box; /* the innermost open one */
    uint32_t n_open, n_undo;
    uint8_t near[DH_NEAR_ROOM]; /* depth + 1 of the innermost open box with the sign; 0: none */
    unsigned links, bolds, italics;
    bool pre;
    /* the block that grows */
    struct dh_block cur;
    uint32_t start;  /* of its text */
    bool space;      /* white space is due before the next character */
    unsigned breaks; /* br behind its text */
    struct dh_blockinlines
        behind;       /* opened behind them: of this block only where its line goes on */
    uint32_t run_end; /* node behind the lines that br parted last; whether they are verse */
    bool verse;
    uint32_t span_end; /* node behind the last span with attributes */
    bool seam;         /* another follows with nothing between, and no text came yet */
    bool media, after_br;
    const char *story_link; /* start tag of a link around a story: see dh_blockinline_treat */
    int32_t row_box;        /* box and shape of the last row: see dh_blockinline_is_row */
    uint32_t row_shape;
    /* n_open and n_undo of them are written, the rest is never looked at. */
    struct dh_blockopen open[DH_TREE_DEPTH + 1];
    struct dh_blockundo undo[DH_BLOCK_UNDO];
};

/* blocktext.c: a new block, without text yet. */
void dh_blocktext_begin(struct dh_blockwalk *w);
/* The growing block, which has text, is measured and put to the others; the next begins. */
void dh_blocktext_put(struct dh_blockwalk *w, bool br);
/* The growing block ends at a boundary, br telling whether that is a br or a line of pre. While it
 * is empty, as it is at most boundaries, it goes on. */
static inline void dh_blocktext_end(struct dh_blockwalk *w, bool br)
{
    w->breaks = 0;
    w->behind = (struct dh_blockinlines){ 0 };
    w->space = false;
    if (w->b->text.n > w->start) {
        dh_blocktext_put(w, br);
        return;
    }
    w->cur.n_leads = 0;
    w->after_br &= br;
}
/* A picture, film or the like stands here. */
void dh_blocktext_media(struct dh_blockwalk *w);
/* The text node's text, of which there is some, white space folded; ends blocks where br or lines
 * of pre part them. */
void dh_blocktext_add(struct dh_blockwalk *w, const struct dh_node *node);

/* blockinline.c: how the walk treats node i where it stands: a dh_treat of tagtreat.h. */
unsigned dh_blockinline_treat(struct dh_blockwalk *w, uint32_t i);
/* A card that opens where the pointer rests on a name, written into the sentence: an inline element
 * of a picture, then links, and nothing else. No reader meets it between the words around it. */
bool dh_blockinline_is_card(const struct dh_blockwalk *w, const struct dh_node *node);
/* One of several inline elements that a template wrote one below the other, with one class and with
 * nothing but white space between them, among boxes: "<span class=teaser>...</span> <span
 * class=teaser>". Each says something of its own. */
bool dh_blockinline_is_row(struct dh_blockwalk *w, uint32_t i);

#endif
