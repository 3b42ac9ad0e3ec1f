/* SPDX-License-Identifier: MIT */
#include "codec/codec.h"

#include "base/err.h"
#include "codec/unpacker.h"

enum { STEP = 64 * 1024 };

enum state {
    AT_START, /* nothing seen yet */
    IN_MEMBER,
    BETWEEN, /* a member has ended; another may follow */
    PAST_END /* only what is passed over follows */
};

struct dh_decoder {
    const struct dh_allocator *mem;
    enum dh_coding coding;
    const struct dh_unpacker *is;
    void *unpacker;
    enum state state;
    uint64_t members, in, out; /* ended members; bytes taken and made */
    uint64_t began, made;      /* where the member at hand began, what came out of it */
    uint64_t trailing;         /* bytes behind the last member */
    enum dh_err err;           /* damage and limits are final */
    const char *why;           /* DH_EDATA for another cause than damage */
};

static const struct dh_unpacker *unpacker_of(enum dh_coding coding)
{
    switch (coding) {
    case DH_CODING_GZIP:
        return &dh_unpack_gzip;
    case DH_CODING_DEFLATE:
        return &dh_unpack_deflate;
    case DH_CODING_ZSTD:
        return &dh_unpack_zstd;
    case DH_CODING_XZ:
        return &dh_unpack_xz;
    case DH_CODING_BZIP2:
        return &dh_unpack_bzip2;
    case DH_CODING_BROTLI:
        return &dh_unpack_brotli;
    case DH_CODING_NONE:
        break;
    }
    return NULL;
}

const char *dh_coding_name(enum dh_coding coding)
{
    const struct dh_unpacker *u = unpacker_of(coding);
    return u ? u->name : "plain";
}

/* ---- What it is */

/* "#" stands for a digit from 1 on. */
static const struct {
    struct dh_str magic;
    enum dh_coding coding;
} magics[] = {
    { { "\x1F\x8B\x08", 3 }, DH_CODING_GZIP },
    { { "\x28\xB5\x2F\xFD", 4 }, DH_CODING_ZSTD },
    { { "\xFD"
        "7zXZ\0",
        6 },
      DH_CODING_XZ },
    { { "BZh#1AY&SY", 10 }, DH_CODING_BZIP2 },
    { { "BZh#\x17\x72\x45\x38\x50\x90", 10 }, DH_CODING_BZIP2 }, /* of nothing */
};

static bool fits(struct dh_str magic, struct dh_str head)
{
    for (size_t i = 0; i < magic.n && i < head.n; i++)
        if (magic.p[i] == '#' ? head.p[i] < '1' || head.p[i] > '9' : head.p[i] != magic.p[i])
            return false;
    return true;
}

/* Skippable frames (RFC 8878, 3.1.2), which may come first: 50 to 5F 2A 4D 18. */
static bool is_skippable(struct dh_str head)
{
    return head.n && (head.p[0] & 0xF0) == 0x50 &&
           fits(DH_STR("\x2A\x4D\x18"), dh_str_sub(head, 1, 3));
}

enum dh_coding dh_coding_sniff(struct dh_str head, bool *more)
{
    bool may = false;

    for (size_t i = 0; i < DH_LEN(magics); i++) {
        if (!fits(magics[i].magic, head))
            continue;
        if (head.n >= magics[i].magic.n)
            return magics[i].coding;
        may = true;
    }
    if (is_skippable(head) && head.n >= 4)
        return DH_CODING_ZSTD;
    if (more)
        *more = may || is_skippable(head);
    return DH_CODING_NONE;
}

enum dh_coding dh_coding_of_label(struct dh_str label)
{
    static const struct {
        const char *label;
        enum dh_coding coding;
    } labels[] = {
        { "gzip", DH_CODING_GZIP },       { "x-gzip", DH_CODING_GZIP },
        { "deflate", DH_CODING_DEFLATE }, { "br", DH_CODING_BROTLI },
        { "zstd", DH_CODING_ZSTD },       { "xz", DH_CODING_XZ },
        { "bzip2", DH_CODING_BZIP2 },
    };
    for (size_t i = 0; i < DH_LEN(labels); i++)
        if (dh_str_eq_nocase(label, dh_str_c(labels[i].label)))
            return labels[i].coding;
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

/* ---- A decoder */

enum dh_err dh_decoder_new(struct dh_decoder **out, const struct dh_allocator *m,
                           enum dh_coding coding, struct dh_detail *d)
{
    struct dh_decoder *c = dh_mem_zeroed(m, 1, sizeof *c);
    enum dh_err e = DH_ENOMEM;

