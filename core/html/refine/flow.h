/* SPDX-License-Identifier: MIT */
/* The flow that a block is part of: the box whose paragraphs, lists and tables follow one another.
 * What the extractor left out and belongs there is kept by flow.c and the files named below, which
 * it calls. Values point into the overview and live as long. One thread a page. */
#ifndef DH_FLOW_H
#define DH_FLOW_H

#include "html/refine/refine.h"

struct dh_flow {
    const struct dh_overview *v;
    struct dh_choice *choice;
    uint64_t other, apart; /* signs that say a box is no part of the text around it, or stands apart
                              from it, where they tell something on this page */
};

void dh_flow_init(struct dh_flow *w, const struct dh_overview *v, struct dh_choice *choice);

/* Whether box x is one that text is made of, and its name says nothing else. */
bool dh_flow_is_text(const struct dh_flow *w, const struct dh_box *x);
/* A box around text that says nothing of its own. */
bool dh_flow_is_wrapper(const struct dh_flow *w, const struct dh_box *x);

/* Whether no box around block j says that it stands apart from block near, up to one around both.
 */
bool dh_flow_stands_with(const struct dh_flow *w, uint32_t j, uint32_t near);
/* Boxes that chrome is not made of. */
static inline bool dh_flow_is_quotation(const struct dh_box *x)
{
    return x->tag == GUMBO_TAG_BLOCKQUOTE || x->tag == GUMBO_TAG_PRE;
}

/* The box whose flow of paragraphs, lists and tables block i is part of. */
int32_t dh_flow_of(const struct dh_flow *w, uint32_t i);
/* The flow that the blocks [first, end) in box e are part of where templates put a wrapper around
 * each paragraph or list, or a div in place of a p. */
int32_t dh_flow_wide(const struct dh_flow *w, int32_t e, uint32_t first, uint32_t end);
int32_t dh_flow_wide_of(const struct dh_flow *w, uint32_t i);

/* The time of a post, alone in its line. */
bool dh_flow_is_time(const struct dh_overview *v, uint32_t i);

/* A label or a heading has no more words; fewer boxes of one shape are no list; the score that a
 * heading needs, and the part of it that may be links. */
enum { DH_FLOW_LABEL_WORDS = 12, DH_FLOW_BOXES_MIN = 3 };
#define DH_FLOW_CROSSHEAD_SCORE -2.5f
#define DH_FLOW_CROSSHEAD_LINK  .3f

/* A heading before kept text, with kept text somewhere before it, is a crosshead, and stays; so is
 * a line all of bold in its place (crossheads.c). */
void dh_flow_crossheads(struct dh_flow *w);

/* A list or table behind kept text in the same flow stays: the model knows short lines there as
 * chrome, and scores them in between. One that is announced does sooner than one that is not
 * (flowlists.c). */
void dh_flow_lists(struct dh_flow *w);

/* A box of facts amid the text, of which none leads away: what most of its lines say holds for all,
 * or what their scores leave open (factboxes.c). */
void dh_flow_facts(struct dh_flow *w);

/* Posts of a live blog, steps, questions with their answers, letters: where such units go on in the
 * flow of kept text, short lines of theirs are text too (posts.c). */
void dh_flow_posts(struct dh_flow *w);

/* Lists below a heading of their own, between kept text, with what stands around them left out:
 * what a dish is made of (headedlists.c). */
void dh_flow_headed_lists(struct dh_flow *w);

/* Corrections, disclosures and notes on where the text comes from, right behind kept text or above
 * it (notes.c). */
void dh_flow_notes(struct dh_flow *w);

#endif
