/* SPDX-License-Identifier: MIT */
/* What the scanner knows of the elements that are open: an estimate of the tree builder's stack of
 * open elements and of its list of active formatting elements (HTML Living
 * Standard 13.2.4.2, 13.2.4.3), good enough to tell whether the scanner stands in foreign content
 * or in a select, and to hold the caps on nesting. It need not be exact: an error costs a wrong
 * guess in markup that is broken in several ways at once. Used by scan.c alone. */
#ifndef DH_OPEN_H
#define DH_OPEN_H

#include "html/tree.h"

/* Formatting elements that may wait to be opened again. Each costs a node for every paragraph that
 * follows: without a cap 29 KB of source give 800 MB of tree (lexbor issue 340). Real pages have a
 * handful. */
enum { DH_OPEN_FORMATS = 32 };

struct dh_open_element {
    uint16_t tag;
    bool foreign;     /* SVG or MathML */
    bool svg;         /* SVG */
    bool integration; /* foreign, but its content is HTML */
    uint32_t name;    /* hash of a foreign element's name */
};

struct dh_open {
    struct dh_open_element stack[DH_TREE_DEPTH];
    unsigned n;
    uint32_t count[GUMBO_TAG_LAST + 1];   /* open HTML elements of each tag */
    uint32_t dropped[GUMBO_TAG_LAST + 1]; /* start tags over a cap whose end tags must go too */
    uint32_t n_dropped;
    struct {
        uint16_t tag; /* GUMBO_TAG_LAST: a marker */
        uint32_t digest;
    } formats[DH_OPEN_FORMATS + DH_TREE_DEPTH];
    unsigned n_formats, n_markers; /* entries in all, markers among them */
    unsigned n_open_formats;       /* formatting elements on the stack */
    bool form;                     /* a form was started and no end tag of one came yet */
    bool quirks;                   /* no doctype, or an old one: a table does not end a paragraph */
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
/* Whether the innermost open element is SVG or MathML (integration points included). */
static inline bool dh_open_foreign(const struct dh_open *o)
{
    return o->n && o->stack[o->n - 1].foreign;
}
/* Whether a start tag here is read by the rules of foreign content. */
bool dh_open_foreign_rules(const struct dh_open *o, GumboTag next);
static inline bool dh_open_in_select(const struct dh_open *o)
{
    return o->count[GUMBO_TAG_SELECT] > 0;
}
/* Whether text here makes the tree builder open formatting elements again. */
bool dh_open_reconstructs(const struct dh_open *o);
/* Does that, as text and most elements in a line make it do; true: elements were opened. */
bool dh_open_reconstruct(struct dh_open *o);

/* ---- Properties of tags */

/* What a tag is to the tree builder: HTML Living Standard 13.2.4.2, 13.2.6.4.7 and 13.2.6.5. */
enum dh_tag_property {
    DH_TAG_VOID = 1,      /* never has content */
    DH_TAG_SPECIAL = 2,   /* stops the search of end tags of ordinary elements */
    DH_TAG_SCOPE = 4,     /* stops the search of all but table parts */
    DH_TAG_MARKER = 8,    /* its formatting elements are its own */
    DH_TAG_CLOSES_P = 16, /* its start tag ends an open p */
    DH_TAG_FORMAT = 32,
    DH_TAG_BREAKS_OUT = 64, /* its start tag ends foreign content */
    DH_TAG_HEADING = 128,
    DH_TAG_TABLE_PART = 256,   /* caption to th: lives in tables only */
    DH_TAG_LEAF = 512,         /* its content is text to the tokenizer: nothing nests in it */
    DH_TAG_RARELY_NESTS = 1024 /* html, head, body: only the first start tag counts */
};

extern const uint16_t dh_tag_properties[GUMBO_TAG_LAST + 1];

static inline bool dh_tag_is(GumboTag tag, unsigned properties)
{
    return (dh_tag_properties[tag] & properties) != 0;
}
/* But for a, of which there is never more than one. */
static inline bool dh_tag_is_formatting(GumboTag tag)
{
    return dh_tag_is(tag, DH_TAG_FORMAT) && tag != GUMBO_TAG_A;
}
/* What stands in a cell is read as in the body. */
static inline bool dh_tag_is_cell(GumboTag tag)
{
    return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION;
}

/* What the tree builder does with a start tag in the body before it opens the element, if nothing
 * that it could close is open. */
enum dh_folds {
    DH_FOLDS_NOT,    /* more than the others */
    DH_FOLDS_BLOCK,  /* nothing */
    DH_FOLDS_PHRASE, /* it opens formatting elements that wait, as it does for text */
};
enum dh_folds dh_tag_folds(GumboTag tag);

#endif
