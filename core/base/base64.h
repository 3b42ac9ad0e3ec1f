/* SPDX-License-Identifier: MIT */
/* Base64 (RFC 4648, section 4): bytes that are no text inside JSON. Any thread. */
#ifndef DH_BASE64_H
#define DH_BASE64_H

#include "base/mem.h"
#include "base/str.h"

/* Appends s in base64, padded, on one line. */
void dh_base64_add(struct dh_buf *b, struct dh_str s);
/* Appends what s stands for. DH_EDATA: a character outside the alphabet, a length that is no
 * multiple of 4, padding in the middle, or bits set behind the last byte: every text has one
 * encoding. */
DH_MUST_USE enum dh_err dh_base64_decode(struct dh_str s, struct dh_buf *b);

#endif
