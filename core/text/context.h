/* SPDX-License-Identifier: MIT */
/* What a document is as a whole: its language, its subject, where its story begins and ends. Any
 * thread. */
#ifndef DH_CONTEXT_H
#define DH_CONTEXT_H

#include "text/sight.h"

/* The language of the page's longer fragments by their function words and script; -1: none is
 * clear. Reads at most 64 of them, 60 words each. */
int dh_context_lang(struct dh_view *v, const struct dh_page *page);

#endif
