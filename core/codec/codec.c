/* SPDX-License-Identifier: MIT */
#include "codec/codec.h"

#include <limits.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/err.h"

enum { STEP = 64 * 1024, WINDOW_LOG_MAX = 27 };

enum state {
    AT_START,  /* nothing seen yet */
    IN_MEMBER, /* or frame */
    BETWEEN,   /* a member has ended; another may follow */
    PAST_END   /* only what is passed over follows */
};

struct dh_decoder {
    const struct dh_allocator *mem;
    enum dh_coding coding;
    enum state state;
    z_stream z;
    bool z_open;
    ZSTD_DStream *zstd;
    uint64_t members, in, out; /* ended members; bytes taken and made */
    uint64_t trailing;         /* bytes behind the last member */
    enum dh_err err;           /* damage and limits are final */
    bool no_dictionary;        /* DH_EDATA for want of the one that zstd data were packed with */
};

enum dh_coding dh_coding_sniff(struct dh_str head)
{
    if (dh_str_starts(head, DH_STR("\x1F\x8B\x08")))
        return DH_CODING_GZIP;
    if (dh_str_starts(head, DH_STR("\x28\xB5\x2F\xFD")))
        return DH_CODING_ZSTD;
    /* Skippable frames (RFC 8878, 3.1.2) may come first. */
    if (head.n >= 4 && (head.p[0] & 0xF0) == 0x50 &&
        dh_str_eq(dh_str_sub(head, 1, 3), DH_STR("\x2A\x4D\x18")))
        return DH_CODING_ZSTD;
    return DH_CODING_NONE;
}

bool dh_coding_is_text(struct dh_str s)
{
    enum { LOOK = 512 };

    for (size_t i = 0; i < s.n && i < LOOK; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < '\t' || (c > '\r' && c < ' ' && c != 0x1B)) /* ESC: ISO-2022 */
            return false;
    }
    return true;
}

static void *z_alloc(void *self, unsigned count, unsigned size)
{
    return dh_mem_zeroed(self, count, size);
}

static void z_free(void *self, void *p)
{
    dh_mem_free(self, p);
}

enum dh_err dh_decoder_new(struct dh_decoder **out, const struct dh_allocator *m,
                           enum dh_coding coding, struct dh_detail *d)
{
    struct dh_decoder *c = dh_mem_zeroed(m, 1, sizeof *c);

    if (!c)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a decoder");
    c->mem = m;
    c->coding = coding;
    c->z.zalloc = z_alloc;
    c->z.zfree = z_free;
    c->z.opaque = (void *)m; /* only handed back to the two above */
    if (coding == DH_CODING_ZSTD) {
        c->zstd = ZSTD_createDStream();
        if (!c->zstd ||
            ZSTD_isError(ZSTD_DCtx_setParameter(c->zstd, ZSTD_d_windowLogMax, WINDOW_LOG_MAX))) {
            dh_decoder_free(c);
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for a decoder");
        }
    }
    *out = c;
    return DH_OK;
}

void dh_decoder_free(struct dh_decoder *c)
{
    if (!c)
        return;
    if (c->z_open)
        inflateEnd(&c->z);
    ZSTD_freeDStream(c->zstd);
    dh_mem_free(c->mem, c);
}

/* ---- zlib */

/* What a step did: bytes made, and whether it stopped for want of input. */
struct step {
    size_t made;
    bool starved;
};

/* HTTP's "deflate" is zlib's format, but some servers send it bare. */
static enum dh_err z_start(struct dh_decoder *c, unsigned char first)
{
    int bits = 15 + 16;
    if (c->coding == DH_CODING_DEFLATE)
        bits = (first & 15) == Z_DEFLATED && first >> 4 <= 7 ? 15 : -15;
    int r = inflateInit2(&c->z, bits);
    c->z_open = r == Z_OK;
    c->state = IN_MEMBER;
    return c->z_open ? DH_OK : DH_ENOMEM;
}

static enum dh_err z_step(struct dh_decoder *c, struct dh_str *in, char *to, size_t room,
                          struct step *s)
{
    enum dh_err e = c->state == AT_START ? z_start(c, (unsigned char)in->p[0]) : DH_OK;
    if (e)
        return e;
    unsigned n = in->n < UINT_MAX ? (unsigned)in->n : UINT_MAX;
    c->z.next_in = (unsigned char *)in->p; /* zlib does not write there */
    c->z.avail_in = n;
    c->z.next_out = (unsigned char *)to;
    c->z.avail_out = (unsigned)room;
    int r = inflate(&c->z, Z_NO_FLUSH);
    *in = dh_str_sub(*in, n - c->z.avail_in, in->n);
    s->made = room - c->z.avail_out;
    s->starved = r == Z_BUF_ERROR || (r == Z_OK && in->n == 0 && c->z.avail_out);
    if (r == Z_STREAM_END) {
        c->members++;
        c->state = c->coding == DH_CODING_GZIP ? BETWEEN : PAST_END;
    } else if (r == Z_MEM_ERROR) {
        return DH_ENOMEM;
    } else if (r != Z_OK && r != Z_BUF_ERROR) {
        if (!c->members || c->z.total_out)
            return DH_EDATA;
        c->state = PAST_END; /* it looked like a member, but was none */
        c->trailing = n - c->z.avail_in;
    }
    return DH_OK;
}

