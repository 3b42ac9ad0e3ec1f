/* SPDX-License-Identifier: MIT */
/* Preloaded (LD_PRELOAD) by faults.py: a call of the system fails, or does less than it was asked
 * for. FAILIO says which ("write"), at which call over all processes from 1 (0: never), with which
 * errno value (0: half of the bytes) and, with a + behind it, that all from there on do:
 * "write:3:28+". FAILIO_COUNTS is a file of zeros, one number of 8 bytes for each of CALLS: it
 * counts them. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* faults.py reads this list: a call a row. */
#define CALLS(X) \
    X(read) \
    X(pread) \
    X(write) \
    X(pwrite) \
    X(fsync) \
    X(fdatasync) \
    X(open) \
    X(openat) \
    X(rename) \
    X(link) \
    X(unlink) \
    X(mkdir) \
    X(close) \
    X(ftruncate) \
    X(fstat) \
    X(stat) \
    X(poll) \
    X(fork) \
    X(socketpair) \
    X(send) \
    X(sendmsg) \
    X(recv) \
    X(mmap) \
    X(opendir) \
    X(fdopendir) \
    X(readdir) \
    X(flock) \
    X(alloc)

#define NUMBER(name) C_##name,
#define NAME(name)   #name,
enum call { CALLS(NUMBER) N_CALLS };
static const char *const names[] = { CALLS(NAME) };

static _Atomic unsigned long *counts; /* NULL: nothing fails */
static enum call which = N_CALLS;
static unsigned long at;
static int with;
static bool for_good;

