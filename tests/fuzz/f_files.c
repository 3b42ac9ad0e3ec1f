/* SPDX-License-Identifier: MIT */
/* libFuzzer target: files and messages of ours, as they may come back damaged or made by somebody
 * else. The first byte says what the rest is: a configuration, a record, a row of JSON, a packed
 * page with its input behind a NUL NUL, a packed sketch, a date behind its language, a file that is
 * packed. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/json.h"
#include "codec/codec.h"
#include "cron/config.h"
#include "io/restore.h"
#include "io/row.h"
#include "meta/date/date.h"
#include "page/pack.h"
#include "repeat/story/sketch.h"
#include "report/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { CAP = 16 << 20 };

static void report(void *self, enum dh_err e, const char *msg)
{
    size_t *n = self;
    *n += e != DH_OK && msg[0];
}

static void config(struct dh_str s)
{
    static int fd = -1;
    char path[32];
    struct dh_config c;
    size_t errors = 0;

    if (fd < 0)
        fd = memfd_create("conf", MFD_CLOEXEC);
    if (ftruncate(fd, 0) < 0 || pwrite(fd, s.p, s.n, 0) != (ssize_t)s.n)
        return;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    enum dh_err e = dh_config_read(&c, path, report, &errors, NULL);
    if ((e == DH_ECONFIG) != (errors > 0))
        __builtin_trap();
    dh_config_release(&c);
}

/* One record, as a report of both kinds shows it. */
static void tell(struct dh_str s)
{
    struct dh_report *r = NULL;
    struct dh_out out;

    if (dh_report_new(&r, dh_mem_default(), 0, NULL, NULL) != DH_OK)
        return;
    if (dh_report_add(r, s, NULL) == DH_OK && dh_report_sum_up(r, NULL) == DH_OK &&
        dh_out_open(&out, dh_mem_default(), "/dev/null", NULL) == DH_OK) {
        if (dh_report_html(r, &out, NULL) != DH_OK || dh_report_text(r, &out, NULL) != DH_OK)
            __builtin_trap();
        dh_out_abort(&out);
    }
    dh_report_free(r);
}

static void record(struct dh_str s)
{
    struct dh_record_undo r;
    struct dh_arena a;
    struct dh_buf out;

    dh_arena_init(&a, dh_mem_default(), CAP);
    dh_buf_init(&out, dh_mem_default(), CAP);
    if (dh_record_read(&a, s, &r, NULL) == DH_OK && !r.failed)
        (void)!dh_restore_text(&r, &out, NULL);
    tell(s);
    dh_buf_release(&out);
    dh_arena_release(&a);
}

/* What is made of a row is a record whose every byte is JSON. */
static void row(struct dh_str s)
{
    static const struct dh_row_fields fields = { .text = { "text", 4 } };
    struct dh_page page;
    struct dh_buf out;
    bool html = false;
    size_t pos;

    dh_page_init(&page, dh_mem_default(), CAP);
    dh_buf_init(&out, dh_mem_default(), CAP);
    if (dh_row_read(&page, s, &fields, &html, NULL) == DH_OK &&
        dh_record_write(&page, &out) == DH_OK && dh_json_check(dh_buf_str(&out), &pos) != DH_OK)
        __builtin_trap();
    dh_buf_release(&out);
    dh_page_release(&page);
}

/* What was unpacked is packed into bytes that are unpacked again. */
static void packed(struct dh_str s)
{
    size_t cut = dh_str_find(s, (struct dh_str){ "\0\0\0\xFF", 4 });
    struct dh_str input = dh_str_sub(s, cut + 4, s.n);
    struct dh_page page, again;
    struct dh_buf out;

    dh_page_init(&page, dh_mem_default(), CAP);
    dh_page_init(&again, dh_mem_default(), CAP);
    dh_buf_init(&out, dh_mem_default(), CAP);
    if (dh_page_unpack(&page, dh_str_sub(s, 0, cut), input) == DH_OK &&
        dh_page_pack(&page, &out) == DH_OK &&
        dh_page_unpack(&again, dh_buf_str(&out), input) != DH_OK)
        __builtin_trap();
    dh_buf_release(&out);
    dh_page_release(&page);
    dh_page_release(&again);
}

static void sketch(struct dh_str s)
{
    static struct dh_sketch a, b;
    struct dh_relation r;
    struct dh_buf out;
    size_t n = dh_sketch_unpack_head(s, &a);

    if (!n)
        return;
    dh_buf_init(&out, dh_mem_default(), CAP);
    dh_sketch_pack(&a, &out);
    if (!dh_str_eq(dh_buf_str(&out), dh_str_sub(s, 0, n)))
        __builtin_trap();
    if (dh_sketch_unpack(dh_str_sub(s, n, s.n), &b) == DH_OK)
        dh_sketch_compare(&a, &b, &r);
    dh_buf_release(&out);
}

/* A date that was read says the same when it is read again. */
static void date(struct dh_str s)
{
    size_t cut = dh_str_find_byte(s, '\n');
    char once[DH_DATE_MAX], twice[DH_DATE_MAX];

    if (dh_date_parse(dh_str_sub(s, cut + 1, s.n), dh_str_sub(s, 0, cut), once) &&
        (!dh_date_parse(dh_str_c(once), DH_STR_NONE, twice) || strcmp(once, twice)))
        __builtin_trap();
}

static void unpack(struct dh_str s)
{
    enum dh_coding coding = dh_coding_sniff(s, NULL);
    struct dh_decoder *c = NULL;
    struct dh_buf out;

    if (coding == DH_CODING_NONE)
        coding = s.n & 1 ? DH_CODING_BROTLI : DH_CODING_DEFLATE;
    if (dh_decoder_new(&c, dh_mem_default(), coding, NULL))
        return;
    dh_buf_init(&out, dh_mem_default(), CAP);
    for (size_t before = SIZE_MAX; s.n < before || out.n;) {
        before = s.n;
        dh_buf_reset(&out);
        if (dh_decoder_run(c, &s, 4096, &out, NULL))
            break;
    }
    (void)!dh_decoder_end(c, NULL);
    dh_decoder_free(c);
    dh_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static void (*const each[])(
        struct dh_str) = { config, record, row, packed, sketch, date, unpack };
    struct dh_str s = { (const char *)bytes + 1, n ? n - 1 : 0 };

    if (n)
        each[bytes[0] % DH_LEN(each)](s);
    return 0;
}
