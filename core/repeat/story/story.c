/* SPDX-License-Identifier: MIT */
#include "repeat/story/story.h"

#include <string.h>

#include "base/err.h"
#include "repeat/story/storyset.h"
#include "state/entries.h"

enum { STORY_BYTES = 46 /* of a story in the arrays of dh_stories */ };

/* ---- Adding -----------------------------------------------------------------------------------
 */

enum dh_err dh_stories_new(struct dh_stories **out, const struct dh_allocator *m, size_t max_bytes,
                           const char *tmp)
{
    struct dh_stories *s = dh_mem_zeroed(m, 1, sizeof *s);
    if (!s)
        return DH_ENOMEM;
    s->mem = m;
    s->max_bytes = max_bytes;
    s->tmp = tmp;
    dh_buf_init(&s->one, m, SIZE_MAX / 2);
    dh_buf_init(&s->two, m, SIZE_MAX / 2);
    enum dh_err e = dh_storyfile_new(&s->file, m, tmp);
    if (e) {
        dh_stories_free(s);
        return e;
    }
    *out = s;
    return DH_OK;
}

void dh_stories_free(struct dh_stories *s)
{
    if (!s)
        return;
    dh_storyfile_free(s->file);
    dh_sketchfile_free(s->sketches);
    dh_buf_release(&s->one);
    dh_buf_release(&s->two);
    dh_mem_free(s->mem, s->rank);
    dh_mem_free(s->mem, s->order);
    dh_mem_free(s->mem, s->high);
    dh_mem_free(s->mem, s->root);
    dh_mem_free(s->mem, s->fold);
    dh_mem_free(s->mem, s->sites);
    dh_mem_free(s->mem, s->winners);
    dh_mem_free(s->mem, s->flag);
    dh_mem_free(s->mem, s->by_number);
    dh_mem_free(s->mem, s);
}

void dh_stories_spread(struct dh_stories *s, const struct dh_spread *spread)
{
    s->spread = *spread;
    if (s->spread.n > DH_SPREAD_MAX)
        s->spread.n = DH_SPREAD_MAX;
}

static enum dh_err note_number(struct dh_stories *s, uint32_t number, struct dh_detail *d)
{
    while (s->n_numbers <= number) {
        void *array = s->by_number;
        if (s->n_numbers == s->cap_numbers &&
            !dh_mem_grow(s->mem, &array, &s->cap_numbers, sizeof *s->by_number))
            return dh_no_memory(d);
        s->by_number = array;
        s->by_number[s->n_numbers++] = DH_STORY_NONE;
    }
    s->by_number[number] = dh_storyfile_count(s->file);
    return DH_OK;
}

enum dh_err dh_stories_add(struct dh_stories *s, const struct dh_story *story, struct dh_detail *d)
{
    enum dh_err e = story->number != DH_STORY_OLD ? note_number(s, story->number, d) : DH_OK;
    return e ? e : dh_storyfile_add(s->file, story, d);
}

static enum dh_err add_keys(struct dh_stories *s, struct dh_count *c,
                            uint64_t (*key)(const struct dh_story *story), struct dh_detail *d)
{
    struct dh_story story;
    uint32_t n = dh_storyfile_count(s->file);
    enum dh_err e = dh_storyfile_done(s->file, d);
    for (uint32_t i = 0; e == DH_OK && i < n; i++) {
        e = dh_storyfile_numbers(s->file, i, &story, d);
        if (e == DH_OK && story.number != DH_STORY_OLD)
            e = dh_count_add(c, (uint64_t[]){ key(&story), i }, d);
    }
    return e == DH_OK ? dh_count_sort(c, d) : e;
}

enum dh_err dh_stories_each_new(struct dh_stories *s, uint64_t (*key)(const struct dh_story *story),
                                enum dh_err (*each)(void *self, const struct dh_story *story,
                                                    struct dh_detail *d),
                                void *self, struct dh_detail *d)
{
    struct dh_count *c = NULL;
    struct dh_story story;
    uint64_t r[2];
    enum dh_err e = dh_count_new(&c, s->mem, 2, s->max_bytes / 2, s->tmp);

    if (e == DH_OK)
        e = add_keys(s, c, key, d);
    while (e == DH_OK && (e = dh_count_next(c, r, d)) == DH_OK) {
        e = dh_storyfile_read(s->file, (uint32_t)r[1], &s->one, &story, d);
        if (e == DH_OK)
            e = each(self, &story, d);
    }
    dh_count_free(c);
    return e == DH_END ? DH_OK : e;
}

/* ---- Settling ----------------------------------------------------------------------------------
 */

static enum dh_err make_arrays(struct dh_stories *s, struct dh_detail *d)
{
    /* What the arrays take is missing for sorting, but half is left for it. */
    s->n = dh_storyfile_count(s->file);
    size_t arrays = (s->n + 1) * STORY_BYTES, least = s->max_bytes / 2;
    s->sort_bytes = s->max_bytes > arrays + least ? s->max_bytes - arrays : least;
    s->order = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->order);
    s->high = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->high);
    s->root = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->root);
    s->flag = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->flag);
    s->rank = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->rank);
    if (!s->order || !s->rank || !s->high || !s->root || !s->flag)
        return dh_no_memory(d);
    return DH_OK;
}

/* The key of the order: identity, label, batch before state, order of adding. What is equal up to
 * the last differs in nothing that anybody can see. */
