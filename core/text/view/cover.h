/* SPDX-License-Identifier: MIT */
/* Coverage: a line is chrome when all its words, in one language, are words of buttons and labels,
 * and one of them is what a kind of chrome is about. "Share this article with your friends" is
 * covered; "Share prices of the builder fell" is not. So a few hundred words in the tables stand
 * for many thousand forms. Longer requests ("Sign up to receive the Courier Briefing, our free
 * daily email") need not be covered wholly. Any thread. */
#ifndef DH_COVER_H
#define DH_COVER_H

#include "text/view/fragview.h"

/* Sets kind, rule ("cover.share") and conditions of s. false: not covered. */
bool dh_cover_read(const struct dh_view *v, struct dh_sight *s);
/* Half of a short line's words, and one that tells: enough outside the story, beside what goes.
 * "Manage our biscuits" below "Accept all cookies". For lines that dh_cover_read leaves. */
bool dh_cover_half(const struct dh_view *v, struct dh_sight *s);
/* A sentence that tells something in words of one kind alone: "You can unsubscribe at any time." It
 * goes right behind another of its kind that goes. For lines that dh_cover_read leaves. */
bool dh_cover_told(const struct dh_view *v, struct dh_sight *s);
/* "news@courier.example", "courier.example/help": behind the last of the words that stand together
 * without a blank, with such a sign between them; i: none does. */
uint32_t dh_cover_address(const struct dh_tokens *ws, uint32_t i);

#endif
