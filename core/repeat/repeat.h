/* SPDX-License-Identifier: MIT */
/* repeat/: what repeats, in a page, over a site, over a corpus. Knows fragments' keys and words,
 * nothing of cues: all copies of chrome go, one copy of content stays. One thread a page. Its
 * folders, from the lowest on; none includes what is above it:
 *
 * - words/: words.h cuts and hashes them; the form.h of a short line, what it may link to
 *   (linked.h), what is in quotes (quote.h); near.h: passages that say the same; sort64.h;
 * - count/: count.h, in bounded memory, by sorting records.h; where a fragment was seen
 *   (sighting.h); which pages hold a run of words (runindex.h);
 * - inpage/: what repeats in one page;
 * - story/: the sketch.h of a story, and many of them on disk (sketchfile.h, storyfile.h); what
 *   those of a site have in common (template.h); story.h: which are copies, and which one survives;
 * - site/: site.h counts fragments over the stories of a site; standing.h, the last word on each of
 *   a page, with what belongs to its story (belong.h) and what reporters write often (reported.h).
 *
 * Above them: describe.c, what a page hands on; caption.h, captions of other pages; corpus.h, all
 * of it for a job. */
#ifndef DH_REPEAT_H
#define DH_REPEAT_H

#include "page/page.h"

/* Repetition inside one page; a function of the page alone. Needs keys and kinds (text/ and html/
 * come before). Sets fragments[].group: the first of its copies, for captions the first of all its
 * wordings. Strikes:
 *
 * - copies of a fragment struck for its words, with that one's kind, rule "repeat.same"; a
 * headline, a heading and prose stay, so a teaser or a related list takes nothing of the story with
 * it;
 * - captions with a second copy or wording ("repeat.same", "repeat.near"): what looks like a
 * caption (DH_LOOKS_CAPTION) becomes one when its content words lie in those of a caption or of
 * another that looks like one, or the other way round (near.h);
 * - second and later copies of prose of twelve words or more as DH_REPEAT ("repeat.copy"), and what
 *   stands beside such a copy just as beside the original ("repeat.block": an article that stands
 *   there twice).
 *
 * Never with digits folded. Time is near-linear: 100,000 fragments take about a second.
 * DH_ELIMIT: no room in the page's arena. */
DH_MUST_USE enum dh_err dh_repeat_page(struct dh_page *page);

/* What the stages over many pages need of this one (describe.c): sets identity, sketch,
 * passages, and of every fragment slot and the looks PROSE, LONG and QUOTED. After dh_repeat_page;
 * a function of the page alone. DH_ELIMIT: no room in the page's arena; DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_repeat_describe(struct dh_page *page);

#endif
