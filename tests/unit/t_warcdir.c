/* SPDX-License-Identifier: MIT */
/* WARC directories: files of runs that know nothing of each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "io/warcdir.h"
#include "io/walk.h"
#include "scratch.h"

enum { RUNS = 3 };

static size_t count_files(const char *dir)
{
    struct dh_walk *w = NULL;
    struct dh_detail d;
    struct dh_str below;
    const char *path, *skip[DH_WALK_SKIPS] = { NULL };
    size_t n = 0;

    assert_int_equal(dh_walk_new(&w, dh_mem_default(), dir, skip, &d), DH_OK);
    while (dh_walk_next(w, &path, &below, &d) == DH_OK)
        n++;
    dh_walk_free(w);
    return n;
}

/* As in containers that are started in one second, where each is process 1. */
static void runs_of_one_second(void **state)
{
    struct dh_warcdir *w[RUNS] = { NULL };
    struct dh_detail d;
    char dir[512];
    const struct dh_warcdir_options o = { .path = dir };
    const struct dh_warc_page page = { .url = DH_STR("http://h.example/"),
                                       .fetched = 1800000000,
                                       .head = DH_STR("HTTP/1.1 200 OK\r\n\r\n"),
                                       .body = DH_STR("text") };

    (void)state;
    snprintf(dir, sizeof dir, "%s", scratch_path("warc"));
    for (size_t i = 0; i < RUNS; i++) {
        assert_int_equal(dh_warcdir_new(&w[i], dh_mem_default(), &o, &d), DH_OK);
        assert_int_equal(dh_warcdir_put(w[i], &page, &d), DH_OK);
    }
    for (size_t i = 0; i < RUNS; i++) {
        assert_int_equal(dh_warcdir_finish(w[i], &d), DH_OK);
        dh_warcdir_free(w[i]);
    }
    assert_int_equal(count_files(dir), RUNS);
}

/* What a killed run left goes when the next one begins; what a run is at stays, and what is of
 * others. */
static void leftovers(void **state)
{
    static const struct {
        const char *name;
        bool stays;
    } rows[] = {
        { "warc2/dehusk-20240301000000-1-00000.warc.gz" DH_UNFINISHED "a1b2c3", false },
        { "warc2/dehusk-20240301000000-2-00000.warc.gz" DH_UNFINISHED "a1b2c3", true }, /* held */
        { "warc2/dehusk-20240301000000-3-00000.warc.gz", true },
        { "warc2/other.warc.gz" DH_UNFINISHED "a1b2c3", true },
        { "warc2/dehusk-notes", true },
    };
    struct dh_warcdir *w = NULL;
    struct dh_detail d;
    char dir[512];
    const struct dh_warcdir_options o = { .path = dir };

    (void)state;
    scratch_entry("warc2/");
    for (size_t i = 0; i < DH_LEN(rows); i++)
        scratch_write(rows[i].name, "x", 1);
    int held = open(scratch_path(rows[1].name), O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(held, LOCK_EX | LOCK_NB), 0);
    snprintf(dir, sizeof dir, "%s", scratch_path("warc2"));
    assert_int_equal(dh_warcdir_new(&w, dh_mem_default(), &o, &d), DH_OK);
    for (size_t i = 0; i < DH_LEN(rows); i++)
        if ((access(scratch_path(rows[i].name), F_OK) == 0) != rows[i].stays)
            fail_msg("%s", rows[i].name);
    dh_warcdir_free(w);
    close(held);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(runs_of_one_second),
                                        cmocka_unit_test(leftovers) };
    return cmocka_run_group_tests(tests, scratch_set_up, scratch_tear_down);
}
