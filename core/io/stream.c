/* SPDX-License-Identifier: MIT */
#include "io/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/special.h"
#include "base/hash.h"

enum { CHUNK = 64 * 1024, MAGIC = 10, LOOK = 512, TURN_MS = 200, IDLE_MS = 2000 };

static void init(struct dh_stream *s, const struct dh_allocator *m, const char *name)
{
    *s = (struct dh_stream){ .mem = m, .name = name, .fd = -1 };
    dh_buf_init(&s->packed, m, SIZE_MAX);
}

enum dh_err dh_stream_open(struct dh_stream *s, const struct dh_allocator *m, const char *path,
                           bool walked, struct dh_detail *d)
{
    struct stat st;

    init(s, m, path);
    if (path[0] == '-' && !path[1] && !walked) {
        s->name = "standard input";
        s->fd = STDIN_FILENO;
        return DH_OK;
    }
    /* Regular files do not heed O_NONBLOCK; a FIFO is waited for where a signal ends that (below),
     * and one that a walk meets not at all. */
    s->fd = dh_fd_open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK);
    if (s->fd < 0 && walked && errno == ENXIO)
        return DH_END; /* a socket */
    if (s->fd < 0)
        return dh_special_fail(d, dh_file_error(errno, false), errno, "open", path);
    s->owned = true;
    bool known = !walked || fstat(s->fd, &st) == 0;
    if (!walked || (known && S_ISREG(st.st_mode)))
        return DH_OK;
    int os = errno;
    dh_stream_close(s);
    return known ? DH_END : dh_fail_os(d, DH_EIO, os, "cannot read '%s'", path);
}

void dh_stream_memory(struct dh_stream *s, const struct dh_allocator *m, const char *name,
                      struct dh_str bytes)
{
    init(s, m, name);
    s->rest = bytes;
}

/* Until there is something to read, or an end. A signal may come just before a read that would
 * wait: so it is looked for again and again. */
static enum dh_err wait_for_bytes(struct dh_stream *s, struct dh_detail *d)
{
    for (int waited = 0;; waited += TURN_MS) {
        if (s->wait.stop && *s->wait.stop)
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        if (s->wait.idle && waited >= IDLE_MS) {
            s->wait.idle(s->wait.self);
            s->wait.idle = NULL;
        }
        if (dh_file_ready(s->fd, s->wait.stop || s->wait.idle ? TURN_MS : -1))
            return DH_OK;
    }
}

/* The bytes as they are: one read, appended to b. DH_END. */
static enum dh_err read_raw(struct dh_stream *s, size_t max, struct dh_buf *b, struct dh_detail *d)
{
    if (s->fd < 0) {
        struct dh_str part = dh_str_sub(s->rest, 0, max);
        s->rest = dh_str_sub(s->rest, part.n, s->rest.n);
        dh_buf_add(b, part);
        return b->err ? b->err : part.n ? DH_OK : DH_END;
    }
    char *p = dh_buf_room(b, max);
    if (!p)
        return dh_fail(d, b->err, 0, "cannot read '%s': %s", s->name, dh_strerror(b->err));
    for (;;) {
        enum dh_err e = wait_for_bytes(s, d);
        if (e)
            return e;
        ssize_t got = read(s->fd, p, max);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got < 0)
            return dh_fail_os(d, DH_EIO, errno, "cannot read '%s'", s->name);
        b->n += (size_t)got;
        return got ? DH_OK : DH_END;
    }
}

/* The decoder's messages know no names. */
static enum dh_err name_error(const struct dh_stream *s, enum dh_err e, struct dh_detail *d)
{
    struct dh_detail why = d ? *d : (struct dh_detail){ 0 };
    return dh_fail(d, e, why.pos, "cannot read '%s': %s", s->name, why.msg);
}

/* Whether a file's name says that it is brotli, which has no magic. */
static bool is_named_brotli(const struct dh_stream *s)
{
    struct dh_str name = dh_str_c(s->name);
    return s->owned && dh_str_ends(name, DH_STR(".br"));
}

/* What the first bytes say. *more: they are too few to tell. */
static enum dh_coding coding_of(const struct dh_stream *s, struct dh_str head, bool *more)
{
    *more = head.n == 0;
    enum dh_coding coding = dh_coding_sniff(head, more);
    if (coding != DH_CODING_NONE || !is_named_brotli(s))
        return coding;
    *more = head.n < LOOK && dh_coding_is_text(head);
    return dh_coding_is_text(head) ? DH_CODING_NONE : DH_CODING_BROTLI;
}

/* The first bytes, into b, where they stay when they are plain. */
static enum dh_err start(struct dh_stream *s, size_t max, struct dh_buf *b, struct dh_detail *d)
{
    size_t at = b->n;
    bool more = true;
    enum dh_err e = DH_OK;
    struct dh_str head = DH_STR_NONE;

    while (e == DH_OK && more && head.n < max) { /* a pipe may give them one by one */
        e = read_raw(s, max - head.n, b, d);
        head = dh_str_sub(dh_buf_str(b), at, b->n);
        s->coding = coding_of(s, head, &more);
    }
    if (e && e != DH_END)
        return e;
    s->started = true;
    s->at_end = e == DH_END;
    if (s->coding == DH_CODING_NONE)
        return head.n ? DH_OK : DH_END;
    dh_buf_add(&s->packed, head);
    s->todo = dh_buf_str(&s->packed);
    b->n = at;
    e = s->packed.err ? s->packed.err : dh_decoder_new(&s->decoder, s->mem, s->coding, d);
    s->at_end = s->at_end || e;
    return e == DH_EINTERNAL ? name_error(s, e, d) : e;
}

