/* SPDX-License-Identifier: MIT */
/* The values that a key with full stops leads to: "article.body" is the member "body" of the object
 * under "article". Inside io/ only. One thread a walk.
 *
 * A key may hold full stops itself: at each level the rest of the path is tried as a key of its
 * own, too. An array on the way, or at the end, stands for its elements, one after the other.
 * Memory: DH_ROWPATH_DEPTH levels; deeper ones are passed over. Each byte of the value is looked at
 * once a level that is entered at most. */
#ifndef DH_ROWPATH_H
#define DH_ROWPATH_H

#include "base/str.h"
#include "page/page.h"

enum { DH_ROWPATH_DEPTH = 16 };

struct dh_rowpath {
    struct dh_page *page; /* keys with escapes are decoded in its arena */
    size_t depth;
    struct {
        struct dh_str value, rest; /* an object or array; the path from there on */
        size_t at;
    } level[DH_ROWPATH_DEPTH];
};

/* Begins at value, raw JSON that has passed dh_json_check; rest empty: value's own elements, if it
 * is an array. Both live as long as the walk. */
void dh_rowpath_begin(struct dh_rowpath *p, struct dh_page *page, struct dh_str value,
                      struct dh_str rest);
/* The next value that is no array, raw. DH_END; DH_ELIMIT: the arena's cap. */
DH_MUST_USE enum dh_err dh_rowpath_next(struct dh_rowpath *p, struct dh_str *value);

/* Whether path leads on behind key; *rest: where it leads from there. */
bool dh_rowpath_behind(struct dh_str path, struct dh_str key, struct dh_str *rest);
/* What a JSON string says: a view, or a copy in the page's arena. DH_ELIMIT: its cap. */
DH_MUST_USE enum dh_err dh_rowpath_string(struct dh_page *page, struct dh_str raw,
                                          struct dh_str *out);

#endif
