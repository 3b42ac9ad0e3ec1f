/* SPDX-License-Identifier: MIT */
#include "repeat/story/storyfile.h"

#include <string.h>

#include "base/append.h"
#include "base/err.h"
#include "base/wire.h"

enum {
    NUMBERS_BYTES = 6 * 8 + 3 * 4, /* of a story */
    WINDOW = 2048                  /* stories whose numbers are read at once */
};

struct dh_storyfile {
    const struct dh_allocator *mem;
    struct dh_append numbers, strings;
    uint64_t *at; /* of each story's strings; one more for the end */
    size_t n, cap;
    struct dh_buf window; /* numbers of the stories from first on */
    uint32_t first;
};

enum dh_err dh_storyfile_new(struct dh_storyfile **out, const struct dh_allocator *m,
                             const char *tmp)
{
    struct dh_storyfile *f = dh_mem_zeroed(m, 1, sizeof *f);
    if (!f)
        return DH_ENOMEM;
    f->mem = m;
    dh_append_init(&f->numbers, m, tmp, "for stories");
    dh_append_init(&f->strings, m, tmp, "for stories");
    dh_buf_init(&f->window, m, SIZE_MAX / 2);
    *out = f;
    return DH_OK;
}

void dh_storyfile_free(struct dh_storyfile *f)
{
    if (!f)
        return;
    dh_append_release(&f->numbers);
    dh_append_release(&f->strings);
    dh_buf_release(&f->window);
    dh_mem_free(f->mem, f->at);
    dh_mem_free(f->mem, f);
}

uint32_t dh_storyfile_count(const struct dh_storyfile *f)
{
    return (uint32_t)f->n;
}

static void put_numbers(struct dh_buf *b, const struct dh_story *story)
{
    dh_wire_put64(b, story->page.high);
    dh_wire_put64(b, story->page.low);
    dh_wire_put64(b, story->label);
    dh_wire_put64(b, story->site);
    dh_wire_put64(b, story->url);
    dh_wire_put64(b, (uint64_t)story->published);
    dh_wire_put32(b, story->length);
    dh_wire_put32(b, story->number);
    dh_wire_put32(b, story->written);
}

static void get_numbers(struct dh_str s, struct dh_story *out)
{
    struct dh_wire w = { s, false };
    *out = (struct dh_story){ .length = 0 };
    out->page.high = dh_wire_get64(&w);
    out->page.low = dh_wire_get64(&w);
    out->label = dh_wire_get64(&w);
    out->site = dh_wire_get64(&w);
    out->url = dh_wire_get64(&w);
    out->published = (int64_t)dh_wire_get64(&w);
    out->length = dh_wire_get32(&w);
    out->number = dh_wire_get32(&w);
    out->written = dh_wire_get32(&w) != 0;
}

enum dh_err dh_storyfile_add(struct dh_storyfile *f, const struct dh_story *story,
                             struct dh_detail *d)
{
    void *array = f->at;
    uint64_t at;

    if (f->n >= DH_STORY_MAX)
        return dh_fail(d, DH_ELIMIT, 0, "more than %u stories", (unsigned)DH_STORY_MAX);
    if (f->n + 1 >= f->cap && !dh_mem_grow(f->mem, &array, &f->cap, sizeof *f->at))
        return dh_no_memory(d);
    f->at = array;
    put_numbers(&f->numbers.pending, story);
    enum dh_err e = dh_append_took(&f->numbers, NUMBERS_BYTES, &at, d);
    if (e)
        return e;
    size_t before = f->strings.pending.n;
    put_numbers(&f->strings.pending, story); /* so that a whole story is read at once */
    dh_wire_put_str(&f->strings.pending, story->id);
    dh_wire_put_str(&f->strings.pending, story->sketch);
    e = dh_append_took(&f->strings, f->strings.pending.n - before, &f->at[f->n], d);
    if (e)
        return e;
    f->at[++f->n] = f->strings.end;
    return DH_OK;
}

enum dh_err dh_storyfile_done(struct dh_storyfile *f, struct dh_detail *d)
{
    enum dh_err e = dh_append_done(&f->numbers, d);
    return e ? e : dh_append_done(&f->strings, d);
}

enum dh_err dh_storyfile_numbers(struct dh_storyfile *f, uint32_t i, struct dh_story *out,
                                 struct dh_detail *d)
{
    size_t offset = (size_t)(i - f->first) * NUMBERS_BYTES;
    if (i < f->first || offset >= f->window.n) {
        size_t n = f->n - i < WINDOW ? f->n - i : WINDOW;
        enum dh_err e = dh_append_read(&f->numbers, (uint64_t)i * NUMBERS_BYTES, n * NUMBERS_BYTES,
                                       &f->window, d);
        if (e)
            return e;
        f->first = i;
        offset = 0;
    }
    get_numbers(dh_str_sub(dh_buf_str(&f->window), offset, NUMBERS_BYTES), out);
    return DH_OK;
}

enum dh_err dh_storyfile_read(struct dh_storyfile *f, uint32_t i, struct dh_buf *b,
                              struct dh_story *out, struct dh_detail *d)
{
    enum dh_err e = dh_append_read(&f->strings, f->at[i], (size_t)(f->at[i + 1] - f->at[i]), b, d);
    if (e)
        return e;
    get_numbers(dh_buf_str(b), out);
    struct dh_wire w = { dh_str_sub(dh_buf_str(b), NUMBERS_BYTES, SIZE_MAX), false };
    out->id = dh_wire_get_str(&w);
    out->sketch = dh_wire_get_str(&w);
    return w.bad ? dh_fail(d, DH_EINTERNAL, 0, "a story was not read back as written") : DH_OK;
}
