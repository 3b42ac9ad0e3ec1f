/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/fd.h"
#include "base/special.h"

enum { CHUNK = 256 * 1024, TURN_MS = 200 };

bool dh_file_is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool dh_file_is_same(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && S_ISREG(x.st_mode) && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

bool dh_file_parent(const char *path, char *dir, size_t room)
{
    size_t n = (size_t)(dh_file_name(path) - path);
    bool any = n > 0;

    while (n > 1 && path[n - 1] == '/')
        n--;
    if (n >= room || room < sizeof ".")
        return false;
    memcpy(dir, any ? path : ".", any ? n : 1);
    dir[any ? n : 1] = '\0';
    return true;
}

const char *dh_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

enum dh_err dh_file_error(int os, bool create)
{
    switch (os) {
    case ENOENT:
    case ENOTDIR:
        return create ? DH_ECREATE : DH_ENOINPUT;
    case EACCES:
    case EPERM:
        return DH_EACCESS;
    case EROFS:
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG:
    case EEXIST:
        return create ? DH_ECREATE : DH_EIO;
    case EPIPE:
        return DH_EPIPE;
    case ENOMEM:
        return DH_ENOMEM;
    default:
        return DH_EIO;
    }
}

bool dh_file_ready(int fd, int ms)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };
    int r = poll(&p, 1, ms);
    return r > 0 || (r < 0 && errno != EINTR); /* reading tells what is wrong */
}

/* A signal may come just before a read that would wait: so it is looked for again and again. */
static bool wait_or_stop(int fd, const volatile int *stop)
{
    while (stop && !*stop)
        if (dh_file_ready(fd, TURN_MS))
            return true;
    return !stop;
}

static enum dh_err read_all(int fd, const char *name, const volatile int *stop, struct dh_buf *b,
                            struct dh_detail *d)
{
    struct stat st;
    /* One byte more than the file tells the end without another round of growing. */
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
        (uint64_t)st.st_size < b->cap)
        (void)dh_buf_room(b, (size_t)st.st_size + 1 <= b->cap - b->n ? (size_t)st.st_size + 1 : 0);
    for (;;) {
        size_t want = b->room > b->n ? b->room - b->n : CHUNK;
        if (want > b->cap - b->n)
            want = b->cap - b->n;
        char probe, *p = want ? dh_buf_room(b, want) : &probe;
        if (!p)
            return dh_fail(d, b->err, 0, "cannot read '%s': %s", name, dh_strerror(b->err));
        if (!wait_or_stop(fd, stop))
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        ssize_t got = read(fd, p, want ? want : 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return dh_fail_os(d, dh_file_error(errno, false), errno, "cannot read '%s'", name);
        if (got == 0)
            return DH_OK;
        if (!want)
            return dh_fail(d, DH_ELIMIT, 0, "'%s' is larger than the limit of %zu bytes", name,
                           b->cap);
        b->n += (size_t)got;
    }
}

enum dh_err dh_file_read_fd(int fd, const char *name, struct dh_buf *b, struct dh_detail *d)
{
    return read_all(fd, name, NULL, b, d);
}

static enum dh_err read_path(const char *path, const volatile int *stop, struct dh_buf *b,
                             struct dh_detail *d)
{
    int fd = stop ? dh_special_read_or_stop(path, stop) : dh_special_read(path);
    if (fd < 0 && errno == EINTR && stop && *stop)
        return dh_fail(d, DH_ESTOPPED, 0, "stopped");
    if (fd < 0)
        return dh_special_fail(d, dh_file_error(errno, false), errno, "open", path);
    enum dh_err e = read_all(fd, path, stop, b, d);
    close(fd);
    return e;
}

enum dh_err dh_file_read_or_stop(const char *path, const volatile int *stop, struct dh_buf *b,
                                 struct dh_detail *d)
{
    if (!strcmp(path, "-"))
        return read_all(STDIN_FILENO, "standard input", stop, b, d);
    return read_path(path, stop, b, d);
}

enum dh_err dh_file_read(const char *path, struct dh_buf *b, struct dh_detail *d)
{
    return read_path(path, NULL, b, d);
}

/* Standard output may be a pipe that does not wait: whoever else has it open decides. Until it
 * takes bytes, or has an error to tell. */
static bool wait_for_room(int fd)
{
    struct pollfd p = { .fd = fd, .events = POLLOUT };
    int r = poll(&p, 1, -1);
    return r > 0 || (r < 0 && errno == EINTR);
}

enum dh_err dh_file_write_fd(int fd, const char *name, struct dh_str s, struct dh_detail *d)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && (errno == EINTR || (errno == EAGAIN && wait_for_room(fd))))
            continue;
        if (n < 0)
            return dh_fail_os(d, dh_file_error(errno, true), errno, "cannot write '%s'", name);
        s = dh_str_sub(s, (size_t)n, s.n);
    }
    return DH_OK;
}

enum dh_err dh_file_read_at(int fd, const char *name, uint64_t at, void *p, size_t n,
                            struct dh_detail *d)
{
    for (size_t got = 0; got < n;) {
        ssize_t k = pread(fd, (char *)p + got, n - got, (off_t)(at + got));
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return dh_fail_os(d, DH_EIO, k < 0 ? errno : EIO, "cannot read %s", name);
        got += (size_t)k;
    }
    return DH_OK;
}

enum dh_err dh_file_mkdirs(const char *path, struct dh_detail *d)
{
    char part[4096];
    size_t n = strlen(path);

    if (n == 0 || n >= sizeof part)
        return dh_fail(d, DH_ECREATE, 0, "cannot create directory '%s': bad length", path);
    for (size_t i = 1; i <= n; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0777) < 0 && errno != EEXIST && errno != EISDIR)
            return dh_fail_os(d, dh_file_error(errno, true), errno, "cannot create directory '%s'",
                              part);
    }
    if (!dh_file_is_dir(path))
        return dh_fail(d, DH_ECREATE, 0, "cannot create directory '%s': a file stands in the way",
                       path);
    return DH_OK;
}

const char *dh_file_temp_dir(const char *dir)
{
    if (!dir)
        dir = getenv("TMPDIR");
    return dir && dir[0] ? dir : "/tmp";
}

enum dh_err dh_file_temp(const char *dir, int *fd, struct dh_detail *d)
{
    dir = dh_file_temp_dir(dir);
    *fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (*fd >= 0)
        return DH_OK;
    char name[4096];
    int n = snprintf(name, sizeof name, "%s/dehusk-XXXXXX", dir);
    if (n > 0 && (size_t)n < sizeof name && (*fd = mkostemp(name, O_CLOEXEC)) >= 0) {
        unlink(name);
        return DH_OK;
    }
    return dh_fail_os(d, dh_file_error(errno, true), errno,
                      "cannot create a temporary file in '%s'", dir);
}

enum dh_err dh_file_temp_write(int fd, const char *what, struct dh_str s, struct dh_detail *d)
{
    if (dh_file_write_fd(fd, what, s, NULL) == DH_OK)
        return DH_OK;
    return dh_fail_os(d, DH_EIO, errno, "cannot write the temporary file %s (--tmp says where)",
                      what);
}
