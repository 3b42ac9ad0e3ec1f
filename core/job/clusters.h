/* SPDX-License-Identifier: MIT */
/* The file of --clusters: one row {"cluster":[id, ...]} a cluster of stories, the survivor first.
 * One thread. */
#ifndef DH_CLUSTERS_H
#define DH_CLUSTERS_H

#include "repeat/corpus.h"

/* Writes the clusters of a settled corpus (NULL: there are none) to path, atomically. DH_ECREATE,
 * DH_EACCESS, DH_EIO, DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_clusters_write(struct dh_corpus *corpus, const char *path,
                                          const struct dh_allocator *m, struct dh_detail *d);

#endif
