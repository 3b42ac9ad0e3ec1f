/* SPDX-License-Identifier: MIT */
#include "io/apart.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
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
    char parent[PATH_MAX];

    *there = dh_file_parent(path, parent, sizeof parent) && stat(parent, dir) == 0;
    return dh_file_name(path);
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

/* ---- Below a directory */

struct place {
    dev_t dev;
    ino_t ino;
    const char *input;
};

static int by_place(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    return a->dev != b->dev ? (a->dev > b->dev) - (a->dev < b->dev)
                            : (a->ino > b->ino) - (a->ino < b->ino);
}

/* The place of the regular file `path`. */
static bool place_of(const char *path, struct place *to)
{
    struct stat st;
    bool file = stat(path, &st) == 0 && S_ISREG(st.st_mode);
    if (file)
        *to = (struct place){ st.st_dev, st.st_ino, path };
    return file;
}

/* DH_EUSAGE: the text of input goes to one of places. */
static enum dh_err check_text(const char *dir, const char *input, const struct place *places,
                              size_t n, struct dh_detail *d)
{
    char path[PATH_MAX];
    struct place at;
    int k = snprintf(path, sizeof path, "%s/%s.txt", dir, dh_file_name(input));

    if (k < 0 || (size_t)k >= sizeof path || !place_of(path, &at))
        return DH_OK;
    const struct place *over = bsearch(&at, places, n, sizeof *places, by_place);
    return over ? dh_fail(d, DH_EUSAGE, 0,
                          "the input '%s' would be written over: there goes the text of '%s'",
                          over->input, input)
                : DH_OK;
}

enum dh_err dh_apart_below(const char *dir, const struct dh_allocator *m, const char *const *inputs,
                           size_t n_inputs, struct dh_detail *d)
{
    struct place *places = dh_mem_zeroed(m, n_inputs, sizeof *places);
    enum dh_err e = DH_OK;
    size_t n = 0;

    if (!places)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for the inputs");
    for (size_t i = 0; i < n_inputs; i++)
        n += place_of(inputs[i], &places[n]);
    qsort(places, n, sizeof *places, by_place);
    for (size_t i = 0; i < n_inputs && e == DH_OK; i++)
        e = check_text(dir, inputs[i], places, n, d);
    dh_mem_free(m, places);
    return e;
}

/* Where the file is, or will be; links are followed. */
static bool find_file(const char *path, char at[PATH_MAX])
{
    char parent[PATH_MAX];

    if (realpath(path, at))
        return true;
    if (!dh_file_parent(path, parent, sizeof parent) || !realpath(parent, at))
        return false;
    size_t n = strlen(at);
    int k = snprintf(at + n, PATH_MAX - n, "%s%s", at[n - 1] == '/' ? "" : "/", dh_file_name(path));
    return k >= 0 && (size_t)k < PATH_MAX - n;
}

bool dh_apart_way(const char *dir, const char *path, struct dh_buf *name)
{
    char top[PATH_MAX], at[PATH_MAX];
    if (!realpath(dir, top) || !find_file(path, at))
        return false;
    size_t n = strlen(top);
    if (top[n - 1] == '/') /* the root */
        n--;
    if (strncmp(at, top, n) != 0 || at[n] != '/')
        return false;
    dh_buf_add(name, dh_str_c(at + n + 1));
    return true;
}

/* ---- One by one */

const char *dh_apart_path(const char *path)
{
    return !path || is_file(path) ? path : DH_APART_STDOUT;
}

enum dh_err dh_apart(const struct dh_apart_file *files, size_t n, const char *const *inputs,
                     size_t n_inputs, struct dh_detail *d)
{
    static const char *const standard_input[] = { "-" };

    inputs = n_inputs ? inputs : standard_input;
    n_inputs = n_inputs ? n_inputs : 1;
    for (size_t i = 0; i < n; i++) {
        if (!is_file(files[i].path))
            continue;
        for (size_t k = 0; k < i; k++)
            if (is_same(files[i].path, files[k].path))
                return dh_fail(d, DH_EUSAGE, 0, "%s and %s are one file, '%s'", files[k].what,
                               files[i].what, files[i].path);
        for (size_t k = 0; k < n_inputs; k++)
            if (is_same(files[i].path, is_file(inputs[k]) ? inputs[k] : "/dev/stdin"))
                return dh_fail(d, DH_EUSAGE, 0,
                               "the input '%s' would be written over: %s is that file, too",
                               inputs[k], files[i].what);
    }
    return DH_OK;
}
