/* SPDX-License-Identifier: MIT */
#include "io/rowpath.h"

#include "base/json.h"

enum dh_err dh_rowpath_string(struct dh_page *page, struct dh_str raw, struct dh_str *out)
{
    *out = dh_str_sub(raw, 1, raw.n - 2);
    if (dh_str_find_byte(*out, '\\') == out->n)
        return DH_OK;
    struct dh_buf b = { .room = raw.n,
                        .cap = raw.n }; /* no escape is shorter than what it stands for */
    b.p = dh_arena_alloc(&page->arena, raw.n);
    if (!b.p)
        return DH_ELIMIT;
    enum dh_err e = dh_json_unescape(raw, &b);
    dh_arena_shrink(&page->arena, b.p, raw.n, b.n);
    *out = dh_buf_str(&b);
    return e;
}

bool dh_rowpath_behind(struct dh_str path, struct dh_str key, struct dh_str *rest)
{
    if (key.n + 1 >= path.n || !dh_str_starts(path, key) || path.p[key.n] != '.')
        return false;
    *rest = dh_str_sub(path, key.n + 1, path.n);
    return true;
}

static bool is_array(struct dh_str raw)
{
    return raw.n && raw.p[0] == '[';
}

static void enter(struct dh_rowpath *p, struct dh_str value, struct dh_str rest)
{
    bool leads = is_array(value) || (rest.n && value.n && value.p[0] == '{');
    if (!leads || p->depth == DH_ROWPATH_DEPTH)
        return;
    p->level[p->depth].value = value;
    p->level[p->depth].rest = rest;
    p->level[p->depth++].at = 0;
}

void dh_rowpath_begin(struct dh_rowpath *p, struct dh_page *page, struct dh_str value,
                      struct dh_str rest)
{
    p->page = page;
    p->depth = 0;
    enter(p, value, rest);
}

/* What stands at the end of the path. */
static bool is_found(struct dh_rowpath *p, struct dh_str value)
{
    if (!is_array(value))
        return true;
    enter(p, value, DH_STR_NONE);
    return false;
}

enum dh_err dh_rowpath_next(struct dh_rowpath *p, struct dh_str *value)
{
    while (p->depth) {
        size_t *at = &p->level[p->depth - 1].at;
        struct dh_str from = p->level[p->depth - 1].value, rest = p->level[p->depth - 1].rest;
        struct dh_str raw, key, behind;
        if (is_array(from)) {
            if (!dh_json_element(from, at, value))
                p->depth--;
            else if (rest.n)
                enter(p, *value, rest);
            else if (is_found(p, *value))
                return DH_OK;
            continue;
        }
        if (!dh_json_member(from, at, &raw, value)) {
            p->depth--;
            continue;
        }
        enum dh_err e = dh_rowpath_string(p->page, raw, &key);
        if (e)
            return e;
        if (dh_str_eq(key, rest)) {
            if (is_found(p, *value))
                return DH_OK;
        } else if (dh_rowpath_behind(rest, key, &behind)) {
            enter(p, *value, behind);
        }
    }
    return DH_END;
}
