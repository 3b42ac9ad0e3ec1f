/* SPDX-License-Identifier: MIT */
/* Zstandard (RFC 8878), with the dictionary that archives put in front of their records ("Zstandard
 * for WARC", iipc.github.io/warc-specifications): a skippable frame of its own number, the first of
 * the file, holds it, as it is or packed itself. */
#include <zdict.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/err.h"
#include "codec/unpacker.h"

enum {
    HEADER = 8, /* of a skippable frame: magic, size */
    DICTIONARY_MAX = 16 << 20
};

static const char dictionary_frame[] = "\x5D\x2A\x4D\x18";
static const char dictionary_magic[] = "\x37\xA4\x30\xEC";
static const char frame_magic[] = "\x28\xB5\x2F\xFD";

enum phase {
    IN_HEADER,     /* of what may be a dictionary's frame */
    IN_DICTIONARY, /* the frame's content */
    IN_FRAMES
};

struct unzstd {
    const struct dh_allocator *mem;
    ZSTD_DStream *s;
    enum phase phase;
    struct dh_buf head; /* of the file: header and dictionary */
    struct dh_str todo; /* of head, when it was no such thing after all */
};

static enum dh_err open_zstd(void **self, const struct dh_allocator *m, struct dh_detail *d)
{
    struct unzstd *u = dh_mem_zeroed(m, 1, sizeof *u);

    (void)d;
    *self = u;
    if (!u)
        return DH_ENOMEM;
    u->mem = m;
    dh_buf_init(&u->head, m, HEADER + DICTIONARY_MAX);
    u->s = ZSTD_createDStream();
    if (!u->s || ZSTD_isError(ZSTD_DCtx_setParameter(u->s, ZSTD_d_windowLogMax, DH_WINDOW_LOG_MAX)))
        return DH_ENOMEM;
    return DH_OK;
}

static void close_zstd(void *self)
{
    struct unzstd *u = self;

    if (!u)
        return;
    ZSTD_freeDStream(u->s);
    dh_buf_release(&u->head);
    dh_mem_free(u->mem, u);
}

/* The dictionary stays. */
static enum dh_err begin(void *self, unsigned char first)
{
    struct unzstd *u = self;
    (void)first;
    u->todo = DH_STR_NONE; /* of a damaged one */
    return ZSTD_isError(ZSTD_DCtx_reset(u->s, ZSTD_reset_session_only)) ? DH_ENOMEM : DH_OK;
}

/* ---- The dictionary */

static struct dh_str lit(const char *four)
{
    return (struct dh_str){ four, 4 };
}

/* One that is packed, into b. Damage gives none. */
static enum dh_err unpack_dictionary(struct unzstd *u, struct dh_str s, struct dh_buf *b)
{
    ZSTD_inBuffer from = { s.p, s.n, 0 };
    size_t r = 1, made = 1;

    while (r && made && !ZSTD_isError(r)) {
        ZSTD_outBuffer out = { dh_buf_room(b, 1 << 16), 1 << 16, 0 };
        if (!out.dst)
            return b->err;
        r = ZSTD_decompressStream(u->s, &out, &from);
        made = out.pos;
        b->n += made;
    }
    if (ZSTD_isError(ZSTD_DCtx_reset(u->s, ZSTD_reset_session_only)))
        return DH_ENOMEM;
    return r ? DH_EDATA : DH_OK;
}

static enum dh_err load_dictionary(struct unzstd *u, struct dh_str s, struct dh_step *step)
{
    struct dh_buf b;
    enum dh_err e = DH_OK;

