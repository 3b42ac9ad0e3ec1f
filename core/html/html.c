/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include "base/err.h"
#include "html/body.h"
#include "tree/charset.h"
#include "meta/meta.h"
#include "tree/tree.h"

enum { DEFAULT_ARENA = 192 << 20 };

struct dh_html {
    const struct dh_allocator *mem;
    struct dh_tree_builder builder;
    struct dh_body body;
    size_t max_arena; /* that builder was made for */
};

enum dh_err dh_html_new(struct dh_html **out, const struct dh_allocator *m)
{
    struct dh_html *h = dh_mem_zeroed(m, 1, sizeof(*h));
    if (!h)
        return DH_ENOMEM;
    h->mem = m;
    h->max_arena = DEFAULT_ARENA;
    dh_tree_builder_init(&h->builder, m, h->max_arena);
    dh_body_init(&h->body, m, h->max_arena);
    *out = h;
    return DH_OK;
}

void dh_html_free(struct dh_html *h)
{
    if (!h)
        return;
    dh_tree_builder_release(&h->builder);
    dh_body_release(&h->body);
    dh_mem_free(h->mem, h);
}

static void set_budget(struct dh_html *h, size_t max_arena)
{
    if (max_arena == 0)
        max_arena = DEFAULT_ARENA;
    if (max_arena == h->max_arena)
        return;
    dh_tree_builder_release(&h->builder);
    dh_tree_builder_init(&h->builder, h->mem, max_arena);
    h->max_arena = max_arena;
}

enum dh_err dh_html_read(struct dh_html *h, struct dh_page *page, const struct dh_html_options *o,
                         struct dh_detail *d)
{
    struct dh_charset_hints hints = { o->charset, o->content_type };
    struct dh_str text, charset;
    struct dh_tree tree;
    struct dh_meta meta;
    enum dh_err e;

    set_budget(h, o->max_arena);
    e = dh_charset_decode(&page->arena, page->raw, &hints, &text, &charset, d);
    if (e)
        return e;
    if (charset.n && (e = dh_page_set(page, DH_FIELD_CHARSET, charset)))
        return dh_fail(d, e, 0, "no memory for the page's charset");
    e = dh_tree_build(&h->builder, text, &tree, d);
    if (e)
        return e;
    page->unit = DH_UNIT_BLOCK;
    e = dh_meta_read(&tree, o->url, page, &meta);
    if (e)
        return dh_fail(d, e, 0, "no memory for the page's metadata");
    return dh_body_read(&h->body, &h->builder, &tree, &meta, o, page, d);
}
