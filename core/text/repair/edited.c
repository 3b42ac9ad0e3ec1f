/* SPDX-License-Identifier: MIT */
#include "text/repair/edited.h"

#include <string.h>

enum dh_err dh_edited_begin(struct dh_page *page, size_t cuts, size_t n)
{
    size_t first = page->n_edits;
    for (size_t k = cuts; k < cuts + n; k++) {
        const struct dh_edit e = page->edits[k];
        enum dh_err err = e.kind == DH_STORY
                              ? DH_OK
                              : dh_page_edit(page, e.at, e.n, (enum dh_kind)e.kind, e.now, e.rule);
        if (err)
            return err;
    }
    page->n_edits = first + dh_edits_settle(page->edits + first, page->n_edits - first);
    return DH_OK;
}

void dh_edited_uncut(struct dh_page *page, size_t first)
{
    size_t n = first;
    for (size_t k = first; k < page->n_edits; k++)
        if (page->edits[k].kind == DH_STORY)
            page->edits[n++] = page->edits[k];
    page->n_edits = n;
}

enum dh_err dh_edited_text(struct dh_page *page, size_t i, size_t first, struct dh_str *out)
{
    const struct dh_fragment *f = &page->fragments[i];
    size_t n = f->n;
    *out = dh_page_fragment(page, i);
    if (first == page->n_edits)
        return DH_OK;
    for (size_t k = first; k < page->n_edits; k++)
        n = n - page->edits[k].n + page->edits[k].now.n;
    char *text = dh_arena_alloc(&page->scratch, n);
    if (!text)
        return DH_ELIMIT;
    dh_edits_write(page->edits + first, page->n_edits - first, page->input, f->at, f->at + f->n,
                   text);
    *out = (struct dh_str){ text, n };
    return DH_OK;
}

/* Edits of a fragment, copied, and those of its text under them become one list, in place. */
struct join {
    struct dh_page *page;
    const struct dh_edit *old; /* the next of the fragment's */
    const struct dh_edit *end;
    int64_t shift; /* what turns a place in the text, behind those passed, into one in the input */
    size_t out;    /* where the next of the list goes: behind it are only such as are read */
};

/* Where the text has what the next old one made: [*from, *end). false: there is none. */
static bool next_old(const struct join *j, int64_t *from, int64_t *end)
{
    if (j->old == j->end)
        return false;
    *from = (int64_t)j->old->at - j->shift;
    *end = *from + (int64_t)j->old->now.n;
    return true;
}

static const struct dh_edit *pass_old(struct join *j)
{
    const struct dh_edit *e = j->old++;
    j->shift += (int64_t)e->n - (int64_t)e->now.n;
    return e;
}

static void put(struct join *j, struct dh_edit e)
{
    if (e.n || e.now.n)
        j->page->edits[j->out++] = e;
}

/* Whether no old one is changed in part by the edit [from, end) of the text, behind those passed.
 */
static bool fits(struct join j, int64_t from, int64_t end)
{
    int64_t begin, behind;
    while (next_old(&j, &begin, &behind) && begin < end) {
        if (begin < from || behind > end)
            return false;
        pass_old(&j);
    }
    return true;
}

/* Adds `e`, of the text, with what it holds of the old ones. */
static void add(struct join *j, struct dh_edit e, int64_t end)
{
    int64_t begin, behind;
    e.at = (uint32_t)((int64_t)e.at + j->shift);
    while (next_old(j, &begin, &behind) && begin < end) {
        const struct dh_edit *cut = pass_old(j);
        if (cut->kind == DH_STORY)
            continue;
        e.n = cut->at - e.at;
        put(j, e);
        put(j, *cut);
        e.at = cut->at + cut->n;
        e.now = DH_STR_NONE;
    }
    e.n = (uint32_t)(end + j->shift - (int64_t)e.at);
    put(j, e);
}

/* Adds the old ones that end up to the place `to` of the text. */
static void add_old(struct join *j, int64_t to)
{
    int64_t begin, behind;
    while (next_old(j, &begin, &behind) && behind <= to)
        put(j, *pass_old(j));
}

/* Copies the old ones, and puts a gap behind them: each that is cut as a kind may make two of one.
 */
static enum dh_err begin_join(struct join *j, size_t first, size_t *more)
{
    struct dh_page *page = j->page;
    size_t n = *more - first, gap = 0;
    struct dh_edit *old = dh_arena_alloc(&page->scratch, n * sizeof *old);
    if (!old)
        return DH_ELIMIT;
    for (size_t k = 0; k < n; k++) {
        old[k] = page->edits[first + k];
        gap += old[k].kind != DH_STORY;
    }
    enum dh_err e = dh_edits_expect(page, gap);
    if (e)
        return e;
    struct dh_edit *from = page->edits + *more;
    memmove(from + gap, from, (page->n_edits - *more) * sizeof *from);
    page->n_edits += gap;
    *more += gap;
    j->old = old;
    j->end = old + n;
    j->out = first;
    return DH_OK;
}

enum dh_err dh_edited_join(struct dh_page *page, size_t i, size_t first, size_t more)
{
    struct join j = { .page = page, .shift = (int64_t)page->fragments[i].at };
    if (first == more) { /* they are of the fragment as it is */
        for (size_t k = first; k < page->n_edits; k++)
            page->edits[k].at += page->fragments[i].at;
        return DH_OK;
    }
    enum dh_err err = begin_join(&j, first, &more);
    if (err)
        return err;
    for (size_t k = more; k < page->n_edits; k++) {
        const struct dh_edit e = page->edits[k];
        int64_t from = (int64_t)e.at, end = from + (int64_t)e.n;
        add_old(&j, from);
        if (fits(j, from, end))
            add(&j, e, end);
    }
    add_old(&j, INT64_MAX);
    page->n_edits = j.out;
    return DH_OK;
}
