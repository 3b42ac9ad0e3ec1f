/* SPDX-License-Identifier: MIT */
#include "repeat/count/runindex.h"

#include <string.h>

#include "base/append.h"
#include "base/err.h"
#include "state/entries.h"

enum {
    BLOCK = 64, /* pairs that are read at once */
    PAIR_BYTES = 16,
    LEVELS = 64,            /* of halving, more than a key has bits of a hash */
    FILTER_LEAST = 1 << 12, /* bits */
    FILTER_MOST = 1 << 22,
    FILTER_SHARE = 8 /* bits for each pair */
};

struct dh_runindex {
    const struct dh_allocator *mem;
    uint64_t base, bound, n;
    struct dh_append file;
    uint64_t *first; /* key of the first pair of each block */
    size_t n_blocks, cap_blocks;
    uint64_t at_level[LEVELS]; /* pairs by the leading zeros of their keys, less the base */
    unsigned char *filter;
    uint64_t mask;       /* of its bits, by the lowest bits of a key */
    struct dh_buf block; /* the one that was read last */
    size_t loaded;
};

enum dh_err dh_runindex_new(struct dh_runindex **out, const struct dh_allocator *m, uint64_t base,
                            uint64_t expected, const char *tmp)
{
    struct dh_runindex *x = dh_mem_zeroed(m, 1, sizeof *x);
    uint64_t bits = FILTER_LEAST;
    if (!x)
        return DH_ENOMEM;
    while (bits < FILTER_MOST && bits / FILTER_SHARE < expected)
        bits *= 2;
    x->mem = m;
    x->base = base;
    x->bound = UINT64_MAX;
    x->mask = bits - 1;
    x->loaded = SIZE_MAX;
    dh_append_init(&x->file, m, tmp, "for stories");
    dh_buf_init(&x->block, m, BLOCK * PAIR_BYTES);
    x->filter = dh_mem_zeroed(m, bits / 8, 1);
    if (!x->filter) {
        dh_runindex_free(x);
        return DH_ENOMEM;
    }
    *out = x;
    return DH_OK;
}

void dh_runindex_free(struct dh_runindex *x)
{
    if (!x)
        return;
    dh_append_release(&x->file);
    dh_buf_release(&x->block);
    dh_mem_free(x->mem, x->first);
    dh_mem_free(x->mem, x->filter);
    dh_mem_free(x->mem, x);
}

uint64_t dh_runindex_bound(const struct dh_runindex *x)
{
    return x->bound;
}

uint64_t dh_runindex_count(const struct dh_runindex *x)
{
    return x->n;
}

/* How often the range of keys can be halved with this one still in it. */
static unsigned level_of(const struct dh_runindex *x, uint64_t key)
{
    uint64_t rest = key & ~x->base, range = ~x->base;
    unsigned level = 0;
    for (; rest <= range / 2 && range; range /= 2)
        level++;
    return level;
}

static enum dh_err add_pair(struct dh_runindex *x, uint64_t key, uint64_t entry,
                            struct dh_detail *d)
{
    uint64_t pair[2] = { key, entry }, at;
    void *array = x->first;

    if (x->n % BLOCK == 0) {
        if (x->n_blocks == x->cap_blocks &&
            !dh_mem_grow(x->mem, &array, &x->cap_blocks, sizeof *x->first))
            return dh_no_memory(d);
        x->first = array;
        x->first[x->n_blocks++] = key;
    }
    x->n++;
    dh_buf_add(&x->file.pending, (struct dh_str){ (const char *)pair, sizeof pair });
    return dh_append_took(&x->file, sizeof pair, &at, d);
}

enum dh_err dh_runindex_add(struct dh_runindex *x, uint64_t key, const uint64_t *entries,
                            unsigned n, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    /* The bound will be below this key: so many smaller ones are too many already. */
    if (x->n > 2 * (uint64_t)DH_RUNINDEX_PAIRS)
        return DH_OK;
    x->at_level[level_of(x, key)] += n;
    x->filter[(key & x->mask) / 8] |= (unsigned char)(1 << (key & 7));
    for (unsigned i = 0; e == DH_OK && i < n; i++)
        e = add_pair(x, key, entries[i], d);
    return e;
}

enum dh_err dh_runindex_done(struct dh_runindex *x, struct dh_detail *d)
{
    unsigned level = 0;
    while (x->n > DH_RUNINDEX_PAIRS && level + 1 < LEVELS) {
        x->n -= x->at_level[level++];
        x->bound = x->base | ~x->base >> level;
    }
    x->n_blocks = (size_t)((x->n + BLOCK - 1) / BLOCK);
    return dh_append_done(&x->file, d);
}

static enum dh_err load(struct dh_runindex *x, size_t block, struct dh_detail *d)
{
    uint64_t from = (uint64_t)block * BLOCK, n = x->n - from < BLOCK ? x->n - from : BLOCK;
    if (x->loaded == block)
        return DH_OK;
    x->loaded = SIZE_MAX;
    enum dh_err e =
        dh_append_read(&x->file, from * PAIR_BYTES, (size_t)n * PAIR_BYTES, &x->block, d);
    if (e == DH_OK)
        x->loaded = block;
    return e;
}

/* The last block that begins with a smaller key, in which the key's pairs begin; else the first. */
static size_t block_of(const struct dh_runindex *x, uint64_t key)
{
    size_t lo = 0, hi = x->n_blocks;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (x->first[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? lo - 1 : 0;
}

void dh_runindex_ahead(const struct dh_runindex *x, uint64_t key)
{
    __builtin_prefetch(&x->filter[(key & x->mask) / 8]);
}

enum dh_err dh_runindex_get(struct dh_runindex *x, uint64_t key, uint64_t *entries, unsigned *n,
                            struct dh_detail *d)
{
    bool past = false;
    *n = 0;
    if (key > x->bound || !(x->filter[(key & x->mask) / 8] & 1 << (key & 7)))
        return DH_OK;
    for (size_t b = block_of(x, key); b < x->n_blocks && !past; b++) {
        enum dh_err e = load(x, b, d);
        if (e)
            return e;
        for (size_t at = 0; at < x->block.n && !past; at += PAIR_BYTES) {
            uint64_t pair[2];
            memcpy(pair, x->block.p + at, sizeof pair);
            past = pair[0] > key || *n == DH_ENTRIES_MAX;
            if (pair[0] == key && *n < DH_ENTRIES_MAX)
                entries[(*n)++] = pair[1];
        }
    }
    return DH_OK;
}
