/* SPDX-License-Identifier: MIT */
/* Unpacking as a stream: whole, byte by byte, damaged, cut off, and what asks for too much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>
#include <zdict.h>
#include <zstd.h>

#include "base/mem.h"
#include "codec/codec.h"

#define BYTES(lit) ((struct dh_str){ lit, sizeof(lit) - 1 })

/* "One. Two. One. Two." by gzip, zstd, zlib, and bare; by xz, bzip2 and brotli. */
#define GZ_HEAD "\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03"
#define GZ_BODY "\xF3\xCF\x4B\xD5\x53\x08\x29\xCF\xD7\x53\xF0\x87\xB1\x00"
#define GZ_TAIL "\x60\xC1\xDA\xE0\x13\x00\x00\x00"
#define GZ      GZ_HEAD GZ_BODY GZ_TAIL
#define ZST     "\x28\xB5\x2F\xFD\x04\x58\x99\x00\x00One. Two. One. Two.\x9B\xB0\x3B\xA1"
#define SKIP \
    "\x5A\x2A\x4D\x18\x03\x00\x00\x00" \
    "abc" /* a skippable frame */
#define XZ_HEAD "\xFD\x37\x7A\x58\x5A\x00\x00\x01\x69\x22\xDE\x36"
#define XZ_BODY \
    "\xE0\x00\x12\x00\x10\x5D\x00\x27\x9B\x88\xA2\xE0\x51\x33\x35\xF4\xA5\xC5\x84\x48" \
    "\xC4\x00\x00\x00\x60\xC1\xDA\xE0"
#define XZ_TAIL  "\x00\x01\x28\x13\x5F\x5A\x65\xF9\x90\x42\x99\x0D\x01\x00\x00\x00\x00\x01\x59\x5A"
#define XZ_BLOCK "\x02\x00\x21\x01\x16\x00\x00\x00\x74\x2F\xE5\xA3"
#define XZ       XZ_HEAD XZ_BLOCK XZ_BODY XZ_TAIL
#define BZ_HEAD  "\x42\x5A\x68\x31\x31\x41\x59\x26\x53\x59\x8C\x37\x83\x2E"
#define BZ_BODY \
    "\x00\x00\x03\x97\x80\x40\x01\x00\x00\x84\x00\x02\x01\x80\x80\x20\x00\x21\x22\x1A" \
    "\x04\x30\x21\xAD\x83\xAB\x5A\x43\x8E\x3C\x5D\xC9\x14\xE1\x42\x42\x30\xDE\x0C"
#define BZ   BZ_HEAD BZ_BODY "\xB8"
#define BR   "\x0B\x09\x80" TEXT "\x03"
#define TEXT "One. Two. One. Two."

