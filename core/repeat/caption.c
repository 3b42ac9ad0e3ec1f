/* SPDX-License-Identifier: MIT */
#include "repeat/caption.h"

#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/wire.h"
#include "repeat/count/count.h"
#include "repeat/count/runindex.h"
#include "repeat/count/sighting.h"
#include "repeat/story/story.h"
#include "repeat/words/sort64.h"
#include "repeat/words/words.h"
#include "state/store.h"

enum {
    RUNS = DH_CAPTION_MOST,
    PROBES_LEAST = 3, /* runs that can be looked up; of fewer nothing is said */
    OTHERS = 2,       /* stories with the caption; one is enough when the passage looks like one */
    STORIES = 64,     /* distinct ones that a passage is held against */
    WIDE_STOPS = 0x3000 /* from here on no blank follows a stop */
};

/* Keys of runs have these bits set: a range of the state, which fragments of sites hit once in
 * 4,096 times; those have a site. */
static const uint64_t range = (uint64_t)0xFFF << 52;

struct dh_captions {
    const struct dh_allocator *mem;
    const char *tmp;
    struct dh_count *runs;     /* key, entry */
    struct dh_runindex *index; /* of the batch and the state; NULL before settling */
};

enum dh_err dh_captions_new(struct dh_captions **out, const struct dh_allocator *m,
                            size_t max_bytes, const char *tmp)
{
    struct dh_captions *c = dh_mem_zeroed(m, 1, sizeof *c);
    if (!c)
        return DH_ENOMEM;
    c->mem = m;
    c->tmp = tmp;
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
    dh_runindex_free(c->index);
    dh_mem_free(c->mem, c);
}

/* ---- Runs of words ----------------------------------------------------------------------------
 */

static inline uint64_t hash_run(const struct dh_word *word, unsigned run)
{
    uint64_t h = dh_hash_mix(word[0].hash);
    for (unsigned i = 1; i < run; i++)
        h = dh_hash_mix(h * 31 + word[i].hash);
    return h;
}

/* Whether what stands between two words ends a sentence. */
static bool ends_sentence(struct dh_str between)
{
    bool stop = false;
    for (size_t at = 0; at < between.n;) {
        uint32_t cp;
        at += dh_utf8_get(between, at, &cp);
        stop |= dh_utf8_stop(cp);
        if (stop && (cp >= WIDE_STOPS || dh_utf8_class(cp) & DH_C_SPACE))
            return true;
    }
    return false;
}

/* The word that begins the second sentence; a few words before a stop are a place, a name or a
 * title. words: there is none. */
static size_t second_sentence(struct dh_str text, const struct dh_word *word, size_t words)
{
    for (size_t i = DH_CAPTION_LEAST; i < words; i++) {
        size_t end = word[i - 1].at + word[i - 1].n, between = word[i].at - end;
        if (between == 1 && !word[i].wide) /* as between most words */
            continue;
        size_t least = DH_CAPTION_LEAST * (word[i].wide ? 2 : 1);
        if (i >= least && between != (word[i].wide ? 0 : 1) &&
            ends_sentence(dh_str_sub(text, end, between)))
            return i;
    }
    return words;
}

enum { SHORT = DH_CAPTION_RUN, LONG = 2 * DH_CAPTION_RUN };

/* The key of a run by its hash; again: it begins behind the first sentence. */
static inline uint64_t key_of(uint64_t h, bool again)
{
    return range | (again ? dh_hash_mix(h + 1) : h) >> 12;
}

/* The keys of the runs where all words have spaces between them, as in most texts. */
static size_t hash_short(const struct dh_word *word, size_t words, size_t second,
                         uint64_t key[RUNS + 1])
{
    if (words < DH_CAPTION_LEAST)
        return 0;
    size_t n = words - (SHORT - 1), first = n < second ? n : second;
    uint64_t hash[RUNS + SHORT] DH_NOT_CLEARED;
    _Static_assert(SHORT == 4, "runs of so many are hashed");
    n = n <= RUNS ? n : RUNS + 1;
    for (size_t i = 0; i < n + SHORT - 1; i++)
        hash[i] = word[i].hash;
    dh_hash_fours(hash, n, key);
    for (size_t i = 0; i < n && i < first; i++)
        key[i] = key_of(key[i], false);
    for (size_t i = first; i < n; i++)
        key[i] = key_of(key[i], true);
    return n;
}

