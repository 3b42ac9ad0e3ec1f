/* SPDX-License-Identifier: MIT */
#include "io/apart.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"

static bool is_file(const char *path)
{
    return path && strcmp(path, "-") != 0;
}

/* Whether a and b name one file; of what is not there yet the names decide. */
static bool is_same(const char *a, const char *b)
{
    return is_file(a) && is_file(b) &&
           (dh_file_is_same(a, b) || (access(a, F_OK) < 0 && strcmp(a, b) == 0));
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
