/* SPDX-License-Identifier: MIT */
/* Scraps: short strings that a report may show, put aside until it is known which ones it does.
 * More than 256 KiB of them goes to an unnamed temporary file (base/append.h). One thread. */
#ifndef DH_SCRAPS_H
#define DH_SCRAPS_H

#include "base/mem.h"
#include "base/str.h"

enum { DH_SCRAP_MAX = 8 * 1024 }; /* bytes of one */

struct dh_scraps;
/* dir: where the file goes (NULL: TMPDIR, else /tmp); it is kept as a view. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_scraps_new(struct dh_scraps **out, const struct dh_allocator *m,
                                      const char *dir);
void dh_scraps_free(struct dh_scraps *s); /* NULL is fine */
/* *at: by what it is found again. DH_ELIMIT: longer than DH_SCRAP_MAX. DH_ENOMEM; DH_EACCESS,
 * DH_ECREATE, DH_EIO: of the file. */
DH_MUST_USE enum dh_err dh_scraps_add(struct dh_scraps *s, struct dh_str bytes, uint64_t *at,
                                      struct dh_detail *d);
/* The scrap at a place that dh_scraps_add gave, valid until the next call. DH_EIO; DH_EINTERNAL: no
 * scrap stands there. */
DH_MUST_USE enum dh_err dh_scraps_get(struct dh_scraps *s, uint64_t at, struct dh_str *out,
                                      struct dh_detail *d);

#endif
