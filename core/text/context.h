/* SPDX-License-Identifier: MIT */
/* What a document is as a whole: its language, its subject, where its story begins and ends. Any
 * thread. */
#ifndef DH_CONTEXT_H
#define DH_CONTEXT_H

#include "text/sight.h"

/* What language and subject are told by. */
enum { DH_SUBJECTS = 3 };
struct dh_tally {
    uint32_t words[DH_LANGS]; /* function words of each language, and letters of its script */
    uint32_t total;           /* words */
    uint32_t prose;           /* sentences among the fragments */
    uint32_t about[DH_SUBJECTS][DH_LANGS]; /* those with a word of the kind */
    bool whole;                            /* no fragment was left out because there are so many */
    bool wide; /* characters of scripts without spaces are among the words */
};

/* Sets v->lang: the language of the page's longer fragments by their function words and script; -1:
 * none is clear. And v->subject: kinds of chrome (ads, newsletters, cookies) that two of five of
 * its sentences, three at least, speak of: there only bare markers of that kind go. Reads at most
 * 64 fragments, the first 10 words of each, and where those leave a doubt 60. *t is set; so are
 * sights of fragments that those words tell (dh_sight_glance), which others are not: a sight that
 * is told has flags. Of the others v->words keeps the words. */
void dh_context_read(struct dh_view *v, const struct dh_page *page, struct dh_tally *t,
                     struct dh_sight *sights);

/* The same from what stays alone, where some of what was read goes: chrome may be in another
 * language than its story, and speak of nothing but itself. Answers whether lang or subject are
 * others now; then what stays is to be judged by those. t: of dh_context_read. */
bool dh_context_again(struct dh_view *v, const struct dh_page *page, const struct dh_tally *t);

#endif
