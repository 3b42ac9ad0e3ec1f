/* SPDX-License-Identifier: MIT */
#include "report/scraps.h"

#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/wire.h"

enum { CHUNK = 1 << 20, LENGTH = 4 }; /* bytes written at once; of the length before each */

struct dh_scraps {
    const struct dh_allocator *mem;
    const char *dir;
    int fd;                /* -1: all are in memory */
    uint64_t in_file;      /* bytes there; */
    struct dh_buf pending; /* those behind them */
    char read[LENGTH + DH_SCRAP_MAX];
};

enum dh_err dh_scraps_new(struct dh_scraps **out, const struct dh_allocator *m, const char *dir)
{
    struct dh_scraps *s = dh_mem_zeroed(m, 1, sizeof *s);
    if (!s)
        return DH_ENOMEM;
    s->mem = m;
    s->dir = dir;
    s->fd = -1;
    dh_buf_init(&s->pending, m, SIZE_MAX);
    *out = s;
    return DH_OK;
}

void dh_scraps_free(struct dh_scraps *s)
{
    if (!s)
        return;
    if (s->fd >= 0)
        close(s->fd);
    dh_buf_release(&s->pending);
    dh_mem_free(s->mem, s);
}

static enum dh_err flush(struct dh_scraps *s, struct dh_detail *d)
{
    enum dh_err e = s->fd < 0 ? dh_file_temp(s->dir, &s->fd, d) : DH_OK;
    if (e == DH_OK)
        e = dh_file_temp_write(s->fd, "of the report", dh_buf_str(&s->pending), d);
    s->in_file += s->pending.n;
    dh_buf_reset(&s->pending);
    return e;
}

enum dh_err dh_scraps_add(struct dh_scraps *s, struct dh_str bytes, uint64_t *at,
                          struct dh_detail *d)
{
    if (bytes.n > DH_SCRAP_MAX)
        return dh_fail(d, DH_ELIMIT, 0, "a scrap of %zu bytes is too long", bytes.n);
    enum dh_err e = s->pending.n + LENGTH + bytes.n > CHUNK ? flush(s, d) : DH_OK;
    if (e)
        return e;
    *at = s->in_file + s->pending.n;
    dh_wire_put_str(&s->pending, bytes);
    return s->pending.err ? dh_no_memory(d) : DH_OK;
}

/* What stands at `at`: a scrap and perhaps more, or less of it where the file ends. */
static enum dh_err look(struct dh_scraps *s, uint64_t at, struct dh_str *out, struct dh_detail *d)
{
    if (at >= s->in_file) {
        *out = dh_str_sub(dh_buf_str(&s->pending), (size_t)(at - s->in_file), sizeof s->read);
        return DH_OK;
    }
    uint64_t n = s->in_file - at;
    n = n < sizeof s->read ? n : sizeof s->read;
    *out = (struct dh_str){ s->read, (size_t)n };
    return dh_file_read_at(s->fd, "the temporary file of the report", at, s->read, (size_t)n, d);
}

enum dh_err dh_scraps_get(struct dh_scraps *s, uint64_t at, struct dh_str *out, struct dh_detail *d)
{
    struct dh_wire w = { .bad = false };
    enum dh_err e = look(s, at, &w.rest, d);
    if (e)
        return e;
    *out = dh_wire_get_str(&w);
    return w.bad ? dh_fail(d, DH_EINTERNAL, 0, "no scrap stands there") : DH_OK;
}
