/* SPDX-License-Identifier: MIT */
/* Nothing is written over what is read, nor over something else that is written. Any thread. */
#ifndef DH_APART_H
#define DH_APART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* A file that will be written. */
struct dh_apart_file {
    const char *what; /* "--output", for messages */
    const char *path; /* NULL or "-": none; DH_APART_STDOUT: where standard output goes */
};
#define DH_APART_STDOUT "/dev/stdout"
/* path, which may be NULL, or DH_APART_STDOUT where it is "-". */
const char *dh_apart_path(const char *path);

/* DH_EUSAGE: a file is one of the inputs, or two of them are one, by whatever names and links.
 * What is no regular file (a device, a pipe) is nobody's. The input "-" is standard input;
 * so it is where there is none. */
DH_MUST_USE enum dh_err dh_apart(const struct dh_apart_file *files, size_t n,
                                 const char *const *inputs, size_t n_inputs, struct dh_detail *d);
/* The same where the text of an input x/a goes to dir/a.txt: DH_EUSAGE when that is one of the
 * inputs. Inputs are files, of others nothing is looked at. */
DH_MUST_USE enum dh_err dh_apart_below(const char *dir, const struct dh_allocator *m,
                                       const char *const *inputs, size_t n_inputs,
                                       struct dh_detail *d);
/* Appends to name the way from a directory that is there to a file that is or will be below it,
 * whatever links lead to either; false: it is not below it. */
bool dh_apart_way(const char *dir, const char *path, struct dh_buf *name);

#endif
