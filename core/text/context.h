/* SPDX-License-Identifier: MIT */
/* What a document is as a whole: its language, its subject, where its story begins and ends. Any
 * thread. */
#ifndef DH_CONTEXT_H
#define DH_CONTEXT_H

#include "text/sight.h"

/* Sets v->lang: the language of the page's longer fragments by their function words and script; -1:
 * none is clear. And v->subject: kinds of chrome (ads, newsletters, cookies) that two of five of
 * its sentences, three at least, speak of: there only bare markers of that kind go. Reads at most
 * 64 fragments, 60 words each, which v->words keeps. */
void dh_context_read(struct dh_view *v, const struct dh_page *page);

#endif
