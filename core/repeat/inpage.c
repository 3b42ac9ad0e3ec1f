/* SPDX-License-Identifier: MIT */
/* Repetition inside one page. In this order, each step seeing what the ones before it struck:
 * - group: fragments with one key are copies of each other;
 * - spread: copies of a struck fragment are struck with it, where the words and not the place are
 *   to blame;
 * - near: captions in two wordings, and caption-like fragments that stand twice;
 * - copies: the second and later copies of long prose, and what stands beside such a copy just as
 *   beside the original.
 *
 * Every step strikes because of fragments that go in the same pass, or of a first copy that stays,
 * so a second pass over the result finds nothing. */
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "repeat/near.h"
#include "repeat/repeat.h"
#include "repeat/sort64.h"
#include "repeat/words.h"

enum {
    COPY_WORDS = 12, /* a shorter repeat may be a refrain, a score, a quote or a label: it stays */
    OPENING_WORDS = 2,   /* by which edited texts are looked up */
    COPY_CHARS = 30,     /* the same in scripts without spaces */
    CAPTIONS = 1 << 16,  /* caption-like texts that are compared; a page of more is no story */
    NOWHERE = UINT32_MAX /* no such fragment */
};

struct work {
    struct dh_page *page;
    const struct dh_edit **edit; /* the page's edits by place */
    uint32_t *end;               /* of the fragment's text, less what an edit cuts off behind it */
    uint64_t *key;               /* by which copies are found: see edit_keys */
    uint32_t *next;   /* the next fragment of the text (not struck), NOWHERE at the end */
    uint32_t *prev;   /* the one before */
    uint64_t title;   /* the words of the page's title; 0: it has none */
    uint32_t opening; /* the first fragment that is not struck: the headline of scraped text */
};

struct keyed {
    uint64_t key;
    uint32_t at;
};

/* What the reader gets unless asked otherwise. */
static bool is_text(const struct dh_fragment *f)
{
    return f->kind == DH_STORY || f->kind == DH_CROSSHEAD || f->kind == DH_DATELINE ||
           f->kind == DH_NOTE;
}

/* Kinds that lie in the words, so that a copy is of the same kind wherever it stands. What the
 * markup or the place decides (OTHER, TITLE, TAGS, BYLINE, STAMP) says nothing of a copy elsewhere:
 * a section label in the navigation may be a crosshead in the story. */
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

/* Long enough that its repetition is no figure of speech. */
static bool is_long(struct dh_str s)
{
    struct dh_words w = { s, 0 };
    struct dh_word word;
    unsigned words = 0, wide = 0;
    while (words < COPY_WORDS && wide < COPY_CHARS && dh_words_next(&w, &word)) {
        wide += word.wide;
        words += !word.wide;
    }
    return words >= COPY_WORDS || wide >= COPY_CHARS;
}

/* A copy of such a fragment goes. Headings, list items, cells and preformatted text may repeat by
 * design. */
static bool is_prose(const struct work *w, size_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    struct dh_str s = dh_str_sub(w->page->input, f->at, w->end[i] - f->at);
    return (f->role == DH_ROLE_PARAGRAPH || f->role == DH_ROLE_QUOTE ||
            f->role == DH_ROLE_CAPTION) &&
           dh_words_end_sentence(s) && is_long(s);
}

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Sorts the fragments with a key by it; *n of them. */
static struct keyed *sorted_keys(struct dh_page *p, const uint64_t *key, size_t *n)
{
    struct keyed *k = dh_arena_alloc(&p->scratch, p->n_fragments * sizeof *k);
    *n = 0;
    if (!k)
        return NULL;
    for (size_t i = 0; i < p->n_fragments; i++)
        if (key[i])
            k[(*n)++] = (struct keyed){ key[i], (uint32_t)i };
    if (*n > 1)
        qsort(k, *n, sizeof *k, by_key);
    return k;
}

/* The headline: what bears the page's title, and the line that opens a scraped text. */
static bool is_headline(const struct work *w, uint32_t i)
{
    return i == w->opening ||
           (w->title && dh_words_key(0, dh_page_fragment(w->page, i)) == w->title);
}

