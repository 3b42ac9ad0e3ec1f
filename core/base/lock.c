/* SPDX-License-Identifier: MIT */
#include "base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/fd.h"
#include "base/file.h"

enum { STEP_MS = 100 };

static enum dh_err held(const char *path, const struct dh_buf *text, struct dh_detail *d)
{
    struct dh_str line = dh_str_sub(dh_buf_str(text), 0, dh_str_find_byte(dh_buf_str(text), '\n'));
    return dh_fail(d, DH_ELOCKED, 0, "another run is under way: it holds '%s'%s%.*s%s", path,
                   line.n ? " (" : "", (int)line.n, line.n ? line.p : "", line.n ? ")" : "");
}

enum dh_err dh_lock_take(struct dh_lock *l, const char *path, uint64_t wait,
                         const volatile int *stop, struct dh_buf *text, struct dh_detail *d)
{
    l->fd = dh_fd_open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK);
    if (l->fd < 0)
        return dh_fail_os(d, dh_file_error(errno, true), errno, "cannot open the lock '%s'", path);
    enum dh_err e = DH_OK;
    for (uint64_t left = wait * 1000; e == DH_OK && flock(l->fd, LOCK_EX | LOCK_NB) < 0;) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            e = dh_fail_os(d, DH_EIO, errno, "cannot lock '%s'", path);
        else if (stop && *stop)
            e = dh_fail(d, DH_ESTOPPED, 0, "stopped");
        else if (left < STEP_MS)
            e = DH_ELOCKED;
        else
            nanosleep(&(struct timespec){ .tv_nsec = STEP_MS * 1000000L }, NULL);
        left -= left < STEP_MS ? 0 : STEP_MS;
    }
    if ((e == DH_OK || e == DH_ELOCKED) && dh_file_read_fd(l->fd, path, text, NULL) != DH_OK)
        dh_buf_reset(text);
    if (e == DH_ELOCKED)
        held(path, text, d);
    if (e)
        dh_lock_drop(l);
    return e;
}

void dh_lock_write(const struct dh_lock *l, struct dh_str text)
{
    /* Over what is there: to make room and then find none would lose it. */
    if (lseek(l->fd, 0, SEEK_SET) == 0 && dh_file_write_fd(l->fd, "lock", text, NULL) == DH_OK)
        (void)!ftruncate(l->fd, (off_t)text.n);
}

void dh_lock_drop(struct dh_lock *l)
{
    if (l->fd >= 0)
        close(l->fd);
    l->fd = -1;
}
