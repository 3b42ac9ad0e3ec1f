/* SPDX-License-Identifier: MIT */
/* Records (dehusk-record.5): a finished page to one line of JSON, and back to the input text. */
#ifndef DH_RECORD_H
#define DH_RECORD_H

#include "page/page.h"

/* Appends the record of a finished page, without a newline. with_text false: "text" is left out
 * (--records beside text output keeps it, since nothing may be lost; this is for tests). */
DH_MUST_USE enum dh_err dh_record_write(const struct dh_page *page, struct dh_buf *out);

/* What restore needs of one record line. Slices live as long as the struct's arena. */
struct dh_record_undo {
    struct dh_str id, charset;
    struct dh_str text;
    struct dh_undo *undo;
    size_t n;
    bool failed; /* a record with verdict failed: there is nothing to restore */
};
/* Parses one record line; all memory from a. DH_EDATA: no record. */
DH_MUST_USE enum dh_err dh_record_read(struct dh_arena *a, struct dh_str line,
                                       struct dh_record_undo *out, struct dh_detail *d);

#endif
