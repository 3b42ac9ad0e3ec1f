/* SPDX-License-Identifier: MIT */
/* The clock for spans of time: CLOCK_MONOTONIC, which nobody sets back. What day it is, it does not
 * tell. Any thread. */
#ifndef DH_CLOCK_H
#define DH_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Milliseconds since some time. */
static inline int64_t dh_clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

#endif
