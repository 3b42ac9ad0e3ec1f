/* SPDX-License-Identifier: MIT */
#include "repeat/story/sketchfile.h"

#include <stddef.h>
#include <string.h>

#include "base/append.h"
#include "base/err.h"
#include "repeat/story/story.h"

/* What stands before the sets: figures, content words, and bits of the shingles. */
struct head {
    uint64_t body;
    uint32_t words;
    uint16_t n_shingles, n_content, n_figures;
    uint16_t complete; /* bits: shingles, content, figures */
    uint32_t bare;
};

/* A bit for each shingle of the whole sketch: it was left. */
struct left {
    uint64_t bits[DH_SKETCH_SHINGLES / 64];
};

/* A sketch's grid, and which it is. */
struct placed {
    uint32_t number;
    struct dh_sketch_grid grid;
};

enum { GRIDS_AT_ONCE = 256 /* that are read together */ };
enum { WORDS_MOST = sizeof(struct head) + 4 * (DH_SKETCH_CONTENT + DH_SKETCH_FIGURES) };

struct dh_sketchfile {
    const struct dh_allocator *mem;
    struct dh_append file[DH_SPREAD_MAX], grids[DH_SPREAD_MAX];
    unsigned part; /* of the files: those that are added to */
    uint64_t *at;  /* by number: the place in its file, times DH_SPREAD_MAX, and which it is */
    struct dh_buf one;
};

enum dh_err dh_sketchfile_new(struct dh_sketchfile **out, const struct dh_allocator *m, size_t n,
                              const char *tmp)
{
    struct dh_sketchfile *f = dh_mem_zeroed(m, 1, sizeof *f);
    if (!f)
        return DH_ENOMEM;
    f->mem = m;
    for (unsigned i = 0; i < DH_SPREAD_MAX; i++) {
        dh_append_init(&f->file[i], m, tmp, "for stories");
        dh_append_init(&f->grids[i], m, tmp, "for stories");
    }
    dh_buf_init(&f->one, m, SIZE_MAX / 2);
    f->at = dh_mem_zeroed(m, n + 1, sizeof *f->at);
    if (!f->at) {
        dh_sketchfile_free(f);
        return DH_ENOMEM;
    }
    *out = f;
    return DH_OK;
}

void dh_sketchfile_free(struct dh_sketchfile *f)
{
    if (!f)
        return;
    for (unsigned i = 0; i < DH_SPREAD_MAX; i++) {
        dh_append_release(&f->file[i]);
        dh_append_release(&f->grids[i]);
    }
    dh_buf_release(&f->one);
    dh_mem_free(f->mem, f->at);
    dh_mem_free(f->mem, f);
}

enum dh_err dh_sketchfile_spread(struct dh_sketchfile *f, unsigned n, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    for (unsigned i = 0; e == DH_OK && i < n; i++) {
        e = dh_append_open(&f->file[i], d);
        if (e == DH_OK)
            e = dh_append_open(&f->grids[i], d);
    }
    return e;
}

void dh_sketchfile_part(struct dh_sketchfile *f, unsigned i)
{
    f->part = i;
}

uint64_t dh_sketchfile_place(const struct dh_sketchfile *f, uint32_t number)
{
    return f->at[number];
}

void dh_sketchfile_set_place(struct dh_sketchfile *f, uint32_t number, uint64_t place)
{
    f->at[number] = place;
}

static const struct dh_append *file_of(const struct dh_sketchfile *f, uint32_t number)
{
    return &f->file[f->at[number] % DH_SPREAD_MAX];
}

static void put(struct dh_buf *b, const void *p, size_t n)
{
    dh_buf_add(b, (struct dh_str){ p, n });
}

static struct left left_of(const struct dh_sketch *k, const struct dh_sketch *whole)
{
    struct left left = { { 0 } };
    for (unsigned i = 0, j = 0; i < whole->n_shingles && j < k->n_shingles; i++) {
        uint64_t is = whole->shingle[i] == k->shingle[j];
        left.bits[i / 64] |= is << i % 64;
        j += (unsigned)is;
    }
    return left;
}

