/* SPDX-License-Identifier: MIT */
#include "repeat/caption.h"

#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "repeat/count.h"
#include "repeat/records.h"
#include "repeat/sort64.h"
#include "repeat/story.h"
#include "repeat/words.h"
#include "state/entries.h"
#include "state/store.h"

enum {
    STRUCK = 3, /* slot of an entry */
    SLOT_MASK = (1 << DH_STORY_SPARE) - 1,
    RUNS = DH_CAPTION_MOST,
    BYTES = 12 * DH_CAPTION_MOST, /* a longer text has more words; so it is not read */
    PROBES_LEAST = 3,             /* runs that can be looked up; of fewer nothing is said */
    OTHERS = 2,  /* stories with the caption; one is enough when the passage looks like one */
    STORIES = 64 /* distinct ones that a passage is held against */
};

/* Keys of runs have these bits set: a range of the state, which fragments of sites hit once in
 * 4,096 times; those have a site. */
static const uint64_t range = (uint64_t)0xFFF << 52;

struct dh_captions {
    const struct dh_allocator *mem;
    struct dh_count *runs; /* key, entry */
    uint64_t *pairs;       /* key, entry: sorted, each once */
    size_t n, cap;
    uint64_t bound; /* the largest key that is kept */
};

static enum dh_err no_memory(struct dh_detail *d)
{
    return dh_fail(d, DH_ENOMEM, 0, "out of memory");
}

enum dh_err dh_captions_new(struct dh_captions **out, const struct dh_allocator *m,
                            size_t max_bytes, const char *tmp)
{
    struct dh_captions *c = dh_mem_zeroed(m, 1, sizeof *c);
    if (!c)
        return DH_ENOMEM;
    c->mem = m;
    c->bound = UINT64_MAX;
    enum dh_err e = dh_count_new(&c->runs, m, 2, max_bytes, tmp);
    if (e) {
        dh_captions_free(c);
        return e;
    }
    *out = c;
    return DH_OK;
}

void dh_captions_free(struct dh_captions *c)
{
    if (!c)
        return;
    dh_count_free(c->runs);
    dh_mem_free(c->mem, c->pairs);
    dh_mem_free(c->mem, c);
}

/* ---- Runs of words ----------------------------------------------------------------------------
 */

/* Keys of the runs of s, sorted, each once; 0 when it is too short or too long for a caption. */
static size_t runs_of(struct dh_str s, uint64_t *key)
{
    struct dh_words w = { s, 0 };
    struct dh_word word;
    uint64_t last[2 * DH_CAPTION_RUN] = { 0 };
    unsigned words = 0, wide = 0, n = 0, run = DH_CAPTION_RUN;

    if (s.n > BYTES)
        return 0;
    while (dh_words_next(&w, &word)) {
        wide += word.wide;
        run = 2 * wide > words ? 2 * DH_CAPTION_RUN : DH_CAPTION_RUN;
        last[words++ % DH_LEN(last)] = word.hash;
        if (words < run)
            continue;
        if (n == RUNS)
            return 0;
        uint64_t h = 0;
        for (unsigned i = words - run; i < words; i++)
            h = dh_hash_mix(h * 31 + last[i % DH_LEN(last)]);
        key[n++] = range | h >> 12;
    }
    return words < DH_CAPTION_LEAST * (run / DH_CAPTION_RUN) ? 0 : dh_sort64_unique(key, n);
}

enum dh_err dh_captions_add(struct dh_captions *c, const struct dh_page *page, struct dh_detail *d)
{
    uint64_t key[RUNS];
    enum dh_err e = DH_OK;

    for (size_t i = 0; e == DH_OK && i < page->n_fragments; i++) {
        const struct dh_fragment *f = &page->fragments[i];
        if (f->kind != DH_CAPTION)
            continue;
        size_t n = runs_of(dh_page_fragment(page, i), key);
        uint64_t entry = (page->identity.high & ~(uint64_t)SLOT_MASK) | STRUCK;
        for (size_t k = 0; e == DH_OK && k < n; k++)
            e = dh_count_add(c->runs, (uint64_t[]){ key[k], entry }, d);
    }
    return e;
}

