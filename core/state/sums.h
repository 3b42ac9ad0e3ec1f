/* SPDX-License-Identifier: MIT */
/* Checksums of the tables, so that a value which was damaged inside a file whose structure is whole
 * does not go unnoticed. A table's sum is that of the hashes of its rows modulo 2^64, whatever
 * their order (docs/dehusk-state.5, CHECKSUMS); it stands in the table meta and is kept up to date
 * by a hook on every change of a row, whoever makes it. Inside state/ only. Errors are those of the
 * store (store.h). One thread a store. */
#ifndef DH_STATE_SUMS_H
#define DH_STATE_SUMS_H

#include <sqlite3.h>

#include "state/store.h"

struct dh_sums;

/* Of an open database, which must outlive it. watch: changes are to be followed from here on. */
DH_MUST_USE enum dh_err dh_sums_new(struct dh_sums **out, struct dh_store *s,
                                    const struct dh_allocator *m, bool watch, struct dh_detail *d);
void dh_sums_free(struct dh_sums *u); /* NULL is fine */
/* Before every commit. */
DH_MUST_USE enum dh_err dh_sums_save(struct dh_sums *u, struct dh_detail *d);
/* Compares what the tables are: a few rows, before anything is written that would hide it. */
DH_MUST_USE enum dh_err dh_sums_verify_schema(struct dh_sums *u, struct dh_detail *d);
/* Reads all tables and compares. DH_EDATA: d names the table. */
DH_MUST_USE enum dh_err dh_sums_verify(struct dh_sums *u, struct dh_detail *d);

/* For who reads a whole table anyway: the hash of the row that st stands on, of which the columns
 * are those n numbers; and the comparison of the sum of all. */
uint64_t dh_sums_row(const char *table, sqlite3_stmt *st, const int *columns, int n);
DH_MUST_USE enum dh_err dh_sums_expect(struct dh_sums *u, const char *table, uint64_t sum,
                                       struct dh_detail *d);

#endif