enum dh_err dh_sketchfile_add(struct dh_sketchfile *f, uint32_t number, const struct dh_sketch *k,
                              const struct dh_sketch *whole, struct dh_detail *d)
{
    struct left left = left_of(k, whole);
    struct dh_append *file = &f->file[f->part];
    struct dh_buf *b = &file->pending;
    uint64_t at = 0;
    size_t before = b->n;
    struct head h = {
        .body = k->body,
        .words = k->words,
        .n_shingles = k->n_shingles,
        .n_content = k->n_content,
        .n_figures = k->n_figures,
        .complete = (uint16_t)(k->all_shingles | k->all_content << 1 | k->all_figures << 2),
        .bare = k->bare,
    };
    put(b, &h, sizeof h);
    put(b, k->figure, k->n_figures * sizeof *k->figure);
    put(b, k->content, k->n_content * sizeof *k->content);
    put(b, &left, sizeof left);
    enum dh_err e = dh_append_took(file, b->n - before, &at, d);
    f->at[number] = at * DH_SPREAD_MAX + f->part;
    struct placed p = { .number = number };
    dh_sketch_grid_set(&p.grid, k);
    put(&f->grids[f->part].pending, &p, sizeof p);
    return e ? e : dh_append_took(&f->grids[f->part], sizeof p, &at, d);
}

enum dh_err dh_sketchfile_done(struct dh_sketchfile *f, struct dh_detail *d)
{
    static const char nothing[WORDS_MOST];
    struct dh_append *file = &f->file[f->part];
    uint64_t at;
    /* The words of the last one are read as if they were as many as can be. */
    put(&file->pending, nothing, sizeof nothing);
    enum dh_err e = dh_append_took(file, sizeof nothing, &at, d);
    if (e == DH_OK)
        e = dh_append_done(file, d);
    return e ? e : dh_append_done(&f->grids[f->part], d);
}

enum dh_err dh_sketchfile_reopen(struct dh_sketchfile *f, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    for (unsigned i = 0; e == DH_OK && i < DH_SPREAD_MAX && f->grids[i].fd >= 0; i++) {
        e = dh_append_reopen(&f->file[i], d);
        if (e == DH_OK)
            e = dh_append_reopen(&f->grids[i], d);
    }
    return e;
}

/* Of what f->one holds. */
static void place_grids(struct dh_sketchfile *f,
                        struct dh_sketch_grid *(*place)(void *self, uint32_t number), void *self)
{
    const size_t size = sizeof(struct placed);
    for (size_t k = 0; k + size <= f->one.n; k += size) {
        uint32_t number;
        memcpy(&number, f->one.p + k, sizeof number);
        struct dh_sketch_grid *to = place(self, number);
        if (to)
            memcpy(to, f->one.p + k + offsetof(struct placed, grid), sizeof *to);
    }
}

enum dh_err dh_sketchfile_grids(struct dh_sketchfile *f,
                                struct dh_sketch_grid *(*place)(void *self, uint32_t number),
                                void *self, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    for (unsigned i = 0; i < DH_SPREAD_MAX; i++) {
        const struct dh_append *a = &f->grids[i];
        for (uint64_t at = 0; e == DH_OK && at < a->end; at += f->one.n) {
            uint64_t left = a->end - at, most = GRIDS_AT_ONCE * sizeof(struct placed);
            e = dh_append_read(a, at, (size_t)(left < most ? left : most), &f->one, d);
            if (e == DH_OK)
                place_grids(f, place, self);
        }
    }
    return e;
}

static void get(const char **p, void *to, size_t n)
{
    memcpy(to, *p, n);
    *p += n;
}

enum dh_err dh_sketchfile_words(struct dh_sketchfile *f, uint32_t number, struct dh_sketch *out,
                                struct dh_detail *d)
{
    struct head h;
    enum dh_err e =
        dh_append_read(file_of(f, number), f->at[number] / DH_SPREAD_MAX, WORDS_MOST, &f->one, d);
    const char *p = f->one.p;

    if (e)
        return e;
    get(&p, &h, sizeof h);
    out->body = h.body;
    out->words = h.words;
    out->n_shingles = h.n_shingles;
    out->n_content = h.n_content;
    out->n_figures = h.n_figures;
    out->all_shingles = h.complete & 1;
    out->all_content = h.complete & 2;
    out->all_figures = h.complete & 4;
    out->bare = h.bare;
    get(&p, out->figure, h.n_figures * sizeof *out->figure);
    get(&p, out->content, h.n_content * sizeof *out->content);
    return DH_OK;
}

enum dh_err dh_sketchfile_shingles(struct dh_sketchfile *f, uint32_t number,
                                   const struct dh_sketch *whole, struct dh_sketch *out,
                                   struct dh_detail *d)
{
    size_t before = sizeof(struct head) + 4u * ((size_t)out->n_figures + out->n_content);
    struct left left;
    enum dh_err e = dh_append_read(file_of(f, number), f->at[number] / DH_SPREAD_MAX + before,
                                   sizeof left, &f->one, d);
    if (e)
        return e;
    memcpy(&left, f->one.p, sizeof left);
    for (unsigned i = 0, n = 0; i < whole->n_shingles && n < out->n_shingles; i++)
        if (left.bits[i / 64] >> i % 64 & 1)
            out->shingle[n++] = whole->shingle[i];
    return DH_OK;
}
