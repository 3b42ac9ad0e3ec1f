/* SPDX-License-Identifier: MIT */
/* JSON (RFC 8259): reading by cJSON behind a check of our own, writing by hand. The only place that
 * includes cJSON.h. cJSON alone takes bytes that are no UTF-8, raw NUL and line ends in strings,
 * cuts strings at \u0000 and recurses per level: so text is checked first. One thread a document.
 */
#ifndef DH_JSON_H
#define DH_JSON_H

#include "base/mem.h"
#include "base/str.h"

struct cJSON;
typedef struct cJSON dh_json; /* one value; belongs to its document */

enum { DH_JSON_DEPTH = 64 }; /* levels of nesting that are read */

enum dh_json_kind {
    DH_JSON_NULL,
    DH_JSON_BOOL,
    DH_JSON_NUMBER,
    DH_JSON_STRING,
    DH_JSON_ARRAY,
    DH_JSON_OBJECT
};

/* Parses the one value in s. DH_EDATA: not JSON, not UTF-8, deeper than DH_JSON_DEPTH; d->pos is
 * the byte where it went wrong as far as known. \u0000 and lone surrogates in strings are replaced
 * by U+FFFD (use dh_json_unescape on the raw text where NUL matters). Free the document with
 * dh_json_free. */
DH_MUST_USE enum dh_err dh_json_parse(struct dh_str s, dh_json **out, struct dh_detail *d);
void dh_json_free(dh_json *doc); /* NULL is fine */

enum dh_json_kind dh_json_kind(const dh_json *v);
struct dh_str dh_json_string(const dh_json *v); /* empty unless v is a string; v may be NULL */
bool dh_json_true(const dh_json *v);            /* v is `true`; v may be NULL */
double dh_json_number(const dh_json *v);        /* 0 unless a number */
const dh_json *dh_json_get(const dh_json *v,
                           const char *key);    /* exact name; NULL: none, or no object */
const dh_json *dh_json_first(const dh_json *v); /* first element or member; NULL: none */
const dh_json *dh_json_next(const dh_json *v);
struct dh_str dh_json_key(const dh_json *member);

/* Appends s as a JSON string with its quotes. Bytes that are no UTF-8 become U+FFFD; U+2028 and
 * U+2029 are escaped, so that a line of JSON is a line to every reader. */
void dh_json_add(struct dh_buf *b, struct dh_str s);
/* The same for what is known to be UTF-8. */
void dh_json_add_valid(struct dh_buf *b, struct dh_str s);
/* Decodes the JSON string literal raw (with its quotes) byte for byte, NUL included, into b. An
 * escaped surrogate without its other half, as of text that a program cut at 16 bits, becomes
 * U+FFFD. DH_EDATA: a bad escape. */
DH_MUST_USE enum dh_err dh_json_unescape(struct dh_str raw, struct dh_buf *b);

/* The code point of the \u escape that begins at s.p[at], U+FFFD for a lone surrogate. Answers the
 * bytes that it takes; 0: it is none. */
size_t dh_json_escape_u(struct dh_str s, size_t at, uint32_t *cp);
/* Says where and how s, which failed dh_json_check at pos, is no row of JSON. Answers DH_EDATA. */
enum dh_err dh_json_fail_row(struct dh_str s, size_t pos, struct dh_detail *d);

/* The members of one JSON object as raw text, in order, without building a tree: for rows of JSONL
 * whose other fields must pass through byte for byte. Call with *at = 0 until false; raw values are
 * views into s. The text must have passed dh_json_check. */
bool dh_json_member(struct dh_str s, size_t *at, struct dh_str *key_raw, struct dh_str *value_raw);
/* The same for the elements of one JSON array. */
bool dh_json_element(struct dh_str s, size_t *at, struct dh_str *value_raw);
/* DH_OK: s is one well-formed JSON value in strict UTF-8; DH_EDATA: it is none, and *pos is where
 * it fails. No tree, no recursion. */
DH_MUST_USE enum dh_err dh_json_check(struct dh_str s, size_t *pos);

#endif
