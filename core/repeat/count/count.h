/* SPDX-License-Identifier: MIT */
/* Counting in bounded memory: records of a few 64-bit numbers go in in any order and come out
 * sorted, so that what belongs together stands together and can be counted in one walk. What does
 * not fit into memory goes to sorted runs in an unnamed temporary file and is merged on the way out
 * (external merge sort: Knuth, The Art of Computer Programming 3, 5.4).
 *
 * The order is that of the numbers, first one first; equal records stay as often as they were
 * added. So what comes out is a function of the set of records, never of the order in which they
 * came. One thread at a time. DH_ENOMEM; DH_EACCESS, DH_ECREATE, DH_EIO: of the temporary file. */
#ifndef DH_COUNT_H
#define DH_COUNT_H

#include "base/mem.h"
#include "repeat/count/records.h"

enum { DH_COUNT_WORDS = DH_RECORD_WORDS }; /* numbers in a record, at most */

struct dh_count;

/* words: numbers in a record, 2 to DH_COUNT_WORDS. max_bytes: memory it may use (at least 64 KiB
 * are used). tmp: directory for runs, NULL: the usual one; it is kept as a view. */
DH_MUST_USE enum dh_err dh_count_new(struct dh_count **out, const struct dh_allocator *m,
                                     unsigned words, size_t max_bytes, const char *tmp);
void dh_count_free(struct dh_count *c); /* NULL is fine; the runs are gone with it */

/* DH_EIO: the temporary file cannot be made or written (d says why). */
DH_MUST_USE enum dh_err dh_count_add(struct dh_count *c, const uint64_t *record,
                                     struct dh_detail *d);
/* For a time without adding: all but small sets go to a run, and their memory is given back. */
DH_MUST_USE enum dh_err dh_count_pause(struct dh_count *c, struct dh_detail *d);
/* Before the sorting: n processes forked behind it will go through all records, each for itself.
 * They share the memory out among them. */
void dh_count_readers(struct dh_count *c, unsigned n);
/* Ends the adding. */
DH_MUST_USE enum dh_err dh_count_sort(struct dh_count *c, struct dh_detail *d);
/* Behind the sorting, before the first record: of `parts` equal ranges of first numbers only those
 * of `part` come. Together the parts are all records, in their order. */
DH_MUST_USE enum dh_err dh_count_part(struct dh_count *c, unsigned part, unsigned parts,
                                      struct dh_detail *d);
/* The next record in order into record[words]; DH_END behind the last. After dh_count_sort only. */
DH_MUST_USE enum dh_err dh_count_next(struct dh_count *c, uint64_t *record, struct dh_detail *d);

uint64_t dh_count_records(const struct dh_count *c); /* added so far */

#endif
