/* SPDX-License-Identifier: MIT */
/* One pass over the source that writes its skeleton: the markup that shapes the tree and nothing
 * else, so that the tree builder reads about a twentieth of the bytes. The tokenizer of the HTML
 * Living Standard (13.2.5), with memchr in place of a state a byte. What stands in the skeleton:
 * - tags: the name alone. Attributes only where tree building reads them: input type=hidden, font
 * color (for color, face or size), annotation-xml encoding, and for formatting elements a digest of
 * all attributes (Noah's Ark clause). Names that Gumbo does not know become "x", but in foreign
 * content: outside it Gumbo takes all of them for one;
 * - a stub (skeleton.h) for each run of text, and for each element that can be folded (fold.h); a
 * blank for white space;
 * - nothing of comments, and of meta, link, base, script and style where they leave no trace in the
 * tree;
 * - no content of iframe, noembed, noframes, and of svg that nothing in it can end early.
 * Gumbo's tokenizer is told what to do by its tree builder in a few places (foreign content,
 * select). The scanner guesses that by open.h. Elements nested deeper than DH_TREE_DEPTH, and
 * formatting elements past DH_OPEN_FORMATS, are left out; their content stays. One thread a page.
 */
#ifndef DH_SCAN_H
#define DH_SCAN_H

#include "tree/skeleton.h"

/* Whether a page is shown as of old: in quirks mode a table does not end a paragraph. Which
 * doctypes say so is for Gumbo to tell; the scanner knows those that are met, and is told where it
 * is wrong.
 */
enum dh_quirks { DH_QUIRKS_GUESS, DH_QUIRKS_NO, DH_QUIRKS_YES };

/* Writes the skeleton of source, which must be valid UTF-8 without NUL; s->quirks is what it went
 * by. Linear time. DH_ELIMIT: max is reached, or there are more than DH_STUBS stubs. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_scan(struct dh_skeleton *s, struct dh_str source, enum dh_quirks quirks);

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

/* Where in a script the JSON begins that it assigns first: `window.x = {`, `var x = [`,
 * `self["y"]={`, `x = JSON.parse("{`; also behind assignments of other things: `window.x = window.x
 * || {}; x.y = "z"; x.z = {`. s.n: nowhere near its begin. */
size_t dh_script_assigned(struct dh_str s);

/* Whether a script's body is worth keeping for metadata: its type says JSON, or it begins as a JSON
 * object or array, or as an assignment of one ("window.__X__ = {"). Looks at the first bytes only.
 */
bool dh_script_holds_json(struct dh_str tag, struct dh_str body);

#endif