/* run and end: what decoding and its end say. */
static const struct {
    const char *name;
    enum dh_coding coding;
    struct dh_str in;
    const char *out;
    enum dh_err run, end;
    bool trailing;
} cases[] = {
    { "gzip", DH_CODING_GZIP, BYTES(GZ), TEXT, DH_OK, DH_OK, false },
    { "nothing", DH_CODING_GZIP, BYTES(""), "", DH_OK, DH_OK, false },
    { "members", DH_CODING_GZIP, BYTES(GZ GZ GZ), TEXT TEXT TEXT, DH_OK, DH_OK, false },
    { "zeros behind", DH_CODING_GZIP, BYTES(GZ "\0\0\0"), TEXT, DH_OK, DH_OK, false },
    { "zeros between", DH_CODING_GZIP, BYTES(GZ "\0\0" GZ), TEXT TEXT, DH_OK, DH_OK, false },
    { "junk behind", DH_CODING_GZIP, BYTES(GZ "junk"), TEXT, DH_OK, DH_OK, true },
    { "junk like a member", DH_CODING_GZIP, BYTES(GZ "\x1Fjunk"), TEXT, DH_OK, DH_OK, true },
    { "extra field, name, comment, header checksum", DH_CODING_GZIP,
      BYTES("\x1F\x8B\x08\x1E\x00\x00\x00\x00\x00\xFF\x04\x00\x61\x62\x63\x64../../"
            "x\0note\0\x1B\x24" GZ_BODY GZ_TAIL),
      TEXT, DH_OK, DH_OK, false },
    { "cut in the header", DH_CODING_GZIP, BYTES("\x1F\x8B\x08"), "", DH_OK, DH_EDATA, false },
    { "cut in the body", DH_CODING_GZIP, BYTES(GZ_HEAD "\xF3\xCF\x4B"), NULL, DH_OK, DH_EDATA,
      false },
    { "cut in the trailer", DH_CODING_GZIP, BYTES(GZ_HEAD GZ_BODY "\x60\xC1"), TEXT, DH_OK,
      DH_EDATA, false },
    { "cut in the second member", DH_CODING_GZIP, BYTES(GZ GZ_HEAD), TEXT, DH_OK, DH_EDATA, false },
    { "a bad checksum", DH_CODING_GZIP, BYTES(GZ_HEAD GZ_BODY "\x61\xC1\xDA\xE0\x13\0\0\0"), TEXT,
      DH_EDATA, DH_EDATA, false },
    { "a bad length", DH_CODING_GZIP, BYTES(GZ_HEAD GZ_BODY "\x60\xC1\xDA\xE0\x14\0\0\0"), TEXT,
      DH_EDATA, DH_EDATA, false },
    { "a bad block", DH_CODING_GZIP, BYTES(GZ_HEAD "\xFF\xFF\xFF"), "", DH_EDATA, DH_EDATA, false },
    { "no gzip", DH_CODING_GZIP, BYTES("text"), "", DH_EDATA, DH_EDATA, false },
    { "gzip in gzip is unpacked once", DH_CODING_GZIP,
      BYTES(
          "\x1F\x8B\x08\0\0\0\0\0\0\x03\x01\x03\x00\xFC\xFF\x1F\x8B\x08\x5E\xA6\xD9\x9E\x03\0\0\0"),
      "\x1F\x8B\x08", DH_EDATA, DH_EDATA, false },
    { "deflate", DH_CODING_DEFLATE, BYTES("\x78\x9C" GZ_BODY "\x3A\xA1\x05\xD1"), TEXT, DH_OK,
      DH_OK, false },
    { "deflate, bare", DH_CODING_DEFLATE, BYTES(GZ_BODY), TEXT, DH_OK, DH_OK, false },
    { "deflate, cut", DH_CODING_DEFLATE, BYTES("\x78\x9C\xF3\xCF"), NULL, DH_OK, DH_EDATA, false },
    { "zstd", DH_CODING_ZSTD, BYTES(ZST), TEXT, DH_OK, DH_OK, false },
    { "zstd frames", DH_CODING_ZSTD, BYTES(ZST SKIP ZST), TEXT TEXT, DH_OK, DH_OK, false },
    { "a skippable frame first", DH_CODING_ZSTD, BYTES(SKIP ZST), TEXT, DH_OK, DH_OK, false },
    { "zstd frames, zeros between and behind", DH_CODING_ZSTD, BYTES(ZST "\0\0" ZST "\0\0\0\0\0"),
      TEXT TEXT, DH_OK, DH_OK, false },
    { "zstd, cut", DH_CODING_ZSTD, BYTES("\x28\xB5\x2F\xFD\x04\x58\x99\x00\x00One. Two"), NULL,
      DH_OK, DH_EDATA, false },
    { "zstd, no checksum yet", DH_CODING_ZSTD, BYTES("\x28\xB5\x2F\xFD\x04\x58\x99\x00\x00" TEXT),
      TEXT, DH_OK, DH_EDATA, false },
    { "zstd, a bad checksum", DH_CODING_ZSTD,
      BYTES("\x28\xB5\x2F\xFD\x04\x58\x99\x00\x00" TEXT "\x9B\xB0\x3B\xA2"), NULL, DH_EDATA,
      DH_EDATA, false },
    { "a window of 2 GiB", DH_CODING_ZSTD, BYTES("\x28\xB5\x2F\xFD\x00\xA8\x01\x00\x00"), "",
      DH_EDATA, DH_OK, false },
    { "zstd, junk of a byte behind", DH_CODING_ZSTD, BYTES(ZST "\n"), TEXT, DH_OK, DH_OK, true },
    { "zstd, junk behind", DH_CODING_ZSTD, BYTES(ZST "junk and more of it"), TEXT, DH_OK, DH_OK,
      true },
    { "xz", DH_CODING_XZ, BYTES(XZ), TEXT, DH_OK, DH_OK, false },
    { "xz streams, zeros between and behind", DH_CODING_XZ, BYTES(XZ "\0\0\0\0" XZ "\0\0\0\0"),
      TEXT TEXT, DH_OK, DH_OK, false },
    { "xz, junk behind", DH_CODING_XZ, BYTES(XZ "junk"), TEXT, DH_OK, DH_OK, true },
    { "xz, junk like a stream", DH_CODING_XZ, BYTES(XZ "\xFD\x37zXZ"), TEXT, DH_OK, DH_EDATA,
      false },
    { "xz, cut in the header", DH_CODING_XZ, BYTES("\xFD\x37zXZ\0"), "", DH_OK, DH_EDATA, false },
    { "xz, cut in the body", DH_CODING_XZ, BYTES(XZ_HEAD XZ_BLOCK "\xE0\x00\x12\x00\x10\x5D"), "",
      DH_OK, DH_EDATA, false },
    { "xz, cut in the index", DH_CODING_XZ, BYTES(XZ_HEAD XZ_BLOCK XZ_BODY "\x00"), TEXT, DH_OK,
      DH_EDATA, false },
    { "xz, a bad block", DH_CODING_XZ, BYTES(XZ_HEAD XZ_BLOCK "\xE0\x00\x12\x00\x10\xFF\xFF\xFF"),
      "", DH_EDATA, DH_EDATA, false },
    { "xz, a window of 256 MiB", DH_CODING_XZ,
      BYTES(XZ_HEAD "\x02\x00\x21\x01\x20\x00\x00\x00\x09\x88\xA5\x76" XZ_BODY XZ_TAIL), "",
      DH_EDATA, DH_OK, false },
    { "xz, a check that nobody knows", DH_CODING_XZ,
      BYTES("\xFD\x37\x7A\x58\x5A\x00\x00\x1F" XZ_BLOCK), "", DH_EDATA, DH_OK, false },
    { "bzip2", DH_CODING_BZIP2, BYTES(BZ), TEXT, DH_OK, DH_OK, false },
    { "bzip2 streams", DH_CODING_BZIP2, BYTES(BZ BZ "\0\0" BZ), TEXT TEXT TEXT, DH_OK, DH_OK,
      false },
    { "bzip2 of nothing", DH_CODING_BZIP2, BYTES("BZh9\x17\x72\x45\x38\x50\x90\0\0\0\0"), "", DH_OK,
      DH_OK, false },
    { "bzip2, junk behind", DH_CODING_BZIP2, BYTES(BZ "BZ junk"), TEXT, DH_OK, DH_OK, true },
    { "bzip2, cut", DH_CODING_BZIP2, BYTES(BZ_HEAD BZ_BODY), NULL, DH_OK, DH_EDATA, false },
    { "bzip2, cut in the header", DH_CODING_BZIP2, BYTES("BZh9"), "", DH_OK, DH_EDATA, false },
    { "bzip2, a bad checksum", DH_CODING_BZIP2, BYTES(BZ_HEAD BZ_BODY "\x00"), NULL, DH_EDATA,
      DH_EDATA, false },
    { "bzip2, a bad block", DH_CODING_BZIP2, BYTES("BZh11AY&SZ\x8C\x37\x83\x2E\0\0\0"), "",
      DH_EDATA, DH_EDATA, false },
    { "brotli", DH_CODING_BROTLI, BYTES(BR), TEXT, DH_OK, DH_OK, false },
    { "brotli of nothing", DH_CODING_BROTLI, BYTES("\x06"), "", DH_OK, DH_OK, false },
    { "brotli, junk behind", DH_CODING_BROTLI, BYTES(BR BR), TEXT, DH_OK, DH_OK, true },
    { "brotli, cut", DH_CODING_BROTLI, BYTES("\x0B\x09\x80One. Two"), NULL, DH_OK, DH_EDATA,
      false },
    { "brotli, damaged", DH_CODING_BROTLI, BYTES("\x0B\x09\x80" TEXT "\xFF\xFF\xFF\xFF"), NULL,
      DH_EDATA, DH_EDATA, false },
    { "brotli, a larger window than there is", DH_CODING_BROTLI, BYTES("\x91\x0B\x09\x80"), "",
      DH_EDATA, DH_EDATA, false },
    { "a dictionary", DH_CODING_ZSTD, BYTES("\x28\xB5\x2F\xFD\x21\x07\x00\x01\x00\x00"), "",
      DH_EDATA, DH_OK, false },
    { "a dictionary, behind a skippable frame", DH_CODING_ZSTD,
      BYTES(SKIP "\x28\xB5\x2F\xFD\x21\x07\x00\x01\x00\x00"), "", DH_EDATA, DH_OK, false },
};