/* Zeros behind a member are padding (tape blocks); another magic starts the next member. */
static void z_between(struct dh_decoder *c, struct dh_str *in)
{
    while (in->n && in->p[0] == '\0')
        *in = dh_str_sub(*in, 1, in->n);
    if (!in->n)
        return;
    c->state = in->p[0] == '\x1F' && inflateReset(&c->z) == Z_OK ? IN_MEMBER : PAST_END;
}

/* ---- Zstandard */

static enum dh_err zstd_step(struct dh_decoder *c, struct dh_str *in, char *to, size_t room,
                             struct step *s)
{
    ZSTD_inBuffer from = { in->p, in->n, 0 };
    ZSTD_outBuffer out = { to, room, 0 };
    size_t r = ZSTD_decompressStream(c->zstd, &out, &from);

    *in = dh_str_sub(*in, from.pos, in->n);
    s->made = out.pos;
    s->starved = in->n == 0 && out.pos < room;
    c->no_dictionary = ZSTD_getErrorCode(r) == ZSTD_error_dictionary_wrong;
    if (ZSTD_isError(r) && !c->no_dictionary && c->members && c->state == BETWEEN) {
        c->state = PAST_END;
        c->trailing = from.pos;
        return DH_OK;
    }
    if (ZSTD_isError(r))
        return DH_EDATA;
    c->members += r == 0 && (from.pos || out.pos);
    if (from.pos || out.pos)
        c->state = r == 0 ? BETWEEN : IN_MEMBER;
    return DH_OK;
}

/* ---- Both */

static enum dh_err fail(const struct dh_decoder *c, enum dh_err e, struct dh_detail *d)
{
    const char *name = c->coding == DH_CODING_ZSTD ? "zstd" : "gzip";
    switch (e) {
    case DH_EDATA:
        return c->no_dictionary
                   ? dh_fail(d, e, c->in,
                             "zstd data packed with a dictionary, which are to be unpacked first")
                   : dh_fail(d, e, c->in, "damaged %s data", name);
    case DH_ELIMIT:
        return dh_fail(d, e, c->in, "the %s data unpack to more than the limit", name);
    default:
        return dh_fail(d, e, c->in, "cannot unpack %s data: %s", name, dh_strerror(e));
    }
}

static enum dh_err step(struct dh_decoder *c, struct dh_str *in, char *to, size_t room,
                        struct step *s)
{
    *s = (struct step){ 0 };
    if (c->state == BETWEEN && c->coding == DH_CODING_GZIP)
        z_between(c, in);
    if (c->state == PAST_END) {
        c->trailing += in->n;
        *in = dh_str_sub(*in, in->n, 0);
    }
    if ((c->state == AT_START || c->state == BETWEEN || c->state == PAST_END) && !in->n) {
        s->starved = true;
        return DH_OK;
    }
    size_t before = in->n;
    enum dh_err e = c->zstd ? zstd_step(c, in, to, room, s) : z_step(c, in, to, room, s);
    c->in += before - in->n;
    c->out += s->made;
    if (e == DH_OK && c->out > DH_RATIO_FREE && c->out / DH_RATIO_MAX > c->in)
        return DH_ELIMIT;
    return e;
}

enum dh_err dh_decoder_run(struct dh_decoder *c, struct dh_str *in, size_t max, struct dh_buf *out,
                           struct dh_detail *d)
{
    struct step s = { 0 };

    if (c->err)
        return fail(c, c->err, d);
    for (size_t made = 0; made < max && !s.starved; made += s.made) {
        size_t room = max - made < STEP ? max - made : STEP;
        char probe = 0;
        if (room > out->cap - out->n)
            room = out->cap - out->n;
        /* At the cap one byte more tells whether there is any. */
        char *to = room ? dh_buf_room(out, room) : &probe;
        if (!to)
            return fail(c, out->err, d);
        enum dh_err e = step(c, in, to, room ? room : 1, &s);
        if (e == DH_OK && !room && s.made)
            e = DH_ELIMIT;
        out->n += room ? s.made : 0;
        c->err = e;
        if (e)
            return fail(c, e, d);
    }
    return DH_OK;
}

enum dh_err dh_decoder_end(const struct dh_decoder *c, struct dh_detail *d)
{
    if (c->state != IN_MEMBER)
        return DH_OK;
    return dh_fail(d, DH_EDATA, c->in, "%s data that are cut off",
                   c->coding == DH_CODING_ZSTD ? "zstd" : "gzip");
}

uint64_t dh_decoder_trailing(const struct dh_decoder *c)
{
    return c->trailing;
}