/* The same where some are characters of scripts without. */
static size_t hash_mixed(const struct dh_word *word, size_t words, size_t second,
                         uint64_t key[RUNS + 1])
{
    unsigned wide = 0, run = SHORT;
    size_t n = 0;

    for (size_t at = 0; at < words && n <= RUNS; at++) {
        wide += word[at].wide;
        run = 2 * wide > at ? LONG : SHORT;
        if (at + 1 >= run)
            key[n++] = key_of(hash_run(word + at + 1 - run, run), at + 1 - run >= second);
    }
    return words < DH_CAPTION_LEAST * (run / DH_CAPTION_RUN) ? 0 : n;
}

/* The keys of the runs of n words, in their order; RUNS + 1 of them when there are too many. wide:
 * some are characters of scripts without spaces. */
static size_t hash_runs(struct dh_str text, const struct dh_word *word, size_t words, bool wide,
                        uint64_t key[RUNS + 1])
{
    _Static_assert((int)DH_CAPTION_CUT - (LONG - 1) > RUNS, "too many, whichever they are");
    if (words >= DH_CAPTION_CUT)
        return RUNS + 1;
    const size_t second = second_sentence(text, word, words);
    return wide ? hash_mixed(word, words, second, key) : hash_short(word, words, second, key);
}

/* Sorts the `keep` smallest of key[0..n) to the front, each once, and answers how many they are.
 * What is surely none of them, as hashes lie, is left out of the sorting. */
static size_t keep_smallest(uint64_t *key, size_t n, size_t keep)
{
    uint64_t few[RUNS + 1] DH_NOT_CLEARED;
    size_t near = keep + keep / 2 + 1, k = 0;

    if (near < n) {
        uint64_t limit = range | (~range / n * near);
        for (size_t i = 0; i < n; i++) {
            few[k] = key[i];
            k += key[i] <= limit;
        }
        k = dh_sort64_unique(few, k);
    }
    if (k >= keep) {
        memcpy(key, few, keep * sizeof *key);
        return keep;
    }
    n = dh_sort64_unique(key, n);
    return n < keep ? n : keep;
}

/* The `keep` smallest keys of the runs of n words, sorted, each once; none when they are too few or
 * too many for a caption. key has room for RUNS + 1. */
static size_t runs_of(struct dh_str text, const struct dh_word *word, size_t words, bool wide,
                      uint64_t *key, size_t keep)
{
    size_t n = hash_runs(text, word, words, wide, key);
    return n > RUNS ? 0 : keep_smallest(key, n, keep);
}

void dh_captions_count(const struct dh_page *page, struct dh_buf *out)
{
    uint64_t key[RUNS + 1] DH_NOT_CLEARED;
    struct dh_word word[DH_CAPTION_CUT] DH_NOT_CLEARED;

    for (size_t i = 0; i < page->n_fragments; i++) {
        struct dh_words w = { .s = dh_page_fragment(page, i) };
        if (page->fragments[i].kind != DH_CAPTION || w.s.n > DH_CAPTION_BYTES)
            continue;
        size_t words = dh_words_cut(&w, word, DH_LEN(word));
        size_t n = runs_of(w.s, word, words, w.wide > 0, key, RUNS);
        for (size_t k = 0; k < n; k++)
            dh_wire_put64(out, key[k]);
    }
}

enum dh_err dh_captions_take(struct dh_captions *c, struct dh_hash128 page, struct dh_str counted,
                             struct dh_detail *d)
{
    struct dh_wire w = { counted, false };
    uint64_t entry = dh_sighting_pack(page.high, (struct dh_sighting){ .slot = DH_SEEN_STRUCK });
    enum dh_err e = DH_OK;

    while (e == DH_OK && w.rest.n) {
        uint64_t key = range | dh_wire_get64(&w);
        e = dh_count_add(c->runs, (uint64_t[]){ key, entry }, d);
    }
    return e;
}

/* ---- The index --------------------------------------------------------------------------------
 */

/* One run of the batch, read ahead: its key and the pages that hold it. */
struct batch {
    struct dh_count *runs;
    uint64_t key, entries[DH_ENTRIES_MAX];
    unsigned n; /* 0: behind the last */
    uint64_t next[2];
    bool have_next;
};

