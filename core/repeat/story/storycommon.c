/* SPDX-License-Identifier: MIT */
/* Before stories are compared, what those of a site have in common is taken off their sketches
 * (template.h); and the keys by which what is left of them meets. */
#include <stdatomic.h>
#include <string.h>

#include "base/append.h"
#include "base/err.h"
#include "repeat/story/storyset.h"
#include "repeat/story/template.h"

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

enum dh_err dh_stories_shingles(struct dh_stories *s, uint32_t rank, struct dh_sketch *k,
                                struct dh_detail *d)
{
    struct dh_sketch whole;
    bool has;
    enum dh_err e = original(s, rank, &whole, &has, d);
    return e || !has ? e : dh_sketchfile_shingles(s->sketches, rank, &whole, k, d);
}

/* ---- Keys -------------------------------------------------------------------------------------
 */

/* Keys of stories before they are sorted. Most stand under one story only, and nobody meets there:
 * these are not sorted. Which they are is told by a bit for the first time a key is seen and one
 * for the second, which may say so of keys that fall on the same bit, too. */
struct dh_stories_bins {
    const struct dh_allocator *mem;
    /* By the process that wrote it; where there is one alone the first is its: */
    struct dh_append file[DH_SPREAD_MAX]; /* what each story has, struct in_bins */
    _Atomic(uint8_t) *once, *more;        /* a bit for each value of mask */
    uint64_t mask;
    bool shared; /* by processes */
    unsigned parts;
};

struct in_bins {
    uint64_t rank, sign, place;    /* the place in s->sketches */
    uint64_t least[DH_STORY_BINS]; /* the smallest shingle; UINT64_MAX where a bin is empty */
};

enum {
    BINS_AT_ONCE = 256, /* stories whose bins are read back together */
    SPREAD_LEAST = 4096 /* stories that are worth processes */
};

static size_t bins_bytes(const struct dh_stories_bins *b)
{
    return (size_t)(b->mask + 1) / 8;
}

static void bins_init(struct dh_stories_bins *b, const struct dh_stories *s)
{
    *b = (struct dh_stories_bins){ .mem = s->mem };
    for (unsigned i = 0; i < DH_SPREAD_MAX; i++)
        dh_append_init(&b->file[i], s->mem, s->tmp, "for stories");
}

/* For n stories; max_bytes for the bits. shared: processes will add to them. */
static enum dh_err bins_begin(struct dh_stories_bins *b, const struct dh_stories *s,
                              size_t max_bytes, bool shared)
{
    uint64_t bytes = 64;
    while (2 * bytes <= max_bytes / 2 && bytes < (uint64_t)s->n * DH_STORY_BINS)
        bytes *= 2;
    b->mask = 8 * bytes - 1;
    b->shared = shared;
    b->once = shared ? dh_mem_shared(2 * bytes) : dh_mem_zeroed(b->mem, bytes, 2);
    b->more = b->once ? b->once + bytes : NULL;
    return b->once ? DH_OK : DH_ENOMEM;
}

static void bins_release(struct dh_stories_bins *b)
{
    for (unsigned i = 0; i < DH_SPREAD_MAX; i++)
        dh_append_release(&b->file[i]);
    if (b->shared)
        dh_mem_unshare(b->once, 2 * bins_bytes(b));
    else
        dh_mem_free(b->mem, b->once);
    b->once = b->more = NULL;
}

/* The bin is the shingle's lowest bits, which say nothing more of it; nor do the highest, since it
 * is among the smallest. */
static uint64_t bit_of(const struct dh_stories_bins *b, uint64_t shingle)
{
    return dh_hash_mix(shingle) & b->mask;
}

/* Whether a bit was set before. Others may set bits at the same time. */
static bool set_bit(_Atomic(uint8_t) *bits, uint64_t bit)
{
    uint8_t mask = (uint8_t)(1 << (bit & 7));
    return atomic_load_explicit(&bits[bit / 8], memory_order_relaxed) & mask ||
           atomic_fetch_or_explicit(&bits[bit / 8], mask, memory_order_relaxed) & mask;
}

