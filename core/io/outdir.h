/* SPDX-License-Identifier: MIT */
/* A directory of output files, each of which a reader sees old or new and never half. For io/ and
 * cron/shelf.
 *
 * Files are written under a temporary name and given their own in groups, with one syncfs(2)
 * before a group's renames: after a power cut every file is whole, and a million files do not
 * cost a million fsyncs. Paths are walked below the directory component by component with
 * O_NOFOLLOW: no link, planted or old, leads outside. One thread. */
#ifndef DH_OUTDIR_H
#define DH_OUTDIR_H

#include "base/mem.h"
#include "base/str.h"

enum { DH_OUTDIR_NAME = 240 }; /* bytes of a component: NAME_MAX less the temporary's suffix */

struct dh_outdir;

/* Makes the directory and its parents. DH_ECREATE, DH_EACCESS. */
DH_MUST_USE enum dh_err dh_outdir_new(struct dh_outdir **out, const struct dh_allocator *m,
                                      const char *path, struct dh_detail *d);
/* From now on files are written in DIR/name/who, which is made, before they get their place: what a
 * killed run left there is removed first. who: a name that no other writer below DIR has.
 * DH_ECREATE, DH_EACCESS, DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_outdir_stage(struct dh_outdir *o, const char *name, const char *who,
                                        struct dh_detail *d);
/* Without commit, files not yet renamed are removed. NULL is fine. */
void dh_outdir_free(struct dh_outdir *o);

/* Appends to name a path that is safe below the directory, with suffix, for an item called
 * `item`: its components, of which empty ones and "." are dropped. One that is longer than file
 * systems allow is cut and a hash of it added. DH_ECREATE: no name is left, a NUL, or a
 * component "..". */
DH_MUST_USE enum dh_err dh_outdir_name(struct dh_str item, struct dh_str suffix,
                                       struct dh_buf *name, struct dh_detail *d);
/* Notes that name is taken. DH_ECREATE: it was already. 16 bytes a name; by XXH3-128. */
DH_MUST_USE enum dh_err dh_outdir_reserve(struct dh_outdir *o, struct dh_str name,
                                          struct dh_detail *d);
bool dh_outdir_is_taken(const struct dh_outdir *o, struct dh_str name);
/* The file `name`, which an earlier run wrote, is removed by commit where it holds just these
 * bytes. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_outdir_drop(struct dh_outdir *o, struct dh_str name, struct dh_str bytes,
                                       struct dh_detail *d);
/* Writes the file `name` (of dh_outdir_name) and makes the directories on the way. One that holds
 * these bytes already is left as it is: that is read faster than the old file is freed. DH_ECREATE,
 * DH_EACCESS, DH_EIO. */
DH_MUST_USE enum dh_err dh_outdir_put(struct dh_outdir *o, struct dh_str name, struct dh_str bytes,
                                      struct dh_detail *d);
/* Gives all files their names, and removes what was dropped. DH_ECREATE, DH_EACCESS, DH_EIO. */
DH_MUST_USE enum dh_err dh_outdir_commit(struct dh_outdir *o, struct dh_detail *d);

#endif
