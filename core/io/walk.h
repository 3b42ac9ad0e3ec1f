/* SPDX-License-Identifier: MIT */
/* The files below a directory, in the order of the bytes of their whole relative paths. For
 * io/ and cron/follow.
 *
 * Links to files and directories are followed, but a directory is entered once a walk, under
 * the first of its names: so loops end, and links that fan out cost nothing. Directories and
 * files of `skip` are passed over, by identity and not by name; so are temporaries of ours
 * (NAME.dehusk-XXXXXX) that a killed run left behind. Hidden files are files like others.
 * Memory: the names of the directories between root and the current file, that is one level
 * each, and 16 bytes for each directory seen. No recursion. One thread a walk. */
#ifndef DH_WALK_H
#define DH_WALK_H

#include "base/mem.h"
#include "base/str.h"

enum { DH_WALK_SKIPS = 4 };

struct dh_walk;

/* root is read during the calls of next only; skip: paths, NULL entries are none, and need not
 * exist yet. Nothing is read yet. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_walk_new(struct dh_walk **out, const struct dh_allocator *m,
                                    const char *root, const char *const skip[DH_WALK_SKIPS],
                                    struct dh_detail *d);
void dh_walk_free(struct dh_walk *w); /* NULL is fine */
/* The next file's path (root's text in front, NUL-ended) and the part below root, valid until
 * the next call. What is no directory comes as it is: opening it tells what it is. DH_END. A
 * directory that cannot be read gives DH_ENOINPUT or DH_EACCESS with d set, and the walk goes
 * on behind it; DH_ENOMEM ends it. */
DH_MUST_USE enum dh_err dh_walk_next(struct dh_walk *w, const char **path, struct dh_str *below,
                                     struct dh_detail *d);
/* Whether path is what one of skip names. */
bool dh_walk_skips(const char *path, const char *const skip[DH_WALK_SKIPS]);

#endif
