/* SPDX-License-Identifier: MIT */
/* Repetition inside one page. In this order, each step seeing what the ones
 * before it struck:
 * - group: fragments with one key are copies of each other;
 * - spread: copies of a struck fragment are struck with it, where the words and
 * not the place are to blame;
 * - near: captions in two wordings, and caption-like fragments that stand
 * twice;
 * - copies: the second and later copies of long prose, and what stands beside
 * such a copy just as beside the original.
 *
 * Every step strikes because of fragments that go in the same pass, or of a
 * first copy that stays, so a second pass over the result finds nothing. */
#include "repeat/count/records.h"
#include "repeat/inpage/inpageinside.h"
#include "repeat/words/words.h"

/* Kinds that lie in the words, so that a copy is of the same kind wherever it
 * stands. What the markup or the place decides (OTHER, TITLE, TAGS, BYLINE,
 * STAMP) says nothing of a copy elsewhere: a section label in the navigation
 * may be a crosshead in the story. */
static bool spreads(enum dh_kind k)
{
    switch (k) {
    case DH_SHARE:
    case DH_AD:
    case DH_CAPTION:
    case DH_CREDIT:
    case DH_RELATED:
    case DH_NEWSLETTER:
    case DH_COMMENTS:
    case DH_TOOLS:
    case DH_VIDEO:
    case DH_LEGAL:
    case DH_PROMO:
    case DH_COOKIE:
        return true;
    case DH_STORY:
    case DH_STAMP:
    case DH_BYLINE:
    case DH_TAGS:
    case DH_SITE:
    case DH_REPEAT:
    case DH_TITLE:
    case DH_OTHER:
    case DH_CROSSHEAD:
    case DH_DATELINE:
    case DH_NOTE:
    case DH_KINDS:
        break;
    }
    return false;
}

/* Sorts the fragments with a key by it; *n of them. */
static struct dh_keyed *sorted_keys(struct dh_page *p, const uint64_t *key, size_t *n)
{
    struct dh_keyed *k = dh_arena_alloc(&p->scratch, p->n_fragments * sizeof *k);
    *n = 0;
    if (!k)
        return NULL;
    for (size_t i = 0; i < p->n_fragments; i++)
        if (key[i])
            k[(*n)++] = (struct dh_keyed){ key[i], i };
    dh_records_sort(&k->key, *n, sizeof *k / sizeof k->key);
    return k;
}

/* For the copies k[0..n) of one text: the first struck one speaks for all. */
static void spread(struct dh_inpage *w, const struct dh_keyed *k, size_t n)
{
    struct dh_page *p = w->page;
    const struct dh_fragment *source = NULL;

    for (size_t i = 0; i < n && !source; i++)
        if (spreads((enum dh_kind)p->fragments[k[i].at].kind))
            source = &p->fragments[k[i].at];
    if (!source)
        return;
    enum dh_kind kind = (enum dh_kind)source->kind;
    bool picture = kind == DH_CAPTION || kind == DH_CREDIT;
    for (size_t i = 0; i < n; i++) {
        struct dh_fragment *f = &p->fragments[k[i].at];
        if (f->kind != DH_STORY || f->role == DH_ROLE_HEADING || dh_inpage_headline(w, k[i].at))
            continue;
        /* A teaser that repeats the lead must not take the lead with it. */
        if (!picture && dh_inpage_prose(w, k[i].at))
            continue;
        dh_page_strike(p, k[i].at, kind, DH_STR("repeat.same"));
    }
}

/* Fills next and prev with the neighbours that the reader will see. */
static void link_text(struct dh_inpage *w)
{
    const struct dh_page *p = w->page;
    uint32_t last = DH_NOWHERE;
    for (uint32_t i = 0; i < p->n_fragments; i++) {
        w->prev[i] = last;
        if (!dh_page_goes(p, i))
            last = i;
    }
    last = DH_NOWHERE;
    for (uint32_t i = (uint32_t)p->n_fragments; i-- > 0;) {
        w->next[i] = last;
        if (!dh_page_goes(p, i))
            last = i;
    }
}

/* Crossheads and datelines of a repeated block go with it; notes stay whatever
 * happens. */
static bool strike_copy(struct dh_page *p, uint32_t i, struct dh_str rule)
{
    struct dh_fragment *f = &p->fragments[i];
    if (dh_page_goes(p, i) || f->kind == DH_NOTE)
        return false;
    f->kind = DH_REPEAT;
    f->rule = rule;
    return true;
}

