/* SPDX-License-Identifier: MIT */
/* One pass over the source that writes its skeleton: the markup that shapes the tree and nothing
 * else, so that the tree builder reads about a twentieth of the bytes. The tokenizer of the HTML
 * Living Standard (13.2.5), with memchr in place of a state a byte. What stands in the skeleton:
 * - tags: the name alone. Attributes only where tree building reads them: input type=hidden, font
 * color (for color, face or size), annotation-xml encoding, and for formatting elements a digest of
 * all attributes (Noah's Ark clause). Names that Gumbo does not know become "x", but in foreign
 * content: outside it Gumbo takes all of them for one;
 * - a stub for each run of text: one code point, U+10000 + the number of the run; a blank or line
 * end for white space;
 * - nothing of comments, and of meta, link, base, script and style where they leave no trace in the
 * tree;
 * - no content of iframe, noembed, noframes, and of svg that nothing in it can end early.
 * Gumbo's tokenizer is told what to do by its tree builder in a few places (foreign content,
 * select). The scanner guesses that by open.h. Elements nested deeper than DH_TREE_DEPTH, and
 * formatting elements past DH_OPEN_FORMATS, are left out; their content stays. */
#ifndef DH_SCAN_H
#define DH_SCAN_H

#include "html/tree.h"

enum { DH_SCAN_STUB = 0x10000, DH_SCAN_RUNS = 0x100000 };

/* A run of text in the source, trimmed. */
struct dh_run {
    uint32_t at, n;
    bool space_before, space_after, literal;
};

struct dh_span {
    uint32_t at, n;
};

/* The skeleton and what leads back from it; working memory that serves one page after another. The
 * caller owns the struct. */
struct dh_skeleton {
    const struct dh_allocator *mem;
    size_t max; /* bytes it may take in all */
    struct dh_str source;
    char *text; /* n bytes are written */
    size_t n, room;
    struct dh_span *tags; /* start tag at text[i] -> source: tags[i / 3], since no tag is shorter */
    struct dh_run *runs;  /* by stub number; numbers of noncharacters are left out */
    size_t n_runs, cap_runs;
    struct dh_str *heads; /* as in struct dh_tree */
    size_t n_heads, cap_heads;
    struct dh_raw_script *scripts;
    size_t n_scripts, cap_scripts;
    struct dh_str html; /* the first html start tag */
};

void dh_skeleton_init(struct dh_skeleton *s, const struct dh_allocator *m, size_t max);
void dh_skeleton_release(struct dh_skeleton *s);

/* Writes the skeleton of source, which must be valid UTF-8 without NUL. Linear time. DH_ELIMIT: max
 * is reached, or there are more than DH_SCAN_RUNS runs. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_scan(struct dh_skeleton *s, struct dh_str source);

/* Offset of the ">" that ends the tag whose name starts at s.p[at], s.n: none. */
size_t dh_scan_tag_end(struct dh_str s, size_t at, bool *self_closing);
/* Offset where the content of a raw text element that starts at s.p[at] ends: at its end tag; s.n:
 * there is none. */
size_t dh_scan_raw_end(struct dh_str s, size_t at, struct dh_str name);
/* The same for a script, whose content may hold "<!-- <script> </script> -->". */
size_t dh_scan_script_end(struct dh_str s, size_t at);
/* Offset behind the comment or other declaration that starts with "<!", "<?" or "</" at s.p[at]. */
size_t dh_scan_comment_end(struct dh_str s, size_t at);
/* Offset behind the svg element whose start tag ends before s.p[at], if nothing in it can end it
 * early or reach out of it. Else s.n + 1, and *seen is how far was looked. */
size_t dh_scan_svg_end(struct dh_str s, size_t at, bool text_matters, size_t *seen);

/* Whether a script's body is worth keeping for metadata: its type says JSON, or it begins as a JSON
 * object or array, or as an assignment of one ("window.__X__ = {"). Looks at the first bytes only.
 */
bool dh_script_holds_json(struct dh_str tag, struct dh_str body);

#endif
