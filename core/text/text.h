/* SPDX-License-Identifier: MIT */
/* text/: fragments of scraped text and of bodies, what the words alone say of them, and repairs.
 * Knows nothing of HTML: bodies from html/ come as fragments of unit BLOCK with role and link share
 * set. Its folders, from the lowest on; none includes what is above it:
 *
 * - words/: tokens.h cuts them, by anyword.h and hangul.h, once (kept.c); langs.h; normal.h: norm
 *   and keys of a fragment, with entities.h read; wordlists.h: words beside the lexicon;
 *   pagewords.h: all words of a page as numbers; counts.h, of characters;
 * - cues/: the tables, rules/, which tables.h reads and forms.h compiles, growing a trie (trie.h)
 *   that seal.c makes flat (cuetable.h), as it stands in the program (tabledata.c, cueimage.c);
 *   cues.h and cuematch.c match them, and with them dates.h and persons.h; rulenames.h: what may be
 *   off;
 * - view/: one line as all read it (fragview.h), its shape.h, how it is built (clauses.h), the rows
 *   that match (rulerows.h), whether buttons have all its words (cover.h);
 * - grammar/: grammars of a line: lines.h, menus.h, captions.h, credit.h, bylines.h, signatures.h,
 *   stamps.h, offers.h, pieces.h, glued.h, results.h;
 * - repair/: repair.h, what may need it (mendable.h, caphead.h, mojibake.h), what it makes of a
 *   fragment (edited.h, rest.h);
 * - input/: decode.c makes bytes UTF-8, units.c makes that fragments: where lines were filled to a
 *   width (wrap.h), where a crosshead shares one (caphead.h), where sentences end (sentences.h);
 * - sight/: what one line shows by itself: sight.h reads one, sights.h all, recall.h remembers them
 *   and the line's own traits (linetraits.h); what is in doubt (doubt.h); the text's language and
 *   subject, which that hangs on: context.h, summed by tally.h, with tells.h for short texts;
 * - around/: what stands around a line, and where: conditions.h, by storyzones.h, amid.h and
 *   listed.h; zone.h; the headline.h; lines that are told by others: boxes.h, strays.h (whom they
 *   speak to: address.h), teasers.h, twin.h, signlines.h;
 * - model/: traits.h, of words (linewords.c), moulds.c and places.c as a vector.c; linemodel.h and
 *   second.h, which score by them, by tables laid out when the program is built (linelaid.c); of
 *   what no rule struck what is safe.h, whole stories of a few paragraphs among it (briefs.h), what
 *   comes back (giveback.h) or goes along (islands.h), and what is the story's for sure, speech.h
 *   and figures.h.
 *
 * Above them: judge.c, which puts all together; stage.h, what it keeps from page to page. */
#ifndef DH_TEXT_H
#define DH_TEXT_H

#include "page/page.h"

/* The compiled rules, and scratch memory: made once a context. One thread at a time. */
struct dh_text;

struct dh_forest;
struct dh_traits;
struct dh_text_options {
    const char *rules_path; /* the user's own rows, on top of the built-in ones; NULL: none */
    struct dh_str
        without;   /* names of rules or name prefixes that are switched off, comma-separated */
    size_t recall; /* bytes, at most, for lines that were read lately (recall.h); 0: 16 MiB */
    /* for training and tests: */
    const struct dh_forest *lines;                 /* the line model instead of the built-in one */
    const struct dh_forest *second;                /* the same of its second look */
    void (*seen)(void *self, struct dh_traits *t); /* gets the traits of each page */
    void *seen_self;
};

/* DH_ECONFIG: an error in the rules file; d->pos is the line. DH_EUSAGE: `without` names no rule.
 */
DH_MUST_USE enum dh_err dh_text_new(struct dh_text **out, const struct dh_allocator *m,
                                    const struct dh_text_options *o, struct dh_detail *d);
void dh_text_free(struct dh_text *t); /* NULL is fine */

/* What works on a page fails with DH_ELIMIT, its arena is full, or DH_ENOMEM. Any thread, a page
 * and a dh_text being one thread's.
 *
 * Scraped text: sets page->input from page->raw (other charsets than UTF-8 are decoded and named in
 * field CHARSET, as are lines that were escaped once too often, base/lineescape.h; where decoding
 * could not be undone byte for byte the raw bytes stay), unit and fragments. charset: a label or
 * empty. DH_EDATA: binary. */
DH_MUST_USE enum dh_err dh_text_read(struct dh_page *page, struct dh_str charset,
                                     struct dh_detail *d);
/* The same where raw is UTF-8 for sure, as a row's text. */
DH_MUST_USE enum dh_err dh_text_row(struct dh_page *page);
/* Sets unit and fragments of a page whose input is already set. */
DH_MUST_USE enum dh_err dh_text_split(struct dh_page *page);
/* Where what stays, read again, would be cut otherwise (all but one line went, or what looked
 * hard-wrapped, or filled to that width), sets *other and cuts it so; what goes stays as it is.
 * Norms and keys are to be set anew then. */
DH_MUST_USE enum dh_err dh_text_split_rest(struct dh_page *page, bool *other);
/* Sets norm, key and folded of every fragment. */
DH_MUST_USE enum dh_err dh_text_normal(struct dh_page *page);
/* Puts kinds and rules on fragments, and adds cuts (a credit behind a caption, a marker glued to a
 * paragraph) and repairs as edits. Needs dh_text_normal. A function of the page alone. */
DH_MUST_USE enum dh_err dh_text_judge(struct dh_text *t, struct dh_page *page);
/* The same once more, after others struck prose of a scraped text (repeat/): what stays is judged
 * as it will be when the result is cleaned again. What went keeps kinds and edits. */
DH_MUST_USE enum dh_err dh_text_judge_rest(struct dh_text *t, struct dh_page *page);

#endif