static enum dh_err next_run(struct batch *b, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    b->n = 0;
    for (;; b->have_next = false) {
        if (!b->have_next)
            e = dh_count_next(b->runs, b->next, d);
        b->have_next = e == DH_OK;
        if (e)
            return e == DH_END ? DH_OK : e;
        if (b->n && b->next[0] != b->key)
            return DH_OK;
        b->key = b->next[0];
        if (b->n < DH_ENTRIES_MAX && (b->n == 0 || b->next[1] != b->entries[b->n - 1]))
            b->entries[b->n++] = b->next[1];
    }
}

/* Brings the batch into the store. */
static enum dh_err write_runs(struct batch *b, struct dh_store *store, struct dh_detail *d)
{
    uint64_t all[DH_ENTRIES_MAX];
    struct dh_key_row row = { .entries = all };
    enum dh_err e = next_run(b, d);

    while (e == DH_OK && b->n) {
        row.key = b->key;
        e = dh_store_get_key(store, b->key, all, &row.n, d);
        row.n = dh_entries_union(all, row.n, b->entries, b->n);
        if (e == DH_OK)
            e = dh_store_put_key(store, &row, d);
        if (e == DH_OK)
            e = next_run(b, d);
    }
    return e;
}

/* The index is made of two sequences of ascending keys, the batch's and the store's. */
struct merging {
    struct dh_runindex *index;
    struct batch *batch;
};

static enum dh_err take_batch(struct merging *m, struct dh_detail *d)
{
    struct batch *b = m->batch;
    enum dh_err e = dh_runindex_add(m->index, b->key, b->entries, b->n, d);
    return e ? e : next_run(b, d);
}

static enum dh_err take_stored(void *self, const struct dh_key_row *row, struct dh_detail *d)
{
    struct merging *m = self;
    struct batch *b = m->batch;
    uint64_t all[DH_ENTRIES_MAX];
    enum dh_err e = DH_OK;

    if (row->site)
        return DH_OK;
    while (e == DH_OK && b->n && b->key < row->key)
        e = take_batch(m, d);
    if (e || b->n == 0 || b->key != row->key)
        return e ? e : dh_runindex_add(m->index, row->key, row->entries, row->n, d);
    memcpy(all, row->entries, row->n * sizeof *all);
    unsigned n = dh_entries_union(all, row->n, b->entries, b->n);
    e = dh_runindex_add(m->index, row->key, all, n, d);
    return e ? e : next_run(b, d);
}

static enum dh_err make_index(struct dh_captions *c, struct batch *b, struct dh_store *store,
                              struct dh_detail *d)
{
    uint64_t expected = store ? DH_RUNINDEX_PAIRS : dh_count_records(c->runs);
    if (dh_runindex_new(&c->index, c->mem, range, expected, c->tmp))
        return dh_no_memory(d);
    struct merging m = { c->index, b };
    enum dh_err e = store ? dh_store_each_key(store, range, take_stored, &m, d) : DH_OK;
    while (e == DH_OK && b->n)
        e = take_batch(&m, d);
    return e ? e : dh_runindex_done(c->index, d);
}

enum dh_err dh_captions_settle(struct dh_captions *c, struct dh_store *store, bool write, bool look,
                               struct dh_detail *d)
{
    struct batch b = { .runs = c->runs };
    enum dh_err e = dh_count_sort(c->runs, d);

