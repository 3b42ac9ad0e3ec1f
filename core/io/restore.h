/* SPDX-License-Identifier: MIT */
/* Records back to the texts they were made of, byte for byte.
 *
 * A scraped text in another charset than UTF-8 is encoded again as its record says. Of a web
 * page the text of its blocks comes back, in UTF-8. Records with verdict failed hold nothing:
 * they are counted and passed over. One thread. */
#ifndef DH_RESTORE_H
#define DH_RESTORE_H

#include "base/mem.h"
#include "io/record.h"
#include "io/sink.h"

struct dh_restore_options {
    /* TEXT: bytes as they were, no newline added. JSONL: rows {"id","text"} or {"id","text_b64"}.
     */
    enum dh_format format;
    const char *output; /* path, directory, or NULL/"-" for standard output */
    bool output_is_dir; /* TEXT only: one file a record */
    size_t max_size;    /* bytes of one record or text */
};

/* The input's bytes of one record that was read. out: the text is appended. DH_EDATA: text and
 * changes do not fit together, or the charset is not known or cannot hold the text. DH_ELIMIT:
 * out's cap. */
DH_MUST_USE enum dh_err dh_restore_text(const struct dh_record_undo *r, struct dh_buf *out,
                                        struct dh_detail *d);

struct dh_restore;
DH_MUST_USE enum dh_err dh_restore_new(struct dh_restore **out, const struct dh_allocator *m,
                                       const struct dh_restore_options *o, struct dh_detail *d);
/* Restores one record line. In a directory the file is named by the id: a path keeps its
 * components, less "/" in front and with ".." as "__"; a URL is one component, with what is
 * unsafe in it as %XX; an id of which no name can be made ("/", a NUL in it) gives a hash of it.
 * Where an earlier record has that name, "~" and the record's number follow.
 * DH_EDATA: no record, or one that was changed. DH_EUSAGE: a second text for one file or standard
 * output (nothing is written then). DH_ECREATE: no name. *failed: the record holds no text (may be
 * NULL). */
DH_MUST_USE enum dh_err dh_restore_put(struct dh_restore *r, struct dh_str line, bool *failed,
                                       struct dh_detail *d);
DH_MUST_USE enum dh_err dh_restore_commit(struct dh_restore *r, uint64_t *bytes,
                                          struct dh_detail *d);
void dh_restore_free(
    struct dh_restore *r); /* without commit: what was opened is undone; NULL is fine */

#endif
