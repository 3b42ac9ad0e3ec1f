/* SPDX-License-Identifier: MIT */
/* Texts of a page as they will be when its edits are made: see inpageinside.h. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "repeat/inpage/inpageinside.h"
#include "repeat/words/sort64.h"
#include "repeat/words/words.h"

enum { OPENING_WORDS = 2 /* by which edited texts are looked up */ };

/* Fragment i with its edits, e[0..n), applied; as one text, since an edit may
 * stand in a word (a soft hyphen). It lies in the scratch arena. false: that is
 * full. */
static bool edited_text(const struct dh_inpage *w, size_t i, const struct dh_edit *const *e,
                        size_t n, struct dh_str *out)
{
    struct dh_str input = w->page->input, piece;
    uint32_t at = w->page->fragments[i].at, end = w->end[i];
    size_t room = end - at, m = 0;
    for (size_t k = 0; k < n && e[k]->at < end; k++)
        room += e[k]->now.n;
    char *text = dh_arena_alloc(&w->page->scratch, room + 1);
    if (!text)
        return false;
    for (size_t k = 0; k <= n && at < end; k++) {
        bool edit = k < n && e[k]->at < end;
        if (edit && e[k]->at < at)
            continue;
        piece = dh_str_sub(input, at, (edit ? e[k]->at : end) - at);
        memcpy(text + m, piece.p, piece.n);
        m += piece.n;
        if (!edit)
            break;
        if (e[k]->now.n)
            memcpy(text + m, e[k]->now.p, e[k]->now.n);
        m += e[k]->now.n;
        at = e[k]->at + e[k]->n;
    }
    dh_arena_shrink(&w->page->scratch, text, room + 1, m + 1);
    *out = (struct dh_str){ text, m };
    return true;
}

/* The words a text begins with: copies begin alike. */
static uint64_t opening_key(struct dh_str s)
{
    struct dh_words w = { .s = s };
    struct dh_word word;
    uint64_t key = 0;
    for (unsigned n = 0; n < OPENING_WORDS && dh_words_next(&w, &word); n++)
        key = dh_hash_mix(key * 31 + word.hash);
    return key;
}

/* Whether an edit lies in fragment i; e[0..n) are those that begin in it or
 * behind it. */
static bool is_edited(const struct dh_inpage *w, size_t i, const struct dh_edit *const *e, size_t n)
{
    uint32_t end = w->page->fragments[i].at + w->page->fragments[i].n;
    return n > 0 && e[0]->at < end;
}

/* Edits are made after this stage, so copies are sought among the texts as they
 * will be: prose with edits is keyed by its words, edits applied, and so is
 * what begins like it. */
enum dh_err dh_inpage_edit_keys(struct dh_inpage *w)
{
    const struct dh_page *p = w->page;
    uint64_t *opening = NULL, key;
    size_t n = 0, cap = 0;

    for (int pass = 0; p->n_edits && pass < 2 && (pass == 0 || n); pass++) {
        for (size_t i = 0, e = 0; i < p->n_fragments; i++) {
            while (e < p->n_edits && w->edit[e]->at < p->fragments[i].at)
                e++;
            bool edited = is_edited(w, i, w->edit + e, p->n_edits - e);
            if (dh_page_goes(p, i) || (pass == 0 && !edited) || !dh_inpage_prose(w, i))
                continue;
            struct dh_str text = dh_page_fragment(p, i);
            if (edited && !edited_text(w, i, w->edit + e, p->n_edits - e, &text))
                return DH_ELIMIT;
            key = opening_key(text);
            void *array = opening;
            if (pass == 0 && !dh_arena_grow(&w->page->arena, &array, n, &cap, sizeof *opening))
                return DH_ELIMIT;
            opening = array;
            if (pass == 0)
                opening[n++] = key;
            else if (edited || dh_sort64_has(opening, n, key))
                w->key[i] = dh_words_key(0, text);
            if (edited) /* one at a time */
                dh_arena_shrink(&w->page->scratch, (char *)(uintptr_t)text.p, text.n + 1, 0);
        }
        n = dh_sort64_unique(opening, n);
    }
    return DH_OK;
}

static int by_place(const void *a, const void *b)
{
    const struct dh_edit *x = *(const struct dh_edit *const *)a;
    const struct dh_edit *y = *(const struct dh_edit *const *)b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (x->n < y->n) - (x->n > y->n);
}

enum dh_err dh_inpage_sort_edits(struct dh_inpage *w)
{
    struct dh_page *p = w->page;
    w->edit = dh_arena_alloc(&p->scratch, (p->n_edits + 1) * sizeof *w->edit);
    if (!w->edit)
        return DH_ELIMIT;
    for (size_t i = 0; i < p->n_edits; i++)
        w->edit[i] = &p->edits[i];
    if (p->n_edits > 1)
        qsort(w->edit, p->n_edits, sizeof *w->edit, by_place);
    return DH_OK;
}

void dh_inpage_find_ends(struct dh_inpage *w)
{
    const struct dh_page *p = w->page;
    size_t e = 0;
    for (size_t i = 0; i < p->n_fragments; i++) {
        uint32_t end = p->fragments[i].at + p->fragments[i].n;
        w->end[i] = end;
        for (; e < p->n_edits && w->edit[e]->at < end; e++)
            if (w->edit[e]->now.n == 0 && w->edit[e]->at >= p->fragments[i].at &&
                w->edit[e]->at + w->edit[e]->n >= end)
                w->end[i] = w->edit[e]->at < w->end[i] ? w->edit[e]->at : w->end[i];
    }
}