static enum dh_err bins_add(struct dh_stories_bins *b, unsigned part, const struct dh_sketch *k,
                            uint32_t rank, uint64_t place, struct dh_detail *d)
{
    struct in_bins in = { .rank = rank, .sign = dh_sketch_sign(k), .place = place };
    uint64_t at;

    for (unsigned i = 0; i < DH_STORY_BINS; i++)
        in.least[i] = UINT64_MAX;
    for (unsigned i = k->n_shingles; i-- > 0;)
        in.least[k->shingle[i] % DH_STORY_BINS] = k->shingle[i];
    for (unsigned i = 0; i < DH_STORY_BINS; i++) { /* asked of memory ahead */
        __builtin_prefetch(&b->once[bit_of(b, in.least[i]) / 8], 1);
        __builtin_prefetch(&b->more[bit_of(b, in.least[i]) / 8]);
    }
    for (unsigned i = 0; i < DH_STORY_BINS; i++) {
        uint64_t bit = bit_of(b, in.least[i]);
        if (in.least[i] != UINT64_MAX && set_bit(b->once, bit))
            set_bit(b->more, bit);
    }
    dh_buf_add(&b->file[part].pending, (struct dh_str){ (const char *)&in, sizeof in });
    return dh_append_took(&b->file[part], sizeof in, &at, d);
}

/* Keys of a story, as dh_stories_bin_keys has them. */
static enum dh_err add_keys(const struct dh_stories_bins *b, const struct in_bins *in,
                            unsigned part, unsigned parts, struct dh_count *keys,
                            struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    for (unsigned i = 0; e == DH_OK && i < DH_STORY_BINS; i++) {
        uint64_t key = in->least[i], hash = dh_hash_mix(key), bit = hash & b->mask;
        if (key != UINT64_MAX && b->more[bit / 8] & 1 << (bit & 7) && (hash >> 32) % parts == part)
            e = dh_count_add(
                keys, (uint64_t[]){ key, in->least[(i + 1) % DH_STORY_BINS], in->rank, in->sign },
                d);
    }
    return e;
}

/* Goes through the bins of all stories: take(self, in). */
static enum dh_err read_bins(const struct dh_stories_bins *b,
                             enum dh_err (*take)(void *self, const struct in_bins *in,
                                                 struct dh_detail *d),
                             void *self, struct dh_detail *d)
{
    struct dh_buf some;
    struct in_bins in;
    enum dh_err e = DH_OK;

    dh_buf_init(&some, b->mem, BINS_AT_ONCE * sizeof in);
    for (unsigned i = 0; e == DH_OK && i < b->parts; i++) {
        const struct dh_append *file = &b->file[i];
        for (uint64_t at = 0; e == DH_OK && at < file->end; at += some.n) {
            uint64_t left = file->end - at, most = BINS_AT_ONCE * sizeof in;
            e = dh_append_read(file, at, (size_t)(left < most ? left : most), &some, d);
            for (size_t k = 0; e == DH_OK && k + sizeof in <= some.n; k += sizeof in) {
                memcpy(&in, some.p + k, sizeof in);
                e = take(self, &in, d);
            }
        }
    }
    dh_buf_release(&some);
    return e;
}

struct taking_keys {
    const struct dh_stories_bins *bins;
    unsigned part, parts;
    struct dh_count *keys;
};

static enum dh_err take_keys(void *self, const struct in_bins *in, struct dh_detail *d)
{
    const struct taking_keys *t = self;
    return add_keys(t->bins, in, t->part, t->parts, t->keys, d);
}

static enum dh_err take_place(void *self, const struct in_bins *in, struct dh_detail *d)
{
    (void)d;
    dh_sketchfile_set_place(self, (uint32_t)in->rank, in->place);
    return DH_OK;
}

enum dh_err dh_stories_bin_keys(const struct dh_stories_bins *b, unsigned part, unsigned parts,
                                struct dh_count *keys, struct dh_detail *d)
{
    struct taking_keys t = { b, part, parts, keys };
    enum dh_err e = read_bins(b, take_keys, &t, d);
    return e ? e : dh_count_sort(keys, d);
}

void dh_stories_bins_free(struct dh_stories_bins *b)
{
    if (!b)
        return;
    bins_release(b);
    dh_mem_free(b->mem, b);
}

