/* SPDX-License-Identifier: MIT */
/* The memory of a page's overview ends at every place: what comes of it is an error, or the body
 * that would have been chosen anyway. Run from the project's root: the page is a fixture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include "html/body.h"
#include "meta/meta.h"
#include "tree/tree.h"

enum { ROOM = 64 << 20, STEP = 32, MAX_PAGE = 1 << 14 };

struct reader {
    struct dh_tree_builder builder;
    struct dh_page page;
    char bytes[MAX_PAGE];
    struct dh_str html;
};

/* Which fragments stay, a character each. */
static void write_choice(const struct dh_page *p, struct dh_buf *out)
{
    dh_buf_reset(out);
    for (size_t i = 0; i < p->n_fragments; i++)
        dh_buf_byte(out, p->fragments[i].kind == DH_STORY ? '+' : '-');
    assert_int_equal(out->err, DH_OK);
}

static enum dh_err read_body(struct reader *r, size_t max_arena, struct dh_buf *out)
{
    const struct dh_html_options o = { .keep_standfirst = true };
    struct dh_body body;
    struct dh_tree tree;
    struct dh_meta meta;
    dh_body_init(&body, dh_mem_default(), max_arena);
    dh_page_reset(&r->page);
    r->page.unit = DH_UNIT_BLOCK;
    enum dh_err e = dh_tree_build(&r->builder, r->html, &tree, NULL);
    if (e == DH_OK)
        e = dh_meta_read(&tree, o.url, &r->page, &meta);
    if (e == DH_OK)
        e = dh_body_read(&body, &r->builder, &tree, &meta, &o, &r->page, NULL);
    if (e == DH_OK)
        write_choice(&r->page, out);
    dh_body_release(&body);
    return e;
}

static void load(struct reader *r, const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    r->html = (struct dh_str){ r->bytes, fread(r->bytes, 1, sizeof r->bytes, f) };
    assert_true(r->html.n > 0 && r->html.n < sizeof r->bytes);
    fclose(f);
}

/* Caps grow until the page fits. */
static void test_view(void **state)
{
    static struct reader r;
    struct dh_buf want, got;
    enum dh_err e = DH_ELIMIT;
    size_t refused = 0;
    (void)state;
    load(&r, "fixtures/page-fr-other-story-by-its-link/in.html");
    dh_tree_builder_init(&r.builder, dh_mem_default(), ROOM);
    dh_page_init(&r.page, dh_mem_default(), ROOM);
    dh_buf_init(&want, dh_mem_default(), MAX_PAGE);
    dh_buf_init(&got, dh_mem_default(), MAX_PAGE);
    assert_int_equal(read_body(&r, ROOM, &want), DH_OK);
    for (size_t cap = STEP; e; cap += STEP) {
        e = read_body(&r, cap, &got);
        refused += e == DH_ELIMIT;
        assert_true(e == DH_ELIMIT || dh_str_eq(dh_buf_str(&got), dh_buf_str(&want)));
    }
    assert_true(refused > 0);
    dh_buf_release(&want);
    dh_buf_release(&got);
    dh_page_release(&r.page);
    dh_tree_builder_release(&r.builder);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_view) };
    return cmocka_run_group_tests_name("caps", tests, NULL, NULL);
}
