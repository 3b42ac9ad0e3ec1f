/* SPDX-License-Identifier: MIT */
/* From a page's bytes to UTF-8 without NUL. */
#ifndef DH_CHARSET_H
#define DH_CHARSET_H

#include "base/mem.h"
#include "base/str.h"

/* What is said about the bytes from outside; both may be empty. */
struct dh_charset_hints {
    struct dh_str label;        /* the caller's word: strongest but for a BOM and for valid UTF-8 */
    struct dh_str content_type; /* the HTTP header's value */
};

/* *text is `bytes` as valid UTF-8 without NUL and BOM: a view into bytes when nothing had to
 * change, else it lies in arena a. *name is the encoding's name by the WHATWG Encoding Standard,
 * static; empty for UTF-8. DH_EDATA: the bytes are no text (binary). DH_ELIMIT: a's cap. */
DH_MUST_USE enum dh_err dh_charset_decode(struct dh_arena *a, struct dh_str bytes,
                                          const struct dh_charset_hints *hints, struct dh_str *text,
                                          struct dh_str *name, struct dh_detail *d);

#endif
