/* SPDX-License-Identifier: MIT */
/* From Gumbo's tree to the flat one (tree.h), by a loop. Used by tree.c alone. One thread a page.
 */
#ifndef DH_CONVERT_H
#define DH_CONVERT_H

#include "tree/scan.h"
#include "tree/tree.h"

/* Fills t->nodes from Gumbo's root element in arena out. skeleton: what the parse was of; NULL: of
 * the source itself, then heads and scripts are collected too. DH_ELIMIT: out's cap. */
DH_MUST_USE enum dh_err dh_convert(struct dh_arena *out, const GumboNode *root,
                                   const struct dh_skeleton *skeleton, struct dh_tree *t);

#endif