/* Decodes in pieces of `piece` bytes, `max` out at a time. */
static enum dh_err decode(struct dh_decoder *c, struct dh_str in, size_t piece, size_t max,
                          struct dh_buf *out)
{
    for (size_t at = 0; at < in.n; at += piece) {
        struct dh_str part = dh_str_sub(in, at, piece);
        size_t before;
        do {
            before = out->n;
            enum dh_err e = dh_decoder_run(c, &part, max, out, NULL);
            if (e)
                return e;
        } while (part.n || out->n - before == max);
    }
    return DH_OK;
}

static void decodes(void **state)
{
    static const size_t pieces[] = { 1000, 1, 3 }, maxima[] = { 1000, 1, 7 };
    struct dh_buf out;

    (void)state;
    dh_buf_init(&out, dh_mem_default(), 1 << 20);
    for (size_t i = 0; i < 3 * DH_LEN(cases); i++) {
        struct dh_decoder *c = NULL;
        size_t k = i / 3;
        dh_buf_reset(&out);
        assert_int_equal(dh_decoder_new(&c, dh_mem_default(), cases[k].coding, NULL), DH_OK);
        enum dh_err run = decode(c, cases[k].in, pieces[i % 3], maxima[i % 3], &out);
        if (run != cases[k].run)
            fail_msg("%s: error %d", cases[k].name, (int)run);
        if (run == DH_OK && dh_decoder_end(c, NULL) != cases[k].end)
            fail_msg("%s: end", cases[k].name);
        if (cases[k].out && !dh_str_eq(dh_buf_str(&out), dh_str_c(cases[k].out)))
            fail_msg("%s: got %.*s", cases[k].name, (int)out.n, out.p);
        if ((dh_decoder_trailing(c) > 0) != cases[k].trailing)
            fail_msg("%s: trailing", cases[k].name);
        if (run) { /* stays as it is */
            struct dh_str more = DH_STR("more");
            assert_int_equal(dh_decoder_run(c, &more, 10, &out, NULL), run);
        }
        dh_decoder_free(c);
    }
    dh_buf_release(&out);
}

