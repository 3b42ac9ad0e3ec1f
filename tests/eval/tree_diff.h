/* SPDX-License-Identifier: MIT */
/* Whether two trees are the same: same elements at the same places with the same text in order,
 * where the text between two tags counts as one and white space is folded. For tests and
 * evaluation. */
#ifndef TREE_DIFF_H
#define TREE_DIFF_H

#include <stdio.h>

#include "base/utf8.h"
#include "tree/tree.h"

/* Appends the text nodes from *i on that are siblings without an element between, white space
 * folded; moves *i on. Characters that Gumbo's decoder replaces are replaced in both. */
static void add_text(const struct dh_tree *t, uint32_t *i, struct dh_buf *out, struct dh_buf *tmp)
{
    uint32_t parent = t->nodes[*i].parent;
    bool space = false;

    dh_buf_reset(out);
    for (; *i < t->n && t->nodes[*i].tag == DH_TAG_TEXT && t->nodes[*i].parent == parent; ++*i) {
        const struct dh_node *node = &t->nodes[*i];
        dh_buf_reset(tmp);
        dh_node_text(tmp, node);
        space |= node->space_before;
        struct dh_str s = dh_buf_str(tmp);
        for (size_t at = 0; at < s.n;) {
            uint32_t cp;
            size_t n = dh_utf8_get(s, at, &cp);
            bool control = (cp < 0x20 && !dh_is_space((unsigned char)cp)) ||
                           (cp >= 0x7F && cp <= 0x9F) || (cp >= 0xFDD0 && cp <= 0xFDEF) ||
                           (cp & 0xFFFE) == 0xFFFE;
            if (cp < 0x80 && dh_is_space((unsigned char)cp)) {
                space = true;
            } else {
                if (space)
                    dh_buf_byte(out, ' ');
                space = false;
                if (control)
                    dh_buf_add(out, DH_STR("\xEF\xBF\xBD"));
                else
                    dh_buf_add(out, dh_str_sub(s, at, n));
            }
            at += n;
        }
        space |= node->space_after;
    }
    if (space)
        dh_buf_byte(out, ' ');
}

static const char *tag_name(unsigned tag)
{
    if (tag == DH_TAG_TEXT)
        return "text";
    return tag == GUMBO_TAG_UNKNOWN ? "unknown" : gumbo_normalized_tagname((GumboTag)tag);
}

static size_t source_place(const struct dh_tree *t, uint32_t i)
{
    for (; i < t->n; i--) {
        const char *p = t->nodes[i].raw.p;
        if (p >= t->source.p && p < t->source.p + t->source.n)
            return (size_t)(p - t->source.p);
    }
    return 0;
}

struct walk {
    const struct dh_tree *t;
    uint32_t i;
    struct dh_buf text, tmp;
};

static bool same_text(struct walk *a, struct walk *b, char *why, size_t cap)
{
    uint32_t i = a->i;
    add_text(a->t, &a->i, &a->text, &a->tmp);
    add_text(b->t, &b->i, &b->text, &b->tmp);
    struct dh_str x = dh_buf_str(&a->text), y = dh_buf_str(&b->text);
    if (dh_str_eq(x, y))
        return true;
    size_t at = 0;
    while (at < x.n && at < y.n && x.p[at] == y.p[at])
        at++;
    at -= at < 20 ? at : 20;
    x = dh_str_sub(x, at, 60);
    y = dh_str_sub(y, at, 60);
    snprintf(why, cap, "text of node %u (byte %zu): '%.*s' but '%.*s'", i, source_place(a->t, i),
             (int)x.n, x.p, (int)y.n, y.p);
    return false;
}

static bool same_nodes(struct walk *a, struct walk *b, char *why, size_t cap)
{
    while (a->i < a->t->n && b->i < b->t->n) {
        const struct dh_node *x = &a->t->nodes[a->i], *y = &b->t->nodes[b->i];
        if (x->tag != y->tag || x->depth != y->depth) {
            snprintf(why, cap, "node %u (byte %zu): %s at depth %u but %s at depth %u", a->i,
                     source_place(a->t, a->i), tag_name(x->tag), x->depth, tag_name(y->tag),
                     y->depth);
            return false;
        }
        if (x->tag == DH_TAG_TEXT) {
            if (!same_text(a, b, why, cap))
                return false;
            continue;
        }
        a->i++;
        b->i++;
    }
    if (a->i == a->t->n && b->i == b->t->n)
        return true;
    snprintf(why, cap, "%u nodes but %u", a->t->n, b->t->n);
    return false;
}

/* false: why[cap] says what differs first. */
static bool dh_tree_same(const struct dh_tree *a, const struct dh_tree *b, char *why, size_t cap)
{
    struct walk x = { .t = a }, y = { .t = b };
    struct dh_buf *bufs[] = { &x.text, &x.tmp, &y.text, &y.tmp };

    for (size_t i = 0; i < DH_LEN(bufs); i++)
        dh_buf_init(bufs[i], dh_mem_default(), (size_t)1 << 30);
    bool same = same_nodes(&x, &y, why, cap);
    for (size_t i = 0; i < DH_LEN(bufs); i++)
        dh_buf_release(bufs[i]);
    return same;
}

#endif
