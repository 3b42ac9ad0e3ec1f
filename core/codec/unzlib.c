/* SPDX-License-Identifier: MIT */
/* gzip, and HTTP's "deflate": zlib. */
#include <limits.h>
#include <zlib.h>

#include "codec/unpacker.h"

struct unzlib {
    const struct dh_allocator *mem;
    z_stream z;
    bool gzip, begun;
};

static void *on_alloc(void *self, unsigned count, unsigned size)
{
    return dh_mem_zeroed(self, count, size);
}

static void on_free(void *self, void *p)
{
    dh_mem_free(self, p);
}

static enum dh_err open_either(void **self, const struct dh_allocator *m, bool gzip)
{
    struct unzlib *u = dh_mem_zeroed(m, 1, sizeof *u);

    *self = u;
    if (!u)
        return DH_ENOMEM;
    u->mem = m;
    u->gzip = gzip;
    u->z.zalloc = on_alloc;
    u->z.zfree = on_free;
    u->z.opaque = (void *)m; /* only handed back to the two above */
    return DH_OK;
}

static enum dh_err open_gzip(void **self, const struct dh_allocator *m, struct dh_detail *d)
{
    (void)d;
    return open_either(self, m, true);
}

static enum dh_err open_deflate(void **self, const struct dh_allocator *m, struct dh_detail *d)
{
    (void)d;
    return open_either(self, m, false);
}

static void close_zlib(void *self)
{
    struct unzlib *u = self;

    if (!u)
        return;
    if (u->begun)
        inflateEnd(&u->z);
    dh_mem_free(u->mem, u);
}

/* HTTP's "deflate" is zlib's format, but some servers send it bare. */
static enum dh_err begin(void *self, unsigned char first)
{
    struct unzlib *u = self;
    int bits = 15 + 16;

    if (u->begun)
        return inflateReset(&u->z) == Z_OK ? DH_OK : DH_EDATA;
    if (!u->gzip)
        bits = (first & 15) == Z_DEFLATED && first >> 4 <= 7 ? 15 : -15;
    u->begun = inflateInit2(&u->z, bits) == Z_OK;
    return u->begun ? DH_OK : DH_ENOMEM;
}

static enum dh_err step(void *self, struct dh_str *in, char *to, size_t room, struct dh_step *s)
{
    struct unzlib *u = self;
    unsigned n = in->n < UINT_MAX ? (unsigned)in->n : UINT_MAX;

    u->z.next_in = (unsigned char *)in->p; /* zlib does not write there */
    u->z.avail_in = n;
    u->z.next_out = (unsigned char *)to;
    u->z.avail_out = (unsigned)room;
    int r = inflate(&u->z, Z_NO_FLUSH);
    *in = dh_str_sub(*in, n - u->z.avail_in, in->n);
    s->made = room - u->z.avail_out;
    s->starved = r == Z_BUF_ERROR || (r == Z_OK && in->n == 0 && u->z.avail_out);
    s->ended = r == Z_STREAM_END;
    if (r == Z_MEM_ERROR)
        return DH_ENOMEM;
    return r == Z_OK || r == Z_STREAM_END || r == Z_BUF_ERROR ? DH_OK : DH_EDATA;
}

const struct dh_unpacker dh_unpack_gzip = {
    "gzip", true, true, open_gzip, begin, step, close_zlib,
};
const struct dh_unpacker dh_unpack_deflate = {
    "gzip", false, false, open_deflate, begin, step, close_zlib,
};