/* For the copies k[0..n) of one text: the first struck one speaks for all. */
static void spread(struct work *w, const struct keyed *k, size_t n)
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
        if (f->kind != DH_STORY || f->role == DH_ROLE_HEADING || is_headline(w, k[i].at))
            continue;
        /* A teaser that repeats the lead must not take the lead with it. */
        if (!picture && is_prose(w, k[i].at))
            continue;
        dh_page_strike(p, k[i].at, kind, DH_STR("repeat.same"));
    }
}

/* Fragment i with its edits, e[0..n), applied; as one text, since an edit may stand in a word (a
 * soft hyphen). It lies in the scratch arena. false: that is full. */
static bool edited_text(const struct work *w, size_t i, const struct dh_edit *const *e, size_t n,
                        struct dh_str *out)
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

static bool has_key(const uint64_t *v, size_t n, uint64_t key)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (v[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && v[lo] == key;
}

/* The words a text begins with: copies begin alike. */
static uint64_t opening_key(struct dh_str s)
{
    struct dh_words w = { s, 0 };
    struct dh_word word;
    uint64_t key = 0;
    for (unsigned n = 0; n < OPENING_WORDS && dh_words_next(&w, &word); n++)
        key = dh_hash_mix(key * 31 + word.hash);
    return key;
}

/* Whether an edit lies in fragment i; e[0..n) are those that begin in it or behind it. */
static bool is_edited(const struct work *w, size_t i, const struct dh_edit *const *e, size_t n)
{
    uint32_t end = w->page->fragments[i].at + w->page->fragments[i].n;
    return n > 0 && e[0]->at < end;
}

/* Edits are made after this stage, so copies are sought among the texts as they will be: prose with
 * edits is keyed by its words, edits applied, and so is what begins like it. */
static enum dh_err edit_keys(struct work *w)
{
    const struct dh_page *p = w->page;
    uint64_t *opening = NULL, key;
    size_t n = 0, cap = 0;

    for (int pass = 0; p->n_edits && pass < 2 && (pass == 0 || n); pass++) {
        for (size_t i = 0, e = 0; i < p->n_fragments; i++) {
            while (e < p->n_edits && w->edit[e]->at < p->fragments[i].at)
                e++;
            bool edited = is_edited(w, i, w->edit + e, p->n_edits - e);
            if (!is_text(&p->fragments[i]) || (pass == 0 && !edited) || !is_prose(w, i))
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
            else if (edited || has_key(opening, n, key))
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

static enum dh_err sort_edits(struct work *w)
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

static void find_ends(struct work *w)
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

/* A text that is a caption or looks like one: the copies k[from .. from + n). */
struct caption {
    size_t from, n;
    uint32_t first; /* the first of its fragments that may be a caption */
    bool sure;      /* one of them is struck as a caption */
    bool twice;     /* it stands there more than once */
};

static bool may_be_caption(const struct work *w, uint32_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    if (f->kind == DH_CAPTION)
        return true;
    return f->kind == DH_STORY && (f->looks & DH_LOOKS_CAPTION) && f->role != DH_ROLE_HEADING &&
           !is_headline(w, i);
}

/* Whether the copies k[from .. from + n) make a caption; fills *c. */
static bool as_caption(const struct work *w, const struct keyed *k, size_t from, size_t n,
                       struct caption *c)
{
    *c = (struct caption){ .from = from, .n = n, .first = NOWHERE };
    for (size_t i = from; i < from + n; i++) {
        if (!may_be_caption(w, k[i].at))
            continue;
        c->twice = c->first != NOWHERE;
        c->sure |= w->page->fragments[k[i].at].kind == DH_CAPTION;
        if (c->first == NOWHERE)
            c->first = k[i].at;
    }
    return c->first != NOWHERE;
}

/* The content words of fragment i into the arena. Too few or too many: n is 0. */
static enum dh_err content_set(struct dh_page *p, uint32_t i, struct dh_near_set *set)
{
    uint64_t words[DH_NEAR_MAX];
    struct dh_str s = p->fragments[i].norm.n ? p->fragments[i].norm : dh_page_fragment(p, i);
    uint32_t n = dh_words_content(s, words, DH_NEAR_MAX);

    *set = (struct dh_near_set){ NULL, 0 };
    if (n < DH_NEAR_MIN || n > DH_NEAR_MAX)
        return DH_OK;
    uint64_t *copy = dh_arena_alloc(&p->scratch, n * sizeof *copy);
    if (!copy)
        return DH_ELIMIT;
    memcpy(copy, words, n * sizeof *copy);
    *set = (struct dh_near_set){ copy, n };
    return DH_OK;
}

static void strike_caption(struct work *w, const struct keyed *k, const struct caption *c,
                           uint32_t group, struct dh_str rule)
{
    for (size_t i = c->from; i < c->from + c->n; i++) {
        if (!may_be_caption(w, k[i].at))
            continue;
        w->page->fragments[k[i].at].group = group;
        dh_page_strike(w->page, k[i].at, DH_CAPTION, rule);
    }
}

/* Strikes the captions of which there is a second copy or a second wording. */
static enum dh_err strike_captions(struct work *w, const struct keyed *k, const struct caption *c,
                                   const struct dh_near_set *sets, uint32_t n)
{
    struct dh_arena *a = &w->page->scratch;
    uint32_t *root = dh_arena_alloc(a, n * sizeof *root);
    uint32_t *group = dh_arena_alloc(a, n * sizeof *group);
    uint32_t *members = dh_arena_zeroed(a, n, sizeof *members);
    enum dh_err e;

    if (!root || !group || !members)
        return DH_ELIMIT;
    e = dh_near_group(a, sets, n, root);
    if (e)
        return e;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t r = root[i];
        group[r] = members[r]++ && group[r] < c[i].first ? group[r] : c[i].first;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (members[root[i]] > 1)
            strike_caption(w, k, &c[i], group[root[i]], DH_STR("repeat.near"));
        else if (c[i].twice && (c[i].sure || sets[i].n))
            strike_caption(w, k, &c[i], c[i].first, DH_STR("repeat.same"));
    }
    return DH_OK;
}

static enum dh_err near(struct work *w, const struct keyed *k, size_t n)
{
    struct dh_arena *a = &w->page->scratch;
    struct caption *c = NULL;
    struct dh_near_set *sets = NULL;
    size_t cap = 0, cap_sets = 0;
    uint32_t n_captions = 0;

    for (size_t i = 0, to; i < n && n_captions < CAPTIONS; i = to) {
        struct caption one;
        for (to = i + 1; to < n && k[to].key == k[i].key;)
            to++;
        if (!as_caption(w, k, i, to - i, &one))
            continue;
        void *array = c, *array_sets = sets;
        if (!dh_arena_grow(a, &array, n_captions, &cap, sizeof *c) ||
            !dh_arena_grow(a, &array_sets, n_captions, &cap_sets, sizeof *sets))
            return DH_ELIMIT;
        c = array;
        sets = array_sets;
        c[n_captions] = one;
        if (content_set(w->page, one.first, &sets[n_captions]))
            return DH_ELIMIT;
        n_captions++;
    }
    return n_captions ? strike_captions(w, k, c, sets, n_captions) : DH_OK;
}

/* Fills next and prev with the neighbours that the reader will see. */
static void link_text(struct work *w)
{
    const struct dh_page *p = w->page;
    uint32_t last = NOWHERE;
    for (uint32_t i = 0; i < p->n_fragments; i++) {
        w->prev[i] = last;
        if (is_text(&p->fragments[i]))
            last = i;
    }
    last = NOWHERE;
    for (uint32_t i = (uint32_t)p->n_fragments; i-- > 0;) {
        w->next[i] = last;
        if (is_text(&p->fragments[i]))
            last = i;
    }
}

/* Crossheads and datelines of a repeated block go with it; notes stay whatever happens. */
static bool strike_copy(struct dh_page *p, uint32_t i, struct dh_str rule)
{
    struct dh_fragment *f = &p->fragments[i];
    if (!is_text(f) || f->kind == DH_NOTE)
        return false;
    f->kind = DH_REPEAT;
    f->rule = rule;
    return true;
}

/* From a copy and its original outwards, as long as the same texts follow: short ones go as well.
 * The original stands before the copy at every step, so a first copy of each text stays. */
static void strike_block(struct work *w, uint32_t copy, uint32_t original, const uint32_t *step)
{
    for (;;) {
        copy = step[copy];
        original = step[original];
        if (copy == NOWHERE || original == NOWHERE || w->key[copy] == 0 ||
            w->key[copy] != w->key[original] || !strike_copy(w->page, copy, DH_STR("repeat.block")))
            return;
    }
}

static enum dh_err strike_copies(struct work *w)
{
    struct dh_page *p = w->page;
    size_t n;
    uint32_t *original = dh_arena_alloc(&p->scratch, p->n_fragments * sizeof *original);
    const struct keyed *k = original ? sorted_keys(p, w->key, &n) : NULL;

    if (!k)
        return DH_ELIMIT;
    link_text(w);
    for (size_t i = 0; i < p->n_fragments; i++)
        original[i] = NOWHERE;
    for (size_t i = 0, to; i < n; i = to) {
        uint32_t first = NOWHERE;
        for (to = i; to < n && k[to].key == k[i].key; to++) {
            if (p->fragments[k[to].at].kind != DH_STORY || !is_prose(w, k[to].at))
                continue;
            original[k[to].at] = first;
            if (first == NOWHERE)
                first = k[to].at;
        }
    }
    for (uint32_t i = 0; i < p->n_fragments; i++)
        if (original[i] != NOWHERE)
            strike_copy(p, i, DH_STR("repeat.copy"));
    for (uint32_t i = 0; i < p->n_fragments; i++) {
        if (original[i] == NOWHERE)
            continue;
        strike_block(w, i, original[i], w->next);
        strike_block(w, i, original[i], w->prev);
    }
    return DH_OK;
}

static void group(struct dh_page *p, const struct keyed *k, size_t n)
{
    for (size_t i = 0; i < p->n_fragments; i++)
        p->fragments[i].group = (uint32_t)i;
    for (size_t i = 1; i < n; i++)
        if (k[i].key == k[i - 1].key)
            p->fragments[k[i].at].group = p->fragments[k[i - 1].at].group;
}

static enum dh_err prepare(struct work *w)
{
    struct dh_page *p = w->page;
    size_t n = p->n_fragments;

    w->key = dh_arena_alloc(&p->scratch, n * sizeof *w->key);
    w->next = dh_arena_alloc(&p->scratch, n * sizeof *w->next);
    w->prev = dh_arena_alloc(&p->scratch, n * sizeof *w->prev);
    w->end = dh_arena_alloc(&p->scratch, n * sizeof *w->end);
    if (!w->key || !w->next || !w->prev || !w->end || sort_edits(w))
        return DH_ELIMIT;
    find_ends(w);
    w->title = dh_words_key(0, p->field[DH_FIELD_TITLE]);
    w->opening = NOWHERE;
    for (uint32_t i = 0; i < n; i++) {
        w->key[i] = p->fragments[i].key;
        if (w->opening == NOWHERE && is_text(&p->fragments[i]))
            w->opening = i;
    }
    return DH_OK;
}

static enum dh_err find(struct dh_page *page)
{
    struct work w = { .page = page };
    size_t n;

    if (prepare(&w))
        return DH_ELIMIT;
    const struct keyed *k = sorted_keys(page, w.key, &n);
    if (!k)
        return DH_ELIMIT;
    group(page, k, n);
    for (size_t i = 0, to; i < n; i = to) {
        for (to = i + 1; to < n && k[to].key == k[i].key;)
            to++;
        if (to - i > 1)
            spread(&w, k + i, to - i);
    }
    enum dh_err e = near(&w, k, n);
    if (e)
        return e;
    e = edit_keys(&w);
    return e ? e : strike_copies(&w);
}

enum dh_err dh_repeat_page(struct dh_page *page)
{
    enum dh_err e = page->n_fragments < 2 ? DH_OK : find(page);
    dh_arena_reset(&page->scratch);
    return e;
}
