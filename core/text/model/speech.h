/* SPDX-License-Identifier: MIT */
/* Interviews and dialogues with a line a turn: "Holm: Yes." is as short as a button, and is told by
 * its neighbours: two speakers who come back, or dashes before sentences. No word is known. Any
 * thread. */
#ifndef DH_SPEECH_H
#define DH_SPEECH_H

#include "text/model/traits.h"

/* Whether the fragment at a place of the sequence is a turn among others. Looks at DH_SPEECH_NEAR
 * places on either side. */
enum { DH_SPEECH_NEAR = 8 };
bool dh_speech_turn(const struct dh_traits *t, uint32_t place);

#endif
