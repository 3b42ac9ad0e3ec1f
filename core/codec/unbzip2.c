/* SPDX-License-Identifier: MIT */
/* bzip2: libbz2, loaded by who meets such data. Its window is at most 900 kB, four times in
 * memory. */
#include <bzlib.h>
#include <limits.h>

#include "base/dynlib.h"
#include "codec/unpacker.h"

/* As Debian has it, and as others do. */
static const char *const libraries[] = { "libbz2.so.1.0", "libbz2.so.1", NULL };

#define CALLS(X)  X(DecompressInit) X(Decompress) X(DecompressEnd)
#define MEMBER(f) DH_DYNLIB_MEMBER(BZ2_bz, f)
struct calls {
    CALLS(MEMBER)
};
#define CALL(f) DH_DYNLIB_CALL(struct calls, BZ2_bz, f)
static const struct dh_dynlib_call calls[] = { CALLS(CALL) };

struct unbzip2 {
    const struct dh_allocator *mem;
    struct calls bz;
    bz_stream s;
    bool begun;
};

static void *on_alloc(void *self, int count, int size)
{
    return count < 0 || size < 0 ? NULL : dh_unpack_alloc(self, (size_t)count, (size_t)size);
}

static void on_free(void *self, void *p)
{
    dh_mem_free(self, p);
}

static enum dh_err open_bzip2(void **self, const struct dh_allocator *m, struct dh_detail *d)
{
    const struct dh_dynlib lib = { libraries, "unpacking bzip2 data needs",
                                   "libbz2",  DH_EINTERNAL,
                                   calls,     DH_LEN(calls) };
    struct unbzip2 *u = dh_mem_zeroed(m, 1, sizeof *u);

    *self = u;
    if (!u)
        return DH_ENOMEM;
    u->mem = m;
    return dh_dynlib_load(&lib, &u->bz, d);
}

static void end(struct unbzip2 *u)
{
    if (u->begun)
        u->bz.DecompressEnd(&u->s);
    u->begun = false;
}

static void close_bzip2(void *self)
{
    struct unbzip2 *u = self;

    if (!u)
        return;
    end(u);
    dh_mem_free(u->mem, u);
}

static enum dh_err begin(void *self, unsigned char first)
{
    struct unbzip2 *u = self;

    (void)first;
    end(u);
    u->s = (bz_stream){ .bzalloc = on_alloc, .bzfree = on_free, .opaque = (void *)u->mem };
    u->begun = u->bz.DecompressInit(&u->s, 0, 0) == BZ_OK;
    return u->begun ? DH_OK : DH_ENOMEM;
}

static enum dh_err step(void *self, struct dh_str *in, char *to, size_t room, struct dh_step *s)
{
    struct unbzip2 *u = self;
    unsigned n = in->n < UINT_MAX ? (unsigned)in->n : UINT_MAX;

    u->s.next_in = (char *)in->p; /* libbz2 does not write there */
    u->s.avail_in = n;
    u->s.next_out = to;
    u->s.avail_out = (unsigned)room;
    int r = u->bz.Decompress(&u->s);
    *in = dh_str_sub(*in, n - u->s.avail_in, in->n);
    s->made = room - u->s.avail_out;
    s->starved = r == BZ_OK && in->n == 0 && u->s.avail_out;
    s->ended = r == BZ_STREAM_END;
    if (r == BZ_MEM_ERROR)
        return DH_ENOMEM;
    return r == BZ_OK || r == BZ_STREAM_END ? DH_OK : DH_EDATA;
}

const struct dh_unpacker dh_unpack_bzip2 = {
    "bzip2", true, true, open_bzip2, begin, step, close_bzip2,
};