    if (c) {
        c->mem = m;
        c->coding = coding;
        c->is = unpacker_of(coding);
        e = c->is->open(&c->unpacker, m, d);
    }
    if (e == DH_OK)
        *out = c;
    else
        dh_decoder_free(c);
    return e == DH_ENOMEM ? dh_fail(d, e, 0, "out of memory for a decoder") : e;
}

void dh_decoder_free(struct dh_decoder *c)
{
    if (!c)
        return;
    c->is->close(c->unpacker);
    dh_mem_free(c->mem, c);
}

bool dh_decoder_stuck(const struct dh_decoder *c)
{
    return c->state == IN_MEMBER && c->in == c->began;
}

void dh_decoder_restart(struct dh_decoder *c)
{
    c->state = AT_START;
    c->members = c->in = c->out = c->trailing = 0;
    c->err = DH_OK;
    c->why = NULL;
}

static enum dh_err fail(const struct dh_decoder *c, enum dh_err e, struct dh_detail *d)
{
    const char *name = c->is->name;

    switch (e) {
    case DH_EDATA:
        return c->why ? dh_fail(d, e, c->in, "%s data %s", name, c->why)
                      : dh_fail(d, e, c->in, "damaged %s data", name);
    case DH_ELIMIT:
        return dh_fail(d, e, c->in, "the %s data unpack to more than the limit", name);
    default:
        return dh_fail(d, e, c->in, "cannot unpack %s data: %s", name, dh_strerror(e));
    }
}

/* Whether another member may begin so. */
static bool is_member(const struct dh_decoder *c, struct dh_str in)
{
    bool more = false;
    return c->is->members && (dh_coding_sniff(in, &more) == c->coding || more);
}

/* Zeros behind a member may be padding. */
static enum dh_err begin(struct dh_decoder *c, struct dh_str *in)
{
    bool first = c->state == AT_START;

    while (!first && c->is->padded && in->n && in->p[0] == '\0')
        *in = dh_str_sub(*in, 1, in->n);
    if (!in->n)
        return DH_OK;
    c->began = c->in;
    c->made = 0;
    c->state = first || is_member(c, *in) ? IN_MEMBER : PAST_END;
    return c->state == IN_MEMBER ? c->is->begin(c->unpacker, (unsigned char)in->p[0]) : DH_OK;
}

static enum dh_err run_member(struct dh_decoder *c, struct dh_str *in, char *to, size_t room,
                              struct dh_step *s)
{
    size_t before = in->n;
    enum dh_err e = c->is->step(c->unpacker, in, to, room, s);

    c->in += before - in->n;
    c->out += s->made;
    c->made += s->made;
    c->why = s->why;
    if (e == DH_EDATA && c->members && !c->made && !s->why) {
        c->state = PAST_END; /* it looked like a member, but was none */
        c->trailing = c->in - c->began;
        e = DH_OK;
    } else if (e == DH_OK && s->ended) {
        c->state = BETWEEN;
        c->members += !s->front;
    }
    if (e == DH_OK && c->out > DH_RATIO_FREE && c->out / DH_RATIO_MAX > c->in)
        return DH_ELIMIT;
    return e;
}

static enum dh_err step(struct dh_decoder *c, struct dh_str *in, char *to, size_t room,
                        struct dh_step *s)
{
    enum dh_err e = DH_OK;

    *s = (struct dh_step){ 0 };
    if (c->state == AT_START || c->state == BETWEEN)
        e = begin(c, in);
    if (c->state == PAST_END) {
        c->trailing += in->n;
        *in = dh_str_sub(*in, in->n, 0);
    }
    if (e == DH_OK && c->state == IN_MEMBER)
        return run_member(c, in, to, room, s);
    s->starved = true;
    return e;
}

enum dh_err dh_decoder_run(struct dh_decoder *c, struct dh_str *in, size_t max, struct dh_buf *out,
                           struct dh_detail *d)
{
    struct dh_step s = { 0 };

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
    return dh_fail(d, DH_EDATA, c->in, "%s data that are cut off", c->is->name);
}

uint64_t dh_decoder_trailing(const struct dh_decoder *c)
{
    return c->trailing;
}
