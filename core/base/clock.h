/* SPDX-License-Identifier: MIT */
/* The clocks for spans of time, which nobody sets back. What day it is, they do not tell. Any
 * thread. */
#ifndef DH_CLOCK_H
#define DH_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Milliseconds since some time, but for those in which the machine slept: how long something works
 * or waits. */
static inline int64_t dh_clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The same with the time asleep: how late it is by now. Its numbers are not those of dh_clock_ms.
 */
static inline int64_t dh_clock_asleep_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

#endif
