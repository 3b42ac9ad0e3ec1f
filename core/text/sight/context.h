/* SPDX-License-Identifier: MIT */
/* What a document is as a whole: its language, its subject, where its story begins and ends. Any
 * thread. */
#ifndef DH_CONTEXT_H
#define DH_CONTEXT_H

#include "text/sight/sight.h"
#include "text/sight/tally.h"

enum { DH_SAMPLE = 64 }; /* fragments that are asked, at most */

/* How much of each. */
enum dh_sample_extent { DH_SAMPLE_BRIEF, DH_SAMPLE_FULL, DH_SAMPLE_EXTENTS };

/* What was read of the fragments of a page so far: scratch, which begins as anything but for what
 * is set by the caller. */
struct dh_recall;
struct dh_sample {
    const struct dh_recall *recall; /* lines that were read lately; NULL: none. The caller's */
    int before; /* the language of the text before, in which they are looked for; at first any */
    struct dh_tally tally; /* of the brief parts of all */
    struct dh_tally_part part[DH_SAMPLE][DH_SAMPLE_EXTENTS];
    uint32_t fragment[DH_SAMPLE];
    uint32_t n;
};

/* Sets v->lang: the language of the page's longer fragments by their function words and script; -1:
 * none is clear. And v->subject: kinds of chrome (ads, newsletters, cookies) that two of five of
 * its sentences, three at least, speak of: there only bare markers of that kind go. Reads at most
 * 64 fragments, the first 10 words of each, and where those leave a doubt 60. *sample is set; so
 * are sights of fragments that those words tell (dh_sight_glance), which others are not: a sight
 * that is told has flags. Of the others v->words keeps the words. */
void dh_context_read(struct dh_view *v, const struct dh_page *page, struct dh_sample *sample,
                     struct dh_sight *sights);

/* The same from what stays alone, where some of what was read goes: chrome may be in another
 * language than its story, and speak of nothing but itself. Answers whether lang or subject are
 * others now; then what stays is to be judged by those. sample: of dh_context_read, of the same
 * fragments; those whose words are known are not read again. */
bool dh_context_again(struct dh_view *v, const struct dh_page *page, struct dh_sample *sample);

#endif
