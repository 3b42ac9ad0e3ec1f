/* SPDX-License-Identifier: MIT */
/* Brotli (RFC 7932): libbrotlidec, loaded by who meets such data. Its window is at most 16 MiB:
 * larger ones are another format, and damage here. */
#include <brotli/decode.h>

#include "base/dynlib.h"
#include "codec/unpacker.h"

static const char *const libraries[] = { "libbrotlidec.so.1", NULL };

#define CALLS(X)  X(CreateInstance) X(DestroyInstance) X(DecompressStream) X(GetErrorCode)
#define MEMBER(f) DH_DYNLIB_MEMBER(BrotliDecoder, f)
struct calls {
    CALLS(MEMBER)
};
#define CALL(f) DH_DYNLIB_CALL(struct calls, BrotliDecoder, f)
static const struct dh_dynlib_call calls[] = { CALLS(CALL) };

struct unbrotli {
    const struct dh_allocator *mem;
    struct calls br;
    BrotliDecoderState *s;
};

static void *on_alloc(void *self, size_t n)
{
    return dh_unpack_alloc(self, 1, n);
}

static void on_free(void *self, void *p)
{
    dh_mem_free(self, p);
}

static enum dh_err open_brotli(void **self, const struct dh_allocator *m, struct dh_detail *d)
{
    const struct dh_dynlib lib = { libraries,      "unpacking brotli data needs",
                                   "libbrotlidec", DH_EINTERNAL,
                                   calls,          DH_LEN(calls) };
    struct unbrotli *u = dh_mem_zeroed(m, 1, sizeof *u);

    *self = u;
    if (!u)
        return DH_ENOMEM;
    u->mem = m;
    return dh_dynlib_load(&lib, &u->br, d);
}

static void end(struct unbrotli *u)
{
    if (u->s)
        u->br.DestroyInstance(u->s);
    u->s = NULL;
}

static void close_brotli(void *self)
{
    struct unbrotli *u = self;

    if (!u)
        return;
    end(u);
    dh_mem_free(u->mem, u);
}

static enum dh_err begin(void *self, unsigned char first)
{
    struct unbrotli *u = self;

    (void)first;
    end(u);
    u->s = u->br.CreateInstance(on_alloc, on_free, (void *)u->mem);
    return u->s ? DH_OK : DH_ENOMEM;
}

static enum dh_err fail(const struct unbrotli *u)
{
    BrotliDecoderErrorCode why = u->br.GetErrorCode(u->s);
    bool memory = why <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES &&
                  why >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
    return memory ? DH_ENOMEM : DH_EDATA;
}

static enum dh_err step(void *self, struct dh_str *in, char *to, size_t room, struct dh_step *s)
{
    struct unbrotli *u = self;
    const uint8_t *from = (const uint8_t *)in->p;
    uint8_t *out = (uint8_t *)to;
    size_t n = in->n, left = room;
    BrotliDecoderResult r = u->br.DecompressStream(u->s, &n, &from, &left, &out, NULL);

    *in = dh_str_sub(*in, in->n - n, in->n);
    s->made = room - left;
    s->starved = r == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT;
    s->ended = r == BROTLI_DECODER_RESULT_SUCCESS;
    return r == BROTLI_DECODER_RESULT_ERROR ? fail(u) : DH_OK;
}

const struct dh_unpacker dh_unpack_brotli = {
    "brotli", false, false, open_brotli, begin, step, close_brotli,
};
