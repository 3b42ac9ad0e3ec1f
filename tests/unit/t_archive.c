/* SPDX-License-Identifier: MIT */
/* Archives as sources: which records of a WARC are pages, and what damage costs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/hash.h"
#include "codec/warc.h"
#include "io/source.h"
#include "scratch.h"

enum { MAX_SIZE = 4000 };

#define HTTP "HTTP/1.1 200 OK\r\nContent-Type: "

/* Which records of a WARC are pages. */
static const struct {
    const char *name;
    struct {
        const char *type, *url, *block;
        int longer; /* by so much the length is wrong */
    } records[8];
    const char *tail, *want;
} archive_files[] = {
    { "text types",
      { { "warcinfo", "", "info", 0 },
        { "response", "http://h/1", HTTP "text/html\r\n\r\n<p>", 0 },
        { "response", "http://h/2", HTTP "text/plain; x\r\n\r\nA.", 0 },
        { "response", "http://h/3", HTTP "image/png\r\n\r\nAAA", 0 },
        { "request", "http://h/1", "GET / HTTP/1.1", 0 },
        { "revisit", "http://h/1", "", 0 },
        { "conversion", "http://h/4", "<p>", 0 },
        { "resource", "http://h/5", "{\"a\":1}", 0 } },
      "",
      "h http://h/1 <p>\nt http://h/2 A.\nt http://h/4 <p>\nt http://h/5 {\"a\":1}\n" },
    { "other statuses",
      { { "response", "http://h/1", "HTTP/1.1 404 No\r\n\r\nnone", 0 } },
      "",
      "" },
    { "no web address",
      { { "resource", "dns:h", "x", 0 }, { "resource", "file:///x", "x", 0 } },
      "",
      "" },
    { "mended",
      { { "conversion", "http://h/1", "x", 7 }, { "conversion", "http://h/2", "y", 0 } },
      "",
      "t http://h/1 x\nt http://h/2 y\n" },
    { "cut off", { { "conversion", "http://h/1", "x", 90 } }, "", "! 4\n" },
    { "too large",
      { { "conversion", "http://h/1", "x", 9000 }, { "conversion", "http://h/2", "y", 0 } },
      "",
      "! 2\nt http://h/2 y\n" },
    { "junk is told of at the end",
      { { "conversion", "http://h/1", "x", 0 } },
      "junk",
      "t http://h/1 x\n! 4\n" },
};

static void write_archive(size_t i)
{
    FILE *f = fopen(scratch_path("a"), "wb");
    for (size_t k = 0; k < 8 && archive_files[i].records[k].type; k++)
        fprintf(f,
                "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Length: "
                "%d\r\n\r\n%s\r\n\r\n",
                archive_files[i].records[k].type, archive_files[i].records[k].url,
                (int)strlen(archive_files[i].records[k].block) + archive_files[i].records[k].longer,
                archive_files[i].records[k].block);
    fputs(archive_files[i].tail, f);
    fclose(f);
}

static void archives(void **state)
{
    struct dh_source_options o = { .max_size = MAX_SIZE };
    char got[512];

    (void)state;
    scratch_make();
    const char *inputs[] = { scratch_path("a") };
    for (size_t i = 0; i < DH_LEN(archive_files); i++) {
        struct dh_source *s = NULL;
        struct dh_item it;
        size_t n = 0;
        got[0] = '\0';
        write_archive(i);
        assert_int_equal(dh_source_new(&s, dh_mem_default(), &o, inputs, 1, NULL), DH_OK);
        while (dh_source_next(s, &it, NULL) == DH_OK)
            n += it.err ? (size_t)snprintf(got + n, sizeof got - n, "! %d\n", (int)it.err)
                        : (size_t)snprintf(got + n, sizeof got - n, "%c %.*s %.*s\n",
                                           it.type == DH_TYPE_HTML ? 'h' : 't', (int)it.url.n,
                                           it.url.p, (int)it.bytes.n, it.bytes.p);
        dh_source_free(s);
        if (strcmp(got, archive_files[i].want) != 0)
            fail_msg("%s: got %s", archive_files[i].name, got);
    }
    scratch_remove();
}

/* Damage in a gzip member costs its record; the next member is found again. */
static void damaged_archives(void **state)
{
    struct dh_source_options o = { .max_size = MAX_SIZE };
    struct dh_source *s = NULL;
    struct dh_buf b;
    struct dh_item it;
    char block[3000];
    size_t starts[4];

    (void)state;
    scratch_make();
    const char *inputs[] = { scratch_path("a") };
    dh_buf_init(&b, dh_mem_default(), 1 << 20);
    for (size_t i = 0; i < sizeof block; i++) /* hard to pack */
        block[i] = (char)('!' + dh_hash_mix(i) % 90);
    for (int i = 0; i < 4; i++) {
        char url[] = "http://h/0";
        url[9] = (char)('0' + i);
        starts[i] = b.n;
        struct dh_warc_record r = { .type = DH_WARC_CONVERSION,
                                    .url = dh_str_c(url),
                                    .block = { block, sizeof block } };
        assert_int_equal(dh_warc_add(&b, &r), DH_OK);
    }
    memset(b.p + starts[1] + 500, 0xFF, 20);
    scratch_write("a", b.p, b.n);
    assert_int_equal(dh_source_new(&s, dh_mem_default(), &o, inputs, 1, NULL), DH_OK);
    unsigned whole = 0, broken = 0;
    while (dh_source_next(s, &it, NULL) == DH_OK) {
        whole += it.err == DH_OK && it.bytes.n == sizeof block && it.url.p[9] != '1';
        broken += it.err == DH_EDATA;
    }
    assert_int_equal(whole, 3);
    assert_int_equal(broken, 2); /* the record, and that something is missing */
    dh_source_free(s);
    dh_buf_release(&b);
    scratch_remove();
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(archives),
                                        cmocka_unit_test(damaged_archives) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