/* ---- The index --------------------------------------------------------------------------------
 */

/* Sorts the pairs; keeps of each key the smallest DH_ENTRIES_MAX, and keys up to the bound. */
static void tidy(struct dh_captions *c)
{
    size_t kept = 0, same = 0;
    if (c->n == 0)
        return;
    dh_records_sort(c->pairs, c->n, 2);
    for (size_t i = 0; i < c->n; i++) {
        const uint64_t *p = c->pairs + 2 * i, *last = kept ? c->pairs + 2 * (kept - 1) : NULL;
        if (p[0] > c->bound || (last && p[0] == last[0] && p[1] == last[1]))
            continue;
        same = last && p[0] == last[0] ? same + 1 : 1;
        if (same <= DH_ENTRIES_MAX)
            memmove(c->pairs + 2 * kept++, p, 2 * sizeof *p);
    }
    c->n = kept;
}

/* Which keys are kept depends on how many there are in all, not on when they came. */
static void fit(struct dh_captions *c)
{
    tidy(c);
    while (c->n > DH_CAPTION_PAIRS) {
        c->bound = range | (c->bound & ~range) / 2;
        tidy(c);
    }
}

static enum dh_err push(struct dh_captions *c, uint64_t key, const uint64_t *entries, unsigned n,
                        struct dh_detail *d)
{
    if (key > c->bound)
        return DH_OK;
    if (c->n + n > 2 * (size_t)DH_CAPTION_PAIRS)
        fit(c);
    for (unsigned i = 0; i < n; i++) {
        void *array = c->pairs;
        if (c->n == c->cap && !dh_mem_grow(c->mem, &array, &c->cap, 2 * sizeof *c->pairs))
            return no_memory(d);
        c->pairs = array;
        c->pairs[2 * c->n] = key;
        c->pairs[2 * c->n++ + 1] = entries[i];
    }
    return DH_OK;
}

static enum dh_err push_stored(void *self, uint64_t key, uint64_t site, const uint64_t *entries,
                               unsigned n, struct dh_detail *d)
{
    return site ? DH_OK : push(self, key, entries, n, d);
}

/* Where the batch's runs go. */
struct settling {
    struct dh_captions *c;
    struct dh_store *store;
    bool write, look;
};

static enum dh_err settle_run(const struct settling *s, uint64_t key, const uint64_t *entries,
                              unsigned n, struct dh_detail *d)
{
    uint64_t all[DH_ENTRIES_MAX];
    unsigned m = 0;
    enum dh_err e = s->write ? dh_store_get_key(s->store, key, all, &m, d) : DH_OK;

    if (e == DH_OK && s->write) {
        m = dh_entries_union(all, m, entries, n);
        e = dh_store_put_key(s->store, key, 0, all, m, d);
    }
    return e == DH_OK && s->look ? push(s->c, key, entries, n, d) : e;
}

enum dh_err dh_captions_settle(struct dh_captions *c, struct dh_store *store, bool write, bool look,
                               struct dh_detail *d)
{
    struct settling s = { c, store, store && write, look };
    uint64_t r[2], key = 0, entries[DH_ENTRIES_MAX];
    unsigned n = 0;
    enum dh_err e = dh_count_sort(c->runs, d);

    while (e == DH_OK && (e = dh_count_next(c->runs, r, d)) == DH_OK) {
        if (n && r[0] != key) {
            e = settle_run(&s, key, entries, n, d);
            n = 0;
        }
        key = r[0];
        if (n < DH_ENTRIES_MAX && (n == 0 || r[1] != entries[n - 1]))
            entries[n++] = r[1];
    }
    if (e == DH_END)
        e = n ? settle_run(&s, key, entries, n, d) : DH_OK;
    if (e == DH_OK && store && look)
        e = dh_store_each_key(store, range, push_stored, c, d);
    dh_count_free(c->runs);
    c->runs = NULL;
    fit(c);
    return e;
}