/* Junk, or what was appended without being packed: who reads decides what that costs. */
static enum dh_err tell_past(const struct dh_stream *s, struct dh_detail *d)
{
    return dh_fail(d, DH_EDATA, 0,
                   "'%s' goes on behind its %s data: what stands there was not read", s->name,
                   dh_coding_name(s->coding));
}

/* What the decoder took without use is there again for dh_stream_resync, but for its first byte,
 * where no member begins. */
static bool ends_before(struct dh_stream *s, struct dh_str taken)
{
    uint64_t n = dh_decoder_trailing(s->decoder);
    s->past = n > 0;
    if (s->past)
        s->todo = dh_str_sub(taken, n <= taken.n ? taken.n - (size_t)n + 1 : 0, taken.n);
    return s->past;
}

static enum dh_err read_packed(struct dh_stream *s, size_t max, struct dh_buf *b,
                               struct dh_detail *d)
{
    size_t at = b->n;

    for (;;) {
        struct dh_str taken = s->todo;
        if (s->past)
            return tell_past(s, d);
        enum dh_err e = dh_decoder_run(s->decoder, &s->todo, max, b, d);
        if (e == DH_OK && ends_before(s, taken) && b->n == at)
            return tell_past(s, d);
        if (b->n > at && (e == DH_OK || e == DH_EDATA))
            return DH_OK; /* damage is told at the next call */
        s->spoiled = e == DH_EDATA;
        if (e)
            return name_error(s, e, d);
        if (s->at_end) {
            e = dh_decoder_end(s->decoder, d);
            return e ? name_error(s, e, d) : DH_END;
        }
        dh_buf_reset(&s->packed);
        e = read_raw(s, CHUNK, &s->packed, d);
        s->at_end = e == DH_END;
        if (e && e != DH_END)
            return e;
        s->todo = dh_buf_str(&s->packed);
    }
}

enum dh_err dh_stream_read(struct dh_stream *s, size_t max, struct dh_buf *b, struct dh_detail *d)
{
    if (!s->started) {
        enum dh_err e = start(s, max, b, d);
        if (e || !s->decoder)
            return e;
    }
    if (s->decoder)
        return read_packed(s, max, b, d);
    return s->at_end ? DH_END : read_raw(s, max, b, d);
}

/* Moves todo to the next bytes that a member begins with: at a gzip header, no reserved flag is set
 * (RFC 1952, 2.3). */
static bool find_member(struct dh_stream *s)
{
    for (; s->todo.n; s->todo = dh_str_sub(s->todo, 1, s->todo.n)) {
        size_t n = s->todo.n;
        bool more = false, gzip = s->coding == DH_CODING_GZIP;
        enum dh_coding is = dh_coding_sniff(s->todo, &more);
        more = more || (gzip && is == s->coding && n < 4);
        if (more && n < MAGIC)
            return false;
        if (is == s->coding && !(gzip && (unsigned char)s->todo.p[3] & 0xE0))
            return true;
    }
    return false;
}

enum dh_err dh_stream_resync(struct dh_stream *s, struct dh_detail *d)
{
    if (!s->decoder || s->coding == DH_CODING_BROTLI)
        return DH_END;
    if (dh_decoder_stuck(s->decoder))
        s->todo = dh_str_sub(s->todo, 1, s->todo.n);
    while (!find_member(s)) {
        if (s->at_end)
            return DH_END;
        char tail[MAGIC];
        size_t n = s->todo.n;
        memcpy(tail, n ? s->todo.p : "", n); /* less than MAGIC bytes, perhaps of a header */
        dh_buf_reset(&s->packed);
        dh_buf_add(&s->packed, (struct dh_str){ tail, n });
        enum dh_err e = s->packed.err ? s->packed.err : read_raw(s, CHUNK, &s->packed, d);
        s->at_end = e == DH_END;
        if (e && e != DH_END)
            return e;
        s->todo = dh_buf_str(&s->packed);
    }
    s->past = s->spoiled = false;
    dh_decoder_restart(s->decoder);
    return DH_OK;
}

void dh_stream_close(struct dh_stream *s)
{
    if (s->owned && s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    s->owned = false;
    dh_decoder_free(s->decoder);
    s->decoder = NULL;
    dh_buf_release(&s->packed);
    s->todo = DH_STR_NONE;
}

bool dh_stream_packed_head(const struct dh_allocator *m, const char *path, size_t n, uint64_t *hash)
{
    struct dh_stream s;
    struct dh_buf b;
    enum dh_err e = dh_stream_open(&s, m, path, true, NULL);

    if (e)
        return false;
    dh_buf_init(&b, m, SIZE_MAX);
    while (e == DH_OK && b.n < n && (s.decoder || !s.started))
        e = dh_stream_read(&s, CHUNK, &b, NULL);
    bool has = s.decoder && b.n >= n;
    *hash = has ? dh_hash64(dh_str_sub(dh_buf_str(&b), 0, n)) : 0;
    dh_stream_close(&s);
    dh_buf_release(&b);
    return has;
}