/* ---- Site by site -----------------------------------------------------------------------------
 */

/* What sites are gone through with. */
struct stripping {
    struct dh_template *template;
    struct dh_sketch sample[DH_TEMPLATE_SAMPLE], other;
    struct dh_sketch whole;       /* the one that is stripped, as it was */
    bool has[DH_TEMPLATE_SAMPLE]; /* a sketch, as original() says */
    struct dh_stories_bins *bins;
    struct dh_stories *s;
    struct dh_count *sites;          /* site, rank: sorted */
    unsigned part, parts;            /* only the sites of this part */
    uint64_t stories[DH_SPREAD_MAX]; /* of the sites that each part has so far */
};

static enum dh_err keep_stripped(struct dh_stories *s, struct stripping *t, uint32_t rank,
                                 struct dh_sketch *k, struct dh_detail *d)
{
    t->whole.n_shingles = k->n_shingles;
    memcpy(t->whole.shingle, k->shingle, k->n_shingles * sizeof *k->shingle);
    dh_template_strip(t->template, k);
    enum dh_err e = dh_sketchfile_add(s->sketches, rank, k, &t->whole, d);
    uint64_t place = dh_sketchfile_place(s->sketches, rank);
    return e ? e : bins_add(t->bins, t->part, k, rank, place, d);
}

/* The stories rank[0..n) of one site: finds what they have in common, and keeps their sketches less
 * that, and keys of these. The sample is the first by rank, which is by hash. */
static enum dh_err strip_site(struct dh_stories *s, struct stripping *t, const uint32_t *rank,
                              size_t n, uint64_t site, struct dh_detail *d)
{
    bool is_site = site != 0;
    uint32_t bare = is_site && n < DH_TEMPLATE_MIN ? (uint32_t)site | 1 : 0;
    size_t sample = n >= (is_site ? DH_TEMPLATE_MIN : DH_TEMPLATE_SITELESS_MIN) ? n : 0;
    enum dh_err e = DH_OK;

    sample = sample < DH_TEMPLATE_SAMPLE ? sample : DH_TEMPLATE_SAMPLE;
    dh_template_reset(t->template, sample, !is_site);
    for (size_t i = 0; e == DH_OK && i < sample; i++) {
        e = original(s, rank[i], &t->sample[i], &t->has[i], d);
        if (e == DH_OK && t->has[i])
            dh_template_add(t->template, &t->sample[i]);
    }
    dh_template_settle(t->template);
    for (size_t i = 0; e == DH_OK && i < n; i++) {
        struct dh_sketch *k = i < sample ? &t->sample[i] : &t->other;
        bool has = i < sample && t->has[i];
        if (i >= sample)
            e = original(s, rank[i], k, &has, d);
        k->bare = bare;
        if (e == DH_OK && has)
            e = keep_stripped(s, t, rank[i], k, d);
    }
    return e;
}

static enum dh_err by_site(struct dh_stories *s, struct dh_count **out, struct dh_detail *d)
{
    struct dh_story story;
    enum dh_err e = dh_count_new(out, s->mem, 2, s->sort_bytes / 4, s->tmp);
    if (e)
        return dh_no_memory(d);
    dh_count_readers(*out, s->spread.n);
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

/* The stories of one site, when it is one of this part: the next one is of the part that has the
 * fewest stories so far, which every process works out for itself. */
static enum dh_err take_site(struct stripping *t, const uint32_t *rank, size_t n, uint64_t site,
                             struct dh_detail *d)
{
    unsigned least = 0;
    for (unsigned i = 1; i < t->parts; i++)
        if (t->stories[i] < t->stories[least])
            least = i;
    t->stories[least] += n;
    return n && least == t->part ? strip_site(t->s, t, rank, n, site, d) : DH_OK;
}

/* Goes through the sites of its part. */
static enum dh_err strip_sites(struct stripping *t, struct dh_detail *d)
{
    uint32_t *rank = NULL;
    size_t n = 0, cap = 0;
    uint64_t r[2], last = 0;
    enum dh_err e;

