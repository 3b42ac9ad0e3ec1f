/* SPDX-License-Identifier: MIT */
#include "base/special.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/fd.h"

const char *dh_special_name(mode_t mode)
{
    return S_ISREG(mode)    ? NULL
           : S_ISDIR(mode)  ? "a directory"
           : S_ISFIFO(mode) ? "a FIFO"
           : S_ISSOCK(mode) ? "a socket"
                            : "a device";
}

bool dh_special_is(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static bool is_fifo(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode);
}

/* From here on it waits as files do. Answers fd, or -1 when it was closed. */
static int make_blocking(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0 && fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) == 0)
        return fd;
    int os = errno;
    close(fd);
    errno = os;
    return -1;
}

/* Whether somebody has the other end of a FIFO that holds nothing yet. Nothing is taken out of it:
 * tee(2) copies, and tells one that nobody writes into (0) from one that is empty. */
static bool has_writer(int fd)
{
    int to[2];
    if (pipe2(to, O_CLOEXEC) != 0)
        return false;
    ssize_t n = tee(fd, to[1], 1, SPLICE_F_NONBLOCK);
    bool has = n > 0 || (n < 0 && errno == EAGAIN);
    close(to[0]);
    close(to[1]);
    return has;
}

int dh_special_read(const char *path)
{
    int fd = dh_fd_open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return -1;
    if (is_fifo(fd)) {
        struct pollfd p = { .fd = fd, .events = POLLIN };
        int n = poll(&p, 1, DH_FIFO_WAIT_MS);
        int os = n < 0 ? errno : n == 0 && !has_writer(fd) ? ENXIO : 0;
        if (os) {
            close(fd);
            errno = os;
            return -1;
        }
    }
    return make_blocking(fd);
}

int dh_special_read_or_stop(const char *path, const volatile int *stop)
{
    int fd;
    do {
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (fd < 0 && errno == EINTR && !*stop);
    return fd;
}

int dh_special_write(const char *path)
{
    const struct timespec pause = { .tv_nsec = 20 * 1000000 };
    int64_t end = dh_clock_ms() + DH_FIFO_WAIT_MS;
    struct stat st;
    for (;;) {
        int fd = dh_fd_open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK);
        if (fd >= 0)
            return make_blocking(fd);
        if (errno != ENXIO || stat(path, &st) != 0 || !S_ISFIFO(st.st_mode) || dh_clock_ms() > end)
            return -1;
        if (nanosleep(&pause, NULL) != 0)
            return -1;
    }
}

enum dh_err dh_special_fail(struct dh_detail *d, enum dh_err e, int os, const char *verb,
                            const char *path)
{
    struct stat st;
    if (os != ENXIO || stat(path, &st) != 0)
        return dh_fail_os(d, e, os, "cannot %s '%s'", verb, path);
    if (S_ISFIFO(st.st_mode))
        return dh_fail(d, e, 0, "cannot %s '%s': a FIFO that nobody %s", verb, path,
                       verb[0] == 'c' ? "reads" : "writes into");
    if (S_ISSOCK(st.st_mode))
        return dh_fail(d, e, 0, "cannot %s '%s': it is a socket", verb, path);
    return dh_fail_os(d, e, os, "cannot %s '%s'", verb, path);
}
