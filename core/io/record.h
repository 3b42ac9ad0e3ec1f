/* SPDX-License-Identifier: MIT */
/* Records (dehusk-record.5): a finished page to one line of JSON, and back to the input text.
 *
 * Members, in this order: id, url, site, title, author, published, lang, text, verdict,
 * duplicate_of, error, removed [{kind, rule, at, text}], repaired [{rule, at, was, now}],
 * canonical, sitename, modified, section, image, type, unit, charset, source, confidence, outside,
 * outside_text, then those that passed through from a row. id, text, verdict, removed and repaired
 * are always there, the others where they are known. Bytes that are no UTF-8 or hold NUL stand in
 * text_b64 or was_b64 (base64) in place of text or was, so that they come back.
 *
 * A member that passes through keeps its name unless the record has a meaning of its own for
 * it: then "row_" stands before it, and once more where a "row_" name like that came in.
 * Metadata (author, lang, ...) that the page itself does not tell keeps its name. One thread a
 * page. */
#ifndef DH_RECORD_H
#define DH_RECORD_H

#include "page/page.h"

/* Appends the record of a finished page, without a newline. Bytes of metadata that are no UTF-8
 * become U+FFFD. DH_ENOMEM, DH_ELIMIT: out's cap. */
DH_MUST_USE enum dh_err dh_record_write(const struct dh_page *page, struct dh_buf *out);

/* By what a change was made. */
struct dh_record_mark {
    bool removed; /* else repaired: without a kind */
    struct dh_str kind, rule;
};

/* What is read back of one record line. Slices live as long as the struct's arena. */
struct dh_record_undo {
    struct dh_str id, charset;
    struct dh_str text;
    struct dh_undo *undo;         /* of removed and repaired, by place */
    struct dh_record_mark *marks; /* of each of them */
    size_t n;
    /* Not needed to restore; empty where they are missing, or no strings. */
    struct dh_str url, site, title, published, verdict, error, duplicate_of;
    uint64_t outside; /* bytes outside the body; 0 where it is missing */
    bool failed;      /* a record with verdict failed: there is nothing to restore */
    bool
        html; /* of a web page: the text of its blocks comes back, in UTF-8 whatever charset says */
};
/* Parses one record line; all memory from a. DH_EDATA: no record. DH_ELIMIT: a's cap. */
DH_MUST_USE enum dh_err dh_record_read(struct dh_arena *a, struct dh_str line,
                                       struct dh_record_undo *out, struct dh_detail *d);

#endif
