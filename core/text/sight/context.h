/* SPDX-License-Identifier: MIT */
/* What a document is as a whole: its language, and the kinds of chrome that its story is about.
 * Told by a sample of its fragments. Any thread, each with a view and a sample of its own. */
#ifndef DH_CONTEXT_H
#define DH_CONTEXT_H

#include "text/sight/sight.h"
#include "text/sight/tally.h"

enum { DH_SAMPLE = 64 }; /* fragments that are asked, at most */

/* How much of each. */
enum dh_sample_extent { DH_SAMPLE_BRIEF, DH_SAMPLE_FULL, DH_SAMPLE_EXTENTS };

struct dh_recall;
/* What was read of the fragments of a page so far. Scratch: of a new one the caller sets recall and
 * before, the rest may be anything. */
struct dh_sample {
    const struct dh_recall *recall; /* lines that were read lately; NULL: none. The caller's */
    int before; /* the language of the text before, in which they are looked for; at first any */
    struct dh_tally tally; /* of the brief parts of all */
    struct dh_tally_part part[DH_SAMPLE][DH_SAMPLE_EXTENTS];
    uint32_t fragment[DH_SAMPLE];
    uint32_t n;
    uint32_t least; /* bytes of those that told the language, or would have */
};

/* Sets v->lang: the language of the page's longer fragments by their function words and script; -1:
 * none is clear. Of a text of few words shorter ones, common words and letters are asked, too: then
 * v->brief. And v->subject: kinds of chrome (ads, newsletters, cookies)
 * that two of five of its sentences, three at least, speak of: there only bare markers of that kind
 * go. Reads at most DH_SAMPLE fragments: the first 10 words of each, and 60 where those leave a
 * doubt.
 *
 * Sets *sample, and the sights of fragments of which these words tell all (dh_sight_glance): they
 * have flags then. Of the others v->words keeps the words that were cut, for who reads on. */
void dh_context_read(struct dh_view *v, const struct dh_page *page, struct dh_sample *sample,
                     struct dh_sight *sights);

/* Once some of the page was struck: the same by what stays alone, since chrome may be in another
 * language than the story, and speaks of itself. Answers whether any of these changed; then what
 * stays is to be judged again. sample: as dh_context_read left it, for the same fragments; words
 * that are known are not read again. */
bool dh_context_again(struct dh_view *v, const struct dh_page *page, struct dh_sample *sample);

#endif
