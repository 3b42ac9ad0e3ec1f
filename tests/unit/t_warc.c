/* SPDX-License-Identifier: MIT */
/* WARC files as tools write them and as they arrive, and our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "codec/codec.h"
#include "codec/warc.h"

#define BYTES(lit) ((struct dh_str){ lit, sizeof(lit) - 1 })

enum { MAX_BLOCK = 200 };

/* A file in memory, given out in pieces. The byte \x01 stands for damage: it is met once. */
struct memory {
    struct dh_str rest;
    size_t piece;
};

static enum dh_err memory_read(void *self, size_t max, struct dh_buf *b, struct dh_detail *d)
{
    struct memory *m = self;
    size_t n = max < m->piece ? max : m->piece;
    size_t good = dh_str_find_byte(m->rest, '\x01');
    (void)d;
    if (!m->rest.n)
        return DH_END;
    if (!good)
        return DH_EDATA;
    struct dh_str part = dh_str_sub(m->rest, 0, n < good ? n : good);
    dh_buf_add(b, part);
    m->rest = dh_str_sub(m->rest, part.n, m->rest.n);
    return b->err;
}

static enum dh_err memory_resync(void *self, struct dh_detail *d)
{
    struct memory *m = self;
    (void)d;
    m->rest = dh_str_sub(m->rest, 1, m->rest.n);
    return m->rest.n ? DH_OK : DH_END;
}

#define R(type, more, block) "WARC/1.0\r\nWARC-Type: " type "\r\n" more "\r\n" block "\r\n\r\n"
#define L5                   "Content-Length: 5\r\n"
#define HELLO                R("response", "WARC-Target-URI: http://h/1\r\n" L5, "hello")
#define WORLD                R("resource", "WARC-Target-URI: http://h/2\r\n" L5, "world")

/* want: a record each: type:url:block, "~" when mended, "!" when damaged, "#" when too large; then
 * the count of errors. */
