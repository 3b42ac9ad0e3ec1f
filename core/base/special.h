/* SPDX-License-Identifier: MIT */
/* What stands at a path and is no regular file. A FIFO opens at once or within DH_FIFO_WAIT_MS, if
 * somebody has its other end by then: nobody is to wait for ever in a job that no one watches. Who
 * has it and is slow to write is waited for. Any thread. */
#ifndef DH_SPECIAL_H
#define DH_SPECIAL_H

#include <stdbool.h>
#include <sys/types.h>

#include "dehusk.h"

enum { DH_FIFO_WAIT_MS = 5000 };

/* "a directory", "a FIFO", "a socket", "a device"; NULL: a regular file. */
const char *dh_special_name(mode_t mode);
/* Whether a FIFO, socket or device stands at path; links are followed. */
bool dh_special_is(const char *path);
/* Opens whatever stands at path to be read, or to be written. Negative: errno tells why, EINTR of a
 * signal during the wait among it. */
int dh_special_read(const char *path);
int dh_special_write(const char *path);
/* The same as dh_special_read, but a FIFO is waited for until somebody writes into it, or *stop is
 * set and a signal comes. */
int dh_special_read_or_stop(const char *path, const volatile int *stop);
/* The error e met while opening path, with the errno value os: "cannot open 'x': it is a socket".
 * verb is "open" or "create". Answers e. */
enum dh_err dh_special_fail(struct dh_detail *d, enum dh_err e, int os, const char *verb,
                            const char *path);

#endif
