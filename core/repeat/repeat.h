/* SPDX-License-Identifier: MIT */
/* repeat/: what repeats, in a page, over a site, over a corpus. Knows fragments' keys and words,
 * nothing of cues: all copies of chrome go, one copy of content stays. */
#ifndef DH_REPEAT_H
#define DH_REPEAT_H

#include "page/page.h"

/* Repetition inside one page, by key and, for caption-like fragments, by containment of content
 * words. Sets fragments[].group; a fragment that repeats a struck one is struck with it (kind of
 * that one, rule "repeat.same" or "repeat.near"); the second and later copies of content become
 * DH_REPEAT; an uncredited caption-like fragment contained in a struck caption (or the other way
 * round) becomes a caption. Near-linear time. */
DH_MUST_USE enum dh_err dh_repeat_page(struct dh_page *page);

#endif
