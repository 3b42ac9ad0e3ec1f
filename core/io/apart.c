/* SPDX-License-Identifier: MIT */
#include "io/apart.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"

static bool is_file(const char *path)
{
    return path && strcmp(path, "-") != 0;
}

/* The name that a path ends in; *dir: the directory that it would be made in. */
static const char *split(const char *path, struct stat *dir, bool *there)
{
    char text[PATH_MAX] = "./";
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) + 1 : 0;

    if (n < sizeof text && n)
        memcpy(text, path, n);
    *there = n < sizeof text && stat(text, dir) == 0;
    return path + n;
}

/* Whether one file would be made by both names, of which neither is there yet. */
static bool would_be_same(const char *a, const char *b)
{
    struct stat x, y;
    bool x_there, y_there;
    const char *p = split(a, &x, &x_there), *q = split(b, &y, &y_there);
    bool one = x_there && y_there && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
    return strcmp(a, b) == 0 || (one && strcmp(p, q) == 0);
}

static bool is_same(const char *a, const char *b)
{
    return is_file(a) && is_file(b) &&
           (dh_file_is_same(a, b) ||
            (access(a, F_OK) < 0 && access(b, F_OK) < 0 && would_be_same(a, b)));
}

enum dh_err dh_apart(const struct dh_apart_file *files, size_t n, const char *const *inputs,
                     size_t n_inputs, struct dh_detail *d)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_file(files[i].path))
            continue;
        for (size_t k = 0; k < i; k++)
            if (is_same(files[i].path, files[k].path))
                return dh_fail(d, DH_EUSAGE, 0, "--%s and --%s are one file, '%s'", files[k].what,
                               files[i].what, files[i].path);
        for (size_t k = 0; k < n_inputs; k++)
            if (is_same(files[i].path, inputs[k]))
                return dh_fail(d, DH_EUSAGE, 0,
                               "the input '%s' would be written over: --%s names it too", inputs[k],
                               files[i].what);
    }
    return DH_OK;
}
