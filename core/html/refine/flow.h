/* SPDX-License-Identifier: MIT */
/* The flow that a block is part of: the box whose paragraphs, lists and tables follow one another.
 * flow.c, posts.c and notes.c keep what the extractor left out by it. Values point into the view
 * and live as long. One thread a page. */
#ifndef DH_FLOW_H
#define DH_FLOW_H

#include "html/refine/refine.h"

struct dh_flow {
    const struct dh_view *v;
    struct dh_choice *choice;
    uint64_t other, apart; /* signs that say a box is no part of the text around it, or stands apart
                              from it, where they tell something on this page */
};

void dh_flow_init(struct dh_flow *w, const struct dh_view *v, struct dh_choice *choice);

/* Whether box x is one that text is made of, and its name says nothing else. */
bool dh_flow_is_text(const struct dh_flow *w, const struct dh_box *x);
/* A box around text that says nothing of its own. */
bool dh_flow_is_wrapper(const struct dh_flow *w, const struct dh_box *x);

/* The box whose flow of paragraphs, lists and tables block i is part of. */
int32_t dh_flow_of(const struct dh_flow *w, uint32_t i);
/* The flow that the blocks [first, end) in box e are part of where templates put a wrapper around
 * each paragraph or list, or a div in place of a p. */
int32_t dh_flow_wide(const struct dh_flow *w, int32_t e, uint32_t first, uint32_t end);
int32_t dh_flow_wide_of(const struct dh_flow *w, uint32_t i);

/* The time of a post, alone in its line. */
bool dh_flow_is_time(const struct dh_view *v, uint32_t i);

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
