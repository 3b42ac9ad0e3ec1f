/* SPDX-License-Identifier: MIT */
/* Unpacking as a stream: whole, byte by byte, damaged, cut off, and what asks for too much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "codec/codec.h"

#define BYTES(lit) ((struct dh_str){ lit, sizeof(lit) - 1 })

/* "One. Two. One. Two." by gzip, zstd, zlib, and bare. */
#define GZ_HEAD "\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03"
#define GZ_BODY "\xF3\xCF\x4B\xD5\x53\x08\x29\xCF\xD7\x53\xF0\x87\xB1\x00"
#define GZ_TAIL "\x60\xC1\xDA\xE0\x13\x00\x00\x00"
#define GZ      GZ_HEAD GZ_BODY GZ_TAIL
#define ZST     "\x28\xB5\x2F\xFD\x04\x58\x99\x00\x00One. Two. One. Two.\x9B\xB0\x3B\xA1"
#define SKIP \
    "\x5A\x2A\x4D\x18\x03\x00\x00\x00" \
    "abc" /* a skippable frame */
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
    { "zstd, cut", DH_CODING_ZSTD, BYTES("\x28\xB5\x2F\xFD\x04\x58\x99\x00\x00One. Two"), NULL,
      DH_OK, DH_EDATA, false },
    { "zstd, no checksum yet", DH_CODING_ZSTD, BYTES("\x28\xB5\x2F\xFD\x04\x58\x99\x00\x00" TEXT),
      TEXT, DH_OK, DH_EDATA, false },
    { "zstd, a bad checksum", DH_CODING_ZSTD,
      BYTES("\x28\xB5\x2F\xFD\x04\x58\x99\x00\x00" TEXT "\x9B\xB0\x3B\xA2"), NULL, DH_EDATA,
      DH_EDATA, false },
    { "a window of 2 GiB", DH_CODING_ZSTD, BYTES("\x28\xB5\x2F\xFD\x00\xA8\x01\x00\x00"), "",
      DH_EDATA, DH_OK, false },
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
                  { BYTES(""), DH_CODING_NONE } };
    (void)state;
    for (size_t i = 0; i < DH_LEN(heads); i++)
        assert_int_equal(dh_coding_sniff(heads[i].head), heads[i].want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),
        cmocka_unit_test(caps),
        cmocka_unit_test(bomb),
        cmocka_unit_test(sniffs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