/* At the buffer's cap all is well, past it is not. */
static void caps(void **state)
{
    (void)state;
    for (size_t cap = sizeof TEXT - 2; cap <= sizeof TEXT; cap++) {
        struct dh_decoder *c = NULL;
        struct dh_str in = BYTES(GZ);
        struct dh_buf out;
        dh_buf_init(&out, dh_mem_default(), cap);
        assert_int_equal(dh_decoder_new(&c, dh_mem_default(), DH_CODING_GZIP, NULL), DH_OK);
        assert_int_equal(dh_decoder_run(c, &in, 1000, &out, NULL),
                         cap < sizeof TEXT - 1 ? DH_ELIMIT : DH_OK);
        dh_decoder_free(c);
        dh_buf_release(&out);
    }
}

/* Blocks of 4 bytes that unpack to 128 KiB each (RFC 8878, 3.1.1.2.2). */
static void bomb(void **state)
{
    enum { BLOCKS = 2000, BLOCK = 128 << 10 };
    char *bytes = malloc(6 + 4 * BLOCKS);
    struct dh_decoder *c = NULL;
    struct dh_buf out;
    uint64_t made = 0;

    (void)state;
    memcpy(bytes, "\x28\xB5\x2F\xFD\x00\x38", 6);
    for (int i = 0; i < BLOCKS; i++) {
        unsigned head = BLOCK << 3 | 1 << 1;
        char block[4] = { (char)head, (char)(head >> 8), (char)(head >> 16), 'x' };
        memcpy(bytes + 6 + 4 * i, block, 4);
    }
    struct dh_str in = { bytes, 6 + 4 * BLOCKS };
    enum dh_err e;
    dh_buf_init(&out, dh_mem_default(), 1 << 20);
    assert_int_equal(dh_decoder_new(&c, dh_mem_default(), DH_CODING_ZSTD, NULL), DH_OK);
    do { /* as rows are read: no buffer ever fills */
        dh_buf_reset(&out);
        e = dh_decoder_run(c, &in, 1 << 16, &out, NULL);
        made += out.n;
    } while (e == DH_OK && out.n);
    assert_int_equal(e, DH_ELIMIT);
    assert_true(made <= DH_RATIO_FREE + (1 << 20));
    dh_decoder_free(c);
    dh_buf_release(&out);
    free(bytes);
}