/* Of fragments k[0..n) of one text: those that are copies of the first of them that is prose. */
static void find_original(const struct dh_inpage *w, const struct dh_keyed *k, size_t n,
                          uint32_t *original)
{
    uint32_t first = DH_NOWHERE;
    for (size_t i = 0; i < n; i++) {
        if (w->page->fragments[k[i].at].kind != DH_STORY || !dh_inpage_prose(w, k[i].at))
            continue;
        original[k[i].at] = first;
        if (first == DH_NOWHERE)
            first = k[i].at;
    }
}

/* From a copy and its original outwards, as long as the same texts follow:
 * short ones go as well. The original stands before the copy at every step, so
 * a first copy of each text stays. */
static void strike_block(struct dh_inpage *w, uint32_t copy, uint32_t original,
                         const uint32_t *step)
{
    for (;;) {
        copy = step[copy];
        original = step[original];
        if (copy == DH_NOWHERE || original == DH_NOWHERE || w->key[copy] == 0 ||
            w->key[copy] != w->key[original] || !strike_copy(w->page, copy, DH_STR("repeat.block")))
            return;
    }
}

static enum dh_err strike_copies(struct dh_inpage *w, const struct dh_keyed *k, size_t n)
{
    struct dh_page *p = w->page;
    uint32_t *original = dh_arena_alloc(&p->scratch, p->n_fragments * sizeof *original);

    if (!original)
        return DH_ELIMIT;
    link_text(w);
    for (size_t i = 0; i < p->n_fragments; i++)
        original[i] = DH_NOWHERE;
    for (size_t i = 0, to; i < n; i = to) {
        for (to = i + 1; to < n && k[to].key == k[i].key;)
            to++;
        if (to - i > 1)
            find_original(w, k + i, to - i, original);
    }
    for (uint32_t i = 0; i < p->n_fragments; i++)
        if (original[i] != DH_NOWHERE)
            strike_copy(p, i, DH_STR("repeat.copy"));
    for (uint32_t i = 0; i < p->n_fragments; i++) {
        if (original[i] == DH_NOWHERE)
            continue;
        strike_block(w, i, original[i], w->next);
        strike_block(w, i, original[i], w->prev);
    }
    return DH_OK;
}

static void group(struct dh_page *p, const struct dh_keyed *k, size_t n)
{
    for (size_t i = 0; i < p->n_fragments; i++)
        p->fragments[i].group = (uint32_t)i;
    for (size_t i = 1; i < n; i++)
        if (k[i].key == k[i - 1].key)
            p->fragments[k[i].at].group = p->fragments[k[i - 1].at].group;
}

static enum dh_err prepare(struct dh_inpage *w)
{
    struct dh_page *p = w->page;
    size_t n = p->n_fragments;

    w->key = dh_arena_alloc(&p->scratch, n * sizeof *w->key);
    w->next = dh_arena_alloc(&p->scratch, n * sizeof *w->next);
    w->prev = dh_arena_alloc(&p->scratch, n * sizeof *w->prev);
    w->end = dh_arena_alloc(&p->scratch, n * sizeof *w->end);
    if (!w->key || !w->next || !w->prev || !w->end || dh_inpage_sort_edits(w))
        return DH_ELIMIT;
    dh_inpage_find_ends(w);
    w->title = dh_words_key(0, p->field[DH_FIELD_TITLE]);
    w->opening = DH_NOWHERE;
    for (uint32_t i = 0; i < n; i++) {
        w->key[i] = p->fragments[i].key;
        if (w->opening == DH_NOWHERE && !dh_page_goes(p, i))
            w->opening = i;
    }
    return DH_OK;
}

static enum dh_err find(struct dh_page *page)
{
    struct dh_inpage w = { .page = page };
    size_t n;

    if (prepare(&w))
        return DH_ELIMIT;
    const struct dh_keyed *k = sorted_keys(page, w.key, &n);
    if (!k)
        return DH_ELIMIT;
    group(page, k, n);
    for (size_t i = 0, to; i < n; i = to) {
        for (to = i + 1; to < n && k[to].key == k[i].key;)
            to++;
        if (to - i > 1)
            spread(&w, k + i, to - i);
    }
    enum dh_err e = dh_inpage_captions(&w, k, n);
    if (e)
        return e;
    e = dh_inpage_edit_keys(&w);
    if (e == DH_OK && page->n_edits) { /* what they make alike has other keys */
        k = sorted_keys(page, w.key, &n);
        e = k ? DH_OK : DH_ELIMIT;
    }
    return e ? e : strike_copies(&w, k, n);
}

enum dh_err dh_repeat_page(struct dh_page *page)
{
    enum dh_err e = page->n_fragments < 2 ? DH_OK : find(page);
    dh_page_strike_waiting(page);
    dh_arena_reset(&page->scratch);
    return e;
}