static const struct {
    const char *name;
    struct dh_str file;
    const char *want;
    unsigned errors;
} files[] = {
    { "nothing", BYTES(""), "", 0 },
    { "blank lines", BYTES("\r\n\r\n"), "", 0 },
    { "two records", BYTES(HELLO WORLD), "2:http://h/1:hello\n3:http://h/2:world\n", 0 },
    { "no line ends at the end", BYTES("WARC/1.0\r\nWARC-Type: response\r\n" L5 "\r\nhello"),
      "2::hello\n", 0 },
    { "LF only", BYTES("WARC/1.1\nWARC-Type: response\nContent-Length: 5\n\nhello\n\n" HELLO),
      "2::hello\n2:http://h/1:hello\n", 0 },
    { "blank lines before and between", BYTES("\r\n" HELLO "\r\n\n" WORLD),
      "2:http://h/1:hello\n3:http://h/2:world\n", 0 },
    { "types",
      BYTES(R("warcinfo", L5, "hello") R("REQUEST", L5, "hello") R("metadata", L5, "hello") R(
          "revisit", L5, "hello") R("conversion", L5, "hello") R("continuation", L5, "hello")),
      "1::hello\n4::hello\n5::hello\n6::hello\n7::hello\n0::hello\n", 0 },
    { "an old version", BYTES("WARC/0.18\r\nWARC-Type: response\r\n" L5 "\r\nhello\r\n\r\n"),
      "2::hello\n", 0 },
    { "one that is to come",
      BYTES("WARC/2.0\r\nWARC-Type: response\r\n" L5 "\r\nhello\r\n\r\n" WORLD),
      "0::hello\n3:http://h/2:world\n", 1 },
    { "wget's brackets", BYTES(R("response", "WARC-Target-URI: <http://h/1>\r\n" L5, "hello")),
      "2:http://h/1:hello\n", 0 },
    { "a blank in the URL", BYTES(R("response", "WARC-Target-URI: http://h/a b\r\n" L5, "hello")),
      "2:http://h/a b:hello\n", 0 },
    { "fields in any case, no blank",
      BYTES(R("response", "warc-target-uri:http://h/1\r\nCONTENT-LENGTH:5\r\n", "hello")),
      "2:http://h/1:hello\n", 0 },
    { "a continuation line",
      BYTES(R("response", "WARC-Target-URI:\r\n http://h/1\r\n" L5, "hello")),
      "2:http://h/1:hello\n", 0 },
    { "an empty block", BYTES(R("response", "Content-Length: 0\r\n", "") WORLD),
      "2::\n3:http://h/2:world\n", 0 },
    { "a block with line ends",
      BYTES(R("response", "Content-Length: 9\r\n", "a\r\n\r\nb\r\n\n") WORLD),
      "2::a\r\n\r\nb\r\n\n\n3:http://h/2:world\n", 0 },
    { "a block that speaks of WARC",
      BYTES(R("response", "Content-Length: 12\r\n", "a\nWARC/1.0\nb") WORLD),
      "2::a\nWARC/1.0\nb\n3:http://h/2:world\n", 0 },
    /* lengths */
    { "too small", BYTES(R("response", "Content-Length: 2\r\n", "hello") WORLD),
      "2::hello~\n3:http://h/2:world\n", 1 },
    { "too large", BYTES(R("response", "Content-Length: 20\r\n", "hello") WORLD),
      "2::hello~\n3:http://h/2:world\n", 1 },
    { "past the end", BYTES(WORLD R("response", "Content-Length: 90\r\n", "hello")),
      "3:http://h/2:world\n2::hello\r\n\r\n!\n", 1 },
    { "beyond all bounds",
      BYTES(R("response", "Content-Length: 18446744073709551616\r\n", "hello") WORLD),
      "2::hello~\n3:http://h/2:world\n", 1 },
    { "larger than we take, and wrong",
      BYTES(R("response", "Content-Length: 4000000000\r\n", "hello") WORLD),
      "2::#\n3:http://h/2:world\n", 0 },
    { "negative", BYTES(R("response", "Content-Length: -5\r\n", "hello") WORLD),
      "2::hello~\n3:http://h/2:world\n", 1 },
    { "no number", BYTES(R("response", "Content-Length: 5abc\r\n", "hello") WORLD),
      "2::hello~\n3:http://h/2:world\n", 1 },
    { "none", BYTES(R("response", "", "hello") WORLD), "2::hello~\n3:http://h/2:world\n", 1 },
    { "two: the first", BYTES(R("response", L5 "Content-Length: 99\r\n", "hello") WORLD),
      "2::hello\n3:http://h/2:world\n", 0 },
    /* damage */
    { "cut in a block", BYTES(WORLD R("response", "Content-Length: 50\r\n", "hel")),
      "3:http://h/2:world\n2::hel\r\n\r\n!\n", 1 },
    { "cut in a header", BYTES(WORLD "WARC/1.0\r\nWARC-Type: resp"), "3:http://h/2:world\n", 1 },
    { "a header that breaks off at the next record",
      BYTES("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://h/9\r\n" WORLD),
      "3:http://h/2:world\n", 1 },
    { "two of them, and one that speaks of WARC",
      BYTES("WARC/1.0\nWARC/1.0\n" R("response", "Via: x\r\n WARC/1.0\r\nNote: WARC/1.1\r\n" L5,
                                     "hello")),
      "2::hello\n", 2 },
    { "junk first", BYTES("junk\r\nmore junk\r\n" WORLD), "3:http://h/2:world\n", 1 },
    { "junk between", BYTES(HELLO "\r\njunk\r\n" WORLD), "2:http://h/1:hello\n3:http://h/2:world\n",
      1 },
    { "no WARC at all", BYTES("<html><p>text</p></html>"), "", 1 },
    { "damage between records", BYTES(HELLO "\x01" WORLD),
      "2:http://h/1:hello\n3:http://h/2:world\n", 1 },
    { "damage in a block", BYTES(R("response", "Content-Length: 50\r\n", "hel") "\x01" WORLD),
      "2::hel\r\n\r\n!\n3:http://h/2:world\n", 2 },
    { "damage in a header", BYTES("WARC/1.0\r\nWARC-Ty\x01" WORLD), "3:http://h/2:world\n", 2 },
    { "damage, then junk", BYTES(HELLO "\x01junk junk\r\n\r\n" WORLD),
      "2:http://h/1:hello\n3:http://h/2:world\n", 2 },
    { "damage at the end", BYTES(HELLO "\x01"), "2:http://h/1:hello\n", 1 },
};

static size_t print_record(const struct dh_warc_record *r, char *dst, size_t cap)
{
    return (size_t)snprintf(dst, cap, "%d:%.*s:%.*s%s%s\n", (int)r->type, (int)r->url.n, r->url.p,
                            (int)r->block.n, r->block.p,
                            r->damaged  ? "!"
                            : r->mended ? "~"
                                        : "",
                            r->too_large ? "#" : "");
}

