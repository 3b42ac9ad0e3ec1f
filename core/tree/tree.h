/* SPDX-License-Identifier: MIT */
/* tree/: bytes to a tree (charset.h -> scan.h -> here); uchardet is included here only, Gumbo only
 * here and by those that read the tree.
 *
 * The page as a flat tree: nodes in document order, each with the range of its subtree, so that a
 * walk is a loop over an array and every sum over a subtree is a difference of prefix sums. Built
 * by Gumbo over a skeleton of the source (scan.h): the tree is that of a full HTML5 parse (HTML
 * Living Standard 13.2, scripting off) less what holds no text of the page:
 * - not there at all: comments, doctype, script, style, template (with content), meta, link, base;
 * - there without content: svg, select, iframe, noembed, noframes;
 * - not there: runs of white space right under html, head, frameset, colgroup, table, tbody, thead,
 * tfoot and tr;
 * and more than Gumbo knows: templates that declare a shadow root are elements like others, and in
 * a page that begins as XML "<script/>" has ended. Metadata reads meta, link and base from
 * dh_tree.heads and JSON scripts from dh_tree.scripts. */
#ifndef DH_TREE_H
#define DH_TREE_H

#include <gumbo.h>

#include "base/mem.h"
#include "base/str.h"

/* Nodes stand at most at depth DH_TREE_DEPTH - 1: the children of deeper elements become their
 * siblings. */
enum { DH_TREE_DEPTH = 256, DH_TAG_TEXT = GUMBO_TAG_LAST + 1 };

/* A node. Element: tag is a GumboTag (GUMBO_TAG_UNKNOWN: raw has the name). Text: tag is
 * DH_TAG_TEXT, raw is the run as it stands in the source (character references not decoded, no tags
 * in it, white space at its ends cut off; empty for a run of white space). Use dh_node_text to read
 * it. */
struct dh_node {
    uint32_t parent; /* number of the parent; the root is its own */
    uint32_t end;    /* one past the last node of the subtree */
    uint16_t tag;
    uint16_t depth;    /* root: 0 */
    bool space_before; /* text: white space stood before the run; a run of white space alone has
                          only this */
    bool space_after;
    bool literal;      /* text: "&" is no character reference (xmp, plaintext, CDATA) */
    struct dh_str raw; /* text: the run. Element: its start tag "<...>" in the source; empty for
                          implied elements */
};

/* How calls begin that hand over a page's state: a piece of the rows of React's server components,
 * as a string, and Nuxt's object literal. */
#define DH_SCRIPT_ROWS "self.__next_f.push([1,\""
#define DH_SCRIPT_NUXT "window.__NUXT__=(function("

/* The raw bodies of elements the tree leaves out but metadata wants: <script
 * type="application/ld+json">, other scripts that hold JSON (by their type, or by starting with
 * "{", "[" or an assignment of such a value) or one of these calls, in source order. */
struct dh_raw_script {
    struct dh_str tag;  /* its start tag */
    struct dh_str body; /* undecoded */
};

struct dh_tree {
    struct dh_node *nodes; /* nodes[0] is html */
    uint32_t n;
    struct dh_str source; /* the UTF-8 text all raw slices lie in */
    const struct dh_str
        *heads; /* start tags of meta, link and base anywhere in the page, in source order */
    uint32_t n_heads;
    const struct dh_raw_script *scripts;
    uint32_t n_scripts;
};

/* Working memory for building trees, one after another; the caller owns the struct. One thread. */
struct dh_skeleton;
struct dh_tree_builder {
    const struct dh_allocator *mem;
    size_t max_arena;
    struct dh_skeleton *skeleton; /* what the scanner found (scan.h) */
    struct dh_arena parse;        /* Gumbo's memory: emptied after each page */
    struct dh_arena out;          /* nodes: emptied by the next build */
};

/* max_arena: bytes that one page may take in all; the budget of work goes with it. Allocates
 * nothing yet. */
void dh_tree_builder_init(struct dh_tree_builder *b, const struct dh_allocator *m,
                          size_t max_arena);
void dh_tree_builder_release(struct dh_tree_builder *b);

/* Builds the tree of source, which must be valid UTF-8 without NUL (charset.h sees to that; else
 * the tree is merely unspecified) and outlive the tree. *t lives until the next build. Always has
 * an html element. DH_ELIMIT: the budget is used up. DH_ENOMEM. DH_ETIMEOUT: the watchdog clock ran
 * out. */
DH_MUST_USE enum dh_err dh_tree_build(struct dh_tree_builder *b, struct dh_str source,
                                      struct dh_tree *t, struct dh_detail *d);
/* The same by a full Gumbo parse of the whole source: about ten times slower, no guard against
 * hostile nesting but the memory cap. The reference that tests hold dh_tree_build against. Text is
 * decoded already (literal), adjacent runs are one. */
DH_MUST_USE enum dh_err dh_tree_build_reference(struct dh_tree_builder *b, struct dh_str source,
                                                struct dh_tree *t, struct dh_detail *d);

/* What a page of frames holds for readers that show none: the content of its first noframes, HTML
 * that stands in the source; empty: the page has no frames, or nothing there (frames.c). */
struct dh_str dh_tree_noframes(const struct dh_tree *t);

/* Value of an attribute of element i (name in lower case), undecoded, a view into the source;
 * false: not there. Scans the tag's bytes: cheap for the few that are asked. */
bool dh_tree_attr(const struct dh_tree *t, uint32_t i, struct dh_str name,
                  struct dh_str *raw_value);
/* The same on a start tag's text. The first of several of one name counts; a value may be empty. */
bool dh_tag_attr(struct dh_str tag, struct dh_str name, struct dh_str *raw_value);
/* The attributes of a start tag one after another: start with *at = 0; false: no more. name is as
 * written. */
bool dh_tag_next_attr(struct dh_str tag, size_t *at, struct dh_str *name, struct dh_str *raw_value);
/* The tag's name as written. */
struct dh_str dh_tag_name(struct dh_str tag);

/* Appends the text of text node i, references decoded, without the white space around it. */
void dh_node_text(struct dh_buf *out, const struct dh_node *node);
enum { DH_REFERENCE_MAX = 8 };
/* The character reference that s begins with, an ampersand: the bytes it takes, and the *n bytes of
 * UTF-8 that it stands for in now. 0: it is none, and nothing is set. Those of old may lack their
 * semicolon. */
size_t dh_html_reference(struct dh_str s, bool attribute, char now[DH_REFERENCE_MAX], size_t *n);
/* Appends raw with character references decoded (HTML Living Standard 13.5; attribute rules when
 * attribute). */
void dh_html_decode(struct dh_buf *out, struct dh_str raw, bool attribute);

#endif
