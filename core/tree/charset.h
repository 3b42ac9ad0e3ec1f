/* SPDX-License-Identifier: MIT */
/* From a page's bytes to UTF-8 without NUL. What decides, strongest first:
 * 1. a byte order mark (UTF-8, UTF-16, UTF-32), or the zero bytes of UTF-16 without one;
 * 2. the bytes being valid UTF-8, whatever anybody says: text in another encoding hardly ever is
 * (and a detector may take a French page with three accents for something else). ISO-2022-JP is
 * told by its escapes;
 * 3. being UTF-8 but for a few bytes: those are read as windows-1252 when they stand alone (its
 * quotes and dashes, pasted in), else they become U+FFFD;
 * 4. the caller's label, the HTTP header's, that of an XML declaration, that of a meta tag in the
 * first DH_CHARSET_META bytes (HTML Living Standard 13.2.3.2), by the labels of the WHATWG Encoding
 * Standard; one that fits the bytes badly is passed over;
 * 5. uchardet's guess; 6. windows-1252.
 * UTF-7, x-user-defined and the encodings that the standard replaces are refused. UTF-32, which it
 * leaves out, is read by its mark, in pages too: a browser takes it for UTF-16 and shows nothing
 * that anybody wrote. Doubly encoded text stays as it is. Any thread. */
#ifndef DH_CHARSET_H
#define DH_CHARSET_H

#include "base/mem.h"
#include "base/str.h"

enum { DH_CHARSET_META = 8192 };

/* What is said about the bytes from outside; both may be empty. */
struct dh_charset_hints {
    struct dh_str label;        /* the caller's word */
    struct dh_str content_type; /* the HTTP header's value */
};

/* *text is `bytes` as valid UTF-8 without NUL and byte order mark: a view into bytes when nothing
 * had to change, else it lies in arena a. *name is the encoding's name by the WHATWG Encoding
 * Standard, static; empty for UTF-8. DH_EDATA: the bytes are no text (binary). DH_ELIMIT: a's cap.
 * DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_charset_decode(struct dh_arena *a, struct dh_str bytes,
                                          const struct dh_charset_hints *hints, struct dh_str *text,
                                          struct dh_str *name, struct dh_detail *d);

/* DH_EDATA with words that say what bytes are that are no text, as far as their beginning tells. */
enum dh_err dh_charset_no_text(struct dh_str bytes, struct dh_detail *d);
/* What the byte order mark of bytes says (Unicode Standard 23.8): a label of the Encoding Standard,
 * or "UTF-32LE" or "UTF-32BE"; *n: bytes of the mark. NULL: there is none, *n is 0. The mark of
 * UTF-32LE might be that of UTF-16LE with U+0000 behind it, which no text begins with. */
const char *dh_charset_mark(struct dh_str bytes, size_t *n);
/* "utf-16le", "utf-16be" or NULL: what text without a mark is by its zeros, every other byte of
 * its beginning. */
const char *dh_charset_utf16(struct dh_str bytes);
/* Whether they are a PDF, which begins as a text might. */
bool dh_charset_is_pdf(struct dh_str bytes);

struct dh_encoding {
    const char *name;   /* WHATWG */
    const char *iconv;  /* glibc */
    const char *labels; /* parted by blanks, lower case */
};
/* The encoding a label stands for; NULL: none that is read. */
const struct dh_encoding *dh_charset_find(struct dh_str label);

/* uchardet's guess by the first bytes, *out in name; empty: none. What it calls an encoding iconv
 * knows, and mostly dh_charset_find. DH_EINTERNAL: the library is not there. DH_ENOMEM. */
enum { DH_CHARSET_GUESS = 64 };
DH_MUST_USE enum dh_err dh_charset_guess(struct dh_str bytes, char name[DH_CHARSET_GUESS],
                                         struct dh_str *out, struct dh_detail *d);
/* The encoding's label in a page's head; empty: none. */
struct dh_str dh_charset_prescan(struct dh_str bytes);
/* The value of charset= in a Content-Type; empty: none. */
struct dh_str dh_charset_param(struct dh_str content_type);

#endif
