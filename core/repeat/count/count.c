/* SPDX-License-Identifier: MIT */
#include "repeat/count/count.h"

#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "repeat/count/records.h"

enum {
    MIN_BYTES = 64 * 1024,
    FIRST_BYTES = 16 * 1024, /* a small corpus should not touch more memory than it needs */
    SMALL_BYTES = 1 << 20,   /* not worth a file during a pause */
    READ_MIN = 4096,         /* bytes read at once from a run */
    READ_MAX = 64 * 1024
};

/* A sorted run in the file, and the part of it that is in memory. */
struct run {
    uint64_t at, end; /* bytes in the file that were not read yet */
    uint64_t *records;
    size_t n, i; /* records in memory, the next one */
};

/* The next record of a run, by its first number, which tells most records apart. */
struct head {
    uint64_t first;
    uint32_t run;
};

struct dh_count {
    const struct dh_allocator *mem;
    unsigned words;
    size_t room; /* records that fit into memory */
    const char *tmp;
    uint64_t *records;
    size_t n, cap, i;
    uint64_t added;
    int fd; /* -1: everything is in memory */
    uint64_t written;
    struct run *runs;
    size_t n_runs, cap_runs;
    struct head *heap; /* of the runs that have a record, the smallest first */
    size_t n_heap;
    size_t read_records; /* of a run in memory at once */
    unsigned readers;
};

enum dh_err dh_count_new(struct dh_count **out, const struct dh_allocator *m, unsigned words,
                         size_t max_bytes, const char *tmp)
{
    struct dh_count *c = dh_mem_zeroed(m, 1, sizeof *c);
    if (!c)
        return DH_ENOMEM;
    if (max_bytes < MIN_BYTES)
        max_bytes = MIN_BYTES;
    c->mem = m;
    c->words = words;
    c->room = max_bytes / (words * sizeof(uint64_t));
    c->tmp = tmp;
    c->fd = -1;
    c->readers = 1;
    *out = c;
    return DH_OK;
}

void dh_count_free(struct dh_count *c)
{
    if (!c)
        return;
    if (c->fd >= 0)
        close(c->fd);
    for (size_t i = 0; i < c->n_runs; i++)
        dh_mem_free(c->mem, c->runs[i].records);
    dh_mem_free(c->mem, c->runs);
    dh_mem_free(c->mem, c->heap);
    dh_mem_free(c->mem, c->records);
    dh_mem_free(c->mem, c);
}

uint64_t dh_count_records(const struct dh_count *c)
{
    return c->added;
}

void dh_count_readers(struct dh_count *c, unsigned n)
{
    c->readers = n ? n : 1;
}

/* Writes what is in memory as one more run. */
static enum dh_err spill(struct dh_count *c, struct dh_detail *d)
{
    void *array = c->runs;
    struct dh_str bytes = { (const char *)c->records, c->n * c->words * sizeof(uint64_t) };
    enum dh_err e = DH_OK;

    if (c->n_runs == c->cap_runs && !dh_mem_grow(c->mem, &array, &c->cap_runs, sizeof *c->runs))
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    c->runs = array;
    if (c->fd < 0)
        e = dh_file_temp(c->tmp, &c->fd, d);
    dh_records_sort(c->records, c->n, c->words);
    if (e == DH_OK)
        e = dh_file_temp_write(c->fd, "for what pages share", bytes, d);
    if (e)
        return e;
    c->runs[c->n_runs++] = (struct run){ .at = c->written, .end = c->written + bytes.n };
    c->written += bytes.n;
    c->n = 0;
    return DH_OK;
}

/* Room for one more record: grows up to what is allowed, then empties into a run. */
static enum dh_err make_room(struct dh_count *c, struct dh_detail *d)
{
    size_t size = c->words * sizeof(uint64_t);
    size_t cap = c->cap ? 2 * c->cap : FIRST_BYTES / size;

    if (c->cap >= c->room)
        return spill(c, d);
    if (cap > c->room)
        cap = c->room;
    uint64_t *p = dh_mem_resize(c->mem, c->records, cap * size);
    if (p) {
        c->records = p;
        c->cap = cap;
        return DH_OK;
    }
    return c->n ? spill(c, d) : dh_fail(d, DH_ENOMEM, 0, "out of memory");
}

enum dh_err dh_count_add(struct dh_count *c, const uint64_t *record, struct dh_detail *d)
{
    if (c->n == c->cap) {
        enum dh_err e = make_room(c, d);
        if (e)
            return e;
    }
    memcpy(c->records + c->n * c->words, record, c->words * sizeof *record);
    c->n++;
    c->added++;
    return DH_OK;
}

enum dh_err dh_count_pause(struct dh_count *c, struct dh_detail *d)
{
    if (c->n * c->words * sizeof(uint64_t) <= SMALL_BYTES)
        return DH_OK;
    enum dh_err e = spill(c, d);
    dh_mem_free(c->mem, c->records);
    c->records = NULL;
    c->cap = 0;
    return e;
}

/* Reads the next part of a run; its n is 0 at the end. */
static enum dh_err refill(struct dh_count *c, struct run *r, struct dh_detail *d)
{
    size_t size = c->words * sizeof(uint64_t), want = c->read_records * size;

    if (want > r->end - r->at)
        want = (size_t)(r->end - r->at);
    enum dh_err e = dh_file_read_at(c->fd, "the temporary file", r->at, r->records, want, d);
    if (e)
        return e;
    r->at += want;
    r->n = want / size;
    r->i = 0;
    return DH_OK;
}

