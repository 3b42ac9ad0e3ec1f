/* SPDX-License-Identifier: MIT */
/* What the benchmarks share: a clock, one core, and children that run a program. Time is printed
 * and never asserted. */
#ifndef BENCH_H
#define BENCH_H

#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Seconds of processor time of this thread. */
static inline double bench_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* This process and its children stay on the first core, until bench_all_cores gives back *all. */
static inline void bench_one_core(cpu_set_t *all)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    CPU_ZERO(all);
    if (sched_getaffinity(0, sizeof *all, all) == 0)
        (void)sched_setaffinity(0, sizeof one, &one);
}
static inline void bench_all_cores(const cpu_set_t *all)
{
    (void)sched_setaffinity(0, sizeof *all, all);
}

/* The corpus' size: DOCS of the environment (make bench DOCS=120000), else 6,000. */
static inline size_t bench_docs(void)
{
    const char *s = getenv("DOCS");
    unsigned long long n = s ? strtoull(s, NULL, 10) : 0;
    return n ? (size_t)n : 6000;
}

/* What a program cost. */
struct bench_run {
    double seconds; /* of processor time, user and system, its children's included */
    double wall;    /* from fork to exit */
    long peak_kib;  /* resident */
    int status;     /* as waitpid has it; -1: not started */
};

/* Runs argv (argv[0] as execvp takes it) with in as standard input and out as standard output
 * (NULL: /dev/null), and waits for it. */
static inline struct bench_run bench_run(const char *const argv[], const char *in, const char *out)
{
    struct bench_run r = { .status = -1 };
    struct rusage u;
    struct timespec from, to;

    clock_gettime(CLOCK_MONOTONIC, &from);
    pid_t pid = fork();
    if (pid == 0) {
        int fds[2] = { open(in ? in : "/dev/null", O_RDONLY),
                       open(out ? out : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600) };
        if (fds[0] >= 0 && fds[1] >= 0 && dup2(fds[0], 0) >= 0 && dup2(fds[1], 1) >= 0)
            execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    if (pid < 0 || wait4(pid, &r.status, 0, &u) != pid)
        return r;
    clock_gettime(CLOCK_MONOTONIC, &to);
    r.wall = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    r.seconds = (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
                (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
    r.peak_kib = u.ru_maxrss;
    return r;
}

/* The program of the build folder that this benchmark stands in: self is "B/tests/bench/NAME".
 * false: it does not fit. */
static inline int bench_program(const char *self, char *path, size_t room)
{
    int n = snprintf(path, room, "%s", self);
    for (int levels = 0; n > 0 && levels < 3; n--)
        levels += path[n - 1] == '/';
    int m = n > 0 ? snprintf(path + n, room - (size_t)n, "/dehusk") : -1;
    return m > 0 && (size_t)(n + m) < room;
}

#endif