/* ---- The dictionary that an archive begins with */

enum { SPARE = 4096 };
static const char story[] = "The ferry sails again on Monday, says the harbour office of Elm Quay.";

/* Appends a frame of story, packed with the dictionary; a skippable one around s. */
static size_t add_frame(char *to, struct dh_str dictionary)
{
    ZSTD_CCtx *c = ZSTD_createCCtx();
    size_t n = ZSTD_compress_usingDict(c, to, SPARE, story, sizeof story - 1, dictionary.p,
                                       dictionary.n, 3);
    assert_false(ZSTD_isError(n));
    ZSTD_freeCCtx(c);
    return n;
}

static size_t add_skippable(char *to, struct dh_str s)
{
    memcpy(to, "\x5D\x2A\x4D\x18", 4);
    for (int i = 0; i < 4; i++)
        to[4 + i] = (char)(s.n >> 8 * i);
    memcpy(to + 8, s.p, s.n);
    return 8 + s.n;
}

static struct dh_str make_dictionary(char *to)
{
    char sample[512];
    size_t sizes[8];

    for (size_t i = 0; i < 8; i++)
        sizes[i] = 64;
    for (size_t i = 0; i < sizeof sample; i++)
        sample[i] = story[(i * 7 + i / 64) % (sizeof story - 1)];
    ZDICT_params_t params = { .dictID = 7 };
    size_t n = ZDICT_finalizeDictionary(to, SPARE, sample, sizeof sample, sample, sizes, 8, params);
    assert_false(ZDICT_isError(n));
    return (struct dh_str){ to, n };
}

static void dictionaries(void **state)
{
    static char plain[SPARE], packed[SPARE], file[4 * SPARE], damaged[SPARE];
    static const size_t pieces[] = { 4 * SPARE, 1, 7 };
    struct dh_str d = make_dictionary(plain);
    struct dh_str z = { packed, ZSTD_compress(packed, SPARE, d.p, d.n, 3) };
    struct dh_buf out;

    (void)state;
    memcpy(damaged, d.p, d.n);
    memset(damaged + 8, 0xFF, 40);
    const struct {
        struct dh_str head;
        enum dh_err want;
    } cases_of[] = { { d, DH_OK },
                     { z, DH_OK },
                     { dh_str_sub(z, 0, z.n / 2), DH_EDATA },
                     { { damaged, d.n }, DH_EDATA },
                     { BYTES("anything else"), DH_EDATA } }; /* a frame like any: none is there */
    dh_buf_init(&out, dh_mem_default(), 1 << 20);
    for (size_t i = 0; i < 3 * DH_LEN(cases_of); i++) {
        struct dh_decoder *c = NULL;
        size_t n = add_skippable(file, cases_of[i / 3].head);
        n += add_frame(file + n, d);
        n += add_frame(file + n, d);
        dh_buf_reset(&out);
        assert_int_equal(dh_decoder_new(&c, dh_mem_default(), DH_CODING_ZSTD, NULL), DH_OK);
        enum dh_err e = decode(c, (struct dh_str){ file, n }, pieces[i % 3], 1000, &out);
        if (e != cases_of[i / 3].want)
            fail_msg("dictionary %zu: error %d", i / 3, (int)e);
        if (e == DH_OK) {
            assert_int_equal(dh_decoder_end(c, NULL), DH_OK);
            assert_int_equal(out.n, 2 * (sizeof story - 1));
            assert_memory_equal(out.p, story, sizeof story - 1);
        }
        dh_decoder_free(c);
    }
    dh_buf_release(&out);
}