    while ((e = dh_count_next(t->sites, r, d)) == DH_OK) {
        void *array = rank;
        if (n && r[0] != last) {
            e = take_site(t, rank, n, last, d);
            n = 0;
        }
        if (e == DH_OK && n == cap && !dh_mem_grow(t->s->mem, &array, &cap, sizeof *rank))
            e = dh_no_memory(d);
        if (e)
            break;
        rank = array;
        rank[n++] = (uint32_t)r[1];
        last = r[0];
    }
    if (e == DH_END)
        e = take_site(t, rank, n, last, d);
    dh_mem_free(t->s->mem, rank);
    return e ? e : dh_sketchfile_done(t->s->sketches, d);
}

/* In a process: part i. */
static enum dh_err strip_part(void *self, unsigned i)
{
    struct stripping *t = self;
    t->part = i;
    dh_sketchfile_part(t->s->sketches, i);
    enum dh_err e = strip_sites(t, NULL);
    return e ? e : dh_append_done(&t->bins->file[i], NULL);
}

static enum dh_err begin(struct stripping *t, bool shared, struct dh_detail *d)
{
    struct dh_stories *s = t->s;
    enum dh_err e = bins_begin(t->bins, s, s->max_bytes, shared);
    if (e == DH_OK)
        e = dh_sketchfile_new(&s->sketches, s->mem, s->n, s->tmp);
    return e ? dh_no_memory(d) : DH_OK;
}

/* By processes; *done: false when one of them could not, and nothing of it is left. */
static enum dh_err spread_strip(struct stripping *t, bool *done, struct dh_detail *d)
{
    struct dh_stories *s = t->s;
    enum dh_err e = begin(t, true, d);

    t->parts = s->spread.n;
    if (e == DH_OK)
        e = dh_sketchfile_spread(s->sketches, t->parts, d);
    for (unsigned i = 0; e == DH_OK && i < t->parts; i++)
        e = dh_append_open(&t->bins->file[i], d);
    /* More files than may be open, or more memory: one process gets by with less. */
    *done = e == DH_OK && s->spread.run(s->spread.self, t->parts, strip_part, t);
    for (unsigned i = 0; e == DH_OK && *done && i < t->parts; i++)
        e = dh_append_reopen(&t->bins->file[i], d);
    if (e == DH_OK && *done)
        e = dh_sketchfile_reopen(s->sketches, d);
    if (*done)
        return e;
    bins_release(t->bins);
    dh_sketchfile_free(s->sketches);
    s->sketches = NULL;
    return DH_OK;
}

static enum dh_err strip_all(struct stripping *t, struct dh_detail *d)
{
    bool done = false;
    enum dh_err e = DH_OK;

    if (t->s->spread.n > 1 && t->s->n >= SPREAD_LEAST)
        e = spread_strip(t, &done, d);
    if (e || done)
        return e;
    t->part = 0;
    t->parts = 1;
    e = begin(t, false, d);
    if (e == DH_OK)
        e = strip_sites(t, d);
    return e || !t->bins->file[0].end ? e : dh_append_done(&t->bins->file[0], d);
}

enum dh_err dh_stories_strip(struct dh_stories *s, struct dh_stories_bins **out,
                             struct dh_detail *d)
{
    struct stripping *t = dh_mem_zeroed(s->mem, 1, sizeof *t);
    struct dh_stories_bins *bins = dh_mem_zeroed(s->mem, 1, sizeof *bins);
    enum dh_err e = t && bins ? DH_OK : dh_no_memory(d);

    if (bins)
        bins_init(bins, s);
    if (e)
        goto out;
    t->s = s;
    t->bins = bins;
    e = dh_template_new(&t->template, s->mem) ? dh_no_memory(d) : DH_OK;
    if (e == DH_OK)
        e = by_site(s, &t->sites, d);
    if (e == DH_OK)
        e = strip_all(t, d);
    dh_count_free(t->sites);
    dh_template_free(t->template);
    bins->parts = t->parts;
    if (e == DH_OK)
        e = read_bins(bins, take_place, s->sketches, d);
out:
    dh_mem_free(s->mem, t);
    if (e)
        dh_stories_bins_free(bins);
    else
        *out = bins;
    return e;
}
