/* SPDX-License-Identifier: MIT */
/* A report whose allocation N fails, alone or with all behind it: DH_ENOMEM, or the report that
 * would have come anyway; never a crash, a leak, or half of one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "report/report.h"
#include "torture.h"

enum { LINES = 60, LINE = 600 };

static const char *line(int i)
{
    static char text[LINE];
    snprintf(text, sizeof text,
             "{\"id\":\"p%d\",\"site\":\"s%d.example\",\"text\":\"One.\\nTwo.\",\"verdict\":\"%s\","
             "\"duplicate_of\":\"p1\",\"error\":\"e%d\",\"removed\":[{\"kind\":\"ad\",\"rule\":"
             "\"ad.en.r%d\",\"at\":5,\"text\":\"Ad %d\\n\"}],\"repaired\":[]}",
             i, i % 7,
             i % 5   ? "kept"
             : i % 2 ? "duplicate"
                     : "failed",
             i, i % 40, i % 50);
    return text;
}

static enum dh_err report(const struct dh_allocator *a)
{
    struct dh_report *r = NULL;
    struct dh_out out = { .mem = NULL };
    bool open = false;
    enum dh_err e = dh_report_new(&r, a, 0, NULL, NULL);

    for (int i = 0; e == DH_OK && i < LINES; i++)
        e = dh_report_add(r, dh_str_c(line(i)), NULL);
    if (e == DH_OK)
        e = dh_report_bad(r, "line 7: no record");
    if (e == DH_OK)
        e = dh_report_sum_up(r, NULL);
    if (e == DH_OK) {
        e = dh_out_open(&out, a, "/dev/null", NULL);
        open = e == DH_OK;
    }
    if (e == DH_OK)
        e = dh_report_html(r, &out, NULL);
    if (e == DH_OK)
        e = dh_report_text(r, &out, NULL);
    if (open)
        dh_out_abort(&out);
    dh_report_free(r);
    return e;
}

static void test_every_allocation(void **state)
{
    struct torture t = { 0 };
    struct dh_allocator a = { resize, &t };
    uint64_t failures = 0;
    (void)state;

    assert_int_equal(report(&a), DH_OK);
    assert_int_equal(t.live, 0);
    uint64_t total = t.calls;
    for (uint64_t n = 1; n <= total; n++)
        for (int for_good = 0; for_good < 2; for_good++) {
            t = (struct torture){ .fail_at = n, .for_good = for_good };
            enum dh_err e = report(&a);
            if ((e != DH_OK && e != DH_ENOMEM) || t.live != 0)
                fail_msg("allocation %llu of %llu fails%s: error %d, %ld blocks left",
                         (unsigned long long)n, (unsigned long long)total,
                         for_good ? " for good" : "", (int)e, t.live);
            failures += e == DH_ENOMEM;
        }
    assert_true(failures > total);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_allocation) };
    return cmocka_run_group_tests_name("report memory", tests, NULL, NULL);
}
