/* SPDX-License-Identifier: MIT */
/* Before stories are compared, what those of a site have in common is taken off their sketches
 * (template.h); and the keys by which what is left of them meets. */
#include "base/err.h"
#include "repeat/storyset.h"
#include "repeat/template.h"

/* ---- Sketches ---------------------------------------------------------------------------------
 */

/* The sketch as it was added; *has: there is one. */
static enum dh_err original(struct dh_stories *s, uint32_t rank, struct dh_sketch *out, bool *has,
                            struct dh_detail *d)
{
    struct dh_story story;
    enum dh_err e = dh_stories_read(s, rank, &s->one, &story, d);
    *has = e == DH_OK && story.sketch.n > 0;
    if (*has && dh_sketch_unpack(story.sketch, out))
        e = dh_fail(d, DH_EDATA, 0, "a story's sketch is damaged");
    return e;
}

/* ---- Keys -------------------------------------------------------------------------------------
 */

/* The smallest shingle of each bin; UINT64_MAX where a bin is empty. */
static void fill_bins(const struct dh_sketch *k, uint64_t bin[DH_STORY_BINS])
{
    for (unsigned i = 0; i < DH_STORY_BINS; i++)
        bin[i] = UINT64_MAX;
    for (unsigned i = k->n_shingles; i-- > 0;)
        bin[k->shingle[i] % DH_STORY_BINS] = k->shingle[i];
}

/* Keys of a story: (bin's smallest shingle, the next bin's, rank, sign). The bin is the shingle's
 * low bits. */
static enum dh_err add_keys(struct dh_count *keys, const struct dh_sketch *k, uint32_t rank,
                            struct dh_detail *d)
{
    uint64_t bin[DH_STORY_BINS], sign = dh_sketch_sign(k);
    enum dh_err e = DH_OK;

    fill_bins(k, bin);
    for (unsigned i = 0; e == DH_OK && i < DH_STORY_BINS; i++)
        if (bin[i] != UINT64_MAX)
            e = dh_count_add(keys, (uint64_t[]){ bin[i], bin[(i + 1) % DH_STORY_BINS], rank, sign },
                             d);
    return e;
}

/* ---- Site by site -----------------------------------------------------------------------------
 */

/* The stories rank[0..n) of one site: finds what they have in common, and keeps their sketches less
 * that, and keys of these. The sample is the first by rank, which is by hash. */
static enum dh_err strip_site(struct dh_stories *s, struct dh_template *t, const uint32_t *rank,
                              size_t n, bool is_site, struct dh_count *keys, struct dh_detail *d)
{
    struct dh_sketch k;
    enum dh_err e = DH_OK;
    bool has;

    dh_template_reset(t);
    for (size_t i = 0; e == DH_OK && is_site && n >= DH_TEMPLATE_MIN && i < n; i++) {
        if (i == DH_TEMPLATE_SAMPLE)
            break;
        e = original(s, rank[i], &k, &has, d);
        if (e == DH_OK && has)
            dh_template_add(t, &k);
    }
    dh_template_settle(t);
    for (size_t i = 0; e == DH_OK && i < n; i++) {
        e = original(s, rank[i], &k, &has, d);
        if (e || !has)
            continue;
        dh_template_strip(t, &k);
        e = dh_sketchfile_add(s->sketches, rank[i], &k, d);
        if (e == DH_OK)
            e = add_keys(keys, &k, rank[i], d);
    }
    return e;
}

static enum dh_err by_site(struct dh_stories *s, struct dh_count **out, struct dh_detail *d)
{
    struct dh_story story;
    enum dh_err e = dh_count_new(out, s->mem, 2, s->sort_bytes / 4, s->tmp);
    if (e)
        return dh_no_memory(d);
    for (uint32_t i = 0; e == DH_OK && i < s->n; i++) {
        uint32_t r = s->rank[i];
        if (s->root[r] != r) /* another copy of the same page */
            continue;
        e = dh_storyfile_numbers(s->file, i, &story, d);
        if (e == DH_OK)
            e = dh_count_add(*out, (uint64_t[]){ story.site, r }, d);
    }
    return e ? e : dh_count_sort(*out, d);
}

/* Keys of all stories, site by site. */
enum dh_err dh_stories_keys(struct dh_stories *s, struct dh_count *keys, struct dh_detail *d)
{
    struct dh_template *t = NULL;
    struct dh_count *c = NULL;
    uint32_t *rank = NULL;
    size_t n = 0, cap = 0;
    uint64_t r[2], last = 0;
    enum dh_err e = dh_template_new(&t, s->mem);

    if (e == DH_OK)
        e = dh_sketchfile_new(&s->sketches, s->mem, s->n, s->tmp);
    e = e ? dh_no_memory(d) : by_site(s, &c, d);
    while (e == DH_OK && (e = dh_count_next(c, r, d)) == DH_OK) {
        void *array = rank;
        if (n && r[0] != last) {
            e = strip_site(s, t, rank, n, last != 0, keys, d);
            n = 0;
        }
        if (e == DH_OK && n == cap && !dh_mem_grow(s->mem, &array, &cap, sizeof *rank))
            e = dh_no_memory(d);
        if (e)
            break;
        rank = array;
        rank[n++] = (uint32_t)r[1];
        last = r[0];
    }
    if (e == DH_END)
        e = n ? strip_site(s, t, rank, n, last != 0, keys, d) : DH_OK;
    dh_mem_free(s->mem, rank);
    dh_count_free(c);
    dh_template_free(t);
    if (e == DH_OK)
        e = dh_sketchfile_done(s->sketches, d);
    return e ? e : dh_count_sort(keys, d);
}