static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void begin(void)
{
    char name[32], plus = 0;
    const char *spec = getenv("FAILIO"), *path = getenv("FAILIO_COUNTS");
    int (*do_open)(const char *, int, ...) = real("open");
    void *(*do_mmap)(void *, size_t, int, int, int, off_t) = real("mmap");

    if (!spec || !path || sscanf(spec, "%31[a-z]:%lu:%d%c", name, &at, &with, &plus) < 3)
        return;
    int fd = do_open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        _exit(99);
    counts = do_mmap(NULL, N_CALLS * sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (counts == MAP_FAILED)
        _exit(99);
    int (*do_close)(int) = real("close");
    do_close(fd);
    for (int i = 0; i < N_CALLS; i++)
        if (!strcmp(names[i], name))
            which = (enum call)i;
    for_good = plus == '+';
}

/* Whether this call is one that goes wrong. */
static bool hit(enum call c)
{
    if (!counts)
        return false;
    unsigned long n = atomic_fetch_add(&counts[c], 1) + 1;
    return c == which && at && (n == at || (for_good && n > at));
}

static bool fails(enum call c)
{
    if (!hit(c) || !with)
        return false;
    errno = with;
    return true;
}

/* Of a call that moves bytes: -1, or how many it may move. */
static ssize_t may_move(enum call c, size_t n)
{
    if (!hit(c))
        return (ssize_t)n;
    errno = with;
    return with ? -1 : (ssize_t)(n > 1 ? n / 2 : n);
}

/* name, the row of CALLS, what it answers and what when it fails, parameters, arguments */
#define CALL(name, row, type, failed, parameters, arguments) \
    type name parameters; \
    type name parameters \
    { \
        type(*f) parameters = real(#name); \
        return fails(C_##row) ? failed : f arguments; \
    }
#define MOVE(name, row, parameters, arguments) \
    ssize_t name parameters; \
    ssize_t name parameters \
    { \
        ssize_t(*f) parameters = real(#name); \
        ssize_t may = may_move(C_##row, n); \
        n = may < 0 ? 0 : (size_t)may; \
        return may < 0 ? -1 : f arguments; \
    }

#define FD int fd
MOVE(read, read, (FD, void *p, size_t n), (fd, p, n))
MOVE(__read_chk, read, (FD, void *p, size_t n, size_t room), (fd, p, n, room))
MOVE(pread, pread, (FD, void *p, size_t n, off_t o), (fd, p, n, o))
MOVE(pread64, pread, (FD, void *p, size_t n, off_t o), (fd, p, n, o))
MOVE(__pread_chk, pread, (FD, void *p, size_t n, off_t o, size_t room), (fd, p, n, o, room))
MOVE(write, write, (FD, const void *p, size_t n), (fd, p, n))
MOVE(pwrite, pwrite, (FD, const void *p, size_t n, off_t o), (fd, p, n, o))
MOVE(pwrite64, pwrite, (FD, const void *p, size_t n, off_t o), (fd, p, n, o))
MOVE(send, send, (FD, const void *p, size_t n, int flags), (fd, p, n, flags))
MOVE(recv, recv, (FD, void *p, size_t n, int flags), (fd, p, n, flags))
CALL(sendmsg, sendmsg, ssize_t, -1, (FD, const struct msghdr *m, int flags), (fd, m, flags))
CALL(fsync, fsync, int, -1, (FD), (fd))
CALL(fdatasync, fdatasync, int, -1, (FD), (fd))
CALL(flock, flock, int, -1, (FD, int how), (fd, how))
CALL(ftruncate, ftruncate, int, -1, (FD, off_t n), (fd, n))
CALL(ftruncate64, ftruncate, int, -1, (FD, off_t n), (fd, n))
CALL(rename, rename, int, -1, (const char *a, const char *b), (a, b))
CALL(renameat, rename, int, -1, (FD, const char *a, int to, const char *b), (fd, a, to, b))
CALL(renameat2, rename, int, -1, (FD, const char *a, int to, const char *b, unsigned flags),
     (fd, a, to, b, flags))
CALL(link, link, int, -1, (const char *a, const char *b), (a, b))
CALL(linkat, link, int, -1, (FD, const char *a, int to, const char *b, int flags),
     (fd, a, to, b, flags))
CALL(unlink, unlink, int, -1, (const char *path), (path))
CALL(unlinkat, unlink, int, -1, (FD, const char *path, int flags), (fd, path, flags))
CALL(mkdir, mkdir, int, -1, (const char *path, mode_t mode), (path, mode))
CALL(mkdirat, mkdir, int, -1, (FD, const char *path, mode_t mode), (fd, path, mode))
CALL(fstat, fstat, int, -1, (FD, struct stat *st), (fd, st))
CALL(fstat64, fstat, int, -1, (FD, struct stat64 *st), (fd, st))
CALL(stat, stat, int, -1, (const char *path, struct stat *st), (path, st))
CALL(stat64, stat, int, -1, (const char *path, struct stat64 *st), (path, st))
CALL(poll, poll, int, -1, (struct pollfd * p, nfds_t n, int ms), (p, n, ms))
CALL(fork, fork, pid_t, -1, (void), ())
CALL(socketpair, socketpair, int, -1, (int family, int type, int protocol, int two[2]),
     (family, type, protocol, two))
CALL(mmap, mmap, void *, MAP_FAILED, (void *p, size_t n, int prot, int flags, FD, off_t o),
     (p, n, prot, flags, fd, o))
CALL(mmap64, mmap, void *, MAP_FAILED, (void *p, size_t n, int prot, int flags, FD, off_t o),
     (p, n, prot, flags, fd, o))
CALL(opendir, opendir, void *, NULL, (const char *path), (path))
CALL(fdopendir, fdopendir, void *, NULL, (FD), (fd))
CALL(readdir, readdir, void *, NULL, (void *dir), (dir))
CALL(__open_2, open, int, -1, (const char *path, int flags), (path, flags))

#define OPEN(name, row, parameters, arguments) \
    int name parameters \
    { \
        int(*f) parameters = real(#name); \
        va_list ap; \
        va_start(ap, flags); \
        mode_t mode = va_arg(ap, mode_t); \
        va_end(ap); \
        return fails(C_##row) ? -1 : f arguments; \
    }
OPEN(open, open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, openat, (FD, const char *path, int flags, ...), (fd, path, flags, mode))

/* Memory of all libraries, not of ours alone (tests/fault). The C library's own names: dlsym asks
 * for memory itself. */
#define ALLOC(name, parameters, arguments) \
    void *__libc_##name parameters; \
    void *name parameters; \
    void *name parameters \
    { \
        return fails(C_alloc) ? NULL : __libc_##name arguments; \
    }
ALLOC(malloc, (size_t n), (n))
ALLOC(calloc, (size_t m, size_t n), (m, n))
ALLOC(realloc, (void *p, size_t n), (p, n))

/* The descriptor is gone all the same, as on Linux. */
int close(int fd)
{
    int (*f)(int) = real("close");
    int r = f(fd), os = errno;
    if (fails(C_close))
        return -1;
    errno = os;
    return r;
}
