/* SPDX-License-Identifier: MIT */
/* The clocks for spans of time, which nobody sets back. What day it is, they do not tell. And times
 * of files and of the system as one number. Any thread. */
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

/* A time as nanoseconds since what it counts from: of a file, 1970. */
static inline int64_t dh_clock_ns(struct timespec t)
{
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

#endif
