/* SPDX-License-Identifier: MIT */
/* xz (tukaani.org/xz/xz-file-format.txt): liblzma, loaded by who meets such data. */
#include <lzma.h>

#include "base/dynlib.h"
#include "codec/unpacker.h"

static const char *const libraries[] = { "liblzma.so.5", NULL };

#define CALLS(X)  X(stream_decoder) X(code) X(end)
#define MEMBER(f) DH_DYNLIB_MEMBER(lzma_, f)
struct calls {
    CALLS(MEMBER)
};
#define CALL(f) DH_DYNLIB_CALL(struct calls, lzma_, f)
static const struct dh_dynlib_call calls[] = { CALLS(CALL) };

/* A window and what liblzma needs beside it. */
enum { MEMORY_MAX = (1 << DH_WINDOW_LOG_MAX) + (4 << 20) };

struct unxz {
    const struct dh_allocator *mem;
    struct calls lzma;
    lzma_allocator allocator;
    lzma_stream s;
};

static void *on_alloc(void *self, size_t count, size_t size)
{
    return dh_unpack_alloc(self, count, size);
}

static void on_free(void *self, void *p)
{
    dh_mem_free(self, p);
}

static enum dh_err open_xz(void **self, const struct dh_allocator *m, struct dh_detail *d)
{
    const struct dh_dynlib lib = { libraries, "unpacking xz data needs",
                                   "liblzma", DH_EINTERNAL,
                                   calls,     DH_LEN(calls) };
    struct unxz *u = dh_mem_zeroed(m, 1, sizeof *u);

    *self = u;
    if (!u)
        return DH_ENOMEM;
    u->mem = m;
    u->allocator = (lzma_allocator){ on_alloc, on_free, (void *)m };
    u->s = (lzma_stream)LZMA_STREAM_INIT;
    u->s.allocator = &u->allocator;
    return dh_dynlib_load(&lib, &u->lzma, d);
}

static void close_xz(void *self)
{
    struct unxz *u = self;

    if (!u)
        return;
    if (u->lzma.end)
        u->lzma.end(&u->s);
    dh_mem_free(u->mem, u);
}

static enum dh_err begin(void *self, unsigned char first)
{
    struct unxz *u = self;
    (void)first;
    return u->lzma.stream_decoder(&u->s, MEMORY_MAX, 0) == LZMA_OK ? DH_OK : DH_ENOMEM;
}

static enum dh_err step(void *self, struct dh_str *in, char *to, size_t room, struct dh_step *s)
{
    struct unxz *u = self;

    u->s.next_in = (const uint8_t *)in->p;
    u->s.avail_in = in->n;
    u->s.next_out = (uint8_t *)to;
    u->s.avail_out = room;
    lzma_ret r = u->lzma.code(&u->s, LZMA_RUN);
    *in = dh_str_sub(*in, in->n - u->s.avail_in, in->n);
    s->made = room - u->s.avail_out;
    s->starved = r == LZMA_BUF_ERROR || (r == LZMA_OK && in->n == 0 && u->s.avail_out);
    s->ended = r == LZMA_STREAM_END;
    if (r == LZMA_MEMLIMIT_ERROR)
        s->why = "that need a window of more than " DH_WINDOW_TOLD;
    else if (r == LZMA_OPTIONS_ERROR)
        s->why = "packed in a way that this liblzma does not know";
    if (r == LZMA_MEM_ERROR)
        return DH_ENOMEM;
    return r == LZMA_OK || r == LZMA_STREAM_END || r == LZMA_BUF_ERROR ? DH_OK : DH_EDATA;
}

const struct dh_unpacker dh_unpack_xz = {
    "xz", true, true, open_xz, begin, step, close_xz,
};
