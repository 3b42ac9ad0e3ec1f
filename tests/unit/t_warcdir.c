/* SPDX-License-Identifier: MIT */
/* WARC directories: files of runs that know nothing of each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/outfile.h"
#include "io/warcdir.h"
#include "io/walk.h"
#include "scratch.h"

enum { RUNS = 3 };

/* In place of the kernel's: a number that the test sets, or none is to be had. */
static struct {
    bool has;
    uint64_t number;
} lot;

ssize_t getrandom(void *p, size_t n, unsigned flags)
{
    (void)flags;
    if (!lot.has || n != sizeof lot.number)
        return -1;
    memcpy(p, &lot.number, n);
    return (ssize_t)n;
}

/* The files of a directory whose names hold that. */
static size_t count_files(const char *dir, const char *in_name)
{
    struct dh_walk *w = NULL;
    struct dh_detail d;
    struct dh_str below;
    const char *path, *skip[DH_WALK_SKIPS] = { NULL };
    size_t n = 0;

    assert_int_equal(dh_walk_new(&w, dh_mem_default(), dir, skip, &d), DH_OK);
    while (dh_walk_next(w, &path, &below, &d) == DH_OK)
        n += strstr(below.p, in_name) != NULL;
    dh_walk_free(w);
    return n;
}

/* A run that has put a page into a directory. */
static struct dh_warcdir *new_run(const char *name)
{
    const struct dh_warc_page page = { .url = DH_STR("http://h.example/"),
                                       .fetched = 1800000000,
                                       .head = DH_STR("HTTP/1.1 200 OK\r\n\r\n"),
                                       .body = DH_STR("text") };
    const struct dh_warcdir_options o = { .path = scratch_path(name) };
    struct dh_warcdir *w = NULL;
    struct dh_detail d;

    assert_int_equal(dh_warcdir_new(&w, dh_mem_default(), &o, &d), DH_OK);
    assert_int_equal(dh_warcdir_put(w, &page, &d), DH_OK);
    return w;
}

static void finish_run(struct dh_warcdir *w)
{
    struct dh_detail d;
    assert_int_equal(dh_warcdir_finish(w, &d), DH_OK);
    dh_warcdir_free(w);
}

/* As in containers that are started in one second, where each is process 1. */
static void runs_of_one_second(void **state)
{
    struct dh_warcdir *w[RUNS] = { NULL };

    (void)state;
    for (size_t i = 0; i < RUNS; i++) {
        lot.has = true;
        lot.number = i;
        w[i] = new_run("warc");
    }
    for (size_t i = 0; i < RUNS; i++)
        finish_run(w[i]);
    assert_int_equal(count_files(scratch_path("warc"), ""), RUNS);
}

/* Names hold what was drawn by lot. Where nothing can be drawn, runs have files of their own still:
 * then the clock tells them apart. */
static void drawn_by_lot(void **state)
{
    static const struct {
        const char *dir, *in_name;
        bool has;
        size_t named; /* files of RUNS that have in_name in their names */
    } rows[] = {
        { "warc3", "-00c0ffee00c0ffee-", true, 1 }, /* no two runs draw the same but here */
        { "warc4", "-0000000000000000-", false, 0 },
        { "warc4", "-00c0ffee00c0ffee-", false, 0 },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        lot.has = rows[i].has;
        lot.number = 0xC0FFEE00C0FFEE;
        for (unsigned run = 0; run < (rows[i].has ? 1 : RUNS); run++) {
            struct dh_warcdir *w = new_run(rows[i].dir);
            finish_run(w);
        }
        assert_int_equal(count_files(scratch_path(rows[i].dir), rows[i].in_name), rows[i].named);
    }
    assert_int_equal(count_files(scratch_path("warc4"), ""), 2 * RUNS);
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
                                        cmocka_unit_test(drawn_by_lot),
                                        cmocka_unit_test(leftovers) };
    return cmocka_run_group_tests(tests, scratch_set_up, scratch_tear_down);
}
