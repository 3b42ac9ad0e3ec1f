/* SPDX-License-Identifier: MIT */
/* What the files of state/ share of an open store. Inside state/ only. */
#ifndef DH_STATE_INSIDE_H
#define DH_STATE_INSIDE_H

#include <sqlite3.h>

#include "state/store.h"

sqlite3 *dh_store_db(const struct dh_store *s);
/* The error for what SQLite answered last, with the path in its message. */
enum dh_err dh_store_failed(const struct dh_store *s, struct dh_detail *d);
/* DH_EDATA: "the state '...' is damaged: what". */
enum dh_err dh_store_damaged(const struct dh_store *s, const char *what, struct dh_detail *d);
/* A hash as SQLite's signed integer, in the order of hashes, and back. */
int64_t dh_store_to_sql(uint64_t v);
uint64_t dh_store_from_sql(int64_t v);

/* ---- urls.c: its part of the schema, and of what is done with the whole file */

extern const char dh_urls_schema[];
DH_MUST_USE enum dh_err dh_urls_merge(struct dh_store *s, struct dh_store *from,
                                      struct dh_detail *d);
/* Forgets URLs that no list named and nobody visited since day, and hosts not asked since. */
DH_MUST_USE enum dh_err dh_urls_expire(struct dh_store *s, uint32_t day, struct dh_detail *d);
DH_MUST_USE enum dh_err dh_urls_verify(struct dh_store *s, struct dh_detail *d);

#endif
