/* SPDX-License-Identifier: MIT */
/* What the scanner knows of the elements that are open: an estimate of the tree builder's stack of
 * open elements and of its list of active formatting elements (HTML Living
 * Standard 13.2.4.2, 13.2.4.3). What folds (fold.h) goes by it, so an error is a wrong tree: within
 * the caps on nesting it is exact for markup in the body that is no select, template or foreign
 * content, but for the table parts that no tag opened, which are not on it. For tree/ alone. One
 * thread a page. */
#ifndef DH_OPEN_H
#define DH_OPEN_H

#include "tree/tags.h"
#include "tree/tree.h"

/* Formatting elements that may wait to be opened again. Each costs a node for every paragraph that
 * follows: without a cap 29 KB of source give 800 MB of tree (lexbor issue 340). Real pages have a
 * handful. */
enum { DH_OPEN_FORMATS = 32 };

struct dh_open_element {
    uint16_t tag;
    bool foreign;     /* SVG or MathML */
    bool svg;         /* SVG */
    bool integration; /* foreign, but its content is HTML */
    bool special;     /* foreign, but stops searches as special HTML elements do */
    uint32_t id;      /* foreign: hash of its name; a formatting element or form: its number */
};

/* An entry of the list. */
struct dh_format {
    uint16_t tag; /* GUMBO_TAG_LAST: a marker */
    uint32_t digest, id;
};

struct dh_open {
    struct dh_open_element stack[DH_TREE_DEPTH];
    unsigned n;
    uint32_t count[GUMBO_TAG_LAST + 1];   /* open HTML elements of each tag */
    uint32_t dropped[GUMBO_TAG_LAST + 1]; /* start tags over a cap whose end tags must go too */
    uint32_t n_dropped;
    struct dh_format formats[DH_OPEN_FORMATS + DH_TREE_DEPTH];
    unsigned n_formats, n_markers; /* entries in all, markers among them */
    unsigned n_shut;               /* entries whose element is not open */
    uint32_t last_id;              /* the number given last */
    unsigned moved; /* the lowest place where an element came or went below others, or was opened
                       again, since it was last asked; DH_TREE_DEPTH: none */
    uint32_t form;  /* number of the form that no end tag came for yet; 0: none */
    bool quirks;    /* no doctype, or an old one: a table does not end a paragraph */
};

/* A tag as the scanner sees it. */
struct dh_open_tag {
    GumboTag tag;
    uint32_t name;   /* hash of the name, folded to lower case */
    uint32_t digest; /* of the attributes, for formatting elements */
    bool self_closing;
    bool integration; /* annotation-xml that holds HTML */
    bool breaks_out;  /* font with color, face or size */
};

void dh_open_init(struct dh_open *o);
/* Takes note of a tag. false: it must not reach the tree builder, a cap is reached. */
bool dh_open_start(struct dh_open *o, const struct dh_open_tag *t);
bool dh_open_end(struct dh_open *o, const struct dh_open_tag *t);
/* The innermost open element, where a start tag (end: an end tag) of `next` ends it though its own
 * end tag was left out; GUMBO_TAG_LAST: it does not, or ends more than that. */
GumboTag dh_open_implied_end(const struct dh_open *o, GumboTag next, bool end);
/* Whether that need be asked. */
static inline bool dh_open_may_end(const struct dh_open *o)
{
    return o->n && dh_tag_is((GumboTag)o->stack[o->n - 1].tag, DH_TAG_ENDS_ITSELF);
}
/* Whether the innermost open element is SVG or MathML (integration points included). */
static inline bool dh_open_foreign(const struct dh_open *o)
{
    return o->n && o->stack[o->n - 1].foreign;
}
/* Whether it stands right between the parts of a table. */
static inline bool dh_open_in_table(const struct dh_open *o)
{
    GumboTag tag = o->n ? (GumboTag)o->stack[o->n - 1].tag : GUMBO_TAG_LAST;
    return (tag == GUMBO_TAG_TABLE ||
            (dh_tag_is(tag, DH_TAG_TABLE_PART) && !dh_tag_is_cell(tag))) &&
           !dh_open_foreign(o);
}
/* Whether a start tag here is read by the rules of foreign content. */
bool dh_open_foreign_rules(const struct dh_open *o, GumboTag next);
static inline bool dh_open_in_select(const struct dh_open *o)
{
    return o->count[GUMBO_TAG_SELECT] > 0;
}
/* Whether text here makes the tree builder open formatting elements again. */
bool dh_open_reconstructs(const struct dh_open *o);
/* Whether a start tag that makes it do so ends an element before. */
bool dh_open_ends_first(const struct dh_open *o, GumboTag tag);
/* Does that, as text and most elements in a line make it do; true: elements were opened. */
bool dh_open_reconstruct(struct dh_open *o);

#endif
