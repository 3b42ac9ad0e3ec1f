/* SPDX-License-Identifier: MIT */
/* JSON (RFC 8259): checking, reading and writing. Text is checked first, by an automaton without
 * recursion that takes strict UTF-8 and nothing beside the standard; what reads it afterwards need
 * not ask again. Any thread; one at a time a document. */
#ifndef DH_JSON_H
#define DH_JSON_H

#include "base/mem.h"
#include "base/str.h"

enum { DH_JSON_DEPTH = 64 }; /* levels of nesting that are read */

enum dh_json_kind {
    DH_JSON_NULL,
    DH_JSON_BOOL,
    DH_JSON_NUMBER,
    DH_JSON_STRING,
    DH_JSON_ARRAY,
    DH_JSON_OBJECT
};

typedef struct dh_json dh_json; /* one value; belongs to its document */

/* One text read into values. Owner: the caller; it may be used for one text after another. */
struct dh_json_doc {
    const struct dh_allocator *mem;
    dh_json *values; /* in the order of the text: a container's first stands right behind it */
    size_t n, cap;
    struct dh_buf text; /* strings that held escapes */
};
void dh_json_init(struct dh_json_doc *d, const struct dh_allocator *m);
void dh_json_release(struct dh_json_doc *d);

/* Reads the one value in s, which must stay as it is while its values are looked at: strings are
 * views into it. *root lives until the next call. DH_EDATA: not JSON, not UTF-8, deeper than
 * DH_JSON_DEPTH; detail->pos is the byte where it went wrong as far as known. DH_ENOMEM. \u0000 in
 * a string becomes U+FFFD (use dh_json_unescape on the raw text where that matters). */
DH_MUST_USE enum dh_err dh_json_parse(struct dh_json_doc *d, struct dh_str s, const dh_json **root,
                                      struct dh_detail *detail);

enum dh_json_kind dh_json_kind(const dh_json *v);
struct dh_str dh_json_string(const dh_json *v); /* empty unless v is a string; v may be NULL */
bool dh_json_true(const dh_json *v);            /* v is `true`; v may be NULL */
const dh_json *dh_json_get(const dh_json *v,
                           const char *key);    /* exact name, the first of several; NULL: none, or
                                                 * no object; v may be NULL */
const dh_json *dh_json_first(const dh_json *v); /* first element or member; NULL: none */
const dh_json *dh_json_next(const dh_json *v);
struct dh_str dh_json_key(const dh_json *member);

/* Appends s as a JSON string with its quotes. Bytes that are no UTF-8 become U+FFFD; U+2028 and
 * U+2029 are escaped, so that a line of JSON is a line to every reader. */
void dh_json_add(struct dh_buf *b, struct dh_str s);
/* Decodes the JSON string literal raw (with its quotes) byte for byte, NUL included, into b.
 * DH_EDATA: a lone surrogate, a bad escape, a raw control character. */
DH_MUST_USE enum dh_err dh_json_unescape(struct dh_str raw, struct dh_buf *b);

/* Behind the string that begins at s.p[at], in checked text; *escaped: it holds an escape. */
size_t dh_json_string_end(struct dh_str s, size_t at, bool *escaped);

/* The members of one JSON object as raw text, in order, without building a tree: for rows of JSONL
 * whose other fields must pass through byte for byte. Call with *at = 0 until false; raw values are
 * views into s. The text must have passed dh_json_check. */
bool dh_json_member(struct dh_str s, size_t *at, struct dh_str *key_raw, struct dh_str *value_raw);
/* The same for the elements of one JSON array. */
bool dh_json_element(struct dh_str s, size_t *at, struct dh_str *value_raw);
/* Whether s is one well-formed JSON value in strict UTF-8; *pos is where it fails. No tree, no
 * recursion. */
DH_MUST_USE enum dh_err dh_json_check(struct dh_str s, size_t *pos);

#endif
