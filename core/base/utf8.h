/* SPDX-License-Identifier: MIT */
/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, at most U+10FFFF. Character classes
 * are those of utf8proc's Unicode tables, never of the locale. Any thread. */
#ifndef DH_UTF8_H
#define DH_UTF8_H

#include "base/mem.h"
#include "base/str.h"

/* Length of the valid prefix of s; s.n when all is valid. ASCII runs go 64 bytes at a time. */
size_t dh_utf8_valid(struct dh_str s);
/* Whether all of s is valid, and neither NUL nor ESC stands in it: as nearly all text is. */
bool dh_utf8_is_text(struct dh_str s);
/* Decodes the character at s.p[at] into *cp and answers its length (1 to 4). Bytes that are no
 * UTF-8 give U+FFFD and the length of the maximal broken part (Unicode 15, 3.9, "maximal subpart").
 * at < s.n. */
size_t dh_utf8_get_any(struct dh_str s, size_t at, uint32_t *cp); /* the rest of dh_utf8_get */
static inline size_t dh_utf8_get(struct dh_str s, size_t at, uint32_t *cp)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    if (p[0] < 0x80) {
        *cp = p[0];
        return 1;
    }
    if (p[0] >= 0xC2 && p[0] <= 0xDF && s.n - at >= 2 && (p[1] & 0xC0) == 0x80) {
        *cp = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
        return 2;
    }
    return dh_utf8_get_any(s, at, cp);
}
/* The same, backwards: the character that ends before `at` (at > 0). */
size_t dh_utf8_back(struct dh_str s, size_t at, uint32_t *cp);
/* The one that s ends with, blanks of ASCII behind it aside; U+FFFD: there is none. */
uint32_t dh_utf8_last(struct dh_str s);
/* The first n bytes of s, or up to three fewer where a character would be cut; all of s when it is
 * no longer. s is UTF-8. */
struct dh_str dh_utf8_cut(struct dh_str s, size_t n);
size_t dh_utf8_count(struct dh_str s);            /* characters of s, which is UTF-8 */
size_t dh_utf8_digit(struct dh_str s, size_t at); /* the first digit of any script from `at` on;
                                                     s.n: there is none */
bool dh_utf8_is_question(struct dh_str s);        /* s ends in a question mark of any script */
/* Writes cp (U+FFFD for what is no scalar value) to dst[4]; answers the length. */
size_t dh_utf8_put(char *dst, uint32_t cp);
/* Whether s is UTF-8 with damage, or something else: *good counts characters of several bytes, *bad
 * the places where bytes stand as in no UTF-8. What only looks like it (overlong forms, surrogates,
 * numbers past U+10FFFF, a character cut off at the end) counts for neither: no text in another
 * encoding has that. */
void dh_utf8_weigh(struct dh_str s, size_t *good, size_t *bad);
/* Appends s with every broken part replaced by U+FFFD. */
void dh_utf8_add_clean(struct dh_buf *b, struct dh_str s);

enum dh_class {
    DH_C_SPACE = 1, /* White_Space and U+FEFF, U+200B: what separates words */
    DH_C_LETTER = 2,
    DH_C_UPPER = 4, /* upper and title case letters */
    DH_C_LOWER = 8,
    DH_C_DIGIT = 16,    /* Nd */
    DH_C_PUNCT = 32,    /* P* and S* */
    DH_C_MARK = 64,     /* M*: combining, belongs to the letter before it */
    DH_C_CONTROL = 128, /* Cc but for the white space ones, Cf but for joiners */
    DH_C_WIDE = 256 /* scripts without spaces: Han, kana, Thai, Lao, Khmer, Myanmar: each a word */
};
extern const uint8_t dh_ascii_class[0x80];
unsigned dh_utf8_class_beyond(uint32_t cp); /* of what is not ASCII */
/* A set of dh_class bits. */
static inline unsigned dh_utf8_class(uint32_t cp)
{
    return cp < 0x80 ? dh_ascii_class[cp] : dh_utf8_class_beyond(cp);
}
/* Whether s begins with a small letter; empty: no. */
bool dh_utf8_starts_small(struct dh_str s);
/* A hyphen-minus, an en dash or an em dash. */
static inline bool dh_utf8_dash(uint32_t cp)
{
    return cp == '-' || cp == 0x2013 || cp == 0x2014;
}
uint32_t dh_utf8_lower(uint32_t cp); /* simple case mapping */
/* A question mark of any script. */
static inline bool dh_utf8_question(uint32_t cp)
{
    return cp == '?' || cp == 0x61F || cp == 0xFF1F;
}

/* Whether cp ends a sentence in any script; an ellipsis does. */
static inline bool dh_utf8_stop(uint32_t cp)
{
    if (cp < 0x80)
        return cp == '.' || cp == '!' || cp == '?';
    switch (cp) {
    case 0x0589: /* Armenian */
    case 0x061F: /* Arabic, the question mark */
    case 0x06D4: /* Urdu */
    case 0x0964: /* danda */
    case 0x104B: /* Burmese */
    case 0x1362: /* Ethiopic, and its question mark */
    case 0x1367:
    case 0x17D4: /* Khmer */
    case 0x2026: /* the ellipsis */
    case 0x3002: /* ideographic; those of full and half width */
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
    case 0xFF61:
        return true;
    default:
        return false;
    }
}
/* Writes in lower case the characters from `at` on that are Cyrillic (U+0400 to U+045F) or letters
 * of Latin-1 but for sharp s, two bytes each; answers how many bytes, at most room. What is left of
 * the room may be written to. For loops over text, most of which is such in its languages. */
size_t dh_utf8_lower_pairs(struct dh_str s, size_t at, char *out, size_t room);
/* Version of Unicode that classes and normal forms go by, e.g. "15.0.0". Static. */
const char *dh_utf8_version(void);

#endif
