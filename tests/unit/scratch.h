/* SPDX-License-Identifier: MIT */
/* A directory of a test's own, with files in it, gone at the end. Any failure here ends the test.
 */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static char scratch[256]; /* its path */

static inline void scratch_make(void)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(scratch, sizeof scratch, "%s/dehusk-test-XXXXXX", tmp && tmp[0] ? tmp : "/tmp");
    assert_non_null(mkdtemp(scratch));
}

static inline int scratch_remove_one(const char *path, const struct stat *st, int what,
                                     struct FTW *ftw)
{
    (void)st, (void)what, (void)ftw;
    return remove(path);
}

static inline void scratch_remove(void)
{
    assert_int_equal(nftw(scratch, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* For cmocka_run_group_tests: one directory for all tests of a program. */
static inline int scratch_set_up(void **state)
{
    (void)state;
    scratch_make();
    return 0;
}

static inline int scratch_tear_down(void **state)
{
    (void)state;
    scratch_remove();
    return 0;
}

/* The path of name in the directory; one of eight buffers that take turns. */
static inline const char *scratch_path(const char *name)
{
    static char path[8][1536];
    static unsigned turn;
    char *p = path[turn++ % 8];
    snprintf(p, sizeof path[0], "%s/%s", scratch, name);
    return p;
}

static inline void scratch_write(const char *name, const void *bytes, size_t n)
{
    FILE *f = fopen(scratch_path(name), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

/* The file's bytes, NUL-ended, in a buffer that the next call takes; NULL: there is no such file.
 */
static inline const char *scratch_read(const char *name, size_t *n)
{
    static char bytes[1 << 18];
    FILE *f = fopen(scratch_path(name), "rb");
    if (!f)
        return NULL;
    *n = fread(bytes, 1, sizeof bytes - 1, f);
    bytes[*n] = '\0';
    fclose(f);
    return bytes;
}

/* One entry: "dir/", "file=content", "link->target", "fifo|". Parent directories are made. */
static inline void scratch_entry(const char *spec)
{
    char name[1024];
    struct dh_detail d;
    const char *end = strstr(spec, "->");
    if (!end)
        end = strpbrk(spec, "=|");
    if (!end)
        end = spec + strlen(spec);
    snprintf(name, sizeof name, "%.*s", (int)(end - spec), spec);
    char *slash = strrchr(name, '/');
    if (slash) {
        *slash = '\0';
        assert_int_equal(dh_file_mkdirs(scratch_path(name), &d), DH_OK);
        *slash = '/';
    }
    if (*end == '=')
        scratch_write(name, end + 1, strlen(end + 1));
    else if (*end == '-')
        assert_int_equal(symlink(end + 2, scratch_path(name)), 0);
    else if (*end == '|')
        assert_int_equal(mkfifo(scratch_path(name), 0600), 0);
}

/* All files below the scratch directory, "path=bytes" sorted, '|' between. */
static inline void scratch_listing(char *dst, size_t cap)
{
    char cmd[600];
    snprintf(
        cmd, sizeof cmd,
        "cd %s && find . -type f | LC_ALL=C sort | while read -r f; do printf '%%s=' \"${f#./}\"; "
        "cat \"$f\"; printf '|'; done",
        scratch);
    FILE *f = popen(cmd, "r");
    size_t n = fread(dst, 1, cap - 1, f);
    dst[n] = '\0';
    assert_int_equal(pclose(f), 0);
}

#endif
