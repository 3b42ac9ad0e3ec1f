/* SPDX-License-Identifier: MIT */
/* Pages of frames: what they hold for readers that show none. */
#include "tree/scan.h"
#include "tree/tree.h"

/* Whether the page's frames stand in the place of its body. */
static bool has_frameset(const struct dh_tree *t)
{
    for (uint32_t i = 1; i < t->n; i = t->nodes[i].end)
        if (t->nodes[i].tag == GUMBO_TAG_FRAMESET)
            return true;
    return false;
}

struct dh_str dh_tree_noframes(const struct dh_tree *t)
{
    if (!has_frameset(t))
        return DH_STR_NONE;
    for (uint32_t i = 1; i < t->n; i++) {
        if (t->nodes[i].tag != GUMBO_TAG_NOFRAMES)
            continue;
        struct dh_str tag = t->nodes[i].raw;
        size_t at = (size_t)(tag.p + tag.n - t->source.p);
        return dh_str_sub(t->source, at, dh_scan_raw_end(t->source, at, DH_STR("noframes")) - at);
    }
    return DH_STR_NONE;
}
