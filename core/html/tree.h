/* SPDX-License-Identifier: MIT */
/* The page as a flat tree: nodes in document order, each with the range of its subtree, so that a
 * walk is a loop over an array and every sum over a subtree is a difference of prefix sums. Built
 * by Gumbo over a skeleton of the source (scan.h): the tree is that of a full HTML5 parse, less
 * comments, doctype and what stands inside script, style and other elements that hold no text of
 * the page. */
#ifndef DH_TREE_H
#define DH_TREE_H

#include <gumbo.h>

#include "base/mem.h"
#include "base/str.h"

enum { DH_TREE_DEPTH = 256, DH_TAG_TEXT = GUMBO_TAG_LAST + 1 };

/* A node. Element: tag is a GumboTag. Text: tag is DH_TAG_TEXT, raw is the run as it stands in the
 * source (character references not decoded, no tags in it, white space at its ends cut off; empty
 * for a run of white space). */
struct dh_node {
    uint32_t parent; /* number of the parent; the root is its own */
    uint32_t end;    /* one past the last node of the subtree */
    uint16_t tag;
    uint16_t depth;    /* root: 0 */
    bool space_before; /* text: white space stood before the run; a run of white space alone has
                          only this */
    bool space_after;
    struct dh_str raw; /* text: the run. Element: its start tag "<...>" in the source; empty for
                          implied elements */
};

struct dh_tree {
    struct dh_node *nodes; /* nodes[0] is html */
    uint32_t n;
    struct dh_str source; /* the UTF-8 text all raw slices lie in */
};

/* The raw bodies of elements the tree leaves out but metadata wants: <script
 * type="application/ld+json">, other scripts that hold JSON, in source order. */
struct dh_raw_script {
    struct dh_str tag;  /* its start tag */
    struct dh_str body; /* undecoded */
};

/* Value of an attribute of element i (name in lower case), undecoded, a view into the source;
 * false: not there. Scans the tag's bytes: cheap for the few that are asked. */
bool dh_tree_attr(const struct dh_tree *t, uint32_t i, struct dh_str name,
                  struct dh_str *raw_value);
/* The same on a start tag's text. */
bool dh_tag_attr(struct dh_str tag, struct dh_str name, struct dh_str *raw_value);

/* Appends raw with character references decoded (HTML Living Standard 13.5; attribute rules when
 * attribute). */
void dh_html_decode(struct dh_buf *out, struct dh_str raw, bool attribute);

#endif