static void reads(void **state)
{
    static const size_t pieces[] = { 100000, 1, 7 };
    char got[2048];

    (void)state;
    for (size_t i = 0; i < 3 * DH_LEN(files); i++) {
        struct memory m = { files[i / 3].file, pieces[i % 3] };
        struct dh_warc_input in = { memory_read, memory_resync, &m };
        struct dh_warc_record r;
        struct dh_warc *w = NULL;
        size_t n = 0;
        enum dh_err e;
        got[0] = '\0';
        assert_int_equal(dh_warc_new(&w, dh_mem_default(), &in, MAX_BLOCK, NULL), DH_OK);
        while ((e = dh_warc_next(w, &r, NULL)) == DH_OK) {
            assert_memory_equal(files[i / 3].file.p + r.offset, "WARC/", r.offset < 1 ? 5 : 0);
            n += print_record(&r, got + n, sizeof got - n);
        }
        assert_int_equal(e, DH_END);
        if (strcmp(got, files[i / 3].want) != 0 || dh_warc_errors(w) != files[i / 3].errors)
            fail_msg("%s: %u errors, got %s", files[i / 3].name, (unsigned)dh_warc_errors(w), got);
        dh_warc_free(w);
    }
}

/* A header without end and a record over the limit cost no memory; what follows is there. */
static void limits(void **state)
{
    struct dh_buf b;

    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1 << 24);
    for (int large_block = 0; large_block < 2; large_block++) {
        dh_buf_reset(&b);
        dh_buf_add(&b, large_block ? DH_STR("WARC/1.0\r\nContent-Length: 3000000\r\n\r\n")
                                   : DH_STR("WARC/1.0\r\nX: "));
        for (int i = 0; i < 3000000; i++)
            dh_buf_byte(&b, 'x');
        dh_buf_add(&b, DH_STR("\r\n\r\n" WORLD));
        struct memory m = { dh_buf_str(&b), 100000 };
        struct dh_warc_input in = { memory_read, memory_resync, &m };
        struct dh_warc_record r;
        struct dh_warc *w = NULL;
        assert_int_equal(dh_warc_new(&w, dh_mem_default(), &in, MAX_BLOCK, NULL), DH_OK);
        if (large_block) {
            assert_int_equal(dh_warc_next(w, &r, NULL), DH_OK);
            assert_true(r.too_large && !r.block.n);
        }
        assert_int_equal(dh_warc_next(w, &r, NULL), DH_OK);
        assert_true(dh_str_eq(r.block, DH_STR("world")));
        assert_int_equal(dh_warc_next(w, &r, NULL), DH_END);
        dh_warc_free(w);
    }
    dh_buf_release(&b);
}

#define GZ_HI "\x1F\x8B\x08\0\0\0\0\0\0\x03\x01\x02\x00\xFD\xFFhi\xAC\x2A\x93\xD8\x02\0\0\0"

static const struct {
    const char *name;
    struct dh_str block;
    unsigned status;
    struct dh_str type, body;
    bool damaged;
} messages[] = {
    { "plain", BYTES("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nhi"), 200,
      BYTES("text/html"), BYTES("hi"), false },
    { "LF only", BYTES("HTTP/1.0 404 No\nContent-Type:x\n\nhi"), 404, BYTES("x"), BYTES("hi"),
      false },
    { "HTTP/2", BYTES("HTTP/2 200\r\n\r\nhi"), 200, BYTES(""), BYTES("hi"), false },
    { "no body", BYTES("HTTP/1.1 304 Not Modified\r\nETag: x\r\n"), 304, BYTES(""), BYTES(""),
      false },
    { "no HTTP", BYTES("<html>hi"), 0, BYTES(""), BYTES("<html>hi"), false },
    { "binary", BYTES("\0\x01\x02"), 0, BYTES(""), BYTES("\0\x01\x02"), false },
    { "chunks",
      BYTES("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n3;x=y\r\n "
            "you\r\n0\r\n\r\n"),
      200, BYTES(""), BYTES("hi yo"), false },
    { "joined already", BYTES("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<html>hi"), 200,
      BYTES(""), BYTES("<html>hi"), false },
    { "joined, but beginning like a size",
      BYTES("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nface\r\nhi"), 200, BYTES(""),
      BYTES("face\r\nhi"), false },
    { "one chunk, cut off",
      BYTES("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nface\r\n\n<html>hi"), 200,
      BYTES(""), BYTES("\n<html>hi"), true },
    { "chunks cut off",
      BYTES("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n9\r\nyou"), 200,
      BYTES(""), BYTES("hiyou"), true },
    { "gzip", BYTES("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" GZ_HI), 200, BYTES(""),
      BYTES("hi"), false },
    { "unpacked already", BYTES("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nhi"), 200,
      BYTES(""), BYTES("hi"), false },
    { "unpacked already, without a magic",
      BYTES("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n<!DOCTYPE html><p>hi"), 200,
      BYTES(""), BYTES("<!DOCTYPE html><p>hi"), false },
    { "that begins like zlib's",
      BYTES("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\nhi you"), 200, BYTES(""),
      BYTES("hi you"), false },
    { "deflate cut off",
      BYTES("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n\x78\x9C\x01\x02\x00\xFD\xFFh"),
      200, BYTES(""), BYTES("h"), true },
    { "gzip in chunks",
      BYTES("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: "
            "chunked\r\n\r\n19\r\n" GZ_HI "\r\n0\r\n\r\n"),
      200, BYTES(""), BYTES("hi"), false },
    { "gzip cut off",
      BYTES("HTTP/1.1 200 OK\r\nContent-Encoding: "
            "gzip\r\n\r\n\x1F\x8B\x08\0\0\0\0\0\0\x03\x01\x02\x00\xFD\xFFh"),
      200, BYTES(""), BYTES("h"), true },
};

