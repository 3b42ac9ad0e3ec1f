/* SPDX-License-Identifier: MIT */
/* tree_equal DIR|FILE...: compares the tree of the skeleton with that of a full parse on every
 * page, and lists the pages that differ with the first difference. Exit 1 when any does. */
#include <dirent.h>
#include <stdio.h>

#include "base/file.h"
#include "tree/charset.h"
#include "tree_diff.h"

struct run {
    struct dh_tree_builder fast, full;
    struct dh_arena arena;
    size_t pages, differ;
};

static void compare(struct run *r, const char *path, struct dh_str text)
{
    struct dh_tree fast, full;
    struct dh_detail d;
    char why[512];

    r->pages++;
    enum dh_err e = dh_tree_build_reference(&r->full, text, &full, &d);
    if (!e)
        e = dh_tree_build(&r->fast, text, &fast, &d);
    if (e) {
        printf("%s: %s\n", path, d.msg);
        r->differ++;
    } else if (!dh_tree_same(&fast, &full, why, sizeof(why))) {
        printf("%s: %s\n", path, why);
        r->differ++;
    }
}

static void compare_file(struct run *r, const char *path)
{
    struct dh_charset_hints hints = { DH_STR_NONE, DH_STR_NONE };
    struct dh_str text, name;
    struct dh_detail d;
    struct dh_buf b;

    dh_buf_init(&b, dh_mem_default(), (size_t)256 << 20);
    dh_arena_reset(&r->arena);
    if (dh_file_read(path, &b, &d) ||
        dh_charset_decode(&r->arena, dh_buf_str(&b), &hints, &text, &name, &d))
        printf("%s: %s\n", path, d.msg);
    else
        compare(r, path, text);
    dh_buf_release(&b);
}

static void compare_path(struct run *r, const char *path)
{
    DIR *dir = opendir(path);
    char name[4096];

    if (!dir) {
        compare_file(r, path);
        return;
    }
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.' &&
            snprintf(name, sizeof(name), "%s/%s", path, e->d_name) < (int)sizeof(name))
            compare_path(r, name); /* as deep as the caller's folders */
    closedir(dir);
}

int main(int argc, char **argv)
{
    struct run r = { .pages = 0 };

    dh_tree_builder_init(&r.fast, dh_mem_default(), (size_t)512 << 20);
    dh_tree_builder_init(&r.full, dh_mem_default(), (size_t)4 << 30);
    dh_arena_init(&r.arena, dh_mem_default(), (size_t)512 << 20);
    for (int i = 1; i < argc; i++)
        compare_path(&r, argv[i]);
    printf("%zu pages, %zu with another tree than the full parse\n", r.pages, r.differ);
    dh_tree_builder_release(&r.fast);
    dh_tree_builder_release(&r.full);
    dh_arena_release(&r.arena);
    return r.differ > 0;
}