/* ---- Looking up -------------------------------------------------------------------------------
 */

/* Another story that holds runs of the passage at hand. */
struct other {
    uint64_t story;
    unsigned runs, last; /* of its runs; the one that was seen last */
};

struct others {
    struct other one[STORIES];
    unsigned n;
};

static void meet(struct others *o, uint64_t story, unsigned probe)
{
    for (unsigned i = 0; i < o->n; i++) {
        if (o->one[i].story != story)
            continue;
        o->one[i].runs += o->one[i].last != probe; /* once a run */
        o->one[i].last = probe;
        return;
    }
    if (o->n == STORIES)
        return;
    o->one[o->n++] = (struct other){ story, 1, probe };
}

static size_t find(const struct dh_captions *c, uint64_t key)
{
    size_t lo = 0, hi = c->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (c->pairs[2 * mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Whether captions of enough other stories contain the passage. */
static bool is_caption(const struct dh_captions *c, struct dh_str s, bool looks, uint64_t self,
                       const struct dh_stories *stories)
{
    uint64_t key[RUNS];
    size_t n = runs_of(s, key);
    struct others o = { .n = 0 };
    unsigned probes = 0, have = 0;

    for (size_t k = 0; k < n && probes < DH_CAPTION_PROBES && key[k] <= c->bound; k++) {
        probes++;
        for (size_t i = find(c, key[k]); i < c->n && c->pairs[2 * i] == key[k]; i++) {
            uint64_t story = dh_stories_fold(stories, c->pairs[2 * i + 1]);
            if (story != self)
                meet(&o, story, probes);
        }
    }
    if (probes < PROBES_LEAST)
        return false;
    for (unsigned i = 0; i < o.n; i++)
        have += 100 * o.one[i].runs >= DH_CAPTION_PERCENT * probes;
    return have >= (looks ? 1 : OTHERS);
}

/* What may be a caption nobody told: a short paragraph. */
static bool is_passage(const struct dh_page *page, size_t i)
{
    const struct dh_fragment *f = &page->fragments[i];
    return f->kind == DH_STORY && f->role != DH_ROLE_HEADING && f->n <= BYTES;
}

void dh_captions_strike(const struct dh_captions *c, struct dh_page *page,
                        const struct dh_stories *stories)
{
    if (c->n == 0)
        return;
    uint64_t title = dh_words_key(0, page->field[DH_FIELD_TITLE]);
    uint64_t self = dh_stories_fold(stories, page->identity.high);
    size_t first = 0, prose = 0;

    for (size_t i = 0; i < page->n_fragments; i++)
        prose += page->fragments[i].kind == DH_STORY && page->fragments[i].looks & DH_LOOKS_PROSE;
    while (first < page->n_fragments && page->fragments[first].kind != DH_STORY)
        first++;
    for (size_t i = first; i < page->n_fragments; i++) {
        const struct dh_fragment *f = &page->fragments[i];
        bool looks = f->looks & DH_LOOKS_CAPTION;
        /* The line that opens a scraped text is its headline; the last sentence its story. */
        if ((i == first && page->unit != DH_UNIT_BLOCK) ||
            (f->looks & DH_LOOKS_PROSE && prose < 2) || !is_passage(page, i) ||
            !is_caption(c, dh_page_fragment(page, i), looks, self, stories) ||
            (title && dh_words_key(0, dh_page_fragment(page, i)) == title))
            continue;
        prose -= (f->looks & DH_LOOKS_PROSE) != 0;
        dh_page_strike(page, i, DH_CAPTION, DH_STR("corpus.caption"));
    }
}
