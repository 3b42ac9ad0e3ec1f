/* SPDX-License-Identifier: MIT */
/* The ledger of `dehusk run`: which files and rows were worked on, where outputs stand, and how far
 * rotated files are written. Tables of their own in the state (docs/dehusk-state.5), inside the
 * transaction of the open store: nothing counts before dh_store_commit. States that are merged
 * lose them, since they speak of one machine's files.
 *
 * Errors are those of the store. One thread. */
#ifndef DH_LEDGER_H
#define DH_LEDGER_H

#include "state/store.h"

struct dh_ledger;

/* Makes the tables when they are not there. s: open for writing; outlives the ledger. */
DH_MUST_USE enum dh_err dh_ledger_open(struct dh_ledger **out, const struct dh_allocator *m,
                                       struct dh_store *s, struct dh_detail *d);
void dh_ledger_close(struct dh_ledger *l); /* NULL is fine */

/* ---- Files */

/* A file as it was when it had been read to its end. */
struct dh_ledger_file {
    uint64_t key, source; /* hashes of source and path, and of the source */
    uint64_t size, device, inode;
    int64_t mtime, ctime; /* nanoseconds since 1970 */
    int64_t checked;      /* the clock when it was looked at, the same */
    bool rows;            /* it is JSONL, of which what was appended is read */
    bool gone;            /* it is no longer there, and that was told */
    uint64_t at, line;    /* rows: bytes and lines that were worked on */
    uint64_t head, tail;  /* rows: hashes of the first and the last bytes before at (follow.c); of a
                             page head is its item's key, 0: not known, and tail 0 */
    struct dh_str id;     /* the page's id; from get: valid until the next call */
};
/* DH_END: it is not known. */
DH_MUST_USE enum dh_err dh_ledger_get_file(struct dh_ledger *l, uint64_t key,
                                           struct dh_ledger_file *out, struct dh_detail *d);
DH_MUST_USE enum dh_err dh_ledger_put_file(struct dh_ledger *l, const struct dh_ledger_file *f,
                                           struct dh_detail *d);
/* The files of a source that are not marked gone, in the order of their keys. each must not call
 * the ledger. */
DH_MUST_USE enum dh_err dh_ledger_each_file(struct dh_ledger *l, uint64_t source,
                                            enum dh_err (*each)(void *self,
                                                                const struct dh_ledger_file *f),
                                            void *self, struct dh_detail *d);

/* ---- Items: contents that were worked on, by a hash of source, labels and bytes */

/* *known: it is there already; if not, it is now. day: since 1970, for dh_store_expire, which goes
 * by the latest. */
DH_MUST_USE enum dh_err dh_ledger_put_item(struct dh_ledger *l, uint64_t key, uint32_t day,
                                           bool *known, struct dh_detail *d);

/* ---- Outputs: where the text of a page stands below the output directory, by a hash of its id */

/* *path: valid until the next call; DH_END: it has none yet. */
DH_MUST_USE enum dh_err dh_ledger_get_output(struct dh_ledger *l, uint64_t key, struct dh_str *path,
                                             struct dh_detail *d);
DH_MUST_USE enum dh_err dh_ledger_put_output(struct dh_ledger *l, uint64_t key, struct dh_str path,
                                             struct dh_detail *d);

/* Notes the hash of the record that is written for a page. *known: it is that of the last one. */
DH_MUST_USE enum dh_err dh_ledger_put_record(struct dh_ledger *l, uint64_t key, uint64_t hash,
                                             bool *known, struct dh_detail *d);

/* ---- Marks: numbers by name, like the committed length of a rotated file */

/* 0 where there is none. */
DH_MUST_USE enum dh_err dh_ledger_get_mark(struct dh_ledger *l, const char *name, uint64_t *out,
                                           struct dh_detail *d);
DH_MUST_USE enum dh_err dh_ledger_put_mark(struct dh_ledger *l, const char *name, uint64_t value,
                                           struct dh_detail *d);

#endif
