/* SPDX-License-Identifier: MIT */
/* What the ledger knows a file by, between runs: size, place and times, and hashes of its first and
 * last bytes as far as it was read; so whether it is as it was, has grown, or was rotated away. Any
 * thread. */
#ifndef DH_FILEMARKS_H
#define DH_FILEMARKS_H

#include <limits.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "state/ledger.h"

/* Sets size, device, inode and times. */
void dh_filemarks_set(struct dh_ledger_file *row, const struct stat *st);
/* Whether these are the same, and old enough to show a change. */
bool dh_filemarks_same(const struct dh_ledger_file *old, const struct dh_ledger_file *now);

/* Sets head and tail, hashes of the first and the last bytes before row->at. false: there are not
 * so many, or they cannot be read. */
bool dh_filemarks_read(struct dh_ledger_file *row, const char *path);
/* Whether the file at path begins with what was read of old. */
bool dh_filemarks_go_on(const char *path, const struct dh_ledger_file *old);
/* Looks beside path for what was read of old: rotated by renaming or by copying, under a longer
 * name, and perhaps packed. false: it is not there. */
bool dh_filemarks_find_rotated(const struct dh_allocator *mem, const char *path,
                               const struct dh_ledger_file *old, char found[PATH_MAX],
                               bool *packed);
/* Of the files beside path that are called as it with a stop or a hyphen and a number or a date
 * behind it, packed or not, the first that was written to after *mtime, which becomes its time:
 * what was rotated since, where that happened more than once. false: there is none. */
bool dh_filemarks_next_rotated(const char *path, int64_t *mtime, char found[PATH_MAX]);

#endif
