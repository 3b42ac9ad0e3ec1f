/* SPDX-License-Identifier: MIT */
#include "text/edited.h"

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
    size_t n = f->n, at = f->at;
    *out = dh_page_fragment(page, i);
    if (first == page->n_edits)
        return DH_OK;
    for (size_t k = first; k < page->n_edits; k++)
        n = n - page->edits[k].n + page->edits[k].now.n;
    char *text = dh_arena_alloc(&page->scratch, n), *to = text;
    if (!text)
        return DH_ELIMIT;
    for (size_t k = first; k < page->n_edits; k++) {
        const struct dh_edit *e = &page->edits[k];
        memcpy(to, page->input.p + at, e->at - at);
        to += e->at - at;
        if (e->now.n)
            memcpy(to, e->now.p, e->now.n);
        to += e->now.n;
        at = e->at + e->n;
    }
    memcpy(to, page->input.p + at, f->at + f->n - at);
    *out = (struct dh_str){ text, n };
    return DH_OK;
}

/* Two lists that become one behind them: edits of a fragment, and edits of its text under those. */
struct join {
    struct dh_page *page;
    size_t old, n_old; /* the next of the fragment's */
    int64_t shift; /* what turns a place in the text, behind those passed, into one in the input */
};

/* Where the text has what the next old one made: [*from, *end). false: there is none. */
static bool next_old(const struct join *j, int64_t *from, int64_t *end)
{
    if (j->old == j->n_old)
        return false;
    const struct dh_edit *e = &j->page->edits[j->old];
    *from = (int64_t)e->at - j->shift;
    *end = *from + (int64_t)e->now.n;
    return true;
}

static void pass_old(struct join *j)
{
    const struct dh_edit *e = &j->page->edits[j->old++];
    j->shift += (int64_t)e->n - (int64_t)e->now.n;
}

static enum dh_err put(struct join *j, struct dh_edit e)
{
    return dh_page_edit(j->page, e.at, e.n, (enum dh_kind)e.kind, e.now, e.rule);
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
static enum dh_err add(struct join *j, struct dh_edit e, int64_t end)
{
    enum dh_err err = DH_OK;
    int64_t begin, behind;
    e.at = (uint32_t)((int64_t)e.at + j->shift);
    while (err == DH_OK && next_old(j, &begin, &behind) && begin < end) {
        const struct dh_edit cut = j->page->edits[j->old];
        pass_old(j);
        if (cut.kind == DH_STORY)
            continue;
        e.n = cut.at - e.at;
        if (e.n || e.now.n)
            err = put(j, e);
        if (err == DH_OK)
            err = put(j, cut);
        e.at = cut.at + cut.n;
        e.now = DH_STR_NONE;
    }
    e.n = (uint32_t)(end + j->shift - (int64_t)e.at);
    return err ? err : put(j, e);
}

/* Adds the old ones that end up to the place `to` of the text. */
static enum dh_err add_old(struct join *j, int64_t to)
{
    enum dh_err err = DH_OK;
    int64_t begin, behind;
    while (err == DH_OK && next_old(j, &begin, &behind) && behind <= to) {
        err = put(j, j->page->edits[j->old]);
        pass_old(j);
    }
    return err;
}

enum dh_err dh_edited_join(struct dh_page *page, size_t i, size_t first, size_t more)
{
    struct join j = { page, first, more, (int64_t)page->fragments[i].at };
    size_t end_more = page->n_edits;
    enum dh_err err = DH_OK;
    for (size_t k = more; err == DH_OK && k < end_more; k++) {
        const struct dh_edit e = page->edits[k];
        int64_t from = (int64_t)e.at, end = from + (int64_t)e.n;
        err = add_old(&j, from);
        if (err == DH_OK && fits(j, from, end))
            err = add(&j, e, end);
    }
    if (err == DH_OK)
        err = add_old(&j, INT64_MAX);
    if (err)
        return err;
    size_t n = page->n_edits - end_more;
    memmove(page->edits + first, page->edits + end_more, n * sizeof *page->edits);
    page->n_edits = first + n;
    return DH_OK;
}
