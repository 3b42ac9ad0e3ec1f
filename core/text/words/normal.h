/* SPDX-License-Identifier: MIT */
/* The normalised form of a fragment, which its key is the hash of: NFKC and full case folding
 * (Unicode, UAX 15 and chapter 3.13; tables of utf8proc), white space folded to one blank, outer
 * punctuation off, soft hyphens, zero-width and other ignorable characters dropped. The same for
 * NFC and NFD, whatever the locale.
 *
 * ASCII and characters that a quick check per code point knows to be their own normal form never
 * reach utf8proc, which runs at about 18 MB/s. A run that needs it is mapped in pieces of at most
 * 64 characters, so that hostile stacks of combining marks cost linear time (UAX 15, stream-safe
 * text, has 30). Any thread. */
#ifndef DH_NORMAL_H
#define DH_NORMAL_H

#include "base/mem.h"
#include "base/str.h"

/* Replaces what b holds by the normalised form of s, with its outer punctuation. b->err tells of
 * memory. */
void dh_normal_fold(struct dh_buf *b, struct dh_str s);
/* Whether the folded normal form of cp is one character whatever stands before it, in *to, and no
 * mark of a text that holds only such characters changes it. */
bool dh_normal_simple(uint32_t cp, uint32_t *to);
/* A view of s without punctuation and blanks at its ends; signs that carry meaning ($ % + and the
 * like) stay. */
struct dh_str dh_normal_trim(struct dh_str s);

#endif
