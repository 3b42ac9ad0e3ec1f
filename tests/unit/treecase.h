/* SPDX-License-Identifier: MIT */
/* For the tests of tree/: our tree beside that of a full parse by Gumbo, and as text. */
#ifndef TREECASE_H
#define TREECASE_H

#include <stdint.h>
#include <string.h>

#include "../eval/tree_diff.h"
#include "tree/tree.h"

enum { BUDGET = 192 << 20 };

struct builders {
    struct dh_tree_builder fast, full;
};

static inline int tree_set_up(void **state)
{
    static struct builders b;
    dh_tree_builder_init(&b.fast, dh_mem_default(), BUDGET);
    dh_tree_builder_init(&b.full, dh_mem_default(), (size_t)1 << 30);
    *state = &b;
    return 0;
}

static inline int tree_tear_down(void **state)
{
    struct builders *b = *state;
    dh_tree_builder_release(&b->fast);
    dh_tree_builder_release(&b->full);
    return 0;
}

/* The tree as text: elements with their children in brackets, text in quotes with "_" for the space
 * around. */
static inline void tree_outline(const struct dh_tree *t, struct dh_buf *out)
{
    uint32_t ends[DH_TREE_DEPTH + 1];
    unsigned depth = 0;

    for (uint32_t i = 0; i < t->n; i++) {
        const struct dh_node *node = &t->nodes[i];
        for (; depth && ends[depth - 1] == i; depth--)
            dh_buf_byte(out, ')');
        if (out->n && out->p[out->n - 1] != '(')
            dh_buf_byte(out, ' ');
        if (node->tag == DH_TAG_TEXT) {
            dh_buf_add(out, node->space_before ? DH_STR("_'") : DH_STR("'"));
            dh_node_text(out, node);
            dh_buf_add(out, node->space_after ? DH_STR("'_") : DH_STR("'"));
            continue;
        }
        dh_buf_add(out, node->tag == GUMBO_TAG_UNKNOWN
                            ? dh_tag_name(node->raw)
                            : dh_str_c(gumbo_normalized_tagname((GumboTag)node->tag)));
        if (node->end > i + 1) {
            dh_buf_byte(out, '(');
            ends[depth++] = node->end;
        }
    }
    while (depth--)
        dh_buf_byte(out, ')');
}

/* Builds the tree of `in`, which must be that of the full parse, but where it is `ours`; want: its
 * outline, NULL: whatever it is. */
static inline void tree_check_case(struct builders *b, const char *name, struct dh_str in,
                                   const char *want, bool ours)
{
    struct dh_tree fast, full;
    struct dh_detail d;
    char why[512];
    struct dh_buf got;

    if (dh_tree_build_reference(&b->full, in, &full, &d) || dh_tree_build(&b->fast, in, &fast, &d))
        fail_msg("%s: %s", name, d.msg);
    if (!ours && !dh_tree_same(&fast, &full, why, sizeof(why)))
        fail_msg("%s: not as the full parse: %s\n%.*s", name, why, (int)in.n, in.p);
    if (!want)
        return;
    dh_buf_init(&got, dh_mem_default(), 10000);
    tree_outline(&fast, &got);
    if (!dh_str_eq(dh_buf_str(&got), dh_str_trim(dh_str_c(want))))
        fail_msg("%s: got %.*s\nwant %s", name, (int)got.n, got.p, want);
    dh_buf_release(&got);
}

#endif