    if (e == DH_OK)
        e = store && write ? write_runs(&b, store, d) : next_run(&b, d);
    if (e == DH_OK && look)
        e = make_index(c, &b, store, d);
    dh_count_free(c->runs);
    c->runs = NULL;
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

/* A passage by what it is looked up. */
struct passage {
    uint32_t fragment, n;
    uint64_t key[DH_CAPTION_PROBES];
};

void dh_captions_passage(uint32_t fragment, struct dh_str text, const struct dh_word *word,
                         size_t n, bool wide, struct dh_buf *out)
{
    uint64_t key[RUNS + 1] DH_NOT_CLEARED;
    size_t keys = runs_of(text, word, n, wide, key, DH_CAPTION_PROBES);
    if (keys < PROBES_LEAST)
        return;
    dh_wire_put32(out, fragment);
    dh_wire_put32(out, (uint32_t)keys);
    for (size_t k = 0; k < keys; k++)
        dh_wire_put64(out, key[k]);
}

/* The next of a page's passages; false: there is none, or it cannot be read. */
static bool next_passage(struct dh_wire *w, struct passage *p)
{
    if (!w->rest.n)
        return false;
    p->fragment = dh_wire_get32(w);
    p->n = dh_wire_get32(w);
    for (uint32_t k = 0; k < p->n && k < DH_CAPTION_PROBES; k++)
        p->key[k] = dh_wire_get64(w);
    return !w->bad && p->n <= DH_CAPTION_PROBES;
}

static bool is_enough(unsigned runs, unsigned of)
{
    return 100 * runs >= DH_CAPTION_PERCENT * of;
}

/* The runs of the passage, smallest first, that the index would hold. */
static unsigned count_probes(const struct dh_captions *c, const struct passage *p)
{
    unsigned n = 0;
    while (n < p->n && p->key[n] <= dh_runindex_bound(c->index))
        n++;
    return n;
}

/* Whether captions of enough other stories contain the passage. Most are no caption, and looked up
 * until so many runs stand nowhere that no story can hold enough of them. */
static enum dh_err is_caption(const struct dh_captions *c, const struct passage *p, bool looks,
                              uint64_t self, const struct dh_stories *stories, bool *is,
                              struct dh_detail *d)
{
    uint64_t entries[DH_ENTRIES_MAX] DH_NOT_CLEARED;
    struct others o DH_NOT_CLEARED;
    unsigned probes = count_probes(c, p), nowhere = 0, have = 0, found;

    o.n = 0;
    *is = false;
    if (probes < PROBES_LEAST)
        return DH_OK;
    for (unsigned k = 0; k < probes; k++)
        dh_runindex_ahead(c->index, p->key[k]);
    for (unsigned k = 0; k < probes; k++) {
        enum dh_err e = dh_runindex_get(c->index, p->key[k], entries, &found, d);
        nowhere += found == 0;
        if (e || !is_enough(probes - nowhere, probes))
            return e;
        for (unsigned i = 0; i < found; i++) {
            uint64_t story = dh_stories_fold(stories, entries[i]);
            if (story != self)
                meet(&o, story, k);
        }
    }
    for (unsigned i = 0; i < o.n; i++)
        have += is_enough(o.one[i].runs, probes);
    *is = have >= (looks ? 1 : OTHERS);
    return DH_OK;
}

bool dh_captions_is_passage(const struct dh_fragment *f)
{
    return f->kind == DH_STORY && f->role != DH_ROLE_HEADING && f->n <= DH_CAPTION_BYTES;
}

static bool is_title(const struct dh_page *page, size_t i)
{
    uint64_t title = dh_words_key(0, page->field[DH_FIELD_TITLE]);
    return title && dh_words_key(0, dh_page_fragment(page, i)) == title;
}

enum dh_err dh_captions_strike(const struct dh_captions *c, struct dh_page *page,
                               const struct dh_stories *stories, struct dh_detail *d)
{
    if (dh_runindex_count(c->index) == 0)
        return DH_OK;
    struct dh_wire passages = { page->passages, false };
    struct passage p;
    uint64_t self = dh_stories_fold(stories, page->identity.high);
    size_t first = 0, prose = 0;
    bool caption;

    for (size_t i = 0; i < page->n_fragments; i++)
        prose += page->fragments[i].kind == DH_STORY && page->fragments[i].looks & DH_LOOKS_PROSE;
    while (first < page->n_fragments && page->fragments[first].kind != DH_STORY)
        first++;
    while (next_passage(&passages, &p)) {
        size_t i = p.fragment;
        if (i >= page->n_fragments)
            break;
        const struct dh_fragment *f = &page->fragments[i];
        bool looks = f->looks & DH_LOOKS_CAPTION;
        /* The line that opens a scraped text is its headline; the last sentence its story. */
        if ((i == first && page->unit != DH_UNIT_BLOCK) ||
            (f->looks & DH_LOOKS_PROSE && prose < 2) || !dh_captions_is_passage(f))
            continue;
        enum dh_err e = is_caption(c, &p, looks, self, stories, &caption, d);
        if (e)
            return e;
        if (!caption || is_title(page, i))
            continue;
        prose -= (f->looks & DH_LOOKS_PROSE) != 0;
        dh_page_strike(page, i, DH_CAPTION, DH_STR("corpus.caption"));
    }
    return DH_OK;
}