static const uint64_t *record_of(const struct dh_count *c, uint32_t run)
{
    return c->runs[run].records + c->runs[run].i * c->words;
}

static inline bool comes_first(const struct dh_count *c, struct head a, struct head b)
{
    if (a.first != b.first)
        return a.first < b.first;
    return dh_records_compare(record_of(c, a.run), record_of(c, b.run), c->words) < 0;
}

/* Puts h where it belongs at or below place i, which is free. */
static void sift_down(struct dh_count *c, size_t i, struct head h)
{
    for (size_t k; (k = 2 * i + 1) < c->n_heap; i = k) {
        if (k + 1 < c->n_heap && comes_first(c, c->heap[k + 1], c->heap[k]))
            k++;
        if (!comes_first(c, c->heap[k], h))
            break;
        c->heap[i] = c->heap[k];
    }
    c->heap[i] = h;
}

/* Reads what comes first of every run that has something. */
static enum dh_err fill_heap(struct dh_count *c, struct dh_detail *d)
{
    c->n_heap = 0;
    for (uint32_t i = 0; i < c->n_runs; i++) {
        enum dh_err e = refill(c, &c->runs[i], d);
        if (e)
            return e;
        if (c->runs[i].n)
            c->heap[c->n_heap++] = (struct head){ record_of(c, i)[0], i };
    }
    for (size_t i = c->n_heap; i-- > 0;)
        sift_down(c, i, c->heap[i]);
    return DH_OK;
}

static enum dh_err open_runs(struct dh_count *c, struct dh_detail *d)
{
    size_t size = c->words * sizeof(uint64_t), bytes = c->room * size / c->readers / c->n_runs;

    bytes = bytes < READ_MIN ? READ_MIN : bytes > READ_MAX ? READ_MAX : bytes;
    c->read_records = bytes / size;
    c->heap = dh_mem_zeroed(c->mem, c->n_runs, sizeof *c->heap);
    if (!c->heap)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < c->n_runs; i++) {
        c->runs[i].records = dh_mem_resize(c->mem, NULL, c->read_records * size);
        if (!c->runs[i].records)
            return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    }
    return fill_heap(c, d);
}

enum dh_err dh_count_sort(struct dh_count *c, struct dh_detail *d)
{
    if (c->n_runs == 0) {
        dh_records_sort(c->records, c->n, c->words);
        return DH_OK;
    }
    enum dh_err e = c->n ? spill(c, d) : DH_OK;
    dh_mem_free(c->mem, c->records);
    c->records = NULL;
    c->cap = 0;
    return e ? e : open_runs(c, d);
}

/* The place in [at, end) of the first record whose first number is `from` or more, in the file, or
 * in memory where there is none. */
static enum dh_err find(const struct dh_count *c, uint64_t at, uint64_t end, uint64_t from,
                        uint64_t *place, struct dh_detail *d)
{
    size_t size = c->words * sizeof(uint64_t);
    uint64_t lo = at / size, hi = end / size, first;
    while (lo < hi) {
        uint64_t mid = lo + (hi - lo) / 2;
        enum dh_err e = DH_OK;
        if (c->n_runs)
            e = dh_file_read_at(c->fd, "the temporary file", mid * size, &first, sizeof first, d);
        else
            first = c->records[mid * c->words];
        if (e)
            return e;
        if (first < from)
            lo = mid + 1;
        else
            hi = mid;
    }
    *place = lo * size;
    return DH_OK;
}

/* Cuts the records at [*at, *end) down to those from `from` on and in front of `to` (0: no end). */
static enum dh_err cut(const struct dh_count *c, uint64_t from, uint64_t to, uint64_t *at,
                       uint64_t *end, struct dh_detail *d)
{
    uint64_t begin = *at;
    enum dh_err e = find(c, begin, *end, from, at, d);
    return e || !to ? e : find(c, begin, *end, to, end, d);
}

enum dh_err dh_count_part(struct dh_count *c, unsigned part, unsigned parts, struct dh_detail *d)
{
    size_t size = c->words * sizeof(uint64_t);
    uint64_t step = UINT64_MAX / parts, from = part * step, to = part + 1 < parts ? from + step : 0;
    uint64_t at = 0, end = c->n * size;
    enum dh_err e = DH_OK;

    if (c->n_runs == 0) {
        e = cut(c, from, to, &at, &end, d);
        c->i = (size_t)(at / size);
        c->n = (size_t)(end / size);
        return e;
    }
    for (size_t i = 0; e == DH_OK && i < c->n_runs; i++) {
        struct run *r = &c->runs[i];
        r->at -= r->n * size; /* what was read ahead */
        e = cut(c, from, to, &r->at, &r->end, d);
    }
    return e ? e : fill_heap(c, d);
}

enum dh_err dh_count_next(struct dh_count *c, uint64_t *record, struct dh_detail *d)
{
    if (c->n_runs == 0) {
        if (c->i == c->n)
            return DH_END;
        memcpy(record, c->records + c->i++ * c->words, c->words * sizeof *record);
        return DH_OK;
    }
    if (c->n_heap == 0)
        return DH_END;
    struct head h = c->heap[0];
    struct run *r = &c->runs[h.run];
    memcpy(record, r->records + r->i++ * c->words, c->words * sizeof *record);
    if (r->i == r->n) {
        enum dh_err e = refill(c, r, d);
        if (e)
            return e;
        if (r->n == 0)
            h = c->heap[--c->n_heap];
    }
    if (r->n)
        h.first = record_of(c, h.run)[0];
    sift_down(c, 0, h);
    return DH_OK;
}
