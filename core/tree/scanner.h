/* SPDX-License-Identifier: MIT */
/* What stands between the two halves of the scanner (scan.h): scan.c reads the source and tells
 * what each tag does (plain.c does so for most of them), write.c puts it into the skeleton so that
 * Gumbo does with it what it would have done with the source. For core/tree only; one thread a
 * scanner. Functions that write put errors into out->err (skeleton.h), which ends the pass. */
#ifndef DH_SCANNER_H
#define DH_SCANNER_H

#include "tree/fold.h"
#include "tree/open.h"
#include "tree/readtag.h"
#include "tree/skeleton.h"

struct scanner {
    struct dh_skeleton *out;
    struct dh_str s;
    size_t at;
    struct dh_open open;
    struct dh_fold fold;
    GumboTag last;    /* the start tag written last; GUMBO_TAG_LAST: an end tag */
    bool tags, body;  /* a tag was written, one that belongs into the body */
    bool columns;     /* the last start tag was col or colgroup, and no text came behind it */
    bool in_text;     /* text that goes on with the next character was written last */
    bool dropped;     /* something was left out since the last run of text */
    bool guesses;     /* whether the page is shown as of old */
    bool frames;      /* the page has a frameset, which was not known when scanning began */
    bool xml;         /* it begins as XML: "<script/>" has ended */
    uint64_t shadows; /* of the open templates, the innermost in the lowest bit: shadow roots */
    size_t svg_seen;  /* up to here svg was looked through in vain */
    struct dh_buf digest;
};

/* Writes a run of text, literal: without character references. Answers whether there was more in it
 * than white space. */
bool dh_scanner_text(struct scanner *c, struct dh_str s, bool literal);

/* Whether a line end that comes now counts for nothing: pre and its like begin. */
bool dh_scanner_at_first_line(const struct scanner *c);

/* Something is left out that ends a run of text: here Gumbo puts the text before it into the tree.
 */
void dh_scanner_dropped(struct scanner *c);

/* Makes Gumbo do the same without what was left out: in flow, where text is all it would see, a
 * stub tells that two texts meet. */
void dh_scanner_end_run(struct scanner *c, bool flow);

/* Whether the innermost open element is a form that is not folded: right inside it Gumbo keeps text
 * back, which at its end tag it forgets about until behind the form. */
static inline bool dh_scanner_in_form(const struct scanner *c)
{
    return c->open.n && c->open.stack[c->open.n - 1].tag == GUMBO_TAG_FORM;
}

/* Writes a start tag; an end tag, foreign: with its name although HTML does not know it; an element
 * without content, as a stub. */
void dh_scanner_start(struct scanner *c, const struct dh_source_tag *t);
void dh_scanner_end(struct scanner *c, const struct dh_source_tag *t, bool foreign);
void dh_scanner_void(struct scanner *c, const struct dh_source_tag *t);

/* A stub of an element was written, which is text to Gumbo. */
void dh_scanner_end_stub(struct scanner *c);

/* A form became a stub, and text stands right before its end tag. Gumbo takes the form off its
 * stack before it lets go of that text, which comes to stand behind the form. */
void dh_scanner_behind_form(struct scanner *c);

/* plain.c: takes the start tag, which was read, or the end tag that stands at c->at, where it is a
 * plain one. false: it may be more, and nothing was done. */
bool dh_scanner_start_plain(struct scanner *c, const struct dh_source_tag *t);
bool dh_scanner_end_plain(struct scanner *c);

/* Where a tag stands in the source. */
static inline struct dh_span dh_scanner_span(const struct scanner *c, struct dh_str raw)
{
    return (struct dh_span){ (uint32_t)(raw.p - c->s.p), (uint32_t)raw.n };
}

#endif