static enum dh_err add_order(struct dh_stories *s, struct dh_count *c, struct dh_detail *d)
{
    struct dh_story story;
    for (uint32_t i = 0; i < s->n; i++) {
        enum dh_err e = dh_storyfile_numbers(s->file, i, &story, d);
        uint64_t old = story.number == DH_STORY_OLD;
        if (e == DH_OK)
            e = dh_count_add(c,
                             (uint64_t[]){ story.page.high, story.page.low, story.label,
                                           old << 33 | (uint64_t)story.written << 32 | i },
                             d);
        if (e)
            return e;
    }
    return dh_count_sort(c, d);
}

static enum dh_err set_order(struct dh_stories *s, struct dh_detail *d)
{
    struct dh_count *c = NULL;
    uint64_t r[4], last[4] = { 0 };
    uint32_t rank = 0, first = 0; /* first: of the same page and label */
    enum dh_err e = dh_count_new(&c, s->mem, 4, s->sort_bytes, s->tmp);

    if (e == DH_OK)
        e = add_order(s, c, d);
    for (; e == DH_OK && (e = dh_count_next(c, r, d)) == DH_OK; rank++) {
        bool old = r[3] >> 33 & 1, page = rank && r[0] == last[0] && r[1] == last[1];
        s->order[rank] = (uint32_t)r[3];
        s->high[rank] = r[0];
        s->root[rank] = page ? s->root[rank - 1] : rank; /* the same page is one story */
        s->flag[rank] = (r[3] >> 32 & 1 ? DH_STORY_WRITTEN : 0) | (page ? DH_STORY_COPY : 0);
        if (!page || r[2] != last[2])
            first = rank;
        if (old && first < rank) { /* the state knows a page of the batch */
            s->flag[rank] |= DH_STORY_SHADOW;
            for (uint32_t i = rank; i > first; i--)
                s->flag[i - 1] |= s->flag[rank] & DH_STORY_WRITTEN;
        }
        memcpy(last, r, sizeof last);
    }
    dh_count_free(c);
    return e == DH_END ? DH_OK : e;
}

/* by_number holds orders of adding until here, ranks from here on. */
static void set_numbers(struct dh_stories *s)
{
    for (uint32_t r = 0; r < s->n; r++)
        s->rank[s->order[r]] = r;
    for (size_t i = 0; i < s->n_numbers; i++)
        if (s->by_number[i] != DH_STORY_NONE)
            s->by_number[i] = s->rank[s->by_number[i]];
}

enum dh_err dh_stories_settle(struct dh_stories *s, struct dh_detail *d)
{
    enum dh_err e = dh_storyfile_done(s->file, d);
    if (e == DH_OK)
        e = make_arrays(s, d);
    if (e == DH_OK)
        e = set_order(s, d);
    if (e == DH_OK) {
        set_numbers(s);
        e = dh_stories_match(s, d);
    }
    if (e == DH_OK)
        e = dh_stories_part(s, d);
    dh_sketchfile_free(s->sketches);
    s->sketches = NULL;
    if (e == DH_OK)
        e = dh_stories_join_urls(s, d);
    return e == DH_OK ? dh_stories_elect(s, d) : e;
}

/* ---- Results ----------------------------------------------------------------------------------
 */

/* Where the first of the pages is whose upper bits are these, or larger: they are hashes, so it is
 * not far from where they would be if these lay evenly. */
static void narrow(const struct dh_stories *s, uint64_t upper, size_t *lo, size_t *hi)
{
    uint64_t bits = 64 - DH_ENTRY_SPARE;
    size_t at = (size_t)((upper >> (bits - 32)) * s->n >> 32), step = 8;

    *lo = 0;
    *hi = s->n;
    if (s->n == 0)
        return;
    if (s->high[at] >> DH_ENTRY_SPARE < upper) {
        for (*lo = at + 1; *lo + step < s->n; step *= 2) {
            if (s->high[*lo + step] >> DH_ENTRY_SPARE >= upper) {
                *hi = *lo + step;
                return;
            }
            *lo += step + 1;
        }
        return;
    }
    for (*hi = at; *hi >= step; step *= 2) {
        if (s->high[*hi - step] >> DH_ENTRY_SPARE < upper) {
            *lo = *hi - step + 1;
            return;
        }
        *hi -= step;
    }
}

/* The first page whose upper bits are these; false: there is none. */
static bool find(const struct dh_stories *s, uint64_t upper, size_t *rank)
{
    size_t lo, hi;
    narrow(s, upper, &lo, &hi);
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (s->high[mid] >> DH_ENTRY_SPARE < upper)
            lo = mid + 1;
        else
            hi = mid;
    }
    *rank = lo;
    return lo < s->n && s->high[lo] >> DH_ENTRY_SPARE == upper;
}

uint64_t dh_stories_fold(const struct dh_stories *s, uint64_t high)
{
    size_t rank;
    high >>= DH_ENTRY_SPARE;
    const uint32_t *root = s->fold ? s->fold : s->root;
    return find(s, high, &rank) ? s->high[root[rank]] : high << DH_ENTRY_SPARE;
}

bool dh_stories_know(const struct dh_stories *s, uint64_t high)
{
    size_t rank;
    return find(s, high >> DH_ENTRY_SPARE, &rank);
}
