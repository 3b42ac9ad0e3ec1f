/* SPDX-License-Identifier: MIT */
/* Clusters are parted (storyset.h). Each member was found to be one story with some other, not with
 * all: of a report that is carried on from day to day the last has nothing of the first, and must
 * not go as its copy.
 *
 * In the order in which survivors are chosen each member joins the last one that leads and can
 * stand for it, or leads in its turn. LEADERS are asked at the most, so a long chain costs
 * no square; whom none of these can stand for is a story of its own. */
#include "base/err.h"
#include "repeat/story/storyset.h"
#include "repeat/words/near.h"

enum { LEADERS = 64 };

struct leaders {
    struct dh_stories *s;
    uint32_t rank[LEADERS]; /* a ring: the n-th is at n % LEADERS */
    struct dh_sketch sketch[LEADERS], other;
    size_t n; /* of this cluster so far */
};

/* Pages that are in a cluster with another one, as (root, published, longest first, rank): sorted.
 */
static enum dh_err list_pages(struct dh_stories *s, struct dh_count **out, struct dh_detail *d)
{
    bool *shared = dh_mem_zeroed(s->mem, s->n + 1, sizeof *shared);
    enum dh_err e = shared ? dh_count_new(out, s->mem, 4, s->sort_bytes / 4, s->tmp) : DH_ENOMEM;
    struct dh_story story;

    if (e)
        dh_no_memory(d);
    for (uint32_t r = 0; e == DH_OK && r < s->n; r++)
        if (!(s->flag[r] & DH_STORY_COPY) && s->root[r] != r)
            shared[s->root[r]] = true;
    for (uint32_t i = 0; e == DH_OK && i < s->n; i++) {
        uint32_t r = s->rank[i];
        if (s->flag[r] & DH_STORY_COPY || !shared[s->root[r]])
            continue;
        e = dh_storyfile_numbers(s->file, i, &story, d);
        if (e == DH_OK)
            e = dh_count_add(*out,
                             (uint64_t[]){ s->root[r],
                                           (uint64_t)story.published ^ (uint64_t)1 << 63,
                                           UINT32_MAX - story.length, r },
                             d);
    }
    dh_mem_free(s->mem, shared);
    return e ? e : dh_count_sort(*out, d);
}

static enum dh_err add_page(struct leaders *l, uint32_t rank, struct dh_detail *d)
{
    struct dh_stories *s = l->s;
    enum dh_err e = dh_sketchfile_words(s->sketches, rank, &l->other, d);
    size_t last = l->n > LEADERS ? l->n - LEADERS : 0;

    s->root[rank] = rank;
    for (size_t i = l->n; e == DH_OK && i-- > last;) {
        size_t at = i % LEADERS;
        if (dh_sketch_apart(&l->sketch[at], &l->other))
            continue;
        dh_root_join(s->root, l->rank[at], rank);
        return DH_OK;
    }
    size_t at = l->n++ % LEADERS;
    l->rank[at] = rank;
    l->sketch[at] = l->other;
    return e;
}

static enum dh_err part_all(struct leaders *l, struct dh_count *pages, struct dh_detail *d)
{
    struct dh_stories *s = l->s;
    uint64_t r[4], root = UINT64_MAX;
    enum dh_err e;

    while ((e = dh_count_next(pages, r, d)) == DH_OK) {
        l->n = r[0] == root ? l->n : 0;
        root = r[0];
        e = add_page(l, (uint32_t)r[3], d);
        if (e)
            return e;
    }
    for (uint32_t i = 0; i < s->n; i++)
        s->root[i] = s->flag[i] & DH_STORY_COPY ? s->root[i - 1] : dh_root_find(s->root, i);
    return e == DH_END ? DH_OK : e;
}

enum dh_err dh_stories_part(struct dh_stories *s, struct dh_detail *d)
{
    struct leaders *l = dh_mem_zeroed(s->mem, 1, sizeof *l);
    struct dh_count *pages = NULL;
    enum dh_err e = l ? list_pages(s, &pages, d) : dh_no_memory(d);

    if (e == DH_OK) {
        l->s = s;
        e = part_all(l, pages, d);
    }
    dh_count_free(pages);
    dh_mem_free(s->mem, l);
    return e;
}
