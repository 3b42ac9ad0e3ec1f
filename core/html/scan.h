/* SPDX-License-Identifier: MIT */
/* One pass over the source that writes its skeleton: the same markup with nothing in it that does
 * not shape the tree. */
#ifndef DH_SCAN_H
#define DH_SCAN_H

#include "html/tree.h"

struct dh_skeleton;

/* Whether a script's body is worth keeping for metadata: its type says JSON, or it begins as a JSON
 * object or array, or as an assignment of one ("window.__X__ = {"). Looks at the first bytes only.
 */
bool dh_script_holds_json(struct dh_str tag, struct dh_str body);

#endif
