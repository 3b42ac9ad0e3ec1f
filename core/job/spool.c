/* SPDX-License-Identifier: MIT */
#include "job/spool.h"

#include <errno.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/wire.h"

enum {
    CHUNK = 1 << 20, /* bytes that are written and read at once; a spool of fewer stays in memory */
    HEADER = 16      /* two lengths before each frame */
};

struct dh_spool {
    const struct dh_allocator *mem;
    int fd;
    struct dh_buf buf; /* writing: what is not in the file yet; reading: what was read of it */
    size_t at;         /* reading: bytes of buf that are done */
    bool in_file;      /* something was written to the file */
    bool at_end;       /* reading: nothing is left in the file */
};

enum dh_err dh_spool_new(struct dh_spool **out, const struct dh_allocator *m, const char *dir,
                         struct dh_detail *d)
{
    struct dh_spool *s = dh_mem_zeroed(m, 1, sizeof *s);

    if (!s)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    s->mem = m;
    s->fd = -1;
    dh_buf_init(&s->buf, m, SIZE_MAX);
    enum dh_err e = dh_file_temp(dir, &s->fd, d);
    if (e) {
        dh_spool_free(s);
        return e;
    }
    *out = s;
    return DH_OK;
}

void dh_spool_free(struct dh_spool *s)
{
    if (!s)
        return;
    if (s->fd >= 0)
        close(s->fd);
    dh_buf_release(&s->buf);
    dh_mem_free(s->mem, s);
}

static enum dh_err write_out(struct dh_spool *s, struct dh_str bytes, struct dh_detail *d)
{
    s->in_file = true;
    if (dh_file_write_fd(s->fd, "the spool", bytes, NULL) == DH_OK)
        return DH_OK;
    return dh_fail_os(d, DH_EIO, errno,
                      "cannot write the temporary file between the passes (--tmp)");
}

static enum dh_err flush(struct dh_spool *s, struct dh_detail *d)
{
    enum dh_err e = s->buf.n ? write_out(s, dh_buf_str(&s->buf), d) : DH_OK;
    dh_buf_reset(&s->buf);
    return e;
}

enum dh_err dh_spool_add(struct dh_spool *s, struct dh_frame f, struct dh_detail *d)
{
    bool large = f.head.n >= CHUNK || f.body.n >= CHUNK - f.head.n;
    enum dh_err e = DH_OK;

    if (s->buf.n + HEADER + f.head.n > CHUNK || f.body.n > CHUNK - (s->buf.n + HEADER + f.head.n))
        e = flush(s, d);
    if (e)
        return e;
    dh_wire_put64(&s->buf, f.head.n);
    dh_wire_put64(&s->buf, f.body.n);
    if (large) { /* without a copy */
        e = flush(s, d);
        if (e == DH_OK)
            e = write_out(s, f.head, d);
        return e ? e : write_out(s, f.body, d);
    }
    dh_buf_add(&s->buf, f.head);
    dh_buf_add(&s->buf, f.body);
    return s->buf.err ? dh_fail(d, s->buf.err, 0, "out of memory") : DH_OK;
}

enum dh_err dh_spool_rewind(struct dh_spool *s, struct dh_detail *d)
{
    s->at = 0;
    s->at_end = !s->in_file;
    if (!s->in_file)
        return DH_OK;
    enum dh_err e = flush(s, d);
    if (e == DH_OK && lseek(s->fd, 0, SEEK_SET) < 0)
        e = dh_fail_os(d, DH_EIO, errno, "cannot read the temporary file between the passes");
    return e;
}

/* Reads until n bytes stand at s->at, or the file ends. */
static enum dh_err fill(struct dh_spool *s, size_t n, struct dh_detail *d)
{
    if (s->buf.n - s->at >= n || s->at_end)
        return DH_OK;
    memmove(s->buf.p, s->buf.p + s->at, s->buf.n - s->at);
    s->buf.n -= s->at;
    s->at = 0;
    while (s->buf.n < n && !s->at_end) {
        size_t want = n - s->buf.n > CHUNK ? n - s->buf.n : CHUNK;
        char *p = dh_buf_room(&s->buf, want);
        if (!p)
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for a page of %zu bytes", n);
        ssize_t got = read(s->fd, p, want);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return dh_fail_os(d, DH_EIO, errno,
                              "cannot read the temporary file between the passes");
        s->buf.n += (size_t)got;
        s->at_end = got == 0;
    }
    return DH_OK;
}

enum dh_err dh_spool_next(struct dh_spool *s, struct dh_frame *f, struct dh_detail *d)
{
    enum dh_err e = fill(s, HEADER, d);
    struct dh_wire w = { dh_str_sub(dh_buf_str(&s->buf), s->at, HEADER), false };

    if (e)
        return e;
    if (w.rest.n == 0)
        return DH_END;
    uint64_t head = dh_wire_get64(&w), body = dh_wire_get64(&w);
    if (!w.bad)
        e = fill(s, HEADER + head + body, d);
    if (e)
        return e;
    struct dh_str rest = dh_str_sub(dh_buf_str(&s->buf), s->at + HEADER, SIZE_MAX);
    if (w.bad || rest.n < head || rest.n - head < body)
        return dh_fail(d, DH_EIO, 0, "the temporary file between the passes was cut short");
    f->head = dh_str_sub(rest, 0, head);
    f->body = dh_str_sub(rest, head, body);
    s->at += HEADER + head + body;
    return DH_OK;
}