/* Behind damage the next member is read, with the dictionary that stood in front. */
static void restarts(void **state)
{
    static char plain[SPARE], file[4 * SPARE];
    struct dh_str d = make_dictionary(plain);
    struct dh_decoder *c = NULL;
    struct dh_buf out;
    size_t n = add_skippable(file, d), first = add_frame(file + n, d);

    (void)state;
    memset(file + n + 7, 0xFF, first - 7); /* blocks of no type */
    size_t second = n + first + add_frame(file + n + first, d);
    dh_buf_init(&out, dh_mem_default(), 1 << 20);
    assert_int_equal(dh_decoder_new(&c, dh_mem_default(), DH_CODING_ZSTD, NULL), DH_OK);
    assert_int_equal(decode(c, (struct dh_str){ file, n + first }, SPARE, 1000, &out), DH_EDATA);
    dh_decoder_restart(c);
    dh_buf_reset(&out);
    struct dh_str rest = { file + n + first, second - n - first };
    assert_int_equal(decode(c, rest, SPARE, 1000, &out), DH_OK);
    assert_int_equal(dh_decoder_end(c, NULL), DH_OK);
    assert_int_equal(out.n, sizeof story - 1);
    dh_decoder_free(c);
    dh_buf_release(&out);
}

/* Also where the damage stands in what was held back of the first frame, as a dictionary's may
 * begin. */
static void restarts_at_once(void **state)
{
    static char file[SPARE];
    struct dh_decoder *c = NULL;
    struct dh_buf out;

    (void)state;
    dh_buf_init(&out, dh_mem_default(), 1 << 20);
    assert_int_equal(dh_decoder_new(&c, dh_mem_default(), DH_CODING_ZSTD, NULL), DH_OK);
    assert_int_equal(
        decode(c, BYTES("\x28\xB5\x2F\xFD\x08\x08\x08\x08\x08\x08"), SPARE, 1000, &out),
        DH_EDATA); /* a reserved bit */
    dh_decoder_restart(c);
    struct dh_str good = { file, add_frame(file, DH_STR_NONE) };
    assert_int_equal(decode(c, good, SPARE, 1000, &out), DH_OK);
    assert_int_equal(out.n, sizeof story - 1);
    dh_decoder_free(c);
    dh_buf_release(&out);
}

static void sniffs(void **state)
{
    static const struct {
        struct dh_str head;
        enum dh_coding want;
    } heads[] = { { BYTES(GZ), DH_CODING_GZIP },
                  { BYTES(ZST), DH_CODING_ZSTD },
                  { BYTES(SKIP), DH_CODING_ZSTD },
                  { BYTES("\x1F\x8B"), DH_CODING_NONE },
                  { BYTES("\x1F\x8B\x00"), DH_CODING_NONE },
                  { BYTES("P*M\x18"), DH_CODING_ZSTD },
                  { BYTES("PK\x03\x04"), DH_CODING_NONE },
                  { BYTES("text"), DH_CODING_NONE },
                  { BYTES(XZ), DH_CODING_XZ },
                  { BYTES("\xFD"
                          "7zXY"),
                    DH_CODING_NONE },
                  { BYTES(BZ), DH_CODING_BZIP2 },
                  { BYTES("BZh9\x17\x72\x45\x38\x50\x90"), DH_CODING_BZIP2 },
                  { BYTES("BZh0"
                          "1AY&SY"),
                    DH_CODING_NONE },
                  { BYTES("BZh2 is a text"), DH_CODING_NONE },
                  { BYTES(""), DH_CODING_NONE } };
    (void)state;
    for (size_t i = 0; i < DH_LEN(heads); i++)
        assert_int_equal(dh_coding_sniff(heads[i].head, NULL), heads[i].want);
}

/* A head that is too short to tell asks for more, and only such a one does. */
static void asks_for_more(void **state)
{
    static const struct {
        struct dh_str head;
        bool more;
    } heads[] = { { BYTES("B"), true },
                  { BYTES("BZh91AY&S"), true },
                  { BYTES("BA"), false },
                  { BYTES("\xFD"
                          "7zX"),
                    true },
                  { BYTES("P*"), true },
                  { BYTES("Po"), false },
                  { BYTES("{"), false },
                  { BYTES("\x1F\x8B"), true },
                  { BYTES("\x28\xB5"), true } };
    (void)state;
    for (size_t i = 0; i < DH_LEN(heads); i++) {
        bool more = false;
        assert_int_equal(dh_coding_sniff(heads[i].head, &more), DH_CODING_NONE);
        assert_int_equal(more, heads[i].more);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),  cmocka_unit_test(caps),
        cmocka_unit_test(bomb),     cmocka_unit_test(dictionaries),
        cmocka_unit_test(restarts), cmocka_unit_test(restarts_at_once),
        cmocka_unit_test(sniffs),   cmocka_unit_test(asks_for_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