static void reads_messages(void **state)
{
    struct dh_buf b;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1 << 20);
    for (size_t i = 0; i < DH_LEN(messages); i++) {
        struct dh_warc_http h;
        assert_int_equal(dh_warc_http(messages[i].block, &b, &h), DH_OK);
        if (h.status != messages[i].status || !dh_str_eq(h.body, messages[i].body) ||
            !dh_str_eq(h.content_type, messages[i].type) || h.damaged != messages[i].damaged)
            fail_msg("%s: status %u, damaged %d, body %.*s", messages[i].name, h.status, h.damaged,
                     (int)h.body.n, h.body.p);
    }
    dh_buf_release(&b);
}

static void writes(void **state)
{
    static char big[100000];
    const struct dh_warc_record records[] = {
        { .type = DH_WARC_RESPONSE,
          .id = DH_STR("<urn:uuid:1>"),
          .url = DH_STR("http://h/1"),
          .date = DH_STR("2023-01-02T03:04:05Z"),
          .content_type = DH_STR("application/http; msgtype=response"),
          .block = BYTES("HTTP/1.1 200 OK\r\n\r\nhi\r\n\r\n") },
        { .type = DH_WARC_REVISIT,
          .id = DH_STR("<urn:uuid:2>"),
          .url = DH_STR("http://h/2"),
          .refers_to = DH_STR("http://h/1") },
        { .type = DH_WARC_RESOURCE,
          .id = DH_STR("<urn:uuid:3>"),
          .url = DH_STR("http://h/\r\nWARC-Type: x"),
          .block = { big, sizeof big } },
    };
    struct dh_buf packed, plain;
    struct dh_decoder *c = NULL;
    struct dh_warc *w = NULL;
    struct dh_warc_record r;

    (void)state;
    for (size_t i = 0; i < sizeof big; i++)
        big[i] = (char)(i * i >> 3);
    dh_buf_init(&packed, dh_mem_default(), 1 << 24);
    dh_buf_init(&plain, dh_mem_default(), 1 << 24);
    for (size_t i = 0; i < DH_LEN(records); i++)
        assert_int_equal(dh_warc_add(&packed, &records[i]), DH_OK);
    assert_int_equal(dh_decoder_new(&c, dh_mem_default(), DH_CODING_GZIP, NULL), DH_OK);
    struct dh_str in = dh_buf_str(&packed);
    assert_int_equal(dh_decoder_run(c, &in, SIZE_MAX, &plain, NULL), DH_OK);
    assert_int_equal(dh_decoder_end(c, NULL), DH_OK);
    dh_decoder_free(c);
    struct memory m = { dh_buf_str(&plain), 100 };
    /* the damage byte of this test's source may stand in the block: it is read as one piece of its
     * own */
    for (size_t i = 0; i < plain.n; i++)
        plain.p[i] = plain.p[i] == '\x01' ? '\x02' : plain.p[i];
    for (size_t i = 0; i < sizeof big; i++)
        big[i] = big[i] == '\x01' ? '\x02' : big[i];
    struct dh_warc_input input = { memory_read, memory_resync, &m };
    assert_int_equal(dh_warc_new(&w, dh_mem_default(), &input, 1 << 20, NULL), DH_OK);
    for (size_t i = 0; i < DH_LEN(records); i++) {
        assert_int_equal(dh_warc_next(w, &r, NULL), DH_OK);
        assert_int_equal(r.type, records[i].type);
        assert_true(dh_str_eq(r.id, records[i].id));
        assert_true(dh_str_eq(r.url, i == 2 ? DH_STR_NONE : records[i].url));
        assert_true(dh_str_eq(r.refers_to, records[i].refers_to));
        assert_true(dh_str_eq(r.date, records[i].date));
        assert_true(dh_str_eq(r.content_type, records[i].content_type));
        assert_true(dh_str_eq(r.block, records[i].block));
    }
    assert_int_equal(dh_warc_next(w, &r, NULL), DH_END);
    assert_int_equal(dh_warc_errors(w), 0);
    dh_warc_free(w);
    dh_buf_release(&packed);
    dh_buf_release(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),
        cmocka_unit_test(limits),
        cmocka_unit_test(reads_messages),
        cmocka_unit_test(writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
