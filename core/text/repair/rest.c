/* SPDX-License-Identifier: MIT */
#include "text/repair/rest.h"

#include <string.h>

#include "text/repair/repair.h"

enum { LONGEST = 1 << 16 }; /* bytes of a fragment that is mended */

static enum dh_err make_room(struct dh_rest *r, struct dh_page *page, size_t n)
{
    *r = (struct dh_rest){ .text = dh_arena_alloc(&page->scratch, n),
                           .at = dh_arena_alloc(&page->scratch, n * sizeof *r->at),
                           .len = dh_arena_alloc(&page->scratch, n) };
    return r->text && r->at && r->len ? DH_OK : DH_ELIMIT;
}

/* Adds what stands for the bytes [at, end) of the fragment. */
static void add(struct dh_rest *r, struct dh_str s, size_t at, size_t end)
{
    for (size_t k = 0; k < s.n; k++, r->to++) {
        r->text[r->to] = s.p[k];
        r->at[r->to] = (uint32_t)at;
        r->len[r->to] = (uint8_t)(end - at); /* of an entity, some fifty at the most */
    }
}

static void add_plain(struct dh_rest *r, struct dh_str s, size_t at, size_t end)
{
    for (; at < end; at++)
        add(r, dh_str_sub(s, at, 1), at, at + 1);
}

static void trim(struct dh_rest *r)
{
    struct dh_str s = dh_str_trim((struct dh_str){ r->text, r->to });
    r->from = s.n ? (size_t)(s.p - r->text) : 0;
    r->to = r->from + s.n;
}

enum dh_err dh_rest_init(struct dh_rest *r, struct dh_page *page, size_t i)
{
    struct dh_str s = dh_page_fragment(page, i);
    enum dh_err e = make_room(r, page, s.n);
    if (e == DH_OK)
        add_plain(r, s, 0, s.n);
    return e;
}

/* The fragment with edits of it, in their order. What one drops goes with the byte behind it: a
 * blank before a sign, where the sign is cut off. */
static void write_mended(struct dh_rest *r, const struct dh_page *page, size_t i,
                         const struct dh_edit *edits, size_t n)
{
    struct dh_str s = dh_page_fragment(page, i);
    size_t at = 0, base = page->fragments[i].at;
    for (size_t k = 0; k <= n; k++) {
        size_t from = k < n ? edits[k].at - base : s.n, end = k < n ? from + edits[k].n : s.n;
        bool drops = k && edits[k - 1].now.n == 0 && edits[k - 1].n < UINT8_MAX && at < from;
        if (drops)
            add(r, dh_str_sub(s, at, 1), at - edits[k - 1].n, at + 1);
        add_plain(r, s, at + drops, from);
        if (k < n)
            add(r, edits[k].now, from, end);
        at = end;
    }
    trim(r);
}

enum dh_err dh_rest_mended(struct dh_rest *r, const struct dh_view *v, struct dh_page *page,
                           size_t i)
{
    size_t first = page->n_edits;
    *r = (struct dh_rest){ .text = NULL };
    if (page->fragments[i].n > LONGEST)
        return DH_OK;
    enum dh_err e = dh_repair_once(v, page, i);
    size_t n = page->n_edits - first;
    page->n_edits = first; /* they are made when it is known what stays */
    if (e || n == 0)
        return e;
    e = make_room(r, page, page->fragments[i].n);
    if (e == DH_OK)
        write_mended(r, page, i, page->edits + first, n);
    return e;
}

struct dh_str dh_rest_text(const struct dh_rest *r)
{
    return (struct dh_str){ r->text + r->from, r->to - r->from };
}

void dh_rest_cut(struct dh_rest *r, const struct dh_cut_list *cuts)
{
    size_t n = 0, end = r->to - r->from;
    for (size_t at = 0; at < end; at++) {
        bool gone = false;
        for (size_t k = 0; k < cuts->n; k++)
            gone |= at >= cuts->cut[k].from && at < cuts->cut[k].to;
        if (gone)
            continue;
        r->text[n] = r->text[r->from + at];
        r->at[n] = r->at[r->from + at];
        r->len[n++] = r->len[r->from + at];
    }
    r->to = n;
    trim(r);
}
