/* SPDX-License-Identifier: MIT */
#include "base/append.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"

enum { PENDING = 256 * 1024 /* bytes gathered before they are written */ };

void dh_append_init(struct dh_append *a, const struct dh_allocator *m, const char *tmp,
                    const char *what)
{
    *a = (struct dh_append){ .tmp = tmp, .what = what, .fd = -1 };
    dh_buf_init(&a->pending, m, SIZE_MAX / 2);
}

void dh_append_release(struct dh_append *a)
{
    if (a->fd >= 0)
        close(a->fd);
    a->fd = -1;
    dh_buf_release(&a->pending);
}

enum dh_err dh_append_open(struct dh_append *a, struct dh_detail *d)
{
    return dh_file_temp(a->tmp, &a->fd, d);
}

enum dh_err dh_append_reopen(struct dh_append *a, struct dh_detail *d)
{
    off_t end = lseek(a->fd, 0, SEEK_END);
    a->written = a->end = end > 0 ? (uint64_t)end : 0;
    return end < 0 ? dh_fail_os(d, DH_EIO, errno, "cannot read the temporary file") : DH_OK;
}

static enum dh_err flush(struct dh_append *a, struct dh_detail *d)
{
    enum dh_err e = a->fd < 0 ? dh_file_temp(a->tmp, &a->fd, d) : DH_OK;
    if (e == DH_OK)
        e = dh_file_temp_write(a->fd, a->what, dh_buf_str(&a->pending), d);
    a->written += a->pending.n;
    dh_buf_reset(&a->pending);
    return e;
}

enum dh_err dh_append_took(struct dh_append *a, size_t n, uint64_t *at, struct dh_detail *d)
{
    if (a->pending.err)
        return dh_no_memory(d);
    *at = a->end;
    a->end += n;
    return a->pending.n >= PENDING ? flush(a, d) : DH_OK;
}

enum dh_err dh_append_done(struct dh_append *a, struct dh_detail *d)
{
    if (a->fd < 0)
        return DH_OK;
    enum dh_err e = a->pending.n ? flush(a, d) : DH_OK;
    dh_buf_release(&a->pending);
    return e;
}

enum dh_err dh_append_read(const struct dh_append *a, uint64_t at, size_t n, struct dh_buf *b,
                           struct dh_detail *d)
{
    dh_buf_reset(b);
    char *p = dh_buf_room(b, n);
    if (!p)
        return dh_no_memory(d);
    uint64_t there = at < a->written ? a->written - at : 0;
    size_t old = there < n ? (size_t)there : n;
    enum dh_err e = old ? dh_file_read_at(a->fd, "the temporary file", at, p, old, d) : DH_OK;
    if (e == DH_OK && old < n)
        memcpy(p + old, a->pending.p + (at + old - a->written), n - old);
    b->n = e ? 0 : n;
    return e;
}
