/* SPDX-License-Identifier: MIT */
#include "job/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/wire.h"

enum {
    CHUNK = 1 << 20,  /* bytes that are written at once; a spool of fewer stays in memory */
    WINDOW = 1 << 17, /* bytes that are read at once: some pages */
    HEADER = 16       /* two lengths before each frame */
};

static const char name[] = "the temporary file between the passes";

struct dh_spool {
    const struct dh_allocator *mem;
    int fd;
    struct dh_buf buf; /* writing: what is not in the file yet; reading: a part of it, */
    uint64_t from;     /* which begins here; */
    uint64_t end;      /* bytes in all */
    uint64_t gone;     /* of them, in front: forgotten */
    bool in_file;      /* something was written to the file */
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
    s->end += bytes.n;
    return dh_file_temp_write(s->fd, "between the passes", bytes, d);
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

enum dh_err dh_spool_done(struct dh_spool *s, struct dh_detail *d)
{
    if (s->in_file)
        return flush(s, d);
    s->end = s->buf.n;
    return DH_OK;
}

bool dh_spool_in_file(const struct dh_spool *s)
{
    return s->in_file;
}

/* Bytes [at, at + n), or as many of them as there are. What has to be read is read with what stands
 * behind it, window bytes in all. */
static enum dh_err look(struct dh_spool *s, uint64_t at, uint64_t n, size_t window,
                        struct dh_str *out, struct dh_detail *d)
{
    uint64_t most = at < s->end ? s->end - at : 0;
    n = n < most ? n : most;
    if (n && (at < s->from || at + n > s->from + s->buf.n)) {
        size_t want = (size_t)(n > window ? n : window < most ? window : most);
        dh_buf_reset(&s->buf);
        char *p = dh_buf_room(&s->buf, want);
        if (!p)
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for a page of %zu bytes", want);
        enum dh_err e = dh_file_read_at(s->fd, name, at, p, want, d);
        if (e)
            return e;
        s->buf.n = want;
        s->from = at;
    }
    *out = n ? dh_str_sub(dh_buf_str(&s->buf), (size_t)(at - s->from), (size_t)n) : DH_STR_NONE;
    return DH_OK;
}

/* The header of the frame at `at`. Where the frame itself is not wanted, what is in memory of
 * others stays there. */
static enum dh_err read_header(struct dh_spool *s, uint64_t at, bool alone, char own[HEADER],
                               struct dh_str *out, struct dh_detail *d)
{
    bool here = at >= s->from && at + HEADER <= s->from + s->buf.n;
    if (here || !alone || s->end < HEADER || at > s->end - HEADER)
        return look(s, at, HEADER, WINDOW, out, d);
    *out = (struct dh_str){ own, HEADER };
    return dh_file_read_at(s->fd, name, at, own, HEADER, d);
}

enum dh_err dh_spool_read(struct dh_spool *s, uint64_t *at, struct dh_frame *f, struct dh_detail *d)
{
    char own[HEADER];
    struct dh_str bytes;
    enum dh_err e = read_header(s, *at, !f, own, &bytes, d);

    if (e)
        return e;
    if (bytes.n == 0)
        return DH_END;
    struct dh_wire w = { bytes, false };
    uint64_t head = dh_wire_get64(&w), body = dh_wire_get64(&w), from = *at + HEADER;
    uint64_t rest = s->end > from ? s->end - from : 0;
    if (w.bad || rest < head || rest - head < body)
        return dh_fail(d, DH_EIO, 0, "the temporary file between the passes was cut short");
    *at = from + head + body;
    if (!f)
        return DH_OK;
    e = look(s, from, head + body, WINDOW, &bytes, d);
    f->head = dh_str_sub(bytes, 0, (size_t)head);
    f->body = dh_str_sub(bytes, (size_t)head, (size_t)body);
    return e;
}

void dh_spool_forget(struct dh_spool *s, uint64_t at)
{
    if (!s->in_file || at < s->gone + CHUNK)
        return;
    /* Who cannot once never can: it is not tried again. */
    bool can = fallocate(s->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)s->gone,
                         (off_t)(at - s->gone)) == 0;
    s->gone = can ? at : UINT64_MAX - CHUNK;
}