    dh_buf_init(&b, u->mem, DICTIONARY_MAX + (1 << 16));
    if (dh_str_starts(s, lit(frame_magic))) {
        e = unpack_dictionary(u, s, &b);
        s = dh_buf_str(&b);
    }
    /* Anything else in such a frame is skipped as in any. */
    if (e == DH_OK && dh_str_starts(s, lit(dictionary_magic))) {
        if (ZDICT_isError(ZDICT_getDictHeaderSize(s.p, s.n)))
            e = DH_EDATA;
        else if (ZSTD_isError(ZSTD_DCtx_loadDictionary(u->s, s.p, s.n)))
            e = DH_ENOMEM;
    }
    dh_buf_release(&b);
    if (e == DH_EDATA || e == DH_ELIMIT)
        step->why = "whose dictionary is damaged";
    return e == DH_ELIMIT ? DH_EDATA : e;
}

/* Bytes of the dictionary's frame as its header tells; 0: it is not whole yet, or no such one. */
static size_t frame_size(const struct dh_buf *head)
{
    size_t n = 0;
    if (head->n < HEADER || !dh_str_starts(dh_buf_str(head), lit(dictionary_frame)))
        return 0;
    for (int i = 3; i >= 0; i--)
        n = n << 8 | (unsigned char)head->p[4 + i];
    return n <= DICTIONARY_MAX ? HEADER + n : 0;
}

/* Takes what may be the dictionary's frame off *in. */
static enum dh_err take_head(struct unzstd *u, struct dh_str *in, struct dh_step *s)
{
    size_t want = u->phase == IN_HEADER ? HEADER : frame_size(&u->head);
    struct dh_str part = dh_str_sub(*in, 0, want - u->head.n);

    dh_buf_add(&u->head, part);
    if (u->head.err)
        return u->head.err;
    *in = dh_str_sub(*in, part.n, in->n);
    struct dh_str head = dh_buf_str(&u->head);
    bool other = !dh_str_starts(lit(dictionary_frame), dh_str_sub(head, 0, 4));
    s->starved = u->head.n < want && !other;
    if (s->starved)
        return DH_OK;
    want = frame_size(&u->head);
    if (u->phase == IN_HEADER && want > HEADER) {
        u->phase = IN_DICTIONARY;
        return DH_OK;
    }
    u->phase = IN_FRAMES;
    if (want) {
        enum dh_err e = load_dictionary(u, dh_str_sub(head, HEADER, head.n), s);
        dh_buf_release(&u->head);
        s->ended = s->front = true;
        return e;
    }
    u->todo = head;
    return DH_OK;
}

/* ---- Frames */

static enum dh_err fail(size_t r, struct dh_step *s)
{
    switch (ZSTD_getErrorCode(r)) {
    case ZSTD_error_memory_allocation:
        return DH_ENOMEM;
    case ZSTD_error_dictionary_wrong:
        s->why = "packed with a dictionary, which are to be unpacked first (zstd -dcD DICTIONARY)";
        return DH_EDATA;
    case ZSTD_error_frameParameter_windowTooLarge:
        s->why = "that need a window of more than " DH_WINDOW_TOLD;
        return DH_EDATA;
    default:
        return DH_EDATA;
    }
}

static enum dh_err step(void *self, struct dh_str *in, char *to, size_t room, struct dh_step *s)
{
    struct unzstd *u = self;

    if (u->phase != IN_FRAMES) {
        enum dh_err e = take_head(u, in, s);
        if (e || u->phase != IN_FRAMES || !u->todo.n)
            return e;
    }
    bool own = u->todo.n > 0;
    struct dh_str *from = own ? &u->todo : in;
    ZSTD_inBuffer next = { from->p, from->n, 0 };
    ZSTD_outBuffer out = { to, room, 0 };
    size_t r = ZSTD_decompressStream(u->s, &out, &next);

    *from = dh_str_sub(*from, next.pos, from->n);
    s->made = out.pos;
    s->starved = in->n == 0 && !u->todo.n && out.pos < room;
    s->ended = r == 0;
    return ZSTD_isError(r) ? fail(r, s) : DH_OK;
}

const struct dh_unpacker dh_unpack_zstd = {
    "zstd", true, true, open_zstd, begin, step, close_zstd,
};
